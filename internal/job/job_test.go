package job_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"liaison/config"
	"liaison/internal/checklist"
	"liaison/internal/fact"
	"liaison/internal/job"
)

// ledger notes what a round asks for.
type ledger struct {
	drafts, sessions time.Time
	months           []string
	separation       string
	pulse            string
	nights           int
	wrong            error

	register checklist.Register
	kept     map[int][]checklist.Kept
	asked    []string // days of which nothing is kept yet
	away     int      // the partnership whose facts of a 27th cannot be read
}

func (l *ledger) Unkept(_ context.Context, day time.Time) ([]int, error) {
	l.asked = append(l.asked, day.Format(time.DateOnly))
	return []int{1, 2}, nil
}

func (l *ledger) Thresholds(_ context.Context, partnership int) (checklist.Register, error) {
	if partnership == 1 {
		return l.register, nil
	}
	return checklist.Register{}, nil
}

func (l *ledger) Facts(_ context.Context, partnership int, _ *checklist.Book, day time.Time) ([]fact.Fact, error) {
	if partnership == l.away && day.Day() == 27 {
		return nil, errAway
	}
	return nil, nil
}

func (l *ledger) KeepFindings(_ context.Context, partnership int, all []checklist.Kept) error {
	if l.kept == nil {
		l.kept = map[int][]checklist.Kept{}
	}
	l.kept[partnership] = append(l.kept[partnership], all...)
	return nil
}

var errAway = errors.New("the facts are away")

func book(t *testing.T) *checklist.Book {
	t.Helper()
	b, err := checklist.Load(config.FS)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestEachDayIsKeptByTheThresholdsOfThatDay(t *testing.T) {
	now := time.Date(2026, 3, 1, 0, 30, 0, 0, time.UTC)
	l := &ledger{away: 2, register: checklist.Register{Proposals: []checklist.Proposal{{
		Item: "RES-1", Outcome: checklist.Approved, DecidedAt: time.Date(2026, 2, 28, 10, 0, 0, 0, time.UTC), Sets: []checklist.Threshold{{Parameter: "window", Value: 60}},
	}}}}
	if err := job.Night(t.Context(), l, book(t), now); !errors.Is(err, errAway) {
		t.Errorf("got %v, want what went wrong", err)
	}
	if want := []string{"2026-02-26", "2026-02-27", "2026-02-28"}; !slices.Equal(l.asked, want) {
		t.Errorf("got %v, want the last days that are over, %v", l.asked, want)
	}
	windows := map[int]string{}
	for partnership, all := range l.kept {
		for _, k := range all {
			for _, p := range k.Parameters {
				if k.Code == "RES-1" && p.Name == "window" {
					windows[partnership] += fmt.Sprint(k.Day.Day(), ":", p.Value, " ")
				}
			}
		}
	}
	if got, want := windows[1], "26:90 27:90 28:60 "; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := windows[2], "26:90 28:90 "; got != want {
		t.Errorf("got %s for the one that failed on a day, want %s", got, want)
	}
}

func (l *ledger) PublishSeparation(_ context.Context, month time.Time) (int, error) {
	l.separation = month.Format(time.DateOnly)
	return 0, nil
}

func (l *ledger) PublishPulse(_ context.Context, day time.Time) (int, error) {
	l.pulse = day.Format(time.DateOnly)
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
	if want := "2026-03-01"; l.pulse != want {
		t.Errorf("got %q, want rounds that were over before %s", l.pulse, want)
	}
	if l.nights != 0 {
		t.Error("got the night's tests in a round, want them apart: they take long")
	}
	if err := job.Night(t.Context(), l, book(t), now); !errors.Is(err, l.wrong) || l.nights != 2 {
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
