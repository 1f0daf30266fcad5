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

type unsentRow struct {
	ID        uuid.UUID
	Kind      string
	Address   string
	Content   string
	UpdatedAt time.Time
}

// Unsent forms are drafts with an address, and their author's alone as those are.
const (
	unsentColumns = `SELECT id, kind, address, content, updated_at FROM draft WHERE partnership_id = $1 AND author = $2 AND address IS NOT NULL `
	unsentOf      = unsentColumns + `ORDER BY updated_at DESC, id LIMIT 50`
	unsentByID    = unsentColumns + `AND id = $3`
	keepUnsent    = `INSERT INTO draft (id, partnership_id, author, kind, content, created_at, updated_at, address) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`
	dropUnsent    = `DELETE FROM draft WHERE partnership_id = ? AND author = ? AND id = ? AND address IS NOT NULL`
	// dropOldest leaves the newest of one's own, as many as it is told.
	dropOldest = `DELETE FROM draft WHERE partnership_id = ? AND author = ? AND address IS NOT NULL AND id IN (
		SELECT id FROM draft WHERE partnership_id = ? AND author = ? AND address IS NOT NULL ORDER BY updated_at DESC, id OFFSET ?)
		RETURNING id, kind`
)

// Unsents implements activity.Store.
func (s Activities) Unsents(ctx context.Context, who access.Actor, in access.Strand) ([]activity.Unsent, error) {
	rows, err := query[unsentRow](ctx, s.DB, who, in, unsentOf, who.Partnership, who.ID)
	if err != nil {
		return nil, err
	}
	return readEach(rows, func(r unsentRow) (activity.Unsent, error) { return r.read(in) })
}

// Unsent implements activity.Store.
func (s Activities) Unsent(ctx context.Context, who access.Actor, in access.Strand, id uuid.UUID) (activity.Unsent, error) {
	rows, err := query[unsentRow](ctx, s.DB, who, in, unsentByID, who.Partnership, who.ID, id)
	if err != nil {
		return activity.Unsent{}, err
	}
	if len(rows) == 0 {
		return activity.Unsent{}, fault.Missing()
	}
	return rows[0].read(in)
}

// KeepUnsent implements activity.Store.
func (s Activities) KeepUnsent(ctx context.Context, who access.Actor, u activity.Unsent) error {
	return s.as(ctx, who, u.In, func(tx *gorm.DB) error {
		if err := s.guard.Check(who, u.Do, access.Scope{Strand: u.In, Partnership: who.Partnership, Agency: who.Agency}); err != nil {
			return err
		}
		now := s.now()
		made := tx.Exec(keepUnsent, u.ID, who.Partnership, who.ID, string(u.Do), u.Typed.Encode(), now, now, u.Address)
		if made.Error != nil || made.RowsAffected == 0 {
			return made.Error // nothing changed: it was kept already
		}
		var gone []unsentRow
		if err := tx.Raw(dropOldest, who.Partnership, who.ID, who.Partnership, who.ID, activity.MostUnsent).Scan(&gone).Error; err != nil {
			return err
		}
		for _, old := range gone {
			if err := s.record(tx, who, u.In, audit.Event{Act: audit.Erase, Did: access.Action(old.Kind), Kind: "draft", On: audit.On(old.ID)}); err != nil {
				return err
			}
		}
		return s.record(tx, who, u.In, audit.Event{Act: audit.Collect, Did: u.Do, Kind: "draft", On: audit.On(u.ID)})
	})
}

// DropUnsent implements activity.Store.
func (s Activities) DropUnsent(ctx context.Context, who access.Actor, u activity.Unsent) error {
	return s.as(ctx, who, u.In, func(tx *gorm.DB) error {
		gone := tx.Exec(dropUnsent, who.Partnership, who.ID, u.ID)
		if gone.Error != nil {
			return gone.Error
		}
		if gone.RowsAffected == 0 {
			return fault.Missing()
		}
		return s.record(tx, who, u.In, audit.Event{Act: audit.Erase, Did: u.Do, Kind: "draft", On: audit.On(u.ID)})
	})
}

func (r unsentRow) read(in access.Strand) (activity.Unsent, error) {
	typed, err := url.ParseQuery(r.Content)
	if err != nil {
		return activity.Unsent{}, fmt.Errorf("postgres: unsent: %w", err)
	}
	return activity.Unsent{ID: r.ID, In: in, Do: access.Action(r.Kind), Address: r.Address, Typed: typed, KeptAt: r.UpdatedAt.UTC()}, nil
}
