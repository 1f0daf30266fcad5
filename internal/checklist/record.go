package checklist

import (
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/fact"
	"liaison/internal/statistic"
)

// records keeps one fact of each record, the first: what a record left for
// each of its recipients is one case where all of them are alike.
func records(facts []fact.Fact) []fact.Fact {
	var found []fact.Fact
	seen := map[uuid.UUID]bool{}
	for _, f := range facts {
		if !seen[f.Source] {
			seen[f.Source] = true
			found = append(found, f)
		}
	}
	return found
}

// ended reports whether what the fact describes had ended by the day judged.
func (e evidence) ended(f fact.Fact) bool { return !f.Until.IsZero() && !f.Until.After(e.day) }

// open lists the facts of a kind that were open on any day of the span, the
// newest first. What nobody ends stays among them for ever, so that to leave
// it until it is forgotten betters nothing.
func (e evidence) open(kind fact.Kind, w calendar.Span) []fact.Fact {
	var found []fact.Fact
	for _, f := range slices.Backward(e.kinds[kind]) {
		if !f.Day.After(w.To) && (f.Until.IsZero() || !f.Until.Before(w.From)) {
			found = append(found, f)
		}
	}
	return found
}

// newestOf is the newest day, up to the one judged, on which something of the
// kinds began or ended.
func (e evidence) newestOf(kinds ...fact.Kind) time.Time {
	var newest time.Time
	for _, k := range kinds {
		newest = newer(newest, e.newest(e.kinds[k]))
	}
	return newest
}

// past is the day, or zero where it lies after the day judged.
func (e evidence) past(day time.Time) time.Time {
	if day.After(e.day) {
		return time.Time{}
	}
	return day
}

// awaited adds something that was asked for to a part about waiting, and
// returns what it says of it. It counts for the part where it ended within the
// limit with what was wanted; answer is how it ended.
func (p *Part) awaited(e evidence, row Row, wanted bool, answer string, t Parameter) statistic.Observation {
	o := e.waited(row.Day, row.Until, wanted)
	row.Say = fmt.Sprintf("Waiting for %s", workingDays(o.Days))
	if !row.Until.IsZero() && !row.Until.After(e.day) {
		row.Say = fmt.Sprintf("%s after %s", answer, workingDays(o.Days))
	}
	if o.Answered && float64(o.Days) <= t.Value+nearly {
		p.count(row)
	} else {
		p.miss(row)
	}
	return o
}

// every closes a part in which each case has to count for it. With no case
// the part stays left out.
func (p *Part) every() {
	if p.All == 0 {
		return
	}
	p.State = atMost(p.Have == p.All, p.All)
	p.figure(p.Have, float64(p.Have)/float64(p.All))
	p.few(everyCase)
}

// everyCase is the threshold of a part in which each case has to count.
var everyCase = Parameter{Unit: "share", Value: 1}

// lost says from when a part that is met no longer is if nothing more is
// recorded, where time alone ends it. Each end is the first day on which one of
// the cases no longer counts for the part, and then counts against it: there is
// one for each that counts, and no threshold is met by none.
func (p Part) lost(ends []time.Time, t Parameter, to Target) []Need {
	if p.State != Met {
		return nil
	}
	n := 0 // how many more can go
	for judged(float64(p.Have-n-1)/float64(p.All), p.All, t) == Met {
		n++
	}
	end := slices.SortedFunc(slices.Values(ends), time.Time.Compare)[n]
	return []Need{{Say: fmt.Sprintf("If nothing more is recorded, this part is no longer met from %s.", written(end)), To: to}}
}

// small says that nothing but more cases would lift a part that is partly met.
func (p Part) small() []Need {
	if p.State != Partly || p.Have < p.All || p.All >= FewCases {
		return nil
	}
	return []Need{{Say: fmt.Sprintf("With fewer than %d %s this part is at best partly met.", FewCases, p.Of)}}
}

// days says a number of days.
func days(n int) string { return many(n, "day", "days") }

// answers is that an agency answers what was asked of it on a day: by the end
// of the limit, where that is still to come.
func (e evidence) answers(agency int, what string, asked time.Time, limit Parameter, to Target) Need {
	say := fmt.Sprintf("answers %s of %s", what, written(asked))
	if by := e.holidays.After(asked, int(limit.Value)); !by.Before(e.day) {
		say += ", by " + written(by)
	}
	return Need{Agency: agency, Say: say + ".", To: to}
}
