package page

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"liaison/internal/activity"
	"liaison/internal/form"
	"liaison/internal/server"
	web "liaison/web/action"
	"liaison/web/layout"
)

// soonAction is how many days ahead an action is due soon.
const soonAction = 7

// actionFilters are the names of the filters, in the order of the page.
var actionFilters = []string{"view", "due", "state"}

// actionViews are whose actions a list shows.
var actionViews = []struct{ value, text string }{{"agency", "Your agency"}, {"mine", "Recorded by you"}, {"all", "All agencies"}}

// actionQuery is what the address of the list asks for.
type actionQuery struct {
	form             *form.Form
	view, due, state string
}

// readActionQuery takes a word that it does not know for its default.
func readActionQuery(r *server.Request) actionQuery {
	f := form.New(r.QueryAll())
	q := actionQuery{form: f, view: f.Text("view"), due: f.Text("due"), state: f.Text("state")}
	if !slices.Contains([]string{"mine", "agency", "all"}, q.view) || q.view == "agency" && r.Who.Agency == 0 {
		q.view = "all"
		if r.Who.Agency != 0 && f.Text("view") == "" {
			q.view = "agency"
		}
	}
	if !slices.Contains([]string{"overdue", "soon"}, q.due) {
		q.due = ""
	}
	if q.state != "closed" {
		q.state = ""
	}
	f.Set("view", q.view)
	f.Set("due", q.due)
	f.Set("state", q.state)
	return q
}

func (p *Pages) showActionList(r *server.Request) error {
	q := readActionQuery(r)
	place, err := readPlace(q.form)
	if err != nil {
		return err
	}
	filter := activity.ActionFilter{Closed: q.state == "closed", Place: place}
	switch q.view {
	case "agency":
		filter.Agency = r.Who.Agency
	case "mine":
		filter.Author = r.Who.ID
	}
	switch q.due {
	case "overdue":
		filter.To = p.today().AddDate(0, 0, -1)
	case "soon":
		filter.From, filter.To = p.today(), p.today().AddDate(0, 0, soonAction)
	}
	found, err := p.Activities.Actions(r.Context(), r.Who, filter)
	if err != nil {
		return err
	}
	v := p.actionListView(q, activity.Pages(place, !filter.Closed, found), r.Who.Agency != 0)
	v.Shell = p.shell(r, shellOf{Title: v.Heading, Nav: "Actions"})
	return r.Show(web.List(v))
}

// actionListView is the list as its page shows it.
func (p *Pages) actionListView(q actionQuery, page activity.Page[activity.Action], hasAgency bool) web.ListView {
	const path = "/actions"
	values := q.form.Values()
	v := web.ListView{
		Heading: "Actions", Meta: "What meetings asked agencies to do", Closed: q.state == "closed",
		Filter: layout.Narrow{Action: path, Label: "Filter actions", Count: "Showing " + plural(len(page.Lines), "action", "actions") + order(q.state)},
		Carry:  []web.Carried{{Name: "view", Value: q.view}},
		Selects: []layout.Field{
			{ID: "due", Label: "Due", Value: q.due, Options: []layout.Option{{Label: "Any date"}, {Value: "overdue", Label: "Overdue"}, {Value: "soon", Label: "In the next 7 days"}}},
			{ID: "state", Label: "State", Value: q.state, Options: []layout.Option{{Label: "Open"}, {Value: "closed", Label: "Closed"}}},
		},
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
	today := p.today()
	for _, a := range page.Lines {
		row := web.Row{
			Link:   layout.Link{Text: a.What, Href: "/coordination/actions/" + a.Ref},
			Sub:    a.MeetingName + ", " + day(a.MeetingDay) + ". " + a.Ref,
			Agency: a.AgencyName, Due: dueClosed(a.Due), State: a.State.Name(),
		}
		if a.State == activity.Open {
			row.Due = due(a.Due, today)
		}
		v.Rows = append(v.Rows, row)
	}
	v.Previous, v.Next = pageLinks(path, values, page.Newer, page.Older, actionFilters)
	if len(page.Lines) == 0 {
		v.Empty = emptyActions(q, v.Filter.Chosen)
	}
	return v
}

func order(state string) string {
	if state == "closed" {
		return ", due last first"
	}
	return ", due first first"
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
		return &web.Empty{Lead: "You recorded no actions that are open.", Why: "Actions of the meetings that you log appear here until they are closed.", Next: []layout.Link{closed}}
	case "agency":
		return &web.Empty{Lead: "Your agency has no open actions.", Why: "Actions from meetings appear here when someone gives them to your agency.", Next: []layout.Link{closed}}
	}
	return &web.Empty{Lead: "There are no open actions.", Why: "Actions from meetings appear here when someone gives them to an agency.", Next: []layout.Link{closed}}
}

// actionPeople are the ids in an action's history.
func actionPeople(a activity.Action) []uuid.UUID {
	ids := []uuid.UUID{a.Author, a.ClosedBy}
	for _, c := range a.History {
		ids = append(ids, c.By)
	}
	return ids
}
