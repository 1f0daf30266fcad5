package page_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/postgres"
	"liaison/internal/server"
)

const (
	trainingPath = "/coordination/activities/new/training"
	connectPath  = "/coordination/activities/new/connect"
)

// academy is an office whose partnership has a course and a training need.
type academy struct {
	office
	course, need uuid.UUID
}

func newAcademy(t *testing.T) academy {
	t.Helper()
	a := academy{office: newOffice(t), course: uuid.New(), need: uuid.New()}
	a.Exec(t, `INSERT INTO coordination.need (id, partnership_id, kind, title, from_day, reviewed_on, recorded_by) VALUES ($1, 1, 'training', 'Evening sessions', '2024-01-01', '2024-01-01', $2)`, a.need, a.priya.ID)
	a.Exec(t, `INSERT INTO coordination.product (id, partnership_id, name, kind, provider, from_day, recorded_by) VALUES ($1, 1, 'Mentoring basics', 'course', 'Northgate College', '2024-01-01', $2)`, a.course, a.priya.ID)
	return a
}

// session is a form without anything to mend, with what a test changes in it.
func (a academy) session(change ...string) url.Values {
	v := url.Values{
		"draft": {uuid.NewString()}, "do": {"check"}, "course": {a.course.String()}, "name": {"Mentoring basics, autumn"}, "date": {"26 November 2025"}, "start": {"6pm"},
		"place": {"Room B12"}, "mode": {"hybrid"}, "people-1": {"6"}, "people-3": {"2"}, "need": {a.need.String()}, "follow": {"60"}, "context": {"yes"}, "tested": {"yes"},
		"summary": {"How to begin as a mentor."}, "police": {"some"}, "outcome": {"Mentors know whom to call."}, "marking": {"OFFICIAL"}, "item": {"TRN-1"},
		"action-1-what": {"Send the slides"}, "action-1-who": {"5"}, "action-1-due": {"12/12/2025"},
	}
	for i := 0; i+1 < len(change); i += 2 {
		v.Set(change[i], change[i+1])
	}
	return v
}

// hold logs something at the path and returns where it is.
func (a academy) hold(t *testing.T, b *browser, path string, v url.Values) string {
	t.Helper()
	got := b.post(path, v)
	if got.status != http.StatusSeeOther {
		t.Fatalf("got %d, want 303:\n%s", got.status, summary(got))
	}
	got = b.post(got.location, nil)
	if got.status != http.StatusSeeOther || !strings.HasPrefix(got.location, "/coordination/activities/COO-") {
		t.Fatalf("got %d %s, want 303 to the record", got.status, got.location)
	}
	return got.location
}

func TestLoggingATrainingSessionFromTheChooserToItsRecord(t *testing.T) {
	t.Parallel()
	a := newAcademy(t)
	b := a.as(t, "tom")
	expect(t, b.get("/activities/new"), http.StatusOK, "Log a training session", "Log a connecting event")
	got := b.get(trainingPath)
	expect(t, got, http.StatusOK, "Mentoring basics", "Evening sessions", "People from Westmere Police", `value="60"`)
	keep(t, "training_log.html", got)

	got = b.post(trainingPath, a.session("course", "", "name", "", "date", "2/12/2025", "people-1", "some", "people-3", "1001", "follow", "0", "action-1-due", ""))
	want := "people-1: Number of people from Westmere Police must be a whole number, like 12\naction-1-due: Action 1: enter the date the action is due\n"
	if got.status != http.StatusUnprocessableEntity || !strings.Contains(summary(got), strings.Split(want, "\n")[0]) {
		t.Errorf("got %d\n%s", got.status, summary(got))
	}
	keep(t, "training_log_problems.html", got)

	v := a.session()
	got = b.post(trainingPath, v)
	check := "/coordination/drafts/" + v.Get("draft") + "/check"
	got.to(t, check)
	got = b.get(check)
	expect(t, got, http.StatusOK, "Check the training session before you save it", "8 people from 2 agencies", "2 agencies, 60 days after the session")
	keep(t, "training_check.html", got)
	record := b.post(check, nil).location
	got = b.get(record)
	expect(t, got, http.StatusOK, "saved. 1 action sent to Westmere Bridge Street. 2 follow-ups opened, due on 25 January 2026.")
	got = b.get(record)
	expect(t, got, http.StatusOK, "0 of 2 agencies followed up.", "Northgate College", "Nobody has said anything yet", "How was it for you?", "Make a link")
	keep(t, "training_show.html", got)
	expect(t, b.get("/actions?view=all"), http.StatusOK, "Follow up the training with Westmere Police")
}

