package activity

import (
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/internal/form"
)

// Postpone changes the day an action is due, which needs a reason. The version
// is the one that who was looking at.
func Postpone(who access.Actor, version int, due time.Time, why string, now time.Time) access.Change[Action] {
	return access.Change[Action]{Do: access.PostponeAction, Apply: func(a *Action) error {
		if a.State != Open {
			return fault.New(fault.Conflict, "This action has already been closed")
		}
		if err := CheckDue(*a, due, why, now); err != nil {
			return err
		}
		if a.Version != version {
			return fault.New(fault.Conflict, "This action changed while you were editing. Check its date, then change it again")
		}
		was := a.Due
		a.Due = due
		a.Version++
		a.History = append(a.History, ActionChange{ID: uuid.New(), At: now, By: who.ID, What: DueChanged, DueWas: was, DueIs: due, Why: why})
		return nil
	}}
}

// CheckDue returns everything wrong with a new due date, as an Invalid fault.
func CheckDue(a Action, due time.Time, why string, now time.Time) error {
	var c fault.Check
	c.Need(!due.IsZero(), "due", "Enter the new due date")
	c.Need(!due.Before(calendar.Day(now)), "due", "New due date must be today or in the future")
	c.Need(due.Before(calendar.Day(now).AddDate(10, 0, 0)), "due", "New due date must be within 10 years")
	c.Need(!due.Equal(a.Due), "due", "New due date must be different from the date now")
	c.Need(why != "", "why", "Enter why the date is changing")
	c.Need(form.Length(why) <= MaxReason, "why", "Reason must be %d characters or less", MaxReason)
	return c.Err()
}
