package health

import (
	"cmp"
	"slices"

	"liaison/internal/fact"
)

// intensity is the pairs that work together as closely as is wanted, or more
// so / pairs of which both what is wanted and what is so are said. A share, from
// 0 to 1. What is so is as agencies said it: it is never worked out from what
// they shared. Source: domain, partnership health, "Intensity ... per pair,
// wanted vs actual", which asks for a gap table.
func intensity(v *view) reading { return shareOf(v, closenesses) }

// levels are the levels by their number, as fact.Intensity has them.
var levels = []string{"nothing", "awareness", "cooperation", "coordination", "integration"}

// closenesses are the pairs of which something is wanted, by whether it is so.
func closenesses(v *view, each func(side, Row)) {
	type pair struct{ agency, other int }
	wanted, actual := map[pair]*fact.Fact{}, map[pair]*fact.Fact{}
	for _, f := range begun(v.kinds[fact.Intensity], v.span.To) { // in order of days, so that the newest stays
		p := pair{f.Agency, f.Other}
		if f.Has(fact.Wanted) {
			wanted[p] = f
		} else {
			actual[p] = f
		}
	}
	var pairs []pair
	for p := range wanted {
		pairs = append(pairs, p)
	}
	slices.SortFunc(pairs, func(a, b pair) int { return cmp.Or(a.agency-b.agency, a.other-b.other) })
	for _, p := range pairs {
		f := wanted[p]
		row := rowOf(f)
		row.Say = "Wanted: " + level(f)
		_, one := slices.BinarySearch(v.active, p.agency)
		_, two := slices.BinarySearch(v.active, p.other)
		is := actual[p]
		switch {
		case !one || !two:
			row.Say = "Left out, because one of them no longer takes part"
			each(left, row)
		case is == nil:
			row.Say = "Left out, because nobody has said how it is"
			each(left, row)
		case is.Number >= f.Number:
			row.Say += ". It is: " + level(is)
			each(counted, row)
		default:
			row.Say += ". It is: " + level(is)
			row.Figure = float64(f.Number - is.Number)
			each(missed, row)
		}
	}
}

// level names the level of a fact.
func level(f *fact.Fact) string { return levels[min(max(f.Number, 0), len(levels)-1)] }
