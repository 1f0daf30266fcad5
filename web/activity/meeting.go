package activity

import (
	"strconv"

	"liaison/web/layout"
)

// MeetingView is a meeting's form.
type MeetingView struct {
	FrameView
	After      *AfterView    // nil where it was planned from no other
	Status     *layout.Field // nil where it is known to have been held
	When       Fold          // time, place and series
	Mode       layout.Field
	Place      layout.Field
	Series     *layout.Field // nil where the partnership has none
	Initiative layout.Field
	Who        string   // what is wrong with the list of agencies, if anything
	Invites    []string // says who is invited, in the place of who attended, to a meeting that is planned
	AsOf       string   // says of which day the agencies are, where not of today
	Attendance []Line
	More       Fold // other people
	Others     layout.Field
	Agreement  string // heads what was agreed, or what will be spoken about
	Decided    Fold
	Decisions  []DecisionRow
	AddMore    bool // another decision can be added
	Papers     Fold // chair, quorum, agenda and minutes
	Chair      layout.Field
	Quorum     layout.Field
	Sent       []layout.Field // the days of agenda and minutes
}

// AfterView is the meeting that one was planned from.
type AfterView struct {
	Says, Wrong string
}

// DecisionRow is one decision to be recorded.
type DecisionRow struct {
	Number             int
	Optional           bool
	What, Why, Dissent layout.Field
}

func (r DecisionRow) id() string { return "decision-" + strconv.Itoa(r.Number) }

func (r DecisionRow) legend() string {
	if r.Optional {
		return "Decision " + strconv.Itoa(r.Number) + " (optional)"
	}
	return "Decision " + strconv.Itoa(r.Number)
}

// DecidedView is the decisions of a meeting on the page of its record.
type DecidedView struct {
	Decisions []Decided
}

// Decided is one decision.
type Decided struct {
	What, Why, Dissent string
}

// Escalated is one thing that was escalated from a meeting.
type Escalated struct {
	Link   layout.Link
	Sub    string
	Stands string // that it waits, or when it was answered
	Late   bool   // it waits too long
	Answer []string
}

// PapersView is the agenda and the minutes of a meeting, with the small forms
// that say that they were sent or agreed.
type PapersView struct {
	Rows  []layout.SummaryRow
	Forms []SmallForm
	Links []layout.Link
}

// SmallForm asks for one day.
type SmallForm struct {
	Summary string // what it says, folded
	Action  string
	Version string
	Day     layout.Field
	Button  string
}

// ReviewView is the actions that a planned meeting will go through.
type ReviewView struct {
	Says    string
	Actions []Action
}

// FollowView is a page that asks for the day of one thing that follows a
// meeting.
type FollowView struct {
	Shell    layout.Shell
	Back     layout.Link
	Problems []layout.Problem
	Clash    *layout.Versions
	Heading  string
	Says     []string
	Action   string
	Version  string
	Day      layout.Field
	Button   string
	Cancel   layout.Link
}

// MeetingsView is the planned and the held meetings.
type MeetingsView struct {
	Shell    layout.Shell
	Buttons  []layout.Link
	Planned  []MeetingRow
	None     string // why none is planned
	Held     []MeetingRow
	Count    string
	Empty    *Empty
	Previous string
	Next     string
}

// MeetingRow is one meeting of a list.
type MeetingRow struct {
	Link   layout.Link
	Sub    string
	Day    layout.DueDay
	Agency string
	Note   string
	Next   []layout.Link
}

// AgendaView is a meeting's agenda, to be printed.
type AgendaView struct {
	Shell layout.Shell
	Back  layout.Link
	Title string
	Meta  string
	Facts []layout.Fact

	Calendar layout.Link // the meeting for a calendar
	Review   []AgendaPart
	None     string // why no action is gone through

	Deciding  string // heads the points
	Points    []string
	Pointless string // why there are none
	People    []Seat
}

// AgendaPart is actions that are gone through together.
type AgendaPart struct {
	ID, Heading, Says string
	Actions           []Action
}

// Seat is an agency to be ticked off.
type Seat struct {
	Agency, Person string
}
