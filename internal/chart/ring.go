// Package chart turns numbers into shapes: where a thing stands on a drawing
// and how wide its lines are, in pixels from the top left. The same numbers
// always give the same drawing. It knows no colour, no words and no HTML.
package chart

import (
	"cmp"
	"math"
	"slices"
)

// Point is a place.
type Point struct{ X, Y float64 }

// Line joins two of the things on a ring, by their places in it. It ends at
// their edges. Where only one of them gives, From is that one and Tip is the
// three corners of an arrowhead at the other; where both do, there is none.
type Line struct {
	From, To   int
	Start, End Point
	Width      float64
	Tip        []Point
}

// Ring is things on a circle, the first at the top and the others clockwise.
type Ring struct {
	Size   float64 // of the square it fills, along each side
	Radius float64 // of each thing
	Places []Point
	Lines  []Line // the widest first, so that none hides another
}

// The measures of a ring: how wide its thinnest and its widest line are, how
// far an arrowhead reaches, and how much of the circle a thing may take.
const (
	thinnest = 1.5
	widest   = 7
	reach    = 11
	crowd    = 0.38 // of the way from one thing to the next
)

// NewRing draws things on a ring in a square of the size. Weights say how much
// each gives to each, none of them negative; its line is as wide as what goes
// both ways, beside that of the two between whom most goes.
func NewRing(weights [][]float64, size, radius float64) Ring {
	n := len(weights)
	r := Ring{Size: size, Radius: radius}
	middle, round := size/2, size/2-radius-2
	if n > 1 {
		r.Radius = min(radius, crowd*2*round*math.Sin(math.Pi/float64(n)))
	}
	for i := range n {
		at := 2 * math.Pi * float64(i) / float64(n)
		r.Places = append(r.Places, Point{middle + round*math.Sin(at), middle - round*math.Cos(at)})
	}
	most := 0.0
	for i := range n {
		for j := range i {
			most = max(most, weights[i][j]+weights[j][i])
		}
	}
	for i := range n {
		for j := i + 1; j < n; j++ {
			if both := weights[i][j] + weights[j][i]; both > 0 {
				r.Lines = append(r.Lines, r.line(i, j, weights, min(widest, thinnest+(widest-thinnest)*both/most)))
			}
		}
	}
	slices.SortStableFunc(r.Lines, func(a, b Line) int { return cmp.Compare(b.Width, a.Width) })
	return r
}

// line is that between two things, away from who gives.
func (r Ring) line(i, j int, weights [][]float64, width float64) Line {
	mutual := weights[i][j] > 0 && weights[j][i] > 0
	if weights[i][j] == 0 {
		i, j = j, i
	}
	a, b := r.Places[i], r.Places[j]
	long := math.Hypot(b.X-a.X, b.Y-a.Y)
	on := Point{(b.X - a.X) / long, (b.Y - a.Y) / long} // one pixel of the way
	l := Line{From: i, To: j, Width: width, Start: a.to(on, r.Radius), End: a.to(on, long-r.Radius)}
	if !mutual {
		half, side := width/2+3, Point{-on.Y, on.X}
		foot := a.to(on, long-r.Radius-reach)
		l.Tip = []Point{l.End, foot.to(side, half), foot.to(side, -half)}
		l.End = foot
	}
	return l
}

// to is the point so far along a direction.
func (p Point) to(on Point, far float64) Point { return Point{p.X + far*on.X, p.Y + far*on.Y} }
