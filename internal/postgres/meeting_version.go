package postgres

import (
	"time"

	"github.com/google/uuid"

	"liaison/internal/activity"
)

// contentMeeting is what a version keeps of a meeting beside its attendance.
// A version without it is of a meeting that was held.
type contentMeeting struct {
	Status        string            `json:"status"`
	Chair         string            `json:"chair,omitempty"`
	Quorum        int               `json:"quorum,omitempty"`
	AgendaSent    string            `json:"agenda_sent,omitempty"`
	MinutesDue    string            `json:"minutes_due,omitempty"`
	MinutesSent   string            `json:"minutes_sent,omitempty"`
	MinutesAgreed string            `json:"minutes_agreed,omitempty"`
	CancelledWhy  string            `json:"cancelled_why,omitempty"`
	Decisions     []contentDecision `json:"decisions,omitempty"`
}

type contentDecision struct {
	What      string `json:"what"`
	Rationale string `json:"rationale"`
	Dissent   string `json:"dissent,omitempty"`
}

// writeMeeting puts what a meeting adds into what a version keeps.
func writeMeeting(c *content, m activity.Meeting) {
	c.Mode, c.Place, c.Others, c.Initiative = string(m.Mode), m.Place, m.Others, m.Initiative
	if m.Series != uuid.Nil {
		c.Series, c.SeriesName = m.Series.String(), m.SeriesName
	}
	for _, l := range m.Attendance {
		c.Attendance = append(c.Attendance, contentLine{Agency: l.Agency, Name: l.AgencyName, State: string(l.State), Person: l.Person, Why: string(l.Why), Sent: l.InformationSent})
	}
	c.Meeting = &contentMeeting{
		Status: string(m.Status), Chair: m.Chair, Quorum: m.Quorum, AgendaSent: dayText(m.AgendaSent), MinutesDue: dayText(m.MinutesDue),
		MinutesSent: dayText(m.MinutesSent), MinutesAgreed: dayText(m.MinutesAgreed), CancelledWhy: m.CancelledWhy,
	}
	for _, d := range m.Decisions {
		c.Meeting.Decisions = append(c.Meeting.Decisions, contentDecision(d))
	}
}

// readMeeting is what a meeting adds, from what a version keeps.
func readMeeting(c content) activity.Meeting {
	m := activity.Meeting{Status: activity.HeldMeeting, Mode: activity.Mode(c.Mode), Place: c.Place, Others: c.Others, Initiative: c.Initiative, SeriesName: c.SeriesName}
	m.Series, _ = uuid.Parse(c.Series)
	for _, l := range c.Attendance {
		m.Attendance = append(m.Attendance, activity.Attendance{Agency: l.Agency, AgencyName: l.Name, State: activity.State(l.State), Person: l.Person, Why: activity.Why(l.Why), InformationSent: l.Sent})
	}
	if k := c.Meeting; k != nil {
		m.Status, m.Chair, m.Quorum, m.CancelledWhy = activity.MeetingStatus(k.Status), k.Chair, k.Quorum, k.CancelledWhy
		m.AgendaSent, m.MinutesDue, m.MinutesSent, m.MinutesAgreed = textDay(k.AgendaSent), textDay(k.MinutesDue), textDay(k.MinutesSent), textDay(k.MinutesAgreed)
		for _, d := range k.Decisions {
			m.Decisions = append(m.Decisions, activity.Decision(d))
		}
	}
	return m
}

// dayText is a day as a version keeps it, and textDay the day of it again.
func dayText(day time.Time) string {
	if day.IsZero() {
		return ""
	}
	return day.Format(time.DateOnly)
}

func textDay(s string) time.Time {
	day, _ := time.Parse(time.DateOnly, s)
	return day
}
