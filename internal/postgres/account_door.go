package postgres

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/audit"
)

// A door is where attempts are counted: for the address that is signed in
// with, and for the network that they come from.
type door struct {
	keys   []string
	limits []account.Lockout
	now    time.Time
}

func (s Accounts) door(email, address string) door {
	sum := sha256.Sum256([]byte(account.ReadEmail(email)))
	return door{
		keys:   []string{"account:" + hex.EncodeToString(sum[:]), "address:" + account.Prefix(address)},
		limits: []account.Lockout{account.PersonLockout(), account.NetworkLockout()},
		now:    s.now(),
	}
}

type lockoutRow struct {
	Key         string
	Failures    int
	FirstAt     time.Time
	LockedUntil *time.Time
}

func (r lockoutRow) read() account.Tries {
	return account.Tries{Failures: r.Failures, First: r.FirstAt, Until: moment(r.LockedUntil)}
}

// each changes the tries of every key, under a lock that other instances wait
// for. Keys are taken in one order, so that nobody waits in a circle.
func (d door) each(tx *gorm.DB, change func(l account.Lockout, t account.Tries) account.Tries) error {
	for i, key := range d.keys {
		if err := tx.Exec(`INSERT INTO identity.lockout (key, failures, first_at) VALUES (?, 0, ?) ON CONFLICT (key) DO NOTHING`, key, d.now).Error; err != nil {
			return err
		}
		var rows []lockoutRow
		if err := tx.Raw(`SELECT key, failures, first_at, locked_until FROM identity.lockout WHERE key = ? FOR UPDATE`, key).Scan(&rows).Error; err != nil {
			return err
		}
		if len(rows) == 0 {
			continue
		}
		was := rows[0].read()
		t := change(d.limits[i], was)
		if t == was {
			continue
		}
		if err := tx.Exec(`UPDATE identity.lockout SET failures = ?, first_at = ?, locked_until = ? WHERE key = ?`, t.Failures, t.First, none(t.Until), key).Error; err != nil {
			return err
		}
	}
	return nil
}

// open takes an attempt that succeeded back from the count. Whoever is all the
// way in begins again from nothing; after the password alone earlier failures
// still count, or a known password would give any number of tries at the code.
func (d door) open(tx *gorm.DB, in bool) error {
	return d.each(tx, func(l account.Lockout, t account.Tries) account.Tries {
		if in && l == account.PersonLockout() {
			return account.Tries{First: d.now}
		}
		t.Failures = max(t.Failures-1, 0)
		return t
	})
}

// knock counts an attempt before anything is looked at and, where it may go on,
// reads what it is checked against. It returns ErrLocked where it may not.
func (s Accounts) knock(ctx context.Context, who access.Actor, d door, sql string, by any) (credentialRow, error) {
	var found []credentialRow
	var locked bool
	err := s.identity(ctx, who, func(tx *gorm.DB) error {
		found, locked = nil, false
		if err := d.each(tx, func(l account.Lockout, t account.Tries) account.Tries {
			t, ok := l.Begin(t, d.now)
			locked = locked || !ok
			return t
		}); err != nil {
			return err
		}
		if err := tx.Raw(sql, by).Scan(&found).Error; err != nil {
			return err
		}
		if !locked {
			return nil
		}
		return s.log(tx, who, audit.Event{Act: audit.Auth, Kind: "account", On: onAccount(found), Detail: "locked out", Outcome: audit.Denied})
	})
	switch {
	case err != nil:
		return credentialRow{}, err
	case locked:
		return credentialRow{}, account.ErrLocked()
	case len(found) == 0:
		return credentialRow{}, nil
	}
	return found[0], nil
}

// turnAway ends an attempt that failed: it closes the door where that was the
// last, and logs it, before the person is told.
func (s Accounts) turnAway(ctx context.Context, who access.Actor, d door, id uuid.UUID, proof string, why error) error {
	err := s.identity(ctx, who, func(tx *gorm.DB) error {
		shut := false
		if err := d.each(tx, func(l account.Lockout, t account.Tries) account.Tries {
			after := l.Fail(t, d.now)
			shut = shut || after.Until != t.Until
			return after
		}); err != nil {
			return err
		}
		detail := "wrong " + proof
		if shut {
			detail += ", now locked out"
		}
		return s.log(tx, who, audit.Event{Act: audit.Auth, Kind: "account", On: onAccount([]credentialRow{{ID: id}}), Detail: detail, Outcome: audit.Denied})
	})
	if err != nil {
		return err
	}
	return why
}

// onAccount names an account in the log; one that is not there has no name,
// and what was typed instead is not kept.
func onAccount(found []credentialRow) string {
	if len(found) == 0 || found[0].ID == uuid.Nil {
		return "unknown"
	}
	return audit.On(found[0].ID)
}
