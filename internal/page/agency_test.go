package page_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/testing/sample"
)

// toldInOrder gives the lines of history moments of 1 December 2025, a minute
// apart, because the database's own clock runs later than the pages' does.
func (b board) toldInOrder(t *testing.T) {
	t.Helper()
	b.Exec(t, `UPDATE coordination.standing_change c SET at = '2025-12-01 09:00+00'::timestamptz + n.n * interval '1 minute'
		FROM (SELECT id, row_number() OVER (ORDER BY at, said) AS n FROM coordination.standing_change) n WHERE n.id = c.id`)
}

// changed is a form with some of its answers replaced.
func changed(form url.Values, change ...string) url.Values {
	v := url.Values{}
	for k, x := range form {
		v[k] = x
	}
	for i := 0; i+1 < len(change); i += 2 {
		v.Set(change[i], change[i+1])
	}
	return v
}

// badInput posts each form and wants 422 with what is said.
func badInput(t *testing.T, b *browser, path string, good url.Values, tests []badForm) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := b.post(path, changed(good, tt.change...))
			if got.status != http.StatusUnprocessableEntity || summary(got) != tt.want {
				t.Errorf("got %d %q, want 422 %q", got.status, summary(got), tt.want)
			}
		})
	}
}

type badForm struct {
	name   string
	change []string
	want   string
}

func TestAddingAnAgency(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya, tom := b.as(t, "priya"), b.as(t, "tom")
	path := "/coordination/agencies/add"
	got := priya.get("/agencies")
	expect(t, got, http.StatusOK, `href="`+path+`"`, `href="/agencies/westmere-police"`, "Series of meetings")
	if body := tom.get("/agencies").body; strings.Contains(body, path) {
		t.Error("got a way to add an agency for agency staff, want none")
	}
	got = priya.get(path)
	expect(t, got, http.StatusOK, "Add an agency", `name="which" value="new"`)
	keep(t, "agency_join_new.html", got)
	got = priya.post(path, url.Values{"which": {"new"}, "name": {" "}, "joined": {"2 December 2025"}})
	expect(t, got, http.StatusUnprocessableEntity, "Error:")
	if got, want := summary(got), "name: Enter the name of the agency\nshort: Enter a short name for narrow columns\nkind: Select what kind of agency it is\njoined: Day it joined must be today or in the past"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	fire := url.Values{"which": {"new"}, "name": {" Westmere  Fire Service "}, "short": {"Fire"}, "kind": {"other"}, "joined": {"1 October 2025"}}
	priya.post(path, fire).to(t, "/agencies/westmere-fire-service")
	got = priya.get("/agencies/westmere-fire-service")
	expect(t, got, http.StatusOK, "Westmere Fire Service takes part from 1 October 2025. Name its representative next.", "Another kind. Takes part since 1 October 2025.",
		"Nobody is named", "No information shared yet", "No training attended yet", "This agency has no open actions", "Name a representative")
	b.toldInOrder(t)
	keep(t, "agency_empty.html", priya.get("/agencies/westmere-fire-service"))

	b.Exec(t, `INSERT INTO shared.agency (id, slug, name, short, kind) VALUES (90, 'eastmere-college', 'Eastmere College', 'College', 'education')`)
	got = priya.get(path)
	expect(t, got, http.StatusOK, "One that Liaison knows already", "Eastmere College")
	keep(t, "agency_join.html", got)
	known := url.Values{"which": {"known"}, "agency": {"90"}, "joined": {"1 October 2025"}}
	badInput(t, priya, path, known, []badForm{
		{"neither", []string{"which", ""}, "which: Select whether Liaison knows the agency already"},
		{"a word", []string{"which", "both"}, "which: Select whether Liaison knows the agency already"},
		{"none chosen", []string{"agency", ""}, "agency: Select an agency from the list"},
		{"one that nobody knows", []string{"agency", "4000"}, "agency: Select an agency from the list"},
		{"a number too large", []string{"agency", "99999999999999"}, "agency: Select an agency from the list"},
		{"one that takes part", []string{"agency", "1"}, "agency: Westmere Police takes part already"},
		{"no day", []string{"joined", ""}, "joined: Enter the day it joined"},
		{"not a day", []string{"joined", "31 June 2025"}, "joined: Day it joined must be a real date, like 26 November 2025"},
		{"another century", []string{"joined", "1 June 1999"}, "joined: Day it joined must be between 2000 and 2100"},
	})
	badInput(t, priya, path, fire, []badForm{
		{"the same name", nil, "name: Westmere Fire Service is known already. Choose it from the list, or go to its page if it takes part"},
		{"a long name", []string{"name", strings.Repeat("x", 201)}, "name: Name must be 200 characters or less"},
		{"a long short name", []string{"name", "x", "short", strings.Repeat("x", 61)}, "short: Short name must be 60 characters or less"},
		{"an unknown kind", []string{"name", "x", "kind", "guild"}, "kind: Select what kind of agency it is"},
		{"a nul byte", []string{"name", "x\x00y"}, "name: Remove the characters that cannot be saved, then check the text"},
	})
	keep(t, "agency_join_problems.html", priya.post(path, changed(known, "agency", "", "joined", "soon")))
	priya.post(path, known).to(t, "/agencies/eastmere-college")
	for name, who := range map[string]*browser{"agency staff": tom, "the manager": b.as(t, "alan")} {
		if got := who.post(path, known); got.status != http.StatusForbidden {
			t.Errorf("%s: got %d, want 403", name, got.status)
		}
	}
}

