package postgres_test

import (
	"testing"
	"time"

	"liaison/internal/demo"
	"liaison/internal/postgres"
	"liaison/internal/testing/pgtest"
	"liaison/seeds"
)

// demonstrated is a database with the demonstration as it is made at now, and
// without its large partnerships.
func demonstrated(t *testing.T, now time.Time) (*pgtest.DB, demo.Partnership) {
	t.Helper()
	db := pgtest.New(t)
	made, err := demo.Make(seeds.FS, now)
	if err != nil {
		t.Fatal(err)
	}
	if err := postgres.LoadDemonstration(t.Context(), db.URL(postgres.Migrator), []demo.Partnership{made}, "a hash that opens nothing", func(func(demo.Batch) bool) {}); err != nil {
		t.Fatal(err)
	}
	return db, made
}

// The neighbour is loaded beside the first, with its agencies and people once
// each, and the facts of both are those of their records.
func TestTheNeighbourIsLoadedBesideTheFirst(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	now := time.Now()
	all, err := demo.All(seeds.FS, now)
	if err != nil {
		t.Fatal(err)
	}
	first, neighbour := all[0], all[1]
	if err := postgres.LoadDemonstration(t.Context(), db.URL(postgres.Migrator), all, "a hash that opens nothing", func(func(demo.Batch) bool) {}); err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string]int{
		`SELECT count(*) FROM shared.partnership`:  2,
		`SELECT count(*) FROM identity.credential`: len(first.Accounts) + len(neighbour.Accounts) - 1,
		`SELECT count(*) FROM identity.membership`: len(first.Accounts) + len(neighbour.Accounts),
		`SELECT count(*) FROM identity.strand_grant g JOIN identity.membership m USING (account_id) WHERE m.partnership_id <> 1`:                        0,
		`SELECT count(*) FROM shared.partnership_agency a JOIN shared.partnership_agency b USING (agency_id) WHERE a.partnership_id < b.partnership_id`: 2,
	} {
		if got := db.Count(t, query); got != want {
			t.Errorf("%s: got %d, want %d", query, got, want)
		}
	}
	found, err := postgres.RebuildFacts(t.Context(), db.URL(postgres.Migrator), false)
	if err != nil || len(found.Wrong) > 0 {
		t.Errorf("got %d sources whose facts are wrong (%v), want none", len(found.Wrong), err)
	}
}
