package postgres

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/checklist"
	"liaison/internal/fact"
)

type hypothesisRow struct {
	ID            uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	Mechanism     string
	Version       int
	Item          string
	Measure       string
	Change        string
	DueOn         time.Time
	WrittenBy     uuid.UUID
	WrittenAt     time.Time
	LockedBy      *uuid.UUID
	LockedAt      *time.Time
}

func (hypothesisRow) TableName() string { return "hypothesis" }

type hypothesisResultRow struct {
	ID            uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	HypothesisID  uuid.UUID
	Outcome       string
	Said          string
	OnDay         time.Time
	By            uuid.UUID
	At            time.Time
}

func (hypothesisResultRow) TableName() string { return "hypothesis_result" }

func (r hypothesisRow) read() checklist.Hypothesis {
	return checklist.Hypothesis{
		ID: r.ID, Version: r.Version, Item: r.Item, Measure: r.Measure, Change: r.Change, Due: midnight(r.DueOn),
		WrittenBy: r.WrittenBy, WrittenAt: r.WrittenAt.UTC(), LockedBy: deref(r.LockedBy), LockedAt: moment(r.LockedAt),
	}
}

func (r hypothesisResultRow) read() checklist.Result {
	return checklist.Result{ID: r.ID, Turnout: checklist.Turnout(r.Outcome), Said: r.Said, Day: midnight(r.OnDay), By: r.By, At: r.At.UTC()}
}

// Trials implements checklist.Store.
func (s Checklists) Trials(ctx context.Context, who access.Actor) (map[string]checklist.Trial, error) {
	var trials map[string]checklist.Trial
	err := s.as(ctx, who, access.Coordination, func(tx *gorm.DB) (err error) {
		trials, err = findTrials(tx, who.Partnership)
		return err
	})
	return trials, err
}

func findTrials(tx *gorm.DB, of int) (map[string]checklist.Trial, error) {
	var rows []hypothesisRow
	if err := tx.Where("partnership_id = ?", of).Order("mechanism, version DESC").Find(&rows).Error; err != nil {
		return nil, err
	}
	var results []hypothesisResultRow
	if err := tx.Where("partnership_id = ?", of).Order("at DESC, id DESC").Find(&results).Error; err != nil {
		return nil, err
	}
	came := map[uuid.UUID][]checklist.Result{}
	for _, r := range results {
		came[r.HypothesisID] = append(came[r.HypothesisID], r.read())
	}
	trials := map[string]checklist.Trial{}
	for _, r := range rows {
		h := r.read()
		h.Results = came[h.ID]
		trials[r.Mechanism] = checklist.Trial{Partnership: of, Mechanism: r.Mechanism, Versions: append(trials[r.Mechanism].Versions, h)}
	}
	return trials, nil
}

// ChangeTrial implements checklist.Store. What is not locked yet is locked as a
// row first, so that a wording cannot be replaced while it is made unchangeable;
// of two first wordings the database takes one.
func (s Checklists) ChangeTrial(ctx context.Context, who access.Actor, mechanism string, ch access.Change[checklist.Trial]) error {
	return s.as(ctx, who, access.Coordination, func(tx *gorm.DB) error {
		if err := tx.Exec(`SELECT FROM hypothesis WHERE partnership_id = ? AND mechanism = ? AND locked_by IS NULL FOR UPDATE`, who.Partnership, mechanism).Error; err != nil {
			return err
		}
		trials, err := findTrials(tx, who.Partnership)
		if err != nil {
			return err
		}
		was := checklist.Trial{Partnership: who.Partnership, Mechanism: mechanism, Versions: trials[mechanism].Versions}
		if err := s.guard.Check(who, ch.Do, was.Scope()); err != nil {
			return err
		}
		is := was
		is.Versions = slices.Clone(was.Versions)
		if err := ch.Apply(&is); err != nil {
			return err
		}
		e := audit.Event{Act: audit.Alter, Did: ch.Do, Kind: "hypothesis", On: audit.On(is.Latest().ID), Detail: mechanism}
		if len(is.Versions) > len(was.Versions) {
			e.Act = audit.Collect
		}
		if err := saveTrial(tx, was, is); err != nil {
			return err
		}
		return s.record(tx, who, access.Coordination, e)
	})
}

// saveTrial keeps what became of a trial: a wording more, a lock or a result.
func saveTrial(tx *gorm.DB, was, is checklist.Trial) error {
	h := is.Latest()
	switch {
	case len(is.Versions) > len(was.Versions):
		return tx.Create(&hypothesisRow{
			ID: h.ID, PartnershipID: is.Partnership, Mechanism: is.Mechanism, Version: h.Version, Item: h.Item, Measure: h.Measure,
			Change: h.Change, DueOn: h.Due, WrittenBy: h.WrittenBy, WrittenAt: h.WrittenAt,
		}).Error
	case len(h.Results) > len(was.Latest().Results):
		r := h.Results[0]
		return tx.Create(&hypothesisResultRow{
			ID: r.ID, PartnershipID: is.Partnership, HypothesisID: h.ID, Outcome: string(r.Turnout), Said: r.Said, OnDay: r.Day, By: r.By, At: r.At,
		}).Error
	}
	res := tx.Exec(`UPDATE hypothesis SET locked_by = ?, locked_at = ? WHERE partnership_id = ? AND id = ? AND locked_by IS NULL`, h.LockedBy, h.LockedAt, is.Partnership, h.ID)
	if res.Error == nil && res.RowsAffected != 1 {
		return changed()
	}
	return res.Error
}

// sumsOf adds up facts as they are known now. A cost that has staff time behind
// it is told apart from one that was paid.
const sumsOf = `SELECT f.kind, f.flags, coalesce(f.agency_id, 0) AS agency,
		f.kind = '` + string(fact.Cost) + `' AND EXISTS (SELECT FROM fact t WHERE t.partnership_id = f.partnership_id AND t.source = f.source
			AND t.kind = '` + string(fact.StaffTime) + `' AND t.known_to IS NULL) AS timed,
		count(*)::int AS facts, coalesce(sum(f.number), 0)::int AS total
	FROM fact f WHERE f.partnership_id = $1 AND f.kind = ANY ($2) AND f.day BETWEEN $3 AND $4 AND f.known_to IS NULL
	GROUP BY 1, 2, 3, 4`

// Sums implements checklist.Store.
func (s Checklists) Sums(ctx context.Context, who access.Actor, from, to time.Time) ([]checklist.Sum, error) {
	type row struct {
		Kind   string
		Flags  []string
		Agency int
		Timed  bool
		Facts  int
		Total  int
	}
	rows, err := query[row](ctx, s.DB, who, access.Coordination, sumsOf, who.Partnership, checklist.ProxyKinds(), from, to)
	if err != nil {
		return nil, err
	}
	return readAll(rows, func(r row) checklist.Sum {
		sum := checklist.Sum{Kind: fact.Kind(r.Kind), Agency: r.Agency, Timed: r.Timed, Facts: r.Facts, Total: r.Total}
		for _, f := range r.Flags {
			sum.Flags = append(sum.Flags, fact.Flag(f))
		}
		return sum
	}), nil
}