func TestAnAgencyThatLeaves(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya, tom := b.as(t, "priya"), b.as(t, "tom")
	path := "/agencies/westmere-police/leave"
	got := priya.get(path)
	expect(t, got, http.StatusOK, "Record that Westmere Police leaves", "1 person who stands for it stops on the same day.", "Westmere Council")
	keep(t, "agency_leave.html", got)
	good := url.Values{"last": {"30 November 2025"}, "why": {"Reorganised"}, "handover": {"yes"}, "into": {"2"}}
	badInput(t, priya, path, good, []badForm{
		{"nothing", []string{"last", "", "why", " ", "handover", "", "into", ""}, "last: Enter the last day\nwhy: Enter why the agency leaves\nhandover: Select whether a handover is recorded"},
		{"before it joined", []string{"last", "31 December 2023"}, "last: Last day must be on or after the first day, 1 January 2024"},
		{"in many years", []string{"last", "1 January 2052"}, "last: Last day must be within a year from today"},
		{"into itself", []string{"into", "1"}, "into: Select the agency from the list"},
		{"into a word", []string{"into", "x"}, "into: Select the agency from the list"},
		{"into a stranger", []string{"into", "99"}, "into: Select the agency from the list"},
		{"a long reason", []string{"why", strings.Repeat("x", 1001)}, "why: Reason must be 1,000 characters or less"},
	})
	keep(t, "agency_leave_problems.html", priya.post(path, changed(good, "last", "31 December 2023", "handover", "")))
	if got := tom.post(path, good); got.status != http.StatusForbidden {
		t.Errorf("got %d for its own staff, want 403", got.status)
	}
	priya.post(path, good).to(t, "/agencies/westmere-police")
	expect(t, priya.get("/agencies/westmere-police"), http.StatusOK, "Recorded that Westmere Police leaves on 30 November 2025.")
	b.toldInOrder(t)
	got = priya.get("/agencies/westmere-police")
	expect(t, got, http.StatusOK, "Left on 30 November 2025. Reorganised. Merged into Westmere Council. A handover is recorded.", "The agency left the partnership")
	if strings.Contains(got.body, "Name a representative") || strings.Contains(got.body, `/leave"`) {
		t.Error("got a way to change an agency that has left, want none")
	}
	keep(t, "agency_left.html", got)
	for _, path := range []string{path, "/agencies/westmere-police/representative", "/agencies/westmere-police/deputy"} {
		if got := priya.get(path); got.status != http.StatusConflict {
			t.Errorf("%s: got %d, want 409", path, got.status)
		}
	}
	if got := priya.post(path, good); got.status != http.StatusConflict {
		t.Errorf("got %d for leaving twice, want 409", got.status)
	}
	if got := tom.get(logPath); strings.Contains(got.body, "attendance-1\"") {
		t.Error("got an agency that has left in the form of a meeting, want it offered no more")
	}
	expect(t, tom.get("/agencies"), http.StatusOK, `href="/agencies/westmere-police">Westmere Police </a>`, "Merged into Westmere Council")
	expect(t, priya.get("/coordination/agencies/add"), http.StatusOK, "Westmere Police")
	back := url.Values{"which": {"known"}, "agency": {"1"}, "joined": {"30 November 2025"}}
	expect(t, priya.post("/coordination/agencies/add", back), http.StatusUnprocessableEntity, "Day it joined must be after 30 November 2025")
	priya.post("/coordination/agencies/add", changed(back, "joined", "1 December 2025")).to(t, "/agencies/westmere-police")
	expect(t, priya.get("/agencies/westmere-police"), http.StatusOK, "Takes part since 1 December 2025.", "Nobody is named", "Helen Marsh")
}

