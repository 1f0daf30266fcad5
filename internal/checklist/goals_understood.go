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

// goalsUnderstood is the rule of TRN-4. Source: ">= 90% (75%) of active
// participants acknowledged the current version of the goals within 30 days of
// joining or of the change; without the three questions answered, at best
// Partly", and T "365 or a new version". A participant is an account that
// takes part on the day, and has joined on the first day of the memberships
// that lead up to it without a gap. Met needs as large a share who answered the
// questions as who acknowledged.
func goalsUnderstood(item Item, e evidence) Finding {
	part := Part{Name: "Participants acknowledged the goals", Of: "participants"}
	g, ok := currentGoals(e)
	if !ok {
		part.Say = "No version of the goals is recorded, so there is nothing to acknowledge."
		return Finding{
			Window: calendar.Span{From: e.day, To: e.day}, Parts: []Part{part},
			Needs: []Need{{Say: "Record the goals, with three questions that check whether they are understood.", To: ToGoals}},
		}
	}
	part.Window = calendar.Span{From: g.Day, To: e.day}
	u := understood{e: e, goals: g, within: int(item.parameter("within").Value), share: item.parameter("acknowledged"), part: part}
	f := Finding{Window: part.Window}
	f.Newest, f.Ended = u.read()
	for _, m := range joined(e) {
		u.see(m)
	}
	f.Needs = u.close()
	f.Parts = []Part{u.part}
	return f
}

// currentGoals is the version that holds on the day: the highest that has begun.
func currentGoals(e evidence) (current fact.Fact, ok bool) {
	for _, g := range e.in(fact.Goals, calendar.Span{To: e.day}) {
		if g.Number > current.Number {
			current, ok = g, true
		}
	}
	return current, ok
}

// joined lists the participants of the day, each once, from the day on which
// they joined.
func joined(e evidence) []fact.Fact {
	by := map[uuid.UUID][]fact.Fact{}
	for _, m := range e.in(fact.Member, calendar.Span{To: e.day}) {
		by[m.By] = append(by[m.By], m)
	}
	var all []fact.Fact
	for _, m := range e.covering(fact.Member, e.day) {
		for _, before := range by[m.By] {
			if before.Day.Before(m.Day) && before.Covers(m.Day.AddDate(0, 0, -1)) {
				m.Day = before.Day
			}
		}
		n := slices.IndexFunc(all, func(x fact.Fact) bool { return x.By == m.By })
		if n < 0 {
			all = append(all, m)
			continue
		}
		if m.Until.IsZero() || !all[n].Until.IsZero() && m.Until.After(all[n].Until) {
			all[n].Until = m.Until
		}
	}
	return all
}

// understood goes through the participants.
type understood struct {
	e        evidence
	goals    fact.Fact
	within   int
	share    Parameter
	acks     map[uuid.UUID]fact.Fact // of the current version, by account
	part     Part
	answered int // of those counted for it, how many answered the questions
	turns    []turn
	waiting  []fact.Fact // members who still have time, with Until the last day of it
}

// read finds who acknowledged the current version, the day of the newest
// acknowledgement, and, where it is of an earlier version, since when that is
// out of date.
func (u *understood) read() (newest, ended time.Time) {
	u.acks = map[uuid.UUID]fact.Fact{}
	var earlier time.Time
	for _, a := range u.e.in(fact.Acknowledgement, calendar.Span{To: u.e.day}) {
		switch {
		case a.Number == u.goals.Number:
			u.acks[a.By] = a
			newest = newer(newest, a.Day)
		case a.Number < u.goals.Number:
			earlier = newer(earlier, a.Day)
		}
	}
	if newest.IsZero() && !earlier.IsZero() {
		return earlier, u.goals.Day
	}
	return newest, time.Time{}
}

