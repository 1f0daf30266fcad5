package page

import (
	"net/url"

	"liaison/internal/account"
	"liaison/internal/server"
	view "liaison/web/account"
	"liaison/web/layout"
)

func (p *Pages) showInvitation(r *server.Request) error {
	i, err := p.Accounts.Invitation(r.Context(), r.Param("token"))
	if err != nil {
		return err
	}
	return r.Show(view.Invitation(p.invitationView(r, i, nil)))
}

func (p *Pages) saveInvitation(r *server.Request) error {
	i, err := p.Accounts.Invitation(r.Context(), r.Param("token"))
	if err != nil {
		return err
	}
	f := r.Form()
	err = f.Err()
	if err == nil {
		err = p.Accounts.Accept(r.Context(), r.Who, r.Param("token"), f.Raw("again"), account.Try{Password: f.Raw("password"), Address: r.Address(), Agent: r.Agent()})
	}
	if mendable(err) {
		return r.Mend(view.Invitation(p.invitationView(r, i, err)))
	}
	if err != nil {
		return err
	}
	if err := p.Accounts.SignOut(r.Context(), r.Who); err != nil {
		return err
	}
	r.SignOut()
	r.Flash("You have joined " + i.Place + ". Sign in with your email address and password.")
	return r.Go("/sign-in")
}

func (p *Pages) invitationView(r *server.Request, i account.Invitation, err error) view.InvitationView {
	wrong := said(err)
	v := view.InvitationView{
		Shell: p.doorShell(r, "Join the partnership", err), Problems: problems(err), Known: i.Known, Action: "/invitation/" + r.Param("token"), Email: i.Email,
		Lead:   "You are invited to " + i.Place + ". " + does(i.Role),
		Button: "Join",
		Facts: []layout.SummaryRow{
			{Key: "Name", Lines: []string{i.Name}},
			{Key: "Email address", Lines: []string{i.Email}},
			{Key: "Role", Lines: []string{i.Role.Name()}},
			{Key: "Invitation works until", Lines: []string{moment(i.Expires)}},
		},
		Passwords: []layout.Field{
			{ID: "password", Label: "Choose a password", Error: wrong["password"], Autocomplete: "new-password"},
			{ID: "again", Label: "The same password again", Error: wrong["again"], Autocomplete: "new-password"},
		},
	}
	if i.Known {
		v.Lead += " You have an account already."
		v.Passwords = []layout.Field{{ID: "password", Label: "The password of your account", Error: wrong["password"]}}
	}
	return v
}

// invitationLink is the address that an invited person opens.
func (p *Pages) invitationLink(token string) string {
	link, err := url.JoinPath(p.PublicURL, "invitation", token)
	if err != nil {
		return "/invitation/" + token
	}
	return link
}
