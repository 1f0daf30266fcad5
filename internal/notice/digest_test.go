package notice_test

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/internal/notice"
)

func at(day time.Time, hour int) time.Time { return calendar.At(day, time.Duration(hour)*time.Hour) }

func TestWhenAMailIsDue(t *testing.T) {
	t.Parallel()
	// Christmas 2025: Thursday 25 and Friday 26 December are bank holidays.
	off := calendar.Holidays{date(2025, 12, 25): true, date(2025, 12, 26): true}
	weekly := func(on time.Weekday, quiet bool) notice.Choice {
		return notice.Choice{Every: notice.Weekly, On: on, Quiet: quiet}
	}
	none := time.Time{}
	for _, tt := range []struct {
		name string
		c    notice.Choice
		now  time.Time
		want time.Time // the period, zero for none
	}{
		{"nobody's choice is a mail on working days", notice.Chosen(), at(date(2025, 12, 1), 7), date(2025, 12, 1)},
		{"not before seven", notice.Chosen(), at(date(2025, 12, 1), 7).Add(-time.Second), none},
		{"in summer by London's clock", notice.Chosen(), time.Date(2025, 7, 1, 6, 0, 0, 0, time.UTC), date(2025, 7, 1)},
		{"not on Saturdays", notice.Chosen(), at(date(2025, 12, 6), 9), none},
		{"not on bank holidays", notice.Chosen(), at(date(2025, 12, 25), 9), none},
		{"on every day for those who want it", notice.Choice{Every: notice.Daily}, at(date(2025, 12, 25), 9), date(2025, 12, 25)},
		{"a week has the name of its Monday", weekly(time.Wednesday, true), at(date(2025, 12, 3), 9), date(2025, 12, 1)},
		{"not before its day", weekly(time.Wednesday, true), at(date(2025, 12, 2), 9), none},
		{"a day late where the service did not run", weekly(time.Wednesday, true), at(date(2025, 12, 4), 9), date(2025, 12, 1)},
		{"but no later than three", weekly(time.Monday, true), at(date(2025, 12, 5), 9), none},
		{"a bank holiday pushes it on", weekly(time.Thursday, true), at(date(2025, 12, 29), 9), date(2025, 12, 22)},
		{"for who is not quiet nothing does", weekly(time.Thursday, false), at(date(2025, 12, 25), 9), date(2025, 12, 22)},
		{"a Sunday ends its week", weekly(time.Sunday, false), at(date(2025, 12, 7), 9), date(2025, 12, 1)},
		{"one who chose on Thursday is not mailed for the Wednesday before", notice.Choice{Every: notice.Weekly, On: time.Wednesday, From: date(2025, 12, 4)}, at(date(2025, 12, 4), 9), none},
		{"never is never", notice.Choice{Every: notice.Never}, at(date(2025, 12, 1), 9), none},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, due := tt.c.Due(tt.now, off)
			if due == tt.want.IsZero() || !got.Equal(tt.want) {
				t.Errorf("got %s %t, want %s", got.Format(time.DateOnly), due, tt.want.Format(time.DateOnly))
			}
		})
	}
}

func TestAChoiceThatIsWrong(t *testing.T) {
	t.Parallel()
	for _, c := range []notice.Choice{{}, {Every: "hourly"}, {Every: notice.Weekly, On: 7}, {Every: notice.Weekly, On: time.Sunday, Quiet: true}} {
		if err := c.Check(); !errors.Is(err, fault.Invalid) {
			t.Errorf("%+v: got %v, want it refused", c, err)
		}
	}
	for _, c := range []notice.Choice{notice.Chosen(), {Every: notice.Never}, {Every: notice.Weekly, On: time.Sunday}, {Every: notice.Daily, Quiet: true}} {
		if err := c.Check(); err != nil {
			t.Errorf("%+v: got %v, want it taken", c, err)
		}
	}
}

// TestEachWeekIsMailedOnce holds that whoever is mailed weekly is mailed for
// every week, once, on a working day where they are quiet, whatever days are off.
func TestEachWeekIsMailedOnce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		off := calendar.Holidays{}
		for range rapid.IntRange(0, 3).Draw(t, "holidays") {
			off[date(2026, 1, 5).AddDate(0, 0, rapid.IntRange(0, 60).Draw(t, "day off"))] = true
		}
		c := notice.Choice{Every: notice.Weekly, On: time.Weekday(rapid.IntRange(0, 6).Draw(t, "on")), Quiet: rapid.Bool().Draw(t, "quiet")}
		if c.Check() != nil {
			c.Quiet = false
		}
		mailed := map[time.Time]bool{}
		for day := date(2026, 1, 5); day.Before(date(2026, 3, 2)); day = day.AddDate(0, 0, 1) {
			for hour := range 24 {
				period, due := c.Due(at(day, hour), off)
				if !due {
					continue
				}
				if hour < notice.MorningHour || c.Quiet && !off.Works(day) || period.Weekday() != time.Monday || period.After(day) {
					t.Fatalf("got the week of %s on %s at %d", period.Format(time.DateOnly), day.Format(time.DateOnly), hour)
				}
				mailed[period] = true
			}
		}
		for week := date(2026, 1, 5); week.Before(date(2026, 2, 16)); week = week.AddDate(0, 0, 7) {
			if !mailed[week] {
				t.Fatalf("got no mail for the week of %s", week.Format(time.DateOnly))
			}
		}
	})
}
