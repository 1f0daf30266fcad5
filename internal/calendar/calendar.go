// Package calendar has the days and times of the people who use the service,
// who live by London's clock. Days are kept as midnights UTC and moments in
// UTC; only here does one become the other.
package calendar

import (
	"sync"
	"time"
)

// London is the zone by which days begin and end and times of day are said.
// The program carries the zones with it; without them this panics.
var London = sync.OnceValue(func() *time.Location {
	l, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic(err) // a build without the zones
	}
	return l
})

// Day is the day on which a moment falls, as midnight UTC.
func Day(at time.Time) time.Time {
	y, m, d := at.In(London()).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// At is the moment at a time of day, given as time since midnight, on a day.
// In the hour that the spring skips it is an hour later.
func At(day time.Time, since time.Duration) time.Time {
	y, m, d := day.Date()
	return time.Date(y, m, d, int(since.Hours()), int(since.Minutes())%60, 0, 0, London()).UTC()
}
