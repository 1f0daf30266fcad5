package postgres

import (
	"context"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/audit"
	"liaison/internal/fault"
	"liaison/internal/secret"
)

type invitationRow struct {
	ID            uuid.UUID
	Email         string
	Name          string
	PartnershipID int
	Place         string
	Role          string
	AgencyID      *int
	Reason        string
	InvitedBy     uuid.UUID
	CreatedAt     time.Time
	ExpiresAt     time.Time
	Known         bool
}

func (r invitationRow) read() account.Invitation {
	i := account.Invitation{
		ID: r.ID, Email: r.Email, Name: r.Name, Partnership: r.PartnershipID, Place: r.Place, Role: access.Role(r.Role), Reason: r.Reason,
		InvitedBy: r.InvitedBy, Made: r.CreatedAt, Expires: r.ExpiresAt, Known: r.Known,
	}
	if r.AgencyID != nil {
		i.Agency = *r.AgencyID
	}
	return i
}

const invitationsOf = `SELECT i.id, i.email, i.name, i.partnership_id, p.name AS place, i.role, i.agency_id, i.reason, i.invited_by,
		i.created_at, i.expires_at, EXISTS (SELECT FROM identity.account a WHERE a.email = i.email) AS known
	FROM identity.invitation i JOIN shared.partnership p ON p.id = i.partnership_id `

