package page_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/postgres"
	"liaison/internal/testing/sample"
)

const sharePath = "/coordination/activities/new/share"

// exchange is an office whose people ask one another for information, on
// Monday 1 December 2025. Tom is of the police, Grace of health.
type exchange struct {
	office
	lawNeed, nightNeed, line, ended uuid.UUID
}

func newExchange(t *testing.T) exchange {
	t.Helper()
	fixed := func(n string) uuid.UUID { return uuid.MustParse("00000000-0000-4000-8000-00000000000" + n) }
	x := exchange{office: newOffice(t), lawNeed: fixed("2"), nightNeed: fixed("3"), line: fixed("4"), ended: fixed("5")}
	x.pages.Partnerships = postgres.Partnerships{DB: x.accounts.DB}
	grace := sample.Member(t, x.DB, "Grace Lindqvist", access.Staff, sample.Health)
	x.Exec(t, `UPDATE identity.account SET email = 'grace@westmere.example' WHERE id = $1`, grace.ID)
	x.Exec(t, `INSERT INTO identity.credential (account_id, password_hash) SELECT $1, password_hash FROM identity.credential WHERE account_id = $2`, grace.ID, x.tom.ID)
	for id, agency := range map[uuid.UUID]int{x.lawNeed: 0, x.nightNeed: sample.Police} {
		title := "Who to call at night"
		if agency == 0 {
			title = "What is new in law"
		}
		x.Exec(t, `INSERT INTO coordination.need (id, partnership_id, kind, title, agency_id, from_day, reviewed_on, recorded_by) VALUES ($1, 1, 'information', $2, nullif($3::int, 0), '2024-01-01', '2024-01-01', $4)`, id, title, agency, x.priya.ID)
	}
	agreement := uuid.New()
	x.Exec(t, `INSERT INTO shared.agreement (id, partnership_id, number, name, purpose, basis, from_day, review_on, recorded_by) VALUES ($1, 1, 'ISA-04', 'Partners', 'Safety', 'Law', '2024-01-01', '2030-01-01', $2)`, agreement, x.priya.ID)
	for _, agency := range []int{sample.Police, sample.Council, sample.Health} {
		x.Exec(t, `INSERT INTO shared.agreement_party (agreement_id, partnership_id, agency_id) VALUES ($1, 1, $2)`, agreement, agency)
	}
	x.Exec(t, `INSERT INTO shared.agreement_line (id, partnership_id, agreement_id, position, purpose, items, from_day) VALUES ($1, 1, $2, 1, 'Planning cover', 'rotas and totals', '2024-01-01')`, x.line, agreement)
	x.Exec(t, `INSERT INTO shared.agreement_line (id, partnership_id, agreement_id, position, purpose, items, from_agency_id, from_day, to_day) VALUES ($1, 1, $2, 2, 'Safety plans', 'contact days', 3, '2024-01-01', '2025-11-28')`, x.ended, agreement)
	return x
}

// asked is a form without anything to mend: the police asked health a week ago.
func (x exchange) asked(change ...string) url.Values {
	v := url.Values{
		"draft": {uuid.NewString()}, "do": {"check"}, "direction": {"requested"}, "from": {"3"}, "to": {"1"}, "need": {x.nightNeed.String()}, "purpose": {"To plan cover over the holidays"},
		"line": {x.line.String()}, "date": {"24 November 2025"}, "form": {"written"}, "outcome": {"open"}, "marking": {"OFFICIAL"}, "item": {"CON-2"}, "summary": {"Asked at the end of the meeting."},
	}
	for i := 0; i+1 < len(change); i += 2 {
		v.Set(change[i], change[i+1])
	}
	return v
}

