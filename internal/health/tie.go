package health

import (
	"cmp"
	"slices"

	"liaison/internal/fact"
)

// ties reads a share of ways or pairs: what each holds, and its row.
func (v *view) ties(each func(i, j int) (side, Row, bool)) reading {
	r := v.begin()
	for i := range v.active {
		for j := range v.active {
			if s, row, ok := each(i, j); ok {
				r.add(v, s, row)
			}
		}
	}
	return r
}

// way is the row of what one agency, by its place, last gave to another, or
// of the two alone where it gave nothing.
func (v *view) way(i, j int) Row {
	if f := v.net.newest[i][j]; f != nil {
		return rowOf(f)
	}
	return Row{Kind: fact.Shared, Agency: v.active[i], Other: v.active[j]}
}

// required lists the pairs of the baseline that holds on the last day, by
// their agencies. Source: fact.RequiredPair, "Number the baseline's version,
// the highest of which counts".
func (v *view) required() []*fact.Fact {
	known := begun(v.kinds[fact.RequiredPair], v.span.To)
	version := 0
	for _, f := range known {
		version = max(version, f.Number)
	}
	var pairs []*fact.Fact
	for _, f := range known {
		if f.Number == version && f.Covers(v.span.To) && f.Agency != f.Other {
			pairs = append(pairs, f)
		}
	}
	slices.SortStableFunc(pairs, func(a, b *fact.Fact) int { return cmp.Or(a.Agency-b.Agency, a.Other-b.Other) })
	return slices.CompactFunc(pairs, func(a, b *fact.Fact) bool { return a.Agency == b.Agency && a.Other == b.Other })
}

// tieCover is D_R = required ordered pairs in which the first gave to the
// second / required ordered pairs. A share, from 0 to 1; each pair of the
// baseline is two ordered ones. Pairs of an agency that no longer takes part
// are left out. Source: domain, partnership health, "Required-tie cover".
func tieCover(v *view) reading { return shareOf(v, requiredWays) }

// requiredWays are both ways of each required pair.
func requiredWays(v *view, each func(side, Row)) {
	for _, f := range v.required() {
		back := *f
		back.Agency, back.Other = f.Other, f.Agency
		for _, way := range []*fact.Fact{f, &back} {
			i, gives := slices.BinarySearch(v.active, way.Agency)
			j, receives := slices.BinarySearch(v.active, way.Other)
			row := rowOf(way)
			switch {
			case !gives || !receives:
				row.Say = "Left out, because one of them no longer takes part"
				each(left, row)
			case v.net.gave(i, j):
				each(counted, v.way(i, j))
			default:
				each(missed, row)
			}
		}
	}
}

// density is D = sum over i != j of x_ij / (n(n-1)), where x_ij is 1 if i gave
// to j. A share, from 0 to 1. Source: domain, partnership health, "Density".
func density(v *view) reading {
	r := v.ties(func(i, j int) (side, Row, bool) {
		if v.net.gave(i, j) {
			return counted, v.way(i, j), true
		}
		return missed, v.way(i, j), i != j
	})
	r.shareAmong(len(v.active))
	return r
}

// edgeReciprocity is r = sum of x_ij x_ji / sum of x_ij. A share, from 0 to 1.
// Source: domain, partnership health, "Edge reciprocity".
func edgeReciprocity(v *view) reading {
	r := v.ties(func(i, j int) (side, Row, bool) {
		if v.net.gave(j, i) {
			return counted, v.way(i, j), v.net.gave(i, j)
		}
		return missed, v.way(i, j), v.net.gave(i, j)
	})
	r.shareAmong(len(v.active))
	return r
}

// dyadReciprocity is M / (M+A), of M pairs in which both gave and A in which
// one did. A share, from 0 to 1. Source: domain, partnership health, "Dyad
// reciprocity", which lists the one-way pairs.
func dyadReciprocity(v *view) reading {
	r := v.ties(func(i, j int) (side, Row, bool) {
		switch {
		case v.net.gave(i, j) && v.net.gave(j, i):
			return counted, v.way(i, j), i < j
		default:
			return missed, v.way(i, j), v.net.gave(i, j)
		}
	})
	r.shareAmong(len(v.active))
	return r
}

// weightedReciprocity is 2 * sum over i < j of min(w_ij, w_ji) / sum over i !=
// j of w_ij, where each share weighs 1 over its recipients, so that what goes
// to everybody does not inflate it. From 0 to 1. Have counts the shares
// between pairs that both gave, All every share. Source: domain, partnership
// health, "Weighted reciprocity".
func weightedReciprocity(v *view) reading {
	r := v.ties(func(i, j int) (side, Row, bool) {
		if v.net.gave(j, i) {
			return counted, v.way(i, j), v.net.gave(i, j)
		}
		return missed, v.way(i, j), v.net.gave(i, j)
	})
	r.Have, r.All = 0, 0
	for i := range v.active {
		for j, n := range v.net.Shares[i] {
			if r.All += n; v.net.gave(j, i) {
				r.Have += n
			}
		}
	}
	switch {
	case r.All == 0:
	case r.All < FewCases:
		r.State = Counts
	default:
		r.tell(v.net.balance(), len(v.active))
	}
	return r
}

// centralisation is sum of (max c - c_i) / ((n-1)(n-2)), where c_i is with how
// many others i gave or received. From 0, a ring, to 1, a star. Source: domain,
// partnership health, "Degree centralisation (undirected)", after Freeman 1979.
func centralisation(v *view) reading {
	_, _, both := v.net.degrees()
	n := len(v.active)
	return v.central(both, (n-1)*(n-2), func(i, j int) bool { return i < j && v.net.tied(i, j) })
}

// outCentralisation is sum of (max d - d_i) / (n-1)^2, where d_i is to how many
// others i gave. From 0 to 1. Source: domain, partnership health, "In/out
// centralisation", which tells senders from receivers.
func outCentralisation(v *view) reading {
	out, _, _ := v.net.degrees()
	n := len(v.active)
	return v.central(out, (n-1)*(n-1), v.net.gave)
}

// inCentralisation is outCentralisation where d_i is from how many others i
// received. From 0 to 1. Source: as for outCentralisation.
func inCentralisation(v *view) reading {
	_, in, _ := v.net.degrees()
	n := len(v.active)
	return v.central(in, (n-1)*(n-1), v.net.gave)
}

// central tells how unequal degrees are. Have and All count the ties; each
// agency is a row with its degree.
func (v *view) central(degrees []int, most int, tie func(i, j int) bool) reading {
	r := v.begin()
	for i := range v.active {
		for j := range v.active {
			if tie(i, j) {
				r.Have++
				r.All++
			}
		}
	}
	if r.All == 0 {
		return r
	}
	r.tell(spread(degrees, most), len(v.active))
	if v.rows {
		for i, a := range v.active {
			r.For = append(r.For, Row{Kind: fact.Partner, Agency: a, Figure: float64(degrees[i])})
		}
	}
	return r
}

// isolates is the number of agencies that take part with degree 0. From 0 to n.
// Source: domain, partnership health, "Isolates", which names them.
func isolates(v *view) reading {
	r := v.begin()
	_, _, both := v.net.degrees()
	for i, a := range v.active {
		s := missed
		if both[i] == 0 {
			s = counted
		}
		r.add(v, s, Row{Source: v.newest[a].Source, Kind: fact.Partner, Agency: a, Day: v.newest[a].Day, Figure: float64(both[i])})
	}
	if r.All > 0 {
		r.tell(float64(r.Have), r.All)
	}
	return r
}
