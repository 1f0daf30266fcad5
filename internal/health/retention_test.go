package health_test

import (
	"testing"
	"time"

	"liaison/internal/fact"
	"liaison/internal/health"
)

// baseline is an initiative's version with its agencies.
func baseline(version int, from time.Time, agencies ...int) []fact.Fact {
	source := id(6_000_000 + version)
	facts := []fact.Fact{{Source: source, Kind: fact.Initiative, Day: from, Number: version}}
	for i, a := range agencies {
		facts = append(facts, fact.Fact{Source: source, Part: i + 1, Kind: fact.Baseline, Day: from, Agency: a})
	}
	return facts
}

// TestPartnersKept: of ten agencies in the baseline 1 came, 2 sent a
// substitute, 3 sent information, 4 gave some; 5 last came before the window, 6
// only received, 7 left, 8 left with a handover, 9 went into 1, and 10 never
// took part. Five of nine are kept.
func TestPartnersKept(t *testing.T) {
	var r records
	merged := partner(9, ago(900), ago(100))
	merged.Other = 1
	facts := join(agencies(6), baseline(1, ago(700), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
		[]fact.Fact{partner(7, ago(900), ago(1)), partner(8, ago(900), ago(1), fact.Handover), merged},
		r.meeting(ago(20), cameSelf, substitute, withWord, absent), r.meeting(ago(90), cameSelf, nil, nil, nil, cameSelf), r.gaveEach(ago(30), "4>6"))
	f := found(t, health.Retention, facts)
	if got, want := said(f.Value), "told 0.5556 of 5/9"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := list(f.For)+", "+list(f.Against)+", "+list(f.Left), "1 2 3 4 9, 5 6 7 10, 8"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestTheNewestBaselineThatHasBegunCounts(t *testing.T) {
	var r records
	seen := r.meeting(ago(20), cameSelf, cameSelf, cameSelf, cameSelf, cameSelf)
	for _, tt := range []struct {
		name string
		of   []fact.Fact
		want string
	}{
		{"none", nil, "nothing of 0/0"},
		{"one", baseline(1, ago(300), 1, 2, 3, 4, 5), "told 1 of 5/5"},
		{"a newer one", join(baseline(1, ago(300), 1, 2, 3, 4, 5), baseline(2, ago(10), 1, 2, 3, 4, 5, 6)), "told 0.8333 of 5/6"},
		{"one still to begin", join(baseline(1, ago(300), 1, 2, 3, 4, 5), baseline(2, ago(-10), 1, 2, 3, 4, 5, 6)), "told 1 of 5/5"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := said(found(t, health.Retention, join(agencies(6), seen, tt.of)).Value); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestABaselineIsNoneBeforeItIsLocked(t *testing.T) {
	facts := join(agencies(6), baseline(1, ago(300), 1, 2, 3, 4, 5))
	for i := range facts {
		if facts[i].Kind == fact.Baseline {
			facts[i].Day = ago(89)
		}
	}
	f := found(t, health.Retention, facts)
	if got, want := said(f.Value)+", "+said(f.Trend[6]), "told 0 of 0/5, nothing of 0/0"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func (r *records) cost(agency, pounds int, day time.Time) fact.Fact {
	return fact.Fact{Source: r.next(), Kind: fact.Cost, Day: day, Agency: agency, Number: pounds, Flags: []fact.Flag{fact.Recurring}}
}

func TestEvennessOfContribution(t *testing.T) {
	for _, tt := range []struct {
		name   string
		n      int
		pounds []int
		want   string
	}{
		{"all the same", 4, []int{50, 50, 50, 50}, "told 1 of 4/4"},
		{"one bears all", 4, []int{200}, "told 0.25 of 1/4"},
		{"a half, two quarters and nothing", 4, []int{100, 50, 50}, "told 0.6667 of 3/4"}, // 1 / (4 * (1/4 + 1/16 + 1/16))
		{"nothing borne", 4, []int{0, 0}, "nothing of 0/0"},
		{"three agencies are counts alone", 3, []int{50, 50, 50}, "counts of 3/3"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var r records
			facts := append(agencies(tt.n), r.cost(1, 999, ago(90)), r.cost(77, 999, ago(1)), r.cost(2, 999, ago(-1)))
			for i, p := range tt.pounds {
				facts = append(facts, r.cost(i+1, p, ago(i)))
			}
			if got := said(found(t, health.Evenness, facts).Value); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}