// see counts one participant: as one that acknowledged in time or not, and not
// at all while there is time.
func (u *understood) see(m fact.Fact) {
	due := newer(m.Day, u.goals.Day).AddDate(0, 0, u.within)
	row := Row{Source: m.Source, Kind: m.Kind, Agency: m.Agency, Day: m.Day}
	ack, ok := u.acks[m.By]
	if ok {
		row = rowOf(ack, "Acknowledged on %s", written(ack.Day))
	}
	is := tally{all: 1}
	switch {
	case ok && !ack.Day.After(due):
		is.have = 1
		if ack.Has(fact.QuestionsAnswered) {
			is.asked = 1
			u.answered++
		} else {
			row.Say += ", without answering the questions"
		}
		u.part.count(row)
	case ok:
		row.Say += ", after " + written(due) + ", the last day for it"
		u.part.miss(row)
	case due.Before(u.e.day):
		row.Say = "Not acknowledged by " + written(due)
		u.part.miss(row)
	default:
		row.Say = "Left out, because there is time until the end of " + written(due)
		u.part.leave(row)
		if !m.Until.IsZero() && !m.Until.After(due) {
			return
		}
		u.turns = append(u.turns, turn{due.AddDate(0, 0, 1), is})
		u.waiting = append(u.waiting, fact.Fact{Agency: m.Agency, Until: due})
	}
	if !m.Until.IsZero() {
		u.turns = append(u.turns, turn{m.Until.AddDate(0, 0, 1), tally{-is.have, -is.all, -is.asked}})
	}
}

// holds reports whether so many who acknowledged, and of them so many who
// answered the questions, meet the rule.
func (u *understood) holds(t tally) bool {
	return met(t, u.share) && met(tally{have: t.asked, all: t.all}, u.share)
}

// close says what the participants come to, and what would change it.
func (u *understood) close() []Need {
	p, now := &u.part, tally{u.part.Have, u.part.All, u.answered}
	switch {
	case p.All > 0:
		p.Say = fmt.Sprintf("%d of %s acknowledged version %d in time, and %d of them answered its questions.", p.Have, many(p.All, "participant", "participants"), u.goals.Number, u.answered)
		p.share(u.share)
	case p.Out > 0:
		p.State = TooFew
		p.Say = "Everybody who takes part still has time to acknowledge the goals, so it is too early to say."
	default:
		p.Say = "Nobody takes part with an account, so there is nobody to ask."
		return []Need{{Say: "Give those who take part an account, so that they can acknowledge the goals.", To: ToAgencies}}
	}
	if p.State == Met && !u.holds(now) {
		p.State = Partly
		p.Say += fmt.Sprintf(" Fewer than %s answered the questions, so records at best partly meet it.", u.share.Words())
	}
	if p.State == Met {
		ends := lapses(now, u.turns, u.holds)
		for _, g := range u.e.kinds[fact.Goals] {
			if g.Day.After(u.e.day) && (ends.IsZero() || g.Day.Before(ends)) {
				ends = g.Day // a version that is known to come
			}
		}
		return p.losing(ends, ToGoals)
	}
	needs := u.stillToDo()
	if p.All > p.Have || u.answered < p.Have {
		needs = append(needs, Need{Say: fmt.Sprintf("What was not done in time stays so for this version. Everybody has %d days anew from the day on which a new version of the goals begins.", u.within), To: ToGoals})
	}
	return needs
}

// stillToDo says, agency by agency, who still has time.
func (u *understood) stillToDo() []Need {
	slices.SortStableFunc(u.waiting, func(a, b fact.Fact) int {
		return cmp.Or(cmp.Compare(a.Agency, b.Agency), a.Until.Compare(b.Until))
	})
	var needs []Need
	for i := 0; i < len(u.waiting); {
		first, n := u.waiting[i], 0
		for ; i < len(u.waiting) && u.waiting[i].Agency == first.Agency; i++ {
			n++
		}
		say := fmt.Sprintf("still to acknowledge version %d of the goals and to answer its questions, the first by %s.", u.goals.Number, written(first.Until))
		need := Need{Say: "has " + many(n, "person", "people") + " " + say, To: ToGoals, Agency: first.Agency}
		if first.Agency == 0 {
			need.Say = many(n, "person without an agency has", "people without an agency have") + " " + say
		}
		needs = append(needs, need)
	}
	return needs
}
