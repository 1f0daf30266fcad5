package page_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"liaison/internal/access"
	"liaison/internal/postgres"
)

// attest is what somebody sends who can say everything.
func attest(note string) url.Values {
	return url.Values{"quarter": {"2025-10-01"}, "statements": {"1", "2", "3"}, "note": {note}}
}

func TestTheLeadsAttestOnTheirOwnSide(t *testing.T) {
	t.Parallel()
	o := newBoard(t).office
	o.pages.Loads = postgres.Activities{DB: o.accounts.DB}
	joy, helen := o.granted(t, "tom", o.tom, access.OutreachLead), o.granted(t, "priya", o.priya, access.IntelligenceLead)
	expect(t, joy.get("/"), http.StatusOK, "Attest that intelligence and outreach are kept apart", "For October to December 2025.")
	got := joy.get("/outreach/attestation")
	expect(t, got, http.StatusOK, "OUTREACH", "Nobody who did outreach this quarter gathered intelligence", "Attest for October to December 2025")
	keep(t, "attestation_outreach.html", got)
	got = joy.post("/outreach/attestation", url.Values{"quarter": {"2025-10-01"}, "statements": {"1", "3"}, "note": {strings.Repeat("x", 2001)}})
	expect(t, got, http.StatusUnprocessableEntity)
	if got, want := summary(got), "statements: Select every statement. If you cannot say one of them, do not attest: tell the separation reviewer\nnote: What you add must be 2,000 characters or less"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	got = joy.post("/outreach/attestation", url.Values{"quarter": {"2025-10-01"}, "statements": {"2"}, "note": {"The second alone."}})
	expect(t, got, http.StatusUnprocessableEntity, "The second alone.")
	keep(t, "attestation_problems.html", got)
	joy.post("/outreach/attestation", attest("I asked each of the four workers.")).to(t, "/outreach/attestation")
	got = joy.get("/outreach/attestation")
	expect(t, got, http.StatusOK, "You attested for October to December 2025. Its day is published on 1 January 2026.", "Attested for this quarter", "I asked each of the four workers.", "Attest again")
	stand(t, "attestation_done.html", got)
	if got := joy.get("/checklist/SEP-1"); !strings.Contains(got.body, `href="/outreach/attestation"`) || strings.Contains(got.body, "/intelligence/attestation") {
		t.Error("want SEP-1 to lead each to what they attest, and nobody to the other side")
	}
	if strings.Contains(joy.get("/").body, "Attest that intelligence") {
		t.Error("got it on the first page still, want it done")
	}
	o.pages.Now = func() time.Time { return time.Date(2025, 12, 31, 23, 30, 0, 0, time.UTC) }
	joy.post("/outreach/attestation", attest("Asked once more.")).to(t, "/outreach/attestation")
	got = joy.get("/outreach/attestation")
	if first, second := strings.LastIndex(got.body, "Asked once more."), strings.LastIndex(got.body, "I asked each"); first > second || first < 0 {
		t.Error("want both attestations, the newest first")
	}

	o.pages.Now = func() time.Time { return time.Date(2025, 12, 1, 9, 5, 0, 0, time.UTC) }
	expect(t, helen.get("/"), http.StatusOK, "Attest that intelligence and outreach are kept apart")
	got = helen.get("/intelligence/attestation")
	expect(t, got, http.StatusOK, "INTELLIGENCE", "Nobody who gathered intelligence this quarter took part in outreach")
	if strings.Contains(got.body, "Asked once more.") {
		t.Error("got what was attested on the other side")
	}
	keep(t, "attestation_intelligence.html", got)
	got = helen.post("/intelligence/attestation", url.Values{"quarter": {"2025-10-01"}, "statements": {"2"}, "note": {"The second alone."}})
	expect(t, got, http.StatusUnprocessableEntity, "Error: INTELLIGENCE", "The second alone.")
	keep(t, "attestation_intelligence_problems.html", got)
	helen.post("/intelligence/attestation", attest("")).to(t, "/intelligence/attestation")
	stale := attest("")
	stale.Set("quarter", "2025-07-01")
	if got := helen.post("/intelligence/attestation", stale); got.status != http.StatusConflict {
		t.Errorf("got %d for a quarter that is over, want 409", got.status)
	}
	for table, want := range map[string]int{"outreach": 2, "intelligence": 1, "coordination": 0} {
		if n := o.Count(t, `SELECT count(*) FROM `+table+`.attestation`); n != want {
			t.Errorf("%s: got %d attestations, want %d", table, n, want)
		}
	}
	for _, path := range []string{"/intelligence/attestation", "/coordination/attestation"} {
		if got := joy.get(path); got.status == http.StatusOK {
			t.Errorf("%s: got it shown to the outreach lead", path)
		}
	}
	if got := o.granted(t, "alan", o.alan, access.OutreachWorker).get("/outreach/attestation"); got.status != http.StatusForbidden {
		t.Errorf("got %d for an outreach worker, want 403", got.status)
	}
	o.pages.Now = func() time.Time { return time.Date(2026, 1, 1, 9, 0, 0, 0, time.UTC) }
	expect(t, joy.get("/"), http.StatusOK, "For January to March 2026.")
}

func TestTheManagerAttestsWhereIntelligenceIsKeptElsewhere(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	b.pages.Loads = postgres.Activities{DB: b.accounts.DB}
	alan, priya := b.as(t, "alan"), b.as(t, "priya")
	path := "/coordination/attestation"
	got := alan.get(path)
	expect(t, got, http.StatusOK, "There is nothing for a manager to attest.")
	keep(t, "attestation_here.html", got)
	if got := alan.post(path, attest("In the force’s own system")); got.status != http.StatusConflict {
		t.Errorf("got %d where the leads attest, want 409", got.status)
	}
	b.Exec(t, `DELETE FROM shared.strand_use WHERE strand = 'intelligence'`)
	expect(t, alan.get("/"), http.StatusOK, "Attest that intelligence and outreach are kept apart")
	got = alan.get(path)
	expect(t, got, http.StatusOK, "the manager says how the two are kept apart elsewhere", "Where intelligence is kept, and who looks after it")
	keep(t, "attestation_elsewhere.html", got)
	got = alan.post(path, attest(" "))
	expect(t, got, http.StatusUnprocessableEntity)
	if got, want := summary(got), "note: Enter where intelligence is kept and who looks after it"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	keep(t, "attestation_elsewhere_problems.html", got)
	alan.post(path, attest("In the force’s own system, under the head of intelligence.")).to(t, path)
	expect(t, alan.get(path), http.StatusOK, "under the head of intelligence", "by Alan Whitford")
	if got := priya.get(path); got.status != http.StatusForbidden {
		t.Errorf("got %d for the coordinator, want 403", got.status)
	}
}
