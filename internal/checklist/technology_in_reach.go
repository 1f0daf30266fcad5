package checklist

import (
	"fmt"
	"slices"
	"time"

	"liaison/internal/calendar"
	"liaison/internal/fact"
	"liaison/internal/statistic"
)

// technologyInReach is the rule of CON-3. Source: ">= 90% of roles registered
// as needing access have it, vetted and confirmed working in 90 days; median
// provisioning <= 10 working days. Access held by an outreach account to a
// system marked intelligence fails SEP-1". Such access is left out here, so
// that this item never asks for what the other forbids.
func technologyInReach(item Item, e evidence) Finding {
	w := calendar.Last(int(item.parameter("window").Value), e.day)
	r := reaching{e: e, w: w, confirmed: int(item.parameter("confirmed").Value)}
	var newest time.Time
	for _, one := range e.roles() {
		for _, d := range []time.Time{one.asked.Day, one.asked.Until, one.held.Day, one.held.Until, one.confirmed, one.used} {
			newest = newer(newest, e.past(d))
		}
		if end := one.end(e.day); end.IsZero() || !end.Before(w.From) {
			r.roles = append(r.roles, one)
		}
	}
	has, hasNeeds := r.has(item.parameter("access"))
	provided, providedNeeds := r.provided(item.parameter("provided"))
	return Finding{Window: w, Parts: []Part{has, provided}, Newest: newest, Needs: append(hasNeeds, providedNeeds...)}
}

// reaching is who needed access to which system in a window.
type reaching struct {
	e         evidence
	w         calendar.Span
	confirmed int // days
	roles     []role
}

// out says why a role is not looked at, or "".
func (r reaching) out(one role) string {
	switch {
	case one.closed(r.e.day):
		return "Left out, because the system is no longer in use"
	case one.blurs():
		return "Left out, because an outreach role that holds access to intelligence fails SEP-1"
	}
	return ""
}

// gone says why a role is not counted among those that need access, or "".
func (r reaching) gone(one role) string {
	switch end := one.end(r.e.day); {
	case r.out(one) != "":
		return r.out(one)
	case !end.IsZero() && !one.held.Day.IsZero():
		return "Left out, because the access ended on " + written(end)
	case !end.IsZero() && one.asked.Has(fact.ReachDropped):
		return "Left out, because it was no longer asked for on " + written(end)
	}
	return ""
}

// has counts the roles that have access that works.
func (r reaching) has(t Parameter) (Part, []Need) {
	part := Part{Name: "Roles that need access have it", Window: r.w, Of: "roles"}
	var needs []Need
	var ends []time.Time
	for _, one := range r.roles {
		if why := r.gone(one); why != "" {
			part.leave(one.row(why))
			continue
		}
		say, need, until := r.works(one)
		if until.IsZero() {
			part.miss(one.row(say))
			if need.Say != "" {
				needs = append(needs, need)
			}
			continue
		}
		part.count(one.row(say))
		ends = append(ends, until)
	}
	if part.All == 0 {
		part.Say = "No role is registered as needing access to a system in use."
		return part, []Need{{Say: "Ask in the register for the access that roles need.", To: ToSystems}}
	}
	part.Say = fmt.Sprintf("%d of %d roles that need access have it, vetted and confirmed working in %s.", part.Have, part.All, days(r.confirmed))
	part.share(t)
	if part.State == Met {
		return part, part.lost(ends, t, ToSystems)
	}
	return part, append(firstFew(needs), part.small()...)
}

// works says how the access of a role stands: what would make it count where
// it does not, and the first day on which it no longer would where it does.
// What a request that waits needs is said once, with how quickly it is answered.
func (r reaching) works(one role) (say string, need Need, until time.Time) {
	keeps := func(say string, with ...any) Need {
		return Need{Agency: one.asked.Agency, Say: fmt.Sprintf(say, with...), To: ToSystems}
	}
	asked, since := written(one.asked.Day), written(one.held.Day)
	stale := one.confirmed.AddDate(0, 0, r.confirmed)
	switch {
	case !one.end(r.e.day).IsZero():
		refused := one.end(r.e.day)
		return "Refused on " + written(refused), keeps("asks again where it still needs the access that was refused on %s.", written(refused)), until
	case one.held.Day.IsZero():
		return "Waiting since " + asked, Need{}, until
	case one.vetted.IsZero():
		return "Held since " + since + ", and no vetting is recorded", keeps("records until when the vetting lasts for the access of %s.", since), until
	case one.vetted.Before(r.e.day):
		return "Held since " + since + ", and its vetting ran out on " + written(one.vetted), keeps("renews the vetting that ran out on %s.", written(one.vetted)), until
	case one.confirmed.IsZero():
		return "Held since " + since + ", and never confirmed working", keeps("confirms that the access of %s works.", since), until
	case !stale.After(r.e.day):
		return "Held since " + since + ", last confirmed working on " + written(one.confirmed), keeps("confirms that the access works, last done on %s.", written(one.confirmed)), until
	}
	until = one.vetted.AddDate(0, 0, 1)
	if stale.Before(until) {
		until = stale
	}
	return fmt.Sprintf("Held since %s, vetted until %s, confirmed working on %s", since, written(one.vetted), written(one.confirmed)), Need{}, until
}

// provided holds how long it takes from asking for access to having it
// against the limit.
func (r reaching) provided(t Parameter) (Part, []Need) {
	part := Part{Name: "Access is given quickly", Window: r.w, Of: "requests"}
	var waits []statistic.Observation
	var needs []Need
	for _, one := range r.roles {
		over := r.e.ended(one.asked)
		switch why := r.out(one); {
		case over && one.asked.Until.Before(r.w.From):
			continue // answered before the window, though held in it
		case why != "":
			part.leave(one.row(why))
			continue
		}
		waits = append(waits, part.awaited(r.e, one.row(""), one.asked.Has(fact.ReachGranted), one.answer(), t))
		if !over {
			needs = append(needs, r.e.answers(one.system.Agency, "the request for access", one.asked.Day, t, ToSystems))
		}
	}
	if len(waits) == 0 {
		part.Say = "No access to a system was asked for or waited for in the window."
		return part, nil
	}
	part.Say = fmt.Sprintf("%d of %d requests for access were granted within %s.", part.Have, part.All, workingDays(int(t.Value)))
	part.waits(t, waits)
	slices.Reverse(needs) // the oldest first
	return part, append(firstFew(needs), part.small()...)
}
