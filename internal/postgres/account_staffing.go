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
)

// Staffing returns everybody with access to the actor's partnership, and what
// waits.
func (s Accounts) Staffing(ctx context.Context, who access.Actor) (account.Staffing, error) {
	if err := s.may(who, access.ReadAccounts); err != nil {
		return account.Staffing{}, err
	}
	var out account.Staffing
	err := s.identity(ctx, who, func(tx *gorm.DB) error {
		out = account.Staffing{}
		var err error
		if out.Members, err = s.members(tx, who.Partnership); err != nil {
			return err
		}
		var proposals []proposalRow
		if err := tx.Raw(proposalsOf+`WHERE partnership_id = ? AND decided_at IS NULL ORDER BY created_at, id`, who.Partnership).Scan(&proposals).Error; err != nil {
			return err
		}
		out.Proposals = readAll(proposals, proposalRow.read)
		var invitations []invitationRow
		if err := tx.Raw(invitationsOf+`WHERE i.partnership_id = ? AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL ORDER BY i.created_at, i.id`, who.Partnership).Scan(&invitations).Error; err != nil {
			return err
		}
		out.Invitations = readAll(invitations, invitationRow.read)
		if out.Agencies, err = s.agencies(tx, who.Partnership); err != nil {
			return err
		}
		if out.Off, err = s.off(tx, who.Partnership); err != nil {
			return err
		}
		out.Cooling, err = s.cooling(tx, who.Partnership)
		return err
	})
	if err != nil {
		return account.Staffing{}, err
	}
	return s.named(ctx, who, out)
}

// named adds the names of everybody who did something, and who may decide.
func (s Accounts) named(ctx context.Context, who access.Actor, out account.Staffing) (account.Staffing, error) {
	var ids []uuid.UUID
	for _, m := range out.Members {
		ids = append(ids, m.ID)
		for _, x := range m.Memberships {
			ids = append(ids, x.GivenBy, x.EndedBy)
		}
		for _, g := range m.Grants {
			ids = append(ids, g.ProposedBy, g.ApprovedBy, g.EndedBy)
		}
		held := access.Actor{ID: m.ID, Partnership: who.Partnership, Holds: holdings(m.Held, who.Partnership, s.today())}
		if s.guard.Check(held, access.ApproveGrant, here(who)) == nil {
			out.Approvers = append(out.Approvers, m.ID)
		}
	}
	for _, p := range out.Proposals {
		ids = append(ids, p.ProposedBy, p.Account)
	}
	for _, i := range out.Invitations {
		ids = append(ids, i.InvitedBy)
	}
	names, err := s.Names(ctx, who, ids)
	out.Names = names
	return out, err
}

// members lists the people whose access holds or is to come, by name, with
// their grants here that hold, are to come, or still keep them from a side.
func (s Accounts) members(tx *gorm.DB, partnership int) ([]account.Member, error) {
	day := s.today()
	var memberships []membershipRow
	if err := tx.Raw(membershipsOf+`WHERE m.partnership_id = ? AND m.ended_by IS NULL AND (m.to_day IS NULL OR m.to_day >= ?) ORDER BY m.from_day, m.role`, partnership, day).Scan(&memberships).Error; err != nil {
		return nil, err
	}
	var people []personRow
	if err := tx.Raw(`SELECT id, email, name, title, disabled_at FROM identity.account
		WHERE NOT service AND id IN (SELECT account_id FROM identity.membership WHERE partnership_id = ? AND ended_by IS NULL AND (to_day IS NULL OR to_day >= ?))
		ORDER BY name, id`, partnership, day).Scan(&people).Error; err != nil {
		return nil, err
	}
	var grants []grantRow
	if err := tx.Raw(grantsOf+`WHERE partnership_id = ? ORDER BY from_day, strand`, partnership).Scan(&grants).Error; err != nil {
		return nil, err
	}
	all := make([]account.Member, 0, len(people))
	for _, p := range people {
		m := account.Member{Person: p.read()}
		for _, x := range memberships {
			if x.AccountID == p.ID {
				m.Memberships = append(m.Memberships, x.read())
			}
		}
		for _, x := range grants {
			if g := x.read(); g.Account == p.ID && !g.Barred().Before(day) {
				m.Grants = append(m.Grants, g)
			}
		}
		all = append(all, m)
	}
	return all, nil
}

