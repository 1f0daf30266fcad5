package app

import (
	"net/url"
	"testing"

	"github.com/google/uuid"

	"liaison/internal/access"
)

// duplicateExamples are those of records that look like one, in every area
// where records are logged, and of what areas publish.
func duplicateExamples() []example {
	all := []example{{route: "GET /coordination/totals", make: to("/coordination/totals")}}
	for _, x := range []struct {
		in   access.Strand
		role access.Role
	}{
		{access.Coordination, access.Coordinator}, {access.Outreach, access.OutreachWorker}, {access.Intelligence, access.IntelligenceOfficer},
	} {
		in, role, s := x.in, x.role, string(x.in)
		pair := func(t testing.TB, h *house, _ asker) string {
			t.Helper()
			author, id := h.account(role), uuid.NewString()
			one, _ := h.record(t, in, author)
			other, _ := h.record(t, in, author)
			h.exec(t, `INSERT INTO `+s+`.duplicate (id, partnership_id, activity_id, other_id, found_at, found_by) VALUES ($1, 1, $2, $3, now(), $4)`, id, one, other, author)
			return id
		}
		at := "/" + s + "/duplicates"
		all = append(all,
			example{route: "GET " + at, make: to(at)},
			example{route: "GET " + at + "/:id", make: aimed(at+"/%s", pair, nil)},
			example{route: "POST " + at + "/:id", make: aimed(at+"/%s", pair, url.Values{"settled": {"different"}, "why": {"Two halls"}})},
		)
	}
	return all
}
