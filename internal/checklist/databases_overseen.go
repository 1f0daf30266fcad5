package checklist

import (
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/fact"
)

// databasesOverseen is the rule of CON-4. Source: "owner and deputy per system;
// access review in 90 days; no account dormant beyond its limit (180 days; 90
// with casework or intelligence); log chain verified in 7 days". Each of the
// systems and accounts has to keep it, not a share of them.
func databasesOverseen(item Item, e evidence) Finding {
	o := oversight{e: e, item: item, w: calendar.Last(int(item.parameter("reviewed").Value), e.day), systems: e.covering(fact.System, e.day)}
	newest := e.newestOf(fact.System, fact.SystemReview, fact.LogVerified)
	for _, r := range e.roles() {
		newest = newer(newest, r.used)
		if r.holds(e.day) && !r.closed(e.day) {
			o.accounts = append(o.accounts, r)
		}
	}
	f := Finding{Window: o.w, Newest: newest}
	for _, part := range []func() (Part, []Need){o.owned, o.reviewed, o.usedAccounts, o.verified} {
		p, needs := part()
		f.Parts, f.Needs = append(f.Parts, p), append(f.Needs, needs...)
	}
	return f
}

// oversight is what is in use on the day, and who has access to it.
type oversight struct {
	e        evidence
	item     Item
	w        calendar.Span
	systems  []fact.Fact
	accounts []role
}

// noSystem leaves a part about systems out where there is none.
func noSystem(part Part) (Part, []Need) {
	part.Say = "No system is registered as in use."
	return part, []Need{{Say: "Register the databases and technology that the partnership uses.", To: ToSystems}}
}

// owned asks of each system whose it is, and who looks after it when the owner
// cannot.
func (o oversight) owned() (Part, []Need) {
	part := Part{Name: "Each system has an owner and a deputy", Of: "systems"}
	if len(o.systems) == 0 {
		return noSystem(part)
	}
	var needs []Need
	for _, s := range o.systems {
		if s.Agency != 0 && s.Has(fact.Deputy) {
			part.count(rowOf(s, "Has an owner and a deputy"))
			continue
		}
		part.miss(rowOf(s, "No deputy is named"))
		needs = append(needs, Need{Agency: s.Agency, Say: "names a deputy for its system.", To: ToSystems})
	}
	part.Say = fmt.Sprintf("%d of %d systems in use have an owner and a deputy.", part.Have, part.All)
	part.every()
	return part, append(firstFew(needs), part.small()...)
}

// reviewed asks of each system whether somebody went through who has access. A
// system that came into use in the window is left out until its first review,
// for as long as that is not due.
func (o oversight) reviewed() (Part, []Need) {
	part := Part{Name: "Access to each system is reviewed", Window: o.w, Of: "systems"}
	if len(o.systems) == 0 {
		return noSystem(part)
	}
	newest := map[uuid.UUID]fact.Fact{}
	for _, v := range o.e.kinds[fact.SystemReview] {
		if !v.Day.After(o.e.day) {
			newest[v.Person] = v
		}
	}
	var needs []Need
	var ends []time.Time
	for _, s := range o.systems {
		v, ever := newest[s.Source]
		due := s.Day.AddDate(0, 0, o.w.Days())
		row := Row{Kind: fact.SystemReview, Agency: s.Agency}
		switch {
		case ever && o.w.Has(v.Day):
			part.count(row.behind(v, "Reviewed on %s, %s removed", written(v.Day), accounts(v.Number)))
			ends = append(ends, v.Day.AddDate(0, 0, o.w.Days()))
			continue
		case !ever && due.After(o.e.day):
			part.leave(rowOf(s, "Left out, because its first review is due before %s", written(due)))
			needs = append(needs, Need{Agency: s.Agency, Say: fmt.Sprintf("reviews who has access to its system for the first time before %s.", written(due)), To: ToSystems})
			continue
		case ever:
			part.miss(row.behind(v, "Last reviewed on %s", written(v.Day)))
		default:
			part.miss(rowOf(s, "Never reviewed"))
		}
		needs = append(needs, Need{Agency: s.Agency, Say: "reviews who has access to its system.", To: ToSystems})
	}
	part.Say = fmt.Sprintf("Access was reviewed in %s in %d of %d systems.", days(o.w.Days()), part.Have, part.All)
	if part.All == 0 {
		part.Say = "No review is due yet."
	}
	part.every()
	return part, slices.Concat(firstFew(needs), part.lost(ends, everyCase, ToSystems), part.small())
}

