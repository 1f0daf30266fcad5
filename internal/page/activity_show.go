package page

import (
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/calendar"
	"liaison/internal/server"
	web "liaison/web/activity"
	"liaison/web/layout"
)

// offered is what the person may do with a record now.
type offered struct {
	correct, withdraw, report, restore bool
}

func (p *Pages) showActivity(r *server.Request, in access.Strand) error {
	a, done, err := p.findActivity(r, in)
	if done || err != nil {
		return err
	}
	people := []uuid.UUID{a.Author, a.UpdatedBy, a.WithdrawnBy, a.Report.By, a.Report.RestoredFirstBy}
	for _, n := range a.Actions {
		people = append(people, n.Owner)
	}
	names, err := p.names(r.Context(), r.Who, people...)
	if err != nil {
		return err
	}
	may := a.MayChange(r.Who, p.Now()) == nil
	_, form := p.formOf(a.Kind)
	v := recordView(a, names, p.Now(), offered{
		correct:  may && form && r.May(access.CorrectActivity, a.Scope()),
		withdraw: may && r.May(access.WithdrawActivity, a.Scope()),
		report:   !a.Hidden() && r.May(access.ReportActivity, a.Scope()),
		restore:  a.Hidden() && r.May(access.RestoreActivity, a.Scope()),
	})
	v.Shell = p.shell(r, shellOf{Title: a.Ref, Strand: in, Nav: "Activities", Marking: string(a.Content.Marking), Limit: a.Content.Limit})
	if k, ok := p.formOf(a.Kind); ok && !a.Hidden() {
		v.Said = k.words().said
		if err := k.shows(r, &v, a); err != nil {
			return err
		}
		if err := p.showRatings(r, &v, a); err != nil {
			return err
		}
	}
	if len(a.Content.Items) > 0 {
		v.Facts = append(v.Facts, layout.SummaryRow{Key: "Evidence for", Show: web.Codes(a.Content.Items)})
	}
	v.Shell.NoPrint = v.NoPrint
	return r.Show(web.Show(v))
}

// recordView is a record as its page shows it.
func recordView(a activity.Activity, names map[uuid.UUID]string, now time.Time, may offered) web.ShowView {
	at := activityPath(a.Strand, a.Ref)
	v := web.ShowView{
		Back: backToList(a.Strand), Strand: string(a.Strand), Ref: a.Ref, Title: a.Content.Name, Aim: a.Kind.Name() + ", " + held(a.Content),
		Notice: recordNotice(a, names, at, may), Hidden: a.Hidden(), Said: "What happened",
	}
	if a.Hidden() {
		v.Title, v.Aim = "Hidden record", ""
	}
	if may.correct {
		v.Buttons = append(v.Buttons, layout.Link{Text: "Correct", Href: at + "/correct"})
	}
	v.Facts = []layout.SummaryRow{{Key: "When", Lines: []string{held(a.Content)}}}
	v.Summary = a.Content.Summary
	for _, n := range a.Actions {
		action := recordAction(n, calendar.Day(now))
		if n.Owner != uuid.Nil {
			action.Agency += ", " + names[n.Owner]
		}
		v.Actions = append(v.Actions, action)
	}
	v.Handling = []layout.Fact{
		{Name: "Marking", Lines: []string{string(a.Content.Marking)}},
		{Name: "Who can see this", Lines: []string{whoSees(a.Strand)}},
	}
	if l := limitText(a.Content.Limit); l != "" {
		v.Handling = append(v.Handling, layout.Fact{Name: "Passing on", Lines: []string{l}})
	}
	recorded := []string{names[a.Author], moment(a.CreatedAt)}
	if a.AgencyName != "" {
		recorded[0] += ", " + a.AgencyName
	}
	v.About = append(v.About, layout.Fact{Name: "Recorded by", Lines: recorded})
	if a.Version > 1 {
		v.About = append(v.About, layout.Fact{Name: "Last changed by", Lines: []string{names[a.UpdatedBy], moment(a.UpdatedAt)}})
	}
	if a.Strand == access.Coordination && now.Before(a.OwnUntil()) && !a.Hidden() && !a.IsWithdrawn() {
		v.About = append(v.About, layout.Fact{Name: "Its author can correct it until", Lines: []string{moment(a.OwnUntil())}})
	}
	v.Links = append(v.Links, layout.Link{Text: "History of this record", Href: at + "/history"})
	if may.withdraw {
		v.Links = append(v.Links, layout.Link{Text: "Withdraw this record", Href: at + "/withdraw"})
	}
	if may.report {
		v.Links = append(v.Links, layout.Link{Text: "Report wrong content", Href: at + "/report"})
	}
	return v
}

// recordNotice is what must be known before the record is read.
func recordNotice(a activity.Activity, names map[uuid.UUID]string, at string, may offered) *web.Notice {
	switch {
	case a.Hidden():
		n := &web.Notice{Title: "Hidden", Text: []string{
			"This record was reported on " + moment(a.ReportedAt) + ", because something in it may not belong here. Nobody can read it, and it counts for nothing until two people agree that it was right.",
		}}
		if a.Report.RestoredFirstBy != uuid.Nil {
			n.Text = append(n.Text, names[a.Report.RestoredFirstBy]+" agreed on "+moment(a.Report.RestoredFirstAt)+". One more person must agree.")
		}
		if may.restore {
			n.Links = []layout.Link{{Text: "Restore this record", Href: at + "/restore"}}
		}
		return n
	case a.IsWithdrawn():
		return &web.Notice{Title: "Withdrawn", Text: []string{
			"This record was withdrawn by " + names[a.WithdrawnBy] + " on " + moment(a.WithdrawnAt) + ". It counts for nothing and stays here to be read.",
			"Reason: " + a.WithdrawnWhy,
		}}
	}
	return nil
}

func present(m activity.Meeting) []web.Present {
	var all []web.Present
	for _, l := range m.Attendance {
		line := web.Present{Agency: l.AgencyName, State: string(l.State), Words: l.State.Name(), Who: l.Person}
		var notes []string
		if l.Named {
			notes = append(notes, "Named representative")
		}
		if l.Why != "" {
			notes = append(notes, l.Why.Name())
		}
		if l.InformationSent {
			notes = append(notes, "Sent information")
		}
		line.Note = strings.Join(notes, ". ")
		all = append(all, line)
	}
	return all
}

func recordAction(n activity.Action, today time.Time) web.Action {
	a := web.Action{Link: layout.Link{Text: n.What, Href: "/coordination/actions/" + n.Ref}, Agency: n.AgencyName, Due: dueClosed(n.Due), State: n.State.Name()}
	if n.Kind == activity.FollowUp {
		a.Sub = n.Kind.Name()
	}
	if n.State == activity.Open {
		a.Due, a.Open = due(n.Due, today), true
	}
	return a
}

// whoSees says who can read a record of the strand.
func whoSees(in access.Strand) string {
	switch in {
	case access.Outreach:
		return "People with a grant for outreach records in this partnership"
	case access.Casework:
		return "People named on the case, and supervisors"
	case access.Intelligence:
		return "People with a grant for intelligence records in this partnership"
	case access.Coordination, access.Identity:
	}
	return "Everyone who works in this partnership’s coordination records"
}

// backToList is the list that a record of the strand is in.
func backToList(in access.Strand) layout.Link {
	if in == access.Coordination {
		return layout.Link{Text: "Back to activities", Href: "/activities"}
	}
	return layout.Link{Text: "Back to " + strings.ToLower(in.Name()), Href: "/" + string(in) + "/activities"}
}
