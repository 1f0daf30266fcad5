package postgres_test

import (
	"slices"
	"testing"
	"time"

	"liaison/internal/activity"
	"liaison/internal/postgres"
)

// TestTheTrainingOfTheDemonstrationIsKept loads the demonstration, and makes
// the facts of what people said again from what it loaded.
func TestTheTrainingOfTheDemonstrationIsKept(t *testing.T) {
	t.Parallel()
	db, made := demonstrated(t, time.Now())
	ratings, links := 0, 0
	for _, r := range made.Feedback {
		ratings, links = ratings+len(r.Ratings), links+len(r.Links)
	}
	for query, want := range map[string]int{
		`SELECT count(*) FROM coordination.training`:                                                 4,
		`SELECT count(*) FROM coordination.connect`:                                                  2,
		`SELECT count(*) FROM coordination.action WHERE kind = 'follow_up'`:                          20,
		`SELECT count(*) FROM coordination.action WHERE kind = 'follow_up' AND done_on > created_at`: 12,
		`SELECT count(*) FROM coordination.rating`:                                                   ratings,
		`SELECT count(*) FROM coordination.rating_link`:                                              links,
		`SELECT count(*) FROM coordination.fact WHERE kind = 'rating' AND known_to IS NULL`:          ratings,
	} {
		if got := db.Count(t, query); got != want || got == 0 {
			t.Errorf("%s: got %d, want %d", query, got, want)
		}
	}
	found, err := postgres.RebuildFacts(t.Context(), db.URL(postgres.Migrator), false)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range made.Feedback {
		for _, x := range r.Ratings {
			if slices.Contains(found.Wrong, x.Source(r.ID)) {
				t.Errorf("%s by %s of %s: got another fact made again than was loaded", x.Measure, x.Rater, r.Ref)
			}
		}
	}
	for _, a := range made.Activities {
		if (a.Kind == activity.Training || a.Kind == activity.Connect) && slices.Contains(found.Wrong, a.ID) {
			t.Errorf("%s: got other facts made again than were loaded", a.Ref)
		}
	}
}
