package postgres

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/partnership"
)

// pairListRow is one version. Its column version counts versions of the list
// and is not that of the row, so save is not for it.
type pairListRow struct {
	ID             uuid.UUID `gorm:"primaryKey"`
	PartnershipID  int
	Version        int
	FromDay        time.Time
	Reason         string
	ProposedBy     uuid.UUID
	ProposedAt     time.Time
	DecidedBy      *uuid.UUID
	DecidedAt      *time.Time
	Approved       *bool
	DecisionReason *string
}

func (pairListRow) TableName() string { return "pair_list" }

type pairOfRow struct {
	ListID        uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	AgencyID      int `gorm:"primaryKey;autoIncrement:false"`
	OtherID       int `gorm:"primaryKey;autoIncrement:false"`
}

func (pairOfRow) TableName() string { return "pair" }

func (r pairListRow) read() partnership.PairList {
	return partnership.PairList{
		ID: r.ID, Version: r.Version, From: midnight(r.FromDay), Reason: r.Reason, ProposedBy: r.ProposedBy, ProposedAt: r.ProposedAt.UTC(),
		DecidedBy: deref(r.DecidedBy), DecidedAt: moment(r.DecidedAt), Approved: deref(r.Approved), Why: deref(r.DecisionReason),
	}
}

func (r *pairListRow) write(of int, l partnership.PairList) {
	*r = pairListRow{ID: l.ID, PartnershipID: of, Version: l.Version, FromDay: l.From, Reason: l.Reason, ProposedBy: l.ProposedBy, ProposedAt: l.ProposedAt}
	if !l.Waiting() {
		r.DecidedBy, r.DecidedAt, r.Approved, r.DecisionReason = &l.DecidedBy, &l.DecidedAt, &l.Approved, maybe(l.Why)
	}
}

// Ties implements partnership.PairStore.
func (s Partnerships) Ties(ctx context.Context, who access.Actor) (partnership.Ties, error) {
	var all partnership.Ties
	err := s.as(ctx, who, access.Coordination, func(tx *gorm.DB) (err error) {
		all, err = findTies(tx, tx, who.Partnership)
		return err
	})
	return all, err
}

// findTies reads the versions through versions, which may lock them.
func findTies(tx, versions *gorm.DB, of int) (partnership.Ties, error) {
	all := partnership.Ties{Partnership: of}
	var rows []pairListRow
	if err := versions.Where("partnership_id = ?", of).Order("version DESC").Find(&rows).Error; err != nil {
		return all, err
	}
	var pairs []pairOfRow
	if err := tx.Where("partnership_id = ?", of).Order("agency_id, other_id").Find(&pairs).Error; err != nil {
		return all, err
	}
	listed := map[uuid.UUID][]partnership.Pair{}
	for _, p := range pairs {
		listed[p.ListID] = append(listed[p.ListID], partnership.Pair{Agency: p.AgencyID, Other: p.OtherID})
	}
	for _, r := range rows {
		l := r.read()
		l.Pairs = listed[l.ID]
		all.Versions = append(all.Versions, l)
	}
	return all, nil
}

// ChangeTies implements partnership.PairStore. A version is added or decided on
// and nothing else, which is what the tables' grants allow; only one waits,
// which the table sees to as well.
func (s Partnerships) ChangeTies(ctx context.Context, who access.Actor, ch access.Change[partnership.Ties]) error {
	return s.keep(ctx, who, ch.Do, 0, func(tx *gorm.DB) (kept, error) {
		all, err := findTies(tx, tx.Clauses(clause.Locking{Strength: "UPDATE"}), who.Partnership)
		if err != nil {
			return kept{}, err
		}
		before := slices.Clone(all.Versions)
		if err := ch.Apply(&all); err != nil {
			return kept{}, err
		}
		for _, l := range all.Versions {
			n := slices.IndexFunc(before, func(b partnership.PairList) bool { return b.ID == l.ID })
			name := "Version " + strconv.Itoa(l.Version)
			switch {
			case n < 0:
				return kept{act: audit.Collect, register: "pair", on: l.ID, why: l.Reason, said: name + " proposed"}, addPairs(tx, who.Partnership, l)
			case !before[n].Waiting() || l.Waiting():
			case l.Approved:
				return kept{act: audit.Alter, register: "pair", on: l.ID, said: name + " approved", facts: l.Facts()}, s.approvePairs(tx, who, l, before)
			default:
				return kept{act: audit.Alter, register: "pair", on: l.ID, why: l.Why, said: name + " refused"}, decidePairs(tx, who.Partnership, l)
			}
		}
		return kept{}, changed()
	})
}

func addPairs(tx *gorm.DB, of int, l partnership.PairList) error {
	var row pairListRow
	row.write(of, l)
	if err := tx.Create(&row).Error; err != nil {
		return err
	}
	pairs := make([]pairOfRow, len(l.Pairs))
	for n, p := range l.Pairs {
		pairs[n] = pairOfRow{ListID: l.ID, PartnershipID: of, AgencyID: p.Agency, OtherID: p.Other}
	}
	return tx.Create(&pairs).Error
}

func decidePairs(tx *gorm.DB, of int, l partnership.PairList) error {
	var row pairListRow
	row.write(of, l)
	return single(tx.Model(&row).Where("decided_by IS NULL").Select("decided_by", "decided_at", "approved", "decision_reason").Updates(&row))
}

// approvePairs saves that a version is approved. It takes over from the earlier
// ones, whose facts end here.
func (s Partnerships) approvePairs(tx *gorm.DB, who access.Actor, l partnership.PairList, before []partnership.PairList) error {
	if err := decidePairs(tx, who.Partnership, l); err != nil {
		return err
	}
	for _, old := range before {
		if old.Approved {
			if err := s.keepOne(tx, who, kept{register: "pair", on: old.ID, said: "Another version takes its place"}); err != nil {
				return err
			}
		}
	}
	return nil
}
