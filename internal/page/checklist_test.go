package page_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/postgres"
	"liaison/internal/testing/sample"
)

// board is an office whose partnership is assessed, on 1 December 2025.
type board struct{ office }

func newBoard(t *testing.T) board {
	t.Helper()
	b := board{newOffice(t)}
	b.pages.Checklists = postgres.Checklists{DB: b.accounts.DB}
	b.pages.Partnerships = postgres.Partnerships{DB: b.accounts.DB}
	b.pages.Health, b.pages.Loads = postgres.Health{DB: b.accounts.DB}, postgres.Activities{DB: b.accounts.DB}
	b.pages.Mail = nil // a board mails nothing, unless a test gives it a mail server
	return b
}

// known makes everything recorded on the day it happened and known since,
// because the database's own clock runs later than the pages' does.
func (b board) known(t *testing.T) {
	t.Helper()
	b.Exec(t, `UPDATE coordination.fact f SET day = a.occurred_on FROM coordination.activity a WHERE a.id = f.source AND f.kind = 'recorded'`)
	b.Exec(t, `UPDATE coordination.fact SET known_from = day + time '12:00'`)
}

func appointed(b board) url.Values {
	return url.Values{
		"coordinator": {b.priya.ID.String()}, "fte": {"0.8"}, "dedicated": {"yes"}, "deputy": {b.tom.ID.String()},
		"from": {"1 May 2025"}, "to": {""}, "reason": {"Agreed by the board"},
	}
}

func proposed() url.Values {
	return url.Values{
		"name": {"Safer Westmere"}, "starts": {"1 January 2025"}, "ends": {"31 December 2026"}, "goals": {"Agencies work together from start to finish."},
		"agencies": {"1", "2", "3", "4", "5"}, "locked": {"15 January 2025"}, "reason": {"The first version"},
	}
}

// filled has a coordinator, an approved initiative and four meetings.
func (b board) filled(t *testing.T) {
	t.Helper()
	priya, alan, tom := b.as(t, "priya"), b.as(t, "alan"), b.as(t, "tom")
	priya.post("/coordination/appointment", appointed(b)).to(t, "/coordination/appointment")
	priya.post("/coordination/initiative/propose", proposed()).to(t, "/coordination/initiative")
	alan.post(b.waiting(t)+"/approve", nil).to(t, "/coordination/initiative")
	b.log(t, tom, "date", "27 August 2025")
	b.log(t, tom, "date", "24 September 2025", "attendance-5", "came", "who-5", "Bo Bridge")
	b.log(t, priya, "date", "29 October 2025")
	b.log(t, tom)
	b.known(t)
}

// waiting is the path of the version that waits.
func (b board) waiting(t *testing.T) string {
	t.Helper()
	var id uuid.UUID
	if err := b.Owner.QueryRowContext(t.Context(), `SELECT id FROM coordination.initiative WHERE approved_by IS NULL AND refused_by IS NULL`).Scan(&id); err != nil {
		t.Fatal(err)
	}
	return "/coordination/initiative/" + id.String()
}

func TestTheChecklistBeforeAnythingIsRecorded(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	tom := b.as(t, "tom")
	got := tom.get("/checklist")
	expect(t, got, http.StatusOK, "Treat this checklist with caution", "Showing 18 of 18 items", "Records are too few to say", "No evidence yet")
	keep(t, "checklist_list_empty.html", got)
	got = tom.get("/checklist/RES-1")
	expect(t, got, http.StatusOK, "No appointment is recorded", "Left out, because nothing arose", "No record is linked to this item")
	keep(t, "checklist_item_empty.html", got)
	expect(t, tom.get("/checklist/RES-2"), http.StatusOK, "No initiative with a baseline of partners is approved")
	for code, href := range map[string]string{"CON-2": "/coordination/pairs", "SEP-1": "/coordination/separation"} {
		_, change, _ := strings.Cut(b.as(t, "priya").get("/checklist/"+code).body, `id="change"`)
		if change, _, _ = strings.Cut(change, "</section>"); !strings.Contains(change, `href="`+href+`"`) {
			t.Errorf("%s: got %s, want a way to %s", code, change, href)
		}
	}
	if got := tom.get("/checklist/SEP-1"); strings.Contains(got.body, "/attestation\"") {
		t.Error("got a way to attest for agency staff, want none")
	}
	for _, path := range []string{"/checklist/RES-9", "/checklist/res-1", "/checklist/RES-9/assess"} {
		if got := b.as(t, "alan").get(path); got.status != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404", path, got.status)
		}
	}
}

