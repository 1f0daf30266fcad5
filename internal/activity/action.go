package activity

import (
	"bytes"
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/fact"
)

// Action is what a record asks an agency to do by a day.
type Action struct {
	ID          uuid.UUID
	Kind        ActionKind
	Ref         string
	Partnership int
	Activity    uuid.UUID
	Position    int
	What        string
	Agency      int
	AgencyName  string    // as Store gives it
	Owner       uuid.UUID // the account of the person of that agency who will do it, if anybody is named
	Due         time.Time
	State       ActionState
	DoneOn      time.Time // the day it was done, which may be before somebody said so; zero unless it was
	ClosedAt    time.Time
	ClosedBy    uuid.UUID // who closed it, or opened it again
	Note        string
	Author      uuid.UUID
	CreatedAt   time.Time
	Version     int

	MeetingRef  string // of the meeting that asked for it, as Store gives them
	MeetingName string
	MeetingDay  time.Time
	Marking     Marking // that of the record that asked for it
	Limit       Limit   // likewise
	Withdrawn   bool    // whether that record was

	History []ActionChange // in the order it happened
}

// ActionKind is the sort of action.
type ActionKind string

// The kinds. An action that says none is a PlainAction.
const (
	PlainAction ActionKind = "action"
	FollowUp    ActionKind = "follow_up" // asked of each agency that came to training
)

// Name is what people read.
func (k ActionKind) Name() string {
	switch k {
	case PlainAction:
		return "Action"
	case FollowUp:
		return "Follow-up"
	}
	return ""
}

// ActionState is how an action stands.
type ActionState string

// The states. Overtaken is an action that circumstances made impossible or
// needless; NotDone is one that the agency did not do.
const (
	Open      ActionState = "open"
	Done      ActionState = "done"
	Overtaken ActionState = "overtaken"
	NotDone   ActionState = "not_done"
	Cancelled ActionState = "cancelled"
)

// Name is what people read.
func (s ActionState) Name() string {
	switch s {
	case Open:
		return "Open"
	case Done:
		return "Done"
	case Overtaken:
		return "Overtaken by events"
	case NotDone:
		return "Not done"
	case Cancelled:
		return "Cancelled"
	}
	return ""
}

// ActionWhat is what happened to an action.
type ActionWhat string

// What can happen.
const (
	Opened          ActionWhat = "opened"
	DueChanged      ActionWhat = "due"
	OwnerChanged    ActionWhat = "owner"
	DoneChange      ActionWhat = "done"
	OvertakenChange ActionWhat = "overtaken"
	NotDoneChange   ActionWhat = "not_done"
	Cancel          ActionWhat = "cancelled"
	Reopened        ActionWhat = "reopened"
)

// Name is what people read.
func (w ActionWhat) Name() string {
	switch w {
	case Opened:
		return "Opened"
	case DueChanged:
		return "Due date changed"
	case OwnerChanged:
		return "Person changed"
	case DoneChange:
		return "Done"
	case OvertakenChange:
		return "Overtaken by events"
	case NotDoneChange:
		return "Not done"
	case Cancel:
		return "Cancelled"
	case Reopened:
		return "Opened again"
	}
	return ""
}

// ActionChange is one thing that happened to an action.
type ActionChange struct {
	ID            uuid.UUID
	At            time.Time
	By            uuid.UUID
	What          ActionWhat
	DueWas, DueIs time.Time
	DoneOn        time.Time // of one that was opened again: the day on which it had been said to be done
	Why           string
}

// asOf is the action as it stood just after the moment, without history where
// nobody had asked for it yet. Ends that came later are taken back, and so are
// later due dates; what was opened again later had ended.
func (a Action) asOf(at time.Time) Action {
	a.History = slices.Clone(a.History)
	n := slices.IndexFunc(a.History, func(c ActionChange) bool { return c.At.After(at) })
	if n < 0 {
		return a
	}
	for i, c := range slices.Backward(a.History) {
		if i < n {
			break
		}
		switch c.What {
		case DueChanged:
			a.Due = c.DueWas
		case DoneChange, OvertakenChange, NotDoneChange, Cancel:
			a.open(uuid.Nil)
		case Reopened:
			a.end(a.History[:i], c.DoneOn)
		case Opened, OwnerChanged:
		}
	}
	a.History = a.History[:n]
	return a
}

// Scope is where the action lives: with the agency that is to do it.
func (a Action) Scope() access.Scope {
	return access.Scope{Strand: access.Coordination, Partnership: a.Partnership, Agency: a.Agency}
}

// asked is what the rules may know of the action, which is the nth that the
// record asked for.
func (a Action) asked(of Activity, n int) fact.Fact {
	f := fact.Fact{Source: of.ID, Part: actionPart + n, Kind: fact.Action, Day: of.Content.Day, Agency: a.Agency}
	switch a.State {
	case Open:
		f.Flags = []fact.Flag{fact.ActionOpen}
	case Done:
		f.Flags, f.Until = []fact.Flag{fact.ActionDone}, a.DoneOn
	case Overtaken:
		f.Flags = []fact.Flag{fact.ActionOvertaken}
	case NotDone:
		f.Flags = []fact.Flag{fact.ActionNotDone}
	case Cancelled:
		f.Flags = []fact.Flag{fact.ActionCancelled}
	}
	if a.State != Open && f.Until.IsZero() {
		f.Until = calendar.Day(a.ClosedAt)
	}
	if a.Kind == FollowUp {
		f.Flags = append(f.Flags, fact.ActionFollowUp)
	}
	if !f.Until.IsZero() && f.Until.Before(f.Day) {
		f.Day = f.Until // the record was corrected to a later day than the action's end
	}
	f.Number = int(a.Due.Sub(f.Day).Hours() / 24)
	return f
}

// chases is everything that was done to actions after they were opened, in
// the order it was done.
func chases(actions []Action) []ActionChange {
	var all []ActionChange
	for _, a := range actions {
		for _, c := range a.History {
			if c.What != Opened && c.What != Cancel {
				all = append(all, c)
			}
		}
	}
	slices.SortFunc(all, func(x, y ActionChange) int {
		if n := x.At.Compare(y.At); n != 0 {
			return n
		}
		return bytes.Compare(x.ID[:], y.ID[:])
	})
	return all
}
