package page

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/audit"
	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/server"
	web "liaison/web/activity"
	"liaison/web/layout"
)

// meetingRoutes is what follows a meeting, and the list of meetings.
func (p *Pages) meetingRoutes() []server.Route {
	const base = "/coordination/activities/:ref/"
	routes := []server.Route{
		server.Mixed(http.MethodGet, "/meetings", []access.Strand{access.Coordination}, access.ReadActivity, audit.None, p.showMeetingList),
		server.Get(base+"agenda", access.Coordination, access.ReadActivity, audit.None, p.showMeetingAgenda),
		server.Get(base+"meeting.ics", access.Coordination, access.ReadActivity, audit.None, p.showMeetingCalendar),
		server.Get(base+"held", access.Coordination, access.FollowMeeting, audit.None, p.showMeetingHeld),
		server.Post(base+"held", access.Coordination, access.FollowMeeting, audit.Alter, p.saveMeetingHeld),
		server.Get(base+"cancel", access.Coordination, access.FollowMeeting, audit.None, p.showMeetingCancel),
		server.Post(base+"cancel", access.Coordination, access.FollowMeeting, audit.Alter, p.saveMeetingCancel),
	}
	for _, what := range activity.Follows() {
		routes = append(routes,
			server.Get(base+string(what), access.Coordination, access.FollowMeeting, audit.None, func(r *server.Request) error { return p.showMeetingFollow(r, what) }),
			server.Post(base+string(what), access.Coordination, access.FollowMeeting, audit.Alter, func(r *server.Request) error { return p.saveMeetingFollow(r, what) }))
	}
	return routes
}

// followWords are what pages say of each thing that follows a meeting.
var followWords = map[activity.Follow]struct{ summary, label, button string }{
	activity.AgendaSent:    {"Say that the agenda was sent", "Day the agenda was sent", "Agenda sent"},
	activity.MinutesSent:   {"Say that the minutes were sent", "Day the minutes were sent", "Minutes sent"},
	activity.MinutesAgreed: {"Say that the minutes were agreed", "Day the minutes were agreed", "Minutes agreed"},
}

// followed puts into a meeting's page what follows it: its agenda and minutes,
// with ways to say what happened to them.
func (p *Pages) followed(r *server.Request, v *web.ShowView, a activity.Activity) error {
	m := activity.Part[activity.Meeting](a.Content)
	at := activityPath(a.Strand, a.Ref)
	off, err := p.Partnerships.Holidays(r.Context(), r.Who)
	if err != nil {
		return err
	}
	may := a.MayFollow() == nil && r.May(access.FollowMeeting, a.Scope())
	papers := web.PapersView{Rows: paperRows(a.Content, m, p.today(), off)}
	if !a.IsWithdrawn() && m.Status != activity.CancelledMeeting {
		papers.Links = append(papers.Links, layout.Link{Text: "Agenda to print", Href: at + "/agenda"})
		v.Links = append([]layout.Link{toCalendar(a)}, v.Links...)
	}
	for _, what := range activity.Follows() {
		if !may || what.Waits(a) != nil {
			continue
		}
		papers.Forms = append(papers.Forms, web.SmallForm{
			Summary: followWords[what].summary, Action: at + "/" + string(what), Version: itoa(a.Version), Button: followWords[what].button,
			Day: layout.Field{ID: string(what), Name: "day", Label: followWords[what].label, Value: day(p.today())},
		})
	}
	if len(papers.Rows) > 0 || len(papers.Forms) > 0 {
		v.Parts = append(v.Parts, web.Papers(papers))
	}
	if err := p.escalated(r, v, a, off); err != nil {
		return err
	}
	switch {
	case m.Status == activity.PlannedMeeting && !a.IsWithdrawn():
		return p.planned(r, v, a, may)
	case m.Status == activity.CancelledMeeting && v.Notice == nil:
		v.Notice = &web.Notice{Title: "Cancelled", Text: []string{"This meeting was cancelled. It counts for nothing and stays here to be read.", "Reason: " + m.CancelledWhy}}
	case m.Held() && !a.IsWithdrawn():
		if r.MayIn(access.LogMeeting, access.Coordination) {
			v.Buttons = append(v.Buttons, layout.Link{Text: "Plan the next one", Href: newMeeting + "?next=" + a.Ref})
		}
		if r.MayIn(access.RaiseEscalation, access.Coordination) {
			v.Links = append(v.Links, layout.Link{Text: "Escalate something from this meeting", Href: "/coordination/escalations?meeting=" + a.Ref})
		}
	}
	return nil
}

