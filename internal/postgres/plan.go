package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/audit"
	"liaison/internal/fault"
)

// What agencies mean to do, and what was said of two plans that may be one.
const (
	planColumns = `SELECT p.id, p.kind, p.title, p.day, p.area, p.agency_id, g.name AS agency_name, p.need_id, coalesce(n.title, '') AS need_title,
			p.planned_by, p.planned_at, p.off_by, p.off_at, p.off_why, p.version
		FROM plan p JOIN shared.agency g ON g.id = p.agency_id
			LEFT JOIN need n ON n.partnership_id = p.partnership_id AND n.id = p.need_id `
	plansAhead  = planColumns + `WHERE p.partnership_id = $1 AND p.off_by IS NULL AND p.day BETWEEN $2 AND $3 ORDER BY p.day, p.id LIMIT $4`
	onePlan     = planColumns + `WHERE p.partnership_id = $1 AND p.id = $2`
	lockedPlan  = planColumns + `WHERE p.partnership_id = ? AND p.id = ? FOR UPDATE OF p`
	planParties = `SELECT a.plan_id, a.agency_id AS agency, g.name AS agency_name FROM plan_agency a JOIN shared.agency g ON g.id = a.agency_id
		WHERE a.partnership_id = $1 AND a.plan_id = ANY ($2) ORDER BY g.name`

	insertPlan  = `INSERT INTO plan (id, partnership_id, kind, title, day, area, agency_id, need_id, planned_by, planned_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	insertWith  = `INSERT INTO plan_agency (plan_id, partnership_id, agency_id) VALUES (?, ?, ?)`
	planOff     = `UPDATE plan SET off_by = ?, off_at = ?, off_why = ? WHERE partnership_id = ? AND id = ?`
	planAltered = `UPDATE plan SET kind = ?, title = ?, day = ?, area = ?, agency_id = ?, need_id = ?, version = ? WHERE partnership_id = ? AND id = ?`
	dropWith    = `DELETE FROM plan_agency WHERE partnership_id = ? AND plan_id = ?`
	planWith    = `SELECT plan_id, agency_id AS agency FROM plan_agency WHERE partnership_id = ? AND plan_id = ? ORDER BY agency_id`

	// What was said of two plans holds as long as neither changed.
	settledOverlaps = `SELECT o.id, o.plan_id, o.other_id, o.settled, o.settled_at, o.settled_by, coalesce(o.why, '') AS why FROM overlap o
		JOIN plan a ON a.partnership_id = o.partnership_id AND a.id = o.plan_id JOIN plan b ON b.partnership_id = o.partnership_id AND b.id = o.other_id
		WHERE o.partnership_id = $1 AND o.plan_version = a.version AND o.other_version = b.version AND a.day BETWEEN $2 AND $3 AND b.day BETWEEN $2 AND $3 ORDER BY o.settled_at DESC, o.id LIMIT $4`
	lockPlans = `SELECT id, version FROM plan WHERE partnership_id = ? AND id IN (?, ?) ORDER BY id FOR UPDATE`
	overlapOf = `SELECT o.id, o.plan_id, o.other_id, o.settled, o.settled_at, o.settled_by, coalesce(o.why, '') AS why FROM overlap o
		JOIN plan a ON a.partnership_id = o.partnership_id AND a.id = o.plan_id JOIN plan b ON b.partnership_id = o.partnership_id AND b.id = o.other_id
		WHERE o.partnership_id = ? AND o.plan_id = least(?::uuid, ?::uuid) AND o.other_id = greatest(?::uuid, ?::uuid) AND o.plan_version = a.version AND o.other_version = b.version`
	insertOverlap = `INSERT INTO overlap (id, partnership_id, plan_id, other_id, settled, settled_by, settled_at, why, plan_version, other_version)
		SELECT ?, a.partnership_id, a.id, b.id, ?, ?, ?, ?, a.version, b.version FROM plan a JOIN plan b ON b.partnership_id = a.partnership_id
		WHERE a.partnership_id = ? AND a.id = least(?::uuid, ?::uuid) AND b.id = greatest(?::uuid, ?::uuid)`
)

type planRow struct {
	ID          uuid.UUID
	Kind, Title string
	Day         time.Time
	Area        string
	AgencyID    int
	AgencyName  string
	NeedID      *uuid.UUID
	NeedTitle   string
	PlannedBy   uuid.UUID
	PlannedAt   time.Time
	OffBy       *uuid.UUID
	OffAt       *time.Time
	OffWhy      *string
	Version     int
}

func (r planRow) read() activity.Plan {
	return activity.Plan{
		ID: r.ID, Kind: activity.PlanKind(r.Kind), Title: r.Title, Day: midnight(r.Day), Area: r.Area, Agency: r.AgencyID, AgencyName: r.AgencyName,
		Need: deref(r.NeedID), NeedTitle: r.NeedTitle, By: r.PlannedBy, At: r.PlannedAt.UTC(), OffBy: deref(r.OffBy), OffAt: moment(r.OffAt), OffWhy: deref(r.OffWhy), Version: r.Version,
	}
}

type partyRow struct {
	PlanID     uuid.UUID
	Agency     int
	AgencyName string
}

// Plans implements activity.PlanStore.
func (s Activities) Plans(ctx context.Context, who access.Actor, from, to time.Time) ([]activity.Plan, error) {
	rows, err := query[planRow](ctx, s.DB, who, access.Coordination, plansAhead, who.Partnership, from, to, activity.MostPlans)
	if err != nil {
		return nil, err
	}
	return s.withParties(ctx, who, rows)
}

// Plan implements activity.PlanStore.
func (s Activities) Plan(ctx context.Context, who access.Actor, id uuid.UUID) (activity.Plan, error) {
	rows, err := query[planRow](ctx, s.DB, who, access.Coordination, onePlan, who.Partnership, id)
	if err != nil {
		return activity.Plan{}, err
	}
	plans, err := s.withParties(ctx, who, rows)
	if err != nil {
		return activity.Plan{}, err
	}
	if len(plans) == 0 {
		return activity.Plan{}, fault.Missing()
	}
	return plans[0], nil
}

// withParties is plans with who else has a part in them.
func (s Activities) withParties(ctx context.Context, who access.Actor, rows []planRow) ([]activity.Plan, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	ids := make([]uuid.UUID, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	parties, err := query[partyRow](ctx, s.DB, who, access.Coordination, planParties, who.Partnership, ids)
	if err != nil {
		return nil, err
	}
	with := map[uuid.UUID][]activity.Partner{}
	for _, r := range parties {
		with[r.PlanID] = append(with[r.PlanID], activity.Partner{Agency: r.Agency, AgencyName: r.AgencyName})
	}
	plans := make([]activity.Plan, len(rows))
	for i, r := range rows {
		plans[i] = r.read()
		plans[i].With = with[r.ID]
	}
	return plans, nil
}

// AddPlan implements activity.PlanStore.
func (s Activities) AddPlan(ctx context.Context, who access.Actor, p activity.Plan) error {
	return s.as(ctx, who, access.Coordination, func(tx *gorm.DB) error {
		if err := s.guard.Check(who, access.KeepPlan, p.Scope(who.Partnership)); err != nil {
			return err
		}
		if err := tx.Exec(insertPlan, p.ID, who.Partnership, string(p.Kind), p.Title, p.Day, p.Area, p.Agency, orNull(p.Need), who.ID, p.At).Error; err != nil {
			return err
		}
		if err := addParties(tx, who, p); err != nil {
			return err
		}
		return s.record(tx, who, access.Coordination, audit.Event{Act: audit.Collect, Did: access.KeepPlan, Kind: "plan", On: audit.On(p.ID)})
	})
}

func addParties(tx *gorm.DB, who access.Actor, p activity.Plan) error {
	for _, w := range p.With {
		if err := tx.Exec(insertWith, p.ID, who.Partnership, w.Agency).Error; err != nil {
			return err
		}
	}
	return nil
}

// ChangePlan implements activity.PlanStore.
func (s Activities) ChangePlan(ctx context.Context, who access.Actor, id uuid.UUID, ch access.Change[activity.Plan]) error {
	return s.as(ctx, who, access.Coordination, func(tx *gorm.DB) error {
		row, err := sole[planRow](tx, lockedPlan, who.Partnership, id)
		if err != nil {
			return err
		}
		p := row.read()
		if err := s.guard.Check(who, ch.Do, p.Scope(who.Partnership)); err != nil {
			return err
		}
		var with []partyRow
		if err := tx.Raw(planWith, who.Partnership, id).Scan(&with).Error; err != nil {
			return err
		}
		for _, w := range with {
			p.With = append(p.With, activity.Partner{Agency: w.Agency})
		}
		if err := ch.Apply(&p); err != nil {
			return err
		}
		detail := "called off"
		if p.IsOff() {
			err = exactly(tx.Exec(planOff, p.OffBy, p.OffAt, p.OffWhy, who.Partnership, id))
		} else {
			detail = "changed"
			err = s.savePlan(tx, who, ch.Do, p)
		}
		if err != nil {
			return err
		}
		if err := addChange(tx, who, s.now(), kept{register: "plan", on: id, said: p.Did, why: p.OffWhy}); err != nil {
			return err
		}
		return s.record(tx, who, access.Coordination, audit.Event{Act: audit.Alter, Did: ch.Do, Kind: "plan", On: audit.On(id), Why: p.OffWhy, Detail: detail})
	})
}

// savePlan writes what a plan is now, for whom who may plan too.
func (s Activities) savePlan(tx *gorm.DB, who access.Actor, do access.Action, p activity.Plan) error {
	if err := s.guard.Check(who, do, p.Scope(who.Partnership)); err != nil {
		return err
	}
	if err := exactly(tx.Exec(planAltered, string(p.Kind), p.Title, p.Day, p.Area, p.Agency, orNull(p.Need), p.Version, who.Partnership, p.ID)); err != nil {
		return err
	}
	if err := tx.Exec(dropWith, who.Partnership, p.ID).Error; err != nil {
		return err
	}
	return addParties(tx, who, p)
}

type overlapRow struct {
	ID              uuid.UUID
	PlanID, OtherID uuid.UUID
	Settled         string
	SettledAt       time.Time
	SettledBy       uuid.UUID
	Why             string
}

func (r overlapRow) read() activity.Overlap {
	return activity.Overlap{
		ID: r.ID, Plan: activity.Plan{ID: r.PlanID}, Other: activity.Plan{ID: r.OtherID},
		Settled: activity.Settled(r.Settled), SettledAt: r.SettledAt.UTC(), SettledBy: r.SettledBy, Why: r.Why,
	}
}

// Settled implements activity.PlanStore.
func (s Activities) Settled(ctx context.Context, who access.Actor, from, to time.Time) ([]activity.Overlap, error) {
	rows, err := query[overlapRow](ctx, s.DB, who, access.Coordination, settledOverlaps, who.Partnership, from, to, activity.MostPlans)
	if err != nil {
		return nil, err
	}
	all := make([]activity.Overlap, len(rows))
	for i, r := range rows {
		all[i] = r.read()
	}
	return all, nil
}

// SettleOverlap implements activity.PlanStore. The plans are locked, so that of
// two who decide at once the second is told of the first.
func (s Activities) SettleOverlap(ctx context.Context, who access.Actor, o activity.Overlap, ch access.Change[activity.Overlap]) error {
	return s.as(ctx, who, access.Coordination, func(tx *gorm.DB) error {
		var now []struct {
			ID      uuid.UUID
			Version int
		}
		a, b := o.Plan.ID, o.Other.ID
		if err := tx.Raw(lockPlans, who.Partnership, a, b).Scan(&now).Error; err != nil {
			return err
		}
		if len(now) != 2 {
			return fault.Missing()
		}
		is := activity.Overlap{Plan: activity.Plan{ID: now[0].ID, Version: now[0].Version}, Other: activity.Plan{ID: now[1].ID, Version: now[1].Version}}
		if err := s.guard.Check(who, ch.Do, access.Scope{Strand: access.Coordination, Partnership: who.Partnership}); err != nil {
			return err
		}
		if is.Mark() != o.Mark() {
			return activity.ErrPlansChanged()
		}
		row, err := sole[overlapRow](tx, overlapOf, who.Partnership, a, b, a, b)
		switch {
		case err == nil:
			o = row.read()
		case !errors.Is(err, fault.NotFound):
			return err
		}
		if err := ch.Apply(&o); err != nil {
			return err
		}
		if err := exactly(tx.Exec(insertOverlap, o.ID, string(o.Settled), o.SettledBy, o.SettledAt, maybe(o.Why), who.Partnership, a, b, a, b)); err != nil {
			return err
		}
		return s.record(tx, who, access.Coordination, audit.Event{Act: audit.Collect, Did: ch.Do, Kind: "overlap", On: audit.On(o.ID), Why: o.Why, Detail: string(o.Settled)})
	})
}
