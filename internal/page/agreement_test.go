package page_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"
)

func anAgreement() url.Values {
	return url.Values{
		"number": {"ISA-04"}, "name": {"Referrals"}, "purpose": {"To refer people who may need support"}, "basis": {"Public task"}, "retention": {"Six years"}, "dpia": {"DPIA-7"},
		"contact": {"Information officer"}, "from": {"1 January 2025"}, "review": {"31 December 2025"}, "to": {""}, "party": {"1", "2", "3"}, "signed-1": {"20 December 2024"}, "signed-2": {"21/12/2024"},
	}
}

func aLine() url.Values {
	return url.Values{"purpose": {"Passing on a concern"}, "items": {"What was noticed"}, "giver": {"1"}, "taker": {"2"}, "from": {"1 January 2025"}, "to": {""}}
}

func TestAgreements(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya, tom, alan := b.as(t, "priya"), b.as(t, "tom"), b.as(t, "alan")
	const path = "/coordination/agreements"
	got := priya.get(path)
	expect(t, got, http.StatusOK, "No sharing agreements are recorded yet.", "Record the first one")
	keep(t, "agreement_list_empty.html", got)
	keep(t, "agreement_new.html", priya.get(path+"/new"))
	got = priya.post(path+"/new", url.Values{"party": {"1", "77"}, "signed-1": {"yesterday"}, "to": {"1/1/2020"}})
	expect(t, got, http.StatusUnprocessableEntity, "Enter the number of the agreement", "Enter the name of the agreement", "Enter what the agreement is for", "Enter the lawful basis",
		"Enter the day from which it is in force", "Enter the day of the next review", "Select the parties from the list", "Day it signed must be a real date")
	keep(t, "agreement_new_problems.html", got)
	priya.refuses(path+"/new", anAgreement(), map[string][3]string{
		"ends before it starts":        {"to", "31 December 2024", "Last day must be on or after the first day, 1 January 2025"},
		"reviewed before it starts":    {"review", "31 December 2024", "Next review must be on or after the first day, 1 January 2025"},
		"signed tomorrow":              {"signed-1", "2 December 2025", "Day that Westmere Police signed must be today or in the past"},
		"too long a number":            {"number", strings.Repeat("x", 41), "Number must be 40 characters or less"},
		"too long a purpose":           {"purpose", strings.Repeat("x", 2001), "Purpose must be 2,000 characters or less"},
		"a first day of another time":  {"from", "1 January 1990", "Day from which it is in force must be between 2000 and 2100"},
		"a contact that says too much": {"contact", strings.Repeat("x", 201), "Contact must be 200 characters or less"},
	})
	if got, want := summary(priya.post(path+"/new", changed(anAgreement(), "party", "1", "signed-2", ""))), "party: Select at least two parties"; got != want {
		t.Errorf("got %q for an agreement with oneself, want %q", got, want)
	}
	for name, who := range map[string]*browser{"agency staff": tom, "the manager": alan} {
		for _, got := range []answer{who.get(path + "/new"), who.post(path+"/new", anAgreement())} {
			if got.status != http.StatusForbidden {
				t.Errorf("got %d for %s, want 403", got.status, name)
			}
		}
	}
	if got, want := summary(priya.post(path+"/new", changed(anAgreement(), "signed-5", "1 December 2024"))), "party: Select Westmere Bridge Street too, or remove the day it signed"; got != want {
		t.Errorf("got %q for a day of who is no party, want %q", got, want)
	}
	isa := priya.saves(path+"/new", anAgreement())
	got = priya.get(isa)
	expect(t, got, http.StatusOK, "ISA-04 recorded. Nothing can cite it until it has a line.", "In force.", "No line is recorded yet.", "2 of 3 parties have signed.", "Has not signed yet")
	priya.refuses(path+"/new", anAgreement(), map[string][3]string{"a number that is taken": {"number", "isa-04", "Another agreement has this number"}})
	b.settle(t)
	keep(t, "agreement.html", priya.get(isa))
	got = tom.get(isa)
	expect(t, got, http.StatusOK, "Referrals", "Has not signed yet")
	for _, way := range []string{"/change", "/review", "/end", "/lines/new", "/parties/new", "/parties/3/sign"} {
		if strings.Contains(got.body, isa+way) {
			t.Errorf("got a way to %s for agency staff, want none", way)
		}
		if got := tom.get(isa + way); got.status != http.StatusForbidden {
			t.Errorf("%s: got %d for agency staff, want 403", way, got.status)
		}
	}

	keep(t, "agreement_line_new.html", priya.get(isa+"/lines/new"))
	got = priya.post(isa+"/lines/new", url.Values{"from": {"1/13/2025"}})
	expect(t, got, http.StatusUnprocessableEntity, "Enter what it is shared for", "Enter which information may be shared", "Select who gives", "Select who receives", "First day must be a real date")
	keep(t, "agreement_line_new_problems.html", got)
	priya.refuses(isa+"/lines/new", aLine(), map[string][3]string{
		"to oneself":            {"taker", "1", "The agency that receives must be another than the one that gives"},
		"from one who is none":  {"giver", "5", "Select who gives from the list"},
		"to nobody":             {"taker", "0", "Select who receives from the list"},
		"before the agreement":  {"from", "31 December 2024", "First day must be on or after the first day of the agreement, 1 January 2025"},
		"ends before it starts": {"to", "31 December 2024", "Last day must be on or after the first day"},
		"too much":              {"items", strings.Repeat("x", 501), "Information must be 500 characters or less"},
	})
	priya.saves(isa+"/lines/new", aLine())
	priya.saves(isa+"/lines/new", changed(aLine(), "giver", "any", "taker", "any", "to", "1 February 2026"))
	priya.saves(isa+"/parties/3/sign", url.Values{"signed": {"1 December 2025"}})
	b.settle(t)
	got = priya.get(isa)
	expect(t, got, http.StatusOK, "3 of 3 parties have signed.", "Any party", "1 January 2025 to 1 February 2026", "Line added: Passing on a concern, from Westmere Police to Westmere Council")
	keep(t, "agreement_lines.html", got)
	keep(t, "agreement_list.html", priya.get(path))

	line := regexp.MustCompile(`href="(` + regexp.QuoteMeta(isa) + `/lines/[0-9a-f-]{36}/end)"`).FindStringSubmatch(got.body)[1]
	keep(t, "agreement_line_end.html", priya.get(line))
	got = priya.post(line, url.Values{"last": {"31 December 2024"}})
	expect(t, got, http.StatusUnprocessableEntity, "Last day must be on or after the first day, 1 January 2025", "Enter why the line ends")
	keep(t, "agreement_line_end_problems.html", got)
	priya.saves(line, url.Values{"last": {"30 November 2025"}, "why": {"Not used"}})
	expect(t, priya.get(isa), http.StatusOK, "Line 1 of ISA-04 ends on 30 November 2025.", "Not in force", "Line ended: Passing on a concern")

	keep(t, "agreement_party_new.html", priya.get(isa+"/parties/new"))
	got = priya.post(isa+"/parties/new", url.Values{"agency": {"1"}, "signed": {"2 December 2025"}})
	expect(t, got, http.StatusUnprocessableEntity, "This agency is a party already", "Day it signed must be today or in the past")
	keep(t, "agreement_party_new_problems.html", got)
	priya.saves(isa+"/parties/new", url.Values{"agency": {"5"}})
	expect(t, priya.get(isa), http.StatusOK, "Westmere Bridge Street is now a party.", "3 of 4 parties have signed.")
	keep(t, "agreement_party_sign.html", priya.get(isa+"/parties/5/sign"))
	got = priya.post(isa+"/parties/5/sign", nil)
	expect(t, got, http.StatusUnprocessableEntity, "Enter the day it signed")
	keep(t, "agreement_party_sign_problems.html", got)
	for at, want := range map[string]int{"/parties/1/sign": http.StatusConflict, "/parties/4/sign": http.StatusNotFound, "/parties/x/sign": http.StatusNotFound, "/lines/x/end": http.StatusNotFound} {
		if got := priya.get(isa + at); got.status != want {
			t.Errorf("%s: got %d, want %d", at, got.status, want)
		}
	}
}

