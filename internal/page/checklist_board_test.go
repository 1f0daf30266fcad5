package page_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// kept keeps a finding of an item, in two parts, at the end of a day.
func (b board) kept(t *testing.T, item, day, state, say, parameters string) {
	t.Helper()
	b.Exec(t, `INSERT INTO coordination.finding (partnership_id, item, day, state, freshness, parts, parameters, kept_at)
		VALUES (1, $1, $2, $3, 'none', jsonb_build_array(jsonb_build_object('name', 'In post', 'state', $3::text, 'say', $4::text, 'have', 1, 'all', 2)), $5::jsonb, $2::date + 1)`, item, day, state, say, parameters)
}

// A report of a quarter that is over says what waited when it ended, and not
// what waits today; one of today says all that waits.
func TestWhatTheBoardIsAskedIsOfTheReportsDay(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	b.Exec(t, `INSERT INTO coordination.threshold (id, partnership_id, item, reason, proposed_by, proposed_at, outcome, decided_by, decided_at) VALUES
		(gen_random_uuid(), 1, 'RES-1', 'x', $1, '2025-09-20', 'approved', $2, '2025-10-03'),
		(gen_random_uuid(), 1, 'RES-2', 'x', $1, '2025-08-20', 'approved', $2, '2025-09-03')`, b.priya.ID, b.alan.ID)
	b.Exec(t, `INSERT INTO coordination.threshold (id, partnership_id, item, reason, proposed_by, proposed_at) VALUES (gen_random_uuid(), 1, 'RES-4', 'x', $1, '2025-11-20')`, b.priya.ID)
	b.Exec(t, `INSERT INTO coordination.pair_list (id, partnership_id, version, from_day, reason, proposed_by, proposed_at) VALUES (gen_random_uuid(), 1, 900, '2025-12-01', 'x', $1, '2025-11-21')`, b.priya.ID)
	b.Exec(t, `INSERT INTO coordination.ceiling (id, partnership_id, pence, from_day, to_day, reason, proposed_by, proposed_at, decided_by, decided_at, approved, recall, recall_by, recall_at, recall_why)
		VALUES (gen_random_uuid(), 1, 2000000, '2025-04-01', '2026-03-31', 'x', $1, '2025-04-01', $2, '2025-04-02', true, 'proposed', $1, '2025-11-22', 'x')`, b.priya.ID, b.alan.ID)
	b.Exec(t, `DELETE FROM shared.strand_use WHERE partnership_id = 1 AND strand = 'casework'`)
	b.Exec(t, `INSERT INTO shared.strand_use (id, partnership_id, strand, reason, proposed_by, proposed_at) VALUES (gen_random_uuid(), 1, 'casework', 'x', $1, '2025-11-23')`, b.priya.ID)
	tom := b.as(t, "tom")
	now := []string{"Thresholds of RES-4", "Pairs that have to share, version 900", "Withdrawing the ceiling of costs", "Switching on casework"}
	expect(t, tom.get("/checklist/board"), http.StatusOK, now...)
	got := tom.get("/checklist/board?quarter=2025-Q3")
	expect(t, got, http.StatusOK, "Thresholds of RES-1", "Proposed on 20 September 2025. Decided on 3 October 2025.")
	for _, not := range append(now, "Thresholds of RES-2") {
		if strings.Contains(got.body, not) {
			t.Errorf("got %q at the end of September, want what waited then alone", not)
		}
	}
	expect(t, tom.get("/checklist/board?quarter=2025-Q1"), http.StatusOK, "Nothing waited for a decision at the end of 31 March 2025.")
}

