package app

import (
	"net/url"
	"strconv"
	"testing"

	"github.com/google/uuid"

	"liaison/internal/access"
)

// agencyHeld is the agency of the account that holds the role.
func (h *house) agencyHeld(role access.Role) int {
	for _, a := range h.Invented.Accounts {
		if a.Email == h.Holder(role) {
			return a.Agency
		}
	}
	return 0
}

// provisionExamples are those of needs, products, access to them and sharing
// agreements.
func provisionExamples() []example {
	why := url.Values{"last": {days(0)}, "why": {"No longer wanted"}}
	all := []example{
		{route: "GET /coordination/needs", make: to("/coordination/needs")},
		{route: "GET /coordination/needs/new", make: to("/coordination/needs/new")},
		{route: "GET /coordination/products", make: to("/coordination/products")},
		{route: "GET /coordination/products/new", make: to("/coordination/products/new")},
		{route: "POST /coordination/products/new", make: filled("/coordination/products/new", productForm())},
		{route: "GET /coordination/agreements", make: to("/coordination/agreements")},
		{route: "GET /coordination/agreements/new", make: to("/coordination/agreements/new")},
		{route: "POST /coordination/agreements/new", make: func(_ testing.TB, _ *house, a asker) request {
			f := agreementForm()
			f.Set("number", "ISA "+uuid.NewString()[:8])
			return request{path: "/coordination/agreements/new", form: f, token: a.token}
		}},
	}
	product := func(t testing.TB, h *house, _ asker) string {
		t.Helper()
		id := uuid.NewString()
		h.exec(t, `INSERT INTO coordination.product (id, partnership_id, name, kind, from_day, recorded_by) VALUES ($1, 1, 'Refresher', 'course', '2024-01-01', $2)`, id, h.account(access.Coordinator))
		return id
	}
	changed := productForm()
	changed.Set("version", "1")
	changed.Set("provider", "Westmere Police")
	all = append(all,
		example{route: "GET /coordination/products/:id", make: aimed("/coordination/products/%s", product, nil)},
		example{route: "GET /coordination/products/:id/change", make: aimed("/coordination/products/%s/change", product, nil)},
		example{route: "POST /coordination/products/:id/change", make: aimed("/coordination/products/%s/change", product, changed)},
		example{route: "GET /coordination/products/:id/withdraw", make: aimed("/coordination/products/%s/withdraw", product, nil)},
		example{route: "POST /coordination/products/:id/withdraw", make: aimed("/coordination/products/%s/withdraw", product, why)},
		example{route: "GET /coordination/products/:id/access", make: aimed("/coordination/products/%s/access", product, nil)},
	)
	for _, of := range []struct {
		what string
		role access.Role
	}{{"the council's", access.Coordinator}, {"the college's", access.Staff}} {
		all = append(all, ownNeedExamples(of.what, of.role, why)...)
		all = append(all, reachExamples(of.what, of.role, product, why)...)
	}
	return append(all, agreementExamples(why)...)
}

func productForm() url.Values {
	return url.Values{"name": {"Refresher"}, "kind": {"course"}, "from": {"1 January 2024"}}
}

func agreementForm() url.Values {
	return url.Values{
		"name": {"Referrals"}, "purpose": {"To refer people"}, "basis": {"Public task"}, "from": {days(-10)}, "review": {days(100)}, "party": {"1", "2"},
	}
}

// ownNeedExamples are those of the needs of the agency of the account with the
// role.
func ownNeedExamples(what string, role access.Role, why url.Values) []example {
	need := func(t testing.TB, h *house, _ asker) string {
		t.Helper()
		id := uuid.NewString()
		h.exec(t, `INSERT INTO coordination.need (id, partnership_id, kind, title, agency_id, from_day, reviewed_on, recorded_by) VALUES ($1, 1, 'training', 'How to refer', $2, '2024-01-01', '2024-01-01', $3)`,
			id, h.agencyHeld(role), h.account(access.Coordinator))
		return id
	}
	filled := func(path string, aim func(testing.TB, *house, asker) string) func(testing.TB, *house, asker) request {
		return func(t testing.TB, h *house, a asker) request {
			t.Helper()
			if aim != nil {
				path = "/coordination/needs/" + aim(t, h, a) + "/change"
			}
			return request{path: path, token: a.token, form: url.Values{
				"kind": {"training"}, "title": {"How to refer well"}, "agency": {strconv.Itoa(h.agencyHeld(role))}, "from": {days(-1)}, "version": {"1"},
			}}
		}
	}
	return []example{
		{route: "POST /coordination/needs/new", what: what, make: filled("/coordination/needs/new", nil)},
		{route: "GET /coordination/needs/:id", what: what, make: aimed("/coordination/needs/%s", need, nil)},
		{route: "GET /coordination/needs/:id/change", what: what, make: aimed("/coordination/needs/%s/change", need, nil)},
		{route: "POST /coordination/needs/:id/change", what: what, make: filled("", need)},
		{route: "POST /coordination/needs/:id/review", what: what, make: aimed("/coordination/needs/%s/review", need, url.Values{})},
		{route: "GET /coordination/needs/:id/close", what: what, make: aimed("/coordination/needs/%s/close", need, nil)},
		{route: "POST /coordination/needs/:id/close", what: what, make: aimed("/coordination/needs/%s/close", need, why)},
	}
}

