package page

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/server"
	web "liaison/web/activity"
	"liaison/web/layout"
)

// meetingForm records coordination meetings.
type meetingForm struct{ p *Pages }

func (meetingForm) kind() activity.Kind { return activity.CoordinationMeeting }

func (meetingForm) words() kindWords {
	return kindWords{
		path: "meeting", noun: "meeting", name: "Meeting name", log: "Log a coordination meeting", about: "About the meeting",
		lede:    "Record that the meeting happened, who came and what was agreed. Name, date and attendance are enough. Keep the minutes where they are.",
		summary: "Summary", hint: "What was spoken about. Leave out personal details that partners do not need", said: "What was agreed", saved: "Meeting",
		notes: []string{
			"Agencies with an action see it on their home page.",
			"You can correct the record for 24 hours. After that, corrections are added and the first version stays in the history.",
		},
		asks: true,
		never: []string{
			"Do not identify any member of the public, even by initials.",
			"People you write about can ask to see what you wrote.",
			"Do not record intelligence. If something at the meeting could be intelligence, report it through your agency’s usual route and leave it out of this record.",
		},
	}
}

// blank begins like the last meeting of a series, or of all, or plans the one
// after a meeting.
func (m meetingForm) blank(r *server.Request, f *form.Form, in activity.Setting) error {
	f.Set("status", string(activity.HeldMeeting))
	if r.Query("plan") != "" {
		f.Set("status", string(activity.PlannedMeeting))
	}
	if ref := r.Query("next"); ref != "" {
		a, err := m.p.Activities.Find(r.Context(), r.Who, access.Coordination, ref, false)
		if err != nil {
			return err
		}
		if a.Kind != activity.CoordinationMeeting || a.Hidden() {
			return fault.Missing()
		}
		planNext(f, in, a.Content)
		f.Set("after", a.Ref)
		return nil
	}
	series, err := uuid.Parse(r.Query("series"))
	if err != nil {
		series = uuid.Nil
	}
	last, err := m.p.Activities.Last(r.Context(), r.Who, series)
	n := slices.IndexFunc(in.Series, func(s activity.Series) bool { return s.ID == series })
	switch {
	case errors.Is(err, fault.NotFound) && n >= 0:
		s := in.Series[n]
		last = activity.Content{Name: s.Name, Start: s.Start, Detail: activity.Meeting{Place: s.Place, Mode: s.Mode, Series: s.ID}}
	case errors.Is(err, fault.NotFound):
		last = activity.Content{Start: -1}
	case err != nil:
		return err
	}
	blankMeeting(f, in, last)
	if r.Query("like") == "last" {
		f.Set("name", last.Name)
		f.Set("chair", activity.Part[activity.Meeting](last).Chair)
	}
	return nil
}

// planNext fills in the meeting after one, by the rhythm of its series.
func planNext(f *form.Form, in activity.Setting, last activity.Content) {
	m := activity.Part[activity.Meeting](last)
	blankMeeting(f, in, last)
	f.Set("status", string(activity.PlannedMeeting))
	f.Set("name", last.Name)
	f.Set("date", day(in.Next(m.Series, last.Day)))
	f.Set("chair", m.Chair)
	if !m.Initiative {
		f.Set("initiative")
	}
}

// blankMeeting fills in the named representatives, and time and place as they
// were last, with the marking and the limit that these words had there.
func blankMeeting(f *form.Form, in activity.Setting, last activity.Content) {
	m := activity.Part[activity.Meeting](last)
	for _, i := range in.Invited {
		f.Set("who-"+strconv.Itoa(i.Agency), i.Representative)
	}
	f.Set("marking", string(cmp.Or(last.Marking, activity.Official)))
	f.Set("limit", string(last.Limit))
	f.Set("initiative", "yes")
	f.Set("start", clock(last.Start))
	f.Set("place", m.Place)
	f.Set("mode", string(m.Mode))
	if m.Mode == "" {
		f.Set("mode", string(activity.InPerson))
	}
	if slices.ContainsFunc(in.Series, func(s activity.Series) bool { return s.ID == m.Series }) {
		f.Set("series", m.Series.String())
	}
}

