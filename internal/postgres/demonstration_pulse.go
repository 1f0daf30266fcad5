package postgres

import (
	"crypto/sha256"
	"slices"

	"liaison/internal/demo"
	"liaison/internal/fact"
)

// demonstrationPulse is the rounds of the pulse with their counters, the links
// and seats of the one that is open, and the facts of the others. The links lead
// nowhere: their hashes are those of no token.
func demonstrationPulse(p demo.Partnership) []sheet {
	round := sheet{table: "coordination.pulse_round", columns: []string{
		"id", "partnership_id", "quarter", "wording", "opens_on", "closes_on", "asked", "answered", "opened_by", "opened_at", "published_at", "told",
	}}
	token := sheet{table: "coordination.pulse_token", columns: []string{"partnership_id", "round_id", "hash", "used"}}
	seat := sheet{table: "coordination.pulse_seat", columns: []string{"partnership_id", "round_id", "account_id", "taken"}}
	tally := sheet{table: "coordination.pulse_tally", columns: []string{"partnership_id", "round_id", "part", "kind", "measure", "question", "answer", "n"}}
	facts := ledgerSheet()
	for _, r := range p.Pulse {
		var told any
		if !r.Published.IsZero() {
			told = r.Told
			addLedger(facts, p.ID, fact.Ledger(nil).Set(r.Published, r.Facts(r.Counters)))
		}
		round.add(r.ID, p.ID, r.Quarter(), r.Wording, r.Opens, r.Closes, r.Asked, r.Answered, r.By, r.At, date(r.Published), told)
		for n := range len(r.Tokens) + len(r.Taken) {
			hash := sha256.Sum256(append(r.ID[:], byte(n)))
			token.add(p.ID, r.ID, hash[:], n < r.Used)
		}
		for _, account := range r.Seats {
			seat.add(p.ID, r.ID, account, slices.Contains(r.Taken, account))
		}
		for _, c := range r.Counters {
			var question, answer any
			if c.Kind == fact.PulseCount {
				question, answer = string(c.Question), c.Answer
			}
			tally.add(p.ID, r.ID, c.Part, string(c.Kind), string(c.Measure), question, answer, c.N)
		}
	}
	return []sheet{round, token, seat, tally, *facts}
}
