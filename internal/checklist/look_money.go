package checklist

import (
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/fact"
)

func lookAdditionalFunding(_ Item, e evidence, _ Finding) []Look {
	l := Look{Name: "When streams end"}
	month := func(end time.Time) string { return end.Format("January 2006") }
	ends := map[string]int{}
	for _, s := range e.covering(fact.Stream, e.day) {
		ends[month(s.Until)] += one(unfit(s) == "")
	}
	for _, s := range e.covering(fact.Stream, e.day) {
		say := pounds(s.Number)
		if why := unfit(s); why != "" {
			say += ". Does not count, because " + why
		} else if n := ends[month(s.Until)]; n > 1 {
			say += fmt.Sprintf(". %d of those that count end in %s", n, month(s.Until))
		}
		l.line(LookRow{Row: Row{Kind: s.Kind, Source: s.Source, Day: s.Until, Say: say}})
	}
	l.soonest()
	l.say("No stream goes on.", "stream goes on", "streams go on, by when they end")
	return []Look{l}
}

// lookLowCosts spreads costs over what they were for. What a cost was for is
// its phase: what recurs keeps the partnership meeting, and a product is what
// people are trained with.
func lookLowCosts(item Item, e evidence, _ Finding) []Look {
	w := lastMonths(int(item.parameter("months").Value), e.day)
	recurring, taught, all := 0, 0, 0
	products, bearers := map[uuid.UUID][]int{}, map[int][]int{}
	for _, c := range e.kinds[fact.Cost] {
		inside := w.Has(c.Day)
		if c.Person != uuid.Nil && !c.Day.After(e.day) {
			start := one(c.Has(fact.StartUp)) * c.Number
			tallyOf(products, c.Person, start, one(inside)*(c.Number-start))
		}
		if !inside {
			continue
		}
		all += c.Number
		recurring += one(c.Has(fact.Recurring)) * c.Number
		taught += one(c.Has(fact.ForProduct)) * c.Number
		tallyOf(bearers, c.Agency, c.Number)
	}
	people := 0
	for _, t := range e.in(fact.Trained, w) {
		people += t.Number
	}
	held := len(records(e.in(fact.Meeting, w)))
	each := Look{Name: "For each meeting and each person trained"}
	each.line(LookRow{Name: "Recurring costs, for each meeting held", Row: Row{Say: inPounds(recurring, held, "meeting", "meetings")}})
	each.line(LookRow{Name: "Costs of products, for each person trained", Row: Row{Say: inPounds(taught, people, "person trained", "people trained")}})
	each.Say = fmt.Sprintf("From %s to %s. Whoever came to two sessions counts twice.", written(w.From), written(w.To))

	product := Look{Name: "For each product", Of: []string{"Start-up, on any day", "Since " + written(w.From)}, Pounds: true}
	for _, p := range slices.Backward(e.kinds[fact.Product]) {
		if counts := products[p.Source]; counts != nil && p.Covers(e.day) {
			product.add(rowOf(p, ""), counts...)
		}
	}
	product.say("No cost is recorded of a product that is available today.", "product with costs", "products with costs")
	bearer := Look{Name: "Who bears it", Of: []string{"Since " + written(w.From)}, Pounds: true}
	bearer.byAgency(bearers)
	bearer.Say = "No cost is recorded in that time."
	if len(bearers) > 0 {
		bearer.Say = fmt.Sprintf("%s in all, from %s to %s. Agencies stand in no order of what they bear.", pounds(all), written(w.From), written(w.To))
	}
	return []Look{each, product, bearer}
}

func lookAccessToFunding(_ Item, e evidence, f Finding) []Look {
	counts := map[int][]int{}
	for _, q := range e.kinds[fact.FundingRequest] {
		refused := e.ended(q) && q.Has(fact.FundingNot) && f.Window.Has(q.Until)
		waiting := !e.ended(q) && !q.Day.After(e.day)
		if refused || waiting {
			tallyOf(counts, q.Agency, one(refused), one(waiting))
		}
	}
	l := Look{Name: "Refused and waiting, by kind of agency", By: ByKind, Of: []string{"Refused", "Waiting"}}
	l.byAgency(counts)
	l.Say = "In the window no request was refused, and none waits."
	if len(counts) > 0 {
		l.Say = fmt.Sprintf("Refused from %s to %s, and waiting on that day however long ago it was asked.", written(f.Window.From), written(f.Window.To))
	}
	return []Look{l}
}

