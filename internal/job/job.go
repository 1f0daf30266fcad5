// Package job is what happens without a person: drafts that nobody goes on
// with are deleted, sessions and lockouts that are over are swept, closed
// months are published, and what the records said of the checklist at the end
// of each day is kept. Everything it does may be done twice, by two instances
// at once, with the same result as once.
package job

import (
	"context"
	"errors"
	"fmt"
	"time"

	"liaison/internal/activity"
	"liaison/internal/calendar"
	"liaison/internal/checklist"
	"liaison/internal/fact"
)

// Store carries out what jobs do, in the name of the service itself. Strands
// that this process does not serve are left to those that do.
type Store interface {
	// SweepDrafts deletes drafts that nobody went on with since the moment, in
	// every strand served, and says how many. Each deletion is logged.
	SweepDrafts(ctx context.Context, before time.Time) (int, error)
	// SweepSessions forgets sessions, and failures to sign in, that were over
	// before the moment, and says how many.
	SweepSessions(ctx context.Context, before time.Time) (int, error)
	// PublishTotals publishes how many records each strand beyond coordination
	// has of the closed month that begins on the day, for each partnership that
	// has no total of it yet: fewer than 10, or so many tens.
	PublishTotals(ctx context.Context, month time.Time) (int, error)
	Keeper
}

// Keeper has what the checklist is worked out from, and keeps what comes out.
type Keeper interface {
	// Unkept lists the partnerships of which no finding of the day is kept.
	Unkept(ctx context.Context, day time.Time) ([]int, error)
	// Thresholds returns every proposal of a partnership to change a threshold.
	Thresholds(ctx context.Context, partnership int) (checklist.Register, error)
	// Facts returns what can bear on any item of the book on the day.
	Facts(ctx context.Context, partnership int, book *checklist.Book, day time.Time) ([]fact.Fact, error)
	// KeepFindings keeps findings of one day. What is kept already stays as it is.
	KeepFindings(ctx context.Context, partnership int, all []checklist.Kept) error
}

// sessionsFor is how long a session that is over is kept, so that its person
// can be told why it ended.
const sessionsFor = 30 * 24 * time.Hour

// lateFor is how many closed months are published at once where the service
// did not run when they closed.
const lateFor = 3

// daysLate is how many days that are over are kept at once where the service
// did not run when they ended. What was known at their end is still known, so
// the answers are those that would have been given; they say when they were.
const daysLate = 3

// Round does everything that is due at the moment, and goes on where one part
// cannot be done. Its error joins what could not.
func Round(ctx context.Context, s Store, book *checklist.Book, now time.Time) error {
	var wrong []error
	note := func(_ int, err error) {
		if err != nil {
			wrong = append(wrong, err)
		}
	}
	note(s.SweepDrafts(ctx, now.Add(-activity.DraftFor)))
	note(s.SweepSessions(ctx, now.Add(-sessionsFor)))
	for _, month := range Closed(calendar.Day(now)) {
		note(s.PublishTotals(ctx, month))
	}
	for n := daysLate; n > 0; n-- {
		note(0, Keep(ctx, s, book, calendar.Day(now).AddDate(0, 0, -n), now))
	}
	return errors.Join(wrong...)
}

// Keep keeps what the records said at the end of a day that is over, of each
// partnership of which nothing of it is kept yet. The book is Liaison's; each
// partnership is judged by the thresholds that it had on that day. It goes on
// where one partnership cannot be done.
func Keep(ctx context.Context, s Keeper, book *checklist.Book, day, now time.Time) error {
	of, err := s.Unkept(ctx, day)
	if err != nil {
		return err
	}
	var wrong []error
	for _, partnership := range of {
		if err := keep(ctx, s, partnership, book, day, now); err != nil {
			wrong = append(wrong, fmt.Errorf("job: findings of partnership %d: %w", partnership, err))
		}
	}
	return errors.Join(wrong...)
}

func keep(ctx context.Context, s Keeper, partnership int, book *checklist.Book, day, now time.Time) error {
	register, err := s.Thresholds(ctx, partnership)
	if err != nil {
		return err
	}
	own := book.On(day, register)
	facts, err := s.Facts(ctx, partnership, own, day)
	if err != nil {
		return err
	}
	return s.KeepFindings(ctx, partnership, checklist.Keep(own, checklist.Evaluate(own, facts, day), day, now))
}

// Closed lists the newest months that are over on the day, by their first
// days, the oldest first.
func Closed(day time.Time) []time.Time {
	first := time.Date(day.Year(), day.Month(), 1, 0, 0, 0, 0, time.UTC)
	var months []time.Time
	for n := lateFor; n > 0; n-- {
		months = append(months, first.AddDate(0, -n, 0))
	}
	return months
}