// agencies lists the agencies that take part in a partnership today.
func (s Accounts) agencies(tx *gorm.DB, partnership int) ([]account.Agency, error) {
	var all []account.Agency
	err := tx.Raw(`SELECT DISTINCT g.id, g.name FROM shared.partnership_agency a JOIN shared.agency g ON g.id = a.agency_id
		WHERE a.partnership_id = ? AND a.left_on IS NULL ORDER BY g.name`, partnership).Scan(&all).Error
	return all, err
}

func (s Accounts) cooling(tx *gorm.DB, partnership int) (int, error) {
	var days int
	err := tx.Raw(`SELECT cooling_days FROM shared.partnership WHERE id = ?`, partnership).Row().Scan(&days)
	return days, err
}

// EndMembership ends a membership for a reason, and with the person's last one
// in the partnership their grants there and the invitations they made.
func (s Accounts) EndMembership(ctx context.Context, who access.Actor, id uuid.UUID, reason string) error {
	return s.identity(ctx, who, func(tx *gorm.DB) error {
		var rows []membershipRow
		if err := tx.Raw(membershipsOf+`WHERE m.id = ? FOR UPDATE OF m`, id).Scan(&rows).Error; err != nil {
			return err
		}
		if len(rows) == 0 || rows[0].PartnershipID != who.Partnership {
			return fault.Missing()
		}
		m := rows[0].read()
		change := account.EndMembership(who.ID, reason, s.today())
		if err := s.guard.Check(who, change.Do, m.Scope()); err != nil {
			return err
		}
		if err := change.Apply(&m); err != nil {
			return err
		}
		if err := single(tx.Exec(`UPDATE identity.membership SET to_day = ?, ended_by = ?, end_reason = ? WHERE id = ? AND ended_by IS NULL`, m.To, m.EndedBy, m.EndReason, id)); err != nil {
			return err
		}
		if err := s.endRest(tx, who, m); err != nil {
			return err
		}
		return s.log(tx, who, audit.Event{Act: audit.Admin, Did: change.Do, Kind: "membership", On: audit.On(id), Why: m.EndReason})
	})
}

// endRest ends what may not outlive a person's last membership.
func (s Accounts) endRest(tx *gorm.DB, who access.Actor, m account.Membership) error {
	held, err := s.held(tx, m.Account, m.Partnership)
	if err != nil {
		return err
	}
	for _, other := range held.Memberships {
		if other.Live(s.today()) {
			return nil
		}
	}
	for _, g := range held.Grants {
		if g.Partnership != m.Partnership || g.EndedBy != uuid.Nil || g.To.Before(s.today()) {
			continue
		}
		if err := account.EndGrant(who.ID, "Access to the partnership ended", s.today()).Apply(&g); err != nil {
			return err
		}
		if err := s.closeGrant(tx, g); err != nil {
			return err
		}
	}
	return tx.Exec(`UPDATE identity.invitation SET withdrawn_at = ? WHERE invited_by = ? AND partnership_id = ? AND accepted_at IS NULL AND withdrawn_at IS NULL`, s.now(), m.Account, m.Partnership).Error
}

// single is nil where exactly one row was changed, and a Conflict where somebody
// else came first.
func single(res *gorm.DB) error {
	if res.Error == nil && res.RowsAffected != 1 {
		return changed()
	}
	return res.Error
}

type proposalRow struct {
	ID             uuid.UUID `gorm:"primaryKey"`
	AccountID      uuid.UUID
	PartnershipID  int
	Strand         string
	Role           string
	FromDay        time.Time
	ToDay          time.Time
	Reason         string
	Despite        *string
	ProposedBy     uuid.UUID
	CreatedAt      time.Time
	DecidedBy      *uuid.UUID
	DecidedAt      *time.Time
	Approved       *bool
	DecisionReason *string
}

// TableName is where gorm keeps it.
func (proposalRow) TableName() string { return "identity.grant_proposal" }

func (r proposalRow) read() account.Proposal {
	return account.Proposal{
		ID: r.ID, Account: r.AccountID, Partnership: r.PartnershipID, Role: access.Role(r.Role), From: r.FromDay.UTC(), To: r.ToDay.UTC(),
		Reason: r.Reason, Despite: text(r.Despite), ProposedBy: r.ProposedBy, Made: r.CreatedAt, DecidedBy: someone(r.DecidedBy), Decided: moment(r.DecidedAt),
		Approved: r.Approved != nil && *r.Approved, DecisionReason: text(r.DecisionReason),
	}
}

const proposalsOf = `SELECT id, account_id, partnership_id, strand, role, from_day, to_day, reason, despite, proposed_by, created_at,
		decided_by, decided_at, approved, decision_reason
	FROM identity.grant_proposal `
