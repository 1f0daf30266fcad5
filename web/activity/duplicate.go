package activity

import "liaison/web/layout"

// DuplicatesView is the pairs of records that look like one.
type DuplicatesView struct {
	Shell   layout.Shell
	Back    layout.Link
	Open    []Pair
	Settled []Pair
}

// Pair is two records that look like one, with what was said of them.
type Pair struct {
	This, Other PairSide
	Said        string
	Sub         string
	Why         string
	Decide      layout.Link
}

// PairSide is one record of a pair.
type PairSide struct {
	Link layout.Link
	Sub  string
}

// SettleView asks what two records are.
type SettleView struct {
	Shell    layout.Shell
	Back     layout.Link
	Problems []layout.Problem
	Action   string
	Mark     string // of the pair as it is shown, empty where a record keeps its own
	Pair     Pair
	Settled  layout.Field
	Why      layout.Field
	Cancel   layout.Link
}

// Alike is a record that looks like the new one, with the question about it.
type Alike struct {
	Side   PairSide
	Answer layout.Field
}
