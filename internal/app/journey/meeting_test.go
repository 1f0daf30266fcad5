package journey

import (
	"net/http"
	"testing"

	"liaison/internal/activity"
	"liaison/internal/testing/browser"
)

func TestJourneyStaffLogsAMeeting(t *testing.T) {
	t.Parallel()
	r := start(t)
	p := r.open(t, browser.Open(t), desk)

	// Signing in takes the keyboard alone.
	p.to("/activities?type=" + string(activity.CoordinationMeeting))
	p.wantTitle("Sign in – Liaison")
	p.look()
	p.key("Email address", tom)
	p.Press("Enter")
	p.wantStatus(http.StatusUnprocessableEntity)
	p.wantFocus(".govuk-error-summary")
	p.look()
	p.Press("Tab")
	p.Press("Enter")
	p.wantFocus("#password")
	p.Press("demonstration")
	p.Press("Enter")
	p.wantTitle("Activities – Liaison")
	p.look()
	p.follow("Home")
	p.See("Your agency’s actions", "Latest meetings")
	p.look()

	ref := p.logByKeyboard()
	p.seeOnPaper()
	p.seeEverywhere(ref)
	p.correct(ref)
	p.withdraw(ref)
	p.logPlainly()
}

// logByKeyboard logs a meeting with three things to mend, and returns its
// reference.
func (p person) logByKeyboard() string {
	p.t.Helper()
	p.follow("Log an activity")
	p.look()
	p.follow("Log a coordination meeting")
	p.wantTitle("COORDINATION – Log a coordination meeting – Liaison")
	p.look()
	p.key("Meeting name", "Autumn meeting about referrals")
	p.key("Date of the meeting", daysOn(1))
	p.follow("Everyone came")
	p.wantFocus("input[name^=who-]")
	if got := p.count("input[name^=attendance-][value=came]:checked"); got != len(p.at.Invented.Partners) {
		p.t.Errorf("got %d agencies that came, want all %d", got, len(p.at.Invented.Partners))
	}
	p.In("Westmere NHS Trust").Choose("Apologies")
	p.In("Westmere NHS Trust").Fill("Reason", "Leave or sickness")
	p.In("Westmere NHS Trust").Choose("Sent information")
	p.Click("Summary")
	p.Fill("Summary (optional)", "Agreed who calls whom when a referral comes in late.")
	p.Click("Actions")
	p.Fill("action-1-what", "Write down who is on duty")
	p.Fill("action-1-who", "Northgate College")
	p.Click("Choose checklist items")
	p.Choose("#item-RES-2")

	p.mend("Check and save", "COORDINATION – Log a coordination meeting",
		"Date of the meeting must be today or in the past", "Enter who came from Westmere Youth Justice", "Action 1: enter the date the action is due")
	for field, want := range map[string]string{
		"name": "Autumn meeting about referrals", "date": daysOn(1), "action-1-what": "Write down who is on duty",
		"Summary (optional)": "Agreed who calls whom when a referral comes in late.",
	} {
		p.wantValue(field, want)
	}
	if p.count("#item-RES-2:checked") != 1 || p.count("input[name^=sent-]:checked") != 1 || p.count("input[value=apologies]:checked") != 1 {
		p.t.Error("got choices that are gone, want each of them kept")
	}
	p.Click("Action 1: enter the date the action is due")
	p.wantFocus("#action-1-due")
	p.Press(daysOn(30))
	p.Click("Enter who came from Westmere Youth Justice")
	p.wantFocus("input[name^=who-]")
	p.Press("Femi Ansah")
	p.Click("Date of the meeting must be today or in the past")
	p.wantFocus("#date")
	p.Fill("date", daysOn(0))
	p.Press("Enter")

	p.wantTitle("COORDINATION – Check the meeting before you save it – Liaison")
	p.See("Autumn meeting about referrals", "6 of 7 agencies came", "Westmere NHS Trust. Sent apologies: leave or sickness. Sent information",
		"Westmere Youth Justice. Came: Femi Ansah", "Write down who is on duty. Northgate College, due "+daysOn(30), "RES-2")
	p.look()
	p.follow("Save meeting")
	ref := p.ref()
	p.done("Meeting "+ref+" saved. 1 action sent to Northgate College.", "Correct it until "+daysOn(1))
	p.look()
	return ref
}

// seeOnPaper checks that only the record is printed, with its area on the sheet.
func (p person) seeOnPaper() {
	p.t.Helper()
	p.OnPaper(true)
	for _, s := range []string{"nav", ".app-header__link", ".govuk-button", ".govuk-back-link", ".govuk-skip-link"} {
		if p.Shown(s) {
			p.t.Errorf("got %s on paper, want it left out", s)
		}
	}
	if !p.Shown(".app-printmark") || !p.Shown("h1") {
		p.t.Error("got a sheet without the record or its marking, want both")
	}
	p.OnPaper(false)
}

