package server

import (
	"compress/gzip"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"liaison/internal/fault"
)

func TestHeadersAreOnEveryAnswer(t *testing.T) {
	s := newSite(t, func(s *Server) { s.Secure = true })
	want := map[string]string{
		"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; " +
			"frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
		"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
		"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
		"Permissions-Policy":        "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
		"Strict-Transport-Security": "max-age=63072000; includeSubDomains", "X-Robots-Tag": "noindex, nofollow",
	}
	for _, tt := range []struct {
		method, target, as, body string
		status                   int
		cache                    string
		more                     []string
	}{
		{"GET", "/checklist", "staff", "", 200, "no-store", nil},
		{"HEAD", "/checklist", "staff", "", 200, "no-store", nil},
		{"GET", "/checklist", "", "", 303, "no-store", nil},
		{"POST", "/coordination/activities/1", "staff", "name=x", 303, "no-store", nil},
		{"GET", "/admin/users", "staff", "", 403, "no-store", nil},
		{"GET", "/nowhere", "staff", "", 404, "no-store", nil},
		{"GET", "/nowhere", "", "", 404, "no-store", nil},
		{"DELETE", "/checklist", "staff", "", 405, "no-store", []string{"Sec-Fetch-Site: same-origin"}},
		{"POST", "/sign-in", "staff", "", 403, "no-store", []string{"Sec-Fetch-Site: cross-site"}},
		{"POST", "/coordination/activities/1", "staff", "do=conflict", 409, "no-store", nil},
		{"POST", "/coordination/activities/1", "staff", strings.Repeat("x", 10<<20), 413, "no-store", nil},
		{"GET", "/checklist?" + strings.Repeat("x", 9000), "staff", "", 414, "no-store", nil},
		{"POST", "/coordination/activities/1", "staff", "do=invalid", 422, "no-store", nil},
		{"GET", "/coordination/activities/COO-BROKEN2", "staff", "", 500, "no-store", nil},
		{"GET", "/coordination/activities/COO-PANIC22", "staff", "", 500, "no-store", nil},
		{"GET", "/coordination/activities/COO-DOWN222", "staff", "", 503, "no-store", nil},
		{"GET", "/healthz", "", "", 200, "no-store", nil},
		{"GET", "/static/v1/app.css", "", "", 200, "public, max-age=31536000, immutable", nil},
		{"GET", "/static/v0/app.css", "", "", 404, "no-store", nil},
		{"POST", "/static/v1/app.css", "", "", 405, "no-store", nil},
	} {
		a := s.ask(tt.method, tt.target, tt.as, tt.body, tt.more...)
		name := tt.method + " " + tt.target[:min(len(tt.target), 40)]
		if a.status != tt.status {
			t.Errorf("%s: got %d, want %d", name, a.status, tt.status)
		}
		for header, value := range want {
			if got := a.header.Get(header); got != value {
				t.Errorf("%s: %s: got %q, want %q", name, header, got, value)
			}
		}
		if got := a.header.Get("Cache-Control"); got != tt.cache {
			t.Errorf("%s: Cache-Control: got %q, want %q", name, got, tt.cache)
		}
		if a.header.Get("X-Request-Id") == "" {
			t.Errorf("%s: got no request id, want one", name)
		}
	}
	if got := newSite(t, nil).ask("GET", "/sign-in", "", "").header.Get("Strict-Transport-Security"); got != "" {
		t.Errorf("without HTTPS: got %q, want nothing", got)
	}
}

