package checklist

import (
	"strconv"

	"liaison/web/layout"
)

// AcrossView is the checklists of several partnerships beside one another.
type AcrossView struct {
	Shell    layout.Shell
	Problems []layout.Problem
	On       layout.Field // the day
	Back     string       // that the page looks back, or empty
	List     string       // the checklist of that day
	Today    string       // the same page of today
	Position string
	Alone    string // why there is nothing to compare, or empty
	Tallies  []AcrossTally
	Groups   []AcrossGroup
}

// AcrossTally counts the items of one partnership by state. Here is the one
// that the person works in.
type AcrossTally struct {
	Name   string
	Here   bool
	Counts []AcrossCount
}

// AcrossCount is how many items are in a state.
type AcrossCount struct{ Key, State, Value string }

// AcrossGroup is a section of the checklist.
type AcrossGroup struct {
	Name  string
	Items []AcrossItem
}

// AcrossItem is one item, with a cell for each partnership.
type AcrossItem struct {
	Code, Wording string
	Cells         []AcrossCell
}

// AcrossCell is what the records of a partnership say of an item.
type AcrossCell struct {
	Name, Key, State string
	FreshKey, Fresh  string
	Href             string // its page, or empty
}

// columns heads the table of items.
func (v AcrossView) columns() []layout.Column {
	columns := []layout.Column{{Text: "Item"}}
	for _, t := range v.Tallies {
		columns = append(columns, layout.Column{Text: t.Name})
	}
	return columns
}

// counts heads the table of counts.
func (v AcrossView) counts() []layout.Column {
	columns := []layout.Column{{Text: "Partnership"}}
	for _, c := range v.Tallies[0].Counts {
		columns = append(columns, layout.Column{Text: c.State, Numeric: true})
	}
	return columns
}

// span is how many columns the table of items has.
func (v AcrossView) span() string { return strconv.Itoa(len(v.Tallies) + 1) }
