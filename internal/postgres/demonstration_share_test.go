package postgres_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/calendar"
	"liaison/internal/postgres"
	"liaison/internal/testing/sample"
)

// The shares of the demonstration are there as they were made, with every step
// and version, and their facts are those of their history.
func TestTheDemonstrationSharesAreLoadedAsTheyWereMade(t *testing.T) {
	t.Parallel()
	db, made := demonstrated(t, time.Now())
	guard := sample.Guard(t)
	acts := postgres.Activities{DB: db.Open(t, guard)}
	var priya access.Actor
	for _, a := range made.Accounts {
		if a.Role == access.Coordinator {
			priya = access.Actor{ID: a.ID, Request: "request", Session: uuid.New(), Partnership: made.ID, Agency: a.Agency, Holds: []access.Holding{{Strand: access.Coordination, Role: access.Coordinator}}}
		}
	}
	found, err := postgres.RebuildFacts(t.Context(), db.URL(postgres.Migrator), false)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range made.Activities {
		want, ok := a.Content.Detail.(activity.Sharing)
		if !ok {
			continue
		}
		got, err := acts.Find(t.Context(), priya, access.Coordination, a.Ref, false)
		if err != nil {
			t.Fatalf("%s: %v", a.Ref, err)
		}
		s := activity.Part[activity.Sharing](got.Content)
		byID := func(x, y activity.Taker) int { return x.Agency - y.Agency }
		slices.SortFunc(s.Takers, byID)
		slices.SortFunc(want.Takers, byID)
		if diff := cmp.Diff(want, s); diff != "" {
			t.Errorf("%s: want - got +\n%s", a.Ref, diff)
		}
		versions, err := acts.Versions(t.Context(), priya, access.Coordination, got)
		if err != nil || len(versions) != len(want.Steps)+1 || got.Version != len(want.Steps)+1 {
			t.Errorf("%s: got %d versions of version %d, %v, want one for each step", a.Ref, len(versions), got.Version, err)
		}
		if slices.Contains(found.Wrong, a.ID) {
			t.Errorf("%s: got other facts made again than were loaded", a.Ref)
		}
	}
	late, err := acts.Requests(t.Context(), priya, activity.RequestFilter{State: activity.OverdueRequests, Today: calendar.Day(time.Now())})
	if err != nil || len(late) != 2 {
		t.Errorf("got %d overdue requests, %v, want 2", len(late), err)
	}
}