// share saves a request or an offer and returns where it is.
func (x exchange) share(t *testing.T, b *browser, v url.Values) string {
	t.Helper()
	got := b.post(sharePath, v)
	if want := "/coordination/drafts/" + v.Get("draft") + "/check"; got.status != http.StatusSeeOther || got.location != want {
		t.Fatalf("got %d %s, want 303 %s:\n%s", got.status, got.location, want, summary(got))
	}
	answers := url.Values{} // to what looks like it
	for _, m := range regexp.MustCompile(`name="([^"]*)" type="radio" value="different"`).FindAllStringSubmatch(b.get(got.location).body, -1) {
		answers.Set(m[1], "different")
	}
	if got = b.post(got.location, answers); got.status != http.StatusSeeOther || !strings.HasPrefix(got.location, "/coordination/activities/COO-") {
		t.Fatalf("got %d %s, want 303 to the record", got.status, got.location)
	}
	b.get(got.location) // says what was done, once
	return got.location
}

// step is where something is done to the record.
func step(record, do string) string {
	return strings.Replace(record, "/activities/", "/shares/", 1) + "/" + do
}

func TestLoggingARequestFromTheFormToItsRecord(t *testing.T) {
	t.Parallel()
	x := newExchange(t)
	b := x.as(t, "tom")
	expect(t, b.get("/activities/new"), http.StatusOK, "Log information sharing")
	got := b.get(sharePath)
	expect(t, got, http.StatusOK, "never the information itself", "Do not identify any member of the public, even by initials", `value="1 December 2025"`, "ISA-04, line 2: Safety plans (contact days), from Westmere Health to any party. Ended 28 November 2025",
		"What is new in law, the whole partnership", "Call the referral desk")
	if !regexp.MustCompile(`name="to" type="checkbox" value="1" checked`).MatchString(got.body) {
		t.Error("want the person's own agency ticked")
	}
	keep(t, "share_log.html", got)

	got = b.post(sharePath, x.asked("do", "everyone"))
	expect(t, got, http.StatusOK, "To plan cover over the holidays")
	if n := len(regexp.MustCompile(`name="to" type="checkbox" value="[1245]" checked`).FindAllString(got.body, -1)); n != 4 || strings.Contains(got.body, `name="to" type="checkbox" value="3" checked`) {
		t.Errorf("got %d agencies ticked, want all but the one that gives", n)
	}
	got = b.post(sharePath, x.asked("to", "3", "purpose", "", "due", "soon", "answered", "25 November 2025", "outcome", "part", "line", ""))
	expect(t, got, http.StatusUnprocessableEntity, "Error: COORDINATION – Log information sharing – Liaison", "Asked at the end of the meeting", `value="soon"`)
	want := "due: Due date must be a real date, like 26 November 2025\nto: An agency cannot share with itself. Take Westmere Health out, or select another agency that gives\n" +
		"purpose: Enter what the information is for\nline: Select the line of a sharing agreement that covers this, or enter an emergency ground\nleft_out: Enter what was left out"
	if s := summary(got); s != want {
		t.Errorf("got\n%s\nwant\n%s", s, want)
	}
	keep(t, "share_log_problems.html", got)

	v := x.asked()
	check := b.post(sharePath, v).location
	got = b.get(check)
	expect(t, got, http.StatusOK, "Check the request or offer before you save it", "Westmere Police asked Westmere Health: Who to call at night", "8 December 2025", "Planning cover")
	if strings.Contains(got.body, "Has this been asked before?") {
		t.Error("want no word of a repeat")
	}
	keep(t, "share_check.html", got)
	record := b.post(check, nil).location
	expect(t, b.get(record), http.StatusOK, "Information sharing COO-", "Correct it until")
	got = b.get(record)
	expect(t, got, http.StatusOK, "Waiting 5 working days", "Due in 5 working days", "Drop it", "Log a reminder", "Change the due date", "Nothing since it was recorded")
	for _, not := range []string{"Give it", "Acknowledge it", "Refuse it"} {
		if strings.Contains(got.body, not) {
			t.Errorf("the one that asked is offered to %q", not)
		}
	}
	keep(t, "share_show.html", got)

	ref := record[len(record)-len("COO-0000000"):]
	v = x.asked("date", "1 December 2025")
	check = b.post(sharePath, v).location
	got = b.get(check)
	expect(t, got, http.StatusOK, "Has this been asked before?", `href="`+record+`"`, ref+", 24 November 2025")
	keep(t, "share_check_repeat.html", got)
	expect(t, b.post(check, nil), http.StatusSeeOther)
}

