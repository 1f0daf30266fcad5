package postgres

import (
	"slices"
	"time"

	"liaison/internal/access"
	"liaison/internal/demo"
	"liaison/internal/fact"
)

// demonstrationApart is what was attested, tested and published, with the facts
// of it, and which pairs have to share. The history of the pairs is with that
// of who leads.
func demonstrationApart(p demo.Partnership) []sheet {
	test := sheet{table: "coordination.self_test", columns: []string{"id", "partnership_id", "what", "at", "on_day", "found", "nightly"}}
	facts := ledgerSheet()
	known := func(at time.Time, left []fact.Fact) { addLedger(facts, p.ID, fact.Ledger(nil).Set(at, left)) }
	for _, t := range p.Apart.Tests {
		test.add(t.ID, p.ID, string(t.What), t.At, t.Day, t.Found, t.Nightly)
		known(t.At, t.Facts())
	}
	published := sheet{table: "coordination.separation", columns: []string{
		"id", "partnership_id", "month", "people", "elsewhere", "tested_on", "test_found", "community_on", "intelligence_on", "manager_on", "published_at",
	}}
	for _, s := range p.Apart.Published {
		published.add(s.ID, p.ID, s.Month, s.People, s.Elsewhere, date(s.Tested), s.TestFound, date(s.Community), date(s.Intelligence), date(s.Manager), s.Published)
		known(s.Published, s.Facts())
	}
	list := sheet{table: "coordination.pair_list", columns: []string{
		"id", "partnership_id", "version", "from_day", "reason", "proposed_by", "proposed_at", "decided_by", "decided_at", "approved", "decision_reason",
	}}
	pair := sheet{table: "coordination.pair", columns: []string{"list_id", "partnership_id", "agency_id", "other_id"}}
	for _, l := range p.Apart.Pairs {
		list.add(l.ID, p.ID, l.Version, l.From, l.Reason, l.ProposedBy, l.ProposedAt, l.DecidedBy, l.DecidedAt, l.Approved, words(l.Why))
		for _, x := range l.Pairs {
			pair.add(l.ID, p.ID, x.Agency, x.Other)
		}
	}
	intensity := sheet{table: "coordination.intensity", columns: []string{
		"id", "partnership_id", "agency_id", "other_id", "side", "level", "from_day", "reason", "said_by", "said_at",
	}}
	for _, i := range p.Apart.Intensities {
		intensity.add(i.ID, p.ID, i.Pair.Agency, i.Pair.Other, string(i.Side), string(i.Level), i.From, i.Reason, i.By, i.At)
	}
	return slices.Concat(attestationSheets(p), []sheet{test, published, list, pair, intensity, *facts})
}

func attestationSheets(p demo.Partnership) []sheet {
	var all []sheet
	for _, in := range []access.Strand{access.Outreach, access.Intelligence, access.Coordination} {
		s := sheet{table: string(in) + ".attestation", columns: []string{"id", "partnership_id", "quarter", "wording", "note", "by", "at"}}
		for _, a := range p.Apart.Attestations[in] {
			s.add(a.ID, p.ID, a.Quarter, a.Wording, a.Note, a.By, a.At)
		}
		all = append(all, s)
	}
	return all
}
