package app

import (
	"net/url"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/health"
	"liaison/internal/secret"
)

// asks takes the place of any other round of the pulse: one that is open, in
// which a link with the token works and the account has none yet. Without a token
// nobody has one.
func (h *house) asks(t testing.TB, token string, account uuid.UUID) {
	t.Helper()
	h.exec(t, `DELETE FROM coordination.pulse_token`)
	h.exec(t, `DELETE FROM coordination.pulse_seat`)
	h.exec(t, `DELETE FROM coordination.pulse_tally`)
	h.exec(t, `DELETE FROM coordination.pulse_round WHERE published_at IS NULL`)
	if token == "" {
		return
	}
	id := uuid.New()
	h.exec(t, `INSERT INTO coordination.pulse_round (id, partnership_id, quarter, wording, opens_on, closes_on, asked, opened_by, opened_at, linked_at)
		VALUES ($1, 1, date_trunc('quarter', sec.today()::timestamp)::date, 1, sec.today(), sec.today() + 20, 5, $2, now(), now() - interval '1 hour')`, id, h.account(access.Coordinator))
	h.exec(t, `INSERT INTO coordination.pulse_token (partnership_id, round_id, hash) VALUES (1, $1, $2)`, id, secret.TokenHash(token))
	if account != uuid.Nil {
		h.exec(t, `INSERT INTO coordination.pulse_seat (partnership_id, round_id, account_id) VALUES (1, $1, $2)`, id, account)
	}
	for _, c := range health.PresentWording().Counters() {
		h.exec(t, `INSERT INTO coordination.pulse_tally (partnership_id, round_id, part, kind, measure, question, answer)
			VALUES (1, $1, $2, $3, $4, nullif($5, ''), CASE WHEN $5 = '' THEN NULL ELSE $6::int END)`, id, c.Part, string(c.Kind), string(c.Measure), string(c.Question), c.Answer)
	}
}

// told is a round that is over and that too few answered.
func (h *house) told(t testing.TB) {
	t.Helper()
	h.exec(t, `INSERT INTO coordination.fact (partnership_id, source, part, kind, day, until, number, flags, known_from)
		SELECT 1, '7c1f6c0e-4f7e-4f44-8d6c-1f4b5e0a9d21', v.part, v.kind, sec.today() - 100, sec.today() - 80, v.n, v.flags, now() - interval '79 days'
		FROM (VALUES (0, 'pulse_asked', 9, '{wording_1}'::text[]), (1, 'pulse_answered', 4, '{}')) v (part, kind, n, flags)
		WHERE NOT EXISTS (SELECT FROM coordination.fact f WHERE f.kind = 'pulse_asked')`)
}

// fiveStand names five people for the agency that everybody here belongs to.
func (h *house) fiveStand(t testing.TB) {
	t.Helper()
	h.exec(t, `INSERT INTO coordination.person (id, partnership_id, agency_id, name) SELECT ('00000000-0000-4000-8000-00000000000' || n)::uuid, 1, $1, 'Person of the pulse ' || n FROM generate_series(1, 5) n
		ON CONFLICT DO NOTHING`, sharedAgency)
	h.exec(t, `INSERT INTO coordination.representative (id, partnership_id, agency_id, person_id, deputy, from_day) SELECT p.id, 1, p.agency_id, p.id, true, '2024-01-02'
		FROM coordination.person p WHERE p.name LIKE 'Person of the pulse %' ON CONFLICT DO NOTHING`)
}

func pulseExamples() []example {
	const at = "/health/pulse"
	round := func(t testing.TB, h *house, _ asker) string {
		t.Helper()
		h.told(t)
		return h.text(t, `SELECT date_trunc('quarter', (sec.today() - 100)::timestamp)::date::text`)
	}
	works := func(t testing.TB, h *house, _ asker) string {
		t.Helper()
		token := secret.NewToken()
		h.asks(t, token, uuid.Nil)
		return token
	}
	said := url.Values{"sent": {"yes"}}
	for _, q := range health.PresentWording().Questions {
		said.Set(string(q.Code), "3")
	}
	in := func(days int) string { return time.Now().AddDate(0, 0, days).Format("2 January 2006") }
	none := func(path string, form url.Values) func(testing.TB, *house, asker) request {
		return func(t testing.TB, h *house, a asker) request {
			t.Helper()
			h.fiveStand(t)
			h.asks(t, "", uuid.Nil)
			return request{path: path, form: form, token: a.token}
		}
	}
	open := func(path string, form url.Values) func(testing.TB, *house, asker) request {
		return func(t testing.TB, h *house, a asker) request {
			t.Helper()
			h.fiveStand(t)
			h.asks(t, secret.NewToken(), uuid.Nil)
			return request{path: path, form: form, token: a.token}
		}
	}
	return []example{
		{route: "GET " + at, make: to(at)},
		{route: "GET " + at + "/open", make: none(at+"/open", nil)},
		{route: "POST " + at + "/open", make: none(at+"/open", url.Values{"opens": {in(1)}, "closes": {in(21)}, "sure": {"yes"}})},
		{route: "GET " + at + "/renew", make: open(at+"/renew", nil)},
		{route: "POST " + at + "/renew", make: open(at+"/renew", url.Values{"version": {"0"}, "sure": {"yes"}})},
		{route: "POST " + at + "/take", what: "who is asked", make: func(t testing.TB, h *house, a asker) request {
			t.Helper()
			h.asks(t, secret.NewToken(), a.id)
			return request{path: at + "/take", form: url.Values{}, token: a.token}
		}},
		{route: "GET " + at + "/:quarter", make: aimed(at+"/%s", round, nil)},
		{route: "GET " + at + "/:quarter/answers.csv", make: aimed(at+"/%s/answers.csv", round, nil)},
		{route: "GET /pulse/:token", make: aimed("/pulse/%s", works, nil)},
		{route: "GET /pulse/:token", what: "one that does not work", make: to("/pulse/" + secret.NewToken())},
		{route: "POST /pulse/:token", make: aimed("/pulse/%s", works, said)},
		{route: "GET /pulse/thanks", make: to("/pulse/thanks")},
	}
}
