package checklist_test

import (
	"os"
	"slices"
	"sync"

	"pgregory.net/rapid"

	"liaison/internal/checklist"
	"liaison/internal/fact"
)

// theBook is the book as it is configured, read once for tests of properties.
var theBook = sync.OnceValues(func() (*checklist.Book, error) { return checklist.Load(os.DirFS("../../config")) })

// foundToday is the finding of one item today.
func foundToday(t *rapid.T, code string, facts []fact.Fact) checklist.Finding {
	b, err := theBook()
	if err != nil {
		t.Fatal(err)
	}
	all := checklist.Evaluate(b, facts, today)
	return all[slices.IndexFunc(all, func(f checklist.Finding) bool { return f.Code == code })]
}
