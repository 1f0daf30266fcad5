package page

import (
	"errors"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/server"
	web "liaison/web/action"
	"liaison/web/layout"
)

// findOpenAction is the action in the path, if this person may do that to it.
func (p *Pages) findOpenAction(r *server.Request, do access.Action) (activity.Action, error) {
	a, err := p.findAction(r, do)
	if err == nil && a.State != activity.Open {
		err = fault.New(fault.Conflict, "This action has already been closed")
	}
	return a, err
}

// findAction is the action in the path, if this person may do that to it.
func (p *Pages) findAction(r *server.Request, do access.Action) (activity.Action, error) {
	a, err := p.Activities.Action(r.Context(), r.Who, r.Param("ref"))
	if err == nil && !r.May(do, a.Scope()) {
		err = fault.New(fault.Forbidden, "This action is another agency’s")
	}
	return a, err
}

func (p *Pages) showActionComplete(r *server.Request) error {
	a, err := p.findOpenAction(r, access.CompleteAction)
	if err != nil {
		return err
	}
	f := form.New(nil)
	f.Set("on", day(p.today()))
	return r.Show(web.Complete(p.completeView(r, a, f, nil)))
}

func (p *Pages) saveActionComplete(r *server.Request) error {
	a, err := p.findOpenAction(r, access.CompleteAction)
	if err != nil {
		return err
	}
	f := r.Form()
	end := activity.Ending{As: activity.ActionState(f.Text("state")), Note: f.Text("note")}
	if end.As == activity.Done {
		end.On = f.Date("on", "Day it was done", p.today())
	}
	if err := f.Join(end.Check(a, p.Now())); err != nil {
		return r.Mend(web.Complete(p.completeView(r, a, f, err)))
	}
	err = p.Activities.ChangeAction(r.Context(), r.Who, a.Ref, activity.Complete(r.Who, end, p.Now()))
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Complete(p.completeView(r, a, f, err)))
	}
	if err != nil {
		return err
	}
	r.Flash("Action " + a.Ref + " is closed.")
	return r.Go("/coordination/actions/%s", a.Ref)
}

func (p *Pages) completeView(r *server.Request, a activity.Action, f *form.Form, err error) web.CompleteView {
	at := "/coordination/actions/" + a.Ref
	v := web.CompleteView{
		Shell: p.shell(r, shellOf{Title: "Complete this action", Strand: access.Coordination, Nav: "Actions", Marking: string(a.Marking), Limit: a.Limit, Err: err}),
		Back:  layout.Link{Text: "Back to the action", Href: at}, Problems: problems(err), Action: at + "/complete",
		What:  a.What + " " + a.AgencyName + ", due " + day(a.Due) + ".",
		State: layout.Field{ID: "state", Label: "How did it end?", LabelSize: "m", Value: f.Raw("state"), Error: said(err)["state"]},
		Note: layout.Field{
			ID: "note", Label: "Note", Hint: "Needed unless it was done. Do not identify any member of the public, even by initials", Value: f.Raw("note"), Error: said(err)["note"], Rows: 3, Max: activity.MaxReason,
		},
		Cancel: layout.Link{Text: "Cancel", Href: at},
	}
	if ofFollowUp(a) {
		v.Note.Hint = "What was done to follow up the training, or why it was not. Do not identify any member of the public, even by initials"
	}
	hints := map[activity.ActionState]string{
		activity.Overtaken: "It was no longer possible or needed, because circumstances changed",
		activity.NotDone:   "The agency did not do it",
	}
	for _, s := range activity.Outcomes() {
		o := layout.Option{Value: string(s), Label: s.Name(), Hint: hints[s]}
		if s == activity.Done {
			o.Then = layout.DateInput(layout.Field{ID: "on", Label: "Day it was done", Value: f.Raw("on"), Error: said(err)["on"]})
		}
		v.State.Options = append(v.State.Options, o)
	}
	return v
}
