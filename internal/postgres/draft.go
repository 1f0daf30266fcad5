package postgres

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/audit"
	"liaison/internal/fault"
)

type draftRow struct {
	ID            uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	Author        uuid.UUID
	Kind          string
	Content       string
	Ready         bool
	CreatedAt     time.Time `gorm:"autoCreateTime:false"`
	UpdatedAt     time.Time `gorm:"autoUpdateTime:false"`
	UsedFor       *uuid.UUID
	UsedRef       string `gorm:"->"`
}

func (draftRow) TableName() string { return "draft" }

// Drafts are their author's alone: the row policy says so, and so does each query.
const (
	draftColumns = `SELECT d.id, d.partnership_id, d.author, d.kind, d.content, d.ready, d.created_at, d.updated_at, d.used_for, coalesce(a.ref, '') AS used_ref
		FROM draft d LEFT JOIN activity a ON a.partnership_id = d.partnership_id AND a.id = d.used_for `
	draftsOf  = draftColumns + `WHERE d.partnership_id = $1 AND d.author = $2 AND d.used_at IS NULL AND d.address IS NULL ORDER BY d.updated_at DESC, d.id LIMIT 50`
	draftByID = draftColumns + `WHERE d.partnership_id = $1 AND d.author = $2 AND d.id = $3 AND d.address IS NULL`
)

// Drafts implements activity.Store.
func (s Activities) Drafts(ctx context.Context, who access.Actor, in access.Strand) ([]activity.Draft, error) {
	rows, err := query[draftRow](ctx, s.DB, who, in, draftsOf, who.Partnership, who.ID)
	if err != nil {
		return nil, err
	}
	return readEach(rows, draftRow.read)
}

// Draft implements activity.Store.
func (s Activities) Draft(ctx context.Context, who access.Actor, in access.Strand, id uuid.UUID) (activity.Draft, error) {
	rows, err := query[draftRow](ctx, s.DB, who, in, draftByID, who.Partnership, who.ID, id)
	if err != nil {
		return activity.Draft{}, err
	}
	if len(rows) == 0 {
		return activity.Draft{}, fault.Missing()
	}
	return rows[0].read()
}

// addDraft does nothing where the id is taken, which tells nobody whose it is.
const addDraft = `INSERT INTO draft (id, partnership_id, author, kind, content, ready, created_at, updated_at)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`

// SaveDraft implements activity.Store.
func (s Activities) SaveDraft(ctx context.Context, who access.Actor, d activity.Draft) error {
	in, do := d.Kind.Strand(), d.Kind.Do()
	return s.as(ctx, who, in, func(tx *gorm.DB) error {
		if err := s.guard.Check(who, do, access.Scope{Strand: in, Partnership: who.Partnership, Agency: who.Agency}); err != nil {
			return err
		}
		now := s.now()
		made := tx.Exec(addDraft, d.ID, who.Partnership, who.ID, string(d.Kind), d.Typed.Encode(), d.Ready, now, now)
		if made.Error != nil {
			return made.Error
		}
		act := audit.Collect
		if made.RowsAffected == 0 {
			act = audit.Alter
			row, err := sole[draftRow](tx, lockDraft, who.Partnership, d.ID, who.ID)
			if err != nil {
				return err
			}
			if row.UsedFor != nil {
				return fault.New(fault.Conflict, "This draft has already been saved as a record")
			}
			if err := tx.Exec(`UPDATE draft SET content = ?, ready = ?, updated_at = ? WHERE partnership_id = ? AND id = ?`, d.Typed.Encode(), d.Ready, now, who.Partnership, d.ID).Error; err != nil {
				return err
			}
		}
		return s.record(tx, who, in, audit.Event{Act: act, Did: do, Kind: "draft", On: audit.On(d.ID)})
	})
}

// DropDraft implements activity.Store.
func (s Activities) DropDraft(ctx context.Context, who access.Actor, in access.Strand, id uuid.UUID) error {
	return s.as(ctx, who, in, func(tx *gorm.DB) error {
		row, err := sole[draftRow](tx, lockDraft, who.Partnership, id, who.ID)
		if err != nil {
			return err
		}
		if row.UsedFor != nil {
			return fault.Missing()
		}
		if err := tx.Exec(`DELETE FROM draft WHERE partnership_id = ? AND id = ?`, who.Partnership, id).Error; err != nil {
			return err
		}
		return s.record(tx, who, in, audit.Event{Act: audit.Erase, Did: activity.Kind(row.Kind).Do(), Kind: "draft", On: audit.On(id)})
	})
}

func (r draftRow) read() (activity.Draft, error) {
	typed, err := url.ParseQuery(r.Content)
	if err != nil {
		return activity.Draft{}, fmt.Errorf("postgres: draft: %w", err)
	}
	return activity.Draft{
		ID: r.ID, Kind: activity.Kind(r.Kind), Typed: typed, Ready: r.Ready, CreatedAt: r.CreatedAt.UTC(), UpdatedAt: r.UpdatedAt.UTC(), UsedFor: r.UsedRef,
	}, nil
}
