package page_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/config"
	"liaison/internal/access"
	"liaison/internal/checklist"
	"liaison/internal/postgres"
	"liaison/internal/testing/golden"
	"liaison/internal/testing/sample"
)

const logPath = "/coordination/activities/new/meeting"

// office is a house whose people log meetings, on 1 December 2025.
type office struct {
	house
	series uuid.UUID
}

func newOffice(t *testing.T) office {
	t.Helper()
	o := office{house: newHouse(t), series: uuid.MustParse("00000000-0000-4000-8000-000000000001")}
	book, err := checklist.Load(config.FS)
	if err != nil {
		t.Fatal(err)
	}
	o.pages.Book, o.pages.AskReason = book, true
	o.pages.Activities = postgres.Activities{DB: o.accounts.DB}
	o.pages.Partnerships = postgres.Partnerships{DB: o.accounts.DB}
	o.pages.Now = func() time.Time { return time.Date(2025, 12, 1, 9, 5, 0, 0, time.UTC) }
	helen := uuid.New()
	o.Exec(t, `INSERT INTO coordination.person (id, partnership_id, agency_id, name) VALUES ($1, 1, $2, 'Helen Marsh')`, helen, sample.Police)
	o.Exec(t, `INSERT INTO coordination.representative (id, partnership_id, agency_id, person_id, from_day) VALUES ($1, 1, $2, $3, '2024-01-01')`, uuid.New(), sample.Police, helen)
	o.Exec(t, `INSERT INTO coordination.series (id, partnership_id, name, every_days, starts_at, place, mode, from_day) VALUES ($1, 1, 'Monthly meeting', 30, '10:00', 'Town hall', 'in_person', '2024-01-01')`, o.series)
	o.Exec(t, `UPDATE shared.partnership SET referral_text = 'Worried about somebody? Call the referral desk.' WHERE id = 1`)
	return o
}

// typed is a form without anything to mend, with what a test changes in it.
func (o office) typed(change ...string) url.Values {
	v := url.Values{
		"draft": {uuid.NewString()}, "do": {"check"}, "name": {"Partners monthly meeting"}, "date": {"26 November 2025"}, "start": {"10am"}, "place": {"Town hall"}, "mode": {"in_person"},
		"series": {o.series.String()}, "marking": {"OFFICIAL"}, "initiative": {"yes"}, "item": {"RES-2", "RES-4"}, "summary": {"Agreed to move the January meeting online."},
		"action-1-what": {"Send draft mentor guide"}, "action-1-who": {"5"}, "action-1-due": {"12/12/2025"},
		"attendance-1": {"came"}, "who-1": {"Helen Marsh"}, "attendance-2": {"came"}, "who-2": {"Priya Nair"},
		"attendance-3": {"apologies"}, "why-3": {"place_or_travel"}, "sent-3": {"yes"}, "attendance-4": {"substitute"}, "who-4": {"Ola Berg"}, "attendance-5": {"absent"},
	}
	for i := 0; i+1 < len(change); i += 2 {
		v.Set(change[i], change[i+1])
	}
	return v
}

// log saves a meeting and returns where it is.
func (o office) log(t *testing.T, b *browser, change ...string) string {
	t.Helper()
	v := o.typed(change...)
	got := b.post(logPath, v)
	if want := "/coordination/drafts/" + v.Get("draft") + "/check"; got.status != http.StatusSeeOther || got.location != want {
		t.Fatalf("got %d %s, want 303 %s:\n%s", got.status, got.location, want, summary(got))
	}
	got = b.post(got.location, nil)
	if got.status != http.StatusSeeOther || !strings.HasPrefix(got.location, "/coordination/activities/COO-") {
		t.Fatalf("got %d %s, want 303 to the record", got.status, got.location)
	}
	return got.location
}

// summary is what a page's error summary says, field by field.
func summary(a answer) string {
	var lines []string
	for _, m := range regexp.MustCompile(`<li><a href="#([^"]*)">([^<]*)</a></li>`).FindAllStringSubmatch(a.body, -1) {
		lines = append(lines, m[1]+": "+m[2])
	}
	return strings.Join(lines, "\n")
}

var (
	anyID  = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
	anyRef = regexp.MustCompile(`(COO|OUT|CAS|INT)-[0-9A-HJKMNP-TV-Z]{7}`)
)

