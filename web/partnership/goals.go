package partnership

import "liaison/web/layout"

// GoalsView is the goals as they hold, and who has acknowledged them.
type GoalsView struct {
	Shell       layout.Shell
	Meta        string   // how many have acknowledged them
	Version     string   // empty when none hold
	Text        []string // paragraphs
	Coming      string   // that another version begins, and when
	ComingText  []string
	Change      string      // where to change them, or empty
	Mine        string      // when the reader acknowledged them
	Unsay       layout.Link // to take that back, or empty
	Acknowledge string      // where the reader does, or empty
	Taking      bool        // whether the reader sees who has and who has not
	Have        []AcknowledgementRow
	HaveNot     []AcknowledgementRow
	Questions   []MissedRow // most missed first
	History     []layout.Change
}

// AcknowledgementRow is somebody who takes part.
type AcknowledgementRow struct{ Name, Agency, Day, ISO, Answers string }

// MissedRow is a check question and how many answered it wrongly.
type MissedRow struct {
	Question, Missed string
	Count            int
}

// GoalsChangeView is the form for a version of the goals.
type GoalsChangeView struct {
	Shell              layout.Shell
	Problems           []layout.Problem
	Heading            string
	Text, From, Reason layout.Field
	Questions          []QuestionFields
	Open               bool // whether the fold with the questions stands open
}

// QuestionFields is one check question as it is typed.
type QuestionFields struct {
	Legend               string
	Text, Choices, Right layout.Field
}

// GoalsAcknowledgeView asks a person to read the goals.
type GoalsAcknowledgeView struct {
	Shell     layout.Shell
	Problems  []layout.Problem
	Changed   string // that the goals changed meanwhile
	Version   string
	Text      []string
	ID        string // of the version
	Questions []layout.Field
}
