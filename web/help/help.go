// Package help holds the pages that explain: the evidence behind the
// checklist, how to record, accessibility, privacy.
package help

import "liaison/web/layout"

// View is a page that is all words.
type View struct{ Shell layout.Shell }

// EvidenceView is the page about the evidence.
type EvidenceView struct {
	Shell               layout.Shell
	Citation, Narrative string
	Mechanisms          layout.Link // what this partnership expects of them; without an Href there is none
}

// PrivacyView is the page about privacy and cookies.
type PrivacyView struct {
	Shell   layout.Shell
	Cookies []Cookie
}

// Cookie is one cookie the service sets.
type Cookie struct{ Name, For, Lasts string }
