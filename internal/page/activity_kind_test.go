package page

import (
	"testing"

	"liaison/internal/activity"
	"liaison/internal/form"
)

// Every form records the kind that it says it does, and no two the same.
func TestFormsRecordTheKindTheySay(t *testing.T) {
	t.Parallel()
	seen := map[activity.Kind]bool{}
	for _, k := range new(Pages).forms() {
		if got := k.read(form.New(nil), activity.Setting{}).Kind(); got != k.kind() {
			t.Errorf("%s: got a form that records %s", k.kind(), got)
		}
		if seen[k.kind()] {
			t.Errorf("%s: got a second form", k.kind())
		}
		seen[k.kind()] = true
	}
	if len(seen) == 0 {
		t.Error("got no forms")
	}
}