func TestCookies(t *testing.T) {
	for _, tt := range []struct {
		secure bool
		want   string
	}{
		{true, "__Host-liaison=fresh; Path=/; Max-Age=3600; HttpOnly; Secure; SameSite=Lax"},
		{false, "liaison=fresh; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax"},
	} {
		s := newSite(t, func(s *Server) { s.Secure = tt.secure })
		if got := s.ask("POST", "/sign-in", "", "").header.Get("Set-Cookie"); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
		if got, want := s.ask("POST", "/sign-out", "staff", "").header.Get("Set-Cookie"), strings.ReplaceAll(strings.ReplaceAll(tt.want, "fresh", ""), "3600", "0"); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	s := newSite(t, nil)
	if got := s.ask("POST", "/coordination/activities/1", "staff", "do=conflict").header.Values("Set-Cookie"); len(got) > 0 {
		t.Errorf("got %q with an error, want nothing", got)
	}
	for _, token := range []string{strings.Repeat("x", 300), "sta ff", "staff;x"} {
		if got := s.ask("GET", "/checklist", token, "").status; got != 303 {
			t.Errorf("%q: got %d, want 303", token, got)
		}
	}
}

func TestFlashIsSaidOnce(t *testing.T) {
	s := newSite(t, nil)
	a := s.ask("POST", "/coordination/activities/1", "staff", "name=COO-7K2M9QX")
	if got := a.header.Get("Location"); got != "/coordination/activities/COO-7K2M9QX" {
		t.Errorf("got %q, want the record", got)
	}
	set := (&http.Response{Header: a.header}).Cookies()
	if len(set) != 1 || !set[0].HttpOnly || set[0].MaxAge != 60 {
		t.Fatalf("got %v, want one short-lived cookie", set)
	}
	a = s.ask("GET", "/sign-in", "staff", "", "Cookie: liaison-flash="+set[0].Value)
	if got := a.body; !strings.HasSuffix(got, "Saved “it”|Undo|/activities?undo=1") {
		t.Errorf("got %q, want what was saved", got)
	}
	if got := a.header.Get("Set-Cookie"); !strings.HasPrefix(got, "liaison-flash=; Path=/; Max-Age=0") {
		t.Errorf("got %q, want it taken away", got)
	}
	for forged, want := range map[string]string{
		"": "nothing", "!!!": "nothing", "e30": "nothing", "bnVsbA": "nothing", strings.Repeat("A", 5000): "nothing",
		"eyJTYXkiOiJ4IiwiTGluayI6InkiLCJIcmVmIjoiLy9ldmlsLmV4YW1wbGUifQ": "x||",  // {"Say":"x","Link":"y","Href":"//evil.example"}
		"eyJTYXkiOiJhXHUwMDAwYiJ9":                                       "ab||", // {"Say":"a\u0000b"}
	} {
		if got := s.ask("GET", "/sign-in", "", "", "Cookie: liaison-flash="+forged).body; !strings.HasSuffix(got, " "+want) {
			t.Errorf("%.20q: got %q, want %q", forged, got, want)
		}
	}
}

func TestOtherSitesMayNotAsk(t *testing.T) {
	for _, tt := range []struct {
		name   string
		secure bool
		as     string
		more   []string
		want   int
	}{
		{"this site", true, "staff", nil, 303},
		{"a person by address bar", true, "staff", []string{"Sec-Fetch-Site: none"}, 303},
		{"a sub-domain", true, "staff", []string{"Sec-Fetch-Site: same-site"}, 403},
		{"another site", true, "staff", []string{"Sec-Fetch-Site: cross-site"}, 403},
		{"another site in upper case", true, "staff", []string{"Sec-Fetch-Site: Cross-Site"}, 403},
		{"another site's origin", true, "staff", []string{"Sec-Fetch-Site: ", "Origin: https://evil.example"}, 403},
		{"this origin", true, "staff", []string{"Sec-Fetch-Site: ", "Origin: https://example.com"}, 303},
		{"this origin without HTTPS", true, "staff", []string{"Sec-Fetch-Site: ", "Origin: http://example.com"}, 403},
		{"this origin where there is no HTTPS", false, "staff", []string{"Sec-Fetch-Site: ", "Origin: http://example.com"}, 303},
		{"no origin", true, "staff", []string{"Sec-Fetch-Site: ", "Origin: null"}, 403},
		{"a session without a word of where from", true, "staff", []string{"Sec-Fetch-Site: "}, 403},
		{"nobody without a word of where from", true, "", []string{"Sec-Fetch-Site: "}, 303},
		{"nobody from another site", true, "", []string{"Sec-Fetch-Site: cross-site"}, 403},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := newSite(t, func(s *Server) { s.Secure = tt.secure })
			path := "/coordination/activities/1"
			if tt.as == "" {
				path = "/sign-in"
			}
			a := s.ask("POST", path, tt.as, "name=1", tt.more...)
			if a.status != tt.want {
				t.Errorf("got %d, want %d", a.status, tt.want)
			}
			if logged := len(s.lanes.list()) > 0; logged != (tt.want == 403 && tt.as != "") {
				t.Errorf("got %t in the log, want %t", logged, !logged)
			}
		})
	}
	s := newSite(t, nil)
	if got := s.ask("GET", "/checklist", "staff", "", "Sec-Fetch-Site: cross-site").status; got != 200 {
		t.Errorf("a link from another site: got %d, want 200", got)
	}
}

