package fact

// The kinds of the separation's three inputs, as they stood when they were
// published. All facts of one publication have one Source. SEP-1 reads the
// newest publication and nothing else, so that its state moves on fixed dates.
const (
	// Separation: the inputs were published. Day the first of a month; Number how many people hold
	// both sides, or are inside the cooling-off of one while they hold the other, without an
	// exception that two people approved; flag IntelligenceElsewhere where the partnership keeps no
	// intelligence records here.
	Separation Kind = "separation"
	// SeparationException: a shorter cooling-off that two people approved. Day to Until as agreed.
	SeparationException Kind = "separation_exception"
	// SelfTest: the wall was last tested before the publication. Day it ran; flag Passed where it
	// found nothing.
	SelfTest Kind = "self_test"
	// Attested: one of the leads, or where intelligence is kept elsewhere the manager, said how the
	// two sides were kept apart. Day they said so; a flag CommunityLead, IntelligenceLead or
	// ByManager.
	Attested Kind = "attested"
	// LogVerified: the chain of the log was gone through. Day; flag Passed where it was whole. It is
	// a source of its own and is known as soon as it ran. CON-4 asks for one within 7 days.
	LogVerified Kind = "log_verified"
)

// The flags of these kinds.
const (
	IntelligenceElsewhere Flag = "elsewhere"
	Passed                Flag = "passed"
	CommunityLead         Flag = "community"
	IntelligenceLead      Flag = "intelligence"
	ByManager             Flag = "manager"
)
