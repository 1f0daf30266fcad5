package activity_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"liaison/internal/activity"
	"liaison/internal/fact"
	"liaison/internal/fault"
)

var (
	mentoring = uuid.MustParse("0c5d7f3e-0000-4000-8000-000000000001")
	evenings  = uuid.MustParse("0c5d7f3e-0000-4000-8000-000000000002")
	autumn    = uuid.MustParse("0c5d7f3e-0000-4000-8000-000000000003")
)

// taught is the setting of training and of events that follow it.
func taught() activity.Setting {
	in := setting
	in.TrainingSetting = activity.TrainingSetting{
		Courses:       []activity.Course{{ID: mentoring, Name: "Mentoring basics", Provider: "Northgate College"}},
		TrainingNeeds: []activity.TrainingNeed{{ID: evenings, Title: "Evening sessions"}},
		Sessions:      []activity.Past{{ID: autumn, Ref: "COO-0000009", Name: "Mentoring basics", Day: held}},
	}
	return in
}

// session is one with nothing wrong: 9 people of two agencies.
func session() activity.Content {
	return activity.Content{
		Name: "Mentoring basics, November", Day: held, Start: -1, Marking: activity.Official,
		Detail: activity.Session{
			Course: mentoring, Mode: activity.InPerson, InContext: true, Tested: true, FollowDays: 60, Needs: []activity.TrainingNeed{{ID: evenings}},
			Parties: []activity.Party{{Agency: 1, AgencyName: "Westmere Police", People: 6}, {Agency: 5, AgencyName: "Northgate College", People: 3}},
		},
	}
}

// with is the content with its session changed.
func with(c activity.Content, change func(*activity.Session)) activity.Content {
	s := activity.Part[activity.Session](c)
	s.Parties = append([]activity.Party(nil), s.Parties...)
	change(&s)
	c.Detail = s
	return c
}

