package page_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"
)

const systemsPath = "/coordination/systems"

func aSystem() url.Values {
	return url.Values{
		"name": {"Shared contact list"}, "kind": {"database"}, "purpose": {"Who to call at each agency."}, "agency": {"2"}, "owner": {"Information manager"},
		"deputy": {"Support lead"}, "intelligence": {"no"}, "dormant": {""}, "from": {"1 June 2024"},
	}
}

func TestTheRegisterOfSystems(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya, tom, other := b.as(t, "priya"), b.as(t, "tom"), b.as(t, "priya")
	got := priya.get(systemsPath)
	expect(t, got, http.StatusOK, "No system is in the register.", "Add a system")
	keep(t, "systems_empty.html", got)
	path := systemsPath + "/new"
	keep(t, "system_new.html", priya.get(path))
	got = priya.post(path, url.Values{"agency": {"99"}, "dormant": {"soon"}, "from": {"2 December 2025"}, "deputy": {"Somebody"}})
	expect(t, got, http.StatusUnprocessableEntity, "Error:", `value="Somebody"`)
	if got, want := summary(got), "name: Enter the name of the system\nkind: Select whether it is a database or technology\nagency: Select whose system it is from the list\nowner: Enter who looks after the system\n"+
		"intelligence: Select whether it holds intelligence\ndormant: Days without use must be a whole number from 1 to 730\nfrom: Day it came into use must be today or in the past"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	keep(t, "system_new_problems.html", got)
	priya.refuses(path, aSystem(), map[string][3]string{
		"too long a name":  {"name", strings.Repeat("x", 201), "Name must be 200 characters or less"},
		"no kind":          {"kind", "abacus", "Select whether it is a database or technology"},
		"its own deputy":   {"deputy", "information manager", "Deputy must be somebody other than the owner"},
		"no days at all":   {"dormant", "0", "Days without use must be a whole number from 1 to 730"},
		"too many days":    {"dormant", "731", "Days without use must be a whole number from 1 to 730"},
		"more than an int": {"dormant", "99999999999999999999", "Days without use must be a whole number from 1 to 730"},
		"not a day":        {"from", "June", "Day it came into use must be a real date"},
	})
	for name, got := range map[string]answer{"the form": tom.get(path), "saving": tom.post(path, aSystem())} {
		if got.status != http.StatusForbidden {
			t.Errorf("%s: got %d for agency staff, want 403", name, got.status)
		}
	}
	system := priya.saves(path, aSystem())
	if got := priya.post(path, changed(aSystem(), "name", "SHARED contact  list")); got.status != http.StatusUnprocessableEntity || summary(got) != "name: This agency has a system of that name in the register already" {
		t.Errorf("got %d %q for the same twice, want it said", got.status, summary(got))
	}
	held := priya.saves(path, changed(aSystem(), "name", "Force intelligence system", "kind", "technology", "agency", "1", "deputy", "", "intelligence", "yes"))
	expect(t, priya.get(held), http.StatusOK, "90 days without use", "This system holds intelligence.", "No role that does outreach is registered as having it.")

	change := system + "/change"
	got = priya.get(change)
	expect(t, got, http.StatusOK, `value="180"`, `name="version" value="1"`)
	keep(t, "system_change.html", got)
	to := changed(aSystem(), "owner", "Data manager", "dormant", "120", "version", "1", "why", "A new post")
	got = priya.post(change, changed(to, "owner", "", "why", strings.Repeat("x", 1001)))
	expect(t, got, http.StatusUnprocessableEntity, "Enter who looks after the system", "Reason must be 1,000 characters or less")
	keep(t, "system_change_problems.html", got)
	priya.post(change, to).to(t, system)
	b.toldInOrder(t)
	got = other.post(change, changed(aSystem(), "dormant", "180", "deputy", "Nobody yet", "version", "1"))
	expect(t, got, http.StatusConflict, "This record changed while you were editing", "Data manager", "Nobody yet", `name="version" value="2"`)
	keep(t, "system_clash.html", got)

	review := system + "/review"
	keep(t, "system_review.html", priya.get(review))
	got = priya.post(review, url.Values{"day": {"31 May 2024"}, "kept": {"-1"}, "removed": {"some"}})
	expect(t, got, http.StatusUnprocessableEntity, "Day of the review must be on or after the day the system came into use, 1 June 2024", "Accounts that stay must be a whole number", "Accounts that were removed must be a whole number")
	keep(t, "system_review_problems.html", got)
	good := url.Values{"day": {"20 November 2025"}, "kept": {"9"}, "removed": {"0"}, "note": {"Two posts had moved on."}}
	priya.refuses(review, good, map[string][3]string{
		"nothing typed": {"kept", "", "Enter how many accounts stay"}, "tomorrow": {"day", "2 Dec 2025", "Day of the review must be today or in the past"},
		"too many": {"removed", "100001", "Accounts that were removed must be a whole number"}, "too long": {"note", strings.Repeat("x", 2001), "Note must be 2,000 characters or less"},
	})
	if got := tom.post(review, good); got.status != http.StatusForbidden {
		t.Errorf("got %d for agency staff reviewing, want 403", got.status)
	}
	priya.post(review, good).to(t, system)
	b.toldInOrder(t)
	priya.get(systemsPath) // says what was done, once
	got = priya.get(system)
	expect(t, got, http.StatusOK, "Two posts had moved on.", "Owner changed. It was: Information manager", "A new post", "120 days without use")
	keep(t, "system.html", got)
	got = priya.get(systemsPath)
	expect(t, got, http.StatusOK, "2 systems in use.", "20 November 2025, 11 days ago", "Not reviewed", "No deputy is named", "Holds intelligence", "0 roles have it")
	keep(t, "systems.html", got)

	last := system + "/close"
	keep(t, "system_close.html", priya.get(last))
	got = priya.post(last, url.Values{"last": {"31 May 2024"}})
	expect(t, got, http.StatusUnprocessableEntity, "Last day must be on or after the day it came into use, 1 June 2024", "Enter why the system is closed")
	keep(t, "system_close_problems.html", got)
	priya.post(last, url.Values{"last": {"1 December 2025"}, "why": {"Replaced by the tracker"}}).to(t, systemsPath)
	b.toldInOrder(t)
	priya.get(systemsPath) // says what was done, once
	got = priya.get(system)
	expect(t, got, http.StatusOK, "Replaced by the tracker")
	keep(t, "system_closed.html", got)
	expect(t, priya.get(systemsPath), http.StatusOK, "No longer in use", "Replaced by the tracker")
	for name, got := range map[string]answer{"changing": priya.post(change, to), "closing": priya.get(last), "reviewing": priya.post(review, good), "asking for access": priya.get(system + "/access")} {
		if got.status != http.StatusConflict {
			t.Errorf("%s: got %d for a closed system, want 409", name, got.status)
		}
	}
	for _, path := range []string{systemsPath + "/x", systemsPath + "/" + uuid.NewString(), systemsPath + "/" + uuid.NewString() + "/change", held + "/access/x/answer", held + "/access/" + uuid.NewString() + "/end"} {
		if got := priya.get(path); got.status != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404", path, got.status)
		}
	}
}

