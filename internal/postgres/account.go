package postgres

import (
	"context"
	"runtime"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/audit"
	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/internal/secret"
)

// Accounts keeps people, their proofs, their sessions and what they hold, all
// through the identity login.
type Accounts struct {
	*DB
	Hasher    *secret.Hasher
	Lifetimes account.Lifetimes
	// WithoutSecondFactor lets holders of casework and intelligence in by their
	// password alone. It is for the demonstration.
	WithoutSecondFactor bool
}

var _ account.Store = Accounts{}

// NewAccounts keeps accounts in db. Sessions end after the idle time without a
// request, and after the absolute time in any case; as many passwords are
// hashed at a time as there are processors.
func NewAccounts(db *DB, idle, absolute time.Duration) Accounts {
	lives := account.UsualLifetimes()
	lives.Idle, lives.Absolute = idle, absolute
	return Accounts{DB: db, Hasher: secret.NewHasher(runtime.NumCPU()), Lifetimes: lives}
}

func (s Accounts) today() time.Time { return calendar.Day(s.now()) }

// identity runs fn as who in the identity lanes' pool.
func (s Accounts) identity(ctx context.Context, who access.Actor, fn func(tx *gorm.DB) error) error {
	return s.as(ctx, who, access.Identity, fn)
}

// log adds an entry about accounts to the log, as the last of a transaction.
func (s Accounts) log(tx *gorm.DB, who access.Actor, e audit.Event) error {
	return s.record(tx, who, access.Identity, e)
}

// refused logs that something was refused for what the person would hold, in a
// transaction of its own, and returns the refusal.
func (s Accounts) refused(ctx context.Context, who access.Actor, e audit.Event, why error) error {
	if err := s.Refuse(ctx, who, access.Identity, e); err != nil {
		return err
	}
	return why
}

// here is what permission to act on the accounts of the actor's partnership
// depends on.
func here(who access.Actor) access.Scope {
	return access.Scope{Strand: access.Identity, Partnership: who.Partnership}
}

// may asks the guard about the actor's own partnership. Who works in none may
// do nothing there.
func (s Accounts) may(who access.Actor, do access.Action) error {
	if who.Partnership == 0 {
		return fault.New(fault.Forbidden, "Choose a partnership first")
	}
	return s.guard.Check(who, do, here(who))
}

type personRow struct {
	ID         uuid.UUID
	Email      string
	Name       string
	Title      string
	DisabledAt *time.Time
}

func (r personRow) read() account.Person {
	return account.Person{ID: r.ID, Email: r.Email, Name: r.Name, Title: r.Title, Disabled: moment(r.DisabledAt)}
}

type membershipRow struct {
	ID            uuid.UUID
	AccountID     uuid.UUID
	PartnershipID int
	Role          string
	AgencyID      *int
	AgencyName    string
	FromDay       time.Time
	ToDay         *time.Time
	Reason        string
	GivenBy       *uuid.UUID
	EndedBy       *uuid.UUID
	EndReason     *string
}

func (r membershipRow) read() account.Membership {
	m := account.Membership{
		ID: r.ID, Account: r.AccountID, Partnership: r.PartnershipID, Role: access.Role(r.Role), AgencyName: r.AgencyName,
		From: r.FromDay.UTC(), To: moment(r.ToDay), Reason: r.Reason, GivenBy: someone(r.GivenBy), EndedBy: someone(r.EndedBy), EndReason: text(r.EndReason),
	}
	if r.AgencyID != nil {
		m.Agency = *r.AgencyID
	}
	return m
}

// membershipsOf reads the memberships of some accounts, with the agency's name.
const membershipsOf = `SELECT m.id, m.account_id, m.partnership_id, m.role, m.agency_id, coalesce(g.name, '') AS agency_name,
		m.from_day, m.to_day, m.reason, m.given_by, m.ended_by, m.end_reason
	FROM identity.membership m LEFT JOIN shared.agency g ON g.id = m.agency_id `

type grantRow struct {
	ID            uuid.UUID
	AccountID     uuid.UUID
	PartnershipID int
	Strand        string
	Role          string
	FromDay       time.Time
	ToDay         time.Time
	CoolingDays   int
	FirstUsedOn   *time.Time
	Reason        string
	ProposedBy    uuid.UUID
	ApprovedBy    uuid.UUID
	EndedBy       *uuid.UUID
	EndReason     *string
	ExceptionID   *uuid.UUID
}

