package calendar

import (
	"math"
	"time"
)

// Span is a run of days, both ends included.
type Span struct{ From, To time.Time }

// Last is the span of so many days that ends with the day, which is one of them.
func Last(days int, day time.Time) Span { return Span{day.AddDate(0, 0, 1-days), day} }

// Has reports whether the day lies in the span.
func (s Span) Has(day time.Time) bool { return !day.Before(s.From) && !day.After(s.To) }

// Days counts the days of the span.
func (s Span) Days() int { return max(0, Days(s.From, s.To)+1) }

// Days counts the days from one day to another, fewer than none where the
// other is earlier.
func Days(from, to time.Time) int { return int(math.Round(to.Sub(from).Hours() / 24)) }

// EndOf is the last moment of the day as the partnership lives it.
func EndOf(day time.Time) time.Time { return At(day.AddDate(0, 0, 1), 0).Add(-time.Nanosecond) }
