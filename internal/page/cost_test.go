package page_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
)

const costsPath = "/coordination/costs"

func aCost() url.Values {
	return url.Values{
		"day": {"20 November 2025"}, "phase": {"recurring"}, "what": {"Room hire"}, "product": {""}, "activity": {""}, "bearer": {"1"}, "paid": {"cash"}, "amount": {"£80.50"}, "hours": {""}, "rate": {""},
	}
}

// course is a product that costs may be for.
func (b board) course(t *testing.T) string {
	t.Helper()
	id := uuid.New()
	b.Exec(t, `INSERT INTO coordination.product (id, partnership_id, name, kind, from_day, recorded_by) VALUES ($1, 1, 'Referral course', 'course', '2025-01-01', $2)`, id, b.priya.ID)
	return id.String()
}

func TestTheCostLedger(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya, tom, alan := b.as(t, "priya"), b.as(t, "tom"), b.as(t, "alan")
	course := b.course(t)
	got := priya.get(costsPath)
	expect(t, got, http.StatusOK, "No cost is recorded yet.", "Record a cost")
	keep(t, "costs_empty.html", got)
	path := costsPath + "/new"
	got = priya.get(path)
	expect(t, got, http.StatusOK, "Referral course", `value="1 December 2025"`)
	keep(t, "cost_new.html", got)
	got = tom.post(path, url.Values{"day": {"2 December 2025"}, "product": {uuid.NewString()}, "activity": {"INT-0000031"}, "bearer": {"2"}, "amount": {"lots"}})
	expect(t, got, http.StatusUnprocessableEntity, "Error:", `value="lots"`)
	if got, want := summary(got), "day: Day must be today or in the past\nphase: Select what kind of cost it is\nwhat: Enter what the cost was\nproduct: Select the product from the list\n"+
		"activity: INT-0000031 is not a reference you can use here\nbearer: Select the agency that bears the cost from the list\npaid: Select whether it is cash or staff time"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	keep(t, "cost_new_problems.html", got)
	tom.refuses(path, aCost(), map[string][3]string{
		"no amount":           {"amount", "", "Enter the amount, more than £0"},
		"not an amount":       {"amount", "1.250,00", "Amount must be an amount of money"},
		"nobody bears it":     {"bearer", "", "Select the agency that bears the cost"},
		"too long":            {"what", strings.Repeat("x", 301), "What it was must be 300 characters or less"},
		"long ago":            {"day", "1 Jan 1999", "Day must be between 2000 and 2100"},
		"no such record":      {"activity", "coo-0000000", "COO-0000000 is not a reference you can use here"},
		"no reference at all": {"activity", "<b>", "&lt;B&gt; is not a reference you can use here"},
	})
	if got := tom.post(path, changed(aCost(), "phase", "product")); summary(got) != "product: Select the product that the cost was for" {
		t.Errorf("got %d %q for a product and not which, want to be asked", got.status, summary(got))
	}
	inTime := changed(aCost(), "paid", "time", "amount", "", "hours", "7:30", "rate", "£32.50")
	tom.refuses(path, inTime, map[string][3]string{
		"no hours":        {"hours", "", "Enter the hours, like 7.5 or 7:30"},
		"not hours":       {"hours", "a day", "Hours must be a time, like 7.5 or 7:30"},
		"too many hours":  {"hours", "100001", "Hours must be 100,000 or less"},
		"no rate":         {"rate", "0", "Enter the rate for an hour, more than £0"},
		"too high a rate": {"rate", "999999999999", "Rate for an hour must be £100,000 or less"},
		"next to nothing": {"rate", "0.001", "Rate for an hour must be an amount of money"},
	})
	if got := alan.post(path, aCost()); got.status != http.StatusForbidden {
		t.Errorf("got %d for the manager, want 403", got.status)
	}
	meeting := b.log(t, tom)
	ref := meeting[strings.LastIndex(meeting, "/")+1:]
	tom.saves(path, changed(aCost(), "activity", strings.ToLower(ref)))
	tom.saves(path, changed(inTime, "what", "=SUM(A1)"))
	priya.saves(path, changed(aCost(), "day", "3 March 2024", "phase", "start_up", "bearer", "2", "amount", "£1,000", "what", "Legal advice"))
	priya.saves(path, changed(aCost(), "phase", "product", "product", course, "bearer", "5", "amount", "£400", "what", "Trainer"))
	priya.saves(path, changed(aCost(), "amount", "£9,999", "what", "Recorded by mistake"))
	b.Exec(t, `UPDATE coordination.cost SET recorded_at = timestamptz '2025-12-01 09:00Z' + pence * interval '1 millisecond'`)

	strike := among(t, priya.get(costsPath), costsPath+"/entries/ID/strike")
	got = priya.get(strike)
	expect(t, got, http.StatusOK, "Recorded by mistake", "£9,999")
	keep(t, "cost_strike.html", got)
	got = priya.post(strike, nil)
	expect(t, got, http.StatusUnprocessableEntity, "Enter why the entry is wrong")
	keep(t, "cost_strike_problems.html", got)
	priya.post(strike, url.Values{"why": {"It never happened"}}).to(t, costsPath)
	if got := priya.get(strike); got.status != http.StatusConflict {
		t.Errorf("got %d for an entry that was struck, want 409", got.status)
	}
	priya.get(costsPath) // says what was done, once
	got = priya.get(costsPath)
	expect(t, got, http.StatusOK, "£1,725 in all", "7 hours 30 minutes at £32.50 an hour", "£243.75", "Product: Referral course", ref, "It never happened", `width="100%"`, "compared with nothing")
	keep(t, "costs.html", got)
	got = priya.get(costsPath + "?year=2024")
	expect(t, got, http.StatusOK, "£1,000 in all", "Showing 1 entry", "/coordination/costs.csv?year=2024")
	keep(t, "costs_filtered.html", got)
	got = priya.get(costsPath + "?year=1066")
	expect(t, got, http.StatusUnprocessableEntity, "Select a year from the list")
	keep(t, "costs_filtered_problems.html", got)
	for _, query := range []string{"year=x", "page=x", "year=99999999999999999999"} {
		if got := priya.get(costsPath + "?" + query); got.status != http.StatusUnprocessableEntity {
			t.Errorf("%s: got %d, want 422", query, got.status)
		}
	}
	expect(t, priya.get(costsPath+"?page=-3"), http.StatusOK, "Trainer")
	expect(t, priya.get(costsPath+"?page=999"), http.StatusOK, "Trainer")
	if got := tom.get(costsPath); strings.Count(got.body, "/strike") != 2 {
		t.Errorf("got %d entries that staff may strike, want the two of their own agency", strings.Count(got.body, "/strike"))
	}
	others := among(t, priya.get(costsPath+"?year=2024"), costsPath+"/entries/ID/strike")
	for name, got := range map[string]answer{"looking": tom.get(others), "striking": tom.post(others, url.Values{"why": {"x"}})} {
		if got.status != http.StatusForbidden {
			t.Errorf("%s: got %d for staff and another agency's entry, want 403", name, got.status)
		}
	}
	got = tom.get("/coordination/costs.csv")
	want := "Day,Kind of cost,What,Product,Activity,Borne by,Paid in,Hours,Rate an hour (pounds),Amount (pounds),Counts,Why it was struck\r\n" +
		"2025-11-20,Recurring,Recorded by mistake,,,Westmere Police,Cash,,,9999.00,no,It never happened\r\n" +
		"2025-11-20,Product,Trainer,Referral course,,Westmere Bridge Street,Cash,,,400.00,yes,\r\n" +
		"2025-11-20,Recurring,'=SUM(A1),,,Westmere Police,Staff time,7.50,32.50,243.75,yes,\r\n" +
		"2025-11-20,Recurring,Room hire,," + ref + ",Westmere Police,Cash,,,80.50,yes,\r\n" +
		"2024-03-03,Start-up,Legal advice,,,Westmere Council,Cash,,,1000.00,yes,\r\n"
	if got.status != http.StatusOK || got.body != want {
		t.Errorf("got %d\n%s\nwant\n%s", got.status, got.body, want)
	}
	if got := tom.get("/coordination/costs.csv?year=2024"); strings.Count(got.body, "\r\n") != 2 {
		t.Errorf("got\n%s\nwant one year", got.body)
	}
	if got := tom.get("/coordination/costs.csv?year=1066"); got.status != http.StatusNotFound {
		t.Errorf("got %d for a year without entries, want 404", got.status)
	}
}

