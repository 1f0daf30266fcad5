package app

import (
	"net/url"
	"testing"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/partnership"
)

// steeringExamples are of who leads, escalations, goals, setting up and the
// partnership's details.
func steeringExamples() []example {
	leader := func(t testing.TB, h *house, _ asker) string {
		t.Helper()
		h.exec(t, `UPDATE coordination.leader SET to_day = NULL, ended_by = NULL, end_reason = NULL WHERE post = 'senior_sponsor' AND from_day > '2020-01-01'`)
		return h.text(t, `SELECT id FROM coordination.leader WHERE post = 'senior_sponsor' AND partnership_id = 1 AND from_day > '2020-01-01'`)
	}
	escalation := func(t testing.TB, h *house, _ asker) string {
		t.Helper()
		id := uuid.New()
		h.exec(t, `INSERT INTO coordination.escalation (id, partnership_id, post, what, raised_on, raised_by) VALUES ($1, 1, 'police_lead', 'sample', sec.today(), $2)`, id, h.account(access.Coordinator))
		return id.String()
	}
	// The asker has yet to acknowledge goals that hold today.
	goals := func(t testing.TB, h *house, a asker) string {
		t.Helper()
		h.exec(t, `INSERT INTO coordination.goals (id, partnership_id, version, text, from_day, reason, recorded_by)
			SELECT gen_random_uuid(), $1, 1, 'sample', sec.today(), 'sample', $2 WHERE NOT EXISTS (SELECT FROM coordination.goals WHERE partnership_id = $1)`, a.partnership, h.account(access.Coordinator))
		h.exec(t, `DELETE FROM coordination.acknowledgement WHERE account_id = $1`, a.id)
		return h.text(t, `SELECT id FROM coordination.goals WHERE partnership_id = $1 AND from_day <= sec.today() ORDER BY version DESC LIMIT 1`, a.partnership)
	}
	off := func(t testing.TB, h *house, a asker) string {
		t.Helper()
		h.exec(t, `DELETE FROM shared.strand_use WHERE partnership_id = $1 AND strand = 'intelligence'`, a.partnership)
		return "intelligence"
	}
	waiting := func(by func(*house, asker) uuid.UUID) func(testing.TB, *house, asker) string {
		return func(t testing.TB, h *house, a asker) string {
			t.Helper()
			h.exec(t, `DELETE FROM shared.strand_use WHERE partnership_id = 1 AND strand = 'intelligence'`)
			id := uuid.New()
			h.exec(t, `INSERT INTO shared.strand_use (id, partnership_id, strand, reason, proposed_by) VALUES ($1, 1, 'intelligence', 'sample', $2)`, id, by(h, a))
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
	decide := url.Values{"decision": {"approve"}, "why": {"Two people are ready"}}
	return []example{
		{route: "GET /coordination/leadership", make: to("/coordination/leadership")},
		{route: "POST /coordination/leadership", make: func(t testing.TB, h *house, a asker) request {
			t.Helper()
			h.exec(t, `DELETE FROM coordination.leader WHERE from_day < '2020-01-01'`)
			return request{path: "/coordination/leadership", token: a.token, form: url.Values{
				"post": {"police_lead"}, "agency": {"1"}, "person": {"Robin Vale"}, "title": {"Superintendent"}, "from": {"1 May 2010"}, "to": {"1 June 2010"}, "reason": {"Named by the force"},
			}}
		}},
		{route: "GET /coordination/leadership/:id/end", make: aimed("/coordination/leadership/%s/end", leader, nil)},
		{route: "POST /coordination/leadership/:id/end", make: aimed("/coordination/leadership/%s/end", leader, url.Values{"last": {days(0)}, "why": {"Retired"}})},
		{route: "GET /coordination/escalations", make: to("/coordination/escalations")},
		{route: "POST /coordination/escalations", make: filled("/coordination/escalations", url.Values{"post": {"senior_sponsor"}, "what": {"Who pays for the room?"}, "meeting": {""}, "raised": {days(0)}})},
		{route: "GET /coordination/escalations/:id", make: aimed("/coordination/escalations/%s", escalation, nil)},
		{route: "POST /coordination/escalations/:id/answer", make: aimed("/coordination/escalations/%s/answer", escalation, url.Values{"answered": {days(0)}, "answer": {"The council pays"}})},
		{route: "GET /coordination/goals", make: to("/coordination/goals")},
		{route: "GET /coordination/goals/change", make: to("/coordination/goals/change")},
		{route: "POST /coordination/goals/change", make: filled("/coordination/goals/change", url.Values{
			"text": {"Agencies work together"}, "from": {days(0)}, "reason": {"Agreed by the board"}, "question-1": {"Who?"}, "choices-1": {"Everybody\nNobody"}, "right-1": {"1"},
		})},
		{route: "GET /coordination/goals/acknowledge", make: func(t testing.TB, h *house, a asker) request {
			t.Helper()
			goals(t, h, a)
			return request{path: "/coordination/goals/acknowledge", token: a.token}
		}},
		{route: "POST /coordination/goals/acknowledge", make: func(t testing.TB, h *house, a asker) request {
			t.Helper()
			return request{path: "/coordination/goals/acknowledge", token: a.token, form: url.Values{"goals": {goals(t, h, a)}, "answer-1": {"1"}}}
		}},
		{route: "GET /coordination/setup", make: to("/coordination/setup")},
		{route: "GET /coordination/setup/areas/:strand", make: aimed("/coordination/setup/areas/%s", off, nil)},
		{route: "POST /coordination/setup/areas/:strand", make: aimed("/coordination/setup/areas/%s", off, url.Values{"reason": {"We share intelligence"}})},
		{route: "GET /coordination/setup/proposals/:id", what: "another's", make: aimed("/coordination/setup/proposals/%s", another, nil)},
		{route: "GET /coordination/setup/proposals/:id", what: "their own", make: aimed("/coordination/setup/proposals/%s", self, nil)},
		{route: "POST /coordination/setup/proposals/:id", what: "another's", make: aimed("/coordination/setup/proposals/%s", another, decide)},
		{route: "POST /coordination/setup/proposals/:id", what: "their own", make: aimed("/coordination/setup/proposals/%s", self, decide)},
		{route: "GET /coordination/partnership", make: to("/coordination/partnership")},
		{route: "POST /coordination/partnership", make: func(t testing.TB, h *house, a asker) request {
			t.Helper()
			one := func(column string) string {
				return h.text(t, `SELECT `+column+` FROM shared.partnership WHERE id = $1`, a.partnership)
			}
			d := partnership.Details{Name: one("name"), Short: one("short"), Calendar: partnership.Calendar{Code: one("calendar")}, Referral: one("referral_text")}
			return request{path: "/coordination/partnership", token: a.token, form: url.Values{
				"seen": {d.Mark()}, "name": {d.Name}, "short": {d.Short}, "calendar": {d.Calendar.Code}, "referral": {"Call the duty desk, and say " + uuid.NewString()},
			}}
		}},
		{route: "GET /coordination/standing", make: to("/coordination/standing")},
	}
}
