package checklist

import (
	"fmt"
	"math"
	"slices"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/fact"
)

// convenientMeetings is the rule of RES-4. Source: ">= 80% of convenience
// ratings are 3 or 4 of 4 (response >= 50%, n >= 5) and <= 5% of invitations
// declined for place or travel". An agency that came is asked once for each
// meeting. Where too few answered, the first part is too few to say, whatever
// they answered.
func convenientMeetings(item Item, e evidence) Finding {
	var ratings []fact.Fact
	for _, f := range e.kinds[fact.Rating] {
		if f.Has(fact.RatesConvenient) {
			ratings = append(ratings, f)
		}
	}
	v := venues{w: e.rhythm(int(item.parameter("window").Value), item.parameter("rhythm").Value, e.day)}
	v.lines = e.in(fact.Attendance, v.w)
	for _, f := range slices.Backward(ratings) {
		if v.w.Has(f.Day) {
			v.ratings = append(v.ratings, f)
		}
	}
	rated, ratedNeeds := v.rated(askingOf(item))
	declined, declinedNeeds := v.declined(item.parameter("declined"))
	return Finding{
		Window: v.w, Parts: []Part{rated, declined}, Newest: newer(e.newest(ratings), e.newest(e.kinds[fact.Attendance])),
		Needs: slices.Concat(ratedNeeds, declinedNeeds),
	}
}

// asking is what the rule wants of ratings.
type asking struct {
	convenient, response Parameter
	good, least          int
}

func askingOf(item Item) asking {
	return asking{
		convenient: item.parameter("convenient"), response: item.parameter("response"),
		good: int(item.parameter("good").Value), least: int(item.parameter("least").Value),
	}
}

// short is how many more ratings there have to be before they are judged.
func (a asking) short(t tally) int {
	return max(a.least, int(math.Ceil(a.response.Value*float64(t.asked)-nearly))) - t.all
}

// venues is what was said in the window of where and when people met, the
// newest first.
type venues struct {
	w       calendar.Span
	lines   []fact.Fact // of attendance
	ratings []fact.Fact // of convenience
}

func (v venues) rated(a asking) (Part, []Need) {
	part := Part{Name: "Agencies find the place and time convenient", Window: v.w, Of: "ratings"}
	var now tally
	var turns []turn
	gone := func(f fact.Fact, by tally) { turns = append(turns, turn{leaves(f.Day, v.w.Days()), by}) }
	for _, f := range v.lines {
		if attended(f) {
			now.asked++
			gone(f, tally{asked: -1})
		}
	}
	for _, f := range v.ratings {
		// A rating is read with its meeting. Who gave it is not shown.
		row := Row{Source: f.By, Kind: f.Kind, Day: f.Day, Say: fmt.Sprintf("Rated %d of 4", f.Number), Late: late(f)}
		if f.Number >= a.good {
			part.count(row)
			gone(f, tally{have: -1, all: -1})
		} else {
			part.miss(row)
			gone(f, tally{all: -1})
		}
	}
	if now.asked == 0 {
		part.Say = "No agency came to a meeting in the window, so nobody was asked."
		return part, []Need{{Say: "Record a meeting with who came.", To: ToMeeting}}
	}
	now.have, now.all = part.Have, part.All
	part.Say = fmt.Sprintf("Agencies came %s and gave %s, of which %d said %d or more of 4.",
		many(now.asked, "time", "times"), many(part.All, "rating", "ratings"), part.Have, a.good)
	if short := a.short(now); short > 0 {
		part.State = TooFew
		part.Say += fmt.Sprintf(" The rule asks for at least %d, and for one from at least %s of those who came, so there are too few to say.", a.least, a.response.Words())
		return part, v.unrated(short)
	}
	part.share(a.convenient)
	ends := lapses(now, turns, func(t tally) bool { return a.short(t) <= 0 && met(t, a.convenient) })
	needs := part.ahead(a.convenient, part.All, "rating", fmt.Sprintf("of %d or more of 4", a.good), ends, ToRatings)
	if part.State == NotMet {
		needs = append(needs, Need{Say: "Ask the agencies which place and time suit them, and whether they would rather join online.", To: ToMeeting})
	}
	return part, needs
}

// unrated names agencies that came and gave no rating, the newest meetings
// first: as many as are needed.
func (v venues) unrated(short int) []Need {
	type answer struct {
		meeting uuid.UUID
		agency  int
	}
	given := map[answer]bool{}
	for _, f := range v.ratings {
		given[answer{f.By, f.Agency}] = true
	}
	var needs []Need
	for _, f := range v.lines {
		if attended(f) && !given[answer{f.Source, f.Agency}] && len(needs) < short {
			needs = append(needs, Need{Say: fmt.Sprintf("rates the place and time of the meeting of %s.", written(f.Day)), To: ToRatings, Agency: f.Agency})
		}
	}
	first := Need{Say: many(short, "more rating is", "more ratings are") + " needed before there are enough to say.", To: ToRatings}
	if len(needs) < short {
		first.Say, first.To = first.Say+" That takes more meetings with who came.", ToMeeting
	}
	return append([]Need{first}, firstFew(needs)...)
}

func (v venues) declined(t Parameter) (Part, []Need) {
	part := Part{Name: "Agencies can come to the place", Window: v.w, Of: "invitations"}
	var needs []Need
	var turns []turn
	named := map[int]bool{}
	for _, f := range v.lines {
		gone := turn{leaves(f.Day, v.w.Days()), tally{have: -1, all: -1}}
		switch {
		case f.Has(fact.Apologies) && f.Has(fact.PlaceOrTravel):
			gone.by.have = 0
			part.miss(rowOf(f, "Sent apologies for the place or the journey"))
			if !named[f.Agency] {
				needs = append(needs, Need{Say: fmt.Sprintf("is offered a place that it can reach, or a way to join online. It declined the meeting of %s for the place or the journey.", written(f.Day)), To: ToMeeting, Agency: f.Agency})
			}
			named[f.Agency] = true
		case f.Has(fact.Apologies):
			part.count(rowOf(f, "Sent apologies for another reason"))
		case attended(f):
			part.count(rowOf(f, "Came"))
		case f.Has(fact.Absent):
			part.count(rowOf(f, "Stayed away without apologies"))
		default:
			part.leave(rowOf(f, "Left out, because the answer to the invitation is not recorded"))
			continue
		}
		turns = append(turns, gone)
	}
	if part.All == 0 {
		part.Say = "No invitation to a meeting in the window was answered, so there is nothing to count."
		return part, nil
	}
	part.Say = fmt.Sprintf("%d of %s declined for the place or the journey.", part.All-part.Have, many(part.All, "invitation", "invitations"))
	part.limit(t, false)
	if part.State == Met {
		holds := func(left tally) bool { return left.all >= FewCases && within(left, t) }
		return part, part.losing(lapses(tally{have: part.Have, all: part.All}, turns, holds), ToMeeting)
	}
	further := many(part.moreWithin(t), "more invitation", "more invitations")
	return part, append(firstFew(needs), Need{Say: fmt.Sprintf("‘%s’ is met with %s not declined for the place or the journey.", part.Name, further), To: ToMeeting})
}

// within reports whether no more miss than the limit allows.
func within(of tally, limit Parameter) bool {
	return float64(of.all-of.have) <= limit.Value*float64(of.all)+nearly
}