func TestALongLedgerHasPages(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	b.Exec(t, `INSERT INTO coordination.cost (id, partnership_id, day, phase, what, bearer_id, pence, recorded_by)
		SELECT gen_random_uuid(), 1, date '2025-01-01' + n, 'recurring', 'Entry ' || n, 1, 100, $1 FROM generate_series(1, 60) n`, b.priya.ID)
	priya := b.as(t, "priya")
	got := priya.get(costsPath + "?year=2025&page=2")
	expect(t, got, http.StatusOK, "Entry 35 ", "Entry 11 ", `href="/coordination/costs?page=1&amp;year=2025"`, `href="/coordination/costs?page=3&amp;year=2025"`, "£60 in all")
	if strings.Contains(got.body, "Entry 36 ") || strings.Contains(got.body, "Entry 10 ") {
		t.Error("got entries of another page, want 25 of the second")
	}
	if got := priya.get(costsPath + "?page=3"); strings.Contains(got.body, "page=4") || !strings.Contains(got.body, "Entry 1 ") {
		t.Error("got the wrong last page, want it to end with the oldest")
	}
}

func TestTheCeilingTakesTwoPeople(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya, tom, alan := b.as(t, "priya"), b.as(t, "tom"), b.as(t, "alan")
	const path = costsPath + "/ceiling"
	got := priya.get(path)
	expect(t, got, http.StatusOK, "No ceiling is approved yet.", "Propose a ceiling")
	keep(t, "ceiling_empty.html", got)
	keep(t, "ceiling_propose.html", priya.get(path+"/propose"))
	got = priya.post(path+"/propose", url.Values{"amount": {"£0"}, "from": {"1 April 2026"}, "to": {"31 March 2026"}})
	expect(t, got, http.StatusUnprocessableEntity, "Enter the amount, more than £0", "Last day must be on or after the first day", "Enter why you propose this")
	keep(t, "ceiling_propose_problems.html", got)
	good := url.Values{"amount": {"£1,500"}, "from": {"1 April 2025"}, "to": {"31 March 2026"}, "reason": {"The board’s budget"}}
	priya.refuses(path+"/propose", good, map[string][3]string{
		"not an amount": {"amount", "much", "Amount must be an amount of money"}, "no day": {"from", "", "Enter the first day of the ceiling"},
		"far ahead": {"to", "1 Jan 2101", "Last day must be between 2000 and 2100"}, "too long": {"reason", strings.Repeat("x", 1001), "Reason must be 1,000 characters or less"},
	})
	if got := tom.get(path + "/propose"); got.status != http.StatusForbidden {
		t.Errorf("got %d for agency staff, want 403", got.status)
	}
	priya.post(path+"/propose", good).to(t, path)
	if got := alan.post(path+"/propose", changed(good, "from", "1 April 2026", "to", "31 March 2027")); got.status != http.StatusConflict {
		t.Errorf("got %d for a second proposal, want 409", got.status)
	}
	priya.get(path) // says what was done, once
	got = priya.get(path)
	expect(t, got, http.StatusOK, "Somebody other than the person who proposed this decides on it.")
	keep(t, "ceiling_proposed.html", got)
	approve := among(t, alan.get(path), path+"/ID/approve")
	refuse := strings.Replace(approve, "/approve", "/refuse", 1)
	for name, got := range map[string]answer{
		"who proposed it": priya.post(approve, nil), "who proposed it, refusing": priya.post(refuse, url.Values{"why": {"x"}}), "agency staff": tom.post(approve, nil),
	} {
		if got.status != http.StatusForbidden {
			t.Errorf("%s: got %d, want 403", name, got.status)
		}
	}
	got = alan.post(refuse, url.Values{"why": {""}})
	expect(t, got, http.StatusUnprocessableEntity, "Enter why you refuse this")
	keep(t, "ceiling_refuse_problems.html", got)
	alan.post(refuse, url.Values{"why": {"Too low"}}).to(t, path)
	b.pages.Now = func() time.Time { return time.Date(2025, 12, 1, 9, 30, 0, 0, time.UTC) }
	priya.post(path+"/propose", changed(good, "amount", "£2,000")).to(t, path)
	alan.post(among(t, alan.get(path), path+"/ID/approve"), nil).to(t, path)
	if got := alan.post(approve, nil); got.status != http.StatusConflict {
		t.Errorf("got %d for one that was refused, want 409", got.status)
	}
	priya.refuses(path+"/propose", good, map[string][3]string{
		"the last day of another": {"from", "31 March 2026", "Ceiling must have no day in common with the approved one of £2,000 from 1 April 2025 to 31 March 2026"},
	})

	priya.saves(costsPath+"/new", changed(aCost(), "phase", "start_up", "amount", "£2,400"))
	priya.saves(costsPath+"/new", changed(aCost(), "amount", "£300"))
	alan.get(path) // says what was done, once
	got = alan.get(path)
	expect(t, got, http.StatusOK, "£2,000", "£2,400", "£300", "£2,700", "Too low")
	keep(t, "ceiling.html", got)
	got = alan.get(costsPath)
	expect(t, got, http.StatusOK, "The ceiling beside what was spent", "1 April 2025 to 31 March 2026")
	for _, word := range []string{"over the ceiling", "exceed", "app-late", "app-status--"} {
		if strings.Contains(got.body, word) {
			t.Errorf("got %q beside the ceiling, want figures alone", word)
		}
	}
	for _, path := range []string{path + "/x/approve", path + "/" + uuid.NewString() + "/approve"} {
		if got := alan.post(path, nil); got.status != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404", path, got.status)
		}
	}
}
