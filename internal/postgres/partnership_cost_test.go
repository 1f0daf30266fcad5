package postgres_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/fault"
	"liaison/internal/partnership"
	"liaison/internal/testing/sample"
)

func (s standing) cost(who access.Actor, bearer int) partnership.Cost {
	return partnership.Cost{
		ID: uuid.New(), Day: s.day, Phase: partnership.RecurringCost, What: "Room hire", Bearer: bearer, Paid: partnership.CashPayment, Amount: 8_000, By: who.ID, At: s.now,
	}
}

func TestTheCostLedger(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	a := s.log(t)
	mine, time1 := s.cost(s.tom, sample.Charity), s.cost(s.priya, sample.Health)
	time1.Paid, time1.Amount, time1.Minutes, time1.Rate, time1.Activity, time1.Day = partnership.TimePayment, 1, 450, 3_250, a.ID, s.day.AddDate(-1, 0, 0)
	for _, tt := range []struct {
		name string
		who  access.Actor
		c    partnership.Cost
		want error
	}{
		{"staff record their own agency's", s.tom, mine, nil},
		{"and no other's", s.tom, s.cost(s.tom, sample.Health), fault.Forbidden},
		{"the coordinator records any", s.priya, time1, nil},
		{"the manager records none", s.alan, s.cost(s.alan, sample.Council), fault.Forbidden},
		{"an activity of nowhere", s.priya, func() partnership.Cost { c := s.cost(s.priya, 2); c.Activity = uuid.New(); return c }(), fault.Invalid},
		{"a product of nowhere", s.priya, func() partnership.Cost { c := s.cost(s.priya, 2); c.Product = uuid.New(); return c }(), fault.Invalid},
		{"nothing", s.priya, func() partnership.Cost { c := s.cost(s.priya, 2); c.Amount = 0; return c }(), fault.Invalid},
	} {
		if err := s.store.AddCost(t.Context(), tt.who, tt.c); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
	}
	all, err := s.store.Costs(t.Context(), s.grace, time.Time{}, time.Time{})
	if err != nil || len(all) != 2 || all[0].ID != mine.ID {
		t.Fatalf("got %+v (%v), want two, the newest first", all, err)
	}
	if got := all[1]; got.Amount != 24_375 || !got.InTime() || got.Minutes != 450 || got.Rate != 3_250 || got.ActivityRef != a.Ref || got.BearerName != "Westmere Health" {
		t.Errorf("got %+v, want hours times the rate, for the meeting", got)
	}
	if got, err := s.store.Costs(t.Context(), s.grace, s.day, s.day); err != nil || len(got) != 1 {
		t.Errorf("got %d of one day (%v), want 1", len(got), err)
	}
	if got, err := s.store.Costs(t.Context(), s.abroad, time.Time{}, time.Time{}); err != nil || len(got) != 0 {
		t.Errorf("got %d from another partnership (%v), want none", len(got), err)
	}
	for _, tt := range []struct {
		name string
		who  access.Actor
		id   uuid.UUID
		want error
	}{
		{"staff do not strike another agency's", s.tom, time1.ID, fault.Forbidden},
		{"nor does the manager", s.alan, mine.ID, fault.Forbidden},
		{"another partnership finds none", s.abroad, mine.ID, fault.NotFound},
		{"staff strike their own agency's", s.tom, mine.ID, nil},
		{"once", s.tom, mine.ID, fault.Conflict},
	} {
		if err := s.store.ChangeCost(t.Context(), tt.who, tt.id, partnership.StrikeCost(tt.who.ID, "Twice", s.now)); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
	}
	if a, b := s.open(t, mine.ID), s.open(t, time1.ID); a != 0 || b != 2 {
		t.Errorf("got %d and %d facts, want none of what was struck and two of staff time", a, b)
	}
	s.identical(t)
}

