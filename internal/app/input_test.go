package app

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/demo"
)

// leaks is what no page says, in small letters: words of the database, of Go,
// and of the machine.
var leaks = []string{
	"sqlstate", "violates", "constraint", "duplicate key", "syntax error", "relation \"", "column \"", "pgconn", "jackc", "gorm.io", "goroutine", "panic:",
	"runtime error", ".go:", "internal/", "_fkey", "_pkey", "_check\"", "/home/", "/usr/", "/tmp/",
}

// guarded are the headers of every answer, and what they hold.
var guarded = map[string]string{
	"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
	"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin", "Permissions-Policy": "camera=()",
	"Cache-Control": "no-store", "X-Robots-Tag": "noindex", "X-Request-Id": "-",
}

// sound checks what holds for an answer to anything at all.
func (s said) sound(t testing.TB, what string) {
	t.Helper()
	if !slices.Contains([]int{200, 303, 400, 403, 404, 405, 409, 413, 414, 422}, s.status) {
		t.Errorf("%s: got %d\n%s", what, s.status, brief(s.body))
	}
	for name, want := range guarded {
		if !strings.Contains(s.header.Get(name), want) {
			t.Errorf("%s: got %s %q, want %q", what, name, s.header.Get(name), want)
		}
	}
	small := strings.ToLower(s.body)
	for _, word := range leaks {
		if strings.Contains(small, word) {
			t.Errorf("%s: the page says %q", what, word)
		}
	}
	if strings.Contains(s.body, "<script>alert") {
		t.Errorf("%s: the page runs what was typed", what)
	}
	if strings.ContainsAny(s.location, "\r\n\x00") || s.location != "" && !strings.HasPrefix(s.location, "/") {
		t.Errorf("%s: leads to %q", what, s.location)
	}
}

func brief(text string) string { return text[:min(len(text), 400)] }

// wild are the values that every field is tried with.
func (h *house) wild(t testing.TB) []string {
	t.Helper()
	return []string{
		"", " \t\n ", strings.Repeat("a", 100_000), strings.Repeat("\U0001F9D1\u200d\U0001F4BC", 3_000), "a name\x00 and more", "%00", "\xff\xfe", "a name\xff and more", "\xed\xa0\x80", "\u202eevil\u202c\u200b",
		"not a date", "30/02/2027", "29 February 2027", "0000-01-01", "0001-01-01", "31/12/9999", "9999-12-31", "99999-01-01", "-1", "0", "1", "1.5", "1e309", "NaN",
		"2147483648", "9223372036854775807", "99999999999999999999", "999", fmt.Sprint(strangerAgency), "25:61", "-14:30",
		h.draft(t, h.asker(t, "staff")).String(), h.asker(t, "coordinator elsewhere").id.String(), uuid.NewString(), uuid.Nil.String(), "{" + uuid.NewString() + "}",
		"<script>alert(1)</script>", `"><img src=x onerror=alert(1)>`, "=cmd|' /C calc'!A0", "+1", "@SUM(1)", "＝1", "\U0001F642", "'; DROP TABLE activity; --", "${7*7}{{7*7}}", "%s%n",
		"../../etc/passwd", "//evil.example", "https://evil.example/", `/\evil.example`, "javascript:alert(1)", "null", "[]", "true", "approve", "in_place", "draft", "everyone", "add-action",
		h.records(access.Intelligence)[0], string(access.IntelligenceLead), "coordinator",
	}
}

// able is the first of all who can do what an example of a form asks.
func (h *house) able(t testing.TB, e example) (asker, bool) {
	t.Helper()
	for _, a := range h.askers {
		q := e.make(t, h, a)
		q.method = http.MethodPost
		if got := h.ask(t, q); got.done() && (got.location != "/sign-in" || !declared(t)[e.route].NeedsSession()) {
			return a, true
		}
	}
	return asker{}, false
}

