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

// formalProcess is the rule of CON-7. Source: ">= 95% of logged transfers cite
// an agreement line in force or an emergency ground; median request to share <=
// 10 working days with unanswered requests censored. Says that unlogged
// transfers are not seen". A record to several recipients has one ground and one
// answer, so it is one transfer and one request.
func formalProcess(item Item, e evidence) Finding {
	t := transfers{e: e, w: calendar.Last(int(item.parameter("window").Value), e.day), lines: map[uuid.UUID]fact.Fact{}, review: map[uuid.UUID]time.Time{}}
	for _, l := range e.kinds[fact.AgreementLine] {
		t.lines[l.Person] = l
	}
	for _, r := range e.kinds[fact.AgreementReview] {
		t.review[r.Source] = r.Day
	}
	cited, citedNeeds := t.cited(item.parameter("cited"))
	quick, quickNeeds := t.quick(item.parameter("time"))
	newest, stale := t.newest(2 * item.Fresh)
	return Finding{
		Window: t.w, Parts: []Part{cited, quick}, Newest: newest, Ended: stale,
		Needs: slices.Concat(citedNeeds, quickNeeds, t.reviews()),
	}
}

// transfers is what was shared, and the lines of agreements that it can cite.
type transfers struct {
	e      evidence
	w      calendar.Span
	lines  map[uuid.UUID]fact.Fact // by the line's id
	review map[uuid.UUID]time.Time // by the agreement's id, the day its review is due
}

// ground says on what a transfer rests, and whether that holds.
func (t transfers) ground(f fact.Fact) (say string, holds bool) {
	line, known := t.lines[f.Person]
	switch {
	case f.Has(fact.OnEmergency):
		return "Rests on an emergency ground", true
	case f.Person == uuid.Nil:
		return "Cites neither a line of an agreement nor an emergency ground", false
	case !known || !line.Covers(f.Day):
		return "Cites a line that was not in force on that day", false
	}
	return "Cites a line in force on that day", true
}

// cited counts the transfers that rest on a ground that holds.
func (t transfers) cited(p Parameter) (Part, []Need) {
	part := Part{Name: "Transfers cite a ground", Window: t.w, Of: "transfers"}
	var needs []Need
	var ends time.Time
	for _, f := range records(t.e.in(fact.Shared, t.w)) {
		say, holds := t.ground(f)
		if !holds {
			part.miss(between(f, "%s", say))
			needs = append(needs, Need{Agency: f.Agency, Say: fmt.Sprintf("corrects on what ground it shared on %s, where it had one.", written(f.Day)), To: ToShares})
			continue
		}
		part.count(between(f, "%s", say))
		if end := t.lines[f.Person].Until; !end.Before(t.e.day) && (ends.IsZero() || end.Before(ends)) {
			ends = end
		}
	}
	if part.All == 0 {
		part.Say = "No transfer was logged in the window."
		return part, []Need{{Say: "Log what is shared, with the line of the agreement that it rests on.", To: ToShare}}
	}
	part.Say = fmt.Sprintf("%d of %d logged transfers cite a line of an agreement in force or an emergency ground.", part.Have, part.All)
	part.share(p)
	needs = firstFew(needs)
	if part.State == Met {
		needs = nil
	}
	if !ends.IsZero() {
		needs = append(needs, Need{Say: fmt.Sprintf("A line that transfers rest on ends on %s. Agree what follows it before then.", written(ends)), To: ToAgreements})
	}
	return part, append(needs, part.small()...)
}

// quick holds how long it takes from a request to its answer against the
// limit. A request that was refused or dropped waited for nothing until then,
// and one without an answer waits on.
func (t transfers) quick(p Parameter) (Part, []Need) {
	part := Part{Name: "Requests are answered quickly", Window: t.w, Of: "requests"}
	asked := slices.DeleteFunc(t.e.open(fact.ShareAsked, t.w), func(f fact.Fact) bool { return !f.Has(fact.ShareRequested) })
	var waits []statistic.Observation
	var needs []Need
	for _, f := range records(asked) {
		given := f.Has(fact.ShareGiven) || f.Has(fact.ShareInPart)
		answer := "Shared"
		switch {
		case f.Has(fact.ShareRefused):
			answer = "Refused"
		case f.Has(fact.ShareDropped):
			answer = "Dropped"
		}
		waits = append(waits, part.awaited(t.e, between(f, ""), given, answer, p))
		if !t.e.ended(f) {
			needs = append(needs, t.e.answers(f.Agency, "the request", f.Day, p, ToShares))
		}
	}
	if len(waits) == 0 {
		part.Say = "No request was open in the window."
		return part, nil
	}
	part.Say = fmt.Sprintf("%d of %d requests were answered with information within %s.", part.Have, part.All, workingDays(int(p.Value)))
	part.waits(p, waits)
	slices.Reverse(needs) // the oldest first
	return part, append(firstFew(needs), part.small()...)
}

// newest is the day of the newest transfer, and the day from which it is out
// of date since its agreement was to be reviewed. A transfer whose agreement is
// not overdue goes before a newer one whose agreement is, for as long as its age
// does not make it out of date too, so that one transfer more never makes the
// evidence look older. Source: "90 or the agreement's review date".
func (t transfers) newest(outdated int) (newest, stale time.Time) {
	var sound time.Time
	for _, f := range t.e.kinds[fact.Shared] {
		if f.Day.After(t.e.day) {
			continue
		}
		if review := t.review[t.lines[f.Person].Source]; !review.IsZero() && t.e.day.After(review) {
			newest, stale = f.Day, review.AddDate(0, 0, 1)
			continue
		}
		sound = newer(sound, f.Day)
	}
	if sound.IsZero() || newest.After(sound) && calendar.Days(sound, t.e.day) > outdated {
		return newest, stale
	}
	return sound, time.Time{}
}

// reviews says which reviews would bring evidence up to date: those that are
// overdue of agreements on which transfers rest, the oldest first.
func (t transfers) reviews() []Need {
	var due []time.Time
	for _, f := range t.e.kinds[fact.Shared] {
		review := t.review[t.lines[f.Person].Source]
		if !review.IsZero() && t.e.day.After(review) && !f.Day.After(t.e.day) && !slices.ContainsFunc(due, review.Equal) {
			due = append(due, review)
		}
	}
	slices.SortFunc(due, time.Time.Compare)
	var needs []Need
	for _, review := range due {
		needs = append(needs, Need{Say: fmt.Sprintf("Review the agreement whose review was due on %s. Until then the evidence that rests on it is out of date.", written(review)), To: ToAgreements})
	}
	return firstFew(needs)
}
