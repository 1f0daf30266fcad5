package app

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/audit"
	"liaison/internal/postgres"
	"liaison/internal/testing/sample"
)

// wire stands between the service and its database, and counts how often the
// service waits for an answer.
type wire struct {
	dir   string
	trips atomic.Int64
}

// tap puts a wire before the database of the house, for what is opened after
// it.
func (h *house) tap(t testing.TB) *wire {
	t.Helper()
	w := &wire{dir: t.TempDir()}
	for in, address := range h.DB.Config.URLs {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		q := u.Query()
		name := "/.s.PGSQL." + q.Get("port")
		if len(w.dir+name) > 100 {
			t.Skip("the folder for tests has too long a name for a socket")
		}
		if _, err := os.Stat(w.dir + name); err != nil {
			w.listen(t, w.dir+name, q.Get("host")+name)
		}
		q.Set("host", w.dir)
		u.RawQuery = q.Encode()
		h.DB.Config.URLs[in] = u.String()
	}
	return w
}

func (w *wire) listen(t testing.TB, at, to string) {
	t.Helper()
	var listen net.ListenConfig
	l, err := listen.Listen(t.Context(), "unix", at)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			from, err := l.Accept()
			if err != nil {
				return
			}
			server, err := new(net.Dialer).DialContext(t.Context(), "unix", to)
			if err != nil {
				_ = from.Close()
				continue
			}
			go func() { _, _ = io.Copy(from, server); _ = from.Close() }()
			go func() { w.count(server, from); _ = server.Close() }()
		}
	}()
}

// count passes on what the service says. Each Sync (S) and each simple query
// (Q) is followed by a wait for the answer.
func (w *wire) count(to io.Writer, from io.Reader) {
	header := make([]byte, 4)
	if _, err := io.ReadFull(from, header); err != nil { // the first message has no type
		return
	}
	for kind := byte(0); ; {
		size := int64(header[0])<<24 | int64(header[1])<<16 | int64(header[2])<<8 | int64(header[3])
		if kind == 'S' || kind == 'Q' {
			w.trips.Add(1)
		}
		message := header
		if kind != 0 {
			message = append([]byte{kind}, header...)
		}
		if _, err := to.Write(message); err != nil {
			return
		}
		if _, err := io.CopyN(to, from, size-4); err != nil {
			return
		}
		typed := make([]byte, 5)
		if _, err := io.ReadFull(from, typed); err != nil {
			return
		}
		kind, header = typed[0], typed[1:]
	}
}

var (
	anyMinute  = regexp.MustCompile(`\d{1,2} \w+ \d{4} at \d{1,2}(:\d\d)?[ap]m`)
	ownHeaders = []string{"Date", "X-Request-Id", "X-Audit-Receipt"}
)

// seen is all that somebody can tell of an answer.
func (s said) seen() string {
	h := s.header.Clone()
	for _, name := range ownHeaders {
		h[name] = []string{fmt.Sprint(len(h[name]))} // how many there are, not which
	}
	var lines []string
	for name, values := range h {
		lines = append(lines, name+": "+strings.Join(values, ", "))
	}
	slices.Sort(lines)
	return fmt.Sprintf("%d\n%s\n\n%s", s.status, strings.Join(lines, "\n"), anyMinute.ReplaceAllString(strings.ReplaceAll(s.body, s.id, "ID"), "NOW"))
}

// TestNothingThereLooksLikeNotAllowedToKnow compares what is hidden from
// somebody with what does not exist: the same answer to the letter, one
// refusal in the log, and as many questions to the database.
func TestNothingThereLooksLikeNotAllowedToKnow(t *testing.T) {
	t.Parallel()
	h := open(t)
	w := h.tap(t)
	h = h.again(t, sample.Guard(t))
	unnamed := h.session(t, h.member(t, "case_worker who is named on no case", 1, access.CaseWorker))
	compared := 0
	for _, a := range append(slices.Clone(h.askers), unnamed) {
		if a.id == uuid.Nil || len(a.holds) == 0 {
			continue
		}
		for _, in := range access.Strands() {
			may := a.works(in)
			if may && a.partnership == 1 && a.id != unnamed.id {
				continue // what they may know of is not what this is about
			}
			if a.id == unnamed.id && in != access.Casework {
				continue
			}
			verbs := []struct{ method, verb string }{{"GET", ""}, {"GET", "/history"}, {"GET", "/withdraw"}, {"POST", "/withdraw"}, {"GET", "/report"}, {"POST", "/report"}, {"POST", "/restore"}}
			if in.LogsReads() {
				verbs = append(verbs, struct{ method, verb string }{"POST", "/read"})
			}
			for _, v := range verbs {
				base := "/" + string(in) + "/activities/"
				there := base + h.records(in)[0] + v.verb
				h.pair(t, w, a, v.method, there, base+freshRef(in)+v.verb)
				if compared++; may {
					continue
				}
				got, _ := h.pair(t, w, a, v.method, there, "/nowhere/at/all")
				if compared++; got.status != http.StatusNotFound {
					t.Errorf("%s: %s %s: got %d, want 404", a.name, v.method, there, got.status)
				}
			}
		}
	}
	for _, x := range []struct {
		who          asker
		there, wrong string
	}{
		{h.named(t, access.Staff), "/coordination/drafts/" + h.draft(t, h.named(t, access.Coordinator)).String() + "/check", "/coordination/drafts/" + uuid.NewString() + "/check"},
		{h.asker(t, "coordinator elsewhere"), "/coordination/actions/" + h.action(t, sharedAgency), "/coordination/actions/" + freshRef(access.Coordination)},
		{h.asker(t, "administrator elsewhere"), "/admin/memberships/" + h.text(t, `SELECT id FROM identity.membership WHERE account_id = $1`, h.account(access.Staff)) + "/end", "/admin/memberships/" + uuid.NewString() + "/end"},
		{h.asker(t, "coordinator elsewhere"), "/coordination/appointment/" + h.text(t, `SELECT id FROM coordination.appointment`) + "/end", "/coordination/appointment/" + uuid.NewString() + "/end"},
	} {
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			if method == http.MethodPost && strings.Contains(x.there, "/actions/") {
				continue
			}
			h.pair(t, w, x.who, method, x.there, x.wrong)
			compared++
		}
	}
	t.Logf("%d pairs", compared)
}

