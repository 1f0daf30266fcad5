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
	"liaison/internal/testing/sample"
)

const pointerPath = "/intelligence/activities/new/pointer"

// pointed is a form without anything to mend, with what a test changes in it.
func pointed(change ...string) url.Values {
	v := url.Values{
		"draft": {uuid.NewString()}, "do": {"check"}, "name": {"Shared with the regional team"}, "date": {"26 November 2025"}, "marking": {"OFFICIAL-SENSITIVE"}, "limit": {"RED"},
		"urn": {"WM/INT/0417"}, "purpose": {"To protect a public event"}, "grades": {"2"}, "grade-1-source": {"1"}, "grade-1-information": {"B"}, "grade-1-handling": {"P"},
		"grade-2-source": {"2"}, "grade-2-information": {"E"}, "grade-2-handling": {"C"}, "grade-2-conditions": {"Ask first"}, "grade-2-action": {"A3"},
		"grade-2-usage": {"A visit to the venue"}, "grade-2-sanitisation": {"S2"}, "to": {"1", "2"}, "post-1": {"Detective inspector"}, "post-2": {"Head of community safety"},
		"post-3": {"Typed, then not ticked"}, "conditions": {"Not beyond these two"}, "keep_until": {"26 November 2026"},
	}
	for i := 0; i+1 < len(change); i += 2 {
		v.Set(change[i], change[i+1])
	}
	return v
}

// read opens a record, giving the reason.
func read(t *testing.T, b *browser, record string) answer {
	t.Helper()
	if got := b.get(record); strings.Contains(got.body, "Why do you need to read") {
		b.post(record+"/read", url.Values{"why": {"Weekly review"}}).to(t, record)
	}
	return b.get(record)
}

func TestLoggingAPointerFromTheListToItsRecord(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.granted(t, "tom", o.tom, access.IntelligenceOfficer)
	got := b.get("/activities/new")
	expect(t, got, http.StatusOK, "Go to intelligence records")
	if strings.Contains(got.body, pointerPath) {
		t.Error("the chooser leads into intelligence")
	}
	keep(t, "activity_choose_intelligence.html", got)
	got = b.get("/intelligence/activities")
	expect(t, got, http.StatusOK, "Log an intelligence activity", "INTELLIGENCE")
	keep(t, "strand_list_empty.html", got)
	got = b.get(pointerPath)
	expect(t, got, http.StatusOK, "INTELLIGENCE – Log an intelligence activity – Liaison", "Never the material.", "Cleared users only.", `<option value="OFFICIAL-SENSITIVE" selected>`, "Item 1")
	if strings.Contains(got.body, "Item 2") || strings.Contains(got.body, `type="file"`) || strings.Contains(got.body, "Helen Marsh") {
		t.Error("want one item to begin with, nothing to upload and nobody named")
	}
	keep(t, "pointer_log.html", got)
	got = b.post(pointerPath, pointed("do", "add-item"))
	expect(t, got, http.StatusOK, "Item 3", "Ask first", "Detective inspector", `name="grades" value="3"`)
	if !regexp.MustCompile(`id="grade-3-source"[^>]* autofocus`).MatchString(got.body) {
		t.Error("want the page to open at the item that was added")
	}
	if got := b.post(pointerPath, pointed("do", "add-item", "grades", "10")); strings.Contains(got.body, "Item 11") || strings.Contains(got.body, "Add another item") {
		t.Error("want ten items at most")
	}

	got = b.post(pointerPath, pointed("name", "", "urn", "", "grade-1-conditions", "Left over", "grade-1-action", "A1", "grade-2-action", "", "grade-2-usage", "", "to", "", "keep_until", "26 November 2035"))
	expect(t, got, http.StatusUnprocessableEntity, "Error: INTELLIGENCE – Log an intelligence activity – Liaison", "To protect a public event", "Left over")
	want := "name: Enter the title\nurn: Enter the reference in the force’s own system\ngrade-1-conditions: Item 1: clear the conditions, or select handling code C\n" +
		"grade-1-action: Item 1: clear the action code, or select handling code C\ngrade-2-action: Item 2: select an action code, which handling code C needs\n" +
		"to: Select at least one agency that may know"
	if s := summary(got); s != want {
		t.Errorf("got\n%s\nwant\n%s", s, want)
	}
	keep(t, "pointer_log_problems.html", got)

	v := pointed()
	check := b.post(pointerPath, v).location
	got = b.get(check)
	expect(t, got, http.StatusOK, "Check the pointer before you save it", "1BP: reliable source; known indirectly but corroborated; lawful sharing permitted",
		"2EC: untested source; suspected to be false; lawful sharing permitted, with conditions", "A3: Overt action, as specified", "Westmere Police: Detective inspector")
	keep(t, "pointer_check.html", got)
	record := b.post(check, nil).location
	if !strings.HasPrefix(record, "/intelligence/activities/INT-") {
		t.Fatalf("got %q, want the record", record)
	}
	expect(t, b.get(record), http.StatusOK, "Why do you need to read")
	got = read(t, b, record)
	expect(t, got, http.StatusOK, "WM/INT/0417", "1BP: reliable source; known indirectly but corroborated; lawful sharing permitted", "Westmere Police: Detective inspector",
		"26 November 2026", "Not beyond these two", "TLP:RED. Only those named or present", "INTELLIGENCE | OFFICIAL-SENSITIVE")
	if strings.Contains(got.body, "Typed, then not ticked") || strings.Contains(got.body, "app-body--noprint") {
		t.Error("want only agencies that were ticked, and a record that may be printed")
	}
	keep(t, "pointer_show.html", got)
	got = b.get("/intelligence/activities")
	expect(t, got, http.StatusOK, record[len(record)-11:])
	if strings.Contains(got.body, "Shared with the regional team") {
		t.Error("the list shows a title")
	}
	if n := o.Count(t, `SELECT count(*) FROM coordination.fact`); n != 0 {
		t.Errorf("got %d facts, want none", n)
	}
}