func TestASessionSaysEverythingThatIsWrong(t *testing.T) {
	for _, tt := range []struct {
		name  string
		spoil func(*activity.Content, *activity.Session)
		want  []fault.Field
	}{
		{"nothing is wrong", func(*activity.Content, *activity.Session) {}, nil},
		{"nothing but name, day and a number is needed", func(c *activity.Content, s *activity.Session) {
			*c = activity.Content{Name: c.Name, Day: c.Day, Start: -1, Marking: activity.Official}
			*s = activity.Session{Mode: activity.Online, FollowDays: 1, Parties: []activity.Party{{Agency: 6, People: 1}}}
		}, nil},
		{"nothing was answered", func(c *activity.Content, s *activity.Session) {
			*c, *s = activity.Content{Start: -1, Marking: activity.Official}, activity.Session{}
		}, []fault.Field{
			{Name: "name", Say: "Enter the session name"},
			{Name: "date", Say: "Enter the date of the training session"},
			{Name: "mode", Say: "Select how people met"},
			{Name: "people", Say: "Enter how many people came from at least one agency"},
			{Name: "follow", Say: "Days until each agency is followed up must be between 1 and 365"},
		}},
		{
			"a session to come", func(c *activity.Content, _ *activity.Session) { c.Day = today.AddDate(0, 0, 1) },
			[]fault.Field{{Name: "date", Say: "Date of the training session must be today or in the past"}},
		},
		{
			"a course of nobody", func(_ *activity.Content, s *activity.Session) { s.Course = uuid.New() },
			[]fault.Field{{Name: "course", Say: "Select a course from the list"}},
		},
		{
			"a need of nobody", func(_ *activity.Content, s *activity.Session) { s.Needs = []activity.TrainingNeed{{ID: uuid.New()}} },
			[]fault.Field{{Name: "need", Say: "Select needs from the list"}},
		},
		{
			"an agency that is not there", func(_ *activity.Content, s *activity.Session) { s.Parties[0].Agency = 99 },
			[]fault.Field{{Name: "people", Say: "The list of agencies has changed. Check how many people came, then save again"}},
		},
		{
			"an agency twice", func(_ *activity.Content, s *activity.Session) { s.Parties[1].Agency = 1 },
			[]fault.Field{{Name: "people", Say: "The list of agencies has changed. Check how many people came, then save again"}},
		},
		{
			"fewer than nobody", func(_ *activity.Content, s *activity.Session) { s.Parties[0].People = -1 },
			[]fault.Field{{Name: "people-1", Say: "Number of people from Westmere Police must be between 0 and 1,000"}},
		},
		{
			"a stadium", func(_ *activity.Content, s *activity.Session) { s.Parties[1].People = 1001 },
			[]fault.Field{{Name: "people-5", Say: "Number of people from Northgate College must be between 0 and 1,000"}},
		},
		{
			"nobody from anywhere", func(_ *activity.Content, s *activity.Session) { s.Parties[0].People, s.Parties[1].People = 0, 0 },
			[]fault.Field{{Name: "people", Say: "Enter how many people came from at least one agency"}},
		},
		{
			"followed up the same day", func(_ *activity.Content, s *activity.Session) { s.FollowDays = 0 },
			[]fault.Field{{Name: "follow", Say: "Days until each agency is followed up must be between 1 and 365"}},
		},
		{
			"an unknown part of the police", func(_ *activity.Content, s *activity.Session) { s.Police = "all" },
			[]fault.Field{{Name: "police", Say: "Select what part police had from the list"}},
		},
		{"long words", func(_ *activity.Content, s *activity.Session) {
			s.Place, s.Provider, s.Outcome = strings.Repeat("é", 201), strings.Repeat("é", 201), strings.Repeat("é", 1001)
		}, []fault.Field{
			{Name: "place", Say: "Where must be 200 characters or less"},
			{Name: "provider", Say: "Provider must be 200 characters or less"},
			{Name: "outcome", Say: "Outcome must be 1,000 characters or less"},
		}},
		{"an action due before it", func(c *activity.Content, _ *activity.Session) {
			c.Actions = []activity.Action{{What: "Book the hall", Agency: 5, Due: held}}
		}, []fault.Field{{Name: "action-1-due", Say: "Action 1: due date must be after the session"}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := session()
			s := activity.Part[activity.Session](c)
			tt.spoil(&c, &s)
			c.Detail = s
			if diff := cmp.Diff(tt.want, fault.FieldsOf(c.Check(taught()))); diff != "" {
				t.Errorf("want - got +\n%s", diff)
			}
		})
	}
}

func TestAnEventConnectsTwoAgenciesAfterTheSession(t *testing.T) {
	event := activity.Content{Name: "Mentors’ evening", Day: held.AddDate(0, 0, 2), Start: -1, Marking: activity.Official}
	both := []activity.Party{{Agency: 1, AgencyName: "Westmere Police", People: 2}, {Agency: 6, AgencyName: "Westmere Youth Justice", People: 1}}
	for _, tt := range []struct {
		name string
		day  time.Time
		is   activity.ConnectEvent
		want []fault.Field
	}{
		{"nothing is wrong", event.Day, activity.ConnectEvent{Session: autumn, Mode: activity.InPerson, Parties: both}, nil},
		{"it follows no session", event.Day, activity.ConnectEvent{Mode: activity.InPerson, Parties: both}, nil},
		{"on the day of the session", held, activity.ConnectEvent{Session: autumn, Mode: activity.InPerson, Parties: both}, nil},
		{
			"before the session", held.AddDate(0, 0, -1),
			activity.ConnectEvent{Session: autumn, Mode: activity.InPerson, Parties: both},
			[]fault.Field{{Name: "date", Say: "Date of the event must be on or after the training session, 26 November 2025"}},
		},
		{
			"a session of nobody", event.Day,
			activity.ConnectEvent{Session: uuid.New(), Mode: activity.InPerson, Parties: both},
			[]fault.Field{{Name: "session", Say: "Select a training session from the list"}},
		},
		{
			"one agency alone", event.Day,
			activity.ConnectEvent{Mode: activity.InPerson, Parties: []activity.Party{both[0], {Agency: 5, AgencyName: "Northgate College"}}},
			[]fault.Field{{Name: "people", Say: "Enter how many people came from at least 2 agencies"}},
		},
		{"nothing was answered", time.Time{}, activity.ConnectEvent{}, []fault.Field{
			{Name: "date", Say: "Enter the date of the event"}, {Name: "mode", Say: "Select how people met"}, {Name: "people", Say: "Enter how many people came from at least 2 agencies"},
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := event
			c.Day, c.Detail = tt.day, tt.is
			if diff := cmp.Diff(tt.want, fault.FieldsOf(c.Check(taught()))); diff != "" {
				t.Errorf("want - got +\n%s", diff)
			}
		})
	}
}

