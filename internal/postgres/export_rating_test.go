package postgres

import (
	"context"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/fact"
)

// LinkAccount is in whose name an answer by a link is kept.
var LinkAccount = linkAccount

// CodeOf is what the database said.
func CodeOf(err error) string { return codeOf(err) }

// Ledger is everything that was ever known of the source.
func (s Activities) Ledger(ctx context.Context, who access.Actor, source uuid.UUID) (l fact.Ledger, err error) {
	err = s.as(ctx, who, access.Coordination, func(tx *gorm.DB) (err error) {
		l, err = ledgerOf(tx, who.Partnership, source)
		return err
	})
	return l, err
}

// RatingsEver is everything that was ever said of the record.
func (s Activities) RatingsEver(ctx context.Context, who access.Actor, record uuid.UUID) (all []activity.Rating, err error) {
	err = s.as(ctx, who, access.Coordination, func(tx *gorm.DB) (err error) {
		all, err = readRatings(tx, ratingsEver, who.Partnership, record, who.Partnership, record)
		return err
	})
	return all, err
}
