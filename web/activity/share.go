package activity

import "liaison/web/layout"

// SharingView is the form of a request or an offer of information.
type SharingView struct {
	FrameView
	Direction    layout.Field
	From         layout.Field
	To           layout.Field
	Everyone     layout.Link // the button that ticks every other agency
	Need         layout.Field
	Purpose      layout.Field
	Line         layout.Field
	Urgent       Fold // an emergency, where no agreement covers it
	Emergency    layout.Field
	When         Fold // the days
	Due          layout.Field
	Acknowledged layout.Field
	How          Fold // in what form, and whether it is a briefing
	Form         layout.Field
	Briefing     layout.Field
	Came         Fold // what came of it
	Outcome      layout.Field
	Answered     layout.Field
	LeftOut      layout.Field
	Refused      layout.Field
}

// SharedView is what a request or an offer adds to the page of its record.
type SharedView struct {
	Can    []layout.Link // what this person can do with it now
	Why    string        // why they can do nothing, where that needs saying
	Takers []TakerRow
	Rate   *layout.Link // where it is rated, once it was given
	Steps  []layout.Change
}

// TakerRow is one agency that receives.
type TakerRow struct {
	Agency, Day, ISO, Said string
}

// ShareStepView is the form of one thing done to a request or an offer.
type ShareStepView struct {
	Shell    layout.Shell
	Back     layout.Link
	Problems []layout.Problem
	Clash    *layout.Versions
	Heading  string
	Says     []string
	Action   string
	Version  string
	Agency   *layout.Field // nil what the step does not ask
	Extent   *layout.Field
	LeftOut  *layout.Field
	Day      *layout.Field
	Line     *layout.Field
	Urgent   *layout.Field
	Next     *layout.Field
	Why      *layout.Field
	Button   string
	Danger   bool
	Cancel   layout.Link
}
