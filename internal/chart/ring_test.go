package chart_test

import (
	"math"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"liaison/internal/chart"
)

const (
	size   = 344.0
	radius = 14.0
)

func TestRingOfFour(t *testing.T) {
	t.Parallel()
	r := chart.NewRing([][]float64{{0, 2, 0, 0}, {1, 0, 0, 0}, {0.5, 0, 0, 0}, {0, 0, 0, 0}}, size, radius)
	for i, want := range []chart.Point{{X: 172, Y: 16}, {X: 328, Y: 172}, {X: 172, Y: 328}, {X: 16, Y: 172}} {
		if got := r.Places[i]; math.Hypot(got.X-want.X, got.Y-want.Y) > 1e-9 {
			t.Errorf("place %d: got %v, want %v", i, got, want)
		}
	}
	if len(r.Lines) != 2 {
		t.Fatalf("got %d lines, want 2", len(r.Lines))
	}
	both, one := r.Lines[0], r.Lines[1]
	if both.From != 0 || both.To != 1 || both.Tip != nil || both.Width != 7 {
		t.Errorf("got %+v, want a line of 7 without a tip from 0 to 1", both)
	}
	if one.From != 2 || one.To != 0 || len(one.Tip) != 3 || math.Abs(one.Width-(1.5+5.5/6)) > 1e-9 {
		t.Errorf("got %+v, want a thinner line with a tip from 2 to 0", one)
	}
	if tip := one.Tip[0]; math.Hypot(tip.X-172, tip.Y-30) > 1e-9 {
		t.Errorf("got a tip at %v, want it at the edge of the first", tip)
	}
}

func TestRingOfNothing(t *testing.T) {
	t.Parallel()
	for n := range 3 {
		weights := make([][]float64, n)
		for i := range weights {
			weights[i] = make([]float64, n)
		}
		if r := chart.NewRing(weights, size, radius); len(r.Places) != n || len(r.Lines) != 0 {
			t.Errorf("of %d: got %+v", n, r)
		}
	}
}

// However many there are and whatever they give, nothing leaves the square, no
// two things touch, and a drawing is the same each time.
func TestRingHoldsTogether(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 16).Draw(t, "n")
		weights := make([][]float64, n)
		for i := range weights {
			weights[i] = make([]float64, n)
			for j := range n {
				if i != j && rapid.IntRange(0, 3).Draw(t, "gives") == 0 {
					weights[i][j] = rapid.Float64Range(0, 50).Draw(t, "weight")
				}
			}
		}
		r := chart.NewRing(weights, size, radius)
		if again := chart.NewRing(weights, size, radius); !reflect.DeepEqual(r, again) {
			t.Fatal("got another drawing of the same numbers")
		}
		for i, p := range r.Places {
			if p.X < r.Radius || p.Y < r.Radius || p.X > size-r.Radius || p.Y > size-r.Radius {
				t.Fatalf("%d: got %v, outside the square", i, p)
			}
			for _, q := range r.Places[i+1:] {
				if math.Hypot(p.X-q.X, p.Y-q.Y) < 2*r.Radius {
					t.Fatalf("got %v and %v, which touch", p, q)
				}
			}
		}
		for _, l := range r.Lines {
			there, back := weights[l.From][l.To] > 0, weights[l.To][l.From] > 0
			if !there || (l.Tip == nil) != back {
				t.Fatalf("got %+v, where one gives: %t, and the other: %t", l, there, back)
			}
			if l.Width < 1.5 || l.Width > 7 {
				t.Fatalf("got a width of %v", l.Width)
			}
		}
	})
}