// keep compares a page with its golden file. What is drawn at random is
// numbered in the order in which it comes.
func keep(t *testing.T, name string, a answer) {
	t.Helper()
	seen := map[string]string{}
	number := func(make func(n int, s string) string) func(string) string {
		return func(s string) string {
			if seen[s] == "" {
				seen[s] = make(len(seen)+1, s)
			}
			return seen[s]
		}
	}
	body := anyID.ReplaceAllStringFunc(a.body, number(func(n int, _ string) string { return fmt.Sprintf("00000000-0000-0000-0000-%012d", n) }))
	body = anyRef.ReplaceAllStringFunc(body, number(func(n int, s string) string { return fmt.Sprintf("%s-%07d", s[:3], n) }))
	golden.Same(t, name, []byte(strings.ReplaceAll(body, "><", ">\n<")))
}

func TestLoggingAMeetingFromTheChooserToItsRecord(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.as(t, "tom")
	got := b.get("/activities/new")
	expect(t, got, http.StatusOK, "Log a coordination meeting", "You have no drafts", "Mixed meetings")
	keep(t, "activity_choose.html", got)
	got = b.get(logPath)
	expect(t, got, http.StatusOK, `value="Helen Marsh"`, "Do not identify any member of the public, even by initials", "Call the referral desk", "Everyone came")
	keep(t, "meeting_log.html", got)

	got = b.post(logPath, o.typed("do", "everyone", "name", "", "attendance-3", "", "attendance-5", "absent", "attendance-1", "", "who-1", ""))
	expect(t, got, http.StatusOK, `value="Helen Marsh"`)
	for _, id := range []string{"attendance-1", "attendance-3"} {
		if !regexp.MustCompile(`id="` + id + `" name="` + id + `" type="radio" value="came" checked`).MatchString(got.body) {
			t.Errorf("%s: want came", id)
		}
	}
	if regexp.MustCompile(`id="attendance-5" name="attendance-5" type="radio" value="came" checked`).MatchString(got.body) {
		t.Error("attendance-5: want what was answered before")
	}
	got = b.post(logPath, o.typed("do", "add-action", "rows", "2"))
	expect(t, got, http.StatusOK, `id="action-3-what" name="action-3-what" type="text" value="" autocomplete="off" autofocus`, "Send draft mentor guide")

	got = b.post(logPath, o.typed("name", "", "date", "26 Nov 2026", "attendance-3", "", "attendance-4", "substitute", "who-4", "", "action-1-due", ""))
	expect(t, got, http.StatusUnprocessableEntity, "Error: COORDINATION – Log a coordination meeting – Liaison", "Send draft mentor guide", "26 Nov 2026")
	want := "name: Enter the meeting name\ndate: Date of the meeting must be today or in the past\nattendance-3: Select whether Westmere Health attended\n" +
		"who-4: Enter who came from Westmere Probation\naction-1-due: Action 1: enter the date the action is due"
	if s := summary(got); s != want {
		t.Errorf("got\n%s\nwant\n%s", s, want)
	}
	keep(t, "meeting_log_problems.html", got)

	v := o.typed()
	got = b.post(logPath, v)
	check := "/coordination/drafts/" + v.Get("draft") + "/check"
	if got.status != http.StatusSeeOther || got.location != check {
		t.Fatalf("got %d %s, want 303 %s", got.status, got.location, check)
	}
	got = b.get(check)
	expect(t, got, http.StatusOK, "Check the meeting before you save it", "3 of 5 agencies came", "RES-2 and RES-4", "You cannot move this record")
	keep(t, "meeting_check.html", got)
	got = b.post(check, nil)
	record := got.location
	again := b.post(check, nil)
	if got.status != http.StatusSeeOther || again.location != record {
		t.Errorf("twice: got %s and %s, want the same record", record, again.location)
	}
	if n := o.Count(t, `SELECT count(*) FROM coordination.activity`); n != 1 {
		t.Errorf("got %d records, want 1", n)
	}
	if late := b.post(logPath, v); late.location != record {
		t.Errorf("the form again: got %d %s, want 303 %s", late.status, late.location, record)
	}
	b.get(record) // says what was done, once
	got = b.get(record)
	expect(t, got, http.StatusOK, "Partners monthly meeting", "Named representative", "Place or travel. Sent information", "Correct", "Report wrong content", "Withdraw this record")
	keep(t, "activity_show.html", got)
	got = b.get("/activities")
	expect(t, got, http.StatusOK, "Partners monthly meeting", "Showing 1 activity, newest first", "3 of 5 agencies came. 1 open action")
	keep(t, "activity_list.html", got)
	expect(t, b.get(check), http.StatusSeeOther)
	expect(t, b.get(logPath+"?like=last"), http.StatusOK, `value="Partners monthly meeting"`, "10am, Town hall, In person, Monthly meeting")
}

