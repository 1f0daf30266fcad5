package page_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"
)

// settle makes the history one line an hour, because the database's own clock
// runs later than the pages' does.
func (b board) settle(t *testing.T) {
	t.Helper()
	b.Exec(t, `UPDATE coordination.standing_change c SET at = timestamptz '2025-11-30 09:00Z' + n * interval '1 hour'
		FROM (SELECT id, row_number() OVER (ORDER BY at) AS n FROM coordination.standing_change) o WHERE o.id = c.id`)
}

// saves posts what is right and returns where it leads.
func (b *browser) saves(path string, form url.Values) string {
	b.t.Helper()
	got := b.post(path, form)
	if got.status != http.StatusSeeOther {
		b.t.Fatalf("%s: got %d, want 303:\n%s", path, got.status, summary(got))
	}
	return got.location
}

// refuses posts forms that are right but for one answer, and wants each to be
// said at that answer, in the summary and beside it.
func (b *browser) refuses(path string, form url.Values, bad map[string][3]string) {
	b.t.Helper()
	for name, x := range bad {
		got := b.post(path, changed(form, x[0], x[1]))
		field, want := x[0], x[2]
		if got.status != http.StatusUnprocessableEntity || !strings.Contains(summary(got), field+": "+want) {
			b.t.Errorf("%s: got %d %q, want 422 and %q at %s", name, got.status, summary(got), want, field)
		}
		if strings.Count(got.body, want) < 2 {
			b.t.Errorf("%s: want %q beside the question too", name, want)
		}
	}
}

func aNeed() url.Values {
	return url.Values{"kind": {"training"}, "title": {"How to make a referral"}, "detail": {"For new staff"}, "agency": {"0"}, "from": {"1 May 2025"}}
}

