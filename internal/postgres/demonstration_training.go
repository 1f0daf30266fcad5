package postgres

import (
	"liaison/internal/activity"
	"liaison/internal/demo"
	"liaison/internal/fact"
	"liaison/internal/secret"
)

// demonstrationTraining is what sessions and events have beyond an activity, as
// rows, and what people said of any record, with the facts that this left.
func demonstrationTraining(p demo.Partnership) []sheet {
	training := sheet{table: "coordination.training", columns: []string{
		"activity_id", "partnership_id", "product_id", "provider", "mode", "place", "starts_at", "ct", "tested", "follow_up_days", "police_part", "outcome",
	}}
	need := sheet{table: "coordination.training_need", columns: []string{"activity_id", "partnership_id", "need_id"}}
	connect := sheet{table: "coordination.connect", columns: []string{"activity_id", "partnership_id", "training_id", "mode", "place", "starts_at", "police_part", "outcome"}}
	participant := sheet{table: "coordination.participant", columns: []string{"activity_id", "partnership_id", "agency_id", "people"}}
	for _, a := range p.Activities {
		switch d := a.Content.Detail.(type) {
		case activity.Session:
			training.add(a.ID, p.ID, identifier(d.Course), d.Provider, string(d.Mode), d.Place, timeOfDay(a.Content.Start), d.InContext, d.Tested, d.FollowDays, string(d.Police), d.Outcome)
			for _, n := range d.Needs {
				need.add(a.ID, p.ID, n.ID)
			}
			for _, q := range d.Parties {
				participant.add(a.ID, p.ID, q.Agency, q.People)
			}
		case activity.ConnectEvent:
			connect.add(a.ID, p.ID, identifier(d.Session), string(d.Mode), d.Place, timeOfDay(a.Content.Start), string(d.Police), d.Outcome)
			for _, q := range d.Parties {
				participant.add(a.ID, p.ID, q.Agency, q.People)
			}
		}
	}
	link := sheet{table: "coordination.rating_link", columns: []string{
		"id", "partnership_id", "activity_id", "agency_id", "token_hash", "uses", "used", "made_by", "made_at", "expires_on",
	}}
	rating := sheet{table: "coordination.rating", columns: []string{"partnership_id", "activity_id", "measure", "rater", "agency_id", "value", "link_id", "made_by", "at"}}
	facts := factSheet()
	for _, r := range p.Feedback {
		for _, l := range r.Links {
			link.add(l.ID, p.ID, r.ID, l.Agency, secret.TokenHash(l.Token), l.Uses, l.Used, l.By, l.At, l.Expires)
		}
		known := r.ReplayRatings(r.Ratings, r.History)
		for _, x := range r.Ratings {
			rating.add(p.ID, r.ID, string(x.Measure), x.Rater, x.Agency, x.Value, identifier(x.Link), identifier(x.MadeBy), x.At)
			for _, f := range known[x.Source(r.ID)] {
				addFacts(facts, p.ID, f.KnownFrom, []fact.Fact{f})
			}
		}
	}
	return []sheet{training, need, connect, participant, link, rating, *facts}
}
