// Package serving serves the whole service with the demonstration for tests,
// each on a database of its own, and asks it as people do. How the service is
// put together comes to it from whoever tests it.
package serving

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"liaison/internal/access"
	"liaison/internal/demo"
	"liaison/internal/postgres"
	"liaison/internal/secret"
	"liaison/internal/testing/pgtest"
	"liaison/internal/testing/sample"
	"liaison/seeds"
)

// Making puts the service together on a database that holds the demonstration:
// app.Demonstration, whose own tests this package would otherwise go round.
type Making func(ctx context.Context, db *postgres.DB, guard access.Guard, invented []demo.Partnership, log *slog.Logger) (http.Handler, error)

// Running is the whole service with the demonstration, on a database of the
// test's own, served on this machine.
type Running struct {
	*httptest.Server

	DB       *pgtest.DB
	Invented demo.Partnership // the one that is shown first
}

// The demonstration is invented and loaded once in a process of tests.
var (
	loaded pgtest.Filled
	once   = sync.OnceValues(func() ([]demo.Partnership, error) { return demo.All(seeds.FS, time.Now()) })
)

// Start serves the demonstration on a database of its own until the test ends.
func Start(t testing.TB, with Making, log *slog.Logger) Running {
	t.Helper()
	invented, err := once()
	if err != nil {
		t.Fatal(err)
	}
	db := loaded.Copy(t, func(db *pgtest.DB) error { return load(t, db, invented, 0) })
	return serve(t, with, db, invented, log)
}

// StartOn serves the demonstration, and so many activities more, on a database
// that is still empty.
func StartOn(t testing.TB, with Making, db *pgtest.DB, more int, log *slog.Logger) Running {
	t.Helper()
	invented, err := demo.All(seeds.FS, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if err := load(t, db, invented, more); err != nil {
		t.Fatal(err)
	}
	return serve(t, with, db, invented, log)
}

func load(t testing.TB, db *pgtest.DB, invented []demo.Partnership, more int) error {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	hash, err := secret.NewHasher(1).Hash(ctx, demo.Password)
	if err != nil {
		return err
	}
	return postgres.LoadDemonstration(ctx, db.URL(postgres.Migrator), invented, hash, demo.Bulk(invented[0], more, time.Now()))
}

func serve(t testing.TB, with Making, db *pgtest.DB, invented []demo.Partnership, log *slog.Logger) Running {
	t.Helper()
	guard := sample.Guard(t)
	handler, err := with(t.Context(), db.Open(t, guard), guard, invented, log)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return Running{server, db, invented[0]}
}

// Holder is the e-mail address of the account that holds the role.
func (r Running) Holder(role access.Role) string {
	for _, a := range r.Invented.Accounts {
		if slices.Contains(a.Roles(), role) {
			return a.Email
		}
	}
	return ""
}

// SignIn is a client that is signed in as the holder of the role, and follows
// no redirect. For no role nobody is signed in.
func (r Running) SignIn(t testing.TB, role access.Role) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	c := &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	if role == "" {
		return c
	}
	code, body := r.Post(t, c, "/sign-in", url.Values{"email": {r.Holder(role)}, "password": {demo.Password}})
	if code != http.StatusSeeOther {
		t.Fatalf("signing in as %s: got %d\n%s", role, code, body)
	}
	return c
}

// Get asks for a page.
func (r Running) Get(t testing.TB, c *http.Client, path string) (int, string) {
	t.Helper()
	q, err := http.NewRequestWithContext(t.Context(), http.MethodGet, r.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	return Answer(t, c, q)
}

// Post sends a form, as a page of the service would.
func (r Running) Post(t testing.TB, c *http.Client, path string, form url.Values) (int, string) {
	t.Helper()
	q, err := http.NewRequestWithContext(t.Context(), http.MethodPost, r.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	q.Header.Set("Sec-Fetch-Site", "same-origin")
	return Answer(t, c, q)
}

// Answer sends a request and returns its status and body.
func Answer(t testing.TB, c *http.Client, q *http.Request) (int, string) {
	t.Helper()
	a, err := c.Do(q) //nolint:gosec // what a test asks is its own
	if err != nil {
		t.Fatal(err)
	}
	defer a.Body.Close() //nolint:errcheck // it was read
	body, err := io.ReadAll(a.Body)
	if err != nil {
		t.Fatal(err)
	}
	return a.StatusCode, string(body)
}