// TestBadInputOfSharing puts one wrong thing at a time into a form that is
// right otherwise.
func TestBadInputOfSharing(t *testing.T) {
	t.Parallel()
	x := newExchange(t)
	b := x.as(t, "tom")
	long := strings.Repeat("x", 1001)
	for _, tt := range []struct {
		name   string
		change []string
		want   string
	}{
		{"no direction", []string{"direction", ""}, "direction: Select whether it was requested or offered"},
		{"a direction that is none", []string{"direction", "stolen"}, "direction: Select whether it was requested or offered"},
		{"from nobody", []string{"from", ""}, "from: Select the agency that gives"},
		{"from a word", []string{"from", "us"}, "from: Select an agency of this partnership"},
		{"from an agency of another partnership", []string{"from", "99"}, "from: Select an agency of this partnership"},
		{"to nobody", []string{"to", ""}, "to: Select the agencies that receive"},
		{"to an agency of another partnership", []string{"to", "99"}, "to: Select agencies of this partnership"},
		{"to a number that is none", []string{"to", "1e9"}, "to: Select agencies of this partnership"},
		{"a need that is none", []string{"need", "x"}, "need: Select a need from the list"},
		{"a need of nobody", []string{"need", uuid.NewString()}, "need: Select a need from the list"},
		{"a long purpose", []string{"purpose", long}, "purpose: Purpose must be 1,000 characters or less"},
		{"a nul byte", []string{"purpose", "To plan\x00"}, "purpose: Remove the characters that cannot be saved, then check the text"},
		{"a line that is none", []string{"line", "x"}, "line: Select a line of a sharing agreement from the list"},
		{"a line of nobody", []string{"line", uuid.NewString()}, "line: Select a line of a sharing agreement from the list"},
		{"two grounds", []string{"emergency", "A flood"}, "emergency: Select a line or enter an emergency ground, not both"},
		{"a line that had ended", []string{"line", x.ended.String(), "date", "29/11/2025"}, "line: ISA-04, line 2 was not in force on 29 November 2025"},
		{"a line of others", []string{"from", "5"}, "line: ISA-04, line 1 does not cover sharing between these agencies"},
		{"no date", []string{"date", ""}, "date: Enter the date of the request"},
		{"not a date", []string{"date", "soon"}, "date: Date of the request or offer must be a real date, like 26 November 2025"},
		{"tomorrow", []string{"date", "2/12/2025"}, "date: Date of the request must be today or in the past"},
		{"another century", []string{"date", "24/11/1925", "line", ""}, "date: Date of the request must be after 1999"},
		{"due before", []string{"due", "23/11/2025"}, "due: Due date must be on or after 24 November 2025, the day of the request"},
		{"due in another century", []string{"due", "23/11/2125"}, "due: Due date must be within 2 years of the request"},
		{"a form that is none", []string{"form", "pigeon"}, "form: Select how it was shared, or will be"},
		{"no outcome", []string{"outcome", ""}, "outcome: Select what came of it"},
		{"dropped at once", []string{"outcome", "dropped", "answered", "25/11/2025"}, "outcome: Select what came of it"},
		{"given on no day", []string{"outcome", "given"}, "answered: Enter the day it was sent"},
		{"given before", []string{"outcome", "given", "answered", "23/11/2025"}, "answered: Day of the answer must be on or after 24 November 2025, the day of the request"},
		{"refused for no reason", []string{"outcome", "refused", "answered", "25/11/2025"}, "refused: Enter why it was refused"},
		{"an answer to what is open", []string{"answered", "25/11/2025"}, "outcome: You entered the day of the answer. Select what the answer was"},
		{"acknowledged tomorrow", []string{"acknowledged", "2/12/2025"}, "acknowledged: Day it was acknowledged must be today or in the past"},
		{"a briefing that was asked for", []string{"briefing", "yes"}, "briefing: A briefing is offered, not requested"},
		{"a briefing for one agency", []string{"briefing", "yes", "direction", "offered"}, "briefing: A briefing answers a need of the whole partnership. Select one, or untick this"},
		{"an unknown item", []string{"item", "XYZ-1"}, "item: Select checklist items from the list"},
		{"an unknown marking", []string{"marking", "SECRET"}, "marking: Select a marking from the list"},
		{"an unknown limit", []string{"limit", "BLUE"}, "limit: Select how far it may be passed on from the list"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := b.post(sharePath, x.asked(tt.change...))
			if got.status != http.StatusUnprocessableEntity || summary(got) != tt.want {
				t.Errorf("got %d\n%s\nwant 422\n%s", got.status, summary(got), tt.want)
			}
			if !strings.Contains(got.body, "Asked at the end") {
				t.Error("want every answer kept")
			}
		})
	}
	if n := x.Count(t, `SELECT count(*) FROM coordination.activity`); n != 0 {
		t.Errorf("got %d records, want none", n)
	}
}

