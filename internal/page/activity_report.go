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

func (p *Pages) showActivityReport(r *server.Request, in access.Strand) error {
	a, done, err := p.findActivity(r, in)
	if done || err != nil {
		return err
	}
	if a.Hidden() {
		return fault.New(fault.Conflict, "This record is already hidden, because somebody reported it")
	}
	return r.Show(web.Ask(p.reportView(r, a, nil)))
}

func (p *Pages) saveActivityReport(r *server.Request, in access.Strand) error {
	f := r.Form()
	ch := activity.ReportWrong(r.Who, wholeReason(f), p.Now())
	a, err := p.Activities.Change(r.Context(), r.Who, in, r.Param("ref"), ch)
	if errors.Is(err, fault.Invalid) {
		found, done, find := p.findActivity(r, in)
		if done || find != nil {
			return find
		}
		return r.Mend(web.Ask(p.reportView(r, found, f.Join(err))))
	}
	if err != nil {
		return err
	}
	r.Flash("You reported " + a.Ref + ". It is hidden from everybody now.")
	return r.Go("/%s/activities/%s", string(in), a.Ref)
}

func (p *Pages) reportView(r *server.Request, a activity.Activity, err error) web.AskView {
	at := activityPath(a.Strand, a.Ref)
	return web.AskView{
		Shell: p.shell(r, shellOf{Title: "Report wrong content in " + a.Ref, Strand: a.Strand, Nav: "Activities", Marking: string(a.Content.Marking), Limit: a.Content.Limit, Err: err}),
		Back:  layout.Link{Text: "Back to " + a.Ref, Href: at}, Problems: problems(err),
		Heading: "Report wrong content in " + a.Ref,
		Says: []string{
			"Report a record that names a member of the public, holds intelligence, or holds anything else that does not belong in this record area.",
			"Every version of it is hidden from everybody at once, and it counts for nothing. Two people may restore it if it was right after all.",
		},
		Action: at + "/report", Why: reason(r, err, "What kind of content is wrong? Do not repeat it"),
		Button: "Report and hide " + a.Ref, Danger: true, Cancel: layout.Link{Text: "Cancel", Href: at},
	}
}
