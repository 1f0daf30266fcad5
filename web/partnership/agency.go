package partnership

import "liaison/web/layout"

// AgenciesView lists the partner agencies.
type AgenciesView struct {
	Shell    layout.Shell
	Meta     string
	Add      string        // where to add one, or empty
	Meetings string        // what the marks are of
	Kept     []layout.Link // where other standing facts are kept
	Partners []PartnerRow
	Departed []DepartedRow
}

// adding is the way to add an agency, for those who may.
func (v AgenciesView) adding() []layout.Link {
	if v.Add == "" {
		return nil
	}
	return []layout.Link{{Text: "Add an agency", Href: v.Add}}
}

// PartnerRow is one agency that takes part.
type PartnerRow struct {
	ID                string
	Link              layout.Link
	Representative    string // empty when nobody is named
	Since, SinceISO   string
	Deputies          string
	Seen              []Seen
	SeenWords         string // the marks in a sentence
	Joined, JoinedISO string
}

// Seen is attendance at one meeting, in a state and in words.
type Seen struct{ State, Words string }

// DepartedRow is one agency that left.
type DepartedRow struct {
	Link                            layout.Link
	Left, LeftISO, Reason, Handover string
}

// AgencyView is one agency in the partnership, with what is recorded of it.
type AgencyView struct {
	Shell     layout.Shell
	Name      string
	Meta      string // what it is and since when
	Gone      string // a sentence where its last day is recorded
	Buttons   []layout.Link
	Now       []layout.SummaryRow
	Ways      []layout.Link // to name a representative, to register a deputy
	People    []StandRow
	Figures   []layout.Figure
	Seen      []Seen
	SeenWords string
	Visits    []VisitRow
	Shared    string // counts in a sentence
	Shares    []ShareRow
	Trained   string // counts in a sentence
	Sessions  []SessionRow
	Tasks     string // counts in a sentence
	Actions   []TaskRow
	All       layout.Link // all actions
	History   []layout.Change
}

// StandRow is somebody who stands or stood for the agency.
type StandRow struct {
	Name, As      string
	From, FromISO string
	To, ToISO     string // empty while it goes on
	Why, Handover string
	Ways          []layout.Link // to end it, to take its end back, to put it right
}

// VisitRow is one meeting with how the agency took part in it.
type VisitRow struct {
	Meeting       layout.Link
	Day, DayISO   string
	State, Words  string
	Person, Notes string
}

// ShareRow is one request for information, or offer of it.
type ShareRow struct {
	Link        layout.Link
	Day, DayISO string
	Between     string // from whom to whom
	Outcome     string
}

// SessionRow is one session or event that people of the agency came to.
type SessionRow struct {
	Link              layout.Link
	Kind, Day, DayISO string
	People            string
}

// TaskRow is one open action of the agency.
type TaskRow struct {
	Link layout.Link
	Sub  string
	Due  layout.DueDay
}

// JoinView is the form that adds an agency.
type JoinView struct {
	Shell             layout.Shell
	Problems          []layout.Problem
	Which             layout.Field // known or new; without options where only a new one can be added
	Known             layout.Field
	Name, Short, Kind layout.Field
	Joined            layout.Field
}

// which asks for the agency under the answer that it belongs to.
func (v JoinView) which() layout.Field {
	f := v.Which
	f.Options = []layout.Option{
		{Value: "known", Label: "One that Liaison knows already", Then: known(v)},
		{Value: "new", Label: "A new one", Then: fresh(v)},
	}
	return f
}

// LeaveView is the form that records that an agency leaves.
type LeaveView struct {
	Shell                   layout.Shell
	Problems                []layout.Problem
	Name, Action, Back      string
	Says                    []string
	Last, Why, Handed, Into layout.Field
}

// NameView is the form that names a representative or registers a deputy.
type NameView struct {
	Shell                layout.Shell
	Problems             []layout.Problem
	Heading, Agency      string
	Action, Back, Button string
	Present              string // who stands now, in a sentence, or empty
	Person, From         layout.Field
	End, Handed, Why     *layout.Field // of the present one
}

// StandDownView is the form that ends somebody's time.
type StandDownView struct {
	Shell           layout.Shell
	Problems        []layout.Problem
	Heading, Button string
	Agency          string
	Action, Back    string
	Current         []layout.SummaryRow
	Last, Why       layout.Field
	Handed          *layout.Field // of a named representative
}

// TimetableView lists the series of meetings.
type TimetableView struct {
	Shell   layout.Shell
	Meta    string
	Add     string // where to add one, or empty
	Running []SeriesRow
	Ended   []SeriesRow
	History []layout.Change
}

// SeriesRow is one series.
type SeriesRow struct {
	ID, Name, Rhythm, Usual string
	Quorum, Minutes         string
	From, FromISO           string
	To, ToISO               string
	Links                   []layout.Link
}

// SeriesView is the form of a series.
type SeriesView struct {
	Shell                     layout.Shell
	Problems                  []layout.Problem
	Clash                     *layout.Versions
	Heading, Action, Button   string
	Seen                      string // how often it was written, or empty for a new one
	Name, Every, Start, Place layout.Field
	Mode, Quorum, Minutes     layout.Field
	From                      *layout.Field // of a new one
}

// SeriesEndView is the form that ends a series.
type SeriesEndView struct {
	Shell        layout.Shell
	Problems     []layout.Problem
	Name, Action string
	Current      []layout.SummaryRow
	Last, Why    layout.Field
}
