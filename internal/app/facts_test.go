package app

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/postgres"
)

// TestTheDemonstrationsFactsAreThoseOfItsRecords makes every fact of the
// demonstration again from what it describes.
func TestTheDemonstrationsFactsAreThoseOfItsRecords(t *testing.T) {
	t.Parallel()
	r := start(t)
	found, err := postgres.RebuildFacts(t.Context(), r.DB.URL(postgres.Migrator), false)
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

// unstored are the kinds of fact that no row holds, and why.
var unstored = []string{
	"holiday",              // read from the calendar of holidays
	"member",               // read from memberships
	"separation_exception", // nobody can be given one
}

// TestTheDemonstrationUsesEveryKindAndFact looks for each kind of record, and
// for each kind of fact that package fact declares, in a fresh demonstration.
func TestTheDemonstrationUsesEveryKindAndFact(t *testing.T) {
	t.Parallel()
	r := start(t)
	for _, x := range []struct {
		in   access.Strand
		kind activity.Kind
	}{
		{access.Coordination, activity.CoordinationMeeting},
		{access.Coordination, activity.Training},
		{access.Coordination, activity.Connect},
		{access.Coordination, activity.Share},
		{access.Outreach, activity.OutreachActivity},
		{access.Intelligence, activity.IntelligencePointer},
	} {
		if n := r.DB.Count(t, `SELECT count(*) FROM `+string(x.in)+`.activity WHERE kind = $1`, string(x.kind)); n == 0 {
			t.Errorf("got no %s, want some", x.kind)
		}
	}
	declared := regexp.MustCompile(`(?m)^\t\w+\s+Kind = "(\w+)"`)
	files, err := filepath.Glob(filepath.Join("..", "fact", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	kinds := 0
	for _, path := range files {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range declared.FindAllStringSubmatch(string(text), -1) {
			kinds++
			n := r.DB.Count(t, `SELECT count(*) FROM coordination.fact WHERE kind = $1`, m[1])
			if got := n > 0; got == slices.Contains(unstored, m[1]) {
				t.Errorf("%s: got %d facts, want some of every kind that is stored", m[1], n)
			}
		}
	}
	if kinds < 40 {
		t.Errorf("got %d kinds of fact declared, want those of the package", kinds)
	}
}

// kindsOf are the kinds of the source's facts in the table.
func kindsOf(t testing.TB, r running, source string) string {
	t.Helper()
	var kinds string
	if err := r.DB.Owner.QueryRowContext(t.Context(), `SELECT coalesce(string_agg(DISTINCT kind, ', '), 'none') FROM coordination.fact WHERE source = $1`, source).Scan(&kinds); err != nil {
		t.Fatal(err)
	}
	return kinds
}
