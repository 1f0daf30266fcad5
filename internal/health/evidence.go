package health

import (
	"slices"
	"sort"
	"time"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/fact"
)

// evidence is what one day's measures read: facts known at its end, each kind
// in order of days, and what several windows look up in them.
type evidence struct {
	day      time.Time
	kinds    map[fact.Kind][]*fact.Fact
	working  working
	lines    map[int][]*fact.Fact    // attendance by agency, in order of days
	people   map[person][]*fact.Fact // representatives
	members  map[uuid.UUID][]*fact.Fact
	feedback map[answer]time.Time
	recorded map[uuid.UUID]time.Time // when a record was first made
	events   []*fact.Fact            // what records are about, one for each record, in order of days
	actions  []task                  // in order of the days they are due
	heard    []Heard                 // rounds of the pulse, the oldest first
}

// person is somebody who stands for an agency.
type person struct {
	agency int
	id     uuid.UUID
}

// answer is one recipient of one share, and the day it was sent to them.
type answer struct {
	source uuid.UUID
	agency int
	sent   time.Time
}

func gather(facts []fact.Fact, day time.Time) *evidence {
	e := &evidence{
		day: day, kinds: map[fact.Kind][]*fact.Fact{},
		lines: map[int][]*fact.Fact{}, people: map[person][]*fact.Fact{}, members: map[uuid.UUID][]*fact.Fact{},
		feedback: map[answer]time.Time{}, recorded: map[uuid.UUID]time.Time{},
	}
	end := calendar.EndOf(day)
	for i := range facts {
		if f := &facts[i]; f.KnownAt(end) && !f.Day.After(day) {
			e.kinds[f.Kind] = append(e.kinds[f.Kind], f)
		}
	}
	for _, k := range e.kinds {
		slices.SortFunc(k, fact.InOrder)
	}
	holidays := calendar.Holidays{}
	for _, f := range e.kinds[fact.Holiday] {
		holidays[f.Day] = true
	}
	e.working = count(holidays, day.AddDate(0, 0, -Window*Windows), day)
	for _, f := range e.kinds[fact.Attendance] {
		e.lines[f.Agency] = append(e.lines[f.Agency], f)
	}
	for _, f := range e.kinds[fact.Representative] {
		p := person{f.Agency, f.Person}
		e.people[p] = append(e.people[p], f)
	}
	for _, f := range e.kinds[fact.Member] {
		e.members[f.By] = append(e.members[f.By], f)
	}
	for _, f := range e.kinds[fact.ShareFeedback] {
		a := answer{f.Source, f.Other, f.Day}
		if was, ok := e.feedback[a]; !ok || f.Until.Before(was) {
			e.feedback[a] = f.Until
		}
	}
	for _, f := range e.kinds[fact.Recorded] {
		if _, ok := e.recorded[f.Source]; !ok { // the first, since they are in order of days
			e.recorded[f.Source] = f.Day
		}
	}
	e.events = eventsOf(e.kinds)
	e.heard = heard(e.kinds)
	for _, f := range e.kinds[fact.Action] {
		e.actions = append(e.actions, task{f, f.Day.AddDate(0, 0, f.Number)})
	}
	slices.SortStableFunc(e.actions, func(a, b task) int { return a.due.Compare(b.due) })
	return e
}

// eventsOf lists a fact of each record of something that happened: one of
// sharing has one for each recipient.
func eventsOf(kinds map[fact.Kind][]*fact.Fact) []*fact.Fact {
	var all []*fact.Fact
	for _, k := range []fact.Kind{fact.Meeting, fact.ShareAsked, fact.Training, fact.ConnectEvent} {
		all = append(all, kinds[k]...)
	}
	slices.SortFunc(all, fact.InOrder)
	seen := map[uuid.UUID]bool{}
	return slices.DeleteFunc(all, func(f *fact.Fact) bool { // of each record the first, as it was on that day
		again := seen[f.Source]
		seen[f.Source] = true
		return again
	})
}

// begun lists the facts, which are in order of days, that began by the day.
func begun(facts []*fact.Fact, day time.Time) []*fact.Fact {
	return facts[:sort.Search(len(facts), func(i int) bool { return facts[i].Day.After(day) })]
}

// within lists the facts, which are in order of days, whose day lies in the span.
func within(facts []*fact.Fact, s calendar.Span) []*fact.Fact {
	return begun(facts, s.To)[len(begun(facts, s.From.AddDate(0, 0, -1))):]
}

// view is the evidence seen from the last day of a window, on which nothing
// later has happened yet.
type view struct {
	*evidence
	span   calendar.Span
	rows   bool  // whether rows are kept
	active []int // agencies that take part on the last day, in order
	net    Network
	newest map[int]*fact.Fact // the newest membership of each agency, ended or not
}

func (e *evidence) view(to time.Time, rows bool) *view {
	v := &view{evidence: e, span: calendar.Last(Window, to), rows: rows, newest: map[int]*fact.Fact{}}
	for _, f := range begun(e.kinds[fact.Partner], to) {
		v.newest[f.Agency] = f
		if f.Covers(to) && !slices.Contains(v.active, f.Agency) {
			v.active = append(v.active, f.Agency)
		}
	}
	slices.Sort(v.active)
	v.net = networkOf(v.active, within(e.kinds[fact.Shared], v.span))
	return v
}

// in lists the facts of a kind whose day lies in the window.
func (v *view) in(k fact.Kind) []*fact.Fact { return within(v.kinds[k], v.span) }

// over reports whether something that has an end, or none, ended by the last day.
func (v *view) over(until time.Time) bool { return !until.IsZero() && !until.After(v.span.To) }

// working counts working days up to each day since the first.
type working struct {
	first time.Time
	upTo  []int
}

func count(holidays calendar.Holidays, from, to time.Time) working {
	w := working{first: from}
	n := 0
	for d := from; !d.After(to); d = d.AddDate(0, 0, 1) {
		if holidays.Works(d) {
			n++
		}
		w.upTo = append(w.upTo, n)
	}
	return w
}

// between is calendar.Holidays.Between for days among those counted, and for
// the nearest of them where one lies outside.
func (w working) between(from, to time.Time) int {
	at := func(day time.Time) int { return w.upTo[min(max(0, calendar.Days(w.first, day)), len(w.upTo)-1)] }
	return max(0, at(to)-at(from))
}
