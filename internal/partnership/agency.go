package partnership

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fact"
	"liaison/internal/fault"
)

// AgencyStore keeps the agencies of a partnership, who stands for them, and
// the series of their meetings.
type AgencyStore interface {
	// Outsiders returns the agencies that the service knows and that do not
	// take part on the day, by name.
	Outsiders(ctx context.Context, who access.Actor, day time.Time) ([]Agency, error)
	// Join applies ch to the seat of the agency, which the service comes to
	// know where it has no number, and returns it with its number. Besides
	// what ch returns, it returns Forbidden, and Invalid for an agency that
	// the service does not know or knows already.
	Join(ctx context.Context, who access.Actor, a Agency, ch access.Change[Seat]) (Agency, error)
	// Seat returns the agency with the slug, which takes part or did.
	// NotFound for any other.
	Seat(ctx context.Context, who access.Actor, slug string) (Seat, error)
	// ChangeSeat does one thing to a seat and logs it, or does neither.
	// Besides what ch returns, it returns Forbidden and NotFound.
	ChangeSeat(ctx context.Context, who access.Actor, slug string, ch access.Change[Seat]) error
	// SeatChanges returns what was done to a seat, in every time that the agency
	// took part and to everybody who stood for it, newest first.
	SeatChanges(ctx context.Context, who access.Actor, s Seat) ([]Change, error)
	// Involvement returns what is recorded of an agency up to the day.
	Involvement(ctx context.Context, who access.Actor, agency int, day time.Time) (Involvement, error)

	// Timetable returns every series of meetings.
	Timetable(ctx context.Context, who access.Actor) (Timetable, error)
	// ChangeTimetable does one thing to the series and logs it, or does
	// neither. Besides what ch returns, it returns Forbidden.
	ChangeTimetable(ctx context.Context, who access.Actor, ch access.Change[Timetable]) error
}

// The most that may be typed, in characters.
const (
	MaxAgencyName  = 200
	MaxAgencyShort = 60
	MaxPersonName  = 100
	MaxSeriesName  = 200
	MaxSeriesPlace = 200
)

// daysAhead is how many days from now a standing fact may begin or end. Beyond it,
// a year was mistyped.
const daysAhead = 366

// AgencyKinds lists the kinds of agency, in the order of forms.
func AgencyKinds() []string {
	return []string{"police", "council", "health", "education", "probation", "youth_justice", "community", "other"}
}

// KindName is what people read.
func (a Agency) KindName() string {
	switch a.Kind {
	case "police":
		return "Police"
	case "council":
		return "Council"
	case "health":
		return "Health"
	case "education":
		return "Education"
	case "probation":
		return "Probation"
	case "youth_justice":
		return "Youth justice"
	case "community":
		return "Community organisation"
	case "other":
		return "Another kind"
	}
	return ""
}

// Seat is an agency's place in the partnership: each time it took part, and
// everybody who stood for it.
type Seat struct {
	Partnership int
	Agency      Agency
	Spells      []Partner        // newest first; without those who stand for it
	People      []Representative // newest first
	Did         []Change         // what the last change did, the main thing first; of each On, Said and Why
}

// Scope is where the seat is kept.
func (s Seat) Scope() access.Scope {
	return access.Scope{Strand: access.Coordination, Partnership: s.Partnership, Agency: s.Agency.ID}
}

// On returns the time of taking part that the day lies in, if one does.
func (s Seat) On(day time.Time) (Partner, bool) {
	i := slices.IndexFunc(s.Spells, func(p Partner) bool { return lastsOver(p.Joined, p.Left, day) })
	if i < 0 {
		return Partner{}, false
	}
	return s.Spells[i], true
}

// Open returns the time of taking part that has no end yet, if there is one.
func (s Seat) Open() (Partner, bool) {
	i := slices.IndexFunc(s.Spells, func(p Partner) bool { return p.Left.IsZero() })
	if i < 0 {
		return Partner{}, false
	}
	return s.Spells[i], true
}

// Named returns who is the agency's named representative on the day, if
// anybody is.
func (s Seat) Named(day time.Time) (Representative, bool) {
	i := slices.IndexFunc(s.People, func(r Representative) bool { return !r.Deputy && lastsOver(r.From, r.To, day) })
	if i < 0 {
		return Representative{}, false
	}
	return s.People[i], true
}

