package app

import (
	"net/url"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/partnership"
)

// spareAgency is an agency that takes part for these examples alone.
const spareAgency = 900

// agencyExamples are those of agencies, of who stands for them, and of series.
func agencyExamples() []example {
	// The spare agency takes part, without an end.
	spare := func(t testing.TB, h *house, _ asker) string {
		t.Helper()
		h.exec(t, `INSERT INTO shared.agency (id, slug, name, short, kind) VALUES ($1, 'spare', 'Spare', 'Spare', 'other') ON CONFLICT DO NOTHING`, spareAgency)
		h.exec(t, `DELETE FROM shared.partnership_agency WHERE agency_id = $1`, spareAgency)
		h.exec(t, `INSERT INTO shared.partnership_agency (partnership_id, agency_id, joined_on) VALUES (1, $1, '2024-01-01')`, spareAgency)
		return "spare"
	}
	left := url.Values{"last": {days(-1)}, "why": {"Reorganised"}, "handover": {"yes"}}
	added := func(t testing.TB, _ *house, a asker) request {
		t.Helper()
		return request{path: "/coordination/agencies/add", token: a.token, form: url.Values{
			"which": {"new"}, "name": {"Agency " + uuid.NewString()}, "short": {"New"}, "kind": {"other"}, "joined": {days(0)},
		}}
	}
	series := func(t testing.TB, h *house, a asker) string {
		t.Helper()
		id := uuid.NewString()
		h.exec(t, `INSERT INTO coordination.series (id, partnership_id, name, every_days, mode, from_day) VALUES ($1, $2, $3, 30, 'online', '2024-01-01')`, id, max(a.partnership, 1), id)
		return id
	}
	held := func() url.Values {
		return url.Values{"name": {"Series " + uuid.NewString()}, "every": {"60"}, "mode": {"online"}, "minutes": {"10"}, "from": {days(0)}, "seen": {"0"}}
	}
	all := []example{
		{route: "GET /agencies/:slug", make: aimed("/agencies/%s", spare, nil)},
		{route: "GET /coordination/agencies/add", make: to("/coordination/agencies/add")},
		{route: "POST /coordination/agencies/add", make: added},
		{route: "GET /agencies/:slug/leave", make: aimed("/agencies/%s/leave", spare, nil)},
		{route: "POST /agencies/:slug/leave", make: aimed("/agencies/%s/leave", spare, left)},
		{route: "GET /coordination/series", make: to("/coordination/series")},
		{route: "GET /coordination/series/add", make: to("/coordination/series/add")},
		{route: "POST /coordination/series/add", make: func(_ testing.TB, _ *house, a asker) request {
			return request{path: "/coordination/series/add", token: a.token, form: held()}
		}},
		{route: "GET /coordination/series/:id/change", make: aimed("/coordination/series/%s/change", series, nil)},
		{route: "POST /coordination/series/:id/change", make: func(t testing.TB, h *house, a asker) request {
			t.Helper()
			return request{path: "/coordination/series/" + series(t, h, a) + "/change", token: a.token, form: held()}
		}},
		{route: "GET /coordination/series/:id/end", make: aimed("/coordination/series/%s/end", series, nil)},
		{route: "POST /coordination/series/:id/end", make: aimed("/coordination/series/%s/end", series, url.Values{"last": {days(0)}, "why": {"Replaced"}})},
	}
	for _, of := range []struct {
		what string
		role access.Role
	}{{"the council's", access.Coordinator}, {"the college's", access.Staff}} {
		all = append(all, standExamples(of.what, of.role)...)
	}
	return all
}

// standExamples are those of who stands for the agency of the account with the
// role.
func standExamples(what string, role access.Role) []example {
	// Only the agency's last named representative stands for it, without an end.
	reset := func(t testing.TB, h *house) (slug, id string) {
		t.Helper()
		agency := 0
		for _, a := range h.Invented.Accounts {
			if a.Email == h.Holder(role) {
				agency = a.Agency
			}
		}
		h.exec(t, `DELETE FROM coordination.representative WHERE partnership_id = 1 AND agency_id = $1 AND from_day >= sec.today()`, agency)
		h.exec(t, `UPDATE coordination.representative SET to_day = NULL, left_why = NULL, handover = false WHERE id = (
			SELECT id FROM coordination.representative WHERE partnership_id = 1 AND agency_id = $1 AND NOT deputy ORDER BY from_day DESC LIMIT 1)`, agency)
		return h.text(t, `SELECT slug FROM shared.agency WHERE id = $1`, agency),
			h.text(t, `SELECT id FROM coordination.representative WHERE partnership_id = 1 AND agency_id = $1 AND NOT deputy AND to_day IS NULL`, agency)
	}
	agency := func(t testing.TB, h *house, _ asker) string { t.Helper(); slug, _ := reset(t, h); return slug }
	person := func(t testing.TB, h *house, _ asker) string {
		t.Helper()
		slug, id := reset(t, h)
		return slug + "/people/" + id
	}
	righted := func(t testing.TB, h *house, a asker) request {
		t.Helper()
		slug, id := reset(t, h)
		from, err := time.Parse(time.DateOnly, h.text(t, `SELECT from_day::text FROM coordination.representative WHERE id = $1`, id))
		if err != nil {
			t.Fatal(err)
		}
		name := h.text(t, `SELECT p.name FROM coordination.representative r JOIN coordination.person p ON p.id = r.person_id WHERE r.id = $1`, id)
		shown := partnership.Representative{Person: partnership.Person{Name: name}, From: from}
		form := url.Values{"what": {"days"}, "from": {days(-1)}, "why": {"Mistyped"}, "version": {shown.Seen()}}
		return request{path: "/agencies/" + slug + "/people/" + id + "/change", form: form, token: a.token}
	}
	named := url.Values{"person": {"Sam Reed"}, "from": {days(0)}, "end": {"yes"}, "handover": {"yes"}, "why": {"A new post"}}
	return []example{
		{route: "GET /agencies/:slug/representative", what: what, make: aimed("/agencies/%s/representative", agency, nil)},
		{route: "POST /agencies/:slug/representative", what: what, make: aimed("/agencies/%s/representative", agency, named)},
		{route: "GET /agencies/:slug/deputy", what: what, make: aimed("/agencies/%s/deputy", agency, nil)},
		{route: "POST /agencies/:slug/deputy", what: what, make: aimed("/agencies/%s/deputy", agency, url.Values{"person": {"Lou Grey"}, "from": {days(0)}})},
		{route: "GET /agencies/:slug/people/:id/change", what: what, make: aimed("/agencies/%s/change", person, nil)},
		{route: "POST /agencies/:slug/people/:id/change", what: what, make: righted},
		{route: "GET /agencies/:slug/people/:id/end", what: what, make: aimed("/agencies/%s/end", person, nil)},
		{route: "POST /agencies/:slug/people/:id/end", what: what, make: aimed("/agencies/%s/end", person, url.Values{"last": {days(0)}, "why": {"A new post"}, "handover": {"no"}})},
	}
}
