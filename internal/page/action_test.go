package page_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"
)

const (
	completeAll = "/coordination/actions/complete"
	undoAll     = "/coordination/actions/undo"
)

// asks logs a meeting that asks four things, two of them of the police, and
// returns their references in that order.
func (o office) asks(t *testing.T, b *browser) []string {
	t.Helper()
	o.log(t, b,
		"action-1-what", "Send the guide", "action-1-who", "1", "action-1-due", "28/11/2025",
		"action-2-what", "Book the hall", "action-2-who", "1", "action-2-due", "3/12/2025", "action-2-owner", o.tom.ID.String(),
		"action-3-what", "Read the guide", "action-3-who", "2", "action-3-due", "20/12/2025",
		"action-4-what", "Count the chairs", "action-4-who", "5", "action-4-due", "21/12/2025")
	var refs []string
	rows, err := o.Owner.QueryContext(t.Context(), `SELECT ref FROM coordination.action ORDER BY position`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var ref string
		if err := rows.Scan(&ref); err != nil {
			t.Fatal(err)
		}
		refs = append(refs, ref)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return refs
}

func TestTheListOfActionsSaysWhoseTheyAre(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tom, priya, alan := o.as(t, "tom"), o.as(t, "priya"), o.as(t, "alan")
	o.asks(t, tom)
	o.Exec(t, `UPDATE coordination.action SET kind = 'follow_up' WHERE what = 'Count the chairs'`)
	got := tom.get("/actions")
	expect(t, got, http.StatusOK, "2 open actions: 1 overdue and 1 due in the next 7 days. Showing 2, due first first", ">You<", "Your agency’s. Nobody is named", "Continue")
	if strings.Contains(got.body, "Read the guide") {
		t.Error("got another agency's action among one's own")
	}
	keep(t, "action_list_mine.html", got)
	got = tom.get("/actions?view=all")
	expect(t, got, http.StatusOK, "4 open actions", "Tom Okafor", "Follow-up", "All agencies")
	if n := strings.Count(got.body, `name="a"`); n != 2 {
		t.Errorf("got %d boxes to tick, want those of the own agency", n)
	}
	if n := strings.Count(priya.get("/actions?view=all").body, `name="a"`); n != 4 {
		t.Errorf("a coordinator: got %d boxes to tick, want all", n)
	}
	if got := alan.get("/actions?view=all"); strings.Contains(got.body, "Continue") || strings.Contains(got.body, `name="a"`) {
		t.Error("offers a manager to close actions")
	}
	expect(t, tom.get("/actions?view=all&agency=5"), http.StatusOK, "Count the chairs", "1 open action", "Westmere Bridge Street")
}

func TestClosingSeveralActionsAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tom, priya := o.as(t, "tom"), o.as(t, "priya")
	refs := o.asks(t, tom)
	got := tom.get(completeAll + "?view=all&do=done")
	expect(t, got, http.StatusUnprocessableEntity, "Error: Actions – Liaison", "Read the guide")
	if want := regexp.MustCompile(`<a href="#a-COO-[0-9A-Z]{7}">Select at least one action</a>`); !want.MatchString(got.body) {
		t.Error("want the summary to lead to the first box")
	}
	keep(t, "action_list_problems.html", got)
	got = tom.get(completeAll + "?view=all&do=&a=" + refs[0])
	expect(t, got, http.StatusUnprocessableEntity, "Select what to do with the actions")
	if !regexp.MustCompile(`value="` + refs[0] + `" checked`).MatchString(got.body) {
		t.Error("want what was ticked to stay so")
	}
	expect(t, tom.get(completeAll+"?do=cancelled&a="+refs[0]), http.StatusUnprocessableEntity, "Select what to do with the actions")
	expect(t, tom.get(completeAll+"?do=done&a="+refs[2]), http.StatusUnprocessableEntity, "None of the actions you selected can be closed by you now")
	expect(t, tom.get(completeAll+"?do=done&a="+strings.Repeat("&a=x", 1)), http.StatusUnprocessableEntity)
	var many strings.Builder
	for range 51 {
		many.WriteString("&a=" + uuid.NewString())
	}
	expect(t, tom.get(completeAll+"?do=done"+many.String()), http.StatusUnprocessableEntity, "Select 50 actions or fewer")
	expect(t, o.as(t, "alan").get(completeAll+"?do=done&a="+refs[0]), http.StatusForbidden)

	got = tom.get(completeAll + "?view=all&due=month&do=done&a=" + refs[0] + "&a=" + refs[1] + "&a=" + refs[2] + "&a=COO-ZZZZZZZ")
	expect(t, got, http.StatusOK, "Mark as done: 2 actions", "Send the guide", "Book the hall", "this action is another agency’s", "COO-ZZZZZZZ is not a reference you can use here", `value="1 December 2025"`)
	keep(t, "action_complete_all.html", got)

	form := func(change ...string) url.Values {
		v := url.Values{"do": {"done"}, "view": {"all"}, "due": {"month"}, "listed": {refs[0], refs[1]}, "a": {refs[0], refs[1]}, "on": {"1 December 2025"}, "note": {"Done together"}}
		for i := 0; i+1 < len(change); i += 2 {
			v.Set(change[i], change[i+1])
		}
		return v
	}
	for _, tt := range []struct {
		name   string
		change []string
		want   string
	}{
		{"nothing ticked", []string{"a", ""}, "a: Select at least one action"},
		{"no day", []string{"on", ""}, "on: Enter the day it was done"},
		{"tomorrow", []string{"on", "2/12/2025"}, "on: Day it was done must be today or in the past"},
		{"no day at all", []string{"on", "31/2/2025"}, "on: Day it was done must be a real date, like 26 November 2025"},
		{"a long note", []string{"note", strings.Repeat("x", 501)}, "note: Note must be 500 characters or less"},
		{"overtaken by nothing", []string{"do", "overtaken", "note", ""}, "note: Enter what overtook the action"},
	} {
		got := tom.post(completeAll, form(tt.change...))
		if got.status != http.StatusUnprocessableEntity || summary(got) != tt.want {
			t.Errorf("%s: got %d %q, want 422 %q", tt.name, got.status, summary(got), tt.want)
		}
	}
	keep(t, "action_complete_all_problems.html", tom.post(completeAll, form("on", "2/12/2025")))

	// One was asked for by a record of a later day, so it cannot have been done then.
	other := o.log(t, tom, "date", "30/11/2025", "action-1-what", "Hire a van", "action-1-who", "1", "action-1-due", "5/12/2025")
	van := regexp.MustCompile(`/coordination/actions/(COO-[0-9A-Z]{7})`).FindStringSubmatch(tom.get(other).body)[1]
	v := form("on", "27/11/2025")
	v["listed"], v["a"] = []string{refs[0], refs[1], van}, []string{refs[0], van}
	got = tom.post(completeAll, v)
	expect(t, got, http.StatusUnprocessableEntity, "1 action was marked as done. The ones below were not.", "Hire a van ("+van+"): Day it was done must be on or after 30 November 2025, when it was asked for", "Book the hall")
	if !regexp.MustCompile(`value="`+van+`" checked`).MatchString(got.body) || regexp.MustCompile(`value="`+refs[1]+`" checked`).MatchString(got.body) || regexp.MustCompile(`name="(a|listed)"[^>]*value="`+refs[0]+`"`).MatchString(got.body) {
		t.Error("want only the one that failed ticked, and the one that is done gone")
	}
	keep(t, "action_complete_all_failed.html", got)
	got = tom.post(completeAll, v)
	expect(t, got, http.StatusUnprocessableEntity, "Send the guide ("+refs[0]+"): this action has already been closed")

	got = tom.post(completeAll, form("do", "overtaken", "note", "The hall closed"))
	if want := undoAll + "?a=" + refs[1] + "&due=month&view=all"; got.status != http.StatusSeeOther || got.location != want {
		t.Errorf("got %d %s, want 303 %s", got.status, got.location, want)
	}
	expect(t, tom.get(got.location), http.StatusOK, "1 action closed", "Book the hall", "Overtaken by events", `href="/actions?due=month&amp;view=all"`, "Undo: open it again")
	expect(t, tom.get("/actions?view=all&state=overtaken"), http.StatusOK, "Book the hall", "Overtaken by events", "Showing 1 action, due last first")
	expect(t, tom.get("/actions?view=all&state=not_done"), http.StatusOK, "No actions match these filters.")
	expect(t, priya.get("/coordination/actions/"+refs[0]), http.StatusOK, "Done on", "27 November 2025", "Done together", "Tom Okafor")
	if n := o.Count(t, `SELECT count(*) FROM audit.event WHERE did = 'action.complete' AND act = 'alter'`); n != 2 {
		t.Errorf("got %d entries in the log, want one for each that was closed", n)
	}
	expect(t, tom.post(completeAll, url.Values{"do": {"done"}, "listed": {"x\x00"}, "a": {"\xff"}}), http.StatusUnprocessableEntity)
}

