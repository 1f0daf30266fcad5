package checklist

import (
	"fmt"
	"slices"
	"time"
)

// tally is what a part counts on a day: the cases that count for it, all of
// them, and how many people or agencies were asked where its cases are answers.
type tally struct{ have, all, asked int }

func (t tally) plus(u tally) tally { return tally{t.have + u.have, t.all + u.all, t.asked + u.asked} }

// turn is a day on which a tally changes though nothing more is recorded:
// something leaves the window, ends, or is due and was not done.
type turn struct {
	on time.Time
	by tally
}

// lapses is the day from which what holds now no longer does, if time passes
// and nothing more is recorded. It is zero where it goes on.
func lapses(now tally, turns []turn, holds func(tally) bool) time.Time {
	slices.SortStableFunc(turns, func(a, b turn) int { return a.on.Compare(b.on) })
	for i, t := range turns {
		now = now.plus(t.by)
		if i+1 < len(turns) && turns[i+1].on.Equal(t.on) {
			continue
		}
		if !holds(now) {
			return t.on
		}
	}
	return time.Time{}
}

// met reports whether so large a share of the cases meets the threshold.
func met(t tally, p Parameter) bool {
	return t.all > 0 && judged(float64(t.have)/float64(t.all), t.all, p) == Met
}

// not turns a question round.
func not(holds func(tally) bool) func(tally) bool { return func(t tally) bool { return !holds(t) } }

// losing says from when a part that is met no longer is, if nothing more is
// recorded: nothing where it goes on.
func (p *Part) losing(from time.Time, to Target) []Need {
	if from.IsZero() {
		return nil
	}
	return []Need{{Say: fmt.Sprintf("If nothing more is recorded, ‘%s’ is no longer met from %s.", p.Name, written(from)), To: to}}
}

// gaining says from when a part that is not met is, if nothing more is
// recorded: nothing where it never is, and nothing where it has few cases, to
// which what is missed adds as well as what is done.
func (p *Part) gaining(from time.Time, to Target) []Need {
	if from.IsZero() || p.All < FewCases {
		return nil
	}
	return []Need{{Say: fmt.Sprintf("If nothing more is recorded, ‘%s’ is met from %s, as older records leave the window.", p.Name, written(from)), To: to}}
}

// more is how many more cases, all of which count for it, would make the part
// met. It is not ok where none would, because all have to and one did not.
func more(have, all int, p Parameter) (n int, ok bool) {
	if have < all && p.Value > 1-nearly {
		return 0, false
	}
	for !met(tally{have: have + n, all: all + n}, p) {
		n++
	}
	return n, true
}

// leaves is the day on which what happened on the day leaves a window of so
// many days that ends with the day judged.
func leaves(day time.Time, days int) time.Time { return day.AddDate(0, 0, days) }

// leavesMonths is the day on which what happened on the day leaves a window of
// so many months; see lastMonths.
func leavesMonths(day time.Time, months int) time.Time {
	out := monthsAfter(day, months)
	for !lastMonths(months, out).From.After(day) {
		out = out.AddDate(0, 0, 1)
	}
	return out
}
