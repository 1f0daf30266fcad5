package page

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/form"
	"liaison/internal/server"
	web "liaison/web/action"
	"liaison/web/layout"
)

// soonAction is how many days ahead an action is due soon.
const soonAction = 7

// actionFilters are the names of the filters, in the order of the page.
var actionFilters = []string{"view", "due", "state", "agency", "q"}

// actionViews are whose actions a list shows.
var actionViews = []struct{ value, text string }{{"mine", "Yours"}, {"agency", "Your agency"}, {"all", "All agencies"}}

// actionStates are how the actions of a list stand, all that are closed among them.
var actionStates = []layout.Option{
	{Label: "Open"},
	{Value: "done", Label: "Done"},
	{Value: "overtaken", Label: "Overtaken by events"},
	{Value: "not_done", Label: "Not done"},
	{Value: "cancelled", Label: "Cancelled"},
	{Value: "closed", Label: "All that are closed"},
}

// actionQuery is what the address of the list asks for.
type actionQuery struct {
	form             *form.Form
	view, due, state string
	agency           activity.Invited
	agencies         []activity.Invited
	words            string
	err              error
}

// readActionQuery takes a word that it does not know for its default.
func (p *Pages) readActionQuery(r *server.Request) (actionQuery, error) {
	f := form.New(r.QueryAll())
	if r.Method() != "GET" {
		f = r.Form()
	}
	agencies, err := p.Activities.Agencies(r.Context(), r.Who, p.today())
	if err != nil {
		return actionQuery{}, err
	}
	q := actionQuery{form: f, view: f.Text("view"), due: f.Text("due"), state: f.Text("state"), agencies: agencies, words: brief(f.Text("q"), 100)}
	if !slices.ContainsFunc(actionViews, func(v struct{ value, text string }) bool { return v.value == q.view }) || q.view == "agency" && r.Who.Agency == 0 {
		q.view = "all"
		if r.Who.Agency != 0 && f.Text("view") == "" {
			q.view = "mine"
		}
	}
	if !slices.Contains([]string{"overdue", "week", "month"}, q.due) {
		q.due = ""
	}
	if !slices.ContainsFunc(actionStates, func(o layout.Option) bool { return o.Value == q.state }) {
		q.state = ""
	}
	n := slices.IndexFunc(agencies, func(i activity.Invited) bool { return itoa(i.Agency) == f.Text("agency") })
	if n >= 0 && q.view == "all" {
		q.agency = agencies[n]
	}
	f.Set("view", q.view)
	f.Set("due", q.due)
	f.Set("state", q.state)
	f.Set("agency")
	if q.agency.Agency != 0 {
		f.Set("agency", itoa(q.agency.Agency))
	}
	f.Set("q", q.words)
	return q, nil
}

// filter is what the query leaves of the actions.
func (p *Pages) filter(q actionQuery, who access.Actor, place activity.Place) activity.ActionFilter {
	f := activity.ActionFilter{Closed: q.state != "", Agency: q.agency.Agency, Words: q.words, Place: place}
	if q.state != "closed" {
		f.As = activity.ActionState(q.state)
	}
	switch q.view {
	case "agency":
		f.Agency = who.Agency
	case "mine":
		f.Owner, f.Of = who.ID, who.Agency
	}
	switch q.due {
	case "overdue":
		f.To = p.today().AddDate(0, 0, -1)
	case "week":
		f.From, f.To = p.today(), p.today().AddDate(0, 0, soonAction)
	case "month":
		f.From, f.To = p.today(), p.today().AddDate(0, 1, 0)
	}
	return f
}

func (p *Pages) showActionList(r *server.Request) error { return p.listActions(r, nil) }

// listActions shows the list, with what is wrong with what was ticked in it.
func (p *Pages) listActions(r *server.Request, wrong error) error {
	q, err := p.readActionQuery(r)
	if err != nil {
		return err
	}
	q.err = wrong
	place, err := readPlace(q.form)
	if err != nil {
		return err
	}
	filter := p.filter(q, r.Who, place)
	found, err := p.Activities.Actions(r.Context(), r.Who, filter)
	if err != nil {
		return err
	}
	page := activity.Pages(place, !filter.Closed, found)
	v := p.actionListView(q, page, r.Who.Agency != 0)
	if !filter.Closed {
		n, err := p.Activities.Count(r.Context(), r.Who, filter, p.today())
		if err != nil {
			return err
		}
		v.Filter.Count = countText(n, len(page.Lines))
	}
	if v.Rows, err = p.actionRowsOf(r, q, page.Lines); err != nil {
		return err
	}
	v.Bulk, v.Problems = bulkOf(q, v.Rows), problemsAt(wrong, v.Rows)
	v.Shell = p.shell(r, shellOf{Title: v.Heading, Nav: "Actions", Marking: markingOf(page.Lines, ofSensitive), Err: wrong})
	if wrong != nil {
		return r.Mend(web.List(v))
	}
	return r.Show(web.List(v))
}

