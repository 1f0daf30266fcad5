package postgres

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/audit"
	"liaison/internal/fault"
	"liaison/internal/secret"
)

type sessionRow struct {
	ID            uuid.UUID `gorm:"primaryKey"`
	TokenHash     []byte
	AccountID     uuid.UUID
	PartnershipID *int
	CreatedAt     time.Time
	LastSeenAt    time.Time
	ExpiresAt     time.Time
	Strong        bool
	Pending       bool
	Agent         string
	EndedAt       *time.Time
	EndedWhy      *string
}

// TableName is where gorm keeps it.
func (sessionRow) TableName() string { return "identity.session" }

func (r sessionRow) place() int {
	if r.PartnershipID == nil {
		return 0
	}
	return *r.PartnershipID
}

// Why a session ended, as its row says.
const (
	endedOut       = "out"     // signed out, or the password changed
	endedElsewhere = "ended"   // from another browser
	endedRotated   = "rotated" // another took its place
)

// newSession makes a session that is not kept yet, and what the browser gets.
func (s Accounts) newSession(id uuid.UUID, partnership int, next account.Next, strong bool, agent string) (sessionRow, account.Entered) {
	now, token := s.now().UTC(), secret.NewToken()
	row := sessionRow{
		ID: uuid.New(), TokenHash: secret.TokenHash(token), AccountID: id, PartnershipID: none(partnership),
		CreatedAt: now, LastSeenAt: now, ExpiresAt: now.Add(s.Lifetimes.Absolute), Strong: strong, Pending: next != account.In, Agent: agentOf(agent),
	}
	if row.Pending {
		row.ExpiresAt = now.Add(s.Lifetimes.Pending)
	}
	return row, account.Entered{Token: token, Expires: row.ExpiresAt, Next: next}
}

// rotate puts a new session in the place of an old one, which must not have
// ended meanwhile.
func (s Accounts) rotate(tx *gorm.DB, old uuid.UUID, row *sessionRow) error {
	res := tx.Exec(`UPDATE identity.session SET ended_at = ?, ended_why = ? WHERE id = ? AND ended_at IS NULL`, s.now(), endedRotated, old)
	if res.Error != nil {
		return res.Error
	}
	if res.RowsAffected != 1 {
		return fault.Missing()
	}
	return tx.Create(row).Error
}

// pending finds the session of a token between password and second factor, and
// what its person is checked against.
func (s Accounts) pending(ctx context.Context, who access.Actor, token string) (sessionRow, credentialRow, error) {
	session, c, err := s.sessionOf(ctx, who, token)
	if err == nil && !session.Pending {
		err = fault.Missing()
	}
	return session, c, err
}

// sessionOf finds a session that has not ended, pending or not, by its token.
func (s Accounts) sessionOf(ctx context.Context, who access.Actor, token string) (sessionRow, credentialRow, error) {
	var sessions []sessionRow
	var found []credentialRow
	if !secret.IsToken(token) {
		return sessionRow{}, credentialRow{}, fault.Missing()
	}
	err := s.identity(ctx, who, func(tx *gorm.DB) error {
		sessions, found = nil, nil
		if err := tx.Raw(`SELECT * FROM identity.session WHERE token_hash = ? AND ended_at IS NULL AND expires_at > ?`, secret.TokenHash(token), s.now()).Scan(&sessions).Error; err != nil {
			return err
		}
		if len(sessions) == 0 {
			return fault.Missing()
		}
		if err := tx.Raw(proofOf+`WHERE a.id = ?`, sessions[0].AccountID).Scan(&found).Error; err != nil {
			return err
		}
		if len(found) == 0 || !found[0].usable() {
			return fault.Missing()
		}
		return nil
	})
	if err != nil {
		return sessionRow{}, credentialRow{}, err
	}
	return sessions[0], found[0], nil
}

// Pending finds the pending session of a token, or NotFound.
func (s Accounts) Pending(ctx context.Context, token string) (account.Pending, error) {
	_, c, err := s.pending(ctx, access.Actor{}, token)
	if err != nil {
		return account.Pending{}, err
	}
	p := account.Pending{Email: c.Email, Next: account.Enrol}
	if c.ConfirmedAt != nil {
		p.Next = account.Code
	}
	return p, nil
}

