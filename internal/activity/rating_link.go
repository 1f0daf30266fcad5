package activity

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/fault"
)

// RatingLink is an address by which people of one agency who have no account
// rate one record.
type RatingLink struct {
	ID         uuid.UUID
	Agency     int
	AgencyName string // as Store gives it
	Token      string // what the address ends with; only of a link that is being made
	Uses       int    // how many people it is for
	Used       int
	Letters    int // to how many addresses it is to be mailed; only of a link that is being made
	By         uuid.UUID
	At         time.Time
	Expires    time.Time // the last day it works
	Withdrawn  time.Time // zero unless somebody withdrew it
}

// LinkDays is for how many days a link works.
const LinkDays = 30

// Works reports whether somebody could still use the link on the day.
func (l RatingLink) Works(day time.Time) bool {
	return l.Withdrawn.IsZero() && l.Used < l.Uses && !day.After(l.Expires)
}

// Room is how many people of the agency can still say something.
func (r Rated) Room(agency int) int { return max(0, r.Party(agency).People-r.answered(agency)) }

// NewestLink is the newest link of the agency, or none.
func (r Rated) NewestLink(agency int) uuid.UUID {
	if n := slices.IndexFunc(r.Links, func(l RatingLink) bool { return l.Agency == agency }); n >= 0 {
		return r.Links[n].ID
	}
	return uuid.Nil
}

// MailLink is MakeLink for a link that is mailed to so many addresses: newest is
// the newest link of the agency that who was looking at. Conflict where another
// was made meanwhile, or more are mailed than can still answer.
func MailLink(who access.Actor, agency int, token string, letters int, newest uuid.UUID, now time.Time) access.Change[Rated] {
	ch := MakeLink(who, agency, token, now)
	return access.Change[Rated]{Do: ch.Do, Apply: func(r *Rated) error {
		switch {
		case r.NewestLink(agency) != newest:
			return fault.New(fault.Conflict, "Another link was made for these people while you were typing. Nothing was changed and no mail was sent")
		case letters > r.Room(agency):
			return fault.New(fault.Conflict, "Somebody has answered while you were typing. Nothing was changed and no mail was sent. Fewer people can answer now")
		}
		if err := ch.Apply(r); err != nil {
			return err
		}
		r.Links[len(r.Links)-1].Letters = letters
		return nil
	}}
}

// MakeLink makes a link with the token for as many people as came from the
// agency, in the place of any other that it has for the record.
func MakeLink(who access.Actor, agency int, token string, now time.Time) access.Change[Rated] {
	return access.Change[Rated]{Do: access.LinkRating, Apply: func(r *Rated) error {
		if err := r.MayRate(); err != nil {
			return err
		}
		p := r.Party(agency)
		switch {
		case p.People == 0:
			return fault.Missing()
		case r.answered(agency) >= p.People:
			return fault.New(fault.Conflict, "As many people as came from %s have answered already", p.AgencyName)
		}
		r.Links = slices.Clone(r.Links)
		for i := range r.Links {
			if r.Links[i].Agency == agency && r.Links[i].Withdrawn.IsZero() {
				r.Links[i].Withdrawn = now
			}
		}
		r.Links = append(r.Links, RatingLink{
			ID: uuid.New(), Agency: agency, AgencyName: p.AgencyName, Token: token, Uses: p.People, By: who.ID, At: now,
			Expires: calendar.Day(now).AddDate(0, 0, LinkDays),
		})
		return nil
	}}
}

// WithdrawLink ends a link. What was said by it stays.
func WithdrawLink(id uuid.UUID, now time.Time) access.Change[Rated] {
	return access.Change[Rated]{Do: access.LinkRating, Apply: func(r *Rated) error {
		n := slices.IndexFunc(r.Links, func(l RatingLink) bool { return l.ID == id })
		switch {
		case n < 0:
			return fault.Missing()
		case !r.Links[n].Withdrawn.IsZero():
			return fault.New(fault.Conflict, "This link has already been withdrawn")
		}
		r.Links = slices.Clone(r.Links)
		r.Links[n].Withdrawn = now
		return nil
	}}
}

// Asking is what a link asks about, which is all that it tells of the record.
type Asking struct {
	Kind     Kind
	Title    string // empty where the record is marked above OFFICIAL
	Day      time.Time
	Measures []Measure
}
