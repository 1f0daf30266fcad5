package demo_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/demo"
	"liaison/internal/partnership"
	"liaison/seeds"
)

// Whatever the day, the neighbour keeps coordination alone, has nothing of the
// first partnership's but some agencies and its regional manager, and nothing
// of it lies in the future.
func TestTheNeighbourStandsByItselfOnAnyDay(t *testing.T) {
	for now := time.Date(2026, 1, 1, 0, 30, 0, 0, time.UTC); now.Year() == 2026; now = now.AddDate(0, 0, 5) {
		first, err := demo.Make(seeds.FS, now)
		if err != nil {
			t.Fatal(err)
		}
		p, err := demo.Neighbour(seeds.FS, first, now)
		if err != nil {
			t.Fatalf("%s: %v", now.Format(time.DateOnly), err)
		}
		again, err := demo.Neighbour(seeds.FS, first, now)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(p, again); d != "" {
			t.Fatalf("%s: two makings differ\n%s", now, d)
		}
		if got := len(p.Partners); got != 6 || p.ID <= demo.Partnerships {
			t.Errorf("got partnership %d with %d agencies, want 6 and a number after those of a large demonstration", p.ID, got)
		}
		refs, ids := map[string]bool{}, map[uuid.UUID]bool{}
		for _, of := range []demo.Partnership{first, p} {
			for _, a := range of.Activities {
				if refs[a.Ref] || ids[a.ID] {
					t.Errorf("%s: %s is there twice", now, a.Ref)
				}
				refs[a.Ref], ids[a.ID] = true, true
				for _, c := range a.Actions {
					if refs[c.Ref] || ids[c.ID] {
						t.Errorf("%s: %s is there twice", now, c.Ref)
					}
					refs[c.Ref], ids[c.ID] = true, true
				}
			}
		}
		kinds := map[activity.Kind]int{}
		for _, a := range p.Activities {
			kinds[a.Kind]++
			if a.Strand != access.Coordination || a.Partnership != p.ID {
				t.Errorf("%s: %s is of %s in partnership %d", now, a.Ref, a.Strand, a.Partnership)
			}
			planned := activity.Part[activity.Meeting](a.Content).Status == activity.PlannedMeeting
			if a.At.After(now) != planned || a.CreatedAt.After(now) || a.UpdatedAt.After(now) {
				t.Errorf("%s: %s is of %s, recorded at %s", now, a.Ref, a.At, a.CreatedAt)
			}
		}
		if kinds[activity.CoordinationMeeting] != 6 || kinds[activity.Share] != 4 || kinds[activity.Training] != 1 {
			t.Errorf("%s: got %v, want 4 meetings held, one planned and one cancelled, 4 shares and one session", now, kinds)
		}
		newest := p.Apart.Published[len(p.Apart.Published)-1]
		if !newest.Elsewhere || newest.Manager.IsZero() || !newest.Community.IsZero() || !newest.Intelligence.IsZero() || newest.Month.Month() != now.Add(-time.Hour).Month() {
			t.Errorf("%s: got %+v published, want this month with the manager's day and no lead's", now, newest)
		}
		if n := len(p.Apart.Attestations[access.Coordination]); n < 3 {
			t.Errorf("%s: got %d attestations of the manager, want one of each quarter that the year holds", now, n)
		}
		for _, x := range p.Apart.Attestations[access.Coordination] {
			if err := x.Check(access.Coordination, len(partnership.Statements(access.Coordination))); err != nil || x.At.After(now) {
				t.Errorf("%s: got %+v, want one that its form would have taken, before now (%v)", now, x, err)
			}
		}
		shared, managers := 0, 0
		for _, x := range p.Accounts {
			for _, y := range first.Accounts {
				if x.ID == y.ID {
					shared++
					if x.Role == access.Manager && y.Role == access.Manager && x.Name == y.Name {
						managers++
					}
				}
			}
		}
		if shared != 1 || managers != 1 {
			t.Errorf("got %d people of both, %d of them managers of both, want one", shared, managers)
		}
	}
}
