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

// agreementsAsked is the order of the form's questions. The days on which
// parties signed follow.
var agreementsAsked = []string{"number", "name", "purpose", "basis", "retention", "dpia", "contact", "from", "review", "to", "party", "why"}

// takingPart lists the agencies that take part today, by name.
func (p *Pages) takingPart(r *server.Request) ([]partnership.Agency, error) {
	partners, err := p.Partnerships.Partners(r.Context(), r.Who, p.today())
	if err != nil {
		return nil, err
	}
	var all []partnership.Agency
	for _, a := range partners {
		all = append(all, a.Agency)
	}
	return all, nil
}

func (p *Pages) showAgreementNew(r *server.Request) error {
	agencies, err := p.takingPart(r)
	if err != nil {
		return err
	}
	return r.Show(web.AgreementForm(p.agreementForm(r, form.New(nil), nil, agencies, nil)))
}

func (p *Pages) saveAgreementNew(r *server.Request) error {
	agencies, err := p.takingPart(r)
	if err != nil {
		return err
	}
	f := r.Form()
	a := readAgreement(f)
	a.ID, a.Number, a.By, a.At = uuid.New(), oneLine(f.Text("number")), r.Who.ID, p.Now()
	a.From, a.Review, a.To = f.Date("from", "First day", p.today()), f.Date("review", "Next review", p.today()), f.Date("to", "Last day", p.today())
	for _, x := range agencies {
		field := partnership.SignedField(x.ID)
		if f.Ticked("party", strconv.Itoa(x.ID)) {
			a.Parties = append(a.Parties, partnership.Party{Agency: x.ID, Name: x.Name, Signed: f.Date(field, "Day it signed", p.today())})
		} else {
			f.Need(f.Text(field) == "", "party", "Select "+x.Name+" too, or remove the day it signed")
		}
	}
	for _, typed := range f.All("party") {
		f.Need(slices.ContainsFunc(agencies, func(x partnership.Agency) bool { return strconv.Itoa(x.ID) == typed }), "party", "Select the parties from the list")
	}
	err = f.Join(a.Check(p.today()))
	if err == nil {
		err = p.Partnerships.AddAgreement(r.Context(), r.Who, a)
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.AgreementForm(p.agreementForm(r, f, err, agencies, nil)))
	}
	if err != nil {
		return err
	}
	r.FlashLink(a.Number+" recorded. Nothing can cite it until it has a line.", "Add a line", agreementPath(a.ID)+"/lines/new")
	return r.Go("/coordination/agreements/%s", a.ID.String())
}

// readAgreement reads what an agreement says.
func readAgreement(f *form.Form) partnership.Agreement {
	return partnership.Agreement{
		Name: oneLine(f.Text("name")), Purpose: f.Text("purpose"), Basis: f.Text("basis"), Retention: f.Text("retention"), DPIA: oneLine(f.Text("dpia")), Contact: oneLine(f.Text("contact")),
	}
}

