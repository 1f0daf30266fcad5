package partnership

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fault"
)

// Naming is somebody about to stand for an agency.
type Naming struct {
	ID       uuid.UUID
	Person   string
	Deputy   bool
	From     time.Time
	End      bool // the present named representative's time ends the day before
	Handover bool // and they handed over to the next
	Why      string
}

// Check returns everything wrong with the naming, as an Invalid fault.
func (n Naming) Check(s Seat, today time.Time) error {
	var c fault.Check
	checkName(&c, "person", n.Person, "Enter who stands for the agency", "Name", MaxPersonName)
	c.Need(!n.From.IsZero(), "from", "Enter the first day")
	checkFirst(&c, "from", n.From, today, "First day")
	if open, ok := s.Open(); ok {
		c.Need(n.From.IsZero() || !n.From.Before(open.Joined), "from", "First day must be on or after %s, when %s joined", written(open.Joined), s.Agency.Name)
	}
	if n.From.IsZero() {
		return c.Err()
	}
	if n.Deputy {
		n.checkDeputy(&c, s)
		return c.Err()
	}
	n.checkNamed(&c, s)
	return c.Err()
}

// checkNamed wants no other named representative in the time, but for the
// present one where that is ended the day before.
func (n Naming) checkNamed(c *fault.Check, s Seat) {
	for _, r := range s.People {
		if !n.meets(r) {
			continue
		}
		same := strings.EqualFold(r.Person.Name, n.Person)
		switch {
		case r.Deputy && same:
			c.Need(r.From.Before(n.From), "from", "First day must be after %s, from when %s is a registered deputy", written(r.From), r.Person.Name)
		case r.Deputy:
		case !r.From.Before(n.From):
			c.Need(false, "from", "First day must be after %s, the first day of %s", written(r.From), r.Person.Name)
		case !r.To.IsZero():
			c.Need(false, "from", "First day must be after %s, the last day of %s", written(r.To), r.Person.Name)
		case same:
			c.Need(false, "person", "%s stands for the agency already", r.Person.Name)
		default:
			c.Need(n.End, "end", "Select that %s stands until the day before, or end it first", r.Person.Name)
			checkReason(c, "why", n.Why, "Enter why "+r.Person.Name+" stops")
		}
	}
}

// meets reports whether somebody's time has a day in common with the naming,
// which has no end.
func (n Naming) meets(r Representative) bool { return r.To.IsZero() || !r.To.Before(n.From) }

// checkDeputy wants nobody who stands for the agency in that time already.
func (n Naming) checkDeputy(c *fault.Check, s Seat) {
	for _, r := range s.People {
		if !n.meets(r) || !strings.EqualFold(r.Person.Name, n.Person) {
			continue
		}
		switch {
		case !r.To.IsZero():
			c.Need(false, "from", "First day must be after %s, until when %s stands for the agency", written(r.To), r.Person.Name)
		case r.Deputy:
			c.Need(false, "person", "%s is a registered deputy already", r.Person.Name)
		default:
			c.Need(false, "person", "%s is the named representative. Enter somebody else", r.Person.Name)
		}
	}
}

// Name makes somebody the agency's named representative or a registered
// deputy. A named representative who stands already is ended the day before,
// where the naming says so; so is the naming of the same person as deputy.
func Name(n Naming, today time.Time) access.Change[Seat] {
	return access.Change[Seat]{Do: access.NameRepresentative, Apply: func(s *Seat) error {
		if err := s.Gone(); err != nil {
			return err
		}
		if err := n.Check(*s, today); err != nil {
			return err
		}
		if n.Deputy {
			s.say(n.ID, "", n.Person+" registered as deputy of "+s.Agency.Name+" from "+written(n.From))
		} else {
			s.say(n.ID, "", n.Person+" named as representative of "+s.Agency.Name+" from "+written(n.From))
		}
		for i, r := range s.People {
			switch before := n.From.AddDate(0, 0, -1); {
			case n.Deputy || !n.meets(r):
			case !r.Deputy:
				s.stop(i, before, n.Why, n.Handover)
			case strings.EqualFold(r.Person.Name, n.Person):
				s.stop(i, before, "Named as representative", false)
			}
		}
		s.People = append([]Representative{{
			ID: n.ID, Agency: s.Agency.ID, Person: Person{Name: n.Person}, Deputy: n.Deputy, From: n.From,
		}}, s.People...)
		slices.SortStableFunc(s.People, func(a, b Representative) int { return b.From.Compare(a.From) })
		return nil
	}}
}
