package demo_test

import (
	"testing"
	"time"

	"liaison/internal/activity"
	"liaison/internal/calendar"
	"liaison/internal/demo"
	"liaison/seeds"
)

// Whatever the day, there is a session of each sort: followed up, overdue, and
// not due yet; rated by enough people and by too few; and a link that is open.
func TestTrainingOfTheDemonstration(t *testing.T) {
	for now := time.Date(2026, 1, 1, 0, 30, 0, 0, time.UTC); now.Year() == 2026; now = now.AddDate(0, 0, 23) {
		p, err := demo.Make(seeds.FS, now)
		if err != nil {
			t.Fatal(err)
		}
		today := calendar.Day(now)
		kinds, follow := map[activity.Kind]int{}, map[string]int{}
		for _, a := range p.Activities {
			kinds[a.Kind]++
			for _, n := range a.FollowUps() {
				state := string(n.State)
				if n.State == activity.Open && n.Due.Before(today) {
					state = "overdue"
				}
				follow[state]++
				if n.DoneOn.After(today) || n.ClosedAt.After(now) {
					t.Errorf("%s: %s was done on %s", now, n.Ref, n.DoneOn)
				}
			}
		}
		if kinds[activity.Training] != 4 || kinds[activity.Connect] != 2 {
			t.Errorf("%s: got %v, want 4 sessions and 2 events", now, kinds)
		}
		for state, want := range map[string]int{"done": 12, "not_done": 1, "overtaken": 1, "overdue": 2, "open": 4} {
			if follow[state] != want {
				t.Errorf("%s: got %d follow-ups %s, want %d", now, follow[state], state, want)
			}
		}
		enough, few, open, convenient := 0, 0, 0, 0
		for _, r := range p.Feedback {
			n, of := r.Answered()
			if n > of {
				t.Errorf("%s: %d of %d people rated %s", now, n, of, r.Ref)
			}
			for _, x := range r.Ratings {
				if x.At.After(now) || r.Party(x.Agency).People == 0 || len(x.Facts(r.Activity)) != 1 {
					t.Errorf("%s: got %+v of %s", now, x, r.Ref)
				}
			}
			for _, l := range r.Links {
				if l.Works(today) {
					open++
				}
			}
			switch {
			case r.Kind == activity.CoordinationMeeting:
				convenient += n
			case n >= activity.FewestRaters:
				enough++
			default:
				few++
			}
		}
		if enough < 3 || few == 0 || open == 0 || convenient < 8 {
			t.Errorf("%s: got %d records with an average and %d without, %d links, %d ratings of meetings", now, enough, few, open, convenient)
		}
	}
}
