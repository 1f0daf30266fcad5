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

var _ checklist.Store = Checklists{}

// Checklists is the checklist.Store.
type Checklists struct{ *DB }

type assessmentRow struct {
	ID            uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	Item          string
	State         string
	Reason        string
	ReviewOn      time.Time
	By            uuid.UUID
	At            time.Time
	Computed      string // empty where the item was not computed
}

func (assessmentRow) TableName() string { return "assessment" }

func (r assessmentRow) read() checklist.Assessment {
	return checklist.Assessment{
		ID: r.ID, Item: r.Item, State: checklist.Judgement(r.State), Reason: r.Reason, Review: midnight(r.ReviewOn),
		By: r.By, At: r.At.UTC(), Computed: checklist.State(r.Computed),
	}
}

// latestAssessments has one row for each item that was assessed by the moment.
const latestAssessments = `SELECT DISTINCT ON (item) id, partnership_id, item, state, reason, review_on, by, at, computed
	FROM assessment WHERE partnership_id = $1 AND at <= $2 ORDER BY item, at DESC, id DESC`

// Assessments implements checklist.Store.
func (s Checklists) Assessments(ctx context.Context, who access.Actor, at time.Time) (map[string]checklist.Assessment, error) {
	rows, err := query[assessmentRow](ctx, s.DB, who, access.Coordination, latestAssessments, who.Partnership, at)
	if err != nil {
		return nil, err
	}
	latest := make(map[string]checklist.Assessment, len(rows))
	for _, r := range rows {
		latest[r.Item] = r.read()
	}
	return latest, nil
}

// Standing implements checklist.Store.
func (s Checklists) Standing(ctx context.Context, who access.Actor, code string) (checklist.Standing, error) {
	var standing checklist.Standing
	err := s.as(ctx, who, access.Coordination, func(tx *gorm.DB) (err error) {
		standing, err = findStanding(tx, who.Partnership, code)
		return err
	})
	return standing, err
}

func findStanding(tx *gorm.DB, of int, code string) (checklist.Standing, error) {
	var rows []assessmentRow
	if err := tx.Where("partnership_id = ? AND item = ?", of, code).Order("at DESC, id DESC").Find(&rows).Error; err != nil {
		return checklist.Standing{}, err
	}
	standing := checklist.Standing{Partnership: of, Code: code}
	for _, r := range rows {
		standing.History = append(standing.History, r.read())
	}
	return standing, nil
}

// Assess implements checklist.Store. Assessments are only ever added, so there
// is no row to lock: of two made in the same instant both are kept.
func (s Checklists) Assess(ctx context.Context, who access.Actor, code string, ch access.Change[checklist.Standing]) error {
	return s.as(ctx, who, access.Coordination, func(tx *gorm.DB) error {
		standing, err := findStanding(tx, who.Partnership, code)
		if err != nil {
			return err
		}
		if err := s.guard.Check(who, ch.Do, standing.Scope()); err != nil {
			return err
		}
		if err := ch.Apply(&standing); err != nil {
			return err
		}
		a := standing.Latest()
		row := assessmentRow{
			ID: a.ID, PartnershipID: who.Partnership, Item: code, State: string(a.State), Reason: a.Reason, ReviewOn: a.Review,
			By: who.ID, At: a.At, Computed: string(a.Computed),
		}
		if err := tx.Create(&row).Error; err != nil {
			return err
		}
		return s.record(tx, who, access.Coordination, audit.Event{
			Act: audit.Alter, Did: ch.Do, Kind: "assessment", On: audit.On(a.ID), Detail: code,
		})
	})
}

const claimsOf = `SELECT a.id, a.ref, a.title, a.occurred_on AS day, '/coordination/activities/' || a.ref AS path, a.marking <> 'OFFICIAL' AS sensitive, l.linked_by, l.linked_at, count(*) OVER () AS found
	FROM item_link l JOIN activity a ON a.partnership_id = l.partnership_id AND a.id = l.activity_id
	WHERE l.partnership_id = $1 AND l.item = $2 AND a.withdrawn_at IS NULL AND a.reported_at IS NULL
		AND NOT EXISTS (SELECT FROM meeting m WHERE m.activity_id = a.id AND m.status <> 'held')
	ORDER BY a.occurred_at DESC, a.id DESC LIMIT $3`

// Claims implements checklist.Store.
func (s Checklists) Claims(ctx context.Context, who access.Actor, code string, most int) ([]checklist.Claim, int, error) {
	type row struct {
		recordRow
		LinkedBy uuid.UUID
		LinkedAt time.Time
		Found    int
	}
	rows, err := query[row](ctx, s.DB, who, access.Coordination, claimsOf, who.Partnership, code, most)
	if err != nil {
		return nil, 0, err
	}
	claims, found := make([]checklist.Claim, len(rows)), 0
	for i, r := range rows {
		claims[i] = checklist.Claim{Record: r.read(), By: r.LinkedBy, At: r.LinkedAt.UTC()}
		found = r.Found
	}
	return claims, found, nil
}