// situate asks for the agencies of the meeting's own day where that has been,
// and knows the meeting that it was planned from.
func (m meetingForm) situate(ctx context.Context, who access.Actor, f *form.Form, in activity.Setting) (activity.Setting, error) {
	if ref := f.Text("after"); ref != "" {
		a, err := m.p.Activities.Find(ctx, who, access.Coordination, ref, false)
		if err != nil && !errors.Is(err, fault.NotFound) {
			return in, err
		}
		if err == nil && a.Kind == activity.CoordinationMeeting {
			in.After = a.Past(who)
		}
	}
	on, ok := form.ReadDate(f.Text("date"), in.Today)
	if !ok || !on.Before(in.Today) {
		return in, nil
	}
	then, err := m.p.Activities.Agencies(ctx, who, on)
	same := slices.EqualFunc(then, in.Invited, func(a, b activity.Invited) bool { return a.Agency == b.Agency })
	if err != nil || len(then) == 0 || same {
		return in, err
	}
	in.Invited, in.AsOf = then, on
	return in, nil
}

func (m meetingForm) read(f *form.Form, in activity.Setting) activity.Content {
	f.Need(f.Text("after") == "" || in.After.ID != uuid.Nil, "after", "Plan the meeting again, from the page of the one before it")
	d := activity.Meeting{
		After: in.After.ID, AfterRef: in.After.Ref, AfterDay: in.After.Day,
		Status: activity.MeetingStatus(f.Text("status")), CancelledWhy: f.Text("cancelled-why"),
		Mode: activity.Mode(f.Text("mode")), Place: f.Text("place"), Series: f.ID("series"), Others: f.Text("others"), Initiative: f.Ticked("initiative", "yes"),
	}
	c := readContent(f, in, m.words(), d)
	readPapers(f, in, c.Day, &d)
	d.Decisions = readDecisions(f)
	d.SeriesName = seriesNames(in.Series)[d.Series]
	f.Need(f.Text("series") == "" || d.Series != uuid.Nil, "series", "Select a series from the list")
	for _, i := range in.Invited {
		id := strconv.Itoa(i.Agency)
		d.Attendance = append(d.Attendance, activity.Attendance{
			Agency: i.Agency, AgencyName: i.Name, State: activity.State(f.Text("attendance-" + id)), Person: strings.Join(strings.Fields(f.Text("who-"+id)), " "),
			Why: activity.Why(f.Text("why-" + id)), InformationSent: f.Ticked("sent-"+id, "yes"),
		})
	}
	if n, ok := stranger(f, in.Invited); ok {
		d.Attendance = append(d.Attendance, activity.Attendance{Agency: n})
	}
	c.Detail = d
	return c
}

func (meetingForm) fill(f *form.Form, c activity.Content) {
	m := activity.Part[activity.Meeting](c)
	fillContent(f, c)
	fillPapers(f, m)
	f.Set("after", m.AfterRef)
	fillDecisions(f, m.Decisions)
	f.Set("place", m.Place)
	f.Set("mode", string(m.Mode))
	if m.Series != uuid.Nil {
		f.Set("series", m.Series.String())
	}
	f.Set("others", m.Others)
	if m.Initiative {
		f.Set("initiative", "yes")
	}
	for _, l := range m.Attendance {
		if l.State == activity.Asked {
			continue // nobody was asked yet whether they came
		}
		id := strconv.Itoa(l.Agency)
		f.Set("attendance-"+id, string(l.State))
		f.Set("who-"+id, l.Person)
		f.Set("why-"+id, string(l.Why))
		if l.InformationSent {
			f.Set("sent-"+id, "yes")
		}
	}
}

func (meetingForm) fields(in activity.Setting) []string {
	names := append([]string{"after", "status", "cancelled-why", "place", "mode", "series", "others", "initiative"}, paperFields...)
	names = append(names, askedDecisions.fields()...)
	for _, i := range in.Invited {
		for _, part := range []string{"attendance-", "who-", "why-", "sent-"} {
			names = append(names, part+strconv.Itoa(i.Agency))
		}
	}
	return names
}

func (meetingForm) press(f *form.Form, in activity.Setting, do string) (open, focus string, ok bool) {
	switch do {
	case "everyone":
		everyoneCame(f, in)
		return "", "attendance", true
	case "add-decision":
		return "decisions", askedDecisions.row(askedDecisions.add(f)), true
	}
	return "", "", false
}

// wide asks for the agencies that were invited to a meeting that was held, and
// knows the series it belonged to. One that was not held yet is for whoever
// takes part now.
func (meetingForm) wide(in activity.Setting, c activity.Content) activity.Setting {
	m := activity.Part[activity.Meeting](c)
	if m.Held() {
		now := in.Invited
		in.Invited = nil
		for _, l := range m.Attendance {
			i := activity.Invited{Agency: l.Agency, Name: l.AgencyName}
			if n := slices.IndexFunc(now, func(n activity.Invited) bool { return n.Agency == l.Agency }); n >= 0 {
				i.Representative = now[n].Representative
			}
			in.Invited = append(in.Invited, i)
		}
	}
	if m.Series != uuid.Nil && !slices.ContainsFunc(in.Series, func(x activity.Series) bool { return x.ID == m.Series }) {
		in.Series = append(in.Series, activity.Series{ID: m.Series, Name: m.SeriesName, Start: -1})
	}
	return in
}