// Deputies returns who is registered to stand in on the day.
func (s Seat) Deputies(day time.Time) []Representative {
	return slices.DeleteFunc(slices.Clone(s.People), func(r Representative) bool { return !r.Deputy || !lastsOver(r.From, r.To, day) })
}

// Person returns one of those who stood for the agency. NotFound without.
func (s Seat) Person(id uuid.UUID) (Representative, error) {
	i := slices.IndexFunc(s.People, func(r Representative) bool { return r.ID == id })
	if i < 0 {
		return Representative{}, fault.Missing()
	}
	return s.People[i], nil
}

// Facts is what rules may know of one thing that a change did: of the time of
// taking part, or of the person, that it is about.
func (s Seat) Facts(c Change) []fact.Fact {
	for _, p := range s.Spells {
		if p.Source(s.Partnership) == c.On {
			return p.Facts(s.Partnership)
		}
	}
	r, err := s.Person(c.On)
	if err != nil {
		return nil
	}
	return r.Facts()
}

// say notes one thing that a change did.
func (s *Seat) say(on uuid.UUID, why string, said ...string) {
	s.Did = append(s.Did, Change{On: on, Said: strings.Join(said, ". "), Why: why})
}

// lastsOver reports whether a day lies from a first to a last day, or after the
// first where there is no last.
func lastsOver(from, to, day time.Time) bool {
	return !day.Before(from) && (to.IsZero() || !day.After(to))
}

// coincide reports whether two periods have a day in common. One without a
// last day goes on.
func coincide(from, to, other, until time.Time) bool {
	return (until.IsZero() || !from.After(until)) && (to.IsZero() || !other.After(to))
}

// OneLine is a name on one line, with one space between its words.
func OneLine(name string) string { return strings.Join(strings.Fields(name), " ") }

// checkFirst asks for a first day that is near enough to now to be meant.
func checkFirst(c *fault.Check, field string, day, today time.Time, label string) {
	checkYear(c, field, label, day)
	c.Need(!day.After(today.AddDate(0, 0, daysAhead)), field, "%s must be within a year from today", label)
}

// checkLast asks for a last day that comes after the first and is near enough
// to now to be meant.
func checkLast(c *fault.Check, from, last, today time.Time) {
	c.Need(!last.IsZero(), "last", "Enter the last day")
	c.Need(last.IsZero() || !last.Before(from), "last", "Last day must be on or after the first day, %s", written(from))
	c.Need(!last.After(today.AddDate(0, 0, daysAhead)), "last", "Last day must be within a year from today")
}

// checkName asks for a name that fits.
func checkName(c *fault.Check, field, name, say, label string, most int) {
	c.Need(name != "", field, "%s", say)
	checkText(c, field, label, name, most)
}

// Involvement is what is recorded of an agency, as it stood on a day: the
// partnership's last meetings, what it shared and received and the sessions it
// came to. Records that are hidden or withdrawn are not in it.
type Involvement struct {
	Visits   []Visit // oldest meeting first
	Given    int     // how often it shared information, in the last Recent days
	Received int     // how often it was given some, in the last Recent days
	Waiting  int     // requests to it that nobody answered yet
	Late     int     // of those, past the day they were due
	Shares   []Exchange
	Trained  int // sessions and events it came to, in the last Recent days
	Sessions []Session
}

// Recent is how many days an Involvement counts.
const Recent = 180

// Latest is how many of the newest an Involvement lists.
const (
	LatestMeetings = 6
	Latest         = 5
)

// Visit is one meeting of the partnership with how the agency took part in it.
type Visit struct {
	Ref, Title      string
	Sensitive       bool // its record is marked above OFFICIAL, as of an Exchange and a Session
	Day             time.Time
	State           string // as in Presence
	Person          string // who came
	Named           bool   // that was the named representative
	Why             string // of apologies
	InformationSent bool
}

// Exchange is one request for information or offer of it that concerns the
// agency.
type Exchange struct {
	Ref, Title string
	Sensitive  bool
	Day        time.Time
	Gives      bool   // the agency is the one who gives, and not who receives
	From       string // who gives
	To         []string
	Asked      bool   // requested, and not offered
	Outcome    string // "open", "given", "part", "refused" or "dropped"
}

// Session is one training session or connecting event that people of the
// agency came to.
type Session struct {
	Ref, Title string
	Sensitive  bool
	Day        time.Time
	Connect    bool
	People     int
}
