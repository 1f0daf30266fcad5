package page

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/form"
	"liaison/internal/server"
	web "liaison/web/activity"
	"liaison/web/layout"
)

// activityQuery is what the address of a list asks for, with what could not be
// understood of it.
type activityQuery struct {
	form   *form.Form
	in     []access.Strand // the record areas that the list may show to this person
	strand access.Strand   // the one that was chosen, or empty
	filter activity.Filter
	words  string // to be found in what was written
	agency []activity.Invited
	err    error
}

// leftOut is a word or a phrase that what is found must not have.
var leftOut = regexp.MustCompile(`(^| )-("[^"]*"?|[^ ]+)`)

// maxWords is how long the words to be found may be.
const maxWords = 100

// showActivityList is the list of coordination and outreach together, of what
// the person may see of them.
func (p *Pages) showActivityList(r *server.Request) error {
	var in []access.Strand
	for _, s := range []access.Strand{access.Coordination, access.Outreach} {
		if r.MayIn(access.ReadActivity, s) {
			in = append(in, s)
		}
	}
	return p.listActivities(r, "/activities", "", in)
}

// showStrandList is the list of one strand's own records.
func (p *Pages) showStrandList(r *server.Request, in access.Strand) error {
	return p.listActivities(r, "/"+string(in)+"/activities", in, []access.Strand{in})
}

func (p *Pages) listActivities(r *server.Request, path string, of access.Strand, in []access.Strand) error {
	q, err := p.readActivityQuery(r, in)
	if err != nil {
		return err
	}
	var page activity.Page[activity.Line]
	if q.err == nil {
		var lists [][]activity.Line
		for _, s := range in {
			if q.strand != "" && s != q.strand || q.filter.Kind != "" && !slices.Contains(activity.Kinds(s), q.filter.Kind) {
				continue
			}
			lines, err := p.linesOf(r, s, q)
			if err != nil {
				return err
			}
			lists = append(lists, lines)
		}
		page = activity.Pages(q.filter.Place, false, lists...)
	}
	v := listView(path, of, q, page)
	v.Shell = p.shell(r, shellOf{Title: v.Heading, Strand: of, Nav: "Activities", Err: q.err})
	raise(&v.Shell, slices.ContainsFunc(page.Lines, ofSensitiveLine))
	v.Areas = p.areasOf(r, of)
	if of != "" {
		if err := p.beginIn(r, of, &v); err != nil {
			return err
		}
	}
	if q.err != nil {
		return r.Mend(web.List(v))
	}
	return r.Show(web.List(v))
}

// linesOf are the strand's lines that the query leaves.
func (p *Pages) linesOf(r *server.Request, in access.Strand, q activityQuery) ([]activity.Line, error) {
	if q.words == "" {
		return p.Activities.List(r.Context(), r.Who, in, q.filter)
	}
	return p.Activities.Search(r.Context(), r.Who, in, q.words, q.filter)
}

// readActivityQuery reads the filters of an address. A place in the list that
// the service did not make is NotFound.
func (p *Pages) readActivityQuery(r *server.Request, in []access.Strand) (activityQuery, error) {
	f := form.New(r.QueryAll())
	q := activityQuery{form: f, in: in}
	if r.MayIn(access.ReadPartnership, access.Coordination) {
		agencies, err := p.Activities.Agencies(r.Context(), r.Who, p.today())
		if err != nil {
			return q, err
		}
		q.agency = agencies
	}
	q.strand = access.Strand(f.Text("strand"))
	f.Need(q.strand == "" || slices.Contains(in, q.strand), "strand", "Select a record area from the list")
	q.filter.Kind = activity.Kind(f.Text("type"))
	f.Need(q.filter.Kind == "" || slices.Contains(kindsOf(in), q.filter.Kind), "type", "Select a kind from the list")
	q.filter.Agency = f.Int("agency", "Select an agency from the list")
	f.Need(q.filter.Agency == 0 || slices.ContainsFunc(q.agency, func(i activity.Invited) bool { return i.Agency == q.filter.Agency }), "agency", "Select an agency from the list")
	q.filter.From = f.Date("from", "From", p.today())
	q.filter.To = f.Date("to", "To", p.today())
	f.Need(q.filter.From.IsZero() || q.filter.To.IsZero() || !q.filter.To.Before(q.filter.From), "to", "To must be the same as or after From")
	q.words = strings.Join(strings.Fields(f.Text("q")), " ")
	f.Need(form.Length(q.words) <= maxWords, "q", "Words must be 100 characters or less")
	rest := leftOut.ReplaceAllString(q.words, " ")
	f.Need(rest == q.words || strings.ContainsFunc(rest, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }), "q", "Enter a word to look for as well: a minus before a word leaves out what has it")
	q.err = f.Err()
	var err error
	q.filter.Place, err = readPlace(f)
	return q, err
}

