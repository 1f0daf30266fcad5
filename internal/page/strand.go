package page

import (
	"errors"
	"slices"
	"strings"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/audit"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

// strandRoutes is the map of how a partnership is set up: its steps, the record
// areas it uses, how it is called, and what it keeps.
func (p *Pages) strandRoutes() []server.Route {
	in := access.Coordination
	return []server.Route{
		server.Get("/coordination/setup", in, access.ReadPartnership, audit.None, p.showSetup),
		server.Get("/coordination/setup/areas/:strand", in, access.ProposeStrand, audit.None, p.showStrandPropose),
		server.Post("/coordination/setup/areas/:strand", in, access.ProposeStrand, audit.Collect, p.saveStrandPropose),
		server.Get("/coordination/setup/proposals/:id", in, access.ApproveStrand, audit.None, p.showStrandDecide),
		server.Post("/coordination/setup/proposals/:id", in, access.ApproveStrand, audit.Alter, p.saveStrandDecide),
		server.Get("/coordination/partnership", in, access.ReadPartnership, audit.None, p.showDetails),
		server.Post("/coordination/partnership", in, access.KeepPartnership, audit.Alter, p.saveDetails),
		server.Get("/coordination/standing", in, access.ReadPartnership, audit.None, p.showStanding),
	}
}

// strandAsked is the record area in the path, if a partnership may do without
// it. Which there are is no secret: the page before lists them.
func strandAsked(r *server.Request) (access.Strand, error) {
	s := access.Strand(r.Param("strand"))
	if !slices.Contains(partnership.Optional(), s) {
		return "", fault.Missing()
	}
	return s, nil
}

func (p *Pages) showStrandPropose(r *server.Request) error {
	s, err := strandAsked(r)
	if err != nil {
		return err
	}
	return r.Show(web.StrandPropose(p.strandProposeView(r, s, form.New(nil), nil)))
}

func (p *Pages) saveStrandPropose(r *server.Request) error {
	s, err := strandAsked(r)
	if err != nil {
		return err
	}
	f := r.Form()
	u := partnership.StrandUse{ID: uuid.New(), Strand: s, Reason: f.Text("reason"), ProposedBy: r.Who.ID, ProposedAt: p.Now()}
	err = f.Join(u.Check())
	if err == nil {
		err = p.Partnerships.ChangeStrandUses(r.Context(), r.Who, partnership.ProposeStrand(u))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.StrandPropose(p.strandProposeView(r, s, f, err)))
	}
	if err != nil {
		return err
	}
	r.Flash(s.Name() + " proposed. They are switched on once another person approves.")
	return r.Go("/coordination/setup")
}

func (p *Pages) strandProposeView(r *server.Request, s access.Strand, f *form.Form, err error) web.StrandProposeView {
	heading := "Switch on " + strings.ToLower(s.Name())
	return web.StrandProposeView{
		Shell: p.shell(r, shellOf{Title: heading, Strand: access.Coordination, Nav: "Agencies", Err: err}), Problems: problems(err), Heading: heading, Strand: string(s),
		Says: strandSays(s), Action: "/coordination/setup/areas/" + string(s),
		Reason: layout.Field{ID: "reason", Label: "Why this partnership needs these records", Value: f.Raw("reason"), Error: said(err)["reason"], Rows: 3, Max: 1000},
	}
}

// strandSays is what a record area is for and what it takes.
func strandSays(s access.Strand) []string {
	switch s { //nolint:exhaustive // the other strands cannot be switched on
	case access.Outreach:
		return []string{
			"Outreach records are of community activity. They have no field for a named member of the public.",
			"They take an outreach worker and an outreach lead. Nobody who works with intelligence records may hold either role.",
		}
	case access.Casework:
		return []string{
			"Casework records are of the support of one person. Only people named on a case read them, and each opening is logged.",
			"They take a case worker and a case supervisor. Nobody who works with intelligence records may hold either role.",
		}
	case access.Intelligence:
		return []string{
			"Intelligence records say that information was shared, with whom and on what terms. They never hold the material, and each opening is logged.",
			"They take an intelligence officer, an intelligence lead, a governance approver and a separation reviewer. Nobody who works with outreach or casework records may hold the first two roles.",
		}
	}
	return nil
}

