package page_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

const ofMEC4 = "/checklist/mechanisms/MEC-4"

// expecting is a hypothesis without anything to mend.
func expecting(seen string) url.Values {
	return url.Values{
		"item": {"CON-7"}, "measure": {"Working days from a request to its answer"}, "change": {"From a median of 14 to 7, because requests go to a named person."},
		"due": {"30 June 2026"}, "version": {seen},
	}
}

// versionOf is the wording that a form of the page was shown with.
func versionOf(t *testing.T, a answer) string {
	t.Helper()
	_, after, found := strings.Cut(a.body, `name="version" value="`)
	id, _, _ := strings.Cut(after, `"`)
	if !found {
		t.Fatal("got a form that does not say which wording it is about")
	}
	return id
}

func TestAHypothesisIsWrittenLockedAndAnswered(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya, alan, tom := b.as(t, "priya"), b.as(t, "alan"), b.as(t, "tom")
	got := tom.get("/checklist/mechanisms")
	expect(t, got, http.StatusOK, "All seven are assumed, and none was tested", "MEC-7", "No hypothesis is written", "not counted here", "Treat this checklist with caution")
	keep(t, "checklist_mechanisms_empty.html", got)

	keep(t, "checklist_mechanism_write.html", priya.get(ofMEC4+"/write"))
	got = priya.post(ofMEC4+"/write", url.Values{"measure": {strings.Repeat("x", 201)}, "due": {"1 December 2025"}})
	expect(t, got, http.StatusUnprocessableEntity, "Select the item through which it works", "Measure must be 200 characters or less", "Enter how the measure will change", "must be in the future")
	keep(t, "checklist_mechanism_write_problems.html", got)
	priya.post(ofMEC4+"/write", expecting("")).to(t, "/checklist/mechanisms#MEC-4")
	got = priya.post(ofMEC4+"/write", expecting(""))
	expect(t, got, http.StatusConflict, "changed while you were looking", "Working days from a request to its answer")
	keep(t, "checklist_mechanism_write_clash.html", got)
	first := versionOf(t, priya.get(ofMEC4+"/write"))
	priya.post(ofMEC4+"/write", expecting(first)).to(t, "/checklist/mechanisms#MEC-4")

	if got := priya.get(ofMEC4 + "/result"); got.status != http.StatusNotFound {
		t.Errorf("got %d for the result of what is not locked, want 404", got.status)
	}
	expect(t, alan.post(ofMEC4+"/lock", url.Values{"version": {first}}), http.StatusConflict, "changed while you were looking")
	got = alan.get(ofMEC4 + "/lock")
	expect(t, got, http.StatusOK, "Nobody can change or unlock a locked hypothesis")
	keep(t, "checklist_mechanism_lock.html", got)
	alan.post(ofMEC4+"/lock", url.Values{"version": {versionOf(t, got)}}).to(t, "/checklist/mechanisms#MEC-4")
	expect(t, priya.post(ofMEC4+"/write", expecting(versionOf(t, got))), http.StatusConflict, "This hypothesis is locked. Only its result can be recorded now")
	expect(t, alan.post(ofMEC4+"/lock", url.Values{"version": {versionOf(t, got)}}), http.StatusConflict, "locked already")

	got = priya.get(ofMEC4 + "/result")
	keep(t, "checklist_mechanism_result.html", got)
	seen := versionOf(t, got)
	got = priya.post(ofMEC4+"/result", url.Values{"version": {seen}, "on": {"30 November 2025"}})
	expect(t, got, http.StatusUnprocessableEntity, "Select how it turned out", "Enter what was measured", "must not be before the hypothesis was locked")
	keep(t, "checklist_mechanism_result_problems.html", got)
	priya.post(ofMEC4+"/result", url.Values{"version": {seen}, "outcome": {"partly"}, "said": {"A median of 9."}, "on": {"1 December 2025"}}).to(t, "/checklist/mechanisms#MEC-4")
	got = tom.get("/checklist/mechanisms")
	expect(t, got, http.StatusOK, "Changed in part, measured on 1 December 2025", "Version 2 locked", "Version 1 written")
	if strings.Contains(got.body, "/MEC-4/write") {
		t.Error("got a way to write for somebody who may not, want none")
	}
	keep(t, "checklist_mechanisms.html", got)
	expect(t, priya.get("/checklist/mechanisms"), http.StatusOK, ofMEC4+"/write", ofMEC4+"/result")
	expect(t, tom.get("/about/evidence"), http.StatusOK, `href="/checklist/mechanisms"`)
	for _, path := range []string{"/checklist/mechanisms/MEC-8/write", "/checklist/mechanisms/mec-4/write"} {
		if got := priya.get(path); got.status != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404", path, got.status)
		}
	}
}
