package statistic_test

import (
	"math"
	"testing"

	"liaison/internal/statistic"
)

func TestWilson(t *testing.T) {
	// Published values: 8 of 10 lies between 49% and 94%; 0 of 10 between 0
	// and 28%; 10 of 10 between 72% and 100%; 1 of 1 between 21% and 100%.
	for _, tt := range []struct {
		have, n   int
		low, high float64
	}{{8, 10, 0.4902, 0.9433}, {0, 10, 0, 0.2775}, {10, 10, 0.7225, 1}, {1, 1, 0.2065, 1}, {50, 100, 0.4038, 0.5962}, {0, 0, 0, 1}} {
		got := statistic.Wilson(tt.have, tt.n)
		if math.Abs(got.Low-tt.low) > 0.0001 || math.Abs(got.High-tt.high) > 0.0001 {
			t.Errorf("%d of %d: got %.4f to %.4f, want %.4f to %.4f", tt.have, tt.n, got.Low, got.High, tt.low, tt.high)
		}
	}
}

func TestMedian(t *testing.T) {
	for _, tt := range []struct {
		name    string
		figures []float64
		want    float64
	}{
		{"of none", nil, 0},
		{"of one", []float64{7}, 7},
		{"the middle, in any order", []float64{9, 1, 4}, 4},
		{"between the two in the middle", []float64{8, 1, 2, 4}, 3},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := statistic.Median(tt.figures); got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
	figures := []float64{3, 1, 2}
	if statistic.Median(figures); figures[0] != 3 {
		t.Errorf("got %v, want them left in their order", figures)
	}
}