// findStrandUse is the proposal in the path.
func (p *Pages) findStrandUse(r *server.Request) (partnership.StrandUse, error) {
	all, err := p.Partnerships.StrandUses(r.Context(), r.Who)
	if err != nil {
		return partnership.StrandUse{}, err
	}
	id := idParam(r)
	i := slices.IndexFunc(all.Uses, func(u partnership.StrandUse) bool { return u.ID == id })
	if i < 0 {
		return partnership.StrandUse{}, fault.Missing()
	}
	if !all.Uses[i].Waiting() {
		return partnership.StrandUse{}, fault.New(fault.Conflict, "This proposal has already been decided")
	}
	return all.Uses[i], nil
}

func (p *Pages) showStrandDecide(r *server.Request) error {
	u, err := p.findStrandUse(r)
	if err != nil {
		return err
	}
	return p.strandDecide(r, u, form.New(nil), nil)
}

func (p *Pages) saveStrandDecide(r *server.Request) error {
	u, err := p.findStrandUse(r)
	if err != nil {
		return err
	}
	f := r.Form()
	decision := f.Text("decision")
	f.Need(decision == "approve" || decision == "refuse", "decision", "Select whether to approve this")
	if u.ProposedBy != r.Who.ID { // else the store refuses it, whatever was typed
		err = f.Join(partnership.CheckStrandDecision(f.Text("why")))
	}
	if err == nil {
		err = p.Partnerships.ChangeStrandUses(r.Context(), r.Who, partnership.DecideStrand(u.ID, r.Who.ID, decision == "approve", f.Text("why"), p.Now()))
	}
	if errors.Is(err, fault.Invalid) {
		return p.strandDecide(r, u, f, err)
	}
	if err != nil {
		return err
	}
	if decision == "approve" {
		r.FlashLink(u.Strand.Name()+" are switched on. Roles in them can be proposed now.", "People with access", "/admin/users")
	} else {
		r.Flash(u.Strand.Name() + " refused.")
	}
	return r.Go("/coordination/setup")
}

func (p *Pages) strandDecide(r *server.Request, u partnership.StrandUse, f *form.Form, wrong error) error {
	names, err := p.authors(r, u.ProposedBy)
	if err != nil {
		return err
	}
	v := p.strandDecideView(r, u, f, names, wrong)
	if wrong != nil {
		return r.Mend(web.StrandDecide(v))
	}
	return r.Show(web.StrandDecide(v))
}

func (p *Pages) strandDecideView(r *server.Request, u partnership.StrandUse, f *form.Form, names map[uuid.UUID]account.Name, err error) web.StrandDecideView {
	say := said(err)
	heading := "Decide on " + strings.ToLower(u.Strand.Name())
	v := web.StrandDecideView{
		Shell:    p.shell(r, shellOf{Title: heading, Strand: access.Coordination, Nav: "Agencies", Err: err}),
		Problems: inOrder(problems(err), "decision", "why"), Heading: heading, Says: strandSays(u.Strand), Action: "/coordination/setup/proposals/" + u.ID.String(),
		Rows: []layout.SummaryRow{
			{Key: "Record area", Show: layout.Strand(string(u.Strand))},
			{Key: "Why", Lines: []string{u.Reason}},
			{Key: "Proposed", Lines: []string{moment(u.ProposedAt) + ", by " + by(names, u.ProposedBy)}},
		},
		Decision: layout.Field{ID: "decision", Label: "Decision", Value: f.Raw("decision"), Error: say["decision"], Inline: true, Options: []layout.Option{{Value: "approve", Label: "Approve"}, {Value: "refuse", Label: "Refuse"}}},
		Why:      layout.Field{ID: "why", Label: "Why you decide so", Value: f.Raw("why"), Error: say["why"], Rows: 3, Max: 1000},
	}
	if u.ProposedBy == r.Who.ID {
		v.Barred = "You proposed this, so somebody else has to decide on it."
	}
	return v
}
