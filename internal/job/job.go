// Package job is what happens without a person: drafts that nobody goes on
// with are deleted, sessions and lockouts that are over are swept, closed
// months, the separation's inputs and rounds of the pulse are published, what the
// records said of the checklist at the end of each day is kept, and each night
// the wall is tested and the log's chain gone through. Everything it does may be
// done twice, by two instances at once, with the same result as once.
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
	// PublishSeparation publishes the inputs of SEP-1 as they stood when the
	// month began on the day, for each partnership that has none of it yet and
	// of which every side has handed in its own.
	PublishSeparation(ctx context.Context, month time.Time) (int, error)
	// PublishPulse publishes the rounds of the pulse that are over before the
	// day, and deletes by what they could be answered.
	PublishPulse(ctx context.Context, day time.Time) (int, error)
	// TestWall tests the wall and CheckLog goes through the chain of the log,
	// unless that was done today, and each keeps how much it found and says for
	// how many partnerships. Something found is an error besides.
	TestWall(ctx context.Context) (int, error)
	CheckLog(ctx context.Context) (int, error)
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

// Round does everything that is due at the moment and takes little time, and
// goes on where one part cannot be done. Its error joins what could not.
func Round(ctx context.Context, s Store, now time.Time) error {
	var wrong problems
	wrong.note(s.SweepDrafts(ctx, now.Add(-activity.DraftFor)))
	wrong.note(s.SweepSessions(ctx, now.Add(-sessionsFor)))
	today := calendar.Day(now)
	for _, month := range Closed(today) {
		wrong.note(s.PublishTotals(ctx, month))
	}
	wrong.note(s.PublishSeparation(ctx, first(today)))
	wrong.note(s.PublishPulse(ctx, today))
	return errors.Join(wrong...)
}

// Night does what is done once a day and may take long, such as going through
// the year of every partnership and reading the whole log. It goes on where one
// part cannot be done, and its error joins what could not and what was found.
func Night(ctx context.Context, s Store, book *checklist.Book, now time.Time) error {
	var wrong problems
	for n := daysLate; n > 0; n-- {
		wrong.note(0, Keep(ctx, s, book, calendar.Day(now).AddDate(0, 0, -n), now))
	}
	wrong.note(s.TestWall(ctx))
	wrong.note(s.CheckLog(ctx))
	return errors.Join(wrong...)
}

// problems is what could not be done.
type problems []error

func (p *problems) note(_ int, err error) {
	if err != nil {
		*p = append(*p, err)
	}
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

// first is the first day of the day's month.
func first(day time.Time) time.Time {
	return time.Date(day.Year(), day.Month(), 1, 0, 0, 0, 0, time.UTC)
}

// Closed lists the newest months that are over on the day, by their first
// days, the oldest first.
func Closed(day time.Time) []time.Time {
	var months []time.Time
	for n := lateFor; n > 0; n-- {
		months = append(months, first(day).AddDate(0, -n, 0))
	}
	return months
}
