package app

import (
	"strings"
	"testing"

	"liaison/internal/access"
	"liaison/internal/activity"
)

// TestAPageBearsTheMarkingOfWhatItShows marks every record of coordination and
// outreach above OFFICIAL, gives each a word of its own, and walks through the
// whole service: a page or a file that has the word bears the marking.
func TestAPageBearsTheMarkingOfWhatItShows(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("requests come one after another, which the race detector has no interest in")
	}
	const word = "Zyzzyva"
	r := start(t)
	for _, in := range []access.Strand{access.Coordination, access.Outreach} {
		r.DB.Exec(t, `UPDATE `+string(in)+`.activity SET marking = $1, title = $2 || ' ' || ref`, string(activity.Sensitive), word)
		r.DB.Exec(t, `UPDATE `+string(in)+`.action SET what = $1 || ' ' || ref`, word)
	}
	besides := []string{"/activities?q=" + word, "/actions?view=all&q=" + word, "/requests?state=all", "/meetings", "/coordination/planned", "/coordination/planned.csv", "/coordination/duplicates", "/notices", "/agencies/westmere-police", "/checklist/RES-2", "/health/attendance"}
	had := map[string]bool{}
	for _, role := range []access.Role{access.Coordinator, access.Staff, access.Manager, access.OutreachLead} {
		for path, body := range walk(t, r, r.SignIn(t, role), besides...) {
			if !strings.Contains(body, word) {
				continue
			}
			had[path] = true
			if !strings.Contains(body, `aria-hidden="true">OFFICIAL-SENSITIVE | `) && !strings.Contains(body, ` | OFFICIAL-SENSITIVE | `) {
				t.Errorf("%s: %s has words of a record marked %s and does not bear that", role, path, activity.Sensitive)
			}
		}
	}
	for _, path := range []string{"/", "/activities", "/activities?q=" + word, "/actions?view=all&q=" + word, "/meetings", "/coordination/planned", "/notices", "/agencies/westmere-police", "/checklist/RES-2"} {
		if !had[path] {
			t.Errorf("%s: got nothing of a marked record, want it to show some", path)
		}
	}
}
