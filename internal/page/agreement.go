package page

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/fault"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

// agreementRoutes is the map of these screens.
func (p *Pages) agreementRoutes() []server.Route {
	in, keep := access.Coordination, access.KeepAgreement
	return []server.Route{
		server.Get("/coordination/agreements", in, access.ReadPartnership, audit.None, p.showAgreements),
		server.Get("/coordination/agreements/new", in, keep, audit.None, p.showAgreementNew),
		server.Post("/coordination/agreements/new", in, keep, audit.Collect, p.saveAgreementNew),
		server.Get("/coordination/agreements/:id", in, access.ReadPartnership, audit.None, p.showAgreement),
		server.Get("/coordination/agreements/:id/change", in, keep, audit.None, p.showAgreementChange),
		server.Post("/coordination/agreements/:id/change", in, keep, audit.Alter, p.saveAgreementChange),
		server.Get("/coordination/agreements/:id/review", in, keep, audit.None, p.showAgreementReview),
		server.Post("/coordination/agreements/:id/review", in, keep, audit.Alter, p.saveAgreementReview),
		server.Get("/coordination/agreements/:id/end", in, keep, audit.None, p.showAgreementEnd),
		server.Post("/coordination/agreements/:id/end", in, keep, audit.Alter, p.saveAgreementEnd),
		server.Get("/coordination/agreements/:id/parties/new", in, keep, audit.None, p.showPartyNew),
		server.Post("/coordination/agreements/:id/parties/new", in, keep, audit.Alter, p.savePartyNew),
		server.Get("/coordination/agreements/:id/parties/:agency/sign", in, keep, audit.None, p.showPartySign),
		server.Post("/coordination/agreements/:id/parties/:agency/sign", in, keep, audit.Alter, p.savePartySign),
		server.Get("/coordination/agreements/:id/lines/new", in, keep, audit.None, p.showLineNew),
		server.Post("/coordination/agreements/:id/lines/new", in, keep, audit.Alter, p.saveLineNew),
		server.Get("/coordination/agreements/:id/lines/:line/end", in, keep, audit.None, p.showLineEnd),
		server.Post("/coordination/agreements/:id/lines/:line/end", in, keep, audit.Alter, p.saveLineEnd),
	}
}

func agreementPath(id uuid.UUID) string { return agreementsLink.Href + "/" + id.String() }

func (p *Pages) showAgreements(r *server.Request) error {
	all, err := p.Partnerships.Agreements(r.Context(), r.Who)
	if err != nil {
		return err
	}
	v := web.AgreementsView{
		Shell: p.shell(r, shellOf{Title: "Sharing agreements", Strand: access.Coordination, Nav: "Agencies"}),
		Empty: web.Nothing{Lead: "No sharing agreements are recorded yet.", Why: "Without one, information can be shared on an emergency ground only."},
	}
	if r.May(access.KeepAgreement, partnership.Agreement{}.Scope(r.Who.Partnership)) {
		v.Add = agreementsLink.Href + "/new"
		v.Empty.Next = []layout.Link{{Text: "Record the first one", Href: v.Add}}
	}
	slices.SortStableFunc(all, func(a, b partnership.Agreement) int {
		return trueFirst(a.Stands(p.today()) != partnership.Over, b.Stands(p.today()) != partnership.Over)
	})
	for _, a := range all {
		v.Rows = append(v.Rows, p.agreementRow(a))
	}
	return r.Show(web.Agreements(v))
}

func (p *Pages) agreementRow(a partnership.Agreement) web.AgreementRow {
	var parties []string
	for _, x := range a.Parties {
		parties = append(parties, x.Name)
	}
	lines := 0
	for _, l := range a.Lines {
		if l.InForce(p.today()) {
			lines++
		}
	}
	row := web.AgreementRow{
		Link: layout.Link{Text: a.Number, Href: agreementPath(a.ID)}, Name: a.Name, Parties: strings.Join(parties, ", "), State: p.agreementState(a),
		Over: a.Stands(p.today()) == partnership.Over, Lines: strconv.Itoa(lines),
	}
	if !row.Over && !a.Ended() {
		row.Review = due(a.Review, p.today())
	}
	return row
}

// agreementState says how an agreement stands today.
func (p *Pages) agreementState(a partnership.Agreement) string {
	switch a.Stands(p.today()) {
	case partnership.NotYet:
		return "Not in force yet, starts on " + day(a.From)
	case partnership.Over:
		return "Ended on " + day(a.To)
	case partnership.ReviewOverdue:
		return "In force, review overdue since " + day(a.Review) + ends(a.To)
	case partnership.InForce:
	}
	return "In force" + ends(a.To)
}

func ends(to time.Time) string {
	if to.IsZero() {
		return ""
	}
	return ", ends on " + day(to)
}

