package partnership

// CostStore keeps the cost ledger and its ceiling.
type CostStore interface{}
