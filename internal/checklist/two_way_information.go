package checklist

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/fact"
)

// twoWayInformation is the rule of CON-2. Source: ">= 70% (50%) of required
// pairs (a dated baseline, changed by two people) have logged traffic both ways
// in 180 days, and >= 60% of shares have feedback in 28 days. Says that it
// measures what was logged". Without a baseline the records are too few, so
// that to set none is not better than to set one. What goes to several
// recipients counts once for each, since each gives its own feedback.
func twoWayInformation(item Item, e evidence) Finding {
	w := calendar.Last(int(item.parameter("window").Value), e.day)
	pairs, pairNeeds := flowOf(e, w).pairs(item.parameter("pairs"))
	feedback, feedbackNeeds := fedBack(item, e, w)
	return Finding{
		Window: w, Parts: []Part{pairs, feedback}, Newest: e.newestOf(fact.Shared, fact.ShareFeedback),
		Needs: append(pairNeeds, feedbackNeeds...),
	}
}

// flow is the newest that went from one agency to another in a window.
type flow struct {
	e      evidence
	w      calendar.Span
	newest map[[2]int]fact.Fact
}

func flowOf(e evidence, w calendar.Span) flow {
	f := flow{e: e, w: w, newest: map[[2]int]fact.Fact{}}
	for _, s := range e.in(fact.Shared, w) {
		way := [2]int{s.Agency, s.Other}
		if _, seen := f.newest[way]; !seen {
			f.newest[way] = s
		}
	}
	return f
}

// required lists the pairs of the newest baseline that holds on the day.
func (e evidence) required() []fact.Fact {
	holding, version := e.covering(fact.RequiredPair, e.day), 0
	for _, p := range holding {
		version = max(version, p.Number)
	}
	holding = slices.DeleteFunc(holding, func(p fact.Fact) bool { return p.Number < version })
	slices.SortFunc(holding, func(a, b fact.Fact) int { return cmp.Or(a.Agency-b.Agency, a.Other-b.Other) })
	return holding
}

func (f flow) pairs(t Parameter) (Part, []Need) {
	part := Part{Name: "Required pairs share both ways", Window: f.w, Of: "pairs"}
	required := f.e.required()
	if len(required) == 0 {
		part.State = TooFew
		part.Say = "No baseline says which agencies have to share with one another, so there is nothing to compare with."
		return part, []Need{{Say: "Propose which pairs of agencies have to share with one another. A second person approves it.", To: ToPairs}}
	}
	var needs []Need
	var ends []time.Time
	for _, pair := range required {
		given, gave := f.newest[[2]int{pair.Agency, pair.Other}]
		got, back := f.newest[[2]int{pair.Other, pair.Agency}]
		row := Row{Kind: fact.RequiredPair, Agency: pair.Agency, Other: pair.Other}
		switch {
		case gave && back:
			older := given
			if got.Day.Before(given.Day) {
				older = got
			}
			ends = append(ends, older.Day.AddDate(0, 0, f.w.Days()))
			part.count(row.behind(older, "Both ways, last given on %s and received on %s", written(given.Day), written(got.Day)))
			continue
		case gave:
			row = row.behind(given, "One way only: last given on %s, nothing received", written(given.Day))
		case back:
			row = row.behind(got, "One way only: last received on %s, nothing given", written(got.Day))
		default:
			row.Say = "Nothing either way"
		}
		part.miss(row)
		if !gave {
			needs = append(needs, logsGiving(pair.Agency, pair.Other))
		}
		if !back {
			needs = append(needs, logsGiving(pair.Other, pair.Agency))
		}
	}
	part.Say = fmt.Sprintf("%d of %d required pairs have logged information both ways.", part.Have, part.All)
	part.share(t)
	if part.State == Met {
		return part, part.lost(ends, t, ToShare)
	}
	return part, append(firstFew(needs), part.small()...)
}

// behind is the row with a record that stands behind it, and what that says.
func (r Row) behind(f fact.Fact, say string, with ...any) Row {
	r.Source, r.Day, r.Late, r.Say = f.Source, f.Day, late(f), fmt.Sprintf(say, with...)
	return r
}

func logsGiving(giver, taker int) Need {
	return Need{Agency: giver, Say: "logs what it next gives to", Other: taker, To: ToShare}
}

// between is the row of what went, or was to go, from one agency to another.
func between(f fact.Fact, say string, with ...any) Row {
	row := rowOf(f, say, with...)
	row.Other = f.Other
	return row
}

// receipt is what one of those who received a share has of it.
type receipt struct {
	record uuid.UUID
	by     int
}

// fedBack holds what was shared against the feedback on it. What is not due
// yet is left out until somebody gives it.
func fedBack(item Item, e evidence, w calendar.Span) (Part, []Need) {
	part := Part{Name: "Those who receive give feedback", Window: w, Of: "shares"}
	within := int(item.parameter("within").Value)
	said := map[receipt]time.Time{}
	for _, f := range e.kinds[fact.ShareFeedback] {
		if e.ended(f) {
			said[receipt{f.Source, f.Other}] = f.Until
		}
	}
	var needs []Need
	for _, f := range e.in(fact.Shared, w) {
		on, given := said[receipt{f.Source, f.Other}]
		due := f.Day.AddDate(0, 0, within)
		switch took := calendar.Days(f.Day, on); {
		case given && took <= within:
			part.count(between(f, "Feedback after %s", days(took)))
		case given:
			part.miss(between(f, "Feedback only after %s", days(took)))
		case e.day.After(due):
			part.miss(between(f, "No feedback in %s", days(within)))
		default:
			part.leave(between(f, "Left out, because feedback can still come in time, by %s", written(due)))
			say := fmt.Sprintf("says what it made of what it received on %s, by %s.", written(f.Day), written(due))
			needs = append(needs, Need{Agency: f.Other, Say: say, To: ToShares})
		}
	}
	slices.Reverse(needs) // what is due first
	if part.All == 0 {
		part.Say = "Nothing was shared in the window on which feedback is due."
		return part, firstFew(needs)
	}
	part.Say = fmt.Sprintf("%d of %d shares have feedback within %s.", part.Have, part.All, days(within))
	part.share(item.parameter("feedback"))
	if part.State != Met && len(needs) == 0 && part.Have < part.All {
		needs = []Need{{Say: fmt.Sprintf("Those who next receive something say what they made of it within %s.", days(within)), To: ToShares}}
	}
	return part, append(firstFew(needs), part.small()...)
}
