package page_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/postgres"
	"liaison/internal/secret"
	"liaison/internal/server"
	"liaison/internal/testing/golden"
	"liaison/internal/testing/sample"
)

var (
	feedLink = regexp.MustCompile(`https://liaison\.example(/calendar/[A-Za-z0-9_-]{43}/liaison\.ics)`)
	anyStamp = regexp.MustCompile(`(DTSTAMP|LAST-MODIFIED):\d{8}T\d{6}Z`)
)

// link makes the person a calendar link, and returns its path.
func (h house) link(t *testing.T, b *browser) string {
	t.Helper()
	got := b.post("/account/calendar", nil)
	found := feedLink.FindStringSubmatch(got.body)
	if got.status != http.StatusOK || found == nil {
		t.Fatalf("got %d without a link, want one", got.status)
	}
	return found[1]
}

// unfolded is a calendar with its long lines in one piece, and without what is
// another at each run.
func unfolded(body string) string {
	body = strings.ReplaceAll(body, "\r\n ", "")
	body = anyID.ReplaceAllString(body, "ID")
	body = anyRef.ReplaceAllString(body, "REF")
	body = anyStamp.ReplaceAllString(body, "$1:MOMENT")
	return strings.ReplaceAll(body, "\r\n", "\n")
}

func keepCalendar(t *testing.T, file string, got answer) {
	t.Helper()
	if got.status != http.StatusOK {
		t.Errorf("%s: got %d, want 200", file, got.status)
	}
	golden.Same(t, file, []byte(unfolded(got.body)))
}

func TestAMeetingForACalendar(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tom := o.as(t, "tom")
	record := o.plan(t, tom)
	file := record + "/meeting.ics"
	expect(t, tom.get(record), http.StatusOK, "Add to your calendar", `href="`+file+`"`)
	expect(t, tom.get(record+"/agenda"), http.StatusOK, "Add to your calendar", `href="`+file+`"`)
	keepCalendar(t, "meeting_planned.ics", tom.get(file))
	for _, no := range []string{"Helen Marsh", "Who hosts in spring?"} {
		if strings.Contains(tom.get(file).body, no) {
			t.Errorf("got %q in a calendar, want neither names nor papers", no)
		}
	}
	head := tom.head(file)
	if kind, name := head.Get("Content-Type"), head.Get("Content-Disposition"); kind != "text/calendar; charset=utf-8" || !regexp.MustCompile(`^attachment; filename="meeting-coo-[0-9a-z]{7}\.ics"$`).MatchString(name) {
		t.Errorf("got %q %q, want a calendar to keep", kind, name)
	}

	timeless := o.plan(t, tom, "name", "Away day", "start", "", "date", "19 December 2025")
	keepCalendar(t, "meeting_timeless.ics", tom.get(timeless+"/meeting.ics"))
	secretly := o.plan(t, tom, "name", "Operation Heron", "marking", "OFFICIAL-SENSITIVE", "place", "Heron House", "date", "22 December 2025")
	keepCalendar(t, "meeting_sensitive.ics", tom.get(secretly+"/meeting.ics"))
	if strings.Contains(tom.get(secretly+"/meeting.ics").body, "Heron") {
		t.Error("got a title or place that is marked above OFFICIAL, want neither in a calendar")
	}

	o.as(t, "priya").post(record+"/cancel", url.Values{"version": {"1"}, "why": {"Snow"}}).to(t, record)
	keepCalendar(t, "meeting_cancelled.ics", tom.get(file))
	if strings.Contains(tom.get(file).body, "Snow") {
		t.Error("got the reason in a calendar, want none")
	}

	expect(t, tom.get("/coordination/activities/COO-ZZZZZZZ/meeting.ics"), http.StatusNotFound)
	expect(t, o.as(t, "kit").get(file), http.StatusNotFound)
	o.Exec(t, `UPDATE coordination.activity SET reported_at = now() WHERE title = 'Away day'`)
	expect(t, tom.get(timeless+"/meeting.ics"), http.StatusNotFound)
	o.Exec(t, `UPDATE coordination.activity SET withdrawn_at = now(), withdrawn_by = author, withdrawn_why = 'Twice' WHERE title = 'Operation Heron'`)
	expect(t, tom.get(secretly+"/meeting.ics"), http.StatusConflict)
}

