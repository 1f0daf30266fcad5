// Package job is what happens without a person: drafts that nobody goes on
// with are deleted, sessions and lockouts that are over are swept, closed months
// and the separation's inputs are published, and each night the wall is tested
// and the log's chain gone through. Everything it does may be done twice, by two instances
// at once, with the same result as once.
package job

import (
	"context"
	"errors"
	"time"

	"liaison/internal/activity"
	"liaison/internal/calendar"
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
	// TestWall tests the wall and CheckLog goes through the chain of the log,
	// unless that was done today, and each keeps how much it found and says for
	// how many partnerships. Something found is an error besides.
	TestWall(ctx context.Context) (int, error)
	CheckLog(ctx context.Context) (int, error)
}

// sessionsFor is how long a session that is over is kept, so that its person
// can be told why it ended.
const sessionsFor = 30 * 24 * time.Hour

// lateFor is how many closed months are published at once where the service
// did not run when they closed.
const lateFor = 3

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
	return errors.Join(wrong...)
}

// Night does what is done once a day and may take long, such as reading the
// whole log. It goes on where one part cannot be done, and its error joins what
// could not and what was found.
func Night(ctx context.Context, s Store) error {
	var wrong problems
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
