package page

import (
	"errors"

	"liaison/internal/account"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/server"
	view "liaison/web/account"
	"liaison/web/layout"
)

// pending is who waits for the step, or where else the browser must go: whoever
// has no pending session begins again.
func (p *Pages) pending(r *server.Request, step account.Next) (account.Pending, string, error) {
	waiting, err := p.Accounts.Pending(r.Context(), r.Token())
	switch {
	case errors.Is(err, fault.NotFound):
		return waiting, "/sign-in", nil
	case err != nil:
		return waiting, "", err
	case waiting.Next == step:
		return waiting, "", nil
	case waiting.Next == account.Code:
		return waiting, "/sign-in/code", nil
	}
	return waiting, "/sign-in/second-factor", nil
}

func (p *Pages) showSignInCode(r *server.Request) error {
	_, elsewhere, err := p.pending(r, account.Code)
	if err != nil {
		return err
	}
	if elsewhere != "" {
		return r.Go(elsewhere)
	}
	f := r.Form()
	f.Set("to", r.Query("to"))
	return r.Show(view.Code(p.codeView(r, f, nil)))
}

func (p *Pages) saveSignInCode(r *server.Request) error {
	f := r.Form()
	f.Need(f.Text("code") != "", "code", "Enter the code that your app shows now")
	err := f.Err()
	var in account.Entered
	if err == nil {
		in, err = p.Accounts.SignInCode(r.Context(), r.Who, r.Token(), account.Try{Code: f.Text("code"), Address: r.Address(), Agent: r.Agent()})
	}
	switch {
	case errors.Is(err, fault.NotFound):
		return r.Go("/sign-in")
	case mendable(err):
		return r.Mend(view.Code(p.codeView(r, f, atCode(err))))
	case err != nil:
		return err
	}
	return p.enter(r, in, f.Text("to"))
}

// atCode is the refusal of a locked account at the field that this page has.
func atCode(err error) error {
	if said(err)["code"] != "" {
		return err
	}
	return fault.At("code", fault.FieldsOf(err)[0].Say)
}

func (p *Pages) codeView(r *server.Request, f *form.Form, err error) view.CodeView {
	return view.CodeView{
		Shell: p.doorShell(r, "Enter your code", err), Problems: problems(err), To: kept(f.Text("to")),
		Code: layout.Field{ID: "code", Label: "Code", Hint: "The 6 digits that your authenticator app shows now", Error: said(err)["code"], Width: "10", Autocomplete: "one-time-code"},
	}
}
