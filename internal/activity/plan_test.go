package activity_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/fault"
)

var startsOn = time.Date(2025, 12, 1, 0, 0, 0, 0, time.UTC)

func planOf(change func(*activity.Plan)) activity.Plan {
	p := activity.Plan{
		ID: uuid.New(), Kind: activity.PlansTraining, Title: "Harmful content online, for tutors", Day: startsOn.AddDate(0, 0, 10), Area: "Northgate", Agency: 1, AgencyName: "Police",
		Need: uuid.MustParse("00000000-0000-4000-8000-000000000001"), NeedTitle: "Harmful content",
	}
	change(&p)
	return p
}

func TestOverlaps(t *testing.T) {
	t.Parallel()
	is := planOf(func(*activity.Plan) {})
	for _, tt := range []struct {
		name   string
		change func(*activity.Plan)
		near   int
	}{
		{"the same in all", func(*activity.Plan) {}, 4},
		{"of another kind", func(p *activity.Plan) { p.Kind = activity.PlansEvent }, 0},
		{"14 days later", func(p *activity.Plan) { p.Day = p.Day.AddDate(0, 0, 14) }, 4},
		{"15 days later", func(p *activity.Plan) { p.Day = p.Day.AddDate(0, 0, 15) }, 0},
		{"14 days before", func(p *activity.Plan) { p.Day = p.Day.AddDate(0, 0, -14) }, 4},
		{"15 days before", func(p *activity.Plan) { p.Day = p.Day.AddDate(0, 0, -15) }, 0},
		{"called off", func(p *activity.Plan) { p.OffAt = startsOn }, 0},
		{"with another agency", func(p *activity.Plan) { p.Agency = 2 }, 3},
		{"with the agency as one of several", func(p *activity.Plan) { p.Agency, p.With = 2, []activity.Partner{{Agency: 3}, {Agency: 1}} }, 4},
		{"another agency and area", func(p *activity.Plan) { p.Agency, p.Area = 2, "Harbour" }, 2},
		{"another agency, area and need", func(p *activity.Plan) { p.Agency, p.Area, p.Need = 2, "Harbour", uuid.New() }, 0},
		{"the area written otherwise", func(p *activity.Plan) { p.Agency, p.Need, p.Area = 2, uuid.Nil, " north  gate" }, 0},
		{"the area in other letters", func(p *activity.Plan) { p.Agency, p.Need, p.Area = 2, uuid.Nil, "NORTHGATE" }, 2},
		{"no area and no need is nothing in common", func(p *activity.Plan) { p.Area, p.Need, p.Agency = "", uuid.Nil, 2 }, 0},
		{"another title and area", func(p *activity.Plan) { p.Title, p.Area = "First aid", "Harbour" }, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			other := planOf(tt.change)
			got := activity.Overlaps([]activity.Plan{is, other})
			if (tt.near >= 2) != (len(got) == 1) {
				t.Fatalf("got %d pairs, want one: %t", len(got), tt.near >= 2)
			}
			if len(got) == 1 && (len(got[0].Near) != tt.near || got[0].Other.Day.Before(got[0].Plan.Day)) {
				t.Errorf("got %+v, want %d reasons and the sooner first", got[0], tt.near)
			}
		})
	}
	bare := planOf(func(p *activity.Plan) { p.Area, p.Need = "", uuid.Nil })
	if got := activity.Overlaps([]activity.Plan{bare, planOf(func(p *activity.Plan) { p.Area, p.Need, p.Agency = "", uuid.Nil, 2 })}); len(got) != 0 {
		t.Errorf("got %+v of two with nothing but a title in common", got)
	}
}

// In whatever order plans come, the same pairs are found, in the same order.
func TestOverlapsInAnyOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var plans []activity.Plan
		for range rapid.IntRange(0, 8).Draw(t, "n") {
			plans = append(plans, planOf(func(p *activity.Plan) {
				p.Day = startsOn.AddDate(0, 0, rapid.IntRange(0, 40).Draw(t, "day"))
				p.Agency = rapid.IntRange(1, 3).Draw(t, "agency")
				p.Area = rapid.SampledFrom([]string{"", "Harbour", "harbour", "Northgate"}).Draw(t, "area")
			}))
		}
		want := pairsOf(activity.Overlaps(plans))
		slices.Reverse(plans)
		if got := pairsOf(activity.Overlaps(plans)); !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

func pairsOf(all []activity.Overlap) []string {
	var pairs []string
	for _, o := range all {
		pairs = append(pairs, o.Plan.ID.String()+o.Other.ID.String())
	}
	return pairs
}