// expect fails unless the answer has the status and says all that.
func expect(t *testing.T, got answer, status int, says ...string) {
	t.Helper()
	if got.status != status {
		t.Errorf("got %d %s, want %d:\n%s", got.status, got.location, status, summary(got))
		return
	}
	for _, s := range says {
		if !strings.Contains(got.body, s) {
			t.Errorf("want the page to say %q", s)
		}
	}
}

func TestSavingSaysWhatHappenedAndTheWayBack(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.as(t, "tom")
	record := o.log(t, b)
	ref := record[len(record)-len("COO-0000000"):]
	got := b.get(record)
	expect(t, got, http.StatusOK, "Meeting "+ref+" saved. 1 action sent to Westmere Bridge Street.", "Correct it until 2 December 2025 at 9:05am")
	if strings.Contains(b.get(record).body, "saved. 1 action") {
		t.Error("want it said once")
	}
}

// TestBadInput puts one wrong thing at a time into a form that is right
// otherwise: the problem is said at its field, everything typed is kept, and
// nothing is saved.
func TestBadInputOfAMeeting(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.as(t, "tom")
	for _, tt := range []struct {
		name   string
		change []string
		want   string
	}{
		{"no name", []string{"name", "  "}, "name: Enter the meeting name"},
		{"a long name", []string{"name", strings.Repeat("x", 201)}, "name: Meeting name must be 200 characters or less"},
		{"a nul byte", []string{"name", "Partners\x00"}, "name: Remove the characters that cannot be saved, then check the text"},
		{"bytes that are no UTF-8", []string{"summary", "caf\xe9"}, "summary: Remove the characters that cannot be saved, then check the text"},
		{"no date", []string{"date", ""}, "date: Enter the date of the meeting"},
		{"not a date", []string{"date", "soon"}, "date: Date of the meeting must be a real date, like 26 November 2025"},
		{"30 February", []string{"date", "30 February 2025"}, "date: Date of the meeting must be a real date, like 26 November 2025"},
		{"tomorrow", []string{"date", "2/12/2025", "action-1-due", "3/1/2026"}, "date: Date of the meeting must be today or in the past"},
		{"another century", []string{"date", "26/11/1925"}, "date: Date of the meeting must be after 1999\naction-1-due: Action 1: due date must be within 10 years of the meeting"},
		{"not a time", []string{"start", "25:00"}, "start: Start time must be a time, like 10am or 14:30"},
		{"a long place", []string{"place", strings.Repeat("x", 201)}, "place: Where must be 200 characters or less"},
		{"an unknown mode", []string{"mode", "flying"}, "mode: Select how people met"},
		{"a series that is none", []string{"series", "x"}, "series: Select a series from the list"},
		{"a series of nobody", []string{"series", uuid.NewString()}, "series: Select a series from the list"},
		{"an unknown state", []string{"attendance-1", "slept"}, "attendance-1: Select whether Westmere Police attended"},
		{"an unknown reason", []string{"why-3", "bored"}, "why-3: Select why Westmere Health sent apologies"},
		{"a long person", []string{"who-1", strings.Repeat("x", 101)}, "who-1: Name of who came from Westmere Police must be 100 characters or less"},
		{"an agency of another partnership", []string{"attendance-99", "came"}, "who: The list of agencies has changed. Check who attended, then save again"},
		{"an agency that is none", []string{"attendance-1e9", "came"}, "who: The list of agencies has changed. Check who attended, then save again"},
		{"long others", []string{"others", strings.Repeat("x", 1501)}, "others: Other people who came must be 1,500 characters or less"},
		{"a long summary", []string{"summary", strings.Repeat("x", 1501)}, "summary: Summary must be 1,500 characters or less"},
		{"an unknown item", []string{"item", "XYZ-1"}, "item: Select checklist items from the list"},
		{"an unknown marking", []string{"marking", "SECRET"}, "marking: Select a marking from the list"},
		{"an action of no agency", []string{"action-1-who", "99"}, "action-1-who: Action 1: select an agency of this partnership"},
		{"an action of a word", []string{"action-1-who", "us"}, "action-1-who: Action 1: select an agency of this partnership"},
		{"an action due never", []string{"action-1-due", "31/2/2026"}, "action-1-due: Action 1: due date must be a real date, like 26 November 2025"},
		{"an action due before", []string{"action-1-due", "25/11/2025"}, "action-1-due: Action 1: due date must be after the meeting"},
		{"a second action in part", []string{"action-4-what", "Book the hall"}, "action-2-who: Action 2: select the agency that will do it\naction-2-due: Action 2: enter the date the action is due"},
		{"a long action", []string{"action-1-what", strings.Repeat("x", 301)}, "action-1-what: Action 1: what will be done must be 300 characters or less"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := b.post(logPath, o.typed(tt.change...))
			if got.status != http.StatusUnprocessableEntity || summary(got) != tt.want {
				t.Errorf("got %d\n%s\nwant 422\n%s", got.status, summary(got), tt.want)
			}
			if !strings.Contains(got.body, "Agreed to move") && tt.name != "a long summary" && tt.name != "bytes that are no UTF-8" {
				t.Error("want every answer kept")
			}
		})
	}
	if n := o.Count(t, `SELECT count(*) FROM coordination.activity`); n != 0 {
		t.Errorf("got %d records, want none", n)
	}
	wild := o.typed("action-99999-what", "x", "action--1-due", "x", "action-1-", "x", "rows", "99999999999999999999")
	for i := range 5000 {
		wild.Set("field-"+strconv.Itoa(i), "x")
	}
	if got := b.post(logPath, wild); got.status != http.StatusSeeOther {
		t.Errorf("thousands of fields: got %d\n%s, want 303", got.status, summary(got))
	}
	if n := o.Count(t, `SELECT max(length(content)) FROM coordination.draft`); n > 3000 {
		t.Errorf("a draft holds %d characters, want what the form asks alone", n)
	}
	expect(t, b.post(logPath, o.typed("do", "draft", "summary", strings.Repeat("x", 70000))), http.StatusUnprocessableEntity, "This is too long to keep as a draft")
}

