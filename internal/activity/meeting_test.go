package activity_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/calendar"
	"liaison/internal/fact"
	"liaison/internal/fault"
)

func date(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// meetingWith is a meeting that a test changes.
func meetingWith(change func(*activity.Content, *activity.Meeting)) activity.Content {
	c := meeting()
	m := activity.Part[activity.Meeting](c)
	m.Attendance = slices.Clone(m.Attendance)
	change(&c, &m)
	c.Detail = m
	return c
}

// planned is one to come, with nothing wrong.
func planned() activity.Content {
	return meetingWith(func(c *activity.Content, m *activity.Meeting) {
		c.Day, c.Actions, c.Summary = today.AddDate(0, 0, 23), nil, "Who hosts in spring?"
		m.Status = activity.PlannedMeeting
		for i := range m.Attendance {
			m.Attendance[i] = activity.Attendance{Agency: m.Attendance[i].Agency}
		}
	})
}

func TestAMeetingIsPlannedHeldOrCancelled(t *testing.T) {
	for _, tt := range []struct {
		name string
		c    activity.Content
		want []fault.Field
	}{
		{"planned, nobody is asked who came", planned(), nil},
		{"planned today", meetingWith(func(c *activity.Content, m *activity.Meeting) {
			c.Day, c.Actions, m.Status, m.Attendance = today, nil, activity.PlannedMeeting, nil
		}), nil},
		{
			"planned for the past", meetingWith(func(c *activity.Content, m *activity.Meeting) { c.Actions, m.Status = nil, activity.PlannedMeeting }),
			[]fault.Field{{Name: "date", Say: "Date of a planned meeting must be today or in the future"}},
		},
		{
			"planned for a day in four years", meetingWith(func(c *activity.Content, m *activity.Meeting) {
				c.Day, c.Actions, m.Status = today.AddDate(4, 0, 0), nil, activity.PlannedMeeting
			}),
			[]fault.Field{{Name: "date", Say: "Date of the meeting must be within 3 years"}},
		},
		{"planned, with what only a meeting can bring", meetingWith(func(c *activity.Content, m *activity.Meeting) {
			c.Day, m.Status, m.Decisions = today.AddDate(0, 0, 3), activity.PlannedMeeting, []activity.Decision{{What: "Meet online", Rationale: "Travel"}}
		}), []fault.Field{
			{Name: "decisions", Say: "Decisions come from a meeting that was held. Remove them, or select Held"},
			{Name: "actions", Say: "Actions come from a meeting that was held. Remove them, or select Held"},
		}},
		{
			"cancelled without a reason", meetingWith(func(c *activity.Content, m *activity.Meeting) { c.Actions, m.Status = nil, activity.CancelledMeeting }),
			[]fault.Field{{Name: "cancelled-why", Say: "Enter why the meeting was cancelled"}},
		},
		{"cancelled, whether its day has come or not", meetingWith(func(c *activity.Content, m *activity.Meeting) {
			c.Day, c.Actions, m.Status, m.CancelledWhy = today.AddDate(0, 0, 3), nil, activity.CancelledMeeting, "Snow"
		}), nil},
		{
			"a status that no list has", meetingWith(func(_ *activity.Content, m *activity.Meeting) { m.Status = "postponed" }),
			[]fault.Field{{Name: "status", Say: "Select whether the meeting was held"}, {Name: "actions", Say: "Actions come from a meeting that was held. Remove them, or select Held"}},
		},
		{
			"somebody only invited to a meeting that was held", meetingWith(func(_ *activity.Content, m *activity.Meeting) { m.Attendance[2].State = activity.Asked }),
			[]fault.Field{{Name: "attendance-5", Say: "Select whether Northgate College attended"}},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, fault.FieldsOf(tt.c.Check(setting))); diff != "" {
				t.Errorf("want - got +\n%s", diff)
			}
		})
	}
}

