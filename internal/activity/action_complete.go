package activity

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/internal/form"
)

// Outcomes lists how an action can end.
func Outcomes() []ActionState { return []ActionState{Done, Overtaken, NotDone} }

// Ending is how an action ended: as what, on which day where it was done, and
// a note, which is needed unless it was done, and always of a follow-up.
type Ending struct {
	As   ActionState
	On   time.Time
	Note string
}

// Complete closes an action.
func Complete(who access.Actor, end Ending, now time.Time) access.Change[Action] {
	return access.Change[Action]{Do: access.CompleteAction, Apply: func(a *Action) error {
		if a.State != Open {
			return fault.New(fault.Conflict, "This action has already been closed")
		}
		if err := end.Check(*a, now); err != nil {
			return err
		}
		a.State, a.ClosedAt, a.ClosedBy, a.Note = end.As, now, who.ID, end.Note
		if end.As == Done {
			a.DoneOn = end.On
		}
		a.Version++
		a.History = append(a.History, ActionChange{ID: uuid.New(), At: now, By: who.ID, What: ActionWhat(end.As), Why: end.Note})
		return nil
	}}
}

// Check returns everything wrong with ending the action so, as an Invalid fault.
func (end Ending) Check(a Action, now time.Time) error {
	wrong := end.check(now, a)
	if end.As == Done && !end.On.IsZero() {
		wrong.Need(a.MeetingDay.IsZero() || !end.On.Before(a.MeetingDay), "on", "Day it was done must be on or after %s, when it was asked for", a.MeetingDay.Format("2 January 2006"))
	}
	return wrong.Err()
}

// CheckAll returns what is wrong with ending all of them so, beside what each
// of them says for itself.
func (end Ending) CheckAll(all []Action, now time.Time) error {
	wrong := end.check(now, all...)
	return wrong.Err()
}

func (end Ending) check(now time.Time, all ...Action) *fault.Check {
	var wrong fault.Check
	switch end.As {
	case Done:
		wrong.Need(!end.On.IsZero(), "on", "Enter the day it was done")
		wrong.Need(!end.On.After(calendar.Day(now)), "on", "Day it was done must be today or in the past")
		follows := slices.ContainsFunc(all, func(a Action) bool { return a.Kind == FollowUp })
		wrong.Need(end.Note != "" || !follows, "note", "Enter what was done to follow up the training")
	case Overtaken:
		wrong.Need(end.Note != "", "note", "Enter what overtook the action")
	case NotDone:
		wrong.Need(end.Note != "", "note", "Enter why the action was not done")
	case Open, Cancelled:
		wrong.Need(false, "state", "Select how the action ended")
	default:
		wrong.Need(false, "state", "Select how the action ended")
	}
	wrong.Need(form.Length(end.Note) <= MaxReason, "note", "Note must be %d characters or less", MaxReason)
	return &wrong
}
