package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"liaison/internal/access"
	"liaison/internal/audit"
)

// Refuse logs that somebody was refused, in a transaction of its own, before
// they are told. Who does not work in the strand is logged in the lanes of
// identity, so that nobody of that strand reads about it, at the same cost.
func (db *DB) Refuse(ctx context.Context, who access.Actor, in access.Strand, e audit.Event) error {
	if !who.Works(in) || !db.Serves(in) {
		in = access.Identity
	}
	e.Act = audit.Refuse
	if e.Outcome == "" {
		e.Outcome = audit.Denied
	}
	_, err := batch(ctx, db, who, in, false, pgx.RowToStructByName[struct{}], "SELECT "+receiptOf+" FROM audit.append($1,$2,$3,$4,$5,$6,$7,$8,$9) a", true, entry(who, e)...)
	return err
}