func TestDecisionsAndPapersSayWhatIsWrong(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*activity.Content, *activity.Meeting)
		want   []fault.Field
	}{
		{"in order", func(_ *activity.Content, m *activity.Meeting) {
			m.Chair, m.Quorum = "Helen Marsh", 2
			m.AgendaSent, m.MinutesDue, m.MinutesSent, m.MinutesAgreed = held.AddDate(0, 0, -7), held.AddDate(0, 0, 14), held, held
			m.Decisions = []activity.Decision{{What: "Meet online", Rationale: "Travel", Dissent: "The college would rather meet"}}
		}, nil},
		{"a decision in part", func(_ *activity.Content, m *activity.Meeting) {
			m.Decisions = []activity.Decision{{What: "Meet online"}, {Rationale: "Travel"}, {Dissent: "The college"}}
		}, []fault.Field{
			{Name: "decision-1-why", Say: "Decision 1: enter why it was decided"},
			{Name: "decision-2-what", Say: "Decision 2: enter what was decided"},
			{Name: "decision-3-what", Say: "Decision 3: enter what was decided"},
			{Name: "decision-3-why", Say: "Decision 3: enter why it was decided"},
		}},
		{"a decision that is a book", func(_ *activity.Content, m *activity.Meeting) {
			m.Decisions = []activity.Decision{{What: long(501), Rationale: long(1001), Dissent: long(1001)}}
		}, []fault.Field{
			{Name: "decision-1-what", Say: "Decision 1: what was decided must be 500 characters or less"},
			{Name: "decision-1-why", Say: "Decision 1: why must be 1,000 characters or less"},
			{Name: "decision-1-dissent", Say: "Decision 1: who saw it otherwise must be 1,000 characters or less"},
		}},
		{"more decisions than a meeting can have", func(_ *activity.Content, m *activity.Meeting) {
			m.Decisions = slices.Repeat([]activity.Decision{{What: "Meet online", Rationale: "Travel"}}, 21)
		}, []fault.Field{{Name: "decisions", Say: "Enter 20 decisions or fewer"}}},
		{"a quorum below nothing, and a chair with a long name", func(_ *activity.Content, m *activity.Meeting) { m.Quorum, m.Chair = -1, long(101) }, []fault.Field{
			{Name: "chair", Say: "Name of the chair must be 100 characters or less"},
			{Name: "quorum", Say: "Quorum must be a number of agencies from 1 to 200, or 0 for none"},
		}},
		{"papers at impossible times", func(_ *activity.Content, m *activity.Meeting) {
			m.AgendaSent, m.MinutesDue, m.MinutesSent, m.MinutesAgreed = held.AddDate(0, 0, 1), held.AddDate(0, 0, -1), held.AddDate(0, 0, -1), today.AddDate(0, 0, 1)
		}, []fault.Field{
			{Name: "agenda-sent", Say: "Day the agenda was sent must be on or before the day of the meeting"},
			{Name: "minutes-due", Say: "Day the minutes are due must be on or after the day of the meeting"},
			{Name: "minutes-sent", Say: "Day the minutes were sent must be on or after the day of the meeting"},
			{Name: "minutes-agreed", Say: "Day the minutes were agreed must be today or in the past"},
		}},
		{
			"agreed before they were sent", func(_ *activity.Content, m *activity.Meeting) {
				m.MinutesSent, m.MinutesAgreed = held.AddDate(0, 0, 2), held.AddDate(0, 0, 1)
			},
			[]fault.Field{{Name: "minutes-agreed", Say: "Day the minutes were agreed must be on or after the day they were sent"}},
		},
		{
			"agreed and never sent", func(_ *activity.Content, m *activity.Meeting) { m.MinutesAgreed = held },
			[]fault.Field{{Name: "minutes-sent", Say: "Enter the day the minutes were sent"}},
		},
		{
			"minutes due in the next century", func(_ *activity.Content, m *activity.Meeting) { m.MinutesDue = date(2125, 1, 1) },
			[]fault.Field{{Name: "minutes-due", Say: "Day the minutes are due must be within 2 years of the meeting"}},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, fault.FieldsOf(meetingWith(tt.change).Check(setting))); diff != "" {
				t.Errorf("want - got +\n%s", diff)
			}
		})
	}
}

