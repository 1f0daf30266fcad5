package activity

import (
	"slices"

	"liaison/internal/fact"
	"liaison/internal/fault"
	"liaison/internal/form"
)

// The most that may be typed of what one activity was for, in characters.
const (
	MaxAims = 1000
	MaxArea = 120
)

// Engagement is what an outreach activity adds. It has no place for the name
// of a member of the public.
type Engagement struct {
	Aims     string
	Audience Audience
	Area     string
	Partners []Partner // the agencies that took part
	Others   string    // organisations beyond the partners
	FollowUp string
	Police   PolicePart // for evaluation
	Outcome  string     // for evaluation: what was hoped for, as stated beforehand
}

// Partner is an agency of the partnership that took part.
type Partner struct {
	Agency     int
	AgencyName string // as Store gives it
}

// Audience is about how many people an activity reached: a band, because a
// number suggests that somebody counted, and a small one who it was.
type Audience string

// The bands.
const (
	Under10    Audience = "under_10"
	From10     Audience = "10_to_29"
	From30     Audience = "30_to_99"
	AtLeast100 Audience = "100_or_more"
)

// Audiences lists the bands, the smallest first.
func Audiences() []Audience { return []Audience{Under10, From10, From30, AtLeast100} }

// Name is what people read.
func (a Audience) Name() string {
	switch a {
	case Under10:
		return "Under 10"
	case From10:
		return "10 to 29"
	case From30:
		return "30 to 99"
	case AtLeast100:
		return "100 or more"
	}
	return ""
}

// PolicePart is what part police had in an activity, for evaluation: the
// review could seldom tell what a police component was.
type PolicePart string

// The parts. Unsaid is where nobody answered.
const (
	PoliceUnsaid PolicePart = ""
	PoliceNone   PolicePart = "none"
	PoliceSome   PolicePart = "some"
	PoliceLed    PolicePart = "led"
)

// PoliceParts lists them in the order of a form.
func PoliceParts() []PolicePart {
	return []PolicePart{PoliceUnsaid, PoliceNone, PoliceSome, PoliceLed}
}

// Name is what people read.
func (p PolicePart) Name() string {
	switch p {
	case PoliceUnsaid:
		return "Not stated"
	case PoliceNone:
		return "No police part"
	case PoliceSome:
		return "Police took part"
	case PoliceLed:
		return "Police led"
	}
	return ""
}

// checkEvaluation checks what is for evaluation, the part that police had in the
// field of that name.
func checkEvaluation(c *fault.Check, police PolicePart, name, outcome string) {
	c.Need(slices.Contains(PoliceParts(), police), name, "Select what part police had from the list")
	c.Need(form.Length(outcome) <= MaxAims, "outcome", "Outcome must be 1,000 characters or less")
}

// Kind implements Detail.
func (Engagement) Kind() Kind { return OutreachActivity }

func (e Engagement) check(c *fault.Check, of Content, in Setting) {
	of.checkName(c, "activity")
	of.checkDay(c, "activity", false, in.Today)
	c.Need(e.Aims != "", "aims", "Enter what the activity was for")
	c.Need(form.Length(e.Aims) <= MaxAims, "aims", "Aims must be 1,000 characters or less")
	c.Need(e.Audience.Name() != "", "audience", "Select about how many people came")
	c.Need(form.Length(e.Area) <= MaxArea, "area", "Area must be %d characters or less", MaxArea)
	seen := map[int]bool{}
	for _, p := range e.Partners {
		c.Need(in.invites(p.Agency) && !seen[p.Agency], "partners", "Select partner agencies from the list")
		seen[p.Agency] = true
	}
	c.Need(form.Length(e.Others) <= MaxAims, "others", "Other organisations must be 1,000 characters or less")
	c.Need(form.Length(e.FollowUp) <= MaxAims, "follow_up", "Follow-up must be 1,000 characters or less")
	of.checkSummary(c)
	checkEvaluation(c, e.Police, "police_part", e.Outcome)
}

func (e Engagement) tidy() Detail { return e }

// facts are none: what is done in outreach is counted by nobody outside it.
func (Engagement) facts(Activity) []fact.Fact { return nil }
