// Package action is the pages of the actions that records ask for: the list,
// one action with its history, and the forms that close it, change its date or
// say who does it.
package action

import "liaison/web/layout"

// ListView is a list of actions.
type ListView struct {
	Shell    layout.Shell
	Problems []layout.Problem
	Heading  string
	Meta     string
	Views    []layout.NavItem
	Filter   layout.Narrow
	Carry    []Carried // what the filter form keeps
	Selects  []layout.Field
	Words    layout.Field
	Rows     []Row
	Bulk     *Bulk // nil where none of them can be closed
	Previous string
	Next     string
	Empty    *Empty
}

// Bulk is what can be done with those that are ticked.
type Bulk struct {
	Action string
	Carry  []Carried // the list that one comes back to
	Error  string    // nothing was ticked, or too much
	Do     layout.Field
}

// Carried is a value that goes with a form as it came.
type Carried struct{ Name, Value string }

// Row is one action.
type Row struct {
	Link   layout.Link
	Sub    string
	Mark   string // what sort of action it is, where it is no plain one
	Agency string
	Person string // who does it, or that nobody is named
	Due    layout.DueDay
	State  string
	Tick   *layout.Field // nil where it cannot be closed
}

func (r Row) tick() layout.Option {
	return layout.Option{Value: r.Tick.Label, Show: hidden("Select " + r.Link.Text)}
}

// columns are those of the list: one to tick where anything can be.
func (v ListView) columns() []layout.Column {
	all := []layout.Column{{Text: "Action", Wide: true}, {Text: "Agency"}, {Text: "Due"}, {Text: "State"}}
	if v.Bulk != nil {
		return append([]layout.Column{{Text: "Select", Hidden: true}}, all...)
	}
	return all
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
	Again   layout.Link // opens it again; without Href where it cannot be
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

// CompleteAllView closes several actions at once.
type CompleteAllView struct {
	Shell    layout.Shell
	Back     layout.Link
	Problems []layout.Problem
	Heading  string
	Says     []string
	Action   string
	Carry    []Carried
	Boxes    layout.Field // the actions, ticked
	LeftOut  []string     // those that cannot be closed, and why
	On       *layout.Field
	Note     layout.Field
	Button   string
	Cancel   layout.Link
}

// UndoView is what was just closed, with the way to take that back.
type UndoView struct {
	Shell   layout.Shell
	Back    layout.Link
	Heading string
	Says    string
	Rows    []UndoRow
	Action  string // empty where there is nothing to take back
	Carry   []Carried
	Button  string
}

// UndoRow is one action that was closed.
type UndoRow struct {
	Link layout.Link
	Sub  string
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

// OwnerView says who does an action.
type OwnerView struct {
	Shell    layout.Shell
	Back     layout.Link
	Problems []layout.Problem
	Clash    *layout.Versions
	Action   string
	Version  string
	What     string
	Now      string // who does it now
	None     string // why nobody can be chosen, or empty
	Owner    layout.Field
	Cancel   layout.Link
}
