package app

import (
	"net/url"
	"strconv"
	"testing"

	"liaison/internal/access"
)

// intensityExamples are those of how closely agencies work together.
func intensityExamples() []example {
	const at = "/coordination/intensity"
	all := []example{
		{route: "GET " + at, make: to(at)},
		{route: "GET " + at + ".csv", make: to(at + ".csv")},
		{route: "GET " + at + "/say", make: to(at + "/say")},
	}
	// Each says something new of the agency and of one that is not its.
	for _, of := range []struct {
		what string
		role access.Role
	}{{"the council's", access.Coordinator}, {"the college's", access.Staff}} {
		all = append(all, example{route: "POST " + at + "/say", what: of.what, make: func(t testing.TB, h *house, a asker) request {
			t.Helper()
			own := h.agencyHeld(of.role)
			one, other := min(own, 1), max(own, 1)
			if own == 1 {
				other = 2
			}
			h.exec(t, `DELETE FROM coordination.intensity WHERE from_day = sec.today()`)
			return request{path: at + "/say", token: a.token, form: url.Values{
				"pair": {strconv.Itoa(one) + "-" + strconv.Itoa(other)}, "side": {"actual"}, "level": {"awareness"}, "from": {days(0)}, "reason": {"As we see it"},
			}}
		}})
	}
	return all
}
