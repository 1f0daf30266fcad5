package app

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"liaison/internal/embedded"
	"liaison/internal/testing/serving"
)

// spoken is what a command has written so far, safe to read while it runs.
type spoken struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *spoken) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

func (s *spoken) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// TestAServiceIsMadeByItsCommands goes the way of somebody who runs it for
// real: an empty PostgreSQL, bootstrap, migrate, init, serve, sign in, verify.
func TestAServiceIsMadeByItsCommands(t *testing.T) {
	dir, err := os.MkdirTemp(embedded.FastDir(), "liaison-command-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o711); err != nil {
		t.Fatal(err)
	}
	cluster, err := embedded.Start(t.Context(), embedded.Options{Dir: dir, Fast: true, Install: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cluster.Stop() })
	logins := filepath.Join(dir, "logins")
	file := func(name string) string { return filepath.Join(logins, name) }
	run := func(args ...string) string {
		t.Helper()
		var out, errs spoken
		if code := Run(t.Context(), args, &out, &errs); code != 0 {
			t.Fatalf("liaison %s: got %d\n%s%s", strings.Join(args, " "), code, out.String(), errs.String())
		}
		return out.String()
	}

	user, password := cluster.Superuser()
	t.Setenv("LIAISON_SUPERUSER_URL", cluster.URL("postgres", user, password))
	t.Setenv("LIAISON_LOGINS_DIR", logins)
	run("bootstrap")
	run("bootstrap") // any number of times
	t.Setenv("LIAISON_SUPERUSER_URL", "")
	t.Setenv("LIAISON_LOGINS_DIR", "")

	t.Setenv("LIAISON_MIGRATOR_URL_FILE", file("migrator.url"))
	t.Setenv("LIAISON_CONTEXT_KEY_FILE", file("context.key"))
	run("migrate")
	run("migrate")
	if got := run("wall", "check"); !strings.Contains(got, "The wall stands") {
		t.Errorf("got %q", got)
	}
	founded := run("init", "--slug", "eastmere", "--name", "Eastmere Partnership", "--agency", "Eastmere Council:council", "--agency", "Eastmere Police:police",
		"--coordinator", "Mina Holt <mina.holt@eastmere.example>", "--manager", "Jon Reed <jon.reed@eastmere.example>")
	var errs spoken
	if code := Run(t.Context(), []string{"init", "--slug", "UPPER", "--name", "", "--agency", "x"}, io.Discard, &errs); code == 0 {
		t.Error("a founding without people was not refused")
	}
	for _, want := range []string{"--slug", "--name", "--agency", "--coordinator", "--manager"} {
		if !strings.Contains(errs.String(), want) {
			t.Errorf("the refusal does not speak of %s: %s", want, errs.String())
		}
	}
	if got := run("wall", "check"); !strings.Contains(got, "kept for 1 partnerships") {
		t.Errorf("got %q, want its result kept for the partnership", got)
	}
	days := filepath.Join(dir, "days.ics")
	if err := os.WriteFile(days, []byte("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20260706\r\nSUMMARY:Tynwald Day\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := run("holidays", "load", "--calendar", "isle-of-man", "--name", "Isle of Man", days); !strings.Contains(got, "isle-of-man has the 1 days of the file, from 2026-07-06") {
		t.Errorf("got %q", got)
	}
	if got := run("holidays", "list"); !strings.Contains(got, "isle-of-man        Isle of Man        until 2026-07-06") || !strings.Contains(got, "scotland") {
		t.Errorf("got %q", got)
	}
	t.Setenv("LIAISON_MIGRATOR_URL_FILE", "")

	for _, s := range []string{"COORDINATION", "OUTREACH", "CASEWORK", "INTELLIGENCE", "IDENTITY", "SEALER"} {
		t.Setenv("LIAISON_"+s+"_URL_FILE", file(strings.ToLower(s)+".url"))
	}
	t.Setenv("LIAISON_CHECKPOINT_FILE", filepath.Join(dir, "heads"))
	t.Setenv("LIAISON_CHECKPOINT_KEY_FILE", file("checkpoint.key"))
	t.Setenv("LIAISON_ADDR", "127.0.0.1:0")
	during, stop := context.WithCancel(t.Context())
	defer stop()
	var out spoken
	ended := make(chan int, 1)
	go func() { ended <- Run(during, []string{"serve"}, &out, &out) }()
	ready := regexp.MustCompile(`ready (http://\S+)`)
	for deadline := time.Now().Add(20 * time.Second); !ready.MatchString(out.String()); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) || len(ended) > 0 {
			t.Fatalf("the service is not ready\n%s", out.String())
		}
	}
	at := ready.FindStringSubmatch(out.String())[1]

	first := regexp.MustCompile(`coordinator .*example>\s+(\S+)`).FindStringSubmatch(founded)
	if first == nil {
		t.Fatalf("init told no password\n%s", founded)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	c := &http.Client{Jar: jar}
	q, err := http.NewRequestWithContext(t.Context(), http.MethodPost, at+"/sign-in", strings.NewReader(url.Values{"email": {"mina.holt@eastmere.example"}, "password": {first[1]}}.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	q.Header.Set("Sec-Fetch-Site", "same-origin")
	code, body := serving.Answer(t, c, q)
	if code != http.StatusOK || !strings.Contains(body, "Eastmere Partnership") || !strings.Contains(body, "Eastmere Police") {
		t.Errorf("the coordinator's first page: got %d\n%s", code, body)
	}
	stop()
	if code := <-ended; code != 0 {
		t.Errorf("stopping: got %d\n%s", code, out.String())
	}
	if got := run("log", "verify", "--reader", file("backup.url")); !strings.Contains(got, "every chain is whole") {
		t.Errorf("got %q", got)
	}

	receipts := filepath.Join(dir, "receipts")
	if err := os.WriteFile(receipts, bytes.Repeat([]byte("x"), 1<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	if code := Run(t.Context(), []string{"log", "verify", "--reader", file("backup.url"), "--receipts", receipts}, io.Discard, io.Discard); code == 0 {
		t.Error("receipts that cannot be read were taken for none")
	}
	t.Setenv("LIAISON_CHECKPOINT_KEY_FILE", file("another.key"))
	if code := Run(t.Context(), []string{"log", "verify", "--reader", file("backup.url")}, io.Discard, io.Discard); code == 0 {
		t.Error("the log was verified without the key of its heads")
	}
	if _, err := os.Stat(file("another.key")); !os.IsNotExist(err) {
		t.Errorf("looking made a key: %v", err)
	}
}