func TestAccessToASystemThatHoldsIntelligence(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya, tom := b.as(t, "priya"), b.as(t, "tom")
	system := priya.saves(systemsPath+"/new", changed(aSystem(), "name", "Force intelligence system", "agency", "1", "intelligence", "yes"))
	elsewhere := priya.saves(systemsPath+"/new", aSystem())
	ask := system + "/access"
	got := tom.get(ask)
	expect(t, got, http.StatusOK, "breaks the separation of intelligence from outreach", `value="1" selected`)
	keep(t, "system_ask.html", got)
	got = tom.post(ask, url.Values{"agency": {"2"}, "asked": {"2 December 2025"}})
	expect(t, got, http.StatusUnprocessableEntity, "Select the agency whose role needs it from the list", "Enter the role or post that needs it", "Select whether the role does outreach", "Day it was asked for must be today or in the past")
	keep(t, "system_ask_problems.html", got)
	good := url.Values{"agency": {"1"}, "holder": {"Community officer"}, "outreach": {"yes"}, "asked": {"3 November 2025"}}
	tom.refuses(ask, good, map[string][3]string{"too long": {"holder", strings.Repeat("x", 121), "Role or post must be 120 characters or less"}})
	tom.post(ask, good).to(t, system)
	if got := tom.post(ask, good); got.status != http.StatusUnprocessableEntity || !strings.Contains(summary(got), "This role has already asked, on 3 November 2025") {
		t.Errorf("got %d %q for asking twice, want it said", got.status, summary(got))
	}
	priya.post(ask, changed(good, "holder", "Intelligence officer", "outreach", "no")).to(t, system)
	b.toldInOrder(t)
	b.Exec(t, `UPDATE coordination.reach SET recorded_at = '2025-12-01 09:00Z'`)
	if got := tom.get(system); strings.Contains(got.body, "/answer") || !strings.Contains(got.body, "No longer needed") {
		t.Error("got a way to grant for agency staff, or none to ask no longer")
	}
	var officer uuid.UUID
	if err := b.Owner.QueryRowContext(t.Context(), `SELECT id FROM coordination.reach WHERE outreach`).Scan(&officer); err != nil {
		t.Fatal(err)
	}
	at := ask + "/" + officer.String()
	got = priya.get(at + "/answer")
	expect(t, got, http.StatusOK, "This role does outreach, and this system holds intelligence.")
	keep(t, "system_answer.html", got)
	got = priya.post(at+"/answer", url.Values{"on": {"2 November 2025"}})
	expect(t, got, http.StatusUnprocessableEntity, "Select whether access is granted", "Day of the answer must be on or after the day it was asked for, 3 November 2025")
	keep(t, "system_answer_problems.html", got)
	if got := priya.post(at+"/answer", url.Values{"answer": {"refused"}, "on": {"1 December 2025"}}); summary(got) != "why: Enter why it is refused" {
		t.Errorf("got %d %q, want a reason asked", got.status, summary(got))
	}
	for name, got := range map[string]answer{"granting": tom.post(at+"/answer", url.Values{"answer": {"granted"}, "on": {"1 December 2025"}}), "the form": tom.get(at + "/answer")} {
		if got.status != http.StatusForbidden {
			t.Errorf("%s: got %d for agency staff, want 403", name, got.status)
		}
	}
	if got := priya.get(elsewhere + "/access/" + officer.String() + "/answer"); got.status != http.StatusNotFound {
		t.Errorf("got %d for access to another system, want 404", got.status)
	}
	priya.post(at+"/answer", url.Values{"answer": {"granted"}, "on": {"10 November 2025"}}).to(t, system)
	if got := priya.get(at + "/answer"); got.status != http.StatusConflict {
		t.Errorf("got %d for answering twice, want 409", got.status)
	}
	got = priya.get(at + "/keep")
	expect(t, got, http.StatusOK, `name="version" value="2"`)
	keep(t, "system_upkeep.html", got)
	got = priya.post(at+"/keep", url.Values{"version": {"2"}, "vetted": {"1 Jan 2150"}, "confirmed": {"9 November 2025"}, "used": {"2 December 2025"}})
	expect(t, got, http.StatusUnprocessableEntity, "Last day of vetting must be between 2000 and 2100", "Day it was known to work must be on or after the day it was granted, 10 November 2025", "Day it was last used must be today or in the past")
	keep(t, "system_upkeep_problems.html", got)
	known := url.Values{"version": {"2"}, "vetted": {"30 November 2025"}, "confirmed": {"20 November 2025"}, "used": {""}}
	priya.post(at+"/keep", known).to(t, system)
	b.toldInOrder(t)
	got = priya.post(at+"/keep", changed(known, "used", "1 December 2025"))
	expect(t, got, http.StatusConflict, "This record changed while you were editing", `name="version" value="3"`)
	keep(t, "system_upkeep_clash.html", got)
	priya.get(systemsPath) // says what was done, once
	got = priya.get(system)
	expect(t, got, http.StatusOK, "Community officer, Westmere Police, does outreach and has had access since 10 November 2025.", "Vetting ended on 30 November 2025", "No use is recorded", "Waiting for 28 days", "Intelligence officer")
	keep(t, "system_breaking.html", got)

	got = priya.get(at + "/end")
	expect(t, got, http.StatusOK, "End access to Force intelligence system")
	keep(t, "system_end.html", got)
	got = priya.post(at+"/end", url.Values{"last": {"9 November 2025"}})
	expect(t, got, http.StatusUnprocessableEntity, "Last day must be on or after 10 November 2025", "Enter why it ends")
	keep(t, "system_end_problems.html", got)
	if got := tom.post(at+"/end", url.Values{"last": {"1 December 2025"}, "why": {"x"}}); got.status != http.StatusForbidden {
		t.Errorf("got %d for agency staff ending access that is held, want 403", got.status)
	}
	priya.post(at+"/end", url.Values{"last": {"1 December 2025"}, "why": {"The role does outreach"}}).to(t, system)
	got = priya.get(system)
	expect(t, got, http.StatusOK, "No role that does outreach is registered as having it.", "Access that was refused or has ended")
	if got := priya.post(at+"/end", url.Values{"last": {"1 December 2025"}, "why": {"x"}}); got.status != http.StatusConflict {
		t.Errorf("got %d for ending it twice, want 409", got.status)
	}
}
