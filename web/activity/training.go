package activity

import "liaison/web/layout"

// TrainingView is the form of a training session.
type TrainingView struct {
	FrameView
	Course     *layout.Field // nil where the partnership has no products
	Parties    []PartyLine
	Wrong      string // what is wrong with the numbers together, if anything
	When       Fold   // time, place and provider
	Mode       layout.Field
	Place      layout.Field
	Provider   layout.Field
	Needs      Fold
	Need       layout.Field // without options where the partnership has no training needs
	After      Fold         // follow-up, context and test
	Follow     layout.Field
	Context    layout.Field
	Tested     layout.Field
	Evaluation Evaluation
}

// Evaluation asks what is for evaluation, folded away.
type Evaluation struct {
	Fold    Fold
	Meant   string // what was meant to change something: "training"
	Police  layout.Field
	Outcome layout.Field
}

// ConnectView is the form of an event that connects people.
type ConnectView struct {
	FrameView
	Session    *layout.Field // nil where there is no session that it could follow
	Parties    []PartyLine
	Wrong      string
	When       Fold
	Mode       layout.Field
	Place      layout.Field
	Evaluation Evaluation
}

// PartyLine asks how many people came from one agency.
type PartyLine struct {
	Agency string
	People layout.Field
}

// PartyRow is how many people came from one agency.
type PartyRow struct{ Agency, People string }

// FollowUpsView is how far a session is followed up.
type FollowUpsView struct {
	Lead string
	Late string // what is overdue, if anything
	Rows []Action
}
