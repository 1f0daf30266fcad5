package job_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"liaison/internal/job"
)

// ledger notes what a round asks for.
type ledger struct {
	drafts, sessions time.Time
	months           []string
	separation       string
	nights           int
	wrong            error
}

func (l *ledger) PublishSeparation(_ context.Context, month time.Time) (int, error) {
	l.separation = month.Format(time.DateOnly)
	return 0, nil
}

func (l *ledger) TestWall(context.Context) (int, error) {
	l.nights++
	return 0, l.wrong
}

func (l *ledger) CheckLog(context.Context) (int, error) {
	l.nights++
	return 0, nil
}

func (l *ledger) SweepDrafts(_ context.Context, before time.Time) (int, error) {
	l.drafts = before
	return 0, l.wrong
}

func (l *ledger) SweepSessions(_ context.Context, before time.Time) (int, error) {
	l.sessions = before
	return 0, nil
}

func (l *ledger) PublishTotals(_ context.Context, month time.Time) (int, error) {
	l.months = append(l.months, month.Format(time.DateOnly))
	return 0, nil
}

func TestRoundDoesAllThatIsDueWhateverFails(t *testing.T) {
	now := time.Date(2026, 3, 1, 0, 30, 0, 0, time.UTC)
	l := &ledger{wrong: errors.New("the strand is away")}
	if err := job.Round(t.Context(), l, now); !errors.Is(err, l.wrong) {
		t.Errorf("got %v, want what went wrong", err)
	}
	if want := now.AddDate(0, 0, -30); !l.drafts.Equal(want) || !l.sessions.Equal(want) {
		t.Errorf("got %s and %s, want %s", l.drafts, l.sessions, want)
	}
	if want := []string{"2025-12-01", "2026-01-01", "2026-02-01"}; !slices.Equal(l.months, want) {
		t.Errorf("got %v, want %v", l.months, want)
	}
	if want := "2026-03-01"; l.separation != want {
		t.Errorf("got %s, want the separation of %s", l.separation, want)
	}
	if l.nights != 0 {
		t.Error("got the night's tests in a round, want them apart: they take long")
	}
	if err := job.Night(t.Context(), l); !errors.Is(err, l.wrong) || l.nights != 2 {
		t.Errorf("got %v and %d of the night, want both done and what went wrong", err, l.nights)
	}
}

func TestAMonthIsClosedOnceItIsOverInLondon(t *testing.T) {
	for _, tt := range []struct {
		now  time.Time
		want string
	}{
		{time.Date(2026, 6, 30, 22, 59, 0, 0, time.UTC), "2026-05-01"},
		{time.Date(2026, 6, 30, 23, 0, 0, 0, time.UTC), "2026-06-01"}, // midnight there
	} {
		l := &ledger{}
		if err := job.Round(t.Context(), l, tt.now); err != nil {
			t.Fatal(err)
		}
		if got := l.months[len(l.months)-1]; got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.now, got, tt.want)
		}
	}
}
