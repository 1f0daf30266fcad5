package demo_test

import (
	"iter"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"liaison/internal/activity"
	"liaison/internal/demo"
	"liaison/seeds"
)

func TestTheSameNumberMakesTheSameLargeDemonstration(t *testing.T) {
	const n = 60_000 // enough for two batches of each partnership
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	first, err := demo.Make(seeds.FS, now)
	if err != nil {
		t.Fatal(err)
	}
	refs := map[string]bool{}
	for _, a := range first.Activities {
		refs[a.Ref] = true
		for _, c := range a.Actions {
			refs[c.Ref] = true
		}
	}
	kinds, in, made := map[activity.Kind]int{}, map[int]int{}, map[int]bool{first.ID: true}
	again, stop := iter.Pull(demo.Bulk(first, n, now))
	defer stop()
	i := 0
	for b := range demo.Bulk(first, n, now) {
		if i++; i < demo.Partnerships/2 {
			other, _ := again()
			if d := cmp.Diff(b.Activities[:10], other.Activities[:10]); d != "" {
				t.Fatalf("two makings differ\n%s", d)
			}
		}
		if b.New == made[b.ID] {
			t.Errorf("partnership %d is new: %v, want once, before anything else of it", b.ID, b.New)
		}
		made[b.ID] = true
		for _, a := range b.Activities {
			kinds[a.Kind]++
			in[b.ID]++
			if refs[a.Ref] {
				t.Errorf("%s is there twice", a.Ref)
			}
			refs[a.Ref] = true
			if a.CreatedAt.After(now) || a.Partnership != b.ID {
				t.Errorf("%s is of partnership %d at %s, want %d before %s", a.Ref, a.Partnership, a.CreatedAt, b.ID, now)
			}
		}
	}
	if len(made) != demo.Partnerships || in[first.ID] < n*16/100 || in[first.ID] > n*18/100 {
		t.Errorf("got %d partnerships, %d in the first, want %d and 17%% of %d", len(made), in[first.ID], demo.Partnerships, n)
	}
	for _, k := range []activity.Kind{activity.CoordinationMeeting, activity.Share, activity.Training, activity.Connect, activity.OutreachActivity} {
		if kinds[k] < n/25 {
			t.Errorf("got %d of %s, want more", kinds[k], k)
		}
	}
}