func (p *Pages) showAgreement(r *server.Request) error {
	a, err := p.Partnerships.FindAgreement(r.Context(), r.Who, idParam(r))
	if err != nil {
		return err
	}
	at := agreementPath(a.ID)
	stands := a.Stands(p.today())
	v := web.AgreementView{
		Shell:  p.shell(r, shellOf{Title: a.Number + ", " + a.Name, Strand: access.Coordination, Nav: "Agencies"}),
		Number: a.Number, Name: a.Name, State: p.agreementState(a) + ".", Late: stands == partnership.ReviewOverdue, Rows: agreementRows(a),
	}
	keeps := !a.Ended() && r.May(access.KeepAgreement, a.Scope(r.Who.Partnership))
	if keeps {
		v.Change, v.End = at+"/change", at+"/end"
		v.Join, v.AddLine = at+"/parties/new", at+"/lines/new"
		if stands != partnership.Over {
			v.Review = at + "/review"
		}
	}
	signed := 0
	for _, x := range a.Parties {
		row := web.PartyRow{Name: x.Name, Signed: "Has not signed yet"}
		if !x.Signed.IsZero() {
			signed++
			row.Signed, row.ISO = day(x.Signed), iso(x.Signed)
		} else if keeps {
			row.Sign = layout.Link{Text: "Record that it signed", Href: at + "/parties/" + itoa(x.Agency) + "/sign", Hidden: x.Name}
		}
		v.Parties = append(v.Parties, row)
	}
	v.Signed = itoa(signed) + " of " + plural(len(a.Parties), "party has", "parties have") + " signed."
	for _, l := range a.Lines {
		v.Lines = append(v.Lines, p.lineRow(l, keeps))
	}
	if v.History, err = p.historyOf(r, a.ID); err != nil {
		return err
	}
	return r.Show(web.Agreement(v))
}

func agreementRows(a partnership.Agreement) []layout.SummaryRow {
	last := "No last day is set"
	if !a.To.IsZero() {
		last = day(a.To)
	}
	rows := []layout.SummaryRow{
		{Key: "Purpose", Lines: strings.Split(a.Purpose, "\n")},
		{Key: "Lawful basis", Lines: strings.Split(a.Basis, "\n")},
		{Key: "How long information is kept", Lines: strings.Split(orNone(a.Retention), "\n")},
		{Key: "Impact assessment", Lines: []string{orNone(a.DPIA)}},
		{Key: "Contact", Lines: []string{orNone(a.Contact)}},
		{Key: "In force from", Lines: []string{day(a.From)}},
	}
	if !a.Ended() {
		rows = append(rows, layout.SummaryRow{Key: "Next review", Lines: []string{day(a.Review)}})
	}
	rows = append(rows, layout.SummaryRow{Key: "Last day", Lines: []string{last}})
	if a.Ended() {
		rows = append(rows, layout.SummaryRow{Key: "Why it ended", Lines: []string{a.ClosedWhy}})
	}
	return rows
}

func (p *Pages) lineRow(l partnership.Line, keeps bool) web.LineRow {
	row := web.LineRow{
		ID: "line-" + itoa(l.Position), Position: itoa(l.Position), Purpose: l.Purpose, Items: l.Items, Giver: anyParty(l.GiverName), Taker: anyParty(l.TakerName),
		Days: span(l.From, l.To), Over: !l.InForce(p.today()),
	}
	if keeps && (l.To.IsZero() || l.To.After(p.today())) {
		row.End = layout.Link{Text: "End", Href: agreementPath(l.Agreement) + "/lines/" + l.ID.String() + "/end", Hidden: "line " + itoa(l.Position)}
	}
	return row
}

// anyParty is who is on one side of a line.
func anyParty(name string) string {
	if name == "" {
		return "Any party"
	}
	return name
}

// findAgreement is the agreement in the path, if this person may keep it and
// it has not been ended.
func (p *Pages) findAgreement(r *server.Request) (partnership.Agreement, error) {
	a, err := p.Partnerships.FindAgreement(r.Context(), r.Who, idParam(r))
	switch {
	case err != nil:
		return a, err
	case !r.May(access.KeepAgreement, a.Scope(r.Who.Partnership)):
		return a, fault.New(fault.Forbidden, "You cannot change this agreement")
	case a.Ended():
		return a, fault.New(fault.Conflict, "This agreement has already been ended")
	}
	return a, nil
}

// changeAgreement does one thing to an agreement and goes back to its page.
// What is to be mended comes back as it is.
func (p *Pages) changeAgreement(r *server.Request, a partnership.Agreement, d partnership.Deed[partnership.Agreement], say string) error {
	if err := p.Partnerships.ChangeAgreement(r.Context(), r.Who, a.ID, d); err != nil {
		return err
	}
	r.Flash(say)
	return r.Go("/coordination/agreements/%s", a.ID.String())
}
