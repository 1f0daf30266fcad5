package page

import (
	"liaison/internal/account"
	"liaison/internal/server"
	view "liaison/web/account"
	"liaison/web/layout"
)

func (p *Pages) showPassword(r *server.Request) error {
	return r.Show(view.Form(p.passwordView(r, nil)))
}

func (p *Pages) savePassword(r *server.Request) error {
	f := r.Form()
	in, err := p.Accounts.ChangePassword(r.Context(), r.Who, account.NewPassword{Old: f.Raw("old"), New: f.Raw("password"), Again: f.Raw("again"), Agent: r.Agent()})
	if mendable(err) {
		return r.Mend(view.Form(p.passwordView(r, err)))
	}
	if err != nil {
		return err
	}
	r.SignIn(in.Token, in.Expires)
	r.Flash("Password changed. Your other sessions have ended.")
	return r.Go("/account")
}

func (p *Pages) passwordView(r *server.Request, err error) view.FormView {
	wrong := said(err)
	return view.FormView{
		Shell: p.shell(r, shellOf{Title: "Change your password", Err: err}), Problems: problems(err),
		Heading: "Change your password", Action: "/account/password", Button: "Change password",
		Lead: "Choose a password of 12 characters or more. Three words that have nothing to do with each other are easy to keep and hard to guess.",
		Passwords: []layout.Field{
			{ID: "old", Label: "Your password now", Error: wrong["old"]},
			{ID: "password", Label: "New password", Error: wrong["password"], Autocomplete: "new-password"},
			{ID: "again", Label: "New password again", Error: wrong["again"], Autocomplete: "new-password"},
		},
	}
}

func (p *Pages) showCodes(r *server.Request) error { return r.Show(view.Form(p.codesView(r, nil))) }

// saveCodes shows the new codes in its own answer: they are kept nowhere that a
// page after it could read them from.
func (p *Pages) saveCodes(r *server.Request) error {
	codes, err := p.Accounts.NewCodes(r.Context(), r.Who, r.Form().Raw("password"))
	if mendable(err) {
		return r.Mend(view.Form(p.codesView(r, err)))
	}
	if err != nil {
		return err
	}
	return r.Show(view.Codes(view.CodesView{
		Shell: p.shell(r, shellOf{Title: "Keep your recovery codes"}), Codes: codes, Next: layout.Link{Text: "Continue to your account", Href: "/account"},
	}))
}

func (p *Pages) codesView(r *server.Request, err error) view.FormView {
	return view.FormView{
		Shell: p.shell(r, shellOf{Title: "Make new recovery codes", Err: err}), Problems: problems(err),
		Heading: "Make new recovery codes", Action: "/account/recovery-codes", Button: "Make new codes",
		Lead:      "The new codes take the place of those you have, which stop working.",
		Passwords: []layout.Field{{ID: "password", Label: "Your password", Error: said(err)["password"]}},
	}
}
