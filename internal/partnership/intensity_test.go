package partnership_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/fact"
	"liaison/internal/fault"
	"liaison/internal/partnership"
)

func TestIntensityCheck(t *testing.T) {
	t.Parallel()
	today := time.Date(2025, 12, 1, 0, 0, 0, 0, time.UTC)
	base := partnership.Intensity{Pair: partnership.Pair{Agency: 1, Other: 2}, Side: partnership.Actual, Level: partnership.Cooperation, From: today, Reason: "As we see it"}
	before := base
	before.From = today.AddDate(0, 0, -10)
	for _, tt := range []struct {
		name   string
		change func(*partnership.Intensity)
		field  string
	}{
		{"nothing to mend", func(*partnership.Intensity) {}, ""},
		{"tomorrow", func(i *partnership.Intensity) { i.From = today.AddDate(0, 0, 1) }, "from"},
		{"from a day that is said", func(i *partnership.Intensity) { i.From = before.From }, "from"},
		{"before what is said", func(i *partnership.Intensity) { i.From = before.From.AddDate(0, 0, -1) }, "from"},
		{"the same day on the other side", func(i *partnership.Intensity) { i.From, i.Side = before.From, partnership.Wanted }, ""},
		{"no day", func(i *partnership.Intensity) { i.From = time.Time{} }, "from"},
		{"one agency", func(i *partnership.Intensity) { i.Pair.Other = 1 }, "pair"},
		{"an agency that takes no part", func(i *partnership.Intensity) { i.Pair.Other = 9 }, "pair"},
		{"no side", func(i *partnership.Intensity) { i.Side = "" }, "side"},
		{"no level", func(i *partnership.Intensity) { i.Level = "love" }, "level"},
		{"no reason", func(i *partnership.Intensity) { i.Reason = "" }, "reason"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			i := base
			tt.change(&i)
			err := i.Check(today, []int{1, 2, 3}, []partnership.Intensity{before})
			if (err == nil) != (tt.field == "") || err != nil && !errors.Is(err, fault.Invalid) {
				t.Fatalf("got %v, want something at %q", err, tt.field)
			}
			if err != nil && (len(fault.FieldsOf(err)) != 1 || fault.FieldsOf(err)[0].Name != tt.field) {
				t.Errorf("got %v, want %q", fault.FieldsOf(err), tt.field)
			}
		})
	}
}

func TestClosenesses(t *testing.T) {
	t.Parallel()
	of := func(a, b int, side partnership.Side, l partnership.Level) partnership.Intensity {
		return partnership.Intensity{ID: uuid.New(), Pair: partnership.PairOf(a, b), Side: side, Level: l}
	}
	all := partnership.Closenesses([]partnership.Intensity{
		of(2, 3, partnership.Wanted, partnership.Integration), of(2, 1, partnership.Actual, partnership.Coordination), of(1, 2, partnership.Actual, partnership.Awareness),
		of(3, 2, partnership.Actual, partnership.Cooperation), of(1, 3, partnership.Wanted, partnership.Awareness), of(1, 2, partnership.Wanted, partnership.Cooperation),
	})
	type gap struct {
		pair  partnership.Pair
		steps int
		known bool
	}
	for n, want := range []gap{{partnership.Pair{Agency: 1, Other: 2}, -1, true}, {partnership.Pair{Agency: 1, Other: 3}, 0, false}, {partnership.Pair{Agency: 2, Other: 3}, 2, true}} {
		steps, known := all[n].Short()
		if got := (gap{all[n].Pair, steps, known}); got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
	}
	i := of(1, 2, partnership.Wanted, partnership.Integration)
	if f := i.Facts(); len(f) != 1 || f[0].Number != 4 || !f[0].Has(fact.Wanted) || f[0].Agency != 1 || f[0].Other != 2 {
		t.Errorf("got %+v, want its pair, its level and its side", f)
	}
}
