package page

import (
	"context"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/server"
	view "liaison/web/account"
	"liaison/web/layout"
)

// ending is what is about to be ended, as its page says it.
type ending struct {
	heading, warning, action, button, ask string
	facts                                 []layout.SummaryRow
}

// showEnd shows what is about to be ended.
func (p *Pages) showEnd(r *server.Request, find func(*server.Request) (ending, error)) error {
	e, err := find(r)
	if err != nil {
		return err
	}
	return r.Show(view.End(p.endView(r, r.Form(), e, nil)))
}

// saveEnd ends what the path names, for the reason given, and says so.
func (p *Pages) saveEnd(
	r *server.Request, find func(*server.Request) (ending, error),
	end func(ctx context.Context, who access.Actor, id uuid.UUID, reason string) error, say string,
) error {
	id, err := idOf(r)
	if err != nil {
		return err
	}
	f := r.Form()
	if err = f.Err(); err == nil {
		err = end(r.Context(), r.Who, id, f.Text("reason"))
	}
	if mendable(err) {
		return p.mendEnd(r, f, find, err)
	}
	if err != nil {
		return err
	}
	r.Flash(say)
	return r.Go("/admin/users")
}

// mendEnd shows it again with what is wrong with the reason.
func (p *Pages) mendEnd(r *server.Request, f *form.Form, find func(*server.Request) (ending, error), wrong error) error {
	e, err := find(r)
	if err != nil {
		return err
	}
	return r.Mend(view.End(p.endView(r, f, e, wrong)))
}

func (p *Pages) endView(r *server.Request, f *form.Form, e ending, err error) view.EndView {
	v := view.EndView{
		Shell: p.shell(r, shellOf{Title: e.heading, Nav: "People", Err: err}), Problems: problems(err),
		Heading: e.heading, Facts: e.facts, Warning: e.warning, Action: e.action, Button: e.button,
	}
	if e.ask != "" {
		v.Reason = &layout.Field{ID: "reason", Label: e.ask, Value: f.Raw("reason"), Error: said(err)["reason"], Rows: 3, Max: account.MaxReason}
	}
	return v
}

func (p *Pages) showMembershipEnd(r *server.Request) error { return p.showEnd(r, p.membershipEnding) }

func (p *Pages) saveMembershipEnd(r *server.Request) error {
	return p.saveEnd(r, p.membershipEnding, p.Accounts.EndMembership, "Access ended.")
}

// membershipEnding finds the membership of the path.
func (p *Pages) membershipEnding(r *server.Request) (ending, error) {
	id, err := idOf(r)
	if err != nil {
		return ending{}, err
	}
	s, err := p.Accounts.Staffing(r.Context(), r.Who)
	if err != nil {
		return ending{}, err
	}
	for _, m := range s.Members {
		for _, x := range m.Memberships {
			if x.ID != id {
				continue
			}
			if m.ID == r.Who.ID {
				return ending{}, fault.New(fault.Forbidden, "You cannot end your own access. Ask another administrator or manager")
			}
			return ending{
				heading: "End the access of " + m.Name, action: "/admin/memberships/" + id.String() + "/end", button: "End access", ask: "Why the access ends",
				warning: "It ends at once. With a person’s last role in the partnership, their roles in outreach, casework and intelligence end too.",
				facts: []layout.SummaryRow{
					{Key: "Person", Lines: []string{m.Name, m.Email}},
					{Key: "Role", Lines: []string{x.Role.Name()}},
					{Key: "From and to", Lines: []string{span(x.From, x.To)}},
					{Key: "Why", Lines: []string{x.Reason}},
				},
			}, nil
		}
	}
	return ending{}, fault.Missing()
}

func (p *Pages) showGrantEnd(r *server.Request) error { return p.showEnd(r, p.grantEnding) }

func (p *Pages) saveGrantEnd(r *server.Request) error {
	return p.saveEnd(r, p.grantEnding, p.Accounts.EndGrant, "Role ended.")
}

// grantEnding finds the grant of the path, where it has not ended.
func (p *Pages) grantEnding(r *server.Request) (ending, error) {
	id, err := idOf(r)
	if err != nil {
		return ending{}, err
	}
	s, err := p.Accounts.Staffing(r.Context(), r.Who)
	if err != nil {
		return ending{}, err
	}
	for _, m := range s.Members {
		for _, g := range m.Grants {
			if g.ID != id {
				continue
			}
			e := ending{
				heading: "End the role of " + m.Name, action: "/admin/grants/" + id.String() + "/end", button: "End role", ask: "Why the role ends",
				warning: "It ends at once, and cannot be given again without another proposal.",
				facts: []layout.SummaryRow{
					{Key: "Person", Lines: []string{m.Name, m.Email}},
					{Key: "Role", Lines: []string{g.Role.Name()}},
					{Key: "Record area", Show: layout.Strand(string(g.Strand))},
					{Key: "From and to", Lines: []string{span(g.From, g.To)}},
					{Key: "Why", Lines: []string{g.Reason}},
				},
			}
			if !g.FirstUsed.IsZero() {
				e.facts = append(e.facts, layout.SummaryRow{Key: "After it ends", Lines: []string{otherSide(g.Strand) + " for " + plural(g.CoolingDays, "day", "days") + ", since it was used"}})
			}
			return e, nil
		}
	}
	return ending{}, fault.Missing()
}

func (p *Pages) showInvitationWithdraw(r *server.Request) error {
	return p.showEnd(r, p.invitationEnding)
}

func (p *Pages) saveInvitationWithdraw(r *server.Request) error {
	id, err := idOf(r)
	if err != nil {
		return err
	}
	if err := p.Accounts.WithdrawInvitation(r.Context(), r.Who, id); err != nil {
		return err
	}
	r.Flash("Invitation withdrawn.")
	return r.Go("/admin/users")
}

// invitationEnding finds the invitation of the path, where it waits.
func (p *Pages) invitationEnding(r *server.Request) (ending, error) {
	id, err := idOf(r)
	if err != nil {
		return ending{}, err
	}
	s, err := p.Accounts.Staffing(r.Context(), r.Who)
	if err != nil {
		return ending{}, err
	}
	for _, i := range s.Invitations {
		if i.ID == id {
			return ending{
				heading: "Withdraw the invitation of " + i.Name, action: "/admin/invitations/" + id.String() + "/withdraw", button: "Withdraw invitation",
				warning: "Its link stops working at once.",
				facts: []layout.SummaryRow{
					{Key: "Person", Lines: []string{i.Name, i.Email}},
					{Key: "Role", Lines: []string{i.Role.Name()}},
					{Key: "Invited by", Lines: []string{called(s.Names, i.InvitedBy) + ", " + moment(i.Made)}},
				},
			}, nil
		}
	}
	return ending{}, fault.Missing()
}