// followed is who is to be followed up, when and how that stands.
func followed(a activity.Activity) []string {
	var all []string
	for _, n := range a.FollowUps() {
		all = append(all, n.What+" "+n.Due.Format(time.DateOnly)+" "+string(n.State))
	}
	return all
}

func TestEachAgencyThatCameIsFollowedUp(t *testing.T) {
	c := session()
	c.Actions = []activity.Action{{What: "Send the slides", Agency: 5, AgencyName: "Northgate College", Due: held.AddDate(0, 0, 3)}}
	a := activity.Log(tom, with(c, func(s *activity.Session) {
		s.Parties = append(s.Parties, activity.Party{Agency: 6, AgencyName: "Westmere Youth Justice"})
	}), now)
	want := []string{"Follow up the training with Westmere Police 2026-01-25 open", "Follow up the training with Northgate College 2026-01-25 open"}
	if diff := cmp.Diff(want, followed(a)); diff != "" {
		t.Errorf("want - got +\n%s", diff)
	}
	if asked := a.Asked(); len(asked) != 1 || asked[0].What != "Send the slides" || asked[0].Kind != activity.PlainAction {
		t.Errorf("got %+v, want the one action", asked)
	}
	if f := a.FollowUps()[1]; f.Kind != activity.FollowUp || f.Agency != 5 || f.Position != 3 || len(f.History) != 1 || f.History[0].What != activity.Opened || f.Activity != a.ID {
		t.Errorf("got %+v, want an action of the college’s that has just been opened", f)
	}
	if len(activity.Log(tom, meeting(), now).FollowUps()) != 0 {
		t.Error("got follow-ups of a meeting, want none")
	}
}

// correct changes the session's record as its author does.
func correct(t *testing.T, a *activity.Activity, c activity.Content) error {
	t.Helper()
	return activity.Correct(tom, a.Version, c, "", taught(), now.Add(time.Hour)).Apply(a)
}

func TestACorrectionMovesTheFollowUps(t *testing.T) {
	for _, tt := range []struct {
		name   string
		before func(*activity.Activity)
		change func(*activity.Content, *activity.Session)
		want   []string
	}{
		{"an agency more", nil, func(_ *activity.Content, s *activity.Session) {
			s.Parties = append(s.Parties, activity.Party{Agency: 6, AgencyName: "Westmere Youth Justice", People: 2})
		}, []string{
			"Follow up the training with Westmere Police 2026-01-25 open", "Follow up the training with Northgate College 2026-01-25 open", "Follow up the training with Westmere Youth Justice 2026-01-25 open",
		}},
		{"an agency less", nil, func(_ *activity.Content, s *activity.Session) { s.Parties[0].People = 0 }, []string{
			"Follow up the training with Westmere Police 2026-01-25 cancelled", "Follow up the training with Northgate College 2026-01-25 open",
		}},
		{"an agency less that was followed up already", func(a *activity.Activity) { a.Actions[0].State, a.Actions[0].DoneOn = activity.Done, held }, func(_ *activity.Content, s *activity.Session) {
			s.Parties[0].People = 0
		}, []string{"Follow up the training with Westmere Police 2026-01-25 done", "Follow up the training with Northgate College 2026-01-25 open"}},
		{"more people of the same agency", nil, func(_ *activity.Content, s *activity.Session) { s.Parties[0].People = 9 }, []string{
			"Follow up the training with Westmere Police 2026-01-25 open", "Follow up the training with Northgate College 2026-01-25 open",
		}},
		{"an earlier day and fewer days", func(a *activity.Activity) { a.Actions[1].Due = today.AddDate(1, 0, 0) }, func(c *activity.Content, s *activity.Session) {
			c.Day, s.FollowDays = held.AddDate(0, 0, -10), 30
		}, []string{"Follow up the training with Westmere Police 2025-12-16 open", "Follow up the training with Northgate College 2026-12-01 open"}},
		{"a later day than a follow-up that somebody had moved", func(a *activity.Activity) { a.Actions[1].Due = held.AddDate(0, 0, 1) }, func(c *activity.Content, _ *activity.Session) {
			c.Day = today
		}, []string{"Follow up the training with Westmere Police 2026-01-30 open", "Follow up the training with Northgate College 2026-01-30 open"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := activity.Log(tom, session(), now)
			if tt.before != nil {
				tt.before(&a)
			}
			c := session()
			s := activity.Part[activity.Session](c)
			s.Parties = append([]activity.Party(nil), s.Parties...)
			tt.change(&c, &s)
			c.Detail = s
			if err := correct(t, &a, c); err != nil {
				t.Fatal(err, fault.FieldsOf(err))
			}
			if diff := cmp.Diff(tt.want, followed(a)); diff != "" {
				t.Errorf("want - got +\n%s", diff)
			}
			if len(a.Content.Actions) != len(a.Actions) {
				t.Errorf("got %d actions in the version, want %d", len(a.Content.Actions), len(a.Actions))
			}
		})
	}
}

