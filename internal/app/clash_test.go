package app

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"liaison/internal/access"
)

func TestAChangeOfDateThatMetAnotherKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	r := start(t)
	c := r.SignIn(t, access.Coordinator)
	_, body := r.Get(t, c, "/actions?view=all")
	ref := regexp.MustCompile(`/coordination/actions/(COO-[0-9A-Z]{7})`).FindStringSubmatch(body)
	if ref == nil {
		t.Fatalf("no action to change\n%s", body)
	}
	change := func(due, why string) (int, string) {
		return r.Post(t, c, "/coordination/actions/"+ref[1]+"/date", url.Values{"version": {"1"}, "due": {due}, "why": {why}})
	}
	first := clock().AddDate(0, 0, 40).Format("2/1/2006")
	if code, body := change(first, "The hall is taken"); code != http.StatusSeeOther {
		t.Fatalf("got %d, want %d\n%s", code, http.StatusSeeOther, body)
	}
	code, body := change(clock().AddDate(0, 0, 50).Format("2/1/2006"), "The printer is slow")
	if code != http.StatusConflict {
		t.Errorf("got %d, want %d", code, http.StatusConflict)
	}
	for _, want := range []string{"The printer is slow", clock().AddDate(0, 0, 40).Format("2 January 2006"), "Priya Nair"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not say %q\n%s", want, body)
		}
	}
}
