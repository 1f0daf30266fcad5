package partnership

import "liaison/web/layout"

// FundingView is the page of funding streams: what ends when, and what then.
type FundingView struct {
	Shell   layout.Shell
	Meta    string
	Kept    []layout.Link // where the rest of the money is kept
	Add     layout.Link   // to record a stream, or empty
	Streams []StreamRow   // those that have not ended, the first to end first
	Cliffs  []CliffRow
	NoCliff string // what is true where there is none
	Ended   []StreamRow
}

// StreamRow is one stream in a list.
type StreamRow struct {
	Link         layout.Link
	Funder       string
	Amount       string
	Spent        string
	Days         string // from when to when
	End, EndISO  string
	When         string // "Ends in 4 months"
	Marks        string // what is said of it, in words
	Renewal, Why string
}

// CliffRow is a day on which confirmed money ends, and what is left after it.
type CliffRow struct{ Day, ISO, When, Ends, After string }

// StreamView is one stream with what was spent of it.
type StreamView struct {
	Shell   layout.Shell
	Name    string
	About   []layout.SummaryRow
	Change  []layout.Link // what may be done to it, none where nothing may
	Sums    []layout.Figure
	Spend   layout.Link // to record spending, or empty
	Spends  []EntryRow
	History []layout.Change
}

// EntryRow is one entry of money. One made in error says so.
type EntryRow struct {
	Day, ISO string
	What     string
	Notes    []string
	Amount   string
	By       string
	Struck   string // who struck it and why, or empty while it counts
	Strike   layout.Link
	Phase    string
	Bearer   string
	Record   layout.Link // the activity it was for, or empty
}

// FundingRequestsView lists what agencies asked for.
type FundingRequestsView struct {
	Shell   layout.Shell
	Meta    string
	Kept    []layout.Link
	Ask     layout.Link // to ask, or empty
	Waiting []RequestRow
	Decided []RequestRow
}

// RequestRow is one request in a list.
type RequestRow struct {
	Link       layout.Link
	Agency     string
	Support    string
	Amount     string
	Asked, ISO string
	Waited     string
	Outcome    string
}

// FundingRequestView is one request.
type FundingRequestView struct {
	Shell   layout.Shell
	Heading string
	About   []layout.SummaryRow
	Decide  string        // where to decide, or empty
	Blocked string        // why this person does not decide, or empty
	Ways    []layout.Link // to put right what was recorded
	History []layout.Change
}

// KeepView is a form about one standing fact, or the page that confirms what is
// hard to undo.
type KeepView struct {
	Shell     layout.Shell
	Back      layout.Link
	Problems  []layout.Problem
	Clash     *layout.Versions // what somebody else saved meanwhile
	Heading   string
	Lede      string
	Warning   string // what will happen, where it is hard to undo
	About     []layout.SummaryRow
	Action    string
	Version   string
	Questions []Question
	Button    string
	Hard      bool // the button does what is hard to undo
	Notes     []string
}

// Question is one field of a form and how it is asked.
type Question struct {
	As    Asking
	Field layout.Field
}

// Asking is how a question is asked.
type Asking int

// The ways to ask.
const (
	AsLine Asking = iota
	AsDate
	AsText
	AsSelect
	AsRadios
	AsBoxes
)
