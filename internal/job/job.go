// Package job is what happens without a person: drafts that nobody goes on
// with are deleted, sessions and lockouts that are over are swept, and closed
// months are published. Everything it does may be done twice, by two instances
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
}

// sessionsFor is how long a session that is over is kept, so that its person
// can be told why it ended.
const sessionsFor = 30 * 24 * time.Hour

// lateFor is how many closed months are published at once where the service
// did not run when they closed.
const lateFor = 3

// Round does everything that is due at the moment, and goes on where one part
// cannot be done. Its error joins what could not.
func Round(ctx context.Context, s Store, now time.Time) error {
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
	return errors.Join(wrong...)
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
