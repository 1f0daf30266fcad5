package activity

import (
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fault"
	"liaison/internal/form"
)

// Outcomes lists how an action can end.
func Outcomes() []ActionState { return []ActionState{Done, Overtaken, NotDone} }

// Complete closes an action. The note is needed unless it was done.
func Complete(who access.Actor, as ActionState, note string, now time.Time) access.Change[Action] {
	return access.Change[Action]{Do: access.CompleteAction, Apply: func(a *Action) error {
		if a.State != Open {
			return fault.New(fault.Conflict, "This action has already been closed")
		}
		var what ActionWhat
		var c fault.Check
		switch as {
		case Done:
			what = DoneChange
		case Overtaken:
			what = OvertakenChange
			c.Need(note != "", "note", "Enter what overtook the action")
		case NotDone:
			what = NotDoneChange
			c.Need(note != "", "note", "Enter why the action was not done")
		case Open, Cancelled:
		}
		c.Need(what != "", "state", "Select how the action ended")
		c.Need(form.Length(note) <= MaxReason, "note", "Note must be %d characters or less", MaxReason)
		if err := c.Err(); err != nil {
			return err
		}
		a.State, a.ClosedAt, a.ClosedBy, a.Note = as, now, who.ID, note
		a.Version++
		a.History = append(a.History, ActionChange{ID: uuid.New(), At: now, By: who.ID, What: what, Why: note})
		return nil
	}}
}
