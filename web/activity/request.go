package activity

import "liaison/web/layout"

// RequestsView is the list of requests and offers of information.
type RequestsView struct {
	Shell    layout.Shell
	Heading  string
	States   []layout.NavItem
	Problems []layout.Problem
	Carry    []Carried
	Filter   layout.Narrow
	Agency   layout.Field
	Button   *layout.Link // logs one, where the person may
	Rows     []RequestRow
	Previous string
	Next     string
	Empty    *Empty
}

// RequestRow is one request or offer.
type RequestRow struct {
	Link   layout.Link // names the need
	Sub    string
	By, Of string
	Waited string
	Due    layout.DueDay // of what has a day
	State  string
	Note   string // what is known beyond the outcome: acknowledged, a reminder to come
	Can    []layout.Link
}
