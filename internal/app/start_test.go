package app

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"liaison/config"
	"liaison/internal/access"
	"liaison/internal/demo"
	"liaison/internal/policy"
	"liaison/internal/postgres"
	"liaison/internal/secret"
	"liaison/internal/settings"
	"liaison/internal/testing/pgtest"
)

// running is the whole service with the demonstration, on a database of the
// test's own, served on this machine.
type running struct {
	*httptest.Server
	db       *pgtest.DB
	invented demo.Partnership
}

// start serves the demonstration until the test ends.
func start(t testing.TB) running {
	t.Helper()
	return startWith(t, 0, slog.New(slog.DiscardHandler))
}

// startWith serves the demonstration with so many activities more, and logs
// what happens.
func startWith(t testing.TB, more int, log *slog.Logger) running {
	t.Helper()
	return startOn(t, pgtest.New(t), more, log)
}

// startOn is startWith on a database that is still empty.
func startOn(t testing.TB, db *pgtest.DB, more int, log *slog.Logger) running {
	t.Helper()
	all, err := invent()
	if err != nil {
		t.Fatal(err)
	}
	hash, err := secret.NewHasher(1).Hash(t.Context(), demo.Password)
	if err != nil {
		t.Fatal(err)
	}
	invented := all[0]
	bulk := demo.Bulk(invented, more, clock())
	if err := postgres.LoadDemonstration(t.Context(), db.URL(postgres.Migrator), all, hash, bulk); err != nil {
		t.Fatal(err)
	}
	guard, err := policy.Load(config.FS)
	if err != nil {
		t.Fatal(err)
	}
	open, err := postgres.Open(t.Context(), db.Config, guard, clock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(open.Close)
	s, err := settings.From(nil)
	if err != nil {
		t.Fatal(err)
	}
	built, err := site(t.Context(), service{settings: s, log: log, demo: demoAccounts(all)}, open, guard)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(built.handler)
	t.Cleanup(server.Close)
	return running{server, db, invented}
}

// holder is the e-mail address of the account that holds the role.
func (r running) holder(role access.Role) string {
	for _, a := range r.invented.Accounts {
		if slices.Contains(a.Roles(), role) {
			return a.Email
		}
	}
	return ""
}

// signIn is a client that is signed in as the holder of the role, and follows
// no redirect. For no role nobody is signed in.
func (r running) signIn(t testing.TB, role access.Role) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	c := &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	if role == "" {
		return c
	}
	code, body := r.post(t, c, "/sign-in", url.Values{"email": {r.holder(role)}, "password": {demo.Password}})
	if code != http.StatusSeeOther {
		t.Fatalf("signing in as %s: got %d\n%s", role, code, body)
	}
	return c
}

func (r running) get(t testing.TB, c *http.Client, path string) (int, string) {
	t.Helper()
	q, err := http.NewRequestWithContext(t.Context(), http.MethodGet, r.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	return answer(t, c, q)
}

func (r running) post(t testing.TB, c *http.Client, path string, form url.Values) (int, string) {
	t.Helper()
	q, err := http.NewRequestWithContext(t.Context(), http.MethodPost, r.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	q.Header.Set("Sec-Fetch-Site", "same-origin")
	return answer(t, c, q)
}

func answer(t testing.TB, c *http.Client, q *http.Request) (int, string) {
	t.Helper()
	a, err := c.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Body.Close()
	body, err := io.ReadAll(a.Body)
	if err != nil {
		t.Fatal(err)
	}
	return a.StatusCode, string(body)
}

func TestEveryoneOfTheDemonstrationHasAFirstPage(t *testing.T) {
	t.Parallel()
	r := start(t)
	for _, role := range access.Roles() {
		t.Run(string(role), func(t *testing.T) {
			code, body := r.get(t, r.signIn(t, role), "/")
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
	c := r.signIn(t, "")
	if code, body := r.post(t, c, "/sign-in", url.Values{"email": {"nadia.rahman@region.example"}, "password": {demo.Password}}); code != http.StatusSeeOther {
		t.Fatalf("got %d\n%s", code, body)
	}
	_, matrix := r.get(t, c, "/checklist/partnerships")
	for _, name := range []string{"Westmere Prevention Partnership", "Calderby Prevention Partnership"} {
		if !strings.Contains(matrix, name) {
			t.Errorf("got no %s among the partnerships", name)
		}
	}
	if full, none := strings.Count(matrix, "app-status--full"), strings.Count(matrix, "app-status--empty"); full < 3 || none < 3 {
		t.Errorf("got %d items met and %d not met, want some of each", full, none)
	}
	for id, name := range map[string]string{"1": "Westmere", strconv.Itoa(demo.Partnerships + 1): "Calderby"} {
		r.post(t, c, "/account/partnership", url.Values{"partnership": {id}})
		for _, path := range []string{"/", "/checklist", "/agencies", "/health"} {
			if code, body := r.get(t, c, path); code != http.StatusOK || !strings.Contains(body, name+" Prevention Partnership") {
				t.Errorf("%s in %s: got %d without its name", path, name, code)
			}
		}
	}
}
