package activity_test

import (
	"errors"
	"testing"
	"time"

	"liaison/internal/activity"
	"liaison/internal/fault"
)

func TestTitlesThatSayAboutTheSame(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"Partners monthly meeting", "Partners monthly meeting", true},
		{"Partners monthly meeting", "Monthly meeting of partners", true},
		{"Partners monthly meeting, 26 November", "PARTNERS MONTHLY MEETING 26/11", true},
		{"Autumn meeting about referrals", "Meeting about referrals in autumn", true},
		{"Partners monthly meeting", "Training on online harms", false},
		{"Partners monthly meeting", "Board", false},
		{"Réunion des partenaires", "RÉUNION DES PARTENAIRES", true},
		{"", "", true},
		{"", "Board", false},
		{"2025", "2026", true},
	} {
		if got := activity.Alike(tt.a, tt.b); got != tt.want {
			t.Errorf("%q and %q: got %t, want %t", tt.a, tt.b, got, tt.want)
		}
		if activity.Alike(tt.a, tt.b) != activity.Alike(tt.b, tt.a) {
			t.Errorf("%q and %q: got another answer the other way round", tt.a, tt.b)
		}
	}
}

func TestMeetingsOfOtherAgenciesAreNotTheSame(t *testing.T) {
	with := func(lines ...activity.Attendance) activity.Content {
		return activity.Content{Detail: activity.Meeting{Attendance: lines}}
	}
	one := with(activity.Attendance{Agency: 1, State: activity.Came}, activity.Attendance{Agency: 2, State: activity.Absent})
	for _, tt := range []struct {
		name  string
		other activity.Content
		want  bool
	}{
		{"an agency came to both", with(activity.Attendance{Agency: 1, State: activity.Substitute}), true},
		{"an agency was absent from one", with(activity.Attendance{Agency: 2, State: activity.Came}), false},
		{"one does not say", activity.Content{}, true},
	} {
		if got := one.Meets(tt.other); got != tt.want {
			t.Errorf("%s: got %t, want %t", tt.name, got, tt.want)
		}
	}
}

func TestWhatWasSettledStands(t *testing.T) {
	d := activity.Duplicate{FoundAt: now}
	if err := activity.Settle(tom, activity.Unsettled, "", now).Apply(&d); !errors.Is(err, fault.Invalid) {
		t.Errorf("got %v, want Invalid", err)
	}
	if f := d.Facts(); !f[0].Until.IsZero() || len(f[0].Flags) != 0 {
		t.Errorf("got %+v, want a pair that nobody decided on", f)
	}
	later := now.Add(50 * time.Hour)
	if err := activity.Settle(tom, activity.Same, "", later).Apply(&d); err != nil {
		t.Fatal(err)
	}
	if f := d.Facts(); !f[0].Day.Equal(today) || !f[0].Until.Equal(today.AddDate(0, 0, 2)) || !f[0].Has("same") {
		t.Errorf("got %+v, want two days and the answer", f)
	}
	if err := activity.Settle(priya, activity.Different, "", later).Apply(&d); !errors.Is(err, fault.Conflict) {
		t.Errorf("got %v, want Conflict", err)
	}
}
