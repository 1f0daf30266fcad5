package partnership

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fact"
	"liaison/internal/fault"
)

// Reach is a role's access to a product or to a system: asked for, granted or
// refused, vetted, known to work, and ended.
type Reach struct {
	ID          uuid.UUID
	Product     uuid.UUID // what it is access to: one of these two
	System      uuid.UUID
	Of          string // the name of that
	Agency      int
	AgencyName  string
	Holder      string // the role or the post that needs it, never a person
	Outreach    bool   // the role does outreach
	Asked       time.Time
	Granted     time.Time // zero while it waits
	Refused     time.Time
	VettedUntil time.Time
	Confirmed   time.Time // last known to work
	LastUsed    time.Time
	Ended       time.Time
	Why         string // it was refused, or ended
	By          uuid.UUID
	At          time.Time
	Version     int
}

// To is the id of the product or the system.
func (r Reach) To() uuid.UUID {
	if r.System != uuid.Nil {
		return r.System
	}
	return r.Product
}

// Scope is where the access is kept.
func (r Reach) Scope(partnership int) access.Scope {
	return access.Scope{Strand: access.Coordination, Partnership: partnership, Agency: r.Agency}
}

// Waits reports whether nobody has answered yet and it is still asked for.
func (r Reach) Waits() bool { return r.Granted.IsZero() && r.Refused.IsZero() && r.Ended.IsZero() }

// Held reports whether the role has access.
func (r Reach) Held() bool { return !r.Granted.IsZero() && r.Ended.IsZero() }

// Answered is the day on which it was granted or refused, zero where nobody
// has answered.
func (r Reach) Answered() time.Time {
	if r.Granted.IsZero() {
		return r.Refused
	}
	return r.Granted
}

// CheckAsk returns everything wrong with asking for access, as an Invalid
// fault. The others are those asked for to the same product or system.
func (r Reach) CheckAsk(others []Reach, today time.Time) error {
	var c fault.Check
	c.Need(r.Agency != 0, "agency", "Select the agency whose role needs it")
	c.Need(strings.TrimSpace(r.Holder) != "", "holder", "Enter the role or post that needs it")
	checkText(&c, "holder", "Role or post", r.Holder, 120)
	c.Need(!r.Asked.IsZero(), "asked", "Enter the day it was asked for")
	checkPast(&c, "asked", "Day it was asked for", r.Asked, today)
	for _, o := range others {
		same := o.Agency == r.Agency && strings.EqualFold(o.Holder, r.Holder)
		c.Need(!same || !o.Waits(), "holder", "This role has already asked, on %s", written(o.Asked))
		c.Need(!same || !o.Held(), "holder", "This role already has access, since %s", written(o.Granted))
	}
	return c.Err()
}

// Facts is what rules may know of the access.
func (r Reach) Facts() []fact.Fact {
	flags := []fact.Flag{fact.ToProduct}
	if r.System != uuid.Nil {
		flags = []fact.Flag{fact.ToSystem}
	}
	if r.Outreach {
		flags = append(flags, fact.OutreachRole)
	}
	asked := fact.Fact{Source: r.ID, Kind: fact.Reach, Day: r.Asked, Until: r.Answered(), Agency: r.Agency, Person: r.To(), Flags: slices.Clone(flags)}
	switch {
	case !r.Granted.IsZero():
		asked.Flags = append(asked.Flags, fact.ReachGranted)
	case !r.Refused.IsZero():
		asked.Flags = append(asked.Flags, fact.ReachRefused)
	case !r.Ended.IsZero():
		asked.Until, asked.Flags = r.Ended, append(asked.Flags, fact.ReachDropped)
	}
	facts := []fact.Fact{asked}
	if !r.Granted.IsZero() {
		facts = append(facts, fact.Fact{Source: r.ID, Part: 1, Kind: fact.ReachHeld, Day: r.Granted, Until: r.Ended, Agency: r.Agency, Person: r.To(), Flags: flags})
	}
	for i, d := range []struct {
		kind fact.Kind
		day  time.Time
	}{{fact.ReachVetted, r.VettedUntil}, {fact.ReachConfirmed, r.Confirmed}, {fact.ReachUsed, r.LastUsed}} {
		if !d.day.IsZero() {
			facts = append(facts, fact.Fact{Source: r.ID, Part: i + 2, Kind: d.kind, Day: d.day, Agency: r.Agency, Person: r.To()})
		}
	}
	return facts
}

