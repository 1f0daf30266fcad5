package postgres_test

import (
	"testing"

	"github.com/google/uuid"

	"liaison/internal/activity"
	"liaison/internal/calendar"
	"liaison/internal/checklist"
	"liaison/internal/partnership"
	"liaison/internal/postgres"
)

func TestOccasions(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	store := postgres.Checklists{DB: d.acts.DB}
	met, gone, taught := d.log(t).ID, d.log(t).ID, d.log(t).ID
	d.db.Exec(t, `UPDATE coordination.activity SET withdrawn_at = now(), withdrawn_by = author, withdrawn_why = 'x' WHERE id = $1`, gone)
	d.db.Exec(t, `INSERT INTO coordination.training (activity_id, partnership_id, provider, mode, place) VALUES ($1, 1, 'Westmere Police', 'online', '')`, taught)
	d.db.Exec(t, `DELETE FROM coordination.attendance WHERE activity_id = $1`, taught)
	d.db.Exec(t, `DELETE FROM coordination.meeting WHERE activity_id = $1`, taught)
	ids := []uuid.UUID{met, gone, taught, uuid.New()}
	got, err := store.Occasions(t.Context(), d.tom, ids)
	if err != nil || len(got) != 2 {
		t.Fatalf("got %+v (%v), want the two that stand", got, err)
	}
	if want := (checklist.Occasion{Mode: string(activity.InPerson), Place: "Town hall"}); got[met] != want {
		t.Errorf("got %+v, want %+v", got[met], want)
	}
	if want := (checklist.Occasion{Mode: string(activity.Online), Course: "Partners monthly meeting", Trainer: "Westmere Police"}); got[taught] != want {
		t.Errorf("got %+v, want %+v", got[taught], want)
	}
	if got, err := store.Occasions(t.Context(), d.abroad, ids); err != nil || len(got) != 0 {
		t.Errorf("got %+v (%v) in another partnership, want none", got, err)
	}
	if got, err := store.Occasions(t.Context(), d.tom, nil); err != nil || len(got) != 0 {
		t.Errorf("got %+v (%v) for nothing, want none", got, err)
	}
}

func TestWorkload(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	store := postgres.Checklists{DB: s.acts.DB}
	today := calendar.Day(s.now)
	w := calendar.Last(60, today)
	if got, err := store.Workload(t.Context(), s.tom, today, 60); err != nil || got != (checklist.Workload{Window: w}) {
		t.Errorf("got %+v (%v) before anything is recorded, want nothing", got, err)
	}
	if err := s.store.ChangePost(t.Context(), s.priya, partnership.Appoint(s.appointment(s.priya, s.day.AddDate(0, 0, -200)))); err != nil {
		t.Fatal(err)
	}
	s.log(t) // by tom, who deputises, with two actions
	s.db.Exec(t, `INSERT INTO coordination.fact (partnership_id, source, part, kind, day, by_account, known_from) SELECT 1, gen_random_uuid(), 0, 'recorded', $1, $2, $3 FROM generate_series(1, 3)`, today, s.priya.ID, s.now)
	s.db.Exec(t, `INSERT INTO coordination.fact (partnership_id, source, part, kind, day, by_account, known_from) VALUES (1, gen_random_uuid(), 0, 'recorded', $1, $2, $3)`, today, s.alan.ID, s.now)
	s.db.Exec(t, `UPDATE coordination.fact SET day = $1, known_from = $2 WHERE kind IN ('recorded', 'action')`, today, s.now)
	got, err := store.Workload(t.Context(), s.tom, today, 60)
	if want := (checklist.Workload{Window: w, Open: 2, Hundredths: 80, Coordinator: 3, Deputy: got.Deputy, Others: 1, Most: 3}); err != nil || got != want || got.Deputy == 0 {
		t.Errorf("got %+v (%v), want %+v", got, err, want)
	}
	if got, err := store.Workload(t.Context(), s.tom, today.AddDate(0, 0, -1), 60); err != nil || got.Open != 0 || got.Coordinator+got.Deputy+got.Others != 0 {
		t.Errorf("got %+v (%v) of the day before, want nothing open and nothing recorded", got, err)
	}
	if got, err := store.Workload(t.Context(), s.abroad, today, 60); err != nil || got != (checklist.Workload{Window: w}) {
		t.Errorf("got %+v (%v) in another partnership, want nothing", got, err)
	}
}
