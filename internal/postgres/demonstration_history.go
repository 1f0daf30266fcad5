package postgres

import (
	"liaison/internal/demo"
	"liaison/internal/fact"
)

// historySheets is a history of standing facts as rows, and all that was ever
// known because of it.
func historySheets(partnership int, h demo.History) []sheet {
	change := sheet{table: "coordination.standing_change", columns: []string{"id", "partnership_id", "what", "on_id", "at", "by", "said", "why", "facts"}}
	for _, c := range h {
		left, _ := journal(c.Facts) // days, ids and numbers always are JSON
		change.add(c.ID, partnership, c.Register, c.On, c.At, c.By, c.Said, words(c.Why), left)
	}
	facts := ledgerSheet()
	for _, ledger := range h.Ledgers() {
		addLedger(facts, partnership, ledger)
	}
	return []sheet{change, *facts}
}

// ledgerSheet is a sheet for facts that may be known no longer.
func ledgerSheet() *sheet {
	s := factSheet()
	s.columns = append(s.columns, "known_to")
	return s
}

// addLedger adds all that was ever known of one source.
func addLedger(s *sheet, partnership int, all fact.Ledger) {
	for _, f := range all {
		addFacts(s, partnership, f.KnownFrom, []fact.Fact{f})
		s.rows[len(s.rows)-1] = append(s.rows[len(s.rows)-1], date(f.KnownTo))
	}
}
