package page_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/mail"
	"liaison/internal/page"
	"liaison/internal/postgres"
	"liaison/internal/secret"
	"liaison/internal/server"
	"liaison/internal/testing/golden"
	"liaison/internal/testing/pgtest"
	"liaison/internal/testing/sample"
)

const password = "cliff-water-lantern"

// sessions lets the server find what the accounts keep.
type sessions struct{ postgres.Accounts }

func (s sessions) Find(ctx context.Context, token string) (server.Session, error) {
	v, err := s.Accounts.Find(ctx, token)
	return server.Session(v), err
}

// house is the whole service behind its handler, and who lives there.
type house struct {
	*pgtest.DB
	accounts postgres.Accounts
	pages    *page.Pages
	handler  http.Handler
	tom      access.Actor // staff
	priya    access.Actor // coordinator
	alan     access.Actor // manager
	kit      access.Actor // administrator
}

func newHouse(t *testing.T) house {
	t.Helper()
	db := pgtest.New(t)
	sample.Partnership(t, db)
	guard := sample.Guard(t)
	pg := db.Open(t, guard)
	h := house{
		DB:       db,
		accounts: postgres.NewAccounts(pg, 30*time.Minute, 12*time.Hour),
		tom:      sample.Member(t, db, "Tom Okafor", access.Staff, sample.Police),
		priya:    sample.Member(t, db, "Priya Nair", access.Coordinator, sample.Council),
		alan:     sample.Member(t, db, "Alan Whitford", access.Manager, sample.Council),
		kit:      sample.Member(t, db, "Kit Olsen", access.Administrator, 0),
	}
	hash, err := h.accounts.Hasher.Hash(t.Context(), password)
	if err != nil {
		t.Fatal(err)
	}
	for who, email := range map[uuid.UUID]string{h.tom.ID: "tom", h.priya.ID: "priya", h.alan.ID: "alan", h.kit.ID: "kit"} {
		h.Exec(t, `UPDATE identity.account SET email = $2 WHERE id = $1`, who, email+"@westmere.example")
		h.Exec(t, `INSERT INTO identity.credential (account_id, password_hash) VALUES ($1, $2)`, who, hash)
	}
	post, err := mail.Open(mail.Config{Host: "127.0.0.1", Port: 25, Plain: true, From: "liaison@westmere.example", Now: time.Now}) // it connects when it sends
	if err != nil {
		t.Fatal(err)
	}
	h.pages = &page.Pages{Mail: post, Accounts: h.accounts, Notices: postgres.Notices{DB: pg}, Now: time.Now, Asset: "/static/0", PublicURL: "https://liaison.example"}
	srv := &server.Server{
		Log: slog.New(slog.DiscardHandler), Sessions: sessions{h.accounts}, Guard: guard, Refusals: pg, Errors: h.pages.Error, Now: time.Now,
	}
	if h.handler, err = srv.Handler(h.pages.Routes()...); err != nil {
		t.Fatal(err)
	}
	return h
}

// browser is one browser, with its cookies.
type browser struct {
	t       *testing.T
	handler http.Handler
	cookies map[string]string
}

func (h house) browser(t *testing.T) *browser {
	t.Helper()
	return &browser{t: t, handler: h.handler, cookies: map[string]string{}}
}

// as is a browser that the person is signed in with.
func (h house) as(t *testing.T, name string) *browser {
	t.Helper()
	b := h.browser(t)
	if got := b.post("/sign-in", url.Values{"email": {name + "@westmere.example"}, "password": {password}}); got.status != http.StatusSeeOther {
		t.Fatalf("got %d signing in as %s, want 303", got.status, name)
	}
	return b
}

// answer is what came back.
type answer struct {
	status   int
	location string
	body     string
}

