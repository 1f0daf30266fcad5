package partnership

import "liaison/web/layout"

// PairsView is which pairs of agencies have to share, with its versions.
type PairsView struct {
	Shell    layout.Shell
	Problems []layout.Problem
	Current  []layout.SummaryRow // empty when none is approved
	Waiting  *Proposal
	Propose  string // where to propose a version, or empty
	History  []layout.Change
}

// PairsProposeView is the form that proposes a version.
type PairsProposeView struct {
	Shell        layout.Shell
	Problems     []layout.Problem
	Heading      string
	Says         string         // from where the pairs that are ticked come
	Pairs        []layout.Field // one for each agency, of those that follow it
	Error        string         // what is wrong with the pairs together
	From, Reason layout.Field
}
