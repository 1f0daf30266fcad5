package postgres_test

import (
	"slices"
	"testing"
	"time"

	"liaison/internal/postgres"
)

// TestTheMeansOfTheDemonstrationAreKept loads the demonstration, and makes the
// facts of its money, costs and systems again from their history.
func TestTheMeansOfTheDemonstrationAreKept(t *testing.T) {
	t.Parallel()
	db, made := demonstrated(t, time.Now())
	for table, want := range map[string]int{
		"stream": len(made.Means.Streams), "spend": len(made.Means.Spends), "funding_request": len(made.Means.Requests), "cost": len(made.Means.Costs), "ceiling": len(made.Means.Ceilings),
		"system": len(made.Means.Systems), "system_review": len(made.Means.Reviews),
	} {
		if got := db.Count(t, `SELECT count(*) FROM coordination.`+table); got != want || got == 0 {
			t.Errorf("%s: got %d rows, want %d", table, got, want)
		}
	}
	found, err := postgres.RebuildFacts(t.Context(), db.URL(postgres.Migrator), false)
	if err != nil {
		t.Fatal(err)
	}
	for id := range made.Means.Changes.Ledgers() {
		if slices.Contains(found.Wrong, id) {
			t.Errorf("%s: got other facts made again than were loaded", id)
		}
	}
}
