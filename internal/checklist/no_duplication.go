package checklist

import (
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/fact"
)

// noDuplication is the rule of CON-5. Source: ">= 90% of suspected duplicates
// (within a strand) settled in 14 days; < 5% of data requests repeat one of the
// last 90 days". A duplicate counts as long as it was open in the window, so
// that to leave it unsettled betters nothing. A request repeats an earlier one
// where one of the same agencies asks the same agency for the same need.
func noDuplication(item Item, e evidence) Finding {
	w := calendar.Last(int(item.parameter("window").Value), e.day)
	settled, settledNeeds := settledDuplicates(item, e, w)
	repeats, repeatsNeeds := repeatedRequests(item.parameter("repeats"), e, w)
	newest := e.newestOf(fact.Duplicate)
	for _, f := range e.kinds[fact.ShareAsked] {
		if f.Has(fact.ShareRequested) {
			newest = newer(newest, e.past(f.Day))
		}
	}
	return Finding{Window: w, Parts: []Part{settled, repeats}, Newest: newest, Needs: append(settledNeeds, repeatsNeeds...)}
}

func settledDuplicates(item Item, e evidence, w calendar.Span) (Part, []Need) {
	part := Part{Name: "Suspected duplicates are settled", Window: w, Of: "suspected duplicates"}
	within := int(item.parameter("within").Value)
	var open []time.Time // by when they are due
	for _, f := range e.open(fact.Duplicate, w) {
		due := f.Day.AddDate(0, 0, within)
		took := calendar.Days(f.Day, f.Until)
		over := e.ended(f)
		if !over {
			open = append(open, due)
		}
		switch {
		case over && took <= within:
			part.count(rowOf(f, "Settled after %s", days(took)))
		case over:
			part.miss(rowOf(f, "Settled only after %s", days(took)))
		case e.day.After(due):
			part.miss(rowOf(f, "Not settled in %s", days(calendar.Days(f.Day, e.day))))
		default:
			part.leave(rowOf(f, "Left out, because it can still be settled in time, by %s", written(due)))
		}
	}
	if part.All == 0 {
		part.Say = "No suspected duplicate was due to be settled in the window."
	} else {
		part.Say = fmt.Sprintf("%d of %d suspected duplicates were settled within %s.", part.Have, part.All, days(within))
	}
	part.share(item.parameter("settled"))
	return part, slices.Concat(toSettle(open, e.day, w.Days()), part.small())
}

// toSettle says what of the open duplicates is to be settled by when, which
// count for so many days after.
func toSettle(open []time.Time, today time.Time, counted int) []Need {
	due, late := time.Time{}, 0
	for _, d := range open {
		switch {
		case d.Before(today):
			late++
		case due.IsZero() || d.Before(due):
			due = d
		}
	}
	var needs []Need
	if late > 0 {
		needs = append(needs, Need{Say: fmt.Sprintf("Say of %s whether the records are the same. Each counts against this part for %s after it is settled.", overdue(late), days(counted-1)), To: ToDuplicates})
	}
	if !due.IsZero() {
		needs = append(needs, Need{Say: fmt.Sprintf("Settle the suspected duplicates that are still in time, the first by %s.", written(due)), To: ToDuplicates})
	}
	return needs
}

func overdue(n int) string {
	if n == 1 {
		return "1 overdue suspected duplicate"
	}
	return fmt.Sprintf("%d overdue suspected duplicates", n)
}

// repeatedRequests looks for requests by which an agency asks another for what
// it was asked already. One that names no need cannot be told from others.
func repeatedRequests(t Parameter, e evidence, w calendar.Span) (Part, []Need) {
	part := Part{Name: "Requests do not repeat one another", Window: w, Of: "requests"}
	var requests []fact.Fact // a fact for each recipient
	for _, f := range e.in(fact.ShareAsked, w) {
		if f.Has(fact.ShareRequested) {
			requests = append(requests, f)
		}
	}
	repeated := e.repeated(w.Days())
	var needs []Need
	var newest time.Time
	for _, f := range records(requests) {
		again, is := repeated[f.Source]
		switch {
		case f.Person == uuid.Nil:
			part.leave(between(f, "Left out, because it names no need to compare"))
		case !is:
			part.count(between(f, "Repeats none"))
		default:
			newest = newer(newest, f.Day)
			part.miss(between(again.request, "Repeats the request of %s", written(again.of.Day)))
			needs = append(needs, Need{
				Agency: again.request.Other, To: ToShares,
				Say: fmt.Sprintf("looks at what came of its request of %s before it asks again, as it did on %s.", written(again.of.Day), written(f.Day)),
			})
		}
	}
	if part.All == 0 {
		part.Say = "No request that names a need was made in the window."
		return part, nil
	}
	part.Say = fmt.Sprintf("%d of %d requests repeat one of the %s before.", part.All-part.Have, part.All, days(w.Days()))
	part.limit(t, true)
	if part.State == Met {
		return part, nil
	}
	needs = firstFew(needs)
	if !newest.IsZero() {
		needs = append(needs, Need{Say: fmt.Sprintf("The newest repeat counts until %s.", written(newest.AddDate(0, 0, w.Days()-1)))})
	}
	return part, append(needs, part.small()...)
}

// repeat is a request with the newest earlier one that it repeats.
type repeat struct{ request, of fact.Fact }

// repeated finds the requests that repeat one of another record, made at most
// so many days before.
func (e evidence) repeated(within int) map[uuid.UUID]repeat {
	type asking struct {
		giver, taker int
		need         uuid.UUID
	}
	before, found := map[asking]fact.Fact{}, map[uuid.UUID]repeat{}
	for _, f := range e.kinds[fact.ShareAsked] {
		if !f.Has(fact.ShareRequested) || f.Person == uuid.Nil {
			continue
		}
		key := asking{f.Agency, f.Other, f.Person}
		if earlier, ok := before[key]; ok && earlier.Source != f.Source && calendar.Days(earlier.Day, f.Day) <= within {
			found[f.Source] = repeat{f, earlier}
		}
		before[key] = f
	}
	return found
}
