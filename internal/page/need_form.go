package page

import (
	"errors"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

// needsAsked is the order of the form's questions.
var needsAsked = []string{"kind", "title", "detail", "agency", "from"}

// wholePartnership is whose a need is that is no agency's own.
var wholePartnership = partnership.Agency{Name: "The whole partnership"}

// mayFor lists the agencies taking part today for which this person may do it,
// by name, with those that are there already. The whole partnership is one
// where they may do it for that too.
func (p *Pages) mayFor(r *server.Request, do access.Action, whole bool, there ...partnership.Agency) ([]partnership.Agency, error) {
	partners, err := p.Partnerships.Partners(r.Context(), r.Who, p.today())
	if err != nil {
		return nil, err
	}
	scope := access.Scope{Strand: access.Coordination, Partnership: r.Who.Partnership}
	var all []partnership.Agency
	if whole && r.May(do, scope) {
		all = append(all, wholePartnership)
	}
	for _, a := range partners {
		scope.Agency = a.Agency.ID
		if r.May(do, scope) {
			all = append(all, a.Agency)
		}
	}
	for _, t := range there {
		if !slices.ContainsFunc(all, func(a partnership.Agency) bool { return a.ID == t.ID }) {
			all = append(all, t)
		}
	}
	return all, nil
}

// agencyOptions lists agencies as the options of a select.
func agencyOptions(none string, agencies []partnership.Agency) []layout.Option {
	options := []layout.Option{{Label: none}}
	for _, a := range agencies {
		options = append(options, layout.Option{Value: strconv.Itoa(a.ID), Label: a.Name})
	}
	return options
}

// chosenAgency is the one of the agencies that was chosen.
func chosenAgency(f *form.Form, field, say string, agencies []partnership.Agency) partnership.Agency {
	i := slices.IndexFunc(agencies, func(a partnership.Agency) bool { return strconv.Itoa(a.ID) == f.Text(field) })
	f.Need(f.Text(field) != "", field, say)
	f.Need(i >= 0, field, say+" from the list")
	if i < 0 {
		return partnership.Agency{}
	}
	return agencies[i]
}

func (p *Pages) showNeedNew(r *server.Request) error {
	agencies, err := p.mayFor(r, access.KeepNeed, true)
	if err != nil {
		return err
	}
	f := p.typedToday("from")
	if len(agencies) == 1 {
		f.Set("agency", strconv.Itoa(agencies[0].ID))
	}
	return r.Show(web.NeedForm(p.needForm(r, f, nil, agencies, nil)))
}

func (p *Pages) saveNeedNew(r *server.Request) error {
	agencies, err := p.mayFor(r, access.KeepNeed, true)
	if err != nil {
		return err
	}
	f := r.Form()
	n := readNeed(f, agencies)
	n.ID, n.Kind, n.From, n.Reviewed, n.By, n.At = uuid.New(), partnership.NeedKind(f.Text("kind")), f.Date("from", "Day from which it is needed", p.today()), p.today(), r.Who.ID, p.Now()
	err = f.Join(n.Check(p.today()))
	if err == nil {
		err = p.Partnerships.AddNeed(r.Context(), r.Who, n)
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.NeedForm(p.needForm(r, f, err, agencies, nil)))
	}
	if err != nil {
		return err
	}
	r.Flash("Need recorded.")
	return r.Go("/coordination/needs/%s", n.ID.String())
}

// readNeed reads what may change of a need.
func readNeed(f *form.Form, agencies []partnership.Agency) partnership.Need {
	a := chosenAgency(f, "agency", "Select whose need it is", agencies)
	return partnership.Need{Title: oneLine(f.Text("title")), Detail: f.Text("detail"), Agency: a.ID, AgencyName: a.Name}
}

// needForm is the form of a new need, or of one that is there.
func (p *Pages) needForm(r *server.Request, f *form.Form, err error, agencies []partnership.Agency, there *partnership.Need) web.NeedFormView {
	say := said(err)
	v := web.NeedFormView{
		Problems: inOrder(problems(err), needsAsked...), Back: layout.Link{Text: "Back to needs", Href: needsLink.Href},
		Heading: "Record a need", Action: needsLink.Href + "/new", Submit: "Record need",
		Kind:   layout.Field{ID: "kind", Label: "What is needed?", Value: f.Raw("kind"), Error: say["kind"], Inline: true, Small: true, Options: needKinds()},
		Title:  layout.Field{ID: "title", Label: "Need", Hint: "In a few words, like “How to make a referral”", Value: f.Raw("title"), Error: say["title"], Autocomplete: "off"},
		Detail: layout.Field{ID: "detail", Label: "More about it", Hint: noMember, Optional: true, Value: f.Raw("detail"), Error: say["detail"], Max: 2000},
		Agency: layout.Field{ID: "agency", Label: "Whose need is it?", Value: f.Raw("agency"), Error: say["agency"], Options: agencyOptions("Choose whose", agencies)},
		From:   layout.Field{ID: "from", Label: "Day from which it is needed", Value: f.Raw("from"), Error: say["from"]},
	}
	if there != nil {
		v.Heading, v.Action, v.Submit, v.Fixed = "Change this need", needPath(there.ID)+"/change", "Save changes", true
		v.Back = layout.Link{Text: "Back to the need", Href: needPath(there.ID)}
		v.Version = f.Raw("version")
	}
	v.Shell = p.shell(r, shellOf{Title: v.Heading, Strand: access.Coordination, Nav: "Agencies", Err: err})
	return v
}

