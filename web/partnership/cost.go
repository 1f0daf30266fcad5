package partnership

import "liaison/web/layout"

// CostsView is the page of the cost ledger.
type CostsView struct {
	Shell    layout.Shell
	Meta     string
	Kept     []layout.Link
	Add      layout.Link // to record a cost, or empty
	Problems []layout.Problem
	Filter   layout.Narrow
	Year     layout.Field
	Total    string
	Phases   []BarRow
	Bearers  []BarRow
	File     layout.Link // the entries as a file for a spreadsheet
	Ceilings []CeilingRow
	NoLimit  string // what is true where no ceiling is in these days
	Entries  []EntryRow
	Empty    string
	Previous string
	Next     string
}

// BarRow is a sum with its bar, from zero to 100 in percent of the longest.
type BarRow struct{ Name, Amount, Width string }

// CeilingRow is an approved ceiling beside what its days cost.
type CeilingRow struct {
	Days, Ceiling, Counted, Recurring, All string
	Withdraw                               layout.Link // to propose it, or empty
}

// CeilingView is the page of the ceiling.
type CeilingView struct {
	Shell    layout.Shell
	Problems []layout.Problem
	Propose  layout.Link // to propose one, or empty
	Waiting  *Proposal
	Approved []CeilingRow
	History  []layout.Change
}