func accounts(n int) string {
	if n == 1 {
		return "1 account"
	}
	return fmt.Sprintf("%d accounts", n)
}

// limit is how many days an account may be unused: as the register says for
// its system, or what the rule says where it does not.
func (o oversight) limit(r role) int {
	switch {
	case r.system.Number > 0:
		return r.system.Number
	case r.system.Has(fact.HoldsIntelligence):
		return int(o.item.parameter("dormant_closed").Value)
	}
	return int(o.item.parameter("dormant").Value)
}

// usedAccounts asks of each account whether it was used in its limit. One that
// never was counts from the day it was granted.
func (o oversight) usedAccounts() (Part, []Need) {
	part := Part{Name: "No account is dormant", Of: "accounts"}
	var needs []Need
	var ends []time.Time
	for _, r := range o.accounts {
		since, say := r.used, "last used on "+written(r.used)
		if r.used.IsZero() {
			since, say = r.held.Day, "not used since it was granted on "+written(r.held.Day)
		}
		limit := o.limit(r)
		row := rowOf(r.held, "Within its limit of %s: %s", days(limit), say)
		if calendar.Days(since, o.e.day) <= limit {
			part.count(row)
			ends = append(ends, since.AddDate(0, 0, limit+1))
			continue
		}
		row.Say = fmt.Sprintf("Beyond its limit of %s: %s", days(limit), say)
		part.miss(row)
		needs = append(needs, Need{Agency: r.held.Agency, Say: fmt.Sprintf("ends the access of %s, or records when it was last used.", written(r.held.Day)), To: ToSystems})
	}
	if part.All == 0 {
		part.Say = "No role has access to a system in use."
		return part, nil
	}
	part.Say = fmt.Sprintf("%d of %d accounts were used within their limit.", part.Have, part.All)
	part.every()
	return part, slices.Concat(firstFew(needs), part.lost(ends, everyCase, ToSystems), part.small())
}

// verified asks whether the chain of the log was found whole when it was last
// gone through, and that this is not long ago. It asks only whether something
// was recorded, so the rule for small numbers does not apply to it.
func (o oversight) verified() (Part, []Need) {
	w := calendar.Last(int(o.item.parameter("verified").Value), o.e.day)
	part := Part{Name: "The log was verified", Window: w, Of: "verifications"}
	var run fact.Fact
	for _, f := range o.e.kinds[fact.LogVerified] {
		if !f.Day.After(o.e.day) && (run.Source == uuid.Nil || f.Day.After(run.Day) || f.Day.Equal(run.Day) && !f.KnownFrom.Before(run.KnownFrom)) {
			run = f
		}
	}
	again := []Need{{Say: "Verify the chain of the log. It runs by itself every night; where it does not, tell whoever runs the service."}}
	switch {
	case run.Source == uuid.Nil:
		part.State, part.Say = TooFew, "It is not recorded that the chain of the log was ever verified."
		return part, again
	case !run.Has(fact.Passed):
		part.State, part.Say = NotMet, fmt.Sprintf("When the chain of the log was last verified, on %s, it was not whole.", written(run.Day))
		part.Against = []Row{rowOf(run, "Not whole")}
		return part, []Need{{Say: "Find out with whoever runs the service what happened to the log, then verify it again."}}
	case !w.Has(run.Day):
		part.State, part.Say = NotMet, fmt.Sprintf("The chain of the log was last verified on %s, which is more than %s ago.", written(run.Day), days(w.Days()-1))
		part.Against = []Row{rowOf(run, "Whole")}
		return part, again
	}
	part.State, part.Have = Met, 1
	part.Say = fmt.Sprintf("The chain of the log was found whole on %s.", written(run.Day))
	part.For = []Row{rowOf(run, "Whole")}
	return part, []Need{{Say: fmt.Sprintf("If it is not verified again, this part is no longer met from %s.", written(run.Day.AddDate(0, 0, w.Days())))}}
}
