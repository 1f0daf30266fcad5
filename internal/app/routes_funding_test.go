package app

import (
	"net/url"
	"strconv"
	"testing"

	"github.com/google/uuid"

	"liaison/internal/access"
)

// meansExamples are those of funding, costs and systems.
func meansExamples() []example {
	all := append(fundingExamples(), costExamples()...)
	return append(all, systemExamples()...)
}

// kept is something of the demonstration's partnership that was just recorded:
// the statement takes its id and who recorded it.
func kept(statement string) func(testing.TB, *house, asker) string {
	return func(t testing.TB, h *house, _ asker) string {
		t.Helper()
		id := uuid.NewString()
		h.exec(t, statement, id, h.account(access.Coordinator))
		return id
	}
}

const insertStream = `INSERT INTO coordination.stream (id, partnership_id, name, funder, pence, ct, additional, confirmed, from_day, to_day, recorded_by)
	VALUES ($1, 1, 'Spring grant', 'Westmere fund', 100000, true, true, true, sec.today() - 100, sec.today() + 100, $2)`

func fundingExamples() []example {
	stream := kept(insertStream)
	spend := func(t testing.TB, h *house, a asker) string {
		t.Helper()
		of, id := stream(t, h, a), uuid.NewString()
		h.exec(t, `INSERT INTO coordination.spend (id, partnership_id, stream_id, day, pence, what, recorded_by) VALUES ($1, 1, $2, sec.today(), 100, 'Stamps', $3)`, id, of, h.account(access.Coordinator))
		return id
	}
	form := url.Values{"name": {"Spring grant"}, "funder": {"Westmere fund"}, "amount": {"£1,200"}, "is": {"confirmed"}, "to": {days(100)}, "version": {"1"}, "from": {days(-100)}}
	end, why := url.Values{"last": {days(0)}, "why": {"Taken back"}}, url.Values{"why": {"Typed wrong"}}
	all := []example{
		{route: "GET /coordination/funding", make: to("/coordination/funding")},
		{route: "GET /coordination/funding/new", make: to("/coordination/funding/new")},
		{route: "POST /coordination/funding/new", make: filled("/coordination/funding/new", form)},
		{route: "GET /coordination/funding/streams/:id", make: aimed("/coordination/funding/streams/%s", stream, nil)},
		{route: "GET /coordination/funding/streams/:id/change", make: aimed("/coordination/funding/streams/%s/change", stream, nil)},
		{route: "POST /coordination/funding/streams/:id/change", make: aimed("/coordination/funding/streams/%s/change", stream, form)},
		{route: "GET /coordination/funding/streams/:id/close", make: aimed("/coordination/funding/streams/%s/close", stream, nil)},
		{route: "POST /coordination/funding/streams/:id/close", make: aimed("/coordination/funding/streams/%s/close", stream, end)},
		{route: "GET /coordination/funding/streams/:id/spend", make: aimed("/coordination/funding/streams/%s/spend", stream, nil)},
		{route: "POST /coordination/funding/streams/:id/spend", make: aimed("/coordination/funding/streams/%s/spend", stream, url.Values{"day": {days(0)}, "amount": {"£1"}, "what": {"Stamps"}})},
		{route: "GET /coordination/funding/spend/:id/strike", make: aimed("/coordination/funding/spend/%s/strike", spend, nil)},
		{route: "POST /coordination/funding/spend/:id/strike", make: aimed("/coordination/funding/spend/%s/strike", spend, why)},
		{route: "GET /coordination/funding/requests", make: to("/coordination/funding/requests")},
		{route: "GET /coordination/funding/requests/new", make: to("/coordination/funding/requests/new")},
	}
	for _, own := range []bool{false, true} {
		what := "another's"
		if own {
			what = "their own"
		}
		request := func(t testing.TB, h *house, a asker) string {
			t.Helper()
			id, by := uuid.NewString(), h.account(access.Administrator)
			if own && a.id != uuid.Nil {
				by = a.id
			}
			h.exec(t, `INSERT INTO coordination.funding_request (id, partnership_id, agency_id, what, support, asked_on, asked_by) VALUES ($1, 1, 1, 'A room', 'kind', sec.today() - 3, $2)`, id, by)
			return id
		}
		decided := func(t testing.TB, h *house, a asker) string {
			t.Helper()
			id := request(t, h, a)
			h.exec(t, `UPDATE coordination.funding_request SET outcome = 'granted', decided_on = sec.today(), decided_by = $2 WHERE id = $1`, id, uuid.New())
			return id
		}
		correction := url.Values{"what": {"Two rooms"}, "support": {"kind"}, "asked": {days(-2)}, "why": {"Mistyped"}, "version": {"1"}}
		decision := url.Values{"outcome": {"granted"}, "decided": {days(0)}, "version": {"1"}}
		all = append(all,
			example{route: "GET /coordination/funding/requests/:id", what: what, make: aimed("/coordination/funding/requests/%s", request, nil)},
			example{route: "GET /coordination/funding/requests/:id/change", what: what, make: aimed("/coordination/funding/requests/%s/change", request, nil)},
			example{route: "POST /coordination/funding/requests/:id/change", what: what, make: aimed("/coordination/funding/requests/%s/change", request, correction)},
			example{route: "GET /coordination/funding/requests/:id/strike", what: what, make: aimed("/coordination/funding/requests/%s/strike", request, nil)},
			example{route: "POST /coordination/funding/requests/:id/strike", what: what, make: aimed("/coordination/funding/requests/%s/strike", request, url.Values{"why": why["why"], "version": {"1"}})},
			example{route: "GET /coordination/funding/requests/:id/decide/withdraw", what: what, make: aimed("/coordination/funding/requests/%s/decide/withdraw", decided, nil)},
			example{route: "POST /coordination/funding/requests/:id/decide/withdraw", what: what, make: aimed("/coordination/funding/requests/%s/decide/withdraw", decided, url.Values{"why": why["why"], "version": {"1"}})},
			example{route: "GET /coordination/funding/requests/:id/decide", what: what, make: aimed("/coordination/funding/requests/%s/decide", request, nil)},
			example{route: "POST /coordination/funding/requests/:id/decide", what: what, make: aimed("/coordination/funding/requests/%s/decide", request, decision)})
	}
	return append(all, ofAgencies("POST /coordination/funding/requests/new", "/coordination/funding/requests/new", "agency", url.Values{
		"what": {"A room"}, "support": {"kind"}, "asked": {days(-3)},
	})...)
}

