// Package home is the first page each person sees: what needs them, at a
// glance, and who takes part. Which parts are there depends on the view alone.
package home

import (
	"cmp"

	"liaison/web/health"
	"liaison/web/layout"
)

// View is the first page.
type View struct {
	Shell    layout.Shell
	Heading  string
	Meta     string // "Position at 1 December 2025, 9:05am"
	Needs    *Needs
	Second   *Needs          // another list, below the first
	Figures  []layout.Figure // at a glance
	Caution  bool            // the short caveat, wherever figures are shown
	Unsent   []Draft         // forms that were sent when a session had ended
	Drafts   []Draft
	Areas    []layout.Link // record areas with a door of their own
	Recent   *Recent
	Partners *Partners
	Charts   *Charts
}

// Charts are who gives and receives, and what is overdue, over time.
type Charts struct {
	Exchange health.Exchange
	Overdue  health.Columns
}

// Needs is a list of what waits for someone, the longest overdue first.
type Needs struct {
	ID      string
	Heading string
	Caption string // what the table is, for those who do not see it
	More    []layout.Link
	Day     string // what the days are: "Due" where it is empty
	Rows    []Need
	Empty   string // what is true when there is nothing
	Why     string // and why, or what comes here
}

// DayHeading is what stands above the days.
func (n Needs) DayHeading() string { return cmp.Or(n.Day, "Due") }

// Need is one thing that waits.
type Need struct {
	Text   string
	Href   string
	Sub    string // "Action from COO-7K2M9QX. With Northgate College."
	Strand string
	Due    layout.DueDay
	Do     string      // the next step: "Chase"
	Also   layout.Link // another, or nothing

	Sensitive bool // it has words of a record marked above OFFICIAL
}

// Draft is one unfinished record of the person's own.
type Draft struct {
	Link layout.Link
	Sub  string      // "Saved 1 December 2025 at 9:05am."
	Drop layout.Link // where it is thrown away, or nothing
}

// Recent is the newest records.
type Recent struct {
	Heading string
	More    layout.Link
	Rows    []RecentRow
	Empty   string
}

// RecentRow is one of the newest records.
type RecentRow struct {
	Link layout.Link
	Sub  string
	Day  string
	ISO  string
}

// Partners is who takes part, with the last meetings of each.
type Partners struct {
	Meetings string // "Last 6 meetings, June to November"
	Rows     []Partner
}

// Partner is one agency.
type Partner struct {
	Name    string
	Href    string
	Rep     string // the named representative, or "Not named"
	Note    string // "No named representative since 24 September 2025"
	Came    []Mark
	Open    string
	Overdue string
	Late    bool // whether any action is overdue
	Last    string
}

// Mark is one meeting of one agency.
type Mark struct {
	State string // as layout.Came takes it; empty where the agency was not invited
	Words string // "26 November 2025: named representative"
}
