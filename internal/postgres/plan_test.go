package postgres_test

import (
	"errors"
	"testing"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/fault"
	"liaison/internal/testing/sample"
)

func (d desk) plan(change func(*activity.Plan)) activity.Plan {
	p := activity.Plan{ID: uuid.New(), Kind: activity.PlansTraining, Title: "Referral course", Day: d.day.AddDate(0, 0, 20), Area: "Harbour", Agency: sample.Council, By: d.priya.ID, At: d.now}
	change(&p)
	return p
}

func TestPlans(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	from, to := d.day, d.day.AddDate(0, 0, 60)
	course := d.plan(func(p *activity.Plan) { p.With = []activity.Partner{{Agency: sample.Health}, {Agency: sample.Police}} })
	again := d.plan(func(p *activity.Plan) { p.Title, p.Day = "Referral course again", d.day.AddDate(0, 0, 25) })
	late := d.plan(func(p *activity.Plan) { p.Day = d.day.AddDate(0, 0, 61) })
	for _, p := range []activity.Plan{again, course, late} {
		if err := d.acts.AddPlan(t.Context(), d.priya, p); err != nil {
			t.Fatal(err)
		}
	}
	got, err := d.acts.Plans(t.Context(), d.grace, from, to)
	if err != nil || len(got) != 2 || got[0].ID != course.ID || len(got[0].With) != 2 || got[0].AgencyName == "" || got[1].ID != again.ID {
		t.Fatalf("got %+v (%v), want the two of the days, the sooner first, with who has a part", got, err)
	}
	for name, who := range map[string]access.Actor{"another partnership's": d.abroad, "nobody's": {}} {
		if got, err := d.acts.Plans(t.Context(), who, from, to); len(got) != 0 {
			t.Errorf("%s: got %+v (%v), want none", name, got, err)
		}
		if _, err := d.acts.Plan(t.Context(), who, course.ID); err == nil {
			t.Errorf("%s: got a plan by its id", name)
		}
	}

	// Staff plan and call off for their own agency alone.
	if err := d.acts.AddPlan(t.Context(), d.grace, d.plan(func(*activity.Plan) {})); !errors.Is(err, fault.Forbidden) {
		t.Errorf("for another agency: got %v, want %v", err, fault.Forbidden)
	}
	off := activity.CallOff(d.grace, "No room", d.now)
	if err := d.acts.ChangePlan(t.Context(), d.grace, course.ID, off); !errors.Is(err, fault.Forbidden) {
		t.Errorf("another agency's: got %v, want %v", err, fault.Forbidden)
	}
	if err := d.acts.ChangePlan(t.Context(), d.abroad, course.ID, off); !errors.Is(err, fault.NotFound) {
		t.Errorf("another partnership's: got %v, want %v", err, fault.NotFound)
	}

	// What is said of two of them stands, whichever is named first.
	course.Version, again.Version = 1, 1
	o := activity.Overlap{Plan: course, Other: again}
	if err := d.acts.SettleOverlap(t.Context(), d.abroad, o, activity.SettleOverlap(d.abroad, activity.Same, "", d.now)); !errors.Is(err, fault.NotFound) {
		t.Errorf("from another partnership: got %v, want %v", err, fault.NotFound)
	}
	if err := d.acts.SettleOverlap(t.Context(), d.grace, o, activity.SettleOverlap(d.grace, activity.Different, "For others", d.now)); err != nil {
		t.Fatal(err)
	}
	back := activity.Overlap{Plan: again, Other: course}
	if err := d.acts.SettleOverlap(t.Context(), d.priya, back, activity.SettleOverlap(d.priya, activity.Same, "", d.now)); !errors.Is(err, fault.Conflict) {
		t.Errorf("twice: got %v, want %v", err, fault.Conflict)
	}
	settled, err := d.acts.Settled(t.Context(), d.priya, from, to)
	if err != nil || len(settled) != 1 || settled[0].Settled != activity.Different || settled[0].SettledBy != d.grace.ID || settled[0].Why != "For others" {
		t.Errorf("got %+v (%v), want what was said", settled, err)
	}

	// A plan that is changed looks the same again, or no longer, and is decided on anew.
	moved := again
	moved.Day, moved.With = again.Day.AddDate(0, 0, 1), []activity.Partner{{Agency: sample.Health}}
	for _, tt := range []struct {
		name    string
		who     access.Actor
		is      activity.Plan
		version int
		want    error
	}{
		{"another agency's", d.grace, moved, 1, fault.Forbidden},
		{"another partnership's", d.abroad, moved, 1, fault.NotFound},
		{"one that changed meanwhile", d.priya, moved, 2, fault.Conflict},
		{"by who may", d.priya, moved, 1, nil},
		{"a second time from one page", d.priya, again, 1, fault.Conflict},
	} {
		if err := d.acts.ChangePlan(t.Context(), tt.who, again.ID, activity.AlterPlan(tt.is, tt.version)); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
	}
	if p, err := d.acts.Plan(t.Context(), d.priya, again.ID); err != nil || p.Version != 2 || !p.Day.Equal(moved.Day) || len(p.With) != 1 || p.With[0].Agency != sample.Health {
		t.Errorf("got %+v (%v), want it changed", p, err)
	}
	if settled, err := d.acts.Settled(t.Context(), d.priya, from, to); err != nil || len(settled) != 0 {
		t.Errorf("got %+v (%v), want nothing said of what it is now", settled, err)
	}
	if err := d.acts.SettleOverlap(t.Context(), d.priya, back, activity.SettleOverlap(d.priya, activity.Same, "", d.now)); !errors.Is(err, fault.Conflict) {
		t.Errorf("what it was before the change: got %v, want %v", err, fault.Conflict)
	}
	back.Plan.Version = 2
	if err := d.acts.SettleOverlap(t.Context(), d.priya, back, activity.SettleOverlap(d.priya, activity.Same, "", d.now)); err != nil {
		t.Errorf("decided on anew: got %v", err)
	}
	for query, want := range map[string]int{
		`SELECT count(*) FROM coordination.overlap`:                                                     2,
		`SELECT count(*) FROM coordination.standing_change WHERE what = 'plan'`:                         1,
		`SELECT count(*) FROM audit.event WHERE kind = 'plan' AND act = 'alter' AND detail = 'changed'`: 1,
	} {
		if got := d.db.Count(t, query); got != want {
			t.Errorf("%s: got %d, want %d", query, got, want)
		}
	}

	if err := d.acts.ChangePlan(t.Context(), d.priya, course.ID, activity.CallOff(d.priya, "No room", d.now)); err != nil {
		t.Fatal(err)
	}
	if got, err := d.acts.Plans(t.Context(), d.priya, from, to); err != nil || len(got) != 1 {
		t.Errorf("got %+v (%v), want the one that was not called off", got, err)
	}
	if p, err := d.acts.Plan(t.Context(), d.priya, course.ID); err != nil || !p.IsOff() || p.OffWhy != "No room" {
		t.Errorf("got %+v (%v), want it with why it is off", p, err)
	}
	if n := d.db.Count(t, `SELECT count(*) FROM audit.event WHERE did IN ('plan.keep', 'duplicate.settle')`); n != 7 {
		t.Errorf("got %d entries in the log, want 7", n)
	}
}