// traced is an answer with what it left behind.
type traced struct {
	said
	trips int64
	left  []entry
}

func (h *house) trace(t testing.TB, w *wire, a asker, method, path string) traced {
	t.Helper()
	before := w.trips.Load()
	got := h.ask(t, request{method: method, path: path, form: url.Values{"why": {"I want to know"}}, token: a.token})
	return traced{got, w.trips.Load() - before, h.left(t, got.id)}
}

// pair asks for what is there and for what is not. A connection asks once more
// for each statement that it has not met, so both are asked again until they
// cost the same, a few times at most.
func (h *house) pair(t *testing.T, w *wire, a asker, method, there, absent string) (traced, traced) {
	t.Helper()
	var x, y traced
	for range 4 {
		x, y = h.trace(t, w, a, method, there), h.trace(t, w, a, method, absent)
		if x.trips == y.trips && x.seen() == y.seen() { // a minute may pass between the two
			break
		}
	}
	h.alike(t, a.name+": "+method+" "+there+" and "+absent, x, y)
	return x, y
}

// left is what one request has left in the log.
func (h *house) left(t testing.TB, id string) []entry {
	t.Helper()
	rows, err := h.DB.Owner.QueryContext(t.Context(), `SELECT strand, act, did, outcome, on_what FROM audit.event WHERE request = $1 ORDER BY at_us`, id)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var all []entry
	for rows.Next() {
		var e entry
		if err := rows.Scan(&e.strand, &e.act, &e.did, &e.outcome, &e.on); err != nil {
			t.Fatal(err)
		}
		all = append(all, e)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

func (h *house) alike(t *testing.T, what string, there, absent traced) {
	t.Helper()
	if diff := cmp.Diff(strings.Split(there.seen(), "\n"), strings.Split(absent.seen(), "\n")); diff != "" {
		t.Errorf("%s: what is there and what is not look different (-there +not):\n%s", what, diff)
	}
	if there.trips != absent.trips || there.trips == 0 {
		t.Errorf("%s: %d questions to the database for what is there, %d for what is not", what, there.trips, absent.trips)
	}
	for _, left := range [][]entry{there.left, absent.left} {
		if len(left) != 1 || left[0].act != audit.Refuse || left[0].outcome != string(audit.Denied) {
			t.Errorf("%s: left %v, want one refusal", what, left)
		}
	}
	if len(there.left) == 1 && len(absent.left) == 1 && there.left[0].strand != absent.left[0].strand {
		t.Errorf("%s: refusals are in %s and %s", what, there.left[0].strand, absent.left[0].strand)
	}
}

// TestWhatCannotBeLoggedDoesNotHappen takes the log away in several ways: every
// act is refused and saves nothing, every logged read is refused, and with the
// log back all of it works.
func TestWhatCannotBeLoggedDoesNotHappen(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, lose, restore string
		all                 bool // every act is tried, and not one in six
	}{
		{
			"its function may not be called",
			`REVOKE EXECUTE ON FUNCTION audit.append(text, text, text, text, text, int, text, text, text) FROM liaison_coordination, liaison_outreach, liaison_casework, liaison_intelligence, liaison_identity`,
			`GRANT EXECUTE ON FUNCTION audit.append(text, text, text, text, text, int, text, text, text) TO liaison_coordination, liaison_outreach, liaison_casework, liaison_intelligence, liaison_identity`, true,
		},
		{
			"its table takes no entry",
			`CREATE FUNCTION public.full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = '53100'; END $$;
				CREATE TRIGGER lost BEFORE INSERT ON audit.event FOR EACH ROW EXECUTE FUNCTION public.full_disk()`,
			`DROP TRIGGER lost ON audit.event`, false,
		},
		{"its heads are gone", `ALTER TABLE audit.head RENAME TO lost`, `ALTER TABLE audit.lost RENAME TO head`, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			h := open(t)
			type act struct {
				example
				by asker
			}
			var acts []act
			routes, guard := declared(t), sample.Guard(t)
			for i, e := range examples() {
				r := routes[e.route]
				logged := r.Method() == http.MethodPost || r.Act() == audit.Consult
				if !logged || !tt.all && i%6 != 0 || strings.Contains(e.what, "agency staff's") || strings.Contains(e.what, "without") || e.route == "POST /sign-out" {
					continue
				}
				for _, a := range h.askers {
					may := r.Does() == "" || slices.ContainsFunc(r.In(), func(in access.Strand) bool { return guard.Anywhere(a.actor(), r.Does(), in) })
					if a.id != uuid.Nil && a.partnership == 1 && len(a.holds) > 0 && may {
						acts = append(acts, act{e, a})
						break
					}
				}
			}
			ask := func(a act) said {
				q := a.make(t, h, a.by)
				q.method = routes[a.route].Method()
				return h.ask(t, q)
			}
			query := h.unchanged(t)
			h.exec(t, tt.lose)
			for _, a := range acts {
				q := a.make(t, h, a.by)
				q.method = routes[a.route].Method()
				before, sessions := h.text(t, query), h.DB.Count(t, `SELECT count(*) FROM identity.session`)
				got := h.ask(t, q)
				// Whoever has signed in has no second step to take, and is told so;
				// and what is wrong with a form is said without the log.
				toldAnyway := got.location == "/sign-in" && strings.HasPrefix(a.route, "POST /sign-in/") || got.status == http.StatusUnprocessableEntity && slices.Contains([]string{"another", "for themselves"}, a.what)
				if got.status != http.StatusServiceUnavailable && !toldAnyway {
					t.Errorf("%s %s by %s: got %d %s, want 503", a.route, a.what, a.by.name, got.status, got.location)
				}
				if got.status == http.StatusServiceUnavailable && (anyRef.MatchString(got.body) || got.header.Get("Retry-After") == "" || got.header.Get("Set-Cookie") != "") {
					t.Errorf("%s %s by %s: the page of a failure says too much", a.route, a.what, a.by.name)
				}
				if after := h.text(t, query); after != before {
					t.Errorf("%s %s by %s: got %d, and rows before and after are\n%s\n%s", a.route, a.what, a.by.name, got.status, before, after)
				}
				if n := h.DB.Count(t, `SELECT count(*) FROM identity.session`); n != sessions {
					t.Errorf("%s %s by %s: %d sessions were begun", a.route, a.what, a.by.name, n-sessions)
				}
			}
			// A refusal that cannot be logged is not told either.
			for path, who := range map[string]asker{
				"/intelligence/activities/" + h.records(access.Intelligence)[0]: h.named(t, access.IntelligenceLead),
				"/casework/activities/" + h.records(access.Casework)[0]:         h.named(t, access.CaseSupervisor),
				"/outreach/activities/" + h.records(access.Outreach)[0]:         h.named(t, access.Staff),
				"/nowhere": h.named(t, access.Staff), "/admin/users": h.named(t, access.Staff),
			} {
				if who.works(access.Casework) || who.works(access.Intelligence) {
					in := access.Strand(strings.Split(path, "/")[1])
					h.read(t, in, who, uuid.MustParse(h.text(t, `SELECT id FROM `+string(in)+`.activity WHERE ref = $1`, h.records(in)[0])))
				}
				title := h.Invented.Activities[slices.IndexFunc(h.Invented.Activities, func(a activity.Activity) bool { return a.Strand == access.Intelligence })].Content.Name
				if got := h.ask(t, request{method: http.MethodGet, path: path, token: who.token}); got.status != http.StatusServiceUnavailable || strings.Contains(got.body, title) {
					t.Errorf("GET %s by %s: got %d, want 503", path, who.name, got.status)
				}
			}
			h.exec(t, tt.restore)
			served := 0
			for _, a := range acts {
				got := ask(a)
				if got.done() {
					served++
					continue
				}
				if !slices.Contains([]string{"another", "another's", "for themselves", "their own", "made by themselves", "made for themselves"}, a.what) {
					t.Errorf("%s %s by %s: got %d with the log back", a.route, a.what, a.by.name, got.status)
				}
			}
			t.Logf("%d acts were refused, %d of them done with the log back", len(acts), served)
			h.holds(t)
		})
	}
}

// TestTheLogIsWhole tampers with the log of a day's requests, so that the
// verifier is known to look.
func TestTheLogIsWhole(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.ask(t, request{method: http.MethodGet, path: "/nowhere", token: h.named(t, access.Staff).token})
	h.holds(t)
	h.exec(t, `ALTER TABLE audit.event DISABLE TRIGGER no_change`)
	h.exec(t, `UPDATE audit.event SET on_what = 'GET /somewhere' WHERE on_what = 'GET /nowhere'`)
	_, problems, err := postgres.VerifyLog(t.Context(), h.DB.Super(), audit.NewVerifier(nil, nil))
	if err != nil || len(problems) == 0 {
		t.Errorf("got %v %v, want a problem", problems, err)
	}
}
