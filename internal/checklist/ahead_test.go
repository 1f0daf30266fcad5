package checklist_test

import (
	"slices"
	"testing"
	"time"

	"liaison/internal/checklist"
	"liaison/internal/fact"
)

// withParameter is the book with another value for one parameter.
func withParameter(t *testing.T, code, name string, value float64) *checklist.Book {
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

// judge is the finding of one item of the book.
func judge(b *checklist.Book, code string, facts []fact.Fact, day time.Time) checklist.Finding {
	all := checklist.Evaluate(b, facts, day)
	return all[slices.IndexFunc(all, func(f checklist.Finding) bool { return f.Code == code })]
}

func TestWhereAllAreAskedForOneMissedIsTooMany(t *testing.T) {
	b := withParameter(t, "RES-3", "answered", 1)
	facts := known(append(led(), append(escalations(6, ago(60), ago(60)), escalated(ago(60), ago(20)))...))
	f := judge(b, "RES-3", facts, today)
	if f.State != checklist.NotMet {
		t.Fatalf("got %s, want not met", f.State)
	}
	needsSay(t, f.Needs, "no longer met from 30 May 2026", "not met as long as one escalation of the window was not answered within 10 working days")
}
