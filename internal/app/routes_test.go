package app

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/config"
	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/checklist"
	"liaison/internal/demo"
	"liaison/internal/page"
	"liaison/internal/postgres"
	"liaison/internal/secret"
	"liaison/internal/server"
	"liaison/internal/testing/golden"
)

// example is one way to ask for a route that is right in everything: what it
// names is there, and what it fills in can be saved. Each time it is made anew,
// so that nobody meets what another has changed.
type example struct {
	route string // method and pattern
	what  string // what the address names, where there is more than one way
	make  func(testing.TB, *house, asker) request
	few   []string // who asks, where an answer takes long; everybody where empty
}

// to is a request without anything to fill in.
func to(path string) func(testing.TB, *house, asker) request {
	return func(_ testing.TB, _ *house, a asker) request { return request{path: path, token: a.token} }
}

// filled is a request with a form, as somebody in a session of its own.
func filled(path string, form url.Values) func(testing.TB, *house, asker) request {
	return func(t testing.TB, h *house, a asker) request {
		t.Helper()
		return request{path: path, form: form, token: h.session(t, a).token}
	}
}

// aimed is a request for something that aim makes.
func aimed(pattern string, aim func(testing.TB, *house, asker) string, form url.Values) func(testing.TB, *house, asker) request {
	return func(t testing.TB, h *house, a asker) request {
		t.Helper()
		return request{path: fmt.Sprintf(pattern, aim(t, h, a)), form: form, token: a.token}
	}
}

// examples are how every route can be asked for.
func examples() []example {
	return slices.Concat(doorExamples(), accountExamples(), peopleExamples(), meetingExamples(), recordExamples(), actionExamples(), checklistExamples(), standingExamples(), provisionExamples(), steeringExamples(), meansExamples(), trainingExamples(), agencyExamples(), strandExamples(), shareExamples(), followExamples(), duplicateExamples(), planExamples(), intensityExamples(), separationExamples(), calendarExamples(), noticeExamples(), unsentExamples(), takeBackExamples(), pulseExamples())
}

// key is the second factor of these tests.
var key = secret.NewKey()

