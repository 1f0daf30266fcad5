package checklist_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/checklist"
	"liaison/internal/fact"
)

// edge is facts of which the state of an item, or of one of its parts, turns so
// many days after today though nothing more is recorded.
type edge struct {
	name     string
	item     string
	part     int // from 1, and 0 for the item
	facts    []fact.Fact
	after    int // the last day of what is before, counted from today
	was, now checklist.State
}

// edges are worked by hand. Every item whose rule has a window, or a time in
// which something is to be done, is among them.
func edges() []edge {
	const left = checklist.State("") // nothing arose
	s, secret := system(), system(fact.HoldsIntelligence)
	secret.Number = 0
	open := system()
	open.Number = 0
	five := systems(5, unchanged)
	post := appointmentOf(priya, tom, 80, ago(400), today)
	post.KnownFrom = ago(400)
	stayed := func(agency, meeting int) uuid.UUID {
		if agency == 5 && meeting == 5 {
			return uuid.Nil
		}
		return person(agency, 0)
	}
	second := sound(date(2026, 1, 1))
	second.community = time.Time{}
	exchange := slices.Concat(requiring(1, ago(400), never, ring(5)...), exchanged(today, ring(5)...))
	unanswered := slices.Concat(exchange, shared(today, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17))
	agreed := agreement(aLine, ago(300), never, never)
	renewed := stream(ago(50), date(2026, 6, 1), fact.InContext, fact.Additional, fact.Confirmed)
	sales := slices.Concat(costed(5, today), []fact.Fact{ceiling(date(2025, 4, 1), date(2027, 3, 31), 10_000), cost(uuid.Nil, today, 10, fact.StartUp)})
	trained := slices.Concat(followedSession(today, 5, 5, today), connectOn(today, 5))
	waiting := slices.Concat(followedSession(today, 5, 0, today), connectOn(today, 5))
	return []edge{
		{"90 days of which 81 are 90%", "RES-1", 1, []fact.Fact{post}, 9, checklist.Met, checklist.Partly},
		{"90 days of which 54 are 60%", "RES-1", 1, []fact.Fact{post}, 36, checklist.Partly, checklist.NotMet},
		{"60 days without a record", "RES-1", 0, append(appointed(ago(400)), recordedBy(priya, today)), 59, checklist.Met, checklist.NotMet},
		{"90 days without one of five", "RES-2", 0, slices.Concat(year(5), monthly(5, stayed)), 59, checklist.Met, checklist.Partly},
		{"180 days without the sponsor", "RES-3", 0, led(), 179, checklist.Met, checklist.NotMet},
		{"180 days of escalations", "RES-3", 3, slices.Concat(led(), escalations(5, today, today)), 179, checklist.Met, left},
		{"10 working days for an answer", "RES-3", 3, slices.Concat(led(), escalations(5, today, never)), 14, left, checklist.NotMet},
		{"90 days of meetings", "RES-4", 0, convened(today, 10, valued(10, 4)...), 89, checklist.Met, checklist.TooFew},
		{"6 months ahead", "FUN-1", 0, []fact.Fact{renewed}, 0, checklist.Met, checklist.Partly},
		{"3 months ahead", "FUN-1", 0, []fact.Fact{renewed}, 90, checklist.Partly, checklist.NotMet},
		{"12 months of running costs", "FUN-2", 0, sales, 364, checklist.Met, checklist.NotMet},
		{"12 months of training", "TRN-1", 0, ratedSession(today, 10, valued(10, 5)...), 364, checklist.Met, checklist.TooFew},
		{"180 days to connect", "TRN-2", 0, trained, 179, checklist.Met, checklist.NotMet},
		{"90 days for a follow-up", "TRN-2", 1, waiting, 90, checklist.TooFew, checklist.NotMet},
		{"12 months of reviews", "TRN-3", 0, neededBy(5, 5), 364, checklist.Met, checklist.NotMet},
		{"90 days of access", "TRN-3", 2, slices.Concat(neededBy(5, 5), requested(5, today, today, fact.ReachGranted)), 89, checklist.Met, left},
		{"30 days to acknowledge", "TRN-4", 0, append(understanding(5, 0, 0, today)[1:], goalsFrom(today, 1)), 30, checklist.TooFew, checklist.NotMet},
		{"the next publication", "SEP-1", 0, slices.Concat(sound(today).facts(), second.facts()), 30, checklist.Met, checklist.NotMet},
		{"180 days of requests", "CON-1", 1, append(bids(5, today, today, fact.Cash, fact.FundingNot), helped()), 179, checklist.Met, left},
		{"12 months of support", "CON-1", 0, []fact.Fact{helped()}, 364, checklist.Met, checklist.NotMet},
		{"30 days for a decision", "CON-1", 0, append(bids(5, today, never, fact.Cash), helped()), 30, checklist.Met, checklist.NotMet},
		{"180 days of traffic", "CON-2", 0, exchange, 179, checklist.Met, checklist.NotMet},
		{"28 days for feedback", "CON-2", 0, unanswered, 28, checklist.Met, checklist.NotMet},
		{"90 days since access worked", "CON-3", 0, append(reached(5, s, func(r *reach) { r.confirmed = today }), s), 89, checklist.Met, checklist.NotMet},
		{"90 days of requests for access", "CON-3", 2, append(reached(5, s, func(r *reach) { r.asked, r.granted = today, today }), s), 89, checklist.Met, left},
		{"90 days between reviews", "CON-4", 2, append(reviewOf(today, five...), five...), 89, checklist.Met, checklist.NotMet},
		{"180 days without use", "CON-4", 3, append(reached(5, open, func(r *reach) { r.usage = today }), open), 180, checklist.Met, checklist.NotMet},
		{"90 days without use of intelligence", "CON-4", 3, append(reached(5, secret, func(r *reach) { r.usage = today }), secret), 90, checklist.Met, checklist.NotMet},
		{"7 days without a verification", "CON-4", 4, []fact.Fact{verified(today, fact.Passed)}, 6, checklist.Met, checklist.NotMet},
		{"14 days to settle", "CON-5", 0, duplicates(5, today, -1), 14, checklist.TooFew, checklist.NotMet},
		{"90 days of duplicates", "CON-5", 1, duplicates(5, today, 0), 89, checklist.Met, left},
		{"90 days of requests", "CON-5", 2, slices.Concat(requests(30, today), request(today, needed(40), 1, 2), request(today, needed(41), 1, 2)), 89, checklist.Met, left},
		{"90 days of shares", "CON-6", 0, ratedShares(5, 4, 4, 4, 4, 4), 84, checklist.Met, checklist.TooFew},
		{"90 days of transfers", "CON-7", 0, append(on(aLine, transfers(5, today)), agreed...), 89, checklist.Met, checklist.TooFew},
		{"10 working days for a request", "CON-7", 2, asked(5, today, never, fact.ShareOpen), 14, checklist.TooFew, checklist.NotMet},
	}
}