func TestNeeds(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya, tom, alan := b.as(t, "priya"), b.as(t, "tom"), b.as(t, "alan")
	const path = "/coordination/needs"
	got := priya.get(path)
	expect(t, got, http.StatusOK, "No needs are recorded yet.", "Record the first one")
	keep(t, "need_list_empty.html", got)
	if got := alan.get(path); strings.Contains(got.body, "Record") && strings.Contains(got.body, path+"/new") {
		t.Error("got a way to record for the manager, want none")
	}
	keep(t, "need_new.html", priya.get(path+"/new"))
	got = tom.get(path + "/new")
	if strings.Contains(got.body, "The whole partnership") || !strings.Contains(got.body, "Westmere Police") || strings.Contains(got.body, "Westmere Council</option>") {
		t.Error("got the wrong agencies for staff, want their own alone")
	}
	got = priya.post(path+"/new", url.Values{"title": {"  "}, "from": {"32/1/2025"}, "detail": {strings.Repeat("x", 2001)}})
	expect(t, got, http.StatusUnprocessableEntity, "Error:", "Select what is needed", "Enter what is needed", "More about it must be 2,000 characters or less",
		"Select whose need it is", "Day from which it is needed must be a real date")
	keep(t, "need_new_problems.html", got)
	priya.refuses(path+"/new", aNeed(), map[string][3]string{
		"a kind that is none":      {"kind", "money", "Select what is needed"},
		"an agency that is none":   {"agency", "99", "Select whose need it is from the list"},
		"an agency without number": {"agency", "x", "Select whose need it is from the list"},
		"from tomorrow":            {"from", "2 December 2025", "Day from which it is needed must be today or in the past"},
		"long ago":                 {"from", "1 January 1990", "Day from which it is needed must be between 2000 and 2100"},
		"too long":                 {"title", strings.Repeat("é", 201), "What is needed must be 200 characters or less"},
		"what cannot be kept":      {"detail", "a\x00b", "Remove the characters that cannot be saved, then check the text"},
	})
	tom.refuses(path+"/new", changed(aNeed(), "agency", "1"), map[string][3]string{
		"another agency's": {"agency", "2", "Select whose need it is from the list"},
		"everybody's":      {"agency", "0", "Select whose need it is from the list"},
	})
	for name, got := range map[string]answer{"the form": alan.get(path + "/new"), "saving": alan.post(path+"/new", aNeed())} {
		if got.status != http.StatusForbidden {
			t.Errorf("%s: got %d for the manager, want 403", name, got.status)
		}
	}
	first := priya.saves(path+"/new", aNeed())
	second := tom.saves(path+"/new", url.Values{"kind": {"information"}, "title": {"Who to call\nout of hours"}, "agency": {"1"}, "from": {"1/11/2024"}})
	b.Exec(t, `UPDATE coordination.need SET reviewed_on = '2024-11-01' WHERE title LIKE 'Who%'`)
	b.settle(t)
	got = priya.get(first)
	expect(t, got, http.StatusOK, "Need recorded.", "Training need", "For new staff", "The whole partnership", "No product answers this need today.", "Recorded")
	if strings.Contains(got.body, "Mark as reviewed today") {
		t.Error("got a way to review what was recorded today, want none")
	}
	keep(t, "need.html", got)
	expect(t, tom.get(first), http.StatusOK, "How to make a referral")
	if strings.Contains(tom.get(first).body, "Change") {
		t.Error("got a way to change another's need, want none")
	}
	got = tom.get(second)
	expect(t, got, http.StatusOK, "Who to call out of hours", "Mark as reviewed today", "Close this need")
	for name, got := range map[string]answer{
		"change": tom.get(first + "/change"), "saving it": tom.post(first+"/change", aNeed()), "review": tom.post(first+"/review", nil),
		"close": tom.get(first + "/close"), "closing it": tom.post(first+"/close", nil),
	} {
		if got.status != http.StatusForbidden {
			t.Errorf("%s: got %d for another agency's staff, want 403", name, got.status)
		}
	}
	keep(t, "need_list.html", priya.get(path))
	expect(t, priya.get(path), http.StatusOK, "Showing 2 of 2 needs", "Over a year ago", "Nothing yet")
	keep(t, "need_review.html", got)
	tom.post(second+"/review", nil).to(t, second)
	tom.post(second+"/review", nil).to(t, second) // pressed twice
	expect(t, tom.get(second), http.StatusOK, "Need marked as reviewed on 1 December 2025.", "Reviewed. The need still stands")

	// Two change it: the second sees what the first saved and loses nothing.
	keep(t, "need_change.html", priya.get(first+"/change"))
	change := changed(aNeed(), "version", "1", "title", "How to refer well", "agency", "5")
	priya.saves(first+"/change", change)
	got = priya.post(first+"/change", changed(change, "title", "How to refer quickly"))
	expect(t, got, http.StatusConflict, "This record changed while you were editing", "How to refer well", "How to refer quickly", "Priya Nair")
	b.settle(t)
	keep(t, "need_change_clash.html", priya.post(first+"/change", changed(change, "title", "How to refer quickly")))
	priya.saves(first+"/change", changed(change, "title", "How to refer quickly", "version", hidden(got, "version")))
	got = priya.post(first+"/change", changed(change, "title", "", "version", "3"))
	expect(t, got, http.StatusUnprocessableEntity, "Enter what is needed")
	keep(t, "need_change_problems.html", got)
	priya.refuses(first+"/change", changed(change, "title", "How to refer quickly", "version", "3"), map[string][3]string{
		"nothing new": {"title", "How to refer quickly", "Change something, or cancel"},
	})

	keep(t, "need_close.html", priya.get(first+"/close"))
	got = priya.post(first+"/close", url.Values{"last": {"30 April 2025"}})
	expect(t, got, http.StatusUnprocessableEntity, "Last day must be on or after the first day, 1 May 2025", "Enter why the need is closed")
	keep(t, "need_close_problems.html", got)
	priya.saves(first+"/close", url.Values{"last": {"30 November 2025"}, "why": {"Everybody knows now"}})
	b.settle(t)
	got = priya.get(first)
	expect(t, got, http.StatusOK, "Closed. Its last day was 30 November 2025.", "Everybody knows now", "Title changed. It was: How to refer well")
	keep(t, "need_closed.html", got)
	for name, got := range map[string]answer{
		"change": priya.get(first + "/change"), "review": priya.post(first+"/review", nil), "close": priya.post(first+"/close", nil),
	} {
		if got.status != http.StatusConflict {
			t.Errorf("%s: got %d for a closed need, want 409", name, got.status)
		}
	}
	got = priya.get(path)
	if strings.Index(got.body, "Who to call") > strings.Index(got.body, "How to refer quickly") {
		t.Error("got the closed need first, want it after those that stand")
	}
	for query, says := range map[string]string{
		"?kind=training&show=active": "No needs match these filters.", "?kind=information": "Showing 1 of 2 needs", "?show=closed": "How to refer quickly", "?show=active": "Who to call",
	} {
		expect(t, priya.get(path+query), http.StatusOK, says)
	}
	keep(t, "need_list_filtered.html", priya.get(path+"?kind=training&show=active"))
	got = priya.get(path + "?kind=x&show=y")
	expect(t, got, http.StatusUnprocessableEntity, "Select a kind from the list", "Select which needs from the list")
	keep(t, "need_list_problems.html", got)
	for _, path := range []string{path + "/x", path + "/" + uuid.NewString(), path + "/" + uuid.NewString() + "/change", path + "/x/close"} {
		if got := priya.get(path); got.status != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404", path, got.status)
		}
	}
}