func TestAPlannedMeetingCountsForNothingUntilItWasHeld(t *testing.T) {
	a := activity.Log(tom, planned(), now)
	want := []fact.Fact{{Source: a.ID, Part: 0, Kind: fact.Planned, Day: today.AddDate(0, 0, 23), By: tom.ID, Flags: []fact.Flag{fact.InInitiative}}}
	if diff := cmp.Diff(want, a.Facts()); diff != "" {
		t.Fatalf("planned: want - got +\n%s", diff)
	}
	m := activity.Part[activity.Meeting](a.Content)
	if n := len(m.Attendance); n != 3 || m.Attendance[0].State != activity.Asked || m.Came() != 0 {
		t.Errorf("got %+v, want three agencies that are invited", m.Attendance)
	}
	then := today.AddDate(0, 0, 24)
	in := setting
	in.Today = then
	happened := meetingWith(func(c *activity.Content, m *activity.Meeting) {
		c.Day, c.Actions[0].Due = today.AddDate(0, 0, 23), today.AddDate(0, 0, 40)
		m.MinutesDue, m.Quorum = today.AddDate(0, 0, 38), 2
	})
	grace := person(access.Staff)
	later := now.AddDate(0, 0, 24)
	if err := activity.HoldMeeting(grace, 2, happened, in, later).Apply(&a); !errors.Is(err, fault.Conflict) {
		t.Errorf("of another version: got %v, want %v", err, fault.Conflict)
	}
	if err := activity.HoldMeeting(grace, 1, planned(), in, later).Apply(&a); !errors.Is(err, fault.Invalid) {
		t.Errorf("still planned: got %v, want %v", err, fault.Invalid)
	}
	if err := activity.HoldMeeting(grace, 1, happened, in, later).Apply(&a); err != nil {
		t.Fatalf("by somebody else, after a day: got %v, want nil", err)
	}
	if a.Version != 2 || len(a.Actions) != 1 || a.Actions[0].Author != grace.ID || a.History[1].What != activity.Corrected || a.History[1].Why == "" {
		t.Errorf("got %+v, want what happened as version 2", a)
	}
	m = activity.Part[activity.Meeting](a.Content)
	if m.Came() != 1 || m.Quorate() {
		t.Errorf("got %d who came, quorate %t; want 1 and not", m.Came(), m.Quorate())
	}
	kinds := map[fact.Kind]int{}
	for _, f := range a.Facts() {
		kinds[f.Kind]++
		if f.Kind == fact.Recorded && !f.Day.Equal(today.AddDate(0, 0, 23)) {
			t.Errorf("recorded on %s, want no sooner than it was held", f.Day)
		}
		if f.Kind == fact.Minutes && (f.Number != 15 || !f.Until.IsZero() || f.Part != 2) {
			t.Errorf("got %+v, want minutes due in 15 days and not sent", f)
		}
	}
	if diff := cmp.Diff(map[fact.Kind]int{fact.Meeting: 1, fact.Recorded: 1, fact.Minutes: 1, fact.Attendance: 3, fact.Action: 1}, kinds); diff != "" {
		t.Errorf("held: want - got +\n%s", diff)
	}
	if err := activity.HoldMeeting(grace, 2, happened, in, later).Apply(&a); !errors.Is(err, fault.Conflict) {
		t.Errorf("twice: got %v, want %v", err, fault.Conflict)
	}
	if err := activity.CancelMeeting(grace, 2, "Snow", later).Apply(&a); !errors.Is(err, fault.Conflict) {
		t.Errorf("cancelling what was held: got %v, want %v", err, fault.Conflict)
	}
	back := planned()
	back.Day = then.AddDate(0, 0, 5)
	if got := fault.FieldsOf(a.CheckCorrection(priya, back, "A slip", in, later)); len(got) != 1 || got[0].Name != "status" {
		t.Errorf("planning what was held: got %v, want it refused", got)
	}
}

