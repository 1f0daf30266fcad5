package postgres

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/audit"
	"liaison/internal/fault"
	"liaison/internal/partnership"
)

// Propose keeps a proposal of a grant. One that the wall stands against is
// refused, and that is logged.
func (s Accounts) Propose(ctx context.Context, who access.Actor, p account.Proposal) (uuid.UUID, error) {
	p.Despite = ""
	return s.propose(ctx, who, p, access.ProposeGrant, account.Proposal.Check)
}

// Except keeps a proposal of a grant inside the cooling-off of the other side.
// One that the wall stands against all the same is refused, and that is logged.
func (s Accounts) Except(ctx context.Context, who access.Actor, p account.Proposal) (uuid.UUID, error) {
	return s.propose(ctx, who, p, access.ExceptGrant, account.Proposal.CheckException)
}

func (s Accounts) propose(
	ctx context.Context, who access.Actor, p account.Proposal, do access.Action, check func(account.Proposal, account.Held, time.Time) error,
) (uuid.UUID, error) {
	if err := s.may(who, do); err != nil {
		return uuid.Nil, err
	}
	p.ID, p.Partnership, p.ProposedBy, p.Made = uuid.New(), who.Partnership, who.ID, s.now().UTC()
	p.Reason, p.Despite = strings.TrimSpace(p.Reason), strings.TrimSpace(p.Despite)
	err := s.identity(ctx, who, func(tx *gorm.DB) error {
		held, err := s.held(tx, p.Account, p.Partnership)
		if err != nil {
			return err
		}
		if held.Off, err = s.off(tx, p.Partnership); err != nil {
			return err
		}
		if err := check(p, held, s.today()); err != nil {
			return err
		}
		row := proposalRow{
			ID: p.ID, AccountID: p.Account, PartnershipID: p.Partnership, Strand: string(p.Role.Strand()), Role: string(p.Role),
			FromDay: p.From, ToDay: p.To, Reason: p.Reason, Despite: orNull(p.Despite), ProposedBy: p.ProposedBy, CreatedAt: p.Made,
		}
		if err := tx.Create(&row).Error; err != nil {
			return err
		}
		return s.log(tx, who, audit.Event{Act: audit.Admin, Did: do, Kind: "proposal", On: audit.On(p.ID), Why: p.Reason, Detail: string(p.Role)})
	})
	if err != nil && apart(err) {
		return uuid.Nil, s.refused(ctx, who, audit.Event{Did: do, Kind: "account", On: audit.On(p.Account), Detail: "other side, " + string(p.Role)}, err)
	}
	return p.ID, err
}

// off lists the strands that a partnership has not switched on.
func (s Accounts) off(tx *gorm.DB, of int) ([]access.Strand, error) {
	var on []access.Strand
	if err := tx.Raw(`SELECT strand FROM shared.strand_use WHERE partnership_id = ? AND approved`, of).Scan(&on).Error; err != nil {
		return nil, err
	}
	return slices.DeleteFunc(partnership.Optional(), func(x access.Strand) bool { return slices.Contains(on, x) }), nil
}

// apart reports whether something was refused because one person would hold
// roles on both sides of the wall.
func apart(err error) bool {
	var known *fault.Error
	if !errors.As(err, &known) {
		return false
	}
	for _, f := range known.Fields {
		if f.Say == account.OtherSide {
			return true
		}
	}
	return known.Say == account.OtherSide
}

