package activity

import (
	"slices"

	"github.com/google/uuid"

	"liaison/internal/fact"
	"liaison/internal/fault"
)

// ConnectEvent is what an event adds at which people who were trained meet.
type ConnectEvent struct {
	Session      uuid.UUID // the training session whose people it connects, if it is one's
	SessionName  string    // as Store gives them
	SessionRef   string
	SessionMark  Marking
	SessionLimit Limit
	Mode         Mode
	Place        string
	Parties      []Party
	Police       PolicePart // for evaluation
	Outcome      string     // for evaluation: what was hoped for, as stated beforehand
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
		n := slices.IndexFunc(in.Sessions, func(s Past) bool { return s.ID == e.Session })
		c.Need(n >= 0, "session", "Select a training session from the list")
		if n >= 0 && !of.Day.IsZero() {
			held := in.Sessions[n].Day
			c.Need(!of.Day.Before(held), "date", "Date of the event must be on or after the training session, %s", held.Format(longDay))
		}
		if n >= 0 {
			in.Sessions[n].checkHandling(c, of, "session")
		}
	}
	checkParties(c, e.Parties, leastConnected, in)
	checkEvaluation(c, e.Police, "police", e.Outcome)
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

// keepsSessionHandling notes in c where an event would be marked lower than the
// session that it followed, or passed on wider, by saying that it follows
// another, or none.
func keepsSessionHandling(c *fault.Check, was Detail, is Content) {
	e, ok := was.(ConnectEvent)
	now, _ := is.Detail.(ConnectEvent)
	if !ok || e.Session == now.Session {
		return
	}
	c.Need(is.Marking.AtLeast(e.SessionMark), "marking", "The session that it followed is marked %s, and so is what follows from it", e.SessionMark)
	c.Need(is.Limit.AtLeast(e.SessionLimit), "limit", "The session that it followed is limited to %s, and so is what follows from it", e.SessionLimit)
}
