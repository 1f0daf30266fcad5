package app

import (
	"net/url"
	"testing"

	"github.com/google/uuid"

	"liaison/internal/access"
)

func mechanismExamples() []example {
	const path = "/checklist/mechanisms/MEC-4"
	// One hypothesis is written, by somebody else or by who asks, and locked or not.
	written := func(t testing.TB, h *house, a asker, own, locked bool) string {
		t.Helper()
		h.exec(t, `DELETE FROM coordination.hypothesis_result`)
		h.exec(t, `DELETE FROM coordination.hypothesis`)
		id, by := uuid.NewString(), h.account(access.Administrator)
		if own && a.id != uuid.Nil {
			by = a.id
		}
		h.exec(t, `INSERT INTO coordination.hypothesis (id, partnership_id, mechanism, version, item, measure, change, due_on, written_by, written_at)
			VALUES ($1, 1, 'MEC-4', 1, 'CON-7', 'sample', 'sample', sec.today() + 90, $2, now())`, id, by)
		if locked {
			h.exec(t, `UPDATE coordination.hypothesis SET locked_by = gen_random_uuid(), locked_at = now() WHERE id = $1`, id)
		}
		return id
	}
	shown := func(do string, locked bool) func(testing.TB, *house, asker) request {
		return func(t testing.TB, h *house, a asker) request {
			t.Helper()
			written(t, h, a, false, locked)
			return request{path: path + "/" + do, token: a.token}
		}
	}
	sent := func(do string, own, locked bool, form url.Values) func(testing.TB, *house, asker) request {
		return func(t testing.TB, h *house, a asker) request {
			t.Helper()
			all := url.Values{"version": {written(t, h, a, own, locked)}}
			for name, values := range form {
				all[name] = values
			}
			return request{path: path + "/" + do, token: a.token, form: all}
		}
	}
	return []example{
		{route: "GET /checklist/mechanisms", make: to("/checklist/mechanisms")},
		{route: "GET /checklist/mechanisms/:code/write", make: shown("write", false)},
		{route: "POST /checklist/mechanisms/:code/write", make: sent("write", false, false, url.Values{
			"item": {"CON-7"}, "measure": {"sample"}, "change": {"sample"}, "due": {days(90)},
		})},
		{route: "GET /checklist/mechanisms/:code/lock", make: shown("lock", false)},
		{route: "POST /checklist/mechanisms/:code/lock", what: "another's", make: sent("lock", false, false, nil)},
		{route: "POST /checklist/mechanisms/:code/lock", what: "their own", make: sent("lock", true, false, nil)},
		{route: "GET /checklist/mechanisms/:code/result", make: shown("result", true)},
		{route: "POST /checklist/mechanisms/:code/result", make: sent("result", false, true, url.Values{
			"outcome": {"partly"}, "said": {"sample"}, "on": {days(0)},
		})},
	}
}
