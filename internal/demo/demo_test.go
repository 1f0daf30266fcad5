package demo_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/calendar"
	"liaison/internal/demo"
	"liaison/seeds"
)

func TestTheSameDayMakesTheSamePartnership(t *testing.T) {
	for now := time.Date(2026, 1, 1, 9, 0, 0, 0, time.UTC); now.Year() == 2026; now = now.AddDate(0, 0, 17) {
		one, err := demo.Make(seeds.FS, now)
		if err != nil {
			t.Fatal(err)
		}
		two, err := demo.Make(seeds.FS, now)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(one, two); d != "" {
			t.Fatalf("%s: two makings differ\n%s", now, d)
		}
		check(t, one, now)
	}
}

// check holds whatever the day: seven agencies, twelve held meetings with a
// line for each, four actions overdue, every role signed up, nothing in the
// future, no reference twice.
func check(t *testing.T, p demo.Partnership, now time.Time) {
	t.Helper()
	refs, meetings, planned, overdue, open := map[string]bool{}, 0, 0, 0, 0
	for _, a := range p.Activities {
		if refs[a.Ref] {
			t.Errorf("%s: %s is there twice", now, a.Ref)
		}
		refs[a.Ref] = true
		if m, ok := a.Content.Detail.(activity.Meeting); ok && m.Status == activity.PlannedMeeting {
			if planned++; !a.At.After(now) || a.CreatedAt.After(now) {
				t.Errorf("%s: %s is planned for %s since %s", now, a.Ref, a.At, a.CreatedAt)
			}
			continue
		}
		if a.At.After(now) {
			t.Errorf("%s: %s is at %s", now, a.Ref, a.At)
		}
		if a.Kind != activity.CoordinationMeeting || !activity.Part[activity.Meeting](a.Content).Held() {
			continue
		}
		meetings++
		if lines := activity.Part[activity.Meeting](a.Content).Attendance; len(lines) != 7 {
			t.Errorf("%s: got %d lines of attendance, want 7", a.Ref, len(lines))
		}
		for _, c := range a.Actions {
			if refs[c.Ref] {
				t.Errorf("%s: %s is there twice", now, c.Ref)
			}
			refs[c.Ref] = true
			if c.State == activity.Open {
				open++
				if c.Due.Before(calendar.Day(now)) {
					overdue++
				}
			}
			if c.ClosedAt.After(now) {
				t.Errorf("%s: %s was closed at %s", now, c.Ref, c.ClosedAt)
			}
		}
	}
	if meetings != 12 || planned != 1 || overdue != 4 || open != 10 {
		t.Errorf("%s: got %d meetings, %d planned, %d actions overdue of %d open, want 12, 1, 4 and 10", now, meetings, planned, overdue, open)
	}
	roles := map[access.Role]bool{}
	for _, a := range p.Accounts {
		for _, r := range a.Roles() {
			roles[r] = true
		}
	}
	for _, r := range access.Roles() {
		if !roles[r] {
			t.Errorf("nobody is %s", r)
		}
	}
}
