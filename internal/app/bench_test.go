package app

import (
	"flag"
	"log/slog"
	"net/http"
	"slices"
	"testing"
	"time"

	"liaison/internal/access"
)

// rows is how many activities the benchmarks load; performance.md's bars are
// for a million: go test -bench . ./internal/app -args -rows 1000000.
var rows = flag.Int("rows", 10_000, "activities that the benchmarks load")

// BenchmarkPages asks the pages that people open most, one after the other,
// over HTTP and signed in, and reports the middle and the slow end in
// milliseconds.
func BenchmarkPages(b *testing.B) {
	r := startWith(b, *rows, slog.New(slog.DiscardHandler))
	c := r.signIn(b, access.Coordinator)
	for _, path := range []string{
		"/activities", "/activities?agency=5", "/actions?view=all", "/checklist", "/checklist/RES-2", "/",
		"/coordination/activities/new/meeting", "/account", "/intelligence/activities/INT-0000000",
	} {
		b.Run(path, func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				began := time.Now()
				if code, _ := r.get(b, c, path); code != http.StatusOK && code != http.StatusNotFound {
					b.Fatalf("got %d", code)
				}
				took = append(took, time.Since(began))
			}
			slices.Sort(took)
			b.ReportMetric(milliseconds(took[len(took)/2]), "p50-ms")
			b.ReportMetric(milliseconds(took[len(took)*99/100]), "p99-ms")
		})
	}
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
