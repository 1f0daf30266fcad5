package page_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"liaison/internal/postgres"
)

var wrong = url.Values{"why": {"Recorded in error"}}

// identical makes the facts again from what was kept, and wants what there is.
func (b board) identical(t *testing.T) {
	t.Helper()
	found, err := postgres.RebuildFacts(t.Context(), b.URL(postgres.Migrator), false)
	if err != nil || found.Sources == 0 || len(found.Wrong) > 0 {
		t.Fatalf("got %d of %d sources that differ and %v, want none of some", len(found.Wrong), found.Sources, err)
	}
}

// facts counts those of the kind that rules know today.
func (b board) facts(t *testing.T, where string) int {
	t.Helper()
	return b.Count(t, `SELECT count(*) FROM coordination.fact WHERE known_to IS NULL AND `+where)
}

// takesBack opens the page, sends it without a reason, and then with one.
func (b board) takesBack(t *testing.T, in *browser, name, path, to string) {
	t.Helper()
	got := in.get(path)
	expect(t, got, http.StatusOK, "Why is this withdrawn?")
	keep(t, name+".html", got)
	version := hidden(got, "version")
	bad := in.post(path, url.Values{"why": {" "}, "version": {version}})
	expect(t, bad, http.StatusUnprocessableEntity, "Error:", "Enter why this is withdrawn")
	keep(t, name+"_problems.html", bad)
	form := changed(wrong, "version", version)
	in.post(path, form).to(t, to)
	if again := in.post(path, form); again.status != http.StatusConflict {
		t.Errorf("%s twice: got %d, want 409", path, again.status)
	}
	b.identical(t)
}

func TestALeavingIsWithdrawn(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya, tom := b.as(t, "priya"), b.as(t, "tom")
	const at = "/agencies/westmere-police"
	if got := priya.get(at + "/leave/withdraw"); got.status != http.StatusConflict {
		t.Errorf("got %d for one that takes part, want 409", got.status)
	}
	priya.post(at+"/representative", url.Values{"person": {"new"}, "name": {"Rowan Field"}, "from": {"1 November 2025"}, "handover": {"yes"}, "why": {"A new post"}})
	priya.post(at+"/leave", url.Values{"last": {"30 November 2025"}, "why": {"Reorganised"}, "handover": {"no"}}).to(t, at)
	expect(t, priya.get(at), http.StatusOK, "Withdraw the leaving", "The agency left the partnership")
	if got := tom.get(at + "/leave/withdraw"); got.status != http.StatusForbidden {
		t.Errorf("got %d for its own staff, want 403", got.status)
	}
	b.takesBack(t, priya, "agency_stay", at+"/leave/withdraw", at)
	got := priya.get(at)
	expect(t, got, http.StatusOK, "Takes part since 1 January 2024.", "Withdrawn that Westmere Police left on 30 November 2025", "Recorded in error", "Record that this agency leaves")
	if n := b.Count(t, `SELECT count(*) FROM shared.partnership_agency WHERE agency_id = 1 AND left_on IS NULL AND left_reason IS NULL`); n != 1 {
		t.Error("the agency did not come back")
	}
	if n := b.Count(t, `SELECT count(*) FROM coordination.representative WHERE agency_id = 1 AND to_day IS NULL`); n != 1 {
		t.Errorf("got %d who stand for it, want the one who stopped with it", n)
	}
}

func TestALastDayIsWithdrawn(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya := b.as(t, "priya")
	const at = "/agencies/westmere-police"
	end := among(t, priya.get(at), at+"/people/ID/end")
	if got := priya.get(end + "/withdraw"); got.status != http.StatusConflict {
		t.Errorf("got %d for one who goes on, want 409", got.status)
	}
	priya.post(end, url.Values{"last": {"30 November 2025"}, "why": {"A new post"}, "handover": {"no"}}).to(t, at)
	b.takesBack(t, priya, "representative_resume", end+"/withdraw", at)
	expect(t, priya.get(at), http.StatusOK, "Withdrawn that the time of Helen Marsh ended on 30 November 2025")
	if n := b.Count(t, `SELECT count(*) FROM coordination.representative WHERE agency_id = 1 AND to_day IS NULL AND left_why IS NULL`); n != 1 {
		t.Error("who stood for the agency did not come back")
	}
}

func TestAnAnswerIsWithdrawn(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya, alan, tom := b.as(t, "priya"), b.as(t, "alan"), b.as(t, "tom")
	const path = "/coordination/escalations"
	tom.post(path, url.Values{"post": {"senior_sponsor"}, "what": {"Who pays for the room?"}, "raised": {"10 November 2025"}}).to(t, path)
	one := among(t, alan.get(path), path+"/ID")
	alan.post(one+"/answer", url.Values{"answered": {"24 November 2025"}, "answer": {"The police pay."}}).to(t, one)
	if n := b.facts(t, `kind = 'escalation' AND until = '2025-11-24'`); n != 1 {
		t.Errorf("got %d facts of an answer, want 1", n)
	}
	if got := tom.get(one + "/withdraw"); got.status != http.StatusForbidden {
		t.Errorf("got %d for agency staff, want 403", got.status)
	}
	b.takesBack(t, priya, "escalation_withdraw", one+"/withdraw", one)
	expect(t, priya.get(one), http.StatusOK, "Waits, 15 working days so far", "Answer of 24 November 2025 withdrawn. It was: The police pay.", "Record the answer")
	if n := b.facts(t, `kind = 'escalation' AND until IS NULL`); n != 1 {
		t.Errorf("got %d facts of one that waits, want 1", n)
	}
	priya.post(one+"/answer", url.Values{"answered": {"25 November 2025"}, "answer": {"The council pays."}}).to(t, one)
	stale := url.Values{"why": {"Seen too late"}, "version": {"2"}}
	if got := alan.post(one+"/withdraw", stale); got.status != http.StatusConflict {
		t.Errorf("got %d for an answer that was not the one seen, want 409", got.status)
	}
	b.identical(t)
}

