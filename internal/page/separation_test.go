package page_test

import (
	"net/http"
	"testing"
)

func TestWhatIsPublishedOfTheSeparation(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	tom := b.as(t, "tom")
	got := tom.get("/coordination/separation")
	expect(t, got, http.StatusOK, "Nothing is published yet.", "Not tested yet")
	keep(t, "separation_empty.html", got)
	b.Exec(t, `INSERT INTO coordination.self_test (id, partnership_id, what, at, on_day, found, nightly) VALUES
		(gen_random_uuid(), 1, 'wall', '2025-11-30 02:00Z', '2025-11-30', 0, true), (gen_random_uuid(), 1, 'wall', '2025-12-01 02:00Z', '2025-12-01', 2, true),
		(gen_random_uuid(), 1, 'log', '2025-12-01 02:01Z', '2025-12-01', 0, true)`)
	b.Exec(t, `INSERT INTO coordination.separation (id, partnership_id, month, people, elsewhere, tested_on, test_found, community_on, intelligence_on, manager_on, published_at) VALUES
		(gen_random_uuid(), 1, '2025-12-01', 1, false, '2025-11-30', 0, '2025-10-03', NULL, NULL, '2025-12-01 00:10Z'),
		(gen_random_uuid(), 1, '2025-11-01', 0, true, NULL, NULL, NULL, NULL, '2025-10-20', '2025-11-01 00:10Z')`)
	b.Exec(t, `INSERT INTO coordination.separation_exception (separation_id, partnership_id, place, from_day, to_day, proposed_by, approved_by)
		SELECT id, 1, 1, '2025-11-03', '2026-05-02', $1, $2 FROM coordination.separation WHERE month = '2025-12-01'`, b.alan.ID, b.priya.ID)
	got = tom.get("/coordination/separation")
	expect(t, got, http.StatusOK, "3 November 2025 to 2 May 2026, by Alan Whitford and Priya Nair", "1 December 2025, 2am, 2 things wrong", "30 November 2025, passed", "3 October 2025", "Not attested", "Kept elsewhere. Manager: 20 October 2025", "Not tested")
	keep(t, "separation.html", got)
	expect(t, tom.get("/checklist/SEP-1"), http.StatusOK, "What was published")
}
