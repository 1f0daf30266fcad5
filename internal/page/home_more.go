package page

import (
	"slices"
	"strconv"
	"strings"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/notice"
	"liaison/internal/server"
	"liaison/web/home"
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
