package app

import (
	"flag"
	"log/slog"
	"net/http"
	"slices"
	"testing"
	"time"

	"liaison/internal/access"
	"liaison/internal/demo"
	"liaison/internal/testing/pgtest"
	"liaison/internal/testing/serving"
)

// rows is how many activities the benchmarks load; the bars are for a million,
// which takes 10 GB of disk and about half an hour:
// make bench ROWS=1000000.
var rows = flag.Int("rows", few, "activities that the benchmarks load")

// few is how many activities a partnership's database has in its first year.
const few = 10_000

// clients is how many people ask at once.
const clients = 16

// loaded is the service on a database with so many activities, as autovacuum
// leaves it once it has come by.
func loaded(b *testing.B, db *pgtest.DB, n int) running {
	b.Helper()
	db.Config.Pool = clients
	began := clock()
	r := running{serving.StartOn(b, Demonstration, db, n, slog.New(slog.DiscardHandler))}
	db.Exec(b, `VACUUM (ANALYZE)`)
	b.Logf("%d activities were loaded in %s", n, clock().Sub(began).Round(time.Second))
	return r
}

// BenchmarkPages asks the pages that people open most, one after the other,
// over HTTP and signed in, and reports the middle and the slow end in
// milliseconds. Then it asks them in pairs and says which bars they meet: in
// every pair the same page is asked of many activities and of few, or two pages
// of many.
func BenchmarkPages(b *testing.B) {
	one, two := pgtest.Measured(b)
	some, many := loaded(b, one, few), loaded(b, two, *rows)
	c := many.SignIn(b, access.Coordinator)
	for _, path := range []string{
		list, list + "?agency=5", list + "?type=connect", search(demo.RareWord), search(demo.CommonWord),
		"/actions?view=all", "/actions?view=all&state=done&q=notes", "/requests", "/meetings", "/checklist", "/checklist/RES-2", "/health", "/health/attendance", "/", "/agencies/westmere-police",
		"/coordination/activities/new/meeting", "/account", "/intelligence/activities/INT-0000000",
	} {
		b.Run(path, func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				took = append(took, many.timed(b, c, path))
			}
			b.ReportMetric(milliseconds(quantile(took, middle)), "p50-ms")
			b.ReportMetric(milliseconds(quantile(took, slowest)), "p99-ms")
		})
	}
	for _, path := range []string{"/checklist", "/health"} {
		b.Run(path+" first after a change", func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				many.change(b, c)
				took = append(took, many.timed(b, c, path))
			}
			b.ReportMetric(milliseconds(quantile(took, middle)), "p50-ms")
		})
	}
	measure(b, many.bars(b, c, some))
	more := *rows / 10
	many.grow(b, more)
	measure(b, many.grown(c, more))
}

// change lets the log of coordination move on, after which nothing that was
// worked out before is shown again.
func (r running) change(b *testing.B, c *http.Client) {
	b.Helper()
	if code, _ := r.Get(b, c, "/coordination/activities/COO-0000000"); code != http.StatusNotFound {
		b.Errorf("got %d for a record that is not there", code)
	}
}

// grow adds the facts of so many more activities of the last years, and leaves
// the table as it is without a vacuum.
func (r running) grow(b *testing.B, n int) {
	b.Helper()
	r.DB.Exec(b, `ALTER TABLE coordination.fact SET (autovacuum_enabled = false)`)
	r.DB.Exec(b, `INSERT INTO coordination.fact (partnership_id, source, part, kind, day, until, agency_id, other_agency_id, person_id, by_account, number, flags, known_from, known_to)
		SELECT partnership_id, md5(source::text)::uuid, part, kind, day, until, agency_id, other_agency_id, person_id, by_account, number, flags, known_from, known_to
		FROM coordination.fact WHERE source IN (SELECT id FROM coordination.activity ORDER BY occurred_on DESC LIMIT $1)`, n)
}

// timed is how long a page takes. One that is not there is one, too.
func (r running) timed(b *testing.B, c *http.Client, path string) time.Duration {
	b.Helper()
	began := clock()
	if code, _ := r.Get(b, c, path); code != http.StatusOK && code != http.StatusNotFound {
		b.Errorf("%s: got %d", path, code) // it may be asked beside the benchmark
	}
	return clock().Sub(began)
}

// The parts of all answers that took no longer.
const (
	middle  = 0.5
	slowest = 0.99
)

func quantile(took []time.Duration, part float64) time.Duration {
	sorted := slices.Sorted(slices.Values(took))
	return sorted[int(float64(len(sorted))*part)]
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
