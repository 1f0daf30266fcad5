package checklist

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/fact"
)

// lookCoordinator shows when the post was vacant. What else a manager opens of
// it adds up what no rule reads; see Workload.
func lookCoordinator(item Item, e evidence, _ Finding) []Look {
	l := Look{Name: "When the post was vacant", Say: "No appointment is recorded, so there is nothing to show."}
	p := post{e: e, least: int(math.Round(item.parameter("fte").Value * 100))}
	var turns []time.Time
	for _, a := range e.kinds[fact.Appointment] {
		if a.Day.After(e.day) {
			continue
		}
		p.known = append(p.known, a)
		if turns = append(turns, a.Day); !a.Until.IsZero() {
			turns = append(turns, a.Until.AddDate(0, 0, 1))
		}
	}
	if len(p.known) == 0 {
		return []Look{l}
	}
	vacant, all := 0, 0
	for _, s := range slices.Backward(stretches(turns, e.day, p.heldOn)) {
		n := calendar.Span{From: s.from, To: s.to}.Days()
		row := LookRow{Row: Row{Kind: fact.Appointment, Day: s.from, Until: s.to, Say: days(n)}, Name: "Vacant"}
		if all += n; s.held {
			row.Name = "A coordinator who counts was in post"
		} else {
			vacant += n
		}
		l.line(row)
	}
	l.Say = fmt.Sprintf("Since the first appointment nobody who counts was in post on %d of %s.", vacant, days(all))
	return []Look{l}
}

func lookSamePartners(_ Item, e evidence, f Finding) []Look {
	l := Look{Name: "Who left, and whether a handover was recorded", To: ToAgencies}
	for _, kind := range []fact.Kind{fact.Partner, fact.Representative} {
		for _, m := range slices.Backward(e.kinds[kind]) {
			if m.Until.IsZero() || !m.Until.Before(e.day) {
				continue
			}
			what := "Left the partnership"
			if kind == fact.Representative {
				what = "A representative left"
				if next := e.follows(m); !next.IsZero() {
					what += ", and another began on " + written(next)
				}
			}
			handover := "no handover is recorded"
			if m.Has(fact.Handover) {
				handover = "a handover is recorded"
			}
			l.add(Row{Kind: kind, Source: m.Source, Agency: m.Agency, Day: m.Until, Say: what + "; " + handover})
		}
	}
	l.soonest()
	slices.Reverse(l.Rows)
	l.say("Nobody has left.", "agency or person has left", "agencies and people have left")
	return []Look{l, seen("Partners whose representatives changed", f, 2, "No partner falls below the threshold.", "partner", "partners")}
}

// follows is the day on which the next representative of the agency began after
// one had left, zero where none has yet.
func (e evidence) follows(left fact.Fact) time.Time {
	for _, f := range e.kinds[fact.Representative] {
		if f.Agency == left.Agency && f.Source != left.Source && f.Person != left.Person && !f.Has(fact.Deputy) && f.Day.After(left.Day) && !f.Day.After(e.day) {
			return f.Day
		}
	}
	return time.Time{}
}

func lookPoliceLeadership(_ Item, e evidence, _ Finding) []Look {
	l := Look{Name: "Escalations that nobody answered"}
	for _, f := range e.kinds[fact.Escalation] { // the oldest first
		if !f.Day.After(e.day) && !e.ended(f) {
			l.add(rowOf(f, "Has waited %s so far", workingDays(e.waited(f.Day, f.Until, true).Days)))
		}
	}
	l.say("No escalation waits for an answer.", "escalation waits for an answer", "escalations wait for an answer")
	return []Look{l}
}

func lookConvenientMeetings(item Item, e evidence, f Finding) []Look {
	good := int(item.parameter("good").Value)
	heads := []string{"Times an agency came", "Declined for place or journey", "Ratings", fmt.Sprintf("Rated %d or more of 4", good)}
	meetings, agencies, rated := map[uuid.UUID][]int{}, map[int][]int{}, map[int][]int{}
	of := raters{}
	var order []fact.Fact
	for _, line := range e.in(fact.Attendance, f.Window) {
		came, declined := one(attended(line)), one(line.Has(fact.Apologies) && line.Has(fact.PlaceOrTravel))
		if meetings[line.Source] == nil {
			order = append(order, line)
		}
		tallyOf(meetings, line.Source, came, declined, 0, 0)
		tallyOf(agencies, line.Agency, came, declined)
	}
	for _, r := range e.in(fact.Rating, f.Window) {
		if !r.Has(fact.RatesConvenient) {
			continue
		}
		if meetings[r.By] != nil {
			tallyOf(meetings, r.By, 0, 0, 1, one(r.Number >= good))
		}
		tallyOf(rated, r.Agency, 1, one(r.Number >= good))
		of.add(r)
	}
	mode, place := Look{Name: "In person, online and hybrid", By: ByMode, Of: heads}, Look{Name: "By venue", By: ByPlace, Of: heads}
	for _, line := range order {
		mode.add(Row{Source: line.Source, Day: line.Day}, meetings[line.Source]...)
		place.add(Row{Source: line.Source, Day: line.Day}, meetings[line.Source]...)
	}
	agency, ratings := Look{Name: "By agency: who came, and who could not for the place", Of: heads[:2]}, Look{Name: "By agency: how convenient it was", Of: heads[2:]}
	agency.byAgency(agencies)
	ratings.pooled(rated, of)
	for _, l := range []*Look{&mode, &place, &agency} {
		l.Say = "No meeting with who was invited is in the window."
		if len(l.Rows) > 0 {
			l.Say = fmt.Sprintf("Of %s in the window.", many(len(order), "meeting", "meetings"))
		}
	}
	ratings.Say = "No rating is in the window."
	if len(ratings.Rows) > 0 {
		ratings.Say = "Agencies of which few people answered stand together, so that nobody is known by them."
	}
	return []Look{mode, place, agency, ratings}
}
