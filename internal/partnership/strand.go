package partnership

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fault"
)

// Optional lists the strands that a partnership may do without. Coordination
// is always on.
func Optional() []access.Strand {
	return []access.Strand{access.Outreach, access.Casework, access.Intelligence}
}

// StrandUse is one proposal that the partnership use a strand, and what became
// of it: one person proposes it, and another approves it.
type StrandUse struct {
	ID         uuid.UUID
	Strand     access.Strand
	Reason     string
	ProposedBy uuid.UUID
	ProposedAt time.Time
	DecidedBy  uuid.UUID
	DecidedAt  time.Time // zero while it waits
	Approved   bool
	Why        string // the reason of the decision
}

// Waiting reports whether nobody has decided on it yet.
func (u StrandUse) Waiting() bool { return u.DecidedBy == uuid.Nil }

// Check returns everything wrong with the proposal, as an Invalid fault.
func (u StrandUse) Check() error {
	var c fault.Check
	c.Need(slices.Contains(Optional(), u.Strand), "strand", "Select a record area from the list")
	checkReason(&c, "reason", u.Reason, "Enter why this partnership needs these records")
	return c.Err()
}

// StrandUses is which strands one partnership uses, and what was proposed.
type StrandUses struct {
	Partnership int
	Uses        []StrandUse // newest first
}

// Scope is where they are kept.
func (s StrandUses) Scope() access.Scope {
	return access.Scope{Strand: access.Coordination, Partnership: s.Partnership}
}

// Of returns the use of a strand that is on or waits, if there is one.
func (s StrandUses) Of(in access.Strand) (StrandUse, bool) {
	i := slices.IndexFunc(s.Uses, func(u StrandUse) bool { return u.Strand == in && (u.Waiting() || u.Approved) })
	if i < 0 {
		return StrandUse{}, false
	}
	return s.Uses[i], true
}

// ProposeStrand asks for a strand to be switched on. It waits for a second
// person. A strand that is on, or waits, is not proposed again.
func ProposeStrand(u StrandUse) access.Change[StrandUses] {
	return access.Change[StrandUses]{Do: access.ProposeStrand, Apply: func(s *StrandUses) error {
		if err := u.Check(); err != nil {
			return err
		}
		if now, ok := s.Of(u.Strand); ok {
			if now.Waiting() {
				return fault.New(fault.Conflict, "%s are already proposed and wait for a second person", u.Strand.Name())
			}
			return fault.New(fault.Conflict, "%s are already switched on", u.Strand.Name())
		}
		u.DecidedBy, u.DecidedAt, u.Approved, u.Why = uuid.Nil, time.Time{}, false, ""
		s.Uses = append([]StrandUse{u}, s.Uses...)
		return nil
	}}
}

// DecideStrand switches a proposed strand on, or refuses it, for a reason.
// Whoever proposed it does not decide.
func DecideStrand(id, by uuid.UUID, approve bool, why string, now time.Time) access.Change[StrandUses] {
	return access.Change[StrandUses]{Do: access.ApproveStrand, Apply: func(s *StrandUses) error {
		i := slices.IndexFunc(s.Uses, func(u StrandUse) bool { return u.ID == id })
		switch {
		case i < 0:
			return fault.Missing()
		case !s.Uses[i].Waiting():
			return fault.New(fault.Conflict, "This proposal has already been decided")
		case s.Uses[i].ProposedBy == by:
			return fault.New(fault.Forbidden, "Somebody other than the person who proposed this must decide on it")
		}
		if err := CheckStrandDecision(why); err != nil {
			return err
		}
		u := &s.Uses[i]
		u.DecidedBy, u.DecidedAt, u.Approved, u.Why = by, now, approve, why
		return nil
	}}
}

// CheckStrandDecision returns what is wrong with the reason of a decision, as
// an Invalid fault.
func CheckStrandDecision(why string) error {
	var c fault.Check
	checkReason(&c, "why", why, "Enter why you decide so")
	return c.Err()
}

// StrandStore keeps which strands a partnership uses.
type StrandStore interface {
	// StrandUses returns which strands the partnership uses, with every
	// proposal and what became of it.
	StrandUses(ctx context.Context, who access.Actor) (StrandUses, error)
	// ChangeStrandUses does one thing to them and logs it, or does neither.
	// Besides what the change itself returns, it returns Forbidden, and
	// Conflict when somebody else proposed or decided meanwhile.
	ChangeStrandUses(ctx context.Context, who access.Actor, ch access.Change[StrandUses]) error

	SetupStore
}
