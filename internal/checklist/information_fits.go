package checklist

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/fact"
)

// informationFits is the rule of CON-6. Source: ">= 90% of shares name a need
// and a purpose; <= 20% go to more than 5 recipients (briefings that answer a
// partnership-wide need do not count); >= 70% rated relevant (response >=
// 30%)". A share is one record of information given, on the day it was sent.
func informationFits(item Item, e evidence) Finding {
	days := int(item.parameter("window").Value)
	i := informed{item: item, days: days, w: calendar.Last(days, e.day)}
	f := Finding{Window: i.w}
	i.shares, f.Newest = givenIn(e, i.w)
	if len(i.shares) == 0 {
		for _, name := range []string{namedName, aimedName, relevantName} {
			f.Parts = append(f.Parts, Part{Name: name, Window: i.w, Of: "shares", Say: "No information was shared in the window."})
		}
		f.Needs = []Need{{Say: "Log the information that agencies give to one another, with the need that it answers and its purpose.", To: ToShare}}
		return f
	}
	for _, judge := range []func() (Part, []Need){i.named, i.aimed, i.relevant} {
		part, needs := judge()
		f.Parts, f.Needs = append(f.Parts, part), append(f.Needs, needs...)
	}
	return f
}

const (
	namedName    = "Shares name a need and a purpose"
	aimedName    = "Shares go to those who need them"
	relevantName = "Recipients say that shares are relevant"
)

// given is one share: the fact of one of those who received it, who they all
// were, and what they said of it.
type given struct {
	fact.Fact
	to   []int
	said []fact.Fact
	wide bool // a need of the whole partnership is what it answers
}

// givenIn lists the shares of the window, the newest first, and the day of the
// newest of any.
func givenIn(e evidence, w calendar.Span) (all []given, newest time.Time) {
	at := map[uuid.UUID]int{}
	for _, f := range e.in(fact.Shared, calendar.Span{To: e.day}) {
		newest = newer(newest, f.Day)
		if !w.Has(f.Day) {
			continue
		}
		n, ok := at[f.Source]
		if !ok {
			n = len(all)
			at[f.Source] = n
			all = append(all, given{Fact: f})
		}
		all[n].to = append(all[n].to, f.Other)
	}
	wide := map[uuid.UUID]bool{}
	for _, f := range e.in(fact.Need, calendar.Span{To: e.day}) {
		wide[f.Source] = f.Agency == 0
	}
	for _, f := range e.kinds[fact.ShareAsked] {
		if n, ok := at[f.Source]; ok && wide[f.Person] {
			all[n].wide = true
		}
	}
	for _, f := range e.kinds[fact.Rating] {
		if n, ok := at[f.By]; ok && f.Has(fact.RatesRelevant) && !f.Until.After(e.day) && slices.Contains(all[n].to, f.Agency) {
			all[n].said = append(all[n].said, f)
		}
	}
	return all, newest
}

// informed holds the shares of the window against the rule.
type informed struct {
	item   Item
	days   int
	w      calendar.Span
	shares []given
}

// named is the part about what shares say they are for.
func (i informed) named() (Part, []Need) {
	part, least := Part{Name: namedName, Window: i.w, Of: "shares"}, i.item.parameter("named")
	var turns []turn
	without := map[int]int{}
	for _, g := range i.shares {
		out := turn{leaves(g.Day, i.days), tally{all: -1}}
		if say := unnamed(g); say == "" {
			out.by.have = -1
			part.count(rowOf(g.Fact, "Names a need and a purpose"))
		} else {
			without[g.Agency]++
			part.miss(rowOf(g.Fact, "%s", say))
		}
		turns = append(turns, out)
	}
	part.Say = fmt.Sprintf("%d of %s name a need and a purpose.", part.Have, many(part.All, "share", "shares"))
	part.share(least)
	now := tally{have: part.Have, all: part.All}
	holds := func(t tally) bool { return met(t, least) }
	if part.State == Met {
		return part, part.losing(lapses(now, turns, holds), ToShare)
	}
	needs := givers(without, "names the need and the purpose of what it gives. In the window %s did not.")
	if n, ok := more(part.Have, part.All, least); ok {
		needs = append(needs, Need{Say: fmt.Sprintf("‘%s’ is met with %s that name both, and none that do not.", part.Name, many(n, "more share", "more shares")), To: ToShare})
	}
	return part, append(needs, part.gaining(lapses(now, turns, not(holds)), ToShare)...)
}

