package postgres

import (
	"context"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/checklist"
)

// recordRow is what a page may say of what stands behind a fact.
type recordRow struct {
	ID        uuid.UUID
	Ref       string
	Title     string
	Day       time.Time
	Path      string
	Sensitive bool
}

func (r recordRow) read() checklist.Record {
	return checklist.Record{Ref: r.Ref, Title: r.Title, Sensitive: r.Sensitive, Day: midnight(r.Day), Path: r.Path}
}

// readable is the activities that stand: neither withdrawn nor reported.
const readable = `withdrawn_at IS NULL AND reported_at IS NULL`

// recordsOf looks each id up by the key of every table that leaves facts. What
// has no page of its own is read on that of its register.
const recordsOf = `
	SELECT r.*, EXISTS (SELECT FROM activity a WHERE a.partnership_id = $1 AND a.marking <> 'OFFICIAL'
		AND a.id IN (r.id, (SELECT e.activity_id FROM escalation e WHERE e.partnership_id = $1 AND e.id = r.id))) AS sensitive FROM (
	SELECT id, ref, title, occurred_on AS day, '/coordination/activities/' || ref AS path FROM activity
		WHERE partnership_id = $1 AND id = ANY ($2::uuid[]) AND ` + readable + `
	UNION ALL SELECT id, 'Appointment of ' || name, name, from_day, '/coordination/appointment' FROM appointment
		WHERE partnership_id = $1 AND id = ANY ($2::uuid[])
	UNION ALL SELECT l.id, 'Leadership', p.name, l.from_day, '/coordination/leadership'
		FROM leader l JOIN person p ON p.partnership_id = l.partnership_id AND p.id = l.person_id
		WHERE l.partnership_id = $1 AND l.id = ANY ($2::uuid[])
	UNION ALL SELECT id, 'Escalation', what, raised_on, '/coordination/escalations/' || id FROM escalation
		WHERE partnership_id = $1 AND id = ANY ($2::uuid[])
	UNION ALL SELECT id, 'Initiative', name, starts_on, '/coordination/initiative' FROM initiative
		WHERE partnership_id = $1 AND id = ANY ($2::uuid[])
	UNION ALL SELECT id, 'Goals', 'Version ' || version || ' of the goals', from_day, '/coordination/goals' FROM goals
		WHERE partnership_id = $1 AND id = ANY ($2::uuid[])
	UNION ALL SELECT id, 'Meeting series', name, from_day, '/coordination/series' FROM series
		WHERE partnership_id = $1 AND id = ANY ($2::uuid[])
	UNION ALL SELECT id, 'Funding stream', name, from_day, '/coordination/funding/streams/' || id FROM stream
		WHERE partnership_id = $1 AND id = ANY ($2::uuid[])
	UNION ALL SELECT id, 'Funding request', what, asked_on, '/coordination/funding/requests/' || id FROM funding_request
		WHERE partnership_id = $1 AND id = ANY ($2::uuid[])
	UNION ALL SELECT id, 'Cost', what, day, '/coordination/costs' FROM cost
		WHERE partnership_id = $1 AND id = ANY ($2::uuid[]) AND struck_at IS NULL
	UNION ALL SELECT id, 'Ceiling', 'Ceiling of costs', from_day, '/coordination/costs/ceiling' FROM ceiling
		WHERE partnership_id = $1 AND id = ANY ($2::uuid[])
	UNION ALL SELECT id, 'Need', title, from_day, '/coordination/needs/' || id FROM need
		WHERE partnership_id = $1 AND id = ANY ($2::uuid[])
	UNION ALL SELECT id, 'Product', name, from_day, '/coordination/products/' || id FROM product
		WHERE partnership_id = $1 AND id = ANY ($2::uuid[])
	UNION ALL SELECT id, number, name, from_day, '/coordination/agreements/' || id FROM agreement
		WHERE partnership_id = $1 AND id = ANY ($2::uuid[])
	UNION ALL SELECT id, 'System', name, from_day, '/coordination/systems/' || id FROM system
		WHERE partnership_id = $1 AND id = ANY ($2::uuid[])
	UNION ALL SELECT id, 'Review of access', 'Review of who has access', on_day, '/coordination/systems/' || system_id FROM system_review
		WHERE partnership_id = $1 AND id = ANY ($2::uuid[])
	UNION ALL SELECT id, 'Publication', 'What was published of the separation', month, '/coordination/separation' FROM separation
		WHERE partnership_id = $1 AND id = ANY ($2::uuid[])
	UNION ALL SELECT id, 'Verification', 'Verification of the log', on_day, '/coordination/separation' FROM self_test
		WHERE partnership_id = $1 AND id = ANY ($2::uuid[])
	UNION ALL SELECT id, 'Look the same', 'Two records that look the same', found_at::date, '/coordination/duplicates' FROM duplicate
		WHERE partnership_id = $1 AND id = ANY ($2::uuid[])) r`

// Records implements checklist.Store.
func (s Checklists) Records(ctx context.Context, who access.Actor, ids []uuid.UUID) (map[uuid.UUID]checklist.Record, error) {
	if len(ids) == 0 {
		return map[uuid.UUID]checklist.Record{}, nil
	}
	rows, err := query[recordRow](ctx, s.DB, who, access.Coordination, recordsOf, who.Partnership, ids)
	if err != nil {
		return nil, err
	}
	found := make(map[uuid.UUID]checklist.Record, len(rows))
	for _, r := range rows {
		found[r.ID] = r.read()
	}
	return found, nil
}
