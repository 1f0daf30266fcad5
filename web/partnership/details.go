package partnership

import "liaison/web/layout"

// DetailsView is how the partnership is called, with the form to change it.
type DetailsView struct {
	Shell                           layout.Shell
	Problems                        []layout.Problem
	Clash                           *layout.Versions // what somebody else saved meanwhile
	Form                            bool             // whether the reader may change it
	Mark                            string           // of the details as they are
	Name, Short, Calendar, Referral layout.Field
	Rows                            []layout.SummaryRow
	History                         []layout.Change
}
