package postgres

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/checklist"
)

type commentaryRow struct {
	ID            uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	Quarter       string
	Said          string
	By            uuid.UUID
	At            time.Time
}

func (commentaryRow) TableName() string { return "commentary" }

func (r commentaryRow) read() checklist.Comment {
	return checklist.Comment{ID: r.ID, Said: r.Said, By: r.By, At: r.At.UTC()}
}

// Commentary implements checklist.Store.
func (s Checklists) Commentary(ctx context.Context, who access.Actor, q checklist.Quarter) (checklist.Commentary, error) {
	var found checklist.Commentary
	err := s.as(ctx, who, access.Coordination, func(tx *gorm.DB) (err error) {
		found, err = findCommentary(tx, who.Partnership, q)
		return err
	})
	return found, err
}

func findCommentary(tx *gorm.DB, of int, q checklist.Quarter) (checklist.Commentary, error) {
	var rows []commentaryRow
	err := tx.Where("partnership_id = ? AND quarter = ?", of, q.String()).Order("at DESC, id DESC").Find(&rows).Error
	return checklist.Commentary{Partnership: of, Quarter: q, History: readAll(rows, commentaryRow.read)}, err
}

// Comment implements checklist.Store. Comments are only ever added, so there is
// no row to lock: of two made in the same instant both are kept.
func (s Checklists) Comment(ctx context.Context, who access.Actor, q checklist.Quarter, ch access.Change[checklist.Commentary]) error {
	return s.as(ctx, who, access.Coordination, func(tx *gorm.DB) error {
		found, err := findCommentary(tx, who.Partnership, q)
		if err != nil {
			return err
		}
		if err := s.guard.Check(who, ch.Do, found.Scope()); err != nil {
			return err
		}
		if err := ch.Apply(&found); err != nil {
			return err
		}
		c := found.Latest()
		row := commentaryRow{ID: c.ID, PartnershipID: who.Partnership, Quarter: q.String(), Said: c.Said, By: who.ID, At: c.At}
		if err := tx.Create(&row).Error; err != nil {
			return err
		}
		return s.record(tx, who, access.Coordination, audit.Event{Act: audit.Alter, Did: ch.Do, Kind: "commentary", On: audit.On(c.ID), Detail: q.String()})
	})
}
