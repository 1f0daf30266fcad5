package server

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"liaison/config"
	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/fault"
	"liaison/internal/policy"
)

var day = time.Date(2026, 1, 10, 9, 5, 0, 0, time.UTC)

// unavailable is what a store says when its database is away.
type unavailable struct{}

func (unavailable) Error() string     { return "the database is away" }
func (unavailable) Unavailable() bool { return true }

// desk finds sessions by the name of a role.
type desk map[string]error

func (d desk) Find(_ context.Context, token string) (Session, error) {
	if err := d[token]; err != nil {
		return Session{}, err
	}
	who := access.Actor{ID: uuid.New(), Session: uuid.New(), Partnership: 1, Agency: 2}
	for _, name := range strings.Split(token, "+") {
		role := access.Role(name)
		if !slices.Contains(access.Roles(), role) {
			return Session{}, fault.New(fault.NotFound, "No session")
		}
		who.Holds = append(who.Holds, access.Holding{Strand: role.Strand(), Role: role})
	}
	return Session{Who: who, Person: token}, nil
}

// lanes keeps what was refused, and gives receipts for it.
type lanes struct {
	mu      sync.Mutex
	broken  bool
	refused []string
}

func (l *lanes) Refuse(ctx context.Context, _ access.Actor, in access.Strand, e audit.Event) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.broken {
		return errors.New("the log cannot be written")
	}
	l.refused = append(l.refused, fmt.Sprintf("%s %s %s", in, e.On, e.Did))
	audit.Give(ctx, "3.17.00c0ffee")
	return nil
}

func (l *lanes) list() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.refused)
}

func text(format string, args ...any) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := fmt.Fprintf(w, format, args...)
		return err
	})
}

// site is a small site with every kind of route.
type site struct {
	*Server
	lanes *lanes
	log   *bytes.Buffer
	http.Handler
}

func say(words string) func(*Request) error {
	return func(r *Request) error { return r.Show(text("%s", words)) }
}

