package checklist

import (
	"cmp"
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/fact"
	"liaison/internal/statistic"
)

// State is what the records say of an item.
type State string

// The states. The zero State is that of an item that is not computed.
const (
	Met    State = "met"
	Partly State = "partly"
	NotMet State = "not_met"
	TooFew State = "too_few"
)

// States lists them in the order pages show them.
func States() []State { return []State{Met, Partly, NotMet, TooFew} }

// Words is the state as people read it.
func (s State) Words() string {
	switch s {
	case Met:
		return "Records meet the rule"
	case Partly:
		return "Records partly meet the rule"
	case NotMet:
		return "Records do not meet the rule"
	case TooFew:
		return "Records are too few to say"
	}
	return "Not computed yet"
}

// Freshness is how recent the newest evidence is.
type Freshness string

// The degrees of freshness.
const (
	Current   Freshness = "current"
	Ageing    Freshness = "ageing"
	OutOfDate Freshness = "out_of_date"
	None      Freshness = "none"
)

// Words is the freshness as people read it.
func (f Freshness) Words() string {
	switch f {
	case Current:
		return "Current"
	case Ageing:
		return "Ageing"
	case OutOfDate:
		return "Out of date"
	case None:
	}
	return "None"
}

// Finding is what the records say of one item on one day, with its proof.
type Finding struct {
	Code   string
	State  State
	Window calendar.Span
	Parts  []Part
	Fresh  Freshness
	Newest time.Time // the day of the newest evidence, zero for none
	Age    int       // days from Newest to the day judged
	Lasts  int       // T of the newest evidence: the item's, unless the rule says that this kind has another
	Ended  time.Time // from when the newest evidence is out of date whatever its age, zero where only age counts
	Needs  []Need    // what would change it
	Looks  []Look    // what a manager opens
}

// Part is one of the things a rule asks for.
type Part struct {
	Name    string
	State   State // zero where the part is left out because nothing arose
	Say     string
	Window  calendar.Span
	Of      string // what is counted: "days", "partners", "records"
	Have    int    // the numerator
	All     int    // the denominator; zero where the part asks only whether anything was recorded
	Mean    bool   // the figure is a mean of all of them, and not so many out of all
	Figure  string // what is held against the threshold: "85%", "0.8"
	Between *statistic.Interval
	For     []Row // counted for it
	Against []Row // counted, and not for it
	Left    []Row // left out, with why
	Out     int   // how many are left out, where not all of them are listed
}

// LeftOut reports whether nothing arose on which the part could be judged.
func (p Part) LeftOut() bool { return p.State == "" }

// Row is one record behind a part.
type Row struct {
	Source uuid.UUID // the record; zero where the row is about an agency without one
	Kind   fact.Kind // of the fact it was read from, which says where the record is kept
	Agency int
	Other  int // the agency at the other end, where the row is about two
	Day    time.Time
	Until  time.Time
	Say    string
	Late   int // days between the event and its recording, where more than LateDays
}

// Target is where a person goes to do what would change a finding.
type Target string

// The targets.
const (
	ToAppointment Target = "appointment"
	ToInitiative  Target = "initiative"
	ToMeeting     Target = "meeting"
	ToAgencies    Target = "agencies"
	ToLeaders     Target = "leaders"
	ToEscalations Target = "escalations"
	ToRatings     Target = "ratings"  // of meetings
	ToSessions    Target = "sessions" // that those who came may rate
	ToGiven       Target = "given"    // that those who received it may rate
	ToFunding     Target = "funding"
	ToRequests    Target = "funding requests"
	ToCosts       Target = "costs"
	ToCeiling     Target = "ceiling"
	ToTraining    Target = "training"
	ToConnect     Target = "connect"
	ToFollowUps   Target = "follow-ups"
	ToNeeds       Target = "needs"
	ToProducts    Target = "products"
	ToGoals       Target = "goals"
	ToShare       Target = "share"
	ToShares      Target = "shares"
	ToPairs       Target = "pairs"
	ToSystems     Target = "systems"
	ToAgreements  Target = "agreements"
	ToDuplicates  Target = "duplicates"
	ToSeparation  Target = "separation"

	// What the two leads attest of the separation, and the manager where
	// intelligence is kept elsewhere.
	ToOutreachAttestation     Target = "outreach attestation"
	ToIntelligenceAttestation Target = "intelligence attestation"
	ToAttestation             Target = "attestation"

	Nowhere Target = ""
)

// Need is one thing that would change a finding.
type Need struct {
	Say    string
	To     Target
	Agency int // who does it, where Say goes on from an agency's name
	Other  int // the agency whose name ends the sentence, where Say does not end it
}

// LateDays is how long after an event a record may be entered before the page
// says so. Source: rules for all items, "Records entered more than 35 days".
const LateDays = 35

