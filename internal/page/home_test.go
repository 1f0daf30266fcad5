package page_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/testing/sample"
)

// section is the part of a page with the id, to its end.
func section(t *testing.T, got answer, id string) string {
	t.Helper()
	_, rest, found := strings.Cut(got.body, `id="`+id+`"`)
	if !found {
		t.Fatalf("got no part %q, want one", id)
	}
	part, _, _ := strings.Cut(rest, "</section>")
	return part
}

// ordered fails where the words are not all there, one after another.
func ordered(t *testing.T, in string, words ...string) {
	t.Helper()
	from := 0
	for _, w := range words {
		n := strings.Index(in[from:], w)
		if n < 0 {
			t.Errorf("got no %q after what comes before it in %q", w, words)
			return
		}
		from += n + len(w)
	}
}

// Staff see the next meetings of their agency, each with its place in a calendar.
func TestTheHomeOfStaff(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	tom := b.as(t, "tom")
	later := b.plan(t, tom, "date", "14 January 2026")
	next := b.plan(t, tom)
	over := b.plan(t, tom, "date", "3 December 2025")
	b.Exec(t, `UPDATE coordination.activity SET occurred_on = '2025-11-28', occurred_at = '2025-11-28 10:00Z' WHERE ref = $1`, over[strings.LastIndex(over, "/")+1:])
	got := tom.get("/")
	expect(t, got, http.StatusOK, "Next meetings")
	ordered(t, section(t, got, "meetings"), next, next+"/meeting.ics", later, later+"/meeting.ics")
	if strings.Contains(section(t, got, "meetings"), over) {
		t.Error("got a meeting of a day that is over among the next ones")
	}
	keep(t, "home_staff.html", got)

	b.Exec(t, `DELETE FROM coordination.attendance WHERE agency_id = $1`, sample.Police)
	expect(t, tom.get("/"), http.StatusOK, "No meeting is planned.")
}

// A manager sees whose evidence ages next, by the day it does, and what waits for
// a decision after what is overdue and before what is ahead.
func TestTheHomeOfAManager(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	b.surveyed(t)
	alan := b.as(t, "alan")
	for code, review := range map[string]string{"RES-1": "2025-12-10", "RES-2": "2025-11-20"} {
		b.Exec(t, `INSERT INTO coordination.assessment (id, partnership_id, item, state, reason, review_on, by, at) VALUES ($1, 1, $2, 'in_place', 'Was so', $3, $4, '2025-06-01')`, uuid.New(), code, review, b.alan.ID)
	}
	b.Exec(t, `INSERT INTO coordination.threshold (id, partnership_id, item, reason, proposed_by, proposed_at) VALUES (gen_random_uuid(), 1, 'CON-1', 'why', $1, '2025-11-30')`, b.priya.ID)
	got := alan.get("/")
	expect(t, got, http.StatusOK, "Implementation at a glance", "Ageing evidence")
	if !strings.Contains(section(t, got, "ageing"), "No evidence is ageing") {
		t.Error("got evidence that ages while all of it is recent, want none")
	}
	ordered(t, section(t, got, "needs"), "Review RES-2", "Approve or refuse thresholds of CON-1", "Review RES-1")
	b.at("15 January 2026")
	got = alan.get("/")
	ordered(t, section(t, got, "ageing"), "RES-1", `datetime="2026-01-25"`, "CON-5")
	keep(t, "home_manager.html", got)
}

// Somebody who reads coordination and leads an area finds there what they attest.
func TestAReaderWhoLeadsAnAreaIsAskedToAttest(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	b.Exec(t, `UPDATE identity.membership SET role = 'governance_approver' WHERE account_id = $1`, b.kit.ID)
	sample.Grant(t, b.DB, b.kit, access.OutreachLead)
	expect(t, b.as(t, "kit").get("/"), http.StatusOK, "What needs you", "Attest that intelligence and outreach are kept apart", "/outreach/attestation")
}