func TestCancellingAPlannedMeeting(t *testing.T) {
	a := activity.Log(tom, planned(), now)
	grace := person(access.Staff)
	for _, tt := range []struct {
		name    string
		version int
		why     string
		want    error
	}{{"without a reason", 1, "", fault.Invalid}, {"with a book", 1, long(501), fault.Invalid}, {"of another version", 3, "Snow", fault.Conflict}, {"rightly", 1, "Snow", nil}, {"twice", 2, "Snow", fault.Conflict}} {
		if err := activity.CancelMeeting(grace, tt.version, tt.why, now).Apply(&a); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
	}
	if got := a.Facts(); got != nil {
		t.Errorf("got %v, want no facts of what never happened", got)
	}
	if got := fault.FieldsOf(a.CheckCorrection(priya, meeting(), "It was held", setting, now)); len(got) != 1 || got[0].Name != "status" {
		t.Errorf("holding what was cancelled: got %v, want it refused", got)
	}
	if err := activity.AgendaSent.Say(grace, 2, today, now).Apply(&a); !errors.Is(err, fault.Conflict) {
		t.Errorf("its agenda: got %v, want %v", err, fault.Conflict)
	}
}

func TestAgendaAndMinutesFollowAMeeting(t *testing.T) {
	grace := person(access.Staff)
	late := now.AddDate(0, 0, 9)
	a := activity.Log(tom, meeting(), now)
	for _, tt := range []struct {
		name    string
		what    activity.Follow
		version int
		day     time.Time
		want    error
		say     string
	}{
		{"agreed before they were sent", activity.MinutesAgreed, 1, today, fault.Conflict, ""},
		{"no day", activity.MinutesSent, 1, time.Time{}, fault.Invalid, "Enter the day"},
		{"before the meeting", activity.MinutesSent, 1, held.AddDate(0, 0, -1), fault.Invalid, "Day the minutes were sent must be on or after the day of the meeting"},
		{"tomorrow", activity.MinutesSent, 1, late.AddDate(0, 0, 1), fault.Invalid, "Day the minutes were sent must be today or in the past"},
		{"of another version", activity.MinutesSent, 2, today, fault.Conflict, ""},
		{"sent", activity.MinutesSent, 1, today, nil, ""},
		{"sent twice", activity.MinutesSent, 2, today, fault.Conflict, ""},
		{"agreed before that", activity.MinutesAgreed, 2, held, fault.Invalid, "Day the minutes were agreed must be on or after the day they were sent"},
		{"agreed", activity.MinutesAgreed, 2, today.AddDate(0, 0, 7), nil, ""},
		{"the agenda after the meeting", activity.AgendaSent, 3, today, fault.Invalid, "Day the agenda was sent must be on or before the day of the meeting"},
		{"the agenda", activity.AgendaSent, 3, held.AddDate(0, 0, -7), nil, ""},
	} {
		err := tt.what.Say(grace, tt.version, tt.day, late).Apply(&a)
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
		if got := fault.FieldsOf(err); tt.say != "" && (len(got) != 1 || got[0].Say != tt.say) {
			t.Errorf("%s: got %v, want %q", tt.name, got, tt.say)
		}
	}
	last := a.History[len(a.History)-1]
	if a.Version != 4 || last.What != activity.Corrected || last.Why != "Agenda sent on 19 November 2025" || last.By != grace.ID {
		t.Errorf("got %+v, want three corrections in words", last)
	}
	n := slices.IndexFunc(a.Facts(), func(f fact.Fact) bool { return f.Kind == fact.Minutes })
	if n < 0 || !a.Facts()[n].Until.Equal(today) || !a.Facts()[n].Day.Equal(held) {
		t.Errorf("got %+v, want the minutes sent on %s", a.Facts(), today)
	}
	a.ReportedAt = now
	if err := a.MayFollow(); !errors.Is(err, fault.Conflict) {
		t.Errorf("of a hidden record: got %v, want %v", err, fault.Conflict)
	}
	if err := (activity.Activity{Kind: activity.Training}).MayFollow(); !errors.Is(err, fault.NotFound) {
		t.Errorf("of training: got %v, want %v", err, fault.NotFound)
	}
}

