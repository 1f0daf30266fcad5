package checklist

import "liaison/web/layout"

// MechanismsView is the page of the assumed mechanisms.
type MechanismsView struct {
	Shell      layout.Shell
	Window     string // which days the counts are of
	Mechanisms []Mechanism
}

// Mechanism is one assumed mechanism with what the partnership wrote of it.
type Mechanism struct {
	Code, Name, Assumed string
	Hypothesis          []layout.SummaryRow // nothing where none is written
	Links               []layout.Link       // what this person may do
	Late                string              // that it was written after the start, or empty
	Counts              []layout.SummaryRow
	Uncounted           string // what cannot be counted here, or empty
	History             []layout.Change
}