func TestDraftsAreTheirAuthorsAlone(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tom, priya := o.as(t, "tom"), o.as(t, "priya")
	v := o.typed("do", "draft", "name", "", "date", "no idea")
	got := tom.post(logPath, v)
	if got.status != http.StatusSeeOther || got.location != "/activities/new" {
		t.Fatalf("got %d %s, want 303 /activities/new", got.status, got.location)
	}
	id := v.Get("draft")
	expect(t, tom.get("/activities/new"), http.StatusOK, "Coordination meeting, no name yet", "Draft saved. Only you can see it.")
	expect(t, tom.get(logPath+"?draft="+id), http.StatusOK, `value="no idea"`, `value="`+id+`"`)
	got = tom.get("/coordination/drafts/" + id + "/check")
	expect(t, got, http.StatusUnprocessableEntity, "Enter the meeting name")
	expect(t, tom.get(logPath+"?draft="+id+"&open=actions"), http.StatusOK)
	for _, path := range []string{logPath + "?draft=" + id, "/coordination/drafts/" + id + "/check", "/coordination/drafts/" + id + "/delete"} {
		if got := priya.get(path); got.status != http.StatusNotFound {
			t.Errorf("%s by another: got %d, want 404", path, got.status)
		}
	}
	for _, path := range []string{logPath + "?draft=x", logPath + "?draft=" + uuid.NewString(), "/coordination/drafts/x/check", "/coordination/drafts/" + uuid.NewString() + "/delete"} {
		if got := tom.get(path); got.status != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404", path, got.status)
		}
	}
	if got := priya.post(logPath, o.typed("draft", id)); got.status != http.StatusNotFound {
		t.Errorf("saving another's: got %d, want 404", got.status)
	}
	if got := priya.post("/coordination/drafts/"+id+"/check", nil); got.status != http.StatusNotFound {
		t.Errorf("using another's: got %d, want 404", got.status)
	}
	got = tom.get("/coordination/drafts/" + id + "/delete")
	expect(t, got, http.StatusOK, "A deleted draft cannot be brought back")
	keep(t, "draft_delete.html", today(got))
	if got := tom.post("/coordination/drafts/"+id+"/delete", nil); got.status != http.StatusSeeOther {
		t.Errorf("deleting: got %d, want 303", got.status)
	}
	if n := o.Count(t, `SELECT count(*) FROM coordination.draft`); n != 0 {
		t.Errorf("got %d drafts, want none", n)
	}
}

func TestCorrectingARecordAndTwoAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tom, priya := o.as(t, "tom"), o.as(t, "priya")
	record := o.log(t, tom)
	form := func(version string, change ...string) url.Values {
		v := o.typed(change...)
		v.Set("version", version)
		for _, n := range []string{"what", "who", "due"} {
			v.Del("action-1-" + n)
		}
		return v
	}
	expect(t, tom.get(record+"/correct"), http.StatusOK, `value="26 November 2025"`, "Ola Berg", "These actions are there already", "Save correction")
	got := priya.get(record + "/correct")
	expect(t, got, http.StatusOK, "Why is it being corrected?")
	got = priya.post(record+"/correct", form("1"))
	expect(t, got, http.StatusUnprocessableEntity, "Enter why the record is being corrected")
	keep(t, "meeting_correct_problems.html", got)
	expect(t, o.as(t, "alan").get(record+"/correct"), http.StatusForbidden)
	expect(t, tom.post(record+"/correct", form("1", "name", "")), http.StatusUnprocessableEntity, "Enter the meeting name")
	expect(t, tom.post(record+"/correct", form("1", "do", "add-action")), http.StatusOK, "action-3-what")
	expect(t, tom.post(record+"/correct", form("1", "do", "everyone")), http.StatusOK)
	got = tom.post(record+"/correct", form("1", "place", "Northgate College"))
	if got.status != http.StatusSeeOther || got.location != record {
		t.Fatalf("got %d %s, want 303 %s\n%s", got.status, got.location, record, summary(got))
	}
	got = priya.post(record+"/correct", form("1", "place", "Online", "why", "Wrong place was given"))
	expect(t, got, http.StatusConflict, "This record changed while you were editing", "Tom Okafor", "Northgate College", `value="Online"`, `name="version" value="2"`)
	keep(t, "meeting_correct_clash.html", got)
	if got := priya.post(record+"/correct", form("2", "place", "Online", "why", "Wrong place was given")); got.status != http.StatusSeeOther {
		t.Fatalf("after comparing: got %d, want 303", got.status)
	}
	priya.get(record)
	got = priya.get(record + "/history")
	expect(t, got, http.StatusOK, "Wrong place was given", "Northgate College", "Town hall", "Corrected", "Recorded")
	keep(t, "activity_history.html", got)
	for _, version := range []string{"", "x", "-1", "99999999999999999999"} {
		if got := tom.post(record+"/correct", form(version)); got.status != http.StatusConflict && got.status != http.StatusUnprocessableEntity {
			t.Errorf("version %q: got %d, want 409 or 422", version, got.status)
		}
	}
}

func TestWithdrawingReportingAndRestoring(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tom, priya, alan := o.as(t, "tom"), o.as(t, "priya"), o.as(t, "alan")
	record := o.log(t, tom)
	expect(t, tom.get(record+"/report"), http.StatusOK, "Two people may restore it")
	got := tom.post(record+"/report", url.Values{"why": {""}})
	expect(t, got, http.StatusUnprocessableEntity, "Enter what kind of content is wrong, without repeating it")
	keep(t, "activity_report_problems.html", got)
	expect(t, tom.post(record+"/report", url.Values{"why": {strings.Repeat("x", 501)}}), http.StatusUnprocessableEntity, "Reason must be 500 characters or less")
	if got := tom.post(record+"/report", url.Values{"why": {"Names a member of the public"}}); got.location != record {
		t.Fatalf("got %d %s, want 303", got.status, got.location)
	}
	priya.get(record)
	got = priya.get(record)
	expect(t, got, http.StatusOK, "Hidden record", "Restore this record")
	for _, word := range []string{"Partners monthly meeting", "Agreed to move", "Helen Marsh", "Names a member"} {
		if strings.Contains(got.body, word) {
			t.Errorf("the hidden record says %q", word)
		}
	}
	keep(t, "activity_show_hidden.html", got)
	if got := priya.get("/activities"); strings.Contains(got.body, "Partners monthly meeting") || !strings.Contains(got.body, "Hidden: reported as wrong content") {
		t.Error("the list names the hidden record")
	}
	if got := priya.get(record + "/history"); strings.Contains(got.body, "Town hall") || got.status != http.StatusOK {
		t.Errorf("the history shows the hidden record (%d)", got.status)
	}
	for path, want := range map[string]int{"/correct": 409, "/withdraw": 409, "/report": 409, "/restore": 403} {
		if got := tom.get(record + path); got.status != want {
			t.Errorf("%s while hidden: got %d, want %d", path, got.status, want)
		}
	}
	got = priya.get(record + "/restore")
	expect(t, got, http.StatusOK, "a second person must agree", "Names a member of the public")
	keep(t, "activity_restore.html", got)
	expect(t, priya.post(record+"/restore", nil), http.StatusSeeOther)
	expect(t, priya.get(record), http.StatusOK, "One more person must agree")
	expect(t, priya.post(record+"/restore", nil), http.StatusForbidden)
	expect(t, alan.post(record+"/restore", nil), http.StatusSeeOther)
	expect(t, alan.get(record), http.StatusOK, "is shown again", "Partners monthly meeting")
	expect(t, alan.get(record+"/restore"), http.StatusConflict)

	expect(t, tom.get(record+"/withdraw"), http.StatusOK, "1 open action is cancelled with it")
	got = tom.post(record+"/withdraw", nil)
	expect(t, got, http.StatusUnprocessableEntity, "Enter why the record is being withdrawn")
	keep(t, "activity_withdraw_problems.html", got)
	expect(t, alan.post(record+"/withdraw", url.Values{"why": {"No"}}), http.StatusForbidden)
	expect(t, tom.post(record+"/withdraw", url.Values{"why": {"Recorded twice"}}), http.StatusSeeOther)
	tom.get(record)
	got = tom.get(record)
	expect(t, got, http.StatusOK, "Withdrawn", "Reason: Recorded twice", "Partners monthly meeting")
	keep(t, "activity_show_withdrawn.html", got)
	expect(t, tom.get("/activities"), http.StatusOK, "Withdrawn")
	expect(t, tom.post(record+"/withdraw", url.Values{"why": {"Recorded twice"}}), http.StatusConflict)
}

