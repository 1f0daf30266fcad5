package ical

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"liaison/internal/calendar"
)

// longest is how many days something that lasts whole days may last, lest one
// wrong year makes a calendar of holidays.
const longest = 31

// ReadDays reads the days of a calendar in which everything lasts whole days,
// as a list of public holidays is published, in the order of the days. A day
// with two names has the first. What repeats, was cancelled, lasts hours or has no
// name is an error that says which it is.
//
// Source: RFC 5545 sections 3.6.1 (the end of a day is the day after) and 3.8.5.
func ReadDays(r io.Reader) ([]calendar.Named, error) {
	c, err := ics.ParseCalendar(r)
	if err != nil {
		return nil, fmt.Errorf("ical: this is no iCalendar file: %w", err)
	}
	var all []calendar.Named
	for _, e := range c.Events() {
		days, err := daysOf(e)
		if err != nil {
			return nil, fmt.Errorf("ical: event %s: %w", e.Id(), err)
		}
		all = append(all, days...)
	}
	if len(all) == 0 {
		return nil, errors.New("ical: the file has no events")
	}
	slices.SortStableFunc(all, func(a, b calendar.Named) int { return a.Day.Compare(b.Day) })
	return slices.CompactFunc(all, func(a, b calendar.Named) bool { return a.Day.Equal(b.Day) }), nil
}

func daysOf(e *ics.VEvent) ([]calendar.Named, error) {
	if p := e.GetProperty(ics.ComponentPropertyStatus); p != nil && strings.EqualFold(p.Value, string(ics.ObjectStatusCancelled)) {
		return nil, errors.New("it is cancelled; leave it out")
	}
	if e.GetProperty(ics.ComponentPropertyRrule) != nil || e.GetProperty(ics.ComponentPropertyRdate) != nil {
		return nil, errors.New("it repeats; list each day")
	}
	name := ""
	if p := e.GetProperty(ics.ComponentPropertySummary); p != nil {
		name = strings.TrimSpace(p.Value)
	}
	if name == "" {
		return nil, errors.New("it has no SUMMARY, which names the day")
	}
	from, err := wholeDay(e, ics.ComponentPropertyDtStart)
	if err != nil {
		return nil, err
	}
	to := from.Add(oneDay)
	if e.GetProperty(ics.ComponentPropertyDtEnd) != nil {
		if to, err = wholeDay(e, ics.ComponentPropertyDtEnd); err != nil {
			return nil, err
		}
	}
	lasts := calendar.Days(from, to)
	if lasts < 1 || lasts > longest {
		return nil, fmt.Errorf("it lasts %d days, and 1 to %d are taken", lasts, longest)
	}
	days := make([]calendar.Named, lasts)
	for n := range days {
		days[n] = calendar.Named{Day: from.AddDate(0, 0, n), Name: name}
	}
	return days, nil
}

func wholeDay(e *ics.VEvent, of ics.ComponentProperty) (time.Time, error) {
	p := e.GetProperty(of)
	if p == nil {
		return time.Time{}, fmt.Errorf("it has no %s", of)
	}
	d, err := time.Parse("20060102", p.Value)
	if err != nil {
		return time.Time{}, fmt.Errorf("%s is %q, and no whole day", of, p.Value)
	}
	return d, nil
}
