package checklist

import (
	"fmt"
	"time"

	"liaison/internal/fact"
)

// opinion is a question that people were asked about records, and what they
// said. Its rows are records and never one person's answer.
type opinion struct {
	grade    Parameter // the lowest answer that is good
	good     Parameter // the share of answers that have to be
	response Parameter // the share of those asked who have to answer
	least    int       // the fewest answers that say anything
	one      string    // who was asked: "person"
	more     string    // and more of them: "people"
	record   string    // what they were asked about: "session"
	to       Target    // where more of those are logged
	rate     Target    // where people say what they think of them
	leaves   func(time.Time) time.Time
	asked    []asked // the newest first
}

// asked is one record with how many could say something of it, and what those
// said who did.
type asked struct {
	of    fact.Fact
	could int
	said  []fact.Fact
}

// count is the good answers, all of them, and how many could have answered,
// which are never fewer than those who did.
func (o opinion) count(a asked) tally {
	t := tally{all: len(a.said), asked: max(a.could, len(a.said))}
	for _, f := range a.said {
		if float64(f.Number) >= o.grade.Value {
			t.have++
		}
	}
	return t
}

// goodWords is the good answers in words: "4 or more of 5".
func (o opinion) goodWords() string { return o.grade.Words() + " or more " + o.grade.Unit }

// close counts the answers into the part and closes it.
func (o opinion) close(part *Part) []Need {
	var sum tally
	var turns []turn
	for _, a := range o.asked {
		t := o.count(a)
		sum = sum.plus(t)
		turns = append(turns, turn{o.leaves(a.of.Day), tally{-t.have, -t.all, -t.asked}})
		row := rowOf(a.of, "%d of %s answered, %d of them with %s", t.all, many(t.asked, o.one, o.more), t.have, o.goodWords())
		switch {
		case t.all == 0:
			part.leave(rowOf(a.of, "Nobody of %s answered, which counts against how many answered and for nothing else", many(t.asked, o.one, o.more)))
		case float64(t.have)/float64(t.all)+nearly >= o.good.Value:
			part.For = listed(part.For, row)
		default:
			part.Against = listed(part.Against, row)
		}
	}
	part.Have, part.All = sum.have, sum.all
	part.Say = fmt.Sprintf("%d of %s gave %s. %d of %s answered, which is %s.",
		sum.have, many(sum.all, "answer", "answers"), o.goodWords(), sum.all, many(sum.asked, o.one, o.more), Percent(float64(sum.all)/float64(sum.asked)))
	if !o.enough(sum) {
		part.State = TooFew
		part.Say += fmt.Sprintf(" Before it says anything the rule needs %s of them, and at least %s.", o.response.Words(), many(o.least, "answer", "answers"))
		return []Need{o.answer(o.missing(sum), sum)}
	}
	part.share(o.good)
	if part.State == Met {
		return part.losing(lapses(sum, turns, func(t tally) bool { return o.enough(t) && met(t, o.good) }), o.to)
	}
	return o.better(part, sum)
}

// enough reports whether so many answers say anything.
func (o opinion) enough(t tally) bool {
	return t.all >= o.least && float64(t.all)/float64(t.asked)+nearly >= o.response.Value
}

// missing is how many more have to answer before the answers say anything.
func (o opinion) missing(t tally) (n int) {
	for !o.enough(t) {
		t.all++
		t.asked = max(t.asked, t.all)
		n++
	}
	return n
}

// answer asks for so many more answers.
func (o opinion) answer(missing int, sum tally) Need {
	say := fmt.Sprintf("At least %s what they think of it.", many(missing, "more "+o.one+" says", "more "+o.more+" say"))
	if missing > sum.asked-sum.all {
		return Need{Say: fmt.Sprintf("Too few %s were asked about any %s in the window. ", o.more, o.record) + say, To: o.to}
	}
	var most tally
	var of fact.Fact
	for _, a := range o.asked {
		if t := o.count(a); t.asked-t.all > most.asked-most.all {
			most, of = t, a.of
		}
	}
	return Need{Say: fmt.Sprintf("%s Most are missing of the %s of %s: %d of %d.", say, o.record, written(of.Day), most.asked-most.all, most.asked), To: o.rate}
}

// better says what raises the share of good answers: more of them, or that a
// record rated lower leaves the window.
func (o opinion) better(part *Part, sum tally) []Need {
	var needs []Need
	if n, ok := more(sum.have, sum.all, o.good); ok {
		needs = append(needs, Need{Say: fmt.Sprintf("‘%s’ is met with %s of %s, where none is lower.", part.Name, many(n, "more answer", "more answers"), o.goodWords()), To: o.rate})
	}
	if n := len(part.Against); n > 0 {
		lower := part.Against[n-1].Day
		needs = append(needs, Need{Say: fmt.Sprintf("Of what was rated lower, the %s of %s is the first to leave the window, on %s.", o.record, written(lower), written(o.leaves(lower))), To: o.to})
	}
	return needs
}