func TestWhoMayNotSeeARecordCannotTellThatItExists(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tom := o.as(t, "tom")
	officer := sample.Member(t, o.DB, "Owen Platt", access.IntelligenceOfficer, sample.Police)
	_, there := sample.Activity(t, o.DB, access.Intelligence, officer, "pointer", time.Now())
	for _, end := range []string{"", "/history", "/report", "/withdraw"} {
		is := tom.get("/intelligence/activities/" + there + end)
		not := tom.get("/intelligence/activities/INT-ZZZZZZZ" + end)
		if is.status != http.StatusNotFound || is.body != not.body {
			t.Errorf("%s: got %d, want the same 404", end, is.status)
		}
	}
	for _, path := range []string{"/intelligence/activities", "/casework/activities", "/outreach/activities"} {
		if got := tom.get(path); got.status != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404", path, got.status)
		}
	}
	if got := tom.get("/coordination/activities/" + there); got.status != http.StatusNotFound {
		t.Errorf("under another strand: got %d, want 404", got.status)
	}
	for _, path := range []string{"/activities?strand=intelligence", "/activities?strand=outreach", "/activities?strand=nonsense"} {
		expect(t, tom.get(path), http.StatusUnprocessableEntity, "Select a record area from the list")
	}
	expect(t, o.as(t, "kit").get("/activities"), http.StatusNotFound)
}

func TestReadingACaseRecordAsksForAReasonOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.as(t, "tom")
	o.Exec(t, `UPDATE identity.session SET strong = true`)
	samira := sample.Grant(t, o.DB, o.tom, access.CaseWorker)
	id, ref := sample.Activity(t, o.DB, access.Casework, samira, "Visit to somebody", time.Now())
	path := "/casework/activities/" + ref
	got := b.get(path)
	expect(t, got, http.StatusOK, "Why do you need to read "+ref+"?")
	if strings.Contains(got.body, "Visit to somebody") {
		t.Error("the page shows the record before a reason was given")
	}
	keep(t, "activity_read.html", got)
	expect(t, b.post(path+"/read", url.Values{"why": {""}}), http.StatusUnprocessableEntity, "Enter why you need to read this record")
	expect(t, b.post(path+"/read", url.Values{"why": {"x"}}), http.StatusUnprocessableEntity, "Enter why you need to read this record")
	if got := b.post(path+"/read", url.Values{"why": {"Preparing the review"}}); got.location != path {
		t.Fatalf("got %d %s, want 303 %s", got.status, got.location, path)
	}
	got = b.get(path)
	expect(t, got, http.StatusOK, "Visit to somebody", "CASEWORK", "People named on the case, and supervisors")
	keep(t, "activity_show_casework.html", today(got))
	if n := o.Count(t, `SELECT count(*) FROM audit.event WHERE strand = 'casework' AND act = 'consult' AND on_what = $1`, id.String()); n != 2 {
		t.Errorf("got %d reads in the log, want 2", n)
	}
	got = b.get("/casework/activities")
	expect(t, got, http.StatusOK, ref, "CASEWORK")
	if strings.Contains(got.body, "Visit to somebody") {
		t.Error("the list shows a title")
	}
	if got := b.get("/activities"); strings.Contains(got.body, ref) {
		t.Error("the mixed list shows casework")
	}
}

// today leaves out the day on which the test runs.
func today(a answer) answer {
	now := time.Now().UTC()
	for _, at := range []time.Time{now.AddDate(0, 0, -1), now, now.AddDate(0, 0, 1)} {
		a.body = strings.ReplaceAll(a.body, at.Format("2 January 2006"), "(today)")
	}
	a.body = regexp.MustCompile(`\(today\) at [0-9:apm]+|midday`).ReplaceAllString(a.body, "(today) at (now)")
	return a
}

