package layout

import "github.com/a-h/templ"

// SummaryRow is one line of what was answered: its name, what was said, and
// ways to change it. Show stands in place of Lines.
type SummaryRow struct {
	Key     string
	Lines   []string
	Show    templ.Component
	Actions []Link
}

// Figure is a number with what it counts, leading to what it counted.
type Figure struct {
	Text, Href, Note, Value string
	Late                    bool
}

// Fact is a name and what is said under it.
type Fact struct {
	Name  string
	Lines []string
	Show  templ.Component
}
