package partnership

import "liaison/web/layout"

// StrandProposeView asks for a record area to be switched on.
type StrandProposeView struct {
	Shell    layout.Shell
	Problems []layout.Problem
	Heading  string
	Strand   string
	Says     []string // what the area is for and takes
	Action   string
	Reason   layout.Field
}

// StrandDecideView approves that, or refuses it.
type StrandDecideView struct {
	Shell         layout.Shell
	Problems      []layout.Problem
	Heading       string
	Says          []string
	Rows          []layout.SummaryRow
	Barred        string // why this person may not decide
	Action        string
	Decision, Why layout.Field
}
