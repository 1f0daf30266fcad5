package page

import (
	"errors"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

func (p *Pages) showRepresentativeName(r *server.Request) error { return p.showNaming(r, false) }
func (p *Pages) saveRepresentativeName(r *server.Request) error { return p.saveNaming(r, false) }
func (p *Pages) showDeputyName(r *server.Request) error         { return p.showNaming(r, true) }
func (p *Pages) saveDeputyName(r *server.Request) error         { return p.saveNaming(r, true) }

// findNamed is the agency in the path, which somebody can be named for.
func (p *Pages) findNamed(r *server.Request) (partnership.Seat, error) {
	seat, err := p.findSeat(r, access.NameRepresentative)
	if err == nil {
		err = seat.Gone()
	}
	return seat, err
}

func (p *Pages) showNaming(r *server.Request, deputy bool) error {
	seat, err := p.findNamed(r)
	if err != nil {
		return err
	}
	f := form.New(nil)
	f.Set("from", day(p.today()))
	return r.Show(web.Name(p.namingView(r, seat, deputy, f, nil)))
}

func (p *Pages) saveNaming(r *server.Request, deputy bool) error {
	seat, err := p.findNamed(r)
	if err != nil {
		return err
	}
	f := r.Form()
	n := partnership.Naming{
		ID: uuid.New(), Person: partnership.OneLine(f.Text("person")), Deputy: deputy, From: f.Date("from", "First day", p.today()),
		End: f.Ticked("end", "yes"), Handover: f.Text("handover") == "yes", Why: f.Text("why"),
	}
	f.Need(!n.End || answered(f, "handover"), "handover", "Select whether they handed over to the next")
	err = f.Join(n.Check(seat, p.today()))
	if err == nil {
		err = p.Partnerships.ChangeSeat(r.Context(), r.Who, seat.Agency.Slug, partnership.Name(n, p.today()))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Name(p.namingView(r, seat, deputy, f, err)))
	}
	if err != nil {
		return err
	}
	r.Flash(n.Person + " stands for " + seat.Agency.Name + " from " + day(n.From) + ".")
	return r.Go("/agencies/%s", seat.Agency.Slug)
}

func (p *Pages) namingView(r *server.Request, s partnership.Seat, deputy bool, f *form.Form, err error) web.NameView {
	say := said(err)
	v := web.NameView{
		Problems: inOrder(problems(err), "person", "from", "end", "handover", "why"),
		Agency:   s.Agency.Name, Back: agencyPath(s.Agency), Action: agencyPath(s.Agency) + "/representative",
		Heading: "Name the representative of " + s.Agency.Name, Button: "Name representative",
		Person: layout.Field{ID: "person", Label: "Name", Hint: "A professional who comes to meetings, never a member of the public", Value: f.Raw("person"), Error: say["person"], Width: "two-thirds", Autocomplete: "off"},
		From:   layout.Field{ID: "from", Label: "First day", Value: f.Raw("from"), Error: say["from"]},
	}
	title := "Name a representative"
	if deputy {
		title, v.Heading, v.Button, v.Action = "Register a deputy", "Register a deputy for "+s.Agency.Name, "Register deputy", agencyPath(s.Agency)+"/deputy"
	}
	v.Shell = p.shell(r, shellOf{Title: title, Strand: access.Coordination, Nav: "Agencies", Err: err})
	if now, ok := standsOpen(s); ok && !deputy {
		v.Present = now.Person.Name + " stands for the agency since " + day(now.From) + ". Two named representatives never stand at once."
		v.End = &layout.Field{ID: "end", Label: "The present representative", Error: say["end"], Small: true, Options: []layout.Option{
			{Value: "yes", Label: now.Person.Name + " stands until the day before", Chosen: f.Ticked("end", "yes")},
		}}
		v.Handed = &layout.Field{ID: "handover", Label: "Did " + now.Person.Name + " hand over to the next?", Value: f.Raw("handover"), Error: say["handover"], Inline: true, Small: true, Options: yesNo()}
		v.Why = &layout.Field{ID: "why", Label: "Why " + now.Person.Name + " stops", Value: f.Raw("why"), Error: say["why"], Rows: 3, Max: 1000}
	}
	return v
}

// standsOpen is the named representative whose time has no end yet.
func standsOpen(s partnership.Seat) (partnership.Representative, bool) {
	for _, n := range s.People {
		if !n.Deputy && n.To.IsZero() {
			return n, true
		}
	}
	return partnership.Representative{}, false
}