// unchanged is a query that says how many rows every table has, see sizes.
func (h *house) unchanged(t testing.TB) string {
	t.Helper()
	return h.text(t, `SELECT 'SELECT array_to_string(ARRAY[' || string_agg(format('(SELECT count(*) FROM %I.%I)', n.nspname, c.relname), ', ' ORDER BY n.nspname, c.relname) || '], '' '')'
		FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE c.relkind = 'r' AND n.nspname IN ('coordination', 'outreach', 'casework', 'intelligence', 'identity', 'shared')
			AND c.relname NOT IN ('session', 'lockout', 'holiday')`)
}

// trial sends bad input and keeps count.
type trial struct {
	*house
	query string // for how many rows there are
	rows  string // how many there were; empty where that has changed
	sent  int
	ids   map[string]string // of the requests that were refused
}

func newTrial(t testing.TB) *trial {
	t.Helper()
	h := open(t)
	return &trial{house: h, query: h.unchanged(t), ids: map[string]string{}}
}

// try sends a request and checks that what was refused saved nothing.
func (x *trial) try(t testing.TB, what string, send func() said) said {
	t.Helper()
	if x.rows == "" {
		x.rows = x.text(t, x.query)
	}
	got := send()
	x.sent++
	got.sound(t, what)
	if got.status < 400 {
		x.rows = ""
		return got
	}
	x.ids[got.id] = what
	if after := x.text(t, x.query); after != x.rows {
		t.Errorf("%s: got %d, and rows before and after are\n%s\n%s", what, got.status, x.rows, after)
		x.rows = after
	}
	return got
}