func TestWhatFollowsUpTrainingLeadsToTheAgencysOwn(t *testing.T) {
	t.Parallel()
	a := newAcademy(t)
	b := a.as(t, "tom")
	a.pages.Checklists, a.pages.Partnerships = postgres.Checklists{DB: a.accounts.DB}, postgres.Partnerships{DB: a.accounts.DB}
	a.hold(t, b, trainingPath, a.session())
	board{a.office}.known(t)
	expect(t, b.get("/checklist/TRN-2"), http.StatusOK, `href="/actions?view=all&amp;agency=1"`, `href="/actions?view=all&amp;agency=3"`)
}

func TestASessionIsNamedAfterItsCourse(t *testing.T) {
	t.Parallel()
	a := newAcademy(t)
	b := a.as(t, "tom")
	record := a.hold(t, b, trainingPath, a.session("name", "", "provider", ""))
	expect(t, b.get(record), http.StatusOK, "Mentoring basics</h1>", "Northgate College")
}

func TestBadInputOfATrainingSession(t *testing.T) {
	t.Parallel()
	a := newAcademy(t)
	b := a.as(t, "tom")
	for _, tt := range []struct {
		name   string
		change []string
		want   string
	}{
		{"no name and no course", []string{"name", " ", "course", ""}, "name: Enter the session name"},
		{"a long name", []string{"name", strings.Repeat("x", 201)}, "name: Session name must be 200 characters or less"},
		{"a nul byte", []string{"provider", "College\x00"}, "provider: Remove the characters that cannot be saved, then check the text"},
		{"tomorrow", []string{"date", "2/12/2025"}, "date: Date of the training session must be today or in the past"},
		{"a year that was mistyped", []string{"date", "26/11/1925"}, "date: Date of the training session must be after 1999\naction-1-due: Action 1: due date must be within 10 years of the session"},
		{"a course that is none", []string{"course", "x"}, "course: Select a course from the list"},
		{"a course of nobody", []string{"course", uuid.NewString()}, "course: Select a course from the list"},
		{"a need of nobody", []string{"need", uuid.NewString()}, "need: Select needs from the list"},
		{"a need that is none", []string{"need", "'"}, "need: Select needs from the list"},
		{"an unknown mode", []string{"mode", "flying"}, "mode: Select how people met"},
		{"nobody came", []string{"people-1", "", "people-3", "0"}, "people: Enter how many people came from at least one agency"},
		{"a word for a number", []string{"people-1", "six"}, "people-1: Number of people from Westmere Police must be a whole number, like 12"},
		{"half a person", []string{"people-1", "1.5"}, "people-1: Number of people from Westmere Police must be a whole number, like 12"},
		{"a number too long to be one", []string{"people-1", strings.Repeat("9", 400)}, "people-1: Number of people from Westmere Police must be a whole number, like 12"},
		{"fewer than nobody", []string{"people-1", "-2"}, "people-1: Number of people from Westmere Police must be between 0 and 1,000"},
		{"an agency of another partnership", []string{"people-99", "2"}, "people: The list of agencies has changed. Check how many people came, then save again"},
		{"an agency that is none", []string{"people-1e9", "2"}, "people: The list of agencies has changed. Check how many people came, then save again"},
		{"followed up at once", []string{"follow", "0"}, "follow: Days until each agency is followed up must be between 1 and 365"},
		{"followed up never", []string{"follow", "soon"}, "follow: Days until each agency is followed up must be a whole number, like 60"},
		{"an unknown part of the police", []string{"police", "all"}, "police: Select what part police had from the list"},
		{"a long outcome", []string{"outcome", strings.Repeat("é", 1001)}, "outcome: Outcome must be 1,000 characters or less"},
		{"an action due before", []string{"action-1-due", "25/11/2025"}, "action-1-due: Action 1: due date must be after the session"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := b.post(trainingPath, a.session(tt.change...))
			if got.status != http.StatusUnprocessableEntity || summary(got) != tt.want {
				t.Errorf("got %d\n%s\nwant 422\n%s", got.status, summary(got), tt.want)
			}
			if !strings.Contains(got.body, "How to begin as a mentor.") {
				t.Error("want every answer kept")
			}
		})
	}
	if n := a.Count(t, `SELECT count(*) FROM coordination.activity`); n != 0 {
		t.Errorf("got %d records, want none", n)
	}
	v := a.session("do", "draft", "people-1", "lots", "name", "")
	b.post(trainingPath, v).to(t, "/activities/new")
	expect(t, b.get(trainingPath+"?draft="+v.Get("draft")), http.StatusOK, `value="lots"`, `value="6pm"`)
}