func routes() []Route {
	const coo = access.Coordination
	mixed := []access.Strand{access.Coordination, access.Outreach, access.Casework}
	return []Route{
		Mixed("GET", "/", mixed, access.ReadHome, audit.None, say("home")),
		Mixed("GET", "/activities", mixed, access.ReadActivity, audit.None, say("activities")),
		Get("/checklist", coo, access.ReadChecklist, audit.None, say("checklist")),
		Get("/checklist/:code/assess", coo, access.AssessChecklist, audit.None, say("assess")),
		Post("/checklist/:code/assess", coo, access.AssessChecklist, audit.Alter, say("assessed")),
		Get("/coordination/activities/:ref", coo, access.ReadActivity, audit.None, func(r *Request) error {
			switch r.Param("ref") {
			case "COO-BROKEN2":
				return errors.New("secret detail")
			case "COO-DOWN222":
				return fmt.Errorf("reading: %w", unavailable{})
			case "COO-SLOW222":
				return context.DeadlineExceeded
			case "COO-PANIC22":
				panic("secret panic")
			case "COO-HALF222":
				_, _ = r.gin.Writer.WriteString(strings.Repeat("half a page ", 1000))
				panic("after the first byte")
			case "COO-NOTHING":
				return nil
			case "COO-TORN222":
				return r.Show(templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
					_, _ = io.WriteString(w, "half a page")
					return errors.New("torn")
				}))
			case "COO-7K2M9QX":
				audit.Give(r.Context(), "1.2.0a0b0c0d")
				return r.Show(text("record %s", strings.Repeat("words ", 1000)))
			}
			return fault.New(fault.NotFound, "COO-%s is unknown", r.Param("ref"))
		}),
		Post("/coordination/activities/:ref", coo, access.LogMeeting, audit.Collect, func(r *Request) error {
			f := r.Form()
			switch f.Text("do") {
			case "mend":
				return r.Mend(text("mend %s", f.Text("name")))
			case "clash":
				return r.Clash(text("clash"))
			case "conflict":
				return fault.New(fault.Conflict, "Somebody else changed this")
			case "invalid":
				return fault.At("name", "Enter a name")
			case "forbidden":
				return fault.New(fault.Forbidden, "No")
			case "signin":
				r.SignIn("new-token", day.Add(time.Hour))
			}
			r.FlashLink("Saved “it”", "Undo", "/activities?undo=1")
			return r.Go("/coordination/activities/%s", f.Text("name"))
		}),
		Get("/coordination/again", coo, access.ReadActivity, audit.None, func(r *Request) error {
			err := r.Rehearse(r.Query("to"), url.Values{"do": {r.Query("do")}, "name": {"typed"}})
			if err == nil {
				return nil
			}
			return r.Show(text("not rehearsed: %v, form %q, rehearsing %t", err, r.Form().Raw("name"), r.Who.Rehearses))
		}),
		Get("/intelligence/activities/:ref", access.Intelligence, access.ReadActivity, audit.Consult, say("pointer")),
		Get("/outreach/activities/:ref", access.Outreach, access.ReadActivity, audit.None, say("outreach")),
		Get("/casework/activities/:ref", access.Casework, access.ReadActivity, audit.Consult, say("casework")),
		Identity("GET", "/admin/users", access.ReadAccounts, audit.None, say("users")),
		SignedIn("GET", "/account/partnership", "one chooses it before one has a role", say("choose")),
		SignedIn("POST", "/sign-out", "anybody may leave", func(r *Request) error { r.SignOut(); return r.Go("/sign-in") }),
		Public("GET", "/sign-in", "people sign in here", func(r *Request) error {
			said := "nothing"
			if f := r.TakeFlash(); f != nil {
				said = fmt.Sprintf("%s|%s|%s", f.Say, f.Link, f.Href)
			}
			return r.Show(text("sign in %s %t %s", r.Session.Person, r.SignedIn(), said))
		}),
		Public("POST", "/sign-in", "people sign in here", func(r *Request) error {
			r.SignIn("fresh", day.Add(time.Hour))
			return r.Go(Local(r.Form().Text("to")))
		}),
		Public("GET", "/echo", "a test asks", func(r *Request) error {
			return r.Show(text("%q %q %q %s %s", r.Query("q"), r.QueryAll(), r.Agent(), r.Address(), r.Method()))
		}),
	}
}

var guards = sync.OnceValues(func() (*policy.Policy, error) { return policy.Load(config.FS) })

func newSite(t testing.TB, change func(*Server)) *site {
	t.Helper()
	guard, err := guards()
	if err != nil {
		t.Fatal(err)
	}
	s := &site{lanes: &lanes{}, log: &bytes.Buffer{}}
	s.Server = &Server{
		Log: slog.New(slog.NewTextHandler(&locked{w: s.log}, &slog.HandlerOptions{Level: slog.LevelDebug})), Guard: guard, Refusals: s.lanes,
		Sessions: desk{"down": unavailable{}, "bug": errors.New("bug")},
		Errors: func(r *Request, status int, err error) templ.Component {
			return text("error %d for %s: %v", status, r.Session.Person, err)
		},
		Static:        fstest.MapFS{"app.css": {Data: bytes.Repeat([]byte("body{}\n"), 100)}, "font.woff2": {Data: []byte("wOF2")}},
		StaticVersion: "v1", Now: func() time.Time { return day },
	}
	if change != nil {
		change(s.Server)
	}
	if s.Handler, err = s.Server.Handler(routes()...); err != nil {
		t.Fatal(err)
	}
	return s
}

type locked struct {
	mu sync.Mutex
	w  io.Writer
}

func (l *locked) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(b)
}

