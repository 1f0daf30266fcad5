package app

import (
	"net/url"
	"testing"

	"github.com/google/uuid"

	"liaison/internal/secret"
)

// linked gives the account a calendar link, in the place of any other, and
// returns its token.
func (h *house) linked(t testing.TB, id uuid.UUID, partnership int) string {
	t.Helper()
	token := secret.NewToken()
	h.exec(t, `UPDATE identity.calendar_link SET ended_at = greatest(now(), made_at) WHERE account_id = $1 AND ended_at IS NULL`, id)
	h.exec(t, `INSERT INTO identity.calendar_link (id, account_id, partnership_id, token_hash, made_at) VALUES ($1, $2, $3, $4, now())`, uuid.New(), id, partnership, secret.TokenHash(token))
	return token
}

func calendarExamples() []example {
	// Their own link, for who can have one.
	own := func(path string, form url.Values) func(testing.TB, *house, asker) request {
		return func(t testing.TB, h *house, a asker) request {
			t.Helper()
			if a.id != uuid.Nil {
				h.linked(t, a.id, a.partnership)
			}
			return request{path: path, form: form, token: a.token}
		}
	}
	// Whoever asks has their own link, and nobody has one: a link shows what its
	// owner may see, whoever has it.
	theirs := func(t testing.TB, h *house, a asker) string {
		t.Helper()
		if a.id == uuid.Nil {
			return secret.NewToken()
		}
		return h.linked(t, a.id, a.partnership)
	}
	return []example{
		{route: "GET /account/calendar", make: to("/account/calendar")},
		{route: "POST /account/calendar", make: own("/account/calendar", url.Values{})},
		{route: "GET /account/calendar/revoke", make: own("/account/calendar/revoke", nil)},
		{route: "POST /account/calendar/revoke", make: own("/account/calendar/revoke", url.Values{})},
		{route: "GET /calendar/:token/liaison.ics", make: aimed("/calendar/%s/liaison.ics", theirs, nil)},
		{route: "GET /calendar/:token/liaison.ics", what: "one that does not work", make: to("/calendar/" + secret.NewToken() + "/liaison.ics")},
	}
}