func TestSayingWhoDoesAnAction(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tom, priya := o.as(t, "tom"), o.as(t, "priya")
	refs := o.asks(t, tom)
	at := func(n int) string { return "/coordination/actions/" + refs[n] }
	expect(t, tom.get(at(0)), http.StatusOK, "Nobody in particular", "Change person")
	got := tom.get(at(0) + "/owner")
	expect(t, got, http.StatusOK, "Tom Okafor", "Nobody in particular")
	if strings.Contains(got.body, `">Priya Nair<`) {
		t.Error("offers somebody of another agency")
	}
	keep(t, "action_owner.html", got)
	form := func(owner string) url.Values { return url.Values{"version": {"1"}, "owner": {owner}} }
	for name, tt := range map[string]struct{ owner, want string }{
		"somebody of another agency": {o.priya.ID.String(), "owner: Select a person of Westmere Police from the list"},
		"a word":                     {"me", "owner: Select a person of Westmere Police from the list"},
		"nobody again":               {"", "owner: Select somebody other than the person now"},
	} {
		if got := tom.post(at(0)+"/owner", form(tt.owner)); got.status != http.StatusUnprocessableEntity || summary(got) != tt.want {
			t.Errorf("%s: got %d %q, want 422 %q", name, got.status, summary(got), tt.want)
		}
	}
	keep(t, "action_owner_problems.html", tom.post(at(0)+"/owner", form("me")))
	expect(t, tom.get(at(2)+"/owner"), http.StatusForbidden)
	expect(t, tom.post(at(2)+"/owner", form(o.priya.ID.String())), http.StatusForbidden)
	expect(t, priya.get(at(3)+"/owner"), http.StatusOK, "Nobody of Westmere Bridge Street has an account here")
	o.at("2 December 2025")
	tom.post(at(0)+"/owner", form(o.tom.ID.String())).to(t, at(0))
	tom.get(at(0))
	got = tom.get(at(0))
	expect(t, got, http.StatusOK, "Tom Okafor", "Person changed", "Now with Tom Okafor")
	keep(t, "action_show_owner.html", got)
	got = priya.post(at(0)+"/owner", url.Values{"version": {"1"}, "owner": {""}})
	expect(t, got, http.StatusConflict, "Nobody in particular", `name="version" value="2"`)
	priya.post(at(0)+"/owner", url.Values{"version": {"2"}, "owner": {""}}).to(t, at(0))
	// Who has left is known by that, and not by name.
	o.Exec(t, `UPDATE coordination.action SET owner = gen_random_uuid() WHERE ref = $1`, refs[0])
	expect(t, tom.get(at(0)), http.StatusOK, "Someone who has left")
}

