package app

import (
	"net/url"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
)

func thresholdExamples() []example {
	const path = "/checklist/RES-1/thresholds"
	// Nothing waits and nothing is approved but what this makes.
	settled := func(t testing.TB, h *house) {
		t.Helper()
		h.exec(t, `DELETE FROM coordination.threshold_value`)
		h.exec(t, `DELETE FROM coordination.threshold`)
	}
	const quarter = "2025-Q1"
	all := []example{
		{route: "GET /checklist/board", make: to("/checklist/board")},
		{route: "GET /checklist/board/:quarter/comment", make: to("/checklist/board/" + quarter + "/comment")},
		{route: "POST /checklist/board/:quarter/comment", make: func(t testing.TB, h *house, a asker) request {
			t.Helper()
			h.exec(t, `DELETE FROM coordination.commentary`)
			return request{path: "/checklist/board/" + quarter + "/comment", token: a.token, form: url.Values{"said": {"A quiet quarter."}, "seen": {""}}}
		}},
		{route: "GET /checklist/partnerships", make: to("/checklist/partnerships")},
		{route: "GET /checklist.csv", make: to("/checklist.csv")},
		{route: "GET /checklist.xlsx", make: to("/checklist.xlsx?on=" + time.Now().AddDate(0, -3, 0).Format(time.DateOnly))},
		{route: "GET /checklist/:code/thresholds", make: to(path)},
		{route: "GET /checklist/:code/thresholds/propose", make: to(path + "/propose")},
		{route: "POST /checklist/:code/thresholds/propose", make: func(t testing.TB, h *house, a asker) request {
			t.Helper()
			settled(t, h)
			return request{path: path + "/propose", token: a.token, form: url.Values{
				"value-fte": {"0.5"}, "value-share": {"90%"}, "partly-share": {"60%"}, "value-window": {"120"}, "value-recorded": {"60"}, "reason": {"sample"}, "do": {"save"},
			}}
		}},
	}
	for _, own := range []bool{false, true} {
		what := "another's"
		if own {
			what = "their own"
		}
		proposal := func(t testing.TB, h *house, a asker) string {
			t.Helper()
			settled(t, h)
			id, by := uuid.NewString(), h.account(access.Administrator)
			if own && a.id != uuid.Nil {
				by = a.id
			}
			h.exec(t, `INSERT INTO coordination.threshold (id, partnership_id, item, reason, proposed_by, proposed_at) VALUES ($1, 1, 'RES-1', 'sample', $2, now() - interval '1 hour')`, id, by)
			h.exec(t, `INSERT INTO coordination.threshold_value (threshold_id, partnership_id, parameter, value) VALUES ($1, 1, 'window', 120)`, id)
			return id
		}
		for _, x := range []struct {
			do   string
			form url.Values
		}{{"approve", url.Values{}}, {"refuse", url.Values{"why": {"Too long"}}}, {"withdraw", url.Values{}}} {
			all = append(all, example{route: "POST /checklist/:code/thresholds/:id/" + x.do, what: what, make: aimed(path+"/%s/"+x.do, proposal, x.form)})
		}
	}
	return all
}
