package app

import (
	"net/url"
	"testing"

	"github.com/google/uuid"

	"liaison/internal/access"
)

// followExamples ask for what follows a meeting, and for several actions at once.
func followExamples() []example {
	// with is a meeting of the coordinator's, so many days from now and made so
	// by a statement. It is copied from one that another example may have changed.
	with := func(in int, change string) func(testing.TB, *house, asker) string {
		return spared(access.Coordination, func(t testing.TB, h *house, _ asker) string {
			t.Helper()
			id, ref := h.record(t, access.Coordination, h.account(access.Coordinator))
			h.exec(t, `UPDATE coordination.meeting SET cancelled_why = NULL, minutes_agreed_on = NULL, `+change+` WHERE activity_id = $1`, id)
			h.exec(t, `UPDATE coordination.activity SET occurred_on = sec.today() + $2::int, occurred_at = now() + make_interval(days => $2::int) WHERE id = $1`, id, in)
			return ref
		})
	}
	planned := with(9, `status = 'planned', minutes_due_on = NULL, minutes_sent_on = NULL`)
	const at = "/coordination/activities/"
	day := func(n int) url.Values { return url.Values{"version": {"1"}, "day": {days(n)}} }
	all := []example{
		{route: "GET /meetings", make: to("/meetings")},
		{route: "GET " + at + ":ref/agenda", make: aimed(at+"%s/agenda", planned, nil)},
		{route: "GET " + at + ":ref/meeting.ics", make: aimed(at+"%s/meeting.ics", planned, nil)},
		{route: "GET " + at + ":ref/held", make: aimed(at+"%s/held", planned, nil)},
		{route: "POST " + at + ":ref/held", make: func(t testing.TB, h *house, a asker) request {
			t.Helper()
			f := h.meeting(t, 1)
			f.Set("version", "1")
			return request{path: at + planned(t, h, a) + "/held", form: f, token: a.token}
		}},
		{route: "GET " + at + ":ref/cancel", make: aimed(at+"%s/cancel", planned, nil)},
		{route: "POST " + at + ":ref/cancel", make: aimed(at+"%s/cancel", planned, url.Values{"version": {"1"}, "why": {"Snow"}})},
	}
	for _, x := range []struct {
		path, made string
		day        int
	}{
		{"agenda-sent", "status = 'held', agenda_sent_on = NULL", -9}, {"minutes-sent", "status = 'held', minutes_sent_on = NULL", 0}, {"minutes-agreed", "status = 'held', minutes_sent_on = sec.today()", 0},
	} {
		all = append(all, example{route: "GET " + at + ":ref/" + x.path, make: aimed(at+"%s/"+x.path, with(-7, x.made), nil)},
			example{route: "POST " + at + ":ref/" + x.path, make: aimed(at+"%s/"+x.path, with(-7, x.made), day(x.day))})
	}
	return append(all, bulkExamples()...)
}

// bulkExamples close two actions at once, and say who does one.
func bulkExamples() []example {
	var all []example
	for _, of := range []struct {
		what string
		role access.Role
	}{{"the council's", access.Coordinator}, {"the college's", access.Staff}} {
		agency := func(h *house) int {
			for _, a := range h.Invented.Accounts {
				if a.Email == h.Holder(of.role) {
					return a.Agency
				}
			}
			return 0
		}
		all = append(all,
			example{route: "GET /coordination/actions/complete", what: of.what, make: func(t testing.TB, h *house, a asker) request {
				t.Helper()
				return request{path: "/coordination/actions/complete?do=done&a=" + h.action(t, agency(h)) + "&a=" + h.action(t, agency(h)), token: a.token}
			}},
			example{route: "POST /coordination/actions/complete", what: of.what, make: func(t testing.TB, h *house, a asker) request {
				t.Helper()
				refs := []string{h.action(t, agency(h)), h.action(t, agency(h))}
				return request{path: "/coordination/actions/complete", form: url.Values{"do": {"done"}, "a": refs, "listed": refs, "on": {days(0)}, "note": {"Sent"}}, token: a.token}
			}},
			example{route: "GET /coordination/actions/undo", what: of.what, make: func(t testing.TB, h *house, a asker) request {
				t.Helper()
				return request{path: "/coordination/actions/undo?a=" + h.closed(t, agency(h), a), token: a.token}
			}},
			example{route: "POST /coordination/actions/undo", what: of.what, make: func(t testing.TB, h *house, a asker) request {
				t.Helper()
				return request{path: "/coordination/actions/undo", form: url.Values{"a": {h.closed(t, agency(h), a) + " 1"}}, token: a.token}
			}},
			example{route: "GET /coordination/actions/:ref/reopen", what: of.what, make: aimed("/coordination/actions/%s/reopen", func(t testing.TB, h *house, a asker) string {
				t.Helper()
				return h.closed(t, agency(h), a)
			}, nil)},
			example{route: "POST /coordination/actions/:ref/reopen", what: of.what, make: aimed("/coordination/actions/%s/reopen", func(t testing.TB, h *house, a asker) string {
				t.Helper()
				return h.closed(t, agency(h), a)
			}, url.Values{"version": {"1"}, "why": {"It was another"}})},
			example{route: "GET /coordination/actions/:ref/owner", what: of.what, make: aimed("/coordination/actions/%s/owner", func(t testing.TB, h *house, _ asker) string {
				t.Helper()
				return h.action(t, agency(h))
			}, nil)},
			example{route: "POST /coordination/actions/:ref/owner", what: of.what, make: func(t testing.TB, h *house, a asker) request {
				t.Helper()
				var owner uuid.UUID
				for _, x := range h.Invented.Accounts {
					if x.Email == h.Holder(of.role) {
						owner = x.ID
					}
				}
				return request{path: "/coordination/actions/" + h.action(t, agency(h)) + "/owner", form: url.Values{"version": {"1"}, "owner": {owner.String()}}, token: a.token}
			}})
	}
	return all
}
