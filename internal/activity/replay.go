package activity

import (
	"slices"
	"time"

	"liaison/internal/fact"
)

// Replay makes again every fact that the record has left, from its versions
// and from what happened to its actions, each with when it was known. It is
// what the facts table holds of the record, and never reads it.
func (a Activity) Replay(versions []Version) fact.Ledger {
	var moments []time.Time
	for _, v := range versions {
		moments = append(moments, v.At)
	}
	for _, n := range a.Actions {
		for _, c := range n.History {
			moments = append(moments, c.At)
		}
	}
	slices.SortFunc(moments, time.Time.Compare)
	var l fact.Ledger
	for _, at := range slices.CompactFunc(moments, time.Time.Equal) {
		l = l.Set(at, a.asOf(at, versions).Facts())
	}
	return l
}

// asOf is the record as it stood just after the moment.
func (a Activity) asOf(at time.Time, versions []Version) Activity {
	was := a
	was.ReportedAt, was.WithdrawnAt, was.Content, was.Actions = time.Time{}, time.Time{}, Content{}, nil
	then := slices.Clone(versions)
	slices.SortStableFunc(then, func(x, y Version) int { return x.At.Compare(y.At) })
	for _, v := range then {
		if v.At.After(at) {
			break
		}
		was.Content = v.Content
		switch v.What {
		case Reported:
			was.ReportedAt = v.At
		case Restored:
			was.ReportedAt = time.Time{}
		case Withdrawn:
			was.WithdrawnAt = v.At
		case Saved, Corrected, Answered:
		}
	}
	for _, n := range a.Actions {
		if n = n.asOf(at); len(n.History) > 0 {
			was.Actions = append(was.Actions, n)
		}
	}
	return was
}
