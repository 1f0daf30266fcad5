package partnership

// GoalsStore keeps the goals and who acknowledged them.
type GoalsStore interface{}