func TestAnAgreementIsReviewedChangedAndEnded(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya, tom := b.as(t, "priya"), b.as(t, "tom")
	const path = "/coordination/agreements"
	isa := priya.saves(path+"/new", changed(anAgreement(), "review", "31 October 2025"))
	later := priya.saves(path+"/new", changed(anAgreement(), "number", "ISA-05", "from", "1 January 2026", "review", "1 January 2027"))
	over := priya.saves(path+"/new", changed(anAgreement(), "number", "ISA-01", "from", "1 January 2024", "review", "1 June 2024", "to", "31 December 2024"))
	priya.saves(isa+"/lines/new", aLine())
	b.settle(t)
	got := priya.get(path)
	expect(t, got, http.StatusOK, "In force, review overdue since 31 October 2025", "31 days overdue", "Not in force yet, starts on 1 January 2026", "Ended on 31 December 2024")
	if strings.Index(got.body, "ISA-01") < strings.Index(got.body, "ISA-05") {
		t.Error("got what is over first, want it last")
	}
	keep(t, "agreement_list_states.html", got)
	got = priya.get(isa)
	expect(t, got, http.StatusOK, "In force, review overdue since 31 October 2025.")
	keep(t, "agreement_overdue.html", got)

	keep(t, "agreement_review.html", priya.get(isa+"/review"))
	got = priya.post(isa+"/review", url.Values{"version": {"2"}, "review": {"1 December 2025"}, "to": {"30 November 2025"}})
	expect(t, got, http.StatusUnprocessableEntity, "Next review must be in the future", "Last day must be today or in the future", "Enter what was decided")
	keep(t, "agreement_review_problems.html", got)
	review := url.Values{"version": {"2"}, "review": {"31 October 2026"}, "to": {"31 December 2026"}, "why": {"Kept for a year"}}
	priya.saves(isa+"/review", review)
	b.settle(t)
	got = priya.post(isa+"/review", changed(review, "review", "30 June 2026"))
	expect(t, got, http.StatusConflict, "This record changed while you were editing", "31 October 2026", "30 June 2026")
	keep(t, "agreement_review_clash.html", got)
	expect(t, priya.get(isa), http.StatusOK, "In force, ends on 31 December 2026.", "Kept for a year", "The last day is now 31 December 2026")
	if got := priya.get(over + "/review"); got.status != http.StatusConflict {
		t.Errorf("got %d reviewing what is over, want 409", got.status)
	}

	keep(t, "agreement_change.html", priya.get(isa+"/change"))
	got = priya.post(isa+"/change", url.Values{"version": {"3"}})
	expect(t, got, http.StatusUnprocessableEntity, "Enter the name of the agreement", "Enter why this changes")
	keep(t, "agreement_change_problems.html", got)
	change := changed(anAgreement(), "version", "3", "basis", "Legal obligation", "why", "A new law")
	priya.saves(isa+"/change", change)
	b.settle(t)
	got = priya.post(isa+"/change", changed(change, "basis", "Consent"))
	expect(t, got, http.StatusConflict, "Legal obligation", "Consent", "A new law")
	keep(t, "agreement_change_clash.html", got)
	priya.refuses(isa+"/change", changed(change, "version", "4"), map[string][3]string{"nothing new": {"name", "Referrals", "Change something, or cancel"}})

	keep(t, "agreement_end.html", priya.get(isa+"/end"))
	got = priya.post(isa+"/end", url.Values{"last": {"1 January 2027"}})
	expect(t, got, http.StatusUnprocessableEntity, "Last day must be on or before 31 December 2026, when the agreement ends already", "Enter why the agreement ends")
	keep(t, "agreement_end_problems.html", got)
	priya.saves(isa+"/end", url.Values{"last": {"31 January 2026"}, "why": {"ISA-05 takes its place"}})
	got = priya.get(isa)
	expect(t, got, http.StatusOK, "ISA-04 ended. Its last day is 31 January 2026.", "In force, ends on 31 January 2026.", "ISA-05 takes its place", "1 January 2025 to 31 January 2026")
	priya.saves(later+"/end", url.Values{"last": {"1 January 2026"}, "why": {"Not wanted"}})
	b.settle(t)
	keep(t, "agreement_ended.html", priya.get(isa))
	for _, way := range []string{"/change", "/review", "/end", "/lines/new", "/parties/new", "/parties/3/sign"} {
		for _, got := range []answer{priya.get(isa + way), priya.post(isa+way, nil)} {
			if got.status != http.StatusConflict {
				t.Errorf("%s: got %d for what was ended, want 409", way, got.status)
			}
		}
		if strings.Contains(tom.get(isa).body, way+`"`) {
			t.Errorf("got a way to %s of what was ended, want none", way)
		}
	}
	for _, at := range []string{"/x", "/" + uuid.NewString(), "/" + uuid.NewString() + "/review", "/x/lines/new"} {
		if got := priya.get(path + at); got.status != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404", at, got.status)
		}
	}
}