// ReachAnswer is what came of asking for access.
type ReachAnswer struct {
	Granted bool
	On      time.Time
	Why     string // it was refused
}

// Check returns everything wrong with the answer, as an Invalid fault.
func (a ReachAnswer) Check(r Reach, today time.Time) error {
	var c fault.Check
	c.Need(!a.On.IsZero(), "on", "Enter the day of the answer")
	c.Need(a.On.IsZero() || !a.On.Before(r.Asked), "on", "Day of the answer must be on or after the day it was asked for, %s", written(r.Asked))
	checkPast(&c, "on", "Day of the answer", a.On, today)
	if !a.Granted {
		checkReason(&c, "why", a.Why, "Enter why it is refused")
	}
	return c.Err()
}

// AnswerReach grants or refuses access that waits for an answer.
func AnswerReach(a ReachAnswer, today time.Time) Deed[Reach] {
	d := Deed[Reach]{Said: saying[Reach]("Granted on " + written(a.On))}
	if !a.Granted {
		d.Said, d.Why = saying[Reach]("Refused on "+written(a.On)), a.Why
	}
	d.Change = access.Change[Reach]{Do: access.GrantReach, Apply: func(r *Reach) error {
		if !r.Waits() {
			return fault.New(fault.Conflict, "This has already been answered")
		}
		if err := a.Check(*r, today); err != nil {
			return err
		}
		if a.Granted {
			r.Granted = a.On
		} else {
			r.Refused, r.Why = a.On, a.Why
		}
		return nil
	}}
	return d
}

// CheckReach returns everything wrong with ending the access, as an Invalid
// fault.
func (e Closing) CheckReach(r Reach, today time.Time) error {
	var c fault.Check
	since := r.Granted
	if since.IsZero() {
		since = r.Asked
	}
	c.Need(!e.Last.IsZero(), "last", "Enter the last day")
	c.Need(e.Last.IsZero() || !e.Last.Before(since), "last", "Last day must be on or after %s", written(since))
	checkPast(&c, "last", "Last day", e.Last, today)
	checkReason(&c, "why", e.Why, "Enter why it ends")
	return c.Err()
}

// EndReach ends access that is held.
func EndReach(e Closing, today time.Time) Deed[Reach] {
	return Deed[Reach]{
		Change: access.Change[Reach]{Do: access.GrantReach, Apply: func(r *Reach) error {
			if !r.Held() {
				return fault.New(fault.Conflict, "This access has already ended")
			}
			return e.endReach(r, today)
		}},
		Said: saying[Reach]("Ended. Its last day is " + written(e.Last)), Why: e.Why,
	}
}

// DropReach asks no longer for access that waits, which whoever may ask may do.
func DropReach(e Closing, today time.Time) Deed[Reach] {
	return Deed[Reach]{
		Change: access.Change[Reach]{Do: access.RequestReach, Apply: func(r *Reach) error {
			if !r.Waits() {
				return fault.New(fault.Conflict, "This has already been answered")
			}
			return e.endReach(r, today)
		}},
		Said: saying[Reach]("No longer asked for since " + written(e.Last)), Why: e.Why,
	}
}

func (e Closing) endReach(r *Reach, today time.Time) error {
	if err := e.CheckReach(*r, today); err != nil {
		return err
	}
	r.Ended, r.Why = e.Last, e.Why
	return nil
}

// Upkeep is what is known of access that is held; a zero day is not known.
type Upkeep struct {
	VettedUntil time.Time
	Confirmed   time.Time
	LastUsed    time.Time
}

