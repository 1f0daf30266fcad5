package app

import (
	"net/url"
	"testing"

	"github.com/google/uuid"

	"liaison/internal/access"
)

// share is a new request of one agency to another, three days old, which was
// given yesterday or is still open.
func (h *house) share(t testing.TB, giver, taker int, given bool) string {
	t.Helper()
	id, ref, outcome := uuid.New(), freshRef(access.Coordination), "open"
	if given {
		outcome = "given"
	}
	h.exec(t, `INSERT INTO coordination.activity (id, ref, partnership_id, kind, title, occurred_at, occurred_on, agency_id, author, updated_by)
		VALUES ($1, $2, 1, 'share', 'One agency asked another', now() - interval '3 days', sec.today() - 3, $3, $4, $4)`, id, ref, taker, h.account(access.Coordinator))
	h.exec(t, `INSERT INTO coordination.activity_version (partnership_id, activity_id, version, at, by, what, content) VALUES (1, $1, 1, now(), $2, 'saved', '{"title": "One agency asked another", "marking": "OFFICIAL"}')`,
		id, h.account(access.Coordinator))
	h.exec(t, `INSERT INTO coordination.share (activity_id, partnership_id, direction, from_agency_id, purpose, emergency, form, asked_on, due_on, sent_on, outcome)
		VALUES ($1, 1, 'requested', $2, 'To plan cover', 'A flood', 'spoken', sec.today() - 3, sec.today() + 11, CASE WHEN $3 = 'given' THEN sec.today() - 1 END, $3)`, id, giver, outcome)
	h.exec(t, `INSERT INTO coordination.share_recipient (activity_id, partnership_id, agency_id) VALUES ($1, 1, $2)`, id, taker)
	return ref
}

// shareExamples are those of requests and offers of information, asked of the
// college by the council and the other way round.
func shareExamples() []example {
	all := []example{
		{route: "GET /requests", make: to("/requests")},
		{route: "GET /coordination/activities/new/share", make: to("/coordination/activities/new/share")},
		{route: "POST /coordination/activities/new/share", what: "to check", make: filled("/coordination/activities/new/share", shareForm(""))},
		{route: "POST /coordination/activities/new/share", what: "as a draft", make: filled("/coordination/activities/new/share", shareForm("draft"))},
	}
	for _, of := range []struct {
		what         string
		giver, taker access.Role
	}{{"asked of the council", access.Coordinator, access.Staff}, {"asked of the college", access.Staff, access.Coordinator}} {
		fresh := func(given bool) func(testing.TB, *house, asker) string {
			return func(t testing.TB, h *house, _ asker) string {
				t.Helper()
				return h.share(t, h.agencyHeld(of.giver), h.agencyHeld(of.taker), given)
			}
		}
		for _, x := range []struct {
			step  string
			given bool
			form  url.Values
		}{
			{"acknowledge", false, url.Values{"day": {days(0)}}},
			{"give", false, url.Values{"day": {days(0)}, "extent": {"part"}, "left_out": {"Names"}, "emergency": {"A flood"}, "line": {""}}},
			{"refuse", false, url.Values{"day": {days(0)}, "why": {"Not ours to give"}}},
			{"remind", false, url.Values{"day": {days(0)}, "next": {days(7)}}},
			{"due", false, url.Values{"next": {days(20)}, "why": {"The hall is taken"}}},
			{"drop", false, url.Values{"day": {days(0)}, "why": {"Found it"}}},
			{"feedback", true, url.Values{"day": {days(0)}, "why": {"In time"}, "agency": {""}}},
		} {
			x.form.Set("version", "1")
			path := "/coordination/shares/%s/" + x.step
			all = append(all,
				example{route: "GET /coordination/shares/:ref/" + x.step, what: of.what, make: aimed(path, fresh(x.given), nil)},
				example{route: "POST /coordination/shares/:ref/" + x.step, what: of.what, make: aimed(path, fresh(x.given), x.form)})
		}
	}
	return all
}

func shareForm(do string) url.Values {
	return url.Values{
		"do": {do}, "direction": {"requested"}, "from": {"3"}, "to": {"2"}, "need": {""}, "purpose": {"To plan cover"}, "line": {""}, "emergency": {""}, "date": {days(-1)}, "due": {days(9)},
		"acknowledged": {""}, "form": {"written"}, "briefing": {""}, "outcome": {"open"}, "answered": {""}, "left_out": {""}, "refused": {""}, "summary": {""}, "marking": {"OFFICIAL"}, "limit": {""},
	}
}
