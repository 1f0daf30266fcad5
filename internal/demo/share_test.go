package demo_test

import (
	"testing"
	"time"

	"liaison/internal/activity"
	"liaison/internal/calendar"
	"liaison/internal/demo"
	"liaison/internal/fact"
	"liaison/seeds"
)

// Whatever the day, the invented agencies share in every way there is, nothing
// of it lies in the future, and two requests are overdue, one of them with the
// health trust.
func TestTheDemonstrationSharesInEveryWay(t *testing.T) {
	for now := time.Date(2026, 1, 1, 0, 30, 0, 0, time.UTC); now.Year() == 2026; now = now.AddDate(0, 0, 1) {
		p, err := demo.Make(seeds.FS, now)
		if err != nil {
			t.Fatalf("%s: %v", now.Format(time.DateOnly), err)
		}
		shares, late, emergencies, feedback, repeats := 0, map[string]bool{}, 0, 0, 0
		outcomes, steps, forms, directions := map[activity.Outcome]bool{}, map[activity.StepWhat]bool{}, map[activity.ShareForm]bool{}, map[activity.Direction]bool{}
		pairs := map[[2]int]bool{}
		var recent []activity.Earlier
		for _, a := range p.Activities {
			s, ok := a.Content.Detail.(activity.Sharing)
			if !ok {
				continue
			}
			shares++
			outcomes[s.Outcome], forms[s.Form], directions[s.Direction] = true, true, true
			if s.Overdue(calendar.Day(now)) {
				late[s.GiverName] = true
			}
			if s.Emergency != "" {
				emergencies++
			}
			for _, n := range s.Steps {
				steps[n.What] = true
				if n.At.After(now) {
					t.Errorf("%s: %s was %s at %s", now, a.Ref, n.What, n.At)
				}
			}
			for _, f := range a.Facts() {
				switch f.Kind { //nolint:exhaustive // the others are of no concern
				case fact.Shared:
					pairs[[2]int{f.Agency, f.Other}] = true
				case fact.ShareFeedback:
					feedback++
				}
			}
			repeats += len(activity.Terms{Recent: recent}.Repeats(s, a.Content.Day))
			if s.Direction == activity.Requested {
				recent = append(recent, activity.Earlier{Giver: s.Giver, Takers: s.Receivers(), Need: s.Need, Day: a.Content.Day})
			}
		}
		if shares != 20 || len(late) != 2 || !late["Westmere NHS Trust"] || emergencies != 1 || feedback < 10 || repeats != 1 || len(pairs) < 8 {
			t.Errorf("%s: got %d shares, %v overdue, %d emergencies, feedback %d times, %d repeats, %d pairs", now.Format(time.DateOnly), shares, late, emergencies, feedback, repeats, len(pairs))
		}
		if len(outcomes) != 5 || len(steps) != 8 || len(directions) != 2 || len(forms) != 3 {
			t.Errorf("%s: got %v, %v and %v, want every outcome, step and direction", now.Format(time.DateOnly), outcomes, steps, forms)
		}
	}
}
