package journey

import (
	"testing"

	"liaison/internal/testing/browser"
)

// A coordinator goes from what needs her to the partnership's health, asks for
// more measures, looks back, and puts them away again. Staff of an agency see
// the measures, and not who is joined to whom.
func TestJourneyHealth(t *testing.T) {
	t.Parallel()
	r := start(t)
	b := browser.Open(t)
	p := r.seat(t, b, priya, desk)
	p.to("/")
	p.See("What needs you", "At a glance", "Partners", "Other record areas are never counted here.")
	p.look()
	p.Click("Measures of health")
	p.See("More measures", "higher is not always better")
	p.NotSee("How much runs through one agency")
	p.look()
	p.Click("Show more measures")
	p.See("How much runs through one agency", "The network of sharing", "A dashed line with an arrow goes one way")
	p.look()
	p.Click("Density")
	p.See("Of all ways in which any agency could give to another")
	p.look()
	p.Click("Partnership health")
	p.Fill("Position on", daysOn(-60))
	p.Click("Show that day")
	p.See("This is the position at the end of", "The network of sharing")
	p.look()
	p.Click("Do not show more measures")
	p.See("This is the position at the end of")
	p.NotSee("How much runs through one agency")

	s := r.seat(t, b, tom, phone)
	s.to("/health?more=on")
	s.See("How much runs through one agency", "Your agency beside the middle one")
	s.NotSee("The network of sharing")
	s.look()
}
