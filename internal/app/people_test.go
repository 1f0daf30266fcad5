package app

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/demo"
	"liaison/internal/secret"
)

// The second partnership of these tests, which shares two agencies with the
// demonstration and has one of its own.
const (
	elsewhere      = 2
	sharedAgency   = 1
	strangerAgency = 90
)

// asker is somebody whose requests are tried: an account with a session in the
// database, or nobody.
type asker struct {
	name        string
	id          uuid.UUID
	email       string
	partnership int
	holds       []access.Role // today, in the partnership
	token       string
	session     uuid.UUID
}

// works reports whether the asker holds a role of the strand today.
func (a asker) works(in access.Strand) bool {
	for _, r := range a.holds {
		if r.Strand() == in {
			return true
		}
	}
	return false
}

// house is a running service with everybody who may come to its door.
type house struct {
	running
	client *http.Client
	askers []asker
	hash   string // of the demonstration's password
}

// open starts the service and invites everybody.
func open(t testing.TB) *house {
	t.Helper()
	h := &house{
		running: start(t),
		client: &http.Client{
			Transport:     &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 4},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
	t.Cleanup(h.client.CloseIdleConnections)
	if err := h.DB.Owner.QueryRowContext(t.Context(), `SELECT password_hash FROM identity.credential LIMIT 1`).Scan(&h.hash); err != nil {
		t.Fatal(err)
	}
	h.exec(t, `INSERT INTO shared.partnership (id, slug, name, short) VALUES ($1, 'eastmere', 'Eastmere Partnership', 'Eastmere')`, elsewhere)
	h.exec(t, `INSERT INTO shared.strand_use (id, partnership_id, strand, reason, proposed_by, decided_by, decided_at, approved)
		SELECT gen_random_uuid(), $1, s, 'sample', gen_random_uuid(), gen_random_uuid(), now(), true FROM unnest(ARRAY['outreach', 'casework', 'intelligence']) s`, elsewhere)
	h.exec(t, `INSERT INTO shared.agency (id, slug, name, short, kind) VALUES ($1, 'eastmere-council', 'Eastmere Council', 'Eastmere Council', 'council')`, strangerAgency)
	h.exec(t, `INSERT INTO shared.partnership_agency (partnership_id, agency_id, joined_on) SELECT $1, a, '2024-01-01' FROM unnest(ARRAY[1, 2, 90]) a`, elsewhere)
	for _, role := range access.Roles() {
		for _, a := range h.Invented.Accounts {
			if a.Email == h.Holder(role) {
				h.askers = append(h.askers, h.session(t, asker{name: string(role), id: a.ID, email: a.Email, partnership: 1, holds: a.Roles()}))
			}
		}
	}
	h.askers = append(h.askers, asker{name: "nobody", partnership: 1})
	for _, role := range []access.Role{access.Coordinator, access.Manager, access.OutreachLead, access.CaseSupervisor, access.IntelligenceLead, access.Administrator} {
		h.askers = append(h.askers, h.session(t, h.member(t, string(role)+" elsewhere", elsewhere, role)))
	}
	for _, role := range []access.Role{access.Coordinator, access.Administrator} {
		left := h.member(t, string(role)+" who left", 1, role)
		h.exec(t, `UPDATE identity.membership SET to_day = sec.today() - 1 WHERE account_id = $1`, left.id)
		left.holds = nil
		h.askers = append(h.askers, h.session(t, left))
	}
	for _, role := range []access.Role{access.OutreachLead, access.CaseSupervisor, access.IntelligenceLead} {
		ended := h.member(t, string(role)+" whose grant ended", 1, role)
		h.exec(t, `UPDATE identity.strand_grant SET to_day = sec.today(), ended_by = approved_by, end_reason = 'sample' WHERE account_id = $1`, ended.id)
		ended.holds = []access.Role{access.Staff}
		h.askers = append(h.askers, h.session(t, ended))
	}
	barred := h.member(t, "coordinator whose account is disabled", 1, access.Coordinator)
	h.exec(t, `UPDATE identity.account SET disabled_at = now() WHERE id = $1`, barred.id)
	barred.holds = nil
	h.askers = append(h.askers, h.session(t, barred))
	return h
}

func (h *house) exec(t testing.TB, statement string, args ...any) {
	t.Helper()
	h.DB.Exec(t, statement, args...)
}

// text is the one value that a query answers.
func (h *house) text(t testing.TB, query string, args ...any) string {
	t.Helper()
	var s string
	if err := h.DB.Owner.QueryRowContext(t.Context(), query, args...).Scan(&s); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return s
}

// asker is the one by that name.
func (h *house) asker(t testing.TB, name string) asker {
	t.Helper()
	for _, a := range h.askers {
		if a.name == name {
			return a
		}
	}
	t.Fatalf("no asker %q", name)
	return asker{}
}

// named is the asker for a role of the demonstration.
func (h *house) named(t testing.TB, r access.Role) asker { t.Helper(); return h.asker(t, string(r)) }

// member makes an account with the demonstration's password and the role in
// the partnership, for the agency that both share. A role of another strand is
// granted to agency staff.
func (h *house) member(t testing.TB, name string, partnership int, role access.Role) asker {
	t.Helper()
	a := asker{name: name, id: uuid.New(), partnership: partnership, holds: []access.Role{role}}
	a.email = a.id.String() + "@westmere.example"
	member := role
	if role.Granted() {
		member = access.Staff
		a.holds = []access.Role{access.Staff, role}
	}
	h.exec(t, `WITH a AS (INSERT INTO identity.account (id, email, name) VALUES ($1, $2, $3)),
		c AS (INSERT INTO identity.credential (account_id, password_hash, password_changed_at) VALUES ($1, $4, now()))
		INSERT INTO identity.membership (id, account_id, partnership_id, role, agency_id, from_day, reason) VALUES (gen_random_uuid(), $1, $5, $6, $7, '2024-01-01', 'sample')`,
		a.id, a.email, name, h.hash, partnership, string(member), sharedAgency)
	if role.Granted() {
		h.grant(t, a, role)
	}
	return a
}

// grant lets the asker into the strand of the role from yesterday on, and
// returns the grant.
func (h *house) grant(t testing.TB, a asker, role access.Role) uuid.UUID {
	t.Helper()
	id := uuid.New()
	h.exec(t, `INSERT INTO identity.strand_grant (id, account_id, partnership_id, strand, role, from_day, to_day, cooling_days, reason, proposed_by, approved_by)
		VALUES ($1, $2, $3, $4, $5, sec.today() - 1, sec.today() + 300, 365, 'sample', $6, $7)`,
		id, a.id, a.partnership, string(role.Strand()), string(role), h.account(access.Administrator), h.account(access.Manager))
	return id
}

// account is the id of the account that holds the role in the demonstration.
func (h *house) account(role access.Role) uuid.UUID {
	for _, a := range h.Invented.Accounts {
		if a.Email == h.Holder(role) {
			return a.ID
		}
	}
	return uuid.Nil
}

// session signs the asker in, without the door.
func (h *house) session(t testing.TB, a asker) asker {
	t.Helper()
	if a.id == uuid.Nil {
		return a
	}
	a.token, a.session = secret.NewToken(), uuid.New()
	h.exec(t, `INSERT INTO identity.session (id, token_hash, account_id, partnership_id, expires_at) VALUES ($1, $2, $3, $4, now() + interval '8 hours')`,
		a.session, secret.TokenHash(a.token), a.id, a.partnership)
	return a
}

// pending is a new account between its password and its second factor, which
// is set up already where key is given.
func (h *house) pending(t testing.TB, key secret.Key) asker {
	t.Helper()
	a := h.session(t, h.member(t, "Someone at the door", 1, access.Staff))
	h.exec(t, `UPDATE identity.session SET pending = true WHERE id = $1`, a.session)
	if key != nil {
		h.second(t, a, key)
	}
	return a
}

// second gives an account a second factor.
func (h *house) second(t testing.TB, a asker, key secret.Key) {
	t.Helper()
	h.exec(t, `UPDATE identity.credential SET totp_secret = $2, totp_confirmed_at = now() WHERE account_id = $1`, a.id, []byte(key))
}

// request is one request to be sent by somebody.
type request struct {
	method, path string
	form         url.Values
	token        string // of a session; none where empty
}

// said is what came back.
type said struct {
	status   int
	location string
	id       string // the request's
	header   http.Header
	body     string
}

// ask sends a request.
func (h *house) ask(t testing.TB, r request) said {
	t.Helper()
	body := strings.NewReader(r.form.Encode())
	q, err := http.NewRequestWithContext(t.Context(), r.method, h.URL+r.path, body)
	if err != nil {
		t.Fatal(err)
	}
	if r.method == http.MethodPost {
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	q.Header.Set("Sec-Fetch-Site", "same-origin")
	return h.send(t, q, r.token)
}

// send sends a request as it is, with the session of the token.
func (h *house) send(t testing.TB, q *http.Request, token string) said {
	t.Helper()
	if token != "" {
		q.AddCookie(&http.Cookie{Name: "liaison", Value: token})
	}
	a, err := h.client.Do(q)
	if err != nil {
		t.Fatalf("%s %s: %v", q.Method, q.URL.Path, err)
	}
	defer a.Body.Close()
	body, err := io.ReadAll(a.Body)
	if err != nil {
		t.Fatal(err)
	}
	return said{a.StatusCode, a.Header.Get("Location"), a.Header.Get("X-Request-Id"), a.Header, string(body)}
}

// meeting is a form for a meeting that can be saved, for whoever came from the
// agencies of the partnership.
func (h *house) meeting(t testing.TB, partnership int) url.Values {
	t.Helper()
	f := url.Values{
		"name": {"Partners meeting"}, "date": {days(-1)}, "mode": {"online"}, "marking": {"OFFICIAL"},
		"summary": {"Agreed the dates"}, "initiative": {"yes"}, "item": {"RES-2"},
		"action-1-what": {"Send the dates"}, "action-1-who": {fmt.Sprint(sharedAgency)}, "action-1-due": {days(20)},
	}
	for _, id := range strings.Split(h.text(t, `SELECT string_agg(agency_id::text, ',') FROM shared.partnership_agency
		WHERE partnership_id = $1 AND joined_on < sec.today() AND (left_on IS NULL OR left_on >= sec.today() - 1)`, partnership), ",") {
		f.Set("attendance-"+id, "came")
		f.Set("who-"+id, "Sam Reed")
	}
	return f
}

// agencies are the ids of those that took part yesterday and still do.
func (h *house) agencies(t testing.TB, partnership int) []string {
	t.Helper()
	return strings.Split(h.text(t, `SELECT string_agg(agency_id::text, ',' ORDER BY agency_id) FROM shared.partnership_agency WHERE partnership_id = $1 AND joined_on < sec.today() AND left_on IS NULL`, partnership), ",")
}

// draft is a draft of the asker's that can be saved as a meeting.
func (h *house) draft(t testing.TB, a asker) uuid.UUID {
	t.Helper()
	id := uuid.New()
	h.exec(t, `INSERT INTO coordination.draft (id, partnership_id, author, kind, content, ready) VALUES ($1, $2, $3, 'meeting', $4, true)`,
		id, a.partnership, a.id, h.meeting(t, a.partnership).Encode())
	return id
}

// cloned are the tables that hold an activity, in an order in which they can
// be filled.
var cloned = map[access.Strand][]string{
	access.Coordination: {"meeting", "attendance", "item_link", "activity_version"},
	access.Outreach:     {"engagement", "engagement_partner", "activity_version"}, access.Casework: {"activity_version"}, access.Intelligence: {"pointer", "pointer_item", "pointer_recipient", "activity_version"},
}

// record is a new record of the strand like the newest that the author has
// made, made now, and returns its id and reference.
func (h *house) record(t testing.TB, in access.Strand, author uuid.UUID) (uuid.UUID, string) {
	t.Helper()
	s, id, ref := string(in), uuid.New(), freshRef(in)
	from := h.text(t, `SELECT id FROM `+s+`.activity WHERE author = $1 AND kind NOT IN ('training', 'connect', 'share') AND withdrawn_at IS NULL AND reported_at IS NULL ORDER BY created_at DESC LIMIT 1`, author)
	columns := h.written(t, s, "activity")
	h.exec(t, `INSERT INTO `+s+`.activity (`+columns+`) SELECT `+columns+` FROM (SELECT (jsonb_populate_record(a, jsonb_build_object('id', $2::text, 'ref', $3::text, 'version', 1,
		'created_at', now(), 'updated_at', now(), 'updated_by', a.author))).* FROM `+s+`.activity a WHERE id = $1) a`, from, id, ref)
	for _, table := range cloned[in] {
		columns := h.written(t, s, table)
		h.exec(t, `INSERT INTO `+s+`.`+table+` (`+columns+`) SELECT `+columns+` FROM (SELECT (jsonb_populate_record(r, jsonb_build_object('activity_id', $2::text))).* FROM `+s+`.`+table+` r WHERE activity_id = $1) r`, from, id)
	}
	return id, ref
}

// written are the columns of a table that are not worked out from others.
func (h *house) written(t testing.TB, schema, table string) string {
	t.Helper()
	return h.text(t, `SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) FROM information_schema.columns
		WHERE table_schema = $1 AND table_name = $2 AND is_generated = 'NEVER'`, schema, table)
}

// reported hides a record because of what somebody who asks nothing else said.
func (h *house) reported(t testing.TB, in access.Strand, id uuid.UUID) {
	t.Helper()
	h.exec(t, `UPDATE `+string(in)+`.activity SET reported_at = now() WHERE id = $1`, id)
	h.exec(t, `INSERT INTO `+string(in)+`.wrong_content (id, partnership_id, activity_id, reported_by, why) VALUES (gen_random_uuid(), 1, $1, $2, 'It names somebody')`,
		id, h.account(access.OutreachLead))
}

// action is a new open action of a meeting, given to the agency, and returns its
// reference.
func (h *house) action(t testing.TB, agency int) string {
	t.Helper()
	id, ref := uuid.New(), freshRef(access.Coordination)
	h.exec(t, `INSERT INTO coordination.action (id, ref, partnership_id, activity_id, position, what, agency_id, due, state, author)
		SELECT $1, $2, a.partnership_id, a.id, 40, 'Bring the list', $3, sec.today() + 9, 'open', a.author
		FROM coordination.activity a WHERE a.partnership_id = 1 AND a.withdrawn_at IS NULL AND a.reported_at IS NULL ORDER BY a.created_at LIMIT 1`, id, ref, agency)
	h.exec(t, `INSERT INTO coordination.action_change (id, partnership_id, action_id, at, by, what, due_is)
		SELECT gen_random_uuid(), partnership_id, id, now(), author, 'opened', due FROM coordination.action WHERE id = $1`, id)
	return ref
}

// closed is an action of the agency that the asker has done.
func (h *house) closed(t testing.TB, agency int, a asker) string {
	t.Helper()
	ref, by := h.action(t, agency), a.id
	if by == uuid.Nil {
		by = h.account(access.Coordinator)
	}
	h.exec(t, `UPDATE coordination.action SET state = 'done', done_on = sec.today(), closed_at = now(), closed_by = $2 WHERE ref = $1`, ref, by)
	return ref
}

// read is the asker's word why a record of a strand that asks is opened, given
// for the session.
func (h *house) read(t testing.TB, in access.Strand, a asker, id uuid.UUID) {
	t.Helper()
	if a.session == uuid.Nil {
		return
	}
	h.exec(t, `INSERT INTO `+string(in)+`.reading (session_id, activity_id, partnership_id, account_id, why) VALUES ($1, $2, 1, $3, 'Preparing the review')`, a.session, id, a.id)
}

// freshRef is a reference that nothing has.
func freshRef(in access.Strand) string { return demo.Ref(in, uuid.New()) }

// days is a day as a form carries it, so many from today in London.
func days(n int) string { return calendar.Day(clock()).AddDate(0, 0, n).Format(time.DateOnly) }
