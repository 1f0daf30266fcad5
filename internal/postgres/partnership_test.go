package postgres_test

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/fault"
	"liaison/internal/partnership"
	"liaison/internal/postgres"
	"liaison/internal/testing/sample"
)

// standing is a desk whose standing facts are kept.
type standing struct {
	desk
	store postgres.Partnerships
}

func newStanding(t *testing.T) standing {
	t.Helper()
	d := newDesk(t)
	return standing{d, postgres.Partnerships{DB: d.acts.DB}}
}

func (s standing) appointment(who access.Actor, from time.Time) partnership.Appointment {
	return partnership.Appointment{
		ID: uuid.New(), Account: s.priya.ID, Name: "Priya Nair", Hundredths: 80, Dedicated: true, Deputy: s.tom.ID, DeputyName: "Tom Okafor",
		From: from, Reason: "Agreed by the board", By: who.ID, At: s.now,
	}
}

func TestPartners(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	dee := uuid.New()
	s.db.Exec(t, `INSERT INTO coordination.person (id, partnership_id, agency_id, name) VALUES ($1, 1, $2, 'Dee Putty')`, dee, sample.Police)
	s.db.Exec(t, `INSERT INTO coordination.representative (id, partnership_id, agency_id, person_id, deputy, from_day) VALUES ($1, 1, $2, $3, true, '2024-06-01')`, uuid.New(), sample.Police, dee)
	s.db.Exec(t, `UPDATE shared.partnership_agency SET left_on = '2025-03-31', left_reason = 'Closed', merged_into = $1, handover = true WHERE partnership_id = 1 AND agency_id = $2`, sample.Health, sample.Probation)
	names := func(list []partnership.Partner) (n []string) {
		for _, p := range list {
			n = append(n, p.Agency.Short)
		}
		return n
	}
	for _, tt := range []struct {
		name     string
		who      access.Actor
		day      time.Time
		here     int
		departed int
	}{
		{"before they joined", s.tom, time.Date(2023, 12, 31, 0, 0, 0, 0, time.UTC), 0, 0},
		{"on the last day of one", s.tom, time.Date(2025, 3, 31, 0, 0, 0, 0, time.UTC), 5, 0},
		{"the day after", s.tom, time.Date(2025, 4, 1, 0, 0, 0, 0, time.UTC), 4, 1},
		{"in another partnership", s.abroad, time.Date(2025, 4, 1, 0, 0, 0, 0, time.UTC), 5, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			here, err := s.store.Partners(t.Context(), tt.who, tt.day)
			if err != nil || len(here) != tt.here {
				t.Fatalf("got %v (%v), want %d", names(here), err, tt.here)
			}
			gone, err := s.store.Departed(t.Context(), tt.who, tt.day)
			if err != nil || len(gone) != tt.departed {
				t.Fatalf("got %v (%v), want %d", names(gone), err, tt.departed)
			}
			slices.Reverse(gone)
			if ever, err := s.store.Ever(t.Context(), tt.who, tt.day); err != nil || len(ever) != tt.here+tt.departed || !slices.Equal(names(ever)[:tt.departed], names(gone)) {
				t.Fatalf("got %v (%v), want who left before who did not", names(ever), err)
			}
		})
	}
	here, _ := s.store.Partners(t.Context(), s.tom, s.day)
	for _, p := range here {
		if p.Agency.ID != sample.Police {
			if p.Representative != nil || len(p.Deputies) != 0 {
				t.Errorf("%s: got %v and %v, want nobody", p.Agency.Name, p.Representative, p.Deputies)
			}
			continue
		}
		if p.Representative == nil || p.Representative.Name != "Helen Marsh" || !p.Since.Equal(time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)) ||
			len(p.Deputies) != 1 || p.Deputies[0].Name != "Dee Putty" {
			t.Errorf("got %+v, want Helen Marsh with Dee Putty as deputy", p)
		}
	}
	gone, _ := s.store.Departed(t.Context(), s.tom, s.day)
	if g := gone[0]; g.LeftReason != "Closed" || g.MergedInto != sample.Health || !g.Handover {
		t.Errorf("got %+v, want why it left", g)
	}
	of, err := s.store.Representatives(t.Context(), s.tom, sample.Police)
	if err != nil || len(of) != 2 || of[0].Person.Name != "Dee Putty" || !of[0].Deputy {
		t.Errorf("got %+v (%v), want the deputy first", of, err)
	}
}

