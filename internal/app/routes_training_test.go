package app

import (
	"fmt"
	"maps"
	"net/url"
	"testing"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/secret"
)

// trainingExamples are those of training, of events that connect people, and of
// what people say of records.
func trainingExamples() []example {
	var all []example
	for _, x := range []struct {
		path string
		form url.Values
	}{{"training", url.Values{"name": {"Referral course"}, "follow": {"60"}}}, {"connect", url.Values{"name": {"Mentors meet"}}}} {
		at := "/coordination/activities/new/" + x.path
		logged := func(do string) func(testing.TB, *house, asker) request {
			return func(t testing.TB, h *house, a asker) request {
				t.Helper()
				f := url.Values{"date": {days(-1)}, "mode": {"online"}, "marking": {"OFFICIAL"}, "do": {do}}
				maps.Copy(f, x.form)
				for _, id := range h.agencies(t, a.partnership) {
					f.Set("people-"+id, "2")
				}
				return request{path: at, form: f, token: a.token}
			}
		}
		all = append(all,
			example{route: "GET " + at, make: to(at)},
			example{route: "POST " + at, what: "to check", make: logged("")},
			example{route: "POST " + at, what: "as a draft", make: logged("draft")})
	}
	return append(all, ratingExamples()...)
}

func ratingExamples() []example {
	const base = "/coordination/activities/"
	record := func(t testing.TB, h *house, _ asker) string {
		t.Helper()
		_, ref := h.record(t, access.Coordination, h.account(access.Coordinator))
		return ref
	}
	// A link for the people of the agency that everybody here belongs to.
	link := func(t testing.TB, h *house, token string) string {
		t.Helper()
		on, ref := h.record(t, access.Coordination, h.account(access.Coordinator))
		id := uuid.NewString()
		h.exec(t, `INSERT INTO coordination.rating_link (id, partnership_id, activity_id, agency_id, token_hash, uses, made_by, expires_on) VALUES ($1, 1, $2, $3, $4, 1, $5, sec.today() + 30)`,
			id, on, sharedAgency, secret.TokenHash(token), h.account(access.Coordinator))
		return ref + "/links/" + id
	}
	withdraw := func(t testing.TB, h *house, _ asker) string { t.Helper(); return link(t, h, secret.NewToken()) }
	works := func(t testing.TB, h *house, _ asker) string {
		t.Helper()
		token := secret.NewToken()
		link(t, h, token)
		return token
	}
	said := url.Values{"convenient": {"3"}}
	shared, other := fmt.Sprint(sharedAgency), fmt.Sprint(sharedAgency+1)
	return []example{
		{route: "GET " + base + ":ref/rate", make: aimed(base+"%s/rate", record, nil)},
		{route: "POST " + base + ":ref/rate", make: aimed(base+"%s/rate", record, said)},
		{route: "GET " + base + ":ref/answers/:agency", what: "the police's", make: aimed(base+"%s/answers/"+shared, record, nil)},
		{route: "POST " + base + ":ref/answers/:agency", what: "the police's", make: aimed(base+"%s/answers/"+shared, record, said)},
		{route: "POST " + base + ":ref/answers/:agency", what: "the council's", make: aimed(base+"%s/answers/"+other, record, said)},
		{route: "GET " + base + ":ref/answers/:agency/mail", what: "the police's", make: aimed(base+"%s/answers/"+shared+"/mail", record, nil)},
		{route: "POST " + base + ":ref/answers/:agency/mail", what: "the police's", make: aimed(base+"%s/answers/"+shared+"/mail", record, url.Values{"addresses": {"ann@example.org"}})},
		{route: "POST " + base + ":ref/links", what: "the police's", make: aimed(base+"%s/links", record, url.Values{"agency": {shared}})},
		{route: "POST " + base + ":ref/links", what: "the council's", make: aimed(base+"%s/links", record, url.Values{"agency": {other}})},
		{route: "GET " + base + ":ref/links/:id/withdraw", make: aimed(base+"%s/withdraw", withdraw, nil)},
		{route: "POST " + base + ":ref/links/:id/withdraw", make: aimed(base+"%s/withdraw", withdraw, url.Values{})},
		{route: "GET /rate/:token", make: aimed("/rate/%s", works, nil)},
		{route: "GET /rate/:token", what: "one that does not work", make: to("/rate/" + secret.NewToken())},
		{route: "POST /rate/:token", make: aimed("/rate/%s", works, said)},
		{route: "GET /rate/thanks", make: to("/rate/thanks")},
	}
}
