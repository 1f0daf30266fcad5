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

// bell is an exchange whose people are told what is due. On 1 December 2025
// health was asked for something, and the police have something to do.
type bell struct {
	exchange
	request string
}

func newBell(t *testing.T) bell {
	t.Helper()
	x := newExchange(t)
	x.pages.Checklists = postgres.Checklists{DB: x.accounts.DB}
	x.pages.Loads = postgres.Activities{DB: x.accounts.DB}
	x.pages.Health = postgres.Health{DB: x.accounts.DB}
	b := bell{exchange: x, request: x.share(t, x.as(t, "tom"), x.asked())}
	x.Exec(t, `UPDATE coordination.need SET reviewed_on = '2025-11-20'`)
	meeting, _ := sample.Activity(t, x.DB, access.Coordination, x.priya, "Board", time.Date(2025, 11, 20, 10, 0, 0, 0, time.UTC))
	for _, a := range []struct{ ref, what, due string }{{"COO-000000A", "Send draft mentor guide", "2025-11-24"}, {"COO-000000B", "Book the hall", "2025-12-04"}} {
		x.Exec(t, `INSERT INTO coordination.action (id, ref, partnership_id, activity_id, position, what, agency_id, due, state, author, created_at) VALUES ($1, $2, 1, $3, 0, $4, $5, $6, 'open', $7, '2025-11-20')`,
			uuid.New(), a.ref, meeting, a.what, sample.Police, a.due, x.priya.ID)
	}
	x.Exec(t, `UPDATE shared.agreement SET review_on = '2025-12-20'`)
	x.Exec(t, `INSERT INTO coordination.draft (id, partnership_id, author, kind, content, created_at, updated_at) VALUES ($1, 1, $2, 'meeting', '', '2025-11-05', '2025-11-05')`, uuid.New(), x.tom.ID)
	return b
}

func TestNoticePages(t *testing.T) {
	t.Parallel()
	x := newBell(t)
	tom, priya, alan, grace := x.as(t, "tom"), x.as(t, "priya"), x.as(t, "alan"), x.as(t, "grace")
	expect(t, alan.get("/notices"), http.StatusOK, "Nothing needs you today.")
	keep(t, "notices_empty.html", alan.get("/notices"))
	keep(t, "notices_staff.html", tom.get("/notices"))
	got := priya.get("/notices")
	expect(t, got, http.StatusOK, "Send draft mentor guide", "Chase", "Review sharing agreement ISA-04: Partners")
	keep(t, "notices.html", got)
	if strings.Contains(got.body, "Book the hall") {
		t.Error("got another agency’s action that is not late, want only its own agency told")
	}
	expect(t, grace.get("/notices"), http.StatusOK, "Asked of you or your agency", "Acknowledge a request: Who to call at night")
	for name, b := range map[string]*browser{"the coordinator": priya, "the manager": alan, "agency staff": tom} {
		if !strings.Contains(b.get("/").body, `href="/notices"`) {
			t.Errorf("%s: got a first page that does not lead to the notices", name)
		}
	}
	if got := x.as(t, "kit").get("/notices"); got.status != http.StatusNotFound {
		t.Errorf("got %d for an administrator, want 404", got.status)
	}
}

// What waits for a decision is among the notices of who may decide, and on
// their first page, also once they put it away; nobody is asked about their own.
func TestProposalsAreNotices(t *testing.T) {
	t.Parallel()
	x := newBell(t)
	x.Exec(t, `INSERT INTO coordination.threshold (id, partnership_id, item, reason, proposed_by, proposed_at) VALUES ('00000000-0000-4000-8000-0000000000f1', 1, 'RES-1', 'Full time', $1, '2025-11-28')`, x.priya.ID)
	x.Exec(t, `INSERT INTO identity.grant_proposal (id, account_id, partnership_id, strand, role, from_day, to_day, reason, proposed_by, created_at)
		VALUES ('00000000-0000-4000-8000-0000000000f2', $1, 1, 'intelligence', 'intelligence_officer', '2025-12-01', '2026-03-01', 'Works there', $2, '2025-11-29')`, x.tom.ID, x.priya.ID)
	alan, priya := x.as(t, "alan"), x.as(t, "priya")
	got := alan.get("/notices")
	expect(t, got, http.StatusOK, "Waiting for your decision", "Approve or refuse thresholds of RES-1", `href="/checklist/RES-1/thresholds"`,
		"Approve or refuse a role", `href="/admin/proposals/00000000-0000-4000-8000-0000000000f2"`, "Proposed 28 November 2025.")
	if strings.Contains(strings.ToLower(got.body), "intelligence officer") {
		t.Error("got which role it is, want that on its own page alone")
	}
	keep(t, "notices_decisions.html", got)
	at := putAway.FindAllStringSubmatch(got.body, -1)
	if len(at) != 1 {
		t.Fatalf("got %d notices to put away, want the thresholds alone", len(at))
	}
	alan.post(at[0][1], nil).to(t, "/notices")
	expect(t, alan.get("/"), http.StatusOK, "Approve or refuse thresholds of RES-1", "Approve or refuse a role")
	for _, path := range []string{"/notices", "/"} {
		if body := priya.get(path).body; strings.Contains(body, "Approve or refuse") {
			t.Errorf("%s: got what she proposed herself, want it told to others", path)
		}
	}
}

