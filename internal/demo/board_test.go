package demo_test

import (
	"slices"
	"testing"
	"time"

	"liaison/config"
	"liaison/internal/checklist"
	"liaison/internal/demo"
	"liaison/seeds"
)

// Whatever the day: each proposal is one that its form would have taken, one is
// approved, one refused and one waits, and nothing was said or decided before
// there was a partnership or after today.
func TestTheDemonstrationHasABoard(t *testing.T) {
	book, err := checklist.Load(config.FS)
	if err != nil {
		t.Fatal(err)
	}
	for now := time.Date(2026, 1, 1, 9, 0, 0, 0, time.UTC); now.Year() == 2026; now = now.AddDate(0, 0, 13) {
		p, err := demo.Make(seeds.FS, now)
		if err != nil {
			t.Fatal(err)
		}
		var register checklist.Register
		outcomes := map[checklist.Outcome]int{}
		for _, x := range p.Board.Proposals {
			item, _ := book.Find(x.Item)
			var wanted []checklist.Threshold
			for _, parameter := range item.Parameters {
				own := checklist.Threshold{Parameter: parameter.Name, Value: parameter.Value, Partly: parameter.Partly}
				if n := slices.IndexFunc(x.Sets, func(s checklist.Threshold) bool { return s.Parameter == parameter.Name }); n >= 0 {
					own = x.Sets[n]
				}
				wanted = append(wanted, own)
			}
			if err := checklist.Propose(x, book, wanted).Apply(&register); err != nil {
				t.Errorf("%s: got %v, want thresholds that may be proposed", x.Item, err)
			}
			if got := register.Proposals[0].Sets; !slices.Equal(got, x.Sets) {
				t.Errorf("%s: got %v from the form, want %v", x.Item, got, x.Sets)
			}
			if x.ProposedAt.Before(p.Since) || x.ProposedAt.After(now) || x.DecidedAt.After(now) || !x.DecidedAt.IsZero() && x.DecidedAt.Before(x.ProposedAt) {
				t.Errorf("%s: got proposed %s and decided %s, want both since %s and before %s", x.Item, x.ProposedAt, x.DecidedAt, p.Since, now)
			}
			outcomes[x.Outcome]++
		}
		if outcomes[checklist.Approved] != 1 || outcomes[checklist.Refused] != 1 || outcomes[checklist.Waiting] != 1 {
			t.Errorf("%s: got %v, want one approved, one refused and one that waits", now, outcomes)
		}
		if len(p.Board.Said) == 0 {
			t.Errorf("%s: got no commentary, want one at least", now)
		}
		for _, c := range p.Board.Said {
			for _, said := range c.History {
				if said.At.After(now) || said.At.Before(p.Since) || !said.At.After(c.Quarter.Last()) {
					t.Errorf("%s: got a commentary of %s at %s", now, c.Quarter, said.At)
				}
			}
		}
	}
}
