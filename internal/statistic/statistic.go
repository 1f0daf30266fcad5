// Package statistic has the few sums that more than one subject does over what
// it has counted. It knows numbers, and not what they are of.
package statistic

import (
	"math"
	"slices"
)

// Interval is a range in which a share lies with 95% confidence.
type Interval struct{ Low, High float64 }

// Wilson returns the 95% interval of a share of n cases, after Wilson.
func Wilson(have, n int) Interval {
	if n == 0 {
		return Interval{0, 1}
	}
	const z = 1.959963984540054
	share, cases := float64(have)/float64(n), float64(n)
	middle := (share + z*z/(2*cases)) / (1 + z*z/cases)
	reach := z / (1 + z*z/cases) * math.Sqrt(share*(1-share)/cases+z*z/(4*cases*cases))
	return Interval{max(0, middle-reach), min(1, middle+reach)}
}

// Median returns the middle of the figures, which is the mean of the two
// middle ones where they are even in number. Of none it is 0.
func Median(figures []float64) float64 {
	if len(figures) == 0 {
		return 0
	}
	s := slices.Sorted(slices.Values(figures))
	if n := len(s); n%2 == 0 {
		return (s[n/2-1] + s[n/2]) / 2
	}
	return s[len(s)/2]
}