func TestAnAcknowledgementIsWithdrawn(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya, tom := b.as(t, "priya"), b.as(t, "tom")
	const path = "/coordination/goals"
	priya.post(path+"/change", aimed()).to(t, path)
	say := url.Values{"goals": {hidden(tom.get(path+"/acknowledge"), "goals")}, "answer-1": {"1"}, "answer-2": {"1"}}
	if got := tom.get(path + "/acknowledge/withdraw"); got.status != http.StatusConflict {
		t.Errorf("got %d before, want 409", got.status)
	}
	tom.post(path+"/acknowledge", say).to(t, path)
	b.takesBack(t, tom, "goals_withdraw", path+"/acknowledge/withdraw", path)
	if n := b.facts(t, `kind = 'acknowledgement'`); n != 0 {
		t.Errorf("got %d facts, want none", n)
	}
	expect(t, tom.get(path), http.StatusOK, "Acknowledge these goals")
	say.Set("answer-2", "2")
	tom.post(path+"/acknowledge", say).to(t, path)
	expect(t, tom.get(path), http.StatusOK, "You acknowledged this version on 1 December 2025.", "Withdraw that")
	if n := b.facts(t, `kind = 'acknowledgement'`); n != 1 {
		t.Errorf("got %d facts, want 1", n)
	}
	if n := b.Count(t, `SELECT count(*) FROM coordination.standing_change WHERE what = 'acknowledgement'`); n != 3 {
		t.Errorf("got %d lines of history, want 3", n)
	}
	b.identical(t)
}

func TestACeilingIsWithdrawnByTwoPeople(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya, alan, tom := b.as(t, "priya"), b.as(t, "alan"), b.as(t, "tom")
	const path = costsPath + "/ceiling"
	good := url.Values{"amount": {"£2,000"}, "from": {"1 April 2025"}, "to": {"31 March 2026"}, "reason": {"As agreed"}}
	priya.post(path+"/propose", good).to(t, path)
	alan.post(among(t, alan.get(path), path+"/ID/approve"), nil).to(t, path)
	recall := among(t, priya.get(path), path+"/ID/recall")
	if got := tom.get(recall); got.status != http.StatusForbidden {
		t.Errorf("got %d for agency staff, want 403", got.status)
	}
	b.takesBack(t, priya, "ceiling_recall", recall, path)
	if n := b.facts(t, `kind = 'ceiling'`); n != 1 {
		t.Errorf("got %d facts while it waits, want 1", n)
	}
	got := alan.get(path)
	expect(t, got, http.StatusOK, "Waiting for a second person", "Ceiling to be withdrawn", "Recorded in error", "Approve this withdrawal")
	keep(t, "ceiling_recall_waits.html", got)
	if got := priya.post(recall+"/approve", nil); got.status != http.StatusForbidden {
		t.Errorf("got %d for who proposed it, want 403", got.status)
	}
	if got := priya.post(path+"/propose", changed(good, "from", "1 April 2026", "to", "31 March 2027")); got.status != http.StatusConflict {
		t.Errorf("got %d for another proposal beside it, want 409", got.status)
	}
	bad := alan.post(recall+"/refuse", url.Values{"why": {""}})
	expect(t, bad, http.StatusUnprocessableEntity, "Enter why you refuse this")
	keep(t, "ceiling_recall_refuse_problems.html", bad)
	alan.post(recall+"/refuse", url.Values{"why": {"It was right"}}).to(t, path)
	expect(t, alan.get(path), http.StatusOK, "Withdrawal of the ceiling of £2,000 from 1 April 2025 to 31 March 2026 refused")
	b.identical(t)

	// Who refused proposes it now, and the other one approves.
	alan.post(recall, wrong).to(t, path)
	if got := alan.post(recall+"/approve", nil); got.status != http.StatusForbidden {
		t.Errorf("got %d for who proposed it, want 403", got.status)
	}
	priya.post(recall+"/approve", nil).to(t, path)
	got = priya.get(path)
	expect(t, got, http.StatusOK, "Ceiling withdrawn. FUN-2 compares with it no more.", "No ceiling is approved yet.")
	keep(t, "ceiling_recalled.html", got)
	if n := b.facts(t, `kind = 'ceiling'`); n != 0 {
		t.Errorf("got %d facts once it is withdrawn, want none", n)
	}
	if got := alan.post(recall+"/approve", nil); got.status != http.StatusConflict {
		t.Errorf("twice: got %d, want 409", got.status)
	}
	priya.post(path+"/propose", changed(good, "amount", "£20,000")).to(t, path)
	alan.post(among(t, alan.get(path), path+"/ID/approve"), nil).to(t, path)
	if got := alan.get(path); !strings.Contains(got.body, "£20,000") {
		t.Error("the right ceiling cannot take the days of the one withdrawn")
	}
	b.identical(t)
}
