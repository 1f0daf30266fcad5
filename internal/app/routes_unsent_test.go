package app

import (
	"net/url"
	"testing"

	"github.com/google/uuid"

	"liaison/internal/access"
)

// unsentExamples are forms that were kept when their session had ended: one
// that can still be sent, where there is any without a record, and one of a
// record that is nobody's to see.
func unsentExamples() []example {
	var all []example
	for _, in := range access.Strands() {
		kept := func(t testing.TB, h *house, author asker) string {
			t.Helper()
			id, address, do := uuid.New(), "/"+string(in)+"/activities/"+in.Prefix()+"-ZZZZZZZ/withdraw", access.WithdrawActivity
			if in == access.Coordination {
				address, do = "/coordination/needs/new", access.KeepNeed
			}
			h.exec(t, `INSERT INTO `+string(in)+`.draft (id, partnership_id, author, kind, content, address) VALUES ($1, $2, $3, $4, $5, $6)`,
				id, author.partnership, author.id, string(do), url.Values{"why": {"A reason"}, "title": {"A need"}}.Encode(), address)
			return id.String()
		}
		own := func(t testing.TB, h *house, a asker) string {
			t.Helper()
			if a.id == uuid.Nil {
				return uuid.NewString()
			}
			return kept(t, h, a)
		}
		others := func(t testing.TB, h *house, a asker) string {
			t.Helper()
			author := h.named(t, access.Coordinator)
			if a.id == author.id {
				author = h.named(t, access.Staff)
			}
			return kept(t, h, author)
		}
		at := "/" + string(in) + "/unsent/"
		for _, of := range []struct {
			what string
			aim  func(testing.TB, *house, asker) string
		}{{"their own", own}, {"another's", others}} {
			all = append(all,
				example{route: "GET " + at + ":id", what: of.what, make: aimed(at+"%s", of.aim, nil)},
				example{route: "GET " + at + ":id/delete", what: of.what, make: aimed(at+"%s/delete", of.aim, nil)},
				example{route: "POST " + at + ":id/delete", what: of.what, make: aimed(at+"%s/delete", of.aim, url.Values{})})
		}
	}
	return all
}
