package activity

import "liaison/web/layout"

// RatingsView is what people said of a record, on its page.
type RatingsView struct {
	Lead    string // how many answered, of how many who could
	Results []layout.SummaryRow
	Form    *RateForm // nil where the person cannot rate it
	Links   *RatingLinks
}

// RateForm asks one person what they think.
type RateForm struct {
	Heading string // on the record's page
	Action  string
	Taps    []layout.Field // each saved by itself, by a tap on an answer
	Fields  []layout.Field // saved together, with options for a choice, without for a score
	Button  string         // saves Fields
}

// RatingLinks is how people without an account are asked, for whoever may ask
// them.
type RatingLinks struct {
	Action   string // makes a link
	Agencies []RatingAgency
}

// RatingAgency is one agency that took part.
type RatingAgency struct {
	Agency   string
	ID       string
	Answered string
	Link     []string // how its newest link stands
	Make     string   // what the button that makes a link says, or nothing
	Ways     []layout.Link
}

// RateView is the page on which one person rates a record, signed in or by a
// link.
type RateView struct {
	Shell    layout.Shell
	Back     *layout.Link // nil for somebody who has a link
	Problems []layout.Problem
	Heading  string
	Says     []string
	Form     RateForm
}

// RateForView is the page on which the answers of an agency's people are
// entered.
type RateForView struct {
	Shell    layout.Shell
	Back     layout.Link
	Problems []layout.Problem
	Heading  string
	Says     []string
	Action   string
	Fields   []layout.Field
	Cancel   layout.Link
}

// RatingLinkView shows a link, once.
type RatingLinkView struct {
	Shell   layout.Shell
	Back    layout.Link
	Heading string
	Lede    string
	Notes   []string
	Link    string // empty where nobody is to hand it out
	Until   string
	Uses    string
	Mail    string // a sentence to send with it
}

// RatedView thanks somebody who has a link.
type RatedView struct {
	Shell layout.Shell
}
