package activity

import (
	"time"

	"liaison/internal/access"
	"liaison/internal/fault"
	"liaison/internal/form"
)

// Correct puts m in the place of what the record says. Its version is the one
// that who was looking at: if the record has moved on, nothing is lost and the
// change is a Conflict. The actions of m are new ones; those that are there
// change on their own pages. The author needs no reason within OwnTime.
func Correct(who access.Actor, version int, m Meeting, why string, in Setting, now time.Time) access.Change[Activity] {
	return access.Change[Activity]{Do: access.CorrectActivity, Apply: func(a *Activity) error {
		if err := a.MayChange(who, now); err != nil {
			return err
		}
		if a.Version != version {
			return fault.New(fault.Conflict, "This record changed while you were editing")
		}
		if err := a.CheckCorrection(who, m, why, in, now); err != nil {
			return err
		}
		asked := m.Actions
		a.Meeting = m.Tidy()
		a.At = a.Meeting.Held()
		a.touch(who, now)
		a.open(asked, who, now)
		a.add(Corrected, who, why, now)
		return nil
	}}
}

// CheckCorrection returns everything wrong with a correction, as an Invalid
// fault. A reason is asked of everybody but the author within OwnTime.
func (a Activity) CheckCorrection(who access.Actor, m Meeting, why string, in Setting, now time.Time) error {
	var c fault.Check
	c.Need(why != "" || !a.AsksWhy(who, now), "why", "Enter why the record is being corrected")
	c.Need(form.Length(why) <= MaxReason, "why", "Reason must be %d characters or less", MaxReason)
	c.Need(len(a.Actions)+len(m.Actions) <= MaxActions, "actions", "A meeting can have %d actions at most", MaxActions)
	return c.Join(m.Check(in))
}

// touch moves the record on to its next version.
func (a *Activity) touch(who access.Actor, now time.Time) {
	a.Version++
	a.UpdatedAt, a.UpdatedBy = now, who.ID
}