// reachExamples are those of access of roles of the agency of the account with
// the role.
func reachExamples(what string, role access.Role, product func(testing.TB, *house, asker) string, why url.Values) []example {
	asked := func(granted any) func(testing.TB, *house, asker) string {
		return func(t testing.TB, h *house, a asker) string {
			t.Helper()
			to, id := product(t, h, a), uuid.NewString()
			h.exec(t, `INSERT INTO coordination.reach (id, partnership_id, product_id, agency_id, holder, asked_on, granted_on, recorded_by) VALUES ($1, 1, $2, $3, 'Tutor', '2025-01-01', $4::date, $5)`,
				id, to, h.agencyHeld(role), granted, h.account(access.Coordinator))
			return to + "/access/" + id
		}
	}
	ask := func(t testing.TB, h *house, a asker) request {
		t.Helper()
		return request{path: "/coordination/products/" + product(t, h, a) + "/access", token: a.token, form: url.Values{
			"agency": {strconv.Itoa(h.agencyHeld(role))}, "holder": {"Tutor"}, "asked": {days(0)},
		}}
	}
	waits, held := asked(nil), asked("2025-01-02")
	return []example{
		{route: "POST /coordination/products/:id/access", what: what, make: ask},
		{route: "GET /coordination/products/:id/access/:reach", what: what, make: aimed("/coordination/products/%s", waits, nil)},
		{route: "POST /coordination/products/:id/access/:reach", what: what, make: aimed("/coordination/products/%s", waits, url.Values{"answer": {"granted"}, "on": {days(0)}})},
		{route: "GET /coordination/products/:id/access/:reach/end", what: what + ", waiting", make: aimed("/coordination/products/%s/end", waits, nil)},
		{route: "POST /coordination/products/:id/access/:reach/end", what: what + ", waiting", make: aimed("/coordination/products/%s/end", waits, why)},
		{route: "GET /coordination/products/:id/access/:reach/end", what: what + ", granted", make: aimed("/coordination/products/%s/end", held, nil)},
		{route: "POST /coordination/products/:id/access/:reach/end", what: what + ", granted", make: aimed("/coordination/products/%s/end", held, why)},
	}
}

func agreementExamples(why url.Values) []example {
	agreement := func(t testing.TB, h *house, _ asker) string {
		t.Helper()
		id := uuid.NewString()
		h.exec(t, `INSERT INTO shared.agreement (id, partnership_id, number, name, purpose, basis, from_day, review_on, recorded_by)
			VALUES ($1, 1, $2, 'Referrals', 'To refer people', 'Public task', '2024-01-01', '2024-06-01', $3)`, id, "ISA "+id[:8], h.account(access.Coordinator))
		h.exec(t, `INSERT INTO shared.agreement_party (agreement_id, partnership_id, agency_id) VALUES ($1, 1, 1), ($1, 1, 2)`, id)
		return id
	}
	line := func(t testing.TB, h *house, a asker) string {
		t.Helper()
		of, id := agreement(t, h, a), uuid.NewString()
		h.exec(t, `INSERT INTO shared.agreement_line (id, partnership_id, agreement_id, position, purpose, items, from_day) VALUES ($1, 1, $2, 1, 'Referral', 'Concern', '2024-01-01')`, id, of)
		return of + "/lines/" + id
	}
	reworded := agreementForm()
	reworded.Set("version", "1")
	reworded.Set("basis", "Legal obligation")
	reworded.Set("why", "A new law")
	var all []example
	for _, x := range []struct {
		at   string
		aim  func(testing.TB, *house, asker) string
		form url.Values
	}{
		{"/change", agreement, reworded},
		{"/review", agreement, url.Values{"version": {"1"}, "review": {days(100)}, "why": {"Kept as it is"}}},
		{"/end", agreement, why},
		{"/parties/new", agreement, url.Values{"agency": {"3"}, "signed": {days(0)}}},
		{"/lines/new", agreement, url.Values{"purpose": {"Referral"}, "items": {"Concern"}, "giver": {"1"}, "taker": {"any"}, "from": {days(0)}}},
	} {
		all = append(all,
			example{route: "GET /coordination/agreements/:id" + x.at, make: aimed("/coordination/agreements/%s"+x.at, x.aim, nil)},
			example{route: "POST /coordination/agreements/:id" + x.at, make: aimed("/coordination/agreements/%s"+x.at, x.aim, x.form)})
	}
	return append(all,
		example{route: "GET /coordination/agreements/:id", make: aimed("/coordination/agreements/%s", agreement, nil)},
		example{route: "GET /coordination/agreements/:id/parties/:agency/sign", make: aimed("/coordination/agreements/%s/parties/1/sign", agreement, nil)},
		example{route: "POST /coordination/agreements/:id/parties/:agency/sign", make: aimed("/coordination/agreements/%s/parties/1/sign", agreement, url.Values{"signed": {days(0)}})},
		example{route: "GET /coordination/agreements/:id/lines/:line/end", make: aimed("/coordination/agreements/%s/end", line, nil)},
		example{route: "POST /coordination/agreements/:id/lines/:line/end", make: aimed("/coordination/agreements/%s/end", line, why)})
}
