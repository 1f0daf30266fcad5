package health

import (
	"liaison/internal/calendar"
	"liaison/internal/fact"
)

// timeToShare is the working days from a request in the window until it was
// answered, in whole or in part, after Kaplan and Meier: in the middle case,
// and for nine in ten. Working days, from 0. A request that was refused or
// dropped counts as waiting until then, one that is open as waiting until the
// last day, so that to ignore it or to refuse it betters nothing. Each
// recipient of a record is a request of its own. Have counts those answered,
// All those asked. Source: domain, partnership health, "Time-to-share"; and
// fact.ShareAsked.
func timeToShare(v *view) reading { return waitOf(v, requests) }

// requests are those of the window, by whether they were answered.
func requests(v *view, each func(side, Row)) {
	for _, f := range v.in(fact.ShareAsked) {
		if !f.Has(fact.ShareRequested) {
			continue
		}
		s, days := v.waited(f.Day, f.Until, f.Has(fact.ShareGiven) || f.Has(fact.ShareInPart))
		row := rowOf(f)
		row.Figure, row.Say = float64(days), v.fate(f)
		each(s, row)
	}
}

// fate says what became of a request by the last day.
func (v *view) fate(f *fact.Fact) string {
	switch {
	case !v.over(f.Until):
		return "Open"
	case f.Has(fact.ShareGiven):
		return "Given"
	case f.Has(fact.ShareInPart):
		return "Given in part"
	case f.Has(fact.ShareRefused):
		return "Refused"
	}
	return "Dropped"
}

// feedbackDays is within how many days feedback counts. Source: domain,
// partnership health, "shares with feedback in 28 d / shares".
const feedbackDays = 28

// feedbackRate is the shares in the window on which their recipient gave
// feedback within 28 days / those shares. A share, from 0 to 1. Those sent too
// lately for their 28 days to be over are left out, with and without feedback.
// Source: domain, partnership health, "Feedback rate".
func feedbackRate(v *view) reading { return shareOf(v, answered) }

// answered are the shares of the window, by whether they got feedback in time.
func answered(v *view, each func(side, Row)) {
	for _, f := range v.in(fact.Shared) {
		row := rowOf(f)
		last := f.Day.AddDate(0, 0, feedbackDays)
		said, ok := v.feedback[answer{f.Source, f.Other, f.Day}]
		switch {
		case last.After(v.span.To):
			row.Say = "Left out, because its 28 days are not over"
			each(left, row)
		case ok && !said.After(last):
			each(counted, row)
		default:
			each(missed, row)
		}
	}
}

// Within how many days a record is made in time, and after how many it is
// entered as of the past. Source: domain, partnership health, "share logged
// within 3 d of event; back-dated share"; checklist, rules for all items,
// "Records entered more than 35 days after the event".
const (
	promptDays = 3
	pastDays   = 35
)

// loggingHealth is the records of the window made within 3 days of what they
// are about / records of the window. A share, from 0 to 1. Beside it stands
// the share made more than 35 days after. What nobody recorded is not seen.
// Source: domain, partnership health, "Logging health", which "tells if the
// rest can be believed".
func loggingHealth(v *view) reading {
	r := v.begin()
	past := 0
	for _, f := range within(v.events, v.span) {
		on, ok := v.recorded[f.Source]
		if !ok || on.After(v.span.To) {
			continue
		}
		days := calendar.Days(f.Day, on)
		row := Row{Source: f.Source, Kind: f.Kind, Day: f.Day, Until: on, Figure: float64(days)}
		if days > pastDays {
			past++
		}
		if days <= promptDays {
			r.add(v, counted, row)
		} else {
			r.add(v, missed, row)
		}
	}
	if r.share(); r.State == Told {
		r.also("Entered more than 35 days after", float64(past)/float64(r.All), Share)
	}
	return r
}
