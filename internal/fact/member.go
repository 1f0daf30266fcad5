package fact

// The kinds that are read from what they are about itself, so that they have no
// rows among the facts.
const (
	// Member is that somebody takes part in the partnership with an account that reads coordination.
	// Day they joined to Until; By their account; Agency theirs, none where they have none. TRN-4
	// holds the Acknowledgements against it.
	Member Kind = "member"
	// Holiday is a day on which nobody is expected to work, beside Saturdays and Sundays. Day. What
	// is counted in working days leaves it out.
	Holiday Kind = "holiday"
)
