package checklist

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/fact"
	"liaison/internal/statistic"
)

// MostListed bounds the rows of one sort that a part lists, the newest first.
// Its counts are of all.
const MostListed = 100

// count adds a case that counts for the part.
func (p *Part) count(row Row) {
	p.Have++
	p.All++
	p.For = listed(p.For, row)
}

// miss adds a case that counts, and not for the part.
func (p *Part) miss(row Row) {
	p.All++
	p.Against = listed(p.Against, row)
}

// leave adds what is not counted, with why.
func (p *Part) leave(row Row) {
	p.Out++
	p.Left = listed(p.Left, row)
}

func listed(rows []Row, row Row) []Row {
	if len(rows) == MostListed {
		return rows
	}
	return append(rows, row)
}

// rowOf is the row of a fact, with what is to be said of it.
func rowOf(f fact.Fact, say string, with ...any) Row {
	if len(with) > 0 {
		say = fmt.Sprintf(say, with...)
	}
	return Row{Source: recordOf(f), Kind: f.Kind, Agency: f.Agency, Day: f.Day, Until: f.Until, Say: say, Late: late(f)}
}

// recordOf is the record by which people know a fact: of spending the stream, of
// access and its reviews what is reached. Ratings are counted and never listed,
// so that nobody sees who rated.
func recordOf(f fact.Fact) uuid.UUID {
	if slices.Contains(ofAnother, f.Kind) {
		return f.Person
	}
	return f.Source
}

// ofAnother are the kinds of facts that name as Person what they are about.
var ofAnother = []fact.Kind{fact.Spend, fact.SystemReview, fact.Reach, fact.ReachHeld, fact.ReachVetted, fact.ReachConfirmed, fact.ReachUsed}

// share closes a part whose cases count for it or do not: at least so large a
// share has to. With no case nothing arose, and the part stays left out.
func (p *Part) share(t Parameter) {
	if p.All == 0 {
		return
	}
	figure := float64(p.Have) / float64(p.All)
	p.State = judged(figure, p.All, t)
	p.figure(p.Have, figure)
	p.few(t)
}

// limit closes a part in which at most so large a share of the cases may miss;
// where strict, less than that. There is at least one case.
func (p *Part) limit(t Parameter, strict bool) {
	missed := p.All - p.Have
	figure := float64(missed) / float64(p.All)
	within := figure <= t.Value+nearly
	if strict {
		within = figure < t.Value-nearly
	}
	p.State = atMost(within, p.All)
	p.figure(missed, figure)
	if p.All < FewCases {
		p.few(t)
		return
	}
	most := "at most"
	if strict {
		most = "less than"
	}
	p.Say += fmt.Sprintf(" The rule allows %s %s.", most, t.Words())
}

// figure adds the share and its interval where there are cases enough.
func (p *Part) figure(have int, figure float64) {
	if p.All < FewCases {
		return
	}
	p.Figure = Percent(figure)
	between := statistic.Wilson(have, p.All)
	p.Between = &between
}

// atMost is the state of a limit that is kept or not, over so many cases.
func atMost(kept bool, cases int) State {
	switch {
	case !kept:
		return NotMet
	case cases < FewCases:
		return Partly
	}
	return Met
}

// waits closes a part about how many working days something took in the
// middle case. What is not answered yet counts as having waited until the day
// judged, after Kaplan and Meier, so that to leave it is never better than to
// answer. For the same reason only answers are cases: a thing that nobody
// answers must not make few cases enough. Where nothing says yet whether the
// middle lies within the limit the records are too few. With nothing asked for
// the part stays left out.
func (p *Part) waits(t Parameter, of []statistic.Observation) {
	if len(of) == 0 {
		return
	}
	longest, answered := 0, 0
	for _, o := range of {
		longest = max(longest, o.Days)
		if o.Answered {
			answered++
		}
	}
	middle, known := statistic.Survive(of).Median()
	switch {
	case known:
		p.State = atMost(float64(middle) <= t.Value+nearly, answered)
		p.Figure = workingDays(middle)
		p.Say += fmt.Sprintf(" In the middle it took %s.", workingDays(middle))
	case float64(longest) <= t.Value+nearly:
		p.State = TooFew
		p.Say += fmt.Sprintf(" Too many wait still, or got another answer, to say how long it takes in the middle. None waited longer than %s.", workingDays(longest))
	default:
		p.State = NotMet
		p.Say += fmt.Sprintf(" Too many wait still, or got another answer, for a middle within the limit. The longest waited %s.", workingDays(longest))
	}
	p.Say += fmt.Sprintf(" The rule allows %s.", workingDays(int(t.Value)))
	if answered < FewCases {
		p.Say += fmt.Sprintf(" With fewer than %d answered, records at best partly meet the rule.", FewCases)
	}
}

