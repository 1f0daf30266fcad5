package page

import (
	"errors"
	"slices"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/server"
	web "liaison/web/activity"
	"liaison/web/layout"
)

// findMeeting is the meeting in the path, if this person may correct it now,
// with what its correction is checked against.
func (p *Pages) findMeeting(r *server.Request) (activity.Activity, activity.Setting, error) {
	a, err := p.Activities.Find(r.Context(), r.Who, access.Coordination, r.Param("ref"), false)
	if err != nil {
		return a, activity.Setting{}, err
	}
	if err := a.MayChange(r.Who, p.Now()); err != nil {
		return a, activity.Setting{}, err
	}
	if !r.May(access.CorrectActivity, a.Scope()) {
		return a, activity.Setting{}, fault.New(fault.Forbidden, "You cannot correct this record")
	}
	in, err := p.correctSetting(r, a)
	return a, in, err
}

// correctSetting asks for the agencies that were invited then, and knows the
// series it belonged to.
func (p *Pages) correctSetting(r *server.Request, a activity.Activity) (activity.Setting, error) {
	in, err := p.meetingSetting(r)
	if err != nil {
		return in, err
	}
	now := in.Invited
	in.Invited = nil
	for _, l := range a.Meeting.Attendance {
		i := activity.Invited{Agency: l.Agency, Name: l.AgencyName}
		if n := slices.IndexFunc(now, func(n activity.Invited) bool { return n.Agency == l.Agency }); n >= 0 {
			i.Representative = now[n].Representative
		}
		in.Invited = append(in.Invited, i)
	}
	if s := a.Meeting.Series; s != uuid.Nil && !slices.ContainsFunc(in.Series, func(x activity.Series) bool { return x.ID == s }) {
		in.Series = append(in.Series, activity.Series{ID: s, Name: a.Meeting.SeriesName, Start: -1})
	}
	return in, nil
}

func (p *Pages) showMeetingCorrect(r *server.Request) error {
	a, in, err := p.findMeeting(r)
	if err != nil {
		return err
	}
	f := form.New(nil)
	typeMeeting(f, a.Meeting)
	return r.Show(web.Meeting(p.meetingView(r, f, in, p.correctForm(r, a, f, nil))))
}

func (p *Pages) saveMeetingCorrect(r *server.Request) error {
	a, in, err := p.findMeeting(r)
	if err != nil {
		return err
	}
	f := r.Form()
	version := f.Int("version", "")
	switch f.Raw("do") {
	case "everyone":
		everyoneCame(f, in)
		how := p.correctForm(r, a, f, nil)
		how.focus = "attendance"
		return r.Show(web.Meeting(p.meetingView(r, f, in, how)))
	case "add-action":
		packActions(f)
		how := p.correctForm(r, a, f, nil)
		how.open, how.focus = "actions", actionField(addRow(f))
		return r.Show(web.Meeting(p.meetingView(r, f, in, how)))
	}
	m := readMeeting(f, in)
	if err := f.Join(a.CheckCorrection(r.Who, m, f.Text("why"), in, p.Now())); err != nil {
		return r.Mend(web.Meeting(p.meetingView(r, f, in, p.correctForm(r, a, f, err))))
	}
	saved, err := p.Activities.Change(r.Context(), r.Who, access.Coordination, a.Ref, activity.Correct(r.Who, version, m, f.Text("why"), in, p.Now()))
	if errors.Is(err, fault.Conflict) {
		return p.clashMeeting(r, f, m)
	}
	if err != nil {
		return err
	}
	r.Flash(saved.Ref + " has been corrected. What it said before is in its history.")
	return r.Go("/coordination/activities/%s", saved.Ref)
}

// clashMeeting shows what somebody else saved beside what was typed. The form
// then carries their version, so that saving again puts this one over it.
func (p *Pages) clashMeeting(r *server.Request, f *form.Form, typed activity.Meeting) error {
	a, in, err := p.findMeeting(r)
	if err != nil {
		return err
	}
	names, err := p.names(r.Context(), r.Who, a.UpdatedBy)
	if err != nil {
		return err
	}
	f.Set("version", itoa(a.Version))
	how := p.correctForm(r, a, f, nil)
	typed = typed.Tidy()
	typed.Actions = slices.Concat(a.Meeting.Actions, typed.Actions)
	how.clash = &layout.Versions{By: names[a.UpdatedBy], At: clockOf(a.UpdatedAt) + " on " + day(calendar.Day(a.UpdatedAt)), Rows: differences(a.Meeting, typed)}
	return r.Clash(web.Meeting(p.meetingView(r, f, in, how)))
}

// correctForm is the form of a meeting that is there already.
func (p *Pages) correctForm(r *server.Request, a activity.Activity, f *form.Form, err error) meetingForm {
	at := activityPath(a.Strand, a.Ref)
	version := f.Text("version")
	if version == "" {
		version = itoa(a.Version)
	}
	how := meetingForm{
		heading: "Correct " + a.Ref, lede: "What the record says now stays readable in its history.", action: at + "/correct",
		hidden: []web.Carried{{Name: "version", Value: version}}, back: layout.Link{Text: "Back to " + a.Ref, Href: at}, cancel: layout.Link{Text: "Cancel", Href: at},
		submit: "Save correction", kept: a.Actions, err: err,
		notes: []string{"The new version counts as evidence from now on. The versions before it stay in the history."},
	}
	if a.AsksWhy(r.Who, p.Now()) {
		how.why = reason(r, err, "Why is it being corrected?")
	}
	return how
}