// TestStatesTurnAtTheEdgeOfTheWindow moves the day alone.
func TestStatesTurnAtTheEdgeOfTheWindow(t *testing.T) {
	t.Parallel()
	items := map[string]bool{}
	for _, e := range edges() {
		items[e.item] = true
		facts := known(slices.Clone(e.facts))
		for n, want := range []checklist.State{e.was, e.now} {
			f := one(t, e.item, facts, ago(-e.after-n))
			got := f.State
			if e.part > 0 {
				got = f.Parts[e.part-1].State
			}
			if got != want {
				t.Errorf("%s, %s: got %q %d days after today, want %q: %+v", e.item, e.name, got, e.after+n, want, f.Parts)
			}
		}
	}
	for _, i := range book(t).Items() {
		if !items[i.Code] {
			t.Errorf("%s: got no edge of its window, want one", i.Code)
		}
	}
}

// TestEvidenceAgesAtTAndTwiceT moves the day alone, for every item.
func TestEvidenceAgesAtTAndTwiceT(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	// What of the edges' facts ends or is said later than today is not the newest for long.
	for _, e := range append([]edge{
		{item: "RES-4", facts: convened(today, 10)},
		{item: "FUN-1", facts: []fact.Fact{stream(ago(50), date(2030, 1, 1), fact.InContext, fact.Additional, fact.Confirmed)}},
		{item: "TRN-4", facts: understanding(5, 5, 5, today)},
		{item: "SEP-1", facts: sound(today).facts()},
	}, edges()...) {
		i, _ := book(t).Find(e.item)
		facts := known(slices.Clone(e.facts))
		newest := one(t, e.item, facts, today).Newest
		if seen[e.item] || newest.IsZero() {
			continue
		}
		seen[e.item] = true
		for _, tt := range []struct {
			age  int
			want checklist.Freshness
		}{{i.Fresh, checklist.Current}, {i.Fresh + 1, checklist.Ageing}, {2 * i.Fresh, checklist.Ageing}, {2*i.Fresh + 1, checklist.OutOfDate}} {
			if f := one(t, e.item, facts, newest.AddDate(0, 0, tt.age)); f.Fresh != tt.want || f.Age != tt.age {
				t.Errorf("%s, %d days after its newest evidence: got %s, %d days, want %s", e.item, tt.age, f.Fresh, f.Age, tt.want)
			}
		}
	}
	for _, i := range book(t).Items() {
		if !seen[i.Code] {
			t.Errorf("%s: got no evidence that ages, want some", i.Code)
		}
	}
}

func TestEvidenceStaysAsFreshUntil(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		of   checklist.Finding
		want time.Time
	}{
		{"current", checklist.Finding{Fresh: checklist.Current, Newest: today, Lasts: 30}, ago(-30)},
		{"ageing", checklist.Finding{Fresh: checklist.Ageing, Newest: ago(40), Lasts: 30}, ago(-20)},
		{"until a day that ends it", checklist.Finding{Fresh: checklist.Current, Newest: today, Lasts: 30, Ended: ago(-9)}, ago(-8)},
		{"until its age ends it before that day", checklist.Finding{Fresh: checklist.Current, Newest: today, Lasts: 30, Ended: ago(-31)}, ago(-30)},
		{"out of date", checklist.Finding{Fresh: checklist.OutOfDate, Newest: ago(99), Lasts: 30}, time.Time{}},
		{"none", checklist.Finding{Fresh: checklist.None}, time.Time{}},
	} {
		if got := tt.of.Lasting(); !got.Equal(tt.want) {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}
