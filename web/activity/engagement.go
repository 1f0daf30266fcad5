package activity

import "liaison/web/layout"

// EngagementView is the form of an outreach activity.
type EngagementView struct {
	FrameView
	Aims       layout.Field
	Audience   layout.Field
	Area       layout.Field
	Partners   layout.Field
	Others     layout.Field
	FollowUp   layout.Field
	More       Fold // other organisations and follow-up
	Evaluation Evaluation
	Blur       BlurView
}

// BlurView warns that something typed reads like intelligence. A browser that
// runs scripts looks again as one types, with the same patterns.
type BlurView struct {
	Any, Exact, Address string   // the patterns
	Fields              string   // the names of the fields to look at, with a space between two
	Says                []string // what was found: "Aims: ‘source’"; nothing is shown without
	Cleared             layout.Field
}