// escalated puts into a meeting's page what was escalated from it, with what
// came back.
func (p *Pages) escalated(r *server.Request, v *web.ShowView, a activity.Activity, off calendar.Holidays) error {
	if !r.MayIn(access.ReadPartnership, access.Coordination) {
		return nil
	}
	all, err := p.Partnerships.EscalationsOf(r.Context(), r.Who, a.ID)
	if err != nil || len(all) == 0 {
		return err
	}
	var shown []web.Escalated
	for _, e := range all {
		x := web.Escalated{
			Link: layout.Link{Text: shortened(e.What, 140), Href: "/coordination/escalations/" + e.ID.String()},
			Sub:  "To the " + strings.ToLower(e.Post.Name()) + ", raised on " + day(e.Raised), Stands: "Waits, " + p.escalationDays(e, off), Late: e.Open() && e.Days(off, p.today()) > answerDays,
		}
		if !e.Open() {
			x.Stands, x.Answer = "Answered on "+day(e.Answered)+", "+p.escalationDays(e, off), paragraphs(e.Answer)
		}
		shown = append(shown, x)
	}
	v.Parts = append(v.Parts, web.Escalations(shown))
	return nil
}

// paperRows say how agenda and minutes stand.
func paperRows(c activity.Content, m activity.Meeting, today time.Time, off calendar.Holidays) []layout.SummaryRow {
	var rows []layout.SummaryRow
	switch {
	case !m.AgendaSent.IsZero():
		rows = append(rows, layout.SummaryRow{Key: "Agenda", Lines: []string{"Sent on " + day(m.AgendaSent) + noticeText(c, m, off) + "."}})
	case m.Status == activity.PlannedMeeting:
		rows = append(rows, layout.SummaryRow{Key: "Agenda", Lines: []string{"Not sent yet."}})
	}
	if m.Held() && (!m.MinutesDue.IsZero() || !m.MinutesSent.IsZero()) {
		rows = append(rows, layout.SummaryRow{Key: "Minutes", Lines: minutesText(c, today, off)})
	}
	return rows
}

// noticeText is how long before the meeting its agenda was sent.
func noticeText(c activity.Content, m activity.Meeting, off calendar.Holidays) string {
	if !m.AgendaSent.Before(c.Day) {
		return ", on the day of the meeting"
	}
	return ", " + workingDays(off.Between(m.AgendaSent, c.Day)) + " before the meeting"
}

// planned puts into the page of a planned meeting what can be done with it,
// and the actions that it will go through.
func (p *Pages) planned(r *server.Request, v *web.ShowView, a activity.Activity, may bool) error {
	at := activityPath(a.Strand, a.Ref)
	text := "This meeting is planned. It counts for nothing until somebody records what happened."
	if a.Content.Day.Before(p.today()) {
		text = "The day of this meeting has passed. Record what happened, or cancel it. Until then it counts for nothing."
	}
	if v.Notice == nil {
		v.Notice = &web.Notice{Title: "Planned", Text: []string{text}}
	}
	if may {
		v.Buttons = append([]layout.Link{{Text: "Record what happened", Href: at + "/held"}}, v.Buttons...)
		v.Links = append([]layout.Link{{Text: "Cancel the meeting", Href: at + "/cancel"}}, v.Links...)
	}
	actions, err := p.Activities.Review(r.Context(), r.Who, a)
	if err != nil {
		return err
	}
	review := web.ReviewView{Says: "Nothing that earlier meetings asked for is open."}
	if len(actions) > 0 {
		review.Says = "What earlier meetings asked for and is still open, or ended without being done since the last meeting. The agenda begins with it."
	}
	raise(&v.Shell, slices.ContainsFunc(actions, ofSensitive))
	for _, n := range actions {
		review.Actions = append(review.Actions, reviewAction(n, p.today()))
	}
	v.Parts = append(v.Parts, web.Review(review))
	return nil
}

// reviewAction is an action of another record as a page lists it.
func reviewAction(n activity.Action, today time.Time) web.Action {
	v := recordAction(n, today)
	v.Sub = n.MeetingName + ", " + day(n.MeetingDay)
	return v
}

// findMeeting is the meeting in the path, if this person may say what follows it.
func (p *Pages) findMeeting(r *server.Request) (activity.Activity, error) {
	a, _, err := p.findActivity(r, access.Coordination)
	if err != nil {
		return a, err
	}
	if err := a.MayFollow(); err != nil {
		return a, err
	}
	if !r.May(access.FollowMeeting, a.Scope()) {
		return a, fault.New(fault.Forbidden, "You cannot say what follows this meeting")
	}
	return a, nil
}

func (p *Pages) showMeetingFollow(r *server.Request, what activity.Follow) error {
	a, err := p.findMeeting(r)
	if err == nil {
		err = what.Waits(a)
	}
	if err != nil {
		return err
	}
	f := form.New(nil)
	f.Set("day", day(p.today()))
	return r.Show(web.Followed(p.followView(r, a, what, f, nil)))
}

