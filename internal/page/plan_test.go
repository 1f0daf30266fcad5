package page_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

func planForm(change ...string) url.Values {
	v := url.Values{"kind": {"training"}, "title": {"Harmful content online, for tutors"}, "day": {"12 December 2025"}, "area": {"Northgate"}, "agency": {"1"}, "with": {"2", "5"}}
	for i := 0; i+1 < len(change); i += 2 {
		v.Set(change[i], change[i+1])
	}
	return v
}

// What looks the same as something planned is shown, decided on, and called off.
func TestWhatIsPlannedTwiceIsSeen(t *testing.T) {
	t.Parallel()
	const path = "/coordination/planned"
	b := newBoard(t)
	b.filled(t)
	priya, tom := b.as(t, "priya"), b.as(t, "tom")
	got := priya.get(path)
	expect(t, got, http.StatusOK, "No two planned activities look the same", "Nothing is planned for these days.", "The next 60 days, to 30 January 2026")
	keep(t, "plans_empty.html", got)
	got = priya.get(path + "/new")
	expect(t, got, http.StatusOK, "Every partner sees this.", "Do not identify any member of the public")
	keep(t, "plan_new.html", got)

	got = priya.post(path+"/new", url.Values{"title": {"Kept as it was"}, "day": {"30 February 2026"}, "with": {"x"}, "need": {"y"}})
	if s, want := summary(got), "kind: Select what is planned\nday: Day must be a real date, like 26 November 2025\nagency: Select whose activity it is\nwith: Select agencies from the list\nneed: Select a need from the list"; got.status != http.StatusUnprocessableEntity || s != want {
		t.Errorf("got %d and\n%s\nwant\n%s", got.status, s, want)
	}
	expect(t, got, http.StatusUnprocessableEntity, `value="Kept as it was"`, `value="30 February 2026"`)
	keep(t, "plan_new_problems.html", got)
	got = priya.post(path+"/new", planForm("day", "30 November 2025"))
	if s, want := summary(got), "day: Day must be today or in the future"; s != want {
		t.Errorf("got %s, want %s", s, want)
	}

	// Staff plan for their own agency, and for no other.
	if got := tom.post(path+"/new", planForm("agency", "2")); got.status != http.StatusUnprocessableEntity {
		t.Errorf("another agency's: got %d, want 422", got.status)
	}
	tom.post(path+"/new", planForm()).to(t, path)
	expect(t, tom.get(path), http.StatusOK, "Harmful content online, for tutors is planned.", "Northgate", "12 December 2025")
	priya.post(path+"/new", planForm("title", "Spotting harmful content online", "day", "20 December 2025", "agency", "2")).to(t, path)
	got = priya.get(path)
	expect(t, got, http.StatusOK, "It looks like something else that is.", "1 pair of planned activities may be the same", "Both are in Northgate.", "They are called much the same.", "Decide")
	keep(t, "plans.html", got)
	for query, want := range map[string][]string{
		"agency=2": {"Showing 2 activities", "Remove filter: </span>Westmere Council"}, "agency=5": {"Showing 2 activities"}, "area=northgate&agency=1": {"Showing 1 activity", "Remove filter: </span>Northgate", path + "?agency=1"},
	} {
		expect(t, priya.get(path+"?"+query), http.StatusOK, append(want, path+".csv?")...)
	}
	got = priya.get(path + "?agency=77&area=nowhere")
	expect(t, got, http.StatusUnprocessableEntity, "Select an agency from the list", "Select an area from the list")
	keep(t, "plans_problems.html", got)
	if got := priya.get(path + ".csv?area=nowhere"); got.status != http.StatusNotFound {
		t.Errorf("got %d for the file of an area that is not there, want 404", got.status)
	}
	if body := tom.get(path).body; strings.Count(body, "/off\"") != 1 {
		t.Error("staff are offered to call off what is not their agency's, or not what is")
	}
	expect(t, tom.get(path+".csv"), http.StatusOK, "Northgate,2025-12-12,Training session,\"Harmful content online, for tutors\",Westmere Police", "May be the same")

	expect(t, priya.get("/"), http.StatusOK, "1 pair of planned activities may be the same", "The soonest: Harmful content online, for tutors, and Spotting harmful content online.")

	pair := among(t, tom.get(path), path+"/ID/overlap/ID")
	got = tom.get(pair)
	expect(t, got, http.StatusOK, "Are these two the same?", "One of them should then be called off")
	keep(t, "plan_overlap.html", got)
	got = tom.post(pair, url.Values{"why": {strings.Repeat("x", 501)}})
	expect(t, got, http.StatusUnprocessableEntity, "Select whether they are the same", "Reason must be 500 characters or less")
	keep(t, "plan_overlap_problems.html", got)
	tom.post(pair, url.Values{"seen": {hidden(got, "seen")}, "settled": {"same"}, "why": {"One hall is enough"}}).to(t, path)
	expect(t, tom.get(path), http.StatusOK, "Kept that they are the same.", "Call off Harmful content online, for tutors", "No two planned activities look the same", "One hall is enough")
	expect(t, tom.get(path+"?area=northgate"), http.StatusOK, "No two of the activities shown look the same")
	if got := tom.get(pair); got.status != http.StatusNotFound {
		t.Errorf("a pair that was decided: got %d, want 404", got.status)
	}

	// What was said was said of what they were: a change asks for it anew.
	change := among(t, tom.get(path), path+"/ID/change")
	got = tom.get(change)
	expect(t, got, http.StatusOK, "Change Harmful content online, for tutors", `value="12 December 2025"`, `value="Northgate"`, "Save changes")
	keep(t, "plan_change.html", got)
	typed := planForm("title", "Harmful content, for tutors", "version", "1")
	expect(t, tom.post(change, planForm("version", "1")), http.StatusUnprocessableEntity, "Change something, or go back")
	got = tom.post(change, planForm("title", "", "day", "1 November 2025", "version", "1"))
	expect(t, got, http.StatusUnprocessableEntity, "Enter what it is called", "Day must be today or in the future", `value="1 November 2025"`)
	keep(t, "plan_change_problems.html", got)
	expect(t, tom.post(change, planForm("area", "Southgate", "version", "x")), http.StatusUnprocessableEntity, "This form is out of date")
	if got := tom.post(change, planForm("agency", "2", "version", "1")); got.status != http.StatusUnprocessableEntity {
		t.Errorf("given to another agency: got %d, want 422", got.status)
	}
	priya.post(change, planForm("day", "13 December 2025", "version", "1")).to(t, path)
	b.toldInOrder(t)
	got = tom.post(change, typed)
	expect(t, got, http.StatusConflict, "This record changed while you were editing", "Priya Nair", "saved a change", "13 December 2025", `value="Harmful content, for tutors"`)
	keep(t, "plan_change_clash.html", got)
	typed.Set("version", "2")
	tom.post(change, typed).to(t, path)
	got = tom.get(path)
	expect(t, got, http.StatusOK, "Harmful content, for tutors is changed. It looks like something else that is.", "1 pair of planned activities may be the same", "day 13 December 2025, was 12 December 2025")
	seen := tom.get(pair)
	tom.post(change, planForm("version", "3")).to(t, path)
	got = tom.post(pair, url.Values{"seen": {hidden(seen, "seen")}, "settled": {"same"}, "why": {"One hall is enough"}})
	expect(t, got, http.StatusConflict, "was changed while you were deciding", "One hall is enough")
	shown := got
	shown.body = strings.Replace(shown.body, `name="seen" value="4.1"`, `name="seen" value="1.4"`, 1) // by which of the two has the lower id
	keep(t, "plan_overlap_clash.html", shown)
	tom.post(pair, url.Values{"seen": {hidden(got, "seen")}, "settled": {"same"}, "why": {"One hall is enough"}}).to(t, path)

	off := among(t, tom.get(path), path+"/ID/off")
	got = tom.get(off)
	expect(t, got, http.StatusOK, "Call off Harmful content online, for tutors", "This cannot be undone")
	keep(t, "plan_off.html", got)
	got = tom.post(off, url.Values{"why": {""}})
	expect(t, got, http.StatusUnprocessableEntity, "Enter why it is called off")
	keep(t, "plan_off_problems.html", got)
	tom.post(off, url.Values{"why": {"The council’s is the same"}}).to(t, path)
	b.toldInOrder(t)
	got = tom.get(path)
	expect(t, got, http.StatusOK, "is called off.", "One that was called off", "Spotting harmful content online")
	for _, at := range regexp.MustCompile(`href="/coordination/planned#([^"]+)"`).FindAllStringSubmatch(got.body, -1) {
		if !strings.Contains(got.body, `id="`+at[1]+`"`) {
			t.Errorf("a link leads to %s, which is not on the page", at[1])
		}
	}
	keep(t, "plans_settled.html", got)
	if got := tom.post(off, url.Values{"why": {"Again"}}); got.status != http.StatusConflict {
		t.Errorf("twice: got %d, want 409", got.status)
	}
}