// SignOut ends the actor's session.
func (s Accounts) SignOut(ctx context.Context, who access.Actor) error {
	if who.Session == uuid.Nil {
		return nil
	}
	return s.identity(ctx, who, func(tx *gorm.DB) error {
		res := tx.Exec(`UPDATE identity.session SET ended_at = ?, ended_why = ? WHERE id = ? AND account_id = ? AND ended_at IS NULL`, s.now(), endedOut, who.Session, who.ID)
		if res.Error != nil || res.RowsAffected == 0 {
			return res.Error
		}
		return s.log(tx, who, audit.Event{Act: audit.Auth, Did: access.KeepAccount, Kind: "session", On: audit.On(who.Session), Detail: "signed out"})
	})
}

// EndSession ends one of the actor's own sessions, or NotFound.
func (s Accounts) EndSession(ctx context.Context, who access.Actor, id uuid.UUID) error {
	return s.identity(ctx, who, func(tx *gorm.DB) error {
		res := tx.Exec(`UPDATE identity.session SET ended_at = ?, ended_why = ? WHERE id = ? AND account_id = ? AND ended_at IS NULL`, s.now(), endedElsewhere, id, who.ID)
		if res.Error != nil {
			return res.Error
		}
		if res.RowsAffected != 1 {
			return fault.Missing()
		}
		return s.log(tx, who, audit.Event{Act: audit.Auth, Did: access.KeepAccount, Kind: "session", On: audit.On(id), Detail: "ended"})
	})
}

// EndOtherSessions ends all of the actor's sessions but this one and says how
// many.
func (s Accounts) EndOtherSessions(ctx context.Context, who access.Actor) (int, error) {
	ended := 0
	err := s.identity(ctx, who, func(tx *gorm.DB) error {
		res := tx.Exec(`UPDATE identity.session SET ended_at = ?, ended_why = ? WHERE account_id = ? AND id <> ? AND ended_at IS NULL`, s.now(), endedElsewhere, who.ID, who.Session)
		if res.Error != nil {
			return res.Error
		}
		ended = int(res.RowsAffected)
		return s.log(tx, who, audit.Event{Act: audit.Auth, Did: access.KeepAccount, Kind: "account", On: audit.On(who.ID), Detail: "ended all other sessions"})
	})
	return ended, err
}

// Ending says why the session of a token no longer holds.
func (s Accounts) Ending(ctx context.Context, token string) (account.Ending, error) {
	if !secret.IsToken(token) {
		return account.NoSession, nil
	}
	type row struct {
		LastSeenAt, ExpiresAt time.Time
		EndedWhy              string
		Pending               bool
	}
	rows, err := query[row](ctx, s.DB, access.Actor{}, access.Identity,
		`SELECT last_seen_at, expires_at, coalesce(ended_why, '') AS ended_why, pending FROM identity.session WHERE token_hash = $1`, secret.TokenHash(token))
	if err != nil || len(rows) == 0 {
		return account.NoSession, err
	}
	now := s.now()
	switch r := rows[0]; {
	case r.Pending || r.EndedWhy == endedRotated:
		return account.NoSession, nil
	case r.EndedWhy == endedOut:
		return account.SignedOut, nil
	case r.EndedWhy != "":
		return account.Ended, nil
	case !r.LastSeenAt.Add(s.Lifetimes.Idle).After(now):
		return account.Away, nil
	case !r.ExpiresAt.After(now):
		return account.Over, nil
	case !r.LastSeenAt.Add(s.Lifetimes.IdleClose).After(now):
		return account.Away, nil
	}
	return account.Removed, nil
}

// Switch moves the actor's session to another partnership of theirs.
func (s Accounts) Switch(ctx context.Context, who access.Actor, partnership int) error {
	return s.identity(ctx, who, func(tx *gorm.DB) error {
		places, err := s.places(tx, who.ID)
		if err != nil {
			return err
		}
		for _, p := range places {
			if p.ID != partnership {
				continue
			}
			res := tx.Exec(`UPDATE identity.session SET partnership_id = ? WHERE id = ? AND account_id = ? AND ended_at IS NULL`, partnership, who.Session, who.ID)
			if res.Error != nil {
				return res.Error
			}
			if res.RowsAffected != 1 {
				return fault.Missing()
			}
			return s.log(tx, who, audit.Event{Act: audit.Auth, Did: access.KeepAccount, Kind: "session", On: audit.On(who.Session), Detail: "changed partnership"})
		}
		return fault.Missing()
	})
}
