package postgres_test

import (
	"errors"
	"sync"
	"testing"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fault"
	"liaison/internal/partnership"
	"liaison/internal/testing/sample"
)

func TestIntensityIsSaidByThoseItConcerns(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	of := func(side partnership.Side, a, b, back int) partnership.Intensity {
		return partnership.Intensity{ID: uuid.New(), Pair: partnership.PairOf(a, b), Side: side, Level: partnership.Cooperation, From: s.day.AddDate(0, 0, -back), Reason: "As we see it", At: s.now}
	}
	grace := sample.Member(t, s.db, "Grace Lindqvist", access.Staff, sample.Health)
	for _, tt := range []struct {
		name string
		who  access.Actor
		i    partnership.Intensity
		want error
	}{
		{"staff do not say what is wanted", grace, of(partnership.Wanted, sample.Health, sample.Police, 9), fault.Forbidden},
		{"staff do not speak of others", grace, of(partnership.Actual, sample.Council, sample.Police, 9), fault.Forbidden},
		{"managers say nothing", s.alan, of(partnership.Actual, sample.Council, sample.Police, 9), fault.Forbidden},
		{"staff of the one say how it is", grace, of(partnership.Actual, sample.Health, sample.Police, 9), nil},
		{"and not twice from a day", grace, of(partnership.Actual, sample.Health, sample.Police, 9), fault.Invalid},
		{"nor from an earlier day", grace, of(partnership.Actual, sample.Health, sample.Police, 12), fault.Invalid},
		{"the coordinator says what is wanted", s.priya, of(partnership.Wanted, sample.Health, sample.Police, 12), nil},
		{"the coordinator says how it is, later", s.priya, of(partnership.Actual, sample.Health, sample.Police, 2), nil},
	} {
		if err := s.store.SayIntensity(t.Context(), tt.who, tt.i); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
	}
	said, err := s.store.Intensities(t.Context(), grace)
	if err != nil || len(said) != 3 || !said[0].To.IsZero() || !said[1].To.Equal(s.day.AddDate(0, 0, -3)) || said[1].By != grace.ID {
		t.Errorf("got %+v (%v), want three, of which the earlier one ends the day before the later", said, err)
	}
	elsewhere := sample.MemberOf(t, s.db, 2, "Una Quill", access.Coordinator, sample.Council)
	if said, err := s.store.Intensities(t.Context(), elsewhere); err != nil || len(said) != 0 {
		t.Errorf("another partnership: got %+v (%v), want none", said, err)
	}
	if n := s.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE kind = 'intensity' AND known_to IS NULL`); n != 3 {
		t.Errorf("got %d facts, want 3", n)
	}

	// Of several at once from one day one is kept.
	results := make([]error, 4)
	var wait sync.WaitGroup
	for n := range results {
		wait.Go(func() {
			results[n] = s.store.SayIntensity(t.Context(), s.priya, of(partnership.Wanted, sample.Council, sample.Police, 1))
		})
	}
	wait.Wait()
	saved := 0
	for _, err := range results {
		switch {
		case err == nil:
			saved++
		case !errors.Is(err, fault.Invalid):
			t.Errorf("got %v for one of several at once, want it at its field", err)
		}
	}
	if saved != 1 {
		t.Errorf("got %d kept of several at once, want one", saved)
	}
}
