package fact_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"liaison/internal/fact"
)

var (
	source  = uuid.MustParse("0b7f6bde-7d1b-4f53-9d0a-1f6a31b1f1aa")
	monday  = time.Date(2025, 12, 1, 0, 0, 0, 0, time.UTC)
	morning = time.Date(2025, 12, 1, 9, 0, 0, 0, time.UTC)
)

func meeting(flags ...fact.Flag) fact.Fact {
	return fact.Fact{Source: source, Kind: fact.Meeting, Day: monday, Flags: flags}
}

func came(part, agency int) fact.Fact {
	return fact.Fact{Source: source, Part: part, Kind: fact.Attendance, Day: monday, Agency: agency, Flags: []fact.Flag{fact.Came}}
}

// known is the fact as it was known between two moments.
func known(f fact.Fact, from, to time.Time) fact.Fact {
	f.KnownFrom, f.KnownTo = from, to
	return f
}

func TestSetClosesWhatNoLongerHoldsAndAddsWhatIsNew(t *testing.T) {
	later := morning.Add(time.Hour)
	var never time.Time
	first := fact.Ledger{}.Set(morning, []fact.Fact{meeting(fact.InInitiative), came(10, 1), came(11, 2)})
	for _, tt := range []struct {
		name string
		set  []fact.Fact
		want fact.Ledger
	}{
		{"the same again changes nothing", []fact.Fact{came(11, 2), meeting(fact.InInitiative), came(10, 1)}, fact.Ledger{
			known(meeting(fact.InInitiative), morning, never), known(came(10, 1), morning, never), known(came(11, 2), morning, never),
		}},
		{"one part says something else", []fact.Fact{meeting(fact.InInitiative), came(10, 3), came(11, 2)}, fact.Ledger{
			known(meeting(fact.InInitiative), morning, never), known(came(10, 1), morning, later), known(came(11, 2), morning, never), known(came(10, 3), later, never),
		}},
		{"one part is gone", []fact.Fact{meeting(fact.InInitiative), came(10, 1)}, fact.Ledger{
			known(meeting(fact.InInitiative), morning, never), known(came(10, 1), morning, never), known(came(11, 2), morning, later),
		}},
		{"nothing closes all", nil, fact.Ledger{
			known(meeting(fact.InInitiative), morning, later), known(came(10, 1), morning, later), known(came(11, 2), morning, later),
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, first.Set(later, tt.set)); diff != "" {
				t.Errorf("want - got +\n%s", diff)
			}
		})
	}
}

func TestSetPutsASecondChangeAfterTheFirst(t *testing.T) {
	l := fact.Ledger{}.Set(morning, []fact.Fact{came(10, 1)}).Set(morning, []fact.Fact{came(10, 2)}).Set(morning.Add(-time.Hour), nil)
	want := fact.Ledger{
		known(came(10, 1), morning, morning.Add(time.Microsecond)),
		known(came(10, 2), morning.Add(time.Microsecond), morning.Add(2*time.Microsecond)),
	}
	if diff := cmp.Diff(want, l); diff != "" {
		t.Errorf("want - got +\n%s", diff)
	}
}

func TestFlagsSayTheSameInAnyOrder(t *testing.T) {
	a, b := meeting(fact.Came, fact.Deputy), meeting(fact.Deputy, fact.Came)
	if !a.Says(b) || a.Says(meeting(fact.Came)) {
		t.Errorf("got %t and %t, want true and false", a.Says(b), a.Says(meeting(fact.Came)))
	}
}
