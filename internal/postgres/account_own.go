package postgres

import (
	"context"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/audit"
	"liaison/internal/fault"
)

// Mine returns the actor's own account.
func (s Accounts) Mine(ctx context.Context, who access.Actor) (account.Mine, error) {
	var m account.Mine
	err := s.identity(ctx, who, func(tx *gorm.DB) error {
		m = account.Mine{Names: map[uuid.UUID]account.Name{}}
		var found []credentialRow
		if err := tx.Raw(proofOf+`WHERE a.id = ?`, who.ID).Scan(&found).Error; err != nil {
			return err
		}
		if len(found) == 0 {
			return fault.Missing()
		}
		m.ID, m.Email, m.Name, m.Confirmed = found[0].ID, found[0].Email, found[0].Name, moment(found[0].ConfirmedAt)
		var err error
		if m.Held, err = s.held(tx, who.ID, who.Partnership); err != nil {
			return err
		}
		if m.Places, err = s.places(tx, who.ID); err != nil {
			return err
		}
		if err := tx.Raw(`SELECT count(*) FROM identity.recovery_code WHERE account_id = ? AND used_at IS NULL`, who.ID).Scan(&m.Codes).Error; err != nil {
			return err
		}
		if m.Sessions, err = s.sessions(tx, who.ID); err != nil {
			return err
		}
		m.Calendar, err = calendarLink(tx, who)
		return err
	})
	if err != nil {
		return account.Mine{}, err
	}
	var ids []uuid.UUID
	for _, x := range m.Memberships {
		ids = append(ids, x.GivenBy)
	}
	for _, x := range m.Grants {
		ids = append(ids, x.ProposedBy, x.ApprovedBy)
	}
	m.Names, err = s.Names(ctx, who, ids)
	return m, err
}

// sessions lists the sessions of an account that are in force, the latest
// first. One that was left alone for too long is not among them.
func (s Accounts) sessions(tx *gorm.DB, id uuid.UUID) ([]account.Session, error) {
	var rows []sessionRow
	err := tx.Raw(`SELECT id, created_at, last_seen_at, expires_at, strong, agent FROM identity.session
		WHERE account_id = ? AND ended_at IS NULL AND NOT pending AND expires_at > ? AND last_seen_at > ?
		ORDER BY last_seen_at DESC, id`, id, s.now(), s.now().Add(-s.Lifetimes.Idle)).Scan(&rows).Error
	return readAll(rows, func(r sessionRow) account.Session {
		return account.Session{ID: r.ID, Began: r.CreatedAt, Seen: r.LastSeenAt, Expires: r.ExpiresAt, Agent: r.Agent, Strong: r.Strong}
	}), err
}

// proof asks the actor for their password once more, counting failures as the
// sign-in does, and says what is wrong at the field.
func (s Accounts) proof(ctx context.Context, who access.Actor, password, field string) (credentialRow, door, error) {
	var email string
	err := s.identity(ctx, who, func(tx *gorm.DB) error {
		return tx.Raw(`SELECT email FROM identity.account WHERE id = ?`, who.ID).Row().Scan(&email)
	})
	if err != nil {
		return credentialRow{}, door{}, err
	}
	d := s.door(email, "")
	d.keys, d.limits = d.keys[:1], d.limits[:1] // of the account alone: this browser is known
	c, err := s.knock(ctx, who, d, proofOf+`WHERE a.id = ?`, who.ID)
	if fault.FieldsOf(err) != nil {
		return c, d, fault.At(field, "There were too many attempts. Wait 15 minutes, then try again")
	}
	if err != nil {
		return c, d, err
	}
	met, err := s.Hasher.Verify(ctx, c.hash(), password)
	if err != nil {
		return c, d, unavailable{err}
	}
	if !met {
		return c, d, s.turnAway(ctx, who, d, who.ID, "password", fault.At(field, "Enter your password as it is now"))
	}
	return c, d, nil
}

// ChangePassword sets a new password, ends every session of the actor and opens
// a new one.
func (s Accounts) ChangePassword(ctx context.Context, who access.Actor, change account.NewPassword) (account.Entered, error) {
	c, d, wrong := s.proof(ctx, who, change.Old, "old")
	if wrong != nil && fault.FieldsOf(wrong) == nil {
		return account.Entered{}, wrong
	}
	var check fault.Check
	for _, f := range fault.FieldsOf(wrong) {
		check.Need(false, f.Name, "%s", f.Say)
	}
	if err := check.Join(account.CheckPassword(change.New, change.Again, c.Email, c.Name)); err != nil {
		return account.Entered{}, err
	}
	hash, err := s.Hasher.Hash(ctx, change.New)
	if err != nil {
		return account.Entered{}, unavailable{err}
	}
	var in account.Entered
	err = s.identity(ctx, who, func(tx *gorm.DB) error {
		strong, err := s.endAll(tx, who)
		if err != nil {
			return err
		}
		if err := tx.Exec(`UPDATE identity.credential SET password_hash = ?, password_changed_at = ? WHERE account_id = ?`, hash, s.now(), who.ID).Error; err != nil {
			return err
		}
		if err := d.open(tx, true); err != nil {
			return err
		}
		row, entered := s.newSession(who.ID, who.Partnership, account.In, strong, change.Agent)
		if err := tx.Create(&row).Error; err != nil {
			return err
		}
		in = entered
		return s.log(tx, who, audit.Event{Act: audit.Auth, Did: access.KeepAccount, Kind: "account", On: audit.On(who.ID), Detail: "password changed"})
	})
	return in, err
}

// endAll ends every session of the actor, and says whether the one that acts
// had a second factor. Where that one has ended meanwhile, nothing is done.
func (s Accounts) endAll(tx *gorm.DB, who access.Actor) (bool, error) {
	var this []sessionRow
	if err := tx.Raw(`SELECT id, strong FROM identity.session WHERE id = ? AND account_id = ? AND ended_at IS NULL FOR UPDATE`, who.Session, who.ID).Scan(&this).Error; err != nil {
		return false, err
	}
	if len(this) == 0 {
		return false, fault.Missing()
	}
	err := tx.Exec(`UPDATE identity.session SET ended_at = ?, ended_why = ? WHERE account_id = ? AND ended_at IS NULL`, s.now(), endedOut, who.ID).Error
	return this[0].Strong, err
}