func TestARequestIsAnsweredStepByStep(t *testing.T) {
	t.Parallel()
	x := newExchange(t)
	tom, grace, alan := x.as(t, "tom"), x.as(t, "grace"), x.as(t, "alan")
	record := x.share(t, tom, x.asked("line", ""))
	expect(t, grace.get(record), http.StatusOK, "Give it", "Acknowledge it", "Refuse it", "Change the due date", "None named yet")
	if got := alan.get(record); strings.Contains(got.body, "What you can do") {
		t.Error("a manager is offered to answer")
	}

	got := grace.get(step(record, "acknowledge"))
	expect(t, got, http.StatusOK, "Acknowledge this request", `value="1 December 2025"`)
	keep(t, "share_acknowledge.html", got)
	for _, tt := range []struct{ day, want string }{
		{"", "Enter the date"},
		{"soon", "Date must be a real date, like 26 November 2025"},
		{"23/11/2025", "Date must be on or after 24 November 2025, the day of the request"},
		{"2/12/2025", "Date must be today or in the past"},
	} {
		expect(t, grace.post(step(record, "acknowledge"), url.Values{"version": {"1"}, "day": {tt.day}}), http.StatusUnprocessableEntity, tt.want)
	}
	keep(t, "share_acknowledge_problems.html", grace.post(step(record, "acknowledge"), url.Values{"version": {"1"}, "day": {"23/11/2025"}}))
	expect(t, grace.post(step(record, "acknowledge"), url.Values{"version": {"1"}, "day": {"25/11/2025"}}), http.StatusSeeOther)
	expect(t, grace.get(record), http.StatusOK, "has been acknowledged.", "Acknowledged on 25 November 2025", "Grace Lindqvist")
	expect(t, grace.get(step(record, "acknowledge")), http.StatusConflict, "This request has already been acknowledged")

	expect(t, tom.get(step(record, "remind")), http.StatusOK, "It sends nothing")
	got = tom.post(step(record, "remind"), url.Values{"version": {"2"}, "day": {"1/12/2025"}, "next": {"1/12/2025"}})
	expect(t, got, http.StatusUnprocessableEntity, "Next reminder must be in the future")
	keep(t, "share_remind_problems.html", got)
	expect(t, tom.post(step(record, "remind"), url.Values{"version": {"2"}, "day": {"1/12/2025"}, "next": {"8/12/2025"}}), http.StatusSeeOther)
	got = tom.post(step(record, "due"), url.Values{"version": {"3"}, "next": {"8 December 2025"}})
	expect(t, got, http.StatusUnprocessableEntity, "New due date must be different from the date now", "Enter why the date is changing")
	keep(t, "share_due_problems.html", got)
	expect(t, tom.post(step(record, "due"), url.Values{"version": {"3"}, "next": {"5 December 2025"}, "why": {"Cover begins sooner"}}), http.StatusSeeOther)

	got = grace.get(step(record, "give"))
	expect(t, got, http.StatusOK, "Give the information of this request", "Send the information by your usual route, not here", "Planning cover")
	keep(t, "share_give.html", got)
	give := func(version string, change ...string) url.Values {
		v := url.Values{"version": {version}, "extent": {"given"}, "day": {"1 December 2025"}, "line": {x.line.String()}}
		for i := 0; i+1 < len(change); i += 2 {
			v.Set(change[i], change[i+1])
		}
		return v
	}
	got = grace.post(step(record, "give"), give("4", "line", "", "extent", "part"))
	expect(t, got, http.StatusUnprocessableEntity, "Select the line of a sharing agreement that covers this, or enter an emergency ground", "Enter what was left out")
	keep(t, "share_give_problems.html", got)
	for _, tt := range []struct {
		change []string
		want   string
	}{
		{[]string{"extent", ""}, "Select how much was given"},
		{[]string{"line", "x"}, "Select the line of a sharing agreement that covers this"},
		{[]string{"line", x.ended.String()}, "ISA-04, line 2 was not in force on 1 December 2025"},
		{[]string{"emergency", "A flood"}, "Select a line or enter an emergency ground, not both"},
		{[]string{"day", "24/11/2025"}, "Date must be on or after 25 November 2025, when it was acknowledged"},
		{[]string{"extent", "part", "left_out", strings.Repeat("x", 1001)}, "What was left out must be 1,000 characters or less"},
		{[]string{"emergency", "a\x00b", "line", ""}, "Remove the characters that cannot be saved, then check the text"},
	} {
		expect(t, grace.post(step(record, "give"), give("4", tt.change...)), http.StatusUnprocessableEntity, tt.want)
	}
	got = grace.post(step(record, "give"), give("1"))
	expect(t, got, http.StatusConflict, "This record changed while you were editing", "Tom Okafor", `name="version" value="4"`, "Due date changed")
	keep(t, "share_give_clash.html", got)
	expect(t, grace.post(step(record, "give"), give("4", "extent", "part", "left_out", "Names of staff")), http.StatusSeeOther)
	for _, do := range []string{"acknowledge", "give", "refuse"} {
		expect(t, grace.get(step(record, do)), http.StatusConflict, "This request has already been answered")
	}

	grace.get(record)
	expect(t, tom.get(record), http.StatusOK, "Given in part, 1 December 2025", "Left out: Names of staff", "5 working days after the request", "Give feedback", "No feedback yet")
	expect(t, grace.get(step(record, "feedback")), http.StatusForbidden)
	expect(t, tom.get(step(record, "feedback")), http.StatusOK, "Give feedback on this request")
	expect(t, tom.post(step(record, "feedback"), url.Values{"version": {"5"}, "day": {"30/11/2025"}, "why": {"In time"}}), http.StatusUnprocessableEntity, "Date must be on or after 1 December 2025, when it was sent")
	expect(t, tom.post(step(record, "feedback"), url.Values{"version": {"5"}, "day": {"1/12/2025"}, "why": {"In time, and enough"}, "agency": {"3"}}), http.StatusSeeOther)
	tom.get(record)
	got = tom.get(record)
	expect(t, got, http.StatusOK, "In time, and enough", "Feedback given by Westmere Police on 1 December 2025", "Due date changed to 5 December 2025", "The next one is due on 8 December 2025", "#ratings")
	keep(t, "share_show_given.html", got)
	got = tom.get(record + "/history")
	expect(t, got, http.StatusOK, "Answered", "Recorded", "Cover begins sooner")
	keep(t, "share_history.html", got)
}

