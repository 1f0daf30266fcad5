package page_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"

	"liaison/internal/postgres"
)

const ofRES1 = "/checklist/RES-1/thresholds"

// asks is a form that leaves the thresholds of RES-1 as they are by default.
func asks(change ...string) url.Values {
	v := url.Values{"value-fte": {"0.5"}, "value-share": {"90%"}, "partly-share": {"60%"}, "value-window": {"90"}, "value-recorded": {"60"}, "reason": {"Our coordinator works in term time only."}}
	for i := 0; i+1 < len(change); i += 2 {
		v.Set(change[i], change[i+1])
	}
	return v
}

// waitingThresholds is the path of the proposal that waits.
func (b board) waitingThresholds(t *testing.T) string {
	t.Helper()
	var id uuid.UUID
	if err := b.Owner.QueryRowContext(t.Context(), `SELECT id FROM coordination.threshold WHERE outcome IS NULL`).Scan(&id); err != nil {
		t.Fatal(err)
	}
	return ofRES1 + "/" + id.String()
}

func TestThresholdsTakeTwoPeople(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	b.pages.Loads = postgres.Activities{DB: b.accounts.DB}
	b.filled(t)
	priya, alan, tom := b.as(t, "priya"), b.as(t, "alan"), b.as(t, "tom")
	got := tom.get(ofRES1)
	expect(t, got, http.StatusOK, "Liaison’s default", "Partly from", "60%")
	if strings.Contains(got.body, "/propose") {
		t.Error("got a way to propose for agency staff, want none")
	}
	propose := ofRES1 + "/propose"
	for name, who := range map[string]*browser{"agency staff": tom, "the manager": alan} {
		if got := who.get(propose); got.status != http.StatusForbidden {
			t.Errorf("%s: got %d, want 403", name, got.status)
		}
	}
	got = priya.get(propose)
	expect(t, got, http.StatusOK, `value="90%"`, "That is Liaison’s default.")
	keep(t, "thresholds_propose.html", got)
	got = priya.post(propose, asks("value-fte", "lots", "value-share", "40%", "partly-share", "", "value-window", "0", "value-recorded", "1.5", "reason", ""))
	expect(t, got, http.StatusUnprocessableEntity, "Error:", `value="lots"`)
	if got, want := summary(got), "value-fte: The threshold of ‘Least part of full time that counts’ must be a number, like 60\n"+
		"partly-share: Enter the figure for partly of ‘Share of days with a coordinator in post’\n"+
		"value-window: Threshold for ‘Days that are looked at for the appointment’ must be from 1 to 1100\n"+
		"value-recorded: Threshold for ‘Days in which the coordinator or the deputy recorded something’ must be a whole number\n"+
		"reason: Enter why the thresholds should change"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	keep(t, "thresholds_propose_problems.html", got)
	expect(t, priya.post(propose, asks()), http.StatusUnprocessableEntity, "Change at least one threshold")
	expect(t, priya.post(propose, asks("partly-share", "95")), http.StatusUnprocessableEntity, "must be at most the threshold, 90%")

	// What it would do is seen first, and nothing is kept until then.
	got = priya.post(propose, asks("value-window", "120"))
	expect(t, got, http.StatusOK, "this would move nothing", "90 days", "120 days")
	harder := asks("value-fte", "0.9", "value-share", "100", "partly-share", "99")
	got = priya.post(propose, harder)
	expect(t, got, http.StatusOK, "By the records of today this would move 1 item.", "RES-1", "Records meet the rule", "Records do not meet the rule", "Propose these thresholds")
	keep(t, "thresholds_check.html", got)
	if n := b.Count(t, `SELECT count(*) FROM coordination.threshold`); n != 0 {
		t.Fatalf("got %d proposals after looking, want none", n)
	}
	harder.Set("do", "edit")
	expect(t, priya.post(propose, harder), http.StatusOK, `value="0.9"`, "Our coordinator works in term time only.")
	// What waits for another item is reckoned with besides, for whoever decides on both.
	b.Exec(t, `WITH p AS (INSERT INTO coordination.threshold (id, partnership_id, item, reason, proposed_by, proposed_at)
		VALUES (gen_random_uuid(), 1, 'RES-3', 'Fewer', $1, '2025-11-30 08:00Z') RETURNING id, partnership_id)
		INSERT INTO coordination.threshold_value (threshold_id, partnership_id, parameter, value, partly) SELECT id, partnership_id, 'sponsor', 90, NULL FROM p`, b.priya.ID)
	harder.Set("do", "preview")
	got = priya.post(propose, harder)
	expect(t, got, http.StatusOK, "this would move 1 item.", "Together with the thresholds that wait for RES-3 it would move 1 item: RES-1.")
	keep(t, "thresholds_check_together.html", got)
	b.Exec(t, `DELETE FROM coordination.threshold_value; DELETE FROM coordination.threshold`)
	harder.Set("do", "save")
	priya.post(propose, harder).to(t, ofRES1)
	got = priya.get(ofRES1)
	expect(t, got, http.StatusOK, "Proposal saved. It counts once a manager approves it.", "Withdraw these thresholds", "A manager decides on it.", "this would move 1 item")
	keep(t, "thresholds_proposed.html", got)
	if got := priya.post(propose, harder); got.status != http.StatusConflict {
		t.Errorf("got %d for another while one waits, want 409", got.status)
	}
	waiting := b.waitingThresholds(t)
	for name, got := range map[string]answer{
		"the proposer approves": priya.post(waiting+"/approve", nil), "agency staff approve": tom.post(waiting+"/approve", nil), "the manager withdraws": alan.post(waiting+"/withdraw", nil),
	} {
		if got.status != http.StatusForbidden {
			t.Errorf("%s: got %d, want 403", name, got.status)
		}
	}
	expect(t, alan.get("/"), http.StatusOK, "Approve or refuse thresholds of RES-1")
	got = alan.get(ofRES1)
	expect(t, got, http.StatusOK, "Approve these thresholds", "Refuse it instead")
	keep(t, "thresholds_decide.html", got)
	got = alan.post(waiting+"/refuse", url.Values{"why": {""}})
	expect(t, got, http.StatusUnprocessableEntity, "Enter why you refuse this")
	keep(t, "thresholds_refuse_problems.html", got)
	expect(t, tom.get("/checklist/RES-1"), http.StatusOK, "0.5 full-time equivalent")
	alan.post(waiting+"/approve", nil).to(t, ofRES1)
	got = tom.get("/checklist/RES-1")
	expect(t, got, http.StatusOK, "Records do not meet the rule", "A dedicated coordinator of at least 0.9 full-time equivalent", "0.9 full-time equivalent",
		"Priya Nair, Westmere Council, approved by Alan Whitford, Westmere Council on 1 December 2025", "Liaison’s default is 90%, partly from 60%")
	keep(t, "checklist_item_thresholds.html", got)
	expect(t, tom.get("/checklist/RES-1?on=2025-11-30"), http.StatusOK, "Records meet the rule", "0.5 full-time equivalent")
	if got := alan.post(waiting+"/approve", nil); got.status != http.StatusConflict {
		t.Errorf("got %d for approving twice, want 409", got.status)
	}

	// Back to the defaults, which are then followed again; and taken back.
	expect(t, priya.get(propose+"?fill=defaults"), http.StatusOK, `value="0.5"`, "Liaison’s default is 0.5 full-time equivalent")
	back := asks("do", "save")
	priya.post(propose, back).to(t, ofRES1)
	priya.post(b.waitingThresholds(t)+"/withdraw", nil).to(t, ofRES1)
	priya.post(propose, back).to(t, ofRES1)
	alan.post(b.waitingThresholds(t)+"/refuse", url.Values{"why": {"Not yet"}}).to(t, ofRES1)
	priya.post(propose, back).to(t, ofRES1)
	alan.post(b.waitingThresholds(t)+"/approve", nil).to(t, ofRES1)
	b.Exec(t, `UPDATE coordination.threshold SET proposed_at = '2025-12-01 08:00Z', decided_at = timestamptz '2025-12-01 08:00Z' + CASE WHEN EXISTS (SELECT FROM coordination.threshold_value v WHERE v.threshold_id = id AND v.value > 0) THEN interval '1 minute' ELSE interval '2 minutes' END`)
	got = tom.get(ofRES1)
	expect(t, got, http.StatusOK, "Liaison’s default, again", "Not yet", "Withdrawn. ", "(Liaison’s default)")
	for _, path := range []string{"/checklist/RES-9/thresholds", "/checklist/RES-9/thresholds/propose"} {
		if got := priya.get(path); got.status != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404", path, got.status)
		}
	}
	for _, path := range []string{ofRES1 + "/" + uuid.NewString() + "/approve", ofRES1 + "/x/approve", strings.Replace(waiting, "RES-1", "RES-2", 1) + "/approve"} {
		if got := alan.post(path, nil); got.status != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404", path, got.status)
		}
	}
}