// ofAgencies is a form filled in for the agencies of the coordinator and of
// the staff of the demonstration.
func ofAgencies(route, path, field string, form url.Values) []example {
	var all []example
	for _, of := range []struct {
		what string
		role access.Role
	}{{"the council's", access.Coordinator}, {"the college's", access.Staff}} {
		all = append(all, example{route: route, what: of.what, make: func(t testing.TB, h *house, a asker) request {
			t.Helper()
			f := url.Values{field: {strconv.Itoa(h.agencyHeld(of.role))}}
			for name, values := range form {
				f[name] = values
			}
			return request{path: path, form: f, token: a.token}
		}})
	}
	return all
}

func costExamples() []example {
	// Nothing waits and nothing is approved but what this makes.
	settled := func(t testing.TB, h *house) {
		t.Helper()
		h.exec(t, `DELETE FROM coordination.ceiling WHERE partnership_id <> 1 OR decided_by IS NULL OR reason = 'sample'`)
	}
	ceiling := func(own bool) func(testing.TB, *house, asker) string {
		return func(t testing.TB, h *house, a asker) string {
			t.Helper()
			settled(t, h)
			id, by := uuid.NewString(), h.account(access.Administrator)
			if own && a.id != uuid.Nil {
				by = a.id
			}
			h.exec(t, `INSERT INTO coordination.ceiling (id, partnership_id, pence, from_day, to_day, reason, proposed_by) VALUES ($1, 1, 100, '2031-01-01', '2031-12-31', 'sample', $2)`, id, by)
			return id
		}
	}
	all := []example{
		{route: "GET /coordination/costs", make: to("/coordination/costs")},
		{route: "GET /coordination/costs.csv", make: to("/coordination/costs.csv")},
		{route: "GET /coordination/costs/new", make: to("/coordination/costs/new")},
		{route: "GET /coordination/costs/ceiling", make: to("/coordination/costs/ceiling")},
		{route: "GET /coordination/costs/ceiling/propose", make: to("/coordination/costs/ceiling/propose")},
		{route: "POST /coordination/costs/ceiling/propose", make: func(t testing.TB, h *house, a asker) request {
			t.Helper()
			settled(t, h)
			return request{path: "/coordination/costs/ceiling/propose", token: a.token, form: url.Values{
				"amount": {"£100"}, "from": {"1 January 2031"}, "to": {"31 December 2031"}, "reason": {"sample"},
			}}
		}},
	}
	for _, own := range []bool{false, true} {
		what := "another's"
		if own {
			what = "their own"
		}
		all = append(all,
			example{route: "POST /coordination/costs/ceiling/:id/approve", what: what, make: aimed("/coordination/costs/ceiling/%s/approve", ceiling(own), url.Values{})},
			example{route: "POST /coordination/costs/ceiling/:id/refuse", what: what, make: aimed("/coordination/costs/ceiling/%s/refuse", ceiling(own), url.Values{"why": {"Too high"}})})
	}
	for _, of := range []struct {
		what string
		role access.Role
	}{{"the council's", access.Coordinator}, {"the college's", access.Staff}} {
		entry := func(t testing.TB, h *house, _ asker) string {
			t.Helper()
			id := uuid.NewString()
			h.exec(t, `INSERT INTO coordination.cost (id, partnership_id, day, phase, what, bearer_id, pence, recorded_by) VALUES ($1, 1, sec.today(), 'recurring', 'Stamps', $2, 100, $3)`,
				id, h.agencyHeld(of.role), h.account(access.Coordinator))
			return id
		}
		all = append(all,
			example{route: "GET /coordination/costs/entries/:id/strike", what: of.what, make: aimed("/coordination/costs/entries/%s/strike", entry, nil)},
			example{route: "POST /coordination/costs/entries/:id/strike", what: of.what, make: aimed("/coordination/costs/entries/%s/strike", entry, url.Values{"why": {"Typed wrong"}})})
	}
	return append(all, ofAgencies("POST /coordination/costs/new", "/coordination/costs/new", "bearer", url.Values{
		"day": {days(0)}, "phase": {"recurring"}, "what": {"Stamps"}, "paid": {"cash"}, "amount": {"£1"},
	})...)
}

