// Package activity is the pages of activities: the chooser, the form of a
// meeting with its check page, a record with its history, and the lists. Every
// view carries words ready to be shown.
package activity

import (
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"liaison/web/layout"
)

// ChooseView is where logging begins.
type ChooseView struct {
	Shell  layout.Shell
	Cards  []Card
	Likes  []layout.Link // meetings of a series to log again
	Drafts []Draft

	Elsewhere []layout.Link // areas whose records are begun on their own pages
}

// Card is a record area in which the person may log something.
type Card struct {
	Strand string
	Says   string
	Links  []layout.Link
}

// Draft is one unfinished record of the person's own.
type Draft struct {
	Link layout.Link
	Sub  string
	Drop layout.Link // asks before it deletes

	Sensitive bool // it was marked above OFFICIAL when it was kept
}

// FrameView is what the form of every kind has, new or to be corrected: its
// page, and the fields that all kinds ask.
type FrameView struct {
	Shell    layout.Shell
	Strand   string
	Back     layout.Link
	Heading  string
	Lede     string
	Problems []layout.Problem
	Clash    *layout.Versions
	Action   string
	Hidden   []Carried
	Why      *layout.Field // why it is corrected, where a reason is asked

	About      string // heads the first part
	Name, Date layout.Field
	Start      layout.Field
	Agreed     Fold // the summary
	Summary    layout.Field
	Asks       *Asks // nil where it asks nothing of anyone
	Items      Fold
	Sections   []Section // none where the area is not held against the checklist
	ItemSays   string    // what is wrong with the links
	Handling   Fold
	Marking    layout.Field
	Limit      layout.Field
	Sees       string   // who can see the record
	Never      []string // what not to record
	Referral   []string // the partnership's own text on where to refer and report
	Draft      bool     // it can be kept as a draft
	Submit     string
	Cancel     layout.Link
	Notes      []string // what happens when it is saved
}

// Asks is the part of a form that asks actions of agencies.
type Asks struct {
	Fold Fold
	Kept []Kept
	Rows []Row
	Add  bool
}

// Carried is a value that goes with the form as it came.
type Carried struct{ Name, Value string }

// Fold is a part of the form that is folded away until it is needed.
type Fold struct {
	ID      string
	Summary string
	Note    string
	Open    bool
}

// Line is the attendance of one agency.
type Line struct {
	Agency string
	State  layout.Field
	Who    layout.Field
	Why    layout.Field
	Sent   layout.Field
}

// Kept is an action that is there already and changes on its own page.
type Kept struct {
	Link layout.Link
	Sub  string
}

// Row is one action to be asked for.
type Row struct {
	Number         int
	Optional       bool
	Says           []string // what is wrong with it
	What, Who, Due layout.Field
	Owner          *layout.Field // the person who will do it; nil where nobody can be chosen
}

func (r Row) id() string { return "action-" + strconv.Itoa(r.Number) }

func (r Row) legend() string {
	if r.Optional {
		return "Action " + strconv.Itoa(r.Number) + " (optional)"
	}
	return "Action " + strconv.Itoa(r.Number)
}

func (r Row) class() string {
	if len(r.Says) > 0 {
		return "govuk-fieldset app-action app-action--error"
	}
	return "govuk-fieldset app-action"
}

func (r Row) described() string {
	if len(r.Says) > 0 {
		return r.id() + "-error"
	}
	return ""
}

// Section is a part of the checklist, with the items that can be ticked.
type Section struct {
	Name  string
	Items []Item
}

// Item is one item of the checklist.
type Item struct {
	ID, Code, Text string
	Ticked         bool
}

func (l Line) described() string {
	if l.State.Error == "" {
		return ""
	}
	return l.State.ID + "-error"
}

func (l Line) class() string {
	if l.State.Error == "" {
		return ""
	}
	return "app-attend__row--error"
}

// CheckView is what is about to be saved.
type CheckView struct {
	Shell    layout.Shell
	Heading  string
	Problems []layout.Problem
	Back     layout.Link
	Rows     []layout.SummaryRow
	Alike    []Alike // records that look like it
	Notice   *Notice // what else should be known before it is saved
	Action   string
	Save     string
	Cancel   layout.Link
}

// ShowView is one record.
type ShowView struct {
	Shell    layout.Shell
	Back     layout.Link
	Strand   string
	Ref      string
	Title    string
	Aim      string
	Buttons  []layout.Link
	Notice   *Notice // what must be known before the rest is read
	Hidden   bool    // nothing of its content is here
	Facts    []layout.SummaryRow
	Said     string // heads the summary
	Summary  string
	Present  []Present
	Others   string
	Actions  []Action
	Handling []layout.Fact
	About    []layout.Fact
	Links    []layout.Link     // what else can be done
	Parts    []templ.Component // what the kind adds below the summary
	NoPrint  bool              // it may not be printed
}

// Notice is said above a record.
type Notice struct {
	Title string
	Text  []string
	Links []layout.Link
}

// Present is who came for one agency.
type Present struct {
	Agency, State, Words, Who, Note string
}

// Action is an action of a record.
type Action struct {
	Link   layout.Link
	Sub    string // who does it, and that it is a follow-up
	Agency string
	Due    layout.DueDay
	State  string
	Open   bool
}

// HistoryView is everything that happened to a record.
type HistoryView struct {
	Shell   layout.Shell
	Back    layout.Link
	Ref     string
	Title   string
	Hidden  bool
	Changes []layout.Change
}

// AskView asks for a reason, or for a yes, before something is done.
type AskView struct {
	Shell    layout.Shell
	Back     layout.Link
	Problems []layout.Problem
	Heading  string
	Says     []string
	Warning  string
	Action   string
	Hidden   []Carried
	Why      *layout.Field
	Button   string
	Danger   bool
	Cancel   layout.Link
}

// ListView is a list of activities.
type ListView struct {
	Shell    layout.Shell
	Heading  string
	Meta     string
	Areas    []layout.NavItem
	Buttons  []layout.Link // what may be logged in the area
	Drafts   []Draft       // one's own, where the list is the only place that names them
	Problems []layout.Problem
	Filter   layout.Narrow
	Selects  []layout.Field
	Dates    []layout.Field
	Words    layout.Field // to be found
	Rows     []ListRow
	Mixed    bool // records of several areas are in it
	Previous string
	Next     string
	Empty    *Empty
}

// columns are those that have something in them.
func (v ListView) columns() []layout.Column {
	all := []layout.Column{{Text: "Record", Wide: true}, {Text: "Date"}, {Text: "Kind"}, {Text: "Recorded by"}}
	if v.noted() {
		all = append(all, layout.Column{Text: "In short"})
	}
	return all
}

// noted reports whether there is more to say of any row.
func (v ListView) noted() bool {
	return slices.ContainsFunc(v.Rows, func(r ListRow) bool { return r.Note != "" })
}

// ListRow is one activity.
type ListRow struct {
	Strand string
	Link   layout.Link
	Sub    string
	Kind   string
	Day    string
	ISO    string
	Agency string
	Note   string // what it comes to, and what is open
	Mark   string // withdrawn, hidden
}

// Empty says why a list has nothing in it.
type Empty struct {
	Lead, Why string
	Next      []layout.Link
}

// sent is the one box of a line's Sent.
var sent = layout.Option{Value: "yes", Label: "Sent information"}
