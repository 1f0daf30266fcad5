package activity_test

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/fact"
	"liaison/internal/fault"
)

var (
	now   = time.Date(2025, 12, 1, 9, 5, 0, 0, time.UTC)
	today = time.Date(2025, 12, 1, 0, 0, 0, 0, time.UTC)
	held  = time.Date(2025, 11, 26, 0, 0, 0, 0, time.UTC)

	tom   = person(access.Staff)
	priya = person(access.Coordinator)
	alan  = person(access.Manager)

	monthly = uuid.New()
	helen   = uuid.New()
	setting = activity.Setting{
		Invited: []activity.Invited{{Agency: 1, Name: "Westmere Police", Representative: "Helen Marsh"}, {Agency: 6, Name: "Westmere Youth Justice"}, {Agency: 5, Name: "Northgate College", Representative: "Tom Okafor"}},
		Series:  []activity.Series{{ID: monthly, Name: "Monthly meeting"}},
		Items:   []string{"RES-2", "RES-4"},
		Today:   today,
	}
)

func person(r access.Role) access.Actor {
	return access.Actor{ID: uuid.New(), Partnership: 1, Agency: 5, Holds: []access.Holding{{Strand: access.Coordination, Role: r}}}
}

// meeting is one with nothing wrong.
func meeting() activity.Content {
	return activity.Content{
		Name: "Northgate partners monthly meeting", Day: held, Start: 10 * time.Hour,
		Summary: "Agreed to move the January meeting online.",
		Actions: []activity.Action{{What: "Send draft mentor guide", Agency: 5, Due: held.AddDate(0, 0, 16)}},
		Items:   []string{"RES-2"}, Marking: activity.Official,
		Detail: activity.Meeting{
			Mode: activity.InPerson, Place: "Northgate College, room B12", Series: monthly, Initiative: true,
			Attendance: []activity.Attendance{
				{Agency: 1, State: activity.Came, Person: "Helen Marsh", PersonID: helen},
				{Agency: 6, State: activity.Apologies, Why: activity.PlaceOrTravel, InformationSent: true},
				{Agency: 5, State: activity.Absent},
			},
		},
	}
}