func TestTheBoardReport(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	b.filled(t)
	priya, alan, tom := b.as(t, "priya"), b.as(t, "alan"), b.as(t, "tom")
	const path = "/checklist/board"
	got := tom.get(path)
	expect(t, got, http.StatusOK, "Board report, October to December 2025", "Position at the end of 1 December 2025.", "Treat this checklist with caution", "is not enough to compare", "Nothing is written yet.", "Nothing waits for a decision.")
	if strings.Contains(got.body, "/comment") {
		t.Error("got a way to write the commentary for agency staff, want none")
	}
	keep(t, "board_empty.html", got)

	same := `[{"name": "window", "value": 90}]`
	b.kept(t, "RES-1", "2025-09-29", "met", "Too early to be read", same)
	b.kept(t, "RES-1", "2025-09-30", "partly", "In post on 70 of 90 days", same)
	b.kept(t, "RES-1", "2025-11-30", "met", "In post on 90 of 90 days", `[{"name": "window", "value": 60}]`)
	b.kept(t, "RES-2", "2025-09-30", "met", "All of them", same)
	b.kept(t, "RES-2", "2025-11-30", "met", "All of them", same)
	b.kept(t, "RES-3", "2025-11-30", "met", "New", same)
	b.Exec(t, `UPDATE coordination.fact SET day = '2025-01-02', known_from = '2025-01-02' WHERE kind = 'attendance'`)
	alan.post("/checklist/RES-2/assess", url.Values{"state": {"in_place"}, "reason": {"All five agencies are still with us."}, "review": {"29 January 2026"}, "seen": {""}}).to(t, "/checklist/RES-2")
	b.Exec(t, `UPDATE coordination.assessment SET review_on = '2025-11-28'`)
	priya.post(ofRES1+"/propose", asks("value-window", "120", "do", "save")).to(t, ofRES1)
	priya.post("/coordination/initiative/propose", proposed()).to(t, "/coordination/initiative")
	comment := path + "/2025-Q4/comment"
	if got := alan.get(comment); got.status != http.StatusForbidden {
		t.Errorf("got %d for the manager, want 403", got.status)
	}
	keep(t, "board_comment.html", priya.get(comment))
	got = priya.post(comment, url.Values{"said": {" "}, "seen": {""}})
	expect(t, got, http.StatusUnprocessableEntity, "Error:", "Enter the commentary")
	keep(t, "board_comment_problems.html", got)
	expect(t, priya.post(comment, url.Values{"said": {strings.Repeat("x", 4001)}}), http.StatusUnprocessableEntity, "Commentary must be 4,000 characters or less")
	priya.post(comment, url.Values{"said": {"A first try."}, "seen": {""}}).to(t, path+"?quarter=2025-Q4")
	got = priya.post(comment, url.Values{"said": {"Over it."}, "seen": {""}})
	expect(t, got, http.StatusConflict, "A first try.", "Over it.")
	keep(t, "board_comment_clash.html", got)
	_, seen, _ := strings.Cut(got.body, `name="seen" value="`)
	seen, _, _ = strings.Cut(seen, `"`)
	priya.post(comment, url.Values{"said": {"A quiet quarter.\n\nThe coordinator came back in October."}, "seen": {seen}}).to(t, path+"?quarter=2025-Q4")
	priya.get(path) // says what was done, once
	got = priya.get(path + "?quarter=2025-Q4")
	expect(t, got, http.StatusOK, "at the end of 30 September 2025 beside the end of 30 November 2025", "Records partly meet the rule", "In post: In post on 90 of 90 days", "The thresholds changed in between.",
		"1 item kept its state.", "16 items have nothing kept to compare.", "The coordinator came back in October.", "The review was due on 28 November 2025", "Thresholds of RES-1", "The initiative: Safer Westmere",
		"RES-2 The same partners take part from start to finish, newest evidence 2 January 2025", "Earlier commentary", "Quarter before: July to September 2025")
	if strings.Contains(got.body, "Quarter after") || strings.Contains(got.body, "Too early to be read") {
		t.Error("got a quarter that has not begun, or an older finding, want neither")
	}
	keep(t, "board.html", got)
	expect(t, tom.get(path+"?quarter=2025-Q3"), http.StatusOK, "July to September 2025", "Position at the end of 30 September 2025.", "Quarter after: October to December 2025")
	for _, query := range []string{"?quarter=2026-Q1", "?quarter=nonsense", "?quarter=2025-Q5"} {
		if got := tom.get(path + query); got.status != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404", query, got.status)
		}
	}
	if got := priya.post(path+"/2026-Q1/comment", url.Values{"said": {"Early"}}); got.status != http.StatusNotFound {
		t.Errorf("got %d for a quarter that has not begun, want 404", got.status)
	}
}