func (b *browser) send(method, path, body string) answer {
	b.t.Helper()
	q := httptest.NewRequestWithContext(b.t.Context(), method, path, strings.NewReader(body))
	q.Header.Set("Sec-Fetch-Site", "same-origin")
	q.Header.Set("User-Agent", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0")
	if method == http.MethodPost {
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for name, value := range b.cookies {
		q.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, q)
	for _, c := range w.Result().Cookies() {
		if b.cookies[c.Name] = c.Value; c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		}
	}
	return answer{w.Code, w.Header().Get("Location"), w.Body.String()}
}

func (b *browser) get(path string) answer { b.t.Helper(); return b.send(http.MethodGet, path, "") }

func (b *browser) post(path string, typed url.Values) answer {
	b.t.Helper()
	got := b.send(http.MethodPost, path, typed.Encode())
	b.holdsOn(path, typed, got)
	return got
}

// want fails the test unless the status is the one, and keeps the page.
func (a answer) want(t *testing.T, status int, file string) answer {
	t.Helper()
	if a.status != status {
		t.Errorf("%s: got %d %s, want %d", file, a.status, a.location, status)
	}
	if file != "" {
		golden.Same(t, file+".html", []byte(plain(a.body)))
	}
	return a
}

func (a answer) to(t *testing.T, location string) answer {
	t.Helper()
	if a.status != http.StatusSeeOther || a.location != location {
		t.Errorf("got %d to %q, want 303 to %q\n%s", a.status, a.location, location, wrongs(a.body))
	}
	return a
}

var errorLine = regexp.MustCompile(`govuk-error-message">.*?</p>`)

func wrongs(body string) string { return strings.Join(errorLine.FindAllString(body, -1), "\n") }

// plain takes out of a page what is another at each run.
func plain(body string) string {
	for _, r := range []struct{ what, with string }{
		{`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`, "ID"},
		{`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ`, "MOMENT"},
		{`\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December) \d{4}((, | at )(\d{1,2}(:\d\d)?[ap]m|midday|midnight))?`, "DAY"},
		{`value="\d{1,2}( [A-Z][a-z]{2} |/\d{1,2}/)\d{4}"`, `value="DAY"`},
		{`/invitation/[A-Za-z0-9_-]{43}`, "/invitation/TOKEN"},
		{`[A-Z2-7]{4}( [A-Z2-7]{4}){7}`, "KEY"},
		{`secret=[A-Z2-7]{32}`, "secret=KEY"},
		{`<path d="M4 4h7[^"]*"`, `<path d="M4 4h7v7h-7z"`},
		{`<li>[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}</li>`, "<li>CODE</li>"},
	} {
		body = regexp.MustCompile(r.what).ReplaceAllString(body, r.with)
	}
	return strings.ReplaceAll(body, "><", ">\n<")
}

func TestSignInPages(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.browser(t)
	b.get("/account").to(t, "/sign-in?to=%2Faccount")
	b.get("/sign-in?to=%2Faccount").want(t, 200, "signin")
	b.post("/sign-in", url.Values{"to": {"/account"}}).want(t, 422, "signin_empty")
	wrong := url.Values{"to": {"/account"}, "email": {"tom@westmere.example"}, "password": {"wrong"}}
	known := b.post("/sign-in", wrong).want(t, 422, "signin_wrong")
	wrong.Set("email", "nobody@westmere.example")
	if unknown := b.post("/sign-in", wrong); strings.ReplaceAll(unknown.body, "nobody@", "tom@") != known.body {
		t.Error("got another page for an unknown address, want the same")
	}
	for range 9 {
		b.post("/sign-in", wrong)
	}
	b.post("/sign-in", wrong).want(t, 422, "signin_locked")
	right := url.Values{"to": {"/account"}, "email": {"tom@westmere.example"}, "password": {password}}
	b.post("/sign-in", right).to(t, "/account")
	b.get("/account").want(t, 200, "account")
	b.get("/sign-in").to(t, "/")
	b.post("/sign-out", nil).to(t, "/sign-in")
	b.get("/sign-in").want(t, 200, "signin_out")
	b.get("/account").to(t, "/sign-in?to=%2Faccount")
	if strings.Contains(b.get("/sign-in").body, "You have signed out") {
		t.Error("got it said twice, want once")
	}
}

func TestSignInLeadsNowhereElse(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, to := range []string{"", "https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/sign-out", "/sign-in", "\t//evil.example"} {
		b := h.browser(t)
		b.post("/sign-in", url.Values{"to": {to}, "email": {"tom@westmere.example"}, "password": {password}}).to(t, "/")
	}
}

func TestASessionCannotBeFixed(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.as(t, "tom")
	first := b.cookies["liaison"]
	chosen := secret.NewToken()
	victim := h.browser(t)
	victim.cookies["liaison"] = chosen
	victim.post("/sign-in", url.Values{"email": {"priya@westmere.example"}, "password": {password}}).to(t, "/")
	if victim.cookies["liaison"] == chosen {
		t.Error("got the chosen token, want a new one")
	}
	attacker := h.browser(t)
	attacker.cookies["liaison"] = chosen
	attacker.get("/account").to(t, "/sign-in?to=%2Faccount")
	b.post("/sign-in", url.Values{"email": {"priya@westmere.example"}, "password": {password}}).to(t, "/")
	attacker.cookies["liaison"] = first
	attacker.get("/account").to(t, "/sign-in?to=%2Faccount")
}

func TestWhyOneIsAskedToSignInAgain(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, tt := range []struct{ name, change, file string }{
		{"away", `UPDATE identity.session SET last_seen_at = now() - interval '31 minutes'`, "signin_away"},
		{"ended elsewhere", `UPDATE identity.session SET ended_at = now(), ended_why = 'ended'`, "signin_ended"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := h.as(t, "tom")
			h.Exec(t, tt.change)
			b.get("/account").to(t, "/sign-in?to=%2Faccount")
			b.get("/sign-in?to=%2Faccount").want(t, 200, tt.file)
			if len(b.cookies) != 0 {
				t.Errorf("got %v, want the dead token forgotten", b.cookies)
			}
		})
	}
}

