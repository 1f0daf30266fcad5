package postgres

import (
	"context"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/audit"
)

// lockDraft holds a draft of the actor's until the end of the transaction, so
// that of two that save it at once one finds it used.
const lockDraft = `SELECT id, kind, used_for FROM draft WHERE partnership_id = ? AND id = ? AND author = ? AND address IS NULL FOR UPDATE`

// Log implements activity.Store.
func (s Activities) Log(ctx context.Context, who access.Actor, draft uuid.UUID, a activity.Activity) (activity.Activity, error) {
	var saved activity.Activity
	in := a.Strand
	err := s.as(ctx, who, in, func(tx *gorm.DB) error {
		d, err := sole[draftRow](tx, lockDraft, who.Partnership, draft, who.ID)
		if err != nil {
			return err
		}
		if err := s.guard.Check(who, a.Kind.Do(), a.Scope()); err != nil {
			return err
		}
		if d.UsedFor != nil {
			row, err := sole[activityRow](tx, lockByID, who.Partnership, *d.UsedFor)
			if err != nil {
				return err
			}
			saved, err = load(tx, in, row)
			if saved.Hidden() {
				saved.Hide()
			}
			return err
		}
		saved = a
		saved.Ref = reference(in)
		if err := s.insert(tx, who, &saved); err != nil {
			return err
		}
		used := tx.Exec(`UPDATE draft SET used_at = ?, used_for = ?, content = '' WHERE partnership_id = ? AND id = ?`, s.now(), saved.ID, who.Partnership, draft)
		if used.Error != nil {
			return used.Error
		}
		if in == access.Coordination {
			if err := writeFacts(tx, saved.Partnership, saved.ID, saved.CreatedAt, saved.Facts()); err != nil {
				return err
			}
		}
		return s.record(tx, who, in, audit.Event{Act: audit.Collect, Did: a.Kind.Do(), Kind: "activity", On: audit.On(saved.ID), Detail: detail(saved)})
	})
	if err != nil {
		return activity.Activity{}, err
	}
	return saved, nil
}

// insert adds a new record with all its parts.
func (s Activities) insert(tx *gorm.DB, who access.Actor, a *activity.Activity) error {
	row := activityRow{ID: a.ID, PartnershipID: a.Partnership, Ref: a.Ref, Kind: string(a.Kind), AgencyID: orNull(a.Agency), Author: a.Author, CreatedAt: a.CreatedAt, Version: a.Version}
	row.write(*a)
	if err := tx.Create(&row).Error; err != nil {
		return err
	}
	if err := s.saveDetail(tx, who, a); err != nil {
		return err
	}
	if err := s.saveActions(tx, a, nil); err != nil {
		return err
	}
	if err := s.savePairs(tx, who, *a); err != nil {
		return err
	}
	return saveVersions(tx, *a)
}