func TestCorrectingASessionOnItsPage(t *testing.T) {
	t.Parallel()
	a := newAcademy(t)
	b := a.as(t, "tom")
	record := a.hold(t, b, trainingPath, a.session())
	a.Exec(t, `UPDATE coordination.product SET to_day = '2025-11-30', closed_why = 'Old'`)
	a.Exec(t, `UPDATE shared.partnership_agency SET left_on = '2025-11-30', left_reason = 'Left' WHERE agency_id = 3`)
	expect(t, b.get(record+"/correct"), http.StatusOK, "Mentoring basics", "People from Westmere Health", "These actions are there already")
	v := a.session("version", "1", "people-3", "", "people-2", "4", "people-1", "7", "action-1-what", "", "action-1-who", "", "action-1-due", "")
	b.post(record+"/correct", v).to(t, record)
	got := b.get(record)
	expect(t, got, http.StatusOK, "11 people from 2 agencies", "0 of 2 agencies followed up.", "Cancelled")
	got = b.get(record + "/history")
	expect(t, got, http.StatusOK, "Westmere Council", "4 people", "6 people", "7 people")
	keep(t, "training_history.html", got)
	expect(t, b.post(record+"/correct", a.session("version", "1", "people-3", "")), http.StatusConflict, "7 people")
}

func TestAnOverdueFollowUpIsSeen(t *testing.T) {
	t.Parallel()
	a := newAcademy(t)
	b := a.as(t, "tom")
	record := a.hold(t, b, trainingPath, a.session("date", "1 October 2025", "follow", "30", "action-1-due", "12/10/2025"))
	got := b.get(record)
	expect(t, got, http.StatusOK, "2 follow-ups are overdue.", "31 days overdue")
	own := regexp.MustCompile(`href="(/coordination/actions/COO-[0-9A-Z]{7})">Westmere Police`).FindStringSubmatch(got.body)
	if own == nil {
		t.Fatal("want a link to the follow-up")
	}
	expect(t, b.get("/actions?due=overdue"), http.StatusOK, "Follow up the training with Westmere Police")
	expect(t, b.post(own[1]+"/complete", url.Values{"state": {"done"}, "on": {"30 September 2025"}, "note": {"Called"}}), http.StatusUnprocessableEntity, "must be on or after 1 October 2025")
	silent := b.post(own[1]+"/complete", url.Values{"state": {"done"}, "on": {"20 November 2025"}})
	expect(t, silent, http.StatusUnprocessableEntity, "Enter what was done to follow up the training")
	keep(t, "follow_up_complete_problems.html", silent)
	ref := strings.TrimPrefix(own[1], "/coordination/actions/")
	expect(t, b.get("/coordination/actions/complete?do=done&a="+ref), http.StatusOK, ">Note</label>")
	silent = b.post("/coordination/actions/complete", url.Values{"do": {"done"}, "listed": {ref}, "a": {ref}, "on": {"20 November 2025"}})
	if got, want := summary(silent), "note: Enter what was done to follow up the training"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	expect(t, b.post(own[1]+"/complete", url.Values{"state": {"done"}, "on": {"20 November 2025"}, "note": {"Called"}}), http.StatusSeeOther)
	got = b.get(record)
	expect(t, got, http.StatusOK, "1 of 2 agencies followed up.", "1 follow-up is overdue.", "Done on 20 November 2025")
	keep(t, "training_followed.html", got)
}

