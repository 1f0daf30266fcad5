package page_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// alikeName is the name of the first question about a record that looks like
// the one about to be saved.
func alikeName(t *testing.T, a answer) string {
	t.Helper()
	_, rest, ok := strings.Cut(a.body, `name="alike-`)
	if !ok {
		t.Fatalf("got no question about a record that looks the same:\n%s", a.body)
	}
	id, _, _ := strings.Cut(rest, `"`)
	return "alike-" + id
}

// check types a meeting and stops at the page that checks it.
func (o office) check(t *testing.T, b *browser, change ...string) (path string, page answer) {
	t.Helper()
	v := o.typed(change...)
	path = "/coordination/drafts/" + v.Get("draft") + "/check"
	b.post(logPath, v).to(t, path)
	return path, b.get(path)
}

func TestARecordThatIsThereAlreadyIsNotSavedTwice(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tom, priya := o.as(t, "tom"), o.as(t, "priya")
	first := o.log(t, tom)
	path, page := o.check(t, priya, "name", "Monthly partners meeting")
	expect(t, page, http.StatusOK, "Is it logged already?", "Partners monthly meeting")
	keep(t, "duplicate_check.html", page)
	name := alikeName(t, page)
	wrong := priya.post(path, nil)
	if wrong.status != http.StatusUnprocessableEntity || !strings.Contains(summary(wrong), name+": Select whether COO-") {
		t.Fatalf("got %d %s, want to be asked whether it is the same", wrong.status, summary(wrong))
	}
	keep(t, "duplicate_check_wrong.html", wrong)
	priya.post(path, url.Values{name: {"same"}}).to(t, first)
	if n := o.Count(t, `SELECT count(*) FROM coordination.activity`); n != 1 {
		t.Fatalf("got %d records, want 1", n)
	}
	expect(t, priya.get(first), http.StatusOK, "Nothing was saved, since it is COO-", "Your draft is kept")
	if n := o.Count(t, `SELECT count(*) FROM coordination.fact WHERE kind = 'duplicate' AND known_to IS NULL AND flags @> '{same}' AND until = day`); n != 1 {
		t.Errorf("got %d facts that two are the same, want the one for CON-5", n)
	}
	priya.post(path, url.Values{name: {"same"}}).to(t, first)
	if n := o.Count(t, `SELECT count(*) FROM coordination.duplicate`); n != 1 {
		t.Errorf("got %d answers, want one that was given twice", n)
	}
	list := priya.get("/coordination/duplicates")
	expect(t, list, http.StatusOK, "A new record, which was not saved", "The same")
	keep(t, "duplicate_list_same.html", list)
	expect(t, priya.get(path), http.StatusOK, "Monthly partners meeting")
	if got := priya.post(path, url.Values{name: {"different"}}); !strings.HasPrefix(got.location, "/coordination/activities/COO-") || got.location == first {
		t.Fatalf("got %d %s, want another record", got.status, got.location)
	}
	o.Exec(t, `UPDATE coordination.duplicate SET found_at = found_at - interval '1 hour', settled_at = settled_at - interval '1 hour' WHERE settled = 'same'`) // or their ids would order them
	got := priya.get("/coordination/duplicates")
	expect(t, got, http.StatusOK, "No records wait for a decision", "Different")
	keep(t, "duplicate_list_empty.html", got)
}

func TestAPairIsDecidedLater(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tom, priya := o.as(t, "tom"), o.as(t, "priya")
	o.log(t, tom)
	path, page := o.check(t, tom)
	if got := tom.post(path, url.Values{alikeName(t, page): {"later"}}); got.status != http.StatusSeeOther {
		t.Fatalf("got %d, want it saved", got.status)
	}
	list := priya.get("/coordination/duplicates")
	expect(t, list, http.StatusOK, "Decide", "Noticed on 1 December 2025")
	keep(t, "duplicate_list.html", list)
	if alan := o.as(t, "alan").get("/coordination/duplicates"); alan.status != http.StatusOK || strings.Contains(alan.body, ">Decide<") {
		t.Errorf("a manager: got %d, want the list without a way to decide", alan.status)
	}
	_, rest, _ := strings.Cut(list.body, `href="/coordination/duplicates/`)
	id, _, _ := strings.Cut(rest, `"`)
	at := "/coordination/duplicates/" + id
	expect(t, priya.get(at), http.StatusOK, "Are these two the same?")
	wrong := priya.post(at, url.Values{"why": {strings.Repeat("x", 501)}})
	if wrong.status != http.StatusUnprocessableEntity || summary(wrong) != "settled: Select whether they are the same\nwhy: Reason must be 500 characters or less" {
		t.Errorf("got %d %q, want both to be mended", wrong.status, summary(wrong))
	}
	keep(t, "duplicate_settle_wrong.html", wrong)
	priya.post(at, url.Values{"settled": {"same"}, "why": {"Logged by two agencies"}}).to(t, "/coordination/duplicates")
	expect(t, priya.get("/coordination/duplicates"), http.StatusOK, "One of them should be withdrawn", "Logged by two agencies", "The same")
	tom.post(at, url.Values{"settled": {"different"}}).to(t, "/coordination/duplicates")
	if n := o.Count(t, `SELECT count(*) FROM coordination.duplicate WHERE settled = 'same'`); n != 1 {
		t.Errorf("got %d pairs said to be the same, want the first word to stand", n)
	}
	for _, none := range []string{"/coordination/duplicates/nothing", "/coordination/duplicates/00000000-0000-4000-8000-000000000009"} {
		if got := priya.get(none); got.status != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404", none, got.status)
		}
	}
}
