package postgres

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/partnership"
)

type attestationRow struct {
	ID            uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	Quarter       time.Time
	Wording       int
	Note          string
	By            uuid.UUID
	At            time.Time
}

func (attestationRow) TableName() string { return "attestation" }

func (r attestationRow) read() partnership.Attestation {
	return partnership.Attestation{ID: r.ID, Quarter: midnight(r.Quarter), Wording: r.Wording, Note: r.Note, By: r.By, At: r.At.UTC()}
}

// intelligenceHere asks whether the partnership has switched intelligence on.
const intelligenceHere = `SELECT EXISTS (SELECT FROM strand_use WHERE partnership_id = ? AND strand = 'intelligence' AND approved)`

// mostAttested is how many attestations are shown: those of five years, and more.
const mostAttested = 40

// Attestations implements partnership.AttestationStore.
func (s Partnerships) Attestations(ctx context.Context, who access.Actor, in access.Strand) (partnership.Attestations, error) {
	var all partnership.Attestations
	err := s.as(ctx, who, in, func(tx *gorm.DB) (err error) {
		all, err = findAttestations(tx, who.Partnership, in)
		return err
	})
	return all, err
}

func findAttestations(tx *gorm.DB, of int, in access.Strand) (partnership.Attestations, error) {
	all := partnership.Attestations{Strand: in, Partnership: of}
	if err := tx.Raw(intelligenceHere, of).Scan(&all.Here).Error; err != nil {
		return all, err
	}
	var rows []attestationRow
	if err := tx.Where("partnership_id = ?", of).Order("at DESC, id").Limit(mostAttested).Find(&rows).Error; err != nil {
		return all, err
	}
	all.All = readAll(rows, attestationRow.read)
	return all, nil
}

// Attest implements partnership.AttestationStore. An attestation is only ever
// added, in the schema of the strand it is of, and leaves no fact there: its
// day is published with the separation.
func (s Partnerships) Attest(ctx context.Context, who access.Actor, in access.Strand, ch access.Change[partnership.Attestations]) error {
	return s.as(ctx, who, in, func(tx *gorm.DB) error {
		all, err := findAttestations(tx, who.Partnership, in)
		if err != nil {
			return err
		}
		if err := s.guard.Check(who, ch.Do, all.Scope()); err != nil {
			return err
		}
		if err := ch.Apply(&all); err != nil {
			return err
		}
		a := all.All[0]
		row := attestationRow{ID: a.ID, PartnershipID: who.Partnership, Quarter: a.Quarter, Wording: a.Wording, Note: a.Note, By: a.By, At: a.At}
		if err := tx.Create(&row).Error; err != nil {
			return err
		}
		return s.record(tx, who, in, audit.Event{Act: audit.Collect, Did: ch.Do, Kind: "attestation", On: audit.On(a.ID)})
	})
}
