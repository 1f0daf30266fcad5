package page

import (
	"fmt"
	"strings"

	"liaison/internal/account"
	"liaison/internal/form"
	"liaison/internal/secret"
	"liaison/internal/server"
	view "liaison/web/account"
	"liaison/web/layout"
)

func (p *Pages) showSignInEnrol(r *server.Request) error {
	waiting, elsewhere, err := p.pending(r, account.Enrol)
	if err != nil {
		return err
	}
	if elsewhere != "" {
		return r.Go(elsewhere)
	}
	f := r.Form()
	f.Set("to", r.Query("to"))
	f.Set("key", secret.NewKey().Text())
	v, err := p.enrolView(r, f, waiting.Email, nil)
	if err != nil {
		return err
	}
	return r.Show(view.Enrol(v))
}

func (p *Pages) saveSignInEnrol(r *server.Request) error {
	waiting, elsewhere, err := p.pending(r, account.Enrol)
	if err != nil {
		return err
	}
	if elsewhere != "" {
		return r.Go(elsewhere)
	}
	return p.enrol(r, waiting.Email)
}

func (p *Pages) showEnrol(r *server.Request) error {
	m, err := p.Accounts.Mine(r.Context(), r.Who)
	if err != nil {
		return err
	}
	f := r.Form()
	f.Set("key", secret.NewKey().Text())
	v, err := p.enrolView(r, f, m.Email, nil)
	if err != nil {
		return err
	}
	return r.Show(view.Enrol(v))
}

func (p *Pages) saveEnrol(r *server.Request) error {
	m, err := p.Accounts.Mine(r.Context(), r.Who)
	if err != nil {
		return err
	}
	return p.enrol(r, m.Email)
}

// enrol sets a second factor up with the key that the form carried, so that
// looking at the page changes nothing. The recovery codes are shown in its own
// answer: they are kept nowhere that a page after it could read them from.
func (p *Pages) enrol(r *server.Request, email string) error {
	f := r.Form()
	done, err := p.Accounts.Enrol(r.Context(), r.Who, r.Token(), account.Enrolment{Key: f.Text("key"), Code: f.Text("code"), Password: f.Raw("password"), Agent: r.Agent()})
	if mendable(err) {
		if _, ok := secret.ReadKey(f.Text("key")); !ok {
			f.Set("key", secret.NewKey().Text())
		}
		v, lost := p.enrolView(r, f, email, err)
		if lost != nil {
			return lost
		}
		return r.Mend(view.Enrol(v))
	}
	if err != nil {
		return err
	}
	r.SignIn(done.Token, done.Expires)
	next := layout.Link{Text: "Continue", Href: server.Local(f.Text("to"))}
	if r.SignedIn() {
		next = layout.Link{Text: "Continue to your account", Href: "/account"}
	}
	return r.Show(view.Codes(view.CodesView{Shell: p.doorShell(r, "Keep your recovery codes", nil), Codes: done.Codes, Next: next}))
}

func (p *Pages) enrolView(r *server.Request, f *form.Form, email string, err error) (view.EnrolView, error) {
	wrong := said(err)
	key, _ := secret.ReadKey(f.Text("key"))
	link, lost := key.URL(email)
	if lost != nil {
		return view.EnrolView{}, lost
	}
	square, box, lost := drawn(link)
	if lost != nil {
		return view.EnrolView{}, lost
	}
	v := view.EnrolView{
		Shell: p.doorShell(r, "Set up the second step of signing in", err), Problems: problems(err), Heading: "Set up the second step of signing in",
		Action: "/sign-in/second-factor", KeyText: key.Text(), Key: key.Text(), Link: link, Square: square, Box: box, To: kept(f.Text("to")),
		Why:  "Your role in casework or intelligence asks for more than a password: a code from an app on your phone.",
		Code: layout.Field{ID: "code", Label: "Code", Hint: "The 6 digits that the app shows now", Error: wrong["code"], Width: "10", Autocomplete: "one-time-code", Mode: "numeric"},
	}
	if r.SignedIn() {
		v.Action, v.Back, v.Why = "/account/second-factor", "/account", "After this, signing in takes your password and a code from an app on your phone."
		v.Password = &layout.Field{ID: "password", Label: "Your password", Error: wrong["password"]}
	}
	return v, nil
}

// drawn is a QR code as the path of its dark squares and the box around it,
// with the margin that readers need.
func drawn(text string) (path, box string, err error) {
	rows, err := secret.Square(text)
	if err != nil {
		return "", "", err
	}
	const margin = 4
	var b strings.Builder
	for y, row := range rows {
		for x := 0; x < len(row); x++ {
			if !row[x] {
				continue
			}
			run := 1
			for x+run < len(row) && row[x+run] {
				run++
			}
			fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", x+margin, y+margin, run, run)
			x += run
		}
	}
	size := len(rows) + 2*margin
	return b.String(), fmt.Sprintf("0 0 %d %d", size, size), nil
}
