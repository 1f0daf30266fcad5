package checklist

import (
	"fmt"
	"slices"
	"time"

	"liaison/internal/calendar"
	"liaison/internal/fact"
)

// task is something that has to be done by a day, from the day of its fact to
// the day on which that ended.
type task struct {
	of    fact.Fact
	due   time.Time
	took  string // until it was done, or so far
	done  string // what was done, as a sentence begins: "Answered"
	moot  bool   // whether it ended because it was no longer needed
	doing string // what would do it, as a need begins: "Answer the escalation of 3 May 2025"
}

// duty is what a part asks of tasks of one kind.
type duty struct {
	name   string
	share  Parameter
	window int    // days that are looked at
	noun   string // "escalation"
	done   string // "answered within 10 working days"
	wanted string // "an answer"
	to     Target
}

// inTime is the part that counts which tasks were done in time, given the
// newest first. It counts those that began in the window, and those that wait
// still whenever they began, so that to do something late is never worse than
// not to do it. For the same reason only what was done makes cases enough.
// What is not due yet is left out, and so is what nobody needed any more
// before it was due.
func (e evidence) inTime(d duty, tasks []task) (Part, []Need) {
	part := Part{Name: d.name, Window: calendar.Last(d.window, e.day), Of: d.noun + "s"}
	var needs []Need
	var turns []turn
	done := 0
	for _, t := range tasks {
		gone := turn{on: leaves(t.of.Day, d.window), by: tally{all: -1, asked: -1}}
		switch {
		case e.ended(t.of) && !part.Window.Has(t.of.Day):
			continue
		case !e.ended(t.of) && !e.day.After(t.due):
			part.leave(rowOf(t.of, "Left out, because %s is not due before %s", d.wanted, written(t.due)))
			needs = append(needs, Need{Say: fmt.Sprintf("%s by %s. After that it counts against ‘%s’.", t.doing, written(t.due), d.name), To: d.to, Agency: t.of.Agency})
			turns = append(turns, turn{on: t.due.AddDate(0, 0, 1), by: tally{all: 1}})
			continue
		case !e.ended(t.of):
			part.miss(rowOf(t.of, "Waits for %s, %s so far", d.wanted, t.took))
			needs = append(needs, Need{Say: fmt.Sprintf("%s. It has waited %s.", t.doing, t.took), To: d.to, Agency: t.of.Agency})
			continue
		case t.of.Until.After(t.due):
			part.miss(rowOf(t.of, "%s late, after %s", t.done, t.took))
		case t.moot:
			part.leave(rowOf(t.of, "Left out, because it was no longer needed after %s", t.took))
			continue
		default:
			gone.by.have = -1
			part.count(rowOf(t.of, "%s after %s", t.done, t.took))
		}
		done++
		turns = append(turns, gone)
	}
	slices.Reverse(needs)
	needs = firstFew(needs)
	if part.All == 0 {
		part.Say = fmt.Sprintf("No %s of the window was due, so there is nothing to count.", d.noun)
		return part, needs
	}
	part.Say = fmt.Sprintf("%d of %s %s.", part.Have, many(part.All, d.noun, d.noun+"s"), d.done)
	part.share(d.share)
	if part.State == Met && done < FewCases {
		part.State = Partly
		part.Say += fmt.Sprintf(" With fewer than %d that do not wait still, records at best partly meet the rule.", FewCases)
	}
	// What was done is counted as asked.
	ends := lapses(tally{part.Have, part.All, done}, turns, func(t tally) bool { return t.asked >= FewCases && met(t, d.share) })
	return part, append(needs, part.ahead(d.share, done, d.noun, d.done, ends, d.to)...)
}