func TestTheDemonstrationListsItsPeople(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.pages.Demo = true
	h.pages.DemoAccounts = []page.DemoAccount{{Name: "Priya Nair", Email: "priya@westmere.example", Partnerships: "Westmere", Roles: "Coordinator", Strands: "Coordination"}}
	h.browser(t).get("/sign-in").want(t, 200, "signin_demo")
}

var keyField = regexp.MustCompile(`name="key" value="([A-Z2-7 ]+)"`)

// keyOf is the key that a page to set up a second factor shows.
func keyOf(t *testing.T, body string) secret.Key {
	t.Helper()
	found := keyField.FindStringSubmatch(body)
	if found == nil {
		t.Fatal("got no key in the page, want one")
	}
	key, _ := secret.ReadKey(found[1])
	return key
}

func codeOf(t *testing.T, key secret.Key, shift time.Duration) string {
	t.Helper()
	code, err := key.Code(time.Now().Add(shift))
	if err != nil {
		t.Fatal(err)
	}
	return code
}

func TestTheSecondStepOfSigningIn(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	sample.Grant(t, h.DB, h.tom, access.CaseWorker)
	b := h.browser(t)
	in := url.Values{"to": {"/account"}, "email": {"tom@westmere.example"}, "password": {password}}
	b.post("/sign-in", in).to(t, "/sign-in/second-factor?to=%2Faccount")
	b.get("/account").to(t, "/sign-in?to=%2Faccount")
	b.get("/sign-in/code").to(t, "/sign-in/second-factor")
	body := b.get("/sign-in/second-factor?to=%2Faccount").want(t, 200, "signin_enrol").body
	key := keyOf(t, body)
	wrong := b.post("/sign-in/second-factor", url.Values{"to": {"/account"}, "key": {key.Text()}, "code": {""}}).want(t, 422, "signin_enrol_wrong")
	if string(keyOf(t, wrong.body)) != string(key) {
		t.Error("got another key after a mistake, want the same")
	}
	used := codeOf(t, key, 0)
	b.post("/sign-in/second-factor", url.Values{"to": {"/account"}, "key": {key.Text()}, "code": {used}}).want(t, 200, "signin_enrol_done")
	b.get("/account").want(t, 200, "account_strong")
	b.post("/sign-out", nil)

	b.post("/sign-in", in).to(t, "/sign-in/code?to=%2Faccount")
	b.get("/sign-in/second-factor").to(t, "/sign-in/code")
	b.get("/sign-in/code?to=%2Faccount").want(t, 200, "signin_code")
	b.post("/sign-in/code", url.Values{"to": {"/account"}}).want(t, 422, "signin_code_empty")
	b.post("/sign-in/code", url.Values{"to": {"/account"}, "code": {used}}).want(t, 422, "signin_code_wrong")
	b.post("/sign-in/code", url.Values{"to": {"/account"}, "code": {codeOf(t, key, 30*time.Second)}}).to(t, "/account")
	b.get("/account").want(t, 200, "")
	nobody := h.browser(t)
	nobody.get("/sign-in/code").to(t, "/sign-in")
	nobody.post("/sign-in/code", url.Values{"code": {"123456"}}).to(t, "/sign-in")
	nobody.post("/sign-in/second-factor", url.Values{"code": {"123456"}}).to(t, "/sign-in")
}