func TestPlanCheck(t *testing.T) {
	t.Parallel()
	need := planOf(func(*activity.Plan) {}).Need
	for _, tt := range []struct {
		name   string
		change func(*activity.Plan)
		field  string
	}{
		{"nothing to mend", func(*activity.Plan) {}, ""},
		{"today", func(p *activity.Plan) { p.Day = startsOn }, ""},
		{"yesterday", func(p *activity.Plan) { p.Day = startsOn.AddDate(0, 0, -1) }, "day"},
		{"no day", func(p *activity.Plan) { p.Day = time.Time{} }, "day"},
		{"in three years", func(p *activity.Plan) { p.Day = startsOn.AddDate(3, 0, 0) }, "day"},
		{"no kind", func(p *activity.Plan) { p.Kind = "" }, "kind"},
		{"no title", func(p *activity.Plan) { p.Title = " " }, "title"},
		{"a long title", func(p *activity.Plan) { p.Title = strings.Repeat("é", 121) }, "title"},
		{"a long area", func(p *activity.Plan) { p.Area = strings.Repeat("é", 121) }, "area"},
		{"no agency", func(p *activity.Plan) { p.Agency = 0 }, "agency"},
		{"with an unknown agency", func(p *activity.Plan) { p.With = []activity.Partner{{Agency: 9}} }, "with"},
		{"an unknown need", func(p *activity.Plan) { p.Need = uuid.New() }, "need"},
		{"no need", func(p *activity.Plan) { p.Need = uuid.Nil }, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			err := planOf(tt.change).Check([]int{1, 2}, []uuid.UUID{need}, startsOn)
			if (err == nil) != (tt.field == "") || err != nil && !errors.Is(err, fault.Invalid) {
				t.Fatalf("got %v, want something at %q", err, tt.field)
			}
			if err != nil && len(fault.FieldsOf(err)) != 1 {
				t.Errorf("got %v, want one field", fault.FieldsOf(err))
			}
		})
	}
}

func TestAlterPlan(t *testing.T) {
	t.Parallel()
	was := planOf(func(p *activity.Plan) { p.Version, p.With = 3, []activity.Partner{{Agency: 2}, {Agency: 5}} })
	for _, tt := range []struct {
		name    string
		change  func(*activity.Plan)
		version int
		want    error
		did     string
	}{
		{"another day", func(p *activity.Plan) { p.Day = p.Day.AddDate(0, 0, 1) }, 3, nil, "day "},
		{"another title", func(p *activity.Plan) { p.Title = "Something new" }, 3, nil, "Something new changed: what it is called"},
		{"its partners", func(p *activity.Plan) { p.With = p.With[:1] }, 3, nil, "who else has a part in it"},
		{"nothing, in another order", func(p *activity.Plan) { p.With = []activity.Partner{{Agency: 5}, {Agency: 2}} }, 3, fault.Invalid, ""},
		{"one that changed meanwhile", func(p *activity.Plan) { p.Area = "Elsewhere" }, 2, fault.Conflict, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, is := was, was
			tt.change(&is)
			err := activity.AlterPlan(is, tt.version).Apply(&p)
			if !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
			if err == nil && (p.Version != 4 || !strings.Contains(p.Did, tt.did)) {
				t.Errorf("got version %d, %q, want 4 and %q", p.Version, p.Did, tt.did)
			}
		})
	}
	off := was
	off.OffAt = startsOn
	if err := activity.AlterPlan(was, 3).Apply(&off); !errors.Is(err, fault.Conflict) {
		t.Errorf("one that was called off: got %v, want %v", err, fault.Conflict)
	}
}

func TestCallOffAndSettleStand(t *testing.T) {
	t.Parallel()
	who, now := access.Actor{ID: uuid.New()}, startsOn.Add(9*time.Hour)
	p := planOf(func(*activity.Plan) {})
	if err := activity.CallOff(who, " ", now).Apply(&p); !errors.Is(err, fault.Invalid) {
		t.Errorf("without a reason: got %v, want %v", err, fault.Invalid)
	}
	if err := activity.CallOff(who, "No room", now).Apply(&p); err != nil || !p.IsOff() || p.OffBy != who.ID {
		t.Errorf("got %+v (%v), want it off", p, err)
	}
	if err := activity.CallOff(who, "Again", now).Apply(&p); !errors.Is(err, fault.Conflict) {
		t.Errorf("twice: got %v, want %v", err, fault.Conflict)
	}
	var o activity.Overlap
	if err := activity.SettleOverlap(who, "", "", now).Apply(&o); !errors.Is(err, fault.Invalid) {
		t.Errorf("without an answer: got %v, want %v", err, fault.Invalid)
	}
	if err := activity.SettleOverlap(who, activity.Same, "", now).Apply(&o); err != nil || o.Settled != activity.Same {
		t.Errorf("got %+v (%v), want the same", o, err)
	}
	if err := activity.SettleOverlap(who, activity.Different, "", now).Apply(&o); !errors.Is(err, fault.Conflict) {
		t.Errorf("twice: got %v, want %v", err, fault.Conflict)
	}
}
