package page

import (
	"errors"
	"strconv"

	"liaison/internal/access"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

func (p *Pages) showAgencyJoin(r *server.Request) error {
	v, err := p.agencyJoinView(r, form.New(nil), nil)
	if err != nil {
		return err
	}
	return r.Show(web.Join(v))
}

func (p *Pages) saveAgencyJoin(r *server.Request) error {
	f := r.Form()
	on := f.Date("joined", "Day it joined", p.today())
	a, err := readAgency(f)
	f.Take(err)
	if err = f.Join(partnership.CheckJoined(on, p.today())); err == nil {
		a, err = p.Partnerships.Join(r.Context(), r.Who, a, partnership.Join(on, p.today()))
	}
	if errors.Is(err, fault.Invalid) {
		v, viewErr := p.agencyJoinView(r, f, err)
		if viewErr != nil {
			return viewErr
		}
		return r.Mend(web.Join(v))
	}
	if err != nil {
		return err
	}
	r.Flash(a.Name + " takes part from " + day(on) + ". Name its representative next.")
	return r.Go("/agencies/%s", a.Slug)
}

// readAgency is the agency that was chosen, by its number, or the new one that
// was typed.
func readAgency(f *form.Form) (partnership.Agency, error) {
	switch f.Text("which") {
	case "known":
		id, err := strconv.Atoi(f.Text("agency"))
		if err != nil || id <= 0 || id > 1<<31-1 {
			return partnership.Agency{}, fault.At("agency", "Select an agency from the list")
		}
		return partnership.Agency{ID: id}, nil
	case "new":
		a := partnership.Agency{Name: partnership.OneLine(f.Text("name")), Short: partnership.OneLine(f.Text("short")), Kind: f.Text("kind")}
		return a, partnership.CheckAgency(a)
	}
	return partnership.Agency{}, fault.At("which", "Select whether Liaison knows the agency already")
}

func (p *Pages) agencyJoinView(r *server.Request, f *form.Form, err error) (web.JoinView, error) {
	say := said(err)
	v := web.JoinView{
		Shell:    p.shell(r, shellOf{Title: "Add an agency", Strand: access.Coordination, Nav: "Agencies", Err: err}),
		Problems: inOrder(problems(err), "which", "agency", "name", "short", "kind", "joined"),
		Name:     layout.Field{ID: "name", Label: "Name", Hint: "As the agency calls itself", Value: f.Raw("name"), Error: say["name"], Width: "two-thirds"},
		Short:    layout.Field{ID: "short", Label: "Short name", Hint: "For narrow columns. For example, Fire service", Value: f.Raw("short"), Error: say["short"], Width: "20"},
		Kind:     layout.Field{ID: "kind", Label: "Kind of agency", Value: f.Raw("kind"), Error: say["kind"], Options: []layout.Option{{Label: "Choose a kind"}}},
		Joined:   layout.Field{ID: "joined", Label: "Day it joined", Value: f.Raw("joined"), Error: say["joined"]},
	}
	for _, k := range partnership.AgencyKinds() {
		v.Kind.Options = append(v.Kind.Options, layout.Option{Value: k, Label: partnership.Agency{Kind: k}.KindName()})
	}
	outsiders, findErr := p.Partnerships.Outsiders(r.Context(), r.Who, p.today())
	if findErr != nil || len(outsiders) == 0 {
		return v, findErr
	}
	v.Which = layout.Field{ID: "which", Label: "Which agency joins?", Value: f.Raw("which"), Error: say["which"]}
	v.Known = layout.Field{ID: "agency", Label: "Agency", Value: f.Raw("agency"), Error: say["agency"], Options: agencyOptions("Choose an agency", outsiders)}
	return v, nil
}