func ofSensitive(a activity.Action) bool { return a.Marking == activity.Sensitive }

// markingOf is the marking of a page that lists things, of which some may come
// from a record marked above OFFICIAL.
func markingOf[T any](all []T, sensitive func(T) bool) string {
	if slices.ContainsFunc(all, sensitive) {
		return string(activity.Sensitive)
	}
	return string(activity.Official)
}

// ofSensitiveLine reports whether a line shows words of a record marked above
// OFFICIAL: one that is hidden shows none.
func ofSensitiveLine(l activity.Line) bool {
	return l.Marking == activity.Sensitive && l.Title != ""
}

// raise marks a page higher where it shows words of something marked above OFFICIAL.
func raise(s *layout.Shell, sensitive bool) {
	if sensitive {
		s.Marking = string(activity.Sensitive)
	}
}

// countText says in words what the filters leave.
func countText(n activity.Count, shown int) string {
	all := plural(n.All, "open action", "open actions")
	if n.All > activity.MostCounted {
		all = "More than 1,000 open actions"
	}
	var parts []string
	if n.Overdue > 0 {
		parts = append(parts, itoa(n.Overdue)+" overdue")
	}
	if n.Soon > 0 {
		parts = append(parts, itoa(n.Soon)+" due in the next 7 days")
	}
	if len(parts) > 0 {
		all += ": " + list(parts)
	}
	return all + ". Showing " + itoa(shown) + ", due first first"
}

// actionListView is the list as its page shows it, without its rows.
func (p *Pages) actionListView(q actionQuery, page activity.Page[activity.Action], hasAgency bool) web.ListView {
	const path = "/actions"
	values := q.form.Values()
	v := web.ListView{
		Heading: "Actions", Meta: "What meetings asked agencies to do, and what follows training",
		Filter: layout.Narrow{Action: path, Label: "Filter actions", Count: "Showing " + plural(len(page.Lines), "action", "actions") + ", due last first"},
		Carry:  []web.Carried{{Name: "view", Value: q.view}},
		Selects: []layout.Field{
			{ID: "due", Label: "Due", Value: q.due, Options: []layout.Option{
				{Label: "Any date"}, {Value: "overdue", Label: "Overdue"}, {Value: "week", Label: "In the next 7 days"}, {Value: "month", Label: "In the next month"},
			}},
			{ID: "state", Label: "State", Value: q.state, Options: actionStates},
		},
		Words: layout.Field{ID: "q", Label: "Words", Value: q.words, Width: "10", Autocomplete: "off"},
	}
	if q.view == "all" {
		agencies := layout.Field{ID: "agency", Label: "Agency", Value: q.form.Text("agency"), Options: []layout.Option{{Label: "All agencies"}}}
		for _, i := range q.agencies {
			agencies.Options = append(agencies.Options, layout.Option{Value: itoa(i.Agency), Label: i.Name})
		}
		v.Selects = append(v.Selects, agencies)
	}
	for _, w := range actionViews {
		if w.value != "agency" || hasAgency {
			v.Views = append(v.Views, layout.NavItem{Text: w.text, Href: path + "?view=" + w.value, Active: q.view == w.value})
		}
	}
	for _, f := range v.Selects {
		if n := slices.IndexFunc(f.Options, func(o layout.Option) bool { return o.Value == f.Value }); f.Value != "" && n >= 0 {
			v.Filter.Chosen = append(v.Filter.Chosen, layout.Link{Text: f.Options[n].Label, Href: without(path, values, actionFilters, f.ID)})
		}
	}
	if q.words != "" {
		v.Filter.Chosen = append(v.Filter.Chosen, layout.Link{Text: "‘" + q.words + "’", Href: without(path, values, actionFilters, "q")})
	}
	v.Previous, v.Next = pageLinks(path, values, page.Newer, page.Older, actionFilters)
	if len(page.Lines) == 0 {
		v.Empty = emptyActions(q, v.Filter.Chosen)
	}
	return v
}

