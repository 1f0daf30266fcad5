//go:build prove

package app

import (
	"testing"
	"time"

	"liaison/internal/access"
	"liaison/internal/testing/sample"
)

// TestTenThousandAreMailedWithinAMinute sends 10,000 people what is due to a
// real mail server, each reading the records as themselves.
func TestTenThousandAreMailedWithinAMinute(t *testing.T) {
	const (
		people = 10_000
		bar    = 60 * time.Second // on two cores that nothing else uses
	)
	r := newRound(t)
	priya := sample.Member(t, r.db, "Priya Nair", access.Coordinator, sample.Council)
	all := r.crowd(t, people)
	r.due(t, priya, sample.Police, "COO-000000A", "Book the hall")
	r.db.Exec(t, `ANALYZE`)
	d := r.digests(t, 0)
	began := time.Now()
	if err := d.Send(t.Context()); err != nil {
		t.Fatal(err)
	}
	took := time.Since(began)
	r.once(t, all)
	t.Logf("%d people mailed in %s, %.0f a second; the bar is %s", people, took.Round(time.Millisecond), people/took.Seconds(), bar)
	if took > bar {
		t.Errorf("took %s, want %s at most", took, bar)
	}
}
