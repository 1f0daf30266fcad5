package journey

import (
	"net/http"
	"regexp"
	"testing"
	"time"

	"liaison/internal/activity"
	"liaison/internal/calendar"
	"liaison/internal/demo"
	"liaison/internal/testing/browser"
)

// The widths at which pages are looked at.
const (
	desk  = 1280
	phone = 390
)

// The people of the journeys.
const (
	tom    = "tom.okafor@northgate.example"   // staff of the college
	priya  = "priya.nair@westmere.example"    // the coordinator
	alan   = "alan.whitford@westmere.example" // the manager
	amara  = "amara.cole@bridgestreet.example"
	samira = "samira.aziz@nhs.example"
	helen  = "helen.marsh@police.example"
)

// person is somebody at work, in a browser window of their own.
type person struct {
	*browser.Page
	t     *testing.T
	at    running
	width int
	acts  *int            // what they have done: clicks, choices and answers
	mends map[string]bool // the forms that they have seen with something to mend
}

// open is a window in which nobody has signed in.
func (r running) open(t *testing.T, b *browser.Browser, width int) person {
	t.Helper()
	return person{b.Page(t, width), t, r, width, new(int), map[string]bool{}}
}

// seat is somebody's window, signed in and at their home page.
func (r running) seat(t *testing.T, b *browser.Browser, email string, width int) person {
	t.Helper()
	p := r.open(t, b, width)
	p.signIn(email, demo.Password)
	p.See("Sign out")
	return p
}

func (p person) signIn(email, password string) {
	p.t.Helper()
	p.to("/sign-in")
	p.Fill("Email address", email)
	p.Fill("Password", password)
	p.Press("Enter")
}

// to goes to a page by its address.
func (p person) to(path string) {
	p.t.Helper()
	p.Goto(p.at.URL + path)
}

// look tries the page for accessibility, as wide as a desk and as narrow as a
// phone, and that nothing on it lies outside a phone.
func (p person) look() {
	p.t.Helper()
	for _, width := range []int{desk, phone} {
		p.Resize(width)
		p.Axe()
		p.fits()
	}
	p.Resize(p.width)
}

func (p person) fits() {
	p.t.Helper()
	if over := p.Overflow(); over > 0 {
		p.t.Errorf("%s: got a page %d pixels too wide for its window, want none", p.URL(), over)
	}
}

// In narrows what follows to a group.
func (p person) In(group string) person {
	p.Page = p.Page.In(group)
	return p
}

func (p person) Click(what string) {
	p.t.Helper()
	*p.acts++
	p.Page.Click(what)
}

func (p person) Choose(label string) {
	p.t.Helper()
	*p.acts++
	p.Page.Choose(label)
}

func (p person) Fill(what, value string) {
	p.t.Helper()
	*p.acts++
	p.Page.Fill(what, value)
}

// key goes to a field with the Tab key and types.
func (p person) key(label, text string) {
	p.t.Helper()
	p.TabTo(label)
	p.Press(text)
}

// follow goes to a link or button with the Tab key and presses Enter.
func (p person) follow(words string) {
	p.t.Helper()
	p.TabTo(words)
	p.Press("Enter")
}

func (p person) wantStatus(want int) {
	p.t.Helper()
	if got := p.Status(); got != want {
		p.t.Fatalf("%s: got %d, want %d:\n%s", p.URL(), got, want, p.Text())
	}
}

func (p person) wantTitle(want string) {
	p.t.Helper()
	if got := p.Title(); got != want {
		p.t.Errorf("got the title %q, want %q", got, want)
	}
}

// wantFocus waits for the focus, which a page that has just come gives when it is
// drawn.
func (p person) wantFocus(selector string) {
	p.t.Helper()
	var on bool
	for range 50 {
		if p.Eval("document.activeElement.matches('"+selector+"')", &on); on {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	p.t.Errorf("%s: got the focus on %q, want it on %s", p.URL(), p.Focused(), selector)
}

func (p person) wantValue(field, want string) {
	p.t.Helper()
	if got := p.Value(field); got != want {
		p.t.Errorf("got %q in the field %s, want %q", got, field, want)
	}
}

// count is how many things the selector finds.
func (p person) count(selector string) int {
	p.t.Helper()
	var n int
	p.Eval("document.querySelectorAll('"+selector+"').length", &n)
	return n
}

// mend sends a form that has to be mended and looks at what comes back: all
// that is wrong at once, with the summary first.
func (p person) mend(button, title string, wrong ...string) {
	p.t.Helper()
	p.Click(button)
	p.wantStatus(http.StatusUnprocessableEntity)
	p.wantTitle("Error: " + title + " – Liaison")
	p.See("There is a problem")
	p.See(wrong...)
	if got := p.count(".govuk-error-summary__list a"); got != len(wrong) {
		p.t.Errorf("%s: got %d lines in the summary, want %d", p.URL(), got, len(wrong))
	}
	p.wantFocus(".govuk-error-summary")
	if !p.mends[title] {
		p.mends[title] = true
		p.look()
	}
}

// done checks that what was sent was saved and told in these words.
func (p person) done(words ...string) {
	p.t.Helper()
	p.wantStatus(http.StatusOK)
	p.See("Success")
	p.See(words...)
}

var refs = regexp.MustCompile(`[A-Z]{3}-[0-9A-Z]{7}`)

// ref is the reference of the record in the page's address.
func (p person) ref() string {
	p.t.Helper()
	ref := refs.FindString(p.URL())
	if ref == "" {
		p.t.Fatalf("got a page at %s, want one of a record", p.URL())
	}
	return ref
}

// daysOn is the day so many days from today, as it is typed and shown.
func daysOn(n int) string { return calendar.Day(clock()).AddDate(0, 0, n).Format("2 January 2006") }

// account is the invented person with the address.
func (r running) account(email string) demo.Account {
	for _, a := range r.Invented.Accounts {
		if a.Email == email {
			return a
		}
	}
	return demo.Account{}
}

// find is the first invented record that is meant.
func (r running) find(t *testing.T, is func(activity.Activity) bool) activity.Activity {
	t.Helper()
	for _, a := range r.Invented.Activities {
		if is(a) {
			return a
		}
	}
	t.Fatal("the demonstration has no such record")
	return activity.Activity{}
}
