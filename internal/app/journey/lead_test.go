package journey

import (
	"net/http"
	"testing"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/testing/browser"
)

func TestJourneyCoordinatorAndManager(t *testing.T) {
	t.Parallel()
	r := start(t)
	b := browser.Open(t)
	p := r.seat(t, b, priya, desk)
	p.wantTitle("Home – Liaison")
	p.See("Partnership health", "12 days overdue", "Agree a named representative with Westmere Youth Justice", "These figures describe activity, not impact.")
	p.look()
	p.chase()
	p.appoint()
	p.proposeInitiative()

	m := r.seat(t, b, alan, desk)
	m.See("Approve or refuse version 2 of the initiative", "Review FUN-1")
	m.look()
	m.Click("Approve or refuse version 2 of the initiative")
	m.See("What would change", "Youth Justice left the initiative in September.")
	m.look()
	m.Click("Approve this version")
	m.done("Version approved. RES-2 compares with it from now on.")
	m.Click(".govuk-notification-banner__link")
	m.NotSee("Success")
	m.assess()
}

// chase completes one overdue action and moves another.
func (p person) chase() {
	p.t.Helper()
	p.follow("Confirm the onward referral route")
	p.See("12 days overdue", "Westmere NHS Trust")
	p.Click("Complete")
	p.mend("Complete action", "COORDINATION – Complete this action", "Select how the action ended")
	p.Choose("Not done")
	p.mend("Complete action", "COORDINATION – Complete this action", "Enter why the action was not done")
	p.Choose("Done")
	p.Fill("Note", "Confirmed by telephone")
	p.Click("Complete action")
	p.done("is closed.", "Confirmed by telephone", "Closed by")
	p.look()
	p.follow("Home")
	p.NotSee("Confirm the onward referral route")
	p.In("What needs you").Click("Name a representative")
	p.Click("Change date")
	p.mend("Change date", "COORDINATION – Change the date of this action", "Enter the new due date", "Enter why the date is changing")
	p.Fill("New due date", "30 February 2027")
	p.Fill("Why is the date changing?", "The post is being filled")
	p.mend("Change date", "COORDINATION – Change the date of this action", "New due date must be a real date, like 26 November 2025")
	p.wantValue("New due date", "30 February 2027")
	p.Fill("New due date", daysOn(40))
	p.Press("Enter")
	p.done("is now due on "+daysOn(40), "Due date changed", "The post is being filled")
	p.to("/actions?view=all&due=overdue")
	p.See("Overdue", "4 open actions: 4 overdue.")
	p.NotSee("Name a representative")
	p.look()
}

// appoint ends the coordinator's appointment and records the next.
func (p person) appoint() {
	p.t.Helper()
	const page = "COORDINATION – Coordinator’s appointment"
	p.to("/coordination/appointment")
	p.See("End the present appointment first")
	p.look()
	p.Click("End this appointment")
	p.mend("End appointment", "COORDINATION – End an appointment", "Enter the last day of the appointment", "Enter why the appointment ends")
	p.Fill("Last day", daysOn(30))
	p.Fill("Reason", "Hours change with the new year")
	p.Click("End appointment")
	p.done("Appointment of Priya Nair ends on " + daysOn(30))
	p.mend("Save appointment", page, "Select who is the coordinator", "Enter how much of full time, from 0.01 to 1, like 0.5", "Select whether the post is dedicated",
		"Enter the day the appointment starts", "Enter why this appointment is made")
	p.Fill("Coordinator", "Priya Nair, coordinator")
	p.Fill("How much of full time", "0.6")
	p.Choose("Yes")
	p.Fill("Deputy (optional)", "Joy Bell, agency staff")
	p.Fill("First day", daysOn(31))
	p.Fill("Reason", "Three days a week from then on")
	p.Click("Save appointment")
	p.done("Appointment of Priya Nair saved.", "Hours change with the new year")
	p.to("/checklist/RES-1")
	p.See("What would change it", "Priya Nair")
	p.look()
}

