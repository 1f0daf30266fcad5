package journey

import (
	"net/http"
	"testing"

	"liaison/internal/testing/browser"
)

// within is the most that one does to log anything, from one's home page on.
const within = 12

func TestJourneyOutreachIsLoggedAndWarnsAsOneTypes(t *testing.T) {
	t.Parallel()
	r := start(t)
	b := browser.Open(t)
	p := r.seat(t, b, amara, desk)
	*p.acts = 0
	p.Click("Log an activity")
	p.look()
	p.Click("Log an outreach activity")
	p.Fill("Activity name", "Tea at the community kitchen")
	p.Fill("Date of the activity", daysOn(-1))
	p.Fill("Aims", "Be there for a chat, with an open-air urn")
	p.Choose("10 to 29")
	p.Click("Check and save")
	p.See("Check the activity before you save it", "10 to 29")
	p.Click("Save activity")
	p.done("Activity " + p.ref() + " saved.")
	if *p.acts > within {
		t.Errorf("got %d things to do, want %d at most", *p.acts, within)
	}
	p.look()

	p.to("/outreach/activities/new/activity")
	p.NotSee("Could any of this be intelligence?")
	p.Fill("Activity name", "Talk at the library")
	p.Fill("Date of the activity", daysOn(-1))
	p.Choose("Under 10")
	p.Fill("Aims", "Tasked by a source (1BP), at WM1 2BP")
	p.See("Could ‘Tasked’, ‘source’, ‘1BP’ be intelligence? Never record it here.", "Could any of this be intelligence?", "Aims: ‘Tasked’, ‘source’, ‘1BP’")
	p.look()
	p.Choose("I have read this. None of it is intelligence.")
	p.Fill("Area (optional)", "URN 12")
	if p.count("#cleared:checked") != 0 {
		t.Error("got a tick that stands for words it was not given for, want it gone")
	}
	p.Fill("Area (optional)", "Harbour Quarter")
	p.NotSee("URN")
	p.Choose("I have read this. None of it is intelligence.")
	p.Click("Check and save")
	p.See("Check the activity before you save it", "Tasked by a source")
	p.Click("Go back and change it")
	if p.count("#cleared:checked") != 1 {
		t.Error("got no tick on the way back, want the one that was given")
	}
	p.Fill("Aims", "Say what the library has")
	p.NotSee("Could any of this be intelligence?", "Could ‘")
	p.Click("Check and save")
	p.See("Say what the library has")

	// Without scripts the form comes back once.
	n := r.open(t, b, phone)
	n.NoJS()
	n.signIn(amara, "demonstration")
	n.to("/outreach/activities/new/activity")
	n.Fill("Activity name", "Talk at the library")
	n.Fill("Date of the activity", daysOn(-1))
	n.Choose("Under 10")
	n.Fill("Aims", "An informant came")
	n.Click("Check and save")
	n.wantStatus(http.StatusUnprocessableEntity)
	n.See("Read the warning. Change the text, or tick that none of it is intelligence", "Aims: ‘informant’")
	n.wantValue("Aims", "An informant came")
	n.Choose("I have read this. None of it is intelligence.")
	n.Click("Check and save")
	n.See("Check the activity before you save it")
}

func TestJourneyAPointerIsLogged(t *testing.T) {
	t.Parallel()
	r := start(t)
	p := r.seat(t, browser.Open(t), helen, desk)
	*p.acts = 0
	p.Click("Go to intelligence records")
	p.Click("Log an intelligence activity")
	p.Fill("Title", "Shared for a safeguarding decision")
	p.Fill("urn", "WM/INT/0500")
	p.Fill("purpose", "To let an agency decide whether to act")
	p.Fill("Source", "1: Reliable source")
	p.Fill("Information", "B: Known indirectly but corroborated")
	p.Choose("P: Lawful sharing permitted")
	p.Choose("Westmere NHS Trust")
	p.Fill("Post at Westmere NHS Trust that may know", "Named doctor for safeguarding")
	p.Click("Check and save")
	p.See("Check the pointer before you save it", "1BP: reliable source; known indirectly but corroborated; lawful sharing permitted")
	p.look()
	p.Click("Save pointer")
	if *p.acts > within {
		t.Errorf("got %d things to do, want %d at most", *p.acts, within)
	}
	p.See("Why do you need to read")
	p.Fill("Reason", "Reading what was logged")
	p.Click("Open the record")
	p.See("WM/INT/0500", "Westmere NHS Trust: Named doctor for safeguarding", "Keep until")
	p.look()

	// What handling code C asks for is in view under that code alone.
	p.to("/intelligence/activities/new/pointer")
	if p.Shown("#grade-1-conditions") || p.Shown("[id^=post-]") {
		t.Error("got questions that nobody asked for yet, want them out of view")
	}
	p.Choose("C: Lawful sharing permitted, with conditions")
	if !p.Shown("#grade-1-conditions") {
		t.Error("got no question for the conditions, want it")
	}
	p.Choose("This record may not be printed")
	p.Click("Add another item")
	p.wantFocus("#grade-2-source")
	p.look()
	p.mend("Check and save", "INTELLIGENCE – Log an intelligence activity", "Enter the title", "Enter the reference in the force’s own system", "Enter the purpose of sharing it",
		"Item 1: select how reliable the source is", "Item 1: select how the information is known", "Item 1: enter the conditions, which handling code C needs",
		"Item 1: select an action code, which handling code C needs", "Item 1: select a sanitisation code, which handling code C needs", "Select at least one agency that may know")
	p.OnPaper(true)
	if p.Shown("h1") || !p.Shown(".app-noprint") || !p.Shown(".app-band__strand") {
		t.Error("got the page on paper, want the band and that it may not be printed")
	}
	p.OnPaper(false)
}