func TestActionsAreClosedAndMovedWithAReason(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tom, priya := o.as(t, "tom"), o.as(t, "priya")
	o.log(t, tom, "action-1-who", "1", "action-2-what", "Book the hall", "action-2-who", "2", "action-2-due", "28 November 2025")
	got := tom.get("/actions")
	expect(t, got, http.StatusOK, "Send draft mentor guide", "1 open action. Showing 1, due first first", "Your agency’s. Nobody is named")
	keep(t, "action_list.html", got)
	expect(t, tom.get("/actions?view=all"), http.StatusOK, "Book the hall", "3 days overdue", "2 open actions: 1 overdue. Showing 2")
	expect(t, tom.get("/actions?view=all&due=overdue"), http.StatusOK, "Book the hall", "1 open action: 1 overdue", "Remove filter:")
	expect(t, tom.get("/actions?view=mine&due=week"), http.StatusOK, "No actions match these filters.", "Clear filters")
	expect(t, tom.get("/actions?view=mine&due=month"), http.StatusOK, "Send draft mentor guide")
	expect(t, tom.get("/actions?view=all&q=HALL"), http.StatusOK, "Book the hall", "1 open action: 1 overdue", "‘HALL’")
	expect(t, tom.get("/actions?view=all&q=100%25"), http.StatusOK, "No actions match these filters.", "‘100%’")
	expect(t, tom.get("/actions?view=all&agency=1"), http.StatusOK, "Send draft mentor guide", "1 open action.")
	expect(t, tom.get("/actions?view=all&agency=99&q="+strings.Repeat("x", 5000)), http.StatusOK, "No actions match these filters.")
	expect(t, tom.get("/actions?view=all&state=closed"), http.StatusOK, "No actions match these filters.")
	expect(t, tom.get("/actions?view=wild&due=wild&state=wild&agency=wild"), http.StatusOK)
	expect(t, tom.get("/actions?after=wild"), http.StatusNotFound)
	links := regexp.MustCompile(`/coordination/actions/COO-[0-9A-Z]{7}`).FindAllString(tom.get("/actions?view=all").body, -1)
	hall, guide := links[0], links[1]
	got = tom.get(guide)
	expect(t, got, http.StatusOK, "Complete", "Change date", "Partners monthly meeting")
	keep(t, "action_show.html", got)
	if got := tom.get(hall); strings.Contains(got.body, "/complete") {
		t.Error("offers to complete another agency’s action")
	}
	expect(t, tom.get(hall+"/complete"), http.StatusForbidden)
	expect(t, tom.post(hall+"/complete", url.Values{"state": {"done"}}), http.StatusForbidden)
	expect(t, tom.get(guide+"/complete"), http.StatusOK, "How did it end?")
	for _, tt := range []struct{ state, note, want string }{
		{"", "", "Select how the action ended"},
		{"cancelled", "", "Select how the action ended"},
		{"open", "", "Select how the action ended"},
		{"overtaken", "", "Enter what overtook the action"},
		{"not_done", "", "Enter why the action was not done"},
		{"done", "", "Enter the day it was done"},
		{"done", strings.Repeat("x", 501), "Note must be 500 characters or less"},
		{"done", "a\x00b", "Remove the characters that cannot be saved, then check the text"},
	} {
		expect(t, tom.post(guide+"/complete", url.Values{"state": {tt.state}, "note": {tt.note}}), http.StatusUnprocessableEntity, tt.want)
	}
	keep(t, "action_complete_problems.html", tom.post(guide+"/complete", url.Values{"state": {"not_done"}}))
	for _, tt := range []struct{ due, why, want string }{
		{"", "", "Enter the new due date"},
		{"soon", "Late", "New due date must be a real date, like 26 November 2025"},
		{"30 February 2026", "Late", "New due date must be a real date, like 26 November 2025"},
		{"30/11/2025", "Late", "New due date must be today or in the future"},
		{"12/12/2025", "Late", "New due date must be different from the date now"},
		{"1/1/2026", "", "Enter why the date is changing"},
	} {
		expect(t, tom.post(guide+"/date", url.Values{"version": {"1"}, "due": {tt.due}, "why": {tt.why}}), http.StatusUnprocessableEntity, tt.want)
	}
	keep(t, "action_postpone_problems.html", tom.post(guide+"/date", url.Values{"version": {"1"}}))
	expect(t, tom.post(guide+"/date", url.Values{"version": {"1"}, "due": {"6 January 2026"}, "why": {"Waiting for the printer"}}), http.StatusSeeOther)
	expect(t, tom.get(guide), http.StatusOK, "6 January 2026", "Waiting for the printer", "12 December 2025")
	expect(t, tom.post(guide+"/date", url.Values{"version": {"1"}, "due": {"7 January 2026"}, "why": {"Again"}}), http.StatusConflict)
	expect(t, priya.post(hall+"/complete", url.Values{"state": {"overtaken"}, "note": {"The hall closed"}}), http.StatusSeeOther)
	expect(t, priya.get(hall), http.StatusOK, "The hall closed", "Overtaken by events")
	expect(t, priya.get(hall+"/complete"), http.StatusConflict)
	expect(t, priya.post(hall+"/date", url.Values{"version": {"2"}, "due": {"7 January 2026"}, "why": {"Again"}}), http.StatusConflict)
	expect(t, tom.get("/actions?view=all&state=closed"), http.StatusOK, "Book the hall")
	expect(t, tom.get("/coordination/actions/COO-ZZZZZZZ"), http.StatusNotFound)
}