func TestARecordThatMayNotBePrinted(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.granted(t, "tom", o.tom, access.IntelligenceOfficer)
	v := pointed("no_print", "yes")
	check := b.post(pointerPath, v).location
	pages := map[string]answer{"the check": b.get(check)}
	record := b.post(check, nil).location
	pages["the record"] = read(t, b, record)
	pages["its history"] = b.get(record + "/history")
	pages["its correction"] = b.get(record + "/correct")
	pages["its draft"] = b.post(pointerPath, pointed("no_print", "yes", "name", ""))
	for name, got := range pages {
		for _, want := range []string{"app-body--noprint", "This record may not be printed."} {
			if !strings.Contains(got.body, want) {
				t.Errorf("%s: got %d, want it to say %q", name, got.status, want)
			}
		}
	}
	keep(t, "pointer_show_noprint.html", pages["the record"])
}

// TestAReasonComesBeforeAnyPageOfAPointer is about each way to its content.
func TestAReasonComesBeforeAnyPageOfAPointer(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tom := o.granted(t, "tom", o.tom, access.IntelligenceOfficer)
	record := kept(t, tom, pointerPath, pointed())
	lead := o.granted(t, "priya", o.priya, access.IntelligenceLead)
	reads := func() int {
		return o.Count(t, `SELECT count(*) FROM audit.event WHERE strand = 'intelligence' AND act = 'consult' AND on_what IN (SELECT id::text FROM intelligence.activity)`)
	}
	for _, end := range []string{"", "/history", "/correct", "/withdraw", "/report"} {
		got := lead.get(record + end)
		expect(t, got, http.StatusOK, "Why do you need to read")
		if strings.Contains(got.body, "WM/INT/0417") || strings.Contains(got.body, "Shared with the regional team") {
			t.Errorf("%s: the page shows the record before a reason was given", end)
		}
	}
	if got := lead.post(record+"/correct", pointed("version", "1", "urn", "X", "why", "Wrong reference")); !strings.Contains(got.body, "Why do you need to read") {
		t.Errorf("correcting without a reason for reading: got %d %s", got.status, got.location)
	}
	if n := reads(); n != 0 {
		t.Errorf("got %d reads in the log, want none", n)
	}
	lead.post(record+"/read", url.Values{"why": {"Weekly review"}}).to(t, record)
	for i, end := range []string{"", "/history", "/correct", "/withdraw", "/report"} {
		expect(t, lead.get(record+end), http.StatusOK)
		if n := reads(); n != i+2 {
			t.Errorf("%s: got %d entries, want %d: the reason, and each read", end, n, i+2)
		}
	}
	if n := o.Count(t, `SELECT count(DISTINCT why) FROM audit.event WHERE strand = 'intelligence' AND act = 'consult' AND on_what IN (SELECT id::text FROM intelligence.activity)`); n != 1 {
		t.Errorf("got %d reasons, want the one", n)
	}
}

