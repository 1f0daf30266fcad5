package partnership

import "liaison/web/layout"

// SetupView is how far a new partnership has come, and which record areas it
// uses.
type SetupView struct {
	Shell   layout.Shell
	Meta    string
	Links   []layout.Link // to what else is kept
	Steps   []StepRow
	Areas   []AreaRow
	History []layout.Change
}

// StepRow is one of the five steps.
type StepRow struct {
	Link       layout.Link
	Says       string
	Key, State string
}

// AreaRow is one record area.
type AreaRow struct {
	Strand     string
	Says       string
	Key, State string
	Who        string      // who proposed and approved it
	Do         layout.Link // without Href where there is nothing to do
}

// StandingView lists every kind of standing fact.
type StandingView struct {
	Shell  layout.Shell
	Meta   string
	Rows   []RegisterRow
	Totals layout.Link // what other record areas publish, or nothing
}

// RegisterRow is one kind.
type RegisterRow struct {
	Key          string
	Link         layout.Link
	Says         string
	One, Many    string // what is counted
	Count        string
	Changed, ISO string // when it was last changed, or empty
}
