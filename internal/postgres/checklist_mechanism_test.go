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
	"liaison/internal/fact"
	"liaison/internal/fault"
	"liaison/internal/postgres"
)

func TestHypothesesAreKeptAndLocked(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	store, b := postgres.Checklists{DB: d.acts.DB}, book(t)
	start := func(time.Time) (time.Time, bool) { return time.Time{}, false }
	at := d.now.UTC().Truncate(time.Microsecond)
	h := checklist.Hypothesis{
		ID: uuid.New(), Version: 1, Item: "CON-7", Measure: "Days to an answer", Change: "From 14 to 7",
		Due: time.Date(at.Year()+1, 6, 30, 0, 0, 0, 0, time.UTC), WrittenBy: d.priya.ID, WrittenAt: at,
	}
	day := time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, time.UTC)
	r := checklist.Result{ID: uuid.New(), Turnout: checklist.PartlySo, Said: "A median of 9", Day: day, By: d.priya.ID, At: at.Add(time.Minute)}
	write, lock := checklist.WriteHypothesis(h, uuid.Nil, b, start), func(by access.Actor) access.Change[checklist.Trial] {
		return checklist.LockHypothesis(by.ID, h.ID, at.Add(time.Second), start)
	}
	for _, tt := range []struct {
		name string
		who  access.Actor
		ch   access.Change[checklist.Trial]
		want error
	}{
		{"agency staff write nothing", d.tom, write, fault.Forbidden},
		{"a manager writes nothing", d.alan, write, fault.Forbidden},
		{"the coordinator writes", d.priya, write, nil},
		{"not twice", d.priya, write, fault.Conflict},
		{"the coordinator locks nothing", d.priya, lock(d.priya), fault.Forbidden},
		{"no result before the lock", d.priya, checklist.RecordResult(r, h.ID, start), fault.Conflict},
		{"the manager locks", d.alan, lock(d.alan), nil},
		{"not twice either", d.alan, lock(d.alan), fault.Conflict},
		{"nothing is written over it", d.priya, checklist.WriteHypothesis(checklist.Hypothesis{
			ID: uuid.New(), Item: h.Item, Measure: "x", Change: "x", Due: h.Due, WrittenBy: d.priya.ID, WrittenAt: at,
		}, h.ID, b, start), fault.Conflict},
		{"a manager records no result", d.alan, checklist.RecordResult(r, h.ID, start), fault.Forbidden},
		{"the coordinator records one", d.priya, checklist.RecordResult(r, h.ID, start), nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := store.ChangeTrial(t.Context(), tt.who, "MEC-4", tt.ch); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
	h.LockedBy, h.LockedAt, h.Results = d.alan.ID, at.Add(time.Second), []checklist.Result{r}
	want := map[string]checklist.Trial{"MEC-4": {Partnership: 1, Mechanism: "MEC-4", Versions: []checklist.Hypothesis{h}}}
	if got, err := store.Trials(t.Context(), d.tom); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v (%v), want %+v", got, err, want)
	}
	if got, err := store.Trials(t.Context(), d.abroad); err != nil || len(got) != 0 {
		t.Errorf("got %+v (%v) in another partnership, want nothing", got, err)
	}
	if n := d.db.Count(t, `SELECT count(*) FROM audit.event WHERE kind = 'hypothesis' AND on_what = $1 AND detail = 'MEC-4' AND outcome = 'ok'`, h.ID.String()); n != 3 {
		t.Errorf("got %d entries in the log, want that it was written, locked and answered", n)
	}
}