func aProduct() url.Values {
	return url.Values{"name": {"Referral course"}, "kind": {"course"}, "provider": {"Westmere Council"}, "reach": {"Book on the intranet"}, "from": {"1 March 2025"}, "to": {""}}
}

func TestProducts(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya, tom := b.as(t, "priya"), b.as(t, "tom")
	const path = "/coordination/products"
	got := priya.get(path)
	expect(t, got, http.StatusOK, "No products are recorded yet.")
	keep(t, "product_list_empty.html", got)
	keep(t, "product_new_no_needs.html", priya.get(path+"/new"))
	refer := priya.saves("/coordination/needs/new", aNeed())
	need := refer[strings.LastIndex(refer, "/")+1:]
	keep(t, "product_new.html", priya.get(path+"/new"))
	got = priya.post(path+"/new", url.Values{"from": {""}, "to": {"soon"}, "need": {need, uuid.NewString()}})
	expect(t, got, http.StatusUnprocessableEntity, "Enter the name of the product", "Select what it is", "Enter the day from which it is available",
		"Last day must be a real date", "Select needs from the list", "checked")
	keep(t, "product_new_problems.html", got)
	priya.refuses(path+"/new", aProduct(), map[string][3]string{
		"a kind that is none":    {"kind", "drink", "Select what it is"},
		"gone before it comes":   {"to", "28 February 2025", "Last day must be on or after the first day, 1 March 2025"},
		"too long a name":        {"name", strings.Repeat("x", 201), "Name must be 200 characters or less"},
		"too long a way":         {"reach", strings.Repeat("x", 501), "How to reach it must be 500 characters or less"},
		"too long a provider":    {"provider", strings.Repeat("x", 201), "Provider must be 200 characters or less"},
		"a need without an id":   {"need", "x", "Select needs from the list"},
		"in a hundred years":     {"from", "1 January 2150", "Day from which it is available must be between 2000 and 2100"},
		"a day that there is no": {"from", "31 June 2025", "Day from which it is available must be a real date, like 26 November 2025"},
	})
	if got := tom.get(path + "/new"); got.status != http.StatusForbidden {
		t.Errorf("got %d for agency staff, want 403", got.status)
	}
	product := priya.saves(path+"/new", changed(aProduct(), "need", need))
	gone := priya.saves(path+"/new", changed(aProduct(), "name", "Leaflet", "kind", "material", "provider", "", "reach", "", "to", "30 November 2025"))
	coming := priya.saves(path+"/new", changed(aProduct(), "name", "Next year", "kind", "briefing", "from", "1 February 2026"))
	b.settle(t)
	got = priya.get(product)
	expect(t, got, http.StatusOK, "Course", "Available since 1 March 2025.", "Book on the intranet", "How to make a referral", "Nobody has asked for access yet.")
	keep(t, "product.html", got)
	expect(t, priya.get(refer), http.StatusOK, "Referral course")
	got = priya.get(path)
	expect(t, got, http.StatusOK, "Ended on 30 November 2025", "From 1 February 2026", "Not available", "No access was granted in the last 90 days.")
	if strings.Index(got.body, "Leaflet") < strings.Index(got.body, "Referral course") {
		t.Error("got what is gone first, want what can be had")
	}
	keep(t, "product_list.html", got)
	expect(t, priya.get("/coordination/needs"), http.StatusOK, "Referral course")
	expect(t, priya.get(gone), http.StatusOK, "Ended on 30 November 2025.", "No need is recorded that this product answers.")
	if strings.Contains(priya.get(gone).body, "Ask for access") || strings.Contains(priya.get(coming).body, "Ask for access") {
		t.Error("got a way to ask for what cannot be had, want none")
	}

	keep(t, "product_change.html", priya.get(product+"/change"))
	change := changed(aProduct(), "version", "1", "name", "Course on referrals", "to", "1 March 2027")
	priya.saves(product+"/change", change)
	expect(t, priya.get(product), http.StatusOK, "Course on referrals changed.", "Available until 1 March 2027.", "Needs it answers changed. It was: How to make a referral")
	got = priya.post(product+"/change", changed(change, "name", "Referrals", "need", need))
	expect(t, got, http.StatusConflict, "This record changed while you were editing", "Course on referrals", "Referrals")
	b.settle(t)
	keep(t, "product_change_clash.html", priya.post(product+"/change", changed(change, "name", "Referrals", "need", need)))
	keep(t, "product_change_problems.html", priya.post(product+"/change", changed(change, "version", "2", "name", "", "to", "1 February 2025", "need", need)))
	priya.refuses(product+"/change", changed(change, "version", "2"), map[string][3]string{
		"nothing new":             {"name", "Course on referrals", "Change something, or cancel"},
		"an end before the start": {"to", "1 February 2025", "Last day must be on or after the first day, 1 March 2025"},
	})

	keep(t, "product_withdraw.html", priya.get(product+"/withdraw"))
	got = priya.post(product+"/withdraw", url.Values{"last": {"2 December 2025"}})
	expect(t, got, http.StatusUnprocessableEntity, "Last day must be today or in the past", "Enter why the product is withdrawn")
	keep(t, "product_withdraw_problems.html", got)
	priya.saves(product+"/withdraw", url.Values{"last": {"1 December 2025"}, "why": {"Replaced"}})
	b.settle(t)
	got = priya.get(product)
	expect(t, got, http.StatusOK, "withdrawn. Its last day is 1 December 2025.", "Replaced")
	keep(t, "product_withdrawn.html", got)
	for name, got := range map[string]answer{
		"change": priya.get(product + "/change"), "withdraw": priya.post(product+"/withdraw", nil), "ask": priya.get(product + "/access"), "asking": tom.post(product+"/access", nil),
	} {
		if got.status != http.StatusConflict {
			t.Errorf("%s: got %d for a withdrawn product, want 409", name, got.status)
		}
	}
	for _, path := range []string{path + "/x", path + "/" + uuid.NewString(), path + "/" + uuid.NewString() + "/change", product + "/access/x", product + "/access/" + uuid.NewString()} {
		if got := priya.get(path); got.status != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404", path, got.status)
		}
	}
}

