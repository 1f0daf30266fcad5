package activity

import (
	"time"

	"liaison/internal/access"
	"liaison/internal/fault"
	"liaison/internal/form"
)

// Correct puts c in the place of what the record says. Its version is the one
// that who was looking at: if the record has moved on, nothing is lost and the
// change is a Conflict. The actions of c are new ones; those that are there
// change on their own pages. The author needs no reason within OwnTime.
func Correct(who access.Actor, version int, c Content, why string, in Setting, now time.Time) access.Change[Activity] {
	return access.Change[Activity]{Do: access.CorrectActivity, Apply: func(a *Activity) error {
		if err := a.MayChange(who, now); err != nil {
			return err
		}
		if a.Version != version {
			return fault.New(fault.Conflict, "This record changed while you were editing")
		}
		if err := a.CheckCorrection(who, c, why, in, now); err != nil {
			return err
		}
		asked, was := c.Actions, a.Content
		a.Content = c.Tidy()
		a.At = a.Content.Held()
		a.touch(who, now)
		a.open(asked, who, now)
		a.follow(was, who, now)
		a.add(Corrected, who, why, now)
		return nil
	}}
}

// CheckCorrection returns everything wrong with a correction, as an Invalid
// fault. A reason is asked of everybody but the author within OwnTime.
func (a Activity) CheckCorrection(who access.Actor, c Content, why string, in Setting, now time.Time) error {
	var wrong fault.Check
	wrong.Need(why != "" || !a.AsksWhy(who, now), "why", "Enter why the record is being corrected")
	wrong.Need(form.Length(why) <= MaxReason, "why", "Reason must be %d characters or less", MaxReason)
	wrong.Need(a.mayMark(who, c), "marking", "Only the agency that recorded this can lower its marking")
	wrong.Need(a.mayLimit(who, c), "limit", "Only the agency that recorded this can widen how far it may be passed on")
	wrong.Need(len(a.Asked())+len(c.Actions) <= MaxActions, "actions", "A record can have %d actions at most", MaxActions)
	keepsStatus(&wrong, a.Content.Detail, c.Detail)
	keepsAfter(&wrong, a.Content.Detail, c.Detail)
	keepsSessionHandling(&wrong, a.Content.Detail, c)
	a.checkFollowUps(&wrong, c)
	return wrong.Join(c.Check(in))
}

// touch moves the record on to its next version.
func (a *Activity) touch(who access.Actor, now time.Time) {
	a.Version++
	a.UpdatedAt, a.UpdatedBy = now, who.ID
}

// mayMark reports whether who may give the record the marking of c: nobody
// lowers a marking but the originator, which is the agency that recorded it.
func (a Activity) mayMark(who access.Actor, c Content) bool {
	return a.originates(who) || c.Marking.AtLeast(a.Content.Marking)
}

// mayLimit reports whether who may give the record the limit of c, likewise.
func (a Activity) mayLimit(who access.Actor, c Content) bool {
	return a.originates(who) || c.Limit.AtLeast(a.Content.Limit)
}

// originates reports whether who speaks for the record's originator.
func (a Activity) originates(who access.Actor) bool {
	return who.ID == a.Author || a.Agency != 0 && who.Agency == a.Agency
}
