package activity

import (
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"liaison/internal/fact"
	"liaison/internal/fault"
	"liaison/internal/form"
)

// The most that may be typed, in characters, and the most actions of one meeting.
const (
	MaxName    = 200
	MaxPlace   = 200
	MaxPerson  = 100
	MaxOthers  = 1500
	MaxSummary = 1500
	MaxWhat    = 300
	MaxReason  = 500
	MaxActions = 20
)

// Meeting is what a coordination meeting adds.
type Meeting struct {
	Mode       Mode
	Place      string
	Series     uuid.UUID
	SeriesName string // as Store gives it
	Attendance []Attendance
	Others     string
	Initiative bool // part of the partnership's initiative
}

// Kind implements Detail.
func (Meeting) Kind() Kind { return CoordinationMeeting }

// Mode is how people met.
type Mode string

// The modes.
const (
	InPerson Mode = "in_person"
	Online   Mode = "online"
	Hybrid   Mode = "hybrid"
)

// Modes lists them.
func Modes() []Mode { return []Mode{InPerson, Online, Hybrid} }

// Name is what people read.
func (m Mode) Name() string {
	switch m {
	case InPerson:
		return "In person"
	case Online:
		return "Online"
	case Hybrid:
		return "Some of each"
	}
	return ""
}

// State is whether an invited agency attended.
type State string

// The states. A line that nobody answered has none.
const (
	Came       State = "came"
	Substitute State = "substitute"
	Apologies  State = "apologies"
	Absent     State = "absent"
)

// States lists them in the order of the form.
func States() []State { return []State{Came, Substitute, Apologies, Absent} }

// Name is what people read.
func (s State) Name() string {
	switch s {
	case Came:
		return "Came"
	case Substitute:
		return "Substitute"
	case Apologies:
		return "Sent apologies"
	case Absent:
		return "Absent"
	}
	return ""
}

// Why is the reason an agency gave for not coming.
type Why string

// The reasons.
const (
	OtherWork     Why = "other_work"
	Leave         Why = "leave_or_sickness"
	PlaceOrTravel Why = "place_or_travel"
	NoNotice      Why = "no_notice"
	NotRelevant   Why = "not_relevant"
	OtherReason   Why = "other"
)

// Whys lists the reasons in the order of the form.
func Whys() []Why {
	return []Why{OtherWork, Leave, PlaceOrTravel, NoNotice, NotRelevant, OtherReason}
}

// Name is what people read.
func (w Why) Name() string {
	switch w {
	case OtherWork:
		return "Other work"
	case Leave:
		return "Leave or sickness"
	case PlaceOrTravel:
		return "Place or travel"
	case NoNotice:
		return "Not enough notice"
	case NotRelevant:
		return "Agenda not relevant"
	case OtherReason:
		return "Another reason"
	}
	return ""
}

// Attendance is the line of one invited agency.
type Attendance struct {
	Agency          int
	AgencyName      string // as Store gives it
	State           State
	Person          string    // who came, if anybody did
	PersonID        uuid.UUID // as Store gives it
	Named           bool      // whether that was the agency's named representative, as Store gives it
	Why             Why
	InformationSent bool
}

// Attended reports whether somebody came for the agency.
func (l Attendance) Attended() bool { return l.State == Came || l.State == Substitute }

// flags is what the rules may know of the line.
func (l Attendance) flags() []fact.Flag {
	var flags []fact.Flag
	switch l.State {
	case Came:
		flags = append(flags, fact.Came)
	case Substitute:
		flags = append(flags, fact.Substitute)
	case Apologies:
		flags = append(flags, fact.Apologies)
	case Absent:
		flags = append(flags, fact.Absent)
	}
	if l.InformationSent {
		flags = append(flags, fact.InformationSent)
	}
	if l.Why == PlaceOrTravel {
		flags = append(flags, fact.PlaceOrTravel)
	}
	return flags
}

// Invited is an agency that is asked to a meeting, with who stands for it.
type Invited struct {
	Agency         int
	Name           string
	Representative string // the named representative, or empty
}

