package page

import (
	"slices"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/form"
	"liaison/internal/server"
	view "liaison/web/account"
	"liaison/web/layout"
)

func (p *Pages) showPropose(r *server.Request) error {
	s, err := p.Accounts.Staffing(r.Context(), r.Who)
	if err != nil {
		return err
	}
	f := r.Form()
	f.Set("person", r.Query("person"))
	return r.Show(view.Propose(p.proposeView(r, f, s, nil)))
}

func (p *Pages) savePropose(r *server.Request) error {
	s, err := p.Accounts.Staffing(r.Context(), r.Who)
	if err != nil {
		return err
	}
	f := r.Form()
	x := p.proposalOf(r, f)
	// What cannot be read is said together with what is wrong with the rest.
	// What may not be is the store's to say, since it logs what it refuses.
	if f.Err() != nil {
		err = f.Join(x.Check(account.Held{Memberships: membershipsIn(s, x.Account), Off: s.Off}, p.today()))
	} else {
		_, err = p.Accounts.Propose(r.Context(), r.Who, x)
	}
	if mendable(err) {
		return r.Mend(view.Propose(p.proposeView(r, f, s, err)))
	}
	if err != nil {
		return err
	}
	r.Flash("Role proposed. " + deciders(s, x))
	return r.Go("/admin/users")
}

// proposalOf reads a proposal as it was entered.
func (p *Pages) proposalOf(r *server.Request, f *form.Form) account.Proposal {
	return account.Proposal{
		Account: f.ID("person"), Partnership: r.Who.Partnership, Role: access.Role(f.Text("role")), Reason: f.Text("reason"), ProposedBy: r.Who.ID,
		From: f.Date("from", "First day", p.today()), To: f.Date("to", "Last day", p.today()),
	}
}

func membershipsIn(s account.Staffing, id uuid.UUID) []account.Membership {
	for _, m := range s.Members {
		if m.ID == id {
			return m.Memberships
		}
	}
	return nil
}

func (p *Pages) proposeView(r *server.Request, f *form.Form, s account.Staffing, err error) view.ProposeView {
	wrong := said(err)
	v := view.ProposeView{
		Shell: p.shell(r, shellOf{Title: "Propose a role", Nav: "People", Err: err}), Problems: problems(err),
		Title: "Propose a role", Action: "/admin/grants/propose",
		Person: layout.Field{ID: "person", Label: "Who will hold the role", Value: f.Raw("person"), Error: wrong["person"], Options: []layout.Option{{Label: "Select a person"}}},
		Role:   layout.Field{ID: "role", Label: "Role", Value: f.Raw("role"), Error: wrong["role"], Small: true},
		From:   layout.Field{ID: "from", Label: "First day", Value: f.Raw("from"), Error: wrong["from"]},
		To:     layout.Field{ID: "to", Label: "Last day", Hint: "Within a year of the first day", Value: f.Raw("to"), Error: wrong["to"]},
		Reason: layout.Field{ID: "reason", Label: "Why the person needs the role", Value: f.Raw("reason"), Error: wrong["reason"], Rows: 3, Max: account.MaxReason},
		Notes: []string{
			"Another person decides: neither you nor the one who would hold the role.",
			"Nobody holds a role in outreach or casework together with one in intelligence, in any partnership.",
			"When a role that was used ends, its holder may not hold one on the other side for " + plural(s.Cooling, "more day", "more days") + ".",
			"A role that was never used leaves no such time.",
			"A role lasts for a year at most. Propose it again before it ends.",
		},
	}
	if wrong["role"] == account.OtherSide {
		v.Instead = &view.Instead{Say: "Where the other role has ended and only its cooling-off stands against this one, a manager or administrator can propose an exception, and another can approve it."}
		if r.May(access.ExceptGrant, accounts(r)) {
			v.Instead.Action = exceptPath
			v.Instead.Despite = layout.Field{ID: "despite", Label: "Why the role cannot wait until the cooling-off is over", Hint: "Do not say what the person did in either role", Rows: 3, Max: account.MaxReason}
		}
	}
	for _, m := range s.Members {
		if m.ID != r.Who.ID {
			v.Person.Options = append(v.Person.Options, layout.Option{Value: m.ID.String(), Label: m.Name})
		}
	}
	for _, role := range account.GrantRoles() {
		hint := does(role)
		if slices.Contains(s.Off, role.Strand()) {
			hint += " " + role.Strand().Name() + " are not switched on in this partnership yet."
		}
		v.Role.Options = append(v.Role.Options, layout.Option{Value: string(role), Label: role.Name(), Hint: hint})
	}
	return v
}