// agreementForm is the form of a new agreement, or of what one that is there
// says.
func (p *Pages) agreementForm(r *server.Request, f *form.Form, err error, agencies []partnership.Agency, there *partnership.Agreement) web.AgreementFormView {
	say := said(err)
	asked := slices.Clone(agreementsAsked)
	for _, a := range agencies {
		asked = append(asked, partnership.SignedField(a.ID))
	}
	v := web.AgreementFormView{
		Problems: inOrder(problems(err), asked...), Back: layout.Link{Text: "Back to sharing agreements", Href: agreementsLink.Href},
		Heading: "Record a sharing agreement", Action: agreementsLink.Href + "/new", Submit: "Record agreement",
		Number:    layout.Field{ID: "number", Label: "Number", Hint: "As people cite it, like ISA-04", Value: f.Raw("number"), Error: say["number"], Width: "10", Autocomplete: "off"},
		Name:      layout.Field{ID: "name", Label: "Name", Value: f.Raw("name"), Error: say["name"], Width: "two-thirds", Autocomplete: "off"},
		Purpose:   layout.Field{ID: "purpose", Label: "Purpose", Hint: noMember, Value: f.Raw("purpose"), Error: say["purpose"], Max: 2000},
		Basis:     layout.Field{ID: "basis", Label: "Lawful basis", Hint: "With the condition for special category or criminal offence data, where there is any", Value: f.Raw("basis"), Error: say["basis"], Rows: 3, Max: 1000},
		Retention: layout.Field{ID: "retention", Label: "How long information is kept", Optional: true, Value: f.Raw("retention"), Error: say["retention"], Rows: 3, Max: 1000},
		DPIA:      layout.Field{ID: "dpia", Label: "Reference of the data protection impact assessment", Optional: true, Value: f.Raw("dpia"), Error: say["dpia"], Width: "20", Autocomplete: "off"},
		Contact:   layout.Field{ID: "contact", Label: "Contact", Hint: "A role or post, and how to reach it", Optional: true, Value: f.Raw("contact"), Error: say["contact"], Width: "two-thirds", Autocomplete: "off"},
		From:      layout.Field{ID: "from", Label: "In force from", Value: f.Raw("from"), Error: say["from"]},
		Review:    layout.Field{ID: "review", Label: "Next review", Value: f.Raw("review"), Error: say["review"]},
		To:        layout.Field{ID: "to", Label: "Last day", Optional: true, Value: f.Raw("to"), Error: say["to"]},
		Party:     layout.Field{ID: "party", Label: "Who is it between?", Error: say["party"], Small: true},
		Why:       layout.Field{ID: "why", Label: "Why does this change?", Hint: noMember, Value: f.Raw("why"), Error: say["why"], Rows: 3, Max: 1000},
	}
	for _, a := range agencies {
		n, signed := strconv.Itoa(a.ID), partnership.SignedField(a.ID)
		v.Party.Options = append(v.Party.Options, layout.Option{
			Value: n, Label: a.Name, Chosen: f.Ticked("party", n),
			Then: layout.DateInput(layout.Field{ID: signed, Label: "Day that " + a.Name + " signed", Optional: true, Value: f.Raw(signed), Error: say[signed]}),
		})
	}
	if there != nil {
		v.Heading, v.Action, v.Submit, v.Version = "Change what "+there.Number+" says", agreementPath(there.ID)+"/change", "Save changes", f.Raw("version")
		v.Back = layout.Link{Text: "Back to " + there.Number, Href: agreementPath(there.ID)}
	}
	v.Shell = p.shell(r, shellOf{Title: v.Heading, Strand: access.Coordination, Nav: "Agencies", Err: err})
	return v
}

func (p *Pages) showAgreementChange(r *server.Request) error {
	a, err := p.findAgreement(r)
	if err != nil {
		return err
	}
	f := form.New(nil)
	for name, value := range map[string]string{
		"version": itoa(a.Version), "name": a.Name, "purpose": a.Purpose, "basis": a.Basis, "retention": a.Retention, "dpia": a.DPIA, "contact": a.Contact,
	} {
		f.Set(name, value)
	}
	return r.Show(web.AgreementForm(p.agreementForm(r, f, nil, nil, &a)))
}

func (p *Pages) saveAgreementChange(r *server.Request) error {
	a, err := p.findAgreement(r)
	if err != nil {
		return err
	}
	f := r.Form()
	to, version, why := readAgreement(f), versionOf(f), wholeReason(f)
	if err = f.Join(to.CheckReword(why)); err == nil {
		err = p.changeAgreement(r, a, partnership.RewordAgreement(version, to, why), a.Number+" changed.")
	}
	switch {
	case errors.Is(err, fault.Invalid):
		if f.Raw("version") == "" {
			f.Set("version", "0")
		}
		return r.Mend(web.AgreementForm(p.agreementForm(r, f, err, nil, &a)))
	case errors.Is(err, fault.Conflict):
		return p.clashAgreement(r, f, to, version, err)
	}
	return err
}

// clashAgreement shows what somebody else saved beside what was typed. The
// form then carries their version, so that saving again puts this one over it.
func (p *Pages) clashAgreement(r *server.Request, f *form.Form, typed partnership.Agreement, version int, why error) error {
	a, err := p.findAgreement(r)
	if err != nil {
		return err
	}
	if a.Version == version {
		return why
	}
	f.Set("version", itoa(a.Version))
	v := p.agreementForm(r, f, nil, nil, &a)
	v.Shell.HasErrors = true
	v.Clash, err = p.lastChange(r, a.ID, []layout.Difference{
		{Name: "Name", Left: a.Name, Right: typed.Name},
		{Name: "Purpose", Left: a.Purpose, Right: typed.Purpose},
		{Name: "Lawful basis", Left: a.Basis, Right: typed.Basis},
		{Name: "How long information is kept", Left: a.Retention, Right: typed.Retention},
		{Name: "Impact assessment", Left: a.DPIA, Right: typed.DPIA},
		{Name: "Contact", Left: a.Contact, Right: typed.Contact},
	})
	if err != nil {
		return err
	}
	return r.Clash(web.AgreementForm(v))
}