// TestActionsAreMarkedAsTheirRecordIs looks at every page of an action that a
// sensitive meeting asked for.
func TestActionsAreMarkedAsTheirRecordIs(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.as(t, "priya")
	if got := b.get("/actions?view=all"); strings.Contains(got.body, "OFFICIAL-SENSITIVE") {
		t.Error("got a list of nothing that is sensitive")
	}
	o.log(t, b, "marking", "OFFICIAL-SENSITIVE")
	got := b.get("/actions?view=all")
	expect(t, got, http.StatusOK, "OFFICIAL-SENSITIVE", "app-body--sensitive")
	at := among(t, got, `/coordination/actions/COO-[0-9A-Z]{7}`)
	for _, path := range []string{at, at + "/complete", at + "/date", at + "/owner", "/coordination/actions/complete?do=done&a=" + at[strings.LastIndex(at, "/")+1:]} {
		expect(t, b.get(path), http.StatusOK, "OFFICIAL-SENSITIVE", "app-body--sensitive")
	}
}

func TestClosingSeveralActionsIsUndoneInOneStep(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tom, priya := o.as(t, "tom"), o.as(t, "priya")
	refs := o.asks(t, tom)
	got := tom.post(completeAll, url.Values{"do": {"done"}, "view": {"all"}, "listed": {refs[0], refs[1]}, "a": {refs[0], refs[1]}, "on": {"1 December 2025"}})
	done := got.location
	got = tom.get(done)
	expect(t, got, http.StatusOK, "2 actions closed", "Send the guide", "Book the hall", "Undo: open all 2 again")
	keep(t, "action_undo.html", got)
	form := url.Values{"view": {"all"}, "a": {refs[0] + " 2", refs[1] + " 2"}}
	for _, hidden := range form["a"] {
		expect(t, got, http.StatusOK, `name="a" value="`+hidden+`"`)
	}
	if got := priya.get(done); strings.Contains(got.body, "Send the guide") || !strings.Contains(got.body, "Nothing to undo") {
		t.Error("offers to undo what somebody else did")
	}
	expect(t, priya.post(undoAll, form), http.StatusConflict, "Nothing was opened again")

	// Somebody opens one of them again, and closes it in another way.
	expect(t, priya.post("/coordination/actions/"+refs[1]+"/reopen", url.Values{"version": {"2"}, "why": {"It was another hall"}}), http.StatusSeeOther)
	expect(t, priya.post("/coordination/actions/"+refs[1]+"/complete", url.Values{"state": {"not_done"}, "note": {"Forgotten"}}), http.StatusSeeOther)
	if got := tom.post(undoAll, form); got.status != http.StatusSeeOther || got.location != "/actions?view=all" {
		t.Errorf("got %d %s, want 303 to the list", got.status, got.location)
	}
	expect(t, tom.get("/actions?view=all"), http.StatusOK, "1 action is open again. Left as they are, because you closed them more than an hour ago, somebody has touched them since or you cannot change them: "+refs[1])
	got = tom.get("/coordination/actions/" + refs[0])
	expect(t, got, http.StatusOK, "Opened again", "Closed by mistake, and undone", "Complete")
	keep(t, "action_undo_nothing.html", tom.get(done))
	expect(t, tom.post(undoAll, url.Values{}), http.StatusConflict)
	expect(t, tom.post(undoAll, url.Values{"a": {"x\x00", "COO-ZZZZZZZ 1", refs[2] + " 1"}}), http.StatusConflict)
	expect(t, o.as(t, "alan").get(done), http.StatusForbidden)

	again := tom.post(completeAll, url.Values{"do": {"done"}, "view": {"all"}, "listed": {refs[0]}, "a": {refs[0]}, "on": {"1 December 2025"}}).location
	expect(t, tom.get(again), http.StatusOK, "1 action closed", "Undo: open it again")
	o.at("2 December 2025")
	expect(t, tom.get(again), http.StatusOK, "Nothing to undo", "A closed action is opened again on its own page, with a reason.")
}

