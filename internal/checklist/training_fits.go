package checklist

import (
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/fact"
)

// trainingFits is the rule of TRN-3. Source: ">= 80% of active needs are
// covered by an available product; median request to access <= 10 working
// days; needs reviewed in 12 months", and T "365; access 90". An active need is
// one for training that stands on the day. Evidence of needs and of access ages
// apart, and the item is as fresh as the one that is further through its T;
// where access was never asked for there is nothing of it to age.
func trainingFits(item Item, e evidence) Finding {
	n := needsFor(e)
	covered, needs := n.covered(item.parameter("covered"))
	access, accessNeeds, asked := accessTo(item, e)
	reviewed, reviewNeeds := n.reviewed(item)
	f := Finding{Window: reviewed.Window, Parts: []Part{covered, access, reviewed}, Needs: slices.Concat(needs, accessNeeds, reviewNeeds)}
	f.Newest, f.Lasts = staler(e.day, n.newest(), item.Fresh, asked, int(item.parameter("fresh_access").Value))
	return f
}

// staler is that of two days of newest evidence which is further through its
// own T, with that T. A day that is zero is no evidence, and does not age.
func staler(on, a time.Time, aLasts int, b time.Time, bLasts int) (newest time.Time, lasts int) {
	if b.IsZero() || !a.IsZero() && calendar.Days(a, on)*bLasts >= calendar.Days(b, on)*aLasts {
		return a, aLasts
	}
	return b, bLasts
}

// needed is the needs for training with what bears on them.
type needed struct {
	e       evidence
	active  []fact.Fact
	covers  map[uuid.UUID][]fact.Fact // by the need, in order
	reviews map[uuid.UUID]time.Time   // by the need, the newest
	began   time.Time                 // the day of the newest need, active or not
}

func needsFor(e evidence) needed {
	n := needed{e: e, covers: map[uuid.UUID][]fact.Fact{}, reviews: map[uuid.UUID]time.Time{}}
	training := map[uuid.UUID]bool{}
	for _, f := range e.in(fact.Need, calendar.Span{To: e.day}) {
		if !f.Has(fact.NeedsTraining) {
			continue
		}
		training[f.Source] = true
		n.began = newer(n.began, f.Day)
		if f.Covers(e.day) {
			n.active = append(n.active, f)
		}
	}
	for _, f := range e.kinds[fact.Covers] {
		if training[f.Person] {
			n.covers[f.Person] = append(n.covers[f.Person], f)
		}
	}
	for _, f := range e.in(fact.NeedReview, calendar.Span{To: e.day}) {
		if training[f.Source] {
			n.reviews[f.Source] = newer(n.reviews[f.Source], f.Day)
		}
	}
	return n
}

// newest is the day on which a need was last written down or said to stand
// still, or a product began to cover one.
func (n needed) newest() time.Time {
	day := n.began
	for _, r := range n.reviews {
		day = newer(day, r)
	}
	for _, all := range n.covers {
		for _, c := range all {
			if !c.Day.After(n.e.day) {
				day = newer(day, c.Day)
			}
		}
	}
	return day
}

// coveredUntil is the last day in a row on which a product covers the need,
// zero where that goes on. It is not ok where none does on the day judged.
func (n needed) coveredUntil(need fact.Fact) (until time.Time, ok bool) {
	for _, c := range n.covers[need.Source] {
		next := ok && !c.Day.After(until.AddDate(0, 0, 1))
		if !next && !c.Covers(n.e.day) {
			continue
		}
		if c.Until.IsZero() {
			return time.Time{}, true
		}
		until, ok = newer(until, c.Until), true
	}
	return until, ok
}

// turnsOf are the days on which a need stops counting for a part, after the
// last day on which it does, and stops counting at all, after its own.
func turnsOf(need fact.Fact, counts bool, until time.Time) []turn {
	gone := turn{need.Until.AddDate(0, 0, 1), tally{all: -1}}
	var turns []turn
	switch {
	case counts && !until.IsZero() && (need.Until.IsZero() || until.Before(need.Until)):
		turns = append(turns, turn{until.AddDate(0, 0, 1), tally{have: -1}})
	case counts:
		gone.by.have = -1
	}
	if !need.Until.IsZero() {
		turns = append(turns, gone)
	}
	return turns
}

