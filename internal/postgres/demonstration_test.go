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
	if err := postgres.LoadDemonstration(t.Context(), db.URL(postgres.Migrator), made, "a hash that opens nothing", func(func(demo.Batch) bool) {}); err != nil {
		t.Fatal(err)
	}
	return db, made
}