func TestTheChecklistMovesWithTheRecords(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	b.filled(t)
	alan := b.as(t, "alan")
	alan.post("/checklist/RES-2/assess", url.Values{"state": {"in_place"}, "reason": {"All five agencies are still with us."}, "review": {"29 January 2026"}, "seen": {""}}).to(t, "/checklist/RES-2")
	got := alan.get("/checklist")
	expect(t, got, http.StatusOK, "RES-2 assessed as ‘In place’. Next review on 29 January 2026.", "Current, 5 days ago")
	got = alan.get("/checklist?open=RES-2")
	expect(t, got, http.StatusOK, "Evidence for RES-2", "Partners monthly meeting", "Hide evidence")
	keep(t, "checklist_list.html", got)
	for query, want := range map[string]string{
		"status=in-place": "Showing 1 of 18 items", "status=not-assessed": "Showing 17 of 18 items", "evidence=current": "Showing 3 of 18 items",
		"review=overdue": "Showing 0 of 18 items", "status=nonsense": "Showing 18 of 18 items", "status=in-place&evidence=ageing": "No items match these filters",
	} {
		expect(t, alan.get("/checklist?"+query), http.StatusOK, want)
	}
	keep(t, "checklist_list_filtered.html", alan.get("/checklist?status=in-place&evidence=current&open=RES-2"))

	// The bridge came in September, which is in the window from 3 September.
	got = alan.get("/checklist/RES-2")
	expect(t, got, http.StatusOK, "5 of 5 partners of the baseline are still active", "Wilson 95%", "Continuity 1: 1 person over its last 4 meetings",
		"Records partly meet the rule", "the manager’s assessment is ‘In place’, and the records partly meet the rule", "pulls against bringing in new expertise", "Linked by Tom Okafor")
	keep(t, "checklist_item_res2.html", got)
	got = b.as(t, "tom").get("/checklist/RES-1")
	expect(t, got, http.StatusOK, "A coordinator was in post on 90 of 90 days", "Records meet the rule", "Recorded by the deputy", "If neither records anything more, this part is no longer met from 25 January 2026")
	if strings.Contains(got.body, "/assess") {
		t.Error("got a way to assess for agency staff, want none")
	}
	keep(t, "checklist_item_res1.html", got)
	got = alan.get("/checklist/RES-4")
	expect(t, got, http.StatusOK, "The research predates changes in working practices after the pandemic", "Linked by Tom Okafor, Westmere Police")
	keep(t, "checklist_item_res4.html", got)
}

func TestARecordThatIsWithdrawnIsNoEvidence(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	b.filled(t)
	tom := b.as(t, "tom")
	before := tom.get("/checklist/RES-2")
	b.Exec(t, `UPDATE coordination.activity SET reported_at = now()`)
	got := tom.get("/checklist/RES-2")
	expect(t, got, http.StatusOK, "No longer shown", "No record is linked to this item")
	if !strings.Contains(before.body, "Partners monthly meeting") || strings.Contains(got.body, "Partners monthly meeting") {
		t.Error("got the title of a record that is hidden")
	}
}

