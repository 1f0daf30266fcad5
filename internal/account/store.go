package account

import (
	"context"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
)

// Try is one attempt to prove who somebody is, with where it comes from.
type Try struct {
	Email, Password string
	Code            string // a one-time code or a recovery code
	Address, Agent  string
}

// Next is what a person has to do after a proof was accepted.
type Next string

// The steps. In is the last.
const (
	In    Next = "in"
	Code  Next = "code"  // enter a code of the second factor
	Enrol Next = "enrol" // set up a second factor, which their roles need
)

// Entered is a new session. Its token is known to the browser alone.
type Entered struct {
	Token   string
	Expires time.Time
	Next    Next
}

// Ending is why a session no longer holds.
type Ending string

// The endings.
const (
	NoSession Ending = ""        // there was none
	Away      Ending = "away"    // nothing was done for too long
	Over      Ending = "over"    // it had lasted as long as any may
	SignedOut Ending = "out"     // the person signed out, or changed their password
	Ended     Ending = "ended"   // it was ended from another browser
	Removed   Ending = "removed" // the account or its last membership ended
)

// Pending is somebody between the password and the second factor.
type Pending struct {
	Email string
	Next  Next // Code or Enrol
}

// NewPassword changes a password, with the old one as proof.
type NewPassword struct {
	Old, New, Again string
	Agent           string
}

// Mine is what a person sees of their own account. Names has those who gave
// them their roles.
type Mine struct {
	Person
	Held
	Sessions  []Session
	Confirmed time.Time // when the second factor was set up; zero while it is not
	Codes     int       // recovery codes left
	Places    []Place
	Names     map[uuid.UUID]Name
	Calendar  CalendarLink // of the partnership they are working in
}

// CalendarLink is an address at which a person's calendar program finds what is
// ahead of them in one partnership. Whoever has the address reads it.
type CalendarLink struct {
	ID   uuid.UUID
	Made time.Time // zero where there is none
	Used time.Time // the last day somebody read it; zero while nobody has
}

// Enrolment sets up a second factor: a key, and a code that proves that the
// app has it. Password is asked of someone who is signed in already.
type Enrolment struct {
	Key, Code, Password string
	Agent               string
}

// Enrolled is a session proved by the new second factor, with the recovery
// codes, which are told this once.
type Enrolled struct {
	Entered
	Codes []string
}

// Member is a person with access to a partnership, and what they hold there.
type Member struct {
	Person
	Held
}

// Staffing is everybody with access to a partnership, and what waits.
type Staffing struct {
	Members     []Member
	Proposals   []Proposal // that wait for a decision
	Invitations []Invitation
	Agencies    []Agency
	Cooling     int             // days of cooling-off
	Off         []access.Strand // that the partnership has not switched on
	Names       map[uuid.UUID]Name
	Approvers   []uuid.UUID // who may decide on proposals, where it is not their own
}

// Colleague is somebody to whom work can be given, and the agency they work for.
type Colleague struct {
	ID     uuid.UUID
	Name   string
	Agency int
}