func TestARoleThatWaitsForASecondStepIsSaidSo(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.as(t, "tom")
	sample.Grant(t, h.DB, h.tom, access.CaseWorker)
	b.get("/account").want(t, 200, "account_waits")
	body := b.get("/account/second-factor").want(t, 200, "account_enrol").body
	key := keyOf(t, body)
	typed := url.Values{"key": {key.Text()}, "code": {codeOf(t, key, 0)}, "password": {"wrong"}}
	b.post("/account/second-factor", typed).want(t, 422, "account_enrol_wrong")
	typed.Set("password", password)
	b.post("/account/second-factor", typed).want(t, 200, "account_enrol_done")
	b.get("/account/recovery-codes").want(t, 200, "account_codes")
	b.post("/account/recovery-codes", nil).want(t, 422, "account_codes_wrong")
	b.post("/account/recovery-codes", url.Values{"password": {password}}).want(t, 200, "account_codes_done")
}

func TestAccountPages(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b, other := h.as(t, "tom"), h.as(t, "tom")
	b.get("/account/password").want(t, 200, "account_password")
	b.post("/account/password", url.Values{"old": {"wrong"}, "password": {"short"}, "again": {"other"}}).want(t, 422, "account_password_wrong")
	b.post("/account/password", url.Values{"old": {password}, "password": {"heron in the rain"}, "again": {"heron in the rain"}}).to(t, "/account")
	b.get("/account").want(t, 200, "account_password_done")
	other.get("/account").to(t, "/sign-in?to=%2Faccount")
}

func TestSessionsAreEndedFromAnotherBrowser(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b, other, third := h.as(t, "tom"), h.as(t, "tom"), h.as(t, "tom")
	body := b.get("/account").want(t, 200, "account_sessions").body
	ends := regexp.MustCompile(`/account/sessions/[0-9a-f-]{36}/end`).FindAllString(body, -1)
	if len(ends) != 2 {
		t.Fatalf("got %v, want two other sessions to end", ends)
	}
	priya := h.as(t, "priya")
	priya.post(ends[0], nil).want(t, 404, "")
	b.post("/account/sessions/not-an-id/end", nil).want(t, 404, "")
	b.post(ends[0], nil).to(t, "/account")
	b.post(ends[0], nil).want(t, 404, "")
	b.post("/account/sessions/end-others", nil).to(t, "/account")
	b.get("/account").want(t, 200, "account_sessions_ended")
	other.get("/account").to(t, "/sign-in?to=%2Faccount")
	third.get("/account").to(t, "/sign-in?to=%2Faccount")
}

