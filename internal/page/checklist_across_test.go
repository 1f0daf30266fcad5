package page_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/google/uuid"
)

// elsewhere founds another partnership with Alan in the role from the day on.
func (b board) elsewhere(t *testing.T, id int, name, role, from string) {
	t.Helper()
	b.Exec(t, `INSERT INTO shared.partnership (id, slug, name, short) VALUES ($1, $2, $3, $3)`, id, "p"+strconv.Itoa(id), name)
	b.Exec(t, `INSERT INTO shared.partnership_agency (partnership_id, agency_id, joined_on) VALUES ($1, 1, '2024-01-01')`, id)
	b.Exec(t, `INSERT INTO identity.membership (id, account_id, partnership_id, role, agency_id, from_day, reason) VALUES ($1, $2, $3, $4, 1, $5, 'Test')`,
		uuid.New(), b.alan.ID, id, role, from)
}

func TestAManagerOfSeveralSeesThemBesideOneAnother(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	b.filled(t)
	alan := b.as(t, "alan")
	got := alan.get("/checklist/partnerships")
	expect(t, got, http.StatusOK, "You manage one partnership.", "Treat this checklist with caution")
	keep(t, "checklist_across_alone.html", got)
	expect(t, b.as(t, "tom").get("/checklist/partnerships"), http.StatusOK, "You manage no partnership.")
	if got := alan.get("/checklist"); strings.Contains(got.body, "Across partnerships") {
		t.Error("got a way to compare one partnership with nothing, want none")
	}

	b.elsewhere(t, 8, "Eastmere Partnership", "manager", "2024-01-01")
	b.elsewhere(t, 9, "Only staff there", "staff", "2024-01-01")
	b.elsewhere(t, 10, "Not yet", "manager", "2999-01-01")
	b.elsewhere(t, 11, "Over", "manager", "2024-01-01")
	b.Exec(t, `UPDATE identity.membership SET to_day = '2024-02-01' WHERE partnership_id = 11`)
	b.elsewhere(t, 12, "Archived", "manager", "2024-01-01")
	b.Exec(t, `UPDATE shared.partnership SET archived_at = now() WHERE id = 12`)
	expect(t, alan.get("/checklist"), http.StatusOK, `href="/checklist/partnerships"`)
	got = alan.get("/checklist/partnerships")
	expect(t, got, http.StatusOK, "Eastmere Partnership", "Change partnership", `href="/checklist/RES-1"`, "You are working in this one")
	for _, hidden := range []string{"Only staff there", "Not yet", "Over<", "Archived"} {
		if strings.Contains(got.body, hidden) {
			t.Errorf("got %q, want only where Alan is a manager today", hidden)
		}
	}
	keep(t, "checklist_across.html", got)

	got = alan.get("/checklist/partnerships?on=2025-11-05")
	expect(t, got, http.StatusOK, "Position at the end of 5 November 2025.", `href="/checklist/RES-1?on=2025-11-05"`, "Go to today")
	keep(t, "checklist_across_back.html", got)
	got = alan.get("/checklist/partnerships?on=nonsense")
	expect(t, got, http.StatusUnprocessableEntity, "Day of the position must be a real date")
	keep(t, "checklist_across_problems.html", got)
	expect(t, alan.get("/checklist?on=2025-11-05"), http.StatusOK, `href="/checklist/partnerships?on=2025-11-05"`)
}

// Each partnership is judged by its own thresholds and its own records, also
// when the other is the one that is worked in.
func TestEachPartnershipIsJudgedByItself(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	b.filled(t)
	b.elsewhere(t, 8, "Eastmere Partnership", "manager", "2024-01-01")
	id := uuid.New()
	b.Exec(t, `INSERT INTO coordination.threshold (id, partnership_id, item, reason, proposed_by, proposed_at, outcome, decided_by, decided_at)
		VALUES ($1, 1, 'RES-1', 'Full time', $2, '2025-11-01', 'approved', $3, '2025-11-02')`, id, b.priya.ID, b.alan.ID)
	b.Exec(t, `INSERT INTO coordination.threshold_value (threshold_id, partnership_id, parameter, value) VALUES ($1, 1, 'fte', 1)`, id)
	alan := b.as(t, "alan")
	count := func() (met, few int) {
		row := rowOf(t, alan.get("/checklist/partnerships").body, `id="RES-2"`)
		return strings.Count(row, "app-status--full") + strings.Count(row, "app-status--half"), strings.Count(row, "app-status--few")
	}
	if met, few := count(); met != 1 || few != 1 {
		t.Fatalf("got %d of RES-2 at least partly met and %d too few, want one of each", met, few)
	}
	alan.post("/account/partnership", url.Values{"partnership": {"8"}}).to(t, "/")
	if met, few := count(); met != 1 || few != 1 {
		t.Fatalf("from the other partnership: got %d of RES-2 at least partly met and %d too few, want one of each", met, few)
	}
	if row := rowOf(t, alan.get("/checklist/partnerships").body, `id="RES-1"`); strings.Contains(row, "app-status--full") {
		t.Error("got the other partnership judged by the thresholds of this one, want its own")
	}
	if row := rowOf(t, alan.get("/checklist/partnerships").body, `id="RES-2"`); strings.Index(row, "<a ") > strings.Index(row, "app-status--few") {
		t.Error("got a link into the partnership that is not worked in, want none")
	}
}

// rowOf is the row of a table that the mark is in.
func rowOf(t *testing.T, body, mark string) string {
	t.Helper()
	_, after, found := strings.Cut(body, mark)
	row, _, ends := strings.Cut(after, "</tr>")
	if !found || !ends {
		t.Fatalf("got no row with %s", mark)
	}
	return row
}
