package page

import (
	"slices"
	"strings"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/server"
	web "liaison/web/activity"
	"liaison/web/layout"
)

func (p *Pages) showMeetingList(r *server.Request) error {
	f := form.New(r.QueryAll())
	place, err := readPlace(f)
	if err != nil {
		return err
	}
	planned, err := p.Activities.Planned(r.Context(), r.Who)
	if err != nil {
		return err
	}
	found, err := p.Activities.List(r.Context(), r.Who, access.Coordination, activity.Filter{Kind: activity.CoordinationMeeting, Status: activity.HeldMeeting, Place: place})
	if err != nil {
		return err
	}
	page := activity.Pages(place, false, found)
	v := web.MeetingsView{
		Shell: p.shell(r, shellOf{Title: "Meetings", Nav: "Activities"}),
		None:  "No meeting is planned. Plan one here, or with Plan the next one on the page of a meeting that was held.",
		Count: "Showing " + plural(len(page.Lines), "meeting", "meetings") + ", newest first",
	}
	raise(&v.Shell, slices.ContainsFunc(slices.Concat(planned, page.Lines), ofSensitiveLine))
	log := r.MayIn(access.LogMeeting, access.Coordination)
	if log {
		v.Buttons = []layout.Link{{Text: "Log a meeting", Href: newMeeting}, {Text: "Plan a meeting", Href: newMeeting + "?plan=1"}}
		if len(page.Lines) > 0 {
			v.Buttons = append(v.Buttons, layout.Link{Text: "Same as last time", Href: newMeeting + "?like=last"})
		}
	}
	follow := r.MayIn(access.FollowMeeting, access.Coordination)
	for _, l := range planned {
		row := meetingRow(l)
		row.Day = due(l.Day, p.today())
		if l.Day.Before(p.today()) {
			row.Day.Flag = "Not recorded yet"
		}
		row.Next = []layout.Link{{Text: "Agenda", Href: activityPath(l.Strand, l.Ref) + "/agenda", Hidden: "of " + l.Title}}
		if follow {
			row.Next = append(row.Next, layout.Link{Text: "Record what happened", Href: activityPath(l.Strand, l.Ref) + "/held", Hidden: "at " + l.Title})
		}
		v.Planned = append(v.Planned, row)
	}
	for _, l := range page.Lines {
		row := meetingRow(l)
		if log && !l.Hidden && !l.Withdrawn {
			row.Next = []layout.Link{{Text: "Plan the next one", Href: newMeeting + "?next=" + l.Ref, Hidden: "after " + l.Title + ", " + day(l.Day)}}
		}
		v.Held = append(v.Held, row)
	}
	v.Previous, v.Next = pageLinks("/meetings", f.Values(), page.Newer, page.Older, nil)
	if len(page.Lines) == 0 {
		v.Empty = &web.Empty{Lead: "No meetings recorded yet.", Why: "Meetings appear here as soon as someone records what happened."}
		if log {
			v.Empty.Next = []layout.Link{{Text: "Log the first one", Href: newMeeting}}
		}
	}
	return r.Show(web.Meetings(v))
}

func meetingRow(l activity.Line) web.MeetingRow {
	row := web.MeetingRow{Link: layout.Link{Text: l.Title, Href: activityPath(l.Strand, l.Ref), Hidden: "on " + day(l.Day)}, Sub: l.Ref, Day: dueClosed(l.Day), Agency: l.AgencyName, Note: inShort(l)}
	if l.Title == "" {
		row.Link.Text, row.Sub = l.Ref, ""
	}
	switch {
	case l.Hidden:
		row.Note = "Hidden: reported as wrong content"
	case l.Withdrawn:
		row.Note = "Withdrawn"
	}
	return row
}

// inShort is what a record comes to, in a line.
func inShort(l activity.Line) string {
	var notes []string
	switch {
	case l.Status == activity.PlannedMeeting:
		notes = append(notes, "Planned. "+invites(l.Invited))
		notes[0] = strings.TrimSuffix(notes[0], ".")
	case l.Status == activity.CancelledMeeting:
		notes = append(notes, "Cancelled")
	case l.Invited > 0:
		notes = append(notes, cameOf(l.Came, l.Invited))
	case l.Agencies > 0:
		notes = append(notes, plural(l.People, "person", "people")+" from "+plural(l.Agencies, "agency", "agencies"))
	case l.From != "":
		to := l.To
		if l.ToMore > 0 {
			to = append(to[:len(to):len(to)], itoa(l.ToMore)+" more")
		}
		notes = append(notes, "From "+l.From+" to "+list(to))
		if o := activity.Outcome(l.Outcome).Name(); o != "" {
			notes = append(notes, o)
		}
	}
	if l.Open > 0 {
		notes = append(notes, plural(l.Open, "open action", "open actions"))
	}
	return strings.Join(notes, ". ")
}