func TestTheListIsNarrowedByItsAddress(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.as(t, "tom")
	expect(t, b.get("/activities"), http.StatusOK, "No meetings recorded yet.", "Log the first one")
	for i := range 27 {
		id, _ := sample.Activity(t, o.DB, access.Coordination, o.tom, fmt.Sprintf("Meeting %d", i), time.Date(2025, 11, 28, 10, 0, 0, 0, time.UTC).AddDate(0, 0, -i))
		o.Exec(t, `INSERT INTO coordination.meeting (activity_id, partnership_id, mode) VALUES ($1, 1, 'online')`, id)
	}
	first := b.get("/activities?agency=1")
	expect(t, first, http.StatusOK, "Showing 25 activities, newest first", "Recorded by Westmere Police", "Meeting 24", "Next")
	next := regexp.MustCompile(`href="(/activities\?[^"]*after=[^"]*)"`).FindStringSubmatch(first.body)
	if next == nil {
		t.Fatal("want a link to the next page")
	}
	second := b.get(strings.ReplaceAll(next[1], "&amp;", "&"))
	expect(t, second, http.StatusOK, "Meeting 25", "Meeting 26", "Showing 2 activities", "Previous", "agency=1")
	expect(t, b.get("/activities?from=28+November+2025"), http.StatusOK, "Showing 1 activity", "From 28 November 2025")
	got := b.get("/activities?agency=2&from=1/1/2025&to=2/1/2025")
	expect(t, got, http.StatusOK, "No activities match these filters.", "Recorded by Westmere Council, From 1 January 2025, To 2 January 2025.", "Clear filters")
	keep(t, "activity_list_empty.html", got)
	expect(t, b.get("/activities?q=meetings+24"), http.StatusOK, "Meeting 24", "Showing 1 activity", "‘meetings 24’")
	found := b.get("/activities?q=meeting")
	expect(t, found, http.StatusOK, "Showing 25 activities, newest first", "Meeting 0")
	next = regexp.MustCompile(`href="(/activities\?[^"]*after=[^"]*)"`).FindStringSubmatch(found.body)
	if next == nil {
		t.Fatal("want a link to the next page of what was found")
	}
	expect(t, b.get(strings.ReplaceAll(next[1], "&amp;", "&")), http.StatusOK, "Previous", "‘meeting’")
	expect(t, b.get("/activities?q=zebra&agency=1"), http.StatusOK, "No activities match these filters.", "‘zebra’, Recorded by Westmere Police.")
	expect(t, b.get("/activities?q="+strings.Repeat("x", 101)), http.StatusUnprocessableEntity, "Words must be 100 characters or less")
	for words, want := range map[string]int{
		"-college": http.StatusUnprocessableEntity, `-"the hall" -college`: http.StatusUnprocessableEntity, "-college -": http.StatusUnprocessableEntity,
		"hall -college": http.StatusOK, `"-college"`: http.StatusOK, "well-being": http.StatusOK,
	} {
		if got := b.get("/activities?q=" + url.QueryEscape(words)); got.status != want || strings.Contains(got.body, "Enter a word to look for as well") != (want != http.StatusOK) {
			t.Errorf("%s: got %d, want %d", words, got.status, want)
		}
	}
	for query, want := range map[string]string{
		"from=soon": "From must be a real date", "to=30/2/2025": "To must be a real date", "agency=99": "Select an agency from the list", "agency=x": "Select an agency from the list",
		"type=pointer": "Select a kind from the list", "from=2/1/2025&to=1/1/2025": "To must be the same as or after From", "agency=%00": "Remove the characters",
	} {
		if query == "agency=%00" {
			expect(t, b.get("/activities?"+query), http.StatusOK)
			continue
		}
		expect(t, b.get("/activities?"+query), http.StatusUnprocessableEntity, want)
	}
	for _, q := range []string{"after=x", "before='", "after=" + strings.Repeat("A", 32) + "%00x"} {
		if got := b.get("/activities?" + q); got.status != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404", q, got.status)
		}
	}
}
