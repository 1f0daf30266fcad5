package partnership

import (
	"context"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fact"
)

// Tested is what a self-test looked at.
type Tested string

// What the service tests of itself each night.
const (
	WallTested Tested = "wall"
	LogTested  Tested = "log"
)

// SelfTest is that the service looked whether the wall stands, or whether the
// log's chain is whole. It says how much was wrong, never what.
type SelfTest struct {
	ID      uuid.UUID
	What    Tested
	At      time.Time
	Day     time.Time
	Found   int
	Nightly bool // else somebody asked for it
}

// Passed reports whether nothing was wrong.
func (t SelfTest) Passed() bool { return t.Found == 0 }

// Facts is what rules may know of the test at once: of the log, that its chain
// was gone through. The wall's is published with the separation.
func (t SelfTest) Facts() []fact.Fact {
	if t.What != LogTested {
		return nil
	}
	return []fact.Fact{{Source: t.ID, Kind: fact.LogVerified, Day: t.Day, Flags: passed(t.Passed())}}
}

func passed(is bool) []fact.Flag {
	if is {
		return []fact.Flag{fact.Passed}
	}
	return nil
}

// Separation is the inputs of SEP-1 as they stood when a month began. Days are
// zero where there was nothing to publish.
type Separation struct {
	ID           uuid.UUID
	Month        time.Time // its first day
	People       int       // who hold both sides, or are inside the cooling-off of one
	Elsewhere    bool      // the partnership keeps no intelligence records here
	Tested       time.Time // when the wall was last tested
	TestFound    int       // and how much was wrong with it
	Community    time.Time // when the outreach lead attested last
	Intelligence time.Time // when the intelligence lead did
	Manager      time.Time // when the manager did, where intelligence is kept elsewhere
	Exceptions   []Exception
	Published    time.Time
}

// Exception is a role that two people let begin before one on the other side
// had cooled off. Neither its holder nor its side is published.
type Exception struct {
	From, To               time.Time // the days of the role
	ProposedBy, ApprovedBy uuid.UUID
}

// PublishedOn is the day on which something is published that was made on a
// day: the first of the month after.
func PublishedOn(made time.Time) time.Time {
	return time.Date(made.Year(), made.Month()+1, 1, 0, 0, 0, 0, time.UTC)
}

// Facts is what rules may know of the publication: one source with a part for
// each input that there was.
func (s Separation) Facts() []fact.Fact {
	var elsewhere []fact.Flag
	if s.Elsewhere {
		elsewhere = []fact.Flag{fact.IntelligenceElsewhere}
	}
	facts := []fact.Fact{{Source: s.ID, Kind: fact.Separation, Day: s.Month, Number: s.People, Flags: elsewhere}}
	for _, f := range []fact.Fact{
		{Part: 1, Kind: fact.SelfTest, Day: s.Tested, Flags: passed(s.TestFound == 0)},
		{Part: 2, Kind: fact.Attested, Day: s.Community, Flags: []fact.Flag{fact.CommunityLead}},
		{Part: 3, Kind: fact.Attested, Day: s.Intelligence, Flags: []fact.Flag{fact.IntelligenceLead}},
		{Part: 4, Kind: fact.Attested, Day: s.Manager, Flags: []fact.Flag{fact.ByManager}},
	} {
		if !f.Day.IsZero() {
			f.Source = s.ID
			facts = append(facts, f)
		}
	}
	for i, x := range s.Exceptions {
		facts = append(facts, fact.Fact{Source: s.ID, Part: 5 + i, Kind: fact.SeparationException, Day: x.From, Until: x.To})
	}
	return facts
}

// SeparationStore keeps what is published of the separation, and the tests the
// service makes of itself.
type SeparationStore interface {
	// SelfTests returns the newest tests of the wall or of the log, the newest
	// first.
	SelfTests(ctx context.Context, who access.Actor, of Tested) ([]SelfTest, error)
	// Separations returns what was published, the newest month first, each with
	// its exceptions by their first day.
	Separations(ctx context.Context, who access.Actor) ([]Separation, error)
}
