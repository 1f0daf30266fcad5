package checklist

import (
	"slices"
	"time"

	"liaison/internal/calendar"
)

// Kept is what the records said of one item at the end of a day, as the service
// kept it. It is never changed: no threshold that is set later moves it.
type Kept struct {
	Code       string
	Day        time.Time
	State      State
	Fresh      Freshness
	Newest     time.Time // zero for no evidence
	Parts      []KeptPart
	Parameters []KeptParameter // the thresholds by which it was judged
	At         time.Time       // when it was worked out
}

// KeptPart is a part of a finding without its records.
type KeptPart struct {
	Name   string
	State  State // zero where the part was left out
	Say    string
	Figure string
	Have   int
	All    int
}

// KeptParameter is a threshold by which a finding was judged.
type KeptParameter struct {
	Name          string
	Value, Partly float64
}

// Later reports whether the service did not run when the day was over, so that
// the finding was worked out on a later one from what was known at its end.
func (k Kept) Later() bool { return calendar.Day(k.At).After(k.Day.AddDate(0, 0, 1)) }

// Keep is what to keep of the findings of a day: all that are computed.
func Keep(book *Book, found []Finding, day, now time.Time) []Kept {
	var all []Kept
	for _, f := range found {
		i, ok := book.Find(f.Code)
		if !ok || f.State == "" {
			continue
		}
		k := Kept{Code: f.Code, Day: day, State: f.State, Fresh: f.Fresh, Newest: f.Newest, At: now}
		for _, p := range f.Parts {
			k.Parts = append(k.Parts, KeptPart{Name: p.Name, State: p.State, Say: p.Say, Figure: p.Figure, Have: p.Have, All: p.All})
		}
		for _, p := range i.Parameters {
			k.Parameters = append(k.Parameters, KeptParameter{Name: p.Name, Value: p.Value, Partly: p.Partly})
		}
		all = append(all, k)
	}
	return all
}

// Monthly is the last finding kept of each month, the oldest first. They are of
// one item and may come in any order.
func Monthly(all []Kept) []Kept {
	all = slices.Clone(all)
	slices.SortFunc(all, func(a, b Kept) int { return a.Day.Compare(b.Day) })
	var last []Kept
	for _, k := range all {
		if n := len(last); n > 0 && sameMonth(last[n-1].Day, k.Day) {
			last[n-1] = k
			continue
		}
		last = append(last, k)
	}
	return last
}

func sameMonth(a, b time.Time) bool { return a.Year() == b.Year() && a.Month() == b.Month() }

// KeptAt is the newest of the findings kept of the item until the day.
func KeptAt(all []Kept, code string, day time.Time) (Kept, bool) {
	var newest Kept
	for _, k := range all {
		if k.Code == code && !k.Day.After(day) && !k.Day.Before(newest.Day) {
			newest = k
		}
	}
	return newest, newest.Code != ""
}

// Why lists the parts whose state differs between two findings of an item, as
// they are in the later one; and every part where thresholds alone moved it.
func (k Kept) Why(before Kept) []KeptPart {
	was := map[string]State{}
	for _, p := range before.Parts {
		was[p.Name] = p.State
	}
	var moved []KeptPart
	for _, p := range k.Parts {
		if s, there := was[p.Name]; !there || s != p.State {
			moved = append(moved, p)
		}
	}
	if len(moved) == 0 {
		return k.Parts
	}
	return moved
}

// SameThresholds reports whether both were judged by the same thresholds.
func (k Kept) SameThresholds(o Kept) bool { return slices.Equal(k.Parameters, o.Parameters) }
