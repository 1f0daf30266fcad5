package partnership

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fault"
)

// Righting is how the record of somebody who stood for an agency is put right.
type Righting struct {
	Never    bool // they never did: it was recorded in error
	From, To time.Time
	Why      string
	Seen     string // what [Representative.Seen] was when it was asked for
}

// Seen is a digest of what a [Righting] is about: who stood for an agency, and
// from when to when.
func (r Representative) Seen() string { return seen(r.Person.Name, written(r.From), written(r.To)) }

// Check returns everything wrong with the righting, as an Invalid fault.
func (x Righting) Check(s Seat, r Representative, today time.Time) error {
	var c fault.Check
	checkReason(&c, "why", x.Why, "Enter what was wrong")
	if x.Never {
		return c.Err()
	}
	c.Need(!x.From.IsZero(), "from", "Enter the first day")
	checkFirst(&c, "from", x.From, today, "First day")
	if !r.To.IsZero() {
		checkLast(&c, x.From, x.To, today)
	}
	c.Need(!x.From.Equal(r.From) || !x.To.Equal(r.To), "from", "Change a day, say that they never stood for the agency, or cancel")
	if x.From.IsZero() || !r.To.IsZero() && x.To.IsZero() {
		return c.Err()
	}
	spell, ok := s.On(x.From)
	c.Need(ok, "from", "First day must be while %s takes part", s.Agency.Name)
	c.Need(!ok || spell.Left.IsZero() || !x.To.IsZero() && !x.To.After(spell.Left), "last", "Last day must be on or before %s, the last day of %s", written(spell.Left), s.Agency.Name)
	for _, o := range s.People {
		same := strings.EqualFold(o.Person.Name, r.Person.Name)
		if o.ID == r.ID || !coincide(x.From, x.To, o.From, o.To) || !same && (o.Deputy || r.Deputy) {
			continue
		}
		field, until := "from", "goes on"
		if x.From.Before(o.From) && !x.To.IsZero() {
			field = "last"
		}
		if !o.To.IsZero() {
			until = "lasts until " + written(o.To)
		}
		c.Need(false, field, "The time of %s, which begins on %s and %s, must not overlap. Put that right first", o.Person.Name, written(o.From), until)
	}
	return c.Err()
}

// PutRight corrects when somebody stood for the agency, or says that they never
// did. What was recorded of meetings meanwhile stays as it was recorded. It is a
// Conflict where somebody else changed those days since the form was opened.
func PutRight(id uuid.UUID, x Righting, today time.Time) access.Change[Seat] {
	return access.Change[Seat]{Do: access.NameRepresentative, Apply: func(s *Seat) error {
		i := slices.IndexFunc(s.People, func(r Representative) bool { return r.ID == id })
		if i < 0 {
			return fault.Missing()
		}
		was := s.People[i]
		if err := x.Check(*s, was, today); err != nil {
			return err
		}
		if x.Seen != was.Seen() {
			return stale()
		}
		if x.Never {
			s.People = slices.Delete(s.People, i, i+1)
			s.say(s.around(was).Source(s.Partnership), x.Why, putRight+was.Person.Name+" never stood for "+s.Agency.Name+". It was recorded "+was.time())
			s.say(was.ID, x.Why, "Recorded in error")
			return nil
		}
		r := &s.People[i]
		r.From, r.To = x.From, x.To
		s.say(r.ID, x.Why, putRight+r.Person.Name+" stood for "+s.Agency.Name+" "+r.time()+". It was recorded "+was.time())
		slices.SortStableFunc(s.People, func(a, b Representative) int { return b.From.Compare(a.From) })
		return nil
	}}
}

// around is the time of taking part in which somebody began, or the newest.
func (s Seat) around(r Representative) Partner {
	if p, ok := s.On(r.From); ok || len(s.Spells) == 0 {
		return p
	}
	return s.Spells[0]
}

// time is when somebody stood for an agency, in words.
func (r Representative) time() string {
	if r.To.IsZero() {
		return "from " + written(r.From)
	}
	return "from " + written(r.From) + " to " + written(r.To)
}
