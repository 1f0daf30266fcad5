package health

import (
	"math"
	"slices"

	"liaison/internal/statistic"
)

// ByAgency lists the measures that an agency has for itself, of what it did:
// the required ways in which it gives, its invitations, its representatives
// (Have counts the people, All the meetings), its actions, the requests to it,
// and the feedback on what it received.
func ByAgency() []Code {
	var all []Code
	for _, s := range split {
		all = append(all, s.code)
	}
	return all
}

// split says whose each case of a measure is, and whether it is a wait.
// Continuity is not made of cases.
var split = []struct {
	code  Code
	of    cases
	whose func(Row) int
	waits bool
}{
	{TieCover, requiredWays, giver, false},
	{Attendance, presences, giver, false},
	{Contribution, contributions, giver, false},
	{Continuity, nil, nil, false},
	{ActionsOnTime, tasks, giver, false},
	{TimeToShare, requests, giver, true},
	{FeedbackRate, answered, taker, false},
}

func giver(r Row) int { return r.Agency }

func taker(r Row) int { return r.Other }

// own is one agency's part of a measure.
type own struct {
	Value
	waits  []statistic.Observation
	arose  bool
	figure float64 // however few its cases; infinite where half were never answered
}

// own works out the nth measure of ByAgency for every agency that takes part.
func (v *view) own(n int) []own {
	all, is := make([]own, len(v.active)), split[n]
	for i := range all {
		all[i].Value = v.begin().Value
	}
	if is.of == nil {
		for i, a := range v.active {
			all[i].sent(v.sending(a))
		}
		return all
	}
	is.of(v, func(s side, row Row) {
		i, ok := slices.BinarySearch(v.active, is.whose(row))
		if !ok || s == left {
			return
		}
		if all[i].All++; s == counted {
			all[i].Have++
		}
		if is.waits {
			all[i].waits = append(all[i].waits, observed(s, row))
		}
	})
	for i := range all {
		if is.waits {
			all[i].waited()
		} else {
			all[i].shared()
		}
	}
	return all
}

func (o *own) shared() {
	if o.share(); o.All > 0 {
		o.arose, o.figure = true, float64(o.Have)/float64(o.All)
	}
}

func (o *own) waited() {
	if o.wait(o.waits); o.All == 0 {
		return
	}
	o.arose, o.figure = true, math.Inf(1)
	if days, ok := statistic.Survive(o.waits).Median(); ok {
		o.figure = float64(days)
	}
}

func (o *own) sent(s sending) {
	if s.meetings < leastMeetings {
		return
	}
	o.State, o.Figure, o.Have, o.All = Told, s.sameness(), s.people, s.meetings
	o.arose, o.figure = true, o.Figure
}
