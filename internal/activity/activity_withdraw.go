package activity

import (
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fault"
	"liaison/internal/form"
)

// Withdraw says that the record no longer counts. It stays readable, its
// facts are closed and its open actions cancelled.
func Withdraw(who access.Actor, why string, now time.Time) access.Change[Activity] {
	return access.Change[Activity]{Do: access.WithdrawActivity, Apply: func(a *Activity) error {
		if err := a.MayChange(who, now); err != nil {
			return err
		}
		if err := CheckReason(why, "Enter why the record is being withdrawn"); err != nil {
			return err
		}
		a.touch(who, now)
		a.WithdrawnAt, a.WithdrawnBy, a.WithdrawnWhy = now, who.ID, why
		for i := range a.Actions {
			if n := &a.Actions[i]; n.State == Open {
				n.State, n.ClosedAt, n.ClosedBy, n.Version = Cancelled, now, who.ID, n.Version+1
				n.History = append(n.History, ActionChange{ID: uuid.New(), At: now, By: who.ID, What: Cancel, Why: "The record was withdrawn"})
			}
		}
		a.add(Withdrawn, who, why, now)
		return nil
	}}
}

// CheckReason wants a reason that fits. The field is "why".
func CheckReason(why, missing string) error {
	var c fault.Check
	c.Need(why != "", "why", "%s", missing)
	c.Need(form.Length(why) <= MaxReason, "why", "Reason must be %d characters or less", MaxReason)
	return c.Err()
}

// minReason is the shortest reason that the log takes for a read.
const minReason = 3

// CheckReading wants a reason for reading a record of a strand that logs reads.
func CheckReading(why string) error {
	var c fault.Check
	c.Need(form.Length(why) >= minReason, "why", "Enter why you need to read this record")
	return c.Join(CheckReason(why, "Enter why you need to read this record"))
}
