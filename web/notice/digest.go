package notice

import "liaison/web/layout"

// DigestView is what a mail says.
type DigestView struct {
	Marking string // above and below everything
	Lead    string
	Places  []DigestPlace
	Links   []layout.Link // to the page, and to where the mail is changed
}

// DigestPlace is the notices of one partnership.
type DigestPlace struct {
	Name   string
	Groups []DigestGroup
	More   string // that there are more, or empty
}

// DigestGroup is the notices of one kind.
type DigestGroup struct {
	Heading string
	Lines   []DigestLine
}

// DigestLine is one notice: what, and which record, and when.
type DigestLine struct {
	Link layout.Link
	Says string // "COO-7K2M9QX, due 1 December 2025", or empty
}
