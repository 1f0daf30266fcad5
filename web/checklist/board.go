package checklist

import "liaison/web/layout"

// BoardView is the report for the board about one quarter.
type BoardView struct {
	Shell         layout.Shell
	Problems      []layout.Problem
	Quarter, Span string // "2026-Q3", "July to September 2026"
	Position      string // which day the report is of
	Before, After layout.Link
	Compared      string // which days are compared
	Moves         []BoardMove
	Unmoved       string
	Stale         []layout.Link
	Waiting       []Asked
	Undecided     string   // said where nothing waits
	Said          []string // the commentary, by paragraphs
	SaidBy        string
	Comment       string // where to write it, or empty
	History       []layout.Change
}

// BoardMove is an item whose state moved in the quarter, and why.
type BoardMove struct {
	Link          layout.Link
	Wording       string
	FromKey, From string
	ToKey, To     string
	Why           []string
}

// Asked is something on which a decision is asked for.
type Asked struct {
	Link layout.Link
	Say  string
}

// CommentView is the form that writes the commentary.
type CommentView struct {
	Shell              layout.Shell
	Problems           []layout.Problem
	Span, Back, Action string
	Seen               string
	Said               layout.Field
	Theirs             *layout.Versions // what somebody else saved meanwhile
}