func (meetingForm) page(frame web.FrameView, f *form.Form, in activity.Setting, how formPage) templ.Component {
	wrong := said(how.err)
	v := web.MeetingView{
		FrameView: frame, Agreement: "What was agreed",
		Place: layout.Field{ID: "place", Label: "Where", Hint: "Place, or ‘online’", Value: f.Raw("place"), Error: wrong["place"], Width: "20", Autocomplete: "off", Optional: true},
		Mode:  modeField(f, wrong, "How people met"),
		Initiative: layout.Field{
			ID: "initiative", Label: "The initiative", Value: f.Raw("initiative"), Error: wrong["initiative"], Small: true,
			Options: []layout.Option{{Value: "yes", Label: "This meeting is part of the initiative"}},
		},
		Who:    wrong["who"],
		Others: layout.Field{ID: "others", Label: "Other people who came", Hint: "Name and agency, one on each line. Professionals only", Value: f.Raw("others"), Error: wrong["others"], Rows: 2, Optional: true},
	}
	if how.happened {
		v.Hidden = append(slices.Clone(v.Hidden), web.Carried{Name: "status", Value: string(activity.HeldMeeting)})
	} else {
		v.Status = statusField(f, wrong)
	}
	if typed := f.Text("after"); typed != "" {
		v.Hidden = append(slices.Clone(v.Hidden), web.Carried{Name: "after", Value: typed})
		v.After = &web.AfterView{Says: afterText(in.After), Wrong: wrong["after"]}
	}
	if !in.AsOf.IsZero() {
		v.AsOf = "These are the agencies that were members on " + day(in.AsOf) + "."
	}
	v.Series = seriesField(f, in, wrong)
	v.Attendance = attendanceLines(f, in, wrong, how.focus)
	var when []string
	for _, part := range []string{f.Text("start"), f.Text("place"), activity.Mode(f.Text("mode")).Name(), seriesNames(in.Series)[f.ID("series")]} {
		if part != "" {
			when = append(when, brief(part, 40))
		}
	}
	v.When = web.Fold{ID: "when", Summary: "Time, place and series", Note: strings.Join(when, ", "), Open: how.opens("when", "start", "place", "mode", "series", "initiative")}
	v.More = web.Fold{ID: "more", Summary: "Other people who came", Note: brief(f.Text("others"), 60), Open: f.Text("others") != "" || how.opens("more", "others")}
	decidedPart(&v, f, how)
	papersPart(&v, f, in, how)
	if activity.MeetingStatus(f.Text("status")) == activity.PlannedMeeting {
		planned(&v, f, in)
	}
	return web.Meeting(v)
}

// planned shows the form of a meeting that is planned: nobody came yet, and
// nothing was agreed. What was typed of that stays in view.
func planned(v *web.MeetingView, f *form.Form, in activity.Setting) {
	v.Agreement = "What it is about"
	v.Agreed.Summary, v.Summary.Label, v.Summary.Hint = "Points for the agenda", "Points for the agenda", "Decisions to take and anything to bring, one on each line"
	if !slices.ContainsFunc(in.Invited, func(i activity.Invited) bool { return f.Text("attendance-"+strconv.Itoa(i.Agency)) != "" }) && v.Who == "" {
		v.Invites = []string{invites(len(in.Invited)), "Who came is asked once the meeting was held."}
	}
	if !v.Decided.Open {
		v.Decisions = nil
	}
	if v.Asks != nil && !v.Asks.Fold.Open && len(v.Asks.Kept) == 0 {
		v.Asks = nil
	}
}

// afterText says which meeting one was planned from, and what it takes over.
func afterText(of activity.Past) string {
	if of.ID == uuid.Nil {
		return ""
	}
	text := "Follows " + of.Ref + ", " + day(of.Day) + ", which is marked " + handlingText(of.Marking, of.Limit) + "."
	if !of.Own && (of.Marking != activity.Official || of.Limit != activity.Unlimited) {
		text += " Only the agency that recorded that can mark this one lower."
	}
	return text
}

func invites(agencies int) string {
	if agencies == 1 {
		return "1 agency is invited."
	}
	return "All " + plural(agencies, "agency", "agencies") + " are invited."
}

