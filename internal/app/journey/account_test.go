package journey

import (
	"net/http"
	"net/url"
	"regexp"
	"testing"
	"time"

	"liaison/internal/secret"
	"liaison/internal/testing/browser"
)

const kit = "kit.olsen@westmere.example" // the administrator

func TestJourneyAccounts(t *testing.T) {
	t.Parallel()
	r := start(t)
	b := browser.Open(t)
	p := r.seat(t, b, priya, desk)
	link := p.invite()

	n := r.open(t, b, desk)
	n.to(link)
	n.mend("Join", "Join the partnership", "Enter a new password")
	n.Fill("Choose a password", "short")
	n.Fill("The same password again", "short")
	n.mend("Join", "Join the partnership", "New password must")
	n.Fill("Choose a password", password)
	n.Fill("The same password again", password)
	n.Press("Enter")
	n.wantTitle("Sign in – Liaison")
	n.See("You have joined Westmere Prevention Partnership")
	n.look()
	n.signIn("noor.said@westmere.example", password)
	n.See("Noor Said", "Your work", "With your agency.")
	n.to(link)
	n.wantStatus(http.StatusNotFound)

	key := n.enrol()
	o := r.open(t, b, desk)
	o.signIn("noor.said@westmere.example", password)
	o.wantTitle("Enter your code – Liaison")
	o.look()
	o.Fill("Code", "000 000")
	o.mend("Continue", "Enter your code", "Enter the code that your app shows now. Each code works once")
	o.Fill("Code", shown(t, key, clock().Add(30*time.Second))) // the one before was used
	o.Press("Enter")
	o.See("Your work")

	n.to("/account")
	n.See("This browser", "10 recovery codes left")
	n.look()
	n.Click("form[action$=end] button")
	n.done("Session ended.")
	o.to("/actions")
	o.wantTitle("Sign in – Liaison")
	o.See("Your session was ended from another browser.")
	o.look()
}

const password = "walnut-harbour-lantern"

// invite invites somebody, and returns the path of the link that is shown.
func (p person) invite() string {
	p.t.Helper()
	p.follow("People")
	p.Click("Invite a person")
	p.mend("Make the invitation", "Invite a person", "Enter the person’s name", "Enter an email address", "Select a role", "Enter why the person needs access")
	p.Fill("Name", "Noor Said")
	p.Fill("Email address", "noor.said@westmere.example")
	p.Choose("Agency staff")
	p.Fill("Agency", "Westmere Probation")
	p.Fill("Why the person needs access", "Takes over from a colleague")
	p.Click("Make the invitation")
	p.wantTitle("Send this link to Noor Said – Liaison")
	p.look()
	link := regexp.MustCompile(`https?://\S+`).FindString(p.Text())
	u, err := url.Parse(link)
	if err != nil || u.Path == "" {
		p.t.Fatalf("got the link %q (%v), want one to an invitation", link, err)
	}
	p.Click("Back to people with access")
	p.See("Invitations not yet accepted", "Noor Said")
	p.look()
	return u.Path
}

// enrol sets up a code from an app, and returns the key that the app has.
func (p person) enrol() secret.Key {
	p.t.Helper()
	p.follow("Noor Said")
	p.Click("a[href=\"/account/second-factor\"]")
	p.look()
	p.Fill("Code", "123456")
	p.Fill("Your password", password)
	p.mend("Set up", "Set up the second step of signing in", "Enter the code that your app shows now")
	var text string
	p.Eval(`document.querySelector('.app-key-text').textContent`, &text)
	key, ok := secret.ReadKey(text)
	if !ok {
		p.t.Fatalf("got the key %q, want one that an app can read", text)
	}
	p.Fill("Code", shown(p.t, key, clock()))
	p.Fill("Your password", password)
	p.Press("Enter")
	p.wantTitle("Keep your recovery codes – Liaison")
	p.look()
	p.Click("Continue to your account")
	p.See("A code from an app, set up on")
	return key
}

// shown is the code that the app with the key shows at a moment.
func shown(t *testing.T, key secret.Key, at time.Time) string {
	t.Helper()
	c, err := key.Code(at)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestJourneyRolesOfOtherAreas(t *testing.T) {
	t.Parallel()
	r := start(t)
	b := browser.Open(t)
	w := r.seat(t, b, tom, desk)
	w.to("/outreach/activities")
	w.wantStatus(http.StatusNotFound)

	p := r.seat(t, b, kit, desk)
	p.look()
	p.follow("People")
	p.Click("Propose a role in outreach, casework or intelligence")
	p.mend("Propose", "Propose a role", "Select who will hold the role", "Select a role", "Enter the first day of the role", "Enter the last day of the role", "Enter why the person needs the role")
	p.Fill("Who will hold the role", "Amara Cole")
	p.Choose("Intelligence officer")
	p.Fill("First day", daysOn(0))
	p.Fill("Last day", daysOn(200))
	p.Fill("Why the person needs the role", "Takes over from a colleague")
	p.mend("Propose", "Propose a role", "outreach and casework are never combined with intelligence")
	p.Fill("Who will hold the role", "Tom Okafor")
	p.Choose("Outreach worker")
	p.Click("Propose")
	p.done("Role proposed.", "Alan Whitford")
	p.look()

	m := r.seat(t, b, alan, desk)
	m.follow("People")
	m.In("Tom Okafor").Click("Decide on Outreach worker for Tom Okafor")
	m.See("Takes over from a colleague", "Proposed by")
	m.mend("Save decision", "Decide on a role", "Select", "Enter")
	m.Choose("Approve")
	m.Fill("Why you decide so", "The team is short of one person")
	m.Click("Save decision")
	m.done("Role approved.")

	w.to("/outreach/activities")
	w.wantStatus(http.StatusOK)
	w.See("OUTREACH", "OUT-")
	w.look()
	w.to("/account")
	w.See("Outreach worker", "Proposed by Kit Olsen, approved by Alan Whitford")
}
