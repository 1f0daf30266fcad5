package postgres_test

import (
	"errors"
	"sync"
	"testing"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fault"
	"liaison/internal/partnership"
	"liaison/internal/testing/sample"
)

func TestPairsLeaveFactsOnceTheyAreApproved(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	propose := func(pairs ...partnership.Pair) access.Change[partnership.Ties] {
		l := partnership.PairList{ID: uuid.New(), From: s.day, Pairs: pairs, Reason: "Agreed", ProposedBy: s.priya.ID, ProposedAt: s.now}
		return partnership.ProposePairs(l, []int{1, 2, 3, 4, 5}, s.day)
	}
	waiting := func() uuid.UUID {
		t.Helper()
		ties, err := s.store.Ties(t.Context(), s.tom)
		if err != nil {
			t.Fatal(err)
		}
		l, _ := ties.Waiting()
		return l.ID
	}
	first, second := partnership.Pair{Agency: 1, Other: 2}, partnership.Pair{Agency: 2, Other: 3}
	var wait sync.WaitGroup
	results := make([]error, 4)
	for n := range results {
		wait.Go(func() { results[n] = s.store.ChangeTies(t.Context(), s.priya, propose(first, second)) })
	}
	wait.Wait()
	saved := 0
	for _, err := range results {
		if err == nil {
			saved++
		} else if !errors.Is(err, fault.Conflict) {
			t.Errorf("got %v for one of several at once, want a conflict", err)
		}
	}
	if saved != 1 {
		t.Errorf("got %d proposals saved of several at once, want one", saved)
	}
	for _, tt := range []struct {
		name string
		who  access.Actor
		want error
	}{
		{"the coordinator", s.priya, fault.Forbidden},
		{"agency staff", s.tom, fault.Forbidden},
		{"the manager of another partnership", sample.MemberOf(t, s.db, 2, "Una Quill", access.Manager, sample.Council), fault.NotFound},
		{"the manager", s.alan, nil},
		{"the manager again", s.alan, fault.NotFound},
	} {
		if err := s.store.ChangeTies(t.Context(), tt.who, partnership.DecidePairs(waiting(), tt.who.ID, true, "", s.now)); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
	}
	s.identical(t)
	if err := s.store.ChangeTies(t.Context(), s.priya, propose(second)); err != nil {
		t.Fatal(err)
	}
	if err := s.store.ChangeTies(t.Context(), s.alan, partnership.DecidePairs(waiting(), s.alan.ID, true, "", s.now)); err != nil {
		t.Fatal(err)
	}
	if n := s.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE kind = 'required_pair' AND known_to IS NULL AND number = 2 AND agency_id = 2 AND other_agency_id = 3`); n != 1 {
		t.Errorf("got %d facts of the second version, want its one pair", n)
	}
	if n := s.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE kind = 'required_pair'`); n != 3 {
		t.Errorf("got %d facts in all, want the first version's two kept as they were known", n)
	}
	ties, err := s.store.Ties(t.Context(), s.tom)
	if err != nil || len(ties.Versions) != 2 || len(ties.Versions[1].Pairs) != 2 || !ties.Versions[1].Approved {
		t.Errorf("got %+v and %v, want both versions with their pairs", ties, err)
	}
	s.identical(t)
}