// readPlace is where in its list a page begins.
func readPlace(f *form.Form) (activity.Place, error) {
	var at activity.Place
	var err error
	if s := f.Raw("before"); s != "" {
		at.Before, err = activity.ReadCursor(s)
	} else if s := f.Raw("after"); s != "" {
		at.After, err = activity.ReadCursor(s)
	}
	return at, err
}

func kindsOf(in []access.Strand) []activity.Kind {
	var all []activity.Kind
	for _, s := range in {
		all = append(all, activity.Kinds(s)...)
	}
	return all
}

// filtersOf are the names of the filters, in the order of the page.
var filtersOf = []string{"q", "strand", "type", "agency", "from", "to"}

// listView is the list as its page shows it.
func listView(path string, of access.Strand, q activityQuery, page activity.Page[activity.Line]) web.ListView {
	v := web.ListView{
		Heading: "Activities", Problems: problems(q.err), Mixed: of == "" && len(q.in) > 1,
		Filter: layout.Narrow{Action: path, Label: "Filter activities"},
	}
	if of != "" {
		v.Heading = of.Name()
	}
	v.Selects, v.Dates = listFields(of, q)
	v.Words = layout.Field{ID: "q", Label: "Words", Value: q.form.Raw("q"), Error: said(q.err)["q"], Width: "10", Autocomplete: "off"}
	v.Filter.Chosen = chosenFilters(path, q)
	if q.err != nil {
		return v
	}
	v.Filter.Count = "Showing " + plural(len(page.Lines), "activity", "activities") + ", newest first"
	for _, l := range page.Lines {
		v.Rows = append(v.Rows, listRow(l))
	}
	v.Previous, v.Next = pageLinks(path, q.form.Values(), page.Newer, page.Older, filtersOf)
	if len(page.Lines) == 0 {
		v.Empty = emptyList(path, of, v.Filter.Chosen)
	}
	return v
}

// listFields are the questions of the filter: only those with a choice.
func listFields(of access.Strand, q activityQuery) (selects, dates []layout.Field) {
	wrong := said(q.err)
	add := func(id, label, all string, options []layout.Option) {
		f := layout.Field{ID: id, Label: label, Value: q.form.Raw(id), Error: wrong[id], Options: append([]layout.Option{{Label: all}}, options...)}
		selects = append(selects, f)
	}
	if of == "" && len(q.in) > 1 || wrong["strand"] != "" {
		var areas []layout.Option
		for _, s := range q.in {
			areas = append(areas, layout.Option{Value: string(s), Label: layout.StrandName(string(s))})
		}
		add("strand", "Record area", "All areas", areas)
	}
	if kinds := kindsOf(q.in); len(kinds) > 1 || wrong["type"] != "" {
		var options []layout.Option
		for _, k := range kinds {
			options = append(options, layout.Option{Value: string(k), Label: k.Name()})
		}
		add("type", "Kind", "All kinds", options)
	}
	if len(q.agency) > 0 || wrong["agency"] != "" {
		var options []layout.Option
		for _, a := range q.agency {
			options = append(options, layout.Option{Value: strconv.Itoa(a.Agency), Label: a.Name})
		}
		add("agency", "Recorded by", "All agencies", options)
	}
	for _, d := range []struct{ id, label string }{{"from", "From"}, {"to", "To"}} {
		dates = append(dates, layout.Field{ID: d.id, Label: d.label, Value: q.form.Raw(d.id), Error: wrong[d.id], Width: "10", Autocomplete: "off"})
	}
	return selects, dates
}

