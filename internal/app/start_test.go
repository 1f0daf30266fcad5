package app

import (
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"liaison/internal/access"
	"liaison/internal/demo"
	"liaison/internal/testing/serving"
)

// running is the service of these tests.
type running struct{ serving.Running }

// start serves the demonstration until the test ends.
func start(t testing.TB) running {
	t.Helper()
	return startWith(t, slog.New(slog.DiscardHandler))
}

// startWith is start with a log of what happens.
func startWith(t testing.TB, log *slog.Logger) running {
	t.Helper()
	return running{serving.Start(t, Demonstration, log)}
}

func TestEveryoneOfTheDemonstrationHasAFirstPage(t *testing.T) {
	t.Parallel()
	r := start(t)
	for _, role := range access.Roles() {
		t.Run(string(role), func(t *testing.T) {
			code, body := r.Get(t, r.SignIn(t, role), "/")
			if code != http.StatusOK || !strings.Contains(body, "<h1") {
				t.Errorf("got %d\n%s", code, body)
			}
		})
	}
}

// The regional manager of the demonstration sees both its partnerships beside
// one another, not alike, and works in either.
func TestTheDemonstrationHasAManagerOfTwoPartnerships(t *testing.T) {
	t.Parallel()
	r := start(t)
	c := r.SignIn(t, "")
	if code, body := r.Post(t, c, "/sign-in", url.Values{"email": {"nadia.rahman@region.example"}, "password": {demo.Password}}); code != http.StatusSeeOther {
		t.Fatalf("got %d\n%s", code, body)
	}
	_, matrix := r.Get(t, c, "/checklist/partnerships")
	for _, name := range []string{"Westmere Prevention Partnership", "Calderby Prevention Partnership"} {
		if !strings.Contains(matrix, name) {
			t.Errorf("got no %s among the partnerships", name)
		}
	}
	if full, none := strings.Count(matrix, "app-status--full"), strings.Count(matrix, "app-status--empty"); full < 3 || none < 3 {
		t.Errorf("got %d items met and %d not met, want some of each", full, none)
	}
	for id, name := range map[string]string{"1": "Westmere", strconv.Itoa(demo.Partnerships + 1): "Calderby"} {
		r.Post(t, c, "/account/partnership", url.Values{"partnership": {id}})
		for _, path := range []string{"/", "/checklist", "/agencies", "/health"} {
			if code, body := r.Get(t, c, path); code != http.StatusOK || !strings.Contains(body, name+" Prevention Partnership") {
				t.Errorf("%s in %s: got %d without its name", path, name, code)
			}
		}
	}
}
