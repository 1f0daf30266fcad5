package postgres

import "liaison/internal/demo"

// demonstrationBoard is what was proposed and said to the board.
func demonstrationBoard(p demo.Partnership) []sheet {
	proposal := sheet{table: "coordination.threshold", columns: []string{
		"id", "partnership_id", "item", "reason", "proposed_by", "proposed_at", "outcome", "decided_by", "decided_at", "decision_reason",
	}}
	value := sheet{table: "coordination.threshold_value", columns: []string{"threshold_id", "partnership_id", "parameter", "value", "partly"}}
	commentary := sheet{table: "coordination.commentary", columns: []string{"id", "partnership_id", "quarter", "said", "by", "at"}}
	for _, x := range p.Board.Proposals {
		proposal.add(x.ID, p.ID, x.Item, x.Reason, x.ProposedBy, x.ProposedAt, orNull(string(x.Outcome)), orNull(x.DecidedBy), orNull(x.DecidedAt), orNull(x.Why))
		for _, s := range x.Sets {
			value.add(x.ID, p.ID, s.Parameter, s.Value, orNull(s.Partly))
		}
	}
	for _, c := range p.Board.Said {
		for _, said := range c.History {
			commentary.add(said.ID, p.ID, c.Quarter.String(), said.Said, said.By, said.At)
		}
	}
	return []sheet{proposal, value, commentary}
}
