package postgres

import (
	"liaison/internal/demo"
	"liaison/internal/partnership"
)

// demonstrationMeans is the money, the costs and the systems, with the history
// of all of them. Some costs belong to a meeting, so they come after those.
func demonstrationMeans(p demo.Partnership) []sheet {
	all := []sheet{meansStreams(p), meansSpends(p), meansRequests(p), meansCosts(p), meansCeilings(p)}
	all = append(all, meansSystems(p)...)
	return append(all, historySheets(p.ID, p.Means.Changes)...)
}

func meansStreams(p demo.Partnership) sheet {
	s := sheet{table: "coordination.stream", columns: []string{
		"id", "partnership_id", "name", "funder", "pence", "ct", "additional", "confirmed", "from_day", "to_day", "renewal", "closed_why", "recorded_by", "recorded_at", "version",
	}}
	for _, x := range p.Means.Streams {
		var r streamRow
		r.write(p.ID, x)
		s.add(r.ID, r.PartnershipID, r.Name, r.Funder, r.Pence, r.Ct, r.Additional, r.Confirmed, r.FromDay, r.ToDay, r.Renewal, r.ClosedWhy, r.RecordedBy, r.RecordedAt, r.Version)
	}
	return s
}

func meansSpends(p demo.Partnership) sheet {
	s := sheet{table: "coordination.spend", columns: []string{
		"id", "partnership_id", "stream_id", "day", "pence", "what", "recorded_by", "recorded_at", "struck_at", "struck_by", "struck_why",
	}}
	for _, x := range p.Means.Spends {
		var r spendRow
		r.write(p.ID, x)
		s.add(r.ID, r.PartnershipID, r.StreamID, r.Day, r.Pence, r.What, r.RecordedBy, r.RecordedAt, r.StruckAt, r.StruckBy, r.StruckWhy)
	}
	return s
}

func meansRequests(p demo.Partnership) sheet {
	s := sheet{table: "coordination.funding_request", columns: []string{
		"id", "partnership_id", "agency_id", "what", "support", "pence", "asked_on", "asked_by", "decided_on", "decided_by", "outcome", "granted_pence", "stream_id", "why", "version",
	}}
	for _, x := range p.Means.Requests {
		var r fundingRequestRow
		r.write(p.ID, x)
		s.add(r.ID, r.PartnershipID, r.AgencyID, r.What, r.Support, r.Pence, r.AskedOn, r.AskedBy, r.DecidedOn, r.DecidedBy, r.Outcome, r.GrantedPence, r.StreamID, r.Why, r.Version)
	}
	return s
}

func meansCosts(p demo.Partnership) sheet {
	s := sheet{table: "coordination.cost", columns: []string{
		"id", "partnership_id", "day", "phase", "what", "product_id", "activity_id", "bearer_id", "pence", "minutes", "rate_pence",
		"recorded_by", "recorded_at", "struck_at", "struck_by", "struck_why",
	}}
	for _, x := range p.Means.Costs {
		var r costRow
		r.write(p.ID, x)
		s.add(r.ID, r.PartnershipID, r.Day, r.Phase, r.What, r.ProductID, r.ActivityID, r.BearerID, r.Pence, r.Minutes, r.RatePence,
			r.RecordedBy, r.RecordedAt, r.StruckAt, r.StruckBy, r.StruckWhy)
	}
	return s
}

func meansCeilings(p demo.Partnership) sheet {
	s := sheet{table: "coordination.ceiling", columns: []string{
		"id", "partnership_id", "pence", "from_day", "to_day", "reason", "proposed_by", "proposed_at", "decided_by", "decided_at", "approved", "decision_reason",
	}}
	for _, x := range p.Means.Ceilings {
		var r ceilingRow
		r.write(p.ID, x)
		s.add(r.ID, r.PartnershipID, r.Pence, r.FromDay, r.ToDay, r.Reason, r.ProposedBy, r.ProposedAt, r.DecidedBy, r.DecidedAt, r.Approved, r.DecisionReason)
	}
	return s
}

func meansSystems(p demo.Partnership) []sheet {
	system := sheet{table: "coordination.system", columns: []string{
		"id", "partnership_id", "name", "kind", "purpose", "agency_id", "owner", "deputy", "intelligence", "dormant_days", "from_day", "recorded_by", "recorded_at", "version",
	}}
	for _, x := range p.Means.Systems {
		var r systemRow
		r.write(p.ID, x)
		system.add(r.ID, r.PartnershipID, r.Name, r.Kind, r.Purpose, r.AgencyID, r.Owner, r.Deputy, r.Intelligence, r.DormantDays, r.FromDay, r.RecordedBy, r.RecordedAt, r.Version)
	}
	review := sheet{table: "coordination.system_review", columns: []string{"id", "partnership_id", "system_id", "on_day", "by", "kept", "removed", "note"}}
	for _, v := range p.Means.Reviews {
		review.add(v.ID, p.ID, v.System, v.Day, v.By, v.Kept, v.Removed, v.Note)
	}
	return []sheet{system, meansReaches(p.ID, p.Means.Reaches), review}
}

func meansReaches(of int, reaches []partnership.Reach) sheet {
	s := sheet{table: "coordination.reach", columns: []string{
		"id", "partnership_id", "system_id", "agency_id", "holder", "outreach", "asked_on", "granted_on", "refused_on", "vetted_until", "confirmed_on", "last_used_on", "ended_on",
		"why", "recorded_by", "recorded_at", "version",
	}}
	for _, r := range reaches {
		s.add(r.ID, of, r.System, r.Agency, r.Holder, r.Outreach, r.Asked, date(r.Granted), date(r.Refused), date(r.VettedUntil), date(r.Confirmed), date(r.LastUsed), date(r.Ended),
			words(r.Why), r.By, r.At, r.Version)
	}
	return s
}