func TestLoggingAConnectingEvent(t *testing.T) {
	t.Parallel()
	a := newAcademy(t)
	b := a.as(t, "tom")
	session := a.hold(t, b, trainingPath, a.session())
	var id uuid.UUID
	if err := a.Owner.QueryRowContext(t.Context(), `SELECT activity_id FROM coordination.training`).Scan(&id); err != nil {
		t.Fatal(err)
	}
	got := b.get(connectPath + "?session=" + id.String())
	expect(t, got, http.StatusOK, `<option value="`+id.String()+`" selected>Mentoring basics, autumn, 26 November 2025</option>`)
	keep(t, "connect_log.html", got)
	event := func(change ...string) url.Values {
		v := url.Values{
			"draft": {uuid.NewString()}, "do": {"check"}, "name": {"Mentors’ evening"}, "date": {"28 November 2025"}, "mode": {"in_person"}, "place": {"Town hall"}, "session": {id.String()},
			"people-1": {"2"}, "people-5": {"3"}, "marking": {"OFFICIAL"}, "summary": {"Mentors met each other."},
			"police": {"some"}, "outcome": {"They call each other."},
		}
		for i := 0; i+1 < len(change); i += 2 {
			v.Set(change[i], change[i+1])
		}
		return v
	}
	for _, tt := range []struct {
		name   string
		change []string
		want   string
	}{
		{"one agency alone", []string{"people-5", ""}, "people: Enter how many people came from at least 2 agencies"},
		{"before the session", []string{"date", "25 November 2025"}, "date: Date of the event must be on or after the training session, 26 November 2025"},
		{"a session that is none", []string{"session", "x"}, "session: Select a training session from the list"},
		{"a session of nobody", []string{"session", uuid.NewString()}, "session: Select a training session from the list"},
		{"no name", []string{"name", ""}, "name: Enter the event name"},
		{"a part that is none", []string{"police", "all"}, "police: Select what part police had from the list"},
		{"too much hoped for", []string{"outcome", strings.Repeat("x", 1001)}, "outcome: Outcome must be 1,000 characters or less"},
	} {
		got := b.post(connectPath, event(tt.change...))
		if got.status != http.StatusUnprocessableEntity || summary(got) != tt.want {
			t.Errorf("%s: got %d\n%s\nwant 422\n%s", tt.name, got.status, summary(got), tt.want)
		}
	}
	keep(t, "connect_log_problems.html", b.post(connectPath, event("people-5", "", "name", "", "date", "")))
	record := a.hold(t, b, connectPath, event())
	b.get(record)
	got = b.get(record)
	expect(t, got, http.StatusOK, `href="`+session+`">Mentoring basics, autumn`, "5 people from 2 agencies", "Mentors met each other.", "Police took part", "They call each other.")
	if strings.Contains(got.body, "What people said") {
		t.Error("got ratings of an event, which is not rated")
	}
	keep(t, "connect_show.html", got)
}

