package partnership

// LeaderStore keeps who leads and what was escalated to them.
type LeaderStore interface{}
