package statistic_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"liaison/internal/statistic"
)

func answered(days ...int) []statistic.Observation { return waits(true, days...) }

func waiting(days ...int) []statistic.Observation { return waits(false, days...) }

func waits(done bool, days ...int) []statistic.Observation {
	var all []statistic.Observation
	for _, d := range days {
		all = append(all, statistic.Observation{Days: d, Answered: done})
	}
	return all
}

// TestRemissionTimes are the weeks in remission of the 21 patients given 6-MP
// in Freireich's trial of 1963, the textbooks' example of the estimate.
func TestRemissionTimes(t *testing.T) {
	s := statistic.Survive(append(answered(6, 6, 6, 7, 10, 13, 16, 22, 23), waiting(6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)...))
	want := statistic.Survival{
		{6, 21, 3, 0.8571},
		{7, 17, 1, 0.8067},
		{10, 15, 1, 0.7529},
		{13, 12, 1, 0.6902},
		{16, 11, 1, 0.6275},
		{22, 7, 1, 0.5378},
		{23, 6, 1, 0.4482},
	}
	for i := range s {
		s[i].Left = math.Round(s[i].Left*1e4) / 1e4
	}
	if diff := cmp.Diff(want, s); diff != "" {
		t.Errorf("want - got +\n%s", diff)
	}
	if days, ok := s.Median(); days != 23 || !ok {
		t.Errorf("got a median of %d, %t, want 23", days, ok)
	}
	if days, ok := s.Quantile(0.9); ok {
		t.Errorf("got %d by which nine in ten, want none", days)
	}
}

func TestQuantiles(t *testing.T) {
	for _, tt := range []struct {
		name     string
		observed []statistic.Observation
		p        float64
		want     int
		ok       bool
	}{
		{"nothing observed", nil, 0.5, 0, false},
		{"nothing answered", waiting(3, 9), 0.5, 0, false},
		{"half exactly", answered(1, 2, 3, 4), 0.5, 2, true},
		{"nine in ten exactly", answered(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 0.9, 9, true},
		{"all at once", answered(5, 5, 5), 0.9, 5, true},
		{"answered the same day", answered(0, 0, 4), 0.5, 0, true},
		{"one who waits on is waiting on the day of the answer", append(answered(2), waiting(2)...), 0.5, 2, true},
		{"one who waited less is not", append(answered(2), waiting(1)...), 0.9, 2, true},
		{"one who waits longer holds the last tenth back", append(answered(2), waiting(3)...), 0.9, 0, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got, ok := statistic.Survive(tt.observed).Quantile(tt.p); got != tt.want || ok != tt.ok {
				t.Errorf("got %d, %t, want %d, %t", got, ok, tt.want, tt.ok)
			}
		})
	}
}

var observations = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) statistic.Observation {
	return statistic.Observation{Days: rapid.IntRange(0, 20).Draw(t, "days"), Answered: rapid.Bool().Draw(t, "answered")}
}), 1, 40)

// later reports whether one quantile is no earlier than another, where never
// is later than any day.
func later(a, b statistic.Survival, p float64) bool {
	x, okX := a.Quantile(p)
	y, okY := b.Quantile(p)
	return !okX || okY && x >= y
}

func TestToWaitOnInsteadOfAnsweringIsNeverQuicker(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		observed := observations.Draw(t, "observed")
		ignored := slices.Clone(observed)
		i := rapid.IntRange(0, len(ignored)-1).Draw(t, "which")
		ignored[i] = statistic.Observation{Days: ignored[i].Days + rapid.IntRange(0, 9).Draw(t, "longer")}
		p := rapid.Float64Range(0.01, 0.99).Draw(t, "p")
		if !later(statistic.Survive(ignored), statistic.Survive(observed), p) {
			t.Fatalf("%v is quicker than %v by %v", ignored, observed, p)
		}
	})
}

func TestOneMoreWaitWithoutAnswerIsNeverQuicker(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		observed := observations.Draw(t, "observed")
		more := append(slices.Clone(observed), waiting(rapid.IntRange(0, 20).Draw(t, "days"))...)
		p := rapid.Float64Range(0.01, 0.99).Draw(t, "p")
		if !later(statistic.Survive(more), statistic.Survive(observed), p) {
			t.Fatalf("%v is quicker than %v by %v", more, observed, p)
		}
	})
}

func TestTheOrderOfWaitsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		observed := observations.Draw(t, "observed")
		shuffled := slices.Clone(observed)
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if diff := cmp.Diff(statistic.Survive(observed), statistic.Survive(shuffled)); diff != "" {
			t.Fatalf("in order - shuffled +\n%s", diff)
		}
	})
}

// TestWithoutWaitingItIsTheShareAnswered holds the estimate against plain
// counting, which it is where everything was answered.
func TestWithoutWaitingItIsTheShareAnswered(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := rapid.SliceOfN(rapid.IntRange(0, 9), 1, 30).Draw(t, "days")
		for _, step := range statistic.Survive(answered(days...)) {
			longer := 0
			for _, d := range days {
				if d > step.Day {
					longer++
				}
			}
			if want := float64(longer) / float64(len(days)); math.Abs(step.Left-want) > 1e-9 {
				t.Fatalf("after %d days: got %v, want %v", step.Day, step.Left, want)
			}
		}
	})
}