func TestBadInput(t *testing.T) {
	s := newSite(t, nil)
	post := "/coordination/activities/1"
	for _, tt := range []struct {
		name, method, target, body string
		want                       int
		more                       []string
	}{
		{"a nul byte in the path", "GET", "/coordination/activities/%00", "", 404, nil},
		{"a nul byte in front", "GET", "/%00/checklist", "", 404, nil},
		{"no UTF-8 in the path", "GET", "/coordination/activities/%ff%fe", "", 404, nil},
		{"a new line in the path", "GET", "/coordination/activities/a%0ab", "", 404, nil},
		{"a slash in a parameter", "GET", "/coordination/activities/a%2Fb", "", 404, nil},
		{"steps up", "GET", "/coordination/../checklist", "", 404, nil},
		{"steps up, escaped", "GET", "/coordination/activities/..%2f..%2fchecklist", "", 404, nil},
		{"a nul byte in the query", "GET", "/checklist?x=%00&%00=y", "", 200, nil},
		{"a query that cannot be read", "GET", "/checklist?%zz&;", "", 200, nil},
		{"a huge query", "GET", "/checklist?" + strings.Repeat("a=b&", 100000), "", 414, nil},
		{"a huge path", "GET", "/" + strings.Repeat("a", 100000), "", 414, nil},
		{"ten megabytes", "POST", post, "name=" + strings.Repeat("x", 10<<20), 413, nil},
		{"a byte too many", "POST", post, strings.Repeat("x", 1<<20+1), 413, nil},
		{"as much as may be", "POST", post, strings.Repeat("x", 1<<20), 303, nil},
		{"a nul byte in the form", "POST", post, "do=mend&name=a%00b", 422, nil},
		{"no UTF-8 in the form", "POST", post, "do=mend&name=%ff", 422, nil},
		{"a form that cannot be read", "POST", post, "%zz&;&=&do=mend", 422, nil},
		{"a hundred thousand fields", "POST", post, strings.Repeat("a=b&", 100000), 303, nil},
		{"another kind of body", "POST", post, `{"do":"mend"}`, 303, []string{"Content-Type: application/json"}},
		{"a body of no kind", "POST", post, "do=mend", 303, []string{"Content-Type: "}},
		{"files", "POST", post, "--x\r\nContent-Disposition: form-data; name=\"do\"\r\n\r\nmend\r\n--x--\r\n", 303, []string{"Content-Type: multipart/form-data; boundary=x"}},
		{"compressed", "POST", post, "\x1f\x8b\x08", 303, []string{"Content-Encoding: gzip"}},
		{"another method in a header", "POST", "/checklist", "", 405, []string{"X-HTTP-Method-Override: GET"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := s.ask(tt.method, tt.target, "staff", tt.body, tt.more...)
			if a.status != tt.want {
				t.Errorf("got %d %q, want %d", a.status, a.body, tt.want)
			}
		})
	}
	for _, method := range []string{"PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "X"} {
		if got := s.ask(method, "/checklist", "staff", "", "Sec-Fetch-Site: same-origin"); got.status != 405 || !strings.Contains(got.header.Get("Allow"), "GET") {
			t.Errorf("%s: got %d %q, want 405 and what is allowed", method, got.status, got.header.Get("Allow"))
		}
	}
	if got, want := s.ask("GET", "/echo?q=a%00b%ff&%00k=1", "", "", "User-Agent: x\x01"+strings.Repeat("y", 300)).body, `"ab" map["k":["1"] "q":["ab"]] "x`+strings.Repeat("y", 199)+`" 192.0.2.1 GET`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if strings.Contains(s.log.String(), "panicked") {
		t.Errorf("something panicked: %s", s.log)
	}
}

