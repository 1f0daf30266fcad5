package checklist_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"liaison/internal/calendar"
	"liaison/internal/checklist"
	"liaison/internal/fact"
	"liaison/internal/testing/goldenyear"
)

// answers reads the table of states from the page that works them out, so that
// the page is what the rules are held against.
func answers(t *testing.T) (days []time.Time, want map[string][]string) {
	t.Helper()
	heading, want := goldenyear.Table(t, "Item")
	for _, h := range heading {
		day, err := time.Parse("2 January 2006", h)
		if err != nil {
			t.Fatal(err)
		}
		days = append(days, day)
	}
	if len(days) != 3 || len(want) != 18 {
		t.Fatalf("got %d days and %d items worked out, want 3 and 18", len(days), len(want))
	}
	return days, want
}

func TestGoldenPartnership(t *testing.T) {
	t.Parallel()
	facts, b := goldenyear.Facts(t), book(t)
	days, want := answers(t)
	words := map[checklist.State]string{checklist.Met: "meet", checklist.Partly: "partly", checklist.NotMet: "do not", checklist.TooFew: "too few"}
	for n, day := range days {
		for _, f := range checklist.Evaluate(b, facts, day) {
			if got := words[f.State] + ", " + strings.ToLower(f.Fresh.Words()); got != want[f.Code][n] {
				t.Errorf("%s on %s: got %q, worked out %q", f.Code, day.Format(time.DateOnly), got, want[f.Code][n])
				for _, p := range f.Parts {
					t.Logf("  %s: %q %s", p.Name, p.State, p.Say)
				}
			}
		}
	}
}

// TestGoldenFreshness lets nothing more happen after 30 June and moves the day
// alone: what is T days old is current, one day older it is ageing, what is
// twice T days old is ageing still, and one day older it is out of date.
func TestGoldenFreshness(t *testing.T) {
	t.Parallel()
	b, june := book(t), date(2025, 6, 30)
	facts := slices.DeleteFunc(goldenyear.Facts(t), func(f fact.Fact) bool {
		return !f.KnownAt(calendar.EndOf(june)) || f.Day.After(june) && f.Kind != fact.Holiday
	})
	for i := range facts {
		facts[i].KnownTo = time.Time{} // nobody learns anything more
	}
	for n, then := range checklist.Evaluate(b, facts, june) {
		if then.Newest.IsZero() || then.Code == "TRN-3" { // which has two ages, and tests of its own
			continue
		}
		for _, tt := range []struct {
			age  int
			want checklist.Freshness
		}{{then.Lasts, checklist.Current}, {then.Lasts + 1, checklist.Ageing}, {2 * then.Lasts, checklist.Ageing}, {2*then.Lasts + 1, checklist.OutOfDate}} {
			day := then.Newest.AddDate(0, 0, tt.age)
			if day.Before(june) {
				continue // something more was known by then
			}
			f := checklist.Evaluate(b, facts, day)[n]
			if f.Fresh != tt.want || f.Age != tt.age || !f.Newest.Equal(then.Newest) {
				t.Errorf("%s, %d days after %s: got %s, %d days after %s, want %s", f.Code, tt.age, then.Newest.Format(time.DateOnly), f.Fresh, f.Age, f.Newest.Format(time.DateOnly), tt.want)
			}
		}
	}
}