// seeEverywhere follows a saved meeting to the list, to the actions and to the
// checklist.
func (p person) seeEverywhere(ref string) {
	p.t.Helper()
	p.follow("Activities")
	p.See("Autumn meeting about referrals", ref)
	p.NotSee("Success")
	p.follow("Actions")
	p.See("Write down who is on duty")
	p.look()
	p.Click("Write down who is on duty")
	p.See("Asked for, due " + daysOn(30))
	p.look()
	p.follow("Checklist")
	p.look()
	p.Click("a[href=\"/checklist/RES-2\"]")
	p.See("Autumn meeting about referrals", ref)
	p.look()
}

// correct corrects the person's own meeting and reads both versions.
func (p person) correct(ref string) {
	p.t.Helper()
	p.Click("Autumn meeting about referrals")
	p.Click("Correct")
	p.look()
	p.Fill("Summary (optional)", "Agreed that the duty desk calls first.")
	p.Click("Save correction")
	p.done(ref + " has been corrected")
	p.Click("History of this record")
	p.See("Agreed who calls whom when a referral comes in late.", "Agreed that the duty desk calls first.", "Corrected", "Recorded")
	p.look()
	p.Click("Back to " + ref)
}

// withdraw withdraws the person's own meeting: it stays and counts no more.
func (p person) withdraw(ref string) {
	p.t.Helper()
	p.Click("Withdraw this record")
	p.See("1 open action is cancelled with it")
	p.mend("Withdraw "+ref, "COORDINATION – Withdraw "+ref, "Enter why the record is being withdrawn")
	p.Fill("Why is it being withdrawn?", "It was held under another name")
	p.Click("Withdraw " + ref)
	p.done(ref+" has been withdrawn", "Reason: It was held under another name")
	p.look()
	p.OnPaper(true)
	p.See("Withdrawn", "Reason: It was held under another name")
	p.NotSee("Success")
	p.OnPaper(false)
	p.to("/checklist/RES-2")
	p.NotSee(ref)
	p.to("/activities")
	p.See(ref, "Withdrawn")
}

// logPlainly logs the next meeting of a series, from home, in few steps.
func (p person) logPlainly() {
	p.t.Helper()
	p.to("/")
	*p.acts = 0
	p.Click("Log an activity")
	p.Click("Westmere partners monthly meeting")
	p.Fill("Date of the meeting", daysOn(-1))
	p.Click("Everyone came")
	p.In("Westmere Youth Justice").Choose("Absent")
	p.Click("Check and save")
	p.Click("Save meeting")
	p.done("saved.", "Absent: Westmere Youth Justice.", "10am")
	if most := 7; *p.acts > most {
		p.t.Errorf("got %d steps to log a plain meeting, want %d at most", *p.acts, most)
	}
}

func TestJourneyMeetingWithoutScripts(t *testing.T) {
	t.Parallel()
	r := start(t)
	p := r.open(t, browser.Open(t), phone)
	p.NoJS()
	p.signIn(tom, "demonstration")
	p.See("Checklist", "Agencies") // the menu is an open list
	p.fits()
	p.Click("Log an activity")
	p.fits()
	p.Click("Log a coordination meeting")
	p.Fill("Meeting name", "Meeting by phone")
	p.Click("Everyone came")
	p.wantValue("Meeting name", "Meeting by phone")
	p.fits()
	p.Click("Actions")
	p.Fill("action-1-what", "Send the list of schools")
	p.Fill("action-1-who", "Westmere City Council")
	p.Fill("action-1-due", daysOn(14))
	p.Click("Add another action")
	p.Fill("action-3-what", "Read the list of schools")
	p.Fill("action-3-due", daysOn(20))
	p.fits()

	p.Click("Check and save")
	p.wantStatus(http.StatusUnprocessableEntity)
	p.See("There is a problem", "Enter the date of the meeting", "Enter who came from Westmere Youth Justice", "Action 2: select the agency that will do it")
	p.wantValue("action-2-what", "Read the list of schools")
	p.fits()
	p.Fill("action-2-who", "Northgate College")
	p.In("Westmere Youth Justice attendance").Choose("Substitute")
	p.Fill("Who came from Westmere Youth Justice", "Femi Ansah")
	p.Click("Save as draft")
	p.done("Draft saved. Only you can see it.")
	p.fits()
	p.Click("Meeting by phone")
	p.Fill("Date of the meeting", daysOn(0))
	p.Click("Check and save")
	p.See("Westmere Youth Justice. Substitute: Femi Ansah")
	p.fits()
	p.Click("Save meeting")
	p.done("2 actions sent to Westmere City Council and Northgate College", "Meeting by phone")
	p.fits()
}