// head asks for the headers alone.
func (b *browser) head(path string) http.Header {
	b.t.Helper()
	q := httptest.NewRequestWithContext(b.t.Context(), http.MethodHead, path, http.NoBody)
	for name, value := range b.cookies {
		q.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, q)
	return w.Header()
}

func TestCalendarLinkPages(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.as(t, "tom")
	expect(t, b.get("/account"), http.StatusOK, "Make a calendar link")
	b.get("/account/calendar").want(t, 200, "account_calendar_make")
	made := b.post("/account/calendar", nil)
	first := feedLink.FindStringSubmatch(made.body)
	if first == nil {
		t.Fatal("got no link, want one")
	}
	made.body = strings.ReplaceAll(made.body, first[1], "/calendar/TOKEN/liaison.ics")
	made.want(t, 200, "account_calendar_made")
	got := b.get("/account").want(t, 200, "account_calendar")
	if token := strings.Split(first[1], "/")[2]; strings.Contains(got.body, token) {
		t.Error("got the link again, want it shown once")
	}
	b.get("/account/calendar").want(t, 200, "account_calendar_replace")
	second := h.link(t, b)
	if second == first[1] {
		t.Error("got the same link again, want another")
	}
	b.get("/account/calendar/revoke").want(t, 200, "account_calendar_revoke")
	b.post("/account/calendar/revoke", nil).to(t, "/account")
	b.get("/account").want(t, 200, "account_calendar_revoked")
	expect(t, b.post("/account/calendar/revoke", nil), http.StatusNotFound)

	kit := h.as(t, "kit")
	if strings.Contains(kit.get("/account").body, "calendar link") {
		t.Error("got a calendar offered to whoever reads no coordination records, want none")
	}
	expect(t, kit.get("/account/calendar"), http.StatusForbidden)
	expect(t, kit.post("/account/calendar", nil), http.StatusForbidden)

	for detail, want := range map[string]int{"made": 1, "made, in the place of %": 1, "revoked": 1} {
		if got := h.Count(t, `SELECT count(*) FROM audit.event WHERE kind = 'calendar link' AND act = 'auth' AND actor = $2 AND detail LIKE $1`, detail, h.tom.ID.String()); got != want {
			t.Errorf("got %d entries %q in the log, want %d", got, detail, want)
		}
	}
}

func TestTheCalendarOfAPerson(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.pages.Checklists = postgres.Checklists{DB: o.accounts.DB}
	tom, priya := o.as(t, "tom"), o.as(t, "priya")
	o.plan(t, tom)
	o.log(t, tom, "action-1-who", "1")
	o.plan(t, tom, "name", "Too far", "date", "24 December 2026")
	o.log(t, tom, "name", "Long ago", "date", "20 October 2025", "action-1-what", "Of the council", "action-1-who", "2")
	o.Exec(t, `INSERT INTO coordination.assessment (id, partnership_id, item, state, reason, review_on, by, at)
		VALUES ($1, 1, 'RES-2', 'in_place', 'Seen', '2026-03-02', $2, '2025-11-03 10:00Z'), ($3, 1, 'RES-4', 'in_place', 'Seen', '2025-09-02', $2, '2025-06-03 10:00Z')`, uuid.New(), o.alan.ID, uuid.New())
	o.Exec(t, `INSERT INTO shared.agreement (id, partnership_id, number, name, purpose, basis, retention, dpia, contact, from_day, review_on, recorded_by, recorded_at)
		VALUES ($1, 1, 'ISA-01', 'Sharing for partners', 'Safety', 'Public task', '6 years', '', '', '2025-01-01', '2026-01-05', $2, '2025-01-01 10:00Z')`, uuid.New(), o.priya.ID)

	toms, priyas := o.link(t, tom), o.link(t, priya)
	anyone := o.browser(t)
	keepCalendar(t, "calendar_staff.ics", anyone.get(toms))
	keepCalendar(t, "calendar_coordinator.ics", anyone.get(priyas))
	head := anyone.head(toms)
	if got := head.Get("Cache-Control"); got != "no-store" {
		t.Errorf("got %q, want a calendar that nothing on the way keeps", got)
	}
	expect(t, tom.get("/account"), http.StatusOK, "Last read")
	if used := o.Count(t, `SELECT count(*) FROM identity.calendar_link WHERE used_on = sec.today()`); used != 2 {
		t.Errorf("got %d links that were read, want 2", used)
	}
	if began := o.Count(t, `SELECT count(*) FROM identity.session WHERE account_id = $1`, o.tom.ID); began != 1 {
		t.Errorf("got %d sessions, want none begun by a calendar", began)
	}
}