func TestOnlyItsSidesAnswerARequest(t *testing.T) {
	t.Parallel()
	x := newExchange(t)
	tom, grace, priya, alan := x.as(t, "tom"), x.as(t, "grace"), x.as(t, "priya"), x.as(t, "alan")
	record := x.share(t, tom, x.asked())
	for _, tt := range []struct {
		who  *browser
		do   string
		want int
	}{
		{tom, "give", 403},
		{tom, "acknowledge", 403},
		{tom, "refuse", 403},
		{grace, "drop", 403},
		{grace, "remind", 403},
		{alan, "give", 403},
		{alan, "drop", 403},
		{priya, "give", 200},
		{priya, "drop", 200},
		{tom, "feedback", 409},
		{x.as(t, "kit"), "give", 404},
	} {
		if got := tt.who.get(step(record, tt.do)); got.status != tt.want {
			t.Errorf("%s: got %d, want %d", tt.do, got.status, tt.want)
		}
	}
	expect(t, tom.post(step(record, "refuse"), url.Values{"version": {"1"}, "day": {"1/12/2025"}, "why": {"No"}}), http.StatusForbidden)
	got := grace.post(step(record, "refuse"), url.Values{"version": {"1"}, "day": {"1/12/2025"}})
	expect(t, got, http.StatusUnprocessableEntity, "Enter why it is refused")
	keep(t, "share_refuse_problems.html", got)
	expect(t, grace.post(step(record, "refuse"), url.Values{"version": {"1"}, "day": {"1/12/2025"}, "why": {"Not ours to give"}}), http.StatusSeeOther)
	expect(t, tom.get(record), http.StatusOK, "Refused, 1 December 2025", "Not ours to give")

	meeting := x.log(t, tom)
	for _, path := range []string{step(meeting, "give"), "/coordination/shares/COO-ZZZZZZZ/give", "/coordination/shares/x/give"} {
		expect(t, priya.get(path), http.StatusNotFound)
	}
	other := x.share(t, tom, x.asked())
	got = tom.post(step(other, "drop"), url.Values{"version": {"1"}, "day": {"1/12/2025"}})
	expect(t, got, http.StatusUnprocessableEntity, "Enter why it is not needed any more")
	keep(t, "share_drop_problems.html", got)
	expect(t, tom.post(step(other, "drop"), url.Values{"version": {"1"}, "day": {"1/12/2025"}, "why": {"Found it"}}), http.StatusSeeOther)
	expect(t, tom.get(other), http.StatusOK, "Dropped, 1 December 2025", "Found it")

	third := x.share(t, tom, x.asked())
	expect(t, tom.post(third+"/report", url.Values{"why": {"Names somebody"}}), http.StatusSeeOther)
	expect(t, grace.get(step(third, "give")), http.StatusConflict, "hidden")
	got = priya.get(third)
	expect(t, got, http.StatusOK, "Hidden record")
	for _, word := range []string{"Who to call at night", "To plan cover", "What you can do", "Planning cover"} {
		if strings.Contains(got.body, word) {
			t.Errorf("the hidden record says %q", word)
		}
	}
	if got := priya.get("/requests?state=all"); strings.Contains(got.body, third) {
		t.Error("the list has the hidden record")
	}
	fourth := x.share(t, tom, x.asked())
	expect(t, tom.post(fourth+"/withdraw", url.Values{"why": {"Recorded twice"}}), http.StatusSeeOther)
	expect(t, grace.get(step(fourth, "give")), http.StatusConflict, "withdrawn")
	tom.get(fourth)
	if got := tom.get(fourth); strings.Contains(got.body, "What you can do") || got.status != http.StatusOK {
		t.Errorf("got %d, want a withdrawn record that takes no step", got.status)
	}
}

