package journey

import (
	"testing"

	"liaison/internal/testing/browser"
)

// Tom plans a session that somebody else plans already, sees it, says that it
// is the same, and calls his off.
func TestJourneyTheSameTwice(t *testing.T) {
	t.Parallel()
	r := start(t)
	b := browser.Open(t)
	p := r.seat(t, b, tom, desk)
	p.to("/activities")
	p.Click("What is planned")
	p.See("1 pair of planned activities may be the same", "Open evening at the library", "Westmere partners monthly meeting")
	p.look()
	p.OnPaper(true)
	p.See("Both answer the need", "Northgate")
	p.OnPaper(false)
	p.Click("Plan an activity")
	p.look()
	p.mend("Plan it", "COORDINATION – Plan an activity", "Select what is planned", "Enter what it is called", "Enter the day it is planned for")
	p.Choose("Event")
	p.Fill("What it is called", "Open evening in the library")
	p.Fill("Day", daysOn(11))
	p.Fill("Area", "Harbour")
	p.Click("Plan it")
	p.done("It looks like something else that is.", "2 pairs of planned activities may be the same")
	p.look()
	p.Click("Decide whether they are the same")
	p.look()
	p.Choose("They are the same")
	p.Fill("Reason", "Bridge Street has asked the library already")
	p.Click("Keep this decision")
	p.done("Kept that they are the same.", "1 pair of planned activities may be the same", "Bridge Street has asked the library already")
	p.Click(".govuk-notification-banner__content a")
	p.look()
	p.mend("Call off", "COORDINATION – Call off an activity", "Enter why it is called off")
	p.Fill("Reason", "We come to theirs")
	p.Click("Call off")
	p.done("Open evening in the library is called off.", "One that was called off")
	p.look()

	c := r.seat(t, b, priya, phone)
	c.to("/coordination/planned")
	c.See("1 pair of planned activities may be the same", "Harmful content online, for tutors")
	c.look()
}
