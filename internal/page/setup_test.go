package page_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/postgres"
	"liaison/internal/testing/sample"
)

func TestSetupPages(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	b.Exec(t, `DELETE FROM shared.strand_use WHERE partnership_id = 1`)
	priya, alan, tom := b.as(t, "priya"), b.as(t, "alan"), b.as(t, "tom")
	path := "/coordination/setup"
	got := priya.get(path)
	expect(t, got, http.StatusOK, "1 of 5 steps completed. Everything can be used before all are.", "1 of 5 agencies have a named representative.", "Begun", "Not started", "Propose to switch on", "Always on")
	stand(t, "setup_begun.html", got)
	if strings.Contains(tom.get(path).body, "Propose to switch on") {
		t.Error("got a way to propose for agency staff, want none")
	}
	got = priya.get(path + "/areas/casework")
	expect(t, got, http.StatusOK, "Switch on casework records", "a case worker and a case supervisor")
	stand(t, "strand_propose.html", got)
	for _, none := range []string{"coordination", "identity", "x", "%00"} {
		if got := priya.get(path + "/areas/" + none); got.status != http.StatusNotFound && got.status != http.StatusBadRequest {
			t.Errorf("%s: got %d, want 404", none, got.status)
		}
	}
	got = priya.post(path+"/areas/casework", url.Values{"reason": {""}})
	expect(t, got, http.StatusUnprocessableEntity, "Enter why this partnership needs these records")
	stand(t, "strand_propose_problems.html", got)
	if got := tom.post(path+"/areas/casework", url.Values{"reason": {"x"}}); got.status != http.StatusForbidden {
		t.Errorf("got %d for agency staff, want 403", got.status)
	}
	priya.post(path+"/areas/casework", url.Values{"reason": {"We support people"}}).to(t, path)
	if got := alan.post(path+"/areas/casework", url.Values{"reason": {"So do I"}}); got.status != http.StatusConflict {
		t.Errorf("got %d proposing twice, want 409", got.status)
	}
	got = priya.get(path)
	expect(t, got, http.StatusOK, "Waiting for a second person", "Proposed by Priya Nair", "Casework records proposed. They are switched on once another person approves.")
	stand(t, "setup_waiting.html", got)
	decide := among(t, alan.get(path), path+`/proposals/ID`)
	expect(t, priya.get(decide), http.StatusOK, "You proposed this, so somebody else has to decide on it.")
	for _, v := range []url.Values{{"decision": {"approve"}, "why": {"Yes"}}, {"decision": {"refuse"}, "why": {"No"}}, {"decision": {"approve"}}} {
		if got := priya.post(decide, v); got.status != http.StatusForbidden && got.status != http.StatusUnprocessableEntity {
			t.Errorf("got %d deciding on one's own, want 403", got.status)
		}
	}
	if got := priya.post(decide, url.Values{"decision": {"approve"}, "why": {"Yes"}}); got.status != http.StatusForbidden {
		t.Errorf("got %d deciding on one's own, want 403", got.status)
	}
	got = alan.get(decide)
	expect(t, got, http.StatusOK, "Decide on casework records", "We support people", "by Priya Nair")
	stand(t, "strand_decide.html", got)
	got = alan.post(decide, url.Values{"why": {" "}})
	expect(t, got, http.StatusUnprocessableEntity, "Select whether to approve this", "Enter why you decide so")
	stand(t, "strand_decide_problems.html", got)

	// No role in casework before it is on.
	today := calendar.Day(time.Now())
	b.pages.Now = time.Now
	role := url.Values{"person": {b.tom.ID.String()}, "role": {"case_worker"}, "from": {today.Format("2006-01-02")}, "to": {today.AddDate(0, 3, 0).Format("2006-01-02")}, "reason": {"Case lead"}}
	expect(t, priya.get("/admin/grants/propose"), http.StatusOK, "Casework records are not switched on in this partnership yet.")
	got = priya.post("/admin/grants/propose", role)
	expect(t, got, http.StatusUnprocessableEntity)
	if got, want := summary(got), "role: Casework records are not switched on in this partnership. A coordinator or manager proposes them on the page ‘Set up the partnership’, and another approves"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if n := b.Count(t, `SELECT count(*) FROM identity.grant_proposal`); n != 0 {
		t.Errorf("got %d proposals of a role, want none", n)
	}
	b.pages.Now = func() time.Time { return time.Date(2025, 12, 1, 9, 5, 0, 0, time.UTC) }
	alan.post(decide, url.Values{"decision": {"approve"}, "why": {"Two people are ready"}}).to(t, path)
	got = alan.get(path)
	expect(t, got, http.StatusOK, "On since 1 December 2025", "approved by Alan Whitford", "Casework records are switched on.")
	stand(t, "setup_on.html", got)
	b.pages.Now = time.Now
	priya.post("/admin/grants/propose", role).to(t, "/admin/users")
	if got := alan.post(decide, url.Values{"decision": {"refuse"}, "why": {"x"}}); got.status != http.StatusConflict {
		t.Errorf("got %d deciding twice, want 409", got.status)
	}

	// What was proposed while it was on is not approved when it is not.
	b.Exec(t, `DELETE FROM shared.strand_use WHERE partnership_id = 1`)
	proposal := anID(t, alan.get("/admin/users").body, "/admin/proposals/ID")
	if got := alan.post(proposal, url.Values{"decision": {"approve"}, "reason": {"Trained"}}); got.status != http.StatusConflict || !strings.Contains(got.body, "are not switched on in this partnership") {
		t.Errorf("got %d, want 409 that says why", got.status)
	}
	if n := b.Count(t, `SELECT count(*) FROM identity.strand_grant`); n != 0 {
		t.Errorf("got %d roles, want none", n)
	}
}

