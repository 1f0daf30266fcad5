package partnership

// AgencyStore keeps the agencies of a partnership and who stands for them.
type AgencyStore interface{}
