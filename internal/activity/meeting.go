package activity

import (
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"liaison/internal/calendar"
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
	Status     MeetingStatus // HeldMeeting where it says none
	Mode       Mode
	Place      string
	Series     uuid.UUID
	SeriesName string    // as Store gives it
	After      uuid.UUID // the meeting that it was planned from, if it was from one; for ever
	AfterRef   string    // as Store gives them
	AfterDay   time.Time
	Attendance []Attendance
	Others     string
	Initiative bool // part of the partnership's initiative
	Chair      string
	Quorum     int // agencies that must attend, 0 where none must
	Decisions  []Decision

	AgendaSent    time.Time // when the agenda was sent out
	MinutesDue    time.Time
	MinutesSent   time.Time
	MinutesAgreed time.Time
	CancelledWhy  string
}

// Kind implements Detail.
func (Meeting) Kind() Kind { return CoordinationMeeting }

// MeetingStatus is whether a meeting happened.
type MeetingStatus string

// The statuses. A planned meeting counts for nothing until it was held, a
// cancelled one never.
const (
	PlannedMeeting   MeetingStatus = "planned"
	HeldMeeting      MeetingStatus = "held"
	CancelledMeeting MeetingStatus = "cancelled"
)

// MeetingStatuses lists them in the order of the form.
func MeetingStatuses() []MeetingStatus {
	return []MeetingStatus{HeldMeeting, PlannedMeeting, CancelledMeeting}
}

// Name is what people read.
func (s MeetingStatus) Name() string {
	switch s {
	case HeldMeeting:
		return "Held"
	case PlannedMeeting:
		return "Planned"
	case CancelledMeeting:
		return "Cancelled"
	}
	return ""
}

// Held reports whether the meeting happened.
func (m Meeting) Held() bool { return m.Status == HeldMeeting || m.Status == "" }

// Came is how many agencies attended.
func (m Meeting) Came() int {
	came := 0
	for _, l := range m.Attendance {
		if l.Attended() {
			came++
		}
	}
	return came
}

// Quorate reports whether as many agencies came as had to. It says nothing of
// a meeting without a quorum.
func (m Meeting) Quorate() bool { return m.Came() >= m.Quorum }

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

// The states. A line that nobody answered has none, and that of a meeting that
// was not held yet is Asked.
const (
	Came       State = "came"
	Substitute State = "substitute"
	Apologies  State = "apologies"
	Absent     State = "absent"
	Asked      State = "invited"
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
	case Asked:
		return "Invited"
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
	case Asked:
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
	ID          uuid.UUID
	Name        string
	EveryDays   int
	Start       time.Duration // since midnight; -1 when not fixed
	Place       string
	Mode        Mode
	Quorum      int // agencies that must attend, 0 where none must
	MinutesDays int // working days until minutes are due
}

// Setting is what a record is checked against: the partnership as it is.
type Setting struct {
	Invited  []Invited // in the order of their names
	AsOf     time.Time // the day on which they were members, where they are not those of today
	Series   []Series  // those that run
	Items    []string  // codes of the checklist
	Today    time.Time
	Referral string // the partnership's own text on where to refer and report
	Terms    Terms  // of information sharing, for Share alone
	After    Past   // the meeting that one follows, for a meeting that follows any
	TrainingSetting

	Colleagues Colleagues        // to whom actions can be given, where the kind asks any
	Off        calendar.Holidays // days on which nobody works, for a meeting and for Share
}

// invites reports whether the agency is asked to meetings.
func (in Setting) invites(agency int) bool {
	return slices.ContainsFunc(in.Invited, func(i Invited) bool { return i.Agency == agency })
}

func (m Meeting) check(c *fault.Check, of Content, in Setting) {
	c.Need(m.Held() || m.Status.Name() != "", "status", "Select whether the meeting was held")
	of.checkName(c, "meeting")
	switch m.Status {
	case PlannedMeeting:
		of.checkDay(c, "meeting", true, in.Today)
	case CancelledMeeting:
		of.checkDay(c, "meeting", of.Day.After(in.Today), in.Today)
		c.Need(m.CancelledWhy != "", "cancelled-why", "Enter why the meeting was cancelled")
		c.Need(form.Length(m.CancelledWhy) <= MaxReason, "cancelled-why", "Reason must be %d characters or less", MaxReason)
	case HeldMeeting:
		of.checkDay(c, "meeting", false, in.Today)
	default:
		of.checkDay(c, "meeting", false, in.Today)
	}
	c.Need(m.Mode.Name() != "", "mode", "Select how people met")
	c.Need(form.Length(m.Place) <= MaxPlace, "place", "Where must be %d characters or less", MaxPlace)
	c.Need(m.Series == uuid.Nil || slices.ContainsFunc(in.Series, func(s Series) bool { return s.ID == m.Series }), "series", "Select a series from the list")
	if m.After != uuid.Nil {
		c.Need(in.After.ID == m.After, "after", "Plan the meeting again, from the page of the one before it")
		in.After.checkHandling(c, of, "meeting before it")
	}
	if m.Held() {
		m.checkAttendance(c, in)
		c.Need(form.Length(m.Others) <= MaxOthers, "others", "Other people who came must be 1,500 characters or less")
	}
	of.checkSummary(c)
	m.checkDecisions(c)
	if m.Held() {
		of.checkActions(c, "meeting", in)
	}
	c.Need(m.Held() || len(of.Actions) == 0, "actions", "Actions come from a meeting that was held. Remove them, or select Held")
	m.checkPapers(c, of.Day, in.Today)
}

