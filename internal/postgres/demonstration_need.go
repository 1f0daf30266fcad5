package postgres

import (
	"liaison/internal/demo"
)

// demonstrationProvision is what the agencies need and have agreed, with the
// history of all of it and the facts it left.
func demonstrationProvision(p demo.Partnership) []sheet {
	need := sheet{table: "coordination.need", columns: []string{
		"id", "partnership_id", "kind", "title", "detail", "agency_id", "from_day", "to_day", "closed_why", "reviewed_on", "recorded_by", "recorded_at", "version",
	}}
	for _, n := range p.Provision.Needs {
		need.add(n.ID, p.ID, string(n.Kind), n.Title, n.Detail, number(n.Agency), n.From, date(n.To), words(n.ClosedWhy), n.Reviewed, n.By, n.At, n.Version)
	}
	product := sheet{table: "coordination.product", columns: []string{
		"id", "partnership_id", "name", "kind", "provider", "reach", "from_day", "to_day", "closed_why", "recorded_by", "recorded_at", "version",
	}}
	answer := sheet{table: "coordination.product_need", columns: []string{"product_id", "need_id", "partnership_id"}}
	for _, x := range p.Provision.Products {
		product.add(x.ID, p.ID, x.Name, string(x.Kind), x.Provider, x.Reach, x.From, date(x.To), words(x.ClosedWhy), x.By, x.At, x.Version)
		for _, n := range x.Needs {
			answer.add(x.ID, n.ID, p.ID)
		}
	}
	reach := sheet{table: "coordination.reach", columns: []string{
		"id", "partnership_id", "product_id", "agency_id", "holder", "outreach", "asked_on", "granted_on", "refused_on", "ended_on", "why", "recorded_by", "recorded_at", "version",
	}}
	for _, a := range p.Provision.Reaches {
		reach.add(a.ID, p.ID, a.Product, a.Agency, a.Holder, a.Outreach, a.Asked, date(a.Granted), date(a.Refused), date(a.Ended), words(a.Why), a.By, a.At, a.Version)
	}
	agreement := sheet{table: "shared.agreement", columns: []string{
		"id", "partnership_id", "number", "name", "purpose", "basis", "retention", "dpia", "contact", "from_day", "review_on", "to_day", "closed_why", "recorded_by", "recorded_at", "version",
	}}
	party := sheet{table: "shared.agreement_party", columns: []string{"agreement_id", "partnership_id", "agency_id", "signed_on"}}
	line := sheet{table: "shared.agreement_line", columns: []string{
		"id", "partnership_id", "agreement_id", "position", "purpose", "items", "from_agency_id", "to_agency_id", "from_day", "to_day",
	}}
	for _, a := range p.Provision.Agreements {
		agreement.add(a.ID, p.ID, a.Number, a.Name, a.Purpose, a.Basis, a.Retention, a.DPIA, a.Contact, a.From, a.Review, date(a.To), words(a.ClosedWhy), a.By, a.At, a.Version)
		for _, x := range a.Parties {
			party.add(a.ID, p.ID, x.Agency, date(x.Signed))
		}
		for _, l := range a.Lines {
			line.add(l.ID, p.ID, a.ID, l.Position, l.Purpose, l.Items, number(l.Giver), number(l.Taker), l.From, date(l.To))
		}
	}
	return append([]sheet{need, product, answer, reach, agreement, party, line}, historySheets(p.ID, p.Provision.Changes)...)
}
