package partnership

import "liaison/web/layout"

// AttestationView is what is attested through one record area: the statements,
// the form for this quarter, and what was attested before.
type AttestationView struct {
	Shell      layout.Shell
	Problems   []layout.Problem
	Heading    string
	Quarter    string              // by name
	Says       []string            // what is asked, and what becomes of it
	Now        []layout.SummaryRow // what counts for this quarter, or nothing
	Published  layout.Link         // where the exceptions are listed
	NotAsked   string              // why nothing is asked, or empty
	Action     string
	First      string // the quarter's first day, which the form is for
	Statements layout.Field
	Note       layout.Field
	Button     string
	History    []layout.Change
}
