package page

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/web/layout"
)

// today is the day it is in London, as midnight UTC.
func (p *Pages) today() time.Time { return calendar.Day(p.Now()) }

// day is "1 December 2025", or nothing for no day.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2 January 2006")
}

// iso is "2025-12-01".
func iso(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2006-01-02")
}

// clock is a time of day: "10am", "2:10pm", "midday". Negative is nothing.
func clock(since time.Duration) string {
	if since < 0 {
		return ""
	}
	t := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).Add(since)
	switch {
	case t.Hour() == 12 && t.Minute() == 0:
		return "midday"
	case t.Hour() == 0 && t.Minute() == 0:
		return "midnight"
	case t.Minute() == 0:
		return t.Format("3pm")
	}
	return t.Format("3:04pm")
}

// moment is "1 December 2025 at 2:10pm", in London.
func moment(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return day(calendar.Day(at)) + " at " + clockOf(at)
}

// stamp is "1 December 2025, 9:05am", in London.
func stamp(at time.Time) string { return day(calendar.Day(at)) + ", " + clockOf(at) }

func clockOf(at time.Time) string {
	l := at.In(calendar.London())
	return clock(time.Duration(l.Hour())*time.Hour + time.Duration(l.Minute())*time.Minute)
}

// isoMoment is for <time datetime>.
func isoMoment(at time.Time) string { return at.UTC().Format(time.RFC3339) }

// days is the number of days from one midnight to another.
func days(from, to time.Time) int { return int(to.Sub(from).Hours() / 24) }

// plural is "1 record" or "3 records".
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// due says how a due date stands today: "12 days overdue", "Due today",
// "Due in 4 days". From a week on the date says enough.
func due(on, today time.Time) layout.DueDay {
	d := layout.DueDay{Text: day(on), ISO: iso(on)}
	switch n := days(today, on); {
	case n < 0:
		d.Flag, d.Kind = plural(-n, "day", "days")+" overdue", "late"
	case n == 0:
		d.Flag, d.Kind = "Due today", "soon"
	case n <= 4:
		d.Flag, d.Kind = "Due in "+plural(n, "day", "days"), "soon"
	case n <= 7:
		d.Flag = "Due in " + plural(n, "day", "days")
	}
	return d
}

// ago says how long since a day: "today", "yesterday", "5 days ago".
func ago(on, today time.Time) string {
	switch n := days(on, today); n {
	case 0:
		return "today"
	case 1:
		return "yesterday"
	default:
		return fmt.Sprintf("%d days ago", n)
	}
}

// list joins words as a sentence does: "a, b and c".
func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// problems is what an Invalid fault asks to be mended, for the summary.
func problems(err error) []layout.Problem {
	var all []layout.Problem
	for _, f := range fault.FieldsOf(err) {
		all = append(all, layout.Problem{Field: f.Name, Say: f.Say})
	}
	return all
}

// said is what an Invalid fault says of each field, by its name.
func said(err error) map[string]string {
	m := map[string]string{}
	for _, f := range fault.FieldsOf(err) {
		if _, ok := m[f.Name]; !ok {
			m[f.Name] = f.Say
		}
	}
	return m
}

// sayOf is the sentence of a fault.
func sayOf(err error) string {
	var f *fault.Error
	if errors.As(err, &f) {
		return f.Say
	}
	return ""
}