// needHolders lists whose the need may become, and whose it is.
func (p *Pages) needHolders(r *server.Request, n partnership.Need) ([]partnership.Agency, error) {
	return p.mayFor(r, access.KeepNeed, true, partnership.Agency{ID: n.Agency, Name: n.Whose()})
}

func (p *Pages) showNeedChange(r *server.Request) error {
	n, err := p.findNeed(r)
	if err != nil {
		return err
	}
	agencies, err := p.needHolders(r, n)
	if err != nil {
		return err
	}
	f := form.New(nil)
	f.Set("version", itoa(n.Version))
	f.Set("title", n.Title)
	f.Set("detail", n.Detail)
	f.Set("agency", itoa(n.Agency))
	return r.Show(web.NeedForm(p.needForm(r, f, nil, agencies, &n)))
}

func (p *Pages) saveNeedChange(r *server.Request) error {
	n, err := p.findNeed(r)
	if err != nil {
		return err
	}
	agencies, err := p.needHolders(r, n)
	if err != nil {
		return err
	}
	f := r.Form()
	to := readNeed(f, agencies)
	to.Kind, to.From = n.Kind, n.From
	version := versionOf(f)
	err = f.Join(to.Check(p.today()))
	if err == nil {
		err = p.Partnerships.ChangeNeed(r.Context(), r.Who, n.ID, partnership.RewordNeed(version, to, p.today()))
	}
	switch {
	case errors.Is(err, fault.Invalid):
		return r.Mend(web.NeedForm(p.needForm(r, f, err, agencies, &n)))
	case errors.Is(err, fault.Conflict):
		return p.clashNeed(r, f, to, version, err)
	case err != nil:
		return err
	}
	r.Flash("Need changed.")
	return r.Go("/coordination/needs/%s", n.ID.String())
}

// versionOf is the version that a form was made of. One that cannot be read is
// none that there ever was.
func versionOf(f *form.Form) int {
	n, err := strconv.Atoi(f.Text("version"))
	if err != nil {
		return 0
	}
	return n
}

// clashNeed shows what somebody else saved beside what was typed. The form
// then carries their version, so that saving again puts this one over it.
func (p *Pages) clashNeed(r *server.Request, f *form.Form, typed partnership.Need, version int, why error) error {
	n, err := p.findNeed(r)
	if err != nil {
		return err
	}
	if n.Version == version {
		return why
	}
	agencies, err := p.needHolders(r, n)
	if err != nil {
		return err
	}
	f.Set("version", itoa(n.Version))
	v := p.needForm(r, f, nil, agencies, &n)
	v.Shell.HasErrors = true
	v.Clash, err = p.lastChange(r, n.ID, []layout.Difference{
		{Name: "Need", Left: n.Title, Right: typed.Title}, {Name: "More about it", Left: n.Detail, Right: typed.Detail}, {Name: "Whose need it is", Left: n.Whose(), Right: typed.Whose()},
	})
	if err != nil {
		return err
	}
	return r.Clash(web.NeedForm(v))
}

func (p *Pages) showNeedClose(r *server.Request) error {
	n, err := p.findNeed(r)
	if err != nil {
		return err
	}
	return r.Show(web.Closing(p.needClose(r, n, p.typedToday("last"), nil)))
}

func (p *Pages) saveNeedClose(r *server.Request) error {
	n, err := p.findNeed(r)
	if err != nil {
		return err
	}
	f := r.Form()
	e := p.closingForm(f)
	err = f.Join(e.CheckNeed(n, p.today()))
	if err == nil {
		err = p.Partnerships.ChangeNeed(r.Context(), r.Who, n.ID, partnership.CloseNeed(e, p.today()))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Closing(p.needClose(r, n, f, err)))
	}
	if err != nil {
		return err
	}
	r.Flash("Need closed. Its last day is " + day(e.Last) + ".")
	return r.Go("/coordination/needs/%s", n.ID.String())
}

func (p *Pages) needClose(r *server.Request, n partnership.Need, f *form.Form, err error) web.ClosingView {
	return p.closingView(r, "Close a need", f, err, web.ClosingView{
		Back: layout.Link{Text: "Back to the need", Href: needPath(n.ID)}, Heading: "Close the need “" + n.Title + "”",
		Says: []string{"A closed need asks for nothing any more. It stays readable and cannot be opened again."},
		Rows: needRows(n), Action: needPath(n.ID) + "/close", Submit: "Close need",
	})
}
