package journey

import (
	"net/http"
	"testing"

	"liaison/internal/testing/browser"
)

// TestJourneyTrainingConnectingAndSharingAreLogged logs the three in turn, each
// from the home page, and rates by two taps what was shared with the college.
func TestJourneyTrainingConnectingAndSharingAreLogged(t *testing.T) {
	t.Parallel()
	r := start(t)
	b := browser.Open(t)
	p := r.seat(t, b, tom, desk)
	for _, of := range []struct {
		link, check, save, saved string
		fill                     func()
	}{
		{"Log a training session", "Check the training session before you save it", "Save training session", "saved.", func() {
			p.Fill("Session name", "Talking about harm online")
			p.Fill("Date of the training session", daysOn(-2))
			p.Fill("People from Northgate College", "6")
			p.Fill("People from Westmere NHS Trust", "3")
		}},
		{"Log a connecting event", "Check the event before you save it", "Save event", "saved.", func() {
			p.Fill("Event name", "Breakfast for those who were trained")
			p.Fill("Date of the event", daysOn(-1))
			p.Fill("People from Northgate College", "4")
			p.Fill("People from Westmere NHS Trust", "2")
		}},
		{"Log information sharing", "Check the request or offer before you save it", "Save request or offer", "saved.", func() {
			p.Fill("From", "Westmere Police")
			p.Fill("Purpose", "To plan who speaks at the open evening")
		}},
	} {
		p.to("/")
		*p.acts = 0
		p.Click("Log an activity")
		p.Click(of.link)
		p.look()
		of.fill()
		p.Click("Check and save")
		p.See(of.check)
		p.look()
		p.Click(of.save)
		p.done(of.saved)
		p.look()
		if *p.acts > within {
			t.Errorf("%s: got %d things to do, want %d at most", of.link, *p.acts, within)
		}
	}

	// What is asked of an agency is on its list, and is answered there.
	p.to("/requests?state=all")
	p.See("Northgate College", "Westmere Police")
	p.look()

	// Who was given something says by one tap how relevant it was, and by another
	// how useful.
	var given string
	p.Eval(`[...document.querySelectorAll("a")].find(a => a.textContent.includes("What changes in the local picture")).pathname`, &given)
	p.to(given)
	for _, tap := range [][2]string{{"Slightly relevant", "relevant"}, {"Fairly useful", "useful"}, {"Very relevant", "relevant"}, {"Very useful", "useful"}} {
		p.Click(tap[0])
		p.done("is saved. You can change it on this page.", "What you said")
		if n := p.count(`[name="` + tap[1] + `"][aria-pressed="true"]`); n != 1 {
			t.Errorf("%s: got %d answers that are marked, want 1", tap[0], n)
		}
	}
	p.look()
	p.OnPaper(true)
	if p.Shown(".app-taps__answers") || !p.Shown(".app-taps__said") {
		t.Error("got buttons on paper, want words")
	}
	p.OnPaper(false)

	// A form with everything wrong keeps what was typed.
	p.to("/coordination/activities/new/training")
	p.Fill("Session name", "Talking about harm online, again")
	p.Fill("Date of the training session", "yesterday week")
	p.Fill("People from Northgate College", "many")
	p.Click("Check and save")
	p.wantStatus(http.StatusUnprocessableEntity)
	p.wantFocus(".govuk-error-summary")
	p.wantValue("Session name", "Talking about harm online, again")
	p.look()
}
