package postgres

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/audit"
	"liaison/internal/fault"
)

// nearby is what happened about the same day, the nearest first, by the index
// on (partnership_id, kind, occurred_on). Only titles are compared of all.
const nearby = `SELECT a.id, a.ref, a.kind, a.title, a.marking, a.occurred_at, a.occurred_on, coalesce(g.name, '') AS agency_name
	FROM activity a LEFT JOIN shared.agency g ON g.id = a.agency_id
	WHERE a.partnership_id = ? AND a.kind = ? AND a.occurred_on BETWEEN ?::date - ?::int AND ?::date + ?::int
		AND a.withdrawn_at IS NULL AND a.reported_at IS NULL
	ORDER BY abs(a.occurred_on - ?::date), a.created_at DESC, a.id LIMIT 100`

// Similar implements activity.Store.
func (s Activities) Similar(ctx context.Context, who access.Actor, c activity.Content) ([]activity.Line, error) {
	in := c.Kind().Strand()
	var found []activity.Line
	err := s.as(ctx, who, in, func(tx *gorm.DB) error {
		found = nil
		var rows []nearRow
		if err := tx.Raw(nearby, who.Partnership, string(c.Kind()), c.Day, activity.NearDays, c.Day, activity.NearDays, c.Day).Scan(&rows).Error; err != nil {
			return err
		}
		for _, r := range rows {
			if len(found) == activity.MaxAlike {
				break
			}
			if !activity.Alike(r.Title, c.Name) {
				continue
			}
			meets, err := s.meets(tx, who, in, r.ID, c)
			if err != nil {
				return err
			}
			if meets {
				found = append(found, r.read(in))
			}
		}
		return nil
	})
	return found, err
}

// nearRow is a record that happened about the same day.
type nearRow struct {
	ID                     uuid.UUID
	Ref, Kind, Title       string
	Marking                string
	OccurredAt, OccurredOn time.Time
	AgencyName             string
}

func (r nearRow) read(in access.Strand) activity.Line {
	l := activity.Line{
		ID: r.ID, Ref: r.Ref, Strand: in, Kind: activity.Kind(r.Kind), Title: r.Title, Marking: activity.Marking(r.Marking), At: r.OccurredAt.UTC(), Day: r.OccurredOn.UTC(), AgencyName: r.AgencyName,
	}
	if in.LogsReads() {
		l.Title = ""
	}
	return l
}

// meets reports whether some agency had a part in both. A record whose reading
// is logged is not read for it.
func (s Activities) meets(tx *gorm.DB, who access.Actor, in access.Strand, id uuid.UUID, c activity.Content) (bool, error) {
	if in.LogsReads() {
		return true, nil
	}
	row, err := sole[activityRow](tx, findByID, who.Partnership, id)
	if err != nil {
		return false, err
	}
	a, err := load(tx, in, row)
	return c.Meets(a.Content), err
}

const findByID = `SELECT ` + activityColumns + ` FROM activity a WHERE a.partnership_id = ? AND a.id = ?`

const addPair = `INSERT INTO duplicate (id, partnership_id, activity_id, other_id, found_at, found_by, settled, settled_at, settled_by)
	SELECT ?, a.partnership_id, ?, a.id, ?, ?, ?, ?, ? FROM activity a WHERE a.partnership_id = ? AND a.id = ?`

// savePairs keeps what was said of the records that look like a new one.
func (s Activities) savePairs(tx *gorm.DB, who access.Actor, a activity.Activity) error {
	for _, d := range a.Pairs {
		made := tx.Exec(addPair, d.ID, a.ID, d.FoundAt, who.ID, maybe(string(d.Settled)), orNull(d.SettledAt), orNull(d.SettledBy), a.Partnership, d.Other.ID)
		if made.Error != nil {
			return made.Error
		}
		if made.RowsAffected != 1 {
			return fault.Missing()
		}
		if a.Strand != access.Coordination {
			continue
		}
		if err := writeFacts(tx, a.Partnership, d.ID, d.FoundAt, d.Facts()); err != nil {
			return err
		}
	}
	return nil
}

