package checklist

import (
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/fact"
)

// trainingFollowedUp is the rule of TRN-2. Source: ">= 70% (50%) of the
// agencies that attended have a follow-up done within 90 days (those not yet
// due are left out), and a connect event with >= 2 agencies in the last 180
// days". An agency counts once for each session it came to. A follow-up closed
// in any other way than done is none.
func trainingFollowedUp(item Item, e evidence) Finding {
	followed, needs, newest := followedUp(item, e)
	connected, more, met := connected(item, e)
	return Finding{Window: followed.Window, Parts: []Part{followed, connected}, Newest: newer(newest, met), Needs: append(needs, more...)}
}

// visit is an agency at a session.
type visit struct {
	session uuid.UUID
	agency  int
}

// followUps finds the follow-ups of each agency at each session.
func followUps(e evidence) map[visit][]fact.Fact {
	all := map[visit][]fact.Fact{}
	for _, f := range e.kinds[fact.Action] {
		if f.Has(fact.ActionFollowUp) {
			v := visit{f.Source, f.Agency}
			all[v] = append(all[v], f)
		}
	}
	return all
}

// doneFirst is the day on which the first of them was done, by the day judged.
func (e evidence) doneFirst(follow []fact.Fact) (first time.Time) {
	for _, f := range follow {
		if e.done(f) && (first.IsZero() || f.Until.Before(first)) {
			first = f.Until
		}
	}
	return first
}

// doneLast is the day on which the last of them was done, by the day judged.
func (e evidence) doneLast(follow []fact.Fact) (last time.Time) {
	for _, f := range follow {
		if e.done(f) {
			last = newer(last, f.Until)
		}
	}
	return last
}

func (e evidence) done(f fact.Fact) bool { return f.Has(fact.ActionDone) && !f.Until.After(e.day) }

func followedUp(item Item, e evidence) (part Part, needs []Need, newest time.Time) {
	days, within := int(item.parameter("window").Value), int(item.parameter("within").Value)
	f := following{e: e, within: within, days: days, all: followUps(e)}
	f.part = Part{Name: "Agencies that came are followed up", Window: calendar.Last(days, e.day), Of: "agencies at sessions"}
	for _, came := range e.in(fact.Trained, f.part.Window) {
		f.see(came)
	}
	switch {
	case f.part.All > 0:
		f.part.Say = fmt.Sprintf("%d of %s at sessions were followed up within %d days.", f.part.Have, many(f.part.All, "agency", "agencies"), within)
		f.part.share(item.parameter("followed"))
	case f.part.Out > 0:
		f.part.State = TooFew // not left out, so that to wait is not better than to follow up
		f.part.Say = "No follow-up of the sessions in the window is due yet, so it is too early to say."
	default:
		f.part.Say = "No training session was held in the window, so there is nothing to follow up."
	}
	return f.part, f.needs(item.parameter("followed")), f.newest()
}

// following goes through the agencies at the sessions of the window.
type following struct {
	e            evidence
	within, days int
	all          map[visit][]fact.Fact
	part         Part
	turns        []turn
	pending      []Need
}

// see counts one agency at one session.
func (f *following) see(came fact.Fact) {
	follow := f.all[visit{came.Source, came.Agency}]
	due, done := came.Day.AddDate(0, 0, f.within), f.e.doneFirst(follow)
	out := turn{leaves(came.Day, f.days), tally{all: -1}}
	after := many(calendar.Days(came.Day, done), "day", "days")
	switch {
	case !done.IsZero() && !done.After(due):
		f.part.count(rowOf(came, "Followed up on %s, %s after the session", written(done), after))
		out.by.have = -1
	case !done.IsZero():
		f.part.miss(rowOf(came, "Followed up on %s, %s after the session, which is too late", written(done), after))
	case !due.Before(f.e.day):
		f.part.leave(rowOf(came, "Left out, because there is time until the end of %s", written(due)))
		f.turns = append(f.turns, turn{due.AddDate(0, 0, 1), tally{all: 1}})
		f.pending = append(f.pending, Need{Say: fmt.Sprintf("has its follow-up of the session of %s done by %s.", written(came.Day), written(due)), To: ToFollowUps, Agency: came.Agency})
	case slices.ContainsFunc(follow, func(a fact.Fact) bool { return !a.Has(fact.ActionOpen) }):
		f.part.miss(rowOf(came, "Not followed up by %s: the follow-up was closed without being done", written(due)))
	default:
		f.part.miss(rowOf(came, "Not followed up by %s", written(due)))
	}
	f.turns = append(f.turns, out)
}

// newest is the day on which a follow-up of any session was last done.
func (f *following) newest() (day time.Time) {
	for _, follow := range f.all {
		day = newer(day, f.e.doneLast(follow))
	}
	return day
}

func (f *following) needs(share Parameter) []Need {
	p := &f.part
	now := tally{have: p.Have, all: p.All}
	switch {
	case p.State == Met:
		return p.losing(lapses(now, f.turns, func(t tally) bool { return met(t, share) }), ToFollowUps)
	case p.All == 0 && p.Out == 0:
		return []Need{{Say: "Log training sessions with the agencies that came. Each agency is then to be followed up.", To: ToTraining}}
	case p.All == 0:
		return f.pending
	}
	holds := func(t tally) bool { return met(t, share) }
	needs := f.pending
	if n, ok := more(p.Have, p.All, share); ok && n > len(f.pending) {
		needs = append(needs, Need{Say: fmt.Sprintf("Follow up %s within %d days of a session, and leave none out.", many(n, "more agency", "more agencies"), f.within), To: ToTraining})
	}
	return append(needs, p.gaining(lapses(now, f.turns, not(holds)), ToFollowUps)...)
}

// connected asks whether those who were trained could meet. It has no cases to
// sample: one event is enough. Where nobody was ever trained it is left out.
func connected(item Item, e evidence) (part Part, needs []Need, newest time.Time) {
	least, days := int(item.parameter("agencies").Value), int(item.parameter("connect").Value)
	part = Part{Name: "Those trained could meet", Window: calendar.Last(days, e.day), Of: "events"}
	if len(e.in(fact.Training, calendar.Span{To: e.day})) == 0 {
		part.Say = "No training session is recorded, so there is nobody to connect."
		return part, nil, newest
	}
	came := map[uuid.UUID]map[int]bool{}
	for _, f := range e.kinds[fact.Connected] {
		if came[f.Source] == nil {
			came[f.Source] = map[int]bool{}
		}
		came[f.Source][f.Agency] = true
	}
	for _, f := range e.in(fact.ConnectEvent, calendar.Span{To: e.day}) {
		n := len(came[f.Source])
		switch {
		case n < least && part.Window.Has(f.Day):
			part.leave(rowOf(f, "Not counted, because %s came and it takes %d", many(n, "agency", "agencies"), least))
		case n >= least:
			newest = newer(newest, f.Day)
			if part.Window.Has(f.Day) {
				part.Have++
				part.For = listed(part.For, rowOf(f, "%s came", many(n, "agency", "agencies")))
			}
		}
	}
	if part.Have == 0 {
		part.State = NotMet
		part.Say = fmt.Sprintf("No event at which people from at least %d agencies met was held in these %d days.", least, days)
		return part, []Need{{Say: fmt.Sprintf("Hold an event at which people who were trained meet, from at least %d agencies, and log it.", least), To: ToConnect}}, newest
	}
	part.State = Met
	part.Say = fmt.Sprintf("The newest event at which people from at least %d agencies met was on %s.", least, written(newest))
	return part, part.losing(leaves(newest, days), ToConnect), newest
}
