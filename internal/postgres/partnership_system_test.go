package postgres_test

import (
	"errors"
	"testing"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/internal/partnership"
	"liaison/internal/testing/sample"
)

func (s standing) system(who access.Actor, name string) partnership.System {
	return partnership.System{
		ID: uuid.New(), Name: name, Kind: partnership.Database, Purpose: "Who to call", Agency: sample.Council, Owner: "Information manager", Deputy: "Support lead",
		Dormant: 180, From: s.day.AddDate(-1, 0, 0), By: who.ID, At: s.now,
	}
}

func TestSystems(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	today := calendar.Day(s.now)
	x := s.system(s.priya, "Contact list")
	for _, tt := range []struct {
		name string
		who  access.Actor
		add  partnership.System
		want error
	}{
		{"the coordinator adds", s.priya, x, nil},
		{"not the same twice", s.priya, s.system(s.priya, "contact LIST"), fault.Invalid},
		{"another one", s.priya, s.system(s.priya, "Archive"), nil},
		{"staff add none", s.tom, s.system(s.tom, "Tom's"), fault.Forbidden},
		{"the manager adds none", s.alan, s.system(s.alan, "Alan's"), fault.Forbidden},
		{"nothing", s.priya, s.system(s.priya, " "), fault.Invalid},
	} {
		if err := s.store.AddSystem(t.Context(), tt.who, tt.add); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
	}
	x.Version, x.AgencyName = 1, "Westmere Council"
	if got, err := s.store.System(t.Context(), s.tom, x.ID); err != nil || got != x {
		t.Errorf("got %+v (%v), want %+v", got, err, x)
	}
	if _, err := s.store.System(t.Context(), s.abroad, x.ID); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v from another partnership, want not found", err)
	}
	to := x
	to.Deputy, to.Intelligence = "", true
	if err := s.store.ChangeSystem(t.Context(), s.priya, x.ID, partnership.CorrectSystem(1, to, "", today)); err != nil {
		t.Fatal(err)
	}
	if err := s.store.ChangeSystem(t.Context(), s.priya, x.ID, partnership.CorrectSystem(1, x, "", today)); !errors.Is(err, fault.Conflict) {
		t.Errorf("got %v for an older version, want conflict", err)
	}
	to.Name = "archive"
	if err := s.store.ChangeSystem(t.Context(), s.priya, x.ID, partnership.CorrectSystem(2, to, "", today)); !errors.Is(err, fault.Invalid) {
		t.Errorf("got %v for the name of another, want invalid", err)
	}
	review := partnership.SystemReview{ID: uuid.New(), System: x.ID, Day: today, By: s.priya.ID, Kept: 4, Removed: 1, Note: "One had left"}
	if err := s.store.AddSystemReview(t.Context(), s.priya, review); err != nil {
		t.Fatal(err)
	}
	refused := review
	refused.ID, refused.By = uuid.New(), s.tom.ID
	if err := s.store.AddSystemReview(t.Context(), s.tom, refused); !errors.Is(err, fault.Forbidden) {
		t.Errorf("got %v for agency staff, want forbidden", err)
	}
	reviews, err := s.store.SystemReviews(t.Context(), s.tom, x.ID)
	if err != nil || len(reviews) != 1 || reviews[0] != review {
		t.Errorf("got %+v (%v), want the review", reviews, err)
	}
	if n := s.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE known_to IS NULL AND kind = 'system_review' AND person_id = $1 AND number = 1`, x.ID); n != 1 {
		t.Errorf("got %d facts of the review, want 1", n)
	}
	if err := s.store.ChangeSystem(t.Context(), s.priya, x.ID, partnership.CloseSystem(partnership.Closing{Last: today, Why: "Replaced"}, today)); err != nil {
		t.Fatal(err)
	}
	again := review
	again.ID = uuid.New()
	if err := s.store.AddSystemReview(t.Context(), s.priya, again); !errors.Is(err, fault.Conflict) {
		t.Errorf("got %v for reviewing a closed system, want conflict", err)
	}
	all, err := s.store.Systems(t.Context(), s.tom)
	if err != nil || len(all) != 2 || all[1].ID != x.ID || !all[1].Reviewed.Equal(today) {
		t.Errorf("got %+v (%v), want the closed one last, with its review", all, err)
	}
	if err := s.store.AddSystem(t.Context(), s.priya, s.system(s.priya, "Contact list")); err != nil {
		t.Errorf("got %v for the name of a closed one, want it added", err)
	}
	s.identical(t)
}

// TestAccessToASystem is the access of package postgres as systems use it.
func TestAccessToASystem(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	today := calendar.Day(s.now)
	x := s.system(s.priya, "Contact list")
	if err := s.store.AddSystem(t.Context(), s.priya, x); err != nil {
		t.Fatal(err)
	}
	r := partnership.Reach{ID: uuid.New(), System: x.ID, Agency: sample.Charity, Holder: "Team leader", Outreach: true, Asked: s.day, By: s.tom.ID, At: s.now}
	if err := s.store.AskReach(t.Context(), s.tom, r); err != nil {
		t.Fatal(err)
	}
	if err := s.store.ChangeReach(t.Context(), s.priya, r.ID, partnership.AnswerReach(partnership.ReachAnswer{Granted: true, On: today}, today)); err != nil {
		t.Fatal(err)
	}
	got, err := s.store.Reaches(t.Context(), s.grace, x.ID)
	if err != nil || len(got) != 1 || !got[0].Held() || !got[0].Outreach || got[0].System != x.ID || got[0].Of != "Contact list" {
		t.Errorf("got %+v (%v), want it held", got, err)
	}
	if n := s.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE known_to IS NULL AND source = $1 AND kind = 'reach' AND flags @> '{system,outreach,granted}'`, r.ID); n != 1 {
		t.Errorf("got %d facts of access granted, want 1", n)
	}
	s.identical(t)
}
