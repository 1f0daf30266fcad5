package app

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"

	"liaison/config"
	"liaison/internal/access"
	"liaison/internal/checklist"
	"liaison/internal/testing/sample"
)

// outsiders are the roles that have nothing to do with intelligence, and nobody.
func outsiders() []access.Role {
	all := []access.Role{""}
	for _, r := range access.Roles() {
		if r.Strand() != access.Intelligence {
			all = append(all, r)
		}
	}
	return all
}

// mostPages is how many pages are walked to as one role: all there are on CI, and
// in the day's work those that come first.
func mostPages() int {
	if os.Getenv("CI") != "" {
		return 5000
	}
	return 400
}

var (
	anyLink = regexp.MustCompile(`(?:href|action)="(/[^"#]*)`)
	// What is another in every answer: the request's id, receipts of refusals,
	// the minute of printing, ids of drafts that a form draws for itself.
	nonces = []*regexp.Regexp{
		regexp.MustCompile(`(?m)^(X-Request-Id|X-Audit-Receipt|Date|Set-Cookie|Content-Length): .*$`),
		regexp.MustCompile(`[0-9]{1,2}(:[0-9]{2})?(am|pm)|midday|midnight`),
		regexp.MustCompile(`datetime="[0-9-]+T[0-9:.]+Z"`),
		regexp.MustCompile(`name="draft" value="[0-9a-f-]{36}"`),
		regexp.MustCompile(`Quote this reference: [0-9A-Za-z-]+`),
	}
)

// seen is what one address answered, without what is another every time.
func seen(t testing.TB, r running, c *http.Client, path string) string {
	t.Helper()
	q, err := http.NewRequestWithContext(t.Context(), http.MethodGet, r.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	a, err := c.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Body.Close()
	var b strings.Builder
	fmt.Fprintf(&b, "%d\n", a.StatusCode)
	if err := a.Header.Write(&b); err != nil {
		t.Fatal(err)
	}
	var body bytes.Buffer
	if _, err := body.ReadFrom(a.Body); err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(b.String(), "\r\n", "\n") + unpacked(t, body.Bytes())
	for _, n := range nonces {
		text = n.ReplaceAllString(text, "#")
	}
	return text
}

// unpacked is an answer as text: of a workbook, which is packed, everything
// that is in it.
func unpacked(t testing.TB, body []byte) string {
	t.Helper()
	if !bytes.HasPrefix(body, []byte("PK")) {
		return string(body)
	}
	pack, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, f := range pack.File {
		part, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&text, "<%s>", f.Name)
		if _, err := io.Copy(&text, part); err != nil {
			t.Fatal(err)
		}
		part.Close()
	}
	return text.String()
}

// walk asks for every page that a person can reach from the first, and for
// these besides.
func walk(t testing.TB, r running, c *http.Client, besides ...string) map[string]string {
	t.Helper()
	pages := map[string]string{}
	// Every page that has an address of its own comes first, then what is led to.
	next := append([]string{"/"}, besides...)
	for _, route := range slices.Sorted(maps.Keys(declared(t))) {
		if path, ok := strings.CutPrefix(route, "GET "); ok && !strings.Contains(path, ":") {
			next = append(next, path)
		}
	}
	most := mostPages()
	for len(next) > 0 {
		if len(pages) == most {
			if os.Getenv("CI") != "" {
				t.Errorf("got more than %d pages, want an end of the walk", most)
			}
			break
		}
		path := next[0]
		next = next[1:]
		if _, ok := pages[path]; ok || strings.HasPrefix(path, "/static/") || path == "/sign-out" || path == "/account/second-factor" { // that draws a new key each time
			continue
		}
		pages[path] = seen(t, r, c, path)
		found := anyLink.FindAllStringSubmatch(pages[path], -1)
		for _, link := range found {
			next = append(next, strings.ReplaceAll(link[1], "&amp;", "&"))
		}
	}
	return pages
}

