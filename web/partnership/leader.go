package partnership

import "liaison/web/layout"

// LeadershipView is who leads, the form for the next one, and the history.
type LeadershipView struct {
	Shell                       layout.Shell
	Problems                    []layout.Problem
	Escalations                 layout.Link
	Posts                       []LeaderCard
	Others                      []LeaderRow // before and to come
	Form                        bool        // whether the reader keeps this
	Post, Agency, Person, Title layout.Field
	From, To, Reason            layout.Field
	History                     []layout.Change
}

// LeaderCard is one post and who holds it today.
type LeaderCard struct {
	ID, Post string
	Rows     []layout.SummaryRow // empty when nobody does
	End      layout.Link         // without Href where it cannot be ended
}

// LeaderRow is somebody who held a post, or will.
type LeaderRow struct {
	Post, Name, Title, Agency, Days string
	End                             layout.Link
}

// EndLeaderView ends somebody's time in a post.
type EndLeaderView struct {
	Shell     layout.Shell
	Problems  []layout.Problem
	Heading   string
	Action    string
	Current   []layout.SummaryRow
	Last, Why layout.Field
}

// SettledView says that somebody else was first with what is done once, and
// keeps what was typed to be read.
type SettledView struct {
	Shell   layout.Shell
	Heading string
	By      string
	Rows    []layout.Difference
	Back    layout.Link
}

// EscalationsView lists what was escalated, with the form to raise something.
type EscalationsView struct {
	Shell                       layout.Shell
	Problems                    []layout.Problem
	Meta                        string
	Leadership                  layout.Link
	Rows                        []EscalationRow
	Open                        int
	Form                        bool // whether the reader may raise one
	Post, What, Meeting, Raised layout.Field
}

// EscalationRow is one of them.
type EscalationRow struct {
	Link              layout.Link
	Meeting           layout.Link // without Href where it came from none
	Post              string
	Raised, RaisedISO string
	Open, Late        bool
	Waits, Took       string
}

// EscalationView is one escalation, with the form for its answer.
type EscalationView struct {
	Shell            layout.Shell
	Problems         []layout.Problem
	Heading          string
	Rows             []layout.SummaryRow
	Action           string      // where the answer goes, or empty
	Withdraw         layout.Link // to take the answer back, or empty
	Answered, Answer layout.Field
	History          []layout.Change
}