// chosenFilters are the filters in force, each leading to the list without it.
func chosenFilters(path string, q activityQuery) []layout.Link {
	values := q.form.Values()
	var all []layout.Link
	for _, name := range filtersOf {
		text := q.form.Text(name)
		if text == "" || said(q.err)[name] != "" {
			continue
		}
		switch name {
		case "q":
			text = "‘" + q.words + "’"
		case "strand":
			text = layout.StrandName(text)
		case "type":
			text = activity.Kind(text).Name()
		case "agency":
			for _, a := range q.agency {
				if a.Agency == q.filter.Agency {
					text = "Recorded by " + a.Name
				}
			}
		case "from":
			text = "From " + day(q.filter.From)
		case "to":
			text = "To " + day(q.filter.To)
		}
		all = append(all, layout.Link{Text: text, Href: without(path, values, filtersOf, name)})
	}
	return all
}

// without is the list's address with its filters, but for one.
func without(path string, values url.Values, names []string, name string) string {
	return address(path, values, slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == name }), "", "")
}

// pageLinks lead to the pages before and after, with the filters as they are.
func pageLinks(path string, values url.Values, newer, older *activity.Cursor, names []string) (previous, next string) {
	if newer != nil {
		previous = address(path, values, names, "before", newer.String())
	}
	if older != nil {
		next = address(path, values, names, "after", older.String())
	}
	return previous, next
}

// address is a path with the named values of a query, and one more.
func address(path string, values url.Values, names []string, more, value string) string {
	q := url.Values{}
	for _, n := range names {
		if v := values.Get(n); v != "" {
			q.Set(n, v)
		}
	}
	if more != "" {
		q.Set(more, value)
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

func listRow(l activity.Line) web.ListRow {
	row := web.ListRow{
		Strand: string(l.Strand), Link: layout.Link{Text: l.Title, Href: activityPath(l.Strand, l.Ref)}, Sub: l.Ref, Kind: l.Kind.Name(),
		Day: day(l.Day), ISO: iso(l.Day), Agency: l.AgencyName,
	}
	if l.Title == "" {
		row.Link.Text, row.Sub = l.Ref, ""
	}
	row.Note = inShort(l)
	switch {
	case l.Hidden:
		row.Mark = "Hidden: reported as wrong content"
	case l.Withdrawn:
		row.Mark = "Withdrawn"
	}
	return row
}

// newMeeting is where the first record is logged.
const newMeeting = "/coordination/activities/new/meeting"

// emptyList says why nothing is there.
func emptyList(path string, of access.Strand, chosen []layout.Link) *web.Empty {
	if len(chosen) > 0 {
		var words []string
		for _, c := range chosen {
			words = append(words, c.Text)
		}
		return &web.Empty{Lead: "No activities match these filters.", Why: strings.Join(words, ", ") + ".", Next: []layout.Link{{Text: "Clear filters", Href: path}}}
	}
	if of != "" {
		return &web.Empty{Lead: "No activities recorded yet.", Why: "Records of this area appear here when someone who works in it adds one."}
	}
	return &web.Empty{Lead: "No meetings recorded yet.", Why: "Meetings appear here as soon as someone logs them.", Next: []layout.Link{{Text: "Log the first one", Href: newMeeting}}}
}

// areasOf leads between the lists that the person may see. Intelligence is in
// none of them.
func (p *Pages) areasOf(r *server.Request, of access.Strand) []layout.NavItem {
	if of == access.Intelligence {
		return nil
	}
	items := []layout.NavItem{{Text: "All activities", Href: "/activities", Active: of == ""}}
	if r.MayIn(access.ReadActivity, access.Coordination) {
		items = append(items,
			layout.NavItem{Text: "Meetings", Href: "/meetings"},
			layout.NavItem{Text: "What is planned", Href: planPath},
			layout.NavItem{Text: "Information requests", Href: requestsPath},
			layout.NavItem{Text: "Records that look the same", Href: "/coordination/duplicates"})
	}
	for _, s := range []access.Strand{access.Outreach, access.Casework} {
		if r.MayIn(access.ReadActivity, s) {
			items = append(items, layout.NavItem{Text: s.Name(), Href: "/" + string(s) + "/activities", Active: of == s})
		}
	}
	return items
}