// TestNothingThatHappensInIntelligenceIsSeenElsewhere walks through the whole
// service as everybody without intelligence, before and after a busy month of
// it, and wants every answer to be the same byte for byte.
func TestNothingThatHappensInIntelligenceIsSeenElsewhere(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("requests come one after another, which the race detector has no interest in")
	}
	r := start(t)
	owen := r.actor(t, access.IntelligenceOfficer)
	_, ref := sample.Activity(t, r.DB, access.Intelligence, owen, "Before", clock())
	besides := []string{
		"/intelligence/activities", "/intelligence/activities/" + ref, "/intelligence/activities/" + ref + "/history", "/intelligence/activities/INT-0000000",
		"/intelligence/activities/new/pointer", "/intelligence/duplicates", "/intelligence/nothing", "/activities?q=pointer", "/activities?strand=intelligence", "/actions?q=pointer", "/nothing",
	}
	// Whether a grant was used is known to those who look after grants, and is so from the first day.
	for _, role := range access.Roles() {
		if role.Granted() {
			r.Get(t, r.SignIn(t, role), "/"+string(role.Strand())+"/activities")
		}
	}
	before, clients := map[access.Role]map[string]string{}, map[access.Role]*http.Client{}
	for _, role := range outsiders() {
		clients[role] = r.SignIn(t, role)
		before[role] = walk(t, r, clients[role], besides...)
	}
	r.busy(t, owen)
	sum := 0
	for _, role := range outsiders() {
		after := walk(t, r, clients[role], besides...)
		for _, path := range slices.Sorted(maps.Keys(before[role])) {
			sum++
			if after[path] != before[role][path] {
				t.Errorf("%q: %s says something else after a month of intelligence:\n%s", role, path, parting(before[role][path], after[path]))
			}
		}
		if len(after) != len(before[role]) {
			t.Errorf("%q: got %d pages, want %d as before", role, len(after), len(before[role]))
		}
	}
	t.Logf("%d answers compared", sum)
	if sum < 500 {
		t.Errorf("got %d answers compared, want most of the service", sum)
	}
}

// TestNothingOfOutreachOrCaseworkMovesTheChecklist asks for the checklist, each
// item, health, the report for the board and the files as those who see
// coordination alone, before and after a busy month of outreach and casework.
func TestNothingOfOutreachOrCaseworkMovesTheChecklist(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("requests come one after another, which the race detector has no interest in")
	}
	r := start(t)
	book, err := checklist.Load(config.FS)
	if err != nil {
		t.Fatal(err)
	}
	paths := []string{"/checklist", "/checklist.csv", "/checklist.xlsx", "/checklist/mechanisms", "/checklist/board", "/health"}
	for _, i := range book.Items() {
		paths = append(paths, "/checklist/"+i.Code, "/checklist?open="+i.Code)
	}
	readers := []access.Role{access.Coordinator, access.Manager}
	clients, before := map[access.Role]*http.Client{}, map[access.Role]map[string]string{}
	for _, role := range readers {
		clients[role], before[role] = r.SignIn(t, role), map[string]string{}
		for _, path := range paths {
			if before[role][path] = seen(t, r, clients[role], path); !strings.HasPrefix(before[role][path], "200") {
				t.Fatalf("%q: %s: got %.3s, want 200", role, path, before[role][path])
			}
		}
	}
	for in, role := range map[access.Strand]access.Role{access.Outreach: access.OutreachWorker, access.Casework: access.CaseWorker} {
		who, c := r.actor(t, role), r.SignIn(t, role)
		for n := range 20 {
			_, ref := sample.Activity(t, r.DB, in, who, fmt.Sprintf("Record %d", n), clock())
			r.Get(t, c, "/"+string(in)+"/activities/"+ref)
			r.Post(t, c, "/"+string(in)+"/activities/"+ref+"/report", url.Values{"why": {"Holds a name"}})
		}
		if n := r.DB.Count(t, `SELECT count(*) FROM `+string(in)+`.activity`); n < 20 {
			t.Fatalf("%s: got %d records, want a busy month", in, n)
		}
	}
	for _, role := range readers {
		for _, path := range paths {
			if after := seen(t, r, clients[role], path); after != before[role][path] {
				t.Errorf("%q: %s says something else after a month of outreach and casework:\n%s", role, path, parting(before[role][path], after))
			}
		}
	}
}

