package page

import (
	"slices"
	"time"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/calendar"
	"liaison/internal/form"
	"liaison/internal/server"
	web "liaison/web/activity"
	"liaison/web/layout"
)

const requestsPath = "/requests"

// requestFilters are the names of the filters, in the order of the page.
var requestFilters = []string{"state", "agency"}

// requestQuery is what the address of the list asks for.
type requestQuery struct {
	form     *form.Form
	filter   activity.RequestFilter
	agencies []activity.Invited
	err      error
}

// readRequestQuery takes a state that it does not know for open.
func (p *Pages) readRequestQuery(r *server.Request) (requestQuery, error) {
	f := form.New(r.QueryAll())
	q := requestQuery{form: f, filter: activity.RequestFilter{State: activity.RequestState(f.Text("state")), First: r.Who.Agency, Today: p.today()}}
	if !slices.Contains(activity.RequestStates(), q.filter.State) {
		q.filter.State = activity.OpenRequests
	}
	f.Set("state", string(q.filter.State))
	var err error
	if q.agencies, err = p.Activities.Agencies(r.Context(), r.Who, p.today()); err != nil {
		return q, err
	}
	q.filter.Agency = f.Int("agency", "Select an agency from the list")
	f.Need(q.filter.Agency == 0 || slices.ContainsFunc(q.agencies, func(i activity.Invited) bool { return i.Agency == q.filter.Agency }), "agency", "Select an agency from the list")
	q.err = f.Err()
	q.filter.Place, err = readPlace(f)
	return q, err
}

func (p *Pages) showRequestList(r *server.Request) error {
	q, err := p.readRequestQuery(r)
	if err != nil {
		return err
	}
	var page activity.Page[activity.Request]
	if q.err == nil {
		found, err := p.Activities.Requests(r.Context(), r.Who, q.filter)
		if err != nil {
			return err
		}
		page = activity.Pages(q.filter.Place, q.filter.State.Rising(), found)
	}
	off, err := p.Partnerships.Holidays(r.Context(), r.Who)
	if err != nil {
		return err
	}
	v := requestsView(q, page)
	for _, l := range page.Lines {
		v.Rows = append(v.Rows, requestRow(r, l, p.today(), off))
	}
	if r.MayIn(access.LogShare, access.Coordination) {
		v.Button = &layout.Link{Text: "Log information sharing", Href: newPath(shareForm{p})}
	}
	mark := markingOf(page.Lines, func(q activity.Request) bool { return q.Marking == activity.Sensitive })
	v.Shell = p.shell(r, shellOf{Title: v.Heading, Strand: access.Coordination, Nav: "Activities", Marking: mark, Err: q.err})
	if q.err != nil {
		return r.Mend(web.Requests(v))
	}
	return r.Show(web.Requests(v))
}

// stateNames are what people call the states of the list.
var stateNames = map[activity.RequestState]string{
	activity.OpenRequests: "Open", activity.OverdueRequests: "Overdue", activity.AnsweredRequests: "Given", activity.RefusedRequests: "Refused or dropped", activity.AllRequests: "All",
}

// requestsView is the list as its page shows it, but for its rows.
func requestsView(q requestQuery, page activity.Page[activity.Request]) web.RequestsView {
	wrong, values := said(q.err), q.form.Values()
	v := web.RequestsView{
		Heading: "Information requests and offers", Problems: problems(q.err),
		Carry:  []web.Carried{{Name: "state", Value: string(q.filter.State)}},
		Filter: layout.Narrow{Action: requestsPath, Label: "Filter requests"},
		Agency: layout.Field{ID: "agency", Label: "Agency", Value: q.form.Raw("agency"), Error: wrong["agency"], Options: []layout.Option{{Label: "All agencies"}}},
	}
	for _, s := range activity.RequestStates() {
		v.States = append(v.States, layout.NavItem{Text: stateNames[s], Href: address(requestsPath, values, []string{"agency"}, "state", string(s)), Active: s == q.filter.State})
	}
	for _, i := range q.agencies {
		v.Agency.Options = append(v.Agency.Options, layout.Option{Value: itoa(i.Agency), Label: i.Name})
		if i.Agency == q.filter.Agency {
			v.Filter.Chosen = []layout.Link{{Text: "Asked by or of " + i.Name, Href: without(requestsPath, values, requestFilters, "agency")}}
		}
	}
	if q.err != nil {
		return v
	}
	v.Filter.Count = "Showing " + plural(len(page.Lines), "request or offer", "requests and offers")
	if q.filter.State.Rising() {
		v.Filter.Count += ", those of your agency first, then by due date"
	} else {
		v.Filter.Count += ", newest first"
	}
	v.Previous, v.Next = pageLinks(requestsPath, values, page.Newer, page.Older, requestFilters)
	if len(page.Lines) == 0 {
		v.Empty = emptyRequests(q, v.Filter.Chosen)
	}
	return v
}

