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

const engagementPath = "/outreach/activities/new/activity"

// granted is a signed-in browser of a person with a grant, who has a second factor.
func (o office) granted(t *testing.T, name string, who access.Actor, role access.Role) *browser {
	t.Helper()
	b := o.as(t, name)
	o.Exec(t, `UPDATE identity.session SET strong = true`)
	sample.Grant(t, o.DB, who, role)
	return b
}

// reached is a form without anything to mend, with what a test changes in it.
func reached(change ...string) url.Values {
	v := url.Values{
		"draft": {uuid.NewString()}, "do": {"check"}, "name": {"Open evening"}, "date": {"26 November 2025"}, "start": {"6pm"}, "marking": {"OFFICIAL"},
		"aims": {"Show where to go with a worry"}, "audience": {"30_to_99"}, "area": {"Harbour Quarter"}, "partners": {"1", "5"}, "others": {"Residents’ association"},
		"follow_up": {"A second evening"}, "summary": {"Most asked about online safety."}, "police_part": {"some"}, "outcome": {"More people know the route"},
	}
	for i := 0; i+1 < len(change); i += 2 {
		v.Set(change[i], change[i+1])
	}
	return v
}

// reach logs an outreach activity and returns where it is.
func reach(t *testing.T, b *browser, change ...string) string {
	t.Helper()
	return kept(t, b, engagementPath, reached(change...))
}

// kept sends a form, confirms what is about to be saved, and returns where the
// record is.
func kept(t *testing.T, b *browser, path string, typed url.Values) string {
	t.Helper()
	got := b.post(path, typed)
	if got.status != http.StatusSeeOther || !strings.HasSuffix(got.location, typed.Get("draft")+"/check") {
		t.Fatalf("got %d %s, want 303 to the check:\n%s", got.status, got.location, summary(got))
	}
	got = b.post(got.location, nil)
	if got.status != http.StatusSeeOther || !strings.Contains(got.location, "/activities/") {
		t.Fatalf("got %d %s, want 303 to the record", got.status, got.location)
	}
	return got.location
}

func TestLoggingAnOutreachActivityFromTheListToItsRecord(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.granted(t, "tom", o.tom, access.OutreachWorker)
	got := b.get("/outreach/activities")
	expect(t, got, http.StatusOK, "Log an outreach activity", "No activities recorded yet.")
	got = b.get("/activities/new")
	expect(t, got, http.StatusOK, "Log a coordination meeting", "Log an outreach activity", "Mixed meetings", "is not another meeting")
	if strings.Contains(strings.ToLower(got.body[strings.Index(got.body, "<main"):strings.Index(got.body, "<footer")]), "intelligence") {
		t.Error("the chooser says the word to somebody who does not work there")
	}
	keep(t, "activity_choose_outreach.html", got)
	got = b.get(engagementPath)
	expect(t, got, http.StatusOK, "OUTREACH – Log an outreach activity – Liaison", "Do not identify any member of the public, even by initials", "Call the referral desk", "Westmere Police", `id="blur"`)
	if strings.Contains(got.body, "Helen Marsh") {
		t.Error("the form names a representative, whom outreach does not know")
	}
	if !regexp.MustCompile(`<div id="blur"[^>]* hidden>`).MatchString(got.body) {
		t.Error("want no warning while there is nothing to warn of")
	}
	keep(t, "engagement_log.html", got)

	got = b.post(engagementPath, reached("name", "", "date", "26 Nov 2026", "aims", "", "audience", "", "outcome", strings.Repeat("x", 1001)))
	expect(t, got, http.StatusUnprocessableEntity, "Error: OUTREACH – Log an outreach activity – Liaison", "26 Nov 2026", "Harbour Quarter", "Most asked about online safety.")
	want := "name: Enter the activity name\ndate: Date of the activity must be today or in the past\naims: Enter what the activity was for\n" +
		"audience: Select about how many people came\noutcome: Outcome must be 1,000 characters or less"
	if s := summary(got); s != want {
		t.Errorf("got\n%s\nwant\n%s", s, want)
	}
	keep(t, "engagement_log_problems.html", got)

	v := reached()
	check := b.post(engagementPath, v).location
	got = b.get(check)
	expect(t, got, http.StatusOK, "Check the activity before you save it", "30 to 99", "Westmere Bridge Street and Westmere Police", "People with a grant for outreach records")
	keep(t, "engagement_check.html", got)
	record := b.post(check, nil).location
	expect(t, b.get(record), http.StatusOK, "Activity "+record[len(record)-11:]+" saved.")
	got = b.get(record)
	expect(t, got, http.StatusOK, "Open evening", "26 November 2025 at 6pm", "Show where to go with a worry", "30 to 99", "Harbour Quarter", "Police took part", "More people know the route", "Correct")
	keep(t, "engagement_show.html", got)
	expect(t, b.get("/outreach/activities"), http.StatusOK, "Open evening", "Log an outreach activity")
	expect(t, b.get("/activities"), http.StatusOK, "Open evening", "OUTREACH")
	if n := o.Count(t, `SELECT count(*) FROM coordination.fact`); n != 0 {
		t.Errorf("got %d facts, want none", n)
	}
	for _, path := range []string{record, engagementPath, "/outreach/activities", record + "/correct"} {
		if is, not := o.as(t, "priya").get(path), o.as(t, "priya").get("/outreach/activities/OUT-ZZZZZZZ"); is.status != http.StatusNotFound || is.body != not.body {
			t.Errorf("%s without the grant: got %d, want the same 404", path, is.status)
		}
	}
}