func systemExamples() []example {
	system := kept(`INSERT INTO coordination.system (id, partnership_id, name, kind, agency_id, owner, from_day, recorded_by) VALUES ($1, 1, 'System ' || gen_random_uuid(), 'database', 1, 'Manager', '2024-01-01', $2)`)
	form := url.Values{"kind": {"database"}, "agency": {"1"}, "owner": {"Another manager"}, "intelligence": {"no"}, "version": {"1"}}
	end := url.Values{"last": {days(0)}, "why": {"Replaced"}}
	all := []example{
		{route: "GET /coordination/systems", make: to("/coordination/systems")},
		{route: "GET /coordination/systems/new", make: to("/coordination/systems/new")},
		{route: "POST /coordination/systems/new", make: func(_ testing.TB, _ *house, a asker) request {
			f := named(form, "Contact list "+uuid.NewString())
			f.Set("from", "1 January 2024")
			return request{path: "/coordination/systems/new", form: f, token: a.token}
		}},
		{route: "GET /coordination/systems/:id", make: aimed("/coordination/systems/%s", system, nil)},
		{route: "GET /coordination/systems/:id/change", make: aimed("/coordination/systems/%s/change", system, nil)},
		{route: "POST /coordination/systems/:id/change", make: func(t testing.TB, h *house, a asker) request {
			t.Helper()
			return request{path: "/coordination/systems/" + system(t, h, a) + "/change", form: named(form, "Contact list "+uuid.NewString()), token: a.token}
		}},
		{route: "GET /coordination/systems/:id/close", make: aimed("/coordination/systems/%s/close", system, nil)},
		{route: "POST /coordination/systems/:id/close", make: aimed("/coordination/systems/%s/close", system, end)},
		{route: "GET /coordination/systems/:id/review", make: aimed("/coordination/systems/%s/review", system, nil)},
		{route: "POST /coordination/systems/:id/review", make: aimed("/coordination/systems/%s/review", system, url.Values{"day": {days(0)}, "kept": {"3"}, "removed": {"0"}})},
		{route: "GET /coordination/systems/:id/access", make: aimed("/coordination/systems/%s/access", system, nil)},
	}
	for _, of := range []struct {
		what string
		role access.Role
	}{{"the council's", access.Coordinator}, {"the college's", access.Staff}} {
		all = append(all, accessExamples(of.what, of.role, system, end)...)
	}
	return all
}