// unnamed says what a share does not name, or "".
func unnamed(g given) string {
	switch need, purpose := g.Has(fact.NamesNeed), g.Has(fact.NamesPurpose); {
	case need && purpose:
		return ""
	case need:
		return "Names no purpose"
	case purpose:
		return "Names no need"
	}
	return "Names neither a need nor a purpose"
}

// aimed is the part about shares that go to many. A briefing for a need of the
// whole partnership is left out of it, so that it hides no other.
func (i informed) aimed() (Part, []Need) {
	part, most, limit := Part{Name: aimedName, Window: i.w, Of: "shares"}, i.item.parameter("recipients"), i.item.parameter("broadcast")
	var turns []turn
	wide := map[int]int{}
	for _, g := range i.shares {
		out := turn{leaves(g.Day, i.days), tally{all: -1}}
		switch to := many(g.Number, "recipient", "recipients"); {
		case g.Has(fact.ForEverybody) && g.wide:
			part.leave(rowOf(g.Fact, "Left out, because it is a briefing for a need of the whole partnership"))
			continue
		case float64(g.Number) <= most.Value:
			out.by.have = -1
			part.count(rowOf(g.Fact, "Went to %s", to))
		case g.Has(fact.ForEverybody):
			wide[g.Agency]++
			part.miss(rowOf(g.Fact, "Went to %s as a briefing, though it answers no need of the whole partnership", to))
		default:
			wide[g.Agency]++
			part.miss(rowOf(g.Fact, "Went to %s", to))
		}
		turns = append(turns, out)
	}
	if part.All == 0 {
		part.Say = "Every share in the window was a briefing for a need of the whole partnership."
		return part, nil
	}
	part.Say = fmt.Sprintf("%d of %s went to more than %s recipients.", part.All-part.Have, many(part.All, "share", "shares"), most.Words())
	part.limit(limit, false)
	now := tally{have: part.Have, all: part.All}
	holds := func(t tally) bool {
		return t.all >= FewCases && float64(t.all-t.have)/float64(t.all) <= limit.Value+nearly
	}
	if part.State == Met {
		return part, part.losing(lapses(now, turns, holds), ToShare)
	}
	n := 0
	for !holds(tally{have: now.have + n, all: now.all + n}) {
		n++
	}
	needs := givers(wide, "sends what it gives only to those who need it. In the window %s went to more than "+most.Words()+" recipients.")
	needs = append(needs, Need{Say: fmt.Sprintf("‘%s’ is met with %s to at most %s recipients, and none to more.", part.Name, many(n, "more share", "more shares"), most.Words()), To: ToShare})
	return part, append(needs, part.gaining(lapses(now, turns, not(holds)), ToShare)...)
}

// relevant is the part about what recipients say. Each of them can say it once.
func (i informed) relevant() (Part, []Need) {
	part := Part{Name: relevantName, Window: i.w, Of: "answers"}
	o := opinion{
		grade: i.item.parameter("grade"), good: i.item.parameter("relevant"), response: i.item.parameter("response"), least: 1,
		one: "recipient", more: "recipients", record: "share", to: ToShare, rate: ToGiven, leaves: func(day time.Time) time.Time { return leaves(day, i.days) },
	}
	for _, g := range i.shares {
		o.asked = append(o.asked, asked{of: g.Fact, could: len(g.to), said: g.said})
	}
	needs := o.close(&part)
	return part, needs
}

// givers asks something of each agency for so many of its shares.
func givers(shares map[int]int, say string) []Need {
	var needs []Need
	for _, agency := range slices.Sorted(maps.Keys(shares)) {
		needs = append(needs, Need{Say: fmt.Sprintf(say, many(shares[agency], "share", "shares")), To: ToShare, Agency: agency})
	}
	return needs
}
