package checklist

import (
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/fact"
)

// separation is the rule of SEP-1. Source: "published on the first of each
// month from: nobody holds both sides or is inside cooling-off (exceptions
// listed, with their two approvers and end); wall self-test passed in the last
// 30 days; both leads attested this quarter. ... Any one missing = NotMet. Where
// a partnership keeps no intelligence strand here, the attestation says how the
// two are kept apart elsewhere", and of CON-3, "Access held by an outreach
// account to a system marked intelligence fails SEP-1".
//
// The newest publication is all that is read of the three inputs, so they move
// on fixed dates. Nobody can have attested a quarter on its first day, so a
// publication looks back at the quarter in which the day before it lies. The
// register of systems is a standing fact, and is read as it is on the day. The
// parts are answered by yes or no and have no cases to sample, so the rule for
// small numbers does not apply to them.
func separation(item Item, e evidence) Finding {
	p, ok := publicationOf(item, e)
	parts := []func() (Part, []Need){p.bothSides, p.selfTest, p.attested}
	if !ok {
		parts = []func() (Part, []Need){p.never}
	}
	f := Finding{Window: p.tested, Newest: p.separation.Day}
	for _, judge := range append(parts, p.outreach) {
		part, needs := judge()
		f.Parts, f.Needs = append(f.Parts, part), append(f.Needs, needs...)
	}
	return f
}

// publication is the inputs as they were published.
type publication struct {
	e          evidence
	separation fact.Fact
	tested     calendar.Span // in which the self-test is to have passed
	quarter    calendar.Span // in which the leads are to have attested
	next       time.Time
	nextTested calendar.Span // both for the next publication
	nextLooks  calendar.Span
}

// publicationOf finds the newest publication.
func publicationOf(item Item, e evidence) (publication, bool) {
	within := int(item.parameter("tested").Value)
	y, m, _ := e.day.Date()
	p := publication{e: e, next: time.Date(y, m+1, 1, 0, 0, 0, 0, time.UTC), tested: calendar.Last(within, e.day)}
	p.nextTested, p.nextLooks = calendar.Last(within, p.next), quarterBefore(p.next)
	for _, f := range slices.Backward(e.kinds[fact.Separation]) {
		if !f.Day.After(e.day) {
			p.separation, p.tested, p.quarter = f, calendar.Last(within, f.Day), quarterBefore(f.Day)
			return p, true
		}
	}
	return p, false
}

// quarterBefore is the quarter of the year in which the day before lies, up to
// and with the day itself.
func quarterBefore(day time.Time) calendar.Span {
	y, m, _ := day.AddDate(0, 0, -1).Date()
	return calendar.Span{From: time.Date(y, m-(m-1)%3, 1, 0, 0, 0, 0, time.UTC), To: day}
}

// published lists the facts of a kind that belong to the publication.
func (p publication) published(kind fact.Kind) []fact.Fact {
	var found []fact.Fact
	for _, f := range slices.Backward(p.e.kinds[kind]) {
		if f.Source == p.separation.Source {
			found = append(found, f)
		}
	}
	return found
}

// never is said in the place of the inputs before they were first published.
func (p publication) never() (Part, []Need) {
	say := fmt.Sprintf("The inputs were never published yet. They are on the first of each month, next on %s.", written(p.next))
	return Part{Name: "The two sides were published to be apart", State: TooFew, Say: say}, p.prepares(p.attestations(p.nextLooks))
}

// prepares says what the next publication has to find. What was done since the
// last one is not read here, so some of it may be done.
func (p publication) prepares(of []attestation) []Need {
	next := written(p.next)
	needs := []Need{{
		Say: fmt.Sprintf("For the next publication on %s, the self-test of the separation passes on or after %s, if it has not yet.", next, written(p.nextTested.From)),
		To:  ToSeparation,
	}}
	for _, a := range of {
		if !a.made {
			say := fmt.Sprintf("For the next publication on %s, %s attests on or after %s that the two sides are kept apart, if that is not done yet.", next, a.who, written(p.nextLooks.From))
			needs = append(needs, Need{Say: say, To: a.to})
		}
	}
	return needs
}

// bothSides asks whether anybody holds both sides. Exceptions are listed as
// left out, each with its end.
func (p publication) bothSides() (Part, []Need) {
	part := Part{Name: "Nobody holds both sides", Of: "people", Window: calendar.Span{From: p.separation.Day, To: p.separation.Day}}
	for _, f := range p.published(fact.SeparationException) {
		part.leave(rowOf(f, "Left out until %s, because two people approved a shorter cooling-off", written(f.Until)))
	}
	n := p.separation.Number
	switch {
	case n > 0:
		part.State = NotMet
		part.Say = fmt.Sprintf("On %s, %s held both sides, or held one inside the cooling-off of the other.", written(p.separation.Day), people(n))
		part.Against = []Row{rowOf(p.separation, "%s with both sides", people(n))}
		return part, []Need{{Say: fmt.Sprintf("End the role on one of the two sides before the next publication on %s. While one that has ended cools off, two people can approve an exception, by which the other is given again.", written(p.next)), To: ToSeparation}}
	case p.separation.Has(fact.IntelligenceElsewhere):
		part.Say = fmt.Sprintf("On %s the partnership kept no intelligence records here, so nobody could hold both sides.", written(p.separation.Day))
	default:
		part.Say = fmt.Sprintf("On %s nobody held both sides, nor one inside the cooling-off of the other.", written(p.separation.Day))
	}
	part.State = Met
	part.For = []Row{rowOf(p.separation, "Nobody with both sides")}
	return part, nil
}

