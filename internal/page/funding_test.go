package page_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"
)

const fundingPath = "/coordination/funding"

func aStream() url.Values {
	return url.Values{
		"name": {"Regional prevention grant"}, "funder": {"Regional Prevention Fund"}, "amount": {"£20,000"}, "is": {"context", "additional", "confirmed"},
		"from": {"1 April 2025"}, "to": {"1 April 2026"}, "renewal": {"The bid is due in February."},
	}
}

func TestFundingStreams(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya, tom := b.as(t, "priya"), b.as(t, "tom")
	got := priya.get(fundingPath)
	expect(t, got, http.StatusOK, "No funding stream is in force.", "Record a funding stream", "No confirmed stream ends from today on")
	keep(t, "funding_empty.html", got)
	if got := tom.get(fundingPath); got.status != http.StatusOK || strings.Contains(got.body, "Record a funding stream") {
		t.Errorf("got %d for agency staff, want the page without a way to record", got.status)
	}
	path := fundingPath + "/new"
	keep(t, "funding_stream_new.html", priya.get(path))
	got = priya.post(path, url.Values{"name": {" "}, "amount": {"lots"}, "is": {"confirmed"}, "from": {"32/1/2025"}, "to": {"1 Apr 2150"}})
	expect(t, got, http.StatusUnprocessableEntity, "Error:", `value="lots"`, `value="confirmed" checked`)
	if got, want := summary(got), "name: Enter the name of the stream\nfunder: Enter who the money comes from\namount: Amount must be an amount of money, like £1,250 or £1,250.50\n"+
		"from: First day must be a real date, like 26 November 2025\nto: Last day must be between 2000 and 2100"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	keep(t, "funding_stream_new_problems.html", got)
	priya.refuses(path, aStream(), map[string][3]string{
		"nothing":             {"amount", "£0", "Enter the amount, more than £0"},
		"less than nothing":   {"amount", "-20", "Amount must be an amount of money"},
		"too much":            {"amount", "£1,000,000,000.01", "The amount must be £1,000,000,000 or less"},
		"more digits than is": {"amount", strings.Repeat("9", 40), "Amount must be an amount of money"},
		"ends too early":      {"to", "31 March 2025", "Last day must be on or after the first day"},
		"too long a name":     {"name", strings.Repeat("é", 201), "Name must be 200 characters or less"},
		"too long a plan":     {"renewal", strings.Repeat("x", 1001), "Renewal plan must be 1,000 characters or less"},
		"what cannot be kept": {"funder", "a\x00b", "Remove the characters that cannot be saved, then check the text"},
	})
	for name, got := range map[string]answer{"the form": tom.get(path), "saving": tom.post(path, aStream())} {
		if got.status != http.StatusForbidden {
			t.Errorf("%s: got %d for agency staff, want 403", name, got.status)
		}
	}
	stream := priya.saves(path, aStream())
	priya.saves(path, changed(aStream(), "name", "Harbour award", "is", "", "from", "1 January 2026", "to", "31 December 2026", "amount", "12,500.5", "renewal", ""))
	priya.saves(path, changed(aStream(), "name", "Pilot money", "from", "1 January 2024", "to", "30 November 2025"))
	got = priya.get(fundingPath)
	expect(t, got, http.StatusOK, "Ends in 4 months", "Regional prevention grant (£20,000)", "No confirmed stream. From 2 April 2026 nothing confirmed is left.", "Begins on 1 January 2026",
		"Confirmed, beyond core budgets, in the counter-terrorism context", "Not confirmed, within core budgets, outside the counter-terrorism context", "£12,500.50", "Streams that ended", "Ended yesterday")
	keep(t, "funding.html", got)

	spend := stream + "/spend"
	keep(t, "funding_spend_new.html", priya.get(spend))
	got = priya.post(spend, url.Values{"day": {"31 March 2025"}, "amount": {"1,25"}})
	expect(t, got, http.StatusUnprocessableEntity, "Day must be while the stream lasts, from 1 April 2025 to 1 April 2026", "Amount must be an amount of money", "Enter what the money was spent on")
	keep(t, "funding_spend_new_problems.html", got)
	good := url.Values{"day": {"3 November 2025"}, "amount": {"£250.50"}, "what": {"Leaflets"}}
	priya.refuses(spend, good, map[string][3]string{
		"tomorrow": {"day", "2 December 2025", "Day must be today or in the past"}, "no day": {"day", "", "Enter the day the money was spent"},
		"too long": {"what", strings.Repeat("x", 301), "What it was spent on must be 300 characters or less"},
	})
	priya.saves(spend, good)
	priya.saves(spend, changed(good, "day", "4 November 2025", "amount", "2500", "what", "Leaflets again"))
	b.toldInOrder(t)
	strike := among(t, priya.get(stream), fundingPath+"/spend/ID/strike")
	got = priya.get(strike)
	expect(t, got, http.StatusOK, "Strike an entry that was made in error", "A struck entry counts in no sum", "£2,500")
	keep(t, "funding_spend_strike.html", got)
	got = priya.post(strike, url.Values{"why": {" "}})
	expect(t, got, http.StatusUnprocessableEntity, "Enter why the entry is wrong")
	keep(t, "funding_spend_strike_problems.html", got)
	priya.post(strike, url.Values{"why": {"Typed a nought too many"}}).to(t, stream)
	if got := priya.post(strike, url.Values{"why": {"Again"}}); got.status != http.StatusConflict {
		t.Errorf("got %d for striking it twice, want 409", got.status)
	}
	got = priya.get(stream)
	expect(t, got, http.StatusOK, "Recorded in error", "Typed a nought too many", "£250.50", "£19,749.50")
	keep(t, "funding_stream.html", got)
	if got := tom.get(stream); got.status != http.StatusOK || strings.Contains(got.body, "/strike") || strings.Contains(got.body, "/change") {
		t.Errorf("got %d for agency staff, want the stream to read and nothing to do", got.status)
	}
	for name, got := range map[string]answer{"the form": tom.get(strike), "spending": tom.post(spend, good), "striking": tom.post(strike, url.Values{"why": {"x"}})} {
		if got.status != http.StatusForbidden {
			t.Errorf("%s: got %d for agency staff, want 403", name, got.status)
		}
	}
	for _, path := range []string{fundingPath + "/streams/x", fundingPath + "/streams/" + uuid.NewString(), fundingPath + "/spend/" + uuid.NewString() + "/strike", fundingPath + "/requests/" + uuid.NewString()} {
		if got := priya.get(path); got.status != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404", path, got.status)
		}
	}
}

