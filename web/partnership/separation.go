package partnership

import "liaison/web/layout"

// SeparationView is what is published of the separation, and the newest of the
// service's tests of itself.
type SeparationView struct {
	Shell layout.Shell
	Tests []layout.SummaryRow
	Rows  []SeparationRow
}

// SeparationRow is what was published on the first of one month.
type SeparationRow struct {
	Month, ISO                           string
	People, Tested, Community, OtherSide string
	Exceptions                           []string // the days of each, and the two who approved it
}
