package health

import (
	"slices"

	"liaison/internal/fact"
)

// withoutCoordinator takes away the coordinator's agency and tells the share
// of the remaining required pairs whose agencies are still joined, straight or
// through others, with the number of groups that are left. A share, from 0 to
// 1; 1 says that nothing hangs on that agency alone. Source: domain,
// partnership health, "Coordinator dependency ... components, and share of
// remaining required pairs still connected".
func withoutCoordinator(v *view) reading {
	r := v.begin()
	agency, ok := v.coordinator()
	if !ok || len(v.active) == 0 {
		return r
	}
	without := -1
	if i, in := slices.BinarySearch(v.active, agency); in {
		without = i
	}
	group, groups := v.net.groups(without)
	for _, f := range v.required() {
		row := rowOf(f)
		i, one := slices.BinarySearch(v.active, f.Agency)
		j, two := slices.BinarySearch(v.active, f.Other)
		switch {
		case f.Agency == agency || f.Other == agency:
			row.Say = "Left out, because it is a pair of the coordinator’s agency"
			r.add(v, left, row)
		case !one || !two:
			row.Say = "Left out, because one of them no longer takes part"
			r.add(v, left, row)
		case group[i] == group[j]:
			r.add(v, counted, row)
		default:
			r.add(v, missed, row)
		}
	}
	r.shareAmong(len(v.active))
	r.also("Groups that are left", float64(groups), Groups)
	return r
}

// coordinator is the agency of who is coordinator on the last day, by the
// newest appointment; not ok where nobody is, or their agency is not known.
func (v *view) coordinator() (agency int, ok bool) {
	for _, a := range slices.Backward(begun(v.kinds[fact.Appointment], v.span.To)) {
		if !a.Covers(v.span.To) {
			continue
		}
		for _, m := range slices.Backward(begun(v.members[a.By], v.span.To)) {
			if m.Covers(v.span.To) && m.Agency != 0 {
				return m.Agency, true
			}
		}
	}
	return 0, false
}