func TestRatingARecordOnItsPage(t *testing.T) {
	t.Parallel()
	a := newAcademy(t)
	tom, priya, alan := a.as(t, "tom"), a.as(t, "priya"), a.as(t, "alan")
	record := a.hold(t, tom, trainingPath, a.session())
	got := tom.post(record+"/rate", url.Values{"quality": {"6"}, "useful": {""}, "before": {"x"}, "after": {"101"}})
	want := "quality: Select how good it was\nbefore: Score before must be a whole number between 0 and 100\nafter: Score after must be a whole number between 0 and 100"
	if got.status != http.StatusUnprocessableEntity || summary(got) != want {
		t.Errorf("got %d\n%s\nwant\n%s", got.status, summary(got), want)
	}
	keep(t, "rating_problems.html", got)
	for _, tt := range []struct {
		name, field, typed, want string
	}{
		{"nothing", "", "", "quality: Select how good it was"},
		{"an answer that is empty", "useful", "", "useful: Select how useful it was"},
		{"no answer of those", "useful", "6", "useful: Select how useful it was"},
		{"a word", "useful", "very", "useful: Select an answer from the list"},
		{"bytes", "useful", "4\x00\xff", "useful: Remove the characters that cannot be saved, then check the text"},
		{"something that nobody asked", "convenient", "3", "quality: Select how good it was"},
		{"no score", "before", "", "before: Enter a score before or after"},
	} {
		got := tom.post(record+"/rate", url.Values{tt.field: {tt.typed}})
		if got.status != http.StatusUnprocessableEntity || summary(got) != tt.want {
			t.Errorf("%s: got %d\n%s\nwant\n%s", tt.name, got.status, summary(got), tt.want)
		}
	}
	tom.post(record+"/rate", url.Values{"quality": {"4"}}).to(t, record+"#ratings")
	expect(t, tom.get(record), http.StatusOK, "is saved. You can change it on this page.", "1 of 8 people have answered.", "Your answer: Good", "Not answered yet")
	tom.post(record+"/rate", url.Values{"useful": {"5"}}).to(t, record+"#ratings")
	tom.post(record+"/rate", url.Values{"before": {"40"}, "after": {"70"}}).to(t, record+"#ratings")
	tom.get(record)
	got = tom.get(record)
	expect(t, got, http.StatusOK, "1 of 8 people have answered.", "What you said", "Your answer: Good", "Your answer: Very useful", "An average is shown from 5 on.")
	keep(t, "rating_show.html", got)
	tom.post(record+"/rate", url.Values{"quality": {"2"}}).to(t, record+"#ratings")
	if n := a.Count(t, `SELECT count(*) FROM coordination.rating WHERE (measure, value) IN (('quality', 2), ('useful', 5), ('before', 40), ('after', 70))`); n != 4 {
		t.Errorf("got %d ratings, want what was tapped last beside what was said before", n)
	}
	if n := a.Count(t, `SELECT count(*) FROM coordination.rating WHERE measure = 'quality'`); n != 1 {
		t.Errorf("got %d ratings, want 1", n)
	}
	for name, b := range map[string]*browser{"priya": priya, "alan": alan} { // whose agency did not come
		expect(t, b.post(record+"/rate", url.Values{"quality": {"4"}, "useful": {"5"}}), http.StatusForbidden)
		if strings.Contains(b.get(record).body, "How was it for you?") {
			t.Errorf("%s is asked, want it not", name)
		}
	}
	expect(t, tom.get("/coordination/activities/COO-ZZZZZZZ/rate"), http.StatusNotFound)
	expect(t, tom.get(record+"/rate"), http.StatusOK, "The record shows how many people said what, and not who.")
}

