package demo_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/demo"
	"liaison/internal/fact"
	"liaison/internal/partnership"
	"liaison/seeds"
)

// Whatever the day: a confirmed stream that ends in four months and one that
// nobody confirmed, a request that waits and one granted to the community
// trust, costs of every kind within an approved ceiling's days, three systems;
// and the facts are those of what is there, with nothing known after now.
func TestTheDemonstrationHasMeansOnAnyDay(t *testing.T) {
	for now := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC); now.Year() == 2026; now = now.AddDate(0, 0, 23) {
		made, err := demo.Make(seeds.FS, now)
		if err != nil {
			t.Fatal(err)
		}
		p, today := made.Means, calendar.Day(now)
		facts := map[uuid.UUID][]fact.Fact{}
		if cliffs := partnership.Cliffs(p.Streams, today); len(p.Streams) != 2 || len(cliffs) != 1 || !cliffs[0].Day.Equal(today.AddDate(0, 4, 0)) || len(cliffs[0].After) != 0 {
			t.Errorf("%s: got %+v, want one day on which confirmed money ends, in four months", now, cliffs)
		}
		for _, s := range p.Streams {
			facts[s.ID] = s.Facts()
		}
		for _, s := range p.Spends {
			facts[s.ID] = s.Facts()
		}
		waits, community := 0, 0
		for _, q := range p.Requests {
			facts[q.ID] = q.Facts()
			if q.Waiting() {
				waits++
			}
			if q.Outcome == partnership.RequestGranted && q.AgencyKind == "community" {
				community++
			}
		}
		if waits != 1 || community != 1 {
			t.Errorf("%s: got %d requests waiting and %d granted to a community agency, want 1 and 1", now, waits, community)
		}
		for _, c := range p.Costs {
			facts[c.ID] = c.Facts()
		}
		for _, s := range partnership.ByPhase(p.Costs) {
			if s.Amount == 0 {
				t.Errorf("%s: got nothing spent on %s", now, s.Name)
			}
		}
		for _, c := range p.Ceilings {
			facts[c.ID] = c.Facts()
			if !c.Approved || today.Before(c.From) || today.After(c.To) {
				t.Errorf("%s: got %+v, want an approved ceiling for today", now, c)
			}
		}
		for _, s := range p.Systems {
			facts[s.ID] = s.Facts()
		}
		for _, v := range p.Reviews {
			facts[v.ID] = v.Facts()
		}
		breaking := 0
		for _, r := range p.Reaches {
			facts[r.ID] = r.Facts()
			for _, s := range p.Systems {
				if r.System == s.ID && s.Intelligence && r.Outreach {
					breaking++
				}
			}
		}
		if len(p.Costs) < 12 || len(p.Systems) != 3 || len(p.Reviews) != 1 || len(p.Reaches) == 0 || breaking != 0 {
			t.Errorf("%s: got %d costs, %d systems, %d reviews, %d with access and %d that break the separation", now, len(p.Costs), len(p.Systems), len(p.Reviews), len(p.Reaches), breaking)
		}
		ledgers := p.Changes.Ledgers()
		for id, want := range facts {
			var got []fact.Fact
			for _, f := range ledgers[id] {
				if f.KnownFrom.After(now) || f.KnownTo.After(now) {
					t.Errorf("%s: got %s known at %s", now, f.Kind, f.KnownFrom)
				}
				if f.KnownTo.IsZero() {
					f.KnownFrom = time.Time{}
					got = append(got, f)
				}
			}
			for n := range want {
				want[n].Flags = slices.Sorted(slices.Values(want[n].Flags))
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%s: the facts of %s differ\n%s", now, id, d)
			}
		}
		if len(ledgers) != len(facts) {
			t.Errorf("%s: got %d that left facts, want %d", now, len(ledgers), len(facts))
		}
		for _, c := range p.Changes {
			if c.At.After(now) || c.Said == "" {
				t.Errorf("%s: got %+v in the history", now, c)
			}
		}
	}
}
