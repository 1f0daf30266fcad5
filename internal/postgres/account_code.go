package postgres

import (
	"context"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/audit"
	"liaison/internal/fault"
	"liaison/internal/secret"
)

// SignInCode proves a pending session by a code and puts a new session in its
// place.
func (s Accounts) SignInCode(ctx context.Context, who access.Actor, token string, try account.Try) (account.Entered, error) {
	nobody := access.Actor{Request: who.Request}
	waiting, c, err := s.pending(ctx, nobody, token)
	if err != nil {
		return account.Entered{}, err
	}
	if c.ConfirmedAt == nil {
		return account.Entered{}, fault.Missing()
	}
	door := s.door(c.Email, try.Address)
	if _, err := s.knock(ctx, nobody, door, proofOf+`WHERE a.id = ?`, c.ID); err != nil {
		return account.Entered{}, err
	}
	var recovery []byte
	step, met := secret.Key(c.TotpSecret).Step(try.Code, s.now())
	if !met && secret.IsCode(try.Code) {
		if recovery, err = s.Hasher.CodeHash(ctx, c.ID, try.Code); err != nil {
			return account.Entered{}, unavailable{err}
		}
	}
	var in account.Entered
	proven := access.Actor{ID: c.ID, Request: who.Request, Partnership: waiting.place()}
	err = s.identity(ctx, proven, func(tx *gorm.DB) error {
		how, err := s.spend(tx, c.ID, step, met, recovery)
		if err != nil {
			return err
		}
		if err := door.open(tx, true); err != nil {
			return err
		}
		row, entered := s.newSession(c.ID, waiting.place(), account.In, true, try.Agent)
		if err := s.rotate(tx, waiting.ID, &row); err != nil {
			return err
		}
		in = entered
		return s.log(tx, proven, audit.Event{Act: audit.Auth, Kind: "session", On: audit.On(row.ID), Detail: how})
	})
	if fault.FieldsOf(err) != nil {
		return account.Entered{}, s.turnAway(ctx, nobody, door, c.ID, "code", err)
	}
	return in, err
}

// spend uses a one-time code or a recovery code up, so that it works only
// once, whoever comes at the same moment with the same one.
func (s Accounts) spend(tx *gorm.DB, id uuid.UUID, step int64, met bool, recovery []byte) (string, error) {
	how, res := "one-time code", &gorm.DB{}
	switch {
	case met:
		res = tx.Exec(`UPDATE identity.credential SET totp_last_step = ? WHERE account_id = ? AND totp_last_step < ?`, step, id, step)
	case recovery != nil:
		how = "recovery code"
		res = tx.Exec(`UPDATE identity.recovery_code SET used_at = ? WHERE account_id = ? AND code_hash = ? AND used_at IS NULL`, s.now(), id, recovery)
	}
	if res.Error == nil && res.RowsAffected != 1 {
		return "", account.ErrCode()
	}
	return how, res.Error
}
