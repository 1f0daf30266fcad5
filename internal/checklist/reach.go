package checklist

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/fact"
)

// role is a role's access to a system as the register has it on the day
// judged: asked for, and what came of it.
type role struct {
	asked     fact.Fact
	held      fact.Fact // zero where it never had access
	system    fact.Fact // zero where the register has none
	vetted    time.Time // the last day of its vetting, zero where none is known
	confirmed time.Time // last known to work
	used      time.Time // last used
}

// roles lists the roles that asked for access to a system by the day, the
// newest first.
func (e evidence) roles() []role {
	systems, held := bySource(e.kinds[fact.System]), bySource(e.kinds[fact.ReachHeld])
	vetted, confirmed, used := bySource(e.kinds[fact.ReachVetted]), bySource(e.kinds[fact.ReachConfirmed]), bySource(e.kinds[fact.ReachUsed])
	var found []role
	for _, f := range slices.Backward(e.kinds[fact.Reach]) {
		if !f.Has(fact.ToSystem) || f.Day.After(e.day) {
			continue
		}
		r := role{
			asked: f, system: systems[f.Person], vetted: vetted[f.Source].Day,
			confirmed: e.past(confirmed[f.Source].Day), used: e.past(used[f.Source].Day),
		}
		if h, ok := held[f.Source]; ok && !h.Day.After(e.day) {
			r.held = h
		}
		found = append(found, r)
	}
	return found
}

// bySource finds the fact of each source, which has one of the kind.
func bySource(facts []fact.Fact) map[uuid.UUID]fact.Fact {
	found := make(map[uuid.UUID]fact.Fact, len(facts))
	for _, f := range facts {
		found[f.Source] = f
	}
	return found
}

// holds reports whether the role has access on the day.
func (r role) holds(day time.Time) bool { return r.held.Source != uuid.Nil && r.held.Covers(day) }

// end is the day on which the role stopped waiting without access, or lost it:
// zero where it waits or has access on the day.
func (r role) end(day time.Time) time.Time {
	until := r.asked.Until
	if r.held.Source != uuid.Nil {
		until = r.held.Until
	}
	if until.After(day) || r.holds(day) {
		return time.Time{}
	}
	return until
}

// answer is how asking for access ended, as rows say it.
func (r role) answer() string {
	switch {
	case r.asked.Has(fact.ReachGranted):
		return "Granted"
	case r.asked.Has(fact.ReachRefused):
		return "Refused"
	}
	return "No longer asked for"
}

// blurs reports whether the access would join what SEP-1 keeps apart: a role
// that does outreach, and a system that holds intelligence.
func (r role) blurs() bool {
	return r.asked.Has(fact.OutreachRole) && r.system.Has(fact.HoldsIntelligence)
}

// closed reports whether the system is no longer in use on the day.
func (r role) closed(day time.Time) bool {
	return !r.system.Until.IsZero() && r.system.Until.Before(day)
}

// row is the row of the role.
func (r role) row(say string) Row { return rowOf(r.asked, "%s", say) }
