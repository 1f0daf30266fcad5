package page

import (
	"errors"
	"strings"

	"liaison/internal/access"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

// detailsLink is where the partnership's name is kept.
var detailsLink = layout.Link{Text: "Partnership details", Href: "/coordination/partnership"}

func (p *Pages) showDetails(r *server.Request) error {
	d, err := p.Partnerships.Details(r.Context(), r.Who)
	if err != nil {
		return err
	}
	v, err := p.detailsView(r, d, typedDetails(d), nil)
	if err != nil {
		return err
	}
	return r.Show(web.Details(v))
}

// typedDetails is the form as the details are.
func typedDetails(d partnership.Details) *form.Form {
	f := form.New(nil)
	f.Set("name", d.Name)
	f.Set("short", d.Short)
	f.Set("referral", d.Referral)
	return f
}

func (p *Pages) saveDetails(r *server.Request) error {
	now, err := p.Partnerships.Details(r.Context(), r.Who)
	if err != nil {
		return err
	}
	f := r.Form()
	d := partnership.Details{Partnership: now.Partnership, Name: oneLine(f.Text("name")), Short: oneLine(f.Text("short")), Referral: f.Text("referral")}
	err = f.Join(d.Check())
	if err == nil && d == now && !r.Who.Rehearses {
		r.Flash("Nothing was changed.")
		return r.Go("/coordination/partnership")
	}
	if err == nil {
		err = p.Partnerships.ChangeDetails(r.Context(), r.Who, partnership.SetDetails(d, f.Raw("seen")))
	}
	if errors.Is(err, fault.Invalid) {
		v, viewErr := p.detailsView(r, now, f, err)
		if viewErr != nil {
			return viewErr
		}
		return r.Mend(web.Details(v))
	}
	if errors.Is(err, fault.Conflict) {
		return p.clashDetails(r, f)
	}
	if err != nil {
		return err
	}
	r.Flash("Partnership details saved.")
	return r.Go("/coordination/partnership")
}

// clashDetails shows what somebody else saved beside what was typed. The form
// then carries the mark of theirs, so that saving again puts this one over it.
func (p *Pages) clashDetails(r *server.Request, f *form.Form) error {
	now, err := p.Partnerships.Details(r.Context(), r.Who)
	if err != nil {
		return err
	}
	changes, err := p.Partnerships.Changes(r.Context(), r.Who, now.Source())
	if err != nil {
		return err
	}
	clash := layout.Versions{By: "Somebody", At: "the same moment"}
	if len(changes) > 0 {
		names, err := p.authors(r, changes[0].By)
		if err != nil {
			return err
		}
		clash.By, clash.At = by(names, changes[0].By), moment(changes[0].At)
	}
	clash.Rows = differing([]layout.Difference{
		{Name: "Name", Left: now.Name, Right: f.Raw("name")},
		{Name: "Short name", Left: now.Short, Right: f.Raw("short")},
		{Name: "Where to refer and report", Left: now.Referral, Right: f.Raw("referral")},
	})
	v, err := p.detailsView(r, now, f, nil)
	if err != nil {
		return err
	}
	v.Shell.HasErrors, v.Clash = true, &clash
	return r.Clash(web.Details(v))
}

func (p *Pages) detailsView(r *server.Request, d partnership.Details, f *form.Form, err error) (web.DetailsView, error) {
	say := said(err)
	v := web.DetailsView{
		Shell:    p.shell(r, shellOf{Title: "Partnership details", Strand: access.Coordination, Nav: "Agencies", Err: err}),
		Problems: inOrder(problems(err), "name", "short", "referral"), Form: r.May(access.KeepPartnership, d.Scope()), Mark: d.Mark(),
		Name:  layout.Field{ID: "name", Label: "Name", Value: f.Raw("name"), Error: say["name"], Width: "two-thirds", Autocomplete: "off"},
		Short: layout.Field{ID: "short", Label: "Short name", Hint: "Used where there is little room", Value: f.Raw("short"), Error: say["short"], Width: "20", Autocomplete: "off"},
		Referral: layout.Field{
			ID: "referral", Label: "Where to refer and report", Optional: true, Value: f.Raw("referral"), Error: say["referral"], Rows: 6, Max: 4000,
			Hint: "Every form shows it beside the words ‘Do not identify any member of the public’. Say where a worry about somebody goes, and where anything that could be intelligence goes.",
		},
		Rows: []layout.SummaryRow{
			{Key: "Name", Lines: []string{d.Name}},
			{Key: "Short name", Lines: []string{d.Short}},
			{Key: "Where to refer and report", Lines: paragraphs(d.Referral)},
		},
	}
	if d.Referral == "" {
		v.Rows[2].Lines = []string{"Nothing is said yet"}
	}
	history, findErr := p.factHistory(r, d.Source())
	for _, c := range history {
		c.What, c.Why, _ = strings.Cut(c.What, "\n") // what was said before is read below
		v.History = append(v.History, c)
	}
	return v, findErr
}
