package postgres

import (
	"context"

	"liaison/internal/access"
	"liaison/internal/account"
)

type seatRow struct {
	ID    int
	Name  string
	Roles []string
	First int
}

// seatsOf finds where a person holds a role today, with every role that they
// hold there. Their agency there is that of their oldest membership, as it is in
// a session: $1 the account, $2 today, $3 the role.
const seatsOf = `SELECT p.id, p.name, array_agg(DISTINCT m.role) AS roles,
		coalesce((array_agg(m.agency_id ORDER BY m.from_day, m.agency_id) FILTER (WHERE m.agency_id IS NOT NULL))[1], 0) AS first
	FROM identity.membership m JOIN shared.partnership p ON p.id = m.partnership_id
	WHERE m.account_id = $1 AND m.ended_by IS NULL AND m.from_day <= $2::date AND (m.to_day IS NULL OR m.to_day >= $2::date) AND p.archived_at IS NULL
	GROUP BY p.id, p.name HAVING bool_or(m.role = $3) ORDER BY lower(p.name), p.id`

// Seats implements account.Store.
func (s Accounts) Seats(ctx context.Context, who access.Actor, role access.Role) ([]account.Seat, error) {
	rows, err := query[seatRow](ctx, s.DB, who, access.Identity, seatsOf, who.ID, s.today(), string(role))
	if err != nil {
		return nil, err
	}
	return readAll(rows, func(r seatRow) account.Seat { return r.read(who) }), nil
}

// read is the seat of who in another of their partnerships.
func (r seatRow) read(who access.Actor) account.Seat {
	who.Partnership, who.Agency, who.Holds = r.ID, r.First, nil
	for _, word := range r.Roles {
		role := access.Role(word)
		who.Holds = append(who.Holds, access.Holding{Strand: role.Strand(), Role: role})
	}
	return account.Seat{Place: account.Place{ID: r.ID, Name: r.Name}, Who: who}
}
