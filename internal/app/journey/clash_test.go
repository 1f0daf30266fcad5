package journey

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/testing/browser"
)

func TestJourneyTwoEditTheSame(t *testing.T) {
	t.Parallel()
	r := start(t)
	ref := r.saveTwice(t)
	b := browser.Open(t)
	form := "/coordination/activities/" + ref + "/correct"
	one, other := r.seat(t, b, tom, desk), r.seat(t, b, tom, desk)
	one.to(form)
	other.to(form)
	one.Fill("Meeting name", "A meeting sent once")
	one.Click("Save correction")
	one.done(ref + " has been corrected")
	other.Fill("Meeting name", "The meeting about sending")
	other.Click("Summary")
	other.Fill("Summary (optional)", "What was typed before the clash.")
	other.Click("Save correction")
	other.wantStatus(http.StatusConflict)
	other.wantTitle("Error: COORDINATION – Correct " + ref + " – Liaison")
	other.See("This record changed while you were editing", "Saved by Tom Okafor", "A meeting sent once", "The meeting about sending")
	other.wantFocus(".govuk-error-summary")
	other.wantValue("Meeting name", "The meeting about sending")
	other.wantValue("Summary (optional)", "What was typed before the clash.")
	other.look()
	other.Click("Save correction")
	other.done(ref+" has been corrected", "The meeting about sending", "What was typed before the clash.")
	other.Click("History of this record")
	other.See("A meeting sent twice", "A meeting sent once", "The meeting about sending")
	other.look()
}

// saveTwice sends one draft twice at the same time, and returns the reference
// of the one record that there is then.
func (r running) saveTwice(t *testing.T) string {
	t.Helper()
	c := r.SignIn(t, access.Staff)
	draft := uuid.NewString()
	typed := url.Values{
		"do": {"check"}, "draft": {draft}, "name": {"A meeting sent twice"}, "date": {daysOn(0)}, "mode": {"online"}, "marking": {"OFFICIAL"},
	}
	for _, p := range r.Invented.Partners {
		id := strconv.Itoa(p.Agency.ID)
		typed.Set("attendance-"+id, "came")
		typed.Set("who-"+id, "Sam Reed")
	}
	check := "/coordination/drafts/" + draft + "/check"
	if code, body := r.Post(t, c, "/coordination/activities/new/meeting", typed); code != http.StatusSeeOther {
		t.Fatalf("got %d, want the draft kept:\n%s", code, body)
	}
	var both sync.WaitGroup
	var went [2]string
	for n := range went {
		both.Go(func() { went[n] = r.sent(t, c, check) })
	}
	both.Wait()
	if went[0] != went[1] || !refs.MatchString(went[0]) {
		t.Fatalf("got two saves of one draft at %v, want one record", went)
	}
	if _, list := r.Get(t, c, "/activities"); strings.Count(list, "A meeting sent twice") != 1 {
		t.Errorf("got a list with the meeting %d times, want it once", strings.Count(list, "A meeting sent twice"))
	}
	return refs.FindString(went[0])
}

// sent posts a form without answers and returns where its answer leads.
func (r running) sent(t *testing.T, c *http.Client, path string) string {
	t.Helper()
	q, err := http.NewRequestWithContext(t.Context(), http.MethodPost, r.URL+path, nil)
	if err != nil {
		t.Error(err)
		return ""
	}
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	q.Header.Set("Sec-Fetch-Site", "same-origin")
	a, err := c.Do(q)
	if err != nil {
		t.Error(err)
		return ""
	}
	defer a.Body.Close()
	if a.StatusCode != http.StatusSeeOther {
		t.Errorf("got %d, want %d", a.StatusCode, http.StatusSeeOther)
	}
	return a.Header.Get("Location")
}
