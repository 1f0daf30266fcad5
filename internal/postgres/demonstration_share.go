package postgres

import (
	"liaison/internal/activity"
	"liaison/internal/demo"
)

// demonstrationShares is what requests and offers of information have beyond an
// activity, as rows: their terms, and every step.
func demonstrationShares(p demo.Partnership) []sheet {
	share := sheet{table: "coordination.share", columns: append([]string{"activity_id", "partnership_id"}, shareRow{}.changeable()...)}
	taker := sheet{table: "coordination.share_recipient", columns: []string{"activity_id", "partnership_id", "agency_id", "feedback_on", "feedback"}}
	step := sheet{table: "coordination.share_change", columns: []string{
		"id", "partnership_id", "activity_id", "version", "at", "by", "what", "on_day", "next_day", "agency_id", "why",
	}}
	for _, a := range p.Activities {
		s, ok := a.Content.Detail.(activity.Sharing)
		if !ok {
			continue
		}
		r := shareRowOf(a)
		share.add(r.ActivityID, r.PartnershipID, r.Direction, r.FromAgencyID, r.NeedID, r.Purpose, r.LineID, r.Emergency, r.Form, r.Briefing, r.AskedOn, r.DueOn, r.AcknowledgedOn,
			r.SentOn, r.ClosedOn, r.RemindOn, r.Outcome, r.PartWhat, r.RefusedWhy)
		for _, t := range s.Takers {
			taker.add(a.ID, p.ID, t.Agency, date(t.FeedbackOn), t.Feedback)
		}
		for _, n := range s.Steps {
			w := stepRowOf(p.ID, a.ID, n)
			step.add(w.ID, w.PartnershipID, w.ActivityID, w.Version, w.At, w.By, w.What, w.OnDay, w.NextDay, w.AgencyID, w.Why)
		}
	}
	return []sheet{share, taker, step}
}