// A body that ends before its length is not acted on.
func TestABodyThatEndsEarlyIsNoForm(t *testing.T) {
	s := newSite(t, nil)
	q := httptest.NewRequest(http.MethodPost, "/coordination/activities/1", io.MultiReader(strings.NewReader("name=half"), broken{}))
	q.AddCookie(&http.Cookie{Name: "liaison", Value: "staff"})
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	q.Header.Set("Sec-Fetch-Site", "same-origin")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, q)
	if w.Code != 400 {
		t.Errorf("got %d, want 400", w.Code)
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestHeadHasNoBody(t *testing.T) {
	s := newSite(t, nil)
	for _, path := range []string{"/checklist", "/nowhere", "/static/v1/app.css", "/admin/users"} {
		get, head := s.ask("GET", path, "staff", ""), s.ask("HEAD", path, "staff", "")
		if body := head.body; head.status != get.status || body != "" || head.header.Get("Content-Type") != get.header.Get("Content-Type") {
			t.Errorf("%s: got %d %q, want %d and nothing", path, head.status, body, get.status)
		}
	}
}

func TestAddressesOfProxiesThatAreTrusted(t *testing.T) {
	for _, tt := range []struct {
		name    string
		trusted []string
		want    string
	}{
		{"none", nil, "192.0.2.1"},
		{"another", []string{"10.0.0.0/8"}, "192.0.2.1"},
		{"this one", []string{"192.0.2.0/24"}, "203.0.113.9"},
	} {
		s := newSite(t, func(s *Server) { s.TrustedProxies = tt.trusted })
		if got := s.ask("GET", "/echo", "", "", "X-Forwarded-For: 198.51.100.7, 203.0.113.9", "X-Real-Ip: 198.51.100.8").body; !strings.Contains(got, " "+tt.want+" ") {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestStaticFiles(t *testing.T) {
	s := newSite(t, nil)
	for _, tt := range []struct {
		target, accepts, coding, kind string
		want                          int
	}{
		{"/static/v1/app.css", "gzip, br", "gzip", "text/css; charset=utf-8", 200},
		{"/static/v1/app.css", "br;q=1, GZIP;q=0.5", "gzip", "text/css; charset=utf-8", 200},
		{"/static/v1/app.css", "gzip;q=0", "", "text/css; charset=utf-8", 200},
		{"/static/v1/app.css", "", "", "text/css; charset=utf-8", 200},
		{"/static/v1/font.woff2", "gzip", "", "font/woff2", 200},
		{"/static/v1/", "", "", "text/plain; charset=utf-8", 404},
		{"/static/", "", "", "text/plain; charset=utf-8", 404},
		{"/static/v2/app.css", "", "", "text/plain; charset=utf-8", 404},
		{"/static/v1/../../server.go", "", "", "text/plain; charset=utf-8", 404},
		{"/static/v1/..%2f..%2fserver.go", "", "", "text/plain; charset=utf-8", 404},
		{"/static/v1/%2e%2e/server.go", "", "", "text/plain; charset=utf-8", 404},
		{"/static/v1//app.css", "", "", "text/plain; charset=utf-8", 404},
		{"/static/v1/app.css%00", "", "", "text/plain; charset=utf-8", 404},
		{"/static/v1/..\\server.go", "", "", "text/plain; charset=utf-8", 404},
	} {
		a := s.ask("GET", tt.target, "", "", "Accept-Encoding: "+tt.accepts)
		if a.status != tt.want || a.header.Get("Content-Encoding") != tt.coding || a.header.Get("Content-Type") != tt.kind {
			t.Errorf("%s %q: got %d %q %q, want %d %q %q", tt.target, tt.accepts, a.status, a.header.Get("Content-Encoding"), a.header.Get("Content-Type"), tt.want, tt.coding, tt.kind)
		}
		if tt.coding == "gzip" {
			z, err := gzip.NewReader(strings.NewReader(a.body))
			if err != nil {
				t.Fatal(err)
			}
			if b, err := io.ReadAll(z); err != nil || len(b) != 700 {
				t.Errorf("%s: got %d bytes %v, want 700", tt.target, len(b), err)
			}
		}
	}
}

func TestPagesAreCompressed(t *testing.T) {
	s := newSite(t, nil)
	a := s.ask("GET", "/coordination/activities/COO-7K2M9QX", "staff", "", "Accept-Encoding: gzip")
	if a.header.Get("Content-Encoding") != "gzip" || a.header.Get("Vary") == "" {
		t.Fatalf("got %v, want gzip", a.header)
	}
	z, err := gzip.NewReader(strings.NewReader(a.body))
	if err != nil {
		t.Fatal(err)
	}
	if b, err := io.ReadAll(z); err != nil || !strings.HasPrefix(string(b), "record words") {
		t.Errorf("got %.40q %v, want the record", b, err)
	}
}

// Whatever came with a request, a browser that is told to go there as a person
// on this site would be stays on this site.
func FuzzLocal(f *testing.F) {
	for _, to := range []string{"/", "//evil.example", "/\\evil", "/a?b=//c", "/%2f%2fevil", "/\t/evil", "https:evil", "/a#b", "/..//evil", "/@evil", "\x00//evil"} {
		f.Add(to)
	}
	here, err := url.Parse("https://liaison.example/sign-in")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, to string) {
		got, err := here.Parse(strings.NewReplacer("\\", "/", "\t", "", "\n", "", "\r", "").Replace(Local(to)))
		if err != nil || got.Host != here.Host || got.Scheme != "https" || got.User != nil {
			t.Errorf("%q: got %v %v, want a page of this site", to, got, err)
		}
	})
}

// TestATokenInAnAddressIsNotLogged opens a link that does not work as somebody
// who is signed in, whose refusals the log keeps.
func TestATokenInAnAddressIsNotLogged(t *testing.T) {
	var l lanes
	srv := &Server{
		Log: slog.New(slog.DiscardHandler), Sessions: desk{}, Refusals: &l, Errors: func(*Request, int, error) templ.Component { return text("no") }, Now: time.Now,
	}
	var err error
	if srv.Guard, err = guards(); err != nil {
		t.Fatal(err)
	}
	h, err := srv.Handler(Public("GET", "/link/:token", "the token is checked", func(*Request) error { return fault.Missing() }))
	if err != nil {
		t.Fatal(err)
	}
	s := &site{Server: srv, Handler: h}
	if got := s.ask("GET", "/link/sesame", "staff", ""); got.status != http.StatusNotFound {
		t.Errorf("got %d, want 404", got.status)
	}
	if got, want := l.list(), "identity GET /link/:token "; len(got) != 1 || got[0] != want {
		t.Errorf("got %q, want only %q", got, want)
	}
}