func (r grantRow) read() account.Grant {
	return account.Grant{
		ID: r.ID, Account: r.AccountID, Partnership: r.PartnershipID, Strand: access.Strand(r.Strand), Role: access.Role(r.Role),
		From: r.FromDay.UTC(), To: r.ToDay.UTC(), CoolingDays: r.CoolingDays, FirstUsed: moment(r.FirstUsedOn), Reason: r.Reason,
		ProposedBy: r.ProposedBy, ApprovedBy: r.ApprovedBy, EndedBy: someone(r.EndedBy), EndReason: text(r.EndReason), Exception: someone(r.ExceptionID),
	}
}

const grantsOf = `SELECT id, account_id, partnership_id, strand, role, from_day, to_day, cooling_days, first_used_on, reason,
		proposed_by, approved_by, ended_by, end_reason, exception_id
	FROM identity.strand_grant `

// held reads what one account holds: memberships in one partnership, grants in
// all.
func (s Accounts) held(tx *gorm.DB, id uuid.UUID, partnership int) (account.Held, error) {
	var memberships []membershipRow
	if err := tx.Raw(membershipsOf+`WHERE m.account_id = ? AND m.partnership_id = ? ORDER BY m.from_day, m.role`, id, partnership).Scan(&memberships).Error; err != nil {
		return account.Held{}, err
	}
	var grants []grantRow
	if err := tx.Raw(grantsOf+`WHERE account_id = ? ORDER BY from_day, strand`, id).Scan(&grants).Error; err != nil {
		return account.Held{}, err
	}
	return account.Held{Memberships: readAll(memberships, membershipRow.read), Grants: readAll(grants, grantRow.read)}, nil
}

// holdings are the roles that what is held gives on the day in a partnership.
// A grant counts only beside a membership.
func holdings(h account.Held, partnership int, day time.Time) []access.Holding {
	var all []access.Holding
	for _, m := range h.Memberships {
		if m.Partnership == partnership && m.Live(day) {
			all = append(all, access.Holding{Strand: m.Role.Strand(), Role: m.Role})
		}
	}
	if len(all) == 0 {
		return nil
	}
	for _, g := range h.Grants {
		if g.Partnership == partnership && g.Live(day) {
			all = append(all, access.Holding{Strand: g.Strand, Role: g.Role})
		}
	}
	return all
}

// namesOf names people who are or were in a partnership, with the agency of
// each there: what somebody did is theirs after they have left.
const namesOf = `SELECT a.id, a.name AS full_name, coalesce(g.name, '') AS agency
	FROM identity.account a
	LEFT JOIN LATERAL (SELECT m.agency_id FROM identity.membership m
		WHERE m.account_id = a.id AND m.partnership_id = $1 AND m.agency_id IS NOT NULL
		ORDER BY (m.ended_by IS NULL) DESC, m.from_day DESC LIMIT 1) m ON true
	LEFT JOIN shared.agency g ON g.id = m.agency_id
	WHERE a.id = ANY ($2) AND a.id IN (SELECT m.account_id FROM identity.membership m WHERE m.partnership_id = $1)`

type nameRow struct {
	ID       uuid.UUID
	FullName string
	Agency   string
}

// Names answers who people are, by the ids that records carry. An id that
// is nobody's who is or was in the actor's partnership has no name.
func (s Accounts) Names(ctx context.Context, who access.Actor, ids []uuid.UUID) (map[uuid.UUID]account.Name, error) {
	names := map[uuid.UUID]account.Name{}
	ids = slices.Clone(ids)
	slices.SortFunc(ids, func(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) })
	ids = slices.DeleteFunc(slices.Compact(ids), func(id uuid.UUID) bool { return id == uuid.Nil })
	if len(ids) == 0 {
		return names, nil
	}
	rows, err := query[nameRow](ctx, s.DB, who, access.Identity, namesOf, who.Partnership, ids)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		names[r.ID] = account.Name{Full: r.FullName, Agency: r.Agency}
	}
	return names, nil
}

func readAll[R, T any](rows []R, read func(R) T) []T {
	all := make([]T, 0, len(rows))
	for _, r := range rows {
		all = append(all, read(r))
	}
	return all
}

// readEach is readAll for rows that may not be read.
func readEach[R, T any](rows []R, read func(R) (T, error)) ([]T, error) {
	all := make([]T, 0, len(rows))
	for _, r := range rows {
		v, err := read(r)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, nil
}

func moment(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}

func someone(id *uuid.UUID) uuid.UUID {
	if id == nil {
		return uuid.Nil
	}
	return *id
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// none is nil for the zero value, which the column keeps as NULL.
func none[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}