// statusField asks whether the meeting was held.
func statusField(f *form.Form, wrong map[string]string) *layout.Field {
	v := layout.Field{ID: "status", Label: "Was the meeting held?", Value: f.Raw("status"), Error: wrong["status"], Small: true}
	if v.Value == "" {
		v.Value = string(activity.HeldMeeting)
	}
	why := layout.TextArea(layout.Field{
		ID: "cancelled-why", Label: "Why was it cancelled?", Hint: "Do not identify any member of the public, even by initials", Value: f.Raw("cancelled-why"), Error: wrong["cancelled-why"],
		Rows: 2, Max: activity.MaxReason,
	})
	for _, s := range activity.MeetingStatuses() {
		o := layout.Option{Value: string(s), Label: s.Name()}
		switch s {
		case activity.PlannedMeeting:
			o.Label = "Planned for a day to come"
		case activity.CancelledMeeting:
			o.Then = why
		case activity.HeldMeeting:
		}
		v.Options = append(v.Options, o)
	}
	return &v
}

func (meetingForm) checks(c activity.Content) []checkRow {
	m := activity.Part[activity.Meeting](c)
	initiative := "Not part of the initiative"
	if m.Initiative {
		initiative = "Part of the initiative"
	}
	all := []checkRow{
		{"Was it held?", filled([]string{statusText(m)}), "whether it was held", "", "status"},
	}
	if m.AfterRef != "" {
		all = append(all, checkRow{"Follows", []string{m.AfterRef + ", " + day(m.AfterDay)}, "", "", ""})
	}
	all = append(all,
		checkRow{"Place and series", filled([]string{place(m.Place, m.Mode), m.SeriesName, initiative}), "place and series", "when", "when"})
	if !m.Held() {
		return append(all,
			checkRow{"Invited", []string{invites(len(m.Attendance))}, "who is invited", "", "who"},
			checkRow{"Chair and agenda", papersText(m), "chair and agenda", "papers", "chair"})
	}
	var attendance []string
	for _, l := range m.Attendance {
		attendance = append(attendance, l.AgencyName+". "+attendanceText(l))
	}
	return append(all,
		checkRow{"Attendance", append([]string{turnoutText(m)}, attendance...), "attendance", "", "who"},
		checkRow{"Other people", strings.Split(m.Others, "\n"), "other people", "more", "others"},
		checkRow{"Decisions", strings.Split(strings.Join(decisionTexts(m), "\n"), "\n"), "decisions", "decisions", "decisions"},
		checkRow{"Chair, agenda and minutes", papersText(m), "chair, agenda and minutes", "papers", "chair"})
}

func (meetingForm) answers(c activity.Content) []answer {
	m := activity.Part[activity.Meeting](c)
	all := []answer{
		{"Was it held?", statusText(m)},
		{"Where", m.Place},
		{"How people met", m.Mode.Name()},
		{"Series", m.SeriesName},
		{"Part of the initiative", yes(m.Initiative)},
		{"Chair", m.Chair},
		{"Agencies needed", orBlank(m.Quorum)},
	}
	for _, l := range m.Attendance {
		all = append(all, answer{l.AgencyName, attendanceText(l)})
	}
	return append(all, answer{"Other people who came", m.Others}, answer{"Decisions", strings.Join(decisionTexts(m), "\n")},
		answer{"Agenda sent", day(m.AgendaSent)}, answer{"Minutes due", day(m.MinutesDue)}, answer{"Minutes sent", day(m.MinutesSent)}, answer{"Minutes agreed", day(m.MinutesAgreed)})
}

