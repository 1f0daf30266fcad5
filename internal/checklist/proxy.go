package checklist

import (
	"slices"

	"liaison/internal/fact"
)

// ProxyDays is how many days the proxies of mechanisms look back.
const ProxyDays = 365

// Sum is facts of one kind, with the same flags and of the same agency, added
// up.
type Sum struct {
	Kind   fact.Kind
	Flags  []fact.Flag
	Agency int
	Timed  bool // of Cost: it is hours at a rate, and no cash
	Facts  int
	Total  int // of their numbers
}

// Has reports whether the facts carry the flag.
func (s Sum) Has(flag fact.Flag) bool { return slices.Contains(s.Flags, flag) }

// ProxyUnit is what a proxy counts.
type ProxyUnit int

// The units.
const (
	Things ProxyUnit = iota
	Pounds
	Minutes
)

// Proxy is something counted that may have to do with a mechanism. It shows
// what was done, and neither that the mechanism works nor that it does not.
type Proxy struct {
	Mechanism string
	Says      string
	Unit      ProxyUnit
	Count     int
	Agencies  map[int]int // the same by agency, where it is told apart
}

// proxyRule is how a proxy is counted: which sums, and whether each of their
// facts counts for one or for its number.
type proxyRule struct {
	mechanism, says string
	unit            ProxyUnit
	kind            fact.Kind
	of              func(Sum) bool // nothing: all of the kind
	numbers, apart  bool
}

// proxyRules lists the proxies that facts of coordination can feed.
//
// Source: domain.md 3.3, "what to record" for MEC-2 to MEC-7. MEC-1 takes
// casework, of which no fact is kept. What else is named there and cannot be
// counted is said where proxies are shown.
func proxyRules() []proxyRule {
	flagged := func(all ...fact.Flag) func(Sum) bool {
		return func(s Sum) bool { return slices.ContainsFunc(all, s.Has) }
	}
	both := func(one, other fact.Flag) func(Sum) bool {
		return func(s Sum) bool { return s.Has(one) && s.Has(other) }
	}
	granted := func(what fact.Flag) func(Sum) bool {
		return func(s Sum) bool { return s.Has(what) && flagged(fact.FundingGiven, fact.FundingPart)(s) }
	}
	return []proxyRule{
		{mechanism: "MEC-2", says: "Actions asked of agencies that are done", kind: fact.Action, of: flagged(fact.ActionDone)},
		{mechanism: "MEC-2", says: "Actions asked of agencies that are open or were not done", kind: fact.Action, of: flagged(fact.ActionOpen, fact.ActionNotDone)},
		{mechanism: "MEC-2", says: "Actions that circumstances overtook, or that were cancelled", kind: fact.Action, of: flagged(fact.ActionOvertaken, fact.ActionCancelled)},
		{mechanism: "MEC-2", says: "Records found to be duplicates of another", kind: fact.Duplicate, of: flagged(fact.Same)},
		{mechanism: "MEC-2", says: "Coordination meetings held", kind: fact.Meeting},
		{mechanism: "MEC-3", says: "Times an agency sent information for a meeting", kind: fact.Attendance, of: flagged(fact.InformationSent), apart: true},
		{mechanism: "MEC-3", says: "Times an agency gave information, once for each recipient", kind: fact.Shared, apart: true},
		{mechanism: "MEC-4", says: "Times information was given, once for each recipient", kind: fact.Shared},
		{mechanism: "MEC-4", says: "Times a recipient said what it made of it", kind: fact.ShareFeedback},
		{mechanism: "MEC-4", says: "Requests answered with information, whole or in part, once for each recipient", kind: fact.ShareAsked, of: func(s Sum) bool { return s.Has(fact.ShareRequested) && flagged(fact.ShareGiven, fact.ShareInPart)(s) }},
		{mechanism: "MEC-4", says: "Requests that wait for an answer, once for each recipient", kind: fact.ShareAsked, of: both(fact.ShareRequested, fact.ShareOpen)},
		{mechanism: "MEC-4", says: "Requests and offers that were refused, once for each recipient", kind: fact.ShareAsked, of: flagged(fact.ShareRefused)},
		{mechanism: "MEC-5", says: "Cash borne", unit: Pounds, kind: fact.Cost, of: func(s Sum) bool { return !s.Timed }, numbers: true, apart: true},
		{mechanism: "MEC-5", says: "Staff time given", unit: Minutes, kind: fact.StaffTime, numbers: true, apart: true},
		{mechanism: "MEC-5", says: "Requests for support in cash that were granted, whole or in part", kind: fact.FundingRequest, of: granted(fact.Cash), apart: true},
		{mechanism: "MEC-5", says: "Requests for support in kind that were granted, whole or in part", kind: fact.FundingRequest, of: granted(fact.InKind), apart: true},
		{mechanism: "MEC-6", says: "Training sessions held", kind: fact.Training},
		{mechanism: "MEC-6", says: "People trained, once for each session they came to", kind: fact.Trained, numbers: true},
		{mechanism: "MEC-6", says: "People at events that connect those who were trained", kind: fact.Connected, numbers: true},
		{mechanism: "MEC-6", says: "Follow-ups of training that are done", kind: fact.Action, of: both(fact.ActionFollowUp, fact.ActionDone)},
		{mechanism: "MEC-6", says: "Times somebody stood in for an agency’s representative at a meeting", kind: fact.Attendance, of: flagged(fact.Substitute)},
		{mechanism: "MEC-6", says: "Deputies of representatives who were registered", kind: fact.Representative, of: flagged(fact.Deputy)},
		{mechanism: "MEC-7", says: "Needs that somebody last said still stand, or wrote down", kind: fact.NeedReview},
		{mechanism: "MEC-7", says: "Versions of the goals that came to hold", kind: fact.Goals},
		{mechanism: "MEC-7", says: "Times somebody acknowledged the goals", kind: fact.Acknowledgement},
	}
}

// ProxyKinds lists the kinds of facts that Proxies reads.
func ProxyKinds() []fact.Kind {
	var kinds []fact.Kind
	for _, r := range proxyRules() {
		if !slices.Contains(kinds, r.kind) {
			kinds = append(kinds, r.kind)
		}
	}
	return kinds
}

// Proxies counts what the sums say of each mechanism, in the order of codes.
func Proxies(sums []Sum) []Proxy {
	var all []Proxy
	for _, r := range proxyRules() {
		p := Proxy{Mechanism: r.mechanism, Says: r.says, Unit: r.unit}
		if r.apart {
			p.Agencies = map[int]int{}
		}
		for _, s := range sums {
			if s.Kind != r.kind || r.of != nil && !r.of(s) {
				continue
			}
			n := s.Facts
			if r.numbers {
				n = s.Total
			}
			p.Count += n
			if r.apart {
				p.Agencies[s.Agency] += n
			}
		}
		all = append(all, p)
	}
	return all
}
