package activity

import (
	"slices"

	"github.com/google/uuid"

	"liaison/internal/fact"
	"liaison/internal/fault"
	"liaison/internal/form"
)

// What a training session may say, and when its agencies are followed up
// where nobody says otherwise.
const (
	MaxProvider       = 200
	MaxParty          = 1000 // people of one agency
	MaxFollowDays     = 365
	DefaultFollowDays = 60
)

// Session is what training adds: one session of a course, and who came.
type Session struct {
	Course     uuid.UUID // the product that it is a session of, if it is one
	CourseName string    // as Store gives it
	Provider   string
	Mode       Mode
	Place      string
	InContext  bool // in the counter-terrorism context
	Tested     bool // people were tested before and after
	Needs      []TrainingNeed
	FollowDays int // from the session until each agency is followed up
	Parties    []Party
	Police     PolicePart // for evaluation
	Outcome    string     // for evaluation: what was hoped for, as stated beforehand
}

// Party is how many people came from one agency.
type Party struct {
	Agency     int
	AgencyName string // as Store gives it
	People     int
}

// TrainingNeed is a need that a session answers.
type TrainingNeed struct {
	ID    uuid.UUID
	Title string // as Store gives it
}

// Course is a product that a session can be one of.
type Course struct {
	ID       uuid.UUID
	Name     string
	Provider string
}

// TrainingSetting is what a training session, or an event that follows one, is
// checked against beside what all kinds are. It is empty for the other kinds.
type TrainingSetting struct {
	Courses       []Course       // that can be had, by name
	TrainingNeeds []TrainingNeed // that stand, by title
	Sessions      []Past         // of the last 12 months, the newest first
}

// Kind implements Detail.
func (Session) Kind() Kind { return Training }

// People is how many people came in all.
func (s Session) People() int { return people(s.Parties) }

func people(parties []Party) int {
	n := 0
	for _, p := range parties {
		n += p.People
	}
	return n
}

func (s Session) check(c *fault.Check, of Content, in Setting) {
	of.checkName(c, "session")
	of.checkDay(c, "training session", false, in.Today)
	checkWhere(c, s.Mode, s.Place)
	c.Need(form.Length(s.Provider) <= MaxProvider, "provider", "Provider must be %d characters or less", MaxProvider)
	c.Need(s.Course == uuid.Nil || slices.ContainsFunc(in.Courses, func(p Course) bool { return p.ID == s.Course }), "course", "Select a course from the list")
	for _, n := range s.Needs {
		c.Need(slices.ContainsFunc(in.TrainingNeeds, func(x TrainingNeed) bool { return x.ID == n.ID }), "need", "Select needs from the list")
	}
	checkParties(c, s.Parties, 1, in)
	c.Need(s.FollowDays >= 1 && s.FollowDays <= MaxFollowDays, "follow", "Days until each agency is followed up must be between 1 and %d", MaxFollowDays)
	checkEvaluation(c, s.Police, "police", s.Outcome)
	of.checkSummary(c)
	of.checkActions(c, "session", in)
}

// checkWhere wants to know how people came together.
func checkWhere(c *fault.Check, m Mode, place string) {
	c.Need(m.Name() != "", "mode", "Select how people met")
	c.Need(form.Length(place) <= MaxPlace, "place", "Where must be %d characters or less", MaxPlace)
}

// checkParties wants people from so many agencies of the partnership at least.
func checkParties(c *fault.Check, parties []Party, least int, in Setting) {
	came, seen := 0, map[int]bool{}
	for _, p := range parties {
		c.Need(in.invites(p.Agency) && !seen[p.Agency], "people", "The list of agencies has changed. Check how many people came, then save again")
		c.Need(p.People >= 0 && p.People <= MaxParty, field("people", p.Agency), "Number of people from %s must be between 0 and 1,000", p.AgencyName)
		seen[p.Agency] = true
		if p.People > 0 {
			came++
		}
	}
	if least == 1 {
		c.Need(came >= 1, "people", "Enter how many people came from at least one agency")
	}
	c.Need(came >= least, "people", "Enter how many people came from at least %d agencies", least)
}

func (s Session) tidy() Detail {
	s.Parties = present(s.Parties)
	s.Needs = slices.Clone(s.Needs)
	slices.SortFunc(s.Needs, func(a, b TrainingNeed) int { return slices.Compare(a.ID[:], b.ID[:]) })
	s.Needs = slices.CompactFunc(s.Needs, func(a, b TrainingNeed) bool { return a.ID == b.ID })
	return s
}

// present leaves out agencies from which nobody came.
func present(parties []Party) []Party {
	return slices.DeleteFunc(slices.Clone(parties), func(p Party) bool { return p.People == 0 })
}

func (s Session) facts(a Activity) []fact.Fact {
	held := fact.Fact{Source: a.ID, Part: heldPart, Kind: fact.Training, Day: a.Content.Day, By: a.Author}
	if s.InContext {
		held.Flags = append(held.Flags, fact.InContext)
	}
	if s.Tested {
		held.Flags = append(held.Flags, fact.Tested)
	}
	facts := []fact.Fact{held}
	for i, p := range byAgency(s.Parties) {
		facts = append(facts, fact.Fact{Source: a.ID, Part: detailPart + i, Kind: fact.Trained, Day: a.Content.Day, Agency: p.Agency, Number: p.People})
	}
	return facts
}

// byAgency is the parties in an order that no name changes.
func byAgency(parties []Party) []Party {
	all := slices.Clone(parties)
	slices.SortFunc(all, func(a, b Party) int { return a.Agency - b.Agency })
	return all
}
