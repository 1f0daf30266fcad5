package partnership

import "liaison/web/layout"

// ProductsView lists the products, those that can be had first.
type ProductsView struct {
	Shell layout.Shell
	Add   string // where to record one, or empty
	Wait  string // how long roles waited for access, in a sentence
	Rows  []ProductRow
	Empty Nothing
}

// ProductRow is one product.
type ProductRow struct {
	Link     layout.Link
	Provider string
	Kind     string
	State    string // "Available since 1 May 2025"
	Gone     bool   // it cannot be had today
	Needs    []layout.Link
	Access   string
}

// ProductView is one product with who asked for access to it.
type ProductView struct {
	Shell   layout.Shell
	Kind    string
	Name    string
	State   string
	Rows    []layout.SummaryRow
	Needs   []layout.Link
	Change  string
	Ask     string // where to ask for access, or empty
	End     string // where to withdraw it, or empty
	Wait    string // how long roles waited for access, in a sentence
	Reaches []AskedRow
	History []layout.Change
}

// AskedRow is one role's access.
type AskedRow struct {
	ID             string
	Holder, Agency string
	Outreach       bool
	Asked          string
	AskedISO       string
	State          string // "Granted on 3 May 2025"
	Why            string
	Wait           string // in working days
	Late           bool
	Links          []layout.Link
}

// ProductFormView records a product, or changes one.
type ProductFormView struct {
	Shell           layout.Shell
	Problems        []layout.Problem
	Clash           *layout.Versions
	Back            layout.Link
	Heading         string
	Action          string
	Version         string
	Name, Kind      layout.Field
	Provider, Reach layout.Field
	From, To, Needs layout.Field
	Fixed           bool   // the first day is as it was
	NoNeeds         string // what to say where there is no need to answer
	Submit          string
}

// ReachAskView asks for access.
type ReachAskView struct {
	Shell    layout.Shell
	Problems []layout.Problem
	Back     layout.Link
	Heading  string
	Action   string
	Agency   layout.Field
	Holder   layout.Field
	Outreach layout.Field
	Asked    layout.Field
}

// ReachAnswerView answers who asked for access.
type ReachAnswerView struct {
	Shell    layout.Shell
	Problems []layout.Problem
	Back     layout.Link
	Heading  string
	Action   string
	Rows     []layout.SummaryRow
	Answer   layout.Field
	On, Why  layout.Field
}