func TestWhenMinutesAreDueAndTheNextMeetingIs(t *testing.T) {
	quarterly := uuid.New()
	in := activity.Setting{
		Today:  date(2025, 12, 22),
		Series: []activity.Series{{ID: monthly, EveryDays: 28, Quorum: 4, MinutesDays: 5}, {ID: quarterly, EveryDays: 91}},
		Off:    calendar.Holidays{date(2025, 12, 25): true, date(2025, 12, 26): true, date(2026, 1, 1): true},
	}
	for _, tt := range []struct {
		name       string
		series     uuid.UUID
		day        time.Time
		due, next  time.Time
		wantQuorum int
	}{
		{"by the days of the series, over Christmas", monthly, date(2025, 12, 19), date(2025, 12, 30), date(2026, 1, 16), 4},
		{"ten working days without a series, and no rhythm", uuid.Nil, date(2025, 12, 19), date(2026, 1, 7), time.Time{}, 0},
		{"the next one is no holiday", monthly, date(2025, 12, 4), date(2025, 12, 11), date(2026, 1, 2), 4},
		{"a rhythm that lies behind goes on from today", monthly, date(2025, 9, 3), date(2025, 9, 10), date(2025, 12, 24), 4},
		{"a day to come has no minutes", quarterly, date(2026, 1, 9), time.Time{}, date(2026, 4, 10), 0},
	} {
		if got := in.MinutesDue(tt.series, tt.day); !got.Equal(tt.due) {
			t.Errorf("%s: minutes due %s, want %s", tt.name, got.Format(time.DateOnly), tt.due.Format(time.DateOnly))
		}
		if got := in.Next(tt.series, tt.day); !got.Equal(tt.next) {
			t.Errorf("%s: next on %s, want %s", tt.name, got.Format(time.DateOnly), tt.next.Format(time.DateOnly))
		}
		if got := in.Quorum(tt.series); got != tt.wantQuorum {
			t.Errorf("%s: quorum %d, want %d", tt.name, got, tt.wantQuorum)
		}
	}
}

func TestTheNextMeetingIsAWorkingDayToCome(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := activity.Setting{Today: today, Series: []activity.Series{{ID: monthly, EveryDays: rapid.IntRange(1, 400).Draw(t, "every")}}}
		last := today.AddDate(0, 0, -rapid.IntRange(0, 3000).Draw(t, "ago"))
		next := in.Next(monthly, last)
		if next.Before(today) || !in.Off.Works(next) || next.After(today.AddDate(0, 0, in.Series[0].EveryDays+3)) {
			t.Fatalf("got %s after %s, want a working day within one round", next, last)
		}
	})
}

