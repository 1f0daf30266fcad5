package page

import (
	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/form"
	"liaison/internal/server"
	view "liaison/web/account"
	"liaison/web/layout"
)

func (p *Pages) showInvite(r *server.Request) error {
	s, err := p.Accounts.Staffing(r.Context(), r.Who)
	if err != nil {
		return err
	}
	return r.Show(view.Invite(p.inviteView(r, r.Form(), s, nil)))
}

// saveInvite shows the link in its own answer: it is kept nowhere that a page
// after it could read it from.
func (p *Pages) saveInvite(r *server.Request) error {
	s, err := p.Accounts.Staffing(r.Context(), r.Who)
	if err != nil {
		return err
	}
	f := r.Form()
	i := account.Invitation{
		Name: f.Text("name"), Email: account.ReadEmail(f.Text("email")), Role: access.Role(f.Text("role")),
		Agency: f.Int("agency", "Select an agency of this partnership"), Reason: f.Text("reason"),
	}
	token := ""
	if err = f.Join(i.Check(s.Agencies)); err == nil {
		token, err = p.Accounts.Invite(r.Context(), r.Who, i)
	}
	if mendable(err) {
		return r.Mend(view.Invite(p.inviteView(r, f, s, err)))
	}
	if err != nil {
		return err
	}
	return r.Show(view.Invited(view.InvitedView{
		Shell: p.shell(r, shellOf{Title: "Send this link to " + i.Name, Nav: "People"}), Name: i.Name, Email: i.Email,
		Link: p.invitationLink(token), Until: moment(p.Now().Add(account.InvitationLife)),
	}))
}

func (p *Pages) inviteView(r *server.Request, f *form.Form, s account.Staffing, err error) view.InviteView {
	wrong := said(err)
	v := view.InviteView{
		Shell: p.shell(r, shellOf{Title: "Invite a person", Nav: "People", Err: err}), Problems: problems(err),
		Name:   layout.Field{ID: "name", Label: "Name", Value: f.Raw("name"), Error: wrong["name"], Width: "two-thirds", Autocomplete: "off"},
		Email:  layout.Field{ID: "email", Label: "Email address", Hint: "The one they use at work", Value: f.Raw("email"), Error: wrong["email"], Width: "two-thirds", Type: "email", Autocomplete: "off"},
		Role:   layout.Field{ID: "role", Label: "Role in the partnership", Value: f.Raw("role"), Error: wrong["role"], Small: true},
		Agency: layout.Field{ID: "agency", Label: "Agency", Hint: "For a coordinator, agency staff or a manager", Value: f.Raw("agency"), Error: wrong["agency"], Options: []layout.Option{{Label: "Select an agency"}}},
		Reason: layout.Field{ID: "reason", Label: "Why the person needs access", Hint: "The person sees this beside their role", Value: f.Raw("reason"), Error: wrong["reason"], Rows: 3, Max: account.MaxReason},
	}
	for _, role := range account.MemberRoles() {
		v.Role.Options = append(v.Role.Options, layout.Option{Value: string(role), Label: role.Name(), Hint: does(role)})
	}
	for _, a := range s.Agencies {
		v.Agency.Options = append(v.Agency.Options, layout.Option{Value: decimal(a.ID), Label: a.Name})
	}
	return v
}
