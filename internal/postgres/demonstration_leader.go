package postgres

import (
	"liaison/internal/demo"
)

// demonstrationSteering is who leads, what was escalated to them, the goals and
// who acknowledged them, and which strands are on, with the history of all.
func demonstrationSteering(p demo.Partnership) []sheet {
	leader := sheet{table: "coordination.leader", columns: []string{
		"id", "partnership_id", "post", "person_id", "agency_id", "title", "from_day", "to_day", "reason", "recorded_by", "recorded_at", "ended_by", "end_reason", "version",
	}}
	for _, l := range p.Steering.Leaders {
		leader.add(l.ID, p.ID, string(l.Post), l.Person.ID, l.Agency.ID, l.Title, l.From, date(l.To), l.Reason, l.By, l.At, identifier(l.EndedBy), words(l.EndReason), l.Version)
	}
	goals := sheet{table: "coordination.goals", columns: []string{"id", "partnership_id", "version", "text", "from_day", "reason", "recorded_by", "recorded_at"}}
	question := sheet{table: "coordination.goals_question", columns: []string{"goals_id", "partnership_id", "position", "question", "choices", "answer"}}
	for _, g := range p.Steering.Goals {
		row, questions := goalsRows(p.ID, g)
		goals.add(row.ID, row.PartnershipID, row.Version, row.Text, row.FromDay, row.Reason, row.RecordedBy, row.RecordedAt)
		for _, q := range questions {
			question.add(q.GoalsID, q.PartnershipID, q.Position, q.Question, q.Choices, q.Answer)
		}
	}
	acknowledgement := sheet{table: "coordination.acknowledgement", columns: []string{"goals_id", "partnership_id", "account_id", "agency_id", "on_day", "answered", "correct", "missed"}}
	for _, a := range p.Steering.Acknowledgements {
		r := acknowledgementOf(p.ID, a)
		acknowledgement.add(r.GoalsID, r.PartnershipID, r.AccountID, number(a.Agency), r.OnDay, r.Answered, r.Correct, r.Missed)
	}
	use := sheet{table: "shared.strand_use", columns: []string{
		"id", "partnership_id", "strand", "reason", "proposed_by", "proposed_at", "decided_by", "decided_at", "approved", "decision_reason",
	}}
	for _, u := range p.Steering.Uses {
		use.add(u.ID, p.ID, string(u.Strand), u.Reason, u.ProposedBy, u.ProposedAt, u.DecidedBy, u.DecidedAt, u.Approved, u.Why)
	}
	return append([]sheet{leader, goals, question, acknowledgement, use}, historySheets(p.ID, p.Steering.Changes)...)
}

// demonstrationEscalations is what was escalated, some of it from meetings.
func demonstrationEscalations(p demo.Partnership) sheet {
	escalation := sheet{table: "coordination.escalation", columns: []string{
		"id", "partnership_id", "activity_id", "post", "what", "raised_on", "raised_by", "answered_on", "answer", "answered_by", "version",
	}}
	for _, e := range p.Steering.Escalations {
		escalation.add(e.ID, p.ID, identifier(e.Meeting), string(e.Post), e.What, e.Raised, e.RaisedBy, date(e.Answered), e.Answer, identifier(e.AnsweredBy), e.Version)
	}
	return escalation
}
