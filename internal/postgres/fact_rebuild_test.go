package postgres_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/postgres"
)

// TestFactsMadeAgainAreTheFacts lets a record go through everything that can
// happen to one, and makes its facts again from what was kept of it.
func TestFactsMadeAgainAreTheFacts(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	a := d.log(t)
	in := activity.Setting{Today: d.day.AddDate(0, 0, 3), Items: []string{"RES-2", "RES-4"}, Series: []activity.Series{{ID: d.series}}}
	for _, l := range lines(a.Content) {
		in.Invited = append(in.Invited, activity.Invited{Agency: l.Agency, Name: l.AgencyName})
	}
	change := func(who access.Actor, ch access.Change[activity.Activity]) {
		t.Helper()
		if _, err := d.acts.Change(t.Context(), who, access.Coordination, a.Ref, ch); err != nil {
			t.Fatal(err)
		}
		d.identical(t)
	}
	d.identical(t)
	later := d.now.Add(time.Minute)
	c := a.Content
	c.Day, c.Actions = d.day.AddDate(0, 0, 1), nil
	lines(c)[4] = activity.Attendance{Agency: lines(c)[4].Agency, State: activity.Came, Person: "Colin  Reyes"}
	change(d.tom, activity.Correct(d.tom, 1, c, "", in, later))
	if err := d.acts.ChangeAction(t.Context(), d.priya, a.Actions[0].Ref, activity.Complete(d.priya, activity.Ending{As: activity.Done, On: c.Day, Note: "Sent"}, later.Add(time.Minute))); err != nil {
		t.Fatal(err)
	}
	for i, ch := range []access.Change[activity.Action]{
		activity.Reopen(d.priya, 2, "It was another", later.Add(70*time.Second)),
		activity.Complete(d.priya, activity.Ending{As: activity.Overtaken, Note: "It is no longer needed"}, later.Add(80*time.Second)),
	} {
		if err := d.acts.ChangeAction(t.Context(), d.priya, a.Actions[0].Ref, ch); err != nil {
			t.Fatalf("%d: %v", i, err)
		}
	}
	d.identical(t)
	change(d.grace, activity.ReportWrong(d.grace, "A name in it", later.Add(2*time.Minute)))
	change(d.priya, activity.Restore(d.priya, later.Add(3*time.Minute)))
	change(d.alan, activity.Restore(d.alan, later.Add(4*time.Minute)))
	change(d.priya, activity.Withdraw(d.priya, "Recorded twice", later.Add(5*time.Minute)))
	if n := d.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE source = $1 AND known_to IS NOT NULL`, a.ID); n < 14 {
		t.Errorf("got %d facts that were known once, want those of two versions and more", n)
	}
}

// identical makes the facts again and wants what the table holds.
func (d desk) identical(t *testing.T) {
	t.Helper()
	found, err := postgres.RebuildFacts(t.Context(), d.db.URL(postgres.Migrator), false)
	if err != nil {
		t.Fatal(err)
	}
	if found.Sources == 0 || len(found.Wrong) > 0 {
		t.Fatalf("got %d of %d sources that differ, want none of some", len(found.Wrong), found.Sources)
	}
}

func TestRebuildPutsWrongFactsRight(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	a, b := d.log(t), d.log(t)
	table := `SELECT md5(string_agg(f::text, '|' ORDER BY source, part, known_from)) FROM coordination.fact f`
	var was, is string
	if err := d.db.Owner.QueryRowContext(t.Context(), table).Scan(&was); err != nil {
		t.Fatal(err)
	}
	d.db.Exec(t, `UPDATE coordination.fact SET day = day + 1 WHERE source = $1 AND part = 0`, a.ID)
	d.db.Exec(t, `DELETE FROM coordination.fact WHERE source = $1`, b.ID)
	d.db.Exec(t, `INSERT INTO coordination.fact (partnership_id, source, part, kind, day, known_from) VALUES (1, $1, 0, 'meeting', '2025-01-01', now())`, uuid.New())
	for _, write := range []bool{false, true} {
		found, err := postgres.RebuildFacts(t.Context(), d.db.URL(postgres.Migrator), write)
		if err != nil || len(found.Wrong) != 3 {
			t.Fatalf("got %d sources that differ and %v, want 3", len(found.Wrong), err)
		}
	}
	if err := d.db.Owner.QueryRowContext(t.Context(), table).Scan(&is); err != nil {
		t.Fatal(err)
	}
	if was != is {
		t.Error("got other facts than before they were spoilt, want the same")
	}
}