// TestAnOutreachFormWarnsOfIntelligenceAndBlocksNothing is the flow of a
// browser without scripts: the form comes back once, and nothing typed is lost.
func TestAnOutreachFormWarnsOfIntelligenceAndBlocksNothing(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.granted(t, "tom", o.tom, access.OutreachWorker)
	log := o.Count(t, `SELECT count(*) FROM audit.event`)
	told := []string{"summary", "A source said so (1BP).\nThey use an open source library.", "aims", "Tasked by the board"}
	got := b.post(engagementPath, reached(told...))
	expect(t, got, http.StatusUnprocessableEntity, "Could any of this be intelligence?", "Aims: ‘Tasked’", "Summary: ‘source’ and ‘1BP’", "I have read this. None of it is intelligence.", "They use an open source library.")
	if s := summary(got); s != "cleared: Read the warning. Change the text, or tick that none of it is intelligence" {
		t.Errorf("got\n%s", s)
	}
	keep(t, "engagement_log_blur.html", got)
	if n := o.Count(t, `SELECT count(*) FROM audit.event`); n != log {
		t.Errorf("got %d entries more in the log, want none", n-log)
	}
	if n := o.Count(t, `SELECT count(*) FROM outreach.draft`); n != 0 {
		t.Errorf("got %d drafts, want nothing kept", n)
	}
	sign := regexp.MustCompile(`name="cleared" type="checkbox" value="([^"]*)"`).FindStringSubmatch(got.body)[1]
	if want := "aims=tasked;summary=1bp;summary=source"; sign != want {
		t.Errorf("got %q, want %q", sign, want)
	}
	for _, tt := range []struct {
		name   string
		change []string
		want   int
	}{
		{"a tick for these words passes", append(told, "cleared", sign), http.StatusSeeOther},
		{"a tick for other words does not", append(told, "cleared", "summary=source"), http.StatusUnprocessableEntity},
		{"a word more asks again", append(told, "cleared", sign, "area", "URN 12"), http.StatusUnprocessableEntity},
		{"a text without such words passes", nil, http.StatusSeeOther},
		{"a tick that nothing needs does no harm", []string{"cleared", "yes"}, http.StatusSeeOther},
		{"a draft is kept without a question", append(told, "do", "draft"), http.StatusSeeOther},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := b.post(engagementPath, reached(tt.change...)); got.status != tt.want {
				t.Errorf("got %d, want %d:\n%s", got.status, tt.want, summary(got))
			}
		})
	}
	for _, field := range []string{"name", "aims", "area", "others", "follow_up", "summary", "outcome"} {
		if got := b.post(engagementPath, reached(field, "graded 2DC")); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.body, "‘2DC’") {
			t.Errorf("%s: got %d, want the warning", field, got.status)
		}
	}

	// What was ticked goes with the draft to the page that checks it, and is
	// no part of the record.
	record := reach(t, b, append(told, "cleared", sign)...)
	expect(t, b.get(record), http.StatusOK, "A source said so (1BP).")
	if n := o.Count(t, `SELECT count(*) FROM outreach.activity_version WHERE content LIKE '%cleared%' OR content LIKE '%aims=tasked%'`); n != 0 {
		t.Error("the tick was kept with the record")
	}
	got = b.get(record + "/correct")
	expect(t, got, http.StatusOK, "Summary: ‘source’ and ‘1BP’")
	v := reached("version", "1", "why", "The informant was named")
	v.Del("do")
	got = b.post(record+"/correct", v)
	expect(t, got, http.StatusUnprocessableEntity, "Reason for the correction: ‘informant’", "Open evening")
}

