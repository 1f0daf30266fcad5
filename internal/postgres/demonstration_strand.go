package postgres

import (
	"liaison/internal/activity"
	"liaison/internal/demo"
)

// strandDetails is what the activities of outreach and intelligence have
// beyond an activity, as rows.
func strandDetails(p demo.Partnership) []sheet {
	engagement := sheet{table: "outreach.engagement", columns: []string{
		"activity_id", "partnership_id", "aims", "audience", "area", "starts_at", "others", "follow_up", "police_part", "outcome",
	}}
	partner := sheet{table: "outreach.engagement_partner", columns: []string{"activity_id", "partnership_id", "agency_id"}}
	pointer := sheet{table: "intelligence.pointer", columns: []string{"activity_id", "partnership_id", "urn", "purpose", "conditions", "no_print", "keep_until"}}
	item := sheet{table: "intelligence.pointer_item", columns: []string{
		"activity_id", "partnership_id", "position", "source", "information", "handling", "conditions", "action_code", "action_usage", "sanitisation",
	}}
	recipient := sheet{table: "intelligence.pointer_recipient", columns: []string{"activity_id", "partnership_id", "agency_id", "post"}}
	for _, a := range p.Activities {
		switch d := a.Content.Detail.(type) {
		case activity.Engagement:
			engagement.add(a.ID, p.ID, d.Aims, string(d.Audience), d.Area, timeOfDay(a.Content.Start), d.Others, d.FollowUp, string(d.Police), d.Outcome)
			for _, q := range d.Partners {
				partner.add(a.ID, p.ID, q.Agency)
			}
		case activity.Pointer:
			pointer.add(a.ID, p.ID, d.URN, d.Purpose, d.Conditions, d.NoPrint, d.KeepUntil)
			for n, g := range d.Graded {
				item.add(a.ID, p.ID, n+1, int(g.Source), string(g.Information), string(g.Handling), g.Conditions, string(g.Action), g.Usage, string(g.Sanitisation))
			}
			for _, r := range d.Recipients {
				recipient.add(a.ID, p.ID, r.Agency, r.Post)
			}
		}
	}
	return []sheet{engagement, partner, pointer, item, recipient}
}