// named is the form of something with the name.
func named(form url.Values, name string) url.Values {
	f := url.Values{"name": {name}}
	for k, v := range form {
		f[k] = v
	}
	return f
}

// accessExamples are those of access to a system of a role of the agency of
// the account with the role.
func accessExamples(what string, role access.Role, system func(testing.TB, *house, asker) string, end url.Values) []example {
	reach := func(granted any) func(testing.TB, *house, asker) string {
		return func(t testing.TB, h *house, a asker) string {
			t.Helper()
			of, id := system(t, h, a), uuid.NewString()
			h.exec(t, `INSERT INTO coordination.reach (id, partnership_id, system_id, agency_id, holder, asked_on, granted_on, recorded_by) VALUES ($1, 1, $2, $3, 'Tutor', '2025-01-01', $4::date, $5)`,
				id, of, h.agencyHeld(role), granted, h.account(access.Coordinator))
			return of + "/access/" + id
		}
	}
	waiting, held := reach(nil), reach("2025-01-02")
	const path = "/coordination/systems/%s"
	return []example{
		{route: "POST /coordination/systems/:id/access", what: what, make: func(t testing.TB, h *house, a asker) request {
			t.Helper()
			return request{path: "/coordination/systems/" + system(t, h, a) + "/access", token: a.token, form: url.Values{
				"agency": {strconv.Itoa(h.agencyHeld(role))}, "holder": {"Tutor"}, "outreach": {"no"}, "asked": {days(-3)},
			}}
		}},
		{route: "GET /coordination/systems/:id/access/:reach/answer", what: what, make: aimed(path+"/answer", waiting, nil)},
		{route: "POST /coordination/systems/:id/access/:reach/answer", what: what, make: aimed(path+"/answer", waiting, url.Values{"answer": {"granted"}, "on": {days(0)}})},
		{route: "GET /coordination/systems/:id/access/:reach/keep", what: what, make: aimed(path+"/keep", held, nil)},
		{route: "POST /coordination/systems/:id/access/:reach/keep", what: what, make: aimed(path+"/keep", held, url.Values{"used": {days(0)}, "version": {"1"}})},
		{route: "GET /coordination/systems/:id/access/:reach/end", what: what + ", waiting", make: aimed(path+"/end", waiting, nil)},
		{route: "GET /coordination/systems/:id/access/:reach/end", what: what, make: aimed(path+"/end", held, nil)},
		{route: "POST /coordination/systems/:id/access/:reach/end", what: what + ", waiting", make: aimed(path+"/end", waiting, end)},
		{route: "POST /coordination/systems/:id/access/:reach/end", what: what, make: aimed(path+"/end", held, end)},
	}
}
