package postgres

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/partnership"
)

type strandUseRow struct {
	ID             uuid.UUID `gorm:"primaryKey"`
	PartnershipID  int
	Strand         string
	Reason         string
	ProposedBy     uuid.UUID
	ProposedAt     time.Time
	DecidedBy      *uuid.UUID
	DecidedAt      *time.Time
	Approved       *bool
	DecisionReason *string
}

func (strandUseRow) TableName() string { return "strand_use" }

func (r strandUseRow) read() partnership.StrandUse {
	return partnership.StrandUse{
		ID: r.ID, Strand: access.Strand(r.Strand), Reason: r.Reason, ProposedBy: r.ProposedBy, ProposedAt: r.ProposedAt.UTC(),
		DecidedBy: deref(r.DecidedBy), DecidedAt: moment(r.DecidedAt), Approved: deref(r.Approved), Why: deref(r.DecisionReason),
	}
}

func (r *strandUseRow) write(of int, u partnership.StrandUse) {
	*r = strandUseRow{ID: u.ID, PartnershipID: of, Strand: string(u.Strand), Reason: u.Reason, ProposedBy: u.ProposedBy, ProposedAt: u.ProposedAt}
	if !u.Waiting() {
		r.DecidedBy, r.DecidedAt, r.Approved, r.DecisionReason = &u.DecidedBy, &u.DecidedAt, &u.Approved, maybe(u.Why)
	}
}

// StrandUses implements partnership.StrandStore.
func (s Partnerships) StrandUses(ctx context.Context, who access.Actor) (partnership.StrandUses, error) {
	var all partnership.StrandUses
	err := s.as(ctx, who, access.Coordination, func(tx *gorm.DB) (err error) {
		all, err = findStrandUses(tx, who.Partnership)
		return err
	})
	return all, err
}

func findStrandUses(tx *gorm.DB, of int) (partnership.StrandUses, error) {
	var rows []strandUseRow
	if err := tx.Where("partnership_id = ?", of).Order("proposed_at DESC, id").Find(&rows).Error; err != nil {
		return partnership.StrandUses{}, err
	}
	return partnership.StrandUses{Partnership: of, Uses: readAll(rows, strandUseRow.read)}, nil
}

// ChangeStrandUses implements partnership.StrandStore. A use is proposed or
// decided on and nothing else, which is what the table's grants allow; there is
// one of each strand that is on or waits, which the table sees to as well.
func (s Partnerships) ChangeStrandUses(ctx context.Context, who access.Actor, ch access.Change[partnership.StrandUses]) error {
	return s.keep(ctx, who, ch.Do, 0, func(tx *gorm.DB) (kept, error) {
		all, err := findStrandUses(tx.Clauses(clause.Locking{Strength: "UPDATE"}), who.Partnership)
		if err != nil {
			return kept{}, err
		}
		before := slices.Clone(all.Uses)
		if err := ch.Apply(&all); err != nil {
			return kept{}, err
		}
		for _, u := range all.Uses {
			i := slices.IndexFunc(before, func(b partnership.StrandUse) bool { return b.ID == u.ID })
			if i >= 0 && before[i] == u {
				continue
			}
			var row strandUseRow
			row.write(who.Partnership, u)
			name := u.Strand.Name()
			switch {
			case i < 0:
				return kept{act: audit.Collect, register: "strand", on: u.ID, why: u.Reason, said: name + " proposed"}, tx.Create(&row).Error
			case u.Approved:
				return kept{act: audit.Alter, register: "strand", on: u.ID, why: u.Why, said: name + " switched on"}, decideStrandUse(tx, &row)
			default:
				return kept{act: audit.Alter, register: "strand", on: u.ID, why: u.Why, said: name + " refused"}, decideStrandUse(tx, &row)
			}
		}
		return kept{}, changed()
	})
}

func decideStrandUse(tx *gorm.DB, row *strandUseRow) error {
	return single(tx.Model(row).Where("decided_by IS NULL").Select("decided_by", "decided_at", "approved", "decision_reason").Updates(row))
}