// checkPapers wants the days of agenda and minutes in their order.
func (m Meeting) checkPapers(c *fault.Check, day, today time.Time) {
	c.Need(form.Length(m.Chair) <= MaxPerson, "chair", "Name of the chair must be %d characters or less", MaxPerson)
	c.Need(m.Quorum >= 0 && m.Quorum <= 200, "quorum", "Quorum must be a number of agencies from 1 to 200, or 0 for none")
	checkAgenda(c, "agenda-sent", m.AgendaSent, day, today)
	if !m.Held() {
		return
	}
	c.Need(m.MinutesDue.IsZero() || day.IsZero() || !m.MinutesDue.Before(day), "minutes-due", "Day the minutes are due must be on or after the day of the meeting")
	c.Need(m.MinutesDue.IsZero() || day.IsZero() || m.MinutesDue.Before(day.AddDate(2, 0, 0)), "minutes-due", "Day the minutes are due must be within 2 years of the meeting")
	checkMinutes(c, "minutes-sent", m.MinutesSent, day, today)
	if !m.MinutesAgreed.IsZero() {
		c.Need(!m.MinutesSent.IsZero(), "minutes-sent", "Enter the day the minutes were sent")
		checkAgreed(c, "minutes-agreed", m.MinutesAgreed, m.MinutesSent, today)
	}
}

// checkAgenda wants the day an agenda was sent to have come, and not to be
// after the meeting.
func checkAgenda(c *fault.Check, field string, sent, day, today time.Time) {
	if sent.IsZero() {
		return
	}
	c.Need(!sent.After(today), field, "Day the agenda was sent must be today or in the past")
	c.Need(!sent.Before(earliest), field, "Day the agenda was sent must be after 1999")
	c.Need(day.IsZero() || !sent.After(day), field, "Day the agenda was sent must be on or before the day of the meeting")
}

// checkMinutes wants the day minutes were sent to have come, and not to be
// before the meeting.
func checkMinutes(c *fault.Check, field string, sent, day, today time.Time) {
	if sent.IsZero() {
		return
	}
	c.Need(!sent.After(today), field, "Day the minutes were sent must be today or in the past")
	c.Need(day.IsZero() || !sent.Before(day), field, "Day the minutes were sent must be on or after the day of the meeting")
}

// checkAgreed wants the day minutes were agreed to have come, and not to be
// before they were sent.
func checkAgreed(c *fault.Check, field string, agreed, sent, today time.Time) {
	c.Need(!agreed.After(today), field, "Day the minutes were agreed must be today or in the past")
	c.Need(sent.IsZero() || !agreed.Before(sent), field, "Day the minutes were agreed must be on or after the day they were sent")
}

// checkAttendance wants one whole line for each invited agency, and no other.
func (m Meeting) checkAttendance(c *fault.Check, in Setting) {
	changed := "The list of agencies has changed. Check who attended, then save again"
	if !in.AsOf.IsZero() {
		changed = "The list is now of the agencies that were members on " + in.AsOf.Format(longDay) + ". Check who attended, then save again"
	}
	seen := map[int]bool{}
	for _, l := range m.Attendance {
		c.Need(in.invites(l.Agency) && !seen[l.Agency], "who", changed)
		seen[l.Agency] = true
	}
	for _, i := range in.Invited {
		n := slices.IndexFunc(m.Attendance, func(l Attendance) bool { return l.Agency == i.Agency })
		if n < 0 {
			c.Need(false, field("attendance", i.Agency), "Select whether %s attended", i.Name)
			continue
		}
		l := m.Attendance[n]
		c.Need(slices.Contains(States(), l.State), field("attendance", i.Agency), "Select whether %s attended", i.Name)
		c.Need(!l.Attended() || l.Person != "", field("who", i.Agency), "Enter who came from %s", i.Name)
		c.Need(form.Length(l.Person) <= MaxPerson, field("who", i.Agency), "Name of who came from %s must be %d characters or less", i.Name, MaxPerson)
		c.Need(l.State != Apologies || l.Why.Name() != "", field("why", i.Agency), "Select why %s sent apologies", i.Name)
	}
}

func (m Meeting) tidy() Detail {
	if m.Status == "" {
		m.Status = HeldMeeting
	}
	if m.Status != CancelledMeeting {
		m.CancelledWhy = ""
	}
	m.Attendance = slices.Clone(m.Attendance)
	if !m.Held() {
		for i, l := range m.Attendance {
			m.Attendance[i] = Attendance{Agency: l.Agency, AgencyName: l.AgencyName, State: Asked}
		}
		m.Others, m.MinutesDue, m.MinutesSent, m.MinutesAgreed = "", time.Time{}, time.Time{}, time.Time{}
		return m
	}
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
	f := fact.Fact{Source: a.ID, Part: heldPart, Kind: fact.Meeting, Day: a.Content.Day, By: a.Author}
	if m.Initiative {
		f.Flags = []fact.Flag{fact.InInitiative}
	}
	switch m.Status {
	case PlannedMeeting:
		f.Kind = fact.Planned
		return []fact.Fact{f}
	case CancelledMeeting:
		return nil
	case HeldMeeting:
	}
	facts := []fact.Fact{f}
	if !m.MinutesDue.IsZero() || !m.MinutesSent.IsZero() {
		minutes := fact.Fact{Source: a.ID, Part: minutesPart, Kind: fact.Minutes, Day: a.Content.Day, Until: m.MinutesSent}
		if !m.MinutesDue.IsZero() {
			minutes.Number = int(m.MinutesDue.Sub(a.Content.Day).Hours() / 24)
		}
		facts = append(facts, minutes)
	}
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