// TestACalendarHoldsNothingOfOtherStrands gives the owner every grant there can
// be beside it, and a record in that strand.
func TestACalendarHoldsNothingOfOtherStrands(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	link := o.link(t, o.as(t, "tom"))
	before := o.browser(t).get(link).body
	sample.Grant(t, o.DB, o.tom, access.OutreachWorker)
	o.Exec(t, `INSERT INTO outreach.activity (id, ref, partnership_id, kind, title, occurred_at, occurred_on, agency_id, author, updated_by)
		VALUES ($1, 'OUT-0000001', 1, 'outreach', 'Youth club visit', '2025-12-10 10:00Z', '2025-12-10', $2, $3, $3)`, uuid.New(), sample.Police, o.tom.ID)
	if after := o.browser(t).get(link).body; after != before {
		t.Errorf("got\n%s\nwant the calendar as it was before the grant:\n%s", after, before)
	}
}

// TestCalendarLinksThatDoNotWork holds that nobody learns why one does not.
func TestCalendarLinksThatDoNotWork(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	unknown := o.browser(t).get("/calendar/" + secret.NewToken() + "/liaison.ics")
	if unknown.status != http.StatusNotFound {
		t.Fatalf("got %d, want 404", unknown.status)
	}
	for _, tt := range []struct{ name, change string }{
		{"revoked", `UPDATE identity.calendar_link SET ended_at = now()`},
		{"of an account that is disabled", `UPDATE identity.account SET disabled_at = now() WHERE id = $1`},
		{"of somebody who left", `UPDATE identity.membership SET to_day = sec.today() - 1 WHERE account_id = $1`},
		{"of somebody who reads no coordination records now", `UPDATE identity.membership SET role = 'auditor' WHERE account_id = $1`},
		{"of a partnership that ended", `UPDATE shared.partnership SET archived_at = now()`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			link := o.link(t, o.as(t, "tom"))
			if got := o.browser(t).get(link); got.status != http.StatusOK {
				t.Fatalf("got %d, want 200 before", got.status)
			}
			if strings.Contains(tt.change, "$1") {
				o.Exec(t, tt.change, o.tom.ID)
			} else {
				o.Exec(t, tt.change)
			}
			if got := o.browser(t).get(link); got.status != unknown.status || plain(got.body) != plain(unknown.body) {
				t.Errorf("got %d\n%s\nwant just what an unknown link gets:\n%s", got.status, got.body, unknown.body)
			}
		})
	}
	tom := o.as(t, "tom")
	first := o.link(t, tom)
	second := o.link(t, tom)
	expect(t, o.browser(t).get(first), http.StatusNotFound)
	expect(t, o.browser(t).get(second), http.StatusOK)
	expect(t, o.browser(t).get("/calendar/x/liaison.ics"), http.StatusNotFound)
}

func TestCalendarLinksAreReadSoOften(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.pages.Calendars = server.NewRate(time.Minute, 2, 10)
	link := o.link(t, o.as(t, "tom"))
	b := o.browser(t)
	for i, want := range []int{http.StatusOK, http.StatusOK, http.StatusConflict} {
		if got := b.get(link); got.status != want {
			t.Errorf("reading %d: got %d, want %d", i+1, got.status, want)
		}
	}
}
