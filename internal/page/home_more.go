package page

import (
	"slices"
	"strconv"
	"strings"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/checklist"
	"liaison/internal/notice"
	"liaison/internal/server"
	"liaison/web/home"
	"liaison/web/layout"
)

// requestsWaiting is the information that agencies were asked for and have not
// answered: what one's own agency was asked for, or for who chases all of
// them, what is overdue.
func (p *Pages) requestsWaiting(r *server.Request, f activity.RequestFilter) ([]activity.Request, error) {
	if f.State == activity.OpenRequests && f.Asked == 0 {
		return nil, nil // somebody of no agency has nothing to answer
	}
	f.Today, f.First = p.today(), r.Who.Agency
	return p.Activities.Requests(r.Context(), r.Who, f)
}

// requestNeeds lists requests as what waits.
func (p *Pages) requestNeeds(r *server.Request, found []activity.Request) []home.Need {
	var needs []home.Need
	for _, q := range first(found, homeNeeds) {
		s := q.Sharing
		if s.Due.IsZero() {
			continue // an offer waits for nobody
		}
		n := home.Need{
			Text: "Answer a request for information", Href: activityPath(access.Coordination, q.Ref), Strand: string(access.Coordination),
			Due: due(s.Due, p.today()), Do: "Answer", Sensitive: q.Marking == activity.Sensitive,
			Sub: q.Ref + ". " + list(namesOf(s, s.Asking())) + " asked " + list(namesOf(s, s.Asked())) + " on " + day(q.Day) + ".",
		}
		if s.NeedTitle != "" {
			n.Text = "Answer a request: " + s.NeedTitle
		}
		if !slices.Contains(s.Asked(), r.Who.Agency) {
			n.Text, n.Do = strings.Replace(n.Text, "Answer a request", "Unanswered request", 1), "Chase"
		}
		needs = append(needs, n)
	}
	return needs
}

// pastDay is how many requests of a list that may go on are past their day.
func pastDay(found []activity.Request) string {
	if len(found) > activity.PageSize {
		return strconv.Itoa(activity.PageSize) + "+"
	}
	return strconv.Itoa(len(found))
}

// goalsNeeds is that the goals which hold today wait to be acknowledged.
func (p *Pages) goalsNeeds(r *server.Request) ([]home.Need, error) {
	link, waits, err := p.goalsToAcknowledge(r)
	if err != nil || !waits {
		return nil, err
	}
	return []home.Need{{Text: link.Text, Href: link.Href, Strand: string(access.Coordination), Sub: "Everyone who takes part is asked to. It takes a minute.", Do: "Read"}}, nil
}

// decisionNeeds is what others proposed and this person may decide on: the
// same as among their notices, also what they put away there.
func (p *Pages) decisionNeeds(r *server.Request) ([]home.Need, error) {
	waiting, err := p.Notices.Proposals(r.Context(), r.Who)
	if err != nil {
		return nil, err
	}
	var needs []home.Need
	for _, n := range notice.For(told(r), notice.TermsOf(p.Book), waiting, p.today()) {
		needs = append(needs, home.Need{Text: n.Text, Href: n.Path, Strand: recordsOf(n), Sub: n.Sub, Do: n.Do})
	}
	return needs, nil
}

// meetingsAhead lists the next meetings of the person's agency.
func (p *Pages) meetingsAhead(planned []activity.Activity) *home.Needs {
	n := &home.Needs{
		ID: "meetings", Heading: "Next meetings", Caption: "Meetings to which your agency is invited, the next first", Day: "Day",
		More: []layout.Link{{Text: "All meetings", Href: "/meetings"}}, Empty: "No meeting is planned.", Why: "Meetings appear here as soon as someone plans one.",
	}
	for _, a := range planned {
		m := activity.Part[activity.Meeting](a.Content)
		row := home.Need{
			Text: a.Content.Name, Href: activityPath(a.Strand, a.Ref), Strand: string(a.Strand), Due: dueClosed(a.Content.Day), Do: "Open meeting",
			Sub: a.Ref + ".", Also: toCalendar(a), Sensitive: a.Content.Marking == activity.Sensitive,
		}
		row.Due.Flag = clock(a.Content.Start)
		if where := place(m.Place, m.Mode); where != "" {
			row.Sub += " " + where + "."
		}
		row.Also.Hidden = "the meeting " + a.Content.Name + " on " + day(a.Content.Day)
		n.Rows = append(n.Rows, row)
	}
	return n
}

// ageingNeeds lists the items whose newest evidence stops being current within
// two weeks, or stopped and is not out of date yet, by the day it does next.
func (p *Pages) ageingNeeds(at position) *home.Needs {
	n := &home.Needs{
		ID: "ageing", Heading: "Ageing evidence", Caption: "Checklist items whose newest evidence is about to age or to go out of date, by the day it does", Day: "Until",
		More: []layout.Link{{Text: "Items with ageing evidence", Href: "/checklist?evidence=ageing"}}, Empty: "No evidence is ageing, or will be in the next two weeks.",
		Why: "An item appears here two weeks before its newest evidence is no longer current, and until there is newer evidence or it is out of date.",
	}
	for _, s := range at.book.Sections {
		for _, i := range s.Items {
			f := at.found[i.Code]
			last := f.Lasting()
			if f.Fresh != checklist.Ageing && (f.Fresh != checklist.Current || days(at.day, last) > soonDays) {
				continue
			}
			n.Rows = append(n.Rows, home.Need{
				Text: i.Code + ": " + i.Wording, Href: "/checklist/" + i.Code, Strand: string(access.Coordination), Due: dueClosed(last), Do: "Open item",
				Sub: f.Fresh.Words() + ". Newest evidence of " + day(f.Newest) + ".",
			})
		}
	}
	n.Rows = byDay(n.Rows, at.day)
	return n
}
