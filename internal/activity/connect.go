package activity

import (
	"slices"

	"github.com/google/uuid"

	"liaison/internal/fact"
	"liaison/internal/fault"
)

// ConnectEvent is what an event adds at which people who were trained meet.
type ConnectEvent struct {
	Session     uuid.UUID // the training session whose people it connects, if it is one's
	SessionName string    // as Store gives them
	SessionRef  string
	Mode        Mode
	Place       string
	Parties     []Party
}

// Kind implements Detail.
func (ConnectEvent) Kind() Kind { return Connect }

// People is how many people came in all.
func (e ConnectEvent) People() int { return people(e.Parties) }

// leastConnected is how many agencies it takes to connect any.
const leastConnected = 2

func (e ConnectEvent) check(c *fault.Check, of Content, in Setting) {
	of.checkName(c, "event")
	of.checkDay(c, "event", false, in.Today)
	checkWhere(c, e.Mode, e.Place)
	if e.Session != uuid.Nil {
		n := slices.IndexFunc(in.Sessions, func(s PastSession) bool { return s.ID == e.Session })
		c.Need(n >= 0, "session", "Select a training session from the list")
		if n >= 0 && !of.Day.IsZero() {
			held := in.Sessions[n].Day
			c.Need(!of.Day.Before(held), "date", "Date of the event must be on or after the training session, %s", held.Format(longDay))
		}
		if n >= 0 && !in.Sessions[n].Own {
			s := in.Sessions[n]
			c.Need(of.Marking.AtLeast(s.Marking), "marking", "The session is marked %s. Only the agency that recorded it can mark lower what follows from it", s.Marking)
			c.Need(of.Limit.AtLeast(s.Limit), "limit", "The session is limited to %s. Only the agency that recorded it can widen how far what follows from it may be passed on", s.Limit)
		}
	}
	checkParties(c, e.Parties, leastConnected, in)
	of.checkSummary(c)
	of.checkActions(c, "event", in)
}

func (e ConnectEvent) tidy() Detail {
	e.Parties = present(e.Parties)
	return e
}

func (e ConnectEvent) facts(a Activity) []fact.Fact {
	facts := []fact.Fact{{Source: a.ID, Part: heldPart, Kind: fact.ConnectEvent, Day: a.Content.Day, By: a.Author}}
	for i, p := range byAgency(e.Parties) {
		facts = append(facts, fact.Fact{Source: a.ID, Part: detailPart + i, Kind: fact.Connected, Day: a.Content.Day, Agency: p.Agency, Number: p.People})
	}
	return facts
}