// ask makes one request as the holder of a session, in the manner of a
// browser. More are headers as "Name: value".
func (s *site) ask(method, target, as, body string, more ...string) reply {
	q := httptest.NewRequest(method, target, strings.NewReader(body))
	if as != "" {
		q.AddCookie(&http.Cookie{Name: s.cookie(""), Value: as})
	}
	if method == http.MethodPost {
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		q.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	for _, h := range more {
		name, value, _ := strings.Cut(h, ": ")
		if value == "" {
			q.Header.Del(name)
		} else {
			q.Header.Set(name, value)
		}
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, q)
	return reply{w.Code, w.Header(), w.Body.String()}
}

// reply is an answer, read to its end.
type reply struct {
	status int
	header http.Header
	body   string
}

func TestWhoMayGoWhere(t *testing.T) {
	s := newSite(t, nil)
	for _, tt := range []struct {
		as, method, path string
		want             int
		lane             string // where the refusal is logged
	}{
		{"coordinator", "GET", "/", 200, ""},
		{"evaluator", "GET", "/", 200, ""},
		{"coordinator", "GET", "/checklist", 200, ""},
		{"auditor", "GET", "/checklist", 404, "identity"},
		{"coordinator", "GET", "/checklist/RES-1/assess", 403, "coordination"},
		{"coordinator", "POST", "/checklist/RES-1/assess", 403, "coordination"},
		{"manager", "GET", "/checklist/RES-1/assess", 200, ""},
		{"manager", "POST", "/checklist/RES-1/assess", 200, ""},
		{"staff", "GET", "/coordination/activities/COO-7K2M9QX", 200, ""},
		{"staff", "GET", "/coordination/activities/COO-UNKNOWN", 404, "coordination"},
		{"staff", "GET", "/intelligence/activities/INT-9HB4ZCK", 404, "identity"},
		{"staff", "GET", "/nowhere", 404, "identity"},
		{"staff+intelligence_officer", "GET", "/intelligence/activities/INT-9HB4ZCK", 200, ""},
		{"staff+intelligence_officer", "GET", "/outreach/activities/OUT-3FQ8TXA", 404, "identity"},
		{"staff+outreach_worker", "GET", "/outreach/activities/OUT-3FQ8TXA", 200, ""},
		{"staff+outreach_worker", "GET", "/casework/activities/CAS-W5D1RNE", 404, "identity"},
		{"case_worker", "GET", "/casework/activities/CAS-W5D1RNE", 200, ""},
		{"case_worker", "GET", "/activities", 200, ""},
		{"administrator", "GET", "/activities", 404, "identity"},
		{"intelligence_officer", "GET", "/activities", 404, "identity"},
		{"administrator", "GET", "/admin/users", 200, ""},
		{"staff", "GET", "/admin/users", 403, "identity"},
		{"staff", "GET", "/account/partnership", 200, ""},
		{"staff", "POST", "/sign-out", 303, ""},
		{"staff", "POST", "/checklist", 405, ""},
		{"staff", "GET", "/checklist/", 404, "identity"},
		{"staff", "GET", "/Checklist", 404, "identity"},
		{"staff", "GET", "//checklist", 404, "identity"},
		{"", "GET", "/sign-in", 200, ""},
		{"", "GET", "/nowhere", 404, ""},
		{"", "POST", "/checklist", 405, ""},
		{"", "GET", "/checklist", 303, ""},
		{"gone", "GET", "/checklist", 303, ""},
		{"down", "GET", "/checklist", 503, ""},
		{"down", "GET", "/nowhere", 503, ""},
		{"down", "GET", "/sign-in", 200, ""},
		{"bug", "GET", "/checklist", 500, ""},
	} {
		t.Run(tt.as+" "+tt.method+" "+tt.path, func(t *testing.T) {
			before := len(s.lanes.list())
			if got := s.ask(tt.method, tt.path, tt.as, "").status; got != tt.want {
				t.Errorf("got %d, want %d", got, tt.want)
			}
			var got string
			if after := s.lanes.list()[before:]; len(after) > 0 {
				got, _, _ = strings.Cut(after[0], " ")
			}
			if got != tt.lane {
				t.Errorf("logged in lane %q, want %q", got, tt.lane)
			}
		})
	}
}

// Whoever may not know of a record hears the same as of one that does not
// exist: the same bytes, the same headers, the same trace in the log.
func TestWhatMayNotBeKnownLooksLikeNothing(t *testing.T) {
	s := newSite(t, nil)
	var want string
	for _, path := range []string{
		"/nowhere", "/intelligence/activities/INT-9HB4ZCK", "/intelligence/activities/INT-UNKNOWN", "/intelligence/nowhere", "/casework/activities/CAS-W5D1RNE",
		"/coordination/activities/COO-UNKNOWN", "/outreach/activities/%00", "/intelligence/activities/%ff",
	} {
		a := s.ask("GET", path, "staff", "")
		a.header.Del("X-Request-Id")
		got := fmt.Sprint(a.status, a.header, a.body)
		if want == "" {
			want = got
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", path, got, want)
		}
		if a.header.Get("X-Audit-Receipt") == "" {
			t.Errorf("%s: got no receipt, want one", path)
		}
	}
	for _, line := range s.lanes.list() {
		if strings.Contains(line, "COO-UNKNOWN") != strings.HasPrefix(line, "coordination ") {
			t.Errorf("got %q in the wrong lanes", line)
		}
	}
}

func TestARefusalThatCannotBeLoggedIsNoAnswer(t *testing.T) {
	s := newSite(t, nil)
	s.lanes.broken = true
	for _, path := range []string{"/nowhere", "/intelligence/activities/INT-9HB4ZCK", "/admin/users", "/coordination/activities/COO-UNKNOWN"} {
		a := s.ask("GET", path, "staff", "")
		if body := a.body; a.status != http.StatusServiceUnavailable || strings.Contains(body, "staff") {
			t.Errorf("%s: got %d %q, want 503 without the person", path, a.status, body)
		}
	}
	if got := s.ask("GET", "/nowhere", "", "").status; got != 404 {
		t.Errorf("nobody: got %d, want 404", got)
	}
}

func TestPeopleAreSentToSignInAndBack(t *testing.T) {
	s := newSite(t, nil)
	for _, tt := range []struct{ method, target, want string }{
		{"GET", "/checklist", "/sign-in?to=%2Fchecklist"},
		{"GET", "/activities?agency=2&from=1%2F2", "/sign-in?to=%2Factivities%3Fagency%3D2%26from%3D1%252F2"},
		{"GET", "/", "/sign-in"},
		{"HEAD", "/checklist", "/sign-in?to=%2Fchecklist"},
		{"POST", "/checklist/RES-1/assess", "/sign-in"},
		{"GET", "/checklist?x=%5C", "/sign-in?to=%2Fchecklist%3Fx%3D%255C"},
		{"GET", "/checklist?" + strings.Repeat("x", 3000), "/sign-in"},
	} {
		a := s.ask(tt.method, tt.target, "", "")
		if got := a.header.Get("Location"); a.status != http.StatusSeeOther || got != tt.want {
			t.Errorf("%s %s: got %d %q, want %q", tt.method, tt.target, a.status, got, tt.want)
		}
	}
	for to, want := range map[string]string{
		"/checklist": "/checklist", "/activities?a=1": "/activities?a=1", "//evil.example": "/", "https://evil.example": "/", "/\\evil.example": "/",
		"javascript:alert(1)": "/", "": "/", "evil": "/", "/\t/evil.example": "/", "/%2Fevil.example": "/", "/%5Cevil.example": "/", "/sign-in?to=/sign-in": "/", "/sign-out": "/",
		"/a\nSet-Cookie: x=1": "/", "/%zz": "/", "http:/evil.example": "/", "/ok?next=//evil.example": "/ok?next=//evil.example", "\x00/a": "/a", "/" + strings.Repeat("a", 3000): "/",
	} {
		a := s.ask("POST", "/sign-in", "", "to="+strings.NewReplacer("%", "%25", "&", "%26", "\n", "%0A", "\t", "%09", "\x00", "%00").Replace(to))
		if got := a.header.Get("Location"); got != want {
			t.Errorf("%q: got %q, want %q", to, got, want)
		}
	}
}

func TestGoEscapesAndStaysHere(t *testing.T) {
	for _, tt := range []struct {
		path string
		args []any
		want string
	}{
		{"/coordination/activities/%s", []any{"COO-7K2M9QX"}, "/coordination/activities/COO-7K2M9QX"},
		{"/a/%s/b", []any{"../../evil?x=1&y#z %"}, "/a/..%2F..%2Fevil%3Fx%3D1%26y%23z%20%25/b"},
		{"/a?page=%d&q=%s", []any{3, "a+b c"}, "/a?page=3&q=a%2Bb%20c"},
		{"/a/%s", []any{access.Coordination}, "/a/coordination"},
		{"/a/%s", []any{uuid.UUID{}}, "/a/00000000-0000-0000-0000-000000000000"},
		{"/100%", nil, ""},
		{"/a%2Fb", nil, "/a%2Fb"},
		{"%s", []any{"//evil.example"}, ""},
		{"//evil.example", nil, ""},
		{"https://evil.example", nil, ""},
	} {
		r := &Request{}
		err := r.Go(tt.path, tt.args...)
		got := ""
		if r.answer != nil {
			got = r.answer.location
		}
		if got != tt.want || (err == nil) != (tt.want != "") {
			t.Errorf("%s %v: got %q %v, want %q", tt.path, tt.args, got, err, tt.want)
		}
	}
}

func TestHandlersAnswerWhole(t *testing.T) {
	s := newSite(t, nil)
	for _, tt := range []struct {
		name, method, path, body string
		want                     int
		says                     string
	}{
		{"a bug", "GET", "/coordination/activities/COO-BROKEN2", "", 500, "error 500"},
		{"a database that is away", "GET", "/coordination/activities/COO-DOWN222", "", 503, "error 503 for :"},
		{"a query that took too long", "GET", "/coordination/activities/COO-SLOW222", "", 503, "error 503 for :"},
		{"a panic", "GET", "/coordination/activities/COO-PANIC22", "", 500, "error 500"},
		{"no answer", "GET", "/coordination/activities/COO-NOTHING", "", 500, "error 500"},
		{"a page that breaks off", "GET", "/coordination/activities/COO-TORN222", "", 500, "error 500"},
		{"a missing record", "GET", "/coordination/activities/COO-UNKNOWN", "", 404, "not found: Page not found"},
		{"something to mend", "POST", "/coordination/activities/1", "do=mend&name=N%C3%A9", 422, "mend Né"},
		{"a clash", "POST", "/coordination/activities/1", "do=clash", 409, "clash"},
		{"a conflict", "POST", "/coordination/activities/1", "do=conflict", 409, "error 409 for staff"},
		{"an invalid change", "POST", "/coordination/activities/1", "do=invalid", 422, "error 422 for staff"},
		{"a refused change", "POST", "/coordination/activities/1", "do=forbidden", 403, "error 403 for staff"},
		{"a change", "POST", "/coordination/activities/1", "name=COO-7K2M9QX", 303, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := s.ask(tt.method, tt.path, "staff", tt.body)
			body := a.body
			if a.status != tt.want || !strings.Contains(body, tt.says) {
				t.Errorf("got %d %q, want %d %q", a.status, body, tt.want, tt.says)
			}
			if strings.Contains(body, "half a page") || a.status == http.StatusInternalServerError && strings.Contains(body, "secret panic") {
				t.Errorf("got %q, want none of it", body)
			}
		})
	}
	for _, never := range []string{"secret panic", "COO-BROKEN2", "COO-7K2M9QX", "name="} {
		if strings.Contains(s.log.String(), never) {
			t.Errorf("the log has %q", never)
		}
	}
	if !strings.Contains(s.log.String(), "route=/coordination/activities/:ref") || !strings.Contains(s.log.String(), "secret detail") || !strings.Contains(s.log.String(), "server_test.go") {
		t.Errorf("got %s, want the route, the error and the stack", s.log)
	}
}