func TestCorrectingAndWithdrawingAPointer(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tom := o.granted(t, "tom", o.tom, access.IntelligenceOfficer)
	lead := o.granted(t, "priya", o.priya, access.IntelligenceLead)
	record := kept(t, tom, pointerPath, pointed())
	read(t, tom, record)
	read(t, lead, record)
	got := tom.get(record + "/correct")
	expect(t, got, http.StatusOK, `value="WM/INT/0417"`, `value="26 November 2026"`, "A visit to the venue", "Head of community safety", "Item 2")
	if strings.Contains(got.body, "Item 3") {
		t.Error("want as many items as the record has")
	}
	form := func(change ...string) url.Values {
		v := pointed(append([]string{"version", "1"}, change...)...)
		v.Del("draft")
		return v
	}
	got = lead.post(record+"/correct", form("why", "Marked too high", "marking", "OFFICIAL", "limit", "AMBER"))
	if want := "marking: Only the agency that recorded this can lower its marking\nlimit: Only the agency that recorded this can widen how far it may be passed on"; summary(got) != want {
		t.Errorf("got\n%s\nwant\n%s", summary(got), want)
	}
	keep(t, "pointer_correct_problems.html", got)
	expect(t, tom.post(record+"/correct", form("do", "add-item")), http.StatusOK, "Item 3")
	tom.post(record+"/correct", form("grade-1-source", "3")).to(t, record)
	got = lead.post(record+"/correct", form("why", "Wrong reference", "urn", "WM/INT/0418"))
	expect(t, got, http.StatusConflict, "This record changed while you were editing", "3BP: source not reliable", `value="WM/INT/0418"`)
	keep(t, "pointer_correct_clash.html", got)
	lead.post(record+"/correct", form("why", "Wrong reference", "urn", "WM/INT/0418", "version", "2", "grade-1-source", "3")).to(t, record)
	lead.get(record)
	got = lead.get(record + "/history")
	expect(t, got, http.StatusOK, "WM/INT/0418", "WM/INT/0417", "Wrong reference", "1BP: reliable source", "3BP: source not reliable")
	keep(t, "pointer_history.html", got)
	expect(t, tom.post(record+"/withdraw", url.Values{"why": {"Twice"}}), http.StatusForbidden)
	lead.post(record+"/withdraw", url.Values{"why": {"Recorded twice"}}).to(t, record)
	expect(t, tom.get(record), http.StatusOK, "Withdrawn", "Recorded twice")
}

// TestBadInputOfAPointer puts one wrong thing at a time into a form that is
// right otherwise.
func TestBadInputOfAPointer(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.granted(t, "tom", o.tom, access.IntelligenceOfficer)
	for _, tt := range []struct {
		name   string
		change []string
		want   string
	}{
		{"no title", []string{"name", " "}, "name: Enter the title"},
		{"a nul byte", []string{"urn", "WM\x00"}, "urn: Remove the characters that cannot be saved, then check the text"},
		{"a date to come", []string{"date", "2 December 2025"}, "date: Date of the pointer must be today or in the past"},
		{"a source that is a word", []string{"grade-1-source", "good"}, "grade-1-source: Item 1: select how reliable the source is"},
		{"a source that is none", []string{"grade-1-source", "4"}, "grade-1-source: Item 1: select how reliable the source is"},
		{"a source beyond all numbers", []string{"grade-1-source", "99999999999999999999"}, "grade-1-source: Item 1: select how reliable the source is"},
		{"information that is none", []string{"grade-2-information", "F"}, "grade-2-information: Item 2: select how the information is known"},
		{"no handling code", []string{"grade-1-handling", ""}, "grade-1-handling: Item 1: select the handling code"},
		{"a third item in part", []string{"grade-9-source", "1"}, "grade-3-information: Item 3: select how the information is known\ngrade-3-handling: Item 3: select the handling code"},
		{"C without conditions", []string{"grade-2-conditions", " "}, "grade-2-conditions: Item 2: enter the conditions, which handling code C needs"},
		{"A1 with a usage", []string{"grade-2-action", "A1"}, "grade-2-usage: Item 2: clear the action that is allowed, or select code A3"},
		{"P with a sanitisation code", []string{"grade-1-sanitisation", "S1"}, "grade-1-sanitisation: Item 1: clear the sanitisation code, or select handling code C"},
		{"an agency of another partnership", []string{"to", "99"}, "to: Select agencies from the list"},
		{"nobody there", []string{"post-1", ""}, "post-1: Enter which post at Westmere Police may know"},
		{"kept until before", []string{"keep_until", "25 November 2025"}, "keep_until: Keep until must be after the date of the pointer"},
		{"kept too long", []string{"keep_until", "27 November 2035"}, "keep_until: Keep until must be within 10 years of the date of the pointer"},
		{"kept until no day", []string{"keep_until", "30 February 2026"}, "keep_until: Keep until must be a real date, like 26 November 2025"},
		{"kept for ever", []string{"keep_until", ""}, "keep_until: Enter the date to keep it until"},
		{"an unknown marking", []string{"marking", "SECRET"}, "marking: Select a marking from the list"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := b.post(pointerPath, pointed(tt.change...))
			if got.status != http.StatusUnprocessableEntity || summary(got) != tt.want {
				t.Errorf("got %d\n%s\nwant 422\n%s", got.status, summary(got), tt.want)
			}
			if !strings.Contains(got.body, "To protect a public event") {
				t.Error("want every answer kept")
			}
		})
	}
	if n := o.Count(t, `SELECT count(*) FROM intelligence.activity`); n != 0 {
		t.Errorf("got %d records, want none", n)
	}
	if got := b.post(pointerPath, pointed("start", "10am")); got.status != http.StatusSeeOther {
		t.Errorf("a field that the form does not have: got %d, want 303", got.status)
	}
}

