package fact

// The kinds about databases and technology.
const (
	// System: a database or technology is in use. Day to Until; Agency whose it is; Number of days
	// after which an account counts as dormant; flags Deputy where one is named, HoldsIntelligence.
	System Kind = "system"
	// SystemReview: who has access was gone through. Day; Person the system's id; By who did;
	// Number of accounts that were removed.
	SystemReview Kind = "system_review"
)

// HoldsIntelligence marks a system that holds intelligence.
const HoldsIntelligence Flag = "intelligence"
