package postgres_test

import (
	"slices"
	"testing"
	"time"

	"liaison/internal/postgres"
)

// TestTheProvisionOfTheDemonstrationIsKept loads it, counts what is there, and
// makes its facts again from its history.
func TestTheProvisionOfTheDemonstrationIsKept(t *testing.T) {
	t.Parallel()
	db, made := demonstrated(t, time.Now())
	parties, lines := 0, 0
	for _, a := range made.Provision.Agreements {
		parties, lines = parties+len(a.Parties), lines+len(a.Lines)
	}
	for table, want := range map[string]int{
		"coordination.need": len(made.Provision.Needs), "coordination.product": len(made.Provision.Products), "shared.agreement": len(made.Provision.Agreements),
		"shared.agreement_party": parties, "shared.agreement_line": lines,
	} {
		if got := db.Count(t, `SELECT count(*) FROM `+table); got != want || got == 0 {
			t.Errorf("%s: got %d rows, want %d", table, got, want)
		}
	}
	found, err := postgres.RebuildFacts(t.Context(), db.URL(postgres.Migrator), false)
	if err != nil {
		t.Fatal(err)
	}
	for id := range made.Provision.Changes.Ledgers() {
		if slices.Contains(found.Wrong, id) {
			t.Errorf("%s: got other facts made again than were loaded", id)
		}
	}
}
