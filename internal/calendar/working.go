package calendar

import "time"

// Holidays are the days on which nobody is expected to work, beside Saturdays
// and Sundays, as midnights UTC.
type Holidays map[time.Time]bool

// Named is a day and what it is called.
type Named struct {
	Day  time.Time // midnight UTC
	Name string
}

// Works reports whether the day is a working day.
func (h Holidays) Works(day time.Time) bool {
	return day.Weekday() != time.Saturday && day.Weekday() != time.Sunday && !h[day]
}

// Between counts the working days after one day up to another, which counts
// too: what is asked on a Friday and answered on Monday took one. It is zero
// where the other day is not later.
func (h Holidays) Between(from, to time.Time) int {
	n := 0
	for d := from.AddDate(0, 0, 1); !d.After(to); d = d.AddDate(0, 0, 1) {
		if h.Works(d) {
			n++
		}
	}
	return n
}

// After is the nth working day after the day, which is by when something that
// takes n working days is due.
func (h Holidays) After(day time.Time, n int) time.Time {
	for n > 0 {
		day = day.AddDate(0, 0, 1)
		if h.Works(day) {
			n--
		}
	}
	return day
}