func TestChoosingAPartnership(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	sample.Another(t, h.DB, 2)
	sample.Another(t, h.DB, 3)
	h.Exec(t, `INSERT INTO identity.membership (id, account_id, partnership_id, role, from_day, reason) VALUES ($1, $2, 2, 'manager', '2024-01-01', 'sample')`, uuid.New(), h.tom.ID)
	b := h.as(t, "tom")
	b.get("/account/partnership").want(t, 200, "account_partnership")
	for _, no := range []string{"", "3", "x", "-1", "99999999999999999999"} {
		b.post("/account/partnership", url.Values{"partnership": {no}}).want(t, 422, "")
	}
	b.post("/account/partnership", url.Values{"partnership": {"3"}}).want(t, 422, "account_partnership_wrong")
	b.post("/account/partnership", url.Values{"partnership": {"2"}}).to(t, "/")
	if body := b.get("/account").body; !strings.Contains(body, "Partnership 2") {
		t.Error("got the old partnership, want the new one")
	}
}

// TestAFormOpenedInAnotherPartnership sends a form in another partnership than
// the one it was opened in, where it fits as well.
func TestAFormOpenedInAnotherPartnership(t *testing.T) {
	t.Parallel()
	h := newOffice(t)
	sample.Another(t, h.DB, 2)
	h.Exec(t, `INSERT INTO identity.membership (id, account_id, partnership_id, role, from_day, reason) VALUES ($1, $2, 2, 'coordinator', '2024-01-01', 'sample')`, uuid.New(), h.priya.ID)
	b := h.as(t, "priya")
	b.post("/account/partnership", url.Values{"partnership": {"1"}}).to(t, "/")
	const path = "/coordination/needs/new"
	opened := hidden(b.get(path), server.OpenedIn)
	if opened != "1" {
		t.Fatalf("got a form opened in %q, want 1", opened)
	}
	typed := changed(aNeed(), server.OpenedIn, opened)
	b.post("/account/partnership", url.Values{"partnership": {"2"}}).to(t, "/")
	got := b.post(path, typed)
	expect(t, got, http.StatusConflict, "Nothing was saved, because this form was opened in another partnership.")
	if n := h.Count(t, `SELECT count(*) FROM coordination.need`); n != 0 {
		t.Errorf("got %d needs, want none", n)
	}
	b.post("/account/partnership", url.Values{"partnership": {"1"}}).to(t, "/")
	b.saves(path, typed)
	if n := h.Count(t, `SELECT count(*) FROM coordination.need WHERE partnership_id = 1`); n != 1 {
		t.Errorf("got %d needs in the partnership it was meant for, want 1", n)
	}
	if got := hidden(h.as(t, "tom").get(path), server.OpenedIn); got != "" {
		t.Errorf("got a form of somebody with one partnership that says %q, want it to say nothing", got)
	}
}

var invitationPath = regexp.MustCompile(`https://liaison\.example(/invitation/[A-Za-z0-9_-]{43})`)

