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

// joinable lists the agencies that may become a party.
func (p *Pages) joinable(r *server.Request, a partnership.Agreement) ([]partnership.Agency, error) {
	all, err := p.takingPart(r)
	return slices.DeleteFunc(all, func(x partnership.Agency) bool { return a.Is(x.ID) }), err
}

func (p *Pages) showPartyNew(r *server.Request) error {
	a, err := p.findAgreement(r)
	if err != nil {
		return err
	}
	agencies, err := p.joinable(r, a)
	if err != nil {
		return err
	}
	return r.Show(web.Party(p.partyForm(r, a, agencies, form.New(nil), nil)))
}

func (p *Pages) savePartyNew(r *server.Request) error {
	a, err := p.findAgreement(r)
	if err != nil {
		return err
	}
	agencies, err := p.joinable(r, a)
	if err != nil {
		return err
	}
	f := r.Form()
	typed, _ := strconv.Atoi(f.Text("agency"))
	f.Need(!a.Is(typed), "agency", "This agency is a party already")
	x := chosenAgency(f, "agency", "Select the agency", agencies)
	party := partnership.Party{Agency: x.ID, Name: x.Name, Signed: f.Date("signed", "Day it signed", p.today())}
	if err = f.Join(party.Check(a, p.today())); err == nil {
		err = p.changeAgreement(r, a, partnership.AddParty(party, p.today()), party.Name+" is now a party.")
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Party(p.partyForm(r, a, agencies, f, err)))
	}
	return err
}

func (p *Pages) partyForm(r *server.Request, a partnership.Agreement, agencies []partnership.Agency, f *form.Form, err error) web.PartyView {
	v := p.signForm(r, a, "Add a party to "+a.Number, f, err)
	v.Action, v.Submit, v.Signed.Optional = agreementPath(a.ID)+"/parties/new", "Add party", true
	v.Agency = layout.Field{ID: "agency", Label: "Agency", Value: f.Raw("agency"), Error: said(err)["agency"], Options: agencyOptions("Choose an agency", agencies)}
	return v
}

// signForm asks when a party signed.
func (p *Pages) signForm(r *server.Request, a partnership.Agreement, heading string, f *form.Form, err error) web.PartyView {
	return web.PartyView{
		Shell:    p.shell(r, shellOf{Title: heading, Strand: access.Coordination, Nav: "Agencies", Err: err}),
		Problems: inOrder(problems(err), "agency", "signed"), Back: layout.Link{Text: "Back to " + a.Number, Href: agreementPath(a.ID)}, Heading: heading,
		Signed: layout.Field{ID: "signed", Label: "Day it signed", Value: f.Raw("signed"), Error: said(err)["signed"]}, Submit: "Save",
	}
}

// findParty is the party in the path that has not signed.
func (p *Pages) findParty(r *server.Request) (partnership.Agreement, partnership.Party, error) {
	a, err := p.findAgreement(r)
	if err != nil {
		return a, partnership.Party{}, err
	}
	i := slices.IndexFunc(a.Parties, func(x partnership.Party) bool { return itoa(x.Agency) == r.Param("agency") })
	switch {
	case i < 0:
		return a, partnership.Party{}, fault.Missing()
	case !a.Parties[i].Signed.IsZero():
		return a, a.Parties[i], fault.New(fault.Conflict, "This agency has already signed")
	}
	return a, a.Parties[i], nil
}

func (p *Pages) showPartySign(r *server.Request) error {
	a, x, err := p.findParty(r)
	if err != nil {
		return err
	}
	return r.Show(web.Party(p.partySign(r, a, x, p.typedToday("signed"), nil)))
}

func (p *Pages) savePartySign(r *server.Request) error {
	a, x, err := p.findParty(r)
	if err != nil {
		return err
	}
	f := r.Form()
	on := f.Date("signed", "Day it signed", p.today())
	if err = f.Join(partnership.CheckSigned(on, p.today())); err == nil {
		err = p.changeAgreement(r, a, partnership.SignParty(x.Agency, on, p.today()), x.Name+" signed on "+day(on)+".")
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Party(p.partySign(r, a, x, f, err)))
	}
	return err
}

func (p *Pages) partySign(r *server.Request, a partnership.Agreement, x partnership.Party, f *form.Form, err error) web.PartyView {
	v := p.signForm(r, a, "Record that "+x.Name+" signed "+a.Number, f, err)
	v.Action = agreementPath(a.ID) + "/parties/" + itoa(x.Agency) + "/sign"
	return v
}

func (p *Pages) showLineNew(r *server.Request) error {
	a, err := p.findAgreement(r)
	if err != nil {
		return err
	}
	f := form.New(nil)
	if p.today().After(a.From) && a.Stands(p.today()) != partnership.Over {
		f.Set("from", day(p.today()))
	} else {
		f.Set("from", day(a.From))
	}
	return r.Show(web.Line(p.lineForm(r, a, f, nil)))
}

// anybody is the value of the option by which any party is meant.
const anybody = "any"

// side reads one side of a line: a party, or none where any party is meant.
func side(f *form.Form, field, say string, a partnership.Agreement) partnership.Party {
	typed := f.Text(field)
	i := slices.IndexFunc(a.Parties, func(x partnership.Party) bool { return itoa(x.Agency) == typed })
	f.Need(typed != "", field, say)
	f.Need(i >= 0 || typed == anybody, field, say+" from the list")
	if i < 0 {
		return partnership.Party{}
	}
	return a.Parties[i]
}

