package activity

import (
	"cmp"
	"slices"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/fact"
)

// stepPart is the part from which the facts of steps are numbered, beyond any
// that the agencies can reach.
const stepPart = 1_000_000

// partsOfTaker is how many parts the facts of one recipient take.
const partsOfTaker = 3

func (s Sharing) facts(a Activity) []fact.Fact {
	takers := slices.Clone(s.Takers)
	slices.SortFunc(takers, func(x, y Taker) int { return cmp.Compare(x.Agency, y.Agency) })
	var facts []fact.Fact
	for i, t := range takers {
		between := fact.Fact{Source: a.ID, Part: detailPart + partsOfTaker*i, Agency: s.Giver, Other: t.Agency}
		asked := between
		asked.Kind, asked.Day, asked.Until, asked.Person = fact.ShareAsked, a.Content.Day, s.Ended(), s.Need
		asked.Number, asked.Flags = len(takers), append(s.flags(), s.Outcome.flag())
		facts = append(facts, asked)
		if !s.Outcome.Gave() {
			continue
		}
		shared := between
		shared.Part++
		shared.Kind, shared.Day, shared.Person, shared.Number, shared.Flags = fact.Shared, s.Sent, s.Line, len(takers), append(s.flags(), s.Outcome.flag())
		facts = append(facts, shared)
		if !t.FeedbackOn.IsZero() {
			said := between
			said.Part += 2
			said.Kind, said.Day, said.Until = fact.ShareFeedback, s.Sent, t.FeedbackOn
			facts = append(facts, said)
		}
	}
	for i, step := range s.Steps {
		facts = append(facts, fact.Fact{Source: a.ID, Part: stepPart + i, Kind: fact.Recorded, Day: calendar.Day(step.At), By: step.By})
	}
	return facts
}

// flags is what both the question and the transfer say of the terms.
func (s Sharing) flags() []fact.Flag {
	flags := []fact.Flag{fact.ShareRequested}
	if s.Direction == Offered {
		flags[0] = fact.ShareOffered
	}
	if s.Need != uuid.Nil {
		flags = append(flags, fact.NamesNeed)
	}
	if s.Purpose != "" {
		flags = append(flags, fact.NamesPurpose)
	}
	if s.Line != uuid.Nil {
		flags = append(flags, fact.OnAgreement)
	}
	if s.Emergency != "" {
		flags = append(flags, fact.OnEmergency)
	}
	if s.Briefing {
		flags = append(flags, fact.ForEverybody)
	}
	return flags
}

func (o Outcome) flag() fact.Flag {
	switch o {
	case Given:
		return fact.ShareGiven
	case GivenInPart:
		return fact.ShareInPart
	case Declined:
		return fact.ShareRefused
	case Dropped:
		return fact.ShareDropped
	case StillOpen:
	}
	return fact.ShareOpen
}
