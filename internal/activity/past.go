package activity

import (
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fault"
)

// Past is a record that another can follow: a session that people meet after,
// or the meeting before the next.
type Past struct {
	ID      uuid.UUID
	Ref     string
	Name    string
	Day     time.Time
	Marking Marking
	Limit   Limit
	Own     bool // whether whoever asks speaks for its originator, who alone may mark lower what follows from it
}

// Past is the record as one that follows it sees it.
func (a Activity) Past(who access.Actor) Past {
	return Past{ID: a.ID, Ref: a.Ref, Name: a.Content.Name, Day: a.Content.Day, Marking: a.Content.Marking, Limit: a.Content.Limit, Own: a.originates(who)}
}

// checkHandling wants what follows to be marked and limited no lower than
// itself, but by its originator. Noun is what it is: "session".
func (p Past) checkHandling(c *fault.Check, of Content, noun string) {
	if p.Own {
		return
	}
	c.Need(of.Marking.AtLeast(p.Marking), "marking", "The %s is marked %s. Only the agency that recorded it can mark lower what follows from it", noun, p.Marking)
	c.Need(of.Limit.AtLeast(p.Limit), "limit", "The %s is limited to %s. Only the agency that recorded it can widen how far what follows from it may be passed on", noun, p.Limit)
}