// Series is a run of meetings held at a rhythm.
type Series struct {
	ID        uuid.UUID
	Name      string
	EveryDays int
	Start     time.Duration // since midnight; -1 when not fixed
	Place     string
	Mode      Mode
}

// Setting is what a record is checked against: the partnership as it is.
type Setting struct {
	Invited  []Invited // in the order of their names
	Series   []Series  // those that run
	Items    []string  // codes of the checklist
	Today    time.Time
	Referral string // the partnership's own text on where to refer and report
}

// invites reports whether the agency is asked to meetings.
func (in Setting) invites(agency int) bool {
	return slices.ContainsFunc(in.Invited, func(i Invited) bool { return i.Agency == agency })
}

func (m Meeting) check(c *fault.Check, of Content, in Setting) {
	of.checkName(c, "meeting")
	of.checkDay(c, "meeting", false, in.Today)
	c.Need(m.Mode.Name() != "", "mode", "Select how people met")
	c.Need(form.Length(m.Place) <= MaxPlace, "place", "Where must be %d characters or less", MaxPlace)
	c.Need(m.Series == uuid.Nil || slices.ContainsFunc(in.Series, func(s Series) bool { return s.ID == m.Series }), "series", "Select a series from the list")
	m.checkAttendance(c, in.Invited)
	c.Need(form.Length(m.Others) <= MaxOthers, "others", "Other people who came must be 1,500 characters or less")
	of.checkSummary(c)
	of.checkActions(c, "meeting", in)
}

// checkAttendance wants one whole line for each invited agency, and no other.
func (m Meeting) checkAttendance(c *fault.Check, invited []Invited) {
	seen := map[int]bool{}
	for _, l := range m.Attendance {
		known := slices.ContainsFunc(invited, func(i Invited) bool { return i.Agency == l.Agency })
		c.Need(known && !seen[l.Agency], "who", "The list of agencies has changed. Check who attended, then save again")
		seen[l.Agency] = true
	}
	for _, i := range invited {
		n := slices.IndexFunc(m.Attendance, func(l Attendance) bool { return l.Agency == i.Agency })
		if n < 0 {
			c.Need(false, field("attendance", i.Agency), "Select whether %s attended", i.Name)
			continue
		}
		l := m.Attendance[n]
		c.Need(l.State.Name() != "", field("attendance", i.Agency), "Select whether %s attended", i.Name)
		c.Need(!l.Attended() || l.Person != "", field("who", i.Agency), "Enter who came from %s", i.Name)
		c.Need(form.Length(l.Person) <= MaxPerson, field("who", i.Agency), "Name of who came from %s must be %d characters or less", i.Name, MaxPerson)
		c.Need(l.State != Apologies || l.Why.Name() != "", field("why", i.Agency), "Select why %s sent apologies", i.Name)
	}
}

func (m Meeting) tidy() Detail {
	m.Attendance = slices.Clone(m.Attendance)
	for i, l := range m.Attendance {
		if l.State != "" && !l.Attended() {
			l.Person, l.PersonID, l.Named = "", uuid.Nil, false
		}
		if l.State != Apologies {
			l.Why, l.InformationSent = "", false
		}
		m.Attendance[i] = l
	}
	return m
}

func (m Meeting) facts(a Activity) []fact.Fact {
	held := fact.Fact{Source: a.ID, Part: heldPart, Kind: fact.Meeting, Day: a.Content.Day, By: a.Author}
	if m.Initiative {
		held.Flags = []fact.Flag{fact.InInitiative}
	}
	facts := []fact.Fact{held}
	for i, l := range m.Attendance {
		facts = append(facts, fact.Fact{
			Source: a.ID, Part: detailPart + i, Kind: fact.Attendance, Day: a.Content.Day,
			Agency: l.Agency, Person: l.PersonID, Flags: l.flags(),
		})
	}
	return facts
}

// field names the form field of one agency.
func field(name string, agency int) string { return name + "-" + strconv.Itoa(agency) }