func (m meetingForm) shows(r *server.Request, v *web.ShowView, a activity.Activity) error {
	d := activity.Part[activity.Meeting](a.Content)
	if p := place(d.Place, d.Mode); p != "" {
		v.Facts = append(v.Facts, layout.SummaryRow{Key: "Where", Lines: []string{p}})
	}
	if d.AfterRef != "" {
		v.Facts = append(v.Facts, layout.SummaryRow{Key: "Follows", Show: layout.Anchor(layout.Link{Text: d.AfterRef + ", " + day(d.AfterDay), Href: activityPath(a.Strand, d.AfterRef)})})
	}
	if d.SeriesName != "" {
		v.Facts = append(v.Facts, layout.SummaryRow{Key: "Series", Lines: []string{d.SeriesName}})
	}
	if d.Chair != "" {
		v.Facts = append(v.Facts, layout.SummaryRow{Key: "Chair", Lines: []string{d.Chair}})
	}
	if d.Held() {
		v.Facts = append(v.Facts, layout.SummaryRow{Key: "Attendance", Lines: append([]string{turnoutText(d)}, missing(d)...)})
		v.Present, v.Others = present(d), d.Others
	} else {
		v.Facts = append(v.Facts, layout.SummaryRow{Key: "Invited", Lines: []string{invites(len(d.Attendance))}})
		v.Aim, v.Said = d.Status.Name()+" "+strings.ToLower(a.Kind.Name())+", "+held(a.Content), "Points for the agenda"
	}
	v.Facts = append(v.Facts, layout.SummaryRow{Key: "Part of the initiative", Lines: []string{yes(d.Initiative)}})
	if len(d.Decisions) > 0 {
		var decided web.DecidedView
		for _, x := range d.Decisions {
			decided.Decisions = append(decided.Decisions, web.Decided{What: x.What, Why: x.Rationale, Dissent: x.Dissent})
		}
		v.Parts = append(v.Parts, web.Decisions(decided))
	}
	return m.p.followed(r, v, a)
}

// stranger is an agency that the form has an answer for and that is not
// invited: one that has left meanwhile, or one of another partnership.
func stranger(f *form.Form, invited []activity.Invited) (int, bool) {
	for name, values := range f.Values() {
		id, is := strings.CutPrefix(name, "attendance-")
		if !is || len(values) == 0 || values[0] == "" || slices.ContainsFunc(invited, func(i activity.Invited) bool { return strconv.Itoa(i.Agency) == id }) {
			continue
		}
		return -1, true
	}
	return 0, false
}

// everyoneCame marks every agency that nobody answered for as came, and puts
// the named representative where no name is.
func everyoneCame(f *form.Form, in activity.Setting) {
	for _, i := range in.Invited {
		id := strconv.Itoa(i.Agency)
		if f.Text("attendance-"+id) == "" {
			f.Set("attendance-"+id, string(activity.Came))
		}
		if f.Text("who-"+id) == "" && f.Text("attendance-"+id) == string(activity.Came) {
			f.Set("who-"+id, i.Representative)
		}
	}
}

// modeField asks how people met.
func modeField(f *form.Form, wrong map[string]string, label string) layout.Field {
	v := layout.Field{ID: "mode", Label: label, Value: f.Raw("mode"), Error: wrong["mode"], Inline: true, Small: true}
	for _, m := range activity.Modes() {
		v.Options = append(v.Options, layout.Option{Value: string(m), Label: m.Name()})
	}
	return v
}

// seriesField asks for the series, where the partnership has any.
func seriesField(f *form.Form, in activity.Setting, wrong map[string]string) *layout.Field {
	if len(in.Series) == 0 && wrong["series"] == "" {
		return nil
	}
	v := &layout.Field{ID: "series", Label: "Series", Value: f.Raw("series"), Error: wrong["series"], Options: []layout.Option{{Label: "None"}}, Optional: true}
	for _, s := range in.Series {
		v.Options = append(v.Options, layout.Option{Value: s.ID.String(), Label: s.Name})
	}
	return v
}

func attendanceLines(f *form.Form, in activity.Setting, wrong map[string]string, focus string) []web.Line {
	var lines []web.Line
	for n, i := range in.Invited {
		id := strconv.Itoa(i.Agency)
		l := web.Line{
			Agency: i.Name,
			State:  layout.Field{ID: "attendance-" + id, Value: f.Raw("attendance-" + id), Error: wrong["attendance-"+id]},
			Who: layout.Field{
				ID: "who-" + id, Label: "Who came from " + i.Name, HideLabel: true, Value: f.Raw("who-" + id), Error: wrong["who-"+id], Autocomplete: "off",
				Focus: focus == "attendance" && n == 0,
			},
			Why:  layout.Field{ID: "why-" + id, Label: "Reason", Value: f.Raw("why-" + id), Error: wrong["why-"+id], Options: []layout.Option{{Label: "Select a reason"}}},
			Sent: layout.Field{ID: "sent-" + id, Value: f.Raw("sent-" + id)},
		}
		for _, s := range activity.States() {
			label := s.Name()
			if s == activity.Apologies {
				label = "Apologies"
			}
			l.State.Options = append(l.State.Options, layout.Option{Value: string(s), Label: label})
		}
		for _, w := range activity.Whys() {
			l.Why.Options = append(l.Why.Options, layout.Option{Value: string(w), Label: w.Name()})
		}
		lines = append(lines, l)
	}
	return lines
}
