package checklist_test

import (
	"slices"
	"testing"

	"liaison/internal/checklist"
)

// overridden is the book with another value for one parameter.
func overridden(t *testing.T, code, name string, value float64) *checklist.Book {
	t.Helper()
	b := book(t)
	for _, s := range b.Sections {
		for _, i := range s.Items {
			n := slices.IndexFunc(i.Parameters, func(p checklist.Parameter) bool { return p.Name == name })
			if i.Code == code && n >= 0 {
				i.Parameters[n].Value = value
				return b
			}
		}
	}
	t.Fatalf("%s has no parameter %s", code, name)
	return b
}

func TestWhereAllAreAskedForOneMissedIsTooMany(t *testing.T) {
	b := overridden(t, "RES-3", "answered", 1)
	facts := known(append(led(), append(escalations(6, ago(60), ago(60)), escalated(ago(60), ago(20)))...))
	f := checklist.Evaluate(b, facts, today)[2]
	if f.Code != "RES-3" || f.State != checklist.NotMet {
		t.Fatalf("got %s of %s, want not met", f.State, f.Code)
	}
	says(t, f.Needs, "no longer met from 30 May 2026", "not met as long as one escalation of the window was not answered within 10 working days")
}