func lookSeparation(item Item, e evidence, _ Finding) []Look {
	l := Look{Name: "The three inputs and their dates", To: ToSeparation, Say: "The inputs were never published yet."}
	p, ok := publicationOf(item, e)
	if !ok {
		return []Look{l}
	}
	l.Say = "As they were published on " + written(p.separation.Day) + "."
	l.line(LookRow{Name: "Who holds both sides", Row: Row{Kind: fact.Separation, Source: p.separation.Source, Day: p.separation.Day, Say: people(p.separation.Number) + " without an exception"}})
	for _, x := range p.published(fact.SeparationException) {
		l.line(LookRow{Name: "An exception that two people approved", Row: rowOf(x, "Until %s", written(x.Until))})
	}
	runs := p.published(fact.SelfTest)
	if len(runs) == 0 {
		l.line(LookRow{Name: "The self-test", Row: Row{Say: "No run was published"}})
	}
	for _, run := range runs {
		say := "Passed"
		if !run.Has(fact.Passed) {
			say = "Found something"
		}
		l.line(LookRow{Name: "The self-test", Row: rowOf(run, "%s", say)})
	}
	for _, a := range p.attestations(p.quarter) {
		row := Row{Say: "Not attested"}
		if a.last.Source != uuid.Nil {
			row = rowOf(a.last, "Attested")
		}
		l.line(LookRow{Name: "Attestation by " + a.who, Row: row})
	}
	return []Look{l}
}

// lookDatabasesOverseen shows who kept access. Why somebody did stands in the
// review of the system, to whose page each line leads.
func lookDatabasesOverseen(_ Item, e evidence, _ Finding) []Look {
	l := Look{Name: "Who kept access"}
	reviewed := map[uuid.UUID]fact.Fact{}
	for _, v := range e.in(fact.SystemReview, calendar.Span{To: e.day}) {
		if _, later := reviewed[v.Person]; !later {
			reviewed[v.Person] = v
		}
	}
	for _, r := range e.roles() {
		if !r.holds(e.day) || r.closed(e.day) {
			continue
		}
		say := "Held since " + written(r.held.Day)
		if !r.used.IsZero() {
			say += ", last used on " + written(r.used)
		}
		switch v, ever := reviewed[r.held.Person]; {
		case !ever:
			say += ". Access to the system was never reviewed"
		case v.Day.Before(r.held.Day):
			say += fmt.Sprintf(". Not reviewed since; the last review was on %s", written(v.Day))
		default:
			say += ". Kept at the review of " + written(v.Day)
		}
		l.add(rowOf(r.held, "%s", say))
	}
	l.say("No role has access to a system in use.", "role has access to a system in use", "roles have access to systems in use")
	if len(l.Rows) > 0 {
		l.Say += " Why access was kept is in the reviews of each system, on its page."
	}
	return []Look{l}
}

func lookTechnologyInReach(item Item, e evidence, _ Finding) []Look {
	wait, vetting := Look{Name: "Who waits for access"}, Look{Name: "Vetting that runs out"}
	soon := int(item.parameter("confirmed").Value)
	until := e.day.AddDate(0, 0, soon)
	for _, r := range e.roles() {
		switch {
		case r.closed(e.day) || r.blurs():
		case !e.ended(r.asked):
			wait.add(r.row(fmt.Sprintf("Has waited %s so far", workingDays(e.waited(r.asked.Day, r.asked.Until, true).Days))))
		case !r.holds(e.day) || r.vetted.After(until):
		default:
			row := r.row("Its vetting is not recorded")
			if row.Day = r.vetted; r.vetted.Before(e.day) && !r.vetted.IsZero() {
				row.Say = "Ran out"
			} else if !r.vetted.IsZero() {
				row.Say = "Runs out in " + days(calendar.Days(e.day, r.vetted))
			}
			vetting.add(row)
		}
	}
	wait.soonest()
	vetting.soonest()
	wait.say("Nobody waits for access to a system in use.", "role waits", "roles wait")
	vetting.say(fmt.Sprintf("No vetting runs out by %s.", written(until)), "role", "roles")
	if len(vetting.Rows) > 0 {
		vetting.Say = fmt.Sprintf("Vetting that ran out, that runs out by %s, or that is not recorded.", written(until))
	}
	return []Look{wait, vetting}
}
