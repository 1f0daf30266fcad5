package page

import (
	"liaison/internal/account"
	"liaison/internal/form"
	"liaison/internal/server"
	view "liaison/web/account"
	"liaison/web/layout"
)

// exceptPath is where an exception from the cooling-off is proposed.
const exceptPath = "/admin/grants/except"

func (p *Pages) showExcept(r *server.Request) error {
	s, err := p.Accounts.Staffing(r.Context(), r.Who)
	if err != nil {
		return err
	}
	f := r.Form()
	f.Set("person", r.Query("person"))
	return r.Show(view.Propose(p.exceptView(r, f, s, nil)))
}

func (p *Pages) saveExcept(r *server.Request) error {
	s, err := p.Accounts.Staffing(r.Context(), r.Who)
	if err != nil {
		return err
	}
	f := r.Form()
	x := p.proposalOf(r, f)
	x.Despite = f.Text("despite")
	if f.Err() != nil {
		err = f.Join(x.CheckException(account.Held{Memberships: membershipsIn(s, x.Account), Off: s.Off}, p.today()))
	} else {
		_, err = p.Accounts.Except(r.Context(), r.Who, x)
	}
	if mendable(err) {
		return r.Mend(view.Propose(p.exceptView(r, f, s, err)))
	}
	if err != nil {
		return err
	}
	r.Flash("Exception proposed. " + deciders(s, x))
	return r.Go("/admin/users")
}

// exceptView is the form of any role, which asks besides why it cannot wait.
func (p *Pages) exceptView(r *server.Request, f *form.Form, s account.Staffing, err error) view.ProposeView {
	v := p.proposeView(r, f, s, err)
	v.Title, v.Action = "Propose an exception from the cooling-off", exceptPath
	v.Shell = p.shell(r, shellOf{Title: v.Title, Nav: "People", Err: err})
	v.Instead = nil
	v.From.Hint = "After the last day of the role on the other side"
	v.To.Hint = "The exception ends with it, within a year of the first day"
	v.Despite = &layout.Field{
		ID: "despite", Label: "Why the role cannot wait until the cooling-off is over", Hint: "Do not say what the person did in either role",
		Value: f.Raw("despite"), Error: said(err)["despite"], Rows: 3, Max: account.MaxReason,
	}
	v.Notes = []string{
		"Another manager or administrator decides: neither you nor the one who would hold the role.",
		"Nobody holds roles on both sides at once, with or without an exception.",
		"The exception is for this role alone. For another role the whole cooling-off counts.",
		"It is listed in checklist item SEP-1 from the first of next month, with its days and the two of you, and without the person’s name.",
	}
	return v
}
