package postgres

import (
	"context"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/checklist"
)

// occasionsOf is where and how people met or were trained. A session of no
// product is a course of its own name.
const occasionsOf = `
	SELECT m.activity_id AS id, m.mode, m.place, '' AS course, '' AS trainer
	FROM meeting m JOIN activity a ON a.partnership_id = m.partnership_id AND a.id = m.activity_id AND ` + readable + `
	WHERE m.partnership_id = $1 AND m.activity_id = ANY ($2::uuid[])
	UNION ALL
	SELECT t.activity_id, t.mode, t.place, coalesce(p.name, a.title), t.provider
	FROM training t JOIN activity a ON a.partnership_id = t.partnership_id AND a.id = t.activity_id AND ` + readable + `
		LEFT JOIN product p ON p.partnership_id = t.partnership_id AND p.id = t.product_id
	WHERE t.partnership_id = $1 AND t.activity_id = ANY ($2::uuid[])`

// Occasions implements checklist.Store.
func (s Checklists) Occasions(ctx context.Context, who access.Actor, ids []uuid.UUID) (map[uuid.UUID]checklist.Occasion, error) {
	type row struct {
		ID                           uuid.UUID
		Mode, Place, Course, Trainer string
	}
	if len(ids) == 0 {
		return map[uuid.UUID]checklist.Occasion{}, nil
	}
	rows, err := query[row](ctx, s.DB, who, access.Coordination, occasionsOf, who.Partnership, ids)
	if err != nil {
		return nil, err
	}
	found := make(map[uuid.UUID]checklist.Occasion, len(rows))
	for _, r := range rows {
		found[r.ID] = checklist.Occasion{Mode: r.Mode, Place: r.Place, Course: r.Course, Trainer: r.Trainer}
	}
	return found, nil
}

// workloadOf counts what is open on the day $2, as it was known at $3, how much
// of full time the appointments of the day come to, and who recorded something
// since $4: the coordinator or the deputy of that day, or somebody else. Somebody
// who is both counts as coordinator.
const workloadOf = `
	WITH known AS NOT MATERIALIZED (
		SELECT * FROM fact WHERE partnership_id = $1 AND known_from <= $3 AND (known_to IS NULL OR known_to > $3)),
	recorder AS (
		SELECT k.by_account, k.day, count(*)::int AS n FROM known k WHERE k.kind = 'recorded' AND k.day BETWEEN $4 AND $2 GROUP BY 1, 2),
	told AS (
		SELECT r.by_account, r.n,
			EXISTS (SELECT FROM known a WHERE a.kind = 'appointment' AND a.by_account = r.by_account AND r.day BETWEEN a.day AND coalesce(a.until, 'infinity')) AS coordinator,
			EXISTS (SELECT FROM known a WHERE a.kind = 'appointment' AND a.person_id = r.by_account AND r.day BETWEEN a.day AND coalesce(a.until, 'infinity')) AS deputy
		FROM recorder r)
	SELECT
		(SELECT count(*)::int FROM known WHERE kind = 'action' AND day <= $2 AND until IS NULL) AS open,
		(SELECT coalesce(sum(number), 0)::int FROM known WHERE kind = 'appointment' AND 'dedicated' = ANY (flags) AND $2 BETWEEN day AND coalesce(until, 'infinity')) AS hundredths,
		coalesce(sum(n) FILTER (WHERE coordinator), 0)::int AS coordinator,
		coalesce(sum(n) FILTER (WHERE deputy AND NOT coordinator), 0)::int AS deputy,
		coalesce(sum(n) FILTER (WHERE NOT coordinator AND NOT deputy), 0)::int AS others,
		coalesce((SELECT max(of_one) FROM (SELECT sum(n)::int AS of_one FROM told GROUP BY by_account) x), 0) AS most
	FROM told`

// Workload implements checklist.Store.
func (s Checklists) Workload(ctx context.Context, who access.Actor, day time.Time, days int) (checklist.Workload, error) {
	type row struct{ Open, Hundredths, Coordinator, Deputy, Others, Most int }
	w := calendar.Last(days, day)
	rows, err := query[row](ctx, s.DB, who, access.Coordination, workloadOf, who.Partnership, w.To, calendar.EndOf(day), w.From)
	if err != nil {
		return checklist.Workload{}, err
	}
	r := rows[0] // sums are one row, of nothing too
	return checklist.Workload{Window: w, Open: r.Open, Hundredths: r.Hundredths, Coordinator: r.Coordinator, Deputy: r.Deputy, Others: r.Others, Most: r.Most}, nil
}
