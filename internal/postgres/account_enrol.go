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

// Enrol sets up a second factor for a session, pending or not, and puts a new,
// strong one in its place. A person between the password and a second factor
// that is set up already cannot set up another: they must enter its code.
func (s Accounts) Enrol(ctx context.Context, who access.Actor, token string, e account.Enrolment) (account.Enrolled, error) {
	old, c, err := s.sessionOf(ctx, access.Actor{Request: who.Request}, token)
	if err != nil {
		return account.Enrolled{}, err
	}
	if old.Pending && c.ConfirmedAt != nil || !old.Pending && old.ID != who.Session {
		return account.Enrolled{}, fault.Missing()
	}
	proven := access.Actor{ID: c.ID, Request: who.Request, Session: old.ID, Partnership: old.place()}
	var check fault.Check
	if !old.Pending {
		_, d, err := s.proof(ctx, proven, e.Password, "password")
		if err != nil && fault.FieldsOf(err) == nil {
			return account.Enrolled{}, err
		}
		for _, f := range fault.FieldsOf(err) {
			check.Need(false, f.Name, "%s", f.Say)
		}
		if err == nil {
			if err := s.identity(ctx, proven, func(tx *gorm.DB) error { return d.open(tx, true) }); err != nil {
				return account.Enrolled{}, err
			}
		}
	}
	key, ok := secret.ReadKey(e.Key)
	step, met := key.Step(e.Code, s.now())
	check.Need(ok && met, "code", "Enter the code that your app shows now")
	if err := check.Err(); err != nil {
		return account.Enrolled{}, err
	}
	codes, hashes, err := s.newCodes(ctx, c.ID)
	if err != nil {
		return account.Enrolled{}, err
	}
	done := account.Enrolled{Codes: codes}
	err = s.identity(ctx, proven, func(tx *gorm.DB) error {
		res := tx.Exec(`UPDATE identity.credential SET totp_secret = ?, totp_confirmed_at = ?, totp_last_step = ? WHERE account_id = ?`, []byte(key), s.now(), step, c.ID)
		if res.Error != nil {
			return res.Error
		}
		if err := s.keepCodes(tx, c.ID, hashes); err != nil {
			return err
		}
		row, entered := s.newSession(c.ID, old.place(), account.In, true, e.Agent)
		if err := s.rotate(tx, old.ID, &row); err != nil {
			return err
		}
		done.Entered = entered
		return s.log(tx, proven, audit.Event{Act: audit.Auth, Did: access.KeepAccount, Kind: "account", On: audit.On(c.ID), Detail: "second factor set up"})
	})
	if err != nil {
		return account.Enrolled{}, err
	}
	return done, nil
}

// NewCodes replaces the recovery codes.
func (s Accounts) NewCodes(ctx context.Context, who access.Actor, password string) ([]string, error) {
	c, d, err := s.proof(ctx, who, password, "password")
	if err != nil {
		return nil, err
	}
	if c.ConfirmedAt == nil {
		return nil, fault.New(fault.Conflict, "Set up the second step of signing in first")
	}
	codes, hashes, err := s.newCodes(ctx, who.ID)
	if err != nil {
		return nil, err
	}
	err = s.identity(ctx, who, func(tx *gorm.DB) error {
		if err := d.open(tx, true); err != nil {
			return err
		}
		if err := s.keepCodes(tx, who.ID, hashes); err != nil {
			return err
		}
		return s.log(tx, who, audit.Event{Act: audit.Auth, Did: access.KeepAccount, Kind: "account", On: audit.On(who.ID), Detail: "recovery codes made"})
	})
	if err != nil {
		return nil, err
	}
	return codes, nil
}

func (s Accounts) newCodes(ctx context.Context, id uuid.UUID) ([]string, [][]byte, error) {
	codes := secret.NewCodes()
	hashes := make([][]byte, len(codes))
	for i, code := range codes {
		h, err := s.Hasher.CodeHash(ctx, id, code)
		if err != nil {
			return nil, nil, unavailable{err}
		}
		hashes[i] = h
	}
	return codes, hashes, nil
}

// keepCodes puts new codes in the place of those that were not used. Used ones
// stay, as the trace of what they opened.
func (s Accounts) keepCodes(tx *gorm.DB, id uuid.UUID, hashes [][]byte) error {
	if err := tx.Exec(`UPDATE identity.recovery_code SET used_at = ? WHERE account_id = ? AND used_at IS NULL`, s.now(), id).Error; err != nil {
		return err
	}
	rows := make([]recoveryRow, len(hashes))
	for i, h := range hashes {
		rows[i] = recoveryRow{AccountID: id, CodeHash: h}
	}
	return tx.Create(&rows).Error
}

type recoveryRow struct {
	AccountID uuid.UUID
	CodeHash  []byte
	UsedAt    *time.Time
}

// TableName is where gorm keeps it.
func (recoveryRow) TableName() string { return "identity.recovery_code" }