func TestAClosedActionIsOpenedAgain(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tom, priya := o.as(t, "tom"), o.as(t, "priya")
	refs := o.asks(t, tom)
	at := "/coordination/actions/" + refs[0]
	expect(t, tom.get(at+"/reopen"), http.StatusConflict)
	o.at("2 December 2025")
	expect(t, tom.post(at+"/complete", url.Values{"state": {"done"}, "on": {"28/11/2025"}, "note": {"Sent"}}), http.StatusSeeOther)
	got := tom.get(at)
	expect(t, got, http.StatusOK, "Open it again", "28 November 2025")
	keep(t, "action_show_closed.html", got)
	got = tom.get(at + "/reopen")
	expect(t, got, http.StatusOK, "Open this action again", "Why is it opened again?")
	keep(t, "action_reopen.html", got)
	got = tom.post(at+"/reopen", url.Values{"version": {"2"}, "why": {" "}})
	expect(t, got, http.StatusUnprocessableEntity, "Enter why the action is opened again")
	keep(t, "action_reopen_problems.html", got)
	expect(t, tom.post(at+"/reopen", url.Values{"version": {"1"}, "why": {"It was another guide"}}), http.StatusConflict)
	expect(t, tom.get("/coordination/actions/"+refs[2]+"/reopen"), http.StatusForbidden)
	expect(t, o.as(t, "alan").get(at+"/reopen"), http.StatusForbidden)
	o.at("3 December 2025")
	tom.post(at+"/reopen", url.Values{"version": {"2"}, "why": {"It was another guide"}}).to(t, at)
	got = priya.get(at)
	expect(t, got, http.StatusOK, "Opened again", "It was another guide", "5 days overdue")
	keep(t, "action_show_reopened.html", got)
	if n := o.Count(t, `SELECT count(*) FROM audit.event WHERE did = 'action.complete' AND act = 'alter' AND detail = 'reopened'`); n != 1 {
		t.Errorf("got %d entries in the log, want that it was opened again", n)
	}
	if n := o.Count(t, `SELECT count(*) FROM coordination.fact WHERE kind = 'action' AND known_to IS NULL AND flags @> '{open}'`); n != 4 {
		t.Errorf("got %d facts of open actions, want 4", n)
	}
}