func TestNamingWhoStandsForAnAgency(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya, tom := b.as(t, "priya"), b.as(t, "tom") // tom is of the police
	police := "/agencies/westmere-police"
	got := tom.get(police + "/representative")
	expect(t, got, http.StatusOK, "Helen Marsh stands for the agency since 1 January 2024.", `value="1 December 2025"`)
	keep(t, "representative_name.html", got)
	next := url.Values{"person": {"Ruth  Adeyemi"}, "from": {"1 December 2025"}, "end": {"yes"}, "handover": {"yes"}, "why": {"Moved to another post"}}
	badInput(t, tom, police+"/representative", next, []badForm{
		{"nobody", []string{"person", " ", "from", ""}, "person: Enter who stands for the agency\nfrom: Enter the first day"},
		{"a long name", []string{"person", strings.Repeat("x", 101)}, "person: Name must be 100 characters or less"},
		{"beside the present one", []string{"end", "", "why", ""}, "end: Select that Helen Marsh stands until the day before, or end it first\nwhy: Enter why Helen Marsh stops"},
		{"without saying whether they handed over", []string{"handover", ""}, "handover: Select whether they handed over to the next"},
		{"the present one", []string{"person", "helen marsh"}, "person: Helen Marsh stands for the agency already"},
		{"before the present one", []string{"from", "1 January 2024"}, "from: First day must be after 1 January 2024, the first day of Helen Marsh"},
		{"before the agency joined", []string{"from", "31 December 2023"}, "from: First day must be on or after 1 January 2024, when Westmere Police joined"},
		{"in many years", []string{"from", "1 January 2052"}, "from: First day must be within a year from today"},
		{"not a day", []string{"from", "30 February 2025"}, "from: First day must be a real date, like 26 November 2025"},
		{"bytes of no UTF-8", []string{"person", "Ruth\xff"}, "person: Remove the characters that cannot be saved, then check the text"},
	})
	keep(t, "representative_name_problems.html", tom.post(police+"/representative", changed(next, "person", "", "end", "", "why", "")))
	tom.post(police+"/representative", next).to(t, police)
	got = tom.get(police)
	expect(t, got, http.StatusOK, "Ruth Adeyemi stands for Westmere Police from 1 December 2025.", "Handed over to the next", "Moved to another post")
	expect(t, tom.get(logPath), http.StatusOK, `value="Ruth Adeyemi"`)

	got = tom.get(police + "/deputy")
	expect(t, got, http.StatusOK, "Register a deputy for Westmere Police")
	keep(t, "deputy_name.html", got)
	deputy := url.Values{"person": {"Dee Putty"}, "from": {"1 December 2025"}}
	got = tom.post(police+"/deputy", changed(deputy, "person", "Ruth Adeyemi"))
	expect(t, got, http.StatusUnprocessableEntity, "Ruth Adeyemi is the named representative. Enter somebody else")
	keep(t, "deputy_name_problems.html", got)
	tom.post(police+"/deputy", deputy).to(t, police)
	expect(t, tom.post(police+"/deputy", deputy), http.StatusUnprocessableEntity, "Dee Putty is a registered deputy already")
	b.toldInOrder(t)
	tom.get(police) // says what was done, once
	got = tom.get(police)
	expect(t, got, http.StatusOK, "Dee Putty, since 1 December 2025", "Helen Marsh stood for Westmere Police until 30 November 2025. A handover is recorded")
	keep(t, "agency_people.html", got)

	ends := regexp.MustCompile(police+`/people/[0-9a-f-]{36}/end`).FindAllString(got.body, -1)
	if len(ends) != 2 {
		t.Fatalf("got %d ways to end somebody's time, want that of the deputy and the representative", len(ends))
	}
	for i, end := range ends {
		got = priya.get(end)
		expect(t, got, http.StatusOK, "End the time of ")
		named := strings.Contains(got.body, "Did they hand over to the next?")
		name, want := "deputy_end", "last: Last day must be on or after the first day, 1 December 2025\nwhy: Enter why Dee Putty stops"
		if named {
			name, want = "representative_end", "last: Last day must be on or after the first day, 1 December 2025\nwhy: Enter why Ruth Adeyemi stops\nhandover: Select whether they handed over to the next"
		}
		keep(t, name+".html", got)
		got = priya.post(end, url.Values{"last": {"30 November 2025"}})
		if got.status != http.StatusUnprocessableEntity || summary(got) != want {
			t.Errorf("%d: got %d %q, want 422 %q", i, got.status, summary(got), want)
		}
		keep(t, name+"_problems.html", got)
		down := url.Values{"last": {"1 December 2025"}, "why": {"Left the service"}, "handover": {"no"}}
		priya.post(end, down).to(t, police)
		if got := priya.post(end, down); got.status != http.StatusConflict {
			t.Errorf("got %d for ending it twice, want 409", got.status)
		}
	}
	expect(t, priya.get(police), http.StatusOK, "No handover recorded", "Left the service")
	for path, want := range map[string]int{
		"/agencies/westmere-health/representative": http.StatusForbidden, "/agencies/westmere-health/deputy": http.StatusForbidden,
		"/agencies/no-such-agency": http.StatusNotFound, "/agencies/no-such-agency/representative": http.StatusNotFound, "/agencies/no-such-agency/deputy": http.StatusNotFound,
		police + "/people/x/end": http.StatusNotFound, police + "/people/" + uuid.NewString() + "/end": http.StatusNotFound, "/agencies/%00": http.StatusNotFound,
	} {
		if got := tom.get(path); got.status != want {
			t.Errorf("%s: got %d, want %d", path, got.status, want)
		}
	}
	if got := tom.post("/agencies/westmere-health/representative", next); got.status != http.StatusForbidden {
		t.Errorf("got %d for another agency, want 403", got.status)
	}
}