// few adds to a part what the rule for small numbers does to it, or what the
// rule asks for.
func (p *Part) few(t Parameter) {
	switch {
	case p.All < FewCases:
		p.Say += fmt.Sprintf(" With fewer than %d, records at best partly meet the rule.", FewCases)
	case t.Partly == 0:
		p.Say += fmt.Sprintf(" The rule asks for %s.", t.Words())
	default:
		p.Say += fmt.Sprintf(" The rule asks for %s, and %s for partly.", t.Words(), t.PartlyWords())
	}
}

// in lists the facts of a kind whose day lies in the span, the newest first.
func (e evidence) in(kind fact.Kind, w calendar.Span) []fact.Fact {
	var found []fact.Fact
	for _, f := range slices.Backward(e.kinds[kind]) {
		if w.Has(f.Day) {
			found = append(found, f)
		}
	}
	return found
}

// covering lists the facts of a kind that hold on the day, the newest first.
func (e evidence) covering(kind fact.Kind, day time.Time) []fact.Fact {
	var found []fact.Fact
	for _, f := range slices.Backward(e.kinds[kind]) {
		if f.Covers(day) {
			found = append(found, f)
		}
	}
	return found
}

// newest is the newest day on which one of the facts began or ended, not later
// than the day judged.
func (e evidence) newest(facts []fact.Fact) time.Time {
	var newest time.Time
	for _, f := range facts {
		for _, day := range []time.Time{f.Day, f.Until} {
			newest = newer(newest, e.past(day))
		}
	}
	return newest
}

// waited is what a thing that began on a day and ended on another, or never,
// says of waiting: it ended with what was wanted, or is counted as waiting on.
func (e evidence) waited(from, until time.Time, wanted bool) statistic.Observation {
	if until.IsZero() || until.After(e.day) {
		return statistic.Observation{Days: e.holidays.Between(from, e.day)}
	}
	return statistic.Observation{Days: e.holidays.Between(from, until), Answered: wanted}
}

// rhythm is the window of rules on meetings. Source: rules for all items,
// "Rhythm. For rules on meetings the window is the larger of 90 days and 1.25
// x the longest series' interval".
func (e evidence) rhythm(least int, factor float64, end time.Time) calendar.Span {
	longest := 0
	for _, s := range e.kinds[fact.Series] {
		if s.Covers(end) {
			longest = max(longest, s.Number)
		}
	}
	return calendar.Last(max(least, int(math.Ceil(factor*float64(longest)-nearly))), end)
}

// lastMonths is the span of so many months that ends with the day: from the
// day after the same day so many months before.
func lastMonths(n int, day time.Time) calendar.Span {
	return calendar.Span{From: monthsAfter(day, -n).AddDate(0, 0, 1), To: day}
}

// monthsAfter is the same day of the month so many months later, or the last
// one of a month that is too short for it.
func monthsAfter(day time.Time, n int) time.Time {
	y, m, d := day.Date()
	first := time.Date(y, m+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	return first.AddDate(0, 0, min(d, first.AddDate(0, 1, -1).Day())-1)
}

func workingDays(n int) string { return many(n, "working day", "working days") }

// many is how many of something, in words.
func many(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}

// pounds is an amount of whole pounds: "£12,500".
func pounds(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return "£" + digits
}