func TestAnAnswerThatBreaksOffIsCutOff(t *testing.T) {
	s := newSite(t, nil)
	h := httptest.NewServer(s)
	defer h.Close()
	for _, coding := range []string{"gzip", "identity"} {
		q, err := http.NewRequestWithContext(t.Context(), http.MethodGet, h.URL+"/coordination/activities/COO-HALF222", nil)
		if err != nil {
			t.Fatal(err)
		}
		q.Header.Set("Accept-Encoding", coding)
		q.AddCookie(&http.Cookie{Name: "liaison", Value: "staff"})
		a, err := h.Client().Do(q)
		if err == nil {
			_, err = io.ReadAll(a.Body)
			_ = a.Body.Close()
		}
		if err == nil {
			t.Errorf("%s: got a whole answer, want none", coding)
		}
	}
}

func TestErrorPagesMayBreakToo(t *testing.T) {
	for name, page := range map[string]func(*Request, int, error) templ.Component{
		"no page": func(*Request, int, error) templ.Component { return nil },
		"a page with an error": func(*Request, int, error) templ.Component {
			return templ.ComponentFunc(func(context.Context, io.Writer) error { return errors.New("torn") })
		},
		"a page that panics": func(*Request, int, error) templ.Component { panic("torn") },
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t, func(s *Server) { s.Errors = page })
			a := s.ask("GET", "/coordination/activities/COO-BROKEN2", "staff", "")
			if body := a.body; a.status != http.StatusInternalServerError || body == "" {
				t.Errorf("got %d %q, want 500 and words", a.status, body)
			}
		})
	}
}

