package checklist

import (
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/fact"
)

// policeLeadership is the rule of RES-3. Source: "named police lead and senior
// sponsor; sponsor took part in the last 180 days; >= 80% of escalations
// answered in 10 working days". Its first two parts have no cases to sample:
// they ask who is named, and whether the sponsor came at all.
func policeLeadership(item Item, e evidence) Finding {
	l := leadership{e: e}
	for _, f := range e.kinds[fact.Leader] {
		if !f.Day.After(e.day) {
			l.known = append(l.known, f)
		}
	}
	named, namedNeeds := l.named()
	sponsor, sponsorNeeds, came := l.sponsor(calendar.Last(int(item.parameter("sponsor").Value), e.day))
	answered, answeredNeeds := l.escalations(item)
	return Finding{
		Window: answered.Window, Parts: []Part{named, sponsor, answered},
		Newest: newer(came, e.newest(slices.Concat(l.known, e.kinds[fact.Escalation]))),
		Needs:  slices.Concat(namedNeeds, sponsorNeeds, answeredNeeds),
	}
}

// leadership is who leads and led, as the facts describe it.
type leadership struct {
	e     evidence
	known []fact.Fact // times in a post that began by the day judged
}

// leaderPosts are the posts that the rule wants filled, as sentences name them.
var leaderPosts = []struct {
	flag fact.Flag
	name string
}{{fact.PoliceLead, "police lead"}, {fact.SeniorSponsor, "senior sponsor"}}

func (l leadership) named() (Part, []Need) {
	part := Part{Name: "A police lead and a senior sponsor are named", Window: calendar.Span{From: l.e.day, To: l.e.day}, Of: "posts"}
	if len(l.known) == 0 {
		part.Say = "Neither a police lead nor a senior sponsor is recorded, so there is nothing to hold against the rule."
		return part, []Need{{Say: "Record who is the police lead and who is the senior sponsor, and from when.", To: ToLeaders}}
	}
	var needs []Need
	for _, post := range leaderPosts {
		for _, f := range slices.Backward(l.known) {
			switch {
			case !f.Has(post.flag):
			case f.Covers(l.e.day):
				part.For = listed(part.For, rowOf(f, "The %s", post.name))
			default:
				part.leave(rowOf(f, "Left out, because this time as %s ended on %s", post.name, written(f.Until)))
			}
		}
		switch until, held := l.heldUntil(post.flag); {
		case !held:
			part.Say += fmt.Sprintf("No %s is named today. ", post.name)
			part.Against = append(part.Against, Row{Kind: fact.Leader, Say: "No " + post.name + " is named"})
			needs = append(needs, Need{Say: fmt.Sprintf("Record who is the %s.", post.name), To: ToLeaders})
		case !until.IsZero():
			needs = append(needs, Need{Say: fmt.Sprintf("Record who follows as %s, or ‘%s’ is no longer met from %s.", post.name, part.Name, written(until.AddDate(0, 0, 1))), To: ToLeaders})
		}
	}
	if len(part.Against) > 0 {
		part.State, part.Say = NotMet, part.Say+"The rule asks for both posts."
		return part, needs
	}
	part.State, part.Say = Met, "A police lead and a senior sponsor are named."
	return part, needs
}

// heldUntil is the last day to which a post is filled without a break from
// the day judged, none where it goes on. It is not ok where nobody holds it.
// Who begins later counts here, and nowhere else.
func (l leadership) heldUntil(post fact.Flag) (until time.Time, ok bool) {
	until = l.e.day.AddDate(0, 0, -1)
	for _, f := range l.e.kinds[fact.Leader] {
		if !f.Has(post) || f.Day.After(until.AddDate(0, 0, 1)) {
			continue
		}
		if f.Until.IsZero() {
			return time.Time{}, true
		}
		until = newer(until, f.Until)
	}
	return until, !until.Before(l.e.day)
}

// sponsor asks whether somebody came to a meeting while they were sponsor. It
// also returns the newest day on which one did, in the window or before it.
func (l leadership) sponsor(w calendar.Span) (Part, []Need, time.Time) {
	part := Part{Name: "The senior sponsor took part", Window: w, Of: "meetings"}
	sponsors := slices.DeleteFunc(slices.Clone(l.known), func(f fact.Fact) bool { return !f.Has(fact.SeniorSponsor) })
	if len(sponsors) == 0 {
		part.Say = "No senior sponsor is recorded, so there is nobody who could take part."
		return part, nil, time.Time{}
	}
	var newest time.Time
	for _, f := range slices.Backward(l.e.kinds[fact.Attendance]) {
		is := func(s fact.Fact) bool { return s.Person == f.Person }
		if f.Day.After(l.e.day) || f.Person == uuid.Nil || !attended(f) || !slices.ContainsFunc(sponsors, is) {
			continue
		}
		inPost := slices.ContainsFunc(sponsors, func(s fact.Fact) bool { return is(s) && s.Covers(f.Day) })
		switch {
		case inPost && w.Has(f.Day):
			part.Have++
			part.For = listed(part.For, rowOf(f, "The senior sponsor came"))
			newest = newer(newest, f.Day)
		case inPost:
			newest = newer(newest, f.Day)
		case w.Has(f.Day):
			part.leave(rowOf(f, "Left out, because the person was not sponsor on that day"))
		}
	}
	if part.Have == 0 {
		part.State = NotMet
		part.Say = fmt.Sprintf("In these %d days no senior sponsor came to a meeting.", w.Days())
		return part, []Need{{Say: "The senior sponsor comes to a meeting, and the record of it says so.", To: ToMeeting}}, newest
	}
	part.State = Met
	part.Say = fmt.Sprintf("The newest meeting that a senior sponsor came to is of %s.", written(newest))
	return part, part.losing(leaves(newest, w.Days()), ToMeeting), newest
}

// escalations counts those that were answered in time.
func (l leadership) escalations(item Item) (Part, []Need) {
	limit := int(item.parameter("within").Value)
	var tasks []task
	for _, f := range slices.Backward(l.e.kinds[fact.Escalation]) {
		if f.Day.After(l.e.day) {
			continue
		}
		// Days off after the last working day take no working day more.
		due := l.e.holidays.After(f.Day, limit+1).AddDate(0, 0, -1)
		tasks = append(tasks, task{
			of: f, due: due, took: workingDays(l.e.waited(f.Day, f.Until, true).Days), done: "Answered",
			doing: "Answer the escalation of " + written(f.Day),
		})
	}
	return l.e.inTime(duty{
		name: "Escalations are answered in time", share: item.parameter("answered"), window: int(item.parameter("window").Value),
		noun: "escalation", done: "answered within " + workingDays(limit), wanted: "an answer", to: ToEscalations,
	}, tasks)
}
