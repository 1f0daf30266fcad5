package app

import (
	"testing"

	"liaison/internal/postgres"
)

// TestTheDemonstrationsFactsAreThoseOfItsRecords makes every fact of the
// demonstration again from what it describes.
func TestTheDemonstrationsFactsAreThoseOfItsRecords(t *testing.T) {
	t.Parallel()
	r := start(t)
	found, err := postgres.RebuildFacts(t.Context(), r.db.URL(postgres.Migrator), false)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range found.Wrong {
		t.Errorf("source %s has other facts than it leaves: %s", id, kindsOf(t, r, id.String()))
	}
	t.Logf("%d facts of %d sources", found.Facts, found.Sources)
	if found.Sources < 100 {
		t.Errorf("got %d sources, want every kind of record and standing fact", found.Sources)
	}
}

// kindsOf are the kinds of the source's facts in the table.
func kindsOf(t testing.TB, r running, source string) string {
	t.Helper()
	var kinds string
	if err := r.db.Owner.QueryRowContext(t.Context(), `SELECT coalesce(string_agg(DISTINCT kind, ', '), 'none') FROM coordination.fact WHERE source = $1`, source).Scan(&kinds); err != nil {
		t.Fatal(err)
	}
	return kinds
}
