package activity_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"liaison/internal/activity"
	"liaison/internal/fault"
)

// handledAsParent tries what follows a record that is OFFICIAL-SENSITIVE and
// limited to AMBER+STRICT: it is marked no lower than that, and passed on no
// wider, but by who speaks for its originator. Check is of what follows, with
// its own marking and limit, after a parent that is the asker's own or is not.
func handledAsParent(t *testing.T, check func(parent activity.Past, m activity.Marking, l activity.Limit) error) {
	t.Helper()
	for _, tt := range []struct {
		name    string
		own     bool
		marking activity.Marking
		limit   activity.Limit
		want    []string
	}{
		{"as it is", false, activity.Sensitive, activity.AmberStrict, nil},
		{"narrower", false, activity.Sensitive, activity.Red, nil},
		{"lower", false, activity.Official, activity.AmberStrict, []string{"marking"}},
		{"wider", false, activity.Sensitive, activity.Amber, []string{"limit"}},
		{"lower and without a limit", false, activity.Official, activity.Unlimited, []string{"marking", "limit"}},
		{"lower, by its originator", true, activity.Official, activity.Unlimited, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			parent := activity.Past{Marking: activity.Sensitive, Limit: activity.AmberStrict, Own: tt.own}
			var got []string
			for _, f := range fault.FieldsOf(check(parent, tt.marking, tt.limit)) {
				got = append(got, f.Name)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("want - got +\n%s", diff)
			}
		})
	}
}
