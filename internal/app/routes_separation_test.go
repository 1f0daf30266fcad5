package app

import (
	"fmt"
	"net/url"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/partnership"
)

// separationExamples are of what is attested each quarter, and of the pairs of
// agencies that have to share.
func separationExamples() []example {
	quarter := partnership.QuarterOf(calendar.Day(time.Now())).Format(time.DateOnly)
	said := url.Values{"quarter": {quarter}, "statements": {"1", "2", "3"}, "note": {"sample"}}
	var all []example
	for _, in := range []access.Strand{access.Outreach, access.Intelligence} {
		path := "/" + string(in) + "/attestation"
		all = append(all, example{route: "GET " + path, make: to(path)}, example{route: "POST " + path, make: filled(path, said)})
	}
	const path = "/coordination/attestation"
	elsewhere := func(t testing.TB, h *house, a asker) request {
		t.Helper()
		h.exec(t, `DELETE FROM shared.strand_use WHERE partnership_id = $1 AND strand = 'intelligence'`, a.partnership)
		return request{path: path, form: said, token: h.session(t, a).token}
	}
	all = append(all, example{route: "GET /coordination/separation", make: to("/coordination/separation")})
	return append(append(all, example{route: "GET " + path, make: to(path)}, example{route: "POST " + path, make: elsewhere}), pairsExamples()...)
}

func pairsExamples() []example {
	form := url.Values{"from": {days(0)}, "pairs": {fmt.Sprintf("%d-%d", sharedAgency, sharedAgency+1)}, "reason": {"sample"}}
	none := func(t testing.TB, h *house) {
		t.Helper()
		h.exec(t, `DELETE FROM coordination.pair WHERE list_id IN (SELECT id FROM coordination.pair_list WHERE decided_by IS NULL)`)
		h.exec(t, `DELETE FROM coordination.pair_list WHERE decided_by IS NULL`)
	}
	// A list of pairs waits that the coordinator has proposed.
	waiting := func(t testing.TB, h *house, _ asker) string {
		t.Helper()
		none(t, h)
		id := uuid.NewString()
		h.exec(t, `INSERT INTO coordination.pair_list (id, partnership_id, version, from_day, reason, proposed_by, proposed_at)
			SELECT $1, 1, coalesce(max(version), 0) + 1, sec.today(), 'sample', $2, now() FROM coordination.pair_list WHERE partnership_id = 1`, id, h.account(access.Coordinator))
		h.exec(t, `INSERT INTO coordination.pair (list_id, partnership_id, agency_id, other_id) VALUES ($1, 1, 1, 2)`, id)
		return id
	}
	return []example{
		{route: "GET /coordination/pairs", make: to("/coordination/pairs")},
		{route: "GET /coordination/pairs/propose", make: to("/coordination/pairs/propose")},
		{route: "POST /coordination/pairs/propose", make: func(t testing.TB, h *house, a asker) request {
			t.Helper()
			none(t, h)
			return request{path: "/coordination/pairs/propose", form: form, token: h.session(t, a).token}
		}},
		{route: "POST /coordination/pairs/:id/approve", make: aimed("/coordination/pairs/%s/approve", waiting, url.Values{})},
		{route: "POST /coordination/pairs/:id/refuse", make: aimed("/coordination/pairs/%s/refuse", waiting, url.Values{"why": {"sample"}})},
	}
}