// settle checks the log and the records after everything was tried.
func (x *trial) settle(t *testing.T) {
	t.Helper()
	entries := x.entries(t)
	for id, what := range x.ids {
		for _, e := range entries[id] {
			if e.outcome == string(audit.Done) && e.act != audit.Consult {
				t.Errorf("%s: was refused and left %v", what, e)
			}
		}
	}
	x.holds(t)
	for what, query := range map[string]string{
		"activities without a meeting":            `SELECT count(*) FROM coordination.activity a WHERE a.kind = 'meeting' AND NOT EXISTS (SELECT FROM coordination.meeting m WHERE m.activity_id = a.id)`,
		"shares without terms":                    `SELECT count(*) FROM coordination.activity a WHERE a.kind = 'share' AND NOT EXISTS (SELECT FROM coordination.share s WHERE s.activity_id = a.id)`,
		"shares without recipients":               `SELECT count(*) FROM coordination.share s WHERE NOT EXISTS (SELECT FROM coordination.share_recipient t WHERE t.activity_id = s.activity_id AND t.agency_id <> s.from_agency_id)`,
		"training without its terms":              `SELECT count(*) FROM coordination.activity a WHERE a.kind = 'training' AND NOT EXISTS (SELECT FROM coordination.training s WHERE s.activity_id = a.id)`,
		"training that nobody came to":            `SELECT count(*) FROM coordination.training s WHERE NOT EXISTS (SELECT FROM coordination.participant p WHERE p.activity_id = s.activity_id AND p.people > 0)`,
		"training that is not followed up":        `SELECT count(*) FROM coordination.training s JOIN coordination.participant p USING (activity_id) WHERE NOT EXISTS (SELECT FROM coordination.action n WHERE n.activity_id = s.activity_id AND n.kind = 'follow_up' AND n.agency_id = p.agency_id)`,
		"events without their terms":              `SELECT count(*) FROM coordination.activity a WHERE a.kind = 'connect' AND NOT EXISTS (SELECT FROM coordination.connect e WHERE e.activity_id = a.id)`,
		"events that connect nobody":              `SELECT count(*) FROM coordination.connect e WHERE (SELECT count(*) FROM coordination.participant p WHERE p.activity_id = e.activity_id AND p.people > 0) < 2`,
		"outreach without its terms":              `SELECT count(*) FROM outreach.activity a WHERE NOT EXISTS (SELECT FROM outreach.engagement e WHERE e.activity_id = a.id)`,
		"outreach without a version":              `SELECT count(*) FROM outreach.activity a WHERE NOT EXISTS (SELECT FROM outreach.activity_version v WHERE v.activity_id = a.id)`,
		"outreach with a stranger":                `SELECT count(*) FROM outreach.engagement_partner WHERE partnership_id = 1 AND agency_id = 90`,
		"pointers without their terms":            `SELECT count(*) FROM intelligence.activity a WHERE NOT EXISTS (SELECT FROM intelligence.pointer p WHERE p.activity_id = a.id)`,
		"pointers without a graded item":          `SELECT count(*) FROM intelligence.pointer p WHERE NOT EXISTS (SELECT FROM intelligence.pointer_item i WHERE i.activity_id = p.activity_id)`,
		"pointers without a version":              `SELECT count(*) FROM intelligence.activity a WHERE NOT EXISTS (SELECT FROM intelligence.activity_version v WHERE v.activity_id = a.id)`,
		"pointers to a stranger":                  `SELECT count(*) FROM intelligence.pointer_recipient WHERE partnership_id = 1 AND agency_id = 90`,
		"participants that are strangers":         `SELECT count(*) FROM coordination.participant WHERE partnership_id = 1 AND agency_id = 90`,
		"training and events without a fact":      `SELECT count(*) FROM coordination.activity a WHERE a.kind IN ('training', 'connect') AND a.withdrawn_at IS NULL AND a.reported_at IS NULL AND NOT EXISTS (SELECT FROM coordination.fact f WHERE f.source = a.id AND f.known_to IS NULL)`,
		"meetings without attendance":             `SELECT count(*) FROM coordination.meeting m WHERE NOT EXISTS (SELECT FROM coordination.attendance l WHERE l.activity_id = m.activity_id)`,
		"activities without a version":            `SELECT count(*) FROM coordination.activity a WHERE NOT EXISTS (SELECT FROM coordination.activity_version v WHERE v.activity_id = a.id)`,
		"actions without a beginning":             `SELECT count(*) FROM coordination.action a WHERE NOT EXISTS (SELECT FROM coordination.action_change c WHERE c.action_id = a.id)`,
		"initiatives without partners":            `SELECT count(*) FROM coordination.initiative i WHERE NOT EXISTS (SELECT FROM coordination.initiative_partner p WHERE p.initiative_id = i.id)`,
		"attendance of a stranger":                `SELECT count(*) FROM coordination.attendance WHERE partnership_id = 1 AND agency_id = 90`,
		"actions of a stranger":                   `SELECT count(*) FROM coordination.action WHERE partnership_id = 1 AND agency_id = 90`,
		"members of a stranger":                   `SELECT count(*) FROM identity.invitation WHERE partnership_id = 1 AND agency_id = 90`,
		"records with years that nobody lives in": `SELECT count(*) FROM coordination.activity WHERE occurred_on NOT BETWEEN '1990-01-01' AND '2200-01-01'`,
	} {
		if n := x.DB.Count(t, query); n > 0 {
			t.Errorf("%d %s", n, what)
		}
	}
	t.Logf("%d requests, %d of them refused", x.sent, len(x.ids))
}

