package notice

import (
	"context"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/fault"
)

// Every is how often a person is mailed.
type Every string

// How often.
const (
	Daily  Every = "daily"
	Weekly Every = "weekly"
	Never  Every = "never"
)

// Choice is how a person wants to be mailed.
type Choice struct {
	Every Every
	On    time.Weekday // of a weekly mail
	Quiet bool         // not at weekends, nor on bank holidays
	From  time.Time    // the day it was made; zero for who made none
}

// Chosen is the choice of somebody who made none: what is due reaches people by
// itself, and leaves them alone when they are off.
func Chosen() Choice { return Choice{Every: Daily, On: time.Monday, Quiet: true} }

// Check returns everything wrong with the choice, as an Invalid fault.
func (c Choice) Check() error {
	var f fault.Check
	f.Need(c.Every == Daily || c.Every == Weekly || c.Every == Never, "every", "Select how often you want to be mailed")
	f.Need(c.Every != Weekly || c.On >= time.Sunday && c.On <= time.Saturday, "on", "Select the day of the week")
	f.Need(c.Every != Weekly || !c.Quiet || c.On != time.Sunday && c.On != time.Saturday, "on", "Select a day from Monday to Friday, or allow mail at weekends")
	return f.Err()
}

// Mails leave from MorningHour on, by London's clock, so that they lie on top
// when people begin. LateDays is for how long a mail of the week is still sent
// where the service did not run on its day.
const (
	MorningHour = 7
	LateDays    = 3
)

// Due reports whether the person is to be mailed at the moment, and for which
// period: its day, or the Monday of its week. A person is mailed once at most
// for each period.
func (c Choice) Due(now time.Time, off calendar.Holidays) (period time.Time, due bool) {
	today := calendar.Day(now)
	if now.Before(calendar.At(today, MorningHour*time.Hour)) || c.Quiet && !off.Works(today) {
		return time.Time{}, false
	}
	switch c.Every {
	case Daily:
		return today, true
	case Weekly:
		for n := range 2 { // a mail that bank holidays pushed on may be that of the week before
			monday := today.AddDate(0, 0, -sinceMonday(today.Weekday())-7*n)
			leaves := monday.AddDate(0, 0, sinceMonday(c.On))
			if leaves.Before(c.From) {
				continue // they had not asked for it yet
			}
			for c.Quiet && !off.Works(leaves) {
				leaves = leaves.AddDate(0, 0, 1)
			}
			if !today.Before(leaves) && !today.After(leaves.AddDate(0, 0, LateDays)) {
				return monday, true
			}
		}
	case Never:
	}
	return time.Time{}, false
}

// sinceMonday is how many days a day of the week is after its Monday.
func sinceMonday(d time.Weekday) int { return (int(d) + 6) % 7 }

// Outcome is what became of a mail.
type Outcome string

// What becomes of one: it was sent; there was nothing to say; the mail server
// refused it for good; or the next one was made before it could be sent.
const (
	Sent      Outcome = "sent"
	Nothing   Outcome = "nothing"
	Refused   Outcome = "refused"
	Overtaken Outcome = "overtaken"
)

// Reader is somebody who may be mailed.
type Reader struct {
	Account uuid.UUID
	Choice  Choice
	Off     calendar.Holidays // of their partnership
}

// Made is a mail to make: whose, and for which period.
type Made struct {
	Account uuid.UUID
	Period  time.Time
}

// Letter is a mail that one instance, and no other, is sending.
type Letter struct {
	ID      uuid.UUID // of the message, however often it is sent
	Account uuid.UUID
	Period  time.Time
	Tries   int       // how often somebody began to send it, this time among them
	Claim   uuid.UUID // of this instance
}

// Place is a partnership in which somebody is told of what is due.
type Place struct {
	Who  access.Actor
	Name string
}

// Outbox keeps which mails were made and what became of them, for all instances
// together. It acts in the name of the service itself, but for Told.
type Outbox interface {
	// Readers returns everybody who reads coordination in some partnership
	// today, with their choices, and the days that are off.
	Readers(ctx context.Context) ([]Reader, error)
	// Make adds those mails that were not made before, whoever made them, and
	// ends earlier ones of the same people that nobody sent or is sending. It
	// says how many it added.
	Make(ctx context.Context, all []Made) (int, error)
	// Claim hands out at most n mails that nobody is sending. They are this
	// instance's for so long; then they may be handed out again.
	Claim(ctx context.Context, n int, lease time.Duration) ([]Letter, error)
	// Places returns where the person is told of what is due, as they are now,
	// and their address. There are none for who may sign in no more.
	Places(ctx context.Context, account uuid.UUID) (address string, all []Place, err error)
	// Told returns what may concern who, in coordination alone, as the row
	// policies show it to them.
	Told(ctx context.Context, who access.Actor, t Terms, today time.Time) (Known, error)
	// End says what became of a mail, and logs it. Conflict where it is another's
	// by now.
	End(ctx context.Context, l Letter, o Outcome) error
	// Free gives a mail back, for anybody to send after so long.
	Free(ctx context.Context, l Letter, after time.Duration) error
}

// Choices keeps how people want to be mailed.
type Choices interface {
	// Choice returns the person's own, or what holds for who made none.
	Choice(ctx context.Context, who access.Actor) (Choice, error)
	// Choose keeps it, and logs that. It returns Invalid.
	Choose(ctx context.Context, who access.Actor, c Choice) error
}