// proposeInitiative proposes to leave one agency out of the baseline.
func (p person) proposeInitiative() {
	p.t.Helper()
	p.to("/coordination/initiative")
	p.Click("Propose a change")
	p.mend("Propose", "COORDINATION – Propose the initiative", "Enter why you propose this")
	p.Choose("Westmere Youth Justice")
	p.Fill("Reason for this version", "Youth Justice left the initiative in September.")
	p.Click("Propose")
	p.done("Proposal saved. It counts once another person approves it.", "Somebody other than the person who proposed this decides on it.")
	if p.count("form[action$=approve]") > 0 {
		p.t.Error("got a way to approve one's own proposal, want none")
	}
	p.look()
}

// assess assesses RES-2 and reads its history.
func (p person) assess() {
	p.t.Helper()
	p.Click("Assess this item")
	p.mend("Save assessment", "Assess RES-2", "Select an assessment", "Enter the reason for your assessment", "Enter the date of the next review")
	p.Choose("In place")
	p.Fill("Reason", "Six partners have sent the same person since the start.")
	p.Fill("Date of the next review", daysOn(-1))
	p.mend("Save assessment", "Assess RES-2", "Date of the next review must be in the future")
	p.wantValue("Reason", "Six partners have sent the same person since the start.")
	p.Fill("Date of the next review", daysOn(90))
	p.Press("Enter")
	p.wantTitle("RES-2 The same partners take part from start to finish – Liaison")
	p.done("RES-2 assessed as ‘In place’. Next review on "+daysOn(90),
		"Six partners have sent the same person since the start.", "Youth Justice has sent three different people since the summer")
	p.look()
	p.to("/checklist?status=in_place")
	p.See("The same partners take part from start to finish")
	p.to("/")
	p.NotSee("Approve or refuse version 2 of the initiative")
}

func TestJourneyWrongContent(t *testing.T) {
	t.Parallel()
	r := start(t)
	b := browser.Open(t)
	var a activity.Activity // the coordinator's newest meeting
	for _, made := range r.Invented.Activities {
		if made.Strand == access.Coordination && made.Author == r.account(priya).ID {
			a = made
		}
	}
	at := "/coordination/activities/" + a.Ref
	p := r.seat(t, b, tom, desk)
	p.to("/checklist/RES-2")
	p.See(a.Ref)
	p.to(at)
	p.See(a.Content.Summary)
	p.Click("Report wrong content")
	p.mend("Report and hide "+a.Ref, "COORDINATION – Report wrong content in "+a.Ref, "Enter what kind of content is wrong")
	p.Fill("#why", "It names somebody who is not a professional")
	p.Click("Report and hide " + a.Ref)
	p.done("You reported "+a.Ref, "Nobody can read it")
	p.NotSee(a.Content.Summary, "Restore this record")
	p.look()
	p.Click("History of this record")
	p.NotSee(a.Content.Summary)
	p.look()
	p.to("/activities")
	p.See("Hidden: reported as wrong content")
	p.look()
	p.to("/checklist/RES-2")
	p.NotSee(a.Ref)

	c := r.seat(t, b, priya, desk)
	c.to(at)
	c.NotSee(a.Content.Summary)
	c.Click("Restore this record")
	c.look()
	c.Click("Agree that " + a.Ref + " was right")
	c.done("It stays hidden until a second person agrees.", "Priya Nair agreed")
	c.NotSee(a.Content.Summary)

	m := r.seat(t, b, alan, desk)
	m.to(at)
	m.NotSee(a.Content.Summary)
	m.Click("Restore this record")
	m.See("Priya Nair has agreed")
	m.Click("Agree that " + a.Ref + " was right")
	m.done(a.Ref+" is shown again.", a.Content.Summary)
	p.to(at)
	p.See(a.Content.Summary)
	p.to("/checklist/RES-2")
	p.See(a.Ref)
	p.wantStatus(http.StatusOK)
}
