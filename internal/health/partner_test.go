package health_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/uuid"

	"liaison/internal/fact"
	"liaison/internal/health"
)

func own(t *testing.T, p health.Partner, c health.Code) health.Own {
	t.Helper()
	i := slices.IndexFunc(p.Own, func(o health.Own) bool { return o.Code == c })
	if i < 0 {
		t.Fatalf("agency %d has no %s", p.Agency, c)
	}
	return p.Own[i]
}

// TestAnAgencysOwnRow is one week of agency 1, counted by hand.
func TestAnAgencysOwnRow(t *testing.T) {
	var r records
	shares := r.gaveEach(ago(40), "1>2", "1>2", "2>1", "3>1")
	facts := join(agencies(4), pairs("1-2", "1-3", "2-3"), shares, []fact.Fact{
		r.feedback(shares[2], 5), r.gave(1, 2, ago(-1)),
		r.line(1, ago(50), person(1, 0), fact.Came), r.line(1, ago(20), person(1, 1), fact.Apologies, fact.InformationSent), r.line(2, ago(5), person(2, 0), fact.Came),
		r.action(1, ago(5), ago(6), fact.ActionDone), r.action(1, ago(4), never, fact.ActionOpen), r.action(1, ago(-4), never, fact.ActionOpen), r.action(2, ago(4), never, fact.ActionOpen),
		r.asked(1, 2, ago(28), ago(21), fact.ShareGiven), r.asked(2, 1, ago(28), never, fact.ShareOpen),
	})
	p, ok := health.Evaluate(facts, today).Partner(1)
	if !ok {
		t.Fatal("agency 1 has no row")
	}
	if got, want := fmt.Sprint(p.Open, p.Overdue, p.Gave, p.Received, p.Seen.Equal(ago(20))), "2 1 2 2 true"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	for code, want := range map[health.Code]string{
		health.TieCover:      "counts of 1/2", // to 2, not to 3
		health.Attendance:    "counts of 1/2",
		health.Contribution:  "counts of 2/2",
		health.Continuity:    "nothing of 0/0",
		health.ActionsOnTime: "counts of 1/2", // the third is not due yet
		health.TimeToShare:   "counts of 1/1", // of what was asked of it
		health.FeedbackRate:  "counts of 1/2", // on what it received
	} {
		if got := said(own(t, p, code).Value); got != want {
			t.Errorf("%s: got %s, want %s", code, got, want)
		}
	}
	if _, ok := health.Evaluate(facts, today).Partner(9); ok {
		t.Error("an agency that takes no part has a row")
	}
}

// TestTheMiddleNeedsFiveAgencies: 1, 1, 1/2, 0 and 0 have 1/2 in the middle;
// with four of them an agency might work out another's.
func TestTheMiddleNeedsFiveAgencies(t *testing.T) {
	var r records
	lines := []fact.Fact{
		r.line(1, ago(5), uuid.Nil, fact.Came), r.line(2, ago(5), uuid.Nil, fact.Came), r.line(3, ago(5), uuid.Nil, fact.Came), r.line(3, ago(4), uuid.Nil, fact.Absent),
		r.line(4, ago(5), uuid.Nil, fact.Absent), r.line(5, ago(5), uuid.Nil, fact.Absent),
	}
	middle := func(c health.Code, facts []fact.Fact) health.Middle {
		all := health.Evaluate(facts, today).Middle
		return all[slices.IndexFunc(all, func(m health.Middle) bool { return m.Code == c })]
	}
	if got, want := middle(health.Attendance, join(agencies(6), lines)), (health.Middle{Code: health.Attendance, Told: true, Figure: 0.5, Agencies: 5}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got := middle(health.Attendance, join(agencies(4), lines)); got.Told || got.Agencies != 4 {
		t.Errorf("got %+v, want nothing told of 4", got)
	}
	// The middle one of five never answers.
	asked := []fact.Fact{
		r.asked(1, 9, ago(10), ago(9), fact.ShareGiven), r.asked(2, 9, ago(10), ago(9), fact.ShareGiven),
		r.asked(3, 9, ago(10), never, fact.ShareOpen), r.asked(4, 9, ago(10), never, fact.ShareOpen), r.asked(5, 9, ago(10), never, fact.ShareOpen),
	}
	if got := middle(health.TimeToShare, join(agencies(5), asked)); got.Told || got.Agencies != 5 {
		t.Errorf("got %+v, want nothing told of 5", got)
	}
	asked[2] = r.asked(3, 9, ago(10), ago(7), fact.ShareGiven) // Friday to Monday
	if got := middle(health.TimeToShare, join(agencies(5), asked)); !got.Told || got.Figure != 1 {
		t.Errorf("got %+v, want one working day", got)
	}
}
