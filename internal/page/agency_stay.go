package page

import (
	"errors"

	"liaison/internal/access"
	"liaison/internal/fault"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

// findLeft is the agency in the path, which has a last day.
func (p *Pages) findLeft(r *server.Request) (partnership.Seat, error) {
	seat, err := p.findSeat(r, access.KeepAgency)
	if err == nil {
		err = seat.Left()
	}
	return seat, err
}

func (p *Pages) showAgencyStay(r *server.Request) error {
	seat, err := p.findLeft(r)
	if err != nil {
		return err
	}
	return r.Show(web.Keep(p.agencyStayView(r, seat, nil)))
}

func (p *Pages) saveAgencyStay(r *server.Request) error {
	seat, err := p.findLeft(r)
	if err != nil {
		return err
	}
	f := r.Form()
	err = f.Join(p.Partnerships.ChangeSeat(r.Context(), r.Who, seat.Agency.Slug, partnership.Stay(wholeReason(f))))
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Keep(p.agencyStayView(r, seat, err)))
	}
	if err != nil {
		return err
	}
	r.Flash("The leaving is withdrawn. " + seat.Agency.Name + " takes part without an end.")
	return r.Go("/agencies/%s", seat.Agency.Slug)
}

func (p *Pages) agencyStayView(r *server.Request, s partnership.Seat, err error) web.KeepView {
	at := agencyPath(s.Agency)
	v := p.takeBackView(r, "Withdraw a leaving", layout.Link{Text: "Back to " + s.Agency.Name, Href: at}, []layout.SummaryRow{
		{Key: "Agency", Lines: []string{s.Agency.Name}},
		{Key: "Last day", Lines: []string{day(s.Spells[0].Left)}},
		{Key: "Reason", Lines: paragraphs(s.Spells[0].LeftReason)},
	}, err)
	v.Action = at + "/leave/withdraw"
	v.Warning = "The agency then takes part as if it had not left, and so do the people who stopped with it. If it left on another day, record that afterwards."
	return v
}

// findStopped is the agency in the path with the one of its people that the
// path names, whose last day can be taken back.
func (p *Pages) findStopped(r *server.Request) (partnership.Seat, partnership.Representative, error) {
	seat, err := p.findSeat(r, access.NameRepresentative)
	if err != nil {
		return seat, partnership.Representative{}, err
	}
	n, err := seat.Person(idParam(r))
	if err == nil {
		err = seat.MayResume(n)
	}
	return seat, n, err
}

func (p *Pages) showRepresentativeResume(r *server.Request) error {
	seat, n, err := p.findStopped(r)
	if err != nil {
		return err
	}
	return r.Show(web.Keep(p.representativeResumeView(r, seat, n, nil)))
}

func (p *Pages) saveRepresentativeResume(r *server.Request) error {
	seat, n, err := p.findStopped(r)
	if err != nil {
		return err
	}
	f := r.Form()
	err = f.Join(p.Partnerships.ChangeSeat(r.Context(), r.Who, seat.Agency.Slug, partnership.Resume(n.ID, wholeReason(f))))
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Keep(p.representativeResumeView(r, seat, n, err)))
	}
	if err != nil {
		return err
	}
	r.Flash("The last day of " + n.Person.Name + " is withdrawn.")
	return r.Go("/agencies/%s", seat.Agency.Slug)
}

func (p *Pages) representativeResumeView(r *server.Request, s partnership.Seat, n partnership.Representative, err error) web.KeepView {
	v := p.takeBackView(r, "Withdraw a last day", layout.Link{Text: "Back to " + s.Agency.Name, Href: agencyPath(s.Agency)}, []layout.SummaryRow{
		{Key: standsAs(n), Lines: []string{n.Person.Name}},
		{Key: "First day", Lines: []string{day(n.From)}},
		{Key: "Last day", Lines: []string{day(n.To)}},
		{Key: "Reason", Lines: paragraphs(n.LeftWhy)},
	}, err)
	v.Action = agencyPath(s.Agency) + "/people/" + n.ID.String() + "/end/withdraw"
	v.Warning = n.Person.Name + " then stands for " + s.Agency.Name + " without an end. If it was another day, record that afterwards."
	return v
}
