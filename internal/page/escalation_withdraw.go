package page

import (
	"errors"

	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/partnership"
	"liaison/internal/server"
	"liaison/web/layout"
	web "liaison/web/partnership"
)

// findAnswered is the escalation in the path, which has an answer.
func (p *Pages) findAnswered(r *server.Request) (partnership.Escalation, error) {
	e, err := p.Partnerships.Escalation(r.Context(), r.Who, idParam(r))
	if err == nil {
		err = e.HasAnswer()
	}
	return e, err
}

func (p *Pages) showAnswerWithdraw(r *server.Request) error {
	e, err := p.findAnswered(r)
	if err != nil {
		return err
	}
	return r.Show(web.Keep(p.answerWithdrawView(r, e, form.New(nil), nil)))
}

func (p *Pages) saveAnswerWithdraw(r *server.Request) error {
	e, err := p.findAnswered(r)
	if err != nil {
		return err
	}
	f := r.Form()
	version := f.Int("version", "This form is out of date. Open it again")
	why := wholeReason(f)
	if err = f.Join(partnership.CheckWithdrawal(why)); err == nil {
		err = p.Partnerships.ChangeEscalation(r.Context(), r.Who, e.ID, partnership.WithdrawAnswer(r.Who.ID, version, why))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Keep(p.answerWithdrawView(r, e, f, err)))
	}
	if err != nil {
		return err
	}
	r.Flash("Answer withdrawn. The escalation waits as it did before.")
	return r.Go("/coordination/escalations/%s", e.ID)
}

func (p *Pages) answerWithdrawView(r *server.Request, e partnership.Escalation, f *form.Form, err error) web.KeepView {
	at := "/coordination/escalations/" + e.ID.String()
	v := p.takeBackView(r, "Withdraw the answer", layout.Link{Text: "Back to the escalation", Href: at}, []layout.SummaryRow{
		{Key: "What needed a decision", Lines: paragraphs(e.What)},
		{Key: "Answer of " + day(e.Answered), Lines: paragraphs(e.Answer)},
	}, err)
	v.Shell = p.escalationShell(r, "Withdraw the answer", e, err)
	v.Action, v.Version = at+"/withdraw", f.Text("version")
	if v.Version == "" {
		v.Version = itoa(e.Version)
	}
	v.Warning = "The escalation waits again, from the day it was raised. What the answer said stays in its history. Record the right answer afterwards."
	return v
}