// Invite keeps an invitation and returns the token of its link. It takes the
// place of an earlier one to the same address for the same role.
func (s Accounts) Invite(ctx context.Context, who access.Actor, i account.Invitation) (string, error) {
	if err := s.may(who, access.InviteAccount); err != nil {
		return "", err
	}
	i.ID, i.Email, i.Name, i.Reason = uuid.New(), account.ReadEmail(i.Email), strings.TrimSpace(i.Name), strings.TrimSpace(i.Reason)
	i.Partnership, i.InvitedBy, i.Made = who.Partnership, who.ID, s.now().UTC()
	i.Expires = i.Made.Add(account.InvitationLife)
	token := secret.NewToken()
	err := s.identity(ctx, who, func(tx *gorm.DB) error {
		agencies, err := s.agencies(tx, who.Partnership)
		if err != nil {
			return err
		}
		if err := i.Check(agencies); err != nil {
			return err
		}
		if err := s.mayJoin(tx, i); err != nil {
			return err
		}
		if err := tx.Exec(`UPDATE identity.invitation SET withdrawn_at = ? WHERE email = ? AND partnership_id = ? AND role = ? AND accepted_at IS NULL AND withdrawn_at IS NULL`,
			i.Made, i.Email, i.Partnership, string(i.Role)).Error; err != nil {
			return err
		}
		if err := tx.Exec(`INSERT INTO identity.invitation (id, token_hash, email, name, partnership_id, role, agency_id, reason, invited_by, created_at, expires_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			i.ID, secret.TokenHash(token), i.Email, i.Name, i.Partnership, string(i.Role), none(i.Agency), i.Reason, i.InvitedBy, i.Made, i.Expires).Error; err != nil {
			return err
		}
		return s.log(tx, who, audit.Event{Act: audit.Admin, Did: access.InviteAccount, Kind: "invitation", On: audit.On(i.ID), Why: i.Reason, Detail: string(i.Role)})
	})
	if err != nil {
		return "", err
	}
	return token, nil
}

// mayJoin says why the person of the address may not take the role, where they
// have an account already.
func (s Accounts) mayJoin(tx *gorm.DB, i account.Invitation) error {
	var ids []uuid.UUID
	if err := tx.Raw(`SELECT id FROM identity.account WHERE email = ?`, i.Email).Scan(&ids).Error; err != nil || len(ids) == 0 {
		return err
	}
	if ids[0] == i.InvitedBy {
		return fault.At("email", "Enter someone else’s email address: you cannot invite yourself")
	}
	held, err := s.held(tx, ids[0], i.Partnership)
	if err != nil {
		return err
	}
	return i.MayJoin(held, s.today())
}

// WithdrawInvitation makes a link useless.
func (s Accounts) WithdrawInvitation(ctx context.Context, who access.Actor, id uuid.UUID) error {
	return s.identity(ctx, who, func(tx *gorm.DB) error {
		var rows []invitationRow
		if err := tx.Raw(invitationsOf+`WHERE i.id = ?`, id).Scan(&rows).Error; err != nil {
			return err
		}
		if len(rows) == 0 || rows[0].PartnershipID != who.Partnership {
			return fault.Missing()
		}
		if err := s.guard.Check(who, access.InviteAccount, rows[0].read().Scope()); err != nil {
			return err
		}
		res := tx.Exec(`UPDATE identity.invitation SET withdrawn_at = ? WHERE id = ? AND accepted_at IS NULL AND withdrawn_at IS NULL`, s.now(), id)
		if res.Error == nil && res.RowsAffected != 1 {
			return fault.New(fault.Conflict, "This invitation was accepted or withdrawn before")
		}
		if res.Error != nil {
			return res.Error
		}
		return s.log(tx, who, audit.Event{Act: audit.Admin, Did: access.InviteAccount, Kind: "invitation", On: audit.On(id), Detail: "withdrawn"})
	})
}

// Invitation finds the invitation of a link that still works, or NotFound.
func (s Accounts) Invitation(ctx context.Context, token string) (account.Invitation, error) {
	if !secret.IsToken(token) {
		return account.Invitation{}, fault.Missing()
	}
	var rows []invitationRow
	err := s.identity(ctx, access.Actor{}, func(tx *gorm.DB) error {
		return tx.Raw(invitationsOf+`WHERE i.token_hash = ? AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > ? AND p.archived_at IS NULL`, secret.TokenHash(token), s.now()).Scan(&rows).Error
	})
	if err != nil {
		return account.Invitation{}, err
	}
	if len(rows) == 0 {
		return account.Invitation{}, fault.Missing()
	}
	return rows[0].read(), nil
}

// Accept gives the invited person an account, or proves the one they have by
// its password, and the membership.
func (s Accounts) Accept(ctx context.Context, who access.Actor, token, again string, try account.Try) error {
	nobody := access.Actor{Request: who.Request}
	i, err := s.Invitation(ctx, token)
	if err != nil {
		return err
	}
	if i.Known {
		return s.acceptKnown(ctx, nobody, i, try)
	}
	if err := account.CheckPassword(try.Password, again, i.Email, i.Name); err != nil {
		return err
	}
	hash, err := s.Hasher.Hash(ctx, try.Password)
	if err != nil {
		return unavailable{err}
	}
	return s.identity(ctx, nobody, func(tx *gorm.DB) error {
		id, now := uuid.New(), s.now().UTC()
		if err := tx.Exec(`INSERT INTO identity.account (id, email, name, created_at, version) VALUES (?, ?, ?, ?, 1)`, id, i.Email, i.Name, now).Error; err != nil {
			return err
		}
		if err := tx.Exec(`INSERT INTO identity.credential (account_id, password_hash, password_changed_at) VALUES (?, ?, ?)`, id, hash, now).Error; err != nil {
			return err
		}
		return s.join(tx, nobody, i, id)
	})
}

// acceptKnown adds the membership to an account that its password has proved.
func (s Accounts) acceptKnown(ctx context.Context, nobody access.Actor, i account.Invitation, try account.Try) error {
	door := s.door(i.Email, try.Address)
	c, err := s.knock(ctx, nobody, door, proofOf+`WHERE a.email = ?`, i.Email)
	if fault.FieldsOf(err) != nil {
		return fault.At("password", "There were too many attempts. Wait 15 minutes, then try again")
	}
	if err != nil {
		return err
	}
	met, err := s.Hasher.Verify(ctx, c.hash(), try.Password)
	if err != nil {
		return unavailable{err}
	}
	if !met {
		return s.turnAway(ctx, nobody, door, c.ID, "password", fault.At("password", "Enter the password of your account"))
	}
	return s.identity(ctx, nobody, func(tx *gorm.DB) error {
		if err := door.open(tx, true); err != nil {
			return err
		}
		held, err := s.held(tx, c.ID, i.Partnership)
		if err != nil {
			return err
		}
		if err := i.MayJoin(held, s.today()); err != nil {
			return fault.New(fault.Conflict, fault.FieldsOf(err)[0].Say)
		}
		return s.join(tx, nobody, i, c.ID)
	})
}

// join uses the invitation up and gives its membership.
func (s Accounts) join(tx *gorm.DB, nobody access.Actor, i account.Invitation, id uuid.UUID) error {
	now := s.now().UTC()
	res := tx.Exec(`UPDATE identity.invitation SET accepted_at = ?, account_id = ? WHERE id = ? AND accepted_at IS NULL AND withdrawn_at IS NULL AND expires_at > ?`, now, id, i.ID, now)
	if res.Error != nil {
		return res.Error
	}
	if res.RowsAffected != 1 {
		return fault.Missing()
	}
	if err := tx.Exec(`INSERT INTO identity.membership (id, account_id, partnership_id, role, agency_id, from_day, reason, given_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		uuid.New(), id, i.Partnership, string(i.Role), none(i.Agency), s.today(), i.Reason, i.InvitedBy).Error; err != nil {
		return err
	}
	return s.log(tx, nobody, audit.Event{Act: audit.Admin, Did: access.InviteAccount, Kind: "account", On: audit.On(id), Detail: "invitation accepted, " + string(i.Role)})
}