func TestAccessToAProduct(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya, tom, alan := b.as(t, "priya"), b.as(t, "tom"), b.as(t, "alan")
	product := priya.saves("/coordination/products/new", aProduct())
	other := priya.saves("/coordination/products/new", changed(aProduct(), "name", "Another"))
	path := product + "/access"
	got := priya.get(path)
	expect(t, got, http.StatusOK, "Ask for access to Referral course", "Westmere Bridge Street")
	keep(t, "reach_ask.html", got)
	got = tom.get(path)
	if strings.Contains(got.body, "Westmere Bridge Street") {
		t.Error("got other agencies for staff, want their own alone")
	}
	got = tom.post(path, url.Values{"agency": {"5"}, "holder": {strings.Repeat("x", 121)}, "asked": {"2 December 2025"}})
	expect(t, got, http.StatusUnprocessableEntity, "Select the agency whose role needs it from the list", "Role or post must be 120 characters or less", "Day it was asked for must be today or in the past")
	keep(t, "reach_ask_problems.html", got)
	if got := alan.get(path); got.status != http.StatusForbidden {
		t.Errorf("got %d for the manager, want 403", got.status)
	}
	ask := url.Values{"agency": {"1"}, "holder": {"Custody  sergeant"}, "outreach": {"yes"}, "asked": {"3 November 2025"}}
	tom.saves(path, ask)
	tom.refuses(path, ask, map[string][3]string{"it waits already": {"holder", "custody sergeant", "This role has already asked, on 3 November 2025"}})
	priya.saves(path, changed(ask, "agency", "5", "holder", "Youth worker", "outreach", "", "asked", "14 November 2025"))
	got = tom.get(product)
	expect(t, got, http.StatusOK, "Waits for an answer", "20 working days", "11 working days", "Does outreach", "Not needed any more")
	answers := regexp.MustCompile(`href="(` + regexp.QuoteMeta(path) + `/[0-9a-f-]{36})"`)
	if answers.MatchString(got.body) {
		t.Error("got a way to answer for who asked, want none")
	}
	got = priya.get(product)
	links := answers.FindAllStringSubmatch(got.body, -1)
	if len(links) != 2 {
		t.Fatalf("got %d to answer, want 2", len(links))
	}
	b.settle(t)
	keep(t, "product_access.html", priya.get(product))
	youth, sergeant := links[0][1], links[1][1]
	for name, got := range map[string]answer{
		"answering": tom.get(sergeant), "the answer": tom.post(sergeant, url.Values{"answer": {"granted"}, "on": {"1/12/2025"}}), "dropping another's": tom.get(youth + "/end"),
	} {
		if got.status != http.StatusForbidden {
			t.Errorf("%s: got %d for agency staff, want 403", name, got.status)
		}
	}
	for _, at := range []string{strings.Replace(sergeant, product, other, 1), strings.Replace(sergeant, product, other, 1) + "/end"} {
		if got := priya.get(at); got.status != http.StatusNotFound {
			t.Errorf("got %d under another product, want 404", got.status)
		}
	}
	keep(t, "reach_answer.html", priya.get(sergeant))
	got = priya.post(sergeant, url.Values{"on": {"2 November 2025"}})
	expect(t, got, http.StatusUnprocessableEntity, "Select whether access is granted", "Day of the answer must be on or after the day it was asked for, 3 November 2025")
	if got := priya.post(sergeant, url.Values{"answer": {"refused"}, "on": {""}}); summary(got) != "on: Enter the day of the answer\nwhy: Enter why it is refused" {
		t.Errorf("got %q", summary(got))
	}
	keep(t, "reach_answer_problems.html", got)
	priya.saves(sergeant, url.Values{"answer": {"granted"}, "on": {"10 November 2025"}})
	priya.saves(youth, url.Values{"answer": {"refused"}, "on": {"1 December 2025"}, "why": {"For teachers only"}})
	for name, got := range map[string]answer{"answering twice": priya.get(youth), "ending what was refused": priya.get(youth + "/end")} {
		if got.status != http.StatusConflict {
			t.Errorf("%s: got %d, want 409", name, got.status)
		}
	}
	if got := tom.get(sergeant + "/end"); got.status != http.StatusForbidden {
		t.Errorf("got %d for who asked ending what was granted, want 403", got.status)
	}
	b.settle(t)
	got = priya.get(product)
	expect(t, got, http.StatusOK, "Granted on 10 November 2025", "5 working days", "Refused on 1 December 2025", "For teachers only", "Custody sergeant, Westmere Police: Granted on 10 November 2025")
	keep(t, "product_access_answered.html", got)
	expect(t, priya.get("/coordination/products"), http.StatusOK, "1 role has it")
	keep(t, "reach_end.html", priya.get(sergeant+"/end"))
	got = priya.post(sergeant+"/end", url.Values{"last": {"9 November 2025"}})
	expect(t, got, http.StatusUnprocessableEntity, "Last day must be on or after 10 November 2025", "Enter why it ends")
	keep(t, "reach_end_problems.html", got)
	priya.saves(sergeant+"/end", url.Values{"last": {"28 November 2025"}, "why": {"Moved on"}})
	tom.saves(path, changed(ask, "asked", "1 December 2025"))
	got = tom.get(product)
	expect(t, got, http.StatusOK, "Granted on 10 November 2025, ended on 28 November 2025", "Waits for an answer")
	drop := regexp.MustCompile(`href="(` + regexp.QuoteMeta(path) + `/[0-9a-f-]{36}/end)"`).FindStringSubmatch(got.body)
	if len(drop) != 2 {
		t.Fatal("got no way to stop asking, want one for who asked")
	}
	got = tom.get(drop[1])
	expect(t, got, http.StatusOK, "Stop asking for access to Referral course")
	keep(t, "reach_drop.html", got)
	tom.saves(drop[1], url.Values{"last": {"1 December 2025"}, "why": {"Asked by mistake"}})
	expect(t, tom.get(product), http.StatusOK, "Not needed any more since 1 December 2025", "Access is no longer asked for, for Custody sergeant, Westmere Police.")
}
