package postgres

import (
	"context"
	"strconv"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/audit"
	"liaison/internal/fault"
)

var _ activity.Store = (*Activities)(nil)

// Activities is the activity.Store.
type Activities struct{ *DB }

// activityRow is an activity in any strand. Its columns are the same in each.
type activityRow struct {
	ID            uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	Ref           string
	Kind          string
	Title         string
	OccurredAt    time.Time
	OccurredOn    time.Time
	AgencyID      *int
	AgencyName    string `gorm:"->"`
	Author        uuid.UUID
	Summary       string
	Words         string `db:"-"` // written for search, and never read
	Parties       string `db:"-"`
	Marking       string
	Tlp           string
	CreatedAt     time.Time `gorm:"autoCreateTime:false"`
	UpdatedAt     time.Time `gorm:"autoUpdateTime:false"`
	UpdatedBy     uuid.UUID
	Version       int
	WithdrawnAt   *time.Time
	WithdrawnBy   *uuid.UUID
	WithdrawnWhy  *string
	ReportedAt    *time.Time
}

func (activityRow) TableName() string { return "activity" }

// activityColumns names them all, since a casework row has more.
const activityColumns = `a.id, a.partnership_id, a.ref, a.kind, a.title, a.occurred_at, a.occurred_on, a.agency_id,
	coalesce((SELECT g.name FROM shared.agency g WHERE g.id = a.agency_id), '') AS agency_name, a.author, a.summary, a.marking, a.tlp,
	a.created_at, a.updated_at, a.updated_by, a.version, a.withdrawn_at, a.withdrawn_by, a.withdrawn_why, a.reported_at`

// findActivity is one activity, to read; lockActivity is the same, to change.
const (
	findActivity = `SELECT ` + activityColumns + ` FROM activity a WHERE a.partnership_id = ? AND a.ref = ?`
	lockActivity = findActivity + ` FOR UPDATE OF a`
	lockByID     = `SELECT ` + activityColumns + ` FROM activity a WHERE a.partnership_id = ? AND a.id = ? FOR UPDATE OF a`
	readActivity = `SELECT ` + activityColumns + ` FROM activity a WHERE a.partnership_id = $1 AND a.id = $2`
)

// Find implements activity.Store.
func (s Activities) Find(ctx context.Context, who access.Actor, in access.Strand, ref string, ask bool) (activity.Activity, error) {
	if in.LogsReads() {
		return s.findLogged(ctx, who, in, ref, ask)
	}
	var a activity.Activity
	err := s.as(ctx, who, in, func(tx *gorm.DB) error {
		row, err := sole[activityRow](tx, findActivity, who.Partnership, ref)
		if err != nil {
			return err
		}
		if err := s.guard.Check(who, access.ReadActivity, row.scope(in)); err != nil {
			return err
		}
		a, err = load(tx, in, row)
		return err
	})
	if err != nil {
		return activity.Activity{}, err
	}
	if a.Hidden() {
		a.Hide()
	}
	return a, nil
}

// readingOf is the reason for which a session reads a record, if it gave one.
const readingOf = `SELECT a.id, coalesce(a.agency_id, 0) AS agency, r.why
	FROM activity a LEFT JOIN reading r ON r.partnership_id = a.partnership_id AND r.activity_id = a.id AND r.session_id = $3 AND r.account_id = $4
	WHERE a.partnership_id = $1 AND a.ref = $2`

type readingRow struct {
	ID     uuid.UUID
	Agency int
	Why    *string
}

// findLogged is Find where the log keeps who read what. Until the session has
// given its reason nothing of the record is read but that it is there.
func (s Activities) findLogged(ctx context.Context, who access.Actor, in access.Strand, ref string, ask bool) (activity.Activity, error) {
	found, err := query[readingRow](ctx, s.DB, who, in, readingOf, who.Partnership, ref, who.Session, who.ID)
	if err != nil {
		return activity.Activity{}, err
	}
	if len(found) == 0 {
		return activity.Activity{}, fault.Missing()
	}
	if err := s.guard.Check(who, access.ReadActivity, access.Scope{Strand: in, Partnership: who.Partnership, Agency: found[0].Agency}); err != nil {
		return activity.Activity{}, err
	}
	e := audit.Event{Act: audit.Consult, Did: access.ReadActivity, Kind: "activity", On: audit.On(found[0].ID)}
	switch {
	case found[0].Why != nil:
		e.Why = *found[0].Why
	case ask:
		return activity.Activity{}, activity.ErrUnread
	}
	rows, err := logged[activityRow](ctx, s.DB, who, in, e, readActivity, who.Partnership, found[0].ID)
	if err != nil {
		return activity.Activity{}, err
	}
	if len(rows) == 0 {
		return activity.Activity{}, fault.Missing()
	}
	var a activity.Activity
	err = s.as(ctx, who, in, func(tx *gorm.DB) (err error) {
		a, err = load(tx, in, rows[0])
		return err
	})
	if err != nil {
		return activity.Activity{}, err
	}
	if a.Hidden() {
		a.Hide()
	}
	return a, nil
}