// findReviewable is the agreement in the path, if it can be reviewed today.
func (p *Pages) findReviewable(r *server.Request) (partnership.Agreement, error) {
	a, err := p.findAgreement(r)
	if err == nil && a.Stands(p.today()) == partnership.Over {
		err = fault.New(fault.Conflict, "This agreement is over. Record the one that follows it")
	}
	return a, err
}

func (p *Pages) showAgreementReview(r *server.Request) error {
	a, err := p.findReviewable(r)
	if err != nil {
		return err
	}
	f := form.New(nil)
	f.Set("version", itoa(a.Version))
	f.Set("to", day(a.To))
	return r.Show(web.AgreementReview(p.agreementReview(r, a, f, nil)))
}

func (p *Pages) saveAgreementReview(r *server.Request) error {
	a, err := p.findReviewable(r)
	if err != nil {
		return err
	}
	f := r.Form()
	version := versionOf(f)
	v := partnership.Review{Next: f.Date("review", "Next review", p.today()), To: f.Date("to", "Last day", p.today()), Why: wholeReason(f)}
	if err = f.Join(v.Check(a, p.today())); err == nil {
		err = p.changeAgreement(r, a, partnership.ReviewAgreement(version, v, p.today()), a.Number+" reviewed. The next review is on "+day(v.Next)+".")
	}
	switch {
	case errors.Is(err, fault.Invalid):
		return r.Mend(web.AgreementReview(p.agreementReview(r, a, f, err)))
	case errors.Is(err, fault.Conflict):
		return p.clashReview(r, f, v, version, err)
	}
	return err
}

// clashReview shows the days that somebody else gave the agreement meanwhile
// beside those that were typed.
func (p *Pages) clashReview(r *server.Request, f *form.Form, typed partnership.Review, version int, why error) error {
	a, err := p.findReviewable(r)
	if err != nil {
		return err
	}
	if a.Version == version {
		return why
	}
	f.Set("version", itoa(a.Version))
	v := p.agreementReview(r, a, f, nil)
	v.Shell.HasErrors = true
	v.Clash, err = p.lastChange(r, a.ID, []layout.Difference{{Name: "Next review", Left: day(a.Review), Right: day(typed.Next)}, {Name: "Last day", Left: day(a.To), Right: day(typed.To)}})
	if err != nil {
		return err
	}
	return r.Clash(web.AgreementReview(v))
}

func (p *Pages) agreementReview(r *server.Request, a partnership.Agreement, f *form.Form, err error) web.AgreementReviewView {
	say := said(err)
	return web.AgreementReviewView{
		Shell:    p.shell(r, shellOf{Title: "Review of " + a.Number, Strand: access.Coordination, Nav: "Agencies", Err: err}),
		Problems: inOrder(problems(err), "why", "review", "to"), Back: layout.Link{Text: "Back to " + a.Number, Href: agreementPath(a.ID)},
		Heading: "Record a review of " + a.Number, Action: agreementPath(a.ID) + "/review", Version: f.Raw("version"), Rows: agreementRows(a),
		Why:    layout.Field{ID: "why", Label: "What was decided?", Hint: noMember, Value: f.Raw("why"), Error: say["why"], Rows: 3, Max: 1000},
		Review: layout.Field{ID: "review", Label: "Next review", Value: f.Raw("review"), Error: say["review"]},
		To:     layout.Field{ID: "to", Label: "Last day of the agreement", Optional: true, Value: f.Raw("to"), Error: say["to"]},
	}
}

func (p *Pages) showAgreementEnd(r *server.Request) error {
	a, err := p.findAgreement(r)
	if err != nil {
		return err
	}
	return r.Show(web.Closing(p.agreementEnd(r, a, p.typedToday("last"), nil)))
}

func (p *Pages) saveAgreementEnd(r *server.Request) error {
	a, err := p.findAgreement(r)
	if err != nil {
		return err
	}
	f := r.Form()
	e := p.closingForm(f)
	if err = f.Join(e.CheckAgreement(a)); err == nil {
		err = p.changeAgreement(r, a, partnership.EndAgreement(e), a.Number+" ended. Its last day is "+day(e.Last)+".")
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Closing(p.agreementEnd(r, a, f, err)))
	}
	return err
}

func (p *Pages) agreementEnd(r *server.Request, a partnership.Agreement, f *form.Form, err error) web.ClosingView {
	return p.closingView(r, "End "+a.Number, f, err, web.ClosingView{
		Back: layout.Link{Text: "Back to " + a.Number, Href: agreementPath(a.ID)}, Heading: "End " + a.Number,
		Says: []string{"Every line ends with it, and nothing that is shared later can cite it. It stays readable and nothing of it changes any more."},
		Rows: agreementRows(a), Action: agreementPath(a.ID) + "/end", Submit: "End agreement",
	})
}
