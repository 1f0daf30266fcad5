package partnership

import "liaison/web/layout"

// IntensityView is how closely agencies are to work together, and do.
type IntensityView struct {
	Shell   layout.Shell
	Back    string
	File    layout.Link
	Say     layout.Link // empty for who may say nothing
	Title   string
	Note    string
	Levels  []layout.Fact
	Rows    []IntensityRow
	History []layout.Change
}

// IntensityRow is one pair.
type IntensityRow struct {
	Pair                string
	Wanted, WantedSince string
	Actual, ActualSince string
	Gap                 string
	Short               bool
}

// IntensityFormView says how close two agencies are.
type IntensityFormView struct {
	Shell                           layout.Shell
	Problems                        []layout.Problem
	Pair, Side, Level, From, Reason layout.Field
}
