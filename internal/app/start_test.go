package app

import (
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"liaison/internal/access"
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
