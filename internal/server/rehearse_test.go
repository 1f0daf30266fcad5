package server

import (
	"net/http"
	"strings"
	"testing"
)

// TestRehearse sends a form to its own route, and shows a page or nothing.
func TestRehearse(t *testing.T) {
	const record = "/coordination/activities/COO-7K2M9QX"
	for _, tt := range []struct{ name, as, to, do, want string }{
		{"a form to mend is shown as it was typed", "coordinator", record, "mend", "mend typed"},
		{"a clash is shown", "coordinator", record, "clash", "clash"},
		{"what would go on does not", "coordinator", record, "save", "a rehearsal went on, form \"\", rehearsing false"},
		{"what cannot be done is said", "coordinator", record, "conflict", "not rehearsed: conflict: Somebody else changed this"},
		{"whoever may not send it is refused", "staff", "/checklist/SEP-1/assess", "mend", "not rehearsed: forbidden"},
		{"an address that nothing is sent to", "coordinator", "/checklist", "mend", "not rehearsed: not found"},
		{"an address without its reference", "coordinator", "/coordination/activities/", "mend", "not rehearsed: not found"},
		{"a route without a permission", "coordinator", "/sign-out", "mend", "not rehearsed: not found"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := newSite(t, nil).ask("GET", "/coordination/again?to="+tt.to+"&do="+tt.do, tt.as, "")
			if got.status != http.StatusOK || !strings.Contains(got.body, tt.want) || strings.Contains(got.header.Get("Set-Cookie"), "flash") {
				t.Errorf("got %d %s, want 200 and %q", got.status, got.body, tt.want)
			}
		})
	}
}
