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

var (
	toldAt  = regexp.MustCompile(`\d{1,2} [A-Z][a-z]+ 20\d\d at (\d{1,2}(:\d\d)?[ap]m|midday|midnight)`)
	toldISO = regexp.MustCompile(`datetime="20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ"`)
)

// stand is keep for pages with a history, whose moments are the database's own.
func stand(t *testing.T, name string, a answer) {
	t.Helper()
	a.body = toldISO.ReplaceAllString(toldAt.ReplaceAllString(a.body, "MOMENT"), `datetime="MOMENT"`)
	keep(t, name, a)
}

// among is the one path of a page that is like the pattern.
func among(t *testing.T, a answer, pattern string) string {
	t.Helper()
	found := regexp.MustCompile(strings.ReplaceAll(pattern, "ID", `[0-9a-f-]{36}`)).FindString(a.body)
	if found == "" {
		t.Fatalf("got no %s in the page, want one", pattern)
	}
	return found
}

func led() url.Values {
	return url.Values{
		"post": {"police_lead"}, "agency": {"1"}, "person": {" Helen  Marsh "}, "title": {"Superintendent"}, "from": {"1 May 2025"}, "to": {""}, "reason": {"Named by the force"},
	}
}

func TestLeadershipPages(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya, tom := b.as(t, "priya"), b.as(t, "tom")
	path := "/coordination/leadership"
	got := priya.get(path)
	expect(t, got, http.StatusOK, "Nobody is recorded in this post today", "Record who leads")
	stand(t, "leadership_empty.html", got)
	got = tom.get(path)
	expect(t, got, http.StatusOK, "The coordinator records who leads.")
	stand(t, "leadership_reader.html", got)
	got = priya.post(path, url.Values{"agency": {"x"}, "from": {"32/1/2025"}, "to": {"1 May 1900"}})
	expect(t, got, http.StatusUnprocessableEntity, "Error:", `value="32/1/2025"`)
	if got, want := summary(got), "post: Select which post this is\nagency: Select an agency from the list\nperson: Enter the name of the person\n"+
		"from: First day must be a real date, like 26 November 2025\nto: Last day must be between 2000 and 2100\nreason: Enter why this is recorded"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	stand(t, "leadership_problems.html", got)
	for name, change := range map[string][2]string{
		"a council's police lead": {"agency", "2"},
		"a stranger's agency":     {"agency", "99"},
		"no post":                 {"post", "chief"},
		"a name too long":         {"person", strings.Repeat("x", 121)},
		"ends before it begins":   {"to", "1 April 2025"},
		"a long reason":           {"reason", strings.Repeat("x", 1001)},
		"a nul byte":              {"title", "a\x00"},
	} {
		v := led()
		v.Set(change[0], change[1])
		if got := priya.post(path, v); got.status != http.StatusUnprocessableEntity || !strings.Contains(summary(got), change[0]+": ") {
			t.Errorf("%s: got %d %q, want 422 at %s", name, got.status, summary(got), change[0])
		}
	}
	if got := tom.post(path, led()); got.status != http.StatusForbidden {
		t.Errorf("got %d for agency staff, want 403", got.status)
	}
	priya.post(path, led()).to(t, path)
	v := led()
	v.Set("post", "senior_sponsor")
	v.Set("agency", "2")
	v.Set("person", "Sal Sponsor")
	v.Set("from", "1 February 2026")
	priya.post(path, v).to(t, path)
	got = priya.get(path)
	expect(t, got, http.StatusOK, "Helen Marsh, Superintendent", "Before and to come", "Sal Sponsor", "Sal Sponsor recorded as senior sponsor.")
	stand(t, "leadership.html", got)
	if n := b.Count(t, `SELECT count(*) FROM coordination.person WHERE name = 'Helen Marsh'`); n != 1 {
		t.Errorf("got %d people by that name, want the one of attendance", n)
	}
	if got := priya.post(path, led()); got.status != http.StatusUnprocessableEntity || !strings.Contains(summary(got), "only one person holds the post at a time") {
		t.Errorf("got %d %q, want it to say that the post is held", got.status, summary(got))
	}
	end := among(t, got, `/coordination/leadership/ID/end`)
	got = priya.get(end)
	expect(t, got, http.StatusOK, "End the time of Helen Marsh as police lead")
	stand(t, "leadership_end.html", got)
	got = priya.post(end, url.Values{"last": {"1 January 2025"}})
	expect(t, got, http.StatusUnprocessableEntity, "Last day must be on or after the first day, 1 May 2025", "Enter why it ends")
	stand(t, "leadership_end_problems.html", got)
	priya.post(end, url.Values{"last": {"30 November 2025"}, "why": {"Retired"}}).to(t, path)
	got = priya.get(path)
	expect(t, got, http.StatusOK, "Helen Marsh is police lead until 30 November 2025.", "Retired")
	stand(t, "leadership_ended.html", got)
	got = priya.post(end, url.Values{"last": {"29 November 2025"}, "why": {"Moved on"}})
	expect(t, got, http.StatusConflict, "This has already been ended", "Retired", "Moved on", "What you typed was not saved")
	stand(t, "leadership_end_clash.html", got)
	for _, path := range []string{path + "/x/end", path + "/" + uuid.NewString() + "/end"} {
		if got := priya.get(path); got.status != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404", path, got.status)
		}
	}
}

