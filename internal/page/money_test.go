package page

import (
	"net/url"
	"testing"
	"time"

	"liaison/internal/fault"
	"liaison/internal/form"
	"liaison/internal/partnership"
)

func TestMoneyAndHoursOfAForm(t *testing.T) {
	f := form.New(url.Values{"a": {" £1,250.50 "}, "b": {"lots"}, "c": {""}, "d": {"7:30"}, "e": {"soon"}})
	if got := money(f, "a", "Amount"); got != 125_050 {
		t.Errorf("got %d, want 125050", got)
	}
	if got := money(f, "c", "Amount"); got != 0 || f.Err() != nil {
		t.Errorf("got %d and %v of nothing, want nothing said", got, f.Err())
	}
	money(f, "b", "Amount")
	if got := hours(f, "d"); got != 450 {
		t.Errorf("got %d, want 450", got)
	}
	hours(f, "e")
	said := fault.FieldsOf(f.Err())
	if len(said) != 2 || said[0].Say != "Amount must be an amount of money, like £1,250 or £1,250.50" || said[1].Say != "Hours must be a time, like 7.5 or 7:30" {
		t.Errorf("got %v", said)
	}
}

func TestHowFarOffALastDayIs(t *testing.T) {
	today := time.Date(2025, 12, 1, 0, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		last time.Time
		want string
	}{
		{today.AddDate(0, 0, -40), "Ended 40 days ago"},
		{today.AddDate(0, 0, -1), "Ended yesterday"},
		{today, "Ends today"},
		{today.AddDate(0, 0, 1), "Ends in 1 day"},
		{today.AddDate(0, 0, 13), "Ends in 13 days"},
		{today.AddDate(0, 0, 14), "Ends in 2 weeks"},
		{time.Date(2026, 1, 31, 0, 0, 0, 0, time.UTC), "Ends in 8 weeks"},
		{time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC), "Ends in 2 months"},
		{time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC), "Ends in 3 months"},
		{time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC), "Ends in 4 months"},
		{time.Date(2027, 11, 30, 0, 0, 0, 0, time.UTC), "Ends in 23 months"},
		{time.Date(2027, 12, 1, 0, 0, 0, 0, time.UTC), "Ends in 2 years"},
	} {
		if got := endsIn(tt.last, today); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.last.Format(time.DateOnly), got, tt.want)
		}
	}
}

func TestHoursAreDecimalInATable(t *testing.T) {
	if got, want := decimalHours(450), "7.50"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestBars(t *testing.T) {
	rows := barRows([]partnership.Sum{{Name: "a", Amount: 300}, {Name: "b", Amount: 100}, {Name: "c"}})
	for i, want := range []string{"100%", "33%", "0%"} {
		if rows[i].Width != want {
			t.Errorf("%s: got %s, want %s", rows[i].Name, rows[i].Width, want)
		}
	}
	if got := barRows([]partnership.Sum{{Name: "a"}})[0].Width; got != "0%" {
		t.Errorf("got %s of nothing, want 0%%", got)
	}
}