func TestWhatAnAgencyDoes(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	tom := b.as(t, "tom")
	b.filled(t)
	b.Exec(t, `UPDATE coordination.action x SET due = a.occurred_on + 85 FROM coordination.activity a WHERE a.id = x.activity_id`) // the first is overdue
	for title, kind := range map[string]string{"Autumn training": "training", "Figures for the board": "share"} {
		at := b.pages.Now().AddDate(0, 0, -20)
		id, _ := sample.Activity(t, b.DB, access.Coordination, b.tom, title, at)
		b.Exec(t, `UPDATE coordination.activity SET kind = $2 WHERE id = $1`, id, kind)
		if kind == "training" {
			b.Exec(t, `INSERT INTO coordination.participant (activity_id, partnership_id, agency_id, people) VALUES ($1, 1, 5, 3)`, id)
			b.Exec(t, `INSERT INTO coordination.fact (partnership_id, source, part, kind, day, agency_id, number, known_from)
				SELECT 1, id, 1, 'trained', occurred_on, 5, 3, created_at FROM coordination.activity WHERE id = $1`, id)
			continue
		}
		b.Exec(t, `INSERT INTO coordination.share (activity_id, partnership_id, direction, from_agency_id, purpose, form, sent_on, outcome) VALUES ($1, 1, 'offered', 5, 'x', 'written', $2, 'given')`, id, at)
		b.Exec(t, `INSERT INTO coordination.share_recipient (activity_id, partnership_id, agency_id) VALUES ($1, 1, 1), ($1, 1, 2)`, id)
		b.Exec(t, `INSERT INTO coordination.fact (partnership_id, source, part, kind, day, agency_id, other_agency_id, number, known_from)
			SELECT 1, s.activity_id, row_number() OVER (), k, s.sent_on, s.from_agency_id, r.agency_id, 2, now()
			FROM coordination.share s JOIN coordination.share_recipient r USING (activity_id) CROSS JOIN (VALUES ('share_asked'), ('shared')) AS x(k) WHERE s.activity_id = $1`, id)
	}
	got := tom.get("/agencies/bridge-street")
	expect(t, got, http.StatusOK, "Came to 1 of 4 meetings, oldest first.", "In the last 180 days: 1 shared, 0 received.",
		"From Westmere Bridge Street to Westmere Council and Westmere Police", "1 session or event in the last 180 days.", "4 open actions, 1 overdue.", "Autumn training", "11 days overdue")
	keep(t, "agency.html", got)
	b.Exec(t, `UPDATE coordination.activity SET reported_at = now() WHERE kind IN ('training', 'share')`)
	b.Exec(t, `UPDATE coordination.activity SET withdrawn_at = now(), withdrawn_by = author, withdrawn_why = 'x' WHERE kind = 'meeting'`)
	got = tom.get("/agencies/bridge-street")
	expect(t, got, http.StatusOK, "No meetings are recorded yet", "No information shared yet", "No training attended yet")
	for _, title := range []string{"Autumn training", "Figures for the board"} {
		if strings.Contains(got.body, title) {
			t.Errorf("got %q, which is hidden", title)
		}
	}
}