func TestAMeetingSaysEverythingThatIsWrong(t *testing.T) {
	for _, tt := range []struct {
		name  string
		spoil func(*activity.Content, *activity.Meeting)
		want  []fault.Field
	}{
		{"nothing is wrong", func(*activity.Content, *activity.Meeting) {}, nil},
		{"only name, date and attendance are needed, with what the form fills in", func(c *activity.Content, m *activity.Meeting) {
			*c = activity.Content{Name: c.Name, Day: c.Day, Start: -1, Marking: activity.Official}
			*m = activity.Meeting{Mode: m.Mode, Attendance: m.Attendance}
		}, nil},
		{"nothing was answered", func(c *activity.Content, m *activity.Meeting) {
			*c = activity.Content{Start: -1, Marking: activity.Official}
			*m = activity.Meeting{Mode: activity.Online, Attendance: []activity.Attendance{{Agency: 1}, {Agency: 6}, {Agency: 5}}}
		}, []fault.Field{
			{Name: "name", Say: "Enter the meeting name"},
			{Name: "date", Say: "Enter the date of the meeting"},
			{Name: "attendance-1", Say: "Select whether Westmere Police attended"},
			{Name: "attendance-6", Say: "Select whether Westmere Youth Justice attended"},
			{Name: "attendance-5", Say: "Select whether Northgate College attended"},
		}},
		{
			"a date to come", func(c *activity.Content, _ *activity.Meeting) { c.Day, c.Actions = today.AddDate(0, 0, 1), nil },
			[]fault.Field{{Name: "date", Say: "Date of the meeting must be today or in the past"}},
		},
		{"a meeting today", func(c *activity.Content, _ *activity.Meeting) { c.Day = today }, nil},
		{
			"a date before the service could be", func(c *activity.Content, _ *activity.Meeting) {
				c.Day, c.Actions = time.Date(1999, 12, 31, 0, 0, 0, 0, time.UTC), nil
			},
			[]fault.Field{{Name: "date", Say: "Date of the meeting must be after 1999"}},
		},
		{"too long", func(c *activity.Content, m *activity.Meeting) {
			c.Name, m.Place, m.Others, c.Summary = long(201), long(201), long(1501), long(1501)
			m.Attendance[0].Person, c.Actions[0].What = long(101), long(301)
		}, []fault.Field{
			{Name: "name", Say: "Meeting name must be 200 characters or less"},
			{Name: "place", Say: "Where must be 200 characters or less"},
			{Name: "who-1", Say: "Name of who came from Westmere Police must be 100 characters or less"},
			{Name: "others", Say: "Other people who came must be 1,500 characters or less"},
			{Name: "summary", Say: "Summary must be 1,500 characters or less"},
			{Name: "action-1-what", Say: "Action 1: what will be done must be 300 characters or less"},
		}},
		{"exactly long enough", func(c *activity.Content, _ *activity.Meeting) { c.Name, c.Summary = long(200), long(1500) }, nil},
		{"words that no list has", func(c *activity.Content, m *activity.Meeting) {
			m.Mode, m.Series, c.Items, c.Marking = "flying", uuid.New(), []string{"RES-2", "XYZ-9"}, "SECRET"
			m.Attendance[0].State, m.Attendance[1].Why = "slept", "bored"
		}, []fault.Field{
			{Name: "mode", Say: "Select how people met"},
			{Name: "series", Say: "Select a series from the list"},
			{Name: "attendance-1", Say: "Select whether Westmere Police attended"},
			{Name: "why-6", Say: "Select why Westmere Youth Justice sent apologies"},
			{Name: "item", Say: "Select checklist items from the list"},
			{Name: "marking", Say: "Select a marking from the list"},
		}},
		{
			"nobody is named who came", func(_ *activity.Content, m *activity.Meeting) { m.Attendance[0].Person = "" },
			[]fault.Field{{Name: "who-1", Say: "Enter who came from Westmere Police"}},
		},
		{
			"nobody is named who came instead", func(_ *activity.Content, m *activity.Meeting) {
				m.Attendance[0].State, m.Attendance[0].Person = activity.Substitute, ""
			},
			[]fault.Field{{Name: "who-1", Say: "Enter who came from Westmere Police"}},
		},
		{
			"apologies without a reason", func(_ *activity.Content, m *activity.Meeting) { m.Attendance[1].Why = "" },
			[]fault.Field{{Name: "why-6", Say: "Select why Westmere Youth Justice sent apologies"}},
		},
		{"an agency of another partnership", func(_ *activity.Content, m *activity.Meeting) {
			m.Attendance = append(m.Attendance, activity.Attendance{Agency: 99, State: activity.Absent})
		}, []fault.Field{{Name: "who", Say: "The list of agencies has changed. Check who attended, then save again"}}},
		{
			"an agency twice", func(_ *activity.Content, m *activity.Meeting) { m.Attendance = append(m.Attendance, m.Attendance[0]) },
			[]fault.Field{{Name: "who", Say: "The list of agencies has changed. Check who attended, then save again"}},
		},
		{
			"an agency left out", func(_ *activity.Content, m *activity.Meeting) { m.Attendance = m.Attendance[:2] },
			[]fault.Field{{Name: "attendance-5", Say: "Select whether Northgate College attended"}},
		},
		{
			"an action in part", func(c *activity.Content, _ *activity.Meeting) {
				c.Actions = []activity.Action{{What: "Send the guide"}, {Agency: 5}}
			},
			[]fault.Field{
				{Name: "action-1-who", Say: "Action 1: select the agency that will do it"},
				{Name: "action-1-due", Say: "Action 1: enter the date the action is due"},
				{Name: "action-2-what", Say: "Action 2: enter what will be done"},
				{Name: "action-2-due", Say: "Action 2: enter the date the action is due"},
			},
		},
		{
			"an action due on the day of the meeting", func(c *activity.Content, _ *activity.Meeting) { c.Actions[0].Due = held },
			[]fault.Field{{Name: "action-1-due", Say: "Action 1: due date must be after the meeting"}},
		},
		{
			"an action for an agency of another partnership", func(c *activity.Content, _ *activity.Meeting) { c.Actions[0].Agency = 99 },
			[]fault.Field{{Name: "action-1-who", Say: "Action 1: select an agency of this partnership"}},
		},
		{
			"an action due in a hundred years", func(c *activity.Content, _ *activity.Meeting) { c.Actions[0].Due = held.AddDate(100, 0, 0) },
			[]fault.Field{{Name: "action-1-due", Say: "Action 1: due date must be within 10 years of the meeting"}},
		},
		{
			"more actions than a meeting can have", func(c *activity.Content, _ *activity.Meeting) { c.Actions = slices.Repeat(c.Actions, 21) },
			[]fault.Field{{Name: "actions", Say: "Enter 20 actions or fewer"}},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := meeting()
			m := activity.Part[activity.Meeting](c)
			m.Attendance = slices.Clone(m.Attendance)
			tt.spoil(&c, &m)
			c.Detail = m
			if diff := cmp.Diff(tt.want, fault.FieldsOf(c.Check(setting))); diff != "" {
				t.Errorf("want - got +\n%s", diff)
			}
		})
	}
}

