package partnership

import "liaison/web/layout"

// AgreementsView lists the sharing agreements.
type AgreementsView struct {
	Shell layout.Shell
	Add   string // where to record one, or empty
	Rows  []AgreementRow
	Empty Nothing
}

// AgreementRow is one sharing agreement.
type AgreementRow struct {
	Link    layout.Link
	Name    string
	Parties string
	State   string
	Over    bool
	Review  layout.DueDay // without text where it is over
	Lines   string
}

// AgreementView is one sharing agreement with its parties and lines.
type AgreementView struct {
	Shell   layout.Shell
	Number  string
	Name    string
	State   string
	Late    bool // the review is overdue
	Rows    []layout.SummaryRow
	Review  string // where to record a review, or empty
	Change  string
	Join    string // where to add a party, or empty
	AddLine string
	End     string
	Parties []PartyRow
	Signed  string // "2 of 3 parties have signed."
	Lines   []LineRow
	History []layout.Change
}

// PartyRow is one party.
type PartyRow struct {
	Name, Signed, ISO string
	Sign              layout.Link // without an address where it has signed
}

// LineRow is one line.
type LineRow struct {
	ID, Position   string
	Purpose, Items string
	Giver, Taker   string
	Days           string
	Over           bool
	End            layout.Link // without an address where it cannot be ended
}

// AgreementFormView records a sharing agreement, or changes what one says.
type AgreementFormView struct {
	Shell            layout.Shell
	Problems         []layout.Problem
	Clash            *layout.Versions
	Back             layout.Link
	Heading          string
	Action           string
	Version          string // of the agreement that is changed, or empty
	Number, Name     layout.Field
	Purpose, Basis   layout.Field
	Retention        layout.Field
	DPIA, Contact    layout.Field
	From, Review, To layout.Field
	Party            layout.Field
	Why              layout.Field
	Submit           string
}

// AgreementReviewView records what a review decided.
type AgreementReviewView struct {
	Shell           layout.Shell
	Problems        []layout.Problem
	Clash           *layout.Versions
	Back            layout.Link
	Heading         string
	Action          string
	Version         string
	Rows            []layout.SummaryRow
	Review, To, Why layout.Field
}

// PartyView adds a party, or says when one signed.
type PartyView struct {
	Shell    layout.Shell
	Problems []layout.Problem
	Back     layout.Link
	Heading  string
	Action   string
	Agency   layout.Field // without options where it is known which
	Signed   layout.Field
	Submit   string
}

// LineView adds a line.
type LineView struct {
	Shell          layout.Shell
	Problems       []layout.Problem
	Back           layout.Link
	Heading        string
	Days           string // of the agreement
	Action         string
	Purpose, Items layout.Field
	Giver, Taker   layout.Field
	From, To       layout.Field
}
