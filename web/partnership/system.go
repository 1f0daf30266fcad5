package partnership

import "liaison/web/layout"

// SystemsView is the register of databases and technology.
type SystemsView struct {
	Shell   layout.Shell
	Meta    string
	Kept    []layout.Link
	Add     layout.Link // to add one, or empty
	Systems []SystemRow
	Closed  []SystemRow
}

// SystemRow is one system in the register.
type SystemRow struct {
	Link       layout.Link
	Kind       string
	Agency     string
	Owner      string
	Deputy     string
	Access     string // how many roles have access, and how many wait
	Reviewed   string
	ReviewISO  string
	Marks      []string
	Closed     string
	ClosedDate string
	ClosedISO  string
}

// SystemView is one system, with who has access and when that was reviewed.
type SystemView struct {
	Shell     layout.Shell
	Name      string
	Aim       string
	Apart     string // what the page says of a system that holds intelligence
	Breaking  []string
	About     []layout.SummaryRow
	Change    []layout.Link
	Ask       layout.Link // to ask for access, or empty
	Waiting   []ReachRow
	Held      []ReachRow
	Past      []ReachRow
	Review    layout.Link // to record a review, or empty
	Reviews   []ReviewRow
	History   []layout.Change
	NoReviews string
}

// ReachRow is one role's access.
type ReachRow struct {
	Holder  string
	Agency  string
	Marks   []string
	Lines   []string // what is known of it
	Actions []layout.Link
}

// ReviewRow is one time that who has access was gone through.
type ReviewRow struct{ Day, ISO, By, Kept, Removed, Note string }