func TestInvitationPages(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	kit := h.as(t, "kit")
	kit.get("/admin/users/invite").want(t, 200, "people_invite")
	kit.post("/admin/users/invite", url.Values{"email": {"nobody"}, "agency": {"x"}}).want(t, 422, "people_invite_wrong")
	ask := url.Values{"name": {"New Person"}, "email": {"New@Westmere.example"}, "role": {"staff"}, "agency": {"3"}, "reason": {"Joins the health team"}}
	link := invitationPath.FindStringSubmatch(kit.post("/admin/users/invite", ask).want(t, 200, "people_invited").body)
	if link == nil {
		t.Fatal("got no link, want one")
	}
	b := h.browser(t)
	b.get(link[1]).want(t, 200, "signin_invitation")
	b.post(link[1], url.Values{"password": {"short"}, "again": {"other"}}).want(t, 422, "signin_invitation_wrong")
	b.post(link[1], url.Values{"password": {"heron in the rain"}, "again": {"heron in the rain"}}).to(t, "/sign-in")
	b.get("/sign-in").want(t, 200, "signin_joined")
	b.get(link[1]).want(t, 404, "")
	b.post("/sign-in", url.Values{"email": {"new@westmere.example"}, "password": {"heron in the rain"}}).to(t, "/")
	for _, no := range []string{"/invitation/x", "/invitation/" + secret.NewToken(), "/invitation/%00", "/invitation/%ff"} {
		if got := b.get(no); got.status != 404 && got.status != 400 {
			t.Errorf("%s: got %d, want 404", no, got.status)
		}
	}

	ask.Set("email", "tom@westmere.example")
	ask.Set("role", "governance_approver")
	link = invitationPath.FindStringSubmatch(kit.post("/admin/users/invite", ask).body)
	b = h.browser(t)
	b.get(link[1]).want(t, 200, "signin_invitation_known")
	b.post(link[1], nil).want(t, 422, "signin_invitation_known_wrong")
	b.post(link[1], url.Values{"password": {password}}).to(t, "/sign-in")
}

// anID finds an id in the links of a page.
func anID(t *testing.T, body, pattern string) string {
	t.Helper()
	found := regexp.MustCompile(strings.ReplaceAll(pattern, "ID", `[0-9a-f-]{36}`)).FindString(body)
	if found == "" {
		t.Fatalf("got no %s in the page, want one", pattern)
	}
	return found
}

func TestPeoplePages(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	priya, alan, kit, tom := h.as(t, "priya"), h.as(t, "alan"), h.as(t, "kit"), h.as(t, "tom")
	tom.get("/admin/users").want(t, 403, "")
	priya.get("/admin/users").want(t, 200, "people")

	priya.get("/admin/grants/propose").want(t, 200, "people_propose")
	today := calendar.Day(time.Now())
	ask := url.Values{"person": {h.tom.ID.String()}, "role": {"case_worker"}, "from": {"30 February 2026"}, "to": {"soon"}, "reason": {""}}
	priya.post("/admin/grants/propose", ask).want(t, 422, "people_propose_wrong")
	ask.Set("from", today.Format("2 Jan 2006"))
	ask.Set("to", today.AddDate(2, 0, 0).Format("2/1/2006"))
	priya.post("/admin/grants/propose", ask).want(t, 422, "people_propose_long")
	ask.Set("to", today.AddDate(0, 6, 0).Format("2/1/2006"))
	ask.Set("reason", "Case lead")
	priya.post("/admin/grants/propose", ask).to(t, "/admin/users")
	priya.get("/admin/users").want(t, 200, "people_proposed")

	body := alan.get("/admin/users").want(t, 200, "people_manager").body
	decide := anID(t, body, "/admin/proposals/ID")
	priya.get(decide).want(t, 403, "")
	alan.get(decide).want(t, 200, "people_decide")
	alan.post(decide, nil).want(t, 422, "people_decide_wrong")
	alan.post(decide, url.Values{"decision": {"approve"}, "reason": {"Trained in January"}}).to(t, "/admin/users")
	alan.post(decide, url.Values{"decision": {"approve"}, "reason": {"Trained in January"}}).want(t, 409, "")
	body = kit.get("/admin/users").want(t, 200, "people_granted").body

	ask.Set("role", "intelligence_officer")
	priya.post("/admin/grants/propose", ask).want(t, 422, "people_propose_other_side")
	ask.Set("person", h.priya.ID.String())
	priya.post("/admin/grants/propose", ask).want(t, 422, "people_propose_own")

	end := anID(t, body, "/admin/grants/ID/end")
	alan.get(end).want(t, 200, "people_grant_end")
	alan.post(end, nil).want(t, 422, "people_grant_end_wrong")
	alan.post(end, url.Values{"reason": {"Moved post"}}).to(t, "/admin/users")
	alan.post(end, url.Values{"reason": {"Moved post"}}).want(t, 409, "")

	priya.post("/admin/users/invite", url.Values{"name": {"New Person"}, "email": {"new@westmere.example"}, "role": {"auditor"}, "reason": {"Audits"}}).want(t, 200, "")
	body = kit.get("/admin/users").want(t, 200, "people_invitation").body
	withdraw := anID(t, body, "/admin/invitations/ID/withdraw")
	kit.get(withdraw).want(t, 200, "people_withdraw")
	kit.post(withdraw, nil).to(t, "/admin/users")
	kit.post(withdraw, nil).want(t, 409, "")
	kit.get(withdraw).want(t, 404, "")

	member := anID(t, body, "/admin/memberships/ID/end")
	priya.get(member).want(t, 403, "")
	kit.get(member).want(t, 200, "people_end")
	kit.post(member, nil).want(t, 422, "people_end_wrong")
	kit.post(member, url.Values{"reason": {"Left the council"}}).to(t, "/admin/users")
	alan.get("/admin/users").to(t, "/sign-in?to=%2Fadmin%2Fusers")
	kit.get("/admin/users").want(t, 200, "people_ended")
}