func oneTime(t testing.TB) string {
	t.Helper()
	c, err := key.Code(time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func doorExamples() []example {
	const chosen = "kettle orchard window"
	// Nobody stands at the second step with a session that waits for it.
	half := func(path string, second secret.Key, form func(testing.TB) url.Values) func(testing.TB, *house, asker) request {
		return func(t testing.TB, h *house, a asker) request {
			t.Helper()
			r := request{path: path, token: a.token}
			if a.token == "" {
				r.token = h.pending(t, second).token
			}
			if form != nil {
				r.form = form(t)
			}
			return r
		}
	}
	invited := func(t testing.TB, h *house, _ asker) string {
		t.Helper()
		token := secret.NewToken()
		h.invitation(t, token)
		return token
	}
	return []example{
		{route: "GET /sign-in", make: to("/sign-in")},
		{route: "POST /sign-in", make: func(t testing.TB, h *house, a asker) request {
			t.Helper()
			email := a.email
			if a.id == uuid.Nil {
				email = h.Holder(access.Manager)
			}
			return request{path: "/sign-in", form: url.Values{"email": {email}, "password": {demo.Password}}, token: h.session(t, a).token}
		}},
		{route: "GET /sign-in/code", what: "without its session", make: to("/sign-in/code")},
		{route: "GET /sign-in/code", make: half("/sign-in/code", key, nil)},
		{route: "POST /sign-in/code", make: half("/sign-in/code", key, func(t testing.TB) url.Values { t.Helper(); return url.Values{"code": {oneTime(t)}} })},
		{route: "GET /sign-in/second-factor", what: "without its session", make: to("/sign-in/second-factor")},
		{route: "GET /sign-in/second-factor", make: half("/sign-in/second-factor", nil, nil)},
		{route: "POST /sign-in/second-factor", make: half("/sign-in/second-factor", nil, func(t testing.TB) url.Values {
			t.Helper()
			return url.Values{"key": {key.Text()}, "code": {oneTime(t)}}
		})},
		{route: "POST /sign-out", make: filled("/sign-out", url.Values{})},
		{route: "GET /invitation/:token", make: aimed("/invitation/%s", invited, nil)},
		{route: "POST /invitation/:token", make: func(t testing.TB, h *house, a asker) request {
			t.Helper()
			return request{path: "/invitation/" + invited(t, h, a), form: url.Values{"password": {chosen}, "again": {chosen}}, token: h.session(t, a).token}
		}},
	}
}

// invitation invites somebody new to the demonstration's partnership, with the
// token, and returns its id.
func (h *house) invitation(t testing.TB, token string) uuid.UUID {
	t.Helper()
	id := uuid.New()
	h.exec(t, `INSERT INTO identity.invitation (id, token_hash, email, name, partnership_id, role, agency_id, reason, invited_by, expires_at)
		VALUES ($1, $2, $3, 'Rowan Field', 1, 'staff', 1, 'sample', $4, now() + interval '7 days')`,
		id, secret.TokenHash(token), id.String()+"@westmere.example", h.account(access.Coordinator))
	return id
}

func accountExamples() []example {
	// The account is as it was before the next request of its holder.
	restored := func(path string, second bool, form func(testing.TB, *house, asker) url.Values) func(testing.TB, *house, asker) request {
		return func(t testing.TB, h *house, a asker) request {
			t.Helper()
			if a.id != uuid.Nil {
				h.exec(t, `UPDATE identity.credential SET password_hash = $2, totp_secret = NULL, totp_confirmed_at = NULL, totp_last_step = 0 WHERE account_id = $1`, a.id, h.hash)
				h.exec(t, `UPDATE identity.session SET ended_at = NULL, ended_why = NULL WHERE id = $1`, a.session)
				if second {
					h.second(t, a, key)
				}
			}
			r := request{path: path, token: h.session(t, a).token}
			if form != nil {
				r.form = form(t, h, a)
			}
			return r
		}
	}
	given := func(f url.Values) func(testing.TB, *house, asker) url.Values {
		return func(testing.TB, *house, asker) url.Values { return f }
	}
	session := func(t testing.TB, h *house, a asker) string { t.Helper(); return h.session(t, a).session.String() }
	// Making recovery codes takes ten hashes, so only a few come as far.
	few := []string{string(access.Coordinator), string(access.IntelligenceLead), string(access.Administrator), "nobody"}
	return []example{
		{route: "GET /", make: to("/")},
		{route: "GET /account", make: to("/account")},
		{route: "GET /account/password", make: to("/account/password")},
		{route: "POST /account/password", make: restored("/account/password", false, given(url.Values{"old": {demo.Password}, "password": {"kettle orchard window"}, "again": {"kettle orchard window"}}))},
		{route: "GET /account/second-factor", make: restored("/account/second-factor", false, nil)},
		{route: "POST /account/second-factor", what: "without a password", make: restored("/account/second-factor", false, given(url.Values{"key": {key.Text()}, "code": {"123456"}}))},
		{route: "POST /account/second-factor", few: few, make: restored("/account/second-factor", false, func(t testing.TB, _ *house, _ asker) url.Values {
			t.Helper()
			return url.Values{"key": {key.Text()}, "code": {oneTime(t)}, "password": {demo.Password}}
		})},
		{route: "GET /account/recovery-codes", make: restored("/account/recovery-codes", true, nil)},
		{route: "POST /account/recovery-codes", what: "without a password", make: restored("/account/recovery-codes", true, given(url.Values{}))},
		{route: "POST /account/recovery-codes", few: few, make: restored("/account/recovery-codes", true, given(url.Values{"password": {demo.Password}}))},
		{route: "POST /account/sessions/:id/end", what: "their own", make: func(t testing.TB, h *house, a asker) request {
			t.Helper()
			r := restored("", false, given(url.Values{}))(t, h, a)
			r.path = "/account/sessions/" + session(t, h, a) + "/end"
			return r
		}},
		{route: "POST /account/sessions/:id/end", what: "another's", make: aimed("/account/sessions/%s/end", func(t testing.TB, h *house, a asker) string {
			t.Helper()
			other := h.named(t, access.Coordinator)
			if a.id == other.id {
				other = h.named(t, access.Manager)
			}
			return session(t, h, other)
		}, url.Values{})},
		{route: "POST /account/sessions/end-others", make: restored("/account/sessions/end-others", false, given(url.Values{}))},
		{route: "GET /account/partnership", make: restored("/account/partnership", false, nil)},
		{route: "POST /account/partnership", what: "their own", make: restored("/account/partnership", false, func(_ testing.TB, _ *house, a asker) url.Values {
			return url.Values{"partnership": {fmt.Sprint(a.partnership)}}
		})},
		{route: "POST /account/partnership", what: "another", make: restored("/account/partnership", false, func(_ testing.TB, _ *house, a asker) url.Values {
			return url.Values{"partnership": {fmt.Sprint(elsewhere + 1 - a.partnership)}}
		})},
	}
}

func peopleExamples() []example {
	why := url.Values{"reason": {"Agreed by the board"}}
	somebody := func(t testing.TB, h *house, partnership int) asker {
		t.Helper()
		return h.member(t, "Robin Vale", partnership, access.Staff)
	}
	membership := func(t testing.TB, h *house, id uuid.UUID) string {
		t.Helper()
		return h.text(t, `SELECT id FROM identity.membership WHERE account_id = $1`, id)
	}
	theirs := func(t testing.TB, h *house, _ asker) string {
		t.Helper()
		return membership(t, h, somebody(t, h, 1).id)
	}
	own := func(t testing.TB, h *house, a asker) string {
		t.Helper()
		if a.id == uuid.Nil {
			return uuid.NewString()
		}
		return membership(t, h, a.id)
	}
	invitation := func(t testing.TB, h *house, _ asker) string {
		t.Helper()
		return h.invitation(t, secret.NewToken()).String()
	}
	grant := func(t testing.TB, h *house, _ asker) string {
		t.Helper()
		return h.grant(t, somebody(t, h, 1), access.OutreachWorker).String()
	}
	propose := func(path string, whom func(testing.TB, *house, asker) uuid.UUID) func(testing.TB, *house, asker) request {
		return func(t testing.TB, h *house, a asker) request {
			t.Helper()
			return request{path: path, token: a.token, form: url.Values{
				"person": {whom(t, h, a).String()}, "role": {"outreach_worker"}, "from": {days(0)}, "to": {days(60)}, "reason": {"Agreed by the board"}, "despite": {"Nobody else is vetted"},
			}}
		}
	}
	proposal := func(by, of func(testing.TB, *house, asker) uuid.UUID) func(testing.TB, *house, asker) string {
		return func(t testing.TB, h *house, a asker) string {
			t.Helper()
			id := uuid.New()
			h.exec(t, `INSERT INTO identity.grant_proposal (id, account_id, partnership_id, strand, role, from_day, to_day, reason, proposed_by)
				VALUES ($1, $2, 1, 'outreach', 'outreach_worker', sec.today(), sec.today() + 60, 'sample', $3)`, id, of(t, h, a), by(t, h, a))
			return id.String()
		}
	}
	another := func(t testing.TB, h *house, a asker) uuid.UUID { t.Helper(); return somebody(t, h, a.partnership).id }
	member := func(t testing.TB, h *house, _ asker) uuid.UUID { t.Helper(); return somebody(t, h, 1).id }
	self := func(t testing.TB, h *house, a asker) uuid.UUID {
		t.Helper()
		if a.id == uuid.Nil {
			return somebody(t, h, 1).id
		}
		return a.id
	}
	cooling := func(t testing.TB, h *house, a asker) uuid.UUID {
		t.Helper()
		id := another(t, h, a)
		h.exec(t, `INSERT INTO identity.strand_grant (id, account_id, partnership_id, strand, role, from_day, to_day, cooling_days, first_used_on, reason, proposed_by, approved_by)
			VALUES (gen_random_uuid(), $1, 1, 'intelligence', 'intelligence_officer', sec.today() - 60, sec.today() - 1, 365, sec.today() - 60, 'sample', $2, $3)`, id, h.account(access.Coordinator), h.account(access.Manager))
		return id
	}
	decide := url.Values{"decision": {"approve"}, "reason": {"Agreed by the board"}}
	var all []example
	for _, x := range []struct {
		path, what string
		aim        func(testing.TB, *house, asker) string
		form       url.Values
	}{
		{"/admin/invitations/%s/withdraw", "", invitation, url.Values{}},
		{"/admin/memberships/%s/end", "another's", theirs, why},
		{"/admin/memberships/%s/end", "their own", own, why},
		{"/admin/grants/%s/end", "", grant, why},
		{"/admin/proposals/%s", "another's", proposal(member, member), decide},
		{"/admin/proposals/%s", "made by themselves", proposal(self, member), decide},
		{"/admin/proposals/%s", "made for themselves", proposal(member, self), decide},
	} {
		pattern := strings.Replace(x.path, "%s", ":id", 1)
		all = append(all, example{route: "GET " + pattern, what: x.what, make: aimed(x.path, x.aim, nil)}, example{route: "POST " + pattern, what: x.what, make: aimed(x.path, x.aim, x.form)})
	}
	return append(
		all,
		example{route: "GET /admin/users", make: to("/admin/users")},
		example{route: "GET /admin/users/invite", make: to("/admin/users/invite")},
		example{route: "POST /admin/users/invite", make: func(_ testing.TB, _ *house, a asker) request {
			return request{path: "/admin/users/invite", token: a.token, form: url.Values{
				"name": {"Rowan Field"}, "email": {uuid.NewString() + "@westmere.example"}, "role": {"staff"}, "agency": {fmt.Sprint(sharedAgency)}, "reason": {"Agreed by the board"},
			}}
		}},
		example{route: "GET /admin/grants/propose", make: to("/admin/grants/propose")},
		example{route: "POST /admin/grants/propose", what: "for another", make: propose("/admin/grants/propose", another)},
		example{route: "POST /admin/grants/propose", what: "for themselves", make: propose("/admin/grants/propose", self)},
		example{route: "GET /admin/grants/except", make: to("/admin/grants/except")},
		example{route: "POST /admin/grants/except", what: "for another", make: propose("/admin/grants/except", cooling)},
		example{route: "POST /admin/grants/except", what: "for themselves", make: propose("/admin/grants/except", self)},
	)
}

func meetingExamples() []example {
	own := func(t testing.TB, h *house, a asker) string {
		t.Helper()
		if a.id == uuid.Nil {
			return uuid.NewString()
		}
		return h.draft(t, a).String()
	}
	others := func(t testing.TB, h *house, a asker) string {
		t.Helper()
		author := h.named(t, access.Coordinator)
		if a.id == author.id {
			author = h.named(t, access.Staff)
		}
		return h.draft(t, author).String()
	}
	logged := func(do string) func(testing.TB, *house, asker) request {
		return func(t testing.TB, h *house, a asker) request {
			t.Helper()
			f := h.meeting(t, a.partnership)
			f.Set("do", do)
			return request{path: "/coordination/activities/new/meeting", form: f, token: a.token}
		}
	}
	all := []example{
		{route: "GET /activities", make: to("/activities")},
		{route: "GET /activities/new", make: to("/activities/new")},
		{route: "GET /coordination/activities/new/meeting", make: to("/coordination/activities/new/meeting")},
		{route: "POST /coordination/activities/new/meeting", what: "to check", make: logged("")},
		{route: "POST /coordination/activities/new/meeting", what: "as a draft", make: logged("draft")},
	}
	for _, x := range []struct{ path, pattern string }{
		{"/coordination/drafts/%s/check", "/coordination/drafts/:id/check"}, {"/coordination/drafts/%s/delete", "/coordination/drafts/:id/delete"},
	} {
		all = append(all,
			example{route: "GET " + x.pattern, what: "their own", make: aimed(x.path, own, nil)}, example{route: "GET " + x.pattern, what: "another's", make: aimed(x.path, others, nil)},
			example{route: "POST " + x.pattern, what: "their own", make: aimed(x.path, own, url.Values{})}, example{route: "POST " + x.pattern, what: "another's", make: aimed(x.path, others, url.Values{})})
	}
	return all
}

// spared makes a record for everybody who may come to change it. Those who may
// not know of it all ask for the same one.
func spared(in access.Strand, aim func(testing.TB, *house, asker) string) func(testing.TB, *house, asker) string {
	kept := ""
	return func(t testing.TB, h *house, a asker) string {
		t.Helper()
		if a.works(in) && a.partnership == 1 {
			return aim(t, h, a)
		}
		if kept == "" {
			kept = aim(t, h, a)
		}
		return kept
	}
}

// authors are the accounts of the demonstration whose records are asked for.
var authors = map[access.Strand][]struct {
	role access.Role
	what string
}{
	access.Coordination: {{access.Coordinator, "the coordinator's"}, {access.Staff, "agency staff's"}},
	access.Outreach:     {{access.OutreachWorker, ""}},
	access.Casework:     {{access.CaseWorker, ""}},
	access.Intelligence: {{access.IntelligenceOfficer, ""}},
}

func recordExamples() []example {
	var all []example
	why := url.Values{"why": {"It names somebody"}}
	for _, in := range access.Strands() {
		base := "/" + string(in) + "/activities"
		if in != access.Coordination {
			all = append(all, example{route: "GET " + base, make: to(base)})
		}
		for _, by := range authors[in] {
			fresh := spared(in, func(t testing.TB, h *house, a asker) string {
				t.Helper()
				id, ref := h.record(t, in, h.account(by.role))
				if in.LogsReads() && a.works(in) {
					h.read(t, in, a, id)
				}
				return ref
			})
			hidden := spared(in, func(t testing.TB, h *house, a asker) string {
				t.Helper()
				id, ref := h.record(t, in, h.account(by.role))
				h.reported(t, in, id)
				if in.LogsReads() && a.works(in) {
					h.read(t, in, a, id)
				}
				return ref
			})
			add := func(method, verb, what string, aim func(testing.TB, *house, asker) string, form url.Values) {
				if by.what != "" && what != "" {
					what = ", " + what
				}
				all = append(all, example{route: method + " " + base + "/:ref" + verb, what: by.what + what, make: aimed(base+"/%s"+verb, aim, form)})
			}
			add("GET", "", "", fresh, nil)
			add("GET", "", "hidden", hidden, nil)
			add("GET", "/history", "", fresh, nil)
			add("GET", "/history", "hidden", hidden, nil)
			add("GET", "/withdraw", "", fresh, nil)
			add("POST", "/withdraw", "", fresh, why)
			add("GET", "/report", "", fresh, nil)
			add("POST", "/report", "", fresh, why)
			if in.LogsReads() {
				unread := func(t testing.TB, h *house, _ asker) string {
					t.Helper()
					_, ref := h.record(t, in, h.account(by.role))
					return ref
				}
				add("GET", "", "without a reason", unread, nil)
				add("POST", "/read", "", unread, url.Values{"why": {"Preparing the review"}})
			}
			if in == access.Coordination {
				add("GET", "/correct", "", fresh, nil)
				all = append(all, example{route: "POST " + base + "/:ref/correct", what: by.what, make: func(t testing.TB, h *house, a asker) request {
					t.Helper()
					f, ref := h.meeting(t, 1), fresh(t, h, a)
					f.Set("version", "1")
					f.Set("why", "A name was misspelt")
					if h.DB.Count(t, `SELECT count(*) FROM coordination.attendance l JOIN coordination.activity a ON a.id = l.activity_id WHERE a.ref = $1 AND l.agency_id = $2`, ref, spareAgency) == 0 {
						f.Del(fmt.Sprint("attendance-", spareAgency)) // a record keeps the agencies it asked
						f.Del(fmt.Sprint("who-", spareAgency))
					}
					return request{path: base + "/" + ref + "/correct", form: f, token: a.token}
				}})
			}
			add("GET", "/restore", "", hidden, nil)
			add("POST", "/restore", "", hidden, url.Values{})
		}
	}
	return all
}

func actionExamples() []example {
	all := []example{{route: "GET /actions", make: to("/actions")}}
	for _, of := range []struct {
		what string
		role access.Role
	}{{"the council's", access.Coordinator}, {"the college's", access.Staff}} {
		fresh := func(t testing.TB, h *house, _ asker) string {
			t.Helper()
			agency := 0
			for _, a := range h.Invented.Accounts {
				if a.Email == h.Holder(of.role) {
					agency = a.Agency
				}
			}
			return h.action(t, agency)
		}
		all = append(all,
			example{route: "GET /coordination/actions/:ref", what: of.what, make: aimed("/coordination/actions/%s", fresh, nil)},
			example{route: "GET /coordination/actions/:ref/complete", what: of.what, make: aimed("/coordination/actions/%s/complete", fresh, nil)},
			example{route: "POST /coordination/actions/:ref/complete", what: of.what, make: aimed("/coordination/actions/%s/complete", fresh, url.Values{"state": {"done"}, "on": {days(0)}, "note": {"Sent"}})},
			example{route: "GET /coordination/actions/:ref/date", what: of.what, make: aimed("/coordination/actions/%s/date", fresh, nil)},
			example{route: "POST /coordination/actions/:ref/date", what: of.what, make: aimed("/coordination/actions/%s/date", fresh, url.Values{"due": {days(40)}, "why": {"The hall is taken"}, "version": {"1"}})})
	}
	return all
}

func checklistExamples() []example {
	return append(append(thresholdExamples(), mechanismExamples()...), []example{
		{route: "GET /checklist", make: to("/checklist")},
		{route: "GET /health", make: to("/health")},
		{route: "GET /health.csv", make: to("/health.csv")},
		{route: "GET /health/:measure", make: to("/health/attendance")},
		{route: "GET /health/:measure/rows.csv", make: to("/health/attendance/rows.csv")},
		{route: "GET /checklist/:code", make: to("/checklist/RES-2")},
		{route: "GET /checklist/:code/assess", make: to("/checklist/RES-2/assess")},
		{route: "POST /checklist/:code/assess", make: func(t testing.TB, h *house, a asker) request {
			t.Helper()
			seen := h.text(t, `SELECT coalesce((SELECT id::text FROM coordination.assessment WHERE partnership_id = $1 AND item = 'RES-2' ORDER BY at DESC LIMIT 1), '')`, a.partnership)
			return request{path: "/checklist/RES-2/assess", token: a.token, form: url.Values{
				"state": {"in_place"}, "reason": {"The same partners have come all year"}, "review": {days(90)}, "seen": {seen},
			}}
		}},
	}...)
}

func standingExamples() []example {
	// The partnership has one appointment, which has ended or has not.
	appointment := func(t testing.TB, h *house, ended bool) string {
		t.Helper()
		h.exec(t, `DELETE FROM coordination.appointment WHERE recorded_at > now() - interval '1 hour'`)
		h.exec(t, `UPDATE coordination.appointment SET to_day = NULL, ended_by = NULL, end_reason = NULL`)
		if ended {
			h.exec(t, `UPDATE coordination.appointment SET to_day = sec.today() - 1, ended_by = recorded_by, end_reason = 'sample'`)
		}
		return h.text(t, `SELECT id FROM coordination.appointment WHERE partnership_id = 1`)
	}
	running := func(t testing.TB, h *house, _ asker) string { t.Helper(); return appointment(t, h, false) }
	// The partnership has one version that counts and one that waits, of by.
	waiting := func(by func(*house, asker) uuid.UUID) func(testing.TB, *house, asker) string {
		return func(t testing.TB, h *house, a asker) string {
			t.Helper()
			h.settled(t)
			id := uuid.New()
			h.exec(t, `INSERT INTO coordination.initiative SELECT (jsonb_populate_record(i, jsonb_build_object('id', $1::text, 'version', 2,
				'proposed_by', $2::text, 'proposed_at', now(), 'approved_by', null, 'approved_at', null))).* FROM coordination.initiative i WHERE partnership_id = 1 AND version = 1`, id, by(h, a))
			h.exec(t, `INSERT INTO coordination.initiative_partner (initiative_id, partnership_id, agency_id) VALUES ($1, 1, 1), ($1, 1, 2)`, id)
			return id.String()
		}
	}
	another := waiting(func(h *house, a asker) uuid.UUID {
		if a.id == h.account(access.Coordinator) {
			return h.account(access.Manager)
		}
		return h.account(access.Coordinator)
	})
	self := waiting(func(h *house, a asker) uuid.UUID {
		if a.id == uuid.Nil {
			return h.account(access.Coordinator)
		}
		return a.id
	})
	why := url.Values{"why": {"The goals are too wide"}}
	return []example{
		{route: "GET /agencies", make: to("/agencies")},
		{route: "GET /help", make: to("/help")},
		{route: "GET /about/evidence", make: to("/about/evidence")},
		{route: "GET /about/accessibility", make: to("/about/accessibility")},
		{route: "GET /about/privacy", make: to("/about/privacy")},
		{route: "GET /coordination/appointment", make: to("/coordination/appointment")},
		{route: "POST /coordination/appointment", make: func(t testing.TB, h *house, a asker) request {
			t.Helper()
			appointment(t, h, true)
			who := h.account(access.Coordinator)
			if a.partnership != 1 {
				who = a.id
			}
			return request{path: "/coordination/appointment", token: a.token, form: url.Values{
				"coordinator": {who.String()}, "fte": {"0.5"}, "dedicated": {"yes"}, "from": {days(0)}, "reason": {"Agreed by the board"},
			}}
		}},
		{route: "GET /coordination/appointment/:id/change", make: aimed("/coordination/appointment/%s/change", running, nil)},
		{route: "POST /coordination/appointment/:id/change", make: aimed("/coordination/appointment/%s/change", running, url.Values{
			"fte": {"0.33"}, "dedicated": {"yes"}, "from": {days(0)}, "why": {"Mistyped"}, "version": {"1"},
		})},
		{route: "GET /coordination/appointment/:id/end", make: aimed("/coordination/appointment/%s/end", running, nil)},
		{route: "POST /coordination/appointment/:id/end", make: aimed("/coordination/appointment/%s/end", running, url.Values{"last": {days(0)}, "why": {"A new post begins"}})},
		{route: "GET /coordination/initiative", make: to("/coordination/initiative")},
		{route: "GET /coordination/initiative/propose", make: func(t testing.TB, h *house, a asker) request {
			t.Helper()
			h.settled(t)
			return request{path: "/coordination/initiative/propose", token: a.token}
		}},
		{route: "POST /coordination/initiative/propose", make: func(t testing.TB, h *house, a asker) request {
			t.Helper()
			h.settled(t)
			return request{path: "/coordination/initiative/propose", token: a.token, form: url.Values{
				"name": {"Westmere safer pathways"}, "starts": {days(-100)}, "ends": {days(300)}, "goals": {"Young people are noticed early"},
				"agencies": {"1", "2"}, "locked": {days(0)}, "reason": {"Agreed by the board"},
			}}
		}},
		{route: "POST /coordination/initiative/:id/approve", what: "another's", make: aimed("/coordination/initiative/%s/approve", another, url.Values{})},
		{route: "POST /coordination/initiative/:id/approve", what: "their own", make: aimed("/coordination/initiative/%s/approve", self, url.Values{})},
		{route: "POST /coordination/initiative/:id/refuse", what: "another's", make: aimed("/coordination/initiative/%s/refuse", another, why)},
		{route: "POST /coordination/initiative/:id/refuse", what: "their own", make: aimed("/coordination/initiative/%s/refuse", self, why)},
	}
}

// settled leaves every partnership with the version that counts, if any.
func (h *house) settled(t testing.TB) {
	t.Helper()
	h.exec(t, `WITH i AS (SELECT id FROM coordination.initiative WHERE partnership_id <> 1 OR version > 1)
		DELETE FROM coordination.initiative_partner WHERE initiative_id IN (SELECT id FROM i)`)
	h.exec(t, `DELETE FROM coordination.initiative WHERE partnership_id <> 1 OR version > 1`)
}

// declared are the routes of the site by method and pattern.
func declared(t testing.TB) map[string]server.Route {
	t.Helper()
	book, err := checklist.Load(config.FS)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]server.Route{}
	for _, r := range (&page.Pages{Book: book, Now: time.Now}).Routes() {
		all[r.Method()+" "+r.Path()] = r
	}
	return all
}

// cell is one answer of the matrix.
type cell struct {
	example example
	route   server.Route
	asker   asker
	request request
	said
}

func (c cell) String() string {
	what := c.example.what
	if what == "" {
		what = "-"
	}
	return fmt.Sprintf("%s\t%s\t%s\t%s", c.example.route, what, c.asker.name, c.answer())
}

var (
	anyUUID  = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
	anyRef   = regexp.MustCompile(`(COO|OUT|CAS|INT)-[0-9A-HJKMNP-TV-Z]{7}`)
	anyToken = regexp.MustCompile(`[A-Za-z0-9_-]{43}`)
	anyDay   = regexp.MustCompile(`\d{4}-\d{2}-\d{2}`)
)

// answer is the status, and where a browser is sent, with nothing in it that
// another run or another day would change.
func (s said) answer() string {
	if s.location == "" {
		return fmt.Sprint(s.status)
	}
	to := anyUUID.ReplaceAllString(s.location, ":id")
	to = anyDay.ReplaceAllString(to, ":day")
	return fmt.Sprintf("%d %s", s.status, anyToken.ReplaceAllString(anyRef.ReplaceAllString(to, ":ref"), ":token"))
}

// done reports whether what was asked for was done or shown.
func (s said) done() bool {
	return s.status == http.StatusOK || s.status == http.StatusSeeOther && !strings.HasPrefix(s.location, "/sign-in?to=")
}

// matrix asks every route of everybody.
func (h *house) matrix(t testing.TB) []cell {
	t.Helper()
	routes := declared(t)
	var cells []cell
	for _, e := range examples() {
		r, ok := routes[e.route]
		if !ok {
			t.Errorf("%s: is in the examples and not on the map", e.route)
			continue
		}
		for _, a := range h.askers {
			if len(e.few) > 0 && !slices.Contains(e.few, a.name) {
				continue
			}
			q := e.make(t, h, a)
			q.method = r.Method()
			cells = append(cells, cell{e, r, a, q, h.ask(t, q)})
		}
	}
	for name := range routes {
		if !slices.ContainsFunc(cells, func(c cell) bool { return c.example.route == name }) {
			t.Errorf("%s: is on the map and nobody has asked for it: add an example", name)
		}
	}
	return cells
}

// TestEveryRouteAnswersEverybody is the matrix: every route asked by every
// role, by nobody, by people of another partnership and by people whose time
// is over. A changed line of the golden file is a changed permission.
func TestEveryRouteAnswersEverybody(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("requests come one after another, which the race detector has no interest in")
	}
	h := open(t)
	cells := h.matrix(t)
	t.Logf("%d cells: %d routes, %d ways to ask for them, %d askers", len(cells), len(declared(t)), len(examples()), len(h.askers))
	lines := []string{"# Every route, what of it is asked for, who asks, and the answer. Made by go test ./internal/app -run TestEveryRoute -update"}
	for _, c := range cells {
		lines = append(lines, c.String())
		c.isAllowed(t)
		h.isSilent(t, c)
	}
	for name := range declared(t) {
		if !slices.ContainsFunc(cells, func(c cell) bool { return c.example.route == name && c.done() }) {
			t.Errorf("%s: nobody may", name)
		}
	}
	golden.Same(t, "routes.tsv", []byte(strings.Join(lines, "\n")+"\n"))
	h.isLogged(t, cells)
}

