package checklist

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/fact"
)

// trainingQuality is the rule of TRN-1. Source: "in 12 months: response >=
// 60%, n >= 5, >= 80% rate it 4 or 5 of 5, mean post - pre > 0 where tested".
// People say of a session how good and how useful it was. Each is a part,
// because a session's own page counts them apart, so that they can be checked. What
// nobody said anything of was not asked, so use is left out where it was not.
func trainingQuality(item Item, e evidence) Finding {
	w := lastMonths(int(item.parameter("months").Value), e.day)
	all, newest := taughtInContext(e)
	q := quality{item: item, w: w}
	for _, s := range all {
		if w.Has(s.session.Day) && s.people > 0 {
			q.sessions = append(q.sessions, s)
		}
	}
	f := Finding{Window: w, Newest: newest}
	if len(q.sessions) == 0 {
		f.Needs = []Need{{Say: "Log training in the counter-terrorism context, with how many people came from each agency.", To: ToTraining}}
	}
	for _, asked := range []struct {
		flag fact.Flag
		name string
	}{{fact.RatesQuality, "Those trained say that it was good"}, {fact.RatesUseful, "Those trained say that it was useful"}} {
		part, needs := q.rated(asked.flag, asked.name)
		f.Parts = append(f.Parts, part)
		for _, n := range needs {
			if !slices.Contains(f.Needs, n) { // the same people may have left out both
				f.Needs = append(f.Needs, n)
			}
		}
	}
	part, needs := q.scored()
	f.Parts, f.Needs = append(f.Parts, part), append(f.Needs, needs...)
	return f
}

// taught is one session with what was said of it.
type taught struct {
	session fact.Fact
	people  int
	said    map[fact.Flag][]fact.Fact
}

// taughtInContext lists the sessions in the counter-terrorism context by the
// day, the newest first, and the day of the newest of which anything was said.
func taughtInContext(e evidence) (all []taught, newest time.Time) {
	at := map[uuid.UUID]int{}
	for _, s := range e.in(fact.Training, calendar.Span{To: e.day}) {
		if s.Has(fact.InContext) {
			at[s.Source] = len(all)
			all = append(all, taught{session: s, said: map[fact.Flag][]fact.Fact{}})
		}
	}
	for _, f := range e.kinds[fact.Trained] {
		if n, ok := at[f.Source]; ok {
			all[n].people += f.Number
		}
	}
	for _, f := range e.kinds[fact.Rating] {
		n, ok := at[f.By]
		if !ok || f.Until.After(e.day) {
			continue
		}
		for _, flag := range f.Flags {
			all[n].said[flag] = append(all[n].said[flag], f)
		}
		newest = newer(newest, f.Day)
	}
	return all, newest
}

// quality holds the sessions of the window against the rule.
type quality struct {
	item     Item
	w        calendar.Span
	sessions []taught
}

func (q quality) rated(flag fact.Flag, name string) (Part, []Need) {
	part := Part{Name: name, Window: q.w, Of: "answers"}
	if len(q.sessions) == 0 {
		part.Say = "No training in the counter-terrorism context was held in the window, so there is nothing to rate."
		return part, nil
	}
	answered := func(s taught) bool { return len(s.said[flag]) > 0 }
	if flag == fact.RatesUseful && !slices.ContainsFunc(q.sessions, answered) {
		part.Say = "Nobody said how useful training was."
		return part, nil
	}
	o := opinion{
		grade: q.item.parameter("grade"), good: q.item.parameter("good"), response: q.item.parameter("response"), least: int(q.item.parameter("least").Value),
		one: "person", more: "people", record: "session", to: ToTraining, rate: ToSessions, leaves: q.leaves,
	}
	for _, s := range q.sessions {
		o.asked = append(o.asked, asked{of: s.session, could: s.people, said: s.said[flag]})
	}
	needs := o.close(&part)
	return part, needs
}

// leaves is the day on which a session of the day leaves the window.
func (q quality) leaves(day time.Time) time.Time {
	return leavesMonths(day, int(q.item.parameter("months").Value))
}
