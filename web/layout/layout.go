// Package layout holds the parts every page is made of: the shell around it,
// the form components, tables, lists and marks, and the pages that say
// something went wrong. It knows how the parts look and read. It knows no
// subject: what it shows comes to it as words ready to be shown.
package layout

import (
	"context"
	"strconv"
	"strings"
)

// Shell is what surrounds a page.
type Shell struct {
	Title     string // the name of the page, first in the tab's title
	HasErrors bool   // something on the page is to be mended, so the title begins "Error:"
	Strand    string // the record area the page is in, or empty
	Marking   string // the page's marking; OFFICIAL when empty
	Limit     string // how far what the page shows may be passed on, such as TLP:AMBER, or empty
	NoPrint   bool   // a handling condition forbids printing
	Asset     string // where the static files are, such as /static/0123abcd, without a slash at its end

	Partnership       string // the partnership's name
	ChangePartnership string // where to choose another, or empty when there is only one
	Person            string // who is signed in, or empty when nobody is
	Role              string // the role and agency in words, such as "Coordinator, Westmere City Council"
	Nav               []NavItem
	MayLog            bool      // show "Log an activity"
	Carries           []Carried // what every form of the page carries, unseen
	Kept              *Kept     // what the page was opened with, where a session had ended
	Flash             *Flash    // what has just been done, shown once
	Demo              bool      // the data is invented, and the foot of the page says so

	PrintedBy string // who is named on paper; the person when empty
	PrintedAt string // the moment in words, such as "1 December 2025, 9:05am"
}

// Carried is a field that a form carries unseen.
type Carried struct{ Name, Value string }

type carriedKey struct{}

// with makes what the page's forms carry known to each of them.
func (s Shell) with(ctx context.Context) context.Context {
	if len(s.Carries) == 0 {
		return ctx
	}
	return context.WithValue(ctx, carriedKey{}, s.Carries)
}

// carriedOf is what the forms of the page carry.
func carriedOf(ctx context.Context) []Carried {
	all, _ := ctx.Value(carriedKey{}).([]Carried)
	return all
}

// Kept says that a form is filled in as somebody had typed it when their
// session ended, and where to throw that away.
type Kept struct{ Drop Link }

// NavItem is a line of the main navigation.
type NavItem struct {
	Text, Href string
	Active     bool
}

// Link is a way to another page. Hidden is read aloud after the text and not
// shown, so that ten links called "Change" can be told apart.
type Link struct {
	Text, Href, Hidden string
}

// Flash says what has just been done, and where to go from there.
type Flash struct {
	Text  string
	Links []Link
}

// title is what the tab and the history show.
func (s Shell) title() string {
	t := s.Title + " – Liaison"
	if s.Strand != "" {
		t = StrandWord(s.Strand) + " – " + t
	}
	if s.HasErrors {
		t = "Error: " + t
	}
	return t
}

// body is the class of the page's body.
func (s Shell) body() string {
	c := "govuk-template__body app-body"
	if s.Strand != "" {
		c += " app-body--" + s.Strand
	}
	if strings.Contains(s.Marking, "SENSITIVE") {
		c += " app-body--sensitive"
	}
	if s.NoPrint {
		c += " app-body--noprint"
	}
	return c
}

// icon is the tab's icon, whose shape says the strand.
func (s Shell) icon() string {
	if s.Strand == "" {
		return s.Asset + "/favicon.svg"
	}
	return s.Asset + "/favicon-" + s.Strand + ".svg"
}

// handling is the page's marking, with how far it may be passed on where that
// is limited: each shows the one where it shows the other.
func (s Shell) handling() []string {
	m := s.Marking
	if m == "" {
		m = "OFFICIAL"
	}
	if s.Limit == "" {
		return []string{m}
	}
	return []string{m, s.Limit}
}

// marking is the page's handling in a sentence.
func (s Shell) marking() string { return strings.Join(s.handling(), ", ") }

// leaves reports whether the band offers a way out of the strand.
func (s Shell) leaves() bool { return s.Strand == "casework" || s.Strand == "intelligence" }

// print is the line at the end of a printed page.
func (s Shell) print() string {
	parts := append(s.handling(), s.Title)
	if s.Strand != "" {
		parts = append([]string{StrandWord(s.Strand)}, parts...)
	}
	by := s.PrintedBy
	if by == "" {
		by = s.Person
	}
	if by != "" && s.PrintedAt != "" {
		parts = append(parts, "Printed by "+by+" on "+s.PrintedAt)
	}
	return strings.Join(parts, " | ")
}

// class joins the parts that are not empty.
func class(parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, " ")
}

// when is s if met, and empty if not.
func when(met bool, s string) string {
	if met {
		return s
	}
	return ""
}

// thousands writes a number with commas.
func thousands(n int) string {
	t := strconv.Itoa(n)
	for i := len(t) - 3; i > 0; i -= 3 {
		t = t[:i] + "," + t[i:]
	}
	return t
}

// feet are the links at the foot of every page.
var feet = []Link{
	{Text: "About the evidence", Href: EvidencePath},
	{Text: "Accessibility", Href: "/about/accessibility"},
	{Text: "Privacy and cookies", Href: "/about/privacy"},
	{Text: "Get help", Href: "/help"},
}

// EvidencePath is the page that says what the review found, and did not.
const EvidencePath = "/about/evidence"
