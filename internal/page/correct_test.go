package page_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// putsRight opens a page, sends what is wrong, and then what is right.
func (b board) putsRight(t *testing.T, in *browser, name, path, to string, bad url.Values, say string, good url.Values) {
	t.Helper()
	got := in.get(path)
	expect(t, got, http.StatusOK, "Reason")
	keep(t, name+".html", got)
	version := hidden(got, "version")
	answer := in.post(path, changed(bad, "version", version))
	expect(t, answer, http.StatusUnprocessableEntity, "Error:", say)
	keep(t, name+"_problems.html", answer)
	in.post(path, changed(good, "version", version)).to(t, to)
	b.identical(t)
}

func TestWhoStoodForAnAgencyIsPutRight(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya, tom := b.as(t, "priya"), b.as(t, "tom")
	const at = "/agencies/westmere-police"
	for _, n := range [][2]string{{"Rowan Field", "1 November 2025"}, {"Wrong Person", "20 November 2025"}} {
		priya.post(at+"/representative", url.Values{"person": {n[0]}, "from": {n[1]}, "end": {"yes"}, "handover": {"yes"}, "why": {"A new post"}}).to(t, at)
	}
	people := regexp.MustCompile(at+`/people/([0-9a-f-]{36})/change`).FindAllStringSubmatch(priya.get(at).body, -1)
	if len(people) < 2 {
		t.Fatalf("got %d people to put right, want two or more", len(people))
	}
	newest, before := at+"/people/"+people[0][1]+"/change", at+"/people/"+people[1][1]+"/change"
	right := url.Values{"what": {"days"}, "from": {"10 November 2025"}, "last": {""}, "why": {"Wrong month"}}
	b.putsRight(t, priya, "representative_correct", newest, at, right, "must not overlap", changed(right, "what", "never"))
	got := priya.get(at)
	expect(t, got, http.StatusOK, "Put right. Wrong Person never stood for Westmere Police. It was recorded from 20 November 2025", "Wrong month")
	if strings.Contains(got.body, newest) {
		t.Error("want nobody who never stood for it in the table")
	}
	b.putsRight(t, priya, "representative_dates", before, at, url.Values{"what": {"days"}, "from": {"1 January 2020"}, "last": {"1 December 2019"}, "why": {""}}, "Enter what was wrong",
		url.Values{"what": {"days"}, "from": {"5 November 2025"}, "last": {"26 November 2025"}, "why": {"Wrong week"}})
	expect(t, priya.get(at), http.StatusOK, "It was recorded from 1 November 2025", "Wrong week", "5 November 2025")
	late := url.Values{"what": {"days"}, "from": {"6 November 2025"}, "last": {"26 November 2025"}, "why": {"Wrong day"}}
	clash := priya.post(before, late)
	expect(t, clash, http.StatusConflict, "Priya Nair, Westmere Council saved a change", "5 November 2025", "6 November 2025")
	expect(t, priya.post(before, changed(late, "what", "never")), http.StatusConflict, "They never stood for Westmere Police")
	expect(t, priya.get(at), http.StatusOK, "5 November 2025")
	priya.post(before, changed(late, "version", hidden(clash, "version"))).to(t, at)
	if got := tom.get(strings.Replace(before, "police", "council", 1)); got.status != http.StatusNotFound && got.status != http.StatusForbidden {
		t.Errorf("got %d for another agency's staff", got.status)
	}
}

func TestAnAgencyIsPutRight(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya := b.as(t, "priya")
	const at = "/agencies/westmere-police"
	good := url.Values{"name": {"Westmere Constabulary"}, "short": {"Constabulary"}, "kind": {"community"}, "joined": {"1 February 2023"}, "why": {"Its right name"}}
	bad := changed(good, "name", "")
	b.putsRight(t, priya, "agency_correct", at+"/change", at, changed(bad, "joined", "1 January 2099"), "Enter the name of the agency", good)
	expect(t, priya.get(at), http.StatusOK, "Westmere Constabulary", "Takes part since 1 February 2023", "Name changed. It was: Westmere Police", "Its right name")
	good.Set("version", hidden(priya.get(at+"/change"), "version"))
	expect(t, priya.post(at+"/change", changed(good, "name", "Westmere Council")), http.StatusUnprocessableEntity, "Westmere Council is the name of another agency")
	expect(t, priya.post(at+"/change", good), http.StatusUnprocessableEntity, "Change something, or cancel")
	short := changed(good, "short", "Police")
	clash := priya.post(at+"/change", changed(short, "version", "of another day"))
	expect(t, clash, http.StatusConflict, "Priya Nair, Westmere Council saved a change", "Constabulary", `value="Police"`)
	priya.post(at+"/change", changed(short, "version", hidden(clash, "version"))).to(t, at)
	good.Set("version", hidden(priya.get(at+"/change"), "version"))
	b.Exec(t, `INSERT INTO shared.partnership (id, slug, name, short) VALUES (77, 'elsewhere', 'Elsewhere', 'Elsewhere')`)
	b.Exec(t, `INSERT INTO shared.partnership_agency (partnership_id, agency_id, joined_on) VALUES (77, 1, '2024-01-01')`)
	expect(t, priya.post(at+"/change", changed(good, "name", "Police")), http.StatusUnprocessableEntity, "Another partnership knows this agency too")
}

