package page

import (
	"errors"
	"time"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/server"
	web "liaison/web/action"
	"liaison/web/layout"
)

func (p *Pages) showActionPostpone(r *server.Request) error {
	a, err := p.findOpenAction(r, access.PostponeAction)
	if err != nil {
		return err
	}
	return r.Show(web.Postpone(p.postponeView(r, a, r.Form(), nil)))
}

func (p *Pages) saveActionPostpone(r *server.Request) error {
	a, err := p.findOpenAction(r, access.PostponeAction)
	if err != nil {
		return err
	}
	f := r.Form()
	due := f.Date("due", "New due date", p.today())
	version := f.Int("version", "This form is out of date. Check the date, then change it again")
	// What could not be read is told together with what may not be.
	err = f.Join(activity.CheckDue(a, due, f.Text("why"), p.Now()))
	if err == nil {
		err = p.Activities.ChangeAction(r.Context(), r.Who, a.Ref, activity.Postpone(r.Who, version, due, f.Text("why"), p.Now()))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Postpone(p.postponeView(r, a, f, err)))
	}
	if errors.Is(err, fault.Conflict) {
		return p.clashPostpone(r, f, due)
	}
	if err != nil {
		return err
	}
	r.Flash("Action " + a.Ref + " is now due on " + day(due) + ".")
	return r.Go("/coordination/actions/%s", a.Ref)
}

// clashPostpone shows the form again as it was sent, beside what somebody else
// made of the action meanwhile. One that was closed is a Conflict.
func (p *Pages) clashPostpone(r *server.Request, f *form.Form, due time.Time) error {
	a, err := p.findOpenAction(r, access.PostponeAction)
	if err != nil {
		return err
	}
	v := p.postponeView(r, a, f, nil)
	v.Shell.HasErrors = true
	v.Clash = &layout.Versions{Rows: []layout.Difference{{Name: "Due date", Left: day(a.Due), Right: day(due)}}}
	if n := len(a.History); n > 0 {
		last := a.History[n-1]
		names, err := p.names(r.Context(), r.Who, last.By)
		if err != nil {
			return err
		}
		v.Clash.By, v.Clash.At = names[last.By], clockOf(last.At)+" on "+day(calendar.Day(last.At))
	}
	return r.Clash(web.Postpone(v))
}

func (p *Pages) postponeView(r *server.Request, a activity.Action, f *form.Form, err error) web.PostponeView {
	at := "/coordination/actions/" + a.Ref
	return web.PostponeView{
		Shell: p.shell(r, shellOf{Title: "Change the date of this action", Strand: access.Coordination, Nav: "Actions", Marking: string(a.Marking), Limit: a.Limit, Err: err}),
		Back:  layout.Link{Text: "Back to the action", Href: at}, Problems: problems(err), Action: at + "/date", Version: itoa(a.Version),
		What: a.What, Now: a.AgencyName + ", due " + day(a.Due) + ".",
		Due: layout.Field{ID: "due", Label: "New due date", Value: f.Raw("due"), Error: said(err)["due"]},
		Why: layout.Field{
			ID: "why", Label: "Why is the date changing?", Hint: "Do not identify any member of the public, even by initials", Value: f.Raw("why"), Error: said(err)["why"], Rows: 3, Max: activity.MaxReason,
		},
		Cancel: layout.Link{Text: "Cancel", Href: at},
	}
}
