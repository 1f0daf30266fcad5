package activity

import (
	"context"
	"time"

	"liaison/internal/access"
)

// Load is how many open actions an agency has.
type Load struct {
	Agency  int
	Open    int
	Overdue int // of those, how many were due before the day
}

// Loads answers how the open actions of a partnership are spread.
type Loads interface {
	// Loads returns one line for each agency that has an open action. Actions
	// of records that are hidden are not counted.
	Loads(ctx context.Context, who access.Actor, day time.Time) ([]Load, error)
}
