package demo_test

import (
	"testing"
	"time"

	"liaison/internal/activity"
	"liaison/internal/demo"
	"liaison/seeds"
)

// What is invented keeps the rules of its area, and shows each of them.
func TestOutreachAndIntelligenceAreInventedWhole(t *testing.T) {
	p, err := demo.Make(seeds.FS, time.Date(2026, 2, 28, 9, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	grades, audiences := map[string]bool{}, map[activity.Audience]bool{}
	outreach, pointers, unprinted := 0, 0, 0
	for _, a := range p.Activities {
		switch d := a.Content.Detail.(type) {
		case activity.Engagement:
			outreach++
			audiences[d.Audience] = true
			for _, text := range []string{a.Content.Name, d.Aims, d.Area, d.Others, d.FollowUp, a.Content.Summary, d.Outcome} {
				if words := activity.Blurs(text); len(words) > 0 {
					t.Errorf("%s: %q reads like intelligence: %q", a.Ref, text, words)
				}
			}
		case activity.Pointer:
			pointers++
			if d.NoPrint {
				unprinted++
			}
			for _, g := range d.Graded {
				grades[g.Grade()] = true
			}
		}
	}
	if outreach != 8 || len(audiences) != 4 || pointers != 4 || unprinted != 1 || len(grades) < 6 {
		t.Errorf("got %d outreach activities in %d bands, %d pointers with %d grades, %d not to be printed, want 8 in 4, 4 with 6 or more, and 1",
			outreach, len(audiences), pointers, len(grades), unprinted)
	}
}