// Anybody whom something was offered to may speak of it; the coordinator for
// any of them.
func TestFeedbackOfSeveral(t *testing.T) {
	t.Parallel()
	x := newExchange(t)
	tom, priya := x.as(t, "tom"), x.as(t, "priya")
	v := x.asked("direction", "offered", "from", "2", "need", x.lawNeed.String(), "briefing", "yes", "outcome", "given", "answered", "26/11/2025")
	v["to"] = []string{"1", "3"}
	record := x.share(t, tom, v)
	got := priya.get(step(record, "feedback"))
	expect(t, got, http.StatusOK, "Which agency gave feedback", "Westmere Health", "Westmere Police")
	keep(t, "share_feedback.html", got)
	got = priya.post(step(record, "feedback"), url.Values{"version": {"1"}, "day": {"soon"}, "why": {"In time, and enough"}, "agency": {"5"}})
	expect(t, got, http.StatusUnprocessableEntity, "Select the agency that gave feedback", "In time, and enough")
	keep(t, "share_feedback_problems.html", got)
	expect(t, priya.post(step(record, "feedback"), url.Values{"version": {"1"}, "day": {"1/12/2025"}, "agency": {"3"}}), http.StatusSeeOther)
	expect(t, tom.post(step(record, "feedback"), url.Values{"version": {"2"}, "day": {"1/12/2025"}, "why": {"Clear"}, "agency": {"3"}}), http.StatusSeeOther)
	expect(t, tom.post(step(record, "feedback"), url.Values{"version": {"3"}, "day": {"30/11/2025"}, "why": {"Clear and short"}}), http.StatusSeeOther)
	if n := x.Count(t, `SELECT count(*) FROM coordination.share_recipient WHERE agency_id = 1 AND feedback = 'Clear and short' AND feedback_on = '2025-11-30'`); n != 1 {
		t.Error("want the last word of the police")
	}
	if n := x.Count(t, `SELECT count(*) FROM coordination.share_recipient WHERE agency_id = 3 AND feedback = ''`); n != 1 {
		t.Error("want nobody to speak for another agency")
	}
	expect(t, tom.get(step(record, "feedback")), http.StatusOK, "Clear and short", "30 November 2025")
}

