package account

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/fault"
)

// MaxGrant is the longest that a grant lasts, in days, both ends included.
const MaxGrant = 366

// Side is which side of the wall a strand is on: whoever holds a role on one
// side holds none on the other, nor for the cooling-off period after.
type Side string

// The sides. Coordination is on neither.
const (
	Neither      Side = ""
	Community    Side = "community"
	Intelligence Side = "intelligence"
)

// SideOf is the side a strand is on.
func SideOf(s access.Strand) Side {
	switch s {
	case access.Outreach, access.Casework:
		return Community
	case access.Intelligence:
		return Intelligence
	case access.Coordination, access.Identity:
	}
	return Neither
}

// Grant is a role in outreach, casework or intelligence that one person
// proposed, another approved and a third holds, from a day to a day.
type Grant struct {
	ID          uuid.UUID
	Account     uuid.UUID
	Partnership int
	Strand      access.Strand
	Role        access.Role
	From, To    time.Time
	CoolingDays int
	FirstUsed   time.Time // zero while it was never used, and then it leaves no cooling-off
	Reason      string
	ProposedBy  uuid.UUID
	ApprovedBy  uuid.UUID
	EndedBy     uuid.UUID
	EndReason   string
	Exception   uuid.UUID // the proposal by which it began inside a cooling-off; zero where it needed none
}

// Live reports whether the grant holds on the day. One that somebody ended
// holds no longer, also on the day of its end.
func (g Grant) Live(day time.Time) bool {
	return g.EndedBy == uuid.Nil && covers(g.From, g.To, day)
}

// Scope is what permission to change the grant depends on.
func (g Grant) Scope() access.Scope { return scope(g.Partnership) }

// Barred is the last day on which the grant keeps its holder from the other
// side: its own last day, or the end of the cooling-off where it was used. An
// exception from that is for one grant alone and does not change it.
func (g Grant) Barred() time.Time {
	if g.FirstUsed.IsZero() {
		return g.To
	}
	return g.To.AddDate(0, 0, g.CoolingDays)
}

// Proposal asks that a person be given a grant.
type Proposal struct {
	ID          uuid.UUID
	Account     uuid.UUID
	Partnership int
	Role        access.Role
	From, To    time.Time
	Reason      string
	Despite     string // why it may begin before a role on the other side has cooled off; empty where it is no exception
	ProposedBy  uuid.UUID
	Made        time.Time

	DecidedBy      uuid.UUID
	Decided        time.Time // zero while it waits
	Approved       bool
	DecisionReason string
}

// Scope is what permission to decide on the proposal depends on.
func (p Proposal) Scope() access.Scope { return scope(p.Partnership) }

// Held is what a person holds, or held: in this partnership their memberships,
// and in every partnership their grants. Beside it stands what the partnership
// uses, since nobody is given a role in records that it does not keep.
type Held struct {
	Memberships []Membership
	Grants      []Grant
	Off         []access.Strand // strands that this partnership has not switched on
}

// GrantRoles lists the roles that are held by a grant.
func GrantRoles() []access.Role {
	return slices.DeleteFunc(access.Roles(), func(r access.Role) bool { return !r.Granted() })
}

// MemberRoles lists the roles that are held by membership.
func MemberRoles() []access.Role { return slices.DeleteFunc(access.Roles(), access.Role.Granted) }

// Check returns everything wrong with the proposal on the day it is made, as
// an Invalid fault.
func (p Proposal) Check(held Held, day time.Time) error {
	if err := p.check(day).Err(); err != nil {
		return err
	}
	return p.mayHold(held, day, false)
}

