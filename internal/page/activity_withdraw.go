package page

import (
	"errors"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/fault"
	"liaison/internal/server"
	web "liaison/web/activity"
	"liaison/web/layout"
)

func (p *Pages) showActivityWithdraw(r *server.Request, in access.Strand) error {
	a, done, err := p.findActivity(r, in)
	if done || err != nil {
		return err
	}
	if err := a.MayChange(r.Who, p.Now()); err != nil {
		return err
	}
	return r.Show(web.Ask(p.withdrawView(r, a, nil)))
}

func (p *Pages) saveActivityWithdraw(r *server.Request, in access.Strand) error {
	f := r.Form()
	ch := activity.Withdraw(r.Who, wholeReason(f), p.Now())
	a, err := p.Activities.Change(r.Context(), r.Who, in, r.Param("ref"), ch)
	if errors.Is(err, fault.Invalid) {
		found, done, find := p.findActivity(r, in)
		if done || find != nil {
			return find
		}
		return r.Mend(web.Ask(p.withdrawView(r, found, f.Join(err))))
	}
	if err != nil {
		return err
	}
	r.Flash(a.Ref + " has been withdrawn. It stays readable, and it no longer counts as evidence.")
	return r.Go("/%s/activities/%s", string(in), a.Ref)
}

func (p *Pages) withdrawView(r *server.Request, a activity.Activity, err error) web.AskView {
	at := activityPath(a.Strand, a.Ref)
	says := []string{"The record stays readable, marked as withdrawn. It no longer counts as evidence."}
	open := 0
	for _, n := range a.Actions {
		if n.State == activity.Open {
			open++
		}
	}
	if open > 0 {
		says = append(says, plural(open, "open action is", "open actions are")+" cancelled with it.")
	}
	return web.AskView{
		Shell: p.shell(r, shellOf{Title: "Withdraw " + a.Ref, Strand: a.Strand, Nav: "Activities", Marking: string(a.Content.Marking), Limit: a.Content.Limit, Err: err}),
		Back:  layout.Link{Text: "Back to " + a.Ref, Href: at}, Problems: problems(err),
		Heading: "Withdraw " + a.Ref, Says: says, Warning: "A withdrawn record cannot be brought back. Record it again if it was right.",
		Action: at + "/withdraw", Why: reason(r, err, "Why is it being withdrawn?"),
		Button: "Withdraw " + a.Ref, Danger: true, Cancel: layout.Link{Text: "Cancel", Href: at},
	}
}

// reason is the box for a reason.
func reason(r *server.Request, err error, label string) *layout.Field {
	return &layout.Field{
		ID: "why", Label: label, Hint: "Do not identify any member of the public, even by initials", Value: r.Form().Raw("why"), Error: said(err)["why"],
		Rows: 3, Max: activity.MaxReason,
	}
}