func TestAssessingAnItem(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	alan, other := b.as(t, "alan"), b.as(t, "alan")
	path := "/checklist/RES-1/assess"
	got := alan.get(path)
	expect(t, got, http.StatusOK, "Records are too few to say.", "Neither changes the other")
	keep(t, "checklist_assess.html", got)
	got = alan.post(path, url.Values{"state": {"partly"}, "reason": {" "}, "review": {"30 February 2026"}})
	expect(t, got, http.StatusUnprocessableEntity, "Error: Assess RES-1", `value="partly" checked`)
	if got, want := summary(got), "reason: Enter why this item is partly in place\nreview: Date of the next review must be a real date, like 26 November 2025"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	keep(t, "checklist_assess_problems.html", got)
	for name, tt := range map[string]struct {
		change url.Values
		want   string
	}{
		"nothing chosen":    {url.Values{"state": {""}}, "state: Select an assessment"},
		"no such choice":    {url.Values{"state": {"excellent"}}, "state: Select an assessment"},
		"too long":          {url.Values{"reason": {strings.Repeat("x", 2001)}}, "reason: Reason must be 2,000 characters or less"},
		"review today":      {url.Values{"review": {"1/12/2025"}}, "review: Date of the next review must be in the future"},
		"no review":         {url.Values{"review": {""}}, "review: Enter the date of the next review"},
		"a nul byte":        {url.Values{"reason": {"a\x00b"}}, "reason: Remove the characters that cannot be saved, then check the text"},
		"bytes of no UTF-8": {url.Values{"reason": {"a\xffb"}}, "reason: Remove the characters that cannot be saved, then check the text"},
	} {
		v := url.Values{"state": {"in_place"}, "reason": {"Done."}, "review": {"1 March 2026"}}
		for k, x := range tt.change {
			v[k] = x
		}
		if got := alan.post(path, v); got.status != http.StatusUnprocessableEntity || summary(got) != tt.want {
			t.Errorf("%s: got %d %q, want 422 %q", name, got.status, summary(got), tt.want)
		}
	}
	other.post(path, url.Values{"state": {"not_in_place"}, "reason": {"Nobody is in post."}, "review": {"1 February 2026"}, "seen": {""}}).to(t, "/checklist/RES-1")
	b.pages.Now = func() time.Time { return time.Date(2025, 12, 1, 9, 30, 0, 0, time.UTC) }
	got = alan.post(path, url.Values{"state": {"in_place"}, "reason": {"Priya is in post."}, "review": {"1 March 2026"}, "seen": {""}})
	expect(t, got, http.StatusConflict, "This record changed while you were editing", "Nobody is in post.", "Priya is in post.")
	keep(t, "checklist_assess_clash.html", got)
	again := url.Values{"state": {"in_place"}, "reason": {"Priya is in post."}, "review": {"1 March 2026"}, "seen": {hidden(got, "seen")}}
	alan.post(path, again).to(t, "/checklist/RES-1")
	got = alan.get("/checklist/RES-1")
	expect(t, got, http.StatusOK, "History of assessments", "Nobody is in post.", "The records are too few to say whether they agree")
	keep(t, "checklist_item_history.html", got)
	b.pages.Now = func() time.Time { return time.Date(2026, 3, 11, 9, 0, 0, 0, time.UTC) }
	late := alan.get("/checklist?review=overdue")
	expect(t, late, http.StatusOK, "10 days overdue", "Showing 1 of 18 items")
	for _, name := range []string{"tom", "priya"} {
		if got := b.as(t, name).post(path, again); got.status != http.StatusForbidden {
			t.Errorf("%s: got %d, want 403", name, got.status)
		}
	}
}

// hidden is the value of a hidden field.
func hidden(a answer, name string) string {
	_, rest, _ := strings.Cut(a.body, `name="`+name+`" value="`)
	value, _, _ := strings.Cut(rest, `"`)
	return value
}

