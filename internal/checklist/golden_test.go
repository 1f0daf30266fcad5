package checklist_test

import (
	"strings"
	"testing"
	"time"

	"liaison/internal/checklist"
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
