package page

import (
	"errors"

	"liaison/internal/access"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

// findStood is the agency in the path with the one of its people that the path
// names, whether or not their time has an end.
func (p *Pages) findStood(r *server.Request) (partnership.Seat, partnership.Representative, error) {
	seat, err := p.findSeat(r, access.NameRepresentative)
	if err != nil {
		return seat, partnership.Representative{}, err
	}
	n, err := seat.Person(idParam(r))
	return seat, n, err
}

func (p *Pages) showRepresentativeCorrect(r *server.Request) error {
	seat, n, err := p.findStood(r)
	if err != nil {
		return err
	}
	f := form.New(nil)
	f.Set("version", n.Seen())
	f.Set("what", "days")
	f.Set("from", day(n.From))
	f.Set("last", day(n.To))
	return r.Show(web.Keep(p.rightingView(r, seat, n, f, nil)))
}

func (p *Pages) saveRepresentativeCorrect(r *server.Request) error {
	seat, n, err := p.findStood(r)
	if err != nil {
		return err
	}
	f := r.Form()
	x := partnership.Righting{Never: f.Text("what") == "never", Why: f.Text("why"), Seen: f.Text("version")}
	f.Need(x.Never || f.Text("what") == "days", "what", "Select what was wrong")
	if !x.Never {
		x.From = f.Date("from", "First day", p.today())
	}
	if !x.Never && !n.To.IsZero() {
		x.To = f.Date("last", "Last day", p.today())
	}
	err = f.Join(x.Check(seat, n, p.today()))
	if err == nil {
		err = p.Partnerships.ChangeSeat(r.Context(), r.Who, seat.Agency.Slug, partnership.PutRight(n.ID, x, p.today()))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Keep(p.rightingView(r, seat, n, f, err)))
	}
	if errors.Is(err, fault.Conflict) {
		return p.clashRepresentative(r, f, x)
	}
	if err != nil {
		return err
	}
	r.Flash("What was recorded of " + n.Person.Name + " is put right.")
	return r.Go("/agencies/%s", seat.Agency.Slug)
}

// clashRepresentative shows what somebody else saved beside what was typed. The
// form then carries their version, so that saving again puts this one over it.
func (p *Pages) clashRepresentative(r *server.Request, f *form.Form, typed partnership.Righting) error {
	s, n, err := p.findStood(r)
	if err != nil {
		return err
	}
	f.Set("version", n.Seen())
	rows := []layout.Difference{{Name: "Recorded", Left: "From " + day(n.From) + untilText(n), Right: "They never stood for " + s.Agency.Name}}
	if !typed.Never {
		rows = []layout.Difference{{Name: "First day", Left: day(n.From), Right: day(typed.From)}, {Name: "Last day", Left: day(n.To), Right: day(typed.To)}}
	}
	return p.clashKept(r, p.rightingView(r, s, n, f, nil), n.ID, rows)
}

func (p *Pages) rightingView(r *server.Request, s partnership.Seat, n partnership.Representative, f *form.Form, err error) web.KeepView {
	a := asked{form: f, err: err}
	a.ask(web.AsRadios, layout.Field{ID: "what", Label: "What was wrong?", Small: true, Options: []layout.Option{
		{Value: "days", Label: "The days"}, {Value: "never", Label: "They never stood for " + s.Agency.Name},
	}})
	a.ask(web.AsDate, layout.Field{ID: "from", Label: "First day"})
	if !n.To.IsZero() {
		a.ask(web.AsDate, layout.Field{ID: "last", Label: "Last day"})
	}
	a.ask(web.AsText, layout.Field{ID: "why", Label: "Reason", Hint: noMember, Rows: 3, Max: 1000})
	v := p.keepView(r, "Put right when "+n.Person.Name+" stood for "+s.Agency.Name, layout.Link{Text: "Back to " + s.Agency.Name, Href: agencyPath(s.Agency)}, a)
	v.Shell.Title = "Put right who stood for an agency"
	v.About = []layout.SummaryRow{{Key: standsAs(n), Lines: []string{n.Person.Name}}, {Key: "Recorded", Lines: []string{"From " + day(n.From) + untilText(n)}}}
	v.Version, v.Action, v.Button = f.Text("version"), agencyPath(s.Agency)+"/people/"+n.ID.String()+"/change", "Put right"
	v.Notes = []string{
		"What was recorded before stays readable in the agency’s history, with your name and reason.",
		"If somebody else stood for the agency, put this right first and then name them from the same day.",
		"Meetings keep what was recorded of who came.",
	}
	return v
}

// untilText is " to 3 May 2026", or nothing while it goes on.
func untilText(n partnership.Representative) string {
	if n.To.IsZero() {
		return ", without an end"
	}
	return " to " + day(n.To)
}
