package checklist

import (
	"fmt"
	"slices"
	"time"

	"liaison/internal/calendar"
	"liaison/internal/fact"
)

// accessToFunding is the rule of CON-1. Source: ">= 90% of funding requests
// decided in 30 days, and a non-statutory partner supported (cash or kind) in
// 12 months". The second part asks whether one was, so it has no cases to
// sample.
func accessToFunding(item Item, e evidence) Finding {
	b := bids{e: e}
	for _, f := range slices.Backward(e.kinds[fact.FundingRequest]) {
		if !f.Day.After(e.day) {
			b.requests = append(b.requests, f)
		}
	}
	decided, decidedNeeds := b.decided(item)
	supported, supportedNeeds := b.supported(int(item.parameter("months").Value))
	return Finding{
		Window: decided.Window, Parts: []Part{decided, supported}, Newest: e.newest(b.requests),
		Needs: slices.Concat(decidedNeeds, supportedNeeds),
	}
}

// bids is the requests for funding by the day judged, the newest first.
type bids struct {
	e        evidence
	requests []fact.Fact
}

// decided counts the requests that were decided in time. One that its agency
// dropped counts as late where it had to wait too long.
func (b bids) decided(item Item) (Part, []Need) {
	limit := int(item.parameter("within").Value)
	var tasks []task
	for _, f := range b.requests {
		until := f.Until
		if !b.e.ended(f) {
			until = b.e.day
		}
		tasks = append(tasks, task{
			of: f, due: f.Day.AddDate(0, 0, limit), took: many(calendar.Days(f.Day, until), "day", "days"), done: decisionOn(f), moot: f.Has(fact.FundingGone),
			doing: "gets a decision on its request of " + written(f.Day),
		})
	}
	return b.e.inTime(duty{
		name: "Requests for funding are decided in time", share: item.parameter("decided"), window: int(item.parameter("window").Value),
		noun: "request", done: "decided within " + many(limit, "day", "days"), wanted: "a decision", to: ToRequests,
	}, tasks)
}

// supported asks whether a partner that is not statutory was given something.
func (b bids) supported(months int) (Part, []Need) {
	part := Part{Name: "A partner that is not statutory was supported", Window: lastMonths(months, b.e.day), Of: "requests"}
	if len(b.requests) == 0 {
		part.Say = "No request for funding is recorded, so there is nothing to hold against the rule."
		return part, []Need{{Say: "Record what agencies ask for, and what is decided.", To: ToRequests}}
	}
	var newest time.Time
	for _, f := range b.requests {
		given := f.Has(fact.FundingGiven) || f.Has(fact.FundingPart)
		switch {
		case !f.Has(fact.NonStatutory), b.e.ended(f) && !part.Window.Has(f.Until):
		case !b.e.ended(f):
			part.Against = listed(part.Against, rowOf(f, "Waits for a decision"))
		case given:
			part.Have++
			part.For = listed(part.For, rowOf(f, "%s, %s", decisionOn(f), inWhat(f)))
			newest = newer(newest, f.Until)
		default:
			part.Against = listed(part.Against, rowOf(f, "%s", decisionOn(f)))
		}
	}
	if part.Have == 0 {
		part.State = NotMet
		part.Say = fmt.Sprintf("No partner that is not statutory was given support from %s to %s.", written(part.Window.From), written(part.Window.To))
		return part, []Need{{Say: "A community or voluntary partner asks for support, in cash or in kind, and is given it, whole or in part.", To: ToRequests}}
	}
	part.State = Met
	part.Say = fmt.Sprintf("Support for a partner that is not statutory was last decided on %s.", written(newest))
	return part, part.losing(leavesMonths(newest, months), ToRequests)
}

// decisionOn is how a request was decided, as a sentence begins.
func decisionOn(f fact.Fact) string {
	switch {
	case f.Has(fact.FundingGiven):
		return "Granted"
	case f.Has(fact.FundingPart):
		return "Granted in part"
	case f.Has(fact.FundingGone):
		return "Dropped"
	}
	return "Refused"
}

// inWhat is what a request is for.
func inWhat(f fact.Fact) string {
	if f.Has(fact.Cash) {
		return "in cash"
	}
	return "in kind"
}