// actionRowsOf are the lines of the list. Those that the person may close can
// be ticked.
func (p *Pages) actionRowsOf(r *server.Request, q actionQuery, actions []activity.Action) ([]web.Row, error) {
	var owners []uuid.UUID
	for _, a := range actions {
		owners = append(owners, a.Owner)
	}
	names, err := p.names(r.Context(), r.Who, owners...)
	if err != nil {
		return nil, err
	}
	var rows []web.Row
	for _, a := range actions {
		row := web.Row{
			Link:   layout.Link{Text: a.What, Href: "/coordination/actions/" + a.Ref},
			Sub:    a.MeetingName + ", " + day(a.MeetingDay) + ". " + a.Ref,
			Agency: a.AgencyName, Due: dueClosed(a.Due), State: a.State.Name(),
		}
		switch {
		case a.Owner == r.Who.ID:
			row.Person = "You"
		case a.Owner != uuid.Nil:
			row.Person = names[a.Owner]
		case q.view == "mine":
			row.Person = "Your agency’s. Nobody is named"
		}
		if a.Kind == activity.FollowUp {
			row.Mark = a.Kind.Name()
		}
		if a.State == activity.Open {
			row.Due = due(a.Due, p.today())
			if r.May(access.CompleteAction, a.Scope()) {
				row.Tick = &layout.Field{ID: "a-" + a.Ref, Name: "a", Label: a.Ref}
				if slices.Contains(q.form.All("a"), a.Ref) {
					row.Tick.Value = a.Ref
				}
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// bulkOf is what can be done with the rows that are ticked.
func bulkOf(q actionQuery, rows []web.Row) *web.Bulk {
	n := slices.IndexFunc(rows, func(row web.Row) bool { return row.Tick != nil })
	if n < 0 {
		return nil
	}
	b := &web.Bulk{
		Action: completeAllPath, Error: said(q.err)["a"],
		Do: layout.Field{ID: "do", Label: "With those you ticked", Value: q.form.Text("do"), Error: said(q.err)["do"], Options: []layout.Option{{Label: "Select what to do"}}},
	}
	for _, w := range waysOut {
		b.Do.Options = append(b.Do.Options, layout.Option{Value: string(w.as), Label: w.do})
	}
	for _, name := range append(slices.Clone(actionFilters), "before", "after") {
		if value := q.form.Text(name); value != "" {
			b.Carry = append(b.Carry, web.Carried{Name: name, Value: value})
		}
	}
	return b
}

// emptyActions says why nothing is there.
func emptyActions(q actionQuery, chosen []layout.Link) *web.Empty {
	clear := "/actions?view=" + q.view
	if len(chosen) > 0 {
		var words []string
		for _, c := range chosen {
			words = append(words, c.Text)
		}
		return &web.Empty{Lead: "No actions match these filters.", Why: strings.Join(words, ", ") + ".", Next: []layout.Link{{Text: "Clear filters", Href: clear}}}
	}
	closed := layout.Link{Text: "See closed actions", Href: clear + "&state=closed"}
	switch q.view {
	case "mine":
		return &web.Empty{
			Lead: "You have no open actions.", Why: "Actions from meetings and follow-ups appear here when someone gives them to you or your agency.", Next: []layout.Link{closed},
		}
	case "agency":
		return &web.Empty{Lead: "Your agency has no open actions.", Why: "Actions from meetings appear here when someone gives them to your agency.", Next: []layout.Link{closed}}
	}
	return &web.Empty{Lead: "There are no open actions.", Why: "Actions from meetings appear here when someone gives them to an agency.", Next: []layout.Link{closed}}
}

// actionPeople are the ids in an action's history, and who does it.
func actionPeople(a activity.Action) []uuid.UUID {
	ids := []uuid.UUID{a.Author, a.ClosedBy, a.Owner}
	for _, c := range a.History {
		ids = append(ids, c.By)
	}
	return ids
}

// problemsAt are the problems of a list, leading to the first box there is to tick.
func problemsAt(err error, rows []web.Row) []layout.Problem {
	all := problems(err)
	for i := range all {
		if n := slices.IndexFunc(rows, func(row web.Row) bool { return row.Tick != nil }); all[i].Field == "a" && n >= 0 {
			all[i].Href = "#" + rows[n].Tick.ID
		}
	}
	return all
}
