package checklist

import (
	"fmt"
	"slices"
	"time"

	"liaison/internal/calendar"
	"liaison/internal/fact"
	"liaison/internal/statistic"
)

// accessTo is the part of TRN-3 about how long access to a product takes. It
// looks at requests that were open on any day of its window, so that one that
// waits never drops out of it. A request that was refused or dropped counts as
// having waited until then.
func accessTo(item Item, e evidence) (part Part, needs []Need, newest time.Time) {
	days, limit := int(item.parameter("window").Value), item.parameter("access")
	part = Part{Name: "Access to training takes little time", Window: calendar.Last(days, e.day), Of: "requests"}
	for _, f := range e.in(fact.Reach, calendar.Span{To: e.day}) {
		if !f.Has(fact.ToProduct) {
			continue
		}
		newest = newer(newest, f.Day)
		if !f.Until.After(e.day) {
			newest = newer(newest, f.Until)
		}
	}
	requests := e.openIn(part.Window)
	if len(requests) == 0 {
		part.Say = "Nobody waited for access to a product in the window."
		return part, nil, newest
	}
	var waits []statistic.Observation
	waiting := 0
	for _, f := range requests {
		o := e.waited(f.Day, f.Until, f.Has(fact.ReachGranted))
		waits = append(waits, o)
		say, still := e.answer(f, o.Days)
		if still {
			waiting++
			needs = append(needs, Need{Say: fmt.Sprintf("has waited for access to a product since %s, %s so far. Give it access.", written(f.Day), workingDays(o.Days)), To: ToProducts, Agency: f.Agency})
		}
		if o.Answered && float64(o.Days) <= limit.Value+nearly {
			part.count(rowOf(f, "%s", say))
		} else {
			part.miss(rowOf(f, "%s", say))
		}
	}
	part.Say = fmt.Sprintf("%s for access to a product in the window, %d of them waiting still.", many(part.All, "request was open", "requests were open"), waiting)
	part.waits(limit, waits)
	switch {
	case part.State == Met:
		return part, part.losing(e.accessLapses(requests, days, limit), ToProducts), newest
	case len(needs) == 0 && part.State == Partly:
		needs = []Need{{Say: fmt.Sprintf("Record requests for access to products when they are made. With fewer than %d in %d days this part is at best partly met.", FewCases, days), To: ToProducts}}
	case len(needs) == 0:
		needs = []Need{{Say: fmt.Sprintf("Give access to products within %s of the request.", workingDays(int(limit.Value))), To: ToProducts}}
	}
	return part, needs, newest
}

// openIn lists the requests for access to a product that were open on any day
// of the window, the newest first.
func (e evidence) openIn(w calendar.Span) []fact.Fact {
	return slices.DeleteFunc(e.in(fact.Reach, calendar.Span{To: w.To}), func(f fact.Fact) bool {
		return !f.Has(fact.ToProduct) || !f.Until.IsZero() && f.Until.Before(w.From)
	})
}

// answer says what came of a request, and whether it waits still.
func (e evidence) answer(f fact.Fact, took int) (say string, waiting bool) {
	switch {
	case f.Until.IsZero() || f.Until.After(e.day):
		return "Has waited " + workingDays(took) + " so far", true
	case f.Has(fact.ReachGranted):
		return "Given after " + workingDays(took), false
	case f.Has(fact.ReachRefused):
		return "Refused after " + workingDays(took) + ", which counts as waiting as long", false
	}
	return "No longer needed after " + workingDays(took) + ", which counts as waiting as long", false
}

// accessLapses is the day from which the part is no longer met if no request
// is made or answered. It can only be one on which an answered one leaves the
// window, or one that waits has waited as long as any other took.
func (e evidence) accessLapses(requests []fact.Fact, days int, limit Parameter) (first time.Time) {
	var turns []time.Time
	for _, f := range requests {
		if f.Until.IsZero() || f.Until.After(e.day) {
			for took := 1; took <= int(limit.Value)+1; took++ {
				turns = append(turns, e.holidays.After(f.Day, took))
			}
			continue
		}
		turns = append(turns, leaves(f.Until, days))
	}
	turns = slices.DeleteFunc(turns, func(on time.Time) bool { return !on.After(e.day) })
	slices.SortFunc(turns, time.Time.Compare)
	for _, on := range slices.CompactFunc(turns, time.Time.Equal) {
		then := e
		then.day = on
		var waits []statistic.Observation
		for _, f := range then.openIn(calendar.Last(days, on)) {
			waits = append(waits, then.waited(f.Day, f.Until, f.Has(fact.ReachGranted)))
		}
		var part Part
		if part.waits(limit, waits); part.State != Met {
			first = on
			break
		}
	}
	return first
}
