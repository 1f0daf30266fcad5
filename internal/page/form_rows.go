package page

import (
	"slices"
	"strconv"

	"liaison/internal/form"
	web "liaison/web/activity"
)

// formRows is a part of a form that asks the same questions several times over:
// a row for each action, each decision, each graded item. Rows are numbered
// from 1, and their fields are named after the row: "action-1-what".
type formRows struct {
	name    string   // "action"
	parts   []string // what each row asks
	counter string   // the hidden field that says how many rows are shown
	least   int      // how many a new form shows
	most    int      // how many there may be
}

// row names row n: "action-1".
func (q formRows) row(n int) string { return q.name + "-" + strconv.Itoa(n) }

// field names one answer of row n: "action-1-what".
func (q formRows) field(n int, part string) string { return q.row(n) + "-" + part }

// fields names every field of every row.
func (q formRows) fields() []string {
	var names []string
	for n := 1; n <= q.most; n++ {
		for _, part := range q.parts {
			names = append(names, q.field(n, part))
		}
	}
	return names
}

// typed reports whether anything was typed into row n.
func (q formRows) typed(f *form.Form, n int) bool {
	return slices.ContainsFunc(q.parts, func(part string) bool { return f.Text(q.field(n, part)) != "" })
}

// pack moves the rows that have something in them to the top, so that a problem
// names the row that the page shows.
func (q formRows) pack(f *form.Form) {
	to := 1
	for n := 1; n <= q.most; n++ {
		if !q.typed(f, n) {
			continue
		}
		if to != n {
			for _, part := range q.parts {
				f.Set(q.field(to, part), f.Raw(q.field(n, part)))
				f.Set(q.field(n, part), "")
			}
		}
		to++
	}
}

// shown is how many rows to show.
func (q formRows) shown(f *form.Form) int {
	n := min(max(f.Int(q.counter, ""), q.least), q.most)
	for n < q.most && q.typed(f, n+1) {
		n++
	}
	return n
}

// carried tells the next form how many rows were shown.
func (q formRows) carried(f *form.Form) web.Carried {
	return web.Carried{Name: q.counter, Value: strconv.Itoa(q.shown(f))}
}

// add packs the rows, shows one more, and says which it is.
func (q formRows) add(f *form.Form) int {
	q.pack(f)
	n := min(q.shown(f)+1, q.most)
	f.Set(q.counter, strconv.Itoa(n))
	return n
}
