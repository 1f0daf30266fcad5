package postgres_test

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/checklist"
	"liaison/internal/fault"
	"liaison/internal/job"
	"liaison/internal/postgres"
)

// shorter asks for a window of RES-1 of so many days.
func shorter(t *testing.T, by access.Actor, at time.Time, days float64) (checklist.Proposal, access.Change[checklist.Register]) {
	t.Helper()
	b := book(t)
	i, _ := b.Find("RES-1")
	var wanted []checklist.Threshold
	for _, p := range i.Parameters {
		w := checklist.Threshold{Parameter: p.Name, Value: p.Value, Partly: p.Partly}
		if p.Name == "window" {
			w.Value = days
		}
		wanted = append(wanted, w)
	}
	q := checklist.Proposal{ID: uuid.New(), Item: "RES-1", Reason: "We meet more often", ProposedBy: by.ID, ProposedAt: at.Truncate(time.Microsecond)}
	return q, checklist.Propose(q, b, wanted)
}

func TestThresholdsAreKeptWithTheirTwoPeople(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	store := postgres.Checklists{DB: d.acts.DB}
	q, propose := shorter(t, d.priya, d.now, 60)
	decided := d.now.Add(time.Second).Truncate(time.Microsecond)
	for _, tt := range []struct {
		name string
		who  access.Actor
		ch   access.Change[checklist.Register]
		want error
	}{
		{"agency staff propose nothing", d.tom, propose, fault.Forbidden},
		{"a manager proposes nothing", d.alan, propose, fault.Forbidden},
		{"the coordinator proposes", d.priya, propose, nil},
		{"not twice", d.priya, propose, fault.Conflict},
		{"the coordinator approves nothing", d.priya, checklist.ApproveThresholds(q.ID, d.priya.ID, decided), fault.Forbidden},
		{"agency staff approve nothing", d.tom, checklist.ApproveThresholds(q.ID, d.tom.ID, decided), fault.Forbidden},
		{"another partnership does not know of it", d.abroad, checklist.RefuseThresholds(q.ID, d.abroad.ID, "No", decided), fault.Forbidden},
		{"not refused without a reason", d.alan, checklist.RefuseThresholds(q.ID, d.alan.ID, "", decided), fault.Invalid},
		{"the manager approves", d.alan, checklist.ApproveThresholds(q.ID, d.alan.ID, decided), nil},
		{"not twice either", d.alan, checklist.RefuseThresholds(q.ID, d.alan.ID, "After all", decided), fault.Conflict},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := store.ChangeThresholds(t.Context(), tt.who, tt.ch); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
	register, err := store.Thresholds(t.Context(), d.tom)
	q.Sets, q.Outcome, q.DecidedBy, q.DecidedAt = []checklist.Threshold{{Parameter: "window", Value: 60}}, checklist.Approved, d.alan.ID, decided.UTC()
	q.ProposedAt = q.ProposedAt.UTC()
	if err != nil || len(register.Proposals) != 1 || !reflect.DeepEqual(register.Proposals[0], q) {
		t.Errorf("got %+v (%v), want %+v", register.Proposals, err, q)
	}
	if register, err := store.Thresholds(t.Context(), d.abroad); err != nil || len(register.Proposals) != 0 {
		t.Errorf("got %+v (%v) in another partnership, want none", register, err)
	}
	if n := d.db.Count(t, `SELECT count(*) FROM audit.event WHERE kind = 'threshold' AND on_what = $1 AND detail = 'RES-1' AND outcome = 'ok'`, q.ID.String()); n != 2 {
		t.Errorf("got %d entries in the log, want the proposal and the approval", n)
	}
	back, propose := shorter(t, d.priya, d.now.Add(time.Minute), 90)
	if err := store.ChangeThresholds(t.Context(), d.priya, propose); err != nil {
		t.Fatal(err)
	}
	if err := store.ChangeThresholds(t.Context(), d.priya, checklist.WithdrawThresholds(back.ID, d.priya.ID, d.now.Add(time.Hour))); err != nil {
		t.Fatal(err)
	}
	register, err = store.Thresholds(t.Context(), d.tom)
	if err != nil || len(register.Proposals) != 2 || register.Proposals[0].Outcome != checklist.Withdrawn || !register.Proposals[0].Sets[0].Default {
		t.Errorf("got %+v (%v), want one that went back to the default, and withdrawn", register.Proposals, err)
	}
}

// TestTheDatabaseHoldsThresholdsToTwoPeople asks the database alone.
func TestTheDatabaseHoldsThresholdsToTwoPeople(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for name, statement := range map[string]string{
		"approved by who proposed": `INSERT INTO coordination.threshold VALUES (gen_random_uuid(), 1, 'RES-1', 'x', $1, now(), 'approved', $1, now())`,
		"withdrawn by another":     `INSERT INTO coordination.threshold VALUES (gen_random_uuid(), 1, 'RES-1', 'x', gen_random_uuid(), now(), 'withdrawn', $1, now())`,
		"decided by nobody":        `INSERT INTO coordination.threshold VALUES (gen_random_uuid(), 1, 'RES-1', 'x', $1, now(), 'approved')`,
	} {
		if _, err := d.db.Owner.ExecContext(t.Context(), statement, d.priya.ID); err == nil {
			t.Errorf("%s: got it in, want it refused", name)
		}
	}
}

func TestEachDayIsKeptOnceByTheServiceAlone(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	store, service, b := postgres.Checklists{DB: d.acts.DB}, postgres.Service{DB: d.acts.DB}, book(t)
	yesterday := d.day.AddDate(0, 0, -1)
	if of, err := service.Unkept(t.Context(), yesterday); err != nil || !reflect.DeepEqual(of, []int{1, 2}) {
		t.Fatalf("got %v (%v), want both partnerships", of, err)
	}
	q, propose := shorter(t, d.priya, d.now.AddDate(0, 0, -5), 60)
	if err := store.ChangeThresholds(t.Context(), d.priya, propose); err != nil {
		t.Fatal(err)
	}
	if err := store.ChangeThresholds(t.Context(), d.alan, checklist.ApproveThresholds(q.ID, d.alan.ID, d.now.AddDate(0, 0, -4))); err != nil {
		t.Fatal(err)
	}
	d.db.Exec(t, `INSERT INTO coordination.fact (partnership_id, source, part, kind, day, by_account, number, flags, known_from)
		VALUES (1, gen_random_uuid(), 0, 'appointment', $1::date - 100, $2, 80, '{dedicated,deputy}', $1::date - 100)`, d.day, d.priya.ID)
	for range 2 {
		if err := job.Keep(t.Context(), service, b, yesterday, d.now); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := store.Kept(t.Context(), d.tom, "RES-1", yesterday.AddDate(0, 0, -7), d.day)
	if err != nil || len(kept) != 1 {
		t.Fatalf("got %+v (%v), want one", kept, err)
	}
	own := b.On(yesterday, checklist.Register{Proposals: []checklist.Proposal{{
		Item: "RES-1", Outcome: checklist.Approved, DecidedAt: d.now.AddDate(0, 0, -4), Sets: []checklist.Threshold{{Parameter: "window", Value: 60}},
	}}})
	facts, err := store.Facts(t.Context(), d.tom, own, yesterday)
	if err != nil {
		t.Fatal(err)
	}
	want := checklist.Keep(own, checklist.Evaluate(own, facts, yesterday), yesterday, kept[0].At)[0]
	if len(facts) == 0 || want.State == checklist.TooFew || !reflect.DeepEqual(kept[0], want) {
		t.Errorf("got %+v, want what a member would be told, %+v", kept[0], want)
	}
	if n := d.db.Count(t, `SELECT count(*) FROM audit.event WHERE kind = 'finding' AND actor = '5e3b1f0a-2c47-4d19-8b6e-91a7c0d4f258' AND on_what = $1`, yesterday.Format(time.DateOnly)); n != 2 {
		t.Errorf("got %d entries in the log, want one for each partnership", n)
	}
	if kept, err := store.Kept(t.Context(), d.abroad, "", yesterday, yesterday); err != nil || len(kept) == 0 || kept[0].State != checklist.TooFew {
		t.Errorf("got %+v (%v) in another partnership, want its own", kept, err)
	}
	// The service reads nothing else, and nobody but the service writes one.
	pg := d.acts.DB
	service1 := access.Actor{ID: uuid.MustParse("5e3b1f0a-2c47-4d19-8b6e-91a7c0d4f258"), Request: "job", Partnership: 1}
	for table, sees := range map[string]bool{"finding": true, "fact": true, "threshold": true, "threshold_value": true, "assessment": false, "series": false, "person": false, "commentary": false, "representative": false} {
		var n int
		err := pg.As(t.Context(), service1, access.Coordination, func(tx *gorm.DB) error {
			return tx.Raw(`SELECT count(*) FROM ` + table).Scan(&n).Error
		})
		if err != nil || n > 0 != sees {
			t.Errorf("the service sees %d rows of %s (%v), want %t", n, table, err, sees)
		}
	}
	for name, who := range map[string]access.Actor{"the coordinator": d.priya, "the manager": d.alan, "somebody elsewhere": d.abroad} {
		err := pg.As(t.Context(), who, access.Coordination, func(tx *gorm.DB) error {
			return tx.Exec(`INSERT INTO finding (partnership_id, item, day, state, freshness, parts, parameters) VALUES (?, 'RES-1', '2020-01-01', 'met', 'none', '[]', '[]')`, who.Partnership).Error
		})
		if err == nil {
			t.Errorf("got a finding written by %s, want it refused", name)
		}
	}
	err = pg.As(t.Context(), service1, access.Coordination, func(tx *gorm.DB) error {
		return tx.Exec(`UPDATE finding SET state = 'met'`).Error
	})
	if err == nil {
		t.Error("got a finding changed, want it kept as it is")
	}
	for _, statement := range []string{`UPDATE fact SET known_to = now() WHERE source IS NOT NULL`, `UPDATE threshold SET outcome = 'refused' WHERE id IS NOT NULL`} {
		err := pg.As(t.Context(), service1, access.Coordination, func(tx *gorm.DB) error { return tx.Exec(statement).Error })
		if err == nil {
			t.Errorf("the service may %s, want it refused", statement)
		}
	}
}

func TestCommentaryIsTheCoordinators(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	store, q := postgres.Checklists{DB: d.acts.DB}, checklist.Quarter{Year: 2025, Number: 4}
	said := checklist.Comment{ID: uuid.New(), Said: "A quiet quarter.", By: d.priya.ID, At: d.now.Truncate(time.Microsecond)}
	for name, who := range map[string]access.Actor{"agency staff": d.tom, "the manager": d.alan} {
		if err := store.Comment(t.Context(), who, q, checklist.Say(said, uuid.Nil)); !errors.Is(err, fault.Forbidden) {
			t.Errorf("%s: got %v, want it forbidden", name, err)
		}
	}
	if err := store.Comment(t.Context(), d.priya, q, checklist.Say(said, uuid.Nil)); err != nil {
		t.Fatal(err)
	}
	got, err := store.Commentary(t.Context(), d.tom, q)
	said.At = said.At.UTC()
	if err != nil || !reflect.DeepEqual(got.History, []checklist.Comment{said}) {
		t.Errorf("got %+v (%v), want %+v", got.History, err, said)
	}
	for name, of := range map[string]func() (checklist.Commentary, error){
		"another quarter":     func() (checklist.Commentary, error) { return store.Commentary(t.Context(), d.tom, q.Before()) },
		"another partnership": func() (checklist.Commentary, error) { return store.Commentary(t.Context(), d.abroad, q) },
	} {
		if got, err := of(); err != nil || len(got.History) != 0 {
			t.Errorf("%s: got %+v (%v), want nothing", name, got, err)
		}
	}
	if n := d.db.Count(t, `SELECT count(*) FROM audit.event WHERE kind = 'commentary' AND detail = '2025-Q4' AND outcome = 'ok'`); n != 1 {
		t.Errorf("got %d entries in the log, want one", n)
	}
}