func TestCorrectingARequest(t *testing.T) {
	t.Parallel()
	x := newExchange(t)
	tom, grace := x.as(t, "tom"), x.as(t, "grace")
	record := x.share(t, tom, x.asked())
	expect(t, grace.post(step(record, "acknowledge"), url.Values{"version": {"1"}, "day": {"25/11/2025"}}), http.StatusSeeOther)
	x.Exec(t, `UPDATE coordination.need SET to_day = '2025-11-25', closed_why = 'Met' WHERE id = $1`, x.nightNeed)
	got := tom.get(record + "/correct")
	expect(t, got, http.StatusOK, "Who to call at night (closed)", `value="25 November 2025"`, `value="8 December 2025"`, "To plan cover over the holidays")
	keep(t, "share_correct.html", got)
	form := func(version string, change ...string) url.Values {
		v := x.asked(append([]string{"acknowledged", "25/11/2025", "due", "8/12/2025"}, change...)...)
		v.Set("version", version)
		return v
	}
	got = tom.post(record+"/correct", form("2", "purpose", ""))
	expect(t, got, http.StatusUnprocessableEntity, "Enter what the information is for")
	keep(t, "share_correct_problems.html", got)
	expect(t, tom.post(record+"/correct", form("1", "purpose", "To plan better")), http.StatusConflict, "This record changed while you were editing", "Grace Lindqvist", "To plan better")
	expect(t, tom.post(record+"/correct", form("2", "purpose", "To plan better")), http.StatusSeeOther)
	tom.get(record)
	expect(t, tom.get(record), http.StatusOK, "To plan better", "Acknowledged on 25 November 2025")
	expect(t, tom.get(record+"/history"), http.StatusOK, "Corrected", "To plan cover over the holidays", "To plan better")
	expect(t, grace.get(record+"/correct"), http.StatusForbidden)
}

