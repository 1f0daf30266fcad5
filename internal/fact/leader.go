package fact

// Kinds of who leads, and of what they were asked to decide.
const (
	// Leader: somebody leads for the police or sponsors the partnership. Day to Until; Agency;
	// Person, the same as in attendance; a flag PoliceLead or SeniorSponsor.
	Leader Kind = "leader"
	// Escalation: something was raised to be decided above the meeting. Day it was raised to
	// Until it was answered, none while it waits; a flag PoliceLead or SeniorSponsor for to whom.
	Escalation Kind = "escalation"
)

// The posts of those who lead.
const (
	PoliceLead    Flag = "police_lead"
	SeniorSponsor Flag = "senior_sponsor"
)
