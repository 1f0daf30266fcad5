// Package health is how the pages of a partnership's health look: its measures
// as rows, its charts with the tables that say the same, and the page of one
// measure.
package health

import "liaison/web/layout"

// View is the whole partnership on one day.
type View struct {
	Shell    layout.Shell
	Problems []layout.Problem
	Position string
	Back     string // that the day is past, or nothing
	On       layout.Field
	Today    string
	File     layout.Link
	Headline Headline
	Stands   []Stand
	Measures []Measure
	More     More
	Partners Partners
	Own      *Own
	Exchange Exchange
	Overdue  Columns
	Late     []Row
	Matrix   *Matrix
	Pulse    Stand       // how the pulse stands, with the way to it
	Totals   layout.Link // what other record areas publish, or nothing
}

// Headline is the measure that comes first.
type Headline struct {
	Says, Figure, Note string
	Told               bool
	Link               layout.Link
}

// Stand is something that stands out.
type Stand struct {
	Link layout.Link
	Sub  string
}

// Measure is one measure as a list shows it.
type Measure struct {
	Name, Href, Counts string
	Now, Before        string
	Told               bool
	Trend              []Column // without labels
}

// More is the measures that are shown to who asks for them.
type More struct {
	Switch   layout.Link // shows them, or puts them away
	Shown    bool
	Measures []Measure
	Pairs    layout.Link // how closely agencies work together
	Network  *Network
}

// Network is who gave to whom as a drawing, with the table that says the same.
// Its places and widths are pixels. Without nodes there is the table alone.
type Network struct {
	Title, Sub, Describe string
	Size, Radius         string
	Nodes                []Node
	Lines                []Line
	Pairs                []TiedPair
	File                 layout.Link
}

// Node is an agency on the drawing: a number, which the list beside it names.
type Node struct {
	X, Y, TextY  string
	Number, Name string
	Says         string // to how many it gave and from how many it received
}

// Line is between two agencies. One that has a tip goes one way.
type Line struct{ X1, Y1, X2, Y2, Width, Tip string }

func (l Line) class() string {
	if l.Tip != "" {
		return "app-network__line app-network__line--one"
	}
	return "app-network__line"
}

// TiedPair is two agencies of whom at least one gave to the other.
type TiedPair struct{ Agency, Other, Gave, Received, Ways string }

// Partners are the agencies that this person may see, with their last meetings.
type Partners struct {
	Heading, Meetings, Note string
	Rows                    []Partner
}

// Partner is one agency.
type Partner struct {
	Agency                        layout.Link
	Came                          []Mark
	Open, Overdue, Gave, Received string
	Late                          bool
	Seen, SeenISO                 string
}

// Mark is how an agency took part in a meeting, in a symbol and in words.
type Mark struct{ State, Words string }

// Own is one's own agency beside the middle one.
type Own struct {
	Heading, Note string
	Rows          []OwnRow
}

// OwnRow is one measure of it.
type OwnRow struct{ Name, Href, Own, Counts, Middle string }

// Exchange is who gives and who receives, as bars in a table.
type Exchange struct {
	Title, Sub string
	Rows       []ExchangeRow
	File       layout.Link
}

// ExchangeRow is one agency; the widths are of the greatest number.
type ExchangeRow struct{ Agency, Gave, GaveWidth, Received, ReceivedWidth string }

// Columns is a chart of columns over time, with the table that says the same.
type Columns struct {
	ID, Title, Sub string
	Head, What     string // of the table
	Describe       string // for those who do not see it
	All            []Column
	File           layout.Link
}

// Column is one of them. Places across are per cent, those up are pixels.
type Column struct {
	X, Width, Middle string
	Y, Height        string
	ValueY           string
	Value, Label     string
	Name             string // in the table
	Words            string // in the table
	Last             bool
}

// Matrix is who gave to whom: rows give and columns receive.
type Matrix struct {
	Title, Sub string
	Agencies   []string
	Rows       []MatrixRow
	File       layout.Link
}

// MatrixRow is what one agency gave.
type MatrixRow struct {
	Agency string
	Cells  []Cell
}

// Cell is what one gave to another.
type Cell struct {
	Text string
	None bool // nothing, or the agency itself
}

// MeasureView is the page of one measure.
type MeasureView struct {
	Shell      layout.Shell
	Problems   []layout.Problem
	Overview   string // the way back
	Today      string
	Day        string // the page that asks for a day
	More       bool   // whether more measures are shown
	Back       string
	On         layout.Field
	File       layout.Link
	Name       string
	Now        string // heads the figure
	Figure     string
	Told       bool
	Counts     string
	Further    layout.Link // where more of it is, empty for nowhere
	Between    string
	Also       []string
	Window     string
	Says       string
	Formula    string
	Source     string
	Trend      Columns
	Note       string // which rows are shown
	Tables     []Table
	FigureHead string // of the tables, empty where rows have no figure
}

// Table is the rows on one side of a measure.
type Table struct {
	ID, Heading, Note, Empty string
	Rows                     []Row
}

// Row is one thing behind a figure.
type Row struct {
	Head, Record layout.Link
	Say          string
	ISO, Date    string
	Figure       string
}
