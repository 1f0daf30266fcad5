package health

import (
	"slices"
	"time"

	"liaison/internal/calendar"
	"liaison/internal/fact"
	"liaison/internal/statistic"
)

// task is an action with the day by which it is due.
type task struct {
	*fact.Fact
	due time.Time
}

// ended reports whether the action ended by the day.
func (t task) ended(day time.Time) bool { return !t.Until.IsZero() && !t.Until.After(day) }

// overdue reports whether the action was open at the end of the day, and due before it.
func (t task) overdue(day time.Time) bool { return t.due.Before(day) && !t.ended(day) }

// actionsOnTime is the actions done by their day / actions due in the window,
// those due on its last day among them. A share, from 0 to 1. What was
// overtaken by events or cancelled leaves the denominator; what was not done
// stays. Beside it stand the days that the middle one of those late is late by,
// up to the last day where it is not done, and how long the oldest open one is
// overdue, whenever it was due. Source: domain, partnership health, "Actions
// on time ... + median days late, oldest".
func actionsOnTime(v *view) reading {
	r := v.begin()
	var late []float64
	tasks(v, func(s side, row Row) {
		r.add(v, s, row)
		if row.Figure > 0 {
			late = append(late, row.Figure)
		}
	})
	r.share()
	if len(late) > 0 {
		r.also("Late by, in the middle case", statistic.Median(late), Days)
	}
	for _, t := range v.actions {
		if t.overdue(v.span.To) { // the first is the oldest, since they are in order of the days they are due
			r.also("Oldest is overdue by", float64(calendar.Days(t.due, v.span.To)), Days)
			break
		}
	}
	return r
}

// tasks are the actions due in the window, by whether they were done in time,
// with the days they are late by.
func tasks(v *view, each func(side, Row)) {
	for _, t := range v.due() {
		s, days, say := v.timely(t)
		row := rowOf(t.Fact)
		row.Figure, row.Say = float64(days), say
		each(s, row)
	}
}

// due lists the actions due in the window.
func (v *view) due() []task {
	after := func(day time.Time) int {
		n, _ := slices.BinarySearchFunc(v.actions, day, func(t task, day time.Time) int {
			if t.due.After(day) {
				return 1
			}
			return -1
		})
		return n
	}
	return v.actions[after(v.span.From.AddDate(0, 0, -1)):after(v.span.To)]
}

// timely tells how an action that is due stands, and how many days late it is.
func (v *view) timely(t task) (s side, late int, say string) {
	if !t.ended(v.span.To) {
		return missed, calendar.Days(t.due, v.span.To), "Open"
	}
	switch {
	case t.Has(fact.ActionOvertaken):
		return left, 0, "Left out, because it was overtaken by events"
	case t.Has(fact.ActionCancelled):
		return left, 0, "Left out, because it was cancelled"
	case t.Has(fact.ActionNotDone):
		return missed, calendar.Days(t.due, v.span.To), "Not done"
	case t.Until.After(t.due):
		return missed, calendar.Days(t.due, t.Until), "Done late"
	}
	return counted, 0, "Done on time"
}

// Overdue is how many actions were open, and past their day, at the end of a day.
type Overdue struct {
	Day     time.Time
	Overdue int
	Open    int
}

// overdueMonths is how many months the run of Overdue goes over.
const overdueMonths = 12

// overdue counts at the end of each of the last months, and on the day itself.
func (e *evidence) overdue() []Overdue {
	var run []Overdue
	y, m, _ := e.day.Date()
	for k := overdueMonths - 1; k >= 0; k-- {
		on := Overdue{Day: e.day}
		if k > 0 {
			on.Day = time.Date(y, m+1-time.Month(k), 0, 0, 0, 0, 0, time.UTC)
		}
		for _, t := range e.actions {
			switch {
			case t.Day.After(on.Day) || t.ended(on.Day):
				continue
			case t.overdue(on.Day):
				on.Overdue++
			}
			on.Open++
		}
		run = append(run, on)
	}
	return run
}

// late lists the open actions that are past their day, the oldest first, with
// the days they are overdue by.
func (v *view) late() []Row {
	var rows []Row
	for _, t := range v.actions {
		if t.overdue(v.span.To) {
			row := rowOf(t.Fact)
			row.Figure = float64(calendar.Days(t.due, v.span.To))
			rows = append(rows, row)
		}
	}
	return rows
}
