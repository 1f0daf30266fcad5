// Package notice is what people are told of: a page of it, and the mail that
// says the same in fewer words.
package notice

import "liaison/web/layout"

// View is the page of a person's notices.
type View struct {
	Shell  layout.Shell
	Lead   string
	Groups []Group
	Empty  []layout.Link // ways on, where there is no notice
	Away   []Row         // put away until something changes
}

// Group is the notices of one kind.
type Group struct {
	ID      string
	Heading string
	Rows    []Row
}

// Row is one notice.
type Row struct {
	Link   layout.Link
	Sub    string
	Strand string
	Due    layout.DueDay // empty where no day is said
	Do     layout.Link
	Put    string // where it is put away or brought back; empty where it cannot be
}