func TestEscalationPages(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya, alan, tom := b.as(t, "priya"), b.as(t, "alan"), b.as(t, "tom")
	path := "/coordination/escalations"
	record := b.log(t, tom)
	ref := record[strings.LastIndex(record, "/")+1:]
	priya.post("/coordination/leadership", led()).to(t, "/coordination/leadership")
	got := tom.get(path + "?meeting=" + ref)
	expect(t, got, http.StatusOK, "Nothing has been escalated.", `value="`+ref+`"`, `value="1 December 2025"`, "Helen Marsh, Westmere Police", "Nobody is recorded in this post today", "even by initials")
	stand(t, "escalations_empty.html", got)
	expect(t, alan.get(path), http.StatusOK, "The coordinator and agency staff escalate.")
	_, outreach := sample.Activity(t, b.DB, access.Outreach, b.tom, "Open day", b.pages.Now())
	got = tom.post(path, url.Values{"meeting": {outreach}, "raised": {"2 December 2025"}})
	expect(t, got, http.StatusUnprocessableEntity)
	if got, want := summary(got), "post: Select who has to decide\nwhat: Enter what needs a decision\nmeeting: "+outreach+
		" is not a reference you can use here. Enter that of a coordination meeting, like COO-7K2M9QX\nraised: Day it was raised must be today or in the past"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	stand(t, "escalations_problems.html", got)
	for _, unknown := range []string{"COO-0000000", "nothing", strings.Repeat("x", 500), "' OR true --"} {
		got := tom.post(path, url.Values{"post": {"police_lead"}, "what": {"Who pays?"}, "raised": {"1 December 2025"}, "meeting": {unknown}})
		if got.status != http.StatusUnprocessableEntity || !strings.Contains(summary(got), "is not a reference you can use here") {
			t.Errorf("%.20s: got %d %q, want 422 in the same words", unknown, got.status, summary(got))
		}
	}
	ask := url.Values{"post": {"senior_sponsor"}, "what": {"Who pays for the room?"}, "meeting": {strings.ToLower(ref)}, "raised": {"10 November 2025"}}
	tom.post(path, ask).to(t, path)
	ask.Set("post", "police_lead")
	ask.Set("meeting", "")
	ask.Set("raised", "28 November 2025")
	priya.post(path, ask).to(t, path)
	got = alan.get(path)
	expect(t, got, http.StatusOK, "2 escalations wait for an answer.", "15 working days so far", "1 working day so far", "app-late", ref)
	stand(t, "escalations.html", got)
	one := among(t, got, `/coordination/escalations/ID`)
	got = tom.get(one)
	expect(t, got, http.StatusOK, "Waits, 15 working days so far", "by Tom Okafor")
	meeting := tom.get(record)
	expect(t, meeting, http.StatusOK, "Who pays for the room?", "To the senior sponsor, raised on 10 November 2025", "Waits, 15 working days so far", "app-late")
	stand(t, "activity_show_escalated.html", meeting)
	if strings.Contains(got.body, "Record the answer") {
		t.Error("got a way to answer for agency staff, want none")
	}
	stand(t, "escalation_waits.html", got)
	if got := tom.post(one+"/answer", url.Values{"answered": {"1 December 2025"}, "answer": {"x"}}); got.status != http.StatusForbidden {
		t.Errorf("got %d for agency staff, want 403", got.status)
	}
	got = alan.post(one+"/answer", url.Values{"answered": {"9 November 2025"}, "answer": {" "}})
	expect(t, got, http.StatusUnprocessableEntity, "Day it was answered must be on or after the day it was raised, 10 November 2025", "Enter what the answer is")
	stand(t, "escalation_problems.html", got)
	alan.post(one+"/answer", url.Values{"answered": {"24 November 2025"}, "answer": {"The council pays."}}).to(t, one)
	got = priya.get(one)
	expect(t, got, http.StatusOK, "24 November 2025, after 10 working days", "The council pays.", "Answer recorded")
	stand(t, "escalation.html", got)
	meeting = tom.get(record)
	expect(t, meeting, http.StatusOK, "Answered on 24 November 2025, after 10 working days", "The council pays.")
	stand(t, "activity_show_answered.html", meeting)
	got = priya.post(one+"/answer", url.Values{"answered": {"25 November 2025"}, "answer": {"The police pay."}})
	expect(t, got, http.StatusConflict, "This has already been answered", "The police pay.", "The council pays.")
	stand(t, "escalation_clash.html", got)
	for _, path := range []string{path + "/x", path + "/" + uuid.NewString()} {
		if got := alan.get(path); got.status != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404", path, got.status)
		}
	}
}
