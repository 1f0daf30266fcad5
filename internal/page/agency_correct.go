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

func (p *Pages) showAgencyCorrect(r *server.Request) error {
	seat, err := p.findSeat(r, access.KeepAgency)
	if err != nil {
		return err
	}
	f := form.New(nil)
	f.Set("version", seat.Seen())
	f.Set("name", seat.Agency.Name)
	f.Set("short", seat.Agency.Short)
	f.Set("kind", seat.Agency.Kind)
	f.Set("joined", day(seat.Spells[0].Joined))
	return r.Show(web.Keep(p.agencyCorrectView(r, seat, f, nil)))
}

func (p *Pages) saveAgencyCorrect(r *server.Request) error {
	seat, err := p.findSeat(r, access.KeepAgency)
	if err != nil {
		return err
	}
	f := r.Form()
	x := partnership.AgencyRighting{
		Name: partnership.OneLine(f.Text("name")), Short: partnership.OneLine(f.Text("short")), Kind: f.Text("kind"),
		Joined: f.Date("joined", "Day it joined", p.today()), Why: f.Text("why"), Seen: f.Text("version"),
	}
	err = f.Join(x.Check(seat, p.today()))
	if err == nil {
		err = p.Partnerships.ChangeSeat(r.Context(), r.Who, seat.Agency.Slug, partnership.CorrectAgency(x, p.today()))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Keep(p.agencyCorrectView(r, seat, f, err)))
	}
	if errors.Is(err, fault.Conflict) {
		return p.clashAgency(r, f, x)
	}
	if err != nil {
		return err
	}
	r.Flash("What was recorded of " + x.Name + " is put right.")
	return r.Go("/agencies/%s", seat.Agency.Slug)
}

// clashAgency shows what somebody else saved beside what was typed. The form
// then carries their version, so that saving again puts this one over it.
func (p *Pages) clashAgency(r *server.Request, f *form.Form, typed partnership.AgencyRighting) error {
	s, err := p.findSeat(r, access.KeepAgency)
	if err != nil {
		return err
	}
	f.Set("version", s.Seen())
	return p.clashKept(r, p.agencyCorrectView(r, s, f, nil), s.Spells[0].Source(s.Partnership), []layout.Difference{
		{Name: "Name", Left: s.Agency.Name, Right: typed.Name},
		{Name: "Short name", Left: s.Agency.Short, Right: typed.Short},
		{Name: "Kind of agency", Left: s.Agency.KindName(), Right: partnership.Agency{Kind: typed.Kind}.KindName()},
		{Name: "Day it joined", Left: day(s.Spells[0].Joined), Right: day(typed.Joined)},
	})
}

func (p *Pages) agencyCorrectView(r *server.Request, s partnership.Seat, f *form.Form, err error) web.KeepView {
	var kinds []layout.Option
	for _, k := range partnership.AgencyKinds() {
		kinds = append(kinds, layout.Option{Value: k, Label: partnership.Agency{Kind: k}.KindName()})
	}
	a := asked{form: f, err: err}
	a.ask(web.AsLine, layout.Field{ID: "name", Label: "Name", Hint: "As the agency calls itself", Width: "two-thirds"})
	a.ask(web.AsLine, layout.Field{ID: "short", Label: "Short name", Hint: "For narrow columns. For example, Fire service", Width: "20"})
	a.ask(web.AsSelect, layout.Field{ID: "kind", Label: "Kind of agency", Options: kinds})
	a.ask(web.AsDate, layout.Field{ID: "joined", Label: "Day it joined"})
	a.ask(web.AsText, layout.Field{ID: "why", Label: "Reason", Hint: noMember, Rows: 3, Max: 1000})
	v := p.keepView(r, "Put right what is recorded of "+s.Agency.Name, layout.Link{Text: "Back to " + s.Agency.Name, Href: agencyPath(s.Agency)}, a)
	v.Shell.Title = "Put right what is recorded of an agency"
	v.Version, v.Action, v.Button = f.Text("version"), agencyPath(s.Agency)+"/change", "Put right"
	v.Notes = []string{
		"What was recorded before stays readable in the agency’s history, with your name and reason.",
		"Every record shows the agency under the name that it has now.",
		"The name and kind of an agency that another partnership knows too cannot be changed here.",
	}
	return v
}
