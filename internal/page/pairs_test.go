package page_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestPairsThatHaveToShare(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya, alan, tom := b.as(t, "priya"), b.as(t, "alan"), b.as(t, "tom")
	path := "/coordination/pairs"
	got := priya.get(path)
	expect(t, got, http.StatusOK, "No list of pairs is approved yet.", "Propose the pairs")
	keep(t, "pairs_empty.html", got)
	b.Exec(t, `INSERT INTO shared.agreement (id, partnership_id, number, name, purpose, basis, from_day, review_on, recorded_by) VALUES ('00000000-0000-4000-8000-000000000009', 1, 'ISA-01', 'Concerns', 'Prevention', 'Public task', '2025-01-01', '2026-01-01', $1)`, b.priya.ID)
	b.Exec(t, `INSERT INTO shared.agreement_line (id, partnership_id, agreement_id, position, purpose, items, from_agency_id, to_agency_id, from_day) VALUES (gen_random_uuid(), 1, '00000000-0000-4000-8000-000000000009', 1, 'Prevention', 'Concerns', 3, 1, '2025-01-01')`)
	got = priya.get(path + "/propose")
	expect(t, got, http.StatusOK, "Propose the pairs that have to share", `value="1-3" checked`, `value="1 December 2025"`)
	if strings.Count(got.body, " checked") != 1 || strings.Count(got.body, `name="pairs"`) != 10 {
		t.Errorf("got %d pairs of which %d are ticked, want the 10 of five agencies and the agreement's ticked", strings.Count(got.body, `name="pairs"`), strings.Count(got.body, " checked"))
	}
	keep(t, "pairs_propose.html", got)
	got = priya.post(path+"/propose", url.Values{"from": {"2 December 2025"}, "pairs": {}, "reason": {""}})
	expect(t, got, http.StatusUnprocessableEntity)
	if got, want := summary(got), "pairs: Select at least one pair of agencies\nfrom: Day from which these pairs have to share must be today or in the past\nreason: Enter why you propose these pairs"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	keep(t, "pairs_propose_problems.html", got)
	for _, typed := range []string{"3-1", "1-1", "1-99", "x", "1", "-1-2"} {
		if got := priya.post(path+"/propose", url.Values{"from": {"1 December 2025"}, "pairs": {typed}, "reason": {"x"}}); got.status != http.StatusUnprocessableEntity {
			t.Errorf("%s: got %d, want 422", typed, got.status)
		}
	}
	good := url.Values{"from": {"1 October 2025"}, "pairs": {"1-3", "1-2"}, "reason": {"As the agreement says, and the council besides"}}
	for name, who := range map[string]*browser{"agency staff": tom, "the manager": alan} {
		if got := who.post(path+"/propose", good); got.status != http.StatusForbidden {
			t.Errorf("%s: got %d, want 403", name, got.status)
		}
	}
	priya.post(path+"/propose", good).to(t, path)
	if got := priya.post(path+"/propose", good); got.status != http.StatusConflict {
		t.Errorf("got %d proposing while one waits, want 409", got.status)
	}
	got = priya.get(path)
	expect(t, got, http.StatusOK, "Waiting for a second person", "A manager other than the person who proposed this decides on it.", "Westmere Council and Westmere Police")
	keep(t, "pairs_waiting.html", got)
	got = alan.get(path)
	expect(t, got, http.StatusOK, "Approve this version")
	approve := among(t, got, path+"/ID/approve")
	refuse := strings.TrimSuffix(approve, "/approve") + "/refuse"
	got = alan.post(refuse, url.Values{"why": {" "}})
	expect(t, got, http.StatusUnprocessableEntity, "Enter why you refuse this")
	keep(t, "pairs_refuse_problems.html", got)
	if got := priya.post(approve, nil); got.status != http.StatusForbidden {
		t.Errorf("got %d for the coordinator, want 403", got.status)
	}
	alan.post(approve, nil).to(t, path)
	expect(t, alan.get(path), http.StatusOK, "Version approved. CON-2 compares with it from now on.", "Version 1 approved")
	if n := b.Count(t, `SELECT count(*) FROM coordination.fact WHERE kind = 'required_pair' AND known_to IS NULL`); n != 2 {
		t.Errorf("got %d facts, want the two pairs", n)
	}
	if got := alan.post(approve, nil); got.status != http.StatusConflict {
		t.Errorf("got %d approving twice, want 409", got.status)
	}

	expect(t, priya.get(path+"/propose"), http.StatusOK, `value="1-2" checked`)
	priya.post(path+"/propose", url.Values{"from": {"1 December 2025"}, "pairs": {"1-2", "2-5"}, "reason": {"Health is not asked any more"}}).to(t, path)
	got = alan.get(path)
	expect(t, got, http.StatusOK, "What would change", "Pairs taken out", "Westmere Health and Westmere Police", "Pairs put in")
	keep(t, "pairs_change.html", got)
	alan.post(among(t, got, path+"/ID/refuse"), url.Values{"why": {"Health still is"}}).to(t, path)
	expect(t, tom.get(path), http.StatusOK, "Version 2 refused", "Health still is", "Version 2 proposed, with 2 pairs")
	priya.post(path+"/propose", url.Values{"from": {"1 December 2025"}, "pairs": {"2-5"}, "reason": {"Once more"}}).to(t, path)
	alan.post(among(t, alan.get(path), path+"/ID/approve"), nil).to(t, path)
	if n := b.Count(t, `SELECT count(*) FROM coordination.fact WHERE kind = 'required_pair' AND known_to IS NULL AND number = 3`); n != 1 {
		t.Errorf("got %d facts of the third version, want 1", n)
	}
	if n := b.Count(t, `SELECT count(*) FROM coordination.fact WHERE kind = 'required_pair' AND known_to IS NULL`); n != 1 {
		t.Errorf("got %d facts that stand, want those of the third version alone", n)
	}
}
