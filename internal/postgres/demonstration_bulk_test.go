package postgres_test

import (
	"testing"
	"time"

	"liaison/internal/demo"
	"liaison/internal/postgres"
	"liaison/internal/testing/pgtest"
	"liaison/seeds"
)

// What a large demonstration loads is what logging it would have left: the
// facts made again from the records are those in the table.
func TestALargeDemonstrationLeavesWhatLoggingLeaves(t *testing.T) {
	t.Parallel()
	const n = 600
	db := pgtest.New(t)
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	made, err := demo.Make(seeds.FS, now)
	if err != nil {
		t.Fatal(err)
	}
	if err := postgres.LoadDemonstration(t.Context(), db.URL(postgres.Migrator), []demo.Partnership{made}, "a hash that opens nothing", demo.Bulk(made, n, now)); err != nil {
		t.Fatal(err)
	}
	if got := db.Count(t, `SELECT count(*) FROM shared.partnership`); got != demo.Partnerships {
		t.Errorf("got %d partnerships, want %d", got, demo.Partnerships)
	}
	got := db.Count(t, `SELECT (SELECT count(*) FROM coordination.activity) + (SELECT count(*) FROM outreach.activity) + (SELECT count(*) FROM casework.activity) + (SELECT count(*) FROM intelligence.activity)`)
	if want := n + len(made.Activities); got != want {
		t.Errorf("got %d activities, want %d", got, want)
	}
	found, err := postgres.RebuildFacts(t.Context(), db.URL(postgres.Migrator), false)
	if err != nil || len(found.Wrong) > 0 || found.Facts < 5*n {
		t.Errorf("got %d sources whose facts are wrong of %d facts (%v), want none", len(found.Wrong), found.Facts, err)
	}
}