// Store keeps accounts and everything about them. Each change is made, with
// its entry in the log, whole or not at all. A method that takes an actor acts
// in the actor's partnership, and answers NotFound for ids of another.
type Store interface {
	// SignIn proves a person by e-mail address and password and opens a new
	// session, ending none. It costs the same and says the same for an address
	// without an account. It returns Invalid: ErrWrong, ErrLocked or ErrNoPlace.
	SignIn(ctx context.Context, who access.Actor, try Try) (Entered, error)
	// SignInCode proves a pending session by a code and puts a new session in
	// its place. It returns NotFound when the token has no pending session, and
	// Invalid: ErrCode or ErrLocked.
	SignInCode(ctx context.Context, who access.Actor, token string, try Try) (Entered, error)
	// Pending finds the pending session of a token, or NotFound.
	Pending(ctx context.Context, token string) (Pending, error)
	// Enrol sets up a second factor for a session, pending or not, and puts a
	// new, strong one in its place. It returns NotFound when the token has no
	// session, and Invalid at code or password.
	Enrol(ctx context.Context, who access.Actor, token string, e Enrolment) (Enrolled, error)
	// NewCodes replaces the recovery codes. It returns Invalid at password, and
	// Conflict while there is no second factor.
	NewCodes(ctx context.Context, who access.Actor, password string) ([]string, error)
	// Find returns the session of a token, complete and in force, and counts the
	// request as a sign of life. It returns NotFound when there is none.
	Find(ctx context.Context, token string) (Visit, error)
	// Lost returns who a session belonged to that ended by itself in the last
	// day, because nothing was done for too long or because it had lasted as
	// long as any may. It is NotFound for every other token. Whoever holds the
	// token is not signed in: the actor is for keeping what they had typed.
	Lost(ctx context.Context, token string) (access.Actor, error)
	// SignOut ends the actor's session, if it has one.
	SignOut(ctx context.Context, who access.Actor) error
	// Ending says why the session of a token no longer holds.
	Ending(ctx context.Context, token string) (Ending, error)

	// Mine returns the actor's own account.
	Mine(ctx context.Context, who access.Actor) (Mine, error)
	// ChangePassword sets a new password, ends every session of the actor and
	// opens a new one. It returns Invalid at old, password or again.
	ChangePassword(ctx context.Context, who access.Actor, change NewPassword) (Entered, error)
	// EndSession ends one of the actor's own sessions, or NotFound.
	EndSession(ctx context.Context, who access.Actor, id uuid.UUID) error
	// EndOtherSessions ends all of the actor's sessions but this one and says
	// how many.
	EndOtherSessions(ctx context.Context, who access.Actor) (int, error)
	// Seats returns the partnerships in which the actor holds the role by a
	// membership today, by name, with the actor that they are in each.
	Seats(ctx context.Context, who access.Actor, role access.Role) ([]Seat, error)
	// Switch moves the actor's session to another partnership of theirs, or
	// NotFound.
	Switch(ctx context.Context, who access.Actor, partnership int) error

	// MakeCalendarLink makes the actor a calendar link for the partnership, in
	// the place of one they have, and returns its token, which is told this once.
	// Forbidden where they may not read coordination.
	MakeCalendarLink(ctx context.Context, who access.Actor) (string, error)
	// RevokeCalendarLink makes the actor's link useless, or NotFound.
	RevokeCalendarLink(ctx context.Context, who access.Actor) error
	// CalendarOwner returns whose calendar link the token is, as they are now:
	// with their roles in coordination and no other. It is NotFound, at the same
	// cost, for a token that nobody has, that was revoked, or whose owner's
	// account is disabled, left the partnership, or may not read coordination.
	CalendarOwner(ctx context.Context, request, token string) (Visit, error)

	// Staffing returns everybody with access to the actor's partnership, or
	// Forbidden.
	Staffing(ctx context.Context, who access.Actor) (Staffing, error)
	// Invite keeps an invitation and returns the token of its link, which is
	// told this once. It returns Forbidden or Invalid.
	Invite(ctx context.Context, who access.Actor, i Invitation) (string, error)
	// WithdrawInvitation makes a link useless. It returns NotFound, Forbidden,
	// or Conflict when it was accepted or withdrawn before.
	WithdrawInvitation(ctx context.Context, who access.Actor, id uuid.UUID) error
	// Invitation finds the invitation of a link, or NotFound.
	Invitation(ctx context.Context, token string) (Invitation, error)
	// Accept gives the invited person an account, or proves the one they have
	// by its password, and the membership. It returns NotFound, Invalid at
	// password or again, and Conflict when they may not hold the role any more.
	Accept(ctx context.Context, who access.Actor, token, again string, try Try) error
	// EndMembership returns NotFound, Forbidden, Invalid or Conflict.
	EndMembership(ctx context.Context, who access.Actor, id uuid.UUID, reason string) error
	// Propose keeps a proposal of a grant. It returns Forbidden or Invalid.
	Propose(ctx context.Context, who access.Actor, p Proposal) (uuid.UUID, error)
	// Except keeps a proposal of a grant that begins before a role on the other
	// side has cooled off. It returns Forbidden or Invalid.
	Except(ctx context.Context, who access.Actor, p Proposal) (uuid.UUID, error)
	// Decide approves a proposal, which makes the grant, or refuses it. It
	// returns NotFound, Forbidden, Invalid at reason, or Conflict.
	Decide(ctx context.Context, who access.Actor, id uuid.UUID, approve bool, reason string) error
	// EndGrant returns NotFound, Forbidden, Invalid or Conflict.
	EndGrant(ctx context.Context, who access.Actor, id uuid.UUID, reason string) error

	// Colleagues returns those who work in the actor's partnership for one of
	// its agencies, in a role of coordination, by name: to whom work can be
	// given. Somebody who works for two agencies is there twice.
	Colleagues(ctx context.Context, who access.Actor) ([]Colleague, error)
	// Addresses returns where the accounts are mailed, of those among the
	// Colleagues. Forbidden for who may not have people mailed the pulse.
	Addresses(ctx context.Context, who access.Actor, ids []uuid.UUID) (map[uuid.UUID]string, error)
	// Names answers who people are, by the ids that records carry. An id
	// without an account has no name.
	Names(ctx context.Context, who access.Actor, ids []uuid.UUID) (map[uuid.UUID]Name, error)
}
