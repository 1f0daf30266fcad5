package page

import (
	"testing"
	"time"

	"liaison/internal/checklist"
	"liaison/internal/health"
)

func TestWordsForDaysAndTimes(t *testing.T) {
	d := func(m time.Month, n int) time.Time { return time.Date(2025, m, n, 0, 0, 0, 0, time.UTC) }
	today := d(12, 1)
	for _, tt := range []struct{ got, want string }{
		{day(today), "1 December 2025"},
		{day(time.Time{}), ""},
		{clock(10 * time.Hour), "10am"},
		{clock(14*time.Hour + 10*time.Minute), "2:10pm"},
		{clock(12 * time.Hour), "midday"},
		{clock(12*time.Hour + 5*time.Minute), "12:05pm"},
		{clock(0), "midnight"},
		{clock(-1), ""},
		{moment(time.Date(2025, 7, 1, 23, 30, 0, 0, time.UTC)), "2 July 2025 at 12:30am"},
		{stamp(time.Date(2025, 12, 1, 9, 5, 0, 0, time.UTC)), "1 December 2025, 9:05am"},
		{due(d(11, 19), today).Flag, "12 days overdue"},
		{due(d(11, 30), today).Flag, "1 day overdue"},
		{due(today, today).Flag, "Due today"},
		{due(d(12, 5), today).Flag, "Due in 4 days"},
		{due(d(12, 20), today).Flag, ""},
		{ago(d(11, 26), today), "5 days ago"},
		{list([]string{"RES-2", "RES-4", "TRN-1"}), "RES-2, RES-4 and TRN-1"},
		{plural(1, "record", "records"), "1 record"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}

func TestWhatAnAgencyOfOnesOwnGave(t *testing.T) {
	t.Parallel()
	for gave, want := range map[int]string{1: "Your agency gave 1 time and received 1", 8: "Your agency gave 8 times and received 1"} {
		c := checkup{own: 1, Report: health.Report{Partners: []health.Partner{{Agency: 1, Gave: gave, Received: 1}}}}
		c.Network.Agencies = []int{1}
		if got := c.exchange().Title; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestWhatWasCountedOfAPart(t *testing.T) {
	t.Parallel()
	rows := func(n int) []checklist.Row { return make([]checklist.Row, n) }
	for _, tt := range []struct {
		part checklist.Part
		want string
	}{
		{checklist.Part{Of: "days", Have: 80, All: 90, For: rows(1)}, "Part: 80 of 90 days"},
		{checklist.Part{Of: "posts", For: rows(2), Left: rows(1)}, "Part: 2 counted for it, 0 counted and not for it, 1 left out"},
		{checklist.Part{Of: "streams", Against: rows(1), Out: 1}, "Part: 0 counted for it, 1 counted and not for it, 1 left out"},
		{checklist.Part{Of: "pairs of scores", Mean: true, All: 22, Figure: "25.45 of 100 higher after", For: rows(1)}, "Part: 22 pairs of scores, 25.45 of 100 higher after"},
		{checklist.Part{Of: "pairs of scores", Mean: true, All: 3, For: rows(1)}, "Part: 3 pairs of scores"},
		{checklist.Part{Of: "pounds", Have: 1200, Figure: "£1,200", For: rows(1)}, "Part: £1,200"},
		{checklist.Part{Of: "meetings", Have: 2, For: rows(2)}, "Part: 2"},
		{checklist.Part{Of: "posts"}, "Part: 0"},
	} {
		tt.part.Name = "Part"
		if got := countOf(tt.part); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
}
