package postgres

import (
	"context"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/health"
)

// colleaguesOf are those whose membership holds today, in one of the roles.
// $1 the partnership, $2 the day, $3 the roles.
const colleaguesOf = `SELECT DISTINCT a.id, a.name, m.agency_id AS agency
	FROM identity.membership m JOIN identity.account a ON a.id = m.account_id
	WHERE m.partnership_id = $1 AND m.agency_id IS NOT NULL AND m.role = ANY ($3) AND m.ended_by IS NULL AND m.from_day <= $2::date AND (m.to_day IS NULL OR m.to_day >= $2::date)
		AND NOT a.service AND a.disabled_at IS NULL
	ORDER BY a.name, a.id, agency`

// addressesOf are the addresses of those of the accounts that have a role in the
// partnership today, and did not choose to have no mail. $1 to $3 as above, $4 the accounts.
const addressesOf = `SELECT DISTINCT a.id, a.email FROM identity.account a JOIN identity.membership m ON a.id = m.account_id
	WHERE m.partnership_id = $1 AND m.role = ANY ($3) AND m.ended_by IS NULL AND m.from_day <= $2::date AND (m.to_day IS NULL OR m.to_day >= $2::date)
		AND NOT a.service AND a.disabled_at IS NULL AND a.id = ANY ($4)
		AND NOT EXISTS (SELECT FROM identity.mail_choice c WHERE c.account_id = a.id AND c.every = 'never')`

// Colleagues implements account.Store.
func (s Accounts) Colleagues(ctx context.Context, who access.Actor) ([]account.Colleague, error) {
	if !who.Works(access.Coordination) {
		return nil, nil // who gives no work asks for nobody's name
	}
	return query[account.Colleague](ctx, s.DB, who, access.Identity, colleaguesOf, who.Partnership, s.today(), coordinationRoles())
}

func coordinationRoles() []string {
	var roles []string
	for _, r := range access.Roles() {
		if r.Strand() == access.Coordination {
			roles = append(roles, string(r))
		}
	}
	return roles
}

// Addresses implements account.Store.
func (s Accounts) Addresses(ctx context.Context, who access.Actor, ids []uuid.UUID) (map[uuid.UUID]string, error) {
	if err := s.guard.Check(who, access.OpenPulse, health.Pulse{Partnership: who.Partnership}.Scope()); err != nil {
		return nil, err
	}
	type row struct {
		ID    uuid.UUID
		Email string
	}
	rows, err := query[row](ctx, s.DB, who, access.Identity, addressesOf, who.Partnership, s.today(), coordinationRoles(), ids)
	if err != nil {
		return nil, err
	}
	all := make(map[uuid.UUID]string, len(rows))
	for _, r := range rows {
		all[r.ID] = r.Email
	}
	return all, nil
}
