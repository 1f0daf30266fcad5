package activity

import (
	"strconv"

	"liaison/web/layout"
)

// PointerView is the form of an intelligence pointer.
type PointerView struct {
	FrameView
	URN        layout.Field
	Purpose    layout.Field
	Items      []Grade
	Add        bool
	Who        layout.Field // the agencies that may know, each asking for a post
	Conditions layout.Field
	KeepUntil  layout.Field
	NoPrint    layout.Field
}

// Grade is one item to be graded.
type Grade struct {
	Number              int
	Source, Information layout.Field
	Handling            layout.Field
	Conditions, Action  layout.Field
	Usage, Sanitisation layout.Field
	Open                bool // the codes are in view although the handling code does not ask for them
}

func (g Grade) id() string { return "grade-" + strconv.Itoa(g.Number) }

func (g Grade) legend() string { return "Item " + strconv.Itoa(g.Number) }
