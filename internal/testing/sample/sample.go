// Package sample arranges a small partnership in a database of tests: people
// with their roles, agencies, grants. It writes as the superuser, so no rule of
// the service is asked.
package sample

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/config"
	"liaison/internal/access"
	"liaison/internal/policy"
	"liaison/internal/testing/pgtest"
)

var guard = sync.OnceValues(func() (*policy.Policy, error) { return policy.Load(config.FS) })

// Guard is the policy of the service, loaded once for all tests of a package.
func Guard(t testing.TB) *policy.Policy {
	t.Helper()
	p, err := guard()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Numbers of the partnership and agencies that Partnership makes.
const (
	Westmere = 1

	Police    = 1
	Council   = 2
	Health    = 3
	Probation = 4
	Charity   = 5
)

var agencies = []struct {
	id                int
	slug, short, kind string
}{
	{Police, "westmere-police", "Police", "police"},
	{Council, "westmere-council", "Council", "council"},
	{Health, "westmere-health", "Health", "health"},
	{Probation, "westmere-probation", "Probation", "probation"},
	{Charity, "bridge-street", "Bridge Street", "community"},
}

// Partnership makes partnership 1, Westmere, with agencies 1 to 5 that joined
// on 1 January 2024, and every strand switched on.
func Partnership(t testing.TB, db *pgtest.DB) {
	t.Helper()
	Another(t, db, Westmere)
}

// Another makes a partnership with the number, of the same agencies.
func Another(t testing.TB, db *pgtest.DB, partnership int) {
	t.Helper()
	db.Exec(t, `INSERT INTO shared.partnership (id, slug, name, short) VALUES ($1, $2, $3, $4)`,
		partnership, fmt.Sprintf("partnership-%d", partnership), fmt.Sprintf("Partnership %d", partnership), fmt.Sprintf("P%d", partnership))
	for _, a := range agencies {
		db.Exec(t, `INSERT INTO shared.agency (id, slug, name, short, kind) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
			a.id, a.slug, "Westmere "+a.short, a.short, a.kind)
		db.Exec(t, `INSERT INTO shared.partnership_agency (partnership_id, agency_id, joined_on) VALUES ($1, $2, '2024-01-01')`, partnership, a.id)
	}
	db.Exec(t, `INSERT INTO shared.strand_use (id, partnership_id, strand, reason, proposed_by, proposed_at, decided_by, decided_at, approved, decision_reason)
		SELECT gen_random_uuid(), $1, s, 'sample', gen_random_uuid(), '2024-01-01', gen_random_uuid(), '2024-01-02', true, 'sample'
		FROM unnest(ARRAY['outreach', 'casework', 'intelligence']) s`, partnership)
}

var count atomic.Int64

// Account makes an account with an e-mail address made from the name, and no
// password.
func Account(t testing.TB, db *pgtest.DB, name string) uuid.UUID {
	t.Helper()
	id := uuid.New()
	email := fmt.Sprintf("%s.%d@westmere.example", strings.ToLower(strings.ReplaceAll(name, " ", ".")), count.Add(1))
	db.Exec(t, `INSERT INTO identity.account (id, email, name) VALUES ($1, $2, $3)`, id, email, name)
	return id
}

// Member makes an account that has been a member of Westmere in the role since
// 1 January 2024, for the agency or none when it is 0, and returns who they are
// when signed in. A role held by grant is given as Staff with the grant.
func Member(t testing.TB, db *pgtest.DB, name string, role access.Role, agency int) access.Actor {
	t.Helper()
	return MemberOf(t, db, Westmere, name, role, agency)
}

// MemberOf is Member in another partnership.
func MemberOf(t testing.TB, db *pgtest.DB, partnership int, name string, role access.Role, agency int) access.Actor {
	t.Helper()
	who := access.Actor{
		ID: Account(t, db, name), Request: fmt.Sprintf("request-%d", count.Add(1)), Session: uuid.New(),
		Partnership: partnership, Agency: agency,
	}
	member := role
	if role.Granted() {
		member = access.Staff
	}
	db.Exec(t, `INSERT INTO identity.membership (id, account_id, partnership_id, role, agency_id, from_day, reason, created_at)
		VALUES ($1, $2, $3, $4, nullif($5::int, 0), '2024-01-01', 'sample', '2024-01-01')`, uuid.New(), who.ID, partnership, string(member), agency)
	who.Holds = append(who.Holds, access.Holding{Strand: member.Strand(), Role: member})
	if role.Granted() {
		who = Grant(t, db, who, role)
	}
	return who
}

// Grant lets the actor into the strand of the role from today for a year, as
// proposed and approved by two people who exist for that, and returns the actor
// with the role.
func Grant(t testing.TB, db *pgtest.DB, who access.Actor, role access.Role) access.Actor {
	t.Helper()
	today := time.Now().UTC()
	GrantFor(t, db, who, role, today.AddDate(0, 0, -1), today.AddDate(1, 0, 0))
	who.Holds = append(append([]access.Holding(nil), who.Holds...), access.Holding{Strand: role.Strand(), Role: role})
	return who
}

// GrantFor is Grant for other days, and returns the grant.
func GrantFor(t testing.TB, db *pgtest.DB, who access.Actor, role access.Role, from, to time.Time) uuid.UUID {
	t.Helper()
	id := uuid.New()
	db.Exec(t, `INSERT INTO identity.strand_grant (id, account_id, partnership_id, strand, role, from_day, to_day, cooling_days, reason, proposed_by, approved_by)
		VALUES ($1, $2, $3, $4, $5, $6::date, $7::date, 365, 'sample', $8, $9)`,
		id, who.ID, who.Partnership, string(role.Strand()), string(role), from.Format(time.DateOnly), to.Format(time.DateOnly),
		Account(t, db, "Pia Proposer"), Account(t, db, "Abel Approver"))
	return id
}

// Activity is a row of the strand's activity table, made as if by the author,
// and returns its id and reference. In casework it belongs to a new case on
// which the author is named.
func Activity(t testing.TB, db *pgtest.DB, in access.Strand, author access.Actor, title string, at time.Time) (uuid.UUID, string) {
	t.Helper()
	id, n := uuid.New(), count.Add(1)
	ref := fmt.Sprintf("%s-%07d", in.Prefix(), n)
	kind := map[access.Strand]string{
		access.Coordination: "meeting", access.Outreach: "outreach", access.Casework: "contact", access.Intelligence: "pointer",
	}[in]
	columns, values := "", ""
	if in == access.Casework {
		file := uuid.New()
		db.Exec(t, `INSERT INTO casework.casefile (id, partnership_id, ref, title, opened_on, stage) VALUES ($1, $2, $3, 'A case', '2024-01-01', 'referred')`,
			file, author.Partnership, fmt.Sprintf("CAS-%07d", count.Add(1)))
		db.Exec(t, `INSERT INTO casework.casefile_person (partnership_id, casefile_id, account_id) VALUES ($1, $2, $3)`,
			author.Partnership, file, author.ID)
		columns, values = ", casefile_id", ", '"+file.String()+"'"
	}
	db.Exec(t, `INSERT INTO `+string(in)+`.activity (id, ref, partnership_id, kind, title, occurred_at, occurred_on, agency_id, author, updated_by`+columns+`)
		VALUES ($1, $2, $3, $4, $5, $6, ($6::timestamptz AT TIME ZONE 'Europe/London')::date, nullif($7::int, 0), $8, $8`+values+`)`,
		id, ref, author.Partnership, kind, title, at, author.Agency, author.ID)
	return id, ref
}
