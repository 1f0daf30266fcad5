package calendar_test

import (
	"testing"
	"time"
	_ "time/tzdata"

	"liaison/internal/calendar"
)

func TestDaysAndMomentsGoByLondonsClock(t *testing.T) {
	utc := func(y int, m time.Month, d, h, min int) time.Time { return time.Date(y, m, d, h, min, 0, 0, time.UTC) }
	for _, tt := range []struct {
		name      string
		got, want time.Time
	}{
		{"in winter a day is UTC's", calendar.Day(utc(2026, 1, 5, 23, 59)), utc(2026, 1, 5, 0, 0)},
		{"in summer it begins an hour before", calendar.Day(utc(2026, 7, 5, 23, 0)), utc(2026, 7, 6, 0, 0)},
		{"10am in winter", calendar.At(utc(2026, 1, 5, 0, 0), 10*time.Hour), utc(2026, 1, 5, 10, 0)},
		{"10am in summer", calendar.At(utc(2026, 7, 5, 0, 0), 10*time.Hour), utc(2026, 7, 5, 9, 0)},
		{"an hour that spring skips", calendar.At(utc(2026, 3, 29, 0, 0), 90*time.Minute), utc(2026, 3, 29, 1, 30)},
	} {
		if !tt.got.Equal(tt.want) {
			t.Errorf("%s: got %s, want %s", tt.name, tt.got, tt.want)
		}
	}
}
