package postgres

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/audit"
)

// credentialRow is what a sign-in is checked against. It is all zero for an
// address without an account.
type credentialRow struct {
	ID           uuid.UUID
	Email        string
	Name         string
	Service      bool
	DisabledAt   *time.Time
	PasswordHash *string
	TotpSecret   []byte
	ConfirmedAt  *time.Time
	LastStep     int64
}

// proofOf finds what proves a person, by address or by id.
const proofOf = `SELECT a.id, a.email, a.name, a.service, a.disabled_at, c.password_hash, c.totp_secret,
		c.totp_confirmed_at AS confirmed_at, coalesce(c.totp_last_step, 0) AS last_step
	FROM identity.account a LEFT JOIN identity.credential c ON c.account_id = a.id `

func (r credentialRow) usable() bool {
	return r.ID != uuid.Nil && !r.Service && r.DisabledAt == nil && r.PasswordHash != nil
}

// hash is what a password is verified against: nothing where no password can
// be right, for which the same work is done.
func (r credentialRow) hash() string {
	if !r.usable() {
		return ""
	}
	return *r.PasswordHash
}

// SignIn proves a person by e-mail address and password and opens a session.
// The work is the same whether the address has an account or not: two
// transactions and one hash.
func (s Accounts) SignIn(ctx context.Context, who access.Actor, try account.Try) (account.Entered, error) {
	nobody := access.Actor{Request: who.Request}
	door := s.door(try.Email, try.Address)
	c, err := s.knock(ctx, nobody, door, proofOf+`WHERE a.email = ?`, account.ReadEmail(try.Email))
	if err != nil {
		return account.Entered{}, err
	}
	met, err := s.Hasher.Verify(ctx, c.hash(), try.Password)
	if err != nil {
		return account.Entered{}, unavailable{err}
	}
	if !met {
		return account.Entered{}, s.turnAway(ctx, nobody, door, c.ID, "password", account.ErrWrong())
	}
	var in account.Entered
	proven := access.Actor{ID: c.ID, Request: who.Request}
	err = s.identity(ctx, proven, func(tx *gorm.DB) error {
		in = account.Entered{}
		place, err := s.placeOf(tx, c.ID)
		if err != nil {
			return err
		}
		if place == 0 {
			return s.log(tx, proven, audit.Event{Act: audit.Auth, Kind: "account", On: audit.On(c.ID), Detail: "no partnership", Outcome: audit.Denied})
		}
		next, err := s.next(tx, c)
		if err != nil {
			return err
		}
		if err := door.open(tx, next == account.In); err != nil {
			return err
		}
		row, entered := s.newSession(c.ID, place, next, false, try.Agent)
		if err := tx.Create(&row).Error; err != nil {
			return err
		}
		in = entered
		proven.Partnership = place
		return s.log(tx, proven, audit.Event{Act: audit.Auth, Kind: "session", On: audit.On(row.ID), Detail: "password, next " + string(next)})
	})
	if err == nil && in.Token == "" {
		err = account.ErrNoPlace()
	}
	return in, err
}

// next is what a person still has to do after the right password.
func (s Accounts) next(tx *gorm.DB, c credentialRow) (account.Next, error) {
	if c.ConfirmedAt != nil {
		return account.Code, nil
	}
	needs, err := s.needsSecondFactor(tx, c.ID)
	if err != nil || !needs {
		return account.In, err
	}
	return account.Enrol, nil
}

// needsSecondFactor reports whether a person holds, in any partnership, a role
// that takes a second factor.
func (s Accounts) needsSecondFactor(tx *gorm.DB, id uuid.UUID) (bool, error) {
	if s.WithoutSecondFactor {
		return false, nil
	}
	var grants []grantRow
	if err := tx.Raw(grantsOf+`WHERE account_id = ?`, id).Scan(&grants).Error; err != nil {
		return false, err
	}
	var holds []access.Holding
	for _, g := range readAll(grants, grantRow.read) {
		if g.Live(s.today()) {
			holds = append(holds, access.Holding{Strand: g.Strand, Role: g.Role})
		}
	}
	return account.NeedsSecondFactor(holds), nil
}

// placeOf is the partnership in which a person begins: the one they worked in
// last, where they still belong to it, or their first by name. 0 is none.
func (s Accounts) placeOf(tx *gorm.DB, id uuid.UUID) (int, error) {
	places, err := s.places(tx, id)
	if err != nil || len(places) == 0 {
		return 0, err
	}
	var last []int
	if err := tx.Raw(`SELECT partnership_id FROM identity.session WHERE account_id = ? AND partnership_id IS NOT NULL ORDER BY last_seen_at DESC LIMIT 1`, id).Scan(&last).Error; err != nil {
		return 0, err
	}
	for _, p := range places {
		if slices.Contains(last, p.ID) {
			return p.ID, nil
		}
	}
	return places[0].ID, nil
}

// places lists the partnerships a person belongs to, by name.
func (s Accounts) places(tx *gorm.DB, id uuid.UUID) ([]account.Place, error) {
	var rows []account.Place
	err := tx.Raw(`SELECT DISTINCT p.id, p.name FROM identity.membership m JOIN shared.partnership p ON p.id = m.partnership_id
		WHERE m.account_id = @id AND m.ended_by IS NULL AND m.from_day <= @day AND (m.to_day IS NULL OR m.to_day >= @day) AND p.archived_at IS NULL
		ORDER BY p.name`, map[string]any{"id": id, "day": s.today()}).Scan(&rows).Error
	return rows, err
}

// agentOf is the browser's name for itself, as much of it as is kept.
func agentOf(agent string) string {
	agent = strings.TrimSpace(agent)
	if r := []rune(agent); len(r) > maxAgent {
		return string(r[:maxAgent])
	}
	return agent
}

const maxAgent = 200
