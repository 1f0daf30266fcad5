package postgres

import "liaison/internal/demo"

// demonstrationTrials is what was expected of the mechanisms, and what came of it.
func demonstrationTrials(p demo.Partnership) []sheet {
	hypothesis := sheet{table: "coordination.hypothesis", columns: []string{
		"id", "partnership_id", "mechanism", "version", "item", "measure", "change", "due_on", "written_by", "written_at", "locked_by", "locked_at",
	}}
	result := sheet{table: "coordination.hypothesis_result", columns: []string{"id", "partnership_id", "hypothesis_id", "outcome", "said", "on_day", "by", "at"}}
	for _, t := range p.Trials {
		for _, h := range t.Versions {
			hypothesis.add(h.ID, p.ID, t.Mechanism, h.Version, h.Item, h.Measure, h.Change, h.Due, h.WrittenBy, h.WrittenAt, orNull(h.LockedBy), orNull(h.LockedAt))
			for _, r := range h.Results {
				result.add(r.ID, p.ID, h.ID, string(r.Turnout), r.Said, r.Day, r.By, r.At)
			}
		}
	}
	return []sheet{hypothesis, result}
}
