package partnership

import "liaison/web/layout"

// Nothing is what a list says when it has no rows.
type Nothing struct {
	Lead, Why string
	Next      []layout.Link
}

// NeedsView lists the needs, those that stand first.
type NeedsView struct {
	Shell      layout.Shell
	Problems   []layout.Problem
	Add        string // where to record one, or empty
	Filter     layout.Narrow
	Kind, Show layout.Field
	Rows       []NeedRow
	Empty      *Nothing // what to say without rows
}

// NeedRow is one need.
type NeedRow struct {
	Link        layout.Link
	Kind, Whose string
	From, Until string
	Covered     []layout.Link // the products that answer it today
	Uncovered   string        // what to say where none does
	Reviewed    layout.DueDay
	Closed      bool
}

// NeedView is one need.
type NeedView struct {
	Shell    layout.Shell
	Kind     string
	Title    string
	State    string // a sentence where it is closed
	Rows     []layout.SummaryRow
	Products []layout.Link // that answer it today
	None     string        // what to say where none does
	Change   string        // where to change it, or empty
	Review   string        // where to say that it still stands, or empty
	Close    string        // where to close it, or empty
	History  []layout.Change
}

// NeedFormView records a need, or changes one.
type NeedFormView struct {
	Shell         layout.Shell
	Problems      []layout.Problem
	Clash         *layout.Versions
	Back          layout.Link
	Heading       string
	Action        string
	Version       string // of the need that is changed, or empty
	Kind          layout.Field
	Fixed         bool // the kind and the first day are as they were
	Title, Detail layout.Field
	Agency, From  layout.Field
	Submit        string
}

// ClosingView gives something its last day: a need, a product, access, a
// sharing agreement or one of its lines.
type ClosingView struct {
	Shell     layout.Shell
	Problems  []layout.Problem
	Back      layout.Link
	Heading   string
	Says      []string // what will happen
	Rows      []layout.SummaryRow
	Action    string
	Last, Why layout.Field
	Submit    string
}