func TestTheCoordinatorsAppointment(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya, tom := b.as(t, "priya"), b.as(t, "tom")
	path := "/coordination/appointment"
	got := priya.get(path)
	expect(t, got, http.StatusOK, "Nobody is appointed today", "Priya Nair, coordinator", "COORDINATION")
	keep(t, "appointment_empty.html", got)
	got = tom.get(path)
	expect(t, got, http.StatusOK, "The coordinator records appointments.")
	keep(t, "appointment_reader.html", got)
	got = priya.post(path, url.Values{"fte": {"2"}, "from": {"32/1/2025"}})
	expect(t, got, http.StatusUnprocessableEntity, "Error:")
	if got, want := summary(got), "coordinator: Select who is the coordinator\nfte: Enter how much of full time, from 0.01 to 1, like 0.5\n"+
		"dedicated: Select whether the post is dedicated\nfrom: First day must be a real date, like 26 November 2025\nreason: Enter why this appointment is made"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	keep(t, "appointment_problems.html", got)
	for name, change := range map[string][2]string{
		"a stranger":                         {"coordinator", uuid.NewString()},
		"no id":                              {"coordinator", "1; DROP TABLE appointment"},
		"a deputy from nowhere":              {"deputy", uuid.NewString()},
		"their own deputy":                   {"deputy", b.priya.ID.String()},
		"somebody who reads no coordination": {"coordinator", b.kit.ID.String()},
		"not a number":                       {"fte", "NaN"},
		"infinite":                           {"fte", "Inf"},
		"ends before it begins":              {"to", "1 April 2025"},
		"too long":                           {"reason", strings.Repeat("x", 1001)},
	} {
		v := appointed(b)
		v.Set(change[0], change[1])
		if got := priya.post(path, v); got.status != http.StatusUnprocessableEntity || !strings.Contains(summary(got), change[0]+": ") {
			t.Errorf("%s: got %d %q, want 422 at %s", name, got.status, summary(got), change[0])
		}
	}
	if got := tom.post(path, appointed(b)); got.status != http.StatusForbidden {
		t.Errorf("got %d for agency staff, want 403", got.status)
	}
	priya.post(path, appointed(b)).to(t, path)
	got = priya.get(path)
	expect(t, got, http.StatusOK, "Appointment of Priya Nair saved.", "0.8 full-time equivalent", "End this appointment", "End the present appointment first")
	keep(t, "appointment.html", got)
	if got := priya.post(path, appointed(b)); got.status != http.StatusUnprocessableEntity || !strings.Contains(summary(got), "two appointments must not overlap") {
		t.Errorf("got %d %q, want it to say that they overlap", got.status, summary(got))
	}
	_, end, _ := strings.Cut(got.body, `href="`+path+`/`)
	end, _, _ = strings.Cut(end, `"`)
	end = path + "/" + end
	got = priya.get(end)
	expect(t, got, http.StatusOK, "End the appointment of Priya Nair")
	keep(t, "appointment_end.html", got)
	got = priya.post(end, url.Values{"last": {"1 January 2025"}})
	expect(t, got, http.StatusUnprocessableEntity, "Last day must be on or after the first day, 1 May 2025", "Enter why the appointment ends")
	keep(t, "appointment_end_problems.html", got)
	priya.post(end, url.Values{"last": {"30 November 2025"}, "why": {"Moved on"}}).to(t, path)
	got = priya.get(path)
	expect(t, got, http.StatusOK, "Appointment of Priya Nair ends on 30 November 2025.", "Nobody is appointed today", "Moved on")
	keep(t, "appointment_ended.html", got)
	if got := priya.post(end, url.Values{"last": {"30 November 2025"}, "why": {"Again"}}); got.status != http.StatusConflict {
		t.Errorf("got %d for ending it twice, want 409", got.status)
	}
	for _, path := range []string{path + "/x/end", path + "/" + uuid.NewString() + "/end"} {
		if got := priya.get(path); got.status != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404", path, got.status)
		}
	}
}

