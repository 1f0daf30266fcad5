package calendar_test

import (
	"testing"
	"time"

	"liaison/internal/calendar"
)

func TestASpanHasBothItsEnds(t *testing.T) {
	s := calendar.Last(90, date(2025, 12, 1))
	if got, want := s, (calendar.Span{From: date(2025, 9, 3), To: date(2025, 12, 1)}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := s.Days(); got != 90 {
		t.Errorf("got %d days, want 90", got)
	}
	for _, tt := range []struct {
		name string
		day  time.Time
		want bool
	}{
		{"the day before", date(2025, 9, 2), false},
		{"the first", date(2025, 9, 3), true},
		{"the last", date(2025, 12, 1), true},
		{"the day after", date(2025, 12, 2), false},
	} {
		if got := s.Has(tt.day); got != tt.want {
			t.Errorf("%s: got %t, want %t", tt.name, got, tt.want)
		}
	}
	if got := (calendar.Span{From: date(2025, 12, 2), To: date(2025, 12, 1)}).Days(); got != 0 {
		t.Errorf("got %d days of a span that ends before it begins, want none", got)
	}
}

func TestDaysCountDays(t *testing.T) {
	for _, tt := range []struct {
		name     string
		from, to time.Time
		want     int
	}{
		{"the same", date(2025, 12, 1), date(2025, 12, 1), 0},
		{"over a leap day", date(2024, 2, 28), date(2024, 3, 1), 2},
		{"backwards", date(2025, 12, 1), date(2025, 11, 30), -1},
	} {
		if got := calendar.Days(tt.from, tt.to); got != tt.want {
			t.Errorf("%s: got %d, want %d", tt.name, got, tt.want)
		}
	}
}

func TestADayEndsByLondonsClock(t *testing.T) {
	if got, want := calendar.EndOf(date(2025, 7, 1)), time.Date(2025, 7, 1, 23, 0, 0, 0, time.UTC).Add(-time.Nanosecond); !got.Equal(want) {
		t.Errorf("got %s, want %s", got, want)
	}
}
