package page

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/server"
	web "liaison/web/action"
	"liaison/web/layout"
)

func (p *Pages) showAction(r *server.Request) error {
	a, err := p.Activities.Action(r.Context(), r.Who, r.Param("ref"))
	if err != nil {
		return err
	}
	names, err := p.names(r.Context(), r.Who, actionPeople(a)...)
	if err != nil {
		return err
	}
	open := a.State == activity.Open
	v := actionView(a, names, p.today(), open && r.May(access.CompleteAction, a.Scope()), open && r.May(access.PostponeAction, a.Scope()))
	if a.MayReopen() == nil && r.May(access.CompleteAction, a.Scope()) {
		v.Again = layout.Link{Text: "Open it again", Href: "/coordination/actions/" + a.Ref + "/reopen"}
	}
	v.Shell = p.shell(r, shellOf{Title: "Action " + a.Ref, Strand: access.Coordination, Nav: "Actions", Marking: string(a.Marking), Limit: a.Limit})
	return r.Show(web.Show(v))
}

// actionView is one action as its page shows it.
func actionView(a activity.Action, names map[uuid.UUID]string, today time.Time, complete, postpone bool) web.ShowView {
	at := "/coordination/actions/" + a.Ref
	v := web.ShowView{Back: layout.Link{Text: "Back to actions", Href: "/actions"}, Ref: "Action " + a.Ref, Title: a.What}
	if complete {
		v.Buttons = append(v.Buttons, layout.Link{Text: "Complete", Href: at + "/complete"})
	}
	if postpone {
		v.Buttons = append(v.Buttons, layout.Link{Text: "Change date", Href: at + "/date"}, layout.Link{Text: "Change person", Href: at + "/owner"})
	}
	due := due(a.Due, today)
	if a.State != activity.Open {
		due = dueClosed(a.Due)
	}
	if a.Kind != activity.PlainAction {
		v.Ref = a.Kind.Name() + " " + a.Ref
	}
	v.Rows = []layout.SummaryRow{
		{Key: "Agency", Lines: []string{a.AgencyName}},
		{Key: "Person", Lines: []string{personText(a.Owner, names)}},
		{Key: "Due", Show: layout.Due(due)},
		{Key: "State", Lines: []string{a.State.Name()}},
	}
	if a.State != activity.Open {
		if !a.DoneOn.IsZero() {
			v.Rows = append(v.Rows, layout.SummaryRow{Key: "Done on", Lines: []string{day(a.DoneOn)}})
		}
		v.Rows = append(v.Rows, layout.SummaryRow{Key: "Closed by", Lines: []string{names[a.ClosedBy] + ", " + moment(a.ClosedAt)}})
	}
	if a.Note != "" {
		v.Rows = append(v.Rows, layout.SummaryRow{Key: "Note", Lines: []string{a.Note}})
	}
	v.Rows = append(v.Rows, layout.SummaryRow{
		Key: "Asked for by", Show: layout.Anchor(layout.Link{Text: a.MeetingName + ", " + day(a.MeetingDay), Href: activityPath(access.Coordination, a.MeetingRef)}),
	})
	if l := limitText(a.Limit); l != "" {
		v.Rows = append(v.Rows, layout.SummaryRow{Key: "Passing on", Lines: []string{l}})
	}
	for _, c := range slices.Backward(a.History) {
		h := layout.Change{What: c.What.Name(), By: names[c.By], When: moment(c.At), ISO: isoMoment(c.At), Why: c.Why}
		switch c.What {
		case activity.DueChanged:
			h.Rows = []layout.Difference{{Name: "Due", Left: day(c.DueWas), Right: day(c.DueIs)}}
		case activity.Opened:
			h.What = "Asked for, due " + day(c.DueIs)
		case activity.OwnerChanged, activity.DoneChange, activity.OvertakenChange, activity.NotDoneChange, activity.Cancel, activity.Reopened:
		}
		v.Changes = append(v.Changes, h)
	}
	return v
}
