package demo_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/demo"
	"liaison/internal/fact"
	"liaison/internal/partnership"
	"liaison/seeds"
)

// Whatever the day: a need that nothing answers, one that was closed and one
// not looked at for a year; access that waits; an agreement in force, one whose
// review is overdue and one that is over; and the facts are those of what is
// there, with nothing known before it happened or after now.
func TestTheDemonstrationNeedsAndAgreesOnAnyDay(t *testing.T) {
	for now := time.Date(2026, 1, 1, 13, 0, 0, 0, time.UTC); now.Year() == 2026; now = now.AddDate(0, 0, 29) {
		made, err := demo.Make(seeds.FS, now)
		if err != nil {
			t.Fatal(err)
		}
		p, today := made.Provision, calendar.Day(now)
		seen := map[string]int{}
		facts := map[uuid.UUID][]fact.Fact{}
		for _, n := range p.Needs {
			facts[n.ID] = n.Facts()
			answered := false
			for _, x := range p.Products {
				answered = answered || x.Available(today) && x.Answers(n.ID)
			}
			switch {
			case n.Closed():
				seen["closed need"]++
			case !answered:
				seen["open need"]++
			case n.Reviewed.Before(today.AddDate(-1, 0, 0)):
				seen["stale need"]++
			}
		}
		for _, x := range p.Products {
			facts[x.ID] = x.Facts()
			seen["product "+string(x.Kind)]++
		}
		for _, a := range p.Reaches {
			facts[a.ID] = a.Facts()
			if a.Waits() {
				seen["waits"]++
			}
			if a.Held() {
				seen["held"]++
			}
		}
		for _, a := range p.Agreements {
			facts[a.ID] = a.Facts()
			seen[string(a.Stands(today))]++
		}
		for what, want := range map[string]int{
			"closed need": 1, "open need": 1, "stale need": 1, "product course": 1, "product briefing": 2, "product material": 2, "waits": 1, "held": 3,
			string(partnership.InForce): 1, string(partnership.ReviewOverdue): 1, string(partnership.Over): 1,
		} {
			if seen[what] != want {
				t.Errorf("%s: got %d of %q, want %d", now, seen[what], what, want)
			}
		}
		for on, ledger := range p.Changes.Ledgers() {
			var standing []fact.Fact
			for _, f := range ledger {
				if f.KnownFrom.After(now) || f.KnownTo.After(now) || !f.KnownTo.IsZero() && !f.KnownTo.After(f.KnownFrom) {
					t.Errorf("%s: %+v is known at a time that cannot be", now, f)
				}
				if f.KnownTo.IsZero() {
					standing = append(standing, f)
				}
			}
			if len(standing) != len(facts[on]) {
				t.Errorf("%s: got %d facts of %s, want %d", now, len(standing), on, len(facts[on]))
			}
		}
		for _, c := range p.Changes {
			if c.At.After(now) || c.Said == "" || len(facts[c.On]) == 0 {
				t.Errorf("%s: got %+v, want it to be of something that is there", now, c)
			}
		}
	}
}