func (p *Pages) saveLineNew(r *server.Request) error {
	a, err := p.findAgreement(r)
	if err != nil {
		return err
	}
	f := r.Form()
	giver, taker := side(f, "giver", "Select who gives", a), side(f, "taker", "Select who receives", a)
	l := partnership.Line{
		ID: uuid.New(), Purpose: f.Text("purpose"), Items: f.Text("items"), Giver: giver.Agency, GiverName: giver.Name, Taker: taker.Agency, TakerName: taker.Name,
		From: f.Date("from", "First day", p.today()), To: f.Date("to", "Last day", p.today()),
	}
	if err = f.Join(l.Check(a)); err == nil {
		err = p.changeAgreement(r, a, partnership.AddLine(l), "Line added to "+a.Number+".")
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Line(p.lineForm(r, a, f, err)))
	}
	return err
}

func (p *Pages) lineForm(r *server.Request, a partnership.Agreement, f *form.Form, err error) web.LineView {
	say := said(err)
	v := web.LineView{
		Shell:    p.shell(r, shellOf{Title: "Add a line to " + a.Number, Strand: access.Coordination, Nav: "Agencies", Err: err}),
		Problems: inOrder(problems(err), "purpose", "items", "giver", "taker", "from", "to"), Back: layout.Link{Text: "Back to " + a.Number, Href: agreementPath(a.ID)},
		Heading: "Add a line to " + a.Number, Days: runs(a), Action: agreementPath(a.ID) + "/lines/new",
		Purpose: layout.Field{ID: "purpose", Label: "What is it shared for?", Hint: noMember, Value: f.Raw("purpose"), Error: say["purpose"], Rows: 2, Max: 500},
		Items:   layout.Field{ID: "items", Label: "Which information may be shared?", Value: f.Raw("items"), Error: say["items"], Rows: 2, Max: 500},
		Giver:   layout.Field{ID: "giver", Label: "Who gives it?", Value: f.Raw("giver"), Error: say["giver"]},
		Taker:   layout.Field{ID: "taker", Label: "Who receives it?", Value: f.Raw("taker"), Error: say["taker"]},
		From:    layout.Field{ID: "from", Label: "First day", Value: f.Raw("from"), Error: say["from"]},
		To:      layout.Field{ID: "to", Label: "Last day", Hint: "Leave it empty if the line ends with the agreement", Optional: true, Value: f.Raw("to"), Error: say["to"]},
	}
	options := []layout.Option{{Label: "Choose who"}, {Value: anybody, Label: "Any party"}}
	for _, x := range a.Parties {
		options = append(options, layout.Option{Value: itoa(x.Agency), Label: x.Name})
	}
	v.Giver.Options, v.Taker.Options = options, options
	return v
}

// runs says from when until when an agreement is in force.
func runs(a partnership.Agreement) string {
	if a.To.IsZero() {
		return "The agreement is in force from " + day(a.From) + ", and no last day is set."
	}
	return "The agreement is in force from " + day(a.From) + " to " + day(a.To) + "."
}

// findLine is the line in the path that can still be ended.
func (p *Pages) findLine(r *server.Request) (partnership.Agreement, partnership.Line, error) {
	a, err := p.findAgreement(r)
	if err != nil {
		return a, partnership.Line{}, err
	}
	id, err := uuid.Parse(r.Param("line"))
	l, ok := a.Line(id)
	if err != nil || !ok {
		return a, l, fault.Missing()
	}
	return a, l, nil
}

func (p *Pages) showLineEnd(r *server.Request) error {
	a, l, err := p.findLine(r)
	if err != nil {
		return err
	}
	return r.Show(web.Closing(p.lineEnd(r, a, l, p.typedToday("last"), nil)))
}

func (p *Pages) saveLineEnd(r *server.Request) error {
	a, l, err := p.findLine(r)
	if err != nil {
		return err
	}
	f := r.Form()
	e := p.closingForm(f)
	if err = f.Join(e.CheckLine(l)); err == nil {
		err = p.changeAgreement(r, a, partnership.EndLine(l.ID, e), "Line "+itoa(l.Position)+" of "+a.Number+" ends on "+day(e.Last)+".")
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Closing(p.lineEnd(r, a, l, f, err)))
	}
	return err
}

func (p *Pages) lineEnd(r *server.Request, a partnership.Agreement, l partnership.Line, f *form.Form, err error) web.ClosingView {
	name := "line " + itoa(l.Position) + " of " + a.Number
	return p.closingView(r, "End "+name, f, err, web.ClosingView{
		Back: layout.Link{Text: "Back to " + a.Number, Href: agreementPath(a.ID)}, Heading: "End " + name,
		Says: []string{"Nothing that is shared later can cite this line. A line never changes: to say something else, end it and add another."},
		Rows: []layout.SummaryRow{
			{Key: "Purpose", Lines: []string{l.Purpose}},
			{Key: "Information", Lines: []string{l.Items}},
			{Key: "From", Lines: []string{anyParty(l.GiverName)}},
			{Key: "To", Lines: []string{anyParty(l.TakerName)}},
			{Key: "In force", Lines: []string{span(l.From, l.To)}},
		},
		Action: agreementPath(a.ID) + "/lines/" + l.ID.String() + "/end", Submit: "End line",
	})
}
