package page_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestTheChecklistAsAFile(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	b.filled(t)
	alan := b.as(t, "alan")
	alan.post("/checklist/RES-2/assess", url.Values{"state": {"in_place"}, "reason": {"=SUM(A1)"}, "review": {"29 January 2026"}, "seen": {""}}).to(t, "/checklist/RES-2")
	b.Exec(t, `WITH p AS (INSERT INTO coordination.threshold (id, partnership_id, item, reason, proposed_by, proposed_at, outcome, decided_by, decided_at)
		VALUES (gen_random_uuid(), 1, 'RES-1', 'x', $1, '2025-11-10', 'approved', $2, '2025-11-10') RETURNING id)
		INSERT INTO coordination.threshold_value (threshold_id, partnership_id, parameter, value) SELECT id, 1, 'window', 120 FROM p`, b.priya.ID, b.alan.ID)
	tom := b.as(t, "tom")
	got := tom.get("/checklist.csv")
	expect(t, got, http.StatusOK, "OFFICIAL,Partnership 1,", "Implementation checklist at the end of 1 December 2025", "Exported by Tom Okafor on 1 December 2025, 9:05am",
		"'=SUM(A1)", "In place,2025-12-01", "2026-01-29", "RES-1,", "of 120 days", "Days that are looked at for the appointment: 120 days")
	if first, _, _ := strings.Cut(got.body, "\r\n"); first != `"Checklist items were not empirically tested. ‘In place’ means evidence is recorded, not that it works."` {
		t.Errorf("got the first row %q, want the caveat", first)
	}
	keep(t, "checklist.csv", got)
	got = tom.get("/checklist.csv?on=2025-11-05")
	expect(t, got, http.StatusOK, "at the end of 5 November 2025", "of 90 days")
	if strings.Contains(got.body, "In place,2025-12-01") {
		t.Error("got an assessment of a later day, want none")
	}
	got = tom.get("/checklist.xlsx")
	if got.status != http.StatusOK || !strings.HasPrefix(got.body, "PK") {
		t.Errorf("got %d and %d bytes, want a workbook", got.status, len(got.body))
	}
	for _, path := range []string{"/checklist.csv?on=2026-12-01", "/checklist.xlsx?on=nonsense"} {
		if got := tom.get(path); got.status != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404", path, got.status)
		}
	}
	expect(t, tom.get("/checklist?on=2025-11-05"), http.StatusOK, `href="/checklist.csv?on=2025-11-05"`, `href="/checklist.xlsx?on=2025-11-05"`)
}
