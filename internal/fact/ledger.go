package fact

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
)

// Ledger is everything that was ever known of one source: facts that stand and
// facts that no longer do, each with when it was known.
type Ledger []Fact

// Set makes facts what is known of the source from the moment on, and returns
// the ledger with what that closed and added. What still holds stays as it
// was, and an empty list closes all. A part changes once within a microsecond:
// a second change is taken to have come just after the first.
func (l Ledger) Set(at time.Time, facts []Fact) Ledger {
	at = at.UTC().Truncate(time.Microsecond)
	for _, f := range l {
		if !at.After(f.KnownFrom) {
			at = f.KnownFrom.Add(time.Microsecond)
		}
	}
	next := slices.Clone(l)
	kept := map[int]bool{}
	for i, f := range next {
		if !f.KnownTo.IsZero() {
			continue
		}
		if slices.ContainsFunc(facts, func(g Fact) bool { return g.Part == f.Part && f.Says(g) }) {
			kept[f.Part] = true
			continue
		}
		next[i].KnownTo = at
	}
	for _, f := range facts {
		if !kept[f.Part] {
			f.KnownFrom, f.KnownTo = at, time.Time{}
			f.Flags = slices.Sorted(slices.Values(f.Flags))
			next = append(next, f)
		}
	}
	return next
}

// Says reports whether the two facts say the same, whenever they were known:
// their flags in any order.
func (f Fact) Says(g Fact) bool {
	return f.Source == g.Source && f.Part == g.Part && f.Kind == g.Kind && f.Day.Equal(g.Day) && f.Until.Equal(g.Until) &&
		f.Agency == g.Agency && f.Other == g.Other && f.Person == g.Person && f.By == g.By && f.Number == g.Number &&
		slices.Equal(slices.Sorted(slices.Values(f.Flags)), slices.Sorted(slices.Values(g.Flags)))
}

// Text is the ledger in one order and one way of writing, so that two that
// hold the same are the same byte for byte.
func (l Ledger) Text() string {
	lines := make([]string, 0, len(l))
	for _, f := range l {
		lines = append(lines, f.text())
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func (f Fact) text() string {
	days := func(t time.Time) string {
		if t.IsZero() {
			return "-"
		}
		return t.Format(time.DateOnly)
	}
	moment := func(t time.Time) string {
		if t.IsZero() {
			return "-"
		}
		return t.UTC().Format("2006-01-02T15:04:05.000000Z")
	}
	ids := func(id uuid.UUID) string {
		if id == uuid.Nil {
			return "-"
		}
		return id.String()
	}
	flags := slices.Sorted(slices.Values(f.Flags))
	return fmt.Sprintf("%s %06d %s %s %s %d %d %s %s %d %v %s %s", f.Source, f.Part, f.Kind, days(f.Day), days(f.Until),
		f.Agency, f.Other, ids(f.Person), ids(f.By), f.Number, flags, moment(f.KnownFrom), moment(f.KnownTo))
}
