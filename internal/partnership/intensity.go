package partnership

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fact"
	"liaison/internal/fault"
)

// Level is how closely two agencies work together.
type Level string

// The levels, the loosest first. Source: domain, partnership health,
// "Intensity".
const (
	Awareness    Level = "awareness"
	Cooperation  Level = "cooperation"
	Coordination Level = "coordination"
	Integration  Level = "integration"
)

// Levels lists them, the loosest first.
func Levels() []Level { return []Level{Awareness, Cooperation, Coordination, Integration} }

// Name is what people read.
func (l Level) Name() string {
	switch l {
	case Awareness:
		return "Awareness"
	case Cooperation:
		return "Cooperation"
	case Coordination:
		return "Coordination"
	case Integration:
		return "Integration"
	}
	return ""
}

// Says is what the level means, in our own words.
func (l Level) Says() string {
	switch l {
	case Awareness:
		return "They know what the other does, and whom to ask"
	case Cooperation:
		return "They help one another now and then, each in its own work"
	case Coordination:
		return "They plan together who does what, and by when"
	case Integration:
		return "They do it as one, with people or money of both"
	}
	return ""
}

// Step is the level's place, from 1 for the loosest; 0 for none.
func (l Level) Step() int { return slices.Index(Levels(), l) + 1 }

// Side is whether a level is wished for or is how it is.
type Side string

// The sides.
const (
	Wanted Side = "wanted"
	Actual Side = "actual"
)

// Do is the permission that it takes to say it.
func (s Side) Do() access.Action {
	if s == Wanted {
		return access.WantIntensity
	}
	return access.SayIntensity
}

// Intensity is how closely two agencies are to work together, or do, from a day
// until somebody says otherwise from a later one.
type Intensity struct {
	ID     uuid.UUID
	Pair   Pair
	Side   Side
	Level  Level
	From   time.Time
	To     time.Time // as Store gives it: the last day before another took its place, zero while it holds
	Reason string
	By     uuid.UUID
	At     time.Time
}

// Check returns everything wrong with saying it, as an Invalid fault. The
// agencies are those that take part, and said is what was said before.
func (i Intensity) Check(today time.Time, partners []int, said []Intensity) error {
	var c fault.Check
	c.Need(i.Pair.Agency < i.Pair.Other && slices.Contains(partners, i.Pair.Agency) && slices.Contains(partners, i.Pair.Other), "pair", "Select two agencies from the list")
	c.Need(i.Side == Wanted || i.Side == Actual, "side", "Select whether it is wanted or is so")
	c.Need(i.Level.Step() > 0, "level", "Select how closely they work together")
	c.Need(!i.From.IsZero(), "from", "Enter the day from which it holds")
	checkPast(&c, "from", "Day from which it holds", i.From, today)
	for _, was := range said {
		if was.Pair == i.Pair && was.Side == i.Side && !i.From.IsZero() {
			c.Need(was.From.Before(i.From), "from", "Something is said from %s already. Enter a later day", written(was.From))
			break // the newest is the first
		}
	}
	checkReason(&c, "reason", i.Reason, "Enter what it rests on")
	return c.Err()
}

// Facts is what measures may know of it.
func (i Intensity) Facts() []fact.Fact {
	flag := fact.Actual
	if i.Side == Wanted {
		flag = fact.Wanted
	}
	return []fact.Fact{{Source: i.ID, Kind: fact.Intensity, Day: i.From, Agency: i.Pair.Agency, Other: i.Pair.Other, Number: i.Level.Step(), Flags: []fact.Flag{flag}}}
}

// Closeness is a pair with what is wanted of it and what is so; either may
// be missing.
type Closeness struct {
	Pair           Pair
	Wanted, Actual *Intensity
}

// Short is how many steps the pair is short of what is wanted, less than zero
// where it is closer than that; known where both are said.
func (c Closeness) Short() (steps int, known bool) {
	if c.Wanted == nil || c.Actual == nil {
		return 0, false
	}
	return c.Wanted.Level.Step() - c.Actual.Level.Step(), true
}

// Closenesses lists the pairs of which something is said, by their agencies.
// What was said comes with the newest first, of each pair and side.
func Closenesses(said []Intensity) []Closeness {
	var all []Closeness
	for _, i := range said {
		n := slices.IndexFunc(all, func(c Closeness) bool { return c.Pair == i.Pair })
		if n < 0 {
			n = len(all)
			all = append(all, Closeness{Pair: i.Pair})
		}
		switch {
		case i.Side == Wanted && all[n].Wanted == nil:
			all[n].Wanted = &i
		case i.Side == Actual && all[n].Actual == nil:
			all[n].Actual = &i
		}
	}
	slices.SortFunc(all, func(a, b Closeness) int { return cmp.Or(a.Pair.Agency-b.Pair.Agency, a.Pair.Other-b.Pair.Other) })
	return all
}

// IntensityStore keeps how closely agencies work together.
type IntensityStore interface {
	// Intensities returns all that was said, the newest day first.
	Intensities(ctx context.Context, who access.Actor) ([]Intensity, error)
	// SayIntensity keeps what is said, with its fact, and logs it. Forbidden
	// where who may not say it of either agency, Invalid where something was
	// said from that day or a later one.
	SayIntensity(ctx context.Context, who access.Actor, i Intensity) error
}