func TestAMeetingIsRatedForItsPlaceAndTime(t *testing.T) {
	t.Parallel()
	a := newAcademy(t)
	tom, priya := a.as(t, "tom"), a.as(t, "priya")
	record := a.log(t, tom)
	tom.post(record+"/rate", url.Values{"convenient": {"4"}}).to(t, record+"#ratings")
	priya.post(record+"/rate", url.Values{"convenient": {"3"}}).to(t, record+"#ratings")
	expect(t, priya.post(record+"/rate", url.Values{"convenient": {"5"}}), http.StatusUnprocessableEntity, "Select how convenient the place and time were")
	expect(t, tom.get(record), http.StatusOK, "2 of 3 people have answered.", "Very convenient: 1 person")
}

func TestEnteringAnswersOfAnAgency(t *testing.T) {
	t.Parallel()
	a := newAcademy(t)
	tom, priya, alan := a.as(t, "tom"), a.as(t, "priya"), a.as(t, "alan")
	record := a.hold(t, tom, trainingPath, a.session())
	at := record + "/answers/1"
	got := priya.get(at)
	expect(t, got, http.StatusOK, "What the people from Westmere Police said", "6 people came from Westmere Police")
	keep(t, "rating_for.html", got)
	for _, tt := range []struct {
		name, field, typed, want string
	}{
		{"a word", "quality", "good", "How good it was: enter numbers from 1 to 5 with a comma between them, like 1, 5"},
		{"a number that is none", "useful", "3, 6", "How useful it was: each number must be between 1 and 5"},
		{"a score too high", "after", "101", "Score after: each number must be between 0 and 100"},
		{"more than came", "quality", "1,1,1,1,1,1,1", "6 people came from Westmere Police. Enter numbers for 6 at most"},
		{"far too many", "quality", strings.Repeat("1,", 9000), "How good it was: enter numbers from 1 to 5"},
		{"a number too long to be one", "quality", strings.Repeat("9", 400), "How good it was: enter numbers from 1 to 5"},
	} {
		got := priya.post(at, url.Values{tt.field: {tt.typed}})
		if got.status != http.StatusUnprocessableEntity || !strings.Contains(got.body, tt.want) {
			t.Errorf("%s: got %d\n%s\nwant 422 and %q", tt.name, got.status, summary(got), tt.want)
		}
	}
	keep(t, "rating_for_problems.html", priya.post(at, url.Values{"quality": {"4, 5, many"}, "before": {"40, -, 101"}}))
	priya.post(at, url.Values{"quality": {"4, 5 5;3,4 2"}, "useful": {"- 5"}, "before": {"40, 50, -, 60, 70, 80"}, "after": {"60, 50, -, 70, 90, 90"}}).to(t, record)
	expect(t, priya.get(record), http.StatusOK, "Answers of 6 people from Westmere Police are saved.")
	got = priya.get(record)
	expect(t, got, http.StatusOK, "6 of 8 people have answered.", "Average 3.8 of 5, from 6 people.", "+12.0 points on average, from 5 people who took both tests.")
	keep(t, "rating_results.html", got)
	got = priya.get(at)
	expect(t, got, http.StatusOK)
	typed := func(field string) string {
		m := regexp.MustCompile(`id="` + field + `"[^>]*value="([^"]*)"`).FindStringSubmatch(got.body)
		if m == nil {
			return ""
		}
		return m[1]
	}
	if n := len(strings.Split(typed("quality"), ", ")); n != 6 || strings.Count(typed("useful"), "-") != 5 || strings.Count(typed("before"), "-") != 1 {
		t.Errorf("got %q, %q, %q, want what was entered", typed("quality"), typed("useful"), typed("before"))
	}
	tom.post(at, url.Values{"quality": {"5"}}).to(t, record)
	if n := a.Count(t, `SELECT count(*) FROM coordination.rating`); n != 1 {
		t.Errorf("got %d ratings, want the one that took the place of all", n)
	}
	for path, want := range map[string]int{
		record + "/answers/3": http.StatusForbidden, record + "/answers/4": http.StatusNotFound, record + "/answers/x": http.StatusNotFound, record + "/answers/99999999999999999999": http.StatusNotFound,
	} {
		if got := tom.get(path); got.status != want {
			t.Errorf("%s: got %d, want %d", path, got.status, want)
		}
	}
	expect(t, alan.get(at), http.StatusForbidden)
}

