package page_test

import (
	"net/http"
	"testing"
)

func TestTotalsOfOtherAreasSayTensAlone(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya := b.as(t, "priya")
	expect(t, priya.get("/coordination/totals"), http.StatusOK, "Nothing has been published yet")
	b.Exec(t, `INSERT INTO stats.total (partnership_id, strand, month, tens) VALUES
		(1, 'outreach', '2025-10-01', 10), (1, 'intelligence', '2025-10-01', 0), (1, 'outreach', '2025-11-01', 0), (1, 'casework', '2025-11-01', 120)`)
	for _, path := range []string{"/health", "/coordination/standing"} {
		expect(t, priya.get(path), http.StatusOK, `href="/coordination/totals"`)
	}
	got := priya.get("/coordination/totals")
	expect(t, got, http.StatusOK, "10 to 19", "120 to 129", "Fewer than 10, or none", "Not published", "November 2025")
	keep(t, "totals.html", got)
}
