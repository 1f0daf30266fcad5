package page

import (
	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/server"
	web "liaison/web/activity"
	"liaison/web/layout"
)

func (p *Pages) showActivityHistory(r *server.Request, in access.Strand) error {
	a, done, err := p.findActivity(r, in)
	if done || err != nil {
		return err
	}
	versions, err := p.Activities.Versions(r.Context(), r.Who, in, a)
	if err != nil {
		return err
	}
	var ids []uuid.UUID
	for _, v := range versions {
		ids = append(ids, v.By)
	}
	names, err := p.names(r.Context(), r.Who, ids...)
	if err != nil {
		return err
	}
	v := p.historyView(a, versions, names)
	v.Shell = p.shell(r, shellOf{Title: "History of " + a.Ref, Strand: in, Nav: "Activities", Marking: string(a.Content.Marking), Limit: a.Content.Limit, NoPrint: noPrint(a.Content)})
	return r.Show(web.History(v))
}

// historyView is what happened to a record, newest first, with what each
// correction changed.
func (p *Pages) historyView(a activity.Activity, versions []activity.Version, names map[uuid.UUID]string) web.HistoryView {
	v := web.HistoryView{
		Back: layout.Link{Text: "Back to " + a.Ref, Href: activityPath(a.Strand, a.Ref)},
		Ref:  a.Ref, Title: "History of this record", Hidden: a.Hidden(),
	}
	for i, now := range versions {
		c := layout.Change{What: now.What.Name(), By: names[now.By], When: moment(now.At), ISO: isoMoment(now.At), Why: now.Why}
		if (now.What == activity.Corrected || now.What == activity.Answered) && i+1 < len(versions) && !a.Hidden() {
			c.Rows = p.differences(a.Kind, versions[i+1].Content, now.Content)
		}
		v.Changes = append(v.Changes, c)
	}
	return v
}
