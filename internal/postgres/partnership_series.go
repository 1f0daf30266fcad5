package postgres

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/partnership"
)

// The series of a partnership. They are locked first and read after, so that
// how often each was written is counted behind the lock.
const (
	lockSeries = `SELECT id FROM series WHERE partnership_id = ? ORDER BY id FOR UPDATE`
	seriesAll  = `SELECT s.id, s.name, s.every_days, s.starts_at::text AS starts_at, s.place, s.mode, s.quorum, s.minutes_days, s.from_day, s.to_day,
		(SELECT count(*) FROM standing_change c WHERE c.partnership_id = s.partnership_id AND c.on_id = s.id) AS changes
		FROM series s WHERE s.partnership_id = ? ORDER BY lower(s.name), s.from_day, s.id`
	insertSeries = `INSERT INTO series (id, partnership_id, name, every_days, starts_at, place, mode, quorum, minutes_days, from_day) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	updateSeries = `UPDATE series SET name = ?, every_days = ?, starts_at = ?, place = ?, mode = ?, quorum = ?, minutes_days = ?, to_day = ? WHERE partnership_id = ? AND id = ?`
)

// rhythmRow is a series with all that is kept of it.
type rhythmRow struct {
	ID          uuid.UUID
	Name        string
	EveryDays   int
	StartsAt    *string
	Place, Mode string
	Quorum      *int
	MinutesDays int
	FromDay     time.Time
	ToDay       *time.Time
	Changes     int
}

func (r rhythmRow) read() partnership.Series {
	return partnership.Series{
		ID: r.ID, Name: r.Name, EveryDays: r.EveryDays, Start: readClock(r.StartsAt), Place: r.Place, Mode: r.Mode, Quorum: deref(r.Quorum),
		MinutesDays: r.MinutesDays, From: midnight(r.FromDay), To: midnight(deref(r.ToDay)), Changes: r.Changes,
	}
}

// Timetable implements partnership.Store.
func (s Partnerships) Timetable(ctx context.Context, who access.Actor) (partnership.Timetable, error) {
	var t partnership.Timetable
	err := s.as(ctx, who, access.Coordination, func(tx *gorm.DB) (err error) {
		t, err = findTimetable(tx, who.Partnership)
		return err
	})
	return t, err
}

func findTimetable(tx *gorm.DB, of int) (partnership.Timetable, error) {
	t := partnership.Timetable{Partnership: of}
	var rows []rhythmRow
	if err := tx.Raw(seriesAll, of).Scan(&rows).Error; err != nil {
		return t, err
	}
	for _, r := range rows {
		t.Series = append(t.Series, r.read())
	}
	return t, nil
}

// ChangeTimetable implements partnership.Store.
func (s Partnerships) ChangeTimetable(ctx context.Context, who access.Actor, ch access.Change[partnership.Timetable]) error {
	return s.keep(ctx, who, ch.Do, 0, func(tx *gorm.DB) (kept, error) {
		var ids []uuid.UUID
		if err := tx.Raw(lockSeries, who.Partnership).Scan(&ids).Error; err != nil {
			return kept{}, err
		}
		t, err := findTimetable(tx, who.Partnership)
		if err != nil {
			return kept{}, err
		}
		was := slices.Clone(t.Series)
		if err := ch.Apply(&t); err != nil {
			return kept{}, err
		}
		left := kept{act: audit.Alter, register: "series", on: t.Did.On, said: t.Did.Said, why: t.Did.Why}
		is, err := t.Find(left.on)
		if err != nil {
			return kept{}, err
		}
		left.facts = is.Facts()
		start := clockText(is.Start)
		if len(t.Series) > len(was) {
			left.act = audit.Collect
			return left, tx.Exec(insertSeries, is.ID, who.Partnership, is.Name, is.EveryDays, start, is.Place, is.Mode, orNull(is.Quorum), is.MinutesDays, is.From).Error
		}
		return left, exactly(tx.Exec(updateSeries, is.Name, is.EveryDays, start, is.Place, is.Mode, orNull(is.Quorum), is.MinutesDays, orNull(is.To), who.Partnership, is.ID))
	})
}

// clockText is a time of day as PostgreSQL reads it, or null for none.
func clockText(since time.Duration) *string {
	if since < 0 {
		return nil
	}
	at := time.Time{}.Add(since).Format(time.TimeOnly)
	return &at
}
