package activity

import (
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fault"
	"liaison/internal/form"
)

const (
	// Undoing is the reason that the history gives where closing was taken back
	// at once.
	Undoing = "Closed by mistake, and undone"
	// UndoFor is for how long that can be done without a reason.
	UndoFor = time.Hour
)

// MayReopen returns nil where the action ended and can be opened again, and a
// Conflict otherwise. One that was cancelled has nothing left that asks for it.
func (a Action) MayReopen() error {
	switch {
	case a.Withdrawn:
		return fault.New(fault.Conflict, "The record that asked for this action has been withdrawn")
	case a.State == Open:
		return fault.New(fault.Conflict, "This action is open")
	case a.State == Cancelled:
		return fault.New(fault.Conflict, "This action was cancelled. Ask for it anew in the record of a meeting")
	}
	return nil
}

// Reopen opens an action that was closed in error, which needs a reason. The
// version is the one that who was looking at. It takes the permission that
// closing it takes.
func Reopen(who access.Actor, version int, why string, now time.Time) access.Change[Action] {
	return access.Change[Action]{Do: access.CompleteAction, Apply: func(a *Action) error {
		if err := a.MayReopen(); err != nil {
			return err
		}
		if err := CheckReopening(why); err != nil {
			return err
		}
		if a.Version != version {
			return fault.New(fault.Conflict, "This action changed while you were editing. Check it, then open it again")
		}
		a.change(ActionChange{What: Reopened, DoneOn: a.DoneOn, Why: why}, who, now)
		a.open(who.ID)
		return nil
	}}
}

// CheckReopening returns everything wrong with a reason for opening an action
// again, as an Invalid fault.
func CheckReopening(why string) error {
	var c fault.Check
	c.Need(why != "", "why", "Enter why the action is opened again")
	c.Need(form.Length(why) <= MaxReason, "why", "Reason must be %d characters or less", MaxReason)
	return c.Err()
}

// open forgets that the action ended, and keeps who says so.
func (a *Action) open(by uuid.UUID) {
	a.State, a.DoneOn, a.ClosedAt, a.ClosedBy, a.Note = Open, time.Time{}, time.Time{}, by, ""
}

// end is the action as the last change of the history that ended it left it.
// Done is the day on which it was said to be done.
func (a *Action) end(history []ActionChange, done time.Time) {
	for _, c := range history {
		switch c.What {
		case DoneChange, OvertakenChange, NotDoneChange:
			a.State, a.DoneOn, a.ClosedAt, a.ClosedBy, a.Note = ActionState(c.What), done, c.At, c.By, c.Why
		case Opened, DueChanged, OwnerChanged, Cancel, Reopened:
		}
	}
}

// MayUndo returns nil where who may take back at once that they closed the
// action, and a Conflict otherwise.
func (a Action) MayUndo(who access.Actor, now time.Time) error {
	if err := a.MayReopen(); err != nil {
		return err
	}
	switch {
	case a.ClosedBy != who.ID:
		return fault.New(fault.Conflict, "Somebody else closed this action. Open it again on its own page, with a reason")
	case now.Sub(a.ClosedAt) > UndoFor:
		return fault.New(fault.Conflict, "You closed this action more than an hour ago. Open it again on its own page, with a reason")
	}
	return nil
}

// Undo takes back at once that who closed the action, as long as nobody has
// touched it since. The version is the one that closing it left.
func Undo(who access.Actor, version int, now time.Time) access.Change[Action] {
	again := Reopen(who, version, Undoing, now)
	return access.Change[Action]{Do: again.Do, Apply: func(a *Action) error {
		if err := a.MayUndo(who, now); err != nil {
			return err
		}
		return again.Apply(a)
	}}
}