func TestPartnershipDetailsPages(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya, tom := b.as(t, "priya"), b.as(t, "tom")
	path := "/coordination/partnership"
	got := priya.get(path)
	expect(t, got, http.StatusOK, `value="Partnership 1"`, "Call the referral desk.")
	stand(t, "details.html", got)
	seen := hidden(got, "seen")
	got = tom.get(path)
	expect(t, got, http.StatusOK, "The coordinator keeps these.")
	stand(t, "details_reader.html", got)
	got = priya.post(path, url.Values{"seen": {seen}, "name": {" "}, "short": {strings.Repeat("x", 61)}, "calendar": {"mars"}, "referral": {strings.Repeat("x", 4001)}})
	expect(t, got, http.StatusUnprocessableEntity)
	if got, want := summary(got), "name: Enter the name of the partnership\nshort: Short name must be 60 characters or less\ncalendar: Select whose bank holidays you go by\nreferral: Where to refer and report must be 4,000 characters or less"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	stand(t, "details_problems.html", priya.post(path, url.Values{"seen": {seen}, "name": {""}, "short": {""}, "referral": {"Call somebody else."}}))
	same := url.Values{"seen": {seen}, "name": {"Partnership 1"}, "short": {"P1"}, "calendar": {"england-and-wales"}, "referral": {"Worried about somebody? Call the referral desk."}}
	priya.post(path, same).to(t, path)
	expect(t, priya.get(path), http.StatusOK, "Nothing was changed.")
	changed := url.Values{"seen": {seen}, "name": {"Westmere  Prevention Partnership"}, "short": {"Westmere"}, "calendar": {"scotland"}, "referral": {"Call the duty desk."}}
	if got := tom.post(path, changed); got.status != http.StatusForbidden {
		t.Errorf("got %d for agency staff, want 403", got.status)
	}
	priya.post(path, changed).to(t, path)
	got = priya.get(path)
	expect(t, got, http.StatusOK, "Partnership details saved.", "Westmere Prevention Partnership", "Before, bank holidays: England and Wales", "Before, where to refer and report: Worried about somebody? Call the referral desk.")
	stand(t, "details_changed.html", got)
	expect(t, tom.get(logPath), http.StatusOK, "Call the duty desk.", "Westmere Prevention Partnership")
	changed.Set("name", "Another name")
	got = priya.post(path, changed)
	expect(t, got, http.StatusConflict, "This record changed while you were editing", "Another name", "Westmere Prevention Partnership")
	stand(t, "details_clash.html", got)
	changed.Set("seen", hidden(got, "seen"))
	priya.post(path, changed).to(t, path)
	expect(t, priya.get(path), http.StatusOK, `value="Another name"`)
}

func TestStandingFactsPage(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya := b.as(t, "priya")
	got := priya.get("/coordination/standing")
	expect(t, got, http.StatusOK, "5 take part", "1 held", "4 record areas on", "No change recorded", "/coordination/goals", "/coordination/agreements", "/coordination/systems")
	keep(t, "standing.html", got)
	priya.post("/coordination/goals/change", aimed()).to(t, "/coordination/goals")
	expect(t, priya.get("/coordination/standing"), http.StatusOK, "1 version", calendar.Day(time.Now()).Format("2 January 2006"))
	if got := b.as(t, "kit").get("/coordination/standing"); got.status != http.StatusNotFound {
		t.Errorf("got %d for somebody who reads no coordination, want 404", got.status)
	}
}