func TestPresence(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	for n := range 3 {
		s.log(t, func(m *activity.Content) { m.Day = s.day.AddDate(0, 0, -10*n) })
	}
	seen, err := s.store.Presence(t.Context(), s.priya, s.day, 2)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := len(seen), 10; got != want {
		t.Fatalf("got %d, want %d", got, want)
	}
	states := map[int]string{}
	for _, p := range seen[5:] {
		if !p.Day.Equal(s.day) {
			t.Errorf("got %s last, want the newest meeting, of %s", p.Day, s.day)
		}
		states[p.Agency] = p.State
	}
	for agency, want := range map[int]string{sample.Charity: "came", sample.Health: "apologies", sample.Probation: "absent"} {
		if states[agency] != want {
			t.Errorf("agency %d: got %q, want %q", agency, states[agency], want)
		}
	}
	if seen, err := s.store.Presence(t.Context(), s.abroad, s.day, 6); err != nil || len(seen) != 0 {
		t.Errorf("got %d (%v) in another partnership, want none", len(seen), err)
	}
}

func TestChangePost(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	first := s.appointment(s.priya, s.day.AddDate(0, 0, -200))
	for _, tt := range []struct {
		name string
		who  access.Actor
		ch   access.Change[partnership.Post]
		want error
		log  int
	}{
		{"agency staff may not", s.tom, partnership.Appoint(s.appointment(s.tom, s.day)), fault.Forbidden, 0},
		{"the coordinator may", s.priya, partnership.Appoint(first), nil, 1},
		{"not twice at once", s.priya, partnership.Appoint(s.appointment(s.priya, s.day)), fault.Invalid, 1},
		{"nor end one that is not there", s.priya, partnership.EndAppointment(uuid.New(), partnership.Ending{Last: s.day, Reason: "x", By: s.priya.ID}), fault.NotFound, 1},
		{"another partnership's is not there", s.abroad, partnership.EndAppointment(first.ID, partnership.Ending{Last: s.day, Reason: "x", By: s.abroad.ID}), fault.NotFound, 1},
		{"end it", s.priya, partnership.EndAppointment(first.ID, partnership.Ending{Last: s.day, Reason: "Moved on", By: s.priya.ID}), nil, 2},
		{"and not again", s.priya, partnership.EndAppointment(first.ID, partnership.Ending{Last: s.day, Reason: "x", By: s.priya.ID}), fault.Conflict, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := s.store.ChangePost(t.Context(), tt.who, tt.ch); !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
			if got := s.db.Count(t, `SELECT count(*) FROM audit.event WHERE strand = 'coordination' AND kind = 'appointment'`); got != tt.log {
				t.Errorf("got %d entries in the log, want %d", got, tt.log)
			}
		})
	}
	post, err := s.store.Post(t.Context(), s.tom)
	if err != nil || len(post.Appointments) != 1 {
		t.Fatalf("got %+v (%v), want one", post, err)
	}
	a := post.Appointments[0]
	if a.Name != "Priya Nair" || a.DeputyName != "Tom Okafor" || a.Hundredths != 80 || !a.To.Equal(s.day) || a.EndReason != "Moved on" || a.EndedBy != s.priya.ID {
		t.Errorf("got %+v, want all of it", a)
	}
	// The fact without an end was closed, and one with an end follows it.
	if open, all := s.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE source = $1 AND known_to IS NULL AND until = $2`, first.ID, s.day),
		s.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE source = $1`, first.ID); open != 1 || all != 2 {
		t.Errorf("got %d open of %d facts, want 1 of 2", open, all)
	}
}

func TestTwoAppointmentsAtOnceAreOne(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	var wg sync.WaitGroup
	errs := make([]error, 4)
	for n := range errs {
		wg.Go(func() {
			errs[n] = s.store.ChangePost(t.Context(), s.priya, partnership.Appoint(s.appointment(s.priya, s.day)))
		})
	}
	wg.Wait()
	saved := 0
	for _, err := range errs {
		switch {
		case err == nil:
			saved++
		case !errors.Is(err, fault.Conflict) && !errors.Is(err, fault.Invalid):
			t.Errorf("got %v, want a fault that says why", err)
		}
	}
	if got := s.db.Count(t, `SELECT count(*) FROM coordination.appointment`); saved != 1 || got != 1 {
		t.Errorf("got %d saved and %d rows, want 1", saved, got)
	}
}

