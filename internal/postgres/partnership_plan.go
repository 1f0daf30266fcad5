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

// initiativeRow is one version. Its column version counts versions of the
// initiative and is not that of the row, so save is not for it.
type initiativeRow struct {
	ID            uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	Version       int
	Name          string
	StartsOn      time.Time
	EndsOn        time.Time
	Goals         string
	LockedOn      time.Time
	Reason        string
	ProposedBy    uuid.UUID
	ProposedAt    time.Time
	ApprovedBy    *uuid.UUID
	ApprovedAt    *time.Time
	RefusedBy     *uuid.UUID
	RefusedAt     *time.Time
	RefusedWhy    *string

	Comparison         string
	BaselineInstrument string
	BaselineOn         *time.Time
	Outcomes           string
}

func (initiativeRow) TableName() string { return "initiative" }

type initiativePartnerRow struct {
	InitiativeID  uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	AgencyID      int `gorm:"primaryKey;autoIncrement:false"`
}

func (initiativePartnerRow) TableName() string { return "initiative_partner" }

func (r initiativeRow) read() partnership.Initiative {
	return partnership.Initiative{
		ID: r.ID, Version: r.Version, Name: r.Name, Starts: midnight(r.StartsOn), Ends: midnight(r.EndsOn), Goals: r.Goals,
		Locked: midnight(r.LockedOn), Reason: r.Reason, ProposedBy: r.ProposedBy, ProposedAt: r.ProposedAt.UTC(),
		ApprovedBy: deref(r.ApprovedBy), ApprovedAt: deref(r.ApprovedAt), RefusedBy: deref(r.RefusedBy),
		RefusedAt: deref(r.RefusedAt), RefusedWhy: deref(r.RefusedWhy),
		Comparison: r.Comparison, Instrument: r.BaselineInstrument, Baseline: midnight(deref(r.BaselineOn)), Outcomes: r.Outcomes,
	}
}

func (r *initiativeRow) write(of int, i partnership.Initiative) {
	*r = initiativeRow{
		ID: i.ID, PartnershipID: of, Version: i.Version, Name: i.Name, StartsOn: i.Starts, EndsOn: i.Ends, Goals: i.Goals, LockedOn: i.Locked,
		Reason: i.Reason, ProposedBy: i.ProposedBy, ProposedAt: i.ProposedAt, ApprovedBy: orNull(i.ApprovedBy), ApprovedAt: orNull(i.ApprovedAt),
		RefusedBy: orNull(i.RefusedBy), RefusedAt: orNull(i.RefusedAt), RefusedWhy: orNull(i.RefusedWhy),
		Comparison: i.Comparison, BaselineInstrument: i.Instrument, BaselineOn: orNull(i.Baseline), Outcomes: i.Outcomes,
	}
}

// Plan implements partnership.Store.
func (s Partnerships) Plan(ctx context.Context, who access.Actor) (partnership.Plan, error) {
	var plan partnership.Plan
	err := s.as(ctx, who, access.Coordination, func(tx *gorm.DB) (err error) {
		plan, err = findPlan(tx, tx, who.Partnership)
		return err
	})
	return plan, err
}

// findPlan reads the versions through versions, which may lock them.
func findPlan(tx, versions *gorm.DB, of int) (partnership.Plan, error) {
	var rows []initiativeRow
	if err := versions.Where("partnership_id = ?", of).Order("version DESC").Find(&rows).Error; err != nil {
		return partnership.Plan{}, err
	}
	var baseline []initiativePartnerRow
	if err := tx.Where("partnership_id = ?", of).Order("agency_id").Find(&baseline).Error; err != nil {
		return partnership.Plan{}, err
	}
	plan := partnership.Plan{Partnership: of}
	for _, r := range rows {
		i := r.read()
		for _, b := range baseline {
			if b.InitiativeID == i.ID {
				i.Agencies = append(i.Agencies, b.AgencyID)
			}
		}
		plan.Versions = append(plan.Versions, i)
	}
	return plan, nil
}

// ChangePlan implements partnership.Store. A version is added or decided on
// and nothing else, which is what the table's grants allow. Two who propose at
// once clash on the version's number.
func (s Partnerships) ChangePlan(ctx context.Context, who access.Actor, ch access.Change[partnership.Plan]) error {
	return s.as(ctx, who, access.Coordination, func(tx *gorm.DB) error {
		plan, err := findPlan(tx, tx.Clauses(clause.Locking{Strength: "UPDATE"}), who.Partnership)
		if err != nil {
			return err
		}
		before := slices.Clone(plan.Versions)
		if err := s.guard.Check(who, ch.Do, plan.Scope()); err != nil {
			return err
		}
		if err := ch.Apply(&plan); err != nil {
			return err
		}
		act, on := audit.Alter, uuid.Nil
		for _, i := range plan.Versions {
			n := slices.IndexFunc(before, func(b partnership.Initiative) bool { return b.ID == i.ID })
			switch {
			case n < 0:
				act, on = audit.Collect, i.ID
				err = addInitiative(tx, who.Partnership, i)
			case before[n].Waiting() && !i.Waiting():
				on = i.ID
				err = s.decideInitiative(tx, who, i, before)
			}
			if err != nil {
				return err
			}
		}
		return s.record(tx, who, access.Coordination, audit.Event{Act: act, Did: ch.Do, Kind: "initiative", On: audit.On(on)})
	})
}

func addInitiative(tx *gorm.DB, of int, i partnership.Initiative) error {
	var row initiativeRow
	row.write(of, i)
	if err := tx.Create(&row).Error; err != nil {
		return err
	}
	baseline := make([]initiativePartnerRow, len(i.Agencies))
	for n, a := range i.Agencies {
		baseline[n] = initiativePartnerRow{InitiativeID: i.ID, PartnershipID: of, AgencyID: a}
	}
	return tx.Create(&baseline).Error
}

// decideInitiative saves a decision. An approved version takes over from the
// earlier ones, whose facts end here.
func (s Partnerships) decideInitiative(tx *gorm.DB, who access.Actor, i partnership.Initiative, before []partnership.Initiative) error {
	var row initiativeRow
	row.write(who.Partnership, i)
	res := tx.Model(&row).Where("approved_by IS NULL AND refused_by IS NULL").
		Select("approved_by", "approved_at", "refused_by", "refused_at", "refused_why").Updates(&row)
	if res.Error != nil {
		return res.Error
	}
	if res.RowsAffected != 1 {
		return changed()
	}
	if !i.Approved() {
		return nil
	}
	for _, old := range before {
		if old.Approved() {
			k := kept{register: "initiative", on: old.ID, said: "Another version takes its place"}
			if err := s.keepOne(tx, who, k); err != nil {
				return err
			}
		}
	}
	return s.keepOne(tx, who, kept{register: "initiative", on: i.ID, said: "Version approved", facts: i.Facts()})
}
