package postgres

import (
	"slices"

	"github.com/google/uuid"

	"liaison/internal/demo"
)

// demonstrationAhead is what agencies mean to do, and what was said of it.
func demonstrationAhead(p demo.Partnership) []sheet {
	plan := sheet{table: "coordination.plan", columns: []string{
		"id", "partnership_id", "kind", "title", "day", "area", "agency_id", "need_id", "planned_by", "planned_at", "off_by", "off_at", "off_why",
	}}
	with := sheet{table: "coordination.plan_agency", columns: []string{"plan_id", "partnership_id", "agency_id"}}
	for _, x := range p.Ahead.Plans {
		plan.add(x.ID, p.ID, string(x.Kind), x.Title, x.Day, x.Area, x.Agency, orNull(x.Need), x.By, x.At, orNull(x.OffBy), date(x.OffAt), words(x.OffWhy))
		for _, a := range x.With {
			with.add(x.ID, p.ID, a.Agency)
		}
	}
	overlap := sheet{table: "coordination.overlap", columns: []string{"id", "partnership_id", "plan_id", "other_id", "settled", "settled_by", "settled_at", "why"}}
	for _, o := range p.Ahead.Overlaps {
		both := []uuid.UUID{o.Plan.ID, o.Other.ID}
		slices.SortFunc(both, func(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) })
		overlap.add(o.ID, p.ID, both[0], both[1], string(o.Settled), o.SettledBy, o.SettledAt, words(o.Why))
	}
	return []sheet{plan, with, overlap}
}
