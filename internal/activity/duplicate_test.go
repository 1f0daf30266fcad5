package activity_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/uuid"

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
		{"nobody is said to have come to one", with(activity.Attendance{Agency: 3, State: activity.Absent}), true},
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

// Sharing is named after who gives and who receives, and most agencies share
// with most: two are the same where the same agency gives the same to one in
// common.
func TestSharingWithOthersIsNotTheSame(t *testing.T) {
	need := uuid.New()
	with := func(giver int, need uuid.UUID, takers ...int) activity.Content {
		s := activity.Sharing{Giver: giver, Need: need}
		for _, id := range takers {
			s.Takers = append(s.Takers, activity.Taker{Agency: id})
		}
		return activity.Content{Detail: s}
	}
	one := with(1, need, 2, 3)
	for _, tt := range []struct {
		name  string
		other activity.Content
		want  bool
	}{
		{"to one of them", with(1, need, 3, 4), true},
		{"to others", with(1, need, 4), false},
		{"for another need", with(1, uuid.New(), 2, 3), false},
		{"for no need", with(1, uuid.Nil, 2, 3), false},
		{"from another", with(4, need, 2, 3), false},
		{"the other way round", with(2, need, 1), false},
		{"one that does not say", activity.Content{}, true},
	} {
		if got := one.Meets(tt.other); got != tt.want || tt.other.Meets(one) != tt.want {
			t.Errorf("%s: got %t, want %t both ways", tt.name, got, tt.want)
		}
	}
}

func TestRecordsOfOtherAgenciesAreNotTheSame(t *testing.T) {
	party := func(ids ...int) []activity.Party {
		var all []activity.Party
		for _, id := range ids {
			all = append(all, activity.Party{Agency: id, People: 1})
		}
		return all
	}
	for _, tt := range []struct {
		name     string
		one, two activity.Detail
		want     bool
	}{
		{"training of one agency in common", activity.Session{Parties: party(1, 2)}, activity.Session{Parties: party(2, 3)}, true},
		{"training of others", activity.Session{Parties: party(1, 2)}, activity.Session{Parties: party(3)}, false},
		{"an event of others", activity.ConnectEvent{Parties: party(1, 2)}, activity.ConnectEvent{Parties: party(3, 4)}, false},
		{"outreach with others", activity.Engagement{Partners: []activity.Partner{{Agency: 1}}}, activity.Engagement{Partners: []activity.Partner{{Agency: 2}}}, false},
		{"outreach with nobody named", activity.Engagement{}, activity.Engagement{Partners: []activity.Partner{{Agency: 2}}}, true},
	} {
		if got := (activity.Content{Detail: tt.one}).Meets(activity.Content{Detail: tt.two}); got != tt.want {
			t.Errorf("%s: got %t, want %t", tt.name, got, tt.want)
		}
	}
}
