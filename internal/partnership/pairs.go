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

// Pair is two agencies that have to share with one another, the one with the
// lower number first.
type Pair struct{ Agency, Other int }

// PairOf is the pair of two agencies, whichever is named first.
func PairOf(a, b int) Pair { return Pair{min(a, b), max(a, b)} }

// sorted lists pairs once each, in one order.
func sorted(pairs []Pair) []Pair {
	pairs = slices.Clone(pairs)
	slices.SortFunc(pairs, func(a, b Pair) int { return cmp.Or(a.Agency-b.Agency, a.Other-b.Other) })
	return slices.Compact(pairs)
}

// PairList is one version of the pairs that have to share, from a day on. One
// person proposes it and another approves it; only then does it count.
type PairList struct {
	ID         uuid.UUID
	Version    int
	From       time.Time
	Pairs      []Pair
	Reason     string
	ProposedBy uuid.UUID
	ProposedAt time.Time
	DecidedBy  uuid.UUID
	DecidedAt  time.Time // zero while it waits
	Approved   bool
	Why        string // why it was refused
}

// Waiting reports whether nobody has decided on it yet.
func (l PairList) Waiting() bool { return l.DecidedBy == uuid.Nil }

// Check returns everything wrong with the proposal, as an Invalid fault. The
// agencies must be among the partners given.
func (l PairList) Check(today time.Time, partners []int) error {
	var c fault.Check
	c.Need(len(l.Pairs) > 0, "pairs", "Select at least one pair of agencies")
	c.Need(!slices.ContainsFunc(l.Pairs, func(p Pair) bool {
		return p.Agency >= p.Other || !slices.Contains(partners, p.Agency) || !slices.Contains(partners, p.Other)
	}), "pairs", "Select pairs from the list")
	c.Need(!l.From.IsZero(), "from", "Enter the day from which these pairs have to share")
	checkPast(&c, "from", "Day from which these pairs have to share", l.From, today)
	checkReason(&c, "reason", l.Reason, "Enter why you propose these pairs")
	return c.Err()
}

// Facts is what rules may know of the list: nothing until it is approved.
func (l PairList) Facts() []fact.Fact {
	if !l.Approved {
		return nil
	}
	var facts []fact.Fact
	for n, p := range sorted(l.Pairs) {
		facts = append(facts, fact.Fact{Source: l.ID, Part: n, Kind: fact.RequiredPair, Day: l.From, Agency: p.Agency, Other: p.Other, Number: l.Version})
	}
	return facts
}

// Ties is every version of the pairs of one partnership.
type Ties struct {
	Partnership int
	Versions    []PairList // newest first
}

// Scope is where they are kept.
func (t Ties) Scope() access.Scope {
	return access.Scope{Strand: access.Coordination, Partnership: t.Partnership}
}

// Current returns the version that counts: the newest approved one.
func (t Ties) Current() (PairList, bool) {
	return t.first(func(l PairList) bool { return l.Approved })
}

// Waiting returns the version that nobody has decided on yet.
func (t Ties) Waiting() (PairList, bool) { return t.first(PairList.Waiting) }

func (t Ties) first(is func(PairList) bool) (PairList, bool) {
	i := slices.IndexFunc(t.Versions, is)
	if i < 0 {
		return PairList{}, false
	}
	return t.Versions[i], true
}

// ProposePairs adds a version, which waits for a second person. Only one waits
// at a time.
func ProposePairs(l PairList, partners []int, today time.Time) access.Change[Ties] {
	return access.Change[Ties]{Do: access.ProposePairs, Apply: func(t *Ties) error {
		if err := l.Check(today, partners); err != nil {
			return err
		}
		if _, waits := t.Waiting(); waits {
			return fault.New(fault.Conflict, "Another proposal is already waiting for a decision")
		}
		l.Version, l.Pairs = 1, sorted(l.Pairs)
		if len(t.Versions) > 0 {
			l.Version = t.Versions[0].Version + 1
		}
		l.DecidedBy, l.DecidedAt, l.Approved, l.Why = uuid.Nil, time.Time{}, false, ""
		t.Versions = append([]PairList{l}, t.Versions...)
		return nil
	}}
}

// DecidePairs makes a waiting version the one that counts, or refuses it for a
// reason. Whoever proposed it does not decide.
func DecidePairs(id, by uuid.UUID, approve bool, why string, now time.Time) access.Change[Ties] {
	return access.Change[Ties]{Do: access.ApprovePairs, Apply: func(t *Ties) error {
		n := slices.IndexFunc(t.Versions, func(l PairList) bool { return l.ID == id })
		switch {
		case n < 0:
			return fault.Missing()
		case !t.Versions[n].Waiting():
			return fault.New(fault.Conflict, "This proposal has already been decided")
		case t.Versions[n].ProposedBy == by:
			return fault.New(fault.Forbidden, "Somebody other than the person who proposed this must decide on it")
		}
		if !approve {
			var c fault.Check
			checkReason(&c, "why", why, "Enter why you refuse this")
			if err := c.Err(); err != nil {
				return err
			}
		}
		l := &t.Versions[n]
		l.DecidedBy, l.DecidedAt, l.Approved, l.Why = by, now, approve, why
		return nil
	}}
}

// Agreed lists the pairs that sharing agreements in force on the day speak of:
// giver and taker of each line, and every two parties where a line leaves one
// of them open.
func Agreed(agreements []Agreement, day time.Time) []Pair {
	var pairs []Pair
	for _, a := range agreements {
		if s := a.Stands(day); s != InForce && s != ReviewOverdue {
			continue
		}
		for _, l := range a.Lines {
			if day.Before(l.From) || !l.To.IsZero() && day.After(l.To) {
				continue
			}
			for _, giver := range a.either(l.Giver) {
				for _, taker := range a.either(l.Taker) {
					if giver != taker {
						pairs = append(pairs, PairOf(giver, taker))
					}
				}
			}
		}
	}
	return sorted(pairs)
}

// either is the agency that a line names, or every party where it names none.
func (a Agreement) either(agency int) []int {
	if agency != 0 {
		return []int{agency}
	}
	all := make([]int, len(a.Parties))
	for n, p := range a.Parties {
		all[n] = p.Agency
	}
	return all
}

// PairStore keeps which pairs have to share.
type PairStore interface {
	// Ties returns every version of the pairs.
	Ties(ctx context.Context, who access.Actor) (Ties, error)
	// ChangeTies does one thing to them and logs it, or does neither. Besides
	// what the change itself returns, it returns Forbidden, and Conflict when
	// somebody else proposed or decided meanwhile.
	ChangeTies(ctx context.Context, who access.Actor, ch access.Change[Ties]) error
}
