package journey

import (
	"testing"
	"time"

	"liaison/internal/calendar"
	"liaison/internal/testing/browser"
)

// The coordinator rewrites the hypothesis that is open, the manager locks it,
// and then only its result can be recorded. What came of an earlier one is read.
func TestJourneyMechanism(t *testing.T) {
	t.Parallel()
	r := start(t)
	b := browser.Open(t)
	p := r.seat(t, b, priya, desk)
	p.Click("Checklist")
	p.Click("Assumed mechanisms")
	p.See("Changed in part", "Two agencies still answered later than that", "MEC-6")
	p.look()
	p.Click("Change the hypothesis for MEC-6")
	p.Fill("Measure", "")
	p.mend("Save hypothesis", "Hypothesis for MEC-6", "Enter the measure")
	p.Fill("Measure", "Agencies with three people who had the follow-up")
	p.Click("Save hypothesis")
	p.done("Hypothesis for MEC-6 saved.", "Agencies with three people who had the follow-up")
	p.look()

	m := r.seat(t, b, alan, phone)
	m.to("/checklist/mechanisms")
	m.NotSee("Change the hypothesis")
	m.Click("Lock the hypothesis for MEC-6")
	m.See("Nobody can change or unlock a locked hypothesis.")
	m.look()
	m.Click("Lock this hypothesis")
	m.done("Hypothesis for MEC-6 locked.")

	p.to("/checklist/mechanisms")
	p.NotSee("Change the hypothesis")
	p.Click("Record a result for MEC-6")
	p.look()
	p.mend("Save result", "Result for MEC-6", "Select how it turned out", "Enter what was measured", "Enter the day of the measurement")
	p.Choose("Not measured")
	p.Fill("What was measured", "Nobody kept the lists of the second session.")
	p.Fill("Day of the measurement", calendar.Day(time.Now()).Format("2/1/2006"))
	p.Click("Save result")
	p.done("Result for MEC-6 recorded.", "Nobody kept the lists of the second session.")
	p.look()
}
