package demo_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/config"
	"liaison/internal/checklist"
	"liaison/internal/demo"
	"liaison/seeds"
)

// Whatever the day: each wording is one that its form would have taken, one is
// locked with a result, one is locked without, one is open, and nothing is in
// the future but the days by which something is to change.
func TestTheDemonstrationTestsHypotheses(t *testing.T) {
	book, err := checklist.Load(config.FS)
	if err != nil {
		t.Fatal(err)
	}
	unstarted := func(time.Time) (time.Time, bool) { return time.Time{}, false }
	for now := time.Date(2026, 1, 1, 9, 0, 0, 0, time.UTC); now.Year() == 2026; now = now.AddDate(0, 0, 13) {
		p, err := demo.Make(seeds.FS, now)
		if err != nil {
			t.Fatal(err)
		}
		var measured, locked, open int
		for _, x := range p.Trials {
			h := x.Latest()
			if _, known := checklist.FindMechanism(x.Mechanism); !known {
				t.Errorf("got %s, want a mechanism", x.Mechanism)
			}
			if err := checklist.WriteHypothesis(h, uuid.Nil, book, unstarted).Apply(&checklist.Trial{}); err != nil {
				t.Errorf("%s: got %v, want a wording that may be written", x.Mechanism, err)
			}
			if h.WrittenAt.Before(p.Since) || h.WrittenAt.After(now) || h.LockedAt.After(now) {
				t.Errorf("%s: got %+v, want it since %s and before %s", x.Mechanism, h, p.Since, now)
			}
			_, shut := h.Locked(unstarted)
			switch {
			case shut && len(h.Results) > 0:
				measured++
				if r := h.Results[0]; r.At.After(now) || r.Day.After(r.At) {
					t.Errorf("%s: got a result of %s recorded %s", x.Mechanism, r.Day, r.At)
				}
			case shut:
				locked++
			default:
				open++
			}
		}
		if measured != 1 || locked != 1 || open != 1 {
			t.Errorf("%s: got %d with a result, %d locked and %d open, want one of each", now, measured, locked, open)
		}
	}
}