func TestChangingAndClosingAStream(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya, other := b.as(t, "priya"), b.as(t, "priya")
	stream := priya.saves(fundingPath+"/new", aStream())
	change := stream + "/change"
	got := priya.get(change)
	expect(t, got, http.StatusOK, `value="£20,000"`, `value="additional" checked`, `value="1 April 2026"`, `name="version" value="1"`)
	keep(t, "funding_stream_change.html", got)
	to := changed(aStream(), "amount", "£25,000", "version", "1", "why", "More was given")
	to.Set("is", "context")
	got = priya.post(change, changed(to, "to", "31 March 2025", "why", strings.Repeat("x", 1001)))
	expect(t, got, http.StatusUnprocessableEntity, "Last day must be on or after the first day", "Reason must be 1,000 characters or less")
	keep(t, "funding_stream_change_problems.html", got)
	if got := priya.post(change, changed(aStream(), "version", "1")); got.status != http.StatusUnprocessableEntity || summary(got) != "name: Change something, or cancel" {
		t.Errorf("got %d %q for no change, want to be asked for one", got.status, summary(got))
	}
	priya.post(change, to).to(t, stream)
	b.toldInOrder(t)
	got = other.post(change, changed(aStream(), "version", "1", "name", "Prevention grant"))
	expect(t, got, http.StatusConflict, "This record changed while you were editing", "Prevention grant", "£25,000", `name="version" value="2"`)
	keep(t, "funding_stream_clash.html", got)
	other.post(change, changed(aStream(), "version", "2", "name", "Prevention grant")).to(t, stream)
	if got := priya.post(change, changed(to, "version", "two")); got.status != http.StatusUnprocessableEntity {
		t.Errorf("got %d for a version that is none, want 422", got.status)
	}

	last := stream + "/close"
	keep(t, "funding_stream_close.html", priya.get(last))
	got = priya.post(last, url.Values{"last": {"2 April 2026"}})
	expect(t, got, http.StatusUnprocessableEntity, "Last day must be on or before 1 April 2026, when the stream ends already", "Enter why the stream is closed")
	keep(t, "funding_stream_close_problems.html", got)
	priya.post(last, url.Values{"last": {"30 November 2025"}, "why": {"Taken back"}}).to(t, fundingPath)
	b.toldInOrder(t)
	priya.get(fundingPath) // says what was done, once
	got = priya.get(stream)
	expect(t, got, http.StatusOK, "Taken back", "Closed. Its last day is 30 November 2025", "Amount changed. It was: £20,000", "More was given")
	keep(t, "funding_stream_closed.html", got)
	for name, got := range map[string]answer{"the form": priya.get(change), "changing": priya.post(change, changed(to, "version", "4")), "closing": priya.post(last, url.Values{"last": {"1 Dec 2025"}, "why": {"x"}})} {
		if got.status != http.StatusConflict {
			t.Errorf("%s: got %d for a closed stream, want 409", name, got.status)
		}
	}
}

