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

	if err := d.acts.ChangePlan(t.Context(), d.priya, course.ID, activity.CallOff(d.priya, "No room", d.now)); err != nil {
		t.Fatal(err)
	}
	if got, err := d.acts.Plans(t.Context(), d.priya, from, to); err != nil || len(got) != 1 {
		t.Errorf("got %+v (%v), want the one that was not called off", got, err)
	}
	if p, err := d.acts.Plan(t.Context(), d.priya, course.ID); err != nil || !p.IsOff() || p.OffWhy != "No room" {
		t.Errorf("got %+v (%v), want it with why it is off", p, err)
	}
	if n := d.db.Count(t, `SELECT count(*) FROM audit.event WHERE did IN ('plan.keep', 'duplicate.settle')`); n != 5 {
		t.Errorf("got %d entries in the log, want 5", n)
	}
}
