package page

import (
	"errors"
	"strconv"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/home"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

// attested lists the strands through which the separation is attested.
func attested() []access.Strand {
	return []access.Strand{access.Outreach, access.Intelligence, access.Coordination}
}

func attestationPath(in access.Strand) string { return "/" + string(in) + "/attestation" }

// attestationRoutes is the map of what is attested each quarter.
func (p *Pages) attestationRoutes() []server.Route {
	var routes []server.Route
	for _, in := range attested() {
		routes = append(routes,
			server.Get(attestationPath(in), in, access.AttestSeparation, audit.None, inStrand(in, p.showAttestation)),
			server.Post(attestationPath(in), in, access.AttestSeparation, audit.Collect, inStrand(in, p.saveAttestation)))
	}
	return routes
}

// attestationLinks are the ways to attest, for those who do.
func attestationLinks(r *server.Request) []layout.Link {
	var links []layout.Link
	for _, in := range attested() {
		if r.MayIn(access.AttestSeparation, in) {
			links = append(links, layout.Link{Text: "What you attest each quarter", Href: attestationPath(in)})
		}
	}
	return links
}

// attestationNeeds is that this quarter's attestation waits for this person.
func (p *Pages) attestationNeeds(r *server.Request) ([]home.Need, error) {
	var needs []home.Need
	for _, in := range attested() {
		if !r.MayIn(access.AttestSeparation, in) {
			continue
		}
		all, err := p.Partnerships.Attestations(r.Context(), r.Who, in)
		if err != nil {
			return nil, err
		}
		quarter := partnership.QuarterOf(p.today())
		if _, done := all.Of(quarter); done || !all.Asked() {
			continue
		}
		needs = append(needs, home.Need{
			Text: "Attest that intelligence and outreach are kept apart", Href: attestationPath(in), Strand: string(in),
			Sub: "For " + partnership.QuarterName(quarter) + ".", Due: due(quarter.AddDate(0, 3, -1), p.today()), Do: "Read",
		})
	}
	return needs, nil
}

func (p *Pages) showAttestation(r *server.Request, in access.Strand) error {
	v, err := p.attestationView(r, in, form.New(nil), nil)
	if err != nil {
		return err
	}
	return r.Show(web.Attestation(v))
}

func (p *Pages) saveAttestation(r *server.Request, in access.Strand) error {
	f := r.Form()
	ticked := 0
	for n := range partnership.Statements(in) {
		if f.Ticked("statements", strconv.Itoa(n+1)) {
			ticked++
		}
	}
	a := partnership.Attestation{ID: uuid.New(), Quarter: f.Date("quarter", "Quarter", p.today()), Note: f.Text("note"), By: r.Who.ID, At: p.Now()}
	err := f.Join(a.Check(in, ticked))
	if err == nil {
		err = p.Partnerships.Attest(r.Context(), r.Who, in, partnership.Attest(a, ticked))
	}
	if errors.Is(err, fault.Invalid) {
		v, viewErr := p.attestationView(r, in, f, err)
		if viewErr != nil {
			return viewErr
		}
		return r.Mend(web.Attestation(v))
	}
	if err != nil {
		return err
	}
	r.Flash("You attested for " + partnership.QuarterName(a.Quarter) + ". Its day is published on " + day(partnership.PublishedOn(calendar.Day(a.At))) + ".")
	return r.Go(attestationPath(in))
}

// attestationSays is what is asked of whom, and what becomes of the answer.
func attestationSays(in access.Strand) []string {
	whose := "Each quarter the outreach lead and the intelligence lead each say that this was so on their side."
	if in == access.Coordination {
		whose = "This partnership keeps no intelligence records here, so each quarter the manager says how the two are kept apart elsewhere."
	}
	return []string{
		"Intelligence gathering stays separate and distinct from community outreach, so that people can trust outreach to be what it says it is. " + whose,
		"Only the day is published, on the first of the month after. Checklist item SEP-1 reads it there. What you write stays in this record area.",
	}
}

func (p *Pages) attestationView(r *server.Request, in access.Strand, f *form.Form, err error) (web.AttestationView, error) {
	say := said(err)
	quarter := partnership.QuarterOf(p.today())
	heading := "Intelligence and outreach kept apart"
	v := web.AttestationView{
		Shell:    p.shell(r, shellOf{Title: heading, Strand: in, Nav: "Checklist", Err: err}),
		Problems: inOrder(problems(err), "statements", "note"), Heading: heading, Quarter: partnership.QuarterName(quarter), Says: attestationSays(in),
		Published: separationLink, Action: attestationPath(in), First: iso(quarter), Button: "Attest for " + partnership.QuarterName(quarter),
		Statements: layout.Field{ID: "statements", Label: "I attest that", Error: say["statements"]},
		Note: layout.Field{
			ID: "note", Label: "What you want to add", Hint: "For example, how you know. Do not identify any member of the public, even by initials.",
			Value: f.Raw("note"), Error: say["note"], Rows: 5, Max: 2000, Optional: true,
		},
	}
	if in == access.Coordination {
		v.Note.Label, v.Note.Hint, v.Note.Optional = "Where intelligence is kept, and who looks after it", "Name the system and the post. Do not identify any member of the public, even by initials.", false
	}
	for n, s := range partnership.Statements(in) {
		value := strconv.Itoa(n + 1)
		v.Statements.Options = append(v.Statements.Options, layout.Option{Value: value, Label: s, Chosen: f.Ticked("statements", value)})
	}
	all, findErr := p.Partnerships.Attestations(r.Context(), r.Who, in)
	if findErr != nil {
		return v, findErr
	}
	if !all.Asked() {
		v.NotAsked = "This partnership keeps intelligence records here, so its outreach lead and its intelligence lead attest. There is nothing for a manager to attest."
	}
	var ids []uuid.UUID
	for _, a := range all.All {
		ids = append(ids, a.By)
	}
	names, findErr := p.authors(r, ids...)
	for _, a := range all.All {
		v.History = append(v.History, layout.Change{What: "Attested for " + partnership.QuarterName(a.Quarter), By: by(names, a.By), When: moment(a.At), ISO: isoMoment(a.At), Why: a.Note})
	}
	if a, ok := all.Of(quarter); ok {
		v.Now = []layout.SummaryRow{
			{Key: "Attested", Lines: []string{moment(a.At) + ", by " + by(names, a.By)}},
			{Key: "That", Lines: partnership.Statements(in)},
		}
		if a.Note != "" {
			v.Now = append(v.Now, layout.SummaryRow{Key: "Added", Lines: paragraphs(a.Note)})
		}
	}
	return v, findErr
}
