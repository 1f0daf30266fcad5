package partnership_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"liaison/internal/access"
	"liaison/internal/fact"
	"liaison/internal/fault"
	"liaison/internal/partnership"
)

func TestQuarters(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		day := date(2020, 1, 1).AddDate(0, 0, rapid.IntRange(0, 10_000).Draw(r, "days"))
		q := partnership.QuarterOf(day)
		if q.After(day) || !q.AddDate(0, 3, 0).After(day) || q.Day() != 1 || q.Month()%3 != 1 {
			t.Errorf("%s: got %s, want the quarter it lies in", day, q)
		}
	})
	if got, want := partnership.QuarterName(date(2025, 10, 1)), "October to December 2025"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAttest(t *testing.T) {
	now := time.Date(2025, 12, 31, 23, 59, 0, 0, time.UTC)
	quarter := date(2025, 10, 1)
	for _, tt := range []struct {
		name    string
		in      access.Strand
		here    bool
		ticked  int
		note    string
		quarter time.Time
		want    error
	}{
		{"a lead says all of it", access.Outreach, true, 3, "", quarter, nil},
		{"a lead leaves one out", access.Intelligence, true, 2, "", quarter, fault.Invalid},
		{"a lead attests for a quarter that is over", access.Intelligence, true, 3, "", date(2025, 7, 1), fault.Conflict},
		{"the manager, where intelligence is kept here", access.Coordination, true, 3, "Elsewhere", quarter, fault.Conflict},
		{"the manager, where it is kept elsewhere", access.Coordination, false, 3, "In the force’s own system", quarter, nil},
		{"the manager does not say where", access.Coordination, false, 3, " ", quarter, fault.Invalid},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before := partnership.Attestation{ID: uuid.New(), Quarter: quarter, Note: "The first"}
			all := partnership.Attestations{Strand: tt.in, Partnership: 1, Here: tt.here, All: []partnership.Attestation{before}}
			a := partnership.Attestation{ID: uuid.New(), Quarter: tt.quarter, Note: tt.note, At: now}
			err := partnership.Attest(a, tt.ticked).Apply(&all)
			if !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
			newest, _ := all.Of(quarter)
			switch {
			case tt.want != nil && len(all.All) != 1:
				t.Errorf("got %d attestations, want none added", len(all.All))
			case tt.want == nil && (newest.ID != a.ID || newest.Wording != partnership.Wording || len(all.All) != 2 || all.All[1].ID != before.ID):
				t.Errorf("got %+v, want the newest to count and the first to stay", all.All)
			}
		})
	}
}

func TestSeparationLeavesAPartForEachInput(t *testing.T) {
	s := partnership.Separation{
		ID: uuid.New(), Month: date(2026, 1, 1), Tested: date(2025, 12, 31), TestFound: 2, Community: date(2025, 10, 3), Intelligence: date(2025, 12, 30),
	}
	kinds := map[fact.Kind]int{}
	for _, f := range s.Facts() {
		kinds[f.Kind]++
		if f.Source != s.ID || f.Has(fact.Passed) || f.Has(fact.IntelligenceElsewhere) || f.Has(fact.ByManager) {
			t.Errorf("got %+v, want one source, no test that passed and nobody who attested elsewhere", f)
		}
	}
	if kinds[fact.Separation] != 1 || kinds[fact.SelfTest] != 1 || kinds[fact.Attested] != 2 {
		t.Errorf("got %v, want the publication, its test and two attestations", kinds)
	}
	if got := (partnership.Separation{ID: s.ID, Month: s.Month, Elsewhere: true}).Facts(); len(got) != 1 || !got[0].Has(fact.IntelligenceElsewhere) {
		t.Errorf("got %+v of a month without any input, want the publication alone", got)
	}
	if got := (partnership.SelfTest{What: partnership.WallTested, Day: s.Month}).Facts(); len(got) != 0 {
		t.Errorf("got %+v of a test of the wall, want none before it is published", got)
	}
}
