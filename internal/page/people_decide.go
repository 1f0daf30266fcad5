package page

import (
	"slices"

	"liaison/internal/account"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/server"
	view "liaison/web/account"
	"liaison/web/layout"
)

// findProposal finds the proposal of the path among those that wait.
func (p *Pages) findProposal(r *server.Request) (account.Staffing, account.Proposal, error) {
	id, err := idOf(r)
	if err != nil {
		return account.Staffing{}, account.Proposal{}, err
	}
	s, err := p.Accounts.Staffing(r.Context(), r.Who)
	if err != nil {
		return s, account.Proposal{}, err
	}
	i := slices.IndexFunc(s.Proposals, func(x account.Proposal) bool { return x.ID == id })
	if i < 0 {
		return s, account.Proposal{}, fault.Missing()
	}
	return s, s.Proposals[i], nil
}

func (p *Pages) showDecide(r *server.Request) error {
	s, x, err := p.findProposal(r)
	if err != nil {
		return err
	}
	return r.Show(view.Decide(p.decideView(r, r.Form(), s, x, nil)))
}

func (p *Pages) saveDecide(r *server.Request) error {
	id, err := idOf(r)
	if err != nil {
		return err
	}
	f := r.Form()
	decision := f.Text("decision")
	if err = f.Join(account.CheckDecision(decision, f.Text("reason"))); err == nil {
		err = p.Accounts.Decide(r.Context(), r.Who, id, decision == "approve", f.Text("reason"))
	}
	if mendable(err) {
		s, x, lost := p.findProposal(r)
		if lost != nil {
			return lost
		}
		return r.Mend(view.Decide(p.decideView(r, f, s, x, err)))
	}
	if err != nil {
		return err
	}
	if decision == "approve" {
		r.Flash("Role approved.")
	} else {
		r.Flash("Role refused.")
	}
	return r.Go("/admin/users")
}

func (p *Pages) decideView(r *server.Request, f *form.Form, s account.Staffing, x account.Proposal, err error) view.DecideView {
	wrong := said(err)
	person := called(s.Names, x.Account)
	v := view.DecideView{
		Shell: p.shell(r, shellOf{Title: "Decide on a role", Nav: "People", Err: err}), Problems: problems(err),
		Heading: x.Role.Name() + " for " + person, Action: "/admin/proposals/" + x.ID.String(), Barred: x.Barred(r.Who.ID), Who: deciders(s, x),
		Facts: []layout.SummaryRow{
			{Key: "Person", Lines: []string{person}},
			{Key: "Role", Lines: []string{x.Role.Name(), does(x.Role)}},
			{Key: "Record area", Show: layout.Strand(string(x.Role.Strand()))},
			{Key: "From and to", Lines: []string{span(x.From, x.To)}},
			{Key: "Why", Lines: []string{x.Reason}},
			{Key: "Proposed by", Lines: []string{called(s.Names, x.ProposedBy) + ", " + moment(x.Made)}},
		},
		Decision: layout.Field{ID: "decision", Label: "Decision", Value: f.Raw("decision"), Error: wrong["decision"], Inline: true, Options: []layout.Option{{Value: "approve", Label: "Approve"}, {Value: "refuse", Label: "Refuse"}}},
		Reason:   layout.Field{ID: "reason", Label: "Why you decide so", Value: f.Raw("reason"), Error: wrong["reason"], Rows: 3, Max: account.MaxReason},
	}
	if x.Despite != "" {
		v.Facts = append(v.Facts, layout.SummaryRow{Key: "Exception", Lines: []string{
			"It begins before a role on the other side has cooled off.", x.Despite,
			"If you approve it, checklist item SEP-1 lists it from the first of next month, with its days and the two of you.",
		}})
	}
	return v
}
