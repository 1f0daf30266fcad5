package health

import (
	"slices"

	"github.com/google/uuid"

	"liaison/internal/fact"
)

// retention is the agencies of the initiative's baseline that are active now /
// those of the baseline. A share, from 0 to 1. Active is one that takes part on
// the last day, or went into one that does, and came, sent information or gave
// some in the window; one that left with a recorded handover is left out.
// Source: domain, partnership health, "Partner retention"; checklist, RES-2,
// for what counts as active and as no loss.
func retention(v *view) reading {
	r := v.begin()
	var seen map[int]bool
	for _, agency := range v.baseline() {
		if seen == nil {
			seen = v.seen()
		}
		line := v.line(agency)
		row := Row{Kind: fact.Partner, Agency: agency}
		now := v.newest[line[len(line)-1]]
		if now != nil {
			row.Source, row.Day, row.Until, row.Other = now.Source, now.Day, now.Until, now.Other
		}
		switch {
		case now == nil:
			row.Say = "Never took part"
			r.add(v, missed, row)
		case !now.Covers(v.span.To) && now.Has(fact.Handover):
			row.Say = "Left out, because it left with a recorded handover"
			r.add(v, left, row)
		case !now.Covers(v.span.To):
			row.Say = "Left without a recorded handover"
			r.add(v, missed, row)
		case slices.ContainsFunc(line, func(a int) bool { return seen[a] }):
			r.add(v, counted, row)
		default:
			row.Say = "Not seen in the window"
			r.add(v, missed, row)
		}
	}
	r.share()
	return r
}

// baseline is the agencies of the newest version of the initiative that has
// begun, in order.
func (v *view) baseline() []int {
	var is *fact.Fact
	for _, f := range begun(v.kinds[fact.Initiative], v.span.To) {
		if is == nil || f.Number > is.Number {
			is = f
		}
	}
	if is == nil || is.Source == uuid.Nil {
		return nil
	}
	var agencies []int
	for _, f := range begun(v.kinds[fact.Baseline], v.span.To) {
		if f.Source == is.Source {
			agencies = append(agencies, f.Agency)
		}
	}
	slices.Sort(agencies)
	return slices.Compact(agencies)
}

// line is the agency and those it went into, one after another, by merging.
func (v *view) line(agency int) []int {
	line := []int{agency}
	for {
		m := v.newest[line[len(line)-1]]
		if m == nil || m.Other == 0 || m.Covers(v.span.To) || slices.Contains(line, m.Other) {
			return line
		}
		line = append(line, m.Other)
	}
}

// seen is the agencies that came, sent information or gave some in the window.
func (v *view) seen() map[int]bool {
	seen := map[int]bool{}
	for _, f := range v.in(fact.Attendance) {
		if came(f) || f.Has(fact.InformationSent) {
			seen[f.Agency] = true
		}
	}
	for _, f := range v.in(fact.Shared) {
		seen[f.Agency] = true
	}
	return seen
}

// evenness is 1 / (n * sum of s_i^2), where s_i is the share that agency i bore
// of what was spent in the window, in pounds, time at its rate among them. From
// 1/n, where one bore all, to 1, where all bore the same. Have counts the
// agencies that bore something, All those that take part. Source: domain,
// partnership health, "Even contribution", without a league table.
func evenness(v *view) reading {
	r := v.begin()
	bore := make([]int, len(v.active))
	all := 0
	for _, f := range v.in(fact.Cost) {
		if i, ok := slices.BinarySearch(v.active, f.Agency); ok && f.Number > 0 {
			bore[i] += f.Number
			all += f.Number
		}
	}
	if all == 0 {
		return r
	}
	squares := 0.0
	for i, a := range v.active {
		row := Row{Kind: fact.Cost, Agency: a, Figure: float64(bore[i]) / float64(all)}
		squares += row.Figure * row.Figure
		if bore[i] > 0 {
			r.add(v, counted, row)
		} else {
			r.add(v, missed, row)
		}
	}
	r.tell(1/(float64(len(v.active))*squares), len(v.active))
	return r
}