// TestBadInputOfAnOutreachActivity puts one wrong thing at a time into a form
// that is right otherwise.
func TestBadInputOfAnOutreachActivity(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.granted(t, "tom", o.tom, access.OutreachWorker)
	for _, tt := range []struct {
		name   string
		change []string
		want   string
	}{
		{"no name", []string{"name", " "}, "name: Enter the activity name"},
		{"a nul byte", []string{"aims", "Show\x00"}, "aims: Remove the characters that cannot be saved, then check the text"},
		{"not a date", []string{"date", "soon"}, "date: Date of the activity must be a real date, like 26 November 2025"},
		{"another century", []string{"date", "26/11/1925"}, "date: Date of the activity must be after 1999"},
		{"not a time", []string{"start", "25:00"}, "start: Start time must be a time, like 10am or 14:30"},
		{"an exact number of people", []string{"audience", "37"}, "audience: Select about how many people came"},
		{"an agency of another partnership", []string{"partners", "99"}, "partners: Select partner agencies from the list"},
		{"an agency that is none", []string{"partners", "1e9"}, "partners: Select partner agencies from the list"},
		{"an unknown part of police", []string{"police_part", "x"}, "police_part: Select what part police had from the list"},
		{"a checklist item", []string{"item", "RES-2"}, "item: Select checklist items from the list"},
		{"an unknown marking", []string{"marking", "SECRET"}, "marking: Select a marking from the list"},
		{"an unknown limit", []string{"limit", "PURPLE"}, "limit: Select how far it may be passed on from the list"},
		{"a long area", []string{"area", strings.Repeat("x", 121)}, "area: Area must be 120 characters or less"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := b.post(engagementPath, reached(tt.change...))
			if got.status != http.StatusUnprocessableEntity || summary(got) != tt.want {
				t.Errorf("got %d\n%s\nwant 422\n%s", got.status, summary(got), tt.want)
			}
			if !strings.Contains(got.body, "Most asked about online safety.") {
				t.Error("want every answer kept")
			}
		})
	}
	if n := o.Count(t, `SELECT count(*) FROM outreach.activity`); n != 0 {
		t.Errorf("got %d records, want none", n)
	}
}