func TestGivingAnActionToAPerson(t *testing.T) {
	all := activity.Colleagues{{ID: tom.ID, Name: "Tom Okafor", Agency: 5}, {ID: priya.ID, Name: "Priya Nair", Agency: 2}}
	a := activity.Log(tom, meeting(), now).Actions[0]
	a.AgencyName = "Northgate College"
	for _, tt := range []struct {
		name    string
		version int
		owner   uuid.UUID
		want    error
		say     string
	}{
		{"somebody of another agency", 1, priya.ID, fault.Invalid, "Select a person of Northgate College from the list"},
		{"nobody knows who", 1, uuid.New(), fault.Invalid, "Select a person of Northgate College from the list"},
		{"the same as now", 1, uuid.Nil, fault.Invalid, "Select somebody other than the person now"},
		{"of another version", 2, tom.ID, fault.Conflict, ""},
		{"a person of the agency", 1, tom.ID, nil, ""},
		{"nobody again", 2, uuid.Nil, nil, ""},
	} {
		err := activity.GiveTo(priya, tt.version, tt.owner, all, now).Apply(&a)
		if got := fault.FieldsOf(err); !errors.Is(err, tt.want) || tt.say != "" && (len(got) != 1 || got[0].Say != tt.say) {
			t.Errorf("%s: got %v %v, want %v %q", tt.name, err, got, tt.want, tt.say)
		}
	}
	if len(a.History) != 3 || a.History[1].What != activity.OwnerChanged || a.History[1].Why != "Now with Tom Okafor" || a.History[2].Why != "Now with nobody in particular" {
		t.Errorf("got %+v, want both changes", a.History)
	}
	c := meeting()
	in := setting
	in.Colleagues = all
	c.Actions[0].Owner = priya.ID
	if got := fault.FieldsOf(c.Check(in)); len(got) != 1 || got[0].Name != "action-1-owner" {
		t.Errorf("asked of a person of another agency: got %v, want it refused", got)
	}
	c.Actions[0].Owner = tom.ID
	if err := c.Check(in); err != nil {
		t.Errorf("asked of a person of the agency: got %v, want nil", err)
	}
	if got := activity.Log(tom, c, now); got.Actions[0].Owner != tom.ID || got.Content.Actions[0].Owner != tom.ID || got.Actions[0].Kind != activity.PlainAction {
		t.Errorf("got %+v, want a plain action of Tom's", got.Actions[0])
	}
}