var linkShown = regexp.MustCompile(`https://liaison\.example(/rate/[A-Za-z0-9_-]{43})`)

// link makes a link for the police and returns its path.
func (a academy) link(t *testing.T, b *browser, record, agency string) string {
	t.Helper()
	got := b.post(record+"/links", url.Values{"agency": {agency}})
	m := linkShown.FindStringSubmatch(got.body)
	if got.status != http.StatusOK || m == nil {
		t.Fatalf("got %d, want a link", got.status)
	}
	a.Exec(t, `UPDATE coordination.rating_link SET expires_on = sec.today() + 30 WHERE withdrawn_at IS NULL`) // by the database's own clock
	return m[1]
}

func TestALinkForPeopleWithoutAnAccount(t *testing.T) {
	t.Parallel()
	a := newAcademy(t)
	tom, priya := a.as(t, "tom"), a.as(t, "priya")
	record := a.hold(t, priya, trainingPath, a.session())
	got := tom.post(record+"/links", url.Values{"agency": {"1"}})
	expect(t, got, http.StatusOK, "A link for the people from Westmere Police", "It works until 31 December 2025", "6 times, as many as people came", "You came to ‘Mentoring basics, autumn’ on 26 November 2025.")
	got.body = linkShown.ReplaceAllString(got.body, "https://liaison.example/rate/TOKEN")
	keep(t, "rating_link.html", got)
	link := a.link(t, priya, record, "3")
	expect(t, priya.get(record), http.StatusOK, "2 of 2 uses left")
	if body := priya.get(record).body; strings.Contains(body, link) {
		t.Error("got the link again, want it shown once")
	}

	guest := a.browser(t)
	got = guest.get(link)
	expect(t, got, http.StatusOK, "How was ‘Mentoring basics, autumn’ on 26 November 2025?", "Nobody is asked who they are")
	for _, never := range []string{"Room B12", "Westmere Police", "Westmere Health", "COO-", "How to begin", "Northgate"} {
		if strings.Contains(got.body, never) {
			t.Errorf("got %q on a page for anybody", never)
		}
	}
	got.body = strings.ReplaceAll(got.body, link, "/rate/TOKEN")
	keep(t, "rating_by_link.html", got)
	got = guest.post(link, url.Values{"quality": {"9"}, "before": {"x"}})
	if s := summary(got); got.status != http.StatusUnprocessableEntity || s != "quality: Select how good it was\nuseful: Select how useful it was\nbefore: Score before must be a whole number between 0 and 100" {
		t.Errorf("got %d\n%s", got.status, s)
	}
	got.body = strings.ReplaceAll(got.body, link, "/rate/TOKEN")
	keep(t, "rating_by_link_problems.html", got)
	guest.post(link, url.Values{"quality": {"5"}, "useful": {"4"}, "before": {"30"}, "after": {"0"}}).to(t, "/rate/thanks")
	got = guest.get("/rate/thanks")
	expect(t, got, http.StatusOK, "Thank you")
	keep(t, "rating_thanks.html", got)
	expect(t, priya.get(record), http.StatusOK, "1 of 8 people have answered.", "1 of 2 uses left")
	if n := a.Count(t, `SELECT count(*) FROM coordination.rating WHERE agency_id = 3 AND link_id IS NOT NULL`); n != 4 {
		t.Errorf("got %d ratings, want 4", n)
	}

	// Whatever keeps a link from working, the page is the same.
	var missing string
	same := func(name, path string) {
		t.Helper()
		for _, got := range []answer{guest.get(path), guest.post(path, url.Values{"quality": {"5"}, "useful": {"4"}})} {
			if got.status != http.StatusNotFound || missing != "" && got.body != missing {
				t.Errorf("%s: got %d, want the page of every link that does not work", name, got.status)
			}
			missing = got.body
		}
	}
	same("unknown", "/rate/"+strings.Repeat("A", 43))
	same("no token", "/rate/x")
	same("bytes", "/rate/%00%ff")
	same("very long", "/rate/"+strings.Repeat("A", 4000))
	guest.post(link, url.Values{"quality": {"5"}, "useful": {"4"}}).to(t, "/rate/thanks")
	same("used up", link)
	expect(t, priya.get(record), http.StatusOK, "Used up")
	other := a.link(t, priya, record, "1")
	a.Exec(t, `UPDATE coordination.rating_link SET expires_on = sec.today() - 1`)
	same("over", other)
	other = a.link(t, priya, record, "1")
	a.Exec(t, `UPDATE coordination.activity SET reported_at = now()`)
	same("of a hidden record", other)
	a.Exec(t, `UPDATE coordination.activity SET reported_at = NULL`)
	expect(t, guest.get(other), http.StatusOK)
	newer := a.link(t, priya, record, "1")
	same("in the place of which there is another", other)

	withdraw := regexp.MustCompile(`href="(` + regexp.QuoteMeta(record) + `/links/[0-9a-f-]{36}/withdraw)"`).FindStringSubmatch(tom.get(record).body)
	if withdraw == nil {
		t.Fatal("want a way to withdraw the link")
	}
	got = tom.get(withdraw[1])
	expect(t, got, http.StatusOK, "Withdraw the link for the people from Westmere Police", "It was used 0 times")
	keep(t, "rating_link_withdraw.html", got)
	expect(t, a.as(t, "alan").get(withdraw[1]), http.StatusForbidden)
	tom.post(withdraw[1], nil).to(t, record)
	same("withdrawn", newer)
	expect(t, tom.post(withdraw[1], nil), http.StatusConflict)
	expect(t, tom.get(record+"/links/"+uuid.NewString()+"/withdraw"), http.StatusNotFound)
	expect(t, tom.get(record+"/links/x/withdraw"), http.StatusNotFound)
	for agency, want := range map[string]int{"3": http.StatusForbidden, "4": http.StatusNotFound, "x": http.StatusNotFound, "": http.StatusNotFound} {
		if got := tom.post(record+"/links", url.Values{"agency": {agency}}); got.status != want {
			t.Errorf("agency %q: got %d, want %d", agency, got.status, want)
		}
	}
}

