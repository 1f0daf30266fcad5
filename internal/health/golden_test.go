package health_test

import (
	"fmt"
	"strconv"
	"testing"

	"liaison/internal/health"
	"liaison/internal/testing/goldenyear"
)

// TestGoldenHealth holds every measure against what docs/golden-partnership.md
// works out by hand.
func TestGoldenHealth(t *testing.T) {
	_, want := goldenyear.Table(t, "Measure")
	report := health.Evaluate(goldenyear.Facts(t), date(2025, 6, 30))
	if len(want) != len(report.Findings) {
		t.Errorf("got %d measures worked out, want %d", len(want), len(report.Findings))
	}
	for _, f := range report.Findings {
		got := []string{"-", fmt.Sprintf("%d of %d", f.Have, f.All)}
		if f.State == health.Told {
			got[0] = strconv.FormatFloat(f.Figure, 'g', 4, 64)
		}
		if fmt.Sprint(got) != fmt.Sprint(want[string(f.Code)]) {
			t.Errorf("%s: got %v, worked out %v", f.Code, got, want[string(f.Code)])
		}
	}
	for code, beside := range map[health.Code]health.Also{
		health.ActionsOnTime: {Name: "Late by, in the middle case", Figure: 7, Unit: health.Days},
		health.TimeToShare:   {Name: "9 in 10 answered within", Figure: 10, Unit: health.WorkingDays},
	} {
		if f, _ := report.Find(code); len(f.Also) != 1 || f.Also[0] != beside {
			t.Errorf("%s: got %+v beside it, want %+v", code, f.Also, beside)
		}
	}
}