// parting is where two texts part.
func parting(a, b string) string {
	x, y := strings.SplitAfter(a, ">"), strings.SplitAfter(b, ">")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return "- " + brief(strings.Join(x[i:min(i+4, len(x))], "")) + "\n+ " + brief(strings.Join(y[i:min(i+4, len(y))], ""))
		}
	}
	return fmt.Sprintf("one goes on after %d parts", min(len(x), len(y)))
}

// actor is the person of the demonstration who holds the role.
func (r running) actor(t testing.TB, role access.Role) access.Actor {
	t.Helper()
	for _, a := range r.Invented.Accounts {
		if a.Email != r.Holder(role) {
			continue
		}
		who := access.Actor{ID: a.ID, Partnership: r.Invented.ID, Agency: a.Agency}
		for _, x := range a.Roles() {
			who.Holds = append(who.Holds, access.Holding{Strand: x.Strand(), Role: x})
		}
		return who
	}
	t.Fatalf("nobody is %s", role)
	return access.Actor{}
}

// busy lets a month of intelligence happen: records, reads of them with
// reasons, reports of wrong content, drafts, refusals.
func (r running) busy(t testing.TB, owen access.Actor) {
	t.Helper()
	var refs []string
	for n := range 30 {
		_, ref := sample.Activity(t, r.DB, access.Intelligence, owen, fmt.Sprintf("Pointer %d", n), clock())
		refs = append(refs, ref)
	}
	for _, role := range []access.Role{access.IntelligenceOfficer, access.IntelligenceLead} {
		c := r.SignIn(t, role)
		for _, ref := range refs[:5] {
			at := "/intelligence/activities/" + ref
			r.Post(t, c, at+"/read", url.Values{"why": {"Preparing the review"}})
			r.Get(t, c, at)
			r.Get(t, c, at+"/history")
		}
		r.Post(t, c, "/intelligence/activities/"+refs[0]+"/report", url.Values{"why": {"Holds a name"}})
		r.Post(t, c, "/intelligence/activities/new/pointer", url.Values{"do": {"draft"}, "draft": {uuid.NewString()}, "name": {"Unfinished pointer"}})
		for range 5 {
			r.Get(t, c, "/outreach/activities")
			r.Get(t, c, "/intelligence/activities/INT-0000000")
		}
	}
	if n := r.DB.Count(t, `SELECT count(*) FROM intelligence.activity`); n < 30 {
		t.Fatalf("got %d records of intelligence, want a busy month", n)
	}
}

// scribe keeps everything that the service logs.
type scribe struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *scribe) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