const addSame = `INSERT INTO duplicate (id, partnership_id, other_id, found_at, found_by, settled, settled_at, settled_by)
	SELECT ?, a.partnership_id, a.id, ?, ?, ?, ?, ? FROM activity a WHERE a.partnership_id = ? AND a.id = ? AND NOT EXISTS (SELECT FROM duplicate d WHERE d.id = ?)`

// KeepSame implements activity.Store.
func (s Activities) KeepSame(ctx context.Context, who access.Actor, d activity.Duplicate) error {
	do := d.Other.Kind.Do()
	return s.as(ctx, who, d.Strand, func(tx *gorm.DB) error {
		if err := s.guard.Check(who, do, access.Scope{Strand: d.Strand, Partnership: who.Partnership, Agency: who.Agency}); err != nil {
			return err
		}
		if _, err := sole[activityRow](tx, findByID, who.Partnership, d.Other.ID); err != nil {
			return err
		}
		made := tx.Exec(addSame, d.ID, d.FoundAt, who.ID, string(d.Settled), d.SettledAt, who.ID, who.Partnership, d.Other.ID, d.ID)
		if made.Error != nil || made.RowsAffected == 0 {
			return made.Error // it was said before
		}
		if d.Strand == access.Coordination {
			if err := writeFacts(tx, who.Partnership, d.ID, d.FoundAt, d.Facts()); err != nil {
				return err
			}
		}
		return s.record(tx, who, d.Strand, audit.Event{Act: audit.Collect, Did: do, Kind: "duplicate", On: audit.On(d.ID), Detail: string(d.Settled)})
	})
}

type pairRow struct {
	ID        uuid.UUID
	FoundAt   time.Time
	FoundBy   uuid.UUID
	Settled   *string
	SettledAt *time.Time
	SettledBy *uuid.UUID
	Why       *string

	ThisID                  *uuid.UUID // none where nothing was saved
	OtherID                 uuid.UUID
	ThisRef, OtherRef       string
	ThisTitle, OtherTitle   string
	ThisMarking             string
	OtherMarking            string
	ThisOn                  *time.Time
	OtherOn                 time.Time
	ThisAgency, OtherAgency string
	ThisGone, OtherGone     bool
}

// Pairs of records that look like one. A pair of which one is hidden is not
// there, and neither is an undecided one of which one was withdrawn. Where the
// later was not saved, there is none. $2 says that the strand has no titles in
// lists.
const (
	pairColumns = `SELECT d.id, d.found_at, d.found_by, d.settled, d.settled_at, d.settled_by, d.why,
		a.id AS this_id, coalesce(a.ref, '') AS this_ref, CASE WHEN $2::bool OR a.title IS NULL THEN '' ELSE a.title END AS this_title, coalesce(a.marking, '') AS this_marking, a.occurred_on AS this_on,
		coalesce((SELECT g.name FROM shared.agency g WHERE g.id = a.agency_id), '') AS this_agency, a.withdrawn_at IS NOT NULL AS this_gone,
		b.id AS other_id, b.ref AS other_ref, CASE WHEN $2::bool THEN '' ELSE b.title END AS other_title, b.marking AS other_marking, b.occurred_on AS other_on,
		coalesce((SELECT g.name FROM shared.agency g WHERE g.id = b.agency_id), '') AS other_agency, b.withdrawn_at IS NOT NULL AS other_gone
		FROM duplicate d LEFT JOIN activity a ON a.partnership_id = d.partnership_id AND a.id = d.activity_id
		JOIN activity b ON b.partnership_id = d.partnership_id AND b.id = d.other_id
		WHERE d.partnership_id = $1 AND a.reported_at IS NULL AND b.reported_at IS NULL `
	openPairs    = pairColumns + `AND d.settled IS NULL AND a.withdrawn_at IS NULL AND b.withdrawn_at IS NULL ORDER BY d.found_at, d.id LIMIT 100`
	settledPairs = pairColumns + `AND d.settled IS NOT NULL ORDER BY d.settled_at DESC, d.id LIMIT 25`
	onePair      = pairColumns + `AND d.id = $3`
	lockPair     = `SELECT id, found_at, found_by, settled, settled_at, settled_by, why FROM duplicate WHERE partnership_id = ? AND id = ? FOR UPDATE`
	settlePair   = `UPDATE duplicate SET settled = ?, settled_at = ?, settled_by = ?, why = ? WHERE partnership_id = ? AND id = ?`
)

