package journey

import (
	"testing"

	"liaison/internal/testing/browser"
)

// TestJourneyNotices follows agency staff from the first page to what is asked
// of them, which is gone once they have done it, and to an action that they put
// away for now and bring back.
func TestJourneyNotices(t *testing.T) {
	t.Parallel()
	r := start(t)
	p := r.seat(t, browser.Open(t), tom, phone)
	p.Click("All your notices")
	p.See("Asked of you or your agency", "Read and acknowledge version 2 of the goals", "Send draft mentor guide to partners")
	p.look()
	p.follow("Read and acknowledge version 2 of the goals")
	p.Click("I have read these goals")
	p.to("/notices")
	p.NotSee("Read and acknowledge")
	p.look()

	p.Click("form[action^='/notices/action:'] button")
	p.done("Put away until it changes.", "Bring back")
	p.look()
	p.Click("Bring back")
	p.done("Brought back.")
	p.NotSee("Bring back")

	p.to("/account")
	p.Click("Change how you are mailed")
	p.See("Mail is not set up on this service")
	p.look()
	p.Choose("Once a week")
	p.Fill("Day of the week", "Sunday")
	p.mend("Save", "How you are mailed", "Select a day from Monday to Friday, or allow mail at weekends")
}