func TestAnAgencyThatIsAddedAgainIsFollowedUpAnew(t *testing.T) {
	a := activity.Log(tom, session(), now)
	without := with(session(), func(s *activity.Session) { s.Parties = s.Parties[1:] })
	if err := correct(t, &a, without); err != nil {
		t.Fatal(err)
	}
	gone := a.FollowUps()[0]
	if last := gone.History[len(gone.History)-1]; last.What != activity.Cancel || last.Why != "Westmere Police is no longer recorded as having come" || gone.Version != 2 {
		t.Errorf("got %+v, want it cancelled with the reason", gone)
	}
	if err := correct(t, &a, session()); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"Follow up the training with Westmere Police 2026-01-25 cancelled", "Follow up the training with Northgate College 2026-01-25 open", "Follow up the training with Westmere Police 2026-01-25 open",
	}
	if diff := cmp.Diff(want, followed(a)); diff != "" {
		t.Errorf("want - got +\n%s", diff)
	}
}

func TestASessionIsNotMovedBehindAFollowUpThatWasDone(t *testing.T) {
	a := activity.Log(tom, session(), now)
	a.Actions[1].State, a.Actions[1].DoneOn = activity.Done, held.AddDate(0, 0, 1)
	c := session()
	c.Day = today
	err := correct(t, &a, c)
	want := []fault.Field{{Name: "date", Say: "Date of the training session must be on or before 27 November 2025, when Northgate College was followed up"}}
	if diff := cmp.Diff(want, fault.FieldsOf(err)); diff != "" {
		t.Errorf("want - got +\n%s", diff)
	}
	c.Day = held.AddDate(0, 0, 1)
	if err := correct(t, &a, c); err != nil {
		t.Errorf("on the day itself: got %v, want nil", err)
	}
}

func TestFollowUpsLeaveRoomForActions(t *testing.T) {
	in := taught()
	many := with(session(), func(s *activity.Session) {
		s.Parties = nil
		for n := range 30 {
			in.Invited = append(in.Invited, activity.Invited{Agency: 100 + n, Name: "Agency"})
			s.Parties = append(s.Parties, activity.Party{Agency: 100 + n, AgencyName: "Agency", People: 1})
		}
	})
	a := activity.Log(tom, many, now)
	many.Actions = []activity.Action{{What: "Send the slides", Agency: 5, Due: held.AddDate(0, 0, 3)}}
	if err := activity.Correct(tom, 1, many, "", in, now).Apply(&a); err != nil {
		t.Errorf("got %v %v, want nil", err, fault.FieldsOf(err))
	}
	if len(a.FollowUps()) != 30 || len(a.Asked()) != 1 {
		t.Errorf("got %d follow-ups and %d actions, want 30 and 1", len(a.FollowUps()), len(a.Asked()))
	}
}

