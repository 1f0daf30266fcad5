package layout

// Narrow is a form that narrows a list.
type Narrow struct {
	Action string // the list's own path, without a query
	Label  string // what is narrowed, such as "Filter activities"
	Count  string // such as "Showing 25 of 312 activities"
	Chosen []Link // each filter in force, leading to the list without it
}
