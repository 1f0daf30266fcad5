package page

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

// leaderRoutes is the map of who leads and what was escalated to them.
func (p *Pages) leaderRoutes() []server.Route {
	in := access.Coordination
	return []server.Route{
		server.Get("/coordination/leadership", in, access.ReadPartnership, audit.None, p.showLeadership),
		server.Post("/coordination/leadership", in, access.KeepLeader, audit.Collect, p.saveLeader),
		server.Get("/coordination/leadership/:id/end", in, access.KeepLeader, audit.None, p.showLeaderEnd),
		server.Post("/coordination/leadership/:id/end", in, access.KeepLeader, audit.Alter, p.saveLeaderEnd),
		server.Get("/coordination/escalations", in, access.ReadPartnership, audit.None, p.showEscalations),
		server.Post("/coordination/escalations", in, access.RaiseEscalation, audit.Collect, p.saveEscalation),
		server.Get("/coordination/escalations/:id", in, access.ReadPartnership, audit.None, p.showEscalation),
		server.Post("/coordination/escalations/:id/answer", in, access.AnswerEscalation, audit.Alter, p.saveEscalationAnswer),
		server.Get("/coordination/escalations/:id/withdraw", in, access.AnswerEscalation, audit.None, p.showAnswerWithdraw),
		server.Post("/coordination/escalations/:id/withdraw", in, access.AnswerEscalation, audit.Alter, p.saveAnswerWithdraw),
	}
}

// Where leadership and escalations are kept.
var (
	leadershipLink  = layout.Link{Text: "Leadership", Href: "/coordination/leadership"}
	escalationsLink = layout.Link{Text: "Escalations", Href: "/coordination/escalations"}
)

func (p *Pages) showLeadership(r *server.Request) error {
	v, err := p.leadershipView(r, form.New(nil), nil)
	if err != nil {
		return err
	}
	return r.Show(web.Leadership(v))
}

func (p *Pages) saveLeader(r *server.Request) error {
	partners, err := p.Partnerships.Partners(r.Context(), r.Who, p.today())
	if err != nil {
		return err
	}
	f := r.Form()
	l := partnership.Leader{
		ID: uuid.New(), Post: partnership.LeaderPost(f.Text("post")), Person: partnership.Person{Name: oneLine(f.Text("person"))},
		Agency: partnership.Agency{ID: f.Int("agency", "Select an agency from the list")}, Title: f.Text("title"),
		From: f.Date("from", "First day", p.today()), To: f.Date("to", "Last day", p.today()), Reason: f.Text("reason"), By: r.Who.ID, At: p.Now(),
	}
	err = f.Join(l.Check(partners))
	if err == nil {
		err = p.Partnerships.ChangeLeadership(r.Context(), r.Who, partnership.Lead(l, partners))
	}
	if errors.Is(err, fault.Invalid) {
		v, viewErr := p.leadershipView(r, f, err)
		if viewErr != nil {
			return viewErr
		}
		return r.Mend(web.Leadership(v))
	}
	if err != nil {
		return err
	}
	r.Flash(l.Person.Name + " recorded as " + strings.ToLower(l.Post.Name()) + ".")
	return r.Go("/coordination/leadership")
}

// oneLine is a name without spaces that nobody meant.
func oneLine(typed string) string { return strings.Join(strings.Fields(typed), " ") }

func (p *Pages) leadershipView(r *server.Request, f *form.Form, err error) (web.LeadershipView, error) {
	v := web.LeadershipView{
		Shell:    p.shell(r, shellOf{Title: "Leadership", Strand: access.Coordination, Nav: "Agencies", Err: err}),
		Problems: inOrder(problems(err), "post", "agency", "person", "title", "from", "to", "reason"), Escalations: escalationsLink,
	}
	all, findErr := p.Partnerships.Leadership(r.Context(), r.Who)
	if findErr != nil {
		return v, findErr
	}
	v.Form = r.May(access.KeepLeader, all.Scope())
	for _, post := range partnership.LeaderPosts() {
		card := web.LeaderCard{ID: strings.ReplaceAll(string(post), "_", "-"), Post: post.Name()}
		if l, ok := all.On(post, p.today()); ok {
			card.Rows = leaderRows(l)
			if v.Form && l.EndedBy == uuid.Nil {
				card.End = layout.Link{Text: "End this", Href: "/coordination/leadership/" + l.ID.String() + "/end", Hidden: "time of " + l.Person.Name + " as " + strings.ToLower(post.Name())}
			}
		}
		v.Posts = append(v.Posts, card)
	}
	for _, l := range all.Leaders {
		if l.Covers(p.today()) {
			continue
		}
		row := web.LeaderRow{Post: l.Post.Name(), Name: l.Person.Name, Title: l.Title, Agency: l.Agency.Name, Days: span(l.From, l.To)}
		if v.Form && l.EndedBy == uuid.Nil && l.From.After(p.today()) {
			row.End = layout.Link{Text: "End", Href: "/coordination/leadership/" + l.ID.String() + "/end", Hidden: "the time of " + l.Person.Name}
		}
		v.Others = append(v.Others, row)
	}
	if v.History, findErr = p.registerHistory(r, "leader"); findErr != nil {
		return v, findErr
	}
	if !v.Form {
		return v, nil
	}
	partners, findErr := p.Partnerships.Partners(r.Context(), r.Who, p.today())
	say := said(err)
	v.Post = layout.Field{ID: "post", Label: "Post", Value: f.Raw("post"), Error: say["post"], Small: true, Inline: true}
	for _, post := range partnership.LeaderPosts() {
		v.Post.Options = append(v.Post.Options, layout.Option{Value: string(post), Label: post.Name()})
	}
	v.Agency = layout.Field{ID: "agency", Label: "Agency", Value: f.Raw("agency"), Error: say["agency"], Options: partnerOptions("Choose an agency", partners)}
	v.Person = layout.Field{ID: "person", Label: "Name", Hint: "As it is written in the attendance of meetings", Value: f.Raw("person"), Error: say["person"], Width: "two-thirds", Autocomplete: "off"}
	v.Title = layout.Field{ID: "title", Label: "Rank or title", Hint: "For example, Superintendent", Optional: true, Value: f.Raw("title"), Error: say["title"], Width: "two-thirds", Autocomplete: "off"}
	v.From = layout.Field{ID: "from", Label: "First day", Value: f.Raw("from"), Error: say["from"]}
	v.To = layout.Field{ID: "to", Label: "Last day", Optional: true, Value: f.Raw("to"), Error: say["to"]}
	v.Reason = layout.Field{ID: "reason", Label: "Reason", Value: f.Raw("reason"), Error: say["reason"], Rows: 3, Max: 1000}
	return v, findErr
}