func TestReceiptsComeWithTheAnswer(t *testing.T) {
	s := newSite(t, nil)
	if got := s.ask("GET", "/coordination/activities/COO-7K2M9QX", "staff", "").header["X-Audit-Receipt"]; !slices.Equal(got, []string{"1.2.0a0b0c0d"}) {
		t.Errorf("got %q, want the receipt", got)
	}
	if !strings.Contains(s.log.String(), "receipts=1.2.0a0b0c0d") {
		t.Errorf("got %s, want the receipt in it", s.log)
	}
}

func TestProbesAndMetrics(t *testing.T) {
	s := newSite(t, func(s *Server) { s.Ready = func(context.Context) error { return unavailable{} } })
	for path, want := range map[string]int{"/healthz": 200, "/readyz": 503} {
		if got := s.ask("GET", path, "", "").status; got != want {
			t.Errorf("%s: got %d, want %d", path, got, want)
		}
	}
	s.ask("GET", "/coordination/activities/COO-7K2M9QX", "staff", "")
	s.ask("PROPFIND", "/nowhere-SECRET", "staff", "", "Sec-Fetch-Site: same-origin")
	w := httptest.NewRecorder()
	s.Metrics().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	for _, want := range []string{
		`liaison_http_requests_total{method="GET",route="/coordination/activities/:ref",status="200"} 1`,
		`liaison_http_requests_total{method="other",route="none",status="404"} 1`,
		`liaison_refusals_total{told="Not Found"} 1`, `liaison_http_request_seconds_count{route="/readyz"} 1`,
	} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("got no %s", want)
		}
	}
	if strings.Contains(w.Body.String(), "SECRET") || strings.Contains(w.Body.String(), "7K2M9QX") {
		t.Error("metrics name an address")
	}
	if newSite(t, nil).ask("GET", "/readyz", "", "").status != 200 {
		t.Error("got another status than 200 from a service that has nothing to wait for")
	}
}

func TestAServerWithoutItsPartsIsRefused(t *testing.T) {
	if _, err := (&Server{}).Handler(); err == nil || !strings.Contains(err.Error(), "Errors, Guard, Log, Now, Refusals, Sessions") {
		t.Errorf("got %v, want every missing part", err)
	}
	for name, change := range map[string]func(*Server){
		"a proxy that is no network":     func(s *Server) { s.TrustedProxies = []string{"10.0.0.0/99"} },
		"static files without a version": func(s *Server) { s.StaticVersion = "" },
		"a file of an unknown kind":      func(s *Server) { s.Static = fstest.MapFS{"x.exe": {}} },
	} {
		s := newSite(t, nil).Server
		change(s)
		if _, err := s.Handler(routes()...); err == nil {
			t.Errorf("%s: got no error, want one", name)
		}
	}
}