// TestEveryFieldTakesAnything fills every field of every form with every wild
// value: first all of a form at once, then each alone.
func TestEveryFieldTakesAnything(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("requests come one after another, which the race detector has no interest in")
	}
	x := newTrial(t)
	wild := x.wild(t)
	n, forms := 0, 0
	for _, e := range examples() {
		if !strings.HasPrefix(e.route, "POST ") || strings.Contains(e.what, "another's, ") || strings.Contains(e.what, "agency staff's") {
			continue
		}
		a, ok := x.able(t, e)
		if !ok {
			continue
		}
		fresh := func() request {
			q := e.make(t, x.house, a)
			q.method, x.rows = http.MethodPost, ""
			return q
		}
		valid := fresh()
		if len(valid.form) == 0 {
			continue
		}
		if forms++; os.Getenv("CI") == "" && forms%3 != 0 { // which tries every form; the day's work every third
			n++
			continue
		}
		// What was done is made anew; what was refused is there to be asked again.
		attempt := func(what string, change func(url.Values)) said {
			form := url.Values{}
			for name, values := range valid.form {
				form[name] = slices.Clone(values)
			}
			change(form)
			q := valid
			q.form = form
			got := x.try(t, e.route+" "+what, func() said { return x.ask(t, q) })
			if got.done() {
				valid = fresh()
			}
			return got
		}
		fields := slices.Sorted(mapsKeys(valid.form))
		dear := len(e.few) > 0 || strings.HasPrefix(e.route, "POST /sign-in") || strings.HasPrefix(e.route, "POST /invitation/") || e.route == "POST /account/password"
		for i, v := range wild {
			if dear && i%15 != n%15 {
				continue // these hash what is typed
			}
			if i%2 != n/3%2 {
				continue // half of them for each form
			}
			// A third of the values go everywhere, another to one field after
			// another, the last to the next form.
			if (i+n)%3 == 2 {
				continue
			}
			if (i+n)%3 == 0 {
				attempt(fmt.Sprintf("with %.20q everywhere", v), func(f url.Values) {
					for _, name := range fields {
						f.Set(name, v)
					}
				})
				continue
			}
			name := fields[i/3%len(fields)]
			attempt(fmt.Sprintf("with %.20q in %s", v, name), func(f url.Values) { f.Set(name, v) })
		}
		for i, name := range fields {
			if len(fields) > 10 && i%3 != n%3 {
				continue
			}
			if i%2 == 0 {
				attempt("without "+name, func(f url.Values) { f.Del(name) })
			} else {
				attempt("with three of "+name, func(f url.Values) { f[name] = append([]string{"x", ""}, f[name]...) })
			}
			got := attempt("with what cannot be saved in "+name, func(f url.Values) { f.Set(name, f.Get(name)+"\x00") })
			if got.done() && e.what != "as a draft" && !strings.HasPrefix(e.route, "POST /sign-in") && !strings.HasPrefix(e.route, "POST /account/") {
				t.Errorf("%s: what cannot be saved of %s was left out without a word", e.route, name)
			}
		}
		n++
		attempt("with wild rows", func(f url.Values) {
			for _, n := range []string{"action-99999-what", "action--1-what", "action-0-what", "action-1-what-", "attendance-", "attendance-999", "attendance-90", "attendance--1", "who-90", "rows", "version", "draft", "id", "\x00", "a\nb", strings.Repeat("n", 70_000)} {
				f.Set(n, "99999")
			}
		})
		for seed := range uint64(randomTries) {
			if dear && seed > 0 {
				break
			}
			r := rand.New(rand.NewPCG(seed, uint64(n)))
			attempt(fmt.Sprintf("with random bytes, seed %d of form %d", seed, n), func(f url.Values) {
				for _, name := range fields {
					if r.IntN(3) > 0 { // a third stays as it should be, or nothing would get past the first check
						f.Set(name, random(r))
					}
				}
			})
		}
		attempt("with thousands of fields", func(f url.Values) {
			for i := range 5_000 {
				f.Set(fmt.Sprintf("action-%d-what", i), "Bring the list")
			}
		})
	}
	x.settle(t)
}

// randomTries is how often each form is filled with random bytes.
const randomTries = 3

// random is up to 200 bytes of anything: any byte at all, letters and digits,
// or the beginnings of what people type.
func random(r *rand.Rand) string {
	const plain = "0123456789 /:-.,abcXYZé’\n\t"
	b := make([]byte, r.IntN(200))
	for i := range b {
		if r.IntN(2) == 0 {
			b[i] = plain[r.IntN(len(plain))]
		} else {
			b[i] = byte(r.IntN(256))
		}
	}
	return string(b)
}

func mapsKeys(f url.Values) func(func(string) bool) {
	return func(yield func(string) bool) {
		for name := range f {
			if !yield(name) {
				return
			}
		}
	}
}

