package page_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestAFormWhoseSessionEndedComesBackAsADraft posts a form after its session
// ended in every way one can, and signs in again.
func TestAFormWhoseSessionEndedComesBackAsADraft(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, how string
		kept      bool
	}{
		{"nothing was done for too long", `UPDATE identity.session SET last_seen_at = now() - interval '31 minutes'`, true},
		{"it had lasted as long as any may", `UPDATE identity.session SET expires_at = now() - interval '1 minute'`, true},
		{"nothing was done for two days", `UPDATE identity.session SET last_seen_at = now() - interval '2 days'`, false},
		{"it was ended from elsewhere", `UPDATE identity.session SET ended_at = now(), ended_why = 'ended'`, false},
		{"the person signed out", `UPDATE identity.session SET ended_at = now(), ended_why = 'out'`, false},
		{"the account was disabled", `UPDATE identity.session SET last_seen_at = now() - interval '31 minutes'; UPDATE identity.account SET disabled_at = now()`, false},
		{"the membership ended", `UPDATE identity.session SET last_seen_at = now() - interval '31 minutes'; UPDATE identity.membership SET to_day = from_day`, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			b := o.as(t, "tom")
			o.Exec(t, tt.how)
			v := o.typed("name", "The meeting that took an hour to type", "stranger", "not a field")
			got := b.post(logPath, v)
			drafts := o.Count(t, `SELECT count(*) FROM coordination.draft`)
			if !tt.kept {
				if got.status != http.StatusSeeOther || got.location != "/sign-in" || drafts != 0 {
					t.Fatalf("got %d %s and %d drafts, want 303 /sign-in and none", got.status, got.location, drafts)
				}
				return
			}
			to := logPath + "?draft=" + v.Get("draft")
			if got.status != http.StatusSeeOther || got.location != "/sign-in?to="+url.QueryEscape(to) || drafts != 1 {
				t.Fatalf("got %d %s and %d drafts, want 303 to sign in and then to the draft", got.status, got.location, drafts)
			}
			if n := o.Count(t, `SELECT count(*) FROM coordination.draft d JOIN identity.session s ON s.account_id = d.author WHERE NOT d.ready AND d.used_at IS NULL AND strpos(d.content, 'stranger') = 0`); n != 1 {
				t.Errorf("got %d drafts of the person with the form's own fields, want 1", n)
			}
			if got := b.get("/activities/new"); got.status != http.StatusSeeOther {
				t.Errorf("got %d, want to be asked to sign in: the session stays ended", got.status)
			}
			again := o.as(t, "tom").get(to)
			if again.status != http.StatusOK || !strings.Contains(again.body, "The meeting that took an hour to type") {
				t.Errorf("got %d, want the form as it was typed", again.status)
			}
			if other := o.as(t, "priya").get(to); other.status != http.StatusNotFound {
				t.Errorf("somebody else: got %d, want 404", other.status)
			}
		})
	}
}