// selfTest asks whether the separation's own test passed when it last ran, and
// that this was not long before the publication.
func (p publication) selfTest() (Part, []Need) {
	part := Part{Name: "The self-test of the separation passed", Window: p.tested, State: NotMet}
	runs := p.published(fact.SelfTest)
	switch {
	case len(runs) == 0:
		part.Say = "The publication has no run of the self-test."
		return part, nil
	case !runs[0].Has(fact.Passed):
		part.Say = fmt.Sprintf("The self-test of %s found something.", written(runs[0].Day))
		part.Against = []Row{rowOf(runs[0], "Did not pass")}
		return part, []Need{{Say: "Mend what the self-test of the separation found.", To: ToSeparation}}
	case !p.tested.Has(runs[0].Day):
		part.Say = fmt.Sprintf("The self-test last ran on %s, which is more than %s before the publication.", written(runs[0].Day), days(p.tested.Days()-1))
		part.Against = []Row{rowOf(runs[0], "Passed, too long ago")}
		return part, nil
	}
	part.State, part.Have = Met, 1
	part.Say = fmt.Sprintf("The self-test of %s passed.", written(runs[0].Day))
	part.For = []Row{rowOf(runs[0], "Passed")}
	return part, nil
}

// attestation is one that is asked for in a quarter, and whether it was made.
type attestation struct {
	who  string
	flag fact.Flag
	to   Target
	made bool
	last fact.Fact // the newest, whenever it was made
}

// attestations lists those that are asked for in the quarter.
func (p publication) attestations(quarter calendar.Span) []attestation {
	asked := []attestation{{who: "the lead of outreach", flag: fact.CommunityLead, to: ToOutreachAttestation}, {who: "the lead of intelligence", flag: fact.IntelligenceLead, to: ToIntelligenceAttestation}}
	if p.separation.Has(fact.IntelligenceElsewhere) {
		asked = []attestation{{who: "the manager", flag: fact.ByManager, to: ToAttestation}}
	}
	for i, a := range asked {
		for _, f := range p.published(fact.Attested) {
			if f.Has(a.flag) && !f.Day.Before(asked[i].last.Day) {
				asked[i].last = f
				asked[i].made = quarter.Has(f.Day)
			}
		}
	}
	return asked
}

// attested asks whether everybody who has to say how the two are kept apart did.
func (p publication) attested() (Part, []Need) {
	asked := p.attestations(p.quarter)
	part := Part{Name: "The two sides are attested to be apart", Window: p.quarter, Of: "attestations", State: Met}
	for _, a := range asked {
		switch {
		case a.made:
			part.count(rowOf(a.last, "Attested by %s", a.who))
		case a.last.Source != uuid.Nil:
			part.miss(rowOf(a.last, "Last attested by %s outside the quarter", a.who))
		default:
			part.miss(Row{Kind: fact.Attested, Say: "Not attested by " + a.who})
		}
	}
	part.Say = fmt.Sprintf("%d of %d attested in the quarter that the publication of %s looks back at.", part.Have, part.All, written(p.separation.Day))
	if part.Have < part.All {
		part.State = NotMet
	}
	return part, p.prepares(p.attestations(p.nextLooks))
}

// outreach asks of the register whether a role that does outreach holds access
// to a system that holds intelligence.
func (p publication) outreach() (Part, []Need) {
	part := Part{Name: "No outreach role has access to intelligence", Of: "roles", Window: calendar.Span{From: p.e.day, To: p.e.day}}
	var needs []Need
	for _, r := range p.e.roles() {
		if !r.blurs() || !r.holds(p.e.day) || r.closed(p.e.day) {
			continue
		}
		part.miss(rowOf(r.held, "An outreach role holds access to a system that holds intelligence"))
		needs = append(needs, Need{Agency: r.held.Agency, Say: fmt.Sprintf("ends the access of its outreach role of %s to a system that holds intelligence.", written(r.held.Day)), To: ToSystems})
	}
	switch {
	case part.All > 0:
		part.State = NotMet
		part.Say = "An outreach role holds access to a system that the register says holds intelligence."
	case slices.ContainsFunc(p.e.covering(fact.System, p.e.day), func(s fact.Fact) bool { return s.Has(fact.HoldsIntelligence) }):
		part.State = Met
		part.Say = "No outreach role holds access to a system that the register says holds intelligence."
	default:
		part.Say = "No system in use is registered as holding intelligence."
	}
	return part, firstFew(needs)
}
