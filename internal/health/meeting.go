package health

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/fact"
	"liaison/internal/statistic"
)

func came(f *fact.Fact) bool { return f.Has(fact.Came) || f.Has(fact.Substitute) }

// attendance is the invitations for which the representative or a substitute
// came / invitations, to meetings held in the window. A share, from 0 to 1.
// Source: domain, partnership health, "Attendance ... attended (named or
// deputy) / invited".
func attendance(v *view) reading { return shareOf(v, presences) }

// contribution is the invitations for which somebody came, or apologies came
// with information / invitations. A share, from 0 to 1. Source: domain,
// partnership health, "Contribution", the convention of MARAC and MAPPA.
func contribution(v *view) reading { return shareOf(v, contributions) }

// presences are the invitations of the window, by whether somebody came.
func presences(v *view, each func(side, Row)) {
	for _, f := range v.in(fact.Attendance) {
		s, say := present(f)
		row := rowOf(f)
		row.Say = say
		each(s, row)
	}
}

// contributions are the same, where apologies count that came with information.
func contributions(v *view, each func(side, Row)) {
	for _, f := range v.in(fact.Attendance) {
		s, say := present(f)
		if f.Has(fact.Apologies) && f.Has(fact.InformationSent) {
			s, say = counted, "Sent apologies, and information"
		}
		row := rowOf(f)
		row.Say = say
		each(s, row)
	}
}

// present tells how an agency answered an invitation.
func present(f *fact.Fact) (side, string) {
	switch {
	case f.Has(fact.Came):
		return counted, "Came"
	case f.Has(fact.Substitute):
		return counted, "A substitute came"
	case f.Has(fact.Apologies):
		return missed, "Sent apologies"
	case f.Has(fact.Absent):
		return missed, "Absent"
	}
	return left, "Left out, because it is not recorded whether somebody came"
}

// The meetings that continuity looks back on. Source: domain, partnership
// health, "over last m>=3 meetings attended"; checklist, RES-2, "each partner's
// last 6 held meetings".
const (
	mostMeetings  = 6
	leastMeetings = 3
)

// continuity is 1 - (distinct representatives - 1)/(m - 1) of an agency over
// the last m meetings it attended with a named person, from 3 to 6 of them; its
// figure is that of the middle agency. From 0 to 1. As in the checklist, a
// registered deputy and somebody who handed over on leaving are no change. Have
// counts the agencies without one. Source: domain, partnership health,
// "Representative continuity".
func continuity(v *view) reading {
	r := v.begin()
	var figures []float64
	for _, a := range v.active {
		s := v.sending(a)
		if s.meetings < leastMeetings {
			r.add(v, left, Row{Kind: fact.Representative, Agency: a, Say: "Left out, because it attended fewer than 3 meetings with a named person"})
			continue
		}
		figures = append(figures, s.sameness())
		row := rowOf(s.newest)
		row.Figure = s.sameness()
		if s.people == 1 {
			r.add(v, counted, row)
		} else {
			r.add(v, missed, row)
		}
	}
	switch {
	case r.All == 0:
	case r.All < FewCases:
		r.State = Counts
	default:
		r.State, r.Figure = Told, statistic.Median(figures)
	}
	return r
}

// sending is whom an agency sent to its last meetings.
type sending struct {
	meetings int
	people   int // different ones that count as a change, at least one
	newest   *fact.Fact
}

// sameness is 1 where the same person always came, and 0 where it was never the same.
func (s sending) sameness() float64 { return 1 - float64(s.people-1)/float64(s.meetings-1) }

func (v *view) sending(agency int) sending {
	var s sending
	var different, meetings []uuid.UUID
	for _, f := range slices.Backward(begun(v.lines[agency], v.span.To)) {
		if !came(f) || f.Person == uuid.Nil || slices.Contains(meetings, f.Source) {
			continue
		}
		meetings = append(meetings, f.Source)
		if s.meetings++; s.meetings == 1 {
			s.newest = f
		}
		if !v.excused(f) && !slices.Contains(different, f.Person) {
			different = append(different, f.Person)
		}
		if s.meetings == mostMeetings {
			break
		}
	}
	s.people = max(1, len(different))
	return s
}

// excused reports whether who came was a registered deputy on that day, or has
// handed over and left since.
func (v *view) excused(f *fact.Fact) bool {
	return slices.ContainsFunc(v.people[person{f.Agency, f.Person}], func(p *fact.Fact) bool {
		deputy := p.Has(fact.Deputy) && p.Covers(f.Day)
		handed := p.Has(fact.Handover) && v.over(p.Until) && !p.Until.Before(f.Day)
		return deputy || handed
	})
}

// minutesLatency is the working days from a meeting in the window until its
// minutes were sent, in the middle case after Kaplan and Meier: minutes that
// were not sent count as waiting until the last day, so that not to send them
// betters nothing. Working days, from 0. Have counts those sent. Source:
// domain, partnership health, "Minutes latency ... median working days meeting
// -> circulated".
func minutesLatency(v *view) reading { return waitOf(v, minutes) }

func minutes(v *view, each func(side, Row)) {
	for _, f := range v.in(fact.Minutes) {
		s, days := v.waited(f.Day, f.Until, true)
		row := rowOf(f)
		row.Figure = float64(days)
		each(s, row)
	}
}

// waited is how many working days something took from one day until another,
// or so far where it is not over by the last day; what ended it was what was
// wanted, or was not.
func (v *view) waited(from, until time.Time, wanted bool) (side, int) {
	switch {
	case !v.over(until):
		return missed, v.working.between(from, v.span.To)
	case !wanted:
		return missed, v.working.between(from, until)
	}
	return counted, v.working.between(from, until)
}
