package demo_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/demo"
	"liaison/internal/fact"
	"liaison/internal/partnership"
	"liaison/seeds"
)

// Whatever the day: both posts are held, one escalation waits, the goals that
// hold have three questions and some have acknowledged them, every strand is
// on, and nothing is in the future.
func TestSomebodySteersTheDemonstrationOnAnyDay(t *testing.T) {
	for now := time.Date(2026, 1, 1, 9, 0, 0, 0, time.UTC); now.Year() == 2026; now = now.AddDate(0, 0, 23) {
		p, err := demo.Make(seeds.FS, now)
		if err != nil {
			t.Fatal(err)
		}
		s, today := p.Steering, calendar.Day(now)
		for _, post := range partnership.LeaderPosts() {
			if l, ok := (partnership.Leadership{Leaders: s.Leaders}).On(post, today); !ok {
				t.Errorf("%s: nobody is %s, want somebody", now, post)
			} else if l.Person.Name == "" {
				t.Errorf("%s: got no name of the %s", now, post)
			}
		}
		waits := 0
		for _, e := range s.Escalations {
			if e.Open() {
				waits++
			}
			if e.Raised.After(today) || e.Answered.After(today) {
				t.Errorf("%s: %q is in the future", now, e.What)
			}
		}
		if waits == 0 || waits == len(s.Escalations) {
			t.Errorf("%s: got %d of %d escalations that wait, want some", now, waits, len(s.Escalations))
		}
		if g, ok := (partnership.Aims{Versions: s.Goals}).On(today); !ok || len(g.Questions) != partnership.MaxQuestions {
			t.Errorf("%s: got %+v, want goals with three questions", now, g)
		}
		uses := partnership.StrandUses{Uses: s.Uses}
		for _, in := range partnership.Optional() {
			if u, ok := uses.Of(in); !ok || !u.Approved || u.DecidedBy == u.ProposedBy {
				t.Errorf("%s: %s is not switched on by two people", now, in)
			}
		}
		kinds := map[fact.Kind]bool{}
		for _, ledger := range s.Changes.Ledgers() {
			for _, f := range ledger {
				kinds[f.Kind] = true
			}
		}
		for _, kind := range []fact.Kind{fact.Leader, fact.Escalation, fact.Goals, fact.Acknowledgement} {
			if !kinds[kind] {
				t.Errorf("%s: no fact is a %s", now, kind)
			}
		}
		for _, c := range s.Changes {
			if c.At.After(now) || c.By == uuid.Nil {
				t.Errorf("%s: %q is done at %s by %s", now, c.Said, c.At, c.By)
			}
		}
	}
}
