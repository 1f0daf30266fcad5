package partnership

// SystemStore keeps the register of databases and technology.
type SystemStore interface{}
