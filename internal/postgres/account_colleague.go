package postgres

import (
	"context"

	"liaison/internal/access"
	"liaison/internal/account"
)

// colleaguesOf are those whose membership holds today, in one of the roles.
// $1 the partnership, $2 the day, $3 the roles.
const colleaguesOf = `SELECT DISTINCT a.id, a.name, m.agency_id AS agency
	FROM identity.membership m JOIN identity.account a ON a.id = m.account_id
	WHERE m.partnership_id = $1 AND m.agency_id IS NOT NULL AND m.role = ANY ($3) AND m.ended_by IS NULL AND m.from_day <= $2::date AND (m.to_day IS NULL OR m.to_day >= $2::date)
		AND NOT a.service AND a.disabled_at IS NULL
	ORDER BY a.name, a.id, agency`

// Colleagues implements account.Store.
func (s Accounts) Colleagues(ctx context.Context, who access.Actor) ([]account.Colleague, error) {
	if !who.Works(access.Coordination) {
		return nil, nil // who gives no work asks for nobody's name
	}
	var roles []string
	for _, r := range access.Roles() {
		if r.Strand() == access.Coordination {
			roles = append(roles, string(r))
		}
	}
	return query[account.Colleague](ctx, s.DB, who, access.Identity, colleaguesOf, who.Partnership, s.today(), roles)
}
