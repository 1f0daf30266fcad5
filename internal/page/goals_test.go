package page_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

func aimed() url.Values {
	return url.Values{
		"text": {"Agencies work together.\r\n\r\nEach shares what others need."}, "from": {"1 November 2025"}, "reason": {"Agreed by the board"},
		"question-1": {"Who works together?"}, "choices-1": {"Agencies\r\nNobody\r\n"}, "right-1": {"1"},
		"question-3": {"How much is shared?"}, "choices-3": {"Everything\nWhat others need\nNothing"}, "right-3": {"2"},
	}
}

func TestGoalsPages(t *testing.T) {
	t.Parallel()
	b := newBoard(t)
	priya, alan, tom := b.as(t, "priya"), b.as(t, "alan"), b.as(t, "tom")
	path := "/coordination/goals"
	got := priya.get(path)
	expect(t, got, http.StatusOK, "No goals hold today.", "Record the goals")
	stand(t, "goals_empty.html", got)
	expect(t, tom.get(path), http.StatusOK, "The coordinator records them")
	if got := tom.get(path + "/acknowledge"); got.status != http.StatusConflict {
		t.Errorf("got %d acknowledging nothing, want 409", got.status)
	}
	for name, who := range map[string]*browser{"agency staff": tom, "the manager": alan} {
		if got := who.get(path + "/change"); got.status != http.StatusForbidden {
			t.Errorf("%s: got %d, want 403", name, got.status)
		}
	}
	got = priya.get(path + "/change")
	expect(t, got, http.StatusOK, "Record the goals", `value="1 December 2025"`)
	stand(t, "goals_change.html", got)
	got = priya.post(path+"/change", url.Values{"from": {"soon"}, "question-2": {"Who?"}, "choices-2": {"Only one"}, "right-2": {"two"}})
	expect(t, got, http.StatusUnprocessableEntity)
	if got, want := summary(got), "text: Enter the goals\nfrom: Day from which these goals hold must be a real date, like 26 November 2025\n"+
		"choices-1: Question 1: enter at least two answers to choose from, each on a line\nright-1: Question 1: enter which answer is right, as 1 for the first\nreason: Enter why the goals change"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	stand(t, "goals_change_problems.html", got)
	priya.post(path+"/change", aimed()).to(t, path)
	got = priya.get(path)
	expect(t, got, http.StatusOK, "Version 1, from 1 November 2025", "0 of 3 people who take part have acknowledged this version.", "Tom Okafor", "Acknowledge these goals", "Goals recorded, from 1 November 2025.")
	if strings.Contains(got.body, "Kit Olsen") {
		t.Error("got the administrator among those who take part")
	}
	stand(t, "goals_nobody.html", got)

	got = tom.get(path + "/acknowledge")
	expect(t, got, http.StatusOK, "I have read these goals", "Who works together?", "How much is shared?")
	stand(t, "goals_acknowledge.html", got)
	version := hidden(got, "goals")
	got = tom.post(path+"/acknowledge", url.Values{"goals": {version}, "answer-1": {"9"}, "answer-2": {"x"}})
	expect(t, got, http.StatusUnprocessableEntity, "Question 1: select an answer from the list", "Question 2: select an answer from the list")
	stand(t, "goals_acknowledge_problems.html", got)
	tom.post(path+"/acknowledge", url.Values{"goals": {version}, "answer-1": {"1"}, "answer-2": {"1"}}).to(t, path)
	got = tom.get(path)
	expect(t, got, http.StatusOK, "You answered 2 questions, 1 of them rightly.", "You acknowledged this version on 1 December 2025.")
	if strings.Contains(got.body, "Who has not acknowledged") {
		t.Error("got who has not acknowledged, for agency staff")
	}
	stand(t, "goals_reader.html", got)
	if got := tom.post(path+"/acknowledge", url.Values{"goals": {version}}); got.status != http.StatusConflict {
		t.Errorf("got %d acknowledging twice, want 409", got.status)
	}
	got = alan.get(path)
	expect(t, got, http.StatusOK, "1 of 3 people who take part have acknowledged this version.", "2 answered, 1 right", "Questions most missed", "1 of 1 person who answered")
	stand(t, "goals.html", got)
	if strings.Index(got.body, "How much is shared?") > strings.Index(got.body, "Who works together?") {
		t.Error("want the question most missed first")
	}

	stale := hidden(alan.get(path+"/acknowledge"), "goals")
	next := aimed()
	next.Set("text", "Agencies learn together.")
	next.Set("from", "1 December 2025")
	expect(t, priya.get(path+"/change"), http.StatusOK, "Change the goals", "Each shares what others need.", `value="How much is shared?"`)
	priya.post(path+"/change", next).to(t, path)
	got = alan.post(path+"/acknowledge", url.Values{"goals": {stale}})
	expect(t, got, http.StatusConflict, "The goals changed since you opened this page", "Agencies learn together.")
	stand(t, "goals_acknowledge_clash.html", got)
	if n := b.Count(t, `SELECT count(*) FROM coordination.acknowledgement`); n != 1 {
		t.Errorf("got %d acknowledgements, want 1", n)
	}
	expect(t, tom.get(path), http.StatusOK, "Acknowledge these goals", "Version 2, from 1 December 2025")
	next.Set("from", "1 January 2026")
	priya.post(path+"/change", next).to(t, path)
	got = tom.get(path)
	expect(t, got, http.StatusOK, "Version 3 holds from 1 January 2026", "Version 2, from 1 December 2025")
	stand(t, "goals_coming.html", got)
	next.Set("from", "31 December 2025")
	if got := priya.post(path+"/change", next); got.status != http.StatusUnprocessableEntity || !strings.Contains(summary(got), "when the version before begins") {
		t.Errorf("got %d %q, want it to say that it is too early", got.status, summary(got))
	}
	b.pages.Now = func() time.Time { return time.Date(2026, 1, 1, 9, 0, 0, 0, time.UTC) }
	expect(t, tom.get(path), http.StatusOK, "Version 3, from 1 January 2026")
}
