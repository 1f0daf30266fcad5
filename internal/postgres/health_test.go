package postgres_test

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"liaison/internal/access"
	"liaison/internal/health"
	"liaison/internal/postgres"
	"liaison/internal/testing/sample"
)

// TestHealthFactsAreEnough compares the health from the facts that the store
// selects with that from all of them, in invented partnerships.
func TestHealthFactsAreEnough(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	store := postgres.Health{DB: d.acts.DB}
	for n := range 6 {
		r := rand.New(rand.NewPCG(uint64(n), 11))
		sample.Another(t, d.db, 10+n)
		who := sample.MemberOf(t, d.db, 10+n, "Rita Reader", access.Staff, sample.Council)
		all := append(invented(r, d.day), inventedEvents(r, d.day)...)
		for _, f := range all {
			insertFact(t, d, 10+n, f)
		}
		now, err := store.Facts(t.Context(), who, d.day)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, derived(now)...)
		for _, back := range []int{0, 60, 200} {
			day := d.day.AddDate(0, 0, -back)
			some, err := store.Facts(t.Context(), who, day)
			if err != nil {
				t.Fatal(err)
			}
			got, want := health.Evaluate(some, day), health.Evaluate(all, day)
			for i := range want.Findings {
				if g, w := got.Findings[i], want.Findings[i]; !reflect.DeepEqual(g.Trend, w.Trend) || !reflect.DeepEqual(g.For, w.For) || !reflect.DeepEqual(g.Against, w.Against) {
					t.Errorf("partnership %d, %d days back, %s: got %+v, want %+v", n, back, w.Code, g.Trend, w.Trend)
				}
			}
			if !reflect.DeepEqual(got.Overdue, want.Overdue) || !reflect.DeepEqual(got.Late, want.Late) || !reflect.DeepEqual(got.Meetings, want.Meetings) {
				t.Errorf("partnership %d, %d days back: got %+v, want %+v", n, back, got.Overdue, want.Overdue)
			}
		}
		if facts, err := store.Facts(t.Context(), d.tom, d.day); err != nil || len(derived(facts)) != len(facts) {
			t.Errorf("got %d facts (%v) of another partnership, want none but who takes part in one's own and holidays", len(facts), err)
		}
	}
}