func TestAFollowUpIsNotDoneBeforeItsSession(t *testing.T) {
	a := activity.Log(tom, session(), now)
	n := a.FollowUps()[0]
	n.MeetingDay = held
	for _, tt := range []struct {
		on   time.Time
		want bool
	}{{held.AddDate(0, 0, -1), false}, {held, true}, {today, true}, {today.AddDate(0, 0, 1), false}, {time.Time{}, false}} {
		err := activity.Ending{As: activity.Done, On: tt.on, Note: "Called"}.Check(n, now)
		if (err == nil) != tt.want || err != nil && fault.FieldsOf(err)[0].Name != "on" {
			t.Errorf("on %s: got %v, want it taken to be %t", tt.on.Format(time.DateOnly), err, tt.want)
		}
	}
	want := []fault.Field{{Name: "note", Say: "Enter what was done to follow up the training"}}
	silent := activity.Ending{As: activity.Done, On: held}
	if diff := cmp.Diff(want, fault.FieldsOf(silent.Check(n, now))); diff != "" {
		t.Errorf("without a note: want - got +\n%s", diff)
	}
	if diff := cmp.Diff(want, fault.FieldsOf(silent.CheckAll([]activity.Action{{}, n}, now))); diff != "" {
		t.Errorf("among others, without a note: want - got +\n%s", diff)
	}
	if err := silent.CheckAll([]activity.Action{{}}, now); err != nil {
		t.Errorf("got %v for an action that is no follow-up, want nil", err)
	}
}

func TestTheFactsOfASession(t *testing.T) {
	a := activity.Log(tom, session(), now)
	facts := map[fact.Kind][]fact.Fact{}
	for _, f := range a.Facts() {
		if f.Source != a.ID {
			t.Errorf("got source %s, want the record's", f.Source)
		}
		facts[f.Kind] = append(facts[f.Kind], f)
	}
	s := facts[fact.Training]
	if len(s) != 1 || !s[0].Day.Equal(held) || s[0].By != tom.ID || !s[0].Has(fact.InContext) || !s[0].Has(fact.Tested) {
		t.Errorf("got %+v, want one session in the context, tested", s)
	}
	people := facts[fact.Trained]
	if len(people) != 2 || people[0].Agency != 1 || people[0].Number != 6 || people[1].Agency != 5 || people[1].Number != 3 || !people[1].Day.Equal(held) {
		t.Errorf("got %+v, want 6 people of agency 1 and 3 of agency 5", people)
	}
	asked := facts[fact.Action]
	if len(asked) != 2 || !asked[0].Has(fact.ActionFollowUp) || !asked[0].Has(fact.ActionOpen) || asked[0].Number != 60 || asked[1].Agency != 5 {
		t.Errorf("got %+v, want two open follow-ups due in 60 days", asked)
	}
	a.WithdrawnAt = now
	if got := a.Facts(); len(got) != 0 {
		t.Errorf("withdrawn: got %+v, want none", got)
	}
}

// What follows a record is marked no lower than it, and passed on no wider, but
// by who speaks for its originator.
func TestAnEventIsMarkedAsItsSession(t *testing.T) {
	handledAsParent(t, func(parent activity.Past, marking activity.Marking, limit activity.Limit) error {
		in := taught()
		in.Sessions[0].Marking, in.Sessions[0].Limit, in.Sessions[0].Own = parent.Marking, parent.Limit, parent.Own
		c := evening(autumn)
		c.Marking, c.Limit = marking, limit
		return c.Check(in)
	})
}

// evening is an event that follows a session, or none.
func evening(session uuid.UUID) activity.Content {
	return activity.Content{Name: "Mentors’ evening", Day: held, Start: -1, Marking: activity.Official, Detail: activity.ConnectEvent{
		Session: session, Mode: activity.InPerson, Parties: []activity.Party{{Agency: 1, AgencyName: "Westmere Police", People: 2}, {Agency: 5, AgencyName: "Northgate College", People: 2}},
	}}
}

