package checklist

import (
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/fact"
)

// additionalFunding is the rule of FUN-1. Source: "in the counter-terrorism
// context: a confirmed stream beyond core budgets, committed or not, covers
// today and ends >= 6 (3) months from now; an ending one warns of renewal".
// One stream has to last so long by itself. The rule asks whether there is
// one, so it has no cases to sample.
func additionalFunding(item Item, e evidence) Finding {
	m := money{e: e, spent: map[uuid.UUID]int{}}
	for _, s := range e.kinds[fact.Stream] {
		if unfit(s) == "" {
			m.counts = append(m.counts, s)
		}
	}
	var spends []fact.Fact
	for _, f := range e.kinds[fact.Spend] {
		if f.Day.After(e.day) {
			continue
		}
		m.spent[f.Person] += f.Number
		if slices.ContainsFunc(m.counts, func(s fact.Fact) bool { return s.Source == f.Person && !s.Day.After(f.Day) }) {
			spends = append(spends, f)
		}
	}
	part, needs := m.lasts(item.parameter("ends"))
	return Finding{Window: part.Window, Parts: []Part{part}, Newest: newer(e.newest(m.counts), e.newest(spends)), Needs: needs}
}

// money is the funding streams as the facts describe them.
type money struct {
	e      evidence
	counts []fact.Fact       // streams that count while they last, also those that begin later
	spent  map[uuid.UUID]int // of each stream, in pounds
}

// unfit says why a stream is not one that counts, whenever it is, or "".
func unfit(s fact.Fact) string {
	switch {
	case !s.Has(fact.InContext):
		return "it is not in the counter-terrorism context"
	case !s.Has(fact.Additional):
		return "it is not beyond core budgets"
	case !s.Has(fact.Confirmed):
		return "it is not confirmed"
	}
	return ""
}

// lasts asks whether a stream that counts is there today and lasts.
func (m money) lasts(t Parameter) (Part, []Need) {
	far, near := monthsAfter(m.e.day, int(t.Value)), monthsAfter(m.e.day, int(t.Partly))
	part := Part{Name: "Confirmed money beyond core budgets is there and lasts", Window: calendar.Span{From: m.e.day, To: m.e.day}, Of: "streams"}
	find := Need{Say: fmt.Sprintf("Record a confirmed stream in the counter-terrorism context, beyond core budgets, that lasts until %s or later.", written(far)), To: ToFunding}
	needs, known := m.list(&part, far)
	if !known {
		part.Say = "No funding stream is recorded that has begun, so there is nothing to hold against the rule."
		return part, []Need{find}
	}
	ends := m.longest(m.e.day)
	switch {
	case ends.IsZero():
		part.Say = "No stream that counts is there today."
	default:
		part.Say = fmt.Sprintf("Of the streams that count, the one that lasts longest ends on %s.", written(ends))
	}
	part.Say += fmt.Sprintf(" The rule asks for %s or later", written(far))
	if t.Partly > 0 {
		part.Say += fmt.Sprintf(", and %s for partly", written(near))
	}
	part.Say += "."
	partlyFrom, notFrom := m.shortFrom(int(t.Value)), m.shortFrom(int(t.Partly))
	switch {
	case partlyFrom.After(m.e.day):
		part.State = Met
		needs = append(needs, Need{Say: fmt.Sprintf("Renew this money in time, or find other: from %s ‘%s’ is no longer met.", written(partlyFrom), part.Name), To: ToFunding})
	case t.Partly > 0 && notFrom.After(m.e.day):
		part.State = Partly
		needs = append(needs, find, Need{Say: fmt.Sprintf("From %s ‘%s’ is no longer even partly met.", written(notFrom), part.Name), To: ToFunding})
	default:
		part.State = NotMet
		needs = append(needs, find)
	}
	return part, needs
}

// list puts every stream that has begun into the part. It returns what to do
// about single ones, and reports whether there are any.
func (m money) list(part *Part, far time.Time) (needs []Need, known bool) {
	for _, s := range slices.Backward(m.e.kinds[fact.Stream]) {
		if s.Day.After(m.e.day) {
			continue
		}
		known = true
		what := m.words(s)
		switch why := unfit(s); {
		case !s.Covers(m.e.day):
			part.leave(rowOf(s, "Left out, because it ended on %s", written(s.Until)))
		case why != "":
			part.leave(rowOf(s, "Left out, because %s. %s", why, what))
			confirmed := s
			confirmed.Flags = append(slices.Clone(s.Flags), fact.Confirmed)
			if unfit(confirmed) == "" && !s.Until.Before(far) {
				needs = append(needs, Need{Say: fmt.Sprintf("Confirm the stream of %s. Once confirmed, it counts.", what), To: ToFunding})
			}
		case s.Until.Before(far):
			part.Against = listed(part.Against, rowOf(s, "Ends too soon. %s", what))
			needs = append(needs, Need{Say: fmt.Sprintf("Plan the renewal of the stream of %s.", what), To: ToFunding})
		default:
			part.For = listed(part.For, rowOf(s, "%s", what))
		}
	}
	return needs, known
}

// words is a stream in figures.
func (m money) words(s fact.Fact) string {
	words := fmt.Sprintf("%s until %s", pounds(s.Number), written(s.Until))
	if spent := m.spent[s.Source]; spent > 0 {
		words += fmt.Sprintf(", %s of it spent", pounds(spent))
	}
	return words
}

// longest is the last day of the stream that counts on the day and lasts
// longest, none where no stream does.
func (m money) longest(day time.Time) time.Time {
	var ends time.Time
	for _, s := range m.counts {
		if s.Covers(day) {
			ends = newer(ends, s.Until)
		}
	}
	return ends
}

// shortFrom is the first day, from the day judged on, on which no stream that
// counts lasts so many months more.
func (m money) shortFrom(n int) time.Time {
	day := m.e.day
	for {
		ends := m.longest(day)
		if ends.Before(monthsAfter(day, n)) {
			return day
		}
		for !monthsAfter(day, n).After(ends) {
			day = newer(day.AddDate(0, 0, 1), monthsAfter(ends, -n))
		}
	}
}