// keepReading keeps why a session reads a record. Given twice, the first stays.
const keepReading = `INSERT INTO reading (session_id, activity_id, partnership_id, account_id, why, at)
	VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (session_id, activity_id) DO NOTHING`

// Read implements activity.Store.
func (s Activities) Read(ctx context.Context, who access.Actor, in access.Strand, ref, why string) error {
	return s.as(ctx, who, in, func(tx *gorm.DB) error {
		row, err := sole[activityRow](tx, findActivity, who.Partnership, ref)
		if err != nil {
			return err
		}
		if err := s.guard.Check(who, access.ReadActivity, row.scope(in)); err != nil {
			return err
		}
		if err := activity.CheckReading(why); err != nil {
			return err
		}
		if err := tx.Exec(keepReading, who.Session, row.ID, who.Partnership, who.ID, why, s.now()).Error; err != nil {
			return err
		}
		return s.record(tx, who, in, audit.Event{Act: audit.Consult, Did: access.ReadActivity, Kind: "activity", On: audit.On(row.ID), Why: why, Detail: "reason given"})
	})
}

// Change implements activity.Store.
func (s Activities) Change(ctx context.Context, who access.Actor, in access.Strand, ref string, ch access.Change[activity.Activity]) (activity.Activity, error) {
	var a activity.Activity
	err := s.as(ctx, who, in, func(tx *gorm.DB) error {
		row, err := sole[activityRow](tx, lockActivity, who.Partnership, ref)
		if err != nil {
			return err
		}
		if a, err = load(tx, in, row); err != nil {
			return err
		}
		if err := s.guard.Check(who, ch.Do, a.Scope()); err != nil {
			return err
		}
		was := a.Actions
		if a.Actions, err = withHistory(tx, was); err != nil {
			return err
		}
		if err := ch.Apply(&a); err != nil {
			return err
		}
		row.write(a)
		if err := save(tx, &row, "title", "occurred_at", "occurred_on", "summary", "words", "parties", "marking", "tlp", "updated_at", "updated_by",
			"withdrawn_at", "withdrawn_by", "withdrawn_why", "reported_at"); err != nil {
			return err
		}
		if err := s.keep(tx, who, &a, ch.Do, was); err != nil {
			return err
		}
		return s.record(tx, who, in, audit.Event{Act: audit.Alter, Did: ch.Do, Kind: "activity", On: audit.On(a.ID), Why: whyOf(a, ch.Do), Detail: detail(a)})
	})
	if err != nil {
		return activity.Activity{}, err
	}
	return a, nil
}

// keep saves what a change left behind beside the record's own row.
func (s Activities) keep(tx *gorm.DB, who access.Actor, a *activity.Activity, do access.Action, was []activity.Action) error {
	if do == access.CorrectActivity || do == access.FollowMeeting {
		if err := s.saveDetail(tx, who, a); err != nil {
			return err
		}
	}
	if err := s.saveActions(tx, a, was); err != nil {
		return err
	}
	if err := saveVersions(tx, *a); err != nil {
		return err
	}
	if do == access.ReportActivity || do == access.RestoreActivity {
		if err := saveReport(tx, *a); err != nil {
			return err
		}
	}
	if a.Strand != access.Coordination {
		return nil
	}
	if err := moveRatingFacts(tx, *a); err != nil {
		return err
	}
	return writeFacts(tx, a.Partnership, a.ID, a.UpdatedAt, a.Facts()) // known from the moment that its history tells of
}

// detail says to the log which version came of it, and never what it holds.
func detail(a activity.Activity) string {
	return "version " + strconv.Itoa(a.Version)
}

// whyOf is the reason given with the newest change, if it asked for one.
func whyOf(a activity.Activity, do access.Action) string {
	if n := len(a.History); n > 0 && do != access.RestoreActivity {
		return a.History[n-1].Why
	}
	return ""
}

// wrongRow is a report of wrong content.
type wrongRow struct {
	ID              uuid.UUID `gorm:"primaryKey"`
	PartnershipID   int
	ActivityID      uuid.UUID
	ReportedBy      uuid.UUID
	ReportedAt      time.Time
	Why             string
	RestoredFirstBy *uuid.UUID
	RestoredFirstAt *time.Time
	RestoredBy      *uuid.UUID
	RestoredAt      *time.Time
}

func (wrongRow) TableName() string { return "wrong_content" }