// Check returns everything wrong with it for the access, as an Invalid fault.
func (u Upkeep) Check(r Reach, today time.Time) error {
	var c fault.Check
	checkYear(&c, "vetted", "Last day of vetting", u.VettedUntil)
	for _, d := range []struct {
		field, label string
		day          time.Time
	}{{"confirmed", "Day it was known to work", u.Confirmed}, {"used", "Day it was last used", u.LastUsed}} {
		checkPast(&c, d.field, d.label, d.day, today)
		c.Need(d.day.IsZero() || !d.day.Before(r.Granted), d.field, "%s must be on or after the day it was granted, %s", d.label, written(r.Granted))
	}
	return c.Err()
}

// KeepReach writes down what is known of access that is held. The version is
// the one that the person was looking at.
func KeepReach(version int, u Upkeep, today time.Time) Deed[Reach] {
	return Deed[Reach]{
		Change: access.Change[Reach]{Do: access.GrantReach, Apply: func(r *Reach) error {
			if !r.Held() {
				return fault.New(fault.Conflict, "This access has already ended")
			}
			if err := u.Check(*r, today); err != nil {
				return err
			}
			if r.Version != version {
				return stale()
			}
			if u == (Upkeep{VettedUntil: r.VettedUntil, Confirmed: r.Confirmed, LastUsed: r.LastUsed}) {
				return fault.At("confirmed", "Change something, or cancel")
			}
			r.VettedUntil, r.Confirmed, r.LastUsed = u.VettedUntil, u.Confirmed, u.LastUsed
			return nil
		}},
		Said: func(was, is Reach) []string {
			return differing(
				[3]string{"Last day of vetting", dayOrNothing(was.VettedUntil), dayOrNothing(is.VettedUntil)},
				[3]string{"Day it was known to work", dayOrNothing(was.Confirmed), dayOrNothing(is.Confirmed)},
				[3]string{"Day it was last used", dayOrNothing(was.LastUsed), dayOrNothing(is.LastUsed)},
			)
		},
	}
}

func dayOrNothing(d time.Time) string {
	if d.IsZero() {
		return ""
	}
	return written(d)
}

// Wait is how long roles waited for the access they asked for.
type Wait struct {
	Median float64 // in working days; half a day where two stand in the middle
	Of     int     // how many were granted
}

// Waited is the wait for what was granted from one day to another. Between
// counts the working days from asking to granting.
func Waited(all []Reach, from, to time.Time, between func(asked, granted time.Time) int) Wait {
	var waits []int
	for _, r := range all {
		if !r.Granted.IsZero() && !r.Granted.Before(from) && !r.Granted.After(to) {
			waits = append(waits, between(r.Asked, r.Granted))
		}
	}
	n := len(waits)
	if n == 0 {
		return Wait{}
	}
	slices.SortFunc(waits, cmp.Compare[int])
	return Wait{Median: float64(waits[(n-1)/2]+waits[n/2]) / 2, Of: n}
}

// ReachStore keeps who asked for access to products and systems, and what came
// of it.
type ReachStore interface {
	// Reaches returns the access asked for to one product or system, newest first.
	Reaches(ctx context.Context, who access.Actor, to uuid.UUID) ([]Reach, error)
	// AllReaches returns the access asked for to every product and system, newest first.
	AllReaches(ctx context.Context, who access.Actor) ([]Reach, error)
	// FindReach returns one, or NotFound.
	FindReach(ctx context.Context, who access.Actor, id uuid.UUID) (Reach, error)
	// AskReach writes down that a role asked for access. It returns NotFound
	// where there is no such product or system, Conflict where it has been
	// withdrawn, Forbidden, and Invalid as CheckAsk does.
	AskReach(ctx context.Context, who access.Actor, r Reach) error
	// ChangeReach does one thing to a role's access and logs it, or does neither.
	// Besides what the deed itself returns, it returns NotFound, Forbidden, and
	// Conflict when somebody else changed it meanwhile.
	ChangeReach(ctx context.Context, who access.Actor, id uuid.UUID, d Deed[Reach]) error
}
