package health_test

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"liaison/internal/health"
	"liaison/internal/testing/goldenyear"
)

// TestGoldenHealth holds every measure against what docs/golden-partnership.md
// works out by hand.
func TestGoldenHealth(t *testing.T) {
	heading, want := goldenyear.Table(t, "Measure")
	for column := 0; column < len(heading); column += 2 {
		day, err := time.Parse("2 January 2006", heading[column])
		if err != nil {
			t.Fatal(err)
		}
		report := health.Evaluate(goldenyear.Facts(t), day)
		if len(want) != len(report.Findings) {
			t.Errorf("got %d measures worked out, want %d", len(want), len(report.Findings))
		}
		for _, f := range report.Findings {
			got := []string{"-", fmt.Sprintf("%d of %d", f.Have, f.All)}
			if f.State == health.Told {
				got[0] = strconv.FormatFloat(f.Figure, 'g', 4, 64)
			}
			if fmt.Sprint(got) != fmt.Sprint(want[string(f.Code)][column:column+2]) {
				t.Errorf("%s on %s: got %v, worked out %v", f.Code, heading[column], got, want[string(f.Code)])
			}
		}
	}
	report := health.Evaluate(goldenyear.Facts(t), date(2025, 6, 30))
	for code, beside := range map[health.Code]health.Also{
		health.ActionsOnTime: {Name: "Late by, in the middle case", Figure: 7, Unit: health.Days},
		health.TimeToShare:   {Name: "9 in 10 answered within", Figure: 10, Unit: health.WorkingDays},
	} {
		if f, _ := report.Find(code); len(f.Also) != 1 || f.Also[0] != beside {
			t.Errorf("%s: got %+v beside it, want %+v", code, f.Also, beside)
		}
	}
}
