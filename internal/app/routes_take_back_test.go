package app

import (
	"net/url"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/partnership"
)

// takeBackExamples are those of what was recorded in error.
func takeBackExamples() []example {
	why := url.Values{"why": {"Recorded in error"}}
	answered := func(t testing.TB, h *house, _ asker) string {
		t.Helper()
		id := uuid.New()
		h.exec(t, `INSERT INTO coordination.escalation (id, partnership_id, post, what, raised_on, raised_by, answered_on, answer, answered_by)
			VALUES ($1, 1, 'police_lead', 'sample', sec.today(), $2, sec.today(), 'sample', $2)`, id, h.account(access.Coordinator))
		return id.String()
	}
	// The asker has acknowledged the goals that hold today.
	acknowledged := func(form url.Values) func(testing.TB, *house, asker) request {
		return func(t testing.TB, h *house, a asker) request {
			t.Helper()
			h.exec(t, `INSERT INTO coordination.goals (id, partnership_id, version, text, from_day, reason, recorded_by)
				SELECT gen_random_uuid(), $1, 1, 'sample', sec.today(), 'sample', $2 WHERE NOT EXISTS (SELECT FROM coordination.goals WHERE partnership_id = $1)`, max(a.partnership, 1), h.account(access.Coordinator))
			if a.id != uuid.Nil {
				h.exec(t, `INSERT INTO coordination.acknowledgement (goals_id, partnership_id, account_id, on_day)
					SELECT id, partnership_id, $2, sec.today() FROM coordination.goals WHERE partnership_id = $1
					ON CONFLICT (goals_id, account_id) DO UPDATE SET withdrawn_at = NULL`, a.partnership, a.id)
			}
			return request{path: "/coordination/goals/acknowledge/withdraw", token: a.token, form: form}
		}
	}
	gone := func(t testing.TB, h *house, _ asker) string {
		t.Helper()
		h.exec(t, `INSERT INTO shared.agency (id, slug, name, short, kind) VALUES ($1, 'spare', 'Spare', 'Spare', 'other') ON CONFLICT DO NOTHING`, spareAgency)
		h.exec(t, `DELETE FROM shared.partnership_agency WHERE agency_id = $1`, spareAgency)
		h.exec(t, `INSERT INTO shared.partnership_agency (partnership_id, agency_id, joined_on, left_on, left_reason) VALUES (1, $1, '2024-01-01', '2024-12-31', 'sample')`, spareAgency)
		return "spare"
	}
	stopped := func(t testing.TB, h *house, _ asker) string {
		t.Helper()
		id := uuid.New()
		h.exec(t, `INSERT INTO shared.agency (id, slug, name, short, kind) VALUES ($1, 'spare', 'Spare', 'Spare', 'other') ON CONFLICT DO NOTHING`, spareAgency)
		h.exec(t, `DELETE FROM shared.partnership_agency WHERE agency_id = $1`, spareAgency)
		h.exec(t, `INSERT INTO shared.partnership_agency (partnership_id, agency_id, joined_on) VALUES (1, $1, '2024-01-01')`, spareAgency)
		h.exec(t, `INSERT INTO coordination.person (id, partnership_id, agency_id, name) VALUES ($1, 1, $2, $3)`, id, spareAgency, id.String())
		h.exec(t, `INSERT INTO coordination.representative (id, partnership_id, agency_id, person_id, deputy, from_day, to_day, left_why) VALUES ($1, 1, $2, $1, true, '2024-01-01', '2024-12-31', 'sample')`, id, spareAgency)
		return "spare/people/" + id.String()
	}
	// A ceiling of days that are nobody else's, on which the state of a
	// withdrawal stands that somebody proposed.
	ceiling := func(proposed, own bool) func(testing.TB, *house, asker) string {
		return func(t testing.TB, h *house, a asker) string {
			t.Helper()
			id, first, second := uuid.New(), h.account(access.Coordinator), h.account(access.Manager)
			h.exec(t, `DELETE FROM coordination.ceiling WHERE decided_by IS NULL OR recall = 'proposed' OR from_day = '2041-01-01'`)
			h.exec(t, `INSERT INTO coordination.ceiling (id, partnership_id, pence, from_day, to_day, reason, proposed_by, decided_by, decided_at, approved)
				VALUES ($1, 1, 100, '2041-01-01', '2041-12-31', 'sample', $2, $3, now(), true)`, id, first, second)
			if !proposed {
				return id.String()
			}
			by := first
			if own && a.id != uuid.Nil {
				by = a.id
			} else if a.id == first {
				by = second
			}
			h.exec(t, `UPDATE coordination.ceiling SET recall = 'proposed', recall_by = $2, recall_at = now(), recall_why = 'sample' WHERE id = $1`, id, by)
			return id.String()
		}
	}
	recall := "/coordination/costs/ceiling/%s/recall"
	spare := partnership.Seat{
		Agency: partnership.Agency{Name: "Spare", Short: "Spare", Kind: "other"},
		Spells: []partnership.Partner{{Joined: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)}},
	}
	righted := url.Values{"name": {"Spare"}, "short": {"Spare"}, "kind": {"other"}, "joined": {"2/12/2023"}, "why": why["why"], "version": {spare.Seen()}}
	all := []example{
		{route: "GET /coordination/escalations/:id/withdraw", make: aimed("/coordination/escalations/%s/withdraw", answered, nil)},
		{route: "POST /coordination/escalations/:id/withdraw", make: aimed("/coordination/escalations/%s/withdraw", answered, url.Values{"why": why["why"], "version": {"1"}})},
		{route: "GET /coordination/goals/acknowledge/withdraw", make: acknowledged(nil)},
		{route: "POST /coordination/goals/acknowledge/withdraw", make: acknowledged(why)},
		{route: "GET /agencies/:slug/leave/withdraw", make: aimed("/agencies/%s/leave/withdraw", gone, nil)},
		{route: "POST /agencies/:slug/leave/withdraw", make: aimed("/agencies/%s/leave/withdraw", gone, why)},
		{route: "GET /agencies/:slug/change", make: aimed("/agencies/%s/change", gone, nil)},
		{route: "POST /agencies/:slug/change", make: aimed("/agencies/%s/change", gone, righted)},
		{route: "GET /agencies/:slug/people/:id/end/withdraw", make: aimed("/agencies/%s/end/withdraw", stopped, nil)},
		{route: "POST /agencies/:slug/people/:id/end/withdraw", make: aimed("/agencies/%s/end/withdraw", stopped, why)},
		{route: "GET /coordination/costs/ceiling/:id/recall", make: aimed(recall, ceiling(false, false), nil)},
		{route: "POST /coordination/costs/ceiling/:id/recall", make: aimed(recall, ceiling(false, false), why)},
	}
	for _, own := range []bool{false, true} {
		what := "another's"
		if own {
			what = "their own"
		}
		all = append(all,
			example{route: "POST /coordination/costs/ceiling/:id/recall/approve", what: what, make: aimed(recall+"/approve", ceiling(true, own), url.Values{})},
			example{route: "POST /coordination/costs/ceiling/:id/recall/refuse", what: what, make: aimed(recall+"/refuse", ceiling(true, own), url.Values{"why": {"It was right"}})})
	}
	return all
}