// check gathers what is wrong with the proposal by itself.
func (p Proposal) check(day time.Time) *fault.Check {
	c := new(fault.Check)
	c.Need(p.Account != uuid.Nil, "person", "Select who will hold the role")
	c.Need(p.Account == uuid.Nil || p.Account != p.ProposedBy, "person", "Select someone else: you cannot propose a role for yourself")
	c.Need(p.Role.Granted(), "role", "Select a role")
	c.Need(!p.From.IsZero(), "from", "Enter the first day of the role")
	c.Need(p.From.IsZero() || !p.From.Before(day), "from", "First day must be today or in the future")
	c.Need(!p.To.IsZero(), "to", "Enter the last day of the role")
	c.Need(p.To.IsZero() || !p.To.Before(p.From), "to", "Last day must be the same as or after the first day")
	c.Need(p.From.IsZero() || p.To.IsZero() || !p.To.After(p.From.AddDate(0, 0, MaxGrant-1)), "to", "Last day must be within %d days of the first day", MaxGrant)
	needReason(c, p.Reason, "Enter why the person needs the role")
	return c
}

// CheckException returns everything wrong with a proposal of an exception from
// the cooling-off on the day it is made, as an Invalid fault. There is none
// from a role that is still held, nor where nothing stands against the grant.
func (p Proposal) CheckException(held Held, day time.Time) error {
	c := p.check(day)
	needWhy(c, "despite", p.Despite, "Enter why the role cannot wait until the cooling-off is over")
	if err := c.Err(); err != nil {
		return err
	}
	if err := p.mayHold(held, day, true); err != nil {
		return err
	}
	if !p.cooling(held) {
		return fault.At("from", "No cooling-off stands against this role on these days. Propose it without an exception")
	}
	return nil
}

// cooling reports whether a role on the other side was used and has not cooled
// off when this one begins.
func (p Proposal) cooling(held Held) bool {
	return slices.ContainsFunc(held.Grants, func(g Grant) bool {
		return SideOf(g.Strand) != SideOf(p.Role.Strand()) && g.To.Before(p.From) && !g.Barred().Before(p.From)
	})
}

// mayHold says why the person may not hold the role, at the field to mend. For
// an exception a cooling-off does not stand against it; what is held always does.
func (p Proposal) mayHold(held Held, day time.Time, exception bool) error {
	member, works := false, false
	for _, m := range held.Memberships {
		if m.Partnership != p.Partnership || !m.Live(day) {
			continue
		}
		member = true
		works = works || slices.Contains([]access.Role{access.Coordinator, access.Staff, access.Manager}, m.Role)
		if say := Apart(m.Role, p.Role); say != "" {
			return fault.At("role", say)
		}
	}
	var c fault.Check
	c.Need(!slices.Contains(held.Off, p.Role.Strand()), "role", NotOn(p.Role.Strand()))
	c.Need(member, "person", "Select a person with access to this partnership")
	c.Need(!member || works, "role", "This role is given to coordinators, managers and agency staff only")
	for _, g := range held.Grants {
		if g.Partnership == p.Partnership && g.Strand == p.Role.Strand() && overlap(g.From, g.To, p.From, p.To) {
			c.Need(false, "role", "This person already holds a role in %s in that time", inWords(g.Strand))
		}
		until := g.Barred()
		if exception {
			until = g.To
		}
		if SideOf(g.Strand) != SideOf(p.Role.Strand()) && overlap(g.From, until, p.From, p.To) {
			c.Need(false, "role", OtherSide)
		}
	}
	return c.Err()
}

// NotOn says what has to be done before anybody is given a role in the strand.
func NotOn(s access.Strand) string {
	return s.Name() + " are not switched on in this partnership. A coordinator or manager proposes them on the page ‘Set up the partnership’, and another approves"
}

// OtherSide says why a grant is refused for what its holder holds, or held, on
// the other side of the wall.
const OtherSide = "This person holds, or held within the cooling-off period, a role on the other side: outreach and casework are never combined with intelligence"

// Apart says why two roles of one partnership may not be one person's, and is
// empty where they may.
func Apart(a, b access.Role) string {
	if a == b {
		return ""
	}
	for _, pair := range [][2]access.Role{{a, b}, {b, a}} {
		one, other := pair[0], pair[1]
		switch {
		case one.Strand() == access.Identity && other.Strand() != access.Identity:
			return "An " + strings.ToLower(one.Name()) + " reads no records, and so cannot also be " + article(other)
		case (one == access.SeparationReviewer || one == access.GovernanceApprover) && other.Granted():
			return article(one) + " sees only what comes before them, and so cannot also be " + article(other)
		case SideOf(one.Strand()) == Community && SideOf(other.Strand()) == Intelligence:
			return OtherSide
		}
	}
	return ""
}