// TestIntelligenceIsNamedNowhereElse is about drafts and links: their author
// alone sees them, in that area alone.
func TestIntelligenceIsNamedNowhereElse(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tom := o.granted(t, "tom", o.tom, access.IntelligenceOfficer)
	lead := o.granted(t, "priya", o.priya, access.IntelligenceLead)
	v := pointed("do", "draft", "name", "Half a pointer")
	tom.post(pointerPath, v).to(t, "/intelligence/activities")
	expect(t, tom.get("/intelligence/activities"), http.StatusOK, "Half a pointer", "Draft saved. Only you can see it.")
	got := tom.get("/intelligence/activities")
	keep(t, "strand_list_draft.html", today(got))
	expect(t, tom.get(pointerPath+"?draft="+v.Get("draft")), http.StatusOK, "Half a pointer", "A visit to the venue")
	for _, path := range []string{"/", "/activities/new", "/activities", "/actions"} {
		if got := tom.get(path); got.status != http.StatusOK || strings.Contains(got.body, "Half a pointer") {
			t.Errorf("%s: got %d, want it without the draft", path, got.status)
		}
	}
	if got := lead.get("/intelligence/activities"); strings.Contains(got.body, "Half a pointer") {
		t.Error("a draft is shown to somebody else")
	}
	if got := lead.get(pointerPath + "?draft=" + v.Get("draft")); got.status != http.StatusNotFound {
		t.Errorf("another's draft: got %d, want 404", got.status)
	}

	record := kept(t, tom, pointerPath, pointed())
	alan := o.as(t, "alan")
	nothing := alan.get("/intelligence/activities/INT-ZZZZZZZ")
	for _, path := range []string{record, record + "/history", record + "/correct", record + "/withdraw", pointerPath, "/intelligence/activities", "/intelligence/drafts/" + v.Get("draft") + "/check"} {
		if got := alan.get(path); got.status != http.StatusNotFound || got.body != nothing.body {
			t.Errorf("%s without the grant: got %d, want the same 404", path, got.status)
		}
	}
	for _, path := range []string{pointerPath, record + "/correct", record + "/withdraw", record + "/read"} {
		if got := alan.post(path, pointed("version", "1", "why", "x")); got.status != http.StatusNotFound {
			t.Errorf("posting to %s without the grant: got %d, want 404", path, got.status)
		}
	}
	outreach := sample.Member(t, o.DB, "Amara Cole", access.OutreachWorker, sample.Charity)
	_, there := sample.Activity(t, o.DB, access.Outreach, outreach, "Drop-in", time.Now())
	if got := tom.get("/outreach/activities/" + there); got.status != http.StatusNotFound {
		t.Errorf("outreach for an intelligence officer: got %d, want 404", got.status)
	}
}