func TestTheInitiativeTakesTwoPeople(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya, alan, tom := b.as(t, "priya"), b.as(t, "alan"), b.as(t, "tom")
	path := "/coordination/initiative"
	got := priya.get(path)
	expect(t, got, http.StatusOK, "No initiative is approved yet", "Propose the initiative")
	keep(t, "initiative_empty.html", got)
	got = priya.get(path + "/propose")
	expect(t, got, http.StatusOK, "Westmere Bridge Street", `value="1 December 2025"`)
	keep(t, "initiative_propose.html", got)
	got = priya.post(path+"/propose", url.Values{"starts": {"2/2/2026"}, "ends": {"1/2/2026"}, "agencies": {"1", "99", "x"}, "locked": {"2 December 2025"}})
	expect(t, got, http.StatusUnprocessableEntity, "Enter the name of the initiative", "End must be after the start", "Enter the goals", "Select agencies from the list",
		"Day the baseline is locked must be today or in the past", "Enter why you propose this")
	keep(t, "initiative_propose_problems.html", got)
	if got := tom.get(path + "/propose"); got.status != http.StatusForbidden {
		t.Errorf("got %d for agency staff, want 403", got.status)
	}
	priya.post(path+"/propose", proposed()).to(t, path)
	keep(t, "initiative_proposed.html", priya.get(path))
	waiting := b.waiting(t)
	for name, who := range map[string]*browser{"who proposed it": priya, "agency staff": tom} {
		if got := who.post(waiting+"/approve", nil); got.status != http.StatusForbidden {
			t.Errorf("%s: got %d approving, want 403", name, got.status)
		}
	}
	got = alan.get(path)
	expect(t, got, http.StatusOK, "Approve this version", "Refuse it instead")
	keep(t, "initiative_decide.html", got)
	got = alan.post(waiting+"/refuse", url.Values{"why": {""}})
	expect(t, got, http.StatusUnprocessableEntity, "Enter why you refuse this")
	keep(t, "initiative_refuse_problems.html", got)
	alan.post(waiting+"/approve", nil).to(t, path)
	expect(t, alan.get(path), http.StatusOK, "RES-2 compares with it from now on", "Propose a change")
	if got := alan.post(waiting+"/approve", nil); got.status != http.StatusConflict {
		t.Errorf("got %d for approving twice, want 409", got.status)
	}
	change := proposed()
	change["agencies"] = []string{"1", "2"}
	expect(t, alan.get(path+"/propose"), http.StatusOK, `value="Safer Westmere"`)
	alan.post(path+"/propose", change).to(t, path)
	got = priya.get(path)
	expect(t, got, http.StatusOK, "What would change", "Baseline of partners")
	keep(t, "initiative_change.html", got)
	priya.post(b.waiting(t)+"/refuse", url.Values{"why": {"Keep all five"}}).to(t, path)
	got = tom.get(path)
	expect(t, got, http.StatusOK, "Version 2 refused", "Keep all five", "Version 1 approved")
	keep(t, "initiative.html", got)
	if got := priya.post(path+"/"+uuid.NewString()+"/approve", nil); got.status != http.StatusNotFound {
		t.Errorf("got %d for an unknown version, want 404", got.status)
	}
}

func TestAgencies(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	tom := b.as(t, "tom")
	keep(t, "agencies_no_meetings.html", tom.get("/agencies"))
	b.filled(t)
	b.Exec(t, `UPDATE shared.partnership_agency SET left_on = '2025-10-31', left_reason = 'Reorganised', merged_into = $1 WHERE partnership_id = 1 AND agency_id = $2`, sample.Council, sample.Probation)
	got := tom.get("/agencies")
	expect(t, got, http.StatusOK, "Helen Marsh", "Nobody is named", "Came to 4 of 4", "Merged into Westmere Council", "Reorganised")
	keep(t, "agencies.html", got)
}

func TestPagesThatExplain(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	for path, file := range map[string]string{"/about/evidence": "about_evidence", "/about/accessibility": "about_accessibility", "/about/privacy": "about_privacy", "/help": "help"} {
		keep(t, file+".html", b.as(t, "tom").get(path))
		if got := b.browser(t).get(path); got.status != http.StatusOK {
			t.Errorf("%s: got %d for nobody, want 200", path, got.status)
		}
	}
	expect(t, b.browser(t).get("/about/evidence"), http.StatusOK, "not empirically tested", "Campbell Systematic Reviews", "No costs or benefits were reported", "predates changes in working practices", "17 of them are from the USA")
	expect(t, b.browser(t).get("/help"), http.StatusOK, "A meeting that touches several areas", "even by initials")
}