// TestEveryAddressTakesAnything tries wild values in the path and the query of
// every page.
func TestEveryAddressTakesAnything(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("requests come one after another, which the race detector has no interest in")
	}
	x := newTrial(t)
	who := map[access.Strand]asker{
		access.Coordination: x.named(t, access.Coordinator), access.Outreach: x.named(t, access.OutreachLead), access.Casework: x.named(t, access.CaseSupervisor),
		access.Intelligence: x.named(t, access.IntelligenceLead), access.Identity: x.named(t, access.Administrator), "": x.named(t, access.Manager),
	}
	names := []string{"after", "before", "cursor", "kind", "strand", "agency", "from", "to", "status", "evidence", "review", "open", "draft", "series", "like", "person", "page", "type", "view", "due", "state", "to", "x"}
	param := regexp.MustCompile(`:[a-z]+`)
	wild := x.wild(t)
	n := 0
	for _, route := range slices.Sorted(func(yield func(string) bool) {
		for name := range declared(t) {
			if !yield(name) {
				return
			}
		}
	}) {
		r := declared(t)[route]
		in := access.Strand("")
		if len(r.In()) > 0 {
			in = r.In()[0]
		}
		a := who[in]
		if param.MatchString(r.Path()) {
			for i, v := range wild {
				if i%12 != n%12 { // some of them for each, every one for some
					continue
				}
				path := param.ReplaceAllLiteralString(r.Path(), url.PathEscape(brief(v)))
				got := x.try(t, route+fmt.Sprintf(" with %.20q in the path", v), func() said {
					return x.ask(t, request{method: r.Method(), path: path, form: url.Values{"why": {"Because"}, "reason": {"Because"}}, token: a.token})
				})
				if got.status == http.StatusOK && strings.Contains(path, ":") {
					t.Errorf("%s: got 200 for %q", route, path)
				}
			}
			n++
		}
		if r.Method() != http.MethodGet {
			continue
		}
		path := param.ReplaceAllLiteralString(r.Path(), "RES-2")
		for i, v := range wild {
			q := url.Values{}
			for j, name := range names {
				if (i+j)%2 == 0 || len(v) < 100 {
					q.Set(name, v[:min(len(v), 200)])
				}
			}
			if (strings.Contains(path, "RES-2") || !strings.HasSuffix(path, "activities") && path != "/actions" && path != "/checklist") && i%24 != n%24 {
				continue
			}
			x.try(t, route+fmt.Sprintf(" with %.20q in the query", v), func() said {
				return x.ask(t, request{method: http.MethodGet, path: path + "?" + q.Encode(), token: a.token})
			})
		}
	}
	for _, path := range []string{
		"/%00", "/activities?%zz", "/activities?a=%ff;b=1", "/activities/../../etc/passwd", "//evil.example/activities", "/coordination/activities/%2e%2e%2f", "/activities%0d%0aX-Evil:1",
		"/coordination//activities", "/COORDINATION/activities", "/coordination/activities/" + strings.Repeat("a", 3_000), "/static/../config", "/static/%2e%2e/%2e%2e/go.mod", "/activities?" + strings.Repeat("a=1&", 1_500), "/activities?" + strings.Repeat("a", 9_000),
	} {
		x.try(t, brief(path), func() said {
			return x.ask(t, request{method: http.MethodGet, path: path, token: who[access.Coordination].token})
		})
	}
	x.settle(t)
}

