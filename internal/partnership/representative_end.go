package partnership

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fault"
)

// StandingDown is how somebody stops standing for an agency.
type StandingDown struct {
	Last     time.Time
	Why      string
	Handover bool // they handed over to the next
}

// Check returns everything wrong with the standing down, as an Invalid fault.
func (d StandingDown) Check(r Representative, today time.Time) error {
	var c fault.Check
	checkLast(&c, r.From, d.Last, today)
	checkReason(&c, "why", d.Why, "Enter why "+r.Person.Name+" stops")
	return c.Err()
}

// Ended says that somebody's last day is set already, as a Conflict; nil where
// it is not.
func (r Representative) Ended() error {
	if r.To.IsZero() {
		return nil
	}
	return fault.New(fault.Conflict, "The last day of %s has already been recorded, %s", r.Person.Name, written(r.To))
}

// StandDown gives somebody who stands for the agency their last day.
func StandDown(id uuid.UUID, d StandingDown, today time.Time) access.Change[Seat] {
	return access.Change[Seat]{Do: access.NameRepresentative, Apply: func(s *Seat) error {
		i := slices.IndexFunc(s.People, func(r Representative) bool { return r.ID == id })
		if i < 0 {
			return fault.Missing()
		}
		r := s.People[i]
		if err := r.Ended(); err != nil {
			return err
		}
		if err := d.Check(r, today); err != nil {
			return err
		}
		s.stop(i, d.Last, d.Why, d.Handover)
		return nil
	}}
}

// stop gives one of those who stand for the agency a last day. A deputy has
// nothing to hand over.
func (s *Seat) stop(i int, last time.Time, why string, handover bool) {
	r := &s.People[i]
	r.To, r.LeftWhy, r.Handover = last, why, handover && !r.Deputy
	if r.Deputy {
		s.say(r.ID, why, r.Person.Name+" was registered as deputy of "+s.Agency.Name+" until "+written(last))
		return
	}
	s.say(r.ID, why, r.Person.Name+" stood for "+s.Agency.Name+" until "+written(last), handed(r.Handover))
}

// MayResume says why somebody's last day cannot be taken back, as a Conflict;
// nil where it can.
func (s Seat) MayResume(r Representative) error {
	if r.To.IsZero() {
		return fault.New(fault.Conflict, "No last day of %s is recorded", r.Person.Name)
	}
	if _, ok := s.Open(); !ok {
		return fault.New(fault.Conflict, "%s left the partnership. Withdraw that first, if it did not", s.Agency.Name)
	}
	for _, o := range s.People {
		if o.ID != r.ID && o.Deputy == r.Deputy && (!r.Deputy || o.Person.ID == r.Person.ID) && (o.To.IsZero() || !o.To.Before(r.From)) && o.From.After(r.From) {
			return fault.New(fault.Conflict, "%s has stood for %s since, from %s", o.Person.Name, s.Agency.Name, written(o.From))
		}
	}
	return nil
}

// Resume takes back a last day that was recorded in error: who stood for the
// agency goes on.
func Resume(id uuid.UUID, why string) access.Change[Seat] {
	return access.Change[Seat]{Do: access.NameRepresentative, Apply: func(s *Seat) error {
		i := slices.IndexFunc(s.People, func(r Representative) bool { return r.ID == id })
		if i < 0 {
			return fault.Missing()
		}
		if err := s.MayResume(s.People[i]); err != nil {
			return err
		}
		if err := CheckWithdrawal(why); err != nil {
			return err
		}
		s.resume(i, why)
		return nil
	}}
}

// resume takes the last day of one of those who stand for the agency away.
func (s *Seat) resume(i int, why string) {
	r := &s.People[i]
	last := r.To
	r.To, r.LeftWhy, r.Handover = time.Time{}, "", false
	s.say(r.ID, why, "Withdrawn that the time of "+r.Person.Name+" ended on "+written(last))
}
