package activity

import (
	"bytes"
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
)

// Action is what a meeting asks an agency to do by a day.
type Action struct {
	ID          uuid.UUID
	Ref         string
	Partnership int
	Activity    uuid.UUID
	Position    int
	What        string
	Agency      int
	AgencyName  string // as Store gives it
	Due         time.Time
	State       ActionState
	ClosedAt    time.Time
	ClosedBy    uuid.UUID
	Note        string
	Author      uuid.UUID
	CreatedAt   time.Time
	Version     int

	MeetingRef  string // of the meeting that asked for it, as Store gives them
	MeetingName string
	MeetingDay  time.Time

	History []ActionChange // in the order it happened
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
	DoneChange      ActionWhat = "done"
	OvertakenChange ActionWhat = "overtaken"
	NotDoneChange   ActionWhat = "not_done"
	Cancel          ActionWhat = "cancelled"
)

// Name is what people read.
func (w ActionWhat) Name() string {
	switch w {
	case Opened:
		return "Opened"
	case DueChanged:
		return "Due date changed"
	case DoneChange:
		return "Done"
	case OvertakenChange:
		return "Overtaken by events"
	case NotDoneChange:
		return "Not done"
	case Cancel:
		return "Cancelled"
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
	Why           string
}

// Scope is where the action lives: with the agency that is to do it.
func (a Action) Scope() access.Scope {
	return access.Scope{Strand: access.Coordination, Partnership: a.Partnership, Agency: a.Agency}
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