const newestReport = `SELECT w.id, w.partnership_id, w.activity_id, w.reported_by, w.reported_at, w.why,
	w.restored_first_by, w.restored_first_at, w.restored_by, w.restored_at
	FROM wrong_content w WHERE w.partnership_id = ? AND w.activity_id = ? ORDER BY w.reported_at DESC LIMIT 1`

// saveReport keeps the report that hides the record, or that hid it.
func saveReport(tx *gorm.DB, a activity.Activity) error {
	w := a.Report
	row := wrongRow{
		ID: w.ID, PartnershipID: a.Partnership, ActivityID: a.ID, ReportedBy: w.By, ReportedAt: w.At, Why: w.Why,
		RestoredFirstBy: orNull(w.RestoredFirstBy), RestoredFirstAt: orNull(w.RestoredFirstAt),
		RestoredBy: orNull(w.RestoredBy), RestoredAt: orNull(w.RestoredAt),
	}
	switch {
	case row.RestoredBy != nil:
		return save(tx, &row, "restored_by", "restored_at")
	case row.RestoredFirstBy != nil:
		return save(tx, &row, "restored_first_by", "restored_first_at")
	}
	return tx.Create(&row).Error
}

// loadReport reads the report that hides the record.
func loadReport(tx *gorm.DB, a *activity.Activity) error {
	row, err := sole[wrongRow](tx, newestReport, a.Partnership, a.ID)
	if err != nil {
		return err
	}
	a.Report = activity.WrongContent{
		ID: row.ID, By: row.ReportedBy, At: row.ReportedAt.UTC(), Why: row.Why,
		RestoredFirstBy: deref(row.RestoredFirstBy), RestoredFirstAt: deref(row.RestoredFirstAt).UTC(),
		RestoredBy: deref(row.RestoredBy), RestoredAt: deref(row.RestoredAt).UTC(),
	}
	return nil
}

// load reads the record of a row with everything that belongs to it.
func load(tx *gorm.DB, in access.Strand, row activityRow) (activity.Activity, error) {
	a := row.read(in)
	if a.Hidden() {
		if err := loadReport(tx, &a); err != nil {
			return activity.Activity{}, err
		}
	}
	if err := loadDetail(tx, &a); err != nil {
		return activity.Activity{}, err
	}
	err := loadActions(tx, &a)
	return a, err
}

// sole reads exactly one row, or is NotFound.
func sole[T any](tx *gorm.DB, sql string, args ...any) (T, error) {
	var rows []T
	var none T
	if err := tx.Raw(sql, args...).Scan(&rows).Error; err != nil {
		return none, err
	}
	if len(rows) == 0 {
		return none, fault.Missing()
	}
	return rows[0], nil
}

func (r activityRow) scope(in access.Strand) access.Scope {
	return access.Scope{Strand: in, Partnership: r.PartnershipID, Agency: deref(r.AgencyID)}
}

func (r activityRow) read(in access.Strand) activity.Activity {
	a := activity.Activity{
		ID: r.ID, Ref: r.Ref, Strand: in, Partnership: r.PartnershipID, Agency: deref(r.AgencyID), AgencyName: r.AgencyName,
		Kind: activity.Kind(r.Kind), At: r.OccurredAt.UTC(),
		Content: activity.Content{
			Name: r.Title, Day: r.OccurredOn.UTC(), Start: -1, Summary: r.Summary, Marking: activity.Marking(r.Marking), Limit: activity.Limit(r.Tlp),
		},
		Author: r.Author, CreatedAt: r.CreatedAt.UTC(), UpdatedAt: r.UpdatedAt.UTC(), UpdatedBy: r.UpdatedBy, Version: r.Version,
		WithdrawnAt: deref(r.WithdrawnAt).UTC(), WithdrawnBy: deref(r.WithdrawnBy), ReportedAt: deref(r.ReportedAt).UTC(),
	}
	if r.WithdrawnWhy != nil {
		a.WithdrawnWhy = *r.WithdrawnWhy
	}
	return a
}

// write puts what may change into the row. The version is save's to raise.
func (r *activityRow) write(a activity.Activity) {
	r.Title, r.OccurredAt, r.OccurredOn = a.Content.Name, a.At, a.Content.Day
	r.Summary, r.Marking, r.Tlp = a.Content.Summary, string(a.Content.Marking), string(a.Content.Limit)
	r.Words, r.Parties = a.Words(), parties(a)
	r.UpdatedAt, r.UpdatedBy = a.UpdatedAt, a.UpdatedBy
	r.WithdrawnAt, r.WithdrawnBy, r.WithdrawnWhy = orNull(a.WithdrawnAt), orNull(a.WithdrawnBy), maybe(a.WithdrawnWhy)
	r.ReportedAt = orNull(a.ReportedAt)
}