func long(n int) string { return strings.Repeat("é", n) }

func TestTidyDropsWhatAnAnswerLeavesWithoutMeaning(t *testing.T) {
	typed := activity.Meeting{Attendance: []activity.Attendance{
		{Agency: 1, State: activity.Absent, Person: "Helen Marsh", Why: activity.Leave, InformationSent: true},
		{Agency: 2, State: activity.Apologies, Person: "Priya Nair", Why: activity.Leave, InformationSent: true},
		{Agency: 3, State: activity.Came, Person: "Tom Okafor", Why: activity.Leave, InformationSent: true},
	}}
	got := activity.Content{Items: []string{"RES-4", "RES-2", "RES-4"}, Detail: typed}.Tidy()
	want := activity.Content{Items: []string{"RES-2", "RES-4"}, Detail: activity.Meeting{Status: activity.HeldMeeting, Attendance: []activity.Attendance{
		{Agency: 1, State: activity.Absent},
		{Agency: 2, State: activity.Apologies, Why: activity.Leave, InformationSent: true},
		{Agency: 3, State: activity.Came, Person: "Tom Okafor"},
	}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want - got +\n%s", diff)
	}
	if typed.Attendance[0].Person != "Helen Marsh" {
		t.Error("got the argument changed, want a copy")
	}
}

func TestHeldIsByLondonsClock(t *testing.T) {
	for _, tt := range []struct {
		day   time.Time
		start time.Duration
		want  string
	}{
		{held, 10 * time.Hour, "2025-11-26T10:00:00Z"},
		{time.Date(2025, 7, 1, 0, 0, 0, 0, time.UTC), 14*time.Hour + 30*time.Minute, "2025-07-01T13:30:00Z"},
		{time.Date(2025, 7, 1, 0, 0, 0, 0, time.UTC), -1, "2025-06-30T23:00:00Z"},
	} {
		if got := (activity.Content{Day: tt.day, Start: tt.start}).Held().Format(time.RFC3339); got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
}

func TestFactsOfAMeeting(t *testing.T) {
	a := activity.Log(tom, meeting(), now)
	want := []fact.Fact{
		{Source: a.ID, Part: 0, Kind: fact.Meeting, Day: held, By: tom.ID, Flags: []fact.Flag{fact.InInitiative}},
		{Source: a.ID, Part: 1, Kind: fact.Recorded, Day: today, By: tom.ID},
		{Source: a.ID, Part: 10, Kind: fact.Attendance, Day: held, Agency: 1, Person: helen, Flags: []fact.Flag{fact.Came}},
		{Source: a.ID, Part: 11, Kind: fact.Attendance, Day: held, Agency: 6, Flags: []fact.Flag{fact.Apologies, fact.InformationSent, fact.PlaceOrTravel}},
		{Source: a.ID, Part: 12, Kind: fact.Attendance, Day: held, Agency: 5, Flags: []fact.Flag{fact.Absent}},
		{Source: a.ID, Part: 100001, Kind: fact.Action, Day: held, Agency: 5, Number: 16, Flags: []fact.Flag{fact.ActionOpen}},
	}
	if diff := cmp.Diff(want, a.Facts()); diff != "" {
		t.Fatalf("want - got +\n%s", diff)
	}
	if err := activity.Postpone(priya, 1, held.AddDate(0, 0, 30), "Waiting for the printer", now.AddDate(0, 0, 2)).Apply(&a.Actions[0]); err != nil {
		t.Fatal(err)
	}
	last := len(want) - 1
	want[last].Number = 30 // days until it is due now
	want = slices.Insert(want, last, fact.Fact{Source: a.ID, Part: 1000, Kind: fact.Recorded, Day: today.AddDate(0, 0, 2), By: priya.ID})
	if diff := cmp.Diff(want, a.Facts()); diff != "" {
		t.Fatalf("after a chase: want - got +\n%s", diff)
	}
	if err := activity.ReportWrong(alan, "Names a member of the public", now).Apply(&a); err != nil {
		t.Fatal(err)
	}
	if got := a.Facts(); got != nil {
		t.Errorf("of a hidden record: got %v, want none", got)
	}
}

func TestWhoMayCorrectAndWithdrawAndWhen(t *testing.T) {
	grace := person(access.Staff)
	for _, tt := range []struct {
		name    string
		who     access.Actor
		after   time.Duration
		why     string
		want    error
		problem string
	}{
		{"its author within 24 hours, without a reason", tom, 23*time.Hour + 59*time.Minute, "", nil, ""},
		{"its author no more after 24 hours", tom, 24 * time.Hour, "A slip", fault.Forbidden, ""},
		{"another member of staff never", grace, time.Minute, "A slip", fault.Forbidden, ""},
		{"a manager never", alan, time.Minute, "A slip", fault.Forbidden, ""},
		{"the coordinator after 24 hours, with a reason", priya, 30 * 24 * time.Hour, "Wrong date was given", nil, ""},
		{"the coordinator not without a reason", priya, time.Minute, "", fault.Invalid, "Enter why the record is being corrected"},
		{"the coordinator not with a reason that is a book", priya, time.Minute, long(501), fault.Invalid, "Reason must be 500 characters or less"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := activity.Log(tom, meeting(), now)
			m := meeting()
			m.Name, m.Actions = "Northgate partners meeting", nil
			err := activity.Correct(tt.who, 1, m, tt.why, setting, now.Add(tt.after)).Apply(&a)
			if !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
			if f := fault.FieldsOf(err); tt.problem != "" && (len(f) != 1 || f[0].Say != tt.problem) {
				t.Errorf("got %v, want %q", f, tt.problem)
			}
			if changed := a.Content.Name == m.Name; changed != (tt.want == nil) {
				t.Errorf("changed: got %t, want %t", changed, tt.want == nil)
			}
			why := tt.why
			if why == "" && tt.want == nil {
				why = "Recorded twice"
			}
			b := activity.Log(tom, meeting(), now)
			if err := activity.Withdraw(tt.who, why, now.Add(tt.after)).Apply(&b); !errors.Is(err, tt.want) {
				t.Errorf("withdrawing: got %v, want %v", err, tt.want)
			}
		})
	}
}

func TestCorrectKeepsWhatWasAndAddsActions(t *testing.T) {
	a := activity.Log(tom, meeting(), now)
	m := meeting()
	m.Summary = "Online"
	m.Actions = []activity.Action{{What: "Book the hall", Agency: 1, Due: held.AddDate(0, 0, 3)}}
	if err := activity.Correct(tom, 1, m, "", setting, now.Add(time.Hour)).Apply(&a); err != nil {
		t.Fatal(err)
	}
	if got, want := a.Version, 2; got != want {
		t.Errorf("version: got %d, want %d", got, want)
	}
	if len(a.Actions) != 2 || a.Actions[0].What != "Send draft mentor guide" || a.Actions[1].What != "Book the hall" || a.Actions[1].Position != 2 {
		t.Errorf("got actions %+v, want the old one and the new one", a.Actions)
	}
	if len(a.History) != 2 || a.History[0].Content.Summary != "Agreed to move the January meeting online." || len(a.History[0].Content.Actions) != 1 || a.History[1].Content.Summary != "Online" || len(a.History[1].Content.Actions) != 2 || a.History[1].What != activity.Corrected {
		t.Errorf("got history %+v, want both versions", a.History)
	}
	err := activity.Correct(tom, 1, m, "", setting, now.Add(2*time.Hour)).Apply(&a)
	if !errors.Is(err, fault.Conflict) {
		t.Errorf("with the version before: got %v, want %v", err, fault.Conflict)
	}
}

func TestWithdrawCancelsOpenActions(t *testing.T) {
	m := meeting()
	m.Actions = append(m.Actions, activity.Action{What: "Book the hall", Agency: 1, Due: held.AddDate(0, 0, 3)})
	a := activity.Log(tom, m, now)
	if err := activity.Complete(tom, activity.Ending{As: activity.Done, On: today}, now).Apply(&a.Actions[1]); err != nil {
		t.Fatal(err)
	}
	if err := activity.Withdraw(tom, "Recorded twice", now.Add(time.Hour)).Apply(&a); err != nil {
		t.Fatal(err)
	}
	if a.Actions[0].State != activity.Cancelled || a.Actions[1].State != activity.Done {
		t.Errorf("got %s and %s, want cancelled and done", a.Actions[0].State, a.Actions[1].State)
	}
	if got := a.Facts(); got != nil {
		t.Errorf("facts: got %v, want none", got)
	}
	for _, ch := range []access.Change[activity.Activity]{
		activity.Withdraw(tom, "Again", now.Add(time.Hour)), activity.Correct(tom, 2, meeting(), "", setting, now.Add(time.Hour)),
	} {
		if err := ch.Apply(&a); !errors.Is(err, fault.Conflict) {
			t.Errorf("%s of a withdrawn record: got %v, want %v", ch.Do, err, fault.Conflict)
		}
	}
}

func TestWrongContentIsHiddenUntilTwoPeopleRestoreIt(t *testing.T) {
	a := activity.Log(tom, meeting(), now)
	if err := activity.ReportWrong(alan, "", now).Apply(&a); !errors.Is(err, fault.Invalid) || a.Hidden() {
		t.Fatalf("without a reason: got %v, want %v", err, fault.Invalid)
	}
	if err := activity.Restore(alan, now).Apply(&a); !errors.Is(err, fault.Conflict) {
		t.Fatalf("restoring what is not hidden: got %v, want %v", err, fault.Conflict)
	}
	if err := activity.ReportWrong(alan, "Names a member of the public", now).Apply(&a); err != nil || !a.Hidden() {
		t.Fatalf("got %v, hidden %t, want it hidden", err, a.Hidden())
	}
	for _, ch := range []access.Change[activity.Activity]{
		activity.ReportWrong(priya, "Again", now), activity.Withdraw(tom, "Recorded twice", now), activity.Correct(tom, 2, meeting(), "", setting, now),
	} {
		if err := ch.Apply(&a); !errors.Is(err, fault.Conflict) {
			t.Errorf("%s of a hidden record: got %v, want %v", ch.Do, err, fault.Conflict)
		}
	}
	for _, step := range []struct {
		who    access.Actor
		want   error
		hidden bool
	}{{priya, nil, true}, {priya, fault.Forbidden, true}, {alan, nil, false}, {tom, fault.Conflict, false}} {
		if err := activity.Restore(step.who, now).Apply(&a); !errors.Is(err, step.want) || a.Hidden() != step.hidden {
			t.Errorf("got %v, hidden %t; want %v, %t", err, a.Hidden(), step.want, step.hidden)
		}
	}
	if got, want := len(a.Facts()), 6; got != want {
		t.Errorf("facts after restoring: got %d, want %d", got, want)
	}
	hidden := a
	hidden.Hide()
	if hidden.Content.Name != "" || hidden.Content.Summary != "" || hidden.Content.Detail != nil || hidden.Actions != nil {
		t.Errorf("got %+v, want no content", hidden.Content)
	}
}

func TestActionsCloseOnce(t *testing.T) {
	for _, tt := range []struct {
		name string
		end  activity.Ending
		want []fault.Field
	}{
		{"done needs no note", activity.Ending{As: activity.Done, On: today}, nil},
		{"done on the day it was asked for", activity.Ending{As: activity.Done, On: held}, nil},
		{"done says when", activity.Ending{As: activity.Done}, []fault.Field{{Name: "on", Say: "Enter the day it was done"}}},
		{"done tomorrow", activity.Ending{As: activity.Done, On: today.AddDate(0, 0, 1)}, []fault.Field{{Name: "on", Say: "Day it was done must be today or in the past"}}},
		{
			"done before it was asked for",
			activity.Ending{As: activity.Done, On: held.AddDate(0, 0, -1)},
			[]fault.Field{{Name: "on", Say: "Day it was done must be on or after 26 November 2025, when it was asked for"}},
		},
		{"overtaken says by what", activity.Ending{As: activity.Overtaken}, []fault.Field{{Name: "note", Say: "Enter what overtook the action"}}},
		{"overtaken", activity.Ending{As: activity.Overtaken, Note: "The college closed"}, nil},
		{"not done says why", activity.Ending{As: activity.NotDone}, []fault.Field{{Name: "note", Say: "Enter why the action was not done"}}},
		{"nothing chosen", activity.Ending{}, []fault.Field{{Name: "state", Say: "Select how the action ended"}}},
		{"a state nobody may choose", activity.Ending{As: activity.Cancelled}, []fault.Field{{Name: "state", Say: "Select how the action ended"}}},
		{"a note that is a book", activity.Ending{As: activity.Done, On: today, Note: long(501)}, []fault.Field{{Name: "note", Say: "Note must be 500 characters or less"}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := activity.Log(tom, meeting(), now).Actions[0]
			a.MeetingDay = held
			ch := activity.Complete(priya, tt.end, now)
			if diff := cmp.Diff(tt.want, fault.FieldsOf(ch.Apply(&a))); diff != "" {
				t.Fatalf("want - got +\n%s", diff)
			}
			if tt.want != nil {
				return
			}
			if a.State != tt.end.As || a.ClosedBy != priya.ID || len(a.History) != 2 || a.DoneOn.IsZero() == (a.State == activity.Done) {
				t.Errorf("got %+v, want it closed", a)
			}
			if err := ch.Apply(&a); !errors.Is(err, fault.Conflict) {
				t.Errorf("twice: got %v, want %v", err, fault.Conflict)
			}
			if err := activity.Postpone(priya, a.Version, today.AddDate(0, 1, 0), "Late", now).Apply(&a); !errors.Is(err, fault.Conflict) {
				t.Errorf("postponing what is closed: got %v, want %v", err, fault.Conflict)
			}
		})
	}
}

func TestPostpone(t *testing.T) {
	due := held.AddDate(0, 0, 16)
	for _, tt := range []struct {
		name, why string
		due       time.Time
		version   int
		want      []string
	}{
		{"to another day, with a reason", "Waiting for the printer", due.AddDate(0, 0, 7), 1, nil},
		{"with nothing said", "", time.Time{}, 1, []string{"Enter the new due date", "Enter why the date is changing"}},
		{"to the past", "Late", today.AddDate(0, 0, -1), 1, []string{"New due date must be today or in the future"}},
		{"to the same day", "Late", due, 1, []string{"New due date must be different from the date now"}},
		{"to another century", "Late", today.AddDate(100, 0, 0), 1, []string{"New due date must be within 10 years"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := activity.Log(tom, meeting(), now).Actions[0]
			var got []string
			for _, f := range fault.FieldsOf(activity.Postpone(priya, tt.version, tt.due, tt.why, now).Apply(&a)) {
				got = append(got, f.Say)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("want - got +\n%s", diff)
			}
		})
	}
	a := activity.Log(tom, meeting(), now).Actions[0]
	if err := activity.Postpone(priya, 0, due.AddDate(0, 0, 7), "Late", now).Apply(&a); !errors.Is(err, fault.Conflict) {
		t.Errorf("with another version: got %v, want %v", err, fault.Conflict)
	}
}

func TestACursorReadsWhatItWroteAndNothingElse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := activity.Cursor{
			At: time.UnixMicro(rapid.Int64Range(-2e15, 7e15).Draw(t, "at")).UTC(),
			ID: uuid.UUID(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "id")),
		}
		got, err := activity.ReadCursor(c.String())
		if err != nil || *got != c {
			t.Fatalf("got %v, %v, want %v", got, err, c)
		}
	})
	for _, s := range []string{"", "x", "!!", strings.Repeat("A", 31), strings.Repeat("A", 33), strings.Repeat("f", 32) + "'"} {
		if _, err := activity.ReadCursor(s); !errors.Is(err, fault.NotFound) {
			t.Errorf("%q: got %v, want %v", s, err, fault.NotFound)
		}
	}
}