// TestEveryBodyIsTaken sends bodies and headers as no browser does.
func TestEveryBodyIsTaken(t *testing.T) {
	t.Parallel()
	x := newTrial(t)
	a := x.named(t, access.Coordinator)
	form := x.meeting(t, 1).Encode()
	huge := "name=" + strings.Repeat("a", 10<<20)
	for _, path := range []string{"/coordination/activities/new/meeting", "/sign-in", "/coordination/initiative/propose", "/admin/users/invite", "/account/partnership"} {
		for _, tt := range []struct {
			name, kind, accept, body string
			want                     int // 0 for any that is sound
		}{
			{"10 MB", "application/x-www-form-urlencoded", "", huge, http.StatusRequestEntityTooLarge},
			{"10 MB of no kind", "", "", huge, http.StatusRequestEntityTooLarge},
			{"no kind", "", "", form, http.StatusUnprocessableEntity},
			{"JSON", "application/json", "application/json", `{"name":"x","__proto__":{"a":1}}`, http.StatusUnprocessableEntity},
			{"parts", "multipart/form-data; boundary=x", "", "--x\r\nContent-Disposition: form-data; name=\"name\"; filename=\"../../x\"\r\n\r\nx\r\n--x--\r\n", http.StatusUnprocessableEntity},
			{"parts without an end", "multipart/form-data", "", "--x", http.StatusUnprocessableEntity},
			{"another alphabet", "application/x-www-form-urlencoded; charset=utf-16", "", form, 0},
			{"a kind that is none", ";;;", "text/html;q=0", form, http.StatusUnprocessableEntity},
			{"signs that are cut off", "application/x-www-form-urlencoded", "*/*", "name=%zz&date=%&who=%e2%82&=&&;=;", http.StatusUnprocessableEntity},
			{"bytes", "application/x-www-form-urlencoded", "image/png", string([]byte{0, 1, 2, 0xff, 0xfe, '=', 0x80}), http.StatusUnprocessableEntity},
			{"XML", "text/xml", "text/xml", `<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>`, http.StatusUnprocessableEntity},
		} {
			t.Run(path+" "+tt.name, func(t *testing.T) {
				got := x.try(t, tt.name, func() said {
					q, err := http.NewRequestWithContext(t.Context(), http.MethodPost, x.URL+path, strings.NewReader(tt.body))
					if err != nil {
						t.Fatal(err)
					}
					q.Header.Set("Sec-Fetch-Site", "same-origin")
					if tt.kind != "" {
						q.Header.Set("Content-Type", tt.kind)
					}
					q.Header.Set("Accept", tt.accept)
					return x.send(t, q, a.token)
				})
				if tt.want != 0 && got.status != tt.want {
					t.Errorf("got %d, want %d", got.status, tt.want)
				}
			})
		}
	}
	for _, method := range []string{http.MethodPut, http.MethodDelete, http.MethodPatch, http.MethodOptions, http.MethodTrace, "BREW", http.MethodHead} {
		for _, path := range []string{"/activities", "/sign-in", "/coordination/activities/new/meeting"} {
			got := x.try(t, method+" "+path, func() said {
				q, err := http.NewRequestWithContext(t.Context(), method, x.URL+path, nil)
				if err != nil {
					t.Fatal(err)
				}
				q.Header.Set("Sec-Fetch-Site", "same-origin")
				return x.send(t, q, a.token)
			})
			if want := http.StatusMethodNotAllowed; method != http.MethodHead && got.status != want {
				t.Errorf("%s %s: got %d, want %d", method, path, got.status, want)
			}
		}
	}
	x.settle(t)
}

// TestAnotherSiteChangesNothing sends what is right in everything, as another
// site would have a browser send it.
func TestAnotherSiteChangesNothing(t *testing.T) {
	t.Parallel()
	x := newTrial(t)
	for _, e := range examples() {
		if !strings.HasPrefix(e.route, "POST ") || len(e.few) > 0 {
			continue
		}
		a := x.named(t, access.Coordinator)
		r := declared(t)[e.route]
		if in := r.In(); len(in) > 0 && in[0] != access.Coordination {
			a = x.named(t, map[access.Strand]access.Role{access.Outreach: access.OutreachLead, access.Casework: access.CaseSupervisor, access.Intelligence: access.IntelligenceLead, access.Identity: access.Administrator}[in[0]])
		}
		valid := e.make(t, x.house, a)
		x.rows = ""
		for _, from := range []http.Header{
			{"Sec-Fetch-Site": {"cross-site"}}, {"Sec-Fetch-Site": {"same-site"}}, {"Origin": {"https://evil.example"}}, {"Origin": {"null"}}, {},
		} {
			if len(from) == 0 && valid.token == "" {
				continue
			}
			got := x.try(t, fmt.Sprintf("%s %s from %v", e.route, e.what, from), func() said {
				q, err := http.NewRequestWithContext(t.Context(), http.MethodPost, x.URL+valid.path, strings.NewReader(valid.form.Encode()))
				if err != nil {
					t.Fatal(err)
				}
				q.Header = from.Clone()
				q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
				return x.send(t, q, valid.token)
			})
			if got.status != http.StatusForbidden || got.header.Get("Set-Cookie") != "" {
				t.Errorf("%s %s from %v: got %d, want 403", e.route, e.what, from, got.status)
			}
		}
	}
	x.settle(t)
}