// Duplicates implements activity.Store.
func (s Activities) Duplicates(ctx context.Context, who access.Actor, in access.Strand, settled bool) ([]activity.Duplicate, error) {
	sql := openPairs
	if settled {
		sql = settledPairs
	}
	rows, err := query[pairRow](ctx, s.DB, who, in, sql, who.Partnership, in.LogsReads())
	if err != nil {
		return nil, err
	}
	all := make([]activity.Duplicate, 0, len(rows))
	for _, r := range rows {
		all = append(all, r.read(in))
	}
	return all, nil
}

// Duplicate implements activity.Store.
func (s Activities) Duplicate(ctx context.Context, who access.Actor, in access.Strand, id uuid.UUID) (activity.Duplicate, error) {
	rows, err := query[pairRow](ctx, s.DB, who, in, onePair, who.Partnership, in.LogsReads(), id)
	if err != nil {
		return activity.Duplicate{}, err
	}
	if len(rows) == 0 {
		return activity.Duplicate{}, fault.Missing()
	}
	return rows[0].read(in), nil
}

// SettleDuplicate implements activity.Store.
func (s Activities) SettleDuplicate(ctx context.Context, who access.Actor, in access.Strand, id uuid.UUID, ch access.Change[activity.Duplicate]) error {
	return s.as(ctx, who, in, func(tx *gorm.DB) error {
		row, err := sole[pairRow](tx, lockPair, who.Partnership, id)
		if err != nil {
			return err
		}
		d := row.read(in)
		if err := s.guard.Check(who, ch.Do, d.Scope(who.Partnership)); err != nil {
			return err
		}
		if err := ch.Apply(&d); err != nil {
			return err
		}
		if err := tx.Exec(settlePair, string(d.Settled), d.SettledAt, d.SettledBy, maybe(d.Why), who.Partnership, id).Error; err != nil {
			return err
		}
		if in == access.Coordination {
			if err := writeFacts(tx, who.Partnership, id, d.SettledAt, d.Facts()); err != nil {
				return err
			}
		}
		return s.record(tx, who, in, audit.Event{Act: audit.Alter, Did: ch.Do, Kind: "duplicate", On: audit.On(id), Why: d.Why, Detail: string(d.Settled)})
	})
}

func (r pairRow) read(in access.Strand) activity.Duplicate {
	return activity.Duplicate{
		ID: r.ID, Strand: in, FoundAt: r.FoundAt.UTC(), FoundBy: r.FoundBy, Settled: activity.Settled(deref(r.Settled)),
		SettledAt: deref(r.SettledAt).UTC(), SettledBy: deref(r.SettledBy), Why: deref(r.Why),
		Line:  activity.Line{ID: deref(r.ThisID), Ref: r.ThisRef, Strand: in, Title: r.ThisTitle, Marking: activity.Marking(r.ThisMarking), Day: midnight(deref(r.ThisOn)), AgencyName: r.ThisAgency, Withdrawn: r.ThisGone},
		Other: activity.Line{ID: r.OtherID, Ref: r.OtherRef, Strand: in, Title: r.OtherTitle, Marking: activity.Marking(r.OtherMarking), Day: r.OtherOn.UTC(), AgencyName: r.OtherAgency, Withdrawn: r.OtherGone},
	}
}