var putAway = regexp.MustCompile(`action="(/notices/[^"]*/away)"`)

func TestPuttingANoticeAwayAndBack(t *testing.T) {
	t.Parallel()
	x := newBell(t)
	tom := x.as(t, "tom")
	got := tom.get("/notices")
	at := putAway.FindStringSubmatch(got.body)
	if at == nil {
		t.Fatal("got no way to put a notice away")
	}
	tom.post(at[1], nil).to(t, "/notices")
	got = tom.get("/notices")
	expect(t, got, http.StatusOK, "Put away until it changes.", "Bring back")
	keep(t, "notices_away.html", got)
	if strings.Contains(got.body, `action="`+at[1]+`"`) {
		t.Error("got it still among the notices")
	}
	expect(t, tom.post(at[1], nil), http.StatusNotFound)
	back := strings.TrimSuffix(at[1], "/away") + "/back"
	tom.post(back, nil).to(t, "/notices")
	expect(t, tom.get("/notices"), http.StatusOK, "Brought back.", `action="`+at[1]+`"`)
	expect(t, tom.post(back, nil), http.StatusNotFound)
	for _, none := range []string{"/notices/action:" + uuid.NewString() + "/away", "/notices/x/away", "/notices/%27;--/back", "/notices/%00/back"} {
		expect(t, tom.post(none, nil), http.StatusNotFound)
	}
	tom.post(at[1], nil).to(t, "/notices")
	x.Exec(t, `UPDATE coordination.action SET due = due - 1`)
	expect(t, tom.get("/notices"), http.StatusOK, `action="`+at[1]+`"`)
}

func TestANoticeIsGoneOnceItIsDone(t *testing.T) {
	t.Parallel()
	x := newBell(t)
	grace := x.as(t, "grace")
	expect(t, grace.get("/notices"), http.StatusOK, x.request)
	form := grace.get(step(x.request, "acknowledge"))
	expect(t, form, http.StatusOK)
	x.Exec(t, `UPDATE coordination.share SET outcome = 'refused', refused_why = 'None', closed_on = '2025-12-01'`)
	if strings.Contains(grace.get("/notices").body, x.request) {
		t.Error("got a request that was answered among the notices")
	}
}

func TestHowAPersonIsMailed(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	tom := h.as(t, "tom")
	expect(t, tom.get("/account"), http.StatusOK, "Notices by mail", "Each morning, not at weekends or on bank holidays")
	tom.get("/account/mail").want(t, 200, "account_mail")
	tom.post("/account/mail", url.Values{"every": {"weekly"}, "on": {"0"}, "quiet": {"yes"}}).want(t, 422, "account_mail_problems")
	for _, wrong := range []url.Values{{}, {"every": {"hourly"}}, {"every": {"weekly"}, "on": {"x"}}, {"every": {"weekly"}, "on": {"7"}}, {"every": {"weekly"}, "on": {"99999999999999999999"}}} {
		if got := tom.post("/account/mail", wrong); got.status != http.StatusUnprocessableEntity {
			t.Errorf("%v: got %d, want 422", wrong, got.status)
		}
	}
	tom.post("/account/mail", url.Values{"every": {"weekly"}, "on": {"3"}, "quiet": {"yes"}}).to(t, "/account")
	expect(t, tom.get("/account"), http.StatusOK, "Saved. Each week on Wednesday, not at weekends or on bank holidays.")
	tom.post("/account/mail", url.Values{"every": {"never"}}).to(t, "/account")
	expect(t, tom.get("/account"), http.StatusOK, "Never")
	if n := h.Count(t, `SELECT count(*) FROM audit.event WHERE kind = 'mail choice' AND act = 'auth' AND actor = $1`, h.tom.ID.String()); n != 2 {
		t.Errorf("got %d entries in the log, want 2", n)
	}
	expect(t, h.as(t, "priya").get("/account"), http.StatusOK, "Each morning")
	if strings.Contains(h.as(t, "kit").get("/account").body, "Notices by mail") {
		t.Error("got mail offered to somebody who is told nothing")
	}

	h.pages.Mail = nil
	got := tom.get("/account")
	expect(t, got, http.StatusOK, "Mail is not set up on this service, so nothing is mailed.")
	if strings.Contains(got.body, "can come to you by mail") {
		t.Error("got mail promised where there is no mail server")
	}
	tom.get("/account/mail").want(t, 200, "account_mail_none")
}