func TestACeilingTakesTwoPeople(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	ceiling := func(who access.Actor, from time.Time) partnership.Ceiling {
		return partnership.Ceiling{ID: uuid.New(), Amount: 1_500_000, From: from, To: from.AddDate(1, 0, -1), Reason: "The board’s budget", ProposedBy: who.ID, ProposedAt: s.now}
	}
	first := ceiling(s.priya, s.day)
	for _, tt := range []struct {
		name string
		who  access.Actor
		do   func() error
		want error
	}{
		{"staff do not propose", s.tom, func() error { return s.store.ProposeCeiling(t.Context(), s.tom, ceiling(s.tom, s.day)) }, fault.Forbidden},
		{"the coordinator proposes", s.priya, func() error { return s.store.ProposeCeiling(t.Context(), s.priya, first) }, nil},
		{"one at a time", s.alan, func() error {
			return s.store.ProposeCeiling(t.Context(), s.alan, ceiling(s.alan, s.day.AddDate(2, 0, 0)))
		}, fault.Conflict},
		{"nobody approves their own", s.priya, func() error {
			return s.store.ChangeCeiling(t.Context(), s.priya, first.ID, partnership.ApproveCeiling(s.priya.ID, s.now))
		}, fault.Forbidden},
		{"staff do not approve", s.tom, func() error {
			return s.store.ChangeCeiling(t.Context(), s.tom, first.ID, partnership.ApproveCeiling(s.tom.ID, s.now))
		}, fault.Forbidden},
		{"the manager approves", s.alan, func() error {
			return s.store.ChangeCeiling(t.Context(), s.alan, first.ID, partnership.ApproveCeiling(s.alan.ID, s.now))
		}, nil},
		{"once", s.alan, func() error {
			return s.store.ChangeCeiling(t.Context(), s.alan, first.ID, partnership.ApproveCeiling(s.alan.ID, s.now))
		}, fault.Conflict},
		{"no day twice", s.priya, func() error { return s.store.ProposeCeiling(t.Context(), s.priya, ceiling(s.priya, first.To)) }, fault.Invalid},
		{"the day after", s.priya, func() error {
			return s.store.ProposeCeiling(t.Context(), s.priya, ceiling(s.priya, first.To.AddDate(0, 0, 1)))
		}, nil},
	} {
		if err := tt.do(); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
	}
	if n := s.open(t, first.ID); n != 1 {
		t.Errorf("got %d facts, want one of the approved ceiling", n)
	}
	s.identical(t)

	// The database refuses what our code should not have tried.
	err := s.store.As(t.Context(), s.priya, access.Coordination, func(tx *gorm.DB) error {
		return tx.Exec(`UPDATE ceiling SET decided_by = ?, decided_at = now(), approved = true WHERE decided_by IS NULL`, s.priya.ID).Error
	})
	if !errors.Is(err, fault.Invalid) {
		t.Errorf("got %v for one's own past the code, want it refused", err)
	}
}

// TestOneCeilingForADay approves two for the same days in the same moment.
func TestOneCeilingForADay(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	var ids []uuid.UUID
	for range 2 {
		id := uuid.New()
		ids = append(ids, id)
		s.db.Exec(t, `INSERT INTO coordination.ceiling (id, partnership_id, pence, from_day, to_day, reason, proposed_by) VALUES ($1, 1, 100, $2::date, $2::date, 'x', $3)`, id, s.day, s.priya.ID)
	}
	errs := make([]error, 2)
	var all sync.WaitGroup
	for i, id := range ids {
		all.Go(func() {
			errs[i] = s.store.ChangeCeiling(t.Context(), s.alan, id, partnership.ApproveCeiling(s.alan.ID, s.now))
		})
	}
	all.Wait()
	if (errs[0] == nil) == (errs[1] == nil) || !errors.Is(errors.Join(errs...), fault.Conflict) {
		t.Errorf("got %v, want one approved and the other told", errs)
	}
	if n := s.db.Count(t, `SELECT count(*) FROM coordination.ceiling WHERE approved`); n != 1 {
		t.Errorf("got %d approved, want 1", n)
	}
}

// TestARecallIsSignedByWhoeverActs goes past the code, with names that an
// earlier refusal left.
func TestARecallIsSignedByWhoeverActs(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	for _, tt := range []struct {
		name     string
		who      access.Actor
		from, to string
		change   string
		refused  bool
	}{
		{"the coordinator withdraws by the name of who refused", s.priya, "proposed", "withdrawn", ``, true},
		{"and refuses by it", s.priya, "proposed", "refused", ``, true},
		{"or proposes in the name of the manager and decides", s.alan, "refused", "proposed", ``, true},
		{"the manager signs", s.alan, "proposed", "withdrawn", `, recall_decided_by = '` + s.alan.ID.String() + `'`, false},
		{"a proposal of one's own is not withdrawn by oneself", s.priya, "proposed", "withdrawn", `, recall_decided_by = '` + s.priya.ID.String() + `'`, true},
		{"whoever proposed before proposes again", s.priya, "refused", "proposed", ``, false},
	} {
		id := uuid.New()
		s.db.Exec(t, `DELETE FROM coordination.ceiling`)
		s.db.Exec(t, `INSERT INTO coordination.ceiling (id, partnership_id, pence, from_day, to_day, reason, proposed_by, decided_by, decided_at, approved, recall, recall_by, recall_at, recall_why, recall_decided_by, recall_decided_at)
			VALUES ($1, 1, 100, $2::date, $2::date, 'x', $3, $4, now(), true, $5, $3, now(), 'x', $4, now())`, id, s.day, s.priya.ID, s.alan.ID, tt.from)
		err := s.store.As(t.Context(), tt.who, access.Coordination, func(tx *gorm.DB) error {
			return tx.Exec(`UPDATE ceiling SET recall = ?`+tt.change+` WHERE id = ?`, tt.to, id).Error
		})
		if (err != nil) != tt.refused {
			t.Errorf("%s: got %v, want refused: %t", tt.name, err, tt.refused)
		}
	}
}