// TestPagesLeaveNothingOutAndShowNothingTwice walks a list that lies in two
// places to its end and back.
func TestPagesLeaveNothingOutAndShowNothingTwice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var lists [2][]activity.Line
		n := rapid.IntRange(0, 90).Draw(t, "n")
		for i := range n {
			l := activity.Line{ID: uuid.NewSHA1(uuid.Nil, []byte(strconv.Itoa(i))), At: now.AddDate(0, 0, -rapid.IntRange(0, 20).Draw(t, "day"))}
			k := rapid.IntRange(0, 1).Draw(t, "list")
			lists[k] = append(lists[k], l)
		}
		ask := func(p activity.Place) activity.Page[activity.Line] {
			var found [][]activity.Line
			for _, l := range lists {
				found = append(found, near(l, p))
			}
			return activity.Pages(p, false, found...)
		}
		var down []uuid.UUID
		var pages int
		p := ask(activity.Place{})
		if p.Newer != nil {
			t.Fatal("got a page before the first")
		}
		for {
			pages++
			for _, l := range p.Lines {
				down = append(down, l.ID)
			}
			if p.Older == nil {
				break
			}
			p = ask(activity.Place{After: p.Older})
		}
		if len(down) != n || len(set(down)) != n || pages > n/activity.PageSize+1 {
			t.Fatalf("got %d lines of %d on %d pages", len(down), n, pages)
		}
		var up []uuid.UUID
		for {
			for _, l := range slices.Backward(p.Lines) {
				up = append(up, l.ID)
			}
			if p.Newer == nil {
				break
			}
			p = ask(activity.Place{Before: p.Newer})
		}
		slices.Reverse(up)
		if !slices.Equal(up, down) {
			t.Fatalf("got %d lines on the way back, want the same %d", len(up), len(down))
		}
	})
}

