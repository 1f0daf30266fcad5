package calendar_test

import (
	"testing"
	"time"

	"liaison/internal/calendar"
)

func date(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// Easter 2026: Good Friday is 3 April, Easter Monday 6 April.
var easter = calendar.Holidays{date(2026, 4, 3): true, date(2026, 4, 6): true}

func TestWorkingDaysBetween(t *testing.T) {
	for _, tt := range []struct {
		name     string
		from, to time.Time
		want     int
	}{
		{"the same day", date(2026, 3, 2), date(2026, 3, 2), 0},
		{"backwards", date(2026, 3, 3), date(2026, 3, 2), 0},
		{"the next day", date(2026, 3, 2), date(2026, 3, 3), 1},
		{"over a weekend", date(2026, 3, 6), date(2026, 3, 9), 1},
		{"asked on a Sunday", date(2026, 3, 8), date(2026, 3, 9), 1},
		{"answered on a Saturday", date(2026, 3, 2), date(2026, 3, 7), 4},
		{"two weeks", date(2026, 3, 2), date(2026, 3, 16), 10},
		{"over Easter", date(2026, 4, 2), date(2026, 4, 7), 1},
		{"on a holiday", date(2026, 4, 2), date(2026, 4, 6), 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := easter.Between(tt.from, tt.to); got != tt.want {
				t.Errorf("got %d, want %d", got, tt.want)
			}
		})
	}
}

// What is due after n working days took n of them when it comes on that day.
func TestWorkingDaysAfter(t *testing.T) {
	for _, from := range []time.Time{date(2026, 3, 6), date(2026, 3, 7), date(2026, 4, 1), date(2026, 4, 3)} {
		for n := range 30 {
			due := easter.After(from, n)
			if got := easter.Between(from, due); got != n || n > 0 && !easter.Works(due) {
				t.Errorf("%d after %s: got %s, which is %d, and %t for a working day", n, from.Format(time.DateOnly), due.Format(time.DateOnly), got, easter.Works(due))
			}
		}
	}
}
