package postgres

import (
	"context"
	"time"

	"liaison/internal/access"
	"liaison/internal/partnership"
)

const totalsOf = `SELECT strand, month, tens FROM stats.total WHERE partnership_id = $1 ORDER BY month DESC, strand LIMIT 72`

type totalRow struct {
	Strand string
	Month  time.Time
	Tens   int
}

// Totals implements partnership.Store.
func (s Partnerships) Totals(ctx context.Context, who access.Actor) ([]partnership.AreaTotal, error) {
	rows, err := query[totalRow](ctx, s.DB, who, access.Coordination, totalsOf, who.Partnership)
	if err != nil {
		return nil, err
	}
	var all []partnership.AreaTotal
	for _, r := range rows {
		all = append(all, partnership.AreaTotal{Strand: access.Strand(r.Strand), Month: midnight(r.Month), Tens: r.Tens})
	}
	return all, nil
}
