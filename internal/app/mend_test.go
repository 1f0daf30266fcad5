package app

import (
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"liaison/internal/secret"
)

// TestAKeptFormComesBackAsItsForm sends every form that is kept, as somebody who
// may, when their session has just ended by itself. Opened again it is the form,
// ready to be sent; filled in wrongly in all its fields it is the form again,
// which says what is wrong. What a form's page cannot show of a fault, its
// person could only read in a page that says it can no longer be sent.
func TestAKeptFormComesBackAsItsForm(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("requests come one after another, which the race detector has no interest in")
	}
	h := open(t)
	kept := 0
	for _, e := range examples() {
		if !strings.HasPrefix(e.route, "POST ") || !declared(t)[e.route].Keeps() || strings.Contains(e.what, "draft") {
			continue
		}
		a, ok := h.able(t, e)
		if !ok {
			continue
		}
		q := e.make(t, h, a)
		q.method = http.MethodPost
		for _, wrong := range []string{"", "x", "1 January 1990"} {
			form := url.Values{}
			for name := range q.form {
				form.Set(name, wrong)
			}
			bad := q
			bad.form = form
			if got := h.ask(t, bad); got.status == http.StatusUnprocessableEntity && (!strings.Contains(got.body, "<title>Error: ") || !got.holds(q.path)) {
				t.Errorf("%s with %q in every field: got a page that says %.200q, want the form with what is wrong", e.route, wrong, text(got.body))
			}
		}
		q = e.make(t, h, a)
		q.method = http.MethodPost
		h.exec(t, `UPDATE identity.session SET last_seen_at = now() - interval '31 minutes' WHERE token_hash = $1`, secret.TokenHash(q.token))
		lost := h.ask(t, q)
		h.exec(t, `UPDATE identity.session SET last_seen_at = now() WHERE token_hash = $1`, secret.TokenHash(q.token))
		to, ok := strings.CutPrefix(lost.location, "/sign-in?to=")
		if !ok {
			continue // nothing of it was filled in
		}
		at, err := url.QueryUnescape(to)
		if err != nil {
			t.Fatal(err)
		}
		kept++
		if got := h.ask(t, request{path: at, token: q.token}); got.status != http.StatusOK || !got.holds(q.path) {
			t.Errorf("%s: kept and opened again got %d and a page that says %.200q, want the form", e.route, got.status, text(got.body))
		}
	}
	if kept < leastKept {
		t.Errorf("got %d forms that were kept, want at least %d", kept, leastKept)
	}
}

// leastKept is how many forms the examples fill in that are kept, or the test
// says nothing.
const leastKept = 100

// holds reports whether the page has a form that is sent to the path.
func (s said) holds(path string) bool {
	path, _, _ = strings.Cut(path, "?")
	return strings.Contains(s.body, ` action="`+html.EscapeString(path)+`"`)
}

// text is what a page's main part says, without its elements.
func text(body string) string {
	_, main, _ := strings.Cut(body, "<main")
	var b strings.Builder
	in := true
	for _, c := range main {
		switch {
		case c == '<':
			in = true
		case c == '>':
			in = false
		case !in:
			b.WriteRune(c)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
