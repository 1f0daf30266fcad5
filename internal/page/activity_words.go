package page

import (
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/activity"
	"liaison/web/layout"
)

// answer is one thing that a record says, in words.
type answer struct {
	name string
	text string
}

// attendanceText is "Came: Helen Marsh", or why nobody did.
func attendanceText(l activity.Attendance) string {
	text := l.State.Name()
	if l.Person != "" {
		text += ": " + l.Person
	}
	if l.Why != "" {
		text += ": " + strings.ToLower(l.Why.Name())
	}
	if l.InformationSent {
		text += ". Sent information"
	}
	return text
}

// actionText is "Send draft mentor guide. Northgate College, due 12 December 2025".
func actionText(a activity.Action) string {
	return strings.TrimRight(a.What, ".") + ". " + a.AgencyName + ", due " + day(a.Due)
}

// held is "26 November 2025 at 10am".
func held(c activity.Content) string {
	if c.Start < 0 {
		return day(c.Day)
	}
	return day(c.Day) + " at " + clock(c.Start)
}

// place is where and how people met: "Northgate College, room B12. In person".
func place(where string, how activity.Mode) string {
	var parts []string
	for _, part := range []string{where, how.Name()} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ". ")
}

// turnout is "6 of 7 agencies came".
func turnout(m activity.Meeting) string {
	came := 0
	for _, l := range m.Attendance {
		if l.Attended() {
			came++
		}
	}
	return cameOf(came, len(m.Attendance))
}

func cameOf(came, invited int) string {
	return strconv.Itoa(came) + " of " + plural(invited, "agency", "agencies") + " came"
}

// missing names the agencies that nobody came from, by why.
func missing(m activity.Meeting) []string {
	var apologies, absent []string
	for _, l := range m.Attendance {
		switch l.State {
		case activity.Apologies:
			apologies = append(apologies, l.AgencyName)
		case activity.Absent:
			absent = append(absent, l.AgencyName)
		case activity.Came, activity.Substitute, activity.Asked:
		}
	}
	var lines []string
	if len(apologies) > 0 {
		lines = append(lines, "Sent apologies: "+list(apologies)+".")
	}
	if len(absent) > 0 {
		lines = append(lines, "Absent: "+list(absent)+".")
	}
	return lines
}

// itoa is a number as a form carries it.
func itoa(n int) string { return strconv.Itoa(n) }

func yes(b bool) string {
	if b {
		return "Yes"
	}
	return "No"
}

// seriesNames is the series by id.
func seriesNames(in []activity.Series) map[uuid.UUID]string {
	names := map[uuid.UUID]string{}
	for _, s := range in {
		names[s.ID] = s.Name
	}
	return names
}

// brief is the beginning of a text, for a line of a form.
func brief(text string, most int) string {
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > most {
		return strings.TrimSpace(string(r[:most])) + "…"
	}
	return text
}

// dueClosed is a due date of something that has ended, which is late no more.
func dueClosed(on time.Time) layout.DueDay { return layout.DueDay{Text: day(on), ISO: iso(on)} }
