package partnership_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"liaison/internal/fact"
	"liaison/internal/fault"
	"liaison/internal/partnership"
)

func TestPairsAreProposedByOneAndDecidedByAnother(t *testing.T) {
	today := date(2025, 12, 1)
	proposer, other := uuid.New(), uuid.New()
	good := func() partnership.PairList {
		return partnership.PairList{ID: uuid.New(), From: today, Pairs: []partnership.Pair{{Agency: 2, Other: 3}, {Agency: 1, Other: 2}, {Agency: 1, Other: 2}}, Reason: "They work on the same streets", ProposedBy: proposer}
	}
	for _, tt := range []struct {
		name   string
		change func(*partnership.PairList)
		want   error
	}{
		{"good ones", func(*partnership.PairList) {}, nil},
		{"none", func(l *partnership.PairList) { l.Pairs = nil }, fault.Invalid},
		{"an agency with itself", func(l *partnership.PairList) { l.Pairs = []partnership.Pair{{Agency: 2, Other: 2}} }, fault.Invalid},
		{"the higher number first", func(l *partnership.PairList) { l.Pairs = []partnership.Pair{{Agency: 3, Other: 2}} }, fault.Invalid},
		{"an agency that takes no part", func(l *partnership.PairList) { l.Pairs = []partnership.Pair{{Agency: 1, Other: 9}} }, fault.Invalid},
		{"no day", func(l *partnership.PairList) { l.From = time.Time{} }, fault.Invalid},
		{"from tomorrow", func(l *partnership.PairList) { l.From = today.AddDate(0, 0, 1) }, fault.Invalid},
		{"no reason", func(l *partnership.PairList) { l.Reason = "" }, fault.Invalid},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l, ties := good(), partnership.Ties{Partnership: 1}
			tt.change(&l)
			if err := partnership.ProposePairs(l, []int{1, 2, 3}, today).Apply(&ties); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
	var ties partnership.Ties
	propose := func() (uuid.UUID, error) {
		l := good()
		return l.ID, partnership.ProposePairs(l, []int{1, 2, 3}, today).Apply(&ties)
	}
	first, err := propose()
	if err != nil || len(ties.Versions[0].Facts()) != 0 {
		t.Fatalf("got %v and %+v, want a proposal that leaves no fact", err, ties)
	}
	if _, err := propose(); !errors.Is(err, fault.Conflict) {
		t.Errorf("got %v for a second proposal, want a conflict", err)
	}
	decide := func(id, by uuid.UUID, approve bool, why string) error {
		return partnership.DecidePairs(id, by, approve, why, time.Now()).Apply(&ties)
	}
	if err := decide(first, proposer, true, ""); !errors.Is(err, fault.Forbidden) {
		t.Errorf("got %v for whoever proposed, want forbidden", err)
	}
	if err := decide(first, other, false, " "); !errors.Is(err, fault.Invalid) {
		t.Errorf("got %v for a refusal without a reason, want invalid", err)
	}
	if err := decide(uuid.New(), other, true, ""); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v for no proposal, want not found", err)
	}
	if err := decide(first, other, true, ""); err != nil {
		t.Fatal(err)
	}
	if err := decide(first, other, true, ""); !errors.Is(err, fault.Conflict) {
		t.Errorf("got %v for one that was decided, want a conflict", err)
	}
	l, _ := ties.Current()
	facts := l.Facts()
	if len(facts) != 2 || facts[0].Kind != fact.RequiredPair || facts[0].Agency != 1 || facts[0].Other != 2 || facts[1].Other != 3 || facts[0].Number != 1 || !facts[0].Day.Equal(today) {
		t.Errorf("got %+v, want each pair once, in order", facts)
	}
	second, _ := propose()
	if err := decide(second, other, false, "Not yet"); err != nil {
		t.Fatal(err)
	}
	if l, _ := ties.Current(); l.ID != first || ties.Versions[0].Version != 2 {
		t.Errorf("got %+v, want the first to count still and the refused one to be the second", ties)
	}
}

func TestAgreementsSpeakOfPairs(t *testing.T) {
	day := date(2025, 12, 1)
	agreement := partnership.Agreement{
		From: date(2025, 1, 1), Review: date(2025, 6, 1), Parties: []partnership.Party{{Agency: 4}, {Agency: 1}, {Agency: 3}},
		Lines: []partnership.Line{
			{Giver: 2, Taker: 1, From: date(2025, 1, 1)},
			{Giver: 1, Taker: 2, From: date(2025, 1, 1)},
			{Giver: 5, Taker: 6, From: date(2025, 1, 1), To: date(2025, 11, 30)},
			{Giver: 5, Taker: 7, From: date(2025, 12, 2)},
			{Taker: 3, From: day, To: day},
		},
	}
	over, coming := agreement, agreement
	over.To, coming.From = date(2025, 11, 30), date(2025, 12, 2)
	over.Lines, coming.Lines = []partnership.Line{{Giver: 8, Taker: 9}}, []partnership.Line{{Giver: 8, Taker: 9}}
	got := partnership.Agreed([]partnership.Agreement{agreement, over, coming}, day)
	if want := []partnership.Pair{{Agency: 1, Other: 2}, {Agency: 1, Other: 3}, {Agency: 3, Other: 4}}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	rapid.Check(t, func(r *rapid.T) {
		a, b := rapid.IntRange(1, 9).Draw(r, "a"), rapid.IntRange(1, 9).Draw(r, "b")
		if p := partnership.PairOf(a, b); p != partnership.PairOf(b, a) || p.Agency > p.Other {
			t.Errorf("got %v, want the same whichever comes first", p)
		}
	})
}
