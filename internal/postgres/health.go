package postgres

import (
	"context"
	"time"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/fact"
	"liaison/internal/health"
)

var _ health.Store = Health{}

// Health is the health.Store.
type Health struct{ *DB }

// healthFacts selects what was known at the moment $3: the standing kinds $4
// whole, events of the kinds $5 from the day $6 to the day $2, and actions from
// before that which ended since or are open. No fact comes twice.
const healthFacts = `
	WITH known AS NOT MATERIALIZED (
		SELECT ` + factColumns + ` FROM fact
		WHERE partnership_id = $1 AND known_from <= $3 AND (known_to IS NULL OR known_to > $3))
	SELECT * FROM known WHERE kind = ANY ($4)
	UNION ALL
	SELECT * FROM known WHERE kind = ANY ($5) AND day BETWEEN $6 AND $2
	UNION ALL
	SELECT * FROM known WHERE kind = 'action' AND day < $6 AND until >= $6
	UNION ALL
	SELECT * FROM known WHERE kind = 'action' AND day < $6 AND until IS NULL` + andDerived

// Facts implements health.Store.
func (s Health) Facts(ctx context.Context, who access.Actor, day time.Time) ([]fact.Fact, error) {
	return readFacts(ctx, s.DB, who, healthFacts,
		who.Partnership, day, calendar.EndOf(day), health.Standing(), health.Events(), day.AddDate(0, 0, -health.Reach))
}

// Stamp implements health.Store.
func (s Health) Stamp(ctx context.Context, who access.Actor) string { return s.stamp(ctx, who) }
