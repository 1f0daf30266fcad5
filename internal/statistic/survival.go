package statistic

import (
	"cmp"
	"slices"
)

// Observation is one wait, in whole working days: until the answer where it is
// Answered, and so far where it is not.
type Observation struct {
	Days     int
	Answered bool
}

// Step is a day on which answers came.
type Step struct {
	Day      int
	Waiting  int     // how many waits had lasted that long, answered or not
	Answered int     // how many of them were answered on that day
	Left     float64 // the share estimated to wait longer
}

// Survival is the Kaplan-Meier estimate of how long waits last, a step for
// each day on which answers came, in order. What is not answered counts as
// waiting up to and with its own day, and as nothing after it, so that a
// wait that was cut short is never taken for a short one.
type Survival []Step

// Survive estimates how long waits last from those observed, in any order.
func Survive(observed []Observation) Survival {
	o := slices.SortedFunc(slices.Values(observed), func(a, b Observation) int { return cmp.Compare(a.Days, b.Days) })
	var s Survival
	left := 1.0
	for i := 0; i < len(o); {
		step := Step{Day: o[i].Days, Waiting: len(o) - i}
		for ; i < len(o) && o[i].Days == step.Day; i++ {
			if o[i].Answered {
				step.Answered++
			}
		}
		if step.Answered == 0 {
			continue
		}
		left *= 1 - float64(step.Answered)/float64(step.Waiting)
		step.Left = left
		s = append(s, step)
	}
	return s
}

// nearly is what a product of fractions may be out by.
const nearly = 1e-9

// Quantile is the first day by which at least the share p is estimated to be
// answered. It is not ok where so many never were.
func (s Survival) Quantile(p float64) (days int, ok bool) {
	for _, step := range s {
		if step.Left <= 1-p+nearly {
			return step.Day, true
		}
	}
	return 0, false
}

// Median is the day by which half are estimated to be answered.
func (s Survival) Median() (days int, ok bool) { return s.Quantile(0.5) }