// isAllowed checks what holds for every cell, whatever the golden file says.
func (c cell) isAllowed(t *testing.T) {
	t.Helper()
	in := c.route.In()
	alone := len(in) == 1 && in[0] != access.Identity
	left := c.route.NeedsSession() && len(c.asker.holds) == 0
	switch {
	case !slices.Contains([]int{200, 303, 403, 404, 409, 422}, c.status):
		t.Errorf("%s: got %d\n%s", c, c.status, c.body)
	case left && (c.status != http.StatusSeeOther || !strings.HasPrefix(c.location, "/sign-in")):
		t.Errorf("%s: want to be asked to sign in", c)
	case left:
	case alone && !c.asker.works(in[0]) && c.status != http.StatusNotFound:
		t.Errorf("%s: want 404, since they do not work there", c)
	case alone && c.asker.partnership != 1 && c.done() && strings.Contains(c.route.Path(), "/:ref"):
		t.Errorf("%s: want 404, since the record is another partnership's", c)
	case c.route.Does() != "" && c.status == http.StatusForbidden && !slices.ContainsFunc(in, func(s access.Strand) bool { return s == access.Identity || c.asker.works(s) }):
		t.Errorf("%s: want 404, since they may not know of it", c)
	}
}

// isSilent checks that a page says nothing of what its reader may not know: of
// another strand, of another partnership, or of a record that is hidden.
func (h *house) isSilent(t *testing.T, c cell) {
	t.Helper()
	for _, a := range h.Invented.Activities {
		known := c.asker.works(a.Strand) && c.asker.partnership == 1
		if !known && strings.Contains(c.body, a.Ref) {
			t.Errorf("%s: shows %s", c, a.Ref)
		}
		if !known && a.Strand != access.Coordination && strings.Contains(c.body, a.Content.Name) {
			t.Errorf("%s: says %q of %s", c, a.Content.Name, a.Strand)
		}
	}
	if !c.asker.works(access.Casework) && strings.Contains(c.body, h.Invented.Casefile.Title) {
		t.Errorf("%s: says %q", c, h.Invented.Casefile.Title)
	}
	if c.asker.partnership != 1 && strings.Contains(c.body, h.Invented.Name) && !strings.Contains(c.route.Path(), "invitation") && c.route.Path() != "/pulse/:token" { // which say where they lead
		t.Errorf("%s: says %q", c, h.Invented.Name)
	}
	if hidden := strings.Contains(c.example.what, "hidden") || strings.HasSuffix(c.route.Path(), "/restore") && c.route.Method() == http.MethodGet; !hidden || c.status != http.StatusOK {
		return
	}
	ref, in := anyRef.FindString(c.request.path), string(c.route.In()[0])
	for _, part := range []string{"title", "summary"} {
		said := h.text(t, `SELECT `+part+` FROM `+in+`.activity WHERE ref = $1`, ref)
		if reported := h.DB.Count(t, `SELECT count(*) FROM `+in+`.activity WHERE ref = $1 AND reported_at IS NOT NULL`, ref); reported == 1 && said != "" && strings.Contains(c.body, said) {
			t.Errorf("%s: is hidden and says %q", c, said)
		}
	}
}