// Tom is staff of Westmere and the manager of another partnership. What he
// sees and does is of the one he works in.
func TestNothingOfOnePartnershipIsInAnother(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	sample.Another(t, b.DB, 2)
	b.Exec(t, `UPDATE shared.partnership SET name = 'Quarmere Partnership' WHERE id = 2`)
	b.Exec(t, `INSERT INTO identity.membership (id, account_id, partnership_id, role, agency_id, from_day, reason) VALUES ($1, $2, 2, 'coordinator', $3, '2024-01-01', 'sample')`, uuid.New(), b.tom.ID, sample.Health)
	b.Exec(t, `INSERT INTO shared.agency (id, slug, name, short, kind) VALUES (90, 'eastmere-council', 'Eastmere Council', 'Eastmere', 'council')`)
	b.Exec(t, `INSERT INTO shared.partnership_agency (partnership_id, agency_id, joined_on) VALUES (2, 90, '2024-01-01')`)
	priya, tom := b.as(t, "priya"), b.as(t, "tom")
	b.filled(t)
	b.pages.Loads = postgres.Activities{DB: b.accounts.DB}
	record := b.log(t, tom, "name", "Westmere canary meeting", "action-1-what", "Westmere canary action", "action-1-who", "1")
	priya.post("/coordination/goals/change", url.Values{"text": {"Westmere canary goals"}, "from": {"1 November 2025"}, "reason": {"Westmere canary reason"}}).to(t, "/coordination/goals")
	priya.post("/coordination/leadership", led()).to(t, "/coordination/leadership")
	priya.post("/coordination/escalations", url.Values{"post": {"police_lead"}, "what": {"Westmere canary escalation"}, "raised": {"1 December 2025"}}).to(t, "/coordination/escalations")
	draft := uuid.NewString()
	tom.post(logPath, b.typed("draft", draft, "name", "Westmere canary draft")).to(t, "/coordination/drafts/"+draft+"/check")
	escalation := among(t, tom.get("/coordination/escalations"), `/coordination/escalations/ID`)
	action := anyRef.FindString(b.text(t, `SELECT ref FROM coordination.action WHERE what = 'Westmere canary action'`))
	goals := hidden(tom.get("/coordination/goals/acknowledge"), "goals")
	correct := tom.get(record + "/correct")
	expect(t, correct, http.StatusOK, "Westmere canary meeting")

	pages := []string{
		"/", "/activities", "/activities/new", "/actions", "/agencies", "/checklist", "/checklist/RES-1", "/checklist/RES-2", logPath, logPath + "?like=last", "/account",
		"/coordination/appointment", "/coordination/initiative", "/coordination/leadership", "/coordination/escalations", "/coordination/goals",
		"/coordination/setup", "/coordination/partnership", "/coordination/standing", "/admin/users",
	}
	told := 0
	for _, path := range pages {
		if body := tom.get(path).body; strings.Contains(body, "Westmere canary") || strings.Contains(body, "Helen Marsh") {
			told++
		}
	}
	if told < 8 {
		t.Errorf("got the canaries on %d pages of their own partnership, want them on more", told)
	}
	expect(t, tom.get("/"), http.StatusOK, "/account/partnership")
	tom.post("/account/partnership", url.Values{"partnership": {"2"}}).to(t, "/")
	got := tom.get("/")
	expect(t, got, http.StatusOK, "You are working in Quarmere Partnership now.", "Coordinator")
	for _, path := range pages {
		got := tom.get(path)
		if got.status != http.StatusOK && got.status != http.StatusSeeOther {
			t.Errorf("%s: got %d, want 200", path, got.status)
		}
		for _, of := range []string{"Westmere canary", "Helen Marsh", "Priya Nair", "Safer Westmere", "Monthly meeting", "Call the referral desk", "Partnership 1", draft} {
			if strings.Contains(got.body, of) {
				t.Errorf("%s: says %q of the other partnership", path, of)
			}
		}
	}
	expect(t, tom.get("/agencies"), http.StatusOK, "Eastmere Council")

	// What was opened before and is sent after is not there.
	appointment := b.text(t, `SELECT id::text FROM coordination.appointment`)
	for path, form := range map[string]url.Values{
		record + "/correct":                                 b.typed("version", "1", "why", "Changed", "do", "check"),
		record + "/withdraw":                                {"why": {"Wrong"}},
		record + "/report":                                  {"why": {"Wrong"}},
		"/coordination/drafts/" + draft + "/check":          {},
		"/coordination/actions/" + action + "/complete":     {"state": {"done"}, "version": {"1"}},
		"/coordination/actions/" + action + "/date":         {"due": {"1 January 2026"}, "why": {"Later"}, "version": {"1"}},
		escalation + "/answer":                              {"answered": {"1 December 2025"}, "answer": {"Yes"}},
		"/coordination/appointment/" + appointment + "/end": {"last": {"1 December 2025"}, "why": {"Moved"}},
	} {
		if got := tom.post(path, form); got.status != http.StatusNotFound {
			t.Errorf("%s: got %d to %s, want 404", path, got.status, got.location)
		}
	}
	for _, path := range []string{record, record + "/history", "/coordination/drafts/" + draft + "/check", "/coordination/actions/" + action, escalation, logPath + "?draft=" + draft} {
		if got := tom.get(path); got.status != http.StatusNotFound && strings.Contains(got.body, "canary") {
			t.Errorf("%s: got %d, want nothing of it", path, got.status)
		}
	}
	form := b.typed("draft", draft, "series", "", "attendance-90", "absent")
	if got := tom.post(logPath, form); got.status != http.StatusNotFound && got.status != http.StatusConflict {
		t.Errorf("got %d to %s saving the other partnership's draft again, want it refused", got.status, got.location)
	}
	if got := tom.post("/coordination/goals/acknowledge", url.Values{"goals": {goals}}); got.status != http.StatusConflict {
		t.Errorf("got %d acknowledging goals of the other partnership, want 409", got.status)
	}
	if n := b.Count(t, `SELECT (SELECT count(*) FROM coordination.activity WHERE partnership_id = 2) + (SELECT count(*) FROM coordination.acknowledgement)
		+ (SELECT count(*) FROM coordination.escalation WHERE answered_on IS NOT NULL) + (SELECT count(*) FROM coordination.draft WHERE partnership_id = 2)`); n != 0 {
		t.Errorf("got %d rows made or changed by forms of the other partnership, want none", n)
	}
	tom.post("/account/partnership", url.Values{"partnership": {"1"}}).to(t, "/")
	expect(t, tom.get(record), http.StatusOK, "Westmere canary meeting")
	if n := b.Count(t, `SELECT count(*) FROM audit.event WHERE act = 'auth' AND detail = 'changed partnership' AND actor = $1`, b.tom.ID.String()); n != 2 {
		t.Errorf("got %d changes of partnership in the log, want 2", n)
	}

	// A partnership whose membership has ended is none to choose.
	b.Exec(t, `UPDATE identity.membership SET to_day = '2024-02-01' WHERE account_id = $1 AND partnership_id = 2`, b.tom.ID)
	if got := tom.post("/account/partnership", url.Values{"partnership": {"2"}}); got.status != http.StatusUnprocessableEntity {
		t.Errorf("got %d choosing a partnership that ended, want 422", got.status)
	}
	if strings.Contains(tom.get("/").body, "/account/partnership") {
		t.Error("got a way to change the partnership where there is one alone")
	}
}

