package postgres

import (
	"context"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/fault"
	"liaison/internal/secret"
)

type visitRow struct {
	ID          uuid.UUID
	Account     uuid.UUID
	Partnership int
	Strong      bool
	Person      string
	Place       string
	Roles       []string
	Granted     []string
	AgencyID    int
	Agency      string
	Places      int
}

// findSession finds a session in force with all that a page says about the
// person, and notes the request, once a minute at most. $1 the token's hash,
// $2 now, $3 today, $4 the usual idle time and $5 the one in intelligence, in
// seconds. A session without a live membership in its partnership is none.
const findSession = sessionHead + `, seen AS (
		UPDATE identity.session x SET last_seen_at = $2::timestamptz FROM live
		WHERE x.id = live.id AND live.last_seen_at <= $2::timestamptz - interval '1 minute'
	)` + sessionTail

// lostSession is the same of a session that was in force at the moment $2, and
// notes nothing.
const lostSession = sessionHead + sessionTail

const (
	sessionHead = `WITH s AS (
		SELECT s.id, s.account_id, s.partnership_id, s.strong, s.last_seen_at, a.name
		FROM identity.session s JOIN identity.account a ON a.id = s.account_id
		WHERE s.token_hash = $1 AND s.ended_at IS NULL AND NOT s.pending AND s.expires_at > $2::timestamptz
			AND a.disabled_at IS NULL AND NOT a.service
	), member AS (
		SELECT m.role, m.agency_id, m.from_day FROM identity.membership m
		JOIN s ON s.account_id = m.account_id AND s.partnership_id = m.partnership_id
		WHERE m.ended_by IS NULL AND m.from_day <= $3::date AND (m.to_day IS NULL OR m.to_day >= $3::date)
	), granted AS (
		SELECT g.role, g.strand FROM identity.strand_grant g
		JOIN s ON s.account_id = g.account_id AND s.partnership_id = g.partnership_id
		WHERE g.ended_by IS NULL AND g.from_day <= $3::date AND g.to_day >= $3::date
	), live AS (
		SELECT s.*, p.name AS place FROM s JOIN shared.partnership p ON p.id = s.partnership_id AND p.archived_at IS NULL
		WHERE EXISTS (SELECT FROM member) AND s.last_seen_at > $2::timestamptz - make_interval(secs =>
			CASE WHEN EXISTS (SELECT FROM granted WHERE strand = 'intelligence') THEN least($4::float8, $5::float8) ELSE $4::float8 END)
	)`
	sessionTail = `, agency AS (
		SELECT g.id, g.name FROM member m JOIN shared.agency g ON g.id = m.agency_id ORDER BY m.from_day, g.id LIMIT 1
	)
	SELECT live.id, live.account_id AS account, live.partnership_id AS partnership, live.strong, live.name AS person, live.place,
		coalesce((SELECT array_agg(DISTINCT role) FROM member), '{}') AS roles,
		coalesce((SELECT array_agg(DISTINCT role) FROM granted), '{}') AS granted,
		coalesce((SELECT id FROM agency), 0) AS agency_id, coalesce((SELECT name FROM agency), '') AS agency,
		(SELECT count(DISTINCT m.partnership_id)::int FROM identity.membership m JOIN shared.partnership p ON p.id = m.partnership_id
			WHERE m.account_id = live.account_id AND m.ended_by IS NULL AND m.from_day <= $3::date
				AND (m.to_day IS NULL OR m.to_day >= $3::date) AND p.archived_at IS NULL) AS places
	FROM live`
)

// Find returns the session of a token, complete and in force, and counts the
// request as a sign of life. It takes one round trip and remembers nothing, so
// that what was revoked is gone at the next request of any instance.
func (s Accounts) Find(ctx context.Context, token string) (account.Visit, error) {
	if !secret.IsToken(token) {
		return account.Visit{}, fault.Missing()
	}
	rows, err := query[visitRow](ctx, s.DB, access.Actor{}, access.Identity, findSession,
		secret.TokenHash(token), s.now().UTC(), s.today(), s.Lifetimes.Idle.Seconds(), s.Lifetimes.IdleClose.Seconds())
	if err != nil {
		return account.Visit{}, err
	}
	if len(rows) == 0 {
		return account.Visit{}, fault.Missing()
	}
	return rows[0].read(s.WithoutSecondFactor), nil
}

// lostFor is how long after a session ended by itself an answer that was still
// on its screen is kept for its person.
const lostFor = 24 * time.Hour

// Lost implements account.Store.
func (s Accounts) Lost(ctx context.Context, token string) (access.Actor, error) {
	ending, err := s.Ending(ctx, token)
	if err != nil {
		return access.Actor{}, err
	}
	if ending != account.Away && ending != account.Over {
		return access.Actor{}, fault.Missing()
	}
	rows, err := query[visitRow](ctx, s.DB, access.Actor{}, access.Identity, lostSession,
		secret.TokenHash(token), s.now().UTC().Add(-lostFor), s.today(), s.Lifetimes.Idle.Seconds(), s.Lifetimes.IdleClose.Seconds())
	if err != nil {
		return access.Actor{}, err
	}
	if len(rows) == 0 {
		return access.Actor{}, fault.Missing()
	}
	return rows[0].read(s.WithoutSecondFactor).Who, nil
}

// read is the visit of a session. A role that takes a second factor is not
// held in a session without one.
func (r visitRow) read(withoutSecondFactor bool) account.Visit {
	v := account.Visit{
		Who:    access.Actor{ID: r.Account, Session: r.ID, Partnership: r.Partnership, Agency: r.AgencyID},
		Person: r.Person, AgencyName: r.Agency, PartnershipName: r.Place, Strong: r.Strong, Partnerships: r.Places,
	}
	var roles []access.Role
	for _, word := range append(r.Roles, r.Granted...) {
		role := access.Role(word)
		h := access.Holding{Strand: role.Strand(), Role: role}
		if account.NeedsSecondFactor([]access.Holding{h}) && !r.Strong && !withoutSecondFactor {
			continue
		}
		v.Who.Holds = append(v.Who.Holds, h)
		roles = append(roles, role)
	}
	v.RoleName = account.RoleNames(roles)
	return v
}
