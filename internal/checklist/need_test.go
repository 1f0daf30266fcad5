package checklist_test

import (
	"slices"

	"liaison/internal/checklist"
	"liaison/internal/fact"
)

// evaluated is the finding of one item today.
func evaluated(b *checklist.Book, facts []fact.Fact, code string) checklist.Finding {
	found := checklist.Evaluate(b, facts, today)
	return found[slices.IndexFunc(found, func(f checklist.Finding) bool { return f.Code == code })]
}

// better reports whether a state is better than another, by the order in which
// the worst part wins.
func better(a, b checklist.State) bool {
	order := []checklist.State{checklist.NotMet, checklist.TooFew, checklist.Partly, checklist.Met}
	return slices.Index(order, a) > slices.Index(order, b)
}