// Decide approves a proposal or refuses it, for a reason. Whoever decides is
// neither who proposed it nor who would hold it.
func Decide(by uuid.UUID, approve bool, reason string, held Held, now time.Time) access.Change[Proposal] {
	return access.Change[Proposal]{Do: access.ApproveGrant, Apply: func(p *Proposal) error {
		if !p.Decided.IsZero() {
			return fault.New(fault.Conflict, "This proposal has already been decided on")
		}
		if say := p.Barred(by); say != "" {
			return fault.New(fault.Forbidden, say)
		}
		var c fault.Check
		needReason(&c, reason, "Enter why you decided so")
		if err := c.Err(); err != nil {
			return err
		}
		if approve {
			if p.To.Before(calendar.Day(now)) {
				return fault.New(fault.Conflict, "The last day of this role has passed. Refuse it, and propose it again with other days")
			}
			if err := p.mayHold(held, calendar.Day(now), p.Despite != ""); err != nil {
				return fault.New(fault.Conflict, fault.FieldsOf(err)[0].Say)
			}
		}
		p.DecidedBy, p.Decided, p.Approved, p.DecisionReason = by, now, approve, strings.TrimSpace(reason)
		return nil
	}}
}

// CheckDecision returns everything wrong with a decision as it was entered,
// approve or refuse, as an Invalid fault.
func CheckDecision(decision, reason string) error {
	var c fault.Check
	c.Need(decision == "approve" || decision == "refuse", "decision", "Select whether to approve the role")
	needReason(&c, reason, "Enter why you decided so")
	return c.Err()
}

// Barred says why a person may not decide on the proposal, and is empty where
// they may.
func (p Proposal) Barred(by uuid.UUID) string {
	switch by {
	case p.ProposedBy:
		return "You proposed this role, so another person must decide on it"
	case p.Account:
		return "This role would be yours, so another person must decide on it"
	}
	return ""
}

// Grant is the grant that an approved proposal becomes. One whose first day
// passed while it waited begins on the day.
func (p Proposal) Grant(id uuid.UUID, cooling int, day time.Time) Grant {
	from := p.From
	if from.Before(day) {
		from = day
	}
	g := Grant{ID: id, Account: p.Account, Partnership: p.Partnership, Strand: p.Role.Strand(), Role: p.Role, From: from, To: p.To, CoolingDays: cooling, Reason: p.Reason, ProposedBy: p.ProposedBy, ApprovedBy: p.DecidedBy}
	if p.Despite != "" {
		g.Exception = p.ID
	}
	return g
}

// EndGrant ends a grant after the day, for a reason.
func EndGrant(by uuid.UUID, reason string, day time.Time) access.Change[Grant] {
	return access.Change[Grant]{Do: access.EndGrant, Apply: func(g *Grant) error {
		var c fault.Check
		needReason(&c, reason, "Enter why the role ends")
		if err := c.Err(); err != nil {
			return err
		}
		if g.EndedBy != uuid.Nil || g.To.Before(day) {
			return fault.New(fault.Conflict, "This role has already ended")
		}
		g.To, g.EndedBy, g.EndReason = ending(g.From, day), by, strings.TrimSpace(reason)
		return nil
	}}
}

func overlap(from, to, otherFrom, otherTo time.Time) bool {
	return !from.After(otherTo) && !otherFrom.After(to)
}

// inWords is a strand inside a sentence: "outreach records".
func inWords(s access.Strand) string { return strings.ToLower(s.Name()) }

func article(r access.Role) string {
	name := strings.ToLower(r.Name())
	if r == access.Staff {
		return name
	}
	if strings.ContainsRune("aeiou", rune(name[0])) {
		return "an " + name
	}
	return "a " + name
}