func TestLookingBack(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	b.filled(t)
	alan := b.as(t, "alan")
	alan.post("/checklist/RES-2/assess", url.Values{"state": {"in_place"}, "reason": {"All five agencies are still with us."}, "review": {"29 January 2026"}, "seen": {""}}).to(t, "/checklist/RES-2")
	alan.get("/checklist") // says what was done, once
	got := alan.get("/checklist?on=2025-10-15&open=RES-2")
	expect(t, got, http.StatusOK, "Position at the end of 15 October 2025.", "Go to today", "what was known then", `href="/checklist/RES-2?on=2025-10-15"`,
		"on=2025-10-15&amp;status=in-place", "Showing 18 of 18 items", "Implementation checklist on 15 October 2025 | Printed by")
	if strings.Contains(got.body, "Assess this item") || strings.Contains(got.body, "29 January 2026") {
		t.Error("got a way to assess, or an assessment of a later day, want neither")
	}
	keep(t, "checklist_list_back.html", got)
	got = alan.get("/checklist/RES-2?on=15+October+2025")
	expect(t, got, http.StatusOK, "This is the position at the end of 15 October 2025", "On that day that is from", `href="/checklist?on=2025-10-15"`, "shown for today only", "Not assessed")
	if strings.Contains(got.body, "/assess") {
		t.Error("got a way to assess while looking back, want none")
	}
	keep(t, "checklist_item_back.html", got)
	for query, want := range map[string]string{
		"on=2025-12-02": "Day of the position must be today or in the past", "on=nonsense": "Day of the position must be a real date, like 26 November 2025", "on=2025-02-30": "must be a real date",
	} {
		for _, path := range []string{"/checklist?", "/checklist/RES-1?"} {
			got := alan.get(path + query)
			expect(t, got, http.StatusUnprocessableEntity, "Error:", want)
			if path == "/checklist?" && query == "on=nonsense" {
				expect(t, got, http.StatusUnprocessableEntity, "Position at 1 December 2025", `value="nonsense"`)
				keep(t, "checklist_list_day_problems.html", got)
			}
			if path == "/checklist/RES-1?" && query == "on=2025-12-02" {
				keep(t, "checklist_item_day_problems.html", got)
			}
		}
	}
	for _, query := range []string{"on=2025-12-01", "on=", "on=1+December"} {
		got := alan.get("/checklist?" + query)
		expect(t, got, http.StatusOK, "Position at 1 December 2025, 9:05am.")
		if strings.Contains(got.body, "Go to today") {
			t.Errorf("%s: got a way to today, want this to be it", query)
		}
	}
	expect(t, alan.get("/checklist?on=1900-01-01"), http.StatusOK, "Records are too few to say")
}

