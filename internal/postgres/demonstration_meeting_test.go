package postgres_test

import (
	"testing"
	"time"

	"liaison/internal/activity"
	"liaison/internal/postgres"
)

func TestTheMeetingsOfTheDemonstrationAreKept(t *testing.T) {
	t.Parallel()
	db, made := demonstrated(t, time.Now())
	decisions, versions := 0, 0
	for _, a := range made.Activities {
		decisions += len(activity.Part[activity.Meeting](a.Content).Decisions)
		versions += len(a.History)
	}
	for query, want := range map[string]int{
		`SELECT count(*) FROM coordination.meeting WHERE status = 'held' AND quorum = 4 AND chair <> '' AND agenda_sent_on < minutes_due_on`: 12,
		`SELECT count(*) FROM coordination.meeting WHERE status = 'planned'`:                                                                 1,
		`SELECT count(*) FROM coordination.meeting WHERE status = 'cancelled' AND cancelled_why <> ''`:                                       1,
		`SELECT count(*) FROM coordination.decision`:                                                                                         decisions,
		`SELECT count(*) FROM coordination.decision WHERE dissent <> ''`:                                                                     2,
		`SELECT count(*) FROM coordination.meeting WHERE minutes_sent_on IS NULL AND status = 'held'`:                                        1,
		`SELECT count(*) FROM coordination.action WHERE owner IS NOT NULL AND kind = 'action'`:                                               6,
		`SELECT count(*) FROM coordination.action_change WHERE what = 'owner'`:                                                               1,
		`SELECT count(*) FROM coordination.action a JOIN identity.membership m ON m.account_id = a.owner WHERE m.agency_id <> a.agency_id`:   0,
		`SELECT count(*) FROM coordination.fact WHERE kind = 'planned' AND known_to IS NULL`:                                                 1,
		`SELECT (SELECT count(*) FROM coordination.activity_version) + (SELECT count(*) FROM outreach.activity_version) + (SELECT count(*) FROM casework.activity_version) + (SELECT count(*) FROM intelligence.activity_version)`: versions,
		`SELECT count(*) FROM coordination.series WHERE quorum = 4 AND minutes_days = 10 AND name = 'Westmere partners monthly meeting'`:                                                                                           1,
	} {
		if got := db.Count(t, query); got != want {
			t.Errorf("%s: got %d, want %d", query, got, want)
		}
	}
	found, err := postgres.RebuildFacts(t.Context(), db.URL(postgres.Migrator), false)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range found.Wrong {
		for _, a := range made.Activities {
			if a.ID == id {
				t.Errorf("%s (%s): the facts made again differ", a.Ref, a.Kind)
			}
		}
	}
}