// FewCases is the number of cases from which a ratio counts.
// Source: rules for all items, "Small numbers".
const FewCases = 5

// Evaluate holds every item of the book against the facts as they were known
// at the end of the day. It reads nothing else. Facts may come in any order.
func Evaluate(book *Book, facts []fact.Fact, day time.Time) []Finding {
	e := evidence{day: day, holidays: calendar.Holidays{}, kinds: map[fact.Kind][]fact.Fact{}}
	end := calendar.EndOf(day)
	for _, f := range facts {
		if f.KnownAt(end) {
			e.kinds[f.Kind] = append(e.kinds[f.Kind], f)
		}
	}
	for _, k := range e.kinds {
		slices.SortFunc(k, func(a, b fact.Fact) int { return fact.InOrder(&a, &b) })
	}
	for _, f := range e.kinds[fact.Holiday] {
		e.holidays[f.Day] = true
	}
	var found []Finding
	for _, item := range book.Items() {
		f := rules[item.Rule](item, e)
		f.Code, f.State, f.Lasts = item.Code, worst(f.Parts), cmp.Or(f.Lasts, item.Fresh)
		f.Fresh, f.Age = freshness(f.Newest, day, f.Lasts)
		if f.Fresh != None && !f.Ended.IsZero() && !f.Ended.After(day) {
			f.Fresh = OutOfDate
		}
		f.Looks = looks[item.Rule](item, e, f)
		found = append(found, f)
	}
	return found
}

// evidence is what one day's judgement reads, each kind in order of days.
type evidence struct {
	day      time.Time
	holidays calendar.Holidays
	kinds    map[fact.Kind][]fact.Fact
}

// rules are the rules by name. A book names no other.
var rules = map[string]func(Item, evidence) Finding{
	"coordinator":          coordinator,
	"same_partners":        samePartners,
	"police_leadership":    policeLeadership,
	"convenient_meetings":  convenientMeetings,
	"additional_funding":   additionalFunding,
	"low_costs":            lowCosts,
	"separation":           separation,
	"two_way_information":  twoWayInformation,
	"technology_in_reach":  technologyInReach,
	"databases_overseen":   databasesOverseen,
	"no_duplication":       noDuplication,
	"formal_process":       formalProcess,
	"access_to_funding":    accessToFunding,
	"training_quality":     trainingQuality,
	"training_followed_up": trainingFollowedUp,
	"training_fits":        trainingFits,
	"goals_understood":     goalsUnderstood,
	"information_fits":     informationFits,
}

// worst joins parts. Source: rules for all items, "Worst part wins ... in the
// order NotMet, TooFew, Partly, Met. Never averaged", and "If every part is
// left out the item is TooFew".
func worst(parts []Part) State {
	for _, s := range []State{NotMet, TooFew, Partly, Met} {
		if slices.ContainsFunc(parts, func(p Part) bool { return p.State == s }) {
			return s
		}
	}
	return TooFew
}

// freshness is how old the newest evidence is. Source: rules for all items,
// "Current: age <= T; Ageing: T to 2T; Out of date: > 2T; None".
func freshness(newest, day time.Time, t int) (Freshness, int) {
	if newest.IsZero() {
		return None, 0
	}
	age := calendar.Days(newest, day)
	switch {
	case age <= t:
		return Current, age
	case age <= 2*t:
		return Ageing, age
	}
	return OutOfDate, age
}

// Lasting is the last day on which the newest evidence is as fresh as it was
// found to be: current, or ageing. Zero where there is none or it is out of date.
func (f Finding) Lasting() time.Time {
	last := time.Time{}
	switch f.Fresh {
	case Current:
		last = f.Newest.AddDate(0, 0, f.Lasts)
	case Ageing:
		last = f.Newest.AddDate(0, 0, 2*f.Lasts)
	case OutOfDate, None:
		return last
	}
	if !f.Ended.IsZero() && !f.Ended.After(last) {
		last = f.Ended.AddDate(0, 0, -1)
	}
	return last
}

// judged holds a figure of so many cases against a threshold. Source: rules
// for all items, "With 1 to 4 cases a part shows plain counts and is at best
// Partly. From 5, the ratio counts".
func judged(figure float64, cases int, p Parameter) State {
	switch {
	case figure+nearly >= p.Value && cases >= FewCases:
		return Met
	case figure+nearly >= p.Value, p.Partly > 0 && figure+nearly >= p.Partly:
		return Partly
	}
	return NotMet
}

// late is how many days after its event a fact was recorded, where that is
// more than LateDays.
func late(f fact.Fact) int {
	if n := calendar.Days(f.Day, f.KnownFrom.UTC().Truncate(24*time.Hour)); n > LateDays {
		return n
	}
	return 0
}

// newer returns the later of two days.
func newer(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// written is a day as pages write it.
func written(day time.Time) string { return day.Format("2 January 2006") }
