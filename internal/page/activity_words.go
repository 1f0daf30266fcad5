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

// answers is everything that a meeting says, in words, in the order of the
// form. Two versions of a record differ where their answers do.
func answers(m activity.Meeting) []answer {
	all := []answer{
		{"Meeting name", m.Name},
		{"Date", day(m.Day)},
		{"Start time", clock(m.Start)},
		{"Where", m.Place},
		{"How people met", m.Mode.Name()},
		{"Series", m.SeriesName},
		{"Part of the initiative", yes(m.Initiative)},
	}
	for _, l := range m.Attendance {
		all = append(all, answer{l.AgencyName, attendanceText(l)})
	}
	var asked []string
	for _, a := range m.Actions {
		asked = append(asked, actionText(a))
	}
	return append(all,
		answer{"Other people who came", m.Others}, answer{"Summary", m.Summary}, answer{"Actions", strings.Join(asked, "\n")},
		answer{"Evidence for", list(m.Items)}, answer{"Marking", string(m.Marking)})
}

// differences is where two versions of a record part.
func differences(was, is activity.Meeting) []layout.Difference {
	if was.Series == is.Series {
		was.SeriesName = is.SeriesName // a series may be renamed, which changes no record
	}
	left := map[string]string{}
	var names []string
	for _, a := range answers(was) {
		left[a.name] = a.text
		names = append(names, a.name)
	}
	right := map[string]string{}
	for _, a := range answers(is) {
		right[a.name] = a.text
		if _, ok := left[a.name]; !ok {
			names = append(names, a.name)
		}
	}
	var rows []layout.Difference
	for _, n := range names {
		if left[n] != right[n] {
			rows = append(rows, layout.Difference{Name: n, Left: left[n], Right: right[n]})
		}
	}
	return rows
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
func held(m activity.Meeting) string {
	if m.Start < 0 {
		return day(m.Day)
	}
	return day(m.Day) + " at " + clock(m.Start)
}

// place is where and how people met: "Northgate College, room B12. In person".
func place(m activity.Meeting) string {
	var parts []string
	for _, part := range []string{m.Place, m.Mode.Name()} {
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
		case activity.Came, activity.Substitute:
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