// Decide approves a proposal, which makes the grant, or refuses it. Whoever
// loses a race to give one person both sides is told why, and that is logged.
func (s Accounts) Decide(ctx context.Context, who access.Actor, id uuid.UUID, approve bool, reason string) error {
	var p account.Proposal
	err := s.identity(ctx, who, func(tx *gorm.DB) error {
		var rows []proposalRow
		if err := tx.Raw(proposalsOf+`WHERE id = ? FOR UPDATE`, id).Scan(&rows).Error; err != nil {
			return err
		}
		if len(rows) == 0 || rows[0].PartnershipID != who.Partnership {
			return fault.Missing()
		}
		p = rows[0].read()
		held, err := s.held(tx, p.Account, p.Partnership)
		if err != nil {
			return err
		}
		if held.Off, err = s.off(tx, p.Partnership); err != nil {
			return err
		}
		change := account.Decide(who.ID, approve, reason, held, s.now())
		if err := s.guard.Check(who, change.Do, p.Scope()); err != nil {
			return err
		}
		if err := change.Apply(&p); err != nil {
			return err
		}
		if err := single(tx.Exec(`UPDATE identity.grant_proposal SET decided_by = ?, decided_at = ?, approved = ?, decision_reason = ? WHERE id = ? AND decided_at IS NULL`,
			p.DecidedBy, p.Decided, p.Approved, p.DecisionReason, id)); err != nil {
			return err
		}
		detail := "refused " + string(p.Role)
		if approve {
			detail = "approved " + string(p.Role)
			if p.Despite != "" {
				detail += ", an exception"
			}
			if err := s.give(tx, p); err != nil {
				return err
			}
		}
		return s.log(tx, who, audit.Event{Act: audit.Admin, Did: change.Do, Kind: "proposal", On: audit.On(id), Why: p.DecisionReason, Detail: detail})
	})
	if constraint, ok := excluded(err); ok {
		err = fault.New(fault.Conflict, account.OtherSide)
		if !strings.Contains(constraint, "barred") && !strings.Contains(constraint, "side") {
			err = fault.New(fault.Conflict, "This person already holds a role in these records in that time")
		}
		return s.refused(ctx, who, audit.Event{Did: access.ApproveGrant, Kind: "proposal", On: audit.On(id), Detail: constraint}, err)
	}
	if err != nil && apart(err) {
		return s.refused(ctx, who, audit.Event{Did: access.ApproveGrant, Kind: "proposal", On: audit.On(id), Detail: "other side, " + string(p.Role)}, err)
	}
	return err
}

// give makes the grant of an approved proposal.
func (s Accounts) give(tx *gorm.DB, p account.Proposal) error {
	cooling, err := s.cooling(tx, p.Partnership)
	if err != nil {
		return err
	}
	g := p.Grant(uuid.New(), cooling, s.today())
	return tx.Exec(`INSERT INTO identity.strand_grant (id, account_id, partnership_id, strand, role, from_day, to_day, cooling_days, reason, proposed_by, approved_by, created_at, exception_id)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		g.ID, g.Account, g.Partnership, string(g.Strand), string(g.Role), g.From, g.To, g.CoolingDays, g.Reason, g.ProposedBy, g.ApprovedBy, s.now().UTC(), orNull(g.Exception)).Error
}

// EndGrant ends a grant for a reason. Its holder may end it too, when they hold
// a role that may end grants.
func (s Accounts) EndGrant(ctx context.Context, who access.Actor, id uuid.UUID, reason string) error {
	return s.identity(ctx, who, func(tx *gorm.DB) error {
		var rows []grantRow
		if err := tx.Raw(grantsOf+`WHERE id = ? FOR UPDATE`, id).Scan(&rows).Error; err != nil {
			return err
		}
		if len(rows) == 0 || rows[0].PartnershipID != who.Partnership {
			return fault.Missing()
		}
		g := rows[0].read()
		change := account.EndGrant(who.ID, reason, s.today())
		if err := s.guard.Check(who, change.Do, g.Scope()); err != nil {
			return err
		}
		if err := change.Apply(&g); err != nil {
			return err
		}
		if err := s.closeGrant(tx, g); err != nil {
			return err
		}
		return s.log(tx, who, audit.Event{Act: audit.Admin, Did: change.Do, Kind: "grant", On: audit.On(id), Why: g.EndReason, Detail: string(g.Role)})
	})
}

func (s Accounts) closeGrant(tx *gorm.DB, g account.Grant) error {
	return single(tx.Exec(`UPDATE identity.strand_grant SET to_day = ?, ended_by = ?, end_reason = ? WHERE id = ? AND ended_by IS NULL`, g.To, g.EndedBy, g.EndReason, g.ID))
}