func TestAProposalOfOnesOwnIsForAnother(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	kit := h.as(t, "kit")
	today := calendar.Day(time.Now())
	kit.post("/admin/grants/propose", url.Values{"person": {h.tom.ID.String()}, "role": {"outreach_lead"}, "from": {today.Format("2006-01-02")}, "to": {today.Format("2006-01-02")}, "reason": {"Open day"}}).to(t, "/admin/users")
	body := h.as(t, "alan").get("/admin/users").body
	own := anID(t, body, "/admin/proposals/ID")
	kit.get(own).want(t, 200, "people_decide_own")
	kit.post(own, url.Values{"decision": {"approve"}, "reason": {"Because"}}).want(t, 403, "")
}

// Tom's outreach is used and ended. What stands against intelligence can then be
// lifted by two people who may approve, for one role, and never while he holds both.
func TestAnExceptionFromTheCoolingOff(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	priya, alan, kit := h.as(t, "priya"), h.as(t, "alan"), h.as(t, "kit")
	today := calendar.Day(time.Now())
	sample.GrantFor(t, h.DB, h.tom, access.OutreachWorker, today.AddDate(0, -2, 0), today.AddDate(0, 0, -1))
	h.Exec(t, `UPDATE identity.strand_grant SET first_used_on = from_day WHERE account_id = $1`, h.tom.ID)

	ask := url.Values{"person": {h.tom.ID.String()}, "role": {"intelligence_officer"}, "from": {today.Format("2/1/2006")}, "to": {today.AddDate(0, 6, 0).Format("2/1/2006")}, "reason": {"Case load"}}
	got := priya.post("/admin/grants/propose", ask).want(t, 422, "people_propose_cooling")
	if strings.Contains(got.body, "formaction") {
		t.Error("got a way to an exception for a coordinator, want words only")
	}
	priya.get("/admin/grants/except").want(t, 403, "")
	if got := kit.post("/admin/grants/propose", ask).want(t, 422, "people_propose_cooling_may"); !strings.Contains(got.body, `formaction="/admin/grants/except"`) {
		t.Error("got no way to an exception, want a button that takes the answers along")
	}
	body := alan.get("/admin/users").want(t, 200, "people_cooling").body
	except := anID(t, body, `/admin/grants/except\?person=ID`)
	alan.get(except).want(t, 200, "people_except")
	alan.post("/admin/grants/except", ask).want(t, 422, "people_except_wrong")
	ask.Set("despite", "Nobody else is vetted before March")
	ask.Set("from", "soon")
	alan.post("/admin/grants/except", ask).want(t, 422, "people_except_unread")
	ask.Set("from", today.Format("2/1/2006"))
	ask.Set("role", "case_worker")
	alan.post("/admin/grants/except", ask).want(t, 422, "people_except_needless")
	ask.Set("role", "intelligence_officer")
	alan.post("/admin/grants/except", ask).to(t, "/admin/users")

	alan.get("/admin/users").want(t, 200, "people_excepting")
	decide := anID(t, kit.get("/admin/users").body, "/admin/proposals/ID")
	alan.get(decide).want(t, 200, "people_except_own")
	alan.post(decide, url.Values{"decision": {"approve"}, "reason": {"Vetted"}}).want(t, 403, "")
	kit.get(decide).want(t, 200, "people_except_decide")
	kit.post(decide, url.Values{"decision": {"approve"}, "reason": {"Vetted"}}).to(t, "/admin/users")
	kit.get("/admin/users").want(t, 200, "people_excepted")
}

