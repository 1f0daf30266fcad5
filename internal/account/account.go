// Package account knows the people who use the service: how they come in, what
// proves that it is them, which roles they hold from when to when, who gave
// them, and which roles one person may not hold together. It keeps nothing and
// shows nothing; and it knows accounts, never records.
package account

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fault"
)

// The longest answers that are kept, in characters.
const (
	MaxName   = 100
	MaxEmail  = 200
	MaxReason = 500
)

// Person is somebody with an account.
type Person struct {
	ID       uuid.UUID
	Email    string // in small letters
	Name     string
	Title    string
	Disabled time.Time // zero while the account is in use
}

// Name is how a person is named beside what they did.
type Name struct {
	Full   string
	Agency string // their agency's name in the partnership asked about, or empty
}

// Agency is a partner agency as a form offers it.
type Agency struct {
	ID   int
	Name string
}

// Place is a partnership that a person belongs to.
type Place struct {
	ID   int
	Name string
}

// Seat is a partnership with the actor that a person is there: what they hold
// in it by membership, without what takes a grant.
type Seat struct {
	Place
	Who access.Actor
}

// Visit is a session in force: who acts, and the words that every page shows
// about them.
type Visit struct {
	Who             access.Actor
	Person          string
	RoleName        string
	AgencyName      string
	PartnershipName string
	Strong          bool // a second factor was given
	Partnerships    int  // how many the person may choose from
}

// RoleNames is what a person who holds the roles is called: "Agency staff and
// Case worker".
func RoleNames(roles []access.Role) string {
	var names []string
	for _, r := range access.Roles() {
		if slices.Contains(roles, r) {
			names = append(names, r.Name())
		}
	}
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return strings.Join(names, "")
}

// Membership is one role of a person in one partnership, from a day to a day.
type Membership struct {
	ID          uuid.UUID
	Account     uuid.UUID
	Partnership int
	Role        access.Role
	Agency      int
	AgencyName  string
	From        time.Time
	To          time.Time // last day; zero while no end is set
	Reason      string
	GivenBy     uuid.UUID // nobody for the first two people of a partnership
	EndedBy     uuid.UUID
	EndReason   string
}

// Live reports whether the membership holds on the day. One that somebody
// ended holds no longer, also on the day of its end.
func (m Membership) Live(day time.Time) bool {
	return m.EndedBy == uuid.Nil && covers(m.From, m.To, day)
}

// Scope is what permission to change the membership depends on.
func (m Membership) Scope() access.Scope { return scope(m.Partnership) }

func scope(partnership int) access.Scope {
	return access.Scope{Strand: access.Identity, Partnership: partnership}
}

func covers(from, to, day time.Time) bool {
	return !day.Before(from) && (to.IsZero() || !day.After(to))
}

// ReadEmail is an e-mail address in the one form in which it is kept.
func ReadEmail(typed string) string { return strings.ToLower(strings.TrimSpace(typed)) }

// EndMembership ends a membership after the day, for a reason. Nobody ends
// their own: another person sees to it that somebody is left to do the work.
func EndMembership(by uuid.UUID, reason string, day time.Time) access.Change[Membership] {
	return access.Change[Membership]{Do: access.EndMembership, Apply: func(m *Membership) error {
		var c fault.Check
		needReason(&c, reason, "Enter why the access ends")
		if err := c.Err(); err != nil {
			return err
		}
		switch {
		case m.Account == by:
			return fault.New(fault.Forbidden, "You cannot end your own access. Ask another administrator or manager")
		case m.EndedBy != uuid.Nil || !m.To.IsZero() && m.To.Before(day):
			return fault.New(fault.Conflict, "This access has already ended")
		}
		m.To, m.EndedBy, m.EndReason = ending(m.From, day), by, strings.TrimSpace(reason)
		return nil
	}}
}

// ending is the last day of what is ended on a day: the day itself, or the
// first day of what has not begun.
func ending(from, day time.Time) time.Time {
	if from.After(day) {
		return from
	}
	return day
}

func needReason(c *fault.Check, reason, say string) { needWhy(c, "reason", reason, say) }

func needWhy(c *fault.Check, field, why, say string) {
	why = strings.TrimSpace(why)
	c.Need(why != "", field, say)
	c.Need(len([]rune(why)) <= MaxReason, field, "Reason must be %d characters or less", MaxReason)
}