func (s *scribe) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// TestCanariesOfIntelligenceAreNowhere plants a word in every column of every
// table of intelligence that takes one, and looks for it in every page of
// everybody without a grant, in every log and in every error.
func TestCanariesOfIntelligenceAreNowhere(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("requests come one after another, which the race detector has no interest in")
	}
	log := &scribe{}
	r := startWith(t, slog.New(slog.NewJSONHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	owen := r.actor(t, access.IntelligenceOfficer)
	r.busy(t, owen)
	planted := plant(t, r)
	if len(planted) < 15 {
		t.Fatalf("got %d columns planted, want those of every table: %v", len(planted), planted)
	}
	const canary = "zqcanary"
	sum := 0
	for _, role := range outsiders() {
		for path, text := range walk(t, r, r.SignIn(t, role), "/intelligence/activities", "/activities?q="+canary) {
			sum++
			if strings.Contains(strings.ToLower(text), canary+"-") { // the search says the bare word again
				t.Errorf("%q: %s sings", role, path)
			}
		}
	}
	for _, role := range []access.Role{access.IntelligenceOfficer, access.IntelligenceLead} {
		walk(t, r, r.SignIn(t, role)) // their own pages may; what is logged of them may not
	}
	if strings.Contains(strings.ToLower(log.String()), canary) {
		t.Error("the service's log sings")
	}
	if n := r.DB.Count(t, `SELECT count(*) FROM audit.event e WHERE e.strand <> 'intelligence' AND lower(e::text) LIKE '%zqcanary%'`); n != 0 {
		t.Errorf("got %d entries of the log of other strands that sing, want none", n)
	}
	for _, schema := range []string{"coordination", "outreach", "casework", "identity", "shared", "stats"} {
		for table, n := range r.singing(t, schema) {
			t.Errorf("%s.%s: %d rows sing, want none", schema, table, n)
		}
	}
	t.Logf("%d columns planted, %d answers read, %d bytes of log", len(planted), sum, len(log.String()))
}

// plant puts a canary into every column of text of every table of intelligence
// whose constraints take it, and names those columns.
func plant(t testing.TB, r running) []string {
	t.Helper()
	rows, err := r.DB.Owner.QueryContext(t.Context(), `SELECT c.table_name, c.column_name FROM information_schema.columns c
		JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name AND t.table_type = 'BASE TABLE'
		WHERE c.table_schema = 'intelligence' AND c.data_type = 'text' AND c.is_generated = 'NEVER' ORDER BY 1, 2`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var columns [][2]string
	for rows.Next() {
		var c [2]string
		if err := rows.Scan(&c[0], &c[1]); err != nil {
			t.Fatal(err)
		}
		columns = append(columns, c)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	var planted []string
	for _, c := range columns {
		// Row by row: what one row may not hold (a person's conditions) another may.
		at := r.rows(t, c[0])
		sum := 0
		for _, id := range at {
			set := fmt.Sprintf(`UPDATE intelligence.%s SET %s = 'zqcanary-%s-%s' || left(md5(ctid::text), 6) WHERE ctid = $1::tid`, c[0], c[1], c[0], c[1])
			if done, err := r.DB.Owner.ExecContext(context.WithoutCancel(t.Context()), set, id); err == nil {
				n, _ := done.RowsAffected()
				sum += int(n)
			}
		}
		if sum > 0 {
			planted = append(planted, c[0]+"."+c[1])
		} else {
			t.Logf("%s.%s takes no canary: %d rows", c[0], c[1], len(at))
		}
	}
	return planted
}

// rows is where each row of a table of intelligence lies.
func (r running) rows(t testing.TB, table string) []string {
	t.Helper()
	places, err := r.DB.Owner.QueryContext(t.Context(), fmt.Sprintf(`SELECT ctid::text FROM intelligence.%s`, table))
	if err != nil {
		t.Fatal(err)
	}
	defer places.Close()
	var at []string
	for places.Next() {
		var id string
		if err := places.Scan(&id); err != nil {
			t.Fatal(err)
		}
		at = append(at, id)
	}
	if err := places.Err(); err != nil {
		t.Fatal(err)
	}
	return at
}

// singing counts the rows of the schema's tables that hold a canary.
func (r running) singing(t testing.TB, schema string) map[string]int {
	t.Helper()
	rows, err := r.DB.Owner.QueryContext(t.Context(), `SELECT table_name FROM information_schema.tables WHERE table_schema = $1 AND table_type = 'BASE TABLE'`, schema)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	found := map[string]int{}
	for rows.Next() {
		var table string
		if err := rows.Scan(&table); err != nil {
			t.Fatal(err)
		}
		if n := r.DB.Count(t, fmt.Sprintf(`SELECT count(*) FROM %s.%s x WHERE lower(x::text) LIKE '%%zqcanary%%'`, schema, table)); n > 0 {
			found[table] = n
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return found
}
