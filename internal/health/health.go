// Package health works out how a partnership fares from the facts that its
// coordination records leave: who gives to whom, who comes, what is done by
// when, how long answers take. It reads nothing but facts, so any past day can
// be worked out again. It knows no names, and nothing of other strands. It
// compares an agency with the middle of all, never with another one.
//
// What people think of working together it learns from the pulse, of which it
// knows how many said what and never who.
package health

import (
	"slices"
	"time"

	"liaison/internal/calendar"
	"liaison/internal/fact"
)

// Window is how many days a measure looks at, and Windows how many of them,
// one after another, its trend shows. Source: domain, partnership health,
// "Window W = 90 d, trend over 8 windows".
const (
	Window  = 90
	Windows = 8
)

// FewCases is the number of cases from which a figure is told; with fewer, the
// counts are. Source: checklist, rules for all items, "Small numbers".
const FewCases = 5

// FewAgencies is the number of agencies from which a network is put into
// figures. Source: domain, partnership health, "n = active agencies; below 4,
// show tables only".
const FewAgencies = 4

// Report is a partnership's health on one day.
type Report struct {
	Day      time.Time
	Window   calendar.Span
	Active   []int     // the agencies that take part on the day, in order
	Findings []Finding // one for each of Measures, in that order
	Network  Network   // who gave to whom in the window
	Meetings []Meeting // the last that were held, the oldest first
	Partners []Partner // one for each active agency, in order
	Middle   []Middle  // one for each of ByAgency, in that order
	Overdue  []Overdue // month by month, the oldest first; the last is the day
	Late     []Row     // open actions past their day, the longest overdue first
	Heard    []Heard   // rounds of the pulse that were published, the oldest first
}

// Find returns the finding of the measure.
func (r Report) Find(c Code) (Finding, bool) {
	n := slices.IndexFunc(r.Findings, func(f Finding) bool { return f.Code == c })
	if n < 0 {
		return Finding{}, false
	}
	return r.Findings[n], true
}

// Partner returns the row of the agency.
func (r Report) Partner(agency int) (Partner, bool) {
	n, ok := slices.BinarySearchFunc(r.Partners, agency, func(p Partner, a int) int { return p.Agency - a })
	if !ok {
		return Partner{}, false
	}
	return r.Partners[n], true
}

// Evaluate works out the partnership's health on the day from the facts as
// they were known at its end. Facts may come in any order. Each window of a trend is seen from its own last day:
// what came later had not happened yet.
func Evaluate(facts []fact.Fact, day time.Time) Report {
	e := gather(facts, day)
	now := e.view(day, true)
	r := Report{Day: day, Window: now.span, Active: now.active, Network: now.net, Overdue: e.overdue(), Late: now.late(), Heard: e.heard}
	for _, m := range Measures() {
		found := m.read(now)
		f := Finding{Measure: m, Value: found.Value, For: found.For, Against: found.Against, Left: found.Left}
		if f.Trend = make([]Value, Windows); m.Rounds {
			f.Trend = e.series(m.Code)
		}
		r.Findings = append(r.Findings, f)
	}
	for k := range Windows {
		v := now
		if k > 0 {
			v = e.view(day.AddDate(0, 0, -Window*k), false)
		}
		for i, m := range Measures() {
			if m.Rounds {
				continue
			}
			r.Findings[i].Trend[Windows-1-k] = m.read(v).Value
		}
	}
	r.Meetings = now.meetings()
	r.Partners, r.Middle = now.partners(r.Meetings)
	return r
}
