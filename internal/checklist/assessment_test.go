package checklist_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/checklist"
	"liaison/internal/fault"
)

func TestAssessmentCheck(t *testing.T) {
	good := checklist.Assessment{State: checklist.InPlace, Reason: "Priya has been in post since May.", Review: ago(-90)}
	but := func(change func(*checklist.Assessment)) checklist.Assessment { a := good; change(&a); return a }
	for _, tt := range []struct {
		name string
		a    checklist.Assessment
		want string
	}{
		{"a good one", good, ""},
		{"tomorrow is in the future", but(func(a *checklist.Assessment) { a.Review = ago(-1) }), ""},
		{"nothing chosen", but(func(a *checklist.Assessment) { a.State = "" }), "state: Select an assessment"},
		{"an unknown choice", but(func(a *checklist.Assessment) { a.State = "excellent" }), "state: Select an assessment"},
		{"no reason", but(func(a *checklist.Assessment) { a.Reason = " \n" }), "reason: Enter why this item is in place"},
		{"no reason for partly", but(func(a *checklist.Assessment) { a.State, a.Reason = checklist.PartlyThere, "" }), "reason: Enter why this item is partly in place"},
		{"no reason for not", but(func(a *checklist.Assessment) { a.State, a.Reason = checklist.NotInPlace, "" }), "reason: Enter why this item is not in place"},
		{"no reason for none", but(func(a *checklist.Assessment) { a.State, a.Reason = checklist.NotAssessed, "" }), "reason: Enter why this item is not assessed"},
		{"too long", but(func(a *checklist.Assessment) { a.Reason = strings.Repeat("é", 2001) }), "reason: Reason must be 2,000 characters or less"},
		{"no review", but(func(a *checklist.Assessment) { a.Review = time.Time{} }), "review: Enter the date of the next review"},
		{"review today", but(func(a *checklist.Assessment) { a.Review = today }), "review: Date of the next review must be in the future"},
		{"review too far away", but(func(a *checklist.Assessment) { a.Review = ago(-800) }), "review: Date of the next review must be within 2 years"},
		{"nothing at all", checklist.Assessment{}, "state: Select an assessment; reason: Enter the reason for your assessment; review: Enter the date of the next review"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var said []string
			for _, f := range fault.FieldsOf(tt.a.Check(today)) {
				said = append(said, f.Name+": "+f.Say)
			}
			if got := strings.Join(said, "; "); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestAssessComesAfterWhatWasSeen(t *testing.T) {
	old := checklist.Assessment{ID: uuid.New(), Item: "RES-1", State: checklist.NotInPlace, Reason: "Nobody is in post.", Review: ago(5)}
	next := checklist.Assessment{ID: uuid.New(), State: checklist.InPlace, Reason: "Priya is.", Review: ago(-90)}
	for _, tt := range []struct {
		name    string
		history []checklist.Assessment
		seen    uuid.UUID
		a       checklist.Assessment
		want    error
	}{
		{"the first", nil, uuid.Nil, next, nil},
		{"after the one that was seen", []checklist.Assessment{old}, old.ID, next, nil},
		{"somebody assessed meanwhile", []checklist.Assessment{old}, uuid.Nil, next, fault.Conflict},
		{"without a reason", nil, uuid.Nil, checklist.Assessment{State: checklist.InPlace, Review: ago(-9)}, fault.Invalid},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := checklist.Standing{Partnership: 1, Code: "RES-1", History: tt.history}
			ch := checklist.Assess(tt.a, tt.seen, today)
			if ch.Do != access.AssessChecklist {
				t.Errorf("got %s, want %s", ch.Do, access.AssessChecklist)
			}
			if err := ch.Apply(&s); !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
			if tt.want == nil && (s.Latest().ID != next.ID || s.Latest().Item != "RES-1" || len(s.History) != len(tt.history)+1) {
				t.Errorf("got %+v, want the new one first", s.History)
			}
		})
	}
	if got := (checklist.Standing{Code: "RES-1"}).Latest().State; got != checklist.NotAssessed {
		t.Errorf("got %s for an item nobody assessed, want not assessed", got)
	}
	if !old.Overdue(today) || next.Overdue(today) || (checklist.Assessment{}).Overdue(today) {
		t.Error("overdue is wrong")
	}
}

func TestAssessmentBesideTheRecords(t *testing.T) {
	for _, tt := range []struct {
		a    checklist.Judgement
		s    checklist.State
		want string
	}{
		{checklist.InPlace, checklist.Met, ""},
		{checklist.PartlyThere, checklist.Partly, ""},
		{checklist.NotInPlace, checklist.NotMet, ""},
		{checklist.NotAssessed, checklist.NotMet, ""},
		{checklist.InPlace, "", ""},
		{checklist.InPlace, checklist.TooFew, "too few to say whether they agree"},
		{checklist.InPlace, checklist.NotMet, "‘In place’, and the records do not meet the rule"},
		{checklist.NotInPlace, checklist.Met, "‘Not in place’, and the records meet the rule"},
		{checklist.PartlyThere, checklist.Met, "‘Partly in place’, and the records meet the rule"},
	} {
		got := checklist.Assessment{State: tt.a}.Beside(tt.s)
		if (tt.want == "") != (got == "") || !strings.Contains(got, tt.want) {
			t.Errorf("%s beside %q: got %q, want %q", tt.a, tt.s, got, tt.want)
		}
	}
}
