package page

import (
	"strconv"

	"liaison/internal/account"
	"liaison/internal/form"
	"liaison/internal/server"
	view "liaison/web/account"
	"liaison/web/layout"
)

// doorShell is the frame of a page for people who have not signed in. It shows
// what was just done, which the usual frame keeps for those who have.
func (p *Pages) doorShell(r *server.Request, title string, err error) layout.Shell {
	s := p.shell(r, shellOf{Title: title, Err: err})
	if r.Session.Person != "" {
		return s
	}
	if f := r.TakeFlash(); f != nil && err == nil {
		s.Flash = &layout.Flash{Text: f.Say}
	}
	return s
}

func (p *Pages) showSignIn(r *server.Request) error {
	if r.SignedIn() {
		return r.Go("/")
	}
	ending, err := p.Accounts.Ending(r.Context(), r.Token())
	if err != nil {
		return err
	}
	f := r.Form()
	f.Set("to", r.Query("to"))
	v := p.signInView(r, f, nil)
	if ending != account.NoSession {
		r.SignOut() // what its token said is told once
		v.Notice = endedBy(ending)
	}
	return r.Show(view.SignIn(v))
}

// endedBy says why somebody is asked to sign in again.
func endedBy(e account.Ending) string {
	switch e {
	case account.Away:
		return "You were signed out because you were away. Your drafts are saved."
	case account.Over:
		return "You were signed out because you had been signed in for a long time. Your drafts are saved."
	case account.Ended:
		return "Your session was ended from another browser."
	case account.Removed:
		return "Your access has changed. Sign in again."
	case account.SignedOut, account.NoSession:
	}
	return ""
}

func (p *Pages) saveSignIn(r *server.Request) error {
	f := r.Form()
	f.Need(f.Text("email") != "", "email", "Enter your email address")
	f.Need(f.Raw("password") != "", "password", "Enter your password")
	err := f.Err()
	var in account.Entered
	if err == nil {
		in, err = p.Accounts.SignIn(r.Context(), r.Who, account.Try{Email: f.Text("email"), Password: f.Raw("password"), Address: r.Address(), Agent: r.Agent()})
	}
	if mendable(err) {
		return r.Mend(view.SignIn(p.signInView(r, f, err)))
	}
	if err != nil {
		return err
	}
	return p.enter(r, in, f.Text("to"))
}

// enter gives the browser its new session, in the place of any it had, and
// sends it on to what is next.
func (p *Pages) enter(r *server.Request, in account.Entered, to string) error {
	if err := p.Accounts.SignOut(r.Context(), r.Who); err != nil {
		return err
	}
	r.SignIn(in.Token, in.Expires)
	to = server.Local(to)
	switch in.Next {
	case account.Code:
		return r.Go("/sign-in/code?to=%s", to)
	case account.Enrol:
		return r.Go("/sign-in/second-factor?to=%s", to)
	case account.In:
	}
	return r.Go(to)
}

func (p *Pages) signInView(r *server.Request, f *form.Form, err error) view.SignInView {
	wrong := said(err)
	v := view.SignInView{
		Shell: p.doorShell(r, "Sign in", err), Problems: problems(err), To: kept(f.Text("to")),
		Email:    layout.Field{ID: "email", Label: "Email address", Value: f.Raw("email"), Error: wrong["email"], Type: "email", Autocomplete: "username"},
		Password: layout.Field{ID: "password", Label: "Password", Error: wrong["password"], Autocomplete: "current-password"},
	}
	for _, d := range p.DemoAccounts {
		v.Demo = append(v.Demo, view.DemoRow{Name: d.Name, Partnerships: d.Partnerships, Roles: d.Roles, Areas: d.Strands, Email: d.Email})
	}
	return v
}

// kept is where somebody was going, where that is more than home.
func kept(to string) string {
	if to = server.Local(to); to == "/" {
		return ""
	}
	return to
}

func (p *Pages) saveSignOut(r *server.Request) error {
	if err := p.Accounts.SignOut(r.Context(), r.Who); err != nil {
		return err
	}
	r.SignOut()
	r.Flash("You have signed out.")
	return r.Go("/sign-in")
}

// decimal is a number as a form sends it.
func decimal(n int) string { return strconv.Itoa(n) }