// requestRow is one request or offer, with the steps that this person can take.
func requestRow(r *server.Request, q activity.Request, today time.Time, off calendar.Holidays) web.RequestRow {
	s := q.Sharing
	row := web.RequestRow{
		Link: layout.Link{Text: s.NeedTitle, Href: activityPath(access.Coordination, q.Ref)}, Sub: q.Ref + ". " + s.Direction.Name() + " " + day(q.Day),
		By: list(namesOf(s, s.Asking())), Of: list(namesOf(s, s.Asked())), State: s.Outcome.Name(),
	}
	if s.NeedTitle == "" {
		row.Link.Text = "No need named"
	}
	end := s.Ended()
	if s.Outcome == activity.StillOpen {
		end = today
		if !s.Due.IsZero() {
			row.Due = shareDue(s.Due, today, off)
		}
		switch {
		case !s.Remind.IsZero():
			row.Note = "Remind again on " + day(s.Remind)
		case !s.Acknowledged.IsZero():
			row.Note = "Acknowledged " + day(s.Acknowledged)
		}
	} else {
		row.Note, row.Due = day(end), dueClosed(s.Due)
	}
	row.Waited = plural(off.Between(q.Day, end), "working day", "working days")
	row.Can = ownLinks(r, q.Activity())
	return row
}

// ownLinks are the steps that this person takes for their own agency. Who may
// take every step for another reminds it.
func ownLinks(r *server.Request, a activity.Activity) []layout.Link {
	own := shareLinks(r, a, func(what activity.StepWhat) bool {
		return what != activity.MovingDue && slices.Contains(what.Side(activity.Part[activity.Sharing](a.Content)), r.Who.Agency)
	})
	if len(own) > 0 {
		return own
	}
	return shareLinks(r, a, func(what activity.StepWhat) bool { return what == activity.Reminding })
}

// namesOf are the names of some of the agencies of a request.
func namesOf(s activity.Sharing, agencies []int) []string {
	var names []string
	for _, a := range agencies {
		names = append(names, sharerOf(s, a))
	}
	return names
}

// emptyRequests says why nothing is there.
func emptyRequests(q requestQuery, chosen []layout.Link) *web.Empty {
	if len(chosen) > 0 {
		return &web.Empty{
			Lead: "No requests or offers match these filters.", Why: stateNames[q.filter.State] + ". " + chosen[0].Text + ".",
			Next: []layout.Link{{Text: "Clear filters", Href: requestsPath}},
		}
	}
	all := []layout.Link{{Text: "See all requests and offers", Href: requestsPath + "?state=all"}}
	switch q.filter.State {
	case activity.OpenRequests:
		return &web.Empty{Lead: "No request or offer is open.", Why: "What one agency asks of another, or offers, appears here until it is answered.", Next: all}
	case activity.OverdueRequests:
		return &web.Empty{Lead: "No request is overdue.", Why: "A request appears here when the day its answer was due has passed.", Next: all}
	case activity.AnsweredRequests:
		return &web.Empty{Lead: "Nothing has been given yet.", Why: "Requests and offers appear here once the information was given.", Next: all}
	case activity.RefusedRequests:
		return &web.Empty{Lead: "Nothing has been refused or dropped.", Why: "Requests and offers appear here once somebody refused or dropped them.", Next: all}
	case activity.AllRequests:
	}
	return &web.Empty{Lead: "No information sharing recorded yet.", Why: "Requests and offers appear here as soon as someone logs them."}
}