func TestALinkTellsNoTitleOfWhatIsMarked(t *testing.T) {
	t.Parallel()
	a := newAcademy(t)
	b := a.as(t, "tom")
	record := a.hold(t, b, trainingPath, a.session("marking", "OFFICIAL-SENSITIVE"))
	got := b.post(record+"/links", url.Values{"agency": {"1"}})
	expect(t, got, http.StatusOK, "You came to the training on 26 November 2025.")
	link := a.link(t, b, record, "1")
	expect(t, a.browser(t).get(link), http.StatusOK, "How was the training on 26 November 2025?")
	if strings.Contains(a.browser(t).get(link).body, "Mentoring") {
		t.Error("got the title, want it untold")
	}
}

func TestANetworkOpensOnlySoManyLinks(t *testing.T) {
	t.Parallel()
	a := newAcademy(t)
	a.pages.Links = server.NewRate(time.Minute, 2, 10)
	guest := a.browser(t)
	for _, want := range []int{http.StatusNotFound, http.StatusNotFound, http.StatusConflict} {
		if got := guest.get("/rate/" + strings.Repeat("A", 43)); got.status != want {
			t.Errorf("got %d, want %d", got.status, want)
		}
	}
	expect(t, guest.get("/rate/"+strings.Repeat("B", 43)), http.StatusConflict, "Too many links were opened from your network")
}
