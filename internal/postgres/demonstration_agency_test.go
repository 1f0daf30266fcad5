package postgres_test

import (
	"slices"
	"testing"
	"time"

	"liaison/internal/postgres"
)

// TestTheAgenciesOfTheDemonstrationAreKept loads the demonstration and wants
// the facts of agencies, of who stands for them and of series to be those that
// their history leaves.
func TestTheAgenciesOfTheDemonstrationAreKept(t *testing.T) {
	t.Parallel()
	db, p := demonstrated(t, time.Date(2026, 2, 28, 9, 0, 0, 0, time.UTC))
	found, err := postgres.RebuildFacts(t.Context(), db.URL(postgres.Migrator), false)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range p.Seats.Changes {
		if slices.Contains(found.Wrong, c.On) {
			t.Errorf("%s: its facts are not those of its history", c.Said)
		}
	}
	for query, want := range map[string]int{
		`SELECT count(*) FROM shared.partnership_agency WHERE left_on IS NOT NULL AND merged_into IS NOT NULL AND handover`:       1,
		`SELECT count(*) FROM coordination.fact WHERE kind = 'partner' AND other_agency_id IS NOT NULL AND known_to IS NULL`:      1,
		`SELECT count(*) FROM coordination.fact WHERE kind = 'representative' AND 'handover' = ANY (flags) AND until IS NOT NULL`: 1,
		`SELECT count(*) FROM coordination.fact WHERE kind = 'series' AND until IS NOT NULL`:                                      1,
		`SELECT count(*) FROM coordination.series WHERE to_day IS NOT NULL`:                                                       1,
		`SELECT count(*) FROM coordination.standing_change WHERE what = 'agency'`:                                                 9,
	} {
		if got := db.Count(t, query); got != want {
			t.Errorf("%s: got %d, want %d", query, got, want)
		}
	}
}