// Whatever is sent, the answer is a page that says what to mend, or one that
// says there is nothing there; never a problem of ours.
func TestBadInputOfAccounts(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	long := strings.Repeat("a", 100_000)
	bad := []string{"", long, "\x00", "\xff\xfe", "' OR true --", "30 February 2026", "99999999999999999999", uuid.Nil.String(), uuid.NewString(), "\u202eevil", "a\r\nb: c", "<script>"}
	for _, tt := range []struct {
		who, path string
		fields    []string
	}{
		{"", "/sign-in", []string{"email", "password", "to"}},
		{"", "/sign-in/code", []string{"code", "to"}},
		{"", "/sign-in/second-factor", []string{"code", "key", "to"}},
		{"", "/invitation/" + secret.NewToken(), []string{"password", "again"}},
		{"tom", "/account/password", []string{"old", "password", "again"}},
		{"tom", "/account/second-factor", []string{"key", "code", "password"}},
		{"tom", "/account/recovery-codes", []string{"password"}},
		{"tom", "/account/partnership", []string{"partnership"}},
		{"tom", "/account/sessions/" + uuid.NewString() + "/end", []string{"x"}},
		{"kit", "/admin/users/invite", []string{"name", "email", "role", "agency", "reason"}},
		{"kit", "/admin/grants/propose", []string{"person", "role", "from", "to", "reason"}},
		{"kit", "/admin/grants/except", []string{"person", "role", "from", "to", "reason", "despite"}},
		{"kit", "/admin/proposals/" + uuid.NewString(), []string{"decision", "reason"}},
		{"kit", "/admin/proposals/x", []string{"decision", "reason"}},
		{"kit", "/admin/grants/" + uuid.NewString() + "/end", []string{"reason"}},
		{"kit", "/admin/grants/x/end", []string{"reason"}},
		{"kit", "/admin/memberships/" + uuid.NewString() + "/end", []string{"reason"}},
		{"kit", "/admin/invitations/" + uuid.NewString() + "/withdraw", []string{"x"}},
	} {
		t.Run(tt.path, func(t *testing.T) {
			b := h.browser(t)
			if tt.who != "" {
				b = h.as(t, tt.who)
			}
			for _, value := range bad {
				h.Exec(t, `DELETE FROM identity.lockout`)
				typed := url.Values{}
				for _, f := range tt.fields {
					typed.Set(f, value)
				}
				got := b.post(tt.path, typed)
				good := got.status == 422 || got.status == 404 || got.status == 303 && strings.HasPrefix(got.location, "/sign-in")
				if !good {
					t.Errorf("%.30q: got %d %s, want 422 or 404", value, got.status, got.location)
				}
				if strings.Contains(got.body, "SQLSTATE") {
					t.Errorf("%.30q: got the database's words, want ours", value)
				}
			}
		})
	}
}
