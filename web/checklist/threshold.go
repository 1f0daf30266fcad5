package checklist

import (
	"liaison/web/layout"
	"liaison/web/partnership"
)

// ThresholdsView is the page of an item's thresholds, what waits to change them
// and what became of earlier proposals.
type ThresholdsView struct {
	Shell         layout.Shell
	Problems      []layout.Problem
	Code, Wording string
	Thresholds    []Threshold
	Waiting       *partnership.Proposal
	Preview       *Preview // of what waits
	Propose       string   // where to propose others, or empty
	History       []layout.Change
}

// Preview is what other thresholds would do to the items, by today's records.
type Preview struct {
	Lead     string
	Together string // what all that waits would move, or empty where nothing else waits
	Moves    []Move
}

// Move is an item whose state would be another.
type Move struct {
	Link          layout.Link
	Wording       string
	FromKey, From string
	ToKey, To     string
}

// ProposeView is the form that asks for other thresholds.
type ProposeView struct {
	Shell         layout.Shell
	Problems      []layout.Problem
	Code, Wording string
	Action        string
	Defaults      string // where the form is filled in with Liaison's defaults
	Asked         []AskedThreshold
	Reason        layout.Field
}

// AskedThreshold asks for one parameter, in one or two numbers.
type AskedThreshold struct {
	Group  layout.Group
	Value  layout.Field
	Partly *layout.Field
}

// CheckView shows what a proposal would do before it is sent.
type CheckView struct {
	Shell         layout.Shell
	Code, Wording string
	Action        string
	Hidden        [][2]string // the answers, by field
	Changes       []layout.Difference
	Reason        string
	Preview       Preview
}
