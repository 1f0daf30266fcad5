package partnership

// FundingStore keeps funding streams, what was spent and what was asked for.
type FundingStore interface{}
