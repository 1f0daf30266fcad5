package demo

import (
	"github.com/google/uuid"

	"liaison/internal/fact"
	"liaison/internal/partnership"
)

// Change is a line of history in its register, with the facts of what it is
// about as they were from then on.
type Change struct {
	ID       uuid.UUID
	Register string
	partnership.Change
	Facts []fact.Fact
}

// History is lines of history, the oldest first of each thing they are about.
type History []Change

// Ledgers is all that was ever known, by what it is about.
func (h History) Ledgers() map[uuid.UUID]fact.Ledger {
	all := map[uuid.UUID]fact.Ledger{}
	for _, c := range h {
		all[c.On] = all[c.On].Set(c.At, c.Facts)
	}
	return all
}
