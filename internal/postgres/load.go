package postgres

import (
	"context"
	"time"

	"liaison/internal/access"
	"liaison/internal/activity"
)

var _ activity.Loads = Activities{}

type loadRow struct {
	AgencyID int
	Open     int
	Overdue  int
}

// Open actions by agency, by the index on (partnership_id, state, due). A
// hidden record takes its actions with it.
const loads = `SELECT x.agency_id, count(*) AS open, count(*) FILTER (WHERE x.due < $2) AS overdue
	FROM action x
	WHERE x.partnership_id = $1 AND x.state = 'open'
		AND NOT EXISTS (SELECT FROM activity a WHERE a.partnership_id = $1 AND a.id = x.activity_id AND a.reported_at IS NOT NULL)
	GROUP BY x.agency_id`

// Loads implements activity.Loads.
func (s Activities) Loads(ctx context.Context, who access.Actor, day time.Time) ([]activity.Load, error) {
	rows, err := query[loadRow](ctx, s.DB, who, access.Coordination, loads, who.Partnership, day)
	if err != nil {
		return nil, err
	}
	all := make([]activity.Load, 0, len(rows))
	for _, r := range rows {
		all = append(all, activity.Load{Agency: r.AgencyID, Open: r.Open, Overdue: r.Overdue})
	}
	return all, nil
}