// isLogged checks that every cell left in the log what it had to, and that the
// chains hold.
func (h *house) isLogged(t *testing.T, cells []cell) {
	t.Helper()
	entries := h.entries(t)
	for _, c := range cells {
		left := entries[c.id]
		signedIn := c.asker.token != "" && len(c.asker.holds) > 0
		refused := slices.DeleteFunc(slices.Clone(left), func(e entry) bool { return e.act != audit.Refuse })
		switch {
		case c.route.Path() == "/pulse/:token": // its entry is in nobody's name, and of no request
			if len(left) != 0 {
				t.Errorf("%s: left %v, want nothing that names the request", c, left)
			}
		case signedIn && (c.status == http.StatusNotFound || c.status == http.StatusForbidden):
			want := access.Identity
			for _, in := range c.route.In() {
				if c.asker.works(in) {
					want = in
					break
				}
			}
			if len(refused) == 0 || len(left) != len(refused) || !slices.ContainsFunc(refused, func(e entry) bool { return e.strand == want }) {
				t.Errorf("%s: left %v, want a refusal in %s", c, left, want)
			}
			if !slices.ContainsFunc(c.route.In(), c.asker.works) && len(left) != 1 {
				t.Errorf("%s: left %v, want one entry", c, left)
			}
		case !c.done() || c.location == "/sign-in" && c.route.NeedsSession():
		case c.route.Method() == http.MethodPost:
			act := c.route.Act()
			if act == "" {
				act = audit.Auth
			}
			if c.route.Path() == "/invitation/:token" {
				act = audit.Admin // it makes a member
			}
			if c.route.Path() == "/rate/:token" {
				act = audit.Collect // it keeps an answer
			}
			idle := c.route.Act() == "" && (c.asker.token == "" && c.route.Path() == "/sign-out" || strings.HasPrefix(c.location, "/sign-in") && strings.HasPrefix(c.route.Path(), "/sign-in/") || !signedIn && c.route.Path() == "/sign-out")
			if !idle && !slices.ContainsFunc(left, func(e entry) bool { return e.act == act && e.outcome == string(audit.Done) }) {
				t.Errorf("%s: left %v, want %s", c, left, act)
			}
		case c.route.Act() == audit.Consult && c.status == http.StatusOK && !strings.Contains(c.example.what, "without a reason"):
			if !slices.ContainsFunc(left, func(e entry) bool { return e.act == audit.Consult && e.strand == c.route.In()[0] }) {
				t.Errorf("%s: left %v, want consult", c, left)
			}
		case c.route.Method() == http.MethodGet && strings.HasSuffix(c.route.Path(), "/unsent/:id"): // what its rehearsal was refused
			if len(left) != len(refused) || len(left) > 1 || len(left) == 1 && !strings.HasPrefix(left[0].on, "POST ") {
				t.Errorf("%s: left %v, want what the form was refused at most", c, left)
			}
		case len(left) > 0 && c.route.Act() == audit.None:
			t.Errorf("%s: left %v, want nothing", c, left)
		}
	}
	h.holds(t)
}

// entry is one entry of the log.
type entry struct {
	strand  access.Strand
	act     audit.Act
	did     string
	outcome string
	on      string
}

// entries are what each request has left in the log.
func (h *house) entries(t testing.TB) map[string][]entry {
	t.Helper()
	rows, err := h.DB.Owner.QueryContext(t.Context(), `SELECT request, strand, act, did, outcome, on_what FROM audit.event ORDER BY at_us`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	all := map[string][]entry{}
	for rows.Next() {
		var request string
		var e entry
		if err := rows.Scan(&request, &e.strand, &e.act, &e.did, &e.outcome, &e.on); err != nil {
			t.Fatal(err)
		}
		all[request] = append(all[request], e)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// holds verifies the chains of the log.
func (h *house) holds(t testing.TB) {
	t.Helper()
	n, problems, err := postgres.VerifyLog(t.Context(), h.DB.Super(), audit.NewVerifier(nil, nil))
	if err != nil || len(problems) > 0 || n == 0 {
		t.Errorf("the log of %d entries: %v %v", n, problems, err)
	}
}
