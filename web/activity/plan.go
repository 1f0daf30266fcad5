package activity

import "liaison/web/layout"

// PlansView is what agencies mean to do, by area, with those that may be one.
type PlansView struct {
	Shell    layout.Shell
	Back     layout.Link
	Meta     string
	Add      layout.Link // empty for who may not plan
	File     layout.Link
	Problems []layout.Problem
	Filter   layout.Narrow
	Fields   []layout.Field
	Title    string // what the pairs come to
	Overlaps []OverlapRow
	Rows     []PlanRow // by area
	Settled  []SettledPair
	History  []layout.Change
}

// OverlapRow is two plans that may be one, and why.
type OverlapRow struct {
	This, Other PairSide
	Near        []string
	Decide      layout.Link
}

// PlanRow is one plan.
type PlanRow struct {
	Area                string
	ID, Text, Href, Sub string
	Day                 layout.DueDay
	Agency, With, Need  string
	Next                []layout.Link
}

// SettledPair is what somebody said of two plans.
type SettledPair struct {
	This, Other    PairSide
	Said, Sub, Why string
}

// PlanFormView is the form of a plan.
type PlanFormView struct {
	Shell                                      layout.Shell
	Problems                                   []layout.Problem
	Clash                                      *layout.Versions // what somebody else saved meanwhile
	Heading, Action, Button                    string
	Version                                    string // of the plan that is changed; empty for a new one
	Kind, Title, Day, Area, Agency, With, Need layout.Field
	Cancel                                     layout.Link
}

// PlanOffView asks why something is called off.
type PlanOffView struct {
	Shell           layout.Shell
	Problems        []layout.Problem
	Heading, Action string
	Rows            []layout.SummaryRow
	Why             layout.Field
	Cancel          layout.Link
}
