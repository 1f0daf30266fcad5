// Package partnership holds the pages of standing facts: the partner agencies,
// the coordinator's appointment and the initiative. It shows words and knows
// no rule.
package partnership

import "liaison/web/layout"

// AppointmentView is the coordinator's post: who holds it, the form for the
// next appointment, and the history.
type AppointmentView struct {
	Shell                       layout.Shell
	Problems                    []layout.Problem
	Current                     []layout.SummaryRow // empty when nobody is appointed
	Until                       string              // a sentence where the current appointment ends already
	End                         string              // where to end it, or empty
	Correct                     []layout.Link       // where to put an appointment right, one each
	Form                        bool                // whether a new appointment can be recorded
	Blocked                     string              // why not
	Coordinator, FTE, Dedicated layout.Field
	Deputy, From, To, Reason    layout.Field
	History                     []layout.Change
}

// EndView ends an appointment.
type EndView struct {
	Shell     layout.Shell
	Problems  []layout.Problem
	Name      string
	Action    string
	Current   []layout.SummaryRow
	Last, Why layout.Field
}

// InitiativeView is the initiative with its versions.
type InitiativeView struct {
	Shell    layout.Shell
	Problems []layout.Problem
	Current  []layout.SummaryRow // empty when none is approved
	Waiting  *Proposal
	Propose  string // where to propose one, or empty
	History  []layout.Change
}

// Proposal is a version that waits for a second person.
type Proposal struct {
	Rows            []layout.SummaryRow
	Changes         []layout.Difference
	Decide          bool   // whether this person may decide
	Why             string // why not
	Approve, Refuse string
	RefuseWhy       layout.Field
	What            string // what is decided on; "this version" when empty
	Withdraw        string // where this person takes it back, or empty
}

func (p Proposal) what() string {
	if p.What == "" {
		return "this version"
	}
	return p.What
}

// ProposeView is the form that proposes a version.
type ProposeView struct {
	Shell                     layout.Shell
	Problems                  []layout.Problem
	Heading                   string
	Name, Starts, Ends, Goals layout.Field
	Agencies, Locked, Reason  layout.Field
	Evaluation                []layout.Field // comparison, instrument, day of it, outcomes
	Open                      bool           // whether the fold for an evaluation stands open
}
