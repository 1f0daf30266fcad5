package page

import (
	"strconv"
	"strings"
	"time"

	"liaison/internal/activity"
	"liaison/internal/calendar"
	"liaison/internal/form"
	web "liaison/web/activity"
	"liaison/web/layout"
)

// paperFields are the fields about chair, quorum, agenda and minutes.
var paperFields = []string{"chair", "quorum", "agenda-sent", "minutes-due", "minutes-sent", "minutes-agreed"}

// readPapers reads chair, quorum, agenda and minutes. What nobody typed is as
// the series has it.
func readPapers(f *form.Form, in activity.Setting, held time.Time, d *activity.Meeting) {
	d.Chair = strings.Join(strings.Fields(f.Text("chair")), " ")
	d.Quorum = in.Quorum(d.Series)
	if f.Text("quorum") != "" {
		d.Quorum = f.Int("quorum", "Quorum must be a number of agencies from 1 to 200, or 0 for none")
	}
	d.AgendaSent = f.Date("agenda-sent", "Day the agenda was sent", in.Today)
	d.MinutesDue = f.Date("minutes-due", "Day the minutes are due", in.Today)
	d.MinutesSent = f.Date("minutes-sent", "Day the minutes were sent", in.Today)
	d.MinutesAgreed = f.Date("minutes-agreed", "Day the minutes were agreed", in.Today)
	if d.Held() && f.Text("minutes-due") == "" {
		d.MinutesDue = in.MinutesDue(d.Series, held)
	}
}

// fillPapers types them. A meeting without a quorum says so, or the series'
// own would take its place.
func fillPapers(f *form.Form, m activity.Meeting) {
	f.Set("status", string(m.Status))
	f.Set("cancelled-why", m.CancelledWhy)
	f.Set("chair", m.Chair)
	f.Set("quorum", strconv.Itoa(m.Quorum))
	f.Set("agenda-sent", day(m.AgendaSent))
	f.Set("minutes-due", day(m.MinutesDue))
	f.Set("minutes-sent", day(m.MinutesSent))
	f.Set("minutes-agreed", day(m.MinutesAgreed))
}

// papersPart is the part of the form about them.
func papersPart(v *web.MeetingView, f *form.Form, in activity.Setting, how formPage) {
	wrong := said(how.err)
	v.Chair = layout.Field{ID: "chair", Label: "Chair", Value: f.Raw("chair"), Error: wrong["chair"], Width: "20", Autocomplete: "off", Optional: true}
	hint := "Leave empty for what the series says, or enter 0 for none"
	if n := in.Quorum(f.ID("series")); n > 0 {
		hint = "Leave empty for " + strconv.Itoa(n) + ", as the series says, or enter 0 for none"
	}
	v.Quorum = layout.Field{ID: "quorum", Label: "Agencies needed for a quorum", Hint: hint, Value: f.Raw("quorum"), Error: wrong["quorum"], Width: "3", Mode: "numeric", Autocomplete: "off", Optional: true}
	sent := []layout.Field{{ID: "agenda-sent", Label: "Day the agenda was sent"}}
	name := "Chair, quorum and agenda"
	if activity.MeetingStatus(f.Text("status")) != activity.PlannedMeeting {
		name = "Chair, quorum, agenda and minutes"
		sent = append(sent,
			layout.Field{ID: "minutes-due", Label: "Day the minutes are due", Hint: "Leave empty to count the working days that the series gives"},
			layout.Field{ID: "minutes-sent", Label: "Day the minutes were sent"}, layout.Field{ID: "minutes-agreed", Label: "Day the minutes were agreed"})
	}
	for _, s := range sent {
		s.Value, s.Error, s.Optional = f.Raw(s.ID), wrong[s.ID], true
		v.Sent = append(v.Sent, s)
	}
	v.Papers = web.Fold{ID: "papers", Summary: name, Note: brief(f.Text("chair"), 40), Open: how.opens("papers", paperFields...)}
}

// statusText says whether a meeting was held.
func statusText(m activity.Meeting) string {
	if m.Held() {
		return activity.HeldMeeting.Name()
	}
	if m.CancelledWhy != "" {
		return m.Status.Name() + ". " + m.CancelledWhy
	}
	return m.Status.Name()
}

// turnoutText is "6 of 7 agencies came.", or where the meeting has a quorum
// "Quorate: 6 of 7 agencies came, 4 needed.", as a line of its own.
func turnoutText(m activity.Meeting) string {
	switch {
	case m.Quorum == 0:
		return turnout(m) + "."
	case m.Quorate():
		return "Quorate: " + turnout(m) + ", " + strconv.Itoa(m.Quorum) + " needed."
	}
	return "Not quorate: " + turnout(m) + ", " + strconv.Itoa(m.Quorum) + " needed."
}

// papersText is chair, quorum, agenda and minutes, each on a line.
func papersText(m activity.Meeting) []string {
	var lines []string
	if m.Chair != "" {
		lines = append(lines, "Chair: "+m.Chair)
	}
	if m.Quorum > 0 {
		lines = append(lines, "Quorum: "+plural(m.Quorum, "agency", "agencies"))
	}
	for _, d := range []struct {
		say string
		on  time.Time
	}{
		{"Agenda sent on ", m.AgendaSent}, {"Minutes due on ", m.MinutesDue}, {"Minutes sent on ", m.MinutesSent}, {"Minutes agreed on ", m.MinutesAgreed},
	} {
		if !d.on.IsZero() {
			lines = append(lines, d.say+day(d.on))
		}
	}
	return lines
}

// minutesText says how the minutes of a held meeting stand, as a clock would.
func minutesText(c activity.Content, today time.Time, off calendar.Holidays) []string {
	m := activity.Part[activity.Meeting](c)
	switch {
	case !m.MinutesSent.IsZero():
		line := "Sent on " + day(m.MinutesSent) + ", " + workingDays(off.Between(c.Day, m.MinutesSent)) + " after the meeting"
		switch {
		case m.MinutesDue.IsZero():
		case m.MinutesSent.After(m.MinutesDue):
			line += ". They were due on " + day(m.MinutesDue) + ", " + workingDays(off.Between(m.MinutesDue, m.MinutesSent)) + " before"
		default:
			line += ", in time"
		}
		if m.MinutesAgreed.IsZero() {
			return []string{line + ".", "Not agreed yet."}
		}
		return []string{line + ".", "Agreed on " + day(m.MinutesAgreed) + "."}
	case m.MinutesDue.IsZero():
		return []string{"Not sent yet. No day was set for them."}
	case m.MinutesDue.Before(today):
		return []string{"Not sent yet. They were due on " + day(m.MinutesDue) + ", " + workingDays(off.Between(m.MinutesDue, today)) + " ago."}
	case m.MinutesDue.Equal(today):
		return []string{"Not sent yet. They are due today."}
	}
	return []string{"Not sent yet. They are due on " + day(m.MinutesDue) + ", in " + workingDays(off.Between(today, m.MinutesDue)) + "."}
}

func workingDays(n int) string { return plural(n, "working day", "working days") }

func orBlank(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
