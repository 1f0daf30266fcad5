package partnership

import (
	"context"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fact"
	"liaison/internal/fault"
)

// Need is something that an agency, or the whole partnership, needs to know or
// to be trained in.
type Need struct {
	ID         uuid.UUID
	Kind       NeedKind
	Title      string
	Detail     string
	Agency     int // whose need it is, 0 for the whole partnership's
	AgencyName string
	From       time.Time
	To         time.Time // last day, zero while it stands
	ClosedWhy  string
	Reviewed   time.Time // when somebody last said that it still stands
	By         uuid.UUID
	At         time.Time
	Version    int
}

// NeedKind is what is needed.
type NeedKind string

// The kinds of needs.
const (
	NeedsInformation NeedKind = "information"
	NeedsTraining    NeedKind = "training"
)

// Scope is where the need is kept.
func (n Need) Scope(partnership int) access.Scope {
	return access.Scope{Strand: access.Coordination, Partnership: partnership, Agency: n.Agency}
}

// Stands reports whether the need is there on the day.
func (n Need) Stands(day time.Time) bool {
	return !day.Before(n.From) && (n.To.IsZero() || !day.After(n.To))
}

// Closed reports whether somebody closed it.
func (n Need) Closed() bool { return n.ClosedWhy != "" }

// Check returns everything wrong with the need, as an Invalid fault.
func (n Need) Check(today time.Time) error {
	var c fault.Check
	c.Need(n.Kind == NeedsInformation || n.Kind == NeedsTraining, "kind", "Select what is needed")
	c.Need(strings.TrimSpace(n.Title) != "", "title", "Enter what is needed")
	checkText(&c, "title", "What is needed", n.Title, 200)
	checkText(&c, "detail", "More about it", n.Detail, 2000)
	c.Need(!n.From.IsZero(), "from", "Enter the day from which it is needed")
	checkPast(&c, "from", "Day from which it is needed", n.From, today)
	return c.Err()
}

// Facts is what rules may know of the need.
func (n Need) Facts() []fact.Fact {
	return []fact.Fact{
		{Source: n.ID, Kind: fact.Need, Day: n.From, Until: n.To, Agency: n.Agency, Flags: []fact.Flag{fact.Flag(n.Kind)}},
		{Source: n.ID, Part: 1, Kind: fact.NeedReview, Day: n.Reviewed},
	}
}

// errNeedClosed is the fault of changing a need that is no longer there.
func errNeedClosed() error { return fault.New(fault.Conflict, "This need has already been closed") }

// RewordNeed changes what the need is and whose. The version is the one that
// the person was looking at.
func RewordNeed(version int, to Need, today time.Time) Deed[Need] {
	return Deed[Need]{
		Change: access.Change[Need]{Do: access.KeepNeed, Apply: func(n *Need) error {
			if n.Closed() {
				return errNeedClosed()
			}
			is := *n
			is.Title, is.Detail, is.Agency, is.AgencyName = to.Title, to.Detail, to.Agency, to.AgencyName
			if err := is.Check(today); err != nil {
				return err
			}
			if n.Version != version {
				return stale()
			}
			if is.Title == n.Title && is.Detail == n.Detail && is.Agency == n.Agency {
				return fault.At("title", "Change something, or cancel")
			}
			*n = is
			return nil
		}},
		Said: func(was, is Need) []string {
			said := differing([3]string{"Title", was.Title, is.Title}, [3]string{"More about it", was.Detail, is.Detail})
			if was.Agency != is.Agency {
				said = append(said, "Whose need it is changed. It was: "+was.Whose())
			}
			return said
		},
	}
}

// Whose says whose need it is.
func (n Need) Whose() string {
	if n.Agency == 0 {
		return "The whole partnership"
	}
	return n.AgencyName
}

// ReviewNeed says that the need still stands today.
func ReviewNeed(today time.Time) Deed[Need] {
	return Deed[Need]{
		Change: access.Change[Need]{Do: access.KeepNeed, Apply: func(n *Need) error {
			switch {
			case n.Closed():
				return errNeedClosed()
			case !n.Reviewed.Before(today):
				return fault.New(fault.Conflict, "This need has already been reviewed today")
			}
			n.Reviewed = today
			return nil
		}},
		Said: saying[Need]("Reviewed. The need still stands"),
	}
}

// Closing is how a need, or something else that is kept with its days, comes
// to its end.
type Closing struct {
	Last time.Time
	Why  string
}

// CheckNeed returns everything wrong with closing the need, as an Invalid fault.
func (e Closing) CheckNeed(n Need, today time.Time) error {
	var c fault.Check
	c.Need(!e.Last.IsZero(), "last", "Enter the last day of the need")
	c.Need(e.Last.IsZero() || !e.Last.Before(n.From), "last", "Last day must be on or after the first day, %s", written(n.From))
	checkPast(&c, "last", "Last day", e.Last, today)
	checkReason(&c, "why", e.Why, "Enter why the need is closed")
	return c.Err()
}

// CloseNeed gives the need its last day.
func CloseNeed(e Closing, today time.Time) Deed[Need] {
	return Deed[Need]{
		Change: access.Change[Need]{Do: access.KeepNeed, Apply: func(n *Need) error {
			if n.Closed() {
				return errNeedClosed()
			}
			if err := e.CheckNeed(*n, today); err != nil {
				return err
			}
			n.To, n.ClosedWhy = e.Last, e.Why
			return nil
		}},
		Said: saying[Need]("Closed. Its last day is " + written(e.Last)), Why: e.Why,
	}
}

// NeedStore keeps needs, the products that answer them and access to those.
type NeedStore interface {
	// Needs returns the needs that stand on the day, by title.
	Needs(ctx context.Context, who access.Actor, day time.Time) ([]Need, error)
	// AllNeeds returns every need, closed ones too, by title.
	AllNeeds(ctx context.Context, who access.Actor) ([]Need, error)
	// FindNeed returns one need, or NotFound.
	FindNeed(ctx context.Context, who access.Actor, id uuid.UUID) (Need, error)
	// AddNeed writes a new need down, or returns Forbidden, or Invalid as Check does.
	AddNeed(ctx context.Context, who access.Actor, n Need) error
	// ChangeNeed does one thing to a need and logs it, or does neither. Besides
	// what the deed itself returns, it returns NotFound, Forbidden, also where the
	// need would become one that this person may not keep, and Conflict when
	// somebody else changed the need meanwhile.
	ChangeNeed(ctx context.Context, who access.Actor, id uuid.UUID, d Deed[Need]) error

	ProductStore
	ReachStore
}
