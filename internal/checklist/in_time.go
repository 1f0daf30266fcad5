package checklist

import (
	"fmt"
	"slices"
	"time"

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

// stillOpen reports whether the fact has not ended by the day judged.
func (e evidence) stillOpen(f fact.Fact) bool { return f.Until.IsZero() || f.Until.After(e.day) }

// inTime is the part that counts which tasks were done in time, given the
// newest first. It counts those that began in the window, and those that wait
// still whenever they began, so that to do something late is never worse than
// not to do it. What is not due yet is left out, and so is what nobody needed
// any more before it was due.
func (e evidence) inTime(d duty, tasks []task) (Part, []Need) {
	part := Part{Name: d.name, Window: last(d.window, e.day), Of: d.noun + "s"}
	var needs []Need
	var leaving []batch
	overdue := 0
	for _, t := range tasks {
		one := batch{day: t.of.Day, all: 1}
		switch {
		case !e.stillOpen(t.of) && !part.Window.Has(t.of.Day):
			continue
		case e.stillOpen(t.of) && !e.day.After(t.due):
			part.leave(rowOf(t.of, "Left out, because %s is not due before %s", d.wanted, written(t.due)))
			needs = append(needs, Need{Say: fmt.Sprintf("%s by %s. After that it counts against this part.", t.doing, written(t.due)), To: d.to, Agency: t.of.Agency})
			continue
		case e.stillOpen(t.of):
			part.miss(rowOf(t.of, "Waits for %s, %s so far", d.wanted, t.took))
			needs = append(needs, Need{Say: fmt.Sprintf("%s. It has waited %s.", t.doing, t.took), To: d.to, Agency: t.of.Agency})
			overdue++
			continue
		case t.of.Until.After(t.due):
			part.miss(rowOf(t.of, "%s late, after %s", t.done, t.took))
		case t.moot:
			part.leave(rowOf(t.of, "Left out, because it was no longer needed after %s", t.took))
			continue
		default:
			one.have = 1
			part.count(rowOf(t.of, "%s after %s", t.done, t.took))
		}
		leaving = append(leaving, one)
	}
	slices.Reverse(needs)
	needs = firstFew(needs)
	if part.All == 0 {
		part.Say = fmt.Sprintf("No %s of the window was due, so there is nothing to count.", d.noun)
		return part, needs
	}
	part.Say = fmt.Sprintf("%d of %s %s.", part.Have, counted(part.All, d.noun), d.done)
	part.share(d.share)
	ends := lapse(leaving, goneAfter(d.window), func(left batch) bool { return left.state(d.share, overdue) == Met })
	return part, append(needs, part.ahead(d.share, d.noun, d.done, ends, d.to)...)
}