// agendaParts are the groups in which a meeting goes through actions.
var agendaParts = []struct {
	id, heading, says string
	of                activity.ActionState
}{
	{"open", "Still open", "Ask each agency whether it is done, and by when it will be.", activity.Open},
	{"not-done", "Not done: the agency did not do it", "Decide whether to ask again, and of whom.", activity.NotDone},
	{"overtaken", "Overtaken: circumstances changed", "It was no longer possible or needed. Nothing is asked of the agency.", activity.Overtaken},
}

// showMeetingAgenda is a meeting's agenda, laid out to be printed.
func (p *Pages) showMeetingAgenda(r *server.Request) error {
	a, _, err := p.findActivity(r, access.Coordination)
	if err != nil {
		return err
	}
	m := activity.Part[activity.Meeting](a.Content)
	switch {
	case a.Kind != activity.CoordinationMeeting || a.Hidden():
		return fault.Missing()
	case a.IsWithdrawn():
		return fault.New(fault.Conflict, "This record has been withdrawn")
	case m.Status == activity.CancelledMeeting:
		return fault.New(fault.Conflict, "This meeting was cancelled")
	}
	actions, err := p.Activities.Review(r.Context(), r.Who, a)
	if err != nil {
		return err
	}
	agencies, err := p.Activities.Agencies(r.Context(), r.Who, a.Content.Day)
	if err != nil {
		return err
	}
	v := web.AgendaView{
		Shell: p.shell(r, shellOf{Title: "Agenda of " + a.Ref, Strand: access.Coordination, Nav: "Activities", Marking: string(a.Content.Marking), Limit: a.Content.Limit}),
		Back:  layout.Link{Text: "Back to " + a.Ref, Href: activityPath(a.Strand, a.Ref)}, Title: "Agenda: " + a.Content.Name, Meta: held(a.Content), Calendar: toCalendar(a),
		Facts: agendaFacts(m), Deciding: "2. Decisions to take",
	}
	raise(&v.Shell, slices.ContainsFunc(actions, ofSensitive))
	for _, part := range agendaParts {
		shown := web.AgendaPart{ID: part.id, Heading: part.heading, Says: part.says}
		for _, n := range actions {
			if n.State == part.of {
				shown.Actions = append(shown.Actions, reviewAction(n, p.today()))
			}
		}
		if len(shown.Actions) > 0 {
			v.Review = append(v.Review, shown)
		}
	}
	if len(v.Review) == 0 {
		v.None = "Nothing that earlier meetings asked for is open."
	}
	if m.Held() {
		v.Deciding, v.Pointless = "2. Decisions that were taken", "No decision is recorded."
		for _, d := range m.Decisions {
			v.Points = append(v.Points, d.What)
		}
	} else {
		v.Pointless = "No points are written down for this meeting. Add them with Correct on its record, one on each line."
		v.Points = filled(strings.Split(a.Content.Summary, "\n"))
	}
	for _, l := range m.Attendance {
		seat := web.Seat{Agency: l.AgencyName}
		for _, i := range agencies {
			if i.Agency == l.Agency {
				seat.Person = i.Representative
			}
		}
		v.People = append(v.People, seat)
	}
	return r.Show(web.Agenda(v))
}

func agendaFacts(m activity.Meeting) []layout.Fact {
	var facts []layout.Fact
	if p := place(m.Place, m.Mode); p != "" {
		facts = append(facts, layout.Fact{Name: "Where", Lines: []string{p}})
	}
	if m.Chair != "" {
		facts = append(facts, layout.Fact{Name: "Chair", Lines: []string{m.Chair}})
	}
	if m.Quorum > 0 {
		facts = append(facts, layout.Fact{Name: "Quorum", Lines: []string{plural(m.Quorum, "agency", "agencies") + " must attend"}})
	}
	return facts
}
