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
	"liaison/internal/checklist"
)

type thresholdRow struct {
	ID             uuid.UUID `gorm:"primaryKey"`
	PartnershipID  int
	Item           string
	Reason         string
	ProposedBy     uuid.UUID
	ProposedAt     time.Time
	Outcome        *string
	DecidedBy      *uuid.UUID
	DecidedAt      *time.Time
	DecisionReason *string
}

func (thresholdRow) TableName() string { return "threshold" }

type thresholdValueRow struct {
	ThresholdID   uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	Parameter     string   `gorm:"primaryKey"`
	Value         *float64 // nothing is back to the default
	Partly        *float64
}

func (thresholdValueRow) TableName() string { return "threshold_value" }

func (r thresholdRow) read() checklist.Proposal {
	return checklist.Proposal{
		ID: r.ID, Item: r.Item, Reason: r.Reason, ProposedBy: r.ProposedBy, ProposedAt: r.ProposedAt.UTC(),
		Outcome: checklist.Outcome(deref(r.Outcome)), DecidedBy: deref(r.DecidedBy), DecidedAt: moment(r.DecidedAt), Why: deref(r.DecisionReason),
	}
}

func (r *thresholdRow) write(of int, p checklist.Proposal) {
	*r = thresholdRow{
		ID: p.ID, PartnershipID: of, Item: p.Item, Reason: p.Reason, ProposedBy: p.ProposedBy, ProposedAt: p.ProposedAt,
		Outcome: orNull(string(p.Outcome)), DecidedBy: orNull(p.DecidedBy), DecidedAt: orNull(p.DecidedAt), DecisionReason: orNull(p.Why),
	}
}

func (r thresholdValueRow) read() checklist.Threshold {
	return checklist.Threshold{Parameter: r.Parameter, Value: deref(r.Value), Partly: deref(r.Partly), Default: r.Value == nil}
}

func (r *thresholdValueRow) write(of int, in uuid.UUID, t checklist.Threshold) {
	*r = thresholdValueRow{ThresholdID: in, PartnershipID: of, Parameter: t.Parameter}
	if !t.Default {
		r.Value, r.Partly = &t.Value, orNull(t.Partly)
	}
}

const (
	proposedThresholds = `SELECT id, partnership_id, item, reason, proposed_by, proposed_at, outcome, decided_by, decided_at, decision_reason
		FROM threshold WHERE partnership_id = $1 ORDER BY proposed_at DESC, id DESC`
	proposedValues = `SELECT threshold_id, partnership_id, parameter, value, partly FROM threshold_value WHERE partnership_id = $1 ORDER BY parameter`
)

// Thresholds implements checklist.Store. It is read with every checklist, and
// most partnerships never proposed any.
func (s Checklists) Thresholds(ctx context.Context, who access.Actor) (checklist.Register, error) {
	rows, err := query[thresholdRow](ctx, s.DB, who, access.Coordination, proposedThresholds, who.Partnership)
	if err != nil || len(rows) == 0 {
		return checklist.Register{Partnership: who.Partnership}, err
	}
	values, err := query[thresholdValueRow](ctx, s.DB, who, access.Coordination, proposedValues, who.Partnership)
	return registerOf(who.Partnership, rows, values), err
}

func registerOf(of int, rows []thresholdRow, values []thresholdValueRow) checklist.Register {
	sets := map[uuid.UUID][]checklist.Threshold{}
	for _, v := range values {
		sets[v.ThresholdID] = append(sets[v.ThresholdID], v.read())
	}
	register := checklist.Register{Partnership: of, Proposals: readAll(rows, thresholdRow.read)}
	for n, p := range register.Proposals {
		register.Proposals[n].Sets = sets[p.ID]
	}
	return register
}

// lockThresholds reads the proposals and holds them until the end of the
// transaction.
func lockThresholds(tx *gorm.DB, of int) (checklist.Register, error) {
	var rows []thresholdRow
	if err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).Where("partnership_id = ?", of).Order("proposed_at DESC, id DESC").Find(&rows).Error; err != nil {
		return checklist.Register{}, err
	}
	var values []thresholdValueRow
	err := tx.Where("partnership_id = ?", of).Order("parameter").Find(&values).Error
	return registerOf(of, rows, values), err
}

// ChangeThresholds implements checklist.Store. A proposal is added or decided
// on and nothing else, which is what the tables' grants allow. Of two that are
// proposed for an item in the same instant the database takes one.
func (s Checklists) ChangeThresholds(ctx context.Context, who access.Actor, ch access.Change[checklist.Register]) error {
	return s.as(ctx, who, access.Coordination, func(tx *gorm.DB) error {
		register, err := lockThresholds(tx, who.Partnership)
		if err != nil {
			return err
		}
		before := slices.Clone(register.Proposals)
		if err := s.guard.Check(who, ch.Do, register.Scope()); err != nil {
			return err
		}
		if err := ch.Apply(&register); err != nil {
			return err
		}
		e := audit.Event{Did: ch.Do, Kind: "threshold"}
		for _, p := range register.Proposals {
			n := slices.IndexFunc(before, func(b checklist.Proposal) bool { return b.ID == p.ID })
			switch {
			case n < 0:
				e.Act, err = audit.Collect, addThresholds(tx, who.Partnership, p)
			case before[n].Outcome != p.Outcome:
				e.Act, err = audit.Alter, decideThresholds(tx, who.Partnership, p)
			default:
				continue
			}
			if err != nil {
				return err
			}
			e.On, e.Detail = audit.On(p.ID), p.Item
		}
		return s.record(tx, who, access.Coordination, e)
	})
}

func addThresholds(tx *gorm.DB, of int, p checklist.Proposal) error {
	var row thresholdRow
	row.write(of, p)
	if err := tx.Create(&row).Error; err != nil {
		return err
	}
	values := make([]thresholdValueRow, len(p.Sets))
	for n, t := range p.Sets {
		values[n].write(of, p.ID, t)
	}
	return tx.Create(&values).Error
}

func decideThresholds(tx *gorm.DB, of int, p checklist.Proposal) error {
	var row thresholdRow
	row.write(of, p)
	res := tx.Model(&row).Where("outcome IS NULL").Select("outcome", "decided_by", "decided_at", "decision_reason").Updates(&row)
	if res.Error == nil && res.RowsAffected != 1 {
		return changed()
	}
	return res.Error
}
