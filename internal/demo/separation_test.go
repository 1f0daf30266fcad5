package demo_test

import (
	"testing"
	"time"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/demo"
	"liaison/internal/partnership"
	"liaison/seeds"
)

// Whatever the day: the newest publication is of this month, with both leads'
// days, the log was gone through this week, a list of pairs counts, and nothing
// is in the future.
func TestTheDemonstrationIsKeptApartOnAnyDay(t *testing.T) {
	for now := time.Date(2026, 1, 1, 9, 0, 0, 0, time.UTC); now.Year() == 2026; now = now.AddDate(0, 0, 13) {
		p, err := demo.Make(seeds.FS, now)
		if err != nil {
			t.Fatal(err)
		}
		today, a := calendar.Day(now), p.Apart
		newest := a.Published[len(a.Published)-1]
		if newest.Month.Month() != today.Month() || newest.Community.IsZero() || newest.Intelligence.IsZero() || newest.People != 0 || newest.Tested.IsZero() {
			t.Errorf("%s: got %+v, want this month with all of its inputs", now, newest)
		}
		for _, in := range []access.Strand{access.Outreach, access.Intelligence} {
			if n := len(a.Attestations[in]); n < 3 {
				t.Errorf("%s: got %d attestations in %s, want one of each quarter that the year holds", now, n, in)
			}
			for _, x := range a.Attestations[in] {
				if !x.At.Before(now) || !x.Quarter.Equal(partnership.QuarterOf(calendar.Day(x.At))) {
					t.Errorf("%s: got %+v, want it made in its quarter and before now", now, x)
				}
			}
		}
		logs := 0
		for _, x := range a.Tests {
			if x.At.After(now) {
				t.Errorf("%s: got a test of %s", now, x.At)
			}
			if x.What == partnership.LogTested {
				logs++
			}
		}
		if logs != 7 {
			t.Errorf("%s: got the log gone through on %d nights, want 7", now, logs)
		}
		if l, ok := (partnership.Ties{Versions: a.Pairs}).Current(); !ok || len(l.Pairs) < 3 {
			t.Errorf("%s: got %+v, want pairs that count", now, a.Pairs)
		}
	}
}