// near is what a store gives for a place.
func near(lines []activity.Line, p activity.Place) []activity.Line {
	lines = slices.Clone(lines)
	less := func(x, y activity.Cursor) bool {
		return x.At.Before(y.At) || x.At.Equal(y.At) && x.ID.String() < y.ID.String()
	}
	slices.SortFunc(lines, func(x, y activity.Line) int {
		if less(x.Cursor(), y.Cursor()) == (p.Before != nil) {
			return -1
		}
		return 1
	})
	lines = slices.DeleteFunc(lines, func(l activity.Line) bool {
		return p.After != nil && !less(l.Cursor(), *p.After) || p.Before != nil && !less(*p.Before, l.Cursor())
	})
	return lines[:min(len(lines), activity.PageSize+1)]
}

func set(ids []uuid.UUID) map[uuid.UUID]bool {
	m := map[uuid.UUID]bool{}
	for _, id := range ids {
		m[id] = true
	}
	return m
}

func TestADraftIsKnownByWhatItsAuthorCalledIt(t *testing.T) {
	d := activity.Draft{Kind: activity.CoordinationMeeting, Typed: map[string][]string{"name": {" "}}}
	if got, want := d.Title(), "Coordination meeting, no name yet"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	d.Typed.Set("name", "Partners meeting")
	if got, want := d.Title(), "Partners meeting"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