func (s standing) initiative(who access.Actor) partnership.Initiative {
	return partnership.Initiative{
		ID: uuid.New(), Name: "Safer Westmere", Starts: s.day.AddDate(0, 0, -300), Ends: s.day.AddDate(0, 0, 300), Goals: "Work together.",
		Agencies: []int{1, 2, 3, 4, 5}, Locked: s.day.AddDate(0, 0, -290), Reason: "The first", ProposedBy: who.ID, ProposedAt: s.now,
	}
}

func TestChangePlan(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	agencies := []int{1, 2, 3, 4, 5}
	first, second := s.initiative(s.priya), s.initiative(s.alan)
	second.Agencies = []int{1, 2}
	for _, tt := range []struct {
		name  string
		who   access.Actor
		ch    access.Change[partnership.Plan]
		want  error
		log   int
		facts int // open ones
	}{
		{"agency staff may not propose", s.tom, partnership.Propose(s.initiative(s.tom), agencies, s.day), fault.Forbidden, 0, 0},
		{"the coordinator may", s.priya, partnership.Propose(first, agencies, s.day), nil, 1, 0},
		{"only one waits", s.alan, partnership.Propose(s.initiative(s.alan), agencies, s.day), fault.Conflict, 1, 0},
		{"nobody approves their own", s.priya, partnership.Approve(first.ID, s.priya.ID, s.now), fault.Forbidden, 1, 0},
		{"nor agency staff", s.tom, partnership.Approve(first.ID, s.tom.ID, s.now), fault.Forbidden, 1, 0},
		{"another partnership has none", s.abroad, partnership.Approve(first.ID, s.abroad.ID, s.now), fault.NotFound, 1, 0},
		{"the manager approves", s.alan, partnership.Approve(first.ID, s.alan.ID, s.now), nil, 2, 6},
		{"the manager proposes a change", s.alan, partnership.Propose(second, agencies, s.day), nil, 3, 6},
		{"the coordinator refuses it", s.priya, partnership.Refuse(second.ID, s.priya.ID, "Keep them all", s.now), nil, 4, 6},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := s.store.ChangePlan(t.Context(), tt.who, tt.ch); !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
			if got := s.db.Count(t, `SELECT count(*) FROM audit.event WHERE strand = 'coordination' AND kind = 'initiative'`); got != tt.log {
				t.Errorf("got %d entries in the log, want %d", got, tt.log)
			}
			if got := s.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE known_to IS NULL`); got != tt.facts {
				t.Errorf("got %d facts, want %d", got, tt.facts)
			}
		})
	}
	third := s.initiative(s.alan)
	third.Agencies = []int{1, 2}
	if err := s.store.ChangePlan(t.Context(), s.alan, partnership.Propose(third, agencies, s.day)); err != nil {
		t.Fatal(err)
	}
	if err := s.store.ChangePlan(t.Context(), s.priya, partnership.Approve(third.ID, s.priya.ID, s.now)); err != nil {
		t.Fatal(err)
	}
	plan, err := s.store.Plan(t.Context(), s.tom)
	if err != nil || len(plan.Versions) != 3 {
		t.Fatalf("got %+v (%v), want three versions", plan, err)
	}
	current, _ := plan.Current()
	if current.Version != 3 || len(current.Agencies) != 2 || current.ApprovedBy != s.priya.ID || plan.Versions[1].RefusedWhy != "Keep them all" || len(plan.Versions[2].Agencies) != 5 {
		t.Errorf("got %+v, want all of it", plan)
	}
	if got := s.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE known_to IS NULL AND source = $1`, third.ID); got != 3 {
		t.Errorf("got %d facts of the version that counts, want 3", got)
	}
	if got := s.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE known_to IS NULL AND source <> $1`, third.ID); got != 0 {
		t.Errorf("got %d facts of earlier versions, want none", got)
	}
}
