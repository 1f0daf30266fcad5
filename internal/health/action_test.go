package health_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"liaison/internal/fact"
	"liaison/internal/health"
)

// action was asked for 10 days before it is due, and ended on a day with a flag.
func (r *records) action(agency int, due, until time.Time, flag fact.Flag) fact.Fact {
	return fact.Fact{Source: r.next(), Kind: fact.Action, Day: due.AddDate(0, 0, -10), Until: until, Agency: agency, Number: 10, Flags: []fact.Flag{flag}}
}

// TestActionsOnTime counts by hand: of eight due in the window two were done by
// their day, one a day late, one not done, one is open since 4 days and one due
// today is open; one overtaken and one cancelled leave. Late are 1, 20 and 4
// days, so 4 in the middle. The oldest open one was due before the window.
func TestActionsOnTime(t *testing.T) {
	var r records
	facts := []fact.Fact{
		r.action(1, ago(89), ago(89), fact.ActionDone),
		r.action(2, ago(50), ago(60), fact.ActionDone),
		r.action(3, ago(30), ago(29), fact.ActionDone),
		r.action(4, ago(20), ago(20), fact.ActionNotDone),
		r.action(5, ago(4), never, fact.ActionOpen),
		r.action(6, today, never, fact.ActionOpen),
		r.action(7, ago(3), ago(1), fact.ActionOvertaken),
		r.action(8, ago(3), ago(5), fact.ActionCancelled),
		r.action(1, ago(90), ago(95), fact.ActionDone),
		r.action(1, ago(-1), ago(2), fact.ActionDone),
		r.action(9, ago(100), never, fact.ActionOpen),
	}
	report := health.Evaluate(facts, today)
	f, _ := report.Find(health.ActionsOnTime)
	if got, want := said(f.Value), "told 0.3333 of 2/6"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := list(f.For)+", "+list(f.Against)+", "+list(f.Left), "1 2, 3 4 5 6, 7 8"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := beside(f.Value, "Late by, in the middle case"); got != "4" {
		t.Errorf("got %s days late in the middle, want 4", got)
	}
	if got := beside(f.Value, "Oldest is overdue by"); got != "100" {
		t.Errorf("got the oldest overdue by %s, want 100", got)
	}
	if got, want := list(report.Late), "9 5"; got != want || report.Late[0].Figure != 100 {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestWhatEndedSinceWasOpenThen: the action due 100 days ago, and done 95 days
// ago, was not done by the end of the window before this one, on which it was due.
func TestWhatEndedSinceWasOpenThen(t *testing.T) {
	var r records
	var facts []fact.Fact
	for range 5 {
		facts = append(facts, r.action(1, ago(92), ago(89), fact.ActionOvertaken))
	}
	f := found(t, health.ActionsOnTime, facts)
	if got, want := said(f.Trend[6]), "told 0 of 0/5"; got != want {
		t.Errorf("got %s then, want %s", got, want)
	}
	if got, want := said(f.Value), "nothing of 0/0"; got != want {
		t.Errorf("got %s now, want %s", got, want)
	}
}

// TestOverdueMonthByMonth: one action was due on 15 September and done on 31
// October, another was due on 31 October and is open. On its day nothing is
// overdue.
func TestOverdueMonthByMonth(t *testing.T) {
	var r records
	facts := []fact.Fact{
		r.action(1, date(2025, 9, 15), date(2025, 10, 31), fact.ActionDone),
		r.action(1, date(2025, 10, 31), never, fact.ActionOpen),
	}
	var got []string
	for _, o := range health.Evaluate(facts, today).Overdue {
		got = append(got, fmt.Sprintf("%s %d/%d", o.Day.Format("01-02"), o.Overdue, o.Open))
	}
	want := "01-31 0/0, 02-28 0/0, 03-31 0/0, 04-30 0/0, 05-31 0/0, 06-30 0/0, 07-31 0/0, 08-31 0/0, 09-30 1/1, 10-31 0/1, 11-30 1/1, 12-01 1/1"
	if got := strings.Join(got, ", "); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