func TestWhatAnActionLeavesForTheRules(t *testing.T) {
	end := func(e activity.Ending) func(*activity.Activity) {
		return func(a *activity.Activity) {
			if err := activity.Complete(priya, e, now).Apply(&a.Actions[0]); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, tt := range []struct {
		name string
		do   func(*activity.Activity)
		want fact.Fact
	}{
		{"open", func(*activity.Activity) {}, fact.Fact{Day: held, Number: 16, Flags: []fact.Flag{fact.ActionOpen}}},
		{
			"done on a day before somebody said so", end(activity.Ending{As: activity.Done, On: held.AddDate(0, 0, 2)}),
			fact.Fact{Day: held, Until: held.AddDate(0, 0, 2), Number: 16, Flags: []fact.Flag{fact.ActionDone}},
		},
		{"overtaken", end(activity.Ending{As: activity.Overtaken, Note: "Closed"}), fact.Fact{Day: held, Until: today, Number: 16, Flags: []fact.Flag{fact.ActionOvertaken}}},
		{"not done", end(activity.Ending{As: activity.NotDone, Note: "Forgotten"}), fact.Fact{Day: held, Until: today, Number: 16, Flags: []fact.Flag{fact.ActionNotDone}}},
		{"a follow-up", func(a *activity.Activity) { a.Actions[0].Kind = activity.FollowUp }, fact.Fact{Day: held, Number: 16, Flags: []fact.Flag{fact.ActionOpen, fact.ActionFollowUp}}},
		{"done before the day that the record was corrected to", func(a *activity.Activity) {
			end(activity.Ending{As: activity.Done, On: held})(a)
			a.Content.Day = held.AddDate(0, 0, 3)
		}, fact.Fact{Day: held, Until: held, Number: 16, Flags: []fact.Flag{fact.ActionDone}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := activity.Log(tom, meeting(), now)
			tt.do(&a)
			tt.want.Source, tt.want.Part, tt.want.Kind, tt.want.Agency = a.ID, 100001, fact.Action, 5
			n := slices.IndexFunc(a.Facts(), func(f fact.Fact) bool { return f.Kind == fact.Action })
			if n < 0 {
				t.Fatal("got no fact of the action")
			}
			if diff := cmp.Diff(tt.want, a.Facts()[n]); diff != "" {
				t.Errorf("want - got +\n%s", diff)
			}
		})
	}
}

// TestFactsOfAnActionAreMadeAgain plays every change of an action again.
func TestFactsOfAnActionAreMadeAgain(t *testing.T) {
	a := activity.Log(tom, meeting(), now)
	versions := slices.Clone(a.History)
	kept := fact.Ledger{}.Set(now, a.Facts())
	for i, ch := range []access.Change[activity.Action]{
		activity.Postpone(priya, 1, today.AddDate(0, 0, 20), "Later", now.Add(time.Hour)),
		activity.GiveTo(priya, 2, tom.ID, activity.Colleagues{{ID: tom.ID, Name: "Tom Okafor", Agency: 5}}, now.Add(2*time.Hour)),
		activity.Postpone(priya, 3, today.AddDate(0, 0, 30), "Later still", now.Add(3*time.Hour)),
		activity.Complete(priya, activity.Ending{As: activity.Done, On: held.AddDate(0, 0, 1)}, now.Add(4*time.Hour)),
		activity.Reopen(priya, 5, "It was another", now.Add(5*time.Hour)),
		activity.Complete(priya, activity.Ending{As: activity.Overtaken, Note: "The hall closed"}, now.Add(6*time.Hour)),
		activity.Undo(priya, 7, now.Add(7*time.Hour)),
		activity.Complete(priya, activity.Ending{As: activity.Done, On: held.AddDate(0, 0, 2)}, now.Add(8*time.Hour)),
	} {
		if err := ch.Apply(&a.Actions[0]); err != nil {
			t.Fatal(err)
		}
		kept = kept.Set(now.Add(time.Duration(i+1)*time.Hour), a.Facts())
	}
	if diff := cmp.Diff(kept.Text(), a.Replay(versions).Text()); diff != "" {
		t.Errorf("kept - made again +\n%s", diff)
	}
}

// A meeting that was planned from another is marked no lower than that, and
// passed on no wider, but by who speaks for its originator.
func TestTheNextMeetingIsMarkedAsTheOneBefore(t *testing.T) {
	id := uuid.New()
	handledAsParent(t, func(parent activity.Past, marking activity.Marking, limit activity.Limit) error {
		in := setting
		in.After = parent
		in.After.ID, in.After.Ref, in.After.Day = id, "COO-0000009", held
		return meetingWith(func(c *activity.Content, m *activity.Meeting) {
			c.Marking, c.Limit, m.After = marking, limit, id
		}).Check(in)
	})
	c := meetingWith(func(_ *activity.Content, m *activity.Meeting) { m.After = id })
	if got := fault.FieldsOf(c.Check(setting)); len(got) != 1 || got[0].Name != "after" {
		t.Errorf("got %v after a meeting that nobody knows, want that said", got)
	}
}

// Which meeting one was planned from is said once: a correction that drops it
// could otherwise mark lower what came from it.
func TestAMeetingFollowsTheSameOneForEver(t *testing.T) {
	in := setting
	in.After = activity.Past{ID: uuid.New(), Marking: activity.Official}
	follows := meetingWith(func(_ *activity.Content, m *activity.Meeting) { m.After = in.After.ID })
	a := activity.Log(tom, follows, now)
	for _, tt := range []struct {
		name string
		c    activity.Content
		want int
	}{
		{"as it was", follows, 0},
		{"after none", meeting(), 1},
		{"after another", meetingWith(func(_ *activity.Content, m *activity.Meeting) { m.After = uuid.New() }), 1},
	} {
		if got := fault.FieldsOf(a.CheckCorrection(tom, tt.c, "", in, now)); len(got) != tt.want || tt.want > 0 && got[0].Name != "after" {
			t.Errorf("%s: got %v, want %d", tt.name, got, tt.want)
		}
		plan := a
		plan.Content = planned()
		plan.Content.Detail = activity.Part[activity.Meeting](follows)
		if got := fault.FieldsOf(plan.CheckHeld(tom, tt.c, in)); len(got) != tt.want || tt.want > 0 && got[0].Name != "after" {
			t.Errorf("held %s: got %v, want %d", tt.name, got, tt.want)
		}
	}
}

func TestAMeetingOfThePastSaysWhoWasAMemberThen(t *testing.T) {
	in := setting
	in.Invited, in.AsOf = in.Invited[1:], date(2024, 3, 5)
	want := []fault.Field{{Name: "who", Say: "The list is now of the agencies that were members on 5 March 2024. Check who attended, then save again"}}
	if diff := cmp.Diff(want, fault.FieldsOf(meeting().Check(in))[:1]); diff != "" {
		t.Errorf("want - got +\n%s", diff)
	}
}

func TestAnActionIsOpenedAgainWithAReason(t *testing.T) {
	closed := func(as activity.ActionState, by access.Actor) activity.Action {
		a := activity.Log(tom, meeting(), now).Actions[0]
		end := activity.Ending{As: as, Note: "Sent"}
		if as == activity.Done {
			end.On = held.AddDate(0, 0, 1)
		}
		if err := activity.Complete(by, end, now).Apply(&a); err != nil {
			t.Fatal(err)
		}
		return a
	}
	for _, tt := range []struct {
		name string
		a    activity.Action
		do   access.Change[activity.Action]
		want error
	}{
		{"one that was done", closed(activity.Done, tom), activity.Reopen(priya, 2, "It was another", now), nil},
		{"one that was overtaken", closed(activity.Overtaken, tom), activity.Reopen(priya, 2, "It can be done after all", now), nil},
		{"one that was not done", closed(activity.NotDone, tom), activity.Reopen(priya, 2, "They will", now), nil},
		{"without a reason", closed(activity.Done, tom), activity.Reopen(priya, 2, "", now), fault.Invalid},
		{"for too long a reason", closed(activity.Done, tom), activity.Reopen(priya, 2, strings.Repeat("x", 501), now), fault.Invalid},
		{"one that somebody touched since", closed(activity.Done, tom), activity.Reopen(priya, 1, "It was another", now), fault.Conflict},
		{"one that is open", activity.Log(tom, meeting(), now).Actions[0], activity.Reopen(priya, 1, "It was another", now), fault.Conflict},
		{"one that was cancelled", activity.Action{State: activity.Cancelled, Version: 2}, activity.Reopen(priya, 2, "It was another", now), fault.Conflict},
		{"of a record that was withdrawn", activity.Action{State: activity.Done, Withdrawn: true, Version: 2}, activity.Reopen(priya, 2, "It was another", now), fault.Conflict},
		{"undone by who closed it", closed(activity.Done, tom), activity.Undo(tom, 2, now), nil},
		{"undone at the end of an hour", closed(activity.Done, tom), activity.Undo(tom, 2, now.Add(time.Hour)), nil},
		{"undone after more than an hour", closed(activity.Done, tom), activity.Undo(tom, 2, now.Add(time.Hour+time.Second)), fault.Conflict},
		{"undone where it is open", activity.Log(tom, meeting(), now).Actions[0], activity.Undo(tom, 1, now), fault.Conflict},
		{"undone by somebody else", closed(activity.Done, tom), activity.Undo(priya, 2, now), fault.Conflict},
		{"undone after somebody touched it", closed(activity.Done, tom), activity.Undo(tom, 1, now), fault.Conflict},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := tt.a
			if tt.do.Do != access.CompleteAction {
				t.Errorf("got %s, want the permission that closing takes", tt.do.Do)
			}
			if err := tt.do.Apply(&a); !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
			if tt.want != nil {
				return
			}
			last := a.History[len(a.History)-1]
			if a.State != activity.Open || a.Version != 3 || a.Note != "" || !a.DoneOn.IsZero() || !a.ClosedAt.IsZero() || a.ClosedBy != last.By || last.What != activity.Reopened || last.Why == "" || !last.DoneOn.Equal(tt.a.DoneOn) {
				t.Errorf("got %+v, want it open, and its history to say so", a)
			}
		})
	}
}