// TestNobodyIsLedAway signs in with somewhere else to go.
func TestNobodyIsLedAway(t *testing.T) {
	t.Parallel()
	x := newTrial(t)
	for _, to := range []string{
		"https://evil.example", "//evil.example", "///evil.example", `/\evil.example`, `\\evil.example`, "/\tevil", "\t//evil.example", "javascript:alert(1)", "/%0d%0aX-Evil:1", "/\r\nX-Evil: 1",
		"http:evil.example", "https:/evil.example", "/@evil.example", "/.//evil.example", "/..//evil.example", "/sign-out", "/%2f/evil.example", "", " /activities", "/" + strings.Repeat("a", 5_000),
	} {
		x.rows = ""
		got := x.try(t, fmt.Sprintf("to %q", to), func() said {
			return x.ask(t, request{method: http.MethodPost, path: "/sign-in", form: url.Values{"email": {x.Holder(access.Staff)}, "password": {demo.Password}, "to": {to}}})
		})
		u, err := url.Parse(got.location)
		if got.status != http.StatusSeeOther || err != nil || u.Host != "" || u.Scheme != "" || !strings.HasPrefix(got.location, "/") || strings.HasPrefix(got.location, "//") || strings.Contains(got.location, `\`) || got.header.Get("X-Evil") != "" {
			t.Errorf("to %q: got %d, led to %q", to, got.status, got.location)
		}
	}
}

// TestAnythingAtAllIsAnswered sends random bytes, the same in every run, to
// every form, in and between its fields.
func TestAnythingAtAllIsAnswered(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("requests come one after another, which the race detector has no interest in")
	}
	const requests = 600
	x := newTrial(t)
	random := rand.New(rand.NewPCG(2026, 1123))
	bytes := func(most int) string {
		b := make([]byte, random.IntN(most))
		for i := range b {
			switch random.IntN(4) {
			case 0:
				b[i] = byte(random.IntN(256))
			case 1:
				b[i] = "0123456789-/:. "[random.IntN(15)]
			default:
				b[i] = byte(32 + random.IntN(95))
			}
		}
		return string(b)
	}
	type target struct {
		e     example
		a     asker
		valid request
	}
	var targets []target
	for _, e := range examples() {
		if strings.HasPrefix(e.route, "POST ") && len(e.few) == 0 && !strings.HasPrefix(e.route, "POST /invitation") && !strings.HasPrefix(e.route, "POST /account/password") {
			a, ok := x.able(t, e)
			if !ok {
				continue
			}
			q := e.make(t, x.house, a)
			q.method = http.MethodPost
			targets = append(targets, target{e, a, q})
		}
	}
	for range requests {
		to := &targets[random.IntN(len(targets))]
		q := to.valid
		q.form = url.Values{}
		for _, name := range slices.Sorted(mapsKeys(to.valid.form)) {
			switch random.IntN(5) {
			case 0:
				q.form.Set(name, bytes(200))
			case 1:
				q.form.Set(name+bytes(4), bytes(20))
			case 2:
				if v := []byte(to.valid.form.Get(name)); len(v) > 0 {
					v[random.IntN(len(v))] = byte(random.IntN(256))
					q.form.Set(name, string(v))
				}
			default:
				q.form[name] = to.valid.form[name]
			}
		}
		if random.IntN(3) == 0 {
			q.path += "?" + url.QueryEscape(bytes(10)) + "=" + url.QueryEscape(bytes(40))
		}
		got := x.try(t, to.e.route+" "+brief(q.form.Encode()), func() said { return x.ask(t, q) })
		if got.done() {
			to.valid = to.e.make(t, x.house, to.a)
			to.valid.method, x.rows = http.MethodPost, ""
		}
	}
	x.settle(t)
}