func (p *Pages) saveMeetingFollow(r *server.Request, what activity.Follow) error {
	a, err := p.findMeeting(r)
	if err == nil {
		err = what.Waits(a)
	}
	if err != nil {
		return err
	}
	f := r.Form()
	on := f.Date("day", followWords[what].label, p.today())
	version := f.Int("version", "")
	err = f.Join(what.Check(a, on, p.today()))
	if err == nil {
		_, err = p.Activities.Change(r.Context(), r.Who, access.Coordination, a.Ref, what.Say(r.Who, version, on, p.Now()))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Followed(p.followView(r, a, what, f, err)))
	}
	if errors.Is(err, fault.Conflict) {
		return p.clashFollow(r, what, f)
	}
	if err != nil {
		return err
	}
	r.Flash(what.Name() + " on " + day(on) + ": recorded for " + a.Ref + ".")
	return r.Go("/coordination/activities/%s", a.Ref)
}

// clashFollow shows the form again with what somebody else changed meanwhile.
// It then carries their version, so that saving again says it of that one.
func (p *Pages) clashFollow(r *server.Request, what activity.Follow, f *form.Form) error {
	a, err := p.findMeeting(r)
	if err == nil {
		err = what.Waits(a)
	}
	if err != nil {
		return err
	}
	names, err := p.names(r.Context(), r.Who, a.UpdatedBy)
	if err != nil {
		return err
	}
	v := p.followView(r, a, what, f, nil)
	v.Version = itoa(a.Version)
	v.Shell.HasErrors = true
	v.Clash = &layout.Versions{
		By: names[a.UpdatedBy], At: clockOf(a.UpdatedAt) + " on " + day(calendar.Day(a.UpdatedAt)),
		Rows: []layout.Difference{{Name: what.Name(), Left: "Not recorded", Right: f.Raw("day")}},
	}
	return r.Clash(web.Followed(v))
}

func (p *Pages) followView(r *server.Request, a activity.Activity, what activity.Follow, f *form.Form, err error) web.FollowView {
	at := activityPath(a.Strand, a.Ref)
	w := followWords[what]
	return web.FollowView{
		Shell: p.shell(r, shellOf{Title: what.Name(), Strand: access.Coordination, Nav: "Activities", Marking: string(a.Content.Marking), Limit: a.Content.Limit, Err: err}),
		Back:  layout.Link{Text: "Back to " + a.Ref, Href: at}, Problems: problems(err), Heading: what.Name(),
		Says: []string{a.Content.Name + ", " + held(a.Content) + ". The day is kept in the history of the record."}, Action: at + "/" + string(what), Version: seenVersion(f, a),
		Day:    layout.Field{ID: "day", Label: w.label, Value: f.Raw("day"), Error: said(err)["day"]},
		Button: w.button, Cancel: layout.Link{Text: "Cancel", Href: at},
	}
}

// seenVersion is the version that the person was looking at, or the newest.
func seenVersion(f *form.Form, a activity.Activity) string {
	if v := f.Text("version"); v != "" {
		return v
	}
	return itoa(a.Version)
}

func (p *Pages) showMeetingCancel(r *server.Request) error {
	a, err := p.findMeeting(r)
	if err == nil {
		err = a.MayCall()
	}
	if err != nil {
		return err
	}
	return r.Show(web.Ask(p.cancelView(r, a, nil)))
}

func (p *Pages) saveMeetingCancel(r *server.Request) error {
	a, err := p.findMeeting(r)
	if err == nil {
		err = a.MayCall()
	}
	if err != nil {
		return err
	}
	f := r.Form()
	version := f.Int("version", "")
	err = f.Join(activity.CheckReason(f.Text("why"), "Enter why the meeting is cancelled"))
	if err == nil {
		_, err = p.Activities.Change(r.Context(), r.Who, access.Coordination, a.Ref, activity.CancelMeeting(r.Who, version, f.Text("why"), p.Now()))
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(web.Ask(p.cancelView(r, a, err)))
	}
	if err != nil {
		return err
	}
	r.Flash(a.Ref + " has been cancelled. It stays readable, and it counts for nothing.")
	return r.Go("/coordination/activities/%s", a.Ref)
}