func (b board) text(t *testing.T, query string) string {
	t.Helper()
	var s string
	if err := b.Owner.QueryRowContext(t.Context(), query).Scan(&s); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestAnInitiativeThatIsEvaluated(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya, alan := b.as(t, "priya"), b.as(t, "alan")
	path := "/coordination/initiative"
	v := proposed()
	v.Set("comparison", strings.Repeat("x", 2001))
	v.Set("instrument", strings.Repeat("x", 201))
	v.Set("baseline", "30 February 2025")
	v.Set("outcomes", strings.Repeat("x", 2001))
	got := priya.post(path+"/propose", v)
	expect(t, got, http.StatusUnprocessableEntity)
	if got, want := summary(got), "comparison: What it is compared with must be 2,000 characters or less\ninstrument: Instrument must be 200 characters or less\n"+
		"baseline: Day of the measurement must be a real date, like 26 November 2025\noutcomes: Outcomes must be 2,000 characters or less"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	v.Set("comparison", "Eastmere, which begins a year later")
	v.Set("instrument", "Collaboration survey, version 2")
	v.Set("baseline", "1 December 2024")
	v.Set("outcomes", "Fewer records nobody answered")
	stand(t, "initiative_evaluation_problems.html", priya.post(path+"/propose", url.Values{"outcomes": {"Fewer"}, "baseline": {"1/13/2025"}}))
	priya.post(path+"/propose", v).to(t, path)
	alan.post(b.waiting(t)+"/approve", nil).to(t, path)
	expect(t, priya.get(path+"/propose"), http.StatusOK, `value="Collaboration survey, version 2"`, `value="1 December 2024"`, "<details class=\"govuk-details app-pick\" open")
	v.Set("comparison", "Northmere, which begins a year later")
	v.Set("outcomes", "")
	alan.post(path+"/propose", v).to(t, path)
	got = priya.get(path)
	expect(t, got, http.StatusOK, "Compared with", "Eastmere, which begins a year later", "Northmere, which begins a year later", "Outcomes stated beforehand")
	stand(t, "initiative_evaluation.html", got)
}

// Whatever is sent, the answer is a page that says what to mend, or one that
// says there is nothing there; never a problem of ours, and nothing is kept.
func TestBadInputOfSettingUp(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	b.Exec(t, `DELETE FROM shared.strand_use WHERE partnership_id = 1`)
	priya := b.as(t, "priya")
	priya.post("/coordination/goals/change", aimed()).to(t, "/coordination/goals")
	goals := hidden(priya.get("/coordination/goals/acknowledge"), "goals")
	rows := func() int {
		t.Helper()
		return b.Count(t, `SELECT (SELECT count(*) FROM coordination.leader) + (SELECT count(*) FROM coordination.escalation) + (SELECT count(*) FROM coordination.goals)
			+ (SELECT count(*) FROM coordination.acknowledgement) + (SELECT count(*) FROM shared.strand_use WHERE partnership_id = 1) + (SELECT count(*) FROM coordination.standing_change)`)
	}
	was := rows()
	bad := []string{
		"", strings.Repeat("a", 100_000), "\x00", "\xff\xfe", "30 February 2026", "31/12/9999", "0001-01-01", "99999999999999999999", "-1", "6", "2147483648",
		uuid.Nil.String(), uuid.NewString(), "\u202eevil\n", "<script>", "'; DROP TABLE leader; --",
	}
	for _, tt := range []struct {
		path  string
		right url.Values
		field []string // of which a bad value may not be kept
	}{
		{"/coordination/leadership", led(), []string{"post", "agency", "from"}},
		{"/coordination/escalations", url.Values{"post": {"police_lead"}, "what": {"Who pays?"}, "raised": {"1 December 2025"}}, []string{"post", "raised"}},
		{"/coordination/goals/change", aimed(), []string{"from", "right-1", "right-3", "choices-1", "choices-3"}},
		{"/coordination/goals/acknowledge", url.Values{"goals": {goals}}, []string{"goals"}},
		{"/coordination/setup/areas/outreach", url.Values{}, nil},
		{"/coordination/setup/proposals/" + uuid.NewString(), url.Values{}, []string{"decision", "why"}},
		{"/coordination/leadership/" + uuid.NewString() + "/end", url.Values{}, []string{"last", "why"}},
		{"/coordination/escalations/" + uuid.NewString() + "/answer", url.Values{}, []string{"answered", "answer"}},
	} {
		for _, field := range tt.field {
			for _, value := range bad {
				typed := url.Values{}
				for k, v := range tt.right {
					typed[k] = v
				}
				typed.Set(field, value)
				got := priya.post(tt.path, typed)
				if got.status != http.StatusUnprocessableEntity && got.status != http.StatusNotFound && got.status != http.StatusConflict {
					t.Errorf("%s: %s %.30q: got %d %s, want it refused", tt.path, field, value, got.status, got.location)
				}
				if strings.Contains(got.body, "SQLSTATE") {
					t.Errorf("%s: %s %.30q: got the database's words, want ours", tt.path, field, value)
				}
			}
		}
		for _, value := range append(bad, "0") {
			typed := url.Values{}
			for _, field := range []string{"post", "agency", "person", "title", "from", "to", "reason", "what", "meeting", "raised", "text", "question-1", "choices-1", "right-1", "decision", "why", "last", "answered", "answer", "goals", "answer-1"} {
				typed.Set(field, value)
			}
			if strings.HasSuffix(tt.path, "/outreach") && value != "" && len(value) < 1000 && !strings.Contains(value, "\x00") && utf8.ValidString(value) {
				continue // any words are a reason
			}
			if got := priya.post(tt.path, typed); got.status < 400 || got.status > 422 {
				t.Errorf("%s: %.30q everywhere: got %d %s, want it refused", tt.path, value, got.status, got.location)
			}
		}
	}
	if is := rows(); is != was {
		t.Errorf("got %d rows, want %d as before", is, was)
	}
}