func TestCorrectingAndWithdrawingAnOutreachActivity(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tom := o.granted(t, "tom", o.tom, access.OutreachWorker)
	lead := o.granted(t, "priya", o.priya, access.OutreachLead)
	record := reach(t, tom, "marking", "OFFICIAL-SENSITIVE", "limit", "AMBER")
	o.Exec(t, `UPDATE shared.partnership_agency SET left_on = '2025-11-28' WHERE agency_id = 5`)
	got := tom.get(record + "/correct")
	expect(t, got, http.StatusOK, `value="26 November 2025"`, `value="6pm"`, "Westmere Bridge Street", "Save correction")
	if !regexp.MustCompile(`value="5" checked`).MatchString(got.body) {
		t.Error("want an agency that has left since kept as it was")
	}
	form := func(change ...string) url.Values {
		v := reached(append([]string{"marking", "OFFICIAL-SENSITIVE", "limit", "AMBER", "version", "1"}, change...)...)
		v.Del("draft")
		return v
	}
	got = lead.post(record+"/correct", form())
	expect(t, got, http.StatusUnprocessableEntity, "Enter why the record is being corrected")
	keep(t, "engagement_correct_problems.html", got)
	got = lead.post(record+"/correct", form("why", "Marked too high", "marking", "OFFICIAL", "limit", "GREEN"))
	if want := "marking: Only the agency that recorded this can lower its marking\nlimit: Only the agency that recorded this can widen how far it may be passed on"; summary(got) != want {
		t.Errorf("got\n%s\nwant\n%s", summary(got), want)
	}
	tom.post(record+"/correct", form("area", "Bridge Street ward")).to(t, record)
	got = lead.post(record+"/correct", form("area", "City centre", "why", "Wrong area"))
	expect(t, got, http.StatusConflict, "This record changed while you were editing", "Bridge Street ward", `value="City centre"`, `name="version" value="2"`)
	lead.post(record+"/correct", form("area", "City centre", "why", "Wrong area", "version", "2")).to(t, record)
	lead.get(record)
	got = lead.get(record + "/history")
	expect(t, got, http.StatusOK, "Wrong area", "Bridge Street ward", "City centre", "Harbour Quarter")
	keep(t, "engagement_history.html", got)

	expect(t, tom.get(record+"/withdraw"), http.StatusForbidden)
	expect(t, tom.post(record+"/withdraw", url.Values{"why": {"Twice"}}), http.StatusForbidden)
	expect(t, lead.get(record+"/withdraw"), http.StatusOK, "Withdraw OUT-")
	lead.post(record+"/withdraw", url.Values{"why": {"Recorded twice"}}).to(t, record)
	expect(t, tom.get(record), http.StatusOK, "Withdrawn", "Reason: Recorded twice")
	expect(t, tom.get(record+"/correct"), http.StatusConflict)

	other := reach(t, tom, "partners", "1")
	expect(t, lead.post(other+"/report", url.Values{"why": {"Names a resident"}}), http.StatusSeeOther)
	if got := tom.get(other); strings.Contains(got.body, "Show where to go") || !strings.Contains(got.body, "Hidden record") {
		t.Error("the hidden record shows what was written")
	}
}

func TestDraftsOfOutreachAreOnTheChooser(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.granted(t, "tom", o.tom, access.OutreachWorker)
	v := reached("do", "draft", "name", "Half a market stall", "date", "no idea")
	b.post(engagementPath, v).to(t, "/activities/new")
	expect(t, b.get("/activities/new"), http.StatusOK, "Half a market stall", "Outreach records, saved")
	got := b.get(engagementPath + "?draft=" + v.Get("draft"))
	expect(t, got, http.StatusOK, `value="no idea"`, "Show where to go with a worry")
	if n := strings.Count(got.body, `name="partners" type="checkbox" value="`); n != 5 || strings.Count(got.body, "checked") < 3 {
		t.Errorf("got %d agencies to tick, want all, with those that were ticked", n)
	}
	for _, path := range []string{logPath + "?draft=" + v.Get("draft"), "/coordination/drafts/" + v.Get("draft") + "/check"} {
		if got := b.get(path); got.status != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404: it is of another area", path, got.status)
		}
	}
	b.post("/outreach/drafts/"+v.Get("draft")+"/delete", nil).to(t, "/activities/new")
	if n := o.Count(t, `SELECT count(*) FROM outreach.draft`); n != 0 {
		t.Errorf("got %d drafts, want none", n)
	}
}