func TestFundingRequests(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya, tom, alan := b.as(t, "priya"), b.as(t, "tom"), b.as(t, "alan")
	const path = fundingPath + "/requests"
	got := tom.get(path)
	expect(t, got, http.StatusOK, "No request waits for a decision.", "Record a request")
	keep(t, "funding_requests_empty.html", got)
	got = tom.get(path + "/new")
	if !strings.Contains(got.body, `value="1" selected`) || strings.Contains(got.body, "Westmere Council</option>") {
		t.Error("got the wrong agencies for staff, want their own alone, chosen")
	}
	keep(t, "funding_request_new.html", got)
	got = tom.post(path+"/new", url.Values{"agency": {"2"}, "support": {"cash"}, "asked": {"2 December 2025"}})
	expect(t, got, http.StatusUnprocessableEntity, "Select the agency that asks from the list", "Enter what is asked for", "Enter the amount that is asked for, more than £0", "Day it was asked for must be today or in the past")
	keep(t, "funding_request_new_problems.html", got)
	ask := url.Values{"agency": {"1"}, "what": {"Room hire for a year"}, "support": {"cash"}, "amount": {"£1,200"}, "asked": {"3 November 2025"}}
	tom.refuses(path+"/new", ask, map[string][3]string{
		"no agency":       {"agency", "", "Select the agency that asks"},
		"a far agency":    {"agency", "99", "Select the agency that asks from the list"},
		"no kind":         {"support", "gold", "Select whether it is cash or in kind"},
		"not an amount":   {"amount", "a lot", "Amount must be an amount of money"},
		"too long":        {"what", strings.Repeat("x", 501), "What is asked for must be 500 characters or less"},
		"not a day":       {"asked", "yesterday", "Day it was asked for must be a real date"},
		"before the time": {"asked", "1/1/1990", "Day it was asked for must be between 2000 and 2100"},
	})
	if got := alan.post(path+"/new", ask); got.status != http.StatusForbidden {
		t.Errorf("got %d for the manager asking, want 403", got.status)
	}
	toms := tom.saves(path+"/new", ask)
	priyas := priya.saves(path+"/new", changed(ask, "agency", "5", "what", "An evening caretaker", "support", "kind", "amount", ""))
	stream := priya.saves(fundingPath+"/new", aStream())
	b.toldInOrder(t)
	got = tom.get(toms)
	expect(t, got, http.StatusOK, "A coordinator or manager decides on it.", "28 days", "£1,200")
	got = priya.get(priyas)
	expect(t, got, http.StatusOK, "You recorded this request, so somebody else decides on it.", "Not known")
	for name, got := range map[string]answer{"staff": tom.post(toms+"/decide", url.Values{}), "who asked": priya.post(priyas+"/decide", url.Values{}), "who asked, looking": priya.get(priyas + "/decide")} {
		if got.status != http.StatusForbidden {
			t.Errorf("%s: got %d deciding, want 403", name, got.status)
		}
	}
	got = priya.get(toms)
	expect(t, got, http.StatusOK, "Decide on this request")
	keep(t, "funding_request.html", got)
	decide := toms + "/decide"
	keep(t, "funding_request_decide.html", priya.get(decide))
	got = priya.post(decide, url.Values{"version": {"1"}, "outcome": {"part"}, "granted": {"£1,200"}, "decided": {"2 November 2025"}, "stream": {uuid.NewString()}})
	expect(t, got, http.StatusUnprocessableEntity, "Amount that is granted must be less than was asked for, £1,200", "Select the stream from the list",
		"Day it was decided must be on or after the day it was asked for, 3 November 2025", "Enter why only a part is granted")
	keep(t, "funding_request_decide_problems.html", got)
	yes := url.Values{"version": {"1"}, "outcome": {"part"}, "granted": {"£600"}, "decided": {"1 December 2025"}, "stream": {stream[strings.LastIndex(stream, "/")+1:]}, "why": {"Half a year first"}}
	priya.refuses(decide, yes, map[string][3]string{
		"nothing chosen":    {"outcome", "", "Select what was decided"},
		"nothing there":     {"outcome", "maybe", "Select what was decided"},
		"no amount":         {"granted", "", "Enter the amount that is granted, more than £0"},
		"no reason":         {"why", " ", "Enter why only a part is granted"},
		"too long a reason": {"why", strings.Repeat("x", 1001), "Reason must be 1,000 characters or less"},
		"tomorrow":          {"decided", "2 December 2025", "Day it was decided must be today or in the past"},
	})
	priya.post(decide, yes).to(t, toms)
	if got := alan.post(decide, yes); got.status != http.StatusConflict {
		t.Errorf("got %d for deciding twice, want 409", got.status)
	}
	b.toldInOrder(t)
	priya.get(path) // says what was done, once
	got = priya.get(toms)
	expect(t, got, http.StatusOK, "Granted in part", "£600", "Half a year first", "Regional prevention grant", "Granted in part, £600, from Regional prevention grant")
	keep(t, "funding_request_decided.html", got)
	got = priya.get(path)
	expect(t, got, http.StatusOK, "1 request waits for a decision.", "An evening caretaker", "On 1 December 2025, after 28 days")
	keep(t, "funding_requests.html", got)
	alan.post(priyas+"/decide", url.Values{"version": {"1"}, "outcome": {"granted"}, "decided": {"1 December 2025"}}).to(t, priyas)
}