func TestTheListOfRequests(t *testing.T) {
	t.Parallel()
	x := newExchange(t)
	tom, grace, priya, alan := x.as(t, "tom"), x.as(t, "grace"), x.as(t, "priya"), x.as(t, "alan")
	got := alan.get("/requests")
	expect(t, got, http.StatusOK, "No request or offer is open.", "See all requests and offers")
	keep(t, "request_list_empty.html", got)
	for state, want := range map[string]string{"overdue": "No request is overdue.", "answered": "Nothing has been given yet.", "refused": "Nothing has been refused or dropped.", "all": "No information sharing recorded yet.", "wild": "No request or offer is open."} {
		expect(t, alan.get("/requests?state="+state), http.StatusOK, want)
	}
	expect(t, alan.get("/requests?agency=3"), http.StatusOK, "No requests or offers match these filters.", "Asked by or of Westmere Health", "Clear filters")
	late := x.share(t, tom, x.asked("date", "3/11/2025"))
	x.share(t, tom, x.asked("from", "2", "need", "", "date", "1/12/2025"))
	v := x.asked("direction", "offered", "from", "2", "need", x.lawNeed.String(), "date", "28/11/2025")
	v["to"] = []string{"3", "1"}
	x.share(t, priya, v)
	x.share(t, tom, x.asked("outcome", "given", "answered", "28/11/2025"))
	x.share(t, tom, x.asked("outcome", "refused", "answered", "28/11/2025", "refused", "Not ours"))
	got = grace.get("/requests")
	expect(t, got, http.StatusOK, "10 working days overdue", "20 working days", "Showing 3 requests and offers, those of your agency first, then by due date", "Give it", "No need named", "Log information sharing")
	if strings.Index(got.body, "3 November 2025") > strings.Index(got.body, "No need named") {
		t.Error("want those of one's own agency first")
	}
	keep(t, "request_list.html", got)
	expect(t, tom.get("/requests?state=overdue"), http.StatusOK, "Showing 1 request or offer", late, "Log a reminder")
	expect(t, alan.get("/requests?state=overdue"), http.StatusOK, "Read it")
	expect(t, tom.get("/requests?state=answered"), http.StatusOK, "Given", "4 working days", "newest first")
	expect(t, tom.get("/requests?state=refused"), http.StatusOK, "Refused")
	expect(t, tom.get("/requests?state=all"), http.StatusOK, "Showing 5 requests and offers")
	expect(t, tom.get("/requests?state=all&agency=2"), http.StatusOK, "Showing 2 requests and offers", "Remove filter:", "Asked by or of Westmere Council")
	for query, want := range map[string]int{"agency=99": 422, "agency=x": 422, "after=wild": 404, "before='": 404, "agency=%00": 200, "state=%00": 200} {
		if got := tom.get("/requests?" + query); got.status != want {
			t.Errorf("%s: got %d, want %d", query, got.status, want)
		}
	}
	got = tom.get("/requests?agency=99")
	expect(t, got, http.StatusUnprocessableEntity, "Select an agency from the list")
	keep(t, "request_list_problems.html", got)
	if got := x.as(t, "kit").get("/requests"); got.status != http.StatusNotFound {
		t.Errorf("an administrator: got %d, want 404", got.status)
	}
	for i := range 26 {
		x.share(t, tom, x.asked("date", time.Date(2025, 10, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i).Format("2/1/2006")))
	}
	first := grace.get("/requests?agency=1")
	expect(t, first, http.StatusOK, "Showing 25 requests and offers", "Next")
	next := regexp.MustCompile(`href="(/requests\?[^"]*after=[^"]*)"`).FindStringSubmatch(first.body)
	if next == nil {
		t.Fatal("want a link to the next page")
	}
	second := grace.get(strings.ReplaceAll(next[1], "&amp;", "&"))
	expect(t, second, http.StatusOK, "Showing 4 requests and offers", "Previous", "No need named")
}
