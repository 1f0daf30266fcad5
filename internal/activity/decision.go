package activity

import (
	"strconv"

	"liaison/internal/fault"
	"liaison/internal/form"
)

// The most decisions of one meeting, and the most characters of each part.
const (
	MaxDecisions = 20
	MaxDecision  = 500
	MaxRationale = 1000
)

// Decision is what a meeting decided, why, and who saw it otherwise.
type Decision struct {
	What      string
	Rationale string
	Dissent   string // empty where nobody did
}

// checkDecisions wants each decision with its reason. A field is named after
// the decision's place ("decision-1-why").
func (m Meeting) checkDecisions(c *fault.Check) {
	c.Need(m.Held() || len(m.Decisions) == 0, "decisions", "Decisions come from a meeting that was held. Remove them, or select Held")
	c.Need(len(m.Decisions) <= MaxDecisions, "decisions", "Enter %d decisions or fewer", MaxDecisions)
	for n, d := range m.Decisions {
		at := "decision-" + strconv.Itoa(n+1)
		c.Need(d.What != "", at+"-what", "Decision %d: enter what was decided", n+1)
		c.Need(form.Length(d.What) <= MaxDecision, at+"-what", "Decision %d: what was decided must be %d characters or less", n+1, MaxDecision)
		c.Need(d.Rationale != "", at+"-why", "Decision %d: enter why it was decided", n+1)
		c.Need(form.Length(d.Rationale) <= MaxRationale, at+"-why", "Decision %d: why must be 1,000 characters or less", n+1)
		c.Need(form.Length(d.Dissent) <= MaxRationale, at+"-dissent", "Decision %d: who saw it otherwise must be 1,000 characters or less", n+1)
	}
}
