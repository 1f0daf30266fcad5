package partnership

import (
	"strings"
	"time"

	"liaison/internal/access"
	"liaison/internal/fault"
)

// AgencyRighting is what an agency is rightly called, what kind it is, and when
// it last joined.
type AgencyRighting struct {
	Name, Short, Kind string
	Joined            time.Time
	Why               string
	Seen              string // what [Seat.Seen] was when it was asked for
}

// Seen is a digest of what an [AgencyRighting] may change: the agency's names
// and kind, and the day it last joined.
func (s Seat) Seen() string {
	shown := []string{s.Agency.Name, s.Agency.Short, s.Agency.Kind}
	if len(s.Spells) > 0 {
		shown = append(shown, written(s.Spells[0].Joined))
	}
	return seen(shown...)
}

// Check returns everything wrong with the righting, as an Invalid fault.
func (x AgencyRighting) Check(s Seat, today time.Time) error {
	var c fault.Check
	checkReason(&c, "why", x.Why, "Enter what was wrong")
	now := s.Spells[0]
	if !x.Joined.IsZero() {
		c.Need(now.Left.IsZero() || !x.Joined.After(now.Left), "joined", "Day it joined must be on or before %s, its last day", written(now.Left))
		if len(s.Spells) > 1 {
			before := s.Spells[1].Left
			c.Need(x.Joined.After(before), "joined", "Day it joined must be after %s, until when it took part before", written(before))
		}
		for _, r := range s.People {
			c.Need(r.From.Before(now.Joined) || !r.From.Before(x.Joined), "joined", "Day it joined must be on or before %s, from when %s stands for it. Put that right first", written(r.From), r.Person.Name)
		}
	}
	a := s.Agency
	c.Need(a.Name != x.Name || a.Short != x.Short || a.Kind != x.Kind || !now.Joined.Equal(x.Joined), "name", "Change something, or cancel")
	a.Name, a.Short, a.Kind = x.Name, x.Short, x.Kind
	c.Take(CheckAgency(a))
	return c.Join(CheckJoined(x.Joined, today))
}

// CorrectAgency puts right what the agency is called, what kind it is, or the
// day it last joined, under the same source of facts. It is a Conflict where
// somebody else did so since the form was opened.
func CorrectAgency(x AgencyRighting, today time.Time) access.Change[Seat] {
	return access.Change[Seat]{Do: access.KeepAgency, Apply: func(s *Seat) error {
		if len(s.Spells) == 0 {
			return fault.Missing()
		}
		if err := x.Check(*s, today); err != nil {
			return err
		}
		if x.Seen != s.Seen() {
			return stale()
		}
		is := s.Agency
		is.Name, is.Short, is.Kind = x.Name, x.Short, x.Kind
		now := &s.Spells[0]
		said := differing(
			[3]string{"Name", s.Agency.Name, is.Name}, [3]string{"Short name", s.Agency.Short, is.Short}, [3]string{"Kind", s.Agency.KindName(), is.KindName()},
			[3]string{"Day it joined", written(now.Joined), written(x.Joined)},
		)
		source := now.Source(s.Partnership)
		if !now.Joined.Equal(x.Joined) {
			now.Kept, now.Joined = source, x.Joined
		}
		s.Agency = is
		for i := range s.Spells {
			s.Spells[i].Agency = is
		}
		s.say(source, x.Why, putRight+strings.Join(said, ". "))
		return nil
	}}
}