// TestItemsOpenWhatAManagerLooksInto puts together what facts do not hold: the
// places of meetings, the courses and trainers of sessions, the kinds of
// agencies.
func TestItemsOpenWhatAManagerLooksInto(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	b.filled(t)
	b.Exec(t, `UPDATE coordination.meeting SET mode = 'online', place = '' WHERE activity_id = (SELECT id FROM coordination.activity ORDER BY occurred_on DESC LIMIT 1)`)
	b.Exec(t, `UPDATE coordination.meeting SET place = '' WHERE activity_id = (SELECT id FROM coordination.activity ORDER BY occurred_on DESC LIMIT 1 OFFSET 1)`)
	b.Exec(t, `UPDATE coordination.activity SET reported_at = now() WHERE id = (SELECT id FROM coordination.activity ORDER BY occurred_on DESC LIMIT 1 OFFSET 2)`)
	b.Exec(t, `INSERT INTO coordination.fact (partnership_id, source, part, kind, day, agency_id, number, known_from) VALUES (1, gen_random_uuid(), 0, 'funding_request', '2025-11-01', $1, 500, '2025-11-01')`, sample.Charity)
	b.Exec(t, `WITH s AS (SELECT gen_random_uuid() AS id)
		INSERT INTO coordination.fact (partnership_id, source, part, kind, day, agency_id, number, flags, known_from)
		SELECT 1, s.id, 0, 'training', '2025-11-01'::date, NULL::int, NULL::int, '{context}'::text[], '2025-11-01'::timestamptz FROM s
		UNION ALL SELECT 1, s.id, 1, 'trained', '2025-11-01', $1, 6, '{}', '2025-11-01' FROM s`, sample.Charity)
	alan := b.as(t, "alan")
	expect(t, alan.get("/checklist/RES-4"), http.StatusOK, "By venue", `>Online</th>`, `>Not recorded</th>`, `>Records that are no longer shown</th>`, `>In person</th>`)
	expect(t, alan.get("/checklist/CON-1"), http.StatusOK, "Refused and waiting, by kind of agency", `>Community organisation</th>`)
	expect(t, alan.get("/checklist/TRN-1"), http.StatusOK, "By course", "By trainer", `>Records that are no longer shown</th>`)
	expect(t, alan.get("/checklist/CON-7"), http.StatusOK, "Slowest pairs", "No request was open in the window", "Sharing agreements")
	keep(t, "checklist_item_con1.html", alan.get("/checklist/CON-1"))
}

// TestRowsOfTheSeparationAndTheLogLeadToTheirRecords and every next step that a
// manager may not take says who does.
func TestRowsOfTheSeparationAndTheLogLeadToTheirRecords(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	b.Exec(t, `WITH s AS (INSERT INTO coordination.separation (id, partnership_id, month, people, elsewhere, tested_on, test_found, published_at)
			VALUES (gen_random_uuid(), 1, '2025-11-01', 0, false, '2025-10-31', 0, '2025-11-01') RETURNING id),
		l AS (INSERT INTO coordination.self_test (id, partnership_id, what, at, on_day, found, nightly) VALUES (gen_random_uuid(), 1, 'log', '2025-11-30', '2025-11-30', 0, true) RETURNING id)
		INSERT INTO coordination.fact (partnership_id, source, part, kind, day, number, flags, known_from)
		SELECT 1, s.id, 0, 'separation', '2025-11-01'::date, 0, '{}'::text[], '2025-11-01'::timestamptz FROM s
		UNION ALL SELECT 1, s.id, 1, 'self_test', '2025-10-31', NULL, '{passed}', '2025-11-01' FROM s
		UNION ALL SELECT 1, l.id, 0, 'log_verified', '2025-11-30', NULL, '{passed}', '2025-11-30' FROM l`)
	alan := b.as(t, "alan")
	for code, want := range map[string]string{"SEP-1": `href="/coordination/separation">Publication`, "CON-4": `href="/coordination/separation">Verification`} {
		got := alan.get("/checklist/" + code)
		expect(t, got, http.StatusOK, want)
		if strings.Contains(got.body, "No longer shown") {
			t.Errorf("%s: got a record that is no longer shown, want each to be", code)
		}
	}
	expect(t, alan.get("/checklist/CON-7"), http.StatusOK, "The coordinator or an agency’s staff logs it.")
	if got := b.as(t, "tom").get("/checklist/CON-7"); strings.Contains(got.body, "logs it.") {
		t.Error("got who else logs it for somebody who may, want a link alone")
	}
	expect(t, alan.get("/checklist/RES-1"), http.StatusOK, "The coordinator records it.")
}