func (p *Pages) cancelView(r *server.Request, a activity.Activity, err error) web.AskView {
	at := activityPath(a.Strand, a.Ref)
	v := web.AskView{
		Shell: p.shell(r, shellOf{Title: "Cancel " + a.Ref, Strand: a.Strand, Nav: "Activities", Marking: string(a.Content.Marking), Limit: a.Content.Limit, Err: err}),
		Back:  layout.Link{Text: "Back to " + a.Ref, Href: at}, Problems: problems(err), Heading: "Cancel " + a.Ref,
		Says:   []string{a.Content.Name + ", planned for " + held(a.Content) + ". Tell the agencies yourself: Liaison sends them nothing."},
		Action: at + "/cancel", Hidden: []web.Carried{{Name: "version", Value: seenVersion(r.Form(), a)}}, Why: reason(r, err, "Why is it cancelled?"),
		Button: "Cancel " + a.Ref, Danger: true, Cancel: layout.Link{Text: "Keep it", Href: at},
	}
	return v
}

// findPlanned is the planned meeting in the path with what is checked of it
// once it was held.
func (p *Pages) findPlanned(r *server.Request) (correction, error) {
	a, err := p.findMeeting(r)
	if err == nil {
		err = a.MayCall()
	}
	if err != nil {
		return correction{}, err
	}
	k := meetingForm{p}
	said := form.New(nil)
	k.fill(said, a.Content)
	if typed := r.Form(); typed.Text("date") != "" {
		said.Set("date", typed.Text("date")) // who was a member is asked of the day it was held
	}
	in, err := p.settingOf(r, k, said)
	return correction{record: a, form: k, said: said, in: k.wide(in, a.Content)}, err
}

func (p *Pages) showMeetingHeld(r *server.Request) error {
	c, err := p.findPlanned(r)
	if err != nil {
		return err
	}
	f := c.said
	for _, i := range c.in.Invited {
		id := itoa(i.Agency)
		f.Set("attendance-" + id)
		f.Set("who-"+id, i.Representative)
	}
	f.Set("status", string(activity.HeldMeeting))
	f.Set("summary")
	return r.Show(p.formPage(r, c.form, f, c.in, p.heldForm(c, f, nil)))
}

func (p *Pages) saveMeetingHeld(r *server.Request) error {
	c, err := p.findPlanned(r)
	if err != nil {
		return err
	}
	f := r.Form()
	version := f.Int("version", "")
	how := p.heldForm(c, f, nil)
	if pressed(c.form, f, c.in, &how) {
		return r.Show(p.formPage(r, c.form, f, c.in, how))
	}
	typed := c.form.read(f, c.in)
	if err := f.Join(c.record.CheckHeld(r.Who, typed, c.in)); err != nil {
		return r.Mend(p.formPage(r, c.form, f, c.in, p.heldForm(c, f, err)))
	}
	saved, err := p.Activities.Change(r.Context(), r.Who, access.Coordination, c.record.Ref, activity.HoldMeeting(r.Who, version, typed, c.in, p.Now()))
	if errors.Is(err, fault.Conflict) {
		return p.clashHeld(r, f, typed)
	}
	if errors.Is(err, fault.Invalid) {
		return r.Mend(p.formPage(r, c.form, f, c.in, p.heldForm(c, f, err)))
	}
	if err != nil {
		return err
	}
	say := savedText(c.form, saved)
	r.Flash(strings.Replace(say, "saved.", "is recorded as held.", 1))
	return r.Go("/coordination/activities/%s", saved.Ref)
}

// clashHeld shows the form again beside what somebody else made of the plan.
func (p *Pages) clashHeld(r *server.Request, f *form.Form, typed activity.Content) error {
	c, err := p.findPlanned(r)
	if err != nil {
		return err
	}
	a := c.record
	names, err := p.names(r.Context(), r.Who, a.UpdatedBy)
	if err != nil {
		return err
	}
	f.Set("version", itoa(a.Version))
	how := p.heldForm(c, f, nil)
	how.clash = &layout.Versions{
		By: names[a.UpdatedBy], At: clockOf(a.UpdatedAt) + " on " + day(calendar.Day(a.UpdatedAt)), Rows: p.differences(a.Kind, a.Content, typed.Tidy()),
	}
	return r.Clash(p.formPage(r, c.form, f, c.in, how))
}

// heldForm is the form of what happened at a meeting that was planned.
func (p *Pages) heldForm(c correction, f *form.Form, err error) formPage {
	a := c.record
	at := activityPath(a.Strand, a.Ref)
	return formPage{
		heading: "Record what happened at " + a.Ref, lede: "Say who came and what was agreed. What was planned stays readable in the history.", action: at + "/held",
		hidden: []web.Carried{{Name: "version", Value: seenVersion(f, a)}}, back: layout.Link{Text: "Back to " + a.Ref, Href: at}, cancel: layout.Link{Text: "Cancel", Href: at},
		submit: "Save what happened", happened: true, err: err,
		notes: []string{"The meeting counts from now on, and agencies with an action see it on their home page."},
	}
}
