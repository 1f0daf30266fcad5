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

// findStanding is the agency in the path with the one of its people that the
// path names, whose time has no end yet.
func (p *Pages) findStanding(r *server.Request) (partnership.Seat, partnership.Representative, error) {
	seat, err := p.findSeat(r, access.NameRepresentative)
	if err != nil {
		return seat, partnership.Representative{}, err
	}
	n, err := seat.Person(idParam(r))
	if err == nil {
		err = n.Ended()
	}
	return seat, n, err
}

func (p *Pages) showRepresentativeEnd(r *server.Request) error {
	seat, n, err := p.findStanding(r)
	if err != nil {
		return err
	}
	return r.Show(web.StandDown(p.standDownView(r, seat, n, form.New(nil), nil)))
}

func (p *Pages) saveRepresentativeEnd(r *server.Request) error {
	seat, n, err := p.findStanding(r)
	if err != nil {
		return err
	}
	f := r.Form()
	d := partnership.StandingDown{Last: f.Date("last", "Last day", p.today()), Why: f.Text("why"), Handover: f.Text("handover") == "yes"}
	f.Need(n.Deputy || answered(f, "handover"), "handover", "Select whether they handed over to the next")
	err = f.Join(d.Check(n, p.today()))
	if err == nil {
		err = p.Partnerships.ChangeSeat(r.Context(), r.Who, seat.Agency.Slug, partnership.StandDown(n.ID, d, p.today()))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.StandDown(p.standDownView(r, seat, n, f, err)))
	}
	if err != nil {
		return err
	}
	r.Flash(n.Person.Name + " stands for " + seat.Agency.Name + " until " + day(d.Last) + ".")
	return r.Go("/agencies/%s", seat.Agency.Slug)
}

func (p *Pages) standDownView(r *server.Request, s partnership.Seat, n partnership.Representative, f *form.Form, err error) web.StandDownView {
	say := said(err)
	v := web.StandDownView{
		Problems: inOrder(problems(err), "last", "why", "handover"), Agency: s.Agency.Name,
		Heading: "End the time of " + n.Person.Name, Button: "End this time",
		Action: agencyPath(s.Agency) + "/people/" + n.ID.String() + "/end", Back: agencyPath(s.Agency),
		Current: []layout.SummaryRow{
			{Key: "Agency", Lines: []string{s.Agency.Name}},
			{Key: standsAs(n), Lines: []string{n.Person.Name}},
			{Key: "First day", Lines: []string{day(n.From)}},
		},
		Last: layout.Field{ID: "last", Label: "Last day", Value: f.Raw("last"), Error: say["last"]},
		Why:  layout.Field{ID: "why", Label: "Reason", Hint: "Do not identify any member of the public, even by initials", Value: f.Raw("why"), Error: say["why"], Rows: 3, Max: 1000},
	}
	title := "End the time of a deputy"
	if !n.Deputy {
		title = "End the time of a representative"
		v.Handed = &layout.Field{
			ID: "handover", Label: "Did they hand over to the next?", Hint: "With a handover a change of representative does not count as a loss of continuity.",
			Value: f.Raw("handover"), Error: say["handover"], Inline: true, Small: true, Options: yesNo(),
		}
	}
	v.Shell = p.shell(r, shellOf{Title: title, Strand: access.Coordination, Nav: "Agencies", Err: err})
	return v
}
