package demo_test

import (
	"testing"
	"time"

	"liaison/internal/calendar"
	"liaison/internal/demo"
	"liaison/internal/fact"
	"liaison/internal/health"
	"liaison/seeds"
)

// Whatever the day: one round is open with answers in it and links that wait, the
// newest one that is over is told, one is not, and no two meet.
func TestTheDemonstrationHasAPulseOnAnyDay(t *testing.T) {
	for now := time.Date(2026, 1, 1, 9, 0, 0, 0, time.UTC); now.Year() == 2026; now = now.AddDate(0, 0, 5) {
		p, err := demo.Make(seeds.FS, now)
		if err != nil {
			t.Fatal(err)
		}
		today := calendar.Day(now)
		open := p.Pulse[len(p.Pulse)-1]
		if !open.OpenOn(today) || open.Answered == 0 || len(open.Seats)-len(open.Taken) < 2 || open.Missing() == 0 || open.At.After(now) {
			t.Errorf("%s: got %+v, want it open, with links to take", now, open.Round)
		}
		var facts []fact.Fact
		thin := 0
		for n, r := range p.Pulse {
			if n > 0 && !r.Opens.After(p.Pulse[n-1].Closes) || n > 0 && r.Quarter().Equal(p.Pulse[n-1].Quarter()) {
				t.Errorf("%s: got a round from %s, before the one until %s was over", now, r.Opens, p.Pulse[n-1].Closes)
			}
			if r.Published.IsZero() {
				continue
			}
			if r.Published.After(now) {
				t.Errorf("%s: got %+v published in the future", now, r.Round)
			}
			if !r.Told {
				thin++
			}
			facts = append(facts, fact.Ledger(nil).Set(r.Published, r.Facts(r.Counters))...)
		}
		if f, _ := health.Evaluate(facts, today).Find(health.Trust); f.State != health.Told || len(f.Trend) < 3 || thin != 1 {
			t.Errorf("%s: got %+v of %d rounds, %d of them with too few answers", now, f.Value, len(f.Trend), thin)
		}
	}
}
