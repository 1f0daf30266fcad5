package page

import (
	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/fault"
	"liaison/internal/server"
	web "liaison/web/activity"
	"liaison/web/layout"
)

func (p *Pages) showActivityRestore(r *server.Request, in access.Strand) error {
	a, done, err := p.findActivity(r, in)
	if done || err != nil {
		return err
	}
	if !a.Hidden() {
		return fault.New(fault.Conflict, "This record is not hidden")
	}
	names, err := p.names(r.Context(), r.Who, a.Report.By, a.Report.RestoredFirstBy)
	if err != nil {
		return err
	}
	at := activityPath(a.Strand, a.Ref)
	says := []string{
		names[a.Report.By] + " reported it on " + moment(a.ReportedAt) + ": " + a.Report.Why,
		"You cannot read it while it is hidden. Ask its author, or whoever reported it, what it holds.",
	}
	if a.Report.RestoredFirstBy == uuid.Nil {
		says = append(says, "After you, a second person must agree before it is shown again.")
	} else {
		says = append(says, names[a.Report.RestoredFirstBy]+" has agreed. If you agree too, it is shown again and counts as evidence again.")
	}
	return r.Show(web.Ask(web.AskView{
		Shell: p.shell(r, shellOf{Title: "Restore " + a.Ref, Strand: a.Strand, Nav: "Activities"}),
		Back:  layout.Link{Text: "Back to " + a.Ref, Href: at}, Heading: "Restore " + a.Ref, Says: says,
		Action: at + "/restore", Button: "Agree that " + a.Ref + " was right", Cancel: layout.Link{Text: "Cancel", Href: at},
	}))
}

func (p *Pages) saveActivityRestore(r *server.Request, in access.Strand) error {
	a, err := p.Activities.Change(r.Context(), r.Who, in, r.Param("ref"), activity.Restore(r.Who, p.Now()))
	if err != nil {
		return err
	}
	if a.Hidden() {
		r.Flash("You agreed that " + a.Ref + " was right. It stays hidden until a second person agrees.")
	} else {
		r.Flash(a.Ref + " is shown again.")
	}
	return r.Go("/%s/activities/%s", string(in), a.Ref)
}
