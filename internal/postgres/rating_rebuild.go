package postgres

import (
	"context"

	"github.com/google/uuid"

	"liaison/internal/activity"
	"liaison/internal/fact"
)

const rebuildRatings = `SELECT activity_id, measure, rater, agency_id, value, link_id, made_by, at, until
	FROM (SELECT partnership_id, source, activity_id, measure, rater, agency_id, value, link_id, made_by, at, until FROM rating_was
		UNION ALL SELECT partnership_id, source, activity_id, measure, rater, agency_id, value, link_id, made_by, at, NULL FROM rating) r
	WHERE partnership_id = $1 AND source = ANY ($2) ORDER BY at`

// ratings makes again what ratings have left, which are sources of their own,
// from what was said and what became of the records.
func (r *rebuild) ratings(ctx context.Context, ids []uuid.UUID, made map[uuid.UUID]fact.Ledger) error {
	said := map[uuid.UUID][]activity.Rating{}
	var on []uuid.UUID
	var of uuid.UUID
	var x ratingRow
	err := r.each(ctx, rebuildRatings, ids, []any{&of, &x.Measure, &x.Rater, &x.AgencyID, &x.Value, &x.LinkID, &x.MadeBy, &x.At, &x.Until}, func() error {
		if said[of] == nil {
			on = append(on, of)
		}
		said[of] = append(said[of], x.read())
		return nil
	})
	if err != nil || len(on) == 0 {
		return err
	}
	records, versions, err := r.read(ctx, on)
	if err != nil {
		return err
	}
	for id, ratings := range said {
		for source, ledger := range records[id].ReplayRatings(ratings, versions[id]) {
			made[source] = ledger
		}
	}
	return nil
}
