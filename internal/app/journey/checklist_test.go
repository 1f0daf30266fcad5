package journey

import (
	"testing"

	"liaison/internal/testing/browser"
)

// The manager sees why the records only partly meet the rule on following up,
// and what would change it; staff of the agency that it names do that; the item
// has moved.
func TestJourneyWhatWouldChangeAnItem(t *testing.T) {
	t.Parallel()
	r := start(t)
	b := browser.Open(t)
	m := r.seat(t, b, alan, desk)
	m.Click("Checklist")
	m.Click("Training is followed up, and participants can connect")
	m.wantTitle("TRN-2 Training is followed up, and participants can connect – Liaison")
	m.See("Records partly meet the rule", "3 of 5 agencies at sessions were followed up", "Left out, because there is time until", "Northgate College has its follow-up of the session of")
	m.look()
	m.Click("What would change it")
	m.Click("section[aria-labelledby=change] li:nth-child(2) a")
	m.wantTitle("Actions – Liaison")
	m.See("Follow up the training with Northgate College")

	s := r.seat(t, b, tom, phone)
	s.to("/actions?view=agency")
	s.Click("Follow up the training with Northgate College")
	s.Click("Complete")
	s.Choose("Done")
	s.Fill("Note", "Rang each of them: two have used the checklist since.")
	s.Click("Complete action")
	s.done("is closed.")
	s.look()

	m.to("/checklist/TRN-2")
	m.See("4 of 6 agencies at sessions were followed up", "Current, today")
	m.NotSee("Northgate College has its follow-up of the session of")
	m.look()
}
