package page

import (
	"slices"
	"strconv"
	"strings"

	"liaison/internal/activity"
	"liaison/internal/form"
	"liaison/internal/server"
	"liaison/web/layout"
)

// planNames are what the list of what is planned is narrowed by.
var planNames = []string{"agency", "area"}

// planFilter is what somebody wants to see of what is planned.
type planFilter struct {
	form     *form.Form
	err      error
	agency   int
	area     string          // in small letters
	agencies []layout.Option // of the plans, by name
	areas    []layout.Option // likewise
	words    []layout.Link   // each filter in force, leading to the list without it
}

// readPlanFilter reads what is asked for, and offers what there is in the plans.
func readPlanFilter(r *server.Request, a outlook) planFilter {
	f := planFilter{form: form.New(r.QueryAll())}
	offer := func(to *[]layout.Option, value, label string) {
		if value != "" && !slices.ContainsFunc(*to, func(o layout.Option) bool { return o.Value == value }) {
			*to = append(*to, layout.Option{Value: value, Label: label})
		}
	}
	for _, plan := range byArea(a.plans, a.last) {
		offer(&f.areas, strings.ToLower(plan.Area), plan.Area)
		offer(&f.agencies, strconv.Itoa(plan.Agency), plan.AgencyName)
		for _, w := range plan.With {
			offer(&f.agencies, strconv.Itoa(w.Agency), w.AgencyName)
		}
	}
	slices.SortFunc(f.agencies, func(a, b layout.Option) int { return strings.Compare(a.Label, b.Label) })
	for _, n := range planNames {
		of, say := f.agencies, "Select an agency from the list"
		if n == "area" {
			of, say = f.areas, "Select an area from the list"
		}
		typed := strings.ToLower(f.form.Text(n))
		i := slices.IndexFunc(of, func(o layout.Option) bool { return o.Value == typed })
		if f.form.Need(typed == "" || i >= 0, n, say); i < 0 {
			continue
		}
		f.words = append(f.words, layout.Link{Text: of[i].Label, Href: without(planPath, f.form.Values(), planNames, n)})
		if n == "area" {
			f.area = typed
			continue
		}
		f.agency, _ = strconv.Atoi(typed) // it is one of those offered
	}
	f.err = f.form.Err()
	return f
}

// keeps reports whether the plan is wanted: by area, and by an agency whose it
// is or that has a part in it.
func (f planFilter) keeps(p activity.Plan) bool {
	part := p.Agency == f.agency || slices.ContainsFunc(p.With, func(w activity.Partner) bool { return w.Agency == f.agency })
	return (f.agency == 0 || part) && (f.area == "" || strings.ToLower(p.Area) == f.area)
}

// narrow leaves of what is planned what is wanted, and of the pairs those of
// which one is. Meetings are everybody's, and in no area.
func (f planFilter) narrow(a outlook, meetings []activity.Line) (outlook, []activity.Line) {
	a.plans = slices.DeleteFunc(slices.Clone(a.plans), func(p activity.Plan) bool { return !f.keeps(p) })
	a.open = slices.DeleteFunc(slices.Clone(a.open), func(o activity.Overlap) bool { return !f.keeps(o.Plan) && !f.keeps(o.Other) })
	if f.area != "" {
		meetings = nil
	}
	return a, meetings
}

// fields ask for the agency and the area.
func (f planFilter) fields() []layout.Field {
	var all []layout.Field
	for _, q := range []struct {
		id, label, none string
		of              []layout.Option
	}{{"agency", "Agency", "All agencies", f.agencies}, {"area", "Area", "All areas", f.areas}} {
		value := strings.ToLower(f.form.Raw(q.id))
		if len(q.of) > 0 || value != "" {
			all = append(all, layout.Field{ID: q.id, Label: q.label, Value: value, Error: said(f.err)[q.id], Options: append([]layout.Option{{Label: q.none}}, q.of...)})
		}
	}
	return all
}
