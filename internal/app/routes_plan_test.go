package app

import (
	"net/url"
	"strconv"
	"testing"

	"github.com/google/uuid"

	"liaison/internal/access"
)

// planExamples are those of what agencies mean to do.
func planExamples() []example {
	const at = "/coordination/planned"
	all := []example{
		{route: "GET " + at, make: to(at)},
		{route: "GET " + at + ".csv", make: to(at + ".csv")},
		{route: "GET " + at + "/new", make: to(at + "/new")},
	}
	// pair is two plans that look the same; those of earlier examples are called off.
	pair := func(t testing.TB, h *house, _ asker) string {
		t.Helper()
		author := h.account(access.Coordinator)
		h.exec(t, `UPDATE coordination.plan SET off_by = $1, off_at = now(), off_why = 'sample' WHERE title = 'Two of one' AND off_by IS NULL`, author)
		one, other := planned(t, h, author, 1, "Two of one"), planned(t, h, author, 1, "Two of one")
		return min(one, other) + "/overlap/" + max(one, other)
	}
	all = append(all,
		example{route: "GET " + at + "/:id/overlap/:other", make: aimed(at+"/%s", pair, nil)},
		example{route: "POST " + at + "/:id/overlap/:other", make: aimed(at+"/%s", pair, url.Values{"settled": {"different"}, "seen": {"1.1"}})})
	for _, of := range []struct {
		what string
		role access.Role
	}{{"the council's", access.Coordinator}, {"the college's", access.Staff}} {
		plan := func(t testing.TB, h *house, _ asker) string {
			t.Helper()
			return planned(t, h, h.account(access.Coordinator), h.agencyHeld(of.role), uuid.NewString())
		}
		all = append(all,
			example{route: "POST " + at + "/new", what: of.what, make: func(_ testing.TB, h *house, a asker) request {
				return request{path: at + "/new", token: a.token, form: url.Values{"kind": {"other"}, "title": {uuid.NewString()}, "day": {days(50)}, "agency": {strconv.Itoa(h.agencyHeld(of.role))}}}
			}},
			example{route: "GET " + at + "/:id/change", what: of.what, make: aimed(at+"/%s/change", plan, nil)},
			example{route: "POST " + at + "/:id/change", what: of.what, make: func(t testing.TB, h *house, a asker) request {
				t.Helper()
				form := url.Values{"kind": {"other"}, "title": {uuid.NewString()}, "day": {days(51)}, "agency": {strconv.Itoa(h.agencyHeld(of.role))}, "version": {"1"}}
				return request{path: at + "/" + plan(t, h, a) + "/change", token: a.token, form: form}
			}},
			example{route: "GET " + at + "/:id/off", what: of.what, make: aimed(at+"/%s/off", plan, nil)},
			example{route: "POST " + at + "/:id/off", what: of.what, make: aimed(at+"/%s/off", plan, url.Values{"why": {"No room"}})})
	}
	return all
}

// planned writes down a plan of the agency, and returns its id.
func planned(t testing.TB, h *house, author uuid.UUID, agency int, title string) string {
	t.Helper()
	id := uuid.NewString()
	h.exec(t, `INSERT INTO coordination.plan (id, partnership_id, kind, title, day, agency_id, planned_by, planned_at) VALUES ($1, 1, 'event', $2, sec.today() + 30, $3, $4, now())`, id, title, agency, author)
	return id
}
