package journey

import (
	"testing"

	"liaison/internal/testing/browser"
)

// TestJourneyStandingFacts follows the coordinator from a need to what answers
// it, the ground on which information about it may be shared and the system in
// which it is kept, each with the one mistake that is easily made, and the
// manager who agrees to what it may cost.
func TestJourneyStandingFacts(t *testing.T) {
	t.Parallel()
	r := start(t)
	b := browser.Open(t)
	p := r.seat(t, b, priya, desk)
	p.Click("Agencies")
	p.Click("Standing facts")
	p.look()
	p.need()
	p.agreement()
	p.system()

	p.to("/coordination/costs/ceiling")
	p.Click("Propose a ceiling")
	p.mend("Propose", "COORDINATION – Propose a ceiling", "Enter the amount, more than £0", "Enter the first day of the ceiling", "Enter the last day of the ceiling", "Enter why you propose this")
	p.Fill("Ceiling", "£4,000")
	p.Fill("First day", daysOn(400))
	p.Fill("Last day", daysOn(700))
	p.Fill("Reason", "The course is held each term")
	p.Click("Propose")
	p.done("Proposal saved. It counts once another person approves it.", "Somebody other than the person who proposed this decides on it.")
	p.look()

	m := r.seat(t, b, alan, phone)
	m.to("/coordination/costs/ceiling")
	m.See("£4,000", "The course is held each term")
	m.look()
	m.Click("Approve this version")
	m.done("Approved", "Ceiling of £4,000 from "+daysOn(400)+" to "+daysOn(700)+" approved", "Alan Whitford")
	m.look()

	p.to("/coordination/standing")
	p.See(daysOn(0))
	p.look()
}

// need records a need and the course that answers it.
func (p person) need() {
	p.t.Helper()
	const what = "Talking to parents about harm online"
	p.Click("Needs")
	p.look()
	p.Click("Record a need")
	p.Fill("Need", what)
	p.mend("Record need", "COORDINATION – Record a need", "Select what is needed", "Select whose need it is")
	p.wantValue("Need", what)
	p.Choose("Training")
	p.Fill("Whose need is it?", "The whole partnership")
	p.Click("Record need")
	p.done("Need recorded.", "No product answers this need today.", "History", "Recorded")
	p.look()

	p.Click("Products")
	p.look()
	p.Click("Record a product")
	p.mend("Record product", "COORDINATION – Record a product", "Enter the name of the product", "Select what it is")
	p.Fill("Name", "Harm online, for parents")
	p.Choose("Course")
	p.Choose(what)
	p.Click("Record product")
	p.done("Harm online, for parents recorded.", what)
	p.look()
	p.Click(what)
	p.See("Harm online, for parents")
	p.NotSee("No product answers this need today.")
}

// agreement records a sharing agreement with a line.
func (p person) agreement() {
	p.t.Helper()
	p.to("/coordination/agreements")
	p.look()
	p.Click("Record an agreement")
	p.Fill("Number", "ISA-09")
	p.Fill("Name", "Planning of courses")
	p.Fill("In force from", daysOn(0))
	p.Fill("Next review", daysOn(-1))
	p.Choose("Northgate College")
	p.Choose("Westmere Police")
	p.mend("Record agreement", "COORDINATION – Record a sharing agreement", "Enter what the agreement is for", "Enter the lawful basis", "Next review must be on or after the first day, "+daysOn(0))
	p.wantValue("Name", "Planning of courses")
	p.Fill("Purpose", "To plan who is taught what")
	p.Fill("Lawful basis", "Public task")
	p.Fill("Next review", daysOn(180))
	p.Click("Record agreement")
	p.done("recorded.", "Northgate College", "Westmere Police")
	p.look()
	p.Click(".govuk-notification-banner__link")
	p.mend("Add line", "COORDINATION – Add a line to ISA-09", "Enter what it is shared for", "Enter which information may be shared", "Select who gives", "Select who receives")
	p.Fill("What is it shared for?", "To fill the places of a course")
	p.Fill("Which information may be shared?", "How many people each agency sends")
	p.Fill("Who gives it?", "Any party")
	p.Fill("Who receives it?", "Northgate College")
	p.Click("Add line")
	p.done("History", "To fill the places of a course", "How many people each agency sends")
	p.look()
}

// system adds a database and answers a role that asks for access to it.
func (p person) system() {
	p.t.Helper()
	p.to("/coordination/systems")
	p.look()
	p.Click("Add a system")
	p.Fill("Name of the system", "Course bookings")
	p.mend("Add system", "COORDINATION – Add a system", "Select whether it is a database or technology", "Select whose system it is", "Enter who looks after the system", "Select whether it holds intelligence")
	p.Choose("Database")
	p.Fill("Whose it is", "Northgate College")
	p.Fill("Owner", "Head of training")
	p.In("Does it hold intelligence?").Choose("No")
	p.Click("Add system")
	p.done("Course bookings added to the register.", "Who has access has not been reviewed.")
	p.look()
	p.Click("Register a role that needs access")
	p.mend("Save", "COORDINATION – Register a role that needs Course bookings", "Select the agency whose role needs it", "Enter the role or post that needs it", "Select whether the role does outreach")
	p.Fill("Agency", "Westmere Police")
	p.Fill("Role or post that needs it", "Training sergeant")
	p.In("Does the role do outreach?").Choose("No")
	p.Click("Save")
	p.done("Access asked for, for Training sergeant.")
	p.look()
	p.Click("Grant or refuse")
	p.mend("Save answer", "COORDINATION – Answer the request for access to Course bookings", "Select whether access is granted")
	p.Choose("Granted")
	p.Click("Save answer")
	p.done("Access for Training sergeant granted.", "Granted on "+daysOn(0), "History", "Priya Nair")
	p.look()
}