// An event that followed a marked session is marked no lower, and passed on no
// wider, by saying that it follows another, or none.
func TestAnEventKeepsTheHandlingOfTheSessionItFollowed(t *testing.T) {
	in := taught()
	after := evening(autumn)
	after.Marking, after.Limit = activity.Sensitive, activity.AmberStrict
	e := activity.Part[activity.ConnectEvent](after)
	e.SessionMark, e.SessionLimit = activity.Sensitive, activity.AmberStrict
	after.Detail = e
	a := activity.Log(tom, after, now)
	for _, tt := range []struct {
		name  string
		to    activity.Content
		mark  activity.Marking
		limit activity.Limit
		want  string
	}{
		{"after none, marked as it was", evening(uuid.Nil), activity.Sensitive, activity.AmberStrict, ""},
		{"after none, marked lower", evening(uuid.Nil), activity.Official, activity.AmberStrict, "marking"},
		{"after none, passed on wider", evening(uuid.Nil), activity.Sensitive, activity.Amber, "limit"},
	} {
		tt.to.Marking, tt.to.Limit = tt.mark, tt.limit
		got := fault.FieldsOf(a.CheckCorrection(tom, tt.to, "", in, now))
		if tt.want == "" && len(got) > 0 || tt.want != "" && (len(got) != 1 || got[0].Name != tt.want) {
			t.Errorf("%s: got %v, want %q", tt.name, got, tt.want)
		}
	}
}

func TestTheFactsOfAnEvent(t *testing.T) {
	a := activity.Log(tom, activity.Content{Name: "Mentors’ evening", Day: held, Start: -1, Detail: activity.ConnectEvent{
		Parties: []activity.Party{{Agency: 6, People: 1}, {Agency: 1, People: 2}, {Agency: 5}},
	}}, now)
	var got []string
	for _, f := range a.Facts() {
		if f.Kind == fact.ConnectEvent || f.Kind == fact.Connected {
			got = append(got, string(f.Kind)+" "+string(rune('0'+f.Agency))+" "+string(rune('0'+f.Number)))
		}
	}
	if diff := cmp.Diff([]string{"connect 0 0", "connected 1 2", "connected 6 1"}, got); diff != "" {
		t.Errorf("want - got +\n%s", diff)
	}
}

// Whatever happens to a session, its facts can be made again from its versions
// and from what happened to its follow-ups.
func TestReplayMakesTheFactsOfASessionAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := now
		a := activity.Log(priya, session(), at)
		ledger := fact.Ledger{}.Set(at, a.Facts())
		for range rapid.IntRange(1, 8).Draw(t, "steps") {
			at = at.Add(time.Duration(rapid.IntRange(1, 90).Draw(t, "minutes")) * time.Minute)
			var err error
			switch rapid.IntRange(0, 3).Draw(t, "what") {
			case 0, 1:
				err = activity.Correct(priya, a.Version, with(session(), func(s *activity.Session) {
					s.Parties = nil
					for _, i := range setting.Invited {
						if n := rapid.IntRange(0, 3).Draw(t, "people"); n > 0 {
							s.Parties = append(s.Parties, activity.Party{Agency: i.Agency, AgencyName: i.Name, People: n})
						}
					}
					s.FollowDays = rapid.IntRange(20, 60).Draw(t, "days")
				}), "A slip", taught(), at).Apply(&a)
			case 2:
				n := rapid.IntRange(0, len(a.Actions)-1).Draw(t, "action")
				err = activity.Complete(priya, activity.Ending{As: activity.Done, On: held.AddDate(0, 0, 1)}, at).Apply(&a.Actions[n])
			case 3:
				if a.Hidden() {
					err = activity.Restore(alan, at).Apply(&a)
					if err == nil {
						at = at.Add(time.Minute)
						err = activity.Restore(tom, at).Apply(&a)
					}
				} else {
					err = activity.ReportWrong(tom, "A name", at).Apply(&a)
				}
			}
			if errors.Is(err, fault.Conflict) || errors.Is(err, fault.Invalid) {
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			ledger = ledger.Set(at, a.Facts())
		}
		if diff := cmp.Diff(ledger, a.Replay(a.History)); diff != "" {
			t.Fatalf("written - made again +\n%s", diff)
		}
	})
}