func TestSeriesOfMeetings(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya, other, tom := b.as(t, "priya"), b.as(t, "priya"), b.as(t, "tom")
	const path = "/coordination/series"
	got := tom.get(path)
	expect(t, got, http.StatusOK, "Monthly meeting", "Every 30 days", "10am. Town hall. In person", "1 series goes on.")
	if strings.Contains(got.body, "/add") || strings.Contains(got.body, "/end") {
		t.Error("got a way to change series for agency staff, want none")
	}
	got = priya.get(path + "/add")
	expect(t, got, http.StatusOK, "Add a series of meetings")
	keep(t, "series_add.html", got)
	board := url.Values{"name": {"Board"}, "every": {"91"}, "start": {"2pm"}, "place": {"City Hall"}, "mode": {"hybrid"}, "quorum": {"3"}, "minutes": {"5"}, "from": {"1 September 2025"}}
	const every, minutes = "every: Enter how many days there are from one meeting to the next, from 1 to 400", "minutes: Enter in how many working days minutes are due, from 1 to 90"
	badInput(t, priya, path+"/add", board, []badForm{
		{
			"nothing",
			[]string{"name", "", "every", "", "start", "", "place", "", "mode", "", "quorum", "", "minutes", "", "from", ""},
			"name: Enter the name of the series\n" + every + "\nmode: Select how people meet\n" + minutes + "\nfrom: Enter the first day",
		},
		{"words for numbers", []string{"every", "monthly", "quorum", "half", "minutes", "soon"}, every + "\nquorum: Quorum must be a number of agencies from 1 to 200\n" + minutes},
		{"numbers too large", []string{"every", "401", "quorum", "201", "minutes", "91"}, every + "\nquorum: Quorum must be a number of agencies from 1 to 200\n" + minutes},
		{"nobody for a quorum", []string{"quorum", "0"}, "quorum: Quorum must be a number of agencies from 1 to 200"},
		{"not a time", []string{"start", "25:00"}, "start: Usual time must be a time, like 10am or 14:30"},
		{"a long name and place", []string{"name", strings.Repeat("x", 201), "place", strings.Repeat("x", 201)}, "name: Name must be 200 characters or less\nplace: Usual place must be 200 characters or less"},
		{"the name of another", []string{"name", "monthly  meeting"}, "name: Another series has this name. Enter a different one"},
		{"in many years", []string{"from", "1 January 2052"}, "from: First day must be within a year from today"},
	})
	keep(t, "series_add_problems.html", priya.post(path+"/add", changed(board, "name", "", "every", "0", "mode", "")))
	priya.post(path+"/add", board).to(t, path)
	got = priya.get(path)
	expect(t, got, http.StatusOK, "Board added. It is offered when a meeting is logged.", "3 agencies", "In 5 working days", "Board added, every 91 days from 1 September 2025")
	expect(t, tom.get(logPath), http.StatusOK, ">Board</option>")
	change := regexp.MustCompile(path + `/[0-9a-f-]{36}/change`).FindString(got.body) // the first by name
	got = priya.get(change)
	expect(t, got, http.StatusOK, "Change the series Board", `value="2pm"`)
	keep(t, "series_change.html", got)
	form := changed(board, "seen", hidden(got, "seen"))
	form.Del("from")
	expect(t, priya.post(change, form), http.StatusUnprocessableEntity, "Change something, or go back")
	keep(t, "series_change_problems.html", priya.post(change, changed(form, "name", "", "every", "monthly", "quorum", "half")))
	other.post(change, changed(form, "every", "120")).to(t, path)
	b.toldInOrder(t)
	got = priya.post(change, changed(form, "place", "Town hall"))
	expect(t, got, http.StatusConflict, "This record changed while you were editing", "Every 120 days", "Every 91 days", `value="Town hall"`)
	keep(t, "series_change_clash.html", got)
	priya.post(change, changed(form, "place", "Town hall", "seen", hidden(got, "seen"))).to(t, path)
	expect(t, priya.post(change, changed(form, "seen", "x")), http.StatusUnprocessableEntity, "This form is out of date")

	end := strings.TrimSuffix(change, "change") + "end"
	got = priya.get(end)
	expect(t, got, http.StatusOK, "End the series Board")
	keep(t, "series_end.html", got)
	got = priya.post(end, url.Values{"last": {"31 August 2025"}})
	expect(t, got, http.StatusUnprocessableEntity, "Last day must be on or after the first day, 1 September 2025", "Enter why the series ends")
	keep(t, "series_end_problems.html", got)
	priya.post(end, url.Values{"last": {"30 November 2025"}, "why": {"Merged with the monthly meeting"}}).to(t, path)
	expect(t, priya.get(path), http.StatusOK, "Board ends on 30 November 2025.", "Series that ended")
	b.toldInOrder(t)
	keep(t, "series.html", priya.get(path))
	if strings.Contains(tom.get(logPath).body, ">Board</option>") {
		t.Error("got a series that ended in the form of a meeting, want it offered no more")
	}
	for _, p := range []string{end, change} {
		if got := priya.get(p); got.status != http.StatusConflict {
			t.Errorf("%s: got %d for one that ended, want 409", p, got.status)
		}
		if got := tom.get(p); got.status != http.StatusForbidden {
			t.Errorf("%s: got %d for agency staff, want 403", p, got.status)
		}
	}
	for _, p := range []string{path + "/x/change", path + "/" + uuid.NewString() + "/end"} {
		if got := priya.get(p); got.status != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404", p, got.status)
		}
	}
	b.Exec(t, `UPDATE coordination.series SET to_day = '2025-11-30'`)
	keep(t, "series_none.html", tom.get(path))
}
