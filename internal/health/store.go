package health

import (
	"context"
	"slices"
	"time"

	"liaison/internal/access"
	"liaison/internal/fact"
)

// Reach is how many days back events are read: those of the trend, and two
// windows more, so that at its start there are meetings to look back on.
const Reach = Window * (Windows + 2)

// standing are the kinds that are read whole, since there are few of each, and
// events those read as far back as Reach. An action that ended since, or never,
// is read however old it is.
var (
	standing = []fact.Kind{fact.Appointment, fact.Baseline, fact.Initiative, fact.Intensity, fact.Partner, fact.Representative, fact.RequiredPair}
	events   = []fact.Kind{
		fact.Action, fact.Attendance, fact.ConnectEvent, fact.Cost, fact.Meeting, fact.Minutes, fact.PulseAnswered, fact.PulseAsked,
		fact.PulseCount, fact.PulseRaters, fact.PulseScore, fact.Recorded, fact.Shared, fact.ShareAsked, fact.ShareFeedback, fact.Training,
	}
)

// Standing lists the kinds of which the measures read every fact.
func Standing() []fact.Kind { return slices.Clone(standing) }

// Events lists the kinds of which the measures read those of the last Reach days.
func Events() []fact.Kind { return slices.Clone(events) }

// Store holds what the measures read, and the rounds of the pulse.
type Store interface {
	// Facts returns what was known of the partnership of who at the end of the
	// day, as far as measures read it. Whoever may not read coordination gets
	// no facts.
	Facts(ctx context.Context, who access.Actor, day time.Time) ([]fact.Fact, error)
	// Stamp says how far coordination has come: where two answers are the same,
	// nothing changed between them. It is empty for whoever may not read the
	// partnership, and where it cannot be told.
	Stamp(ctx context.Context, who access.Actor) string
	PulseStore
}