// The database itself keeps a locked hypothesis as it is, whoever asks.
func TestNobodyUnlocksAHypothesis(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	id := uuid.New()
	d.db.Exec(t, `INSERT INTO coordination.hypothesis VALUES ($1, 1, 'MEC-4', 1, 'CON-7', 'x', 'x', '2099-01-01', $2, now())`, id, d.priya.ID)
	as := func(who access.Actor, statement string, args ...any) (n int64, err error) {
		err = postgres.Checklists{DB: d.acts.DB}.As(t.Context(), who, access.Coordination, func(tx *gorm.DB) error {
			res := tx.Exec(statement, args...)
			n = res.RowsAffected
			return res.Error
		})
		return n, err
	}
	if _, err := as(d.priya, `UPDATE hypothesis SET locked_by = ?, locked_at = now() WHERE id = ?`, d.priya.ID, id); err == nil {
		t.Error("got it locked by who wrote it, want it refused")
	}
	if _, err := as(d.alan, `UPDATE hypothesis SET locked_by = ?, locked_at = now() WHERE id = ?`, d.tom.ID, id); err == nil {
		t.Error("got it locked in another's name, want it refused")
	}
	if _, err := as(d.alan, `UPDATE hypothesis SET measure = 'y' WHERE id = ?`, id); err == nil {
		t.Error("got its words changed, want it refused")
	}
	if n, err := as(d.alan, `UPDATE hypothesis SET locked_by = ?, locked_at = now() WHERE id = ?`, d.alan.ID, id); err != nil || n != 1 {
		t.Fatalf("got %d rows (%v), want it locked", n, err)
	}
	if n, err := as(d.alan, `UPDATE hypothesis SET locked_by = NULL, locked_at = NULL WHERE id = ?`, id); err == nil && n != 0 {
		t.Error("got it unlocked, want it to stay locked")
	}
	if n := d.db.Count(t, `SELECT count(*) FROM coordination.hypothesis WHERE locked_by = $1`, d.alan.ID); n != 1 {
		t.Errorf("got %d locked, want 1", n)
	}
}

// Cash and time at a rate are told apart, and other partnerships' facts and
// other days are left out.
func TestSums(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for _, f := range []struct {
		partnership, number int
		source              string
		part                int
		kind, day, flags    string
		gone                bool
	}{
		{1, 100, "00000000-0000-4000-8000-0000000000a1", 0, "cost", "2025-06-01", "{product}", false},
		{1, 40, "00000000-0000-4000-8000-0000000000a2", 0, "cost", "2025-06-30", "{product}", false},
		{1, 500, "00000000-0000-4000-8000-0000000000a3", 0, "cost", "2025-06-02", "{product}", false},
		{1, 600, "00000000-0000-4000-8000-0000000000a3", 1, "staff_time", "2025-06-02", "{}", false},
		{1, 7, "00000000-0000-4000-8000-0000000000a4", 0, "cost", "2025-07-01", "{product}", false},
		{1, 7, "00000000-0000-4000-8000-0000000000a5", 0, "cost", "2025-06-03", "{product}", true},
		{2, 7, "00000000-0000-4000-8000-0000000000a6", 0, "cost", "2025-06-03", "{product}", false},
	} {
		d.db.Exec(t, `INSERT INTO coordination.fact (partnership_id, source, part, kind, day, agency_id, number, flags, known_from, known_to)
			VALUES ($1, $2, $3, $4, $5, 1, $6, $7::text[], now() - interval '1 hour', CASE WHEN $8 THEN now() END)`, f.partnership, f.source, f.part, f.kind, f.day, f.number, f.flags, f.gone)
	}
	got, err := postgres.Checklists{DB: d.acts.DB}.Sums(t.Context(), d.tom, time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC), time.Date(2025, 6, 30, 0, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	total := map[string]int{}
	for _, s := range got {
		name := string(s.Kind)
		if s.Timed {
			name += " at a rate"
		}
		if s.Kind == fact.Cost && !s.Has(fact.ForProduct) {
			t.Error("got a cost without its flag")
		}
		total[name] += s.Total
	}
	if want := map[string]int{"cost": 140, "cost at a rate": 500, "staff_time": 600}; !reflect.DeepEqual(total, want) {
		t.Errorf("got %v, want %v", total, want)
	}
}
