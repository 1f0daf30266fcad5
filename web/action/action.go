// Package action is the pages of the actions that meetings ask for: the list,
// one action with its history, and the forms that close it or change its date.
package action

import "liaison/web/layout"

// ListView is a list of actions.
type ListView struct {
	Shell    layout.Shell
	Heading  string
	Meta     string
	Views    []layout.NavItem
	Filter   layout.Narrow
	Carry    []Carried // what the filter form keeps
	Selects  []layout.Field
	Closed   bool
	Rows     []Row
	Previous string
	Next     string
	Empty    *Empty
}

// Carried is a value that goes with a form as it came.
type Carried struct{ Name, Value string }

// Row is one action.
type Row struct {
	Link   layout.Link
	Sub    string
	Agency string
	Due    layout.DueDay
	State  string
}

// Empty says why a list has nothing in it.
type Empty struct {
	Lead, Why string
	Next      []layout.Link
}

// ShowView is one action.
type ShowView struct {
	Shell   layout.Shell
	Back    layout.Link
	Ref     string
	Title   string
	Buttons []layout.Link
	Rows    []layout.SummaryRow
	Changes []layout.Change
}

// CompleteView closes an action.
type CompleteView struct {
	Shell    layout.Shell
	Back     layout.Link
	Problems []layout.Problem
	Action   string
	What     string
	State    layout.Field
	Note     layout.Field
	Cancel   layout.Link
}

// PostponeView changes the day an action is due.
type PostponeView struct {
	Shell    layout.Shell
	Back     layout.Link
	Problems []layout.Problem
	Clash    *layout.Versions // what somebody else saved meanwhile
	Action   string
	Version  string
	What     string
	Now      string // when it is due now
	Due      layout.Field
	Why      layout.Field
	Cancel   layout.Link
}