func TestAnAppointmentIsPutRight(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya := b.as(t, "priya")
	const at = "/coordination/appointment"
	page := priya.get(at)
	links := regexp.MustCompile(at+`/[0-9a-f-]{36}/change`).FindAllString(page.body, -1)
	if len(links) == 0 {
		who := regexp.MustCompile(`<option value="([0-9a-f-]{36})">Priya`).FindStringSubmatch(page.body)
		if who == nil {
			t.Fatal("want somebody to appoint")
		}
		priya.post(at, url.Values{"coordinator": {who[1]}, "fte": {"0.5"}, "dedicated": {"yes"}, "from": {"1 March 2025"}, "reason": {"A new post"}}).to(t, at)
		links = regexp.MustCompile(at+`/[0-9a-f-]{36}/change`).FindAllString(priya.get(at).body, -1)
	}
	good := url.Values{"fte": {"0.4"}, "dedicated": {"no"}, "from": {"1 February 2025"}, "why": {"Mistyped"}}
	b.putsRight(t, priya, "appointment_correct", links[0], at, changed(good, "fte", "7"), "Enter how much of full time", good)
	expect(t, priya.get(at), http.StatusOK, "Put right. How much of full time changed. It was: ", "Mistyped", "0.4")
	clash := priya.post(links[0], changed(good, "version", "1"))
	expect(t, clash, http.StatusUnprocessableEntity, "Change something, or cancel")
	clash = priya.post(links[0], changed(changed(good, "version", "1"), "fte", "0.3"))
	expect(t, clash, http.StatusConflict, `value="0.3"`)
}

func TestAFundingRequestIsPutRight(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya, tom, alan := b.as(t, "priya"), b.as(t, "tom"), b.as(t, "alan")
	asked := url.Values{"agency": {"3"}, "what": {"A projector"}, "support": {"cash"}, "amount": {"200"}, "asked": {"3 November 2025"}}
	form := tom.get("/coordination/funding/requests/new")
	own := regexp.MustCompile(`<option value="(\d+)"[^>]*>[^<]+</option>`).FindStringSubmatch(form.body)
	if own == nil {
		t.Fatal("want an agency to ask for")
	}
	at := tom.post("/coordination/funding/requests/new", changed(asked, "agency", own[1])).location
	good := url.Values{"what": {"A screen"}, "support": {"cash"}, "amount": {"250"}, "asked": {"4 November 2025"}, "why": {"Wrong thing"}}
	b.putsRight(t, priya, "funding_correct", at+"/change", at, changed(changed(good, "why", ""), "amount", "0"), "Enter what was wrong", good)
	expect(t, priya.get(at), http.StatusOK, "A screen", "What is asked for changed. It was: A projector", "You put this request right, so somebody else decides on it.")
	if got := priya.get(at + "/decide"); got.status != http.StatusForbidden {
		t.Errorf("got %d for who put it right, want 403", got.status)
	}
	decide := url.Values{"outcome": {"granted"}, "decided": {"20 November 2025"}, "version": {hidden(alan.get(at+"/decide"), "version")}}
	alan.post(at+"/decide", decide).to(t, at)
	if got := priya.get(at + "/change"); got.status != http.StatusConflict {
		t.Errorf("got %d for one that was decided, want 409", got.status)
	}
	if got := priya.get(at + "/decide/withdraw"); got.status != http.StatusForbidden || strings.Contains(priya.get(at).body, at+"/decide/withdraw") {
		t.Errorf("got %d for who put it right, want 403 and no way there", got.status)
	}
	b.takesBack(t, alan, "funding_reopen", at+"/decide/withdraw", at)
	expect(t, alan.get(at), http.StatusOK, "Decision withdrawn. It was: Granted, £250", "Recorded in error", "Decide on this request")
	strike := at + "/strike"
	got := tom.get(strike)
	expect(t, got, http.StatusOK, "Strike an entry that was made in error")
	keep(t, "funding_strike.html", got)
	bad := tom.post(strike, url.Values{"why": {""}})
	expect(t, bad, http.StatusUnprocessableEntity, "Enter why the entry is wrong")
	keep(t, "funding_strike_problems.html", bad)
	before := changed(wrong, "version", hidden(bad, "version"))
	priya.post(at+"/change", changed(good, "what", "A larger screen", "version", hidden(priya.get(at+"/change"), "version"))).to(t, at)
	late := tom.post(strike, before)
	expect(t, late, http.StatusUnprocessableEntity, "Somebody put this request right while you read it", "A larger screen", "Recorded in error")
	keep(t, "funding_strike_clash.html", late)
	tom.post(strike, changed(wrong, "version", hidden(late, "version"))).to(t, at)
	expect(t, tom.get(at), http.StatusOK, "Struck on", "Recorded in error")
	if n := b.facts(t, `kind = 'funding_request'`); n != 0 {
		t.Errorf("got %d facts of a request that was struck, want none", n)
	}
	b.identical(t)
	if got := alan.get(at + "/decide"); got.status != http.StatusConflict {
		t.Errorf("got %d for one that was struck, want 409", got.status)
	}
}