func TestTheTrendOfAnItem(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	b.filled(t)
	tom := b.as(t, "tom")
	expect(t, tom.get("/checklist/RES-1"), http.StatusOK, "Nothing is kept yet")
	for day, state := range map[string]string{"2024-11-30": "met", "2025-09-30": "too_few", "2025-10-30": "partly", "2025-10-31": "not_met", "2025-11-30": "met"} {
		b.Exec(t, `INSERT INTO coordination.finding (partnership_id, item, day, state, freshness, newest, parts, parameters, kept_at)
			VALUES (1, 'RES-1', $1, $2, 'current', $1, '[{"name": "In post", "state": "met", "say": "So it was", "have": 1, "all": 1}]', '[]', $1::date + CASE WHEN $1 = '2025-09-30' THEN 9 ELSE 1 END)`, day, state)
	}
	got := tom.get("/checklist/RES-1")
	expect(t, got, http.StatusOK, "Over the last year", "30 Nov 2025", "31 Oct 2025", "Too few", "Worked out afterwards, on 9 October 2025", "The same as a table")
	if strings.Contains(got.body, "30 Nov 2024") || strings.Contains(got.body, "30 Oct 2025") {
		t.Error("got a day that is not the last of its month, or over a year ago, want neither")
	}
	keep(t, "checklist_item_trend.html", got)
	if got := tom.get("/checklist/RES-1?on=2025-10-31"); strings.Contains(got.body, "30 Nov 2025") || !strings.Contains(got.body, "31 Oct 2025") {
		t.Error("got what was kept after the day that is looked back at, want only what was before")
	}
}
