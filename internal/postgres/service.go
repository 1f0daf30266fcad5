package postgres

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/audit"
)

// Service does what jobs ask of the database: it acts in the service's own name.
type Service struct{ *DB }

// serviceAccount is the service's own account, made by a migration. Nobody
// signs in as it, and it belongs to no partnership: what it may do is what
// functions of the database do for it.
var serviceAccount = uuid.MustParse("5e3b1f0a-2c47-4d19-8b6e-91a7c0d4f258")

func (s Service) who() access.Actor { return access.Actor{ID: serviceAccount, Request: "job"} }

// SweepDrafts deletes drafts that nobody went on with since the moment, in
// every strand served, and says how many. Where it deleted any, it logs that.
func (s Service) SweepDrafts(ctx context.Context, before time.Time) (int, error) {
	return s.inEach(ctx, access.Strands(), `SELECT sweep(?)`, before, audit.Event{Act: audit.Erase, Kind: "draft", On: "old drafts"})
}

// PublishTotals publishes how many records each strand beyond coordination has
// of the month that begins on the day, for each partnership that has no total
// of it yet, and says how many it published.
func (s Service) PublishTotals(ctx context.Context, month time.Time) (int, error) {
	return s.inEach(ctx, []access.Strand{access.Outreach, access.Casework, access.Intelligence}, `SELECT publish(?)`, month,
		audit.Event{Act: audit.Collect, Kind: "total", On: month.Format("2006-01")})
}

// PublishSeparation hands in, for the month that begins on the day, what each
// side attested and whether anybody holds both, and publishes the separation's
// inputs for each partnership of which everything is handed in and that has
// none of the month yet. It says how many it published.
func (s Service) PublishSeparation(ctx context.Context, month time.Time) (int, error) {
	_, err := s.inEach(ctx, []access.Strand{access.Outreach, access.Intelligence, access.Identity}, `SELECT hand_in(?)`, month,
		audit.Event{Act: audit.Collect, Kind: "separation input", On: month.Format("2006-01")})
	n, publishErr := s.inEach(ctx, []access.Strand{access.Coordination}, `SELECT publish_separation(?)`, month,
		audit.Event{Act: audit.Collect, Kind: "separation", On: month.Format("2006-01")})
	return n, errors.Join(err, publishErr)
}

// inEach calls a function of every strand that is served, and logs there how
// much it did, where it did anything. The same moment may be asked for again.
func (s Service) inEach(ctx context.Context, in []access.Strand, call string, at time.Time, e audit.Event) (int, error) {
	sum := 0
	var wrong []error
	for _, strand := range in {
		if !s.Serves(strand) {
			continue
		}
		n := 0
		err := s.as(ctx, s.who(), strand, func(tx *gorm.DB) error {
			n = 0
			if err := tx.Raw(call, at).Scan(&n).Error; err != nil || n == 0 {
				return err
			}
			e.Detail = strconv.Itoa(n)
			return s.record(tx, s.who(), strand, e)
		})
		if err != nil {
			wrong = append(wrong, fmt.Errorf("postgres: %s in %s: %w", e.Kind, strand, err))
			continue
		}
		sum += n
	}
	return sum, errors.Join(wrong...)
}

// What is over: sessions that nobody can come back to, and failures that no
// longer count.
const (
	sweepSessions = `DELETE FROM identity.session WHERE coalesce(ended_at, least(expires_at, last_seen_at + interval '1 day')) < ?`
	sweepLockouts = `DELETE FROM identity.lockout WHERE greatest(first_at, coalesce(locked_until, first_at)) < ?`
)

// SweepSessions forgets sessions, and failures to sign in, that were over
// before the moment, and says how many.
func (s Service) SweepSessions(ctx context.Context, before time.Time) (int, error) {
	if !s.Serves(access.Identity) {
		return 0, nil
	}
	sum := 0
	err := s.as(ctx, s.who(), access.Identity, func(tx *gorm.DB) error {
		sum = 0
		for _, sweep := range []string{sweepSessions, sweepLockouts} {
			gone := tx.Exec(sweep, before)
			if gone.Error != nil {
				return gone.Error
			}
			sum += int(gone.RowsAffected)
		}
		if sum == 0 {
			return nil
		}
		return s.record(tx, s.who(), access.Identity, audit.Event{Act: audit.Erase, Kind: "session", On: "old sessions", Detail: strconv.Itoa(sum)})
	})
	if err != nil {
		return 0, fmt.Errorf("postgres: sessions: %w", err)
	}
	return sum, nil
}
