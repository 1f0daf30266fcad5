package checklist

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// batch is what arose on one day and leaves the window together.
type batch struct {
	day   time.Time
	have  int // cases that count for a part
	all   int // cases that count
	asked int // those who were asked, where not all of them answer
}

// state holds a batch, and so many cases more that miss, against a share.
func (b batch) state(t Parameter, missed int) State {
	return judged(float64(b.have)/float64(b.all+missed), b.all+missed, t)
}

// within holds a batch against a share of which no more may miss.
func (b batch) within(t Parameter) State {
	return atMost(float64(b.all-b.have) <= t.Value*float64(b.all)+nearly, b.all)
}

// lapse is the first day on which a part that is met no longer is, if nothing
// more is recorded: what arose leaves the window day by day, the oldest first.
func lapse(of []batch, gone func(time.Time) time.Time, met func(batch) bool) time.Time {
	var left batch
	for _, b := range of {
		left.have, left.all, left.asked = left.have+b.have, left.all+b.all, left.asked+b.asked
	}
	var day time.Time
	for _, b := range slices.SortedStableFunc(slices.Values(of), func(a, b batch) int { return a.day.Compare(b.day) }) {
		if b.day.After(day) && !met(left) {
			break
		}
		left.have, left.all, left.asked = left.have-b.have, left.all-b.all, left.asked-b.asked
		day = b.day
	}
	return gone(day)
}

// goneAfter is the first day on which a window of so many days no longer has
// the day.
func goneAfter(days int) func(time.Time) time.Time {
	return func(day time.Time) time.Time { return day.AddDate(0, 0, days) }
}

// goneAfterMonths is the first day on which a window of so many months no
// longer has the day.
func goneAfterMonths(n int, day time.Time) time.Time {
	then := monthsAfter(day, n)
	for lastMonths(n, then).Has(day) {
		then = then.AddDate(0, 0, 1)
	}
	return then
}

// ahead says of a part that counts a share how many more cases would meet it,
// or from which day it is no longer met. A case is a noun and what becomes of
// it: "escalation", "answered within 10 working days".
func (p Part) ahead(t Parameter, noun, done string, ends time.Time, to Target) []Need {
	if p.State == Met {
		return lostFrom(ends, to)
	}
	n, ok := p.more(t)
	if !ok {
		return []Need{{Say: fmt.Sprintf("This part is not met as long as one %s of the window was not %s.", noun, done), To: to}}
	}
	return []Need{{Say: fmt.Sprintf("This part is met with %s %s.", counted(n, "more "+noun), done), To: to}}
}

// lostFrom says from which day a part that is met no longer is.
func lostFrom(ends time.Time, to Target) []Need {
	return []Need{{Say: fmt.Sprintf("If nothing more is recorded, this part is no longer met from %s.", written(ends)), To: to}}
}

// more is how many further cases that count for a part would meet its share,
// and make them more than a few. It is not ok where none would, because all
// are asked for and one has missed.
func (p Part) more(t Parameter) (n int, ok bool) {
	short := t.Value*float64(p.All) - float64(p.Have)
	switch {
	case short <= nearly:
		return FewCases - p.All, true
	case t.Value >= 1:
		return 0, false
	}
	return max(int(math.Ceil(short/(1-t.Value)-nearly)), FewCases-p.All), true
}

// moreWithin is how many further cases that count for a part would bring what
// misses within its limit, and make them more than a few.
func (p Part) moreWithin(t Parameter) int {
	return max(int(math.Ceil(float64(p.All-p.Have)/t.Value-nearly)), FewCases) - p.All
}

// firstFew bounds a list of things to do, and says how many there are beside.
func firstFew(needs []Need) []Need {
	if len(needs) <= mostRows {
		return needs
	}
	rest := Need{Say: fmt.Sprintf("There are %d more like these.", len(needs)-mostRows), To: needs[0].To}
	return append(needs[:mostRows:mostRows], rest)
}

// counted is a number of things: "1 request", "2 requests".
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// are begins a sentence about a number of things: "1 request is", "2 requests
// are".
func are(n int, noun string) string {
	if n == 1 {
		return "1 " + noun + " is"
	}
	return counted(n, noun) + " are"
}