// partnerOptions lists agencies that take part as the options of a select.
func partnerOptions(none string, partners []partnership.Partner) []layout.Option {
	options := []layout.Option{{Label: none}}
	for _, a := range partners {
		options = append(options, layout.Option{Value: strconv.Itoa(a.Agency.ID), Label: a.Agency.Name})
	}
	return options
}

func leaderRows(l partnership.Leader) []layout.SummaryRow {
	name := l.Person.Name
	if l.Title != "" {
		name += ", " + l.Title
	}
	until := "No end is set"
	if !l.To.IsZero() {
		until = day(l.To)
	}
	return []layout.SummaryRow{
		{Key: "Name", Lines: []string{name}},
		{Key: "Agency", Lines: []string{l.Agency.Name}},
		{Key: "First day", Lines: []string{day(l.From)}},
		{Key: "Last day", Lines: []string{until}},
		{Key: "Reason", Lines: []string{l.Reason}},
	}
}

// findLeader is the one in the path.
func (p *Pages) findLeader(r *server.Request) (partnership.Leader, error) {
	all, err := p.Partnerships.Leadership(r.Context(), r.Who)
	if err != nil {
		return partnership.Leader{}, err
	}
	id := idParam(r)
	i := slices.IndexFunc(all.Leaders, func(l partnership.Leader) bool { return l.ID == id })
	if i < 0 {
		return partnership.Leader{}, fault.Missing()
	}
	return all.Leaders[i], nil
}

func (p *Pages) showLeaderEnd(r *server.Request) error {
	l, err := p.findLeader(r)
	if err != nil {
		return err
	}
	return r.Show(web.EndLeader(p.leaderEndView(r, l, form.New(nil), nil)))
}

func (p *Pages) saveLeaderEnd(r *server.Request) error {
	l, err := p.findLeader(r)
	if err != nil {
		return err
	}
	f := r.Form()
	e := partnership.Ending{Last: f.Date("last", "Last day", p.today()), Reason: f.Text("why"), By: r.Who.ID}
	if l.EndedBy != uuid.Nil {
		return p.clashLeader(r, f)
	}
	err = f.Join(l.CheckEnd(e))
	if err == nil {
		err = p.Partnerships.ChangeLeadership(r.Context(), r.Who, partnership.EndLead(l.ID, e))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.EndLeader(p.leaderEndView(r, l, f, err)))
	}
	if errors.Is(err, fault.Conflict) {
		return p.clashLeader(r, f)
	}
	if err != nil {
		return err
	}
	r.Flash(l.Person.Name + " is " + strings.ToLower(l.Post.Name()) + " until " + day(e.Last) + ".")
	return r.Go("/coordination/leadership")
}

// clashLeader shows how somebody else ended it meanwhile beside what was typed,
// which is kept to be read.
func (p *Pages) clashLeader(r *server.Request, f *form.Form) error {
	l, err := p.findLeader(r)
	if err != nil {
		return err
	}
	names, err := p.authors(r, l.EndedBy)
	if err != nil {
		return err
	}
	return r.Clash(web.Settled(web.SettledView{
		Shell:   p.shell(r, shellOf{Title: "This has already been ended", Strand: access.Coordination, Nav: "Agencies"}),
		Heading: "This has already been ended", Back: layout.Link{Text: "Back to leadership", Href: "/coordination/leadership"}, By: by(names, l.EndedBy),
		Rows: []layout.Difference{{Name: "Last day", Left: day(l.To), Right: f.Raw("last")}, {Name: "Reason", Left: l.EndReason, Right: f.Raw("why")}},
	}))
}

func (p *Pages) leaderEndView(r *server.Request, l partnership.Leader, f *form.Form, err error) web.EndLeaderView {
	say := said(err)
	heading := "End the time of " + l.Person.Name + " as " + strings.ToLower(l.Post.Name())
	return web.EndLeaderView{
		Shell: p.shell(r, shellOf{Title: heading, Strand: access.Coordination, Nav: "Agencies", Err: err}), Heading: heading,
		Problems: inOrder(problems(err), "last", "why"), Action: "/coordination/leadership/" + l.ID.String() + "/end", Current: leaderRows(l),
		Last: layout.Field{ID: "last", Label: "Last day", Value: f.Raw("last"), Error: say["last"]},
		Why:  layout.Field{ID: "why", Label: "Reason", Value: f.Raw("why"), Error: say["why"], Rows: 3, Max: 1000},
	}
}
