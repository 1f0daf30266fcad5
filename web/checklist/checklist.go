// Package checklist holds the pages of the implementation checklist: the list
// of items, one item with its proof, the form that assesses it, its thresholds,
// and the report for the board. It shows
// words and knows no rule.
package checklist

import "liaison/web/layout"

// ListView is the checklist.
type ListView struct {
	Shell    layout.Shell
	Problems []layout.Problem
	Back     string // that the page looks back, or empty
	Links    []layout.Link
	On       layout.Field
	Position string // "Position at 1 December 2025, 9:05am."
	Tally    []Tally
	Narrow   layout.Narrow
	Status   layout.Field
	Evidence layout.Field
	Groups   []Group
}

// Tally counts items. Key is that of a status, or empty.
type Tally struct {
	Key, Text, Href, Value, Note string
	Late, Gap                    bool
}

func (t Tally) class() string {
	c := "app-tally__item"
	if t.Key != "" {
		c += " app-tally__item--" + t.Key
	}
	if t.Gap {
		c += " app-tally__item--gap"
	}
	return c
}

// Group is a section of the checklist.
type Group struct {
	Name, Lede string
	Items      []ListItem
}

// ListItem is one item as the list shows it.
type ListItem struct {
	Code, Href, Wording, Note    string
	Key, Judgement, Set          string // the manager's assessment
	Records                      string // what the records say
	Open                         string // where the row opens, or empty
	LatestISO, Latest            string
	FreshKey, Fresh              string
	Review, ReviewISO, ReviewDue string
	Drill                        *Drill
}

// Drill is the newest evidence of one item, opened in the list.
type Drill struct {
	Evidence []Evidence
	Links    []layout.Link
}

// Evidence is one record behind an item.
type Evidence struct {
	ISO, Date, Sub string
	What           layout.Link // without an Href it is words
}

// ItemView is one item with its proof.
type ItemView struct {
	Shell               layout.Shell
	Problems            []layout.Problem
	On                  layout.Field
	Back                string // that the page looks back, or empty
	List, Today         string // where the list of the same day is, and this item today
	Code, Wording, Note string
	Key, Judgement      string
	Set, Reason         string
	Review              layout.DueDay
	Assess              string // where to assess it, or empty
	RecordsKey, Records string
	FreshKey, Fresh     string
	Beside              string // where assessment and records differ
	Rule, Window, Span  string
	Data                string
	Kept                []layout.Link // where what it reads is kept
	Parts               []Part
	Needs               []Need
	Opens               string // what a manager looks into
	Looks               []Look
	FreshSays           string
	ReviewSays          string
	Citation, Narrative string
	Tension             string
	Against             []layout.Link // items that it pulls against
	Thresholds          []Threshold
	ThresholdsLink      layout.Link
	Trend               []Point
	TrendNote           string
	Claims              []Evidence
	ClaimsNote          string
	History             []layout.Change
	LateNote            string
}

// Part is one of the things a rule asks for, with the rows behind it.
type Part struct {
	ID, Name, Key, State, Say string
	Span, Figure, Between     string
	About                     string // heads the first column: "Partner agency", "Record"
	Tables                    []Rows
}

// Rows is a table of rows that were counted in one way.
type Rows struct {
	Heading, Caption string
	Note             string // where not all of them are listed
	Rows             []Row
}

// Row is one row behind a part.
type Row struct {
	Head   layout.Link // without an Href it is words
	Say    string
	ISO    string
	Date   string
	Record layout.Link // without a Text there is none
	Late   string
}

// Look is what a manager opens of an item.
type Look struct {
	ID, Name, Say string
	Link          layout.Link // where it is, or empty
	Caption       string
	About         string   // heads the first column
	Heads         []string // of the counts; without them a row says something
	Rows          []LookRow
	Records       bool // rows have a record and a day
	Note          string
}

// LookRow is one line of a look.
type LookRow struct {
	Row
	Counts []string
}

// Need is one thing that would change what the records say.
type Need struct {
	Say  string
	Link layout.Link // without an Href there is none
}

// Threshold is one parameter of a rule.
type Threshold struct {
	Meaning, Value, Partly, By string
	Note                       string // Liaison's default, where it is another
}

// Point is what was kept of an item on one day.
type Point struct {
	ISO, Day        string
	Key, State      string // "Met", "Partly met"
	Words           string // as the rest of the page says it
	FreshKey, Fresh string
	Note            string // that it was worked out later, or empty
}

// AssessView is the form that assesses an item.
type AssessView struct {
	Shell          layout.Shell
	Problems       []layout.Problem
	Code, Wording  string
	Back, Action   string
	Seen           string
	State          layout.Field
	Reason, Review layout.Field
	Records, Fresh string
	Theirs         *layout.Versions // what somebody else saved meanwhile
}

func (i ListItem) opened() string {
	if i.Drill != nil {
		return "app-checklist__row--open"
	}
	return ""
}

// places leads to the parts of an item's page, which is long.
func (v ItemView) places() []layout.Link {
	links := []layout.Link{
		{Text: "The rule", Href: "#rule"},
		{Text: "What the records say", Href: "#records"},
		{Text: "What would change it", Href: "#change"},
		{Text: "What to look into", Href: "#looks"},
		{Text: "Over the last year", Href: "#trend"},
	}
	if len(v.History) > 0 {
		links = append(links, layout.Link{Text: "History of assessments", Href: "#history"})
	}
	return links
}

// columns are the headings of a look's table.
func (l Look) columns() []layout.Column {
	all := []layout.Column{{Text: l.About}}
	if len(l.Heads) == 0 {
		all = append(all, layout.Column{Text: "What is recorded"})
	}
	for _, h := range l.Heads {
		all = append(all, layout.Column{Text: h, Numeric: true})
	}
	if l.Records {
		all = append(all, layout.Column{Text: "Record"}, layout.Column{Text: "Date"})
	}
	return all
}
