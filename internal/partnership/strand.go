package partnership

// StrandStore keeps which strands a partnership uses.
type StrandStore interface{}
