package account

import (
	"net/mail"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fault"
)

// InvitationLife is how long the link of an invitation works.
const InvitationLife = 7 * 24 * time.Hour

// Invitation asks a person to join a partnership in a role. It is accepted by
// whoever holds its link, once.
type Invitation struct {
	ID          uuid.UUID
	Email       string
	Name        string
	Partnership int
	Place       string // the partnership's name
	Role        access.Role
	Agency      int
	Reason      string
	InvitedBy   uuid.UUID
	Made        time.Time
	Expires     time.Time
	Known       bool // the address has an account, whose password accepts
}

// Scope is what permission to invite depends on.
func (i Invitation) Scope() access.Scope { return scope(i.Partnership) }

// Check returns everything wrong with the invitation, as an Invalid fault. The
// agencies are the partnership's.
func (i Invitation) Check(agencies []Agency) error {
	var c fault.Check
	c.Need(i.Email != "", "email", "Enter an email address")
	checkEmail(&c, "email", i.Email)
	c.Need(i.Name != "", "name", "Enter the person’s name")
	c.Need(len([]rune(i.Name)) <= MaxName, "name", "Name must be %d characters or less", MaxName)
	c.Need(!strings.Contains(i.Name, "\n"), "name", "Enter the name on one line")
	c.Need(slices.Contains(MemberRoles(), i.Role), "role", "Select a role")
	has := slices.ContainsFunc(agencies, func(a Agency) bool { return a.ID == i.Agency })
	c.Need(i.Agency != 0 || !NeedsAgency(i.Role), "agency", "Select the person’s agency")
	c.Need(i.Agency == 0 || has, "agency", "Select an agency of this partnership")
	needReason(&c, i.Reason, "Enter why the person needs access")
	return c.Err()
}

// NeedsAgency reports whether whoever holds the role acts for an agency.
func NeedsAgency(r access.Role) bool {
	return r == access.Coordinator || r == access.Staff || r == access.Manager
}

// MayJoin says why a person who holds what is held may not take the invited
// role, as an Invalid fault at the role.
func (i Invitation) MayJoin(held Held, day time.Time) error {
	for _, m := range held.Memberships {
		if m.Partnership != i.Partnership || !m.To.IsZero() && m.To.Before(day) {
			continue
		}
		if m.Role == i.Role {
			return fault.At("role", "This person already holds that role")
		}
		if say := Apart(m.Role, i.Role); say != "" {
			return fault.At("role", say)
		}
	}
	for _, g := range held.Grants {
		if g.Partnership == i.Partnership && !g.To.Before(day) {
			if say := Apart(g.Role, i.Role); say != "" {
				return fault.At("role", say)
			}
		}
	}
	return nil
}

// CheckEmail returns an Invalid fault at the field for what is no address.
func CheckEmail(field, typed string) error {
	var c fault.Check
	checkEmail(&c, field, typed)
	return c.Err()
}

func checkEmail(c *fault.Check, field, typed string) {
	c.Need(len([]rune(typed)) <= MaxEmail, field, "Email address must be %d characters or less", MaxEmail)
	c.Need(isEmail(typed), field, "Enter an email address in the correct format, like name@example.com")
}

// isEmail reports whether the text is one plain address.
func isEmail(text string) bool {
	a, err := mail.ParseAddress(text)
	return err == nil && a.Address == text && a.Name == "" && !strings.ContainsAny(text, " \n\t<>") && strings.Contains(text[strings.LastIndex(text, "@"):], ".")
}
