package partnership

import (
	"slices"
	"time"

	"liaison/internal/access"
	"liaison/internal/fault"
)

// Leaving is how an agency stops taking part.
type Leaving struct {
	Last       time.Time // last day
	Why        string
	Handover   bool
	MergedInto int // another partner, or 0
}

// Check returns everything wrong with the leaving, as an Invalid fault. The
// others are those that the agency may have merged into.
func (l Leaving) Check(s Seat, others []Agency, today time.Time) error {
	var c fault.Check
	open, _ := s.Open()
	checkLast(&c, open.Joined, l.Last, today)
	for _, r := range s.People {
		c.Need(l.Last.IsZero() || !r.From.After(l.Last), "last", "Last day must be on or after %s, from when %s stands for the agency", written(r.From), r.Person.Name)
	}
	checkReason(&c, "why", l.Why, "Enter why the agency leaves")
	c.Need(l.MergedInto == 0 || l.MergedInto != s.Agency.ID && l.heir(others).ID != 0, "into", "Select the agency from the list")
	return c.Err()
}

// heir is the agency that it merged into, if it is one of the others.
func (l Leaving) heir(others []Agency) Agency {
	i := slices.IndexFunc(others, func(a Agency) bool { return a.ID == l.MergedInto })
	if i < 0 {
		return Agency{}
	}
	return others[i]
}

// Gone says that the agency no longer takes part, as a Conflict; nil where it
// does, without an end.
func (s Seat) Gone() error {
	if _, ok := s.Open(); ok || len(s.Spells) == 0 {
		return nil
	}
	return fault.New(fault.Conflict, "%s leaves on %s, which is recorded already", s.Agency.Name, written(s.Spells[0].Left))
}

// Leave gives the agency its last day. Whoever still stands for it stops on
// that day too.
func Leave(l Leaving, others []Agency, today time.Time) access.Change[Seat] {
	return access.Change[Seat]{Do: access.KeepAgency, Apply: func(s *Seat) error {
		if err := s.Gone(); err != nil {
			return err
		}
		if err := l.Check(*s, others, today); err != nil {
			return err
		}
		i := slices.IndexFunc(s.Spells, func(p Partner) bool { return p.Left.IsZero() })
		if i < 0 {
			return fault.Missing()
		}
		p := &s.Spells[i]
		p.Left, p.LeftReason, p.Handover, p.MergedInto = l.Last, l.Why, l.Handover, l.MergedInto
		said := s.Agency.Name + " left on " + written(l.Last)
		if l.MergedInto != 0 {
			said += " and merged into " + l.heir(others).Name
		}
		s.say(p.Source(s.Partnership), l.Why, said, handed(l.Handover))
		for n, r := range s.People {
			if r.To.IsZero() || r.To.After(l.Last) {
				s.stop(n, l.Last, leftWith, false)
			}
		}
		return nil
	}}
}

// Left says that the agency has no last day that could be taken back, as a
// Conflict: it takes part without an end, or never did.
func (s Seat) Left() error {
	if len(s.Spells) == 0 || s.Spells[0].Left.IsZero() {
		return fault.New(fault.Conflict, "%s takes part, and no leaving is recorded", s.Agency.Name)
	}
	return nil
}

// leftWith is the reason kept of those who stopped because their agency left.
const leftWith = "The agency left the partnership"

// Stay takes back a leaving that was recorded in error: the agency takes part
// as if it had not left, and so does whoever stopped with it.
func Stay(why string) access.Change[Seat] {
	return access.Change[Seat]{Do: access.KeepAgency, Apply: func(s *Seat) error {
		if err := s.Left(); err != nil {
			return err
		}
		if err := CheckWithdrawal(why); err != nil {
			return err
		}
		p := &s.Spells[0]
		last := p.Left
		p.Left, p.LeftReason, p.Handover, p.MergedInto = time.Time{}, "", false, 0
		s.say(p.Source(s.Partnership), why, "Withdrawn that "+s.Agency.Name+" left on "+written(last)+". It takes part without an end")
		for n, r := range s.People {
			if r.To.Equal(last) && r.LeftWhy == leftWith {
				s.resume(n, why)
			}
		}
		return nil
	}}
}

func handed(over bool) string {
	if over {
		return "A handover is recorded"
	}
	return "No handover is recorded"
}
