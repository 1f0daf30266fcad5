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

// findClosedAction is the action in the path, if this person may open it again.
func (p *Pages) findClosedAction(r *server.Request) (activity.Action, error) {
	a, err := p.findAction(r, access.CompleteAction)
	if err == nil {
		err = a.MayReopen()
	}
	return a, err
}

func (p *Pages) showActionReopen(r *server.Request) error {
	a, err := p.findClosedAction(r)
	if err != nil {
		return err
	}
	return r.Show(web.Ask(p.reopenView(r, a, nil)))
}

func (p *Pages) saveActionReopen(r *server.Request) error {
	a, err := p.findClosedAction(r)
	if err != nil {
		return err
	}
	f := r.Form()
	version := f.Int("version", "")
	err = f.Join(activity.CheckReopening(f.Text("why")))
	if err == nil {
		err = p.Activities.ChangeAction(r.Context(), r.Who, a.Ref, activity.Reopen(r.Who, version, f.Text("why"), p.Now()))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Ask(p.reopenView(r, a, err)))
	}
	if err != nil {
		return err
	}
	r.Flash("Action " + a.Ref + " is open again, due on " + day(a.Due) + ".")
	return r.Go("/coordination/actions/%s", a.Ref)
}

func (p *Pages) reopenView(r *server.Request, a activity.Action, err error) web.AskView {
	at := "/coordination/actions/" + a.Ref
	version := r.Form().Text("version")
	if version == "" {
		version = itoa(a.Version)
	}
	return web.AskView{
		Shell: p.shell(r, shellOf{Title: "Open this action again", Strand: access.Coordination, Nav: "Actions", Marking: string(a.Marking), Limit: a.Limit, Err: err}),
		Back:  layout.Link{Text: "Back to the action", Href: at}, Problems: problems(err), Heading: "Open this action again",
		Says: []string{
			a.What + " " + a.AgencyName + ", due " + day(a.Due) + ". " + a.State.Name() + ", " + moment(a.ClosedAt) + ".",
			"How it ended stays in its history. It counts as open from now on, and its agency sees it on its home page.",
		},
		Action: at + "/reopen", Hidden: []web.Carried{{Name: "version", Value: version}}, Why: reason(r, err, "Why is it opened again?"),
		Button: "Open it again", Cancel: layout.Link{Text: "Cancel", Href: at},
	}
}
