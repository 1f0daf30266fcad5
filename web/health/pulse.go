package health

import "liaison/web/layout"

// PulseView is the page of the pulse: the round that is open, and those before.
type PulseView struct {
	Shell     layout.Shell
	State     string   // how the open round stands, or that there is none
	Needs     []string // what it still needs
	Take      string   // the button by which one takes one's link, or nothing
	TakeNote  string
	Open      layout.Link // the way to open a round, empty for who may not or cannot
	OpenNote  string      // why none can be opened, for who might
	Renew     layout.Link // the way to make every link anew, while nobody has answered; empty for who may not
	Rounds    []PulseRound
	Questions []string
	Answers   string
}

// PulseRound is one round in the list.
type PulseRound struct {
	Quarter              layout.Link
	Days, Counted        string
	Trust, Worth         string
	TrustTold, WorthTold bool
}

// PulseRoundView is one round that is over.
type PulseRoundView struct {
	Shell     layout.Shell
	Title     string
	Days      string
	Counted   string
	Withheld  string // why nothing is told, or nothing
	File      layout.Link
	Means     []layout.SummaryRow
	Answers   []string // heads of the columns
	Questions []PulseQuestion
}

// PulseQuestion is what was answered to one question.
type PulseQuestion struct {
	Says     string
	Of       string // the measure it is part of, or nothing
	Counts   []string
	Mean     string
	Withheld string // why nothing is told of it, or nothing
}

// PulseLinksView shows links, once.
type PulseLinksView struct {
	Shell   layout.Shell
	Heading string
	Lede    string
	Mail    string // a sentence to send with each
	Links   []string
	Notes   []string
	Here    layout.Link // to answer now, of one's own link
}

// AnswerView asks one person, who has a link.
type AnswerView struct {
	Shell    layout.Shell
	Problems []layout.Problem
	Heading  string
	Says     []string
	Action   string
	Fields   []layout.Field
}

// AnswerCheckView shows one person what they are about to send.
type AnswerCheckView struct {
	Shell   layout.Shell
	Rows    []layout.SummaryRow
	Warning string
	Action  string
	Hidden  []PulseHidden
}

// PulseHidden is an answer that a form carries on.
type PulseHidden struct{ Name, Value string }

// AnsweredView thanks somebody.
type AnsweredView struct {
	Shell layout.Shell
}

// columns are those of the table of questions.
func (v PulseRoundView) columns() []layout.Column {
	all := []layout.Column{{Text: "Question", Wide: true}}
	for _, a := range v.Answers {
		all = append(all, layout.Column{Text: a, Numeric: true})
	}
	return append(all, layout.Column{Text: "Mean", Numeric: true})
}
