package app

import (
	"regexp"
	"strings"
	"testing"

	"liaison/internal/access"
	"liaison/internal/activity"
)

// ofOne are the pages of one record and of what came from it.
var ofOne = regexp.MustCompile(`^/(coordination|outreach)/(activities/[A-Z]+-|actions/[A-Z]+-|escalations/)[^?]*$`)

// TestAPageBearsTheMarkingOfWhatItShows marks every record of coordination and
// outreach above OFFICIAL, gives each a word of its own, and walks through the
// whole service: a page or a file that has the word bears the marking, and one
// of a record or of what came from it says how far it may be passed on.
func TestAPageBearsTheMarkingOfWhatItShows(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("requests come one after another, which the race detector has no interest in")
	}
	const word = "Zyzzyva"
	r := start(t)
	for _, in := range []access.Strand{access.Coordination, access.Outreach} {
		r.DB.Exec(t, `UPDATE `+string(in)+`.activity SET marking = $1, tlp = $2, title = $3 || ' ' || ref`, string(activity.Sensitive), string(activity.Amber), word)
		r.DB.Exec(t, `UPDATE `+string(in)+`.action SET what = $1 || ' ' || ref`, word)
	}
	r.DB.Exec(t, `UPDATE coordination.escalation SET what = $1 || ' ' || id, answer = CASE WHEN answer = '' THEN '' ELSE $1 || ' ' || id END WHERE activity_id IS NOT NULL`, word)
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
			if ofOne.MatchString(path) && !strings.Contains(body, `OFFICIAL-SENSITIVE | TLP:AMBER | `) {
				t.Errorf("%s: %s is of a record that may not be passed on further than %s and does not say so in print", role, path, activity.Amber)
			}
		}
	}
	for _, path := range []string{"/", "/coordination/escalations", "/activities", "/activities?q=" + word, "/actions?view=all&q=" + word, "/meetings", "/coordination/planned", "/notices", "/agencies/westmere-police", "/checklist/RES-2"} {
		if !had[path] {
			t.Errorf("%s: got nothing of a marked record, want it to show some", path)
		}
	}
}
