package activity

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fault"
)

// Colleague is somebody to whom an action can be given: a person of an agency
// who works in the partnership's coordination records.
type Colleague struct {
	ID     uuid.UUID
	Name   string
	Agency int
}

// Colleagues is everybody to whom an action can be given.
type Colleagues []Colleague

// Find returns one of them.
func (all Colleagues) Find(id uuid.UUID) (Colleague, bool) {
	n := slices.IndexFunc(all, func(c Colleague) bool { return c.ID == id })
	if n < 0 {
		return Colleague{}, false
	}
	return all[n], true
}

// Of returns those of one agency.
func (all Colleagues) Of(agency int) Colleagues {
	return slices.DeleteFunc(slices.Clone(all), func(c Colleague) bool { return c.Agency != agency })
}

// GiveTo says which person of its agency does the action: one of all, or
// nobody in particular. The version is the one that who was looking at. It
// takes the permission that changing the date takes.
func GiveTo(who access.Actor, version int, owner uuid.UUID, all Colleagues, now time.Time) access.Change[Action] {
	return access.Change[Action]{Do: access.PostponeAction, Apply: func(a *Action) error {
		if a.State != Open {
			return fault.New(fault.Conflict, "This action has already been closed")
		}
		if err := CheckOwner(*a, owner, all); err != nil {
			return err
		}
		if a.Version != version {
			return fault.New(fault.Conflict, "This action changed while you were editing. Check who does it, then change it again")
		}
		a.Owner = owner
		a.Version++
		a.History = append(a.History, ActionChange{ID: uuid.New(), At: now, By: who.ID, What: OwnerChanged, Why: ownerWords(owner, all)})
		return nil
	}}
}

// ownerWords says for the history who has the action now. The name is the one
// that the person had then.
func ownerWords(owner uuid.UUID, all Colleagues) string {
	if c, ok := all.Find(owner); ok {
		return "Now with " + c.Name
	}
	return "Now with nobody in particular"
}

// CheckOwner returns everything wrong with a new owner, as an Invalid fault.
func CheckOwner(a Action, owner uuid.UUID, all Colleagues) error {
	var c fault.Check
	_, ok := all.Of(a.Agency).Find(owner)
	c.Need(owner == uuid.Nil || ok, "owner", "Select a person of %s from the list", a.AgencyName)
	c.Need(owner != a.Owner, "owner", "Select somebody other than the person now")
	return c.Err()
}