// nothingNeeded is what parts say that nothing arose for.
const nothingNeeded = "No need for training stands, so there is nothing to cover."

func (n needed) covered(share Parameter) (Part, []Need) {
	part := Part{Name: "Needs for training are covered", Window: calendar.Span{From: n.e.day, To: n.e.day}, Of: "needs"}
	var turns []turn
	var open []Need
	for _, need := range n.active {
		until, ok := n.coveredUntil(need)
		turns = append(turns, turnsOf(need, ok, until)...)
		if !ok {
			part.miss(rowOf(need, "No available product covers it"))
			open = append(open, askOf(need, "needs training that no available product covers. Record a product that does.", "Record a product that covers it.", ToProducts))
		} else {
			part.count(rowOf(need, "Covered by an available product%s", untilWords(until)))
		}
	}
	if part.All == 0 {
		part.Say = nothingNeeded
		if n.began.IsZero() {
			part.State = TooFew // a register that was never begun is not one in which nothing arose
			part.Say = "No need for training was ever recorded, so it cannot be said whether training matches needs."
		}
		return part, []Need{{Say: "Record what training people need.", To: ToNeeds}}
	}
	part.Say = fmt.Sprintf("An available product covers %d of %s.", part.Have, many(part.All, "need", "needs"))
	part.share(share)
	if part.State == Met {
		return part, part.losing(lapses(tally{have: part.Have, all: part.All}, turns, func(t tally) bool { return met(t, share) }), ToProducts)
	}
	if part.All < FewCases {
		open = append(open, Need{Say: fmt.Sprintf("Record what else people need, until at least %d needs stand.", FewCases), To: ToNeeds})
	}
	return part, open
}

// reviewed asks whether somebody said lately of each active need that it
// still stands.
func (n needed) reviewed(item Item) (Part, []Need) {
	months, share := int(item.parameter("reviewed").Value), item.parameter("reviewed_share")
	part := Part{Name: "Needs for training are reviewed", Window: lastMonths(months, n.e.day), Of: "needs"}
	var turns []turn
	var due []Need
	for _, need := range n.active {
		day := n.reviews[need.Source]
		row := rowOf(need, "Reviewed on %s", written(day))
		if part.Window.Has(day) {
			part.count(row)
			turns = append(turns, turnsOf(need, true, leavesMonths(day, months).AddDate(0, 0, -1))...)
			continue
		}
		say := "Its review is not recorded"
		if !day.IsZero() {
			say = "Last reviewed on " + written(day)
		}
		row.Say = say
		part.miss(row)
		turns = append(turns, turnsOf(need, false, time.Time{})...)
		due = append(due, askOf(need, "says whether its need from "+written(need.Day)+" still stands. "+say+".", "Say whether it still stands. "+say+".", ToNeeds))
	}
	if part.All == 0 {
		part.Say = nothingNeeded
		return part, nil
	}
	part.Say = fmt.Sprintf("%d of %s were reviewed in %s.", part.Have, many(part.All, "need", "needs"), many(months, "month", "months"))
	part.share(share)
	if part.State == Met {
		return part, part.losing(lapses(tally{have: part.Have, all: part.All}, turns, func(t tally) bool { return met(t, share) }), ToNeeds)
	}
	return part, due
}

// askOf is what an agency is to do about its need, or, where it is the whole
// partnership's, what anybody is.
func askOf(need fact.Fact, agency, anybody string, to Target) Need {
	if need.Agency == 0 {
		return Need{Say: "The whole partnership has a need from " + written(need.Day) + ". " + anybody, To: to}
	}
	return Need{Say: agency, To: to, Agency: need.Agency}
}

func untilWords(until time.Time) string {
	if until.IsZero() {
		return ""
	}
	return " until " + written(until)
}
