package activity_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/calendar"
	"liaison/internal/fact"
	"liaison/internal/fault"
)

func on(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

var (
	everybodys, colleges = uuid.New(), uuid.New()
	fromTrust, among     = uuid.New(), uuid.New()

	// terms are those of four agencies: 1, 3 and 5 are party to ISA-04, 6 is not.
	terms = activity.Setting{
		Invited: []activity.Invited{{Agency: 5, Name: "Northgate College"}, {Agency: 3, Name: "Westmere NHS Trust"}, {Agency: 1, Name: "Westmere Police"}, {Agency: 6, Name: "Westmere Youth Justice"}},
		Items:   []string{"CON-2"},
		Today:   today,
		Off:     calendar.Holidays{on(2025, 12, 25): true, on(2025, 12, 26): true, on(2026, 1, 1): true, on(2026, 4, 3): true, on(2026, 4, 6): true},
		Terms: activity.Terms{
			Needs: []activity.KnownNeed{{ID: everybodys, Title: "What is new in law"}, {ID: colleges, Title: "Who to call at night", Agency: 5}},
			Grounds: []activity.Ground{
				{ID: fromTrust, Number: "ISA-04", Position: 1, Purpose: "Safety plans", Data: "contact days", From: 3, FromName: "Westmere NHS Trust", Parties: []int{1, 3, 5}, Begins: on(2025, 1, 1), Ends: on(2025, 11, 28)},
				{ID: among, Number: "ISA-04", Position: 2, Purpose: "Planning", Data: "totals", Parties: []int{1, 3, 5}, Begins: on(2025, 6, 1)},
			},
		},
	}
)

// request is one with nothing wrong: the college asked the trust on Monday 24
// November 2025, and waits.
func request() activity.Content {
	return activity.Content{
		Name: "Northgate College asked Westmere NHS Trust", Day: on(2025, 11, 24), Start: -1, Marking: activity.Official,
		Detail: activity.Sharing{
			Direction: activity.Requested, Giver: 3, GiverName: "Westmere NHS Trust", Takers: []activity.Taker{{Agency: 5, AgencyName: "Northgate College"}},
			Need: colleges, NeedTitle: "Who to call at night", Purpose: "To plan cover over the holidays", Line: among, Form: activity.InWriting,
			Due: on(2025, 12, 8), Outcome: activity.StillOpen,
		},
	}
}

// offer is a briefing of the police to two others, given on 26 November.
func offer() activity.Content {
	return activity.Content{
		Name: "Westmere Police offered", Day: on(2025, 11, 24), Start: -1, Marking: activity.Official,
		Detail: activity.Sharing{
			Direction: activity.Offered, Giver: 1, GiverName: "Westmere Police", Takers: []activity.Taker{{Agency: 5, AgencyName: "Northgate College"}, {Agency: 3, AgencyName: "Westmere NHS Trust"}},
			Need: everybodys, NeedTitle: "What is new in law", Purpose: "To keep partners up to date", Line: among, Form: activity.AtMeeting, Briefing: true,
			Outcome: activity.Given, Sent: on(2025, 11, 26),
		},
	}
}

func TestSharingSaysEverythingThatIsWrong(t *testing.T) {
	long := strings.Repeat("x", 1001)
	say := func(pairs ...string) []fault.Field {
		var all []fault.Field
		for i := 0; i < len(pairs); i += 2 {
			all = append(all, fault.Field{Name: pairs[i], Say: pairs[i+1]})
		}
		return all
	}
	for _, tt := range []struct {
		name  string
		of    func() activity.Content
		spoil func(*activity.Content, *activity.Sharing)
		want  []fault.Field
	}{
		{"a request without anything wrong", request, func(*activity.Content, *activity.Sharing) {}, nil},
		{"an offer without anything wrong", offer, func(*activity.Content, *activity.Sharing) {}, nil},
		{"a request needs no ground while it is open", request, func(_ *activity.Content, s *activity.Sharing) { s.Line = uuid.Nil }, nil},
		{"a share may answer no need that is registered", request, func(_ *activity.Content, s *activity.Sharing) { s.Need = uuid.Nil }, nil},
		{"an offer needs no due date", offer, func(_ *activity.Content, s *activity.Sharing) { s.Due = time.Time{} }, nil},
		{"an emergency in the place of a line", offer, func(_ *activity.Content, s *activity.Sharing) { s.Line, s.Emergency = uuid.Nil, "A flood" }, nil},
		{"given on the day it was asked for", request, func(_ *activity.Content, s *activity.Sharing) { s.Outcome, s.Sent = activity.Given, on(2025, 11, 24) }, nil},
		{"refused today", request, func(_ *activity.Content, s *activity.Sharing) {
			s.Outcome, s.Closed, s.Refused = activity.Declined, today, "Not ours to give"
		}, nil},
		{
			"nothing was answered", request, func(c *activity.Content, s *activity.Sharing) {
				*c, *s = activity.Content{Start: -1, Marking: activity.Official}, activity.Sharing{}
			},
			say("direction", "Select whether it was requested or offered", "from", "Select the agency that gives", "to", "Select the agencies that receive",
				"purpose", "Enter what the information is for", "date", "Enter the date of the request", "form", "Select how it was shared, or will be", "outcome", "Select what came of it"),
		},
		{
			"shared to oneself", request, func(_ *activity.Content, s *activity.Sharing) {
				s.Takers = append(s.Takers, activity.Taker{Agency: 3, AgencyName: "Westmere NHS Trust"})
			},
			say("to", "An agency cannot share with itself. Take Westmere NHS Trust out, or select another agency that gives"),
		},
		{
			"from an agency that has left", request, func(_ *activity.Content, s *activity.Sharing) { s.Giver, s.Line = 2, uuid.Nil },
			say("from", "Select an agency of this partnership"),
		},
		{
			"to an agency that has left", request, func(_ *activity.Content, s *activity.Sharing) {
				s.Takers, s.Line = []activity.Taker{{Agency: 2, AgencyName: "Westmere Probation"}}, uuid.Nil
			},
			say("to", "Select agencies of this partnership"),
		},
		{
			"to an agency twice", request, func(_ *activity.Content, s *activity.Sharing) { s.Takers = append(s.Takers, s.Takers[0]) },
			say("to", "Select agencies of this partnership"),
		},
		{
			"a need that does not stand", request, func(_ *activity.Content, s *activity.Sharing) { s.Need = uuid.New() },
			say("need", "Select a need from the list"),
		},
		{
			"too long", request, func(_ *activity.Content, s *activity.Sharing) {
				s.Purpose, s.Line, s.Emergency, s.Outcome, s.Sent, s.LeftOut = long, uuid.Nil, long, activity.GivenInPart, today, long
			},
			say("purpose", "Purpose must be 1,000 characters or less", "emergency", "Emergency ground must be 1,000 characters or less", "left_out", "What was left out must be 1,000 characters or less"),
		},
		{
			"a line that is none", request, func(_ *activity.Content, s *activity.Sharing) { s.Line = uuid.New() },
			say("line", "Select a line of a sharing agreement from the list"),
		},
		{
			"a line and an emergency", request, func(_ *activity.Content, s *activity.Sharing) { s.Emergency = "A flood" },
			say("emergency", "Select a line or enter an emergency ground, not both"),
		},
		{
			"a line that names other agencies", request, func(_ *activity.Content, s *activity.Sharing) { s.Giver, s.GiverName = 6, "Westmere Youth Justice" },
			say("line", "ISA-04, line 2 does not cover sharing between these agencies"),
		},
		{
			"a line from another agency", request, func(_ *activity.Content, s *activity.Sharing) {
				s.Giver, s.GiverName, s.Line = 1, "Westmere Police", fromTrust
			},
			say("line", "ISA-04, line 1 does not cover sharing between these agencies"),
		},
		{"a line on its last day", request, func(c *activity.Content, s *activity.Sharing) { c.Day, s.Line = on(2025, 11, 28), fromTrust }, nil},
		{
			"a line that has ended before it was sent", request, func(_ *activity.Content, s *activity.Sharing) {
				s.Line, s.Outcome, s.Sent = fromTrust, activity.Given, on(2025, 11, 29)
			},
			say("line", "ISA-04, line 1 was not in force on 29 November 2025"),
		},
		{
			"asked for before the line began", request, func(c *activity.Content, s *activity.Sharing) { c.Day, s.Due = on(2025, 5, 31), on(2025, 6, 9) },
			say("line", "ISA-04, line 2 was not in force on 31 May 2025"),
		},
		{
			"given without a ground", request, func(_ *activity.Content, s *activity.Sharing) {
				s.Line, s.Outcome, s.Sent = uuid.Nil, activity.Given, on(2025, 11, 26)
			},
			say("line", "Select the line of a sharing agreement that covers this, or enter an emergency ground"),
		},
		{
			"a briefing that was asked for", request, func(_ *activity.Content, s *activity.Sharing) { s.Briefing, s.Need = true, everybodys },
			say("briefing", "A briefing is offered, not requested"),
		},
		{
			"a briefing for one agency's need", offer, func(_ *activity.Content, s *activity.Sharing) { s.Need = colleges },
			say("briefing", "A briefing answers a need of the whole partnership. Select one, or untick this"),
		},
		{
			"a briefing for no need", offer, func(_ *activity.Content, s *activity.Sharing) { s.Need = uuid.Nil },
			say("briefing", "A briefing answers a need of the whole partnership. Select one, or untick this"),
		},
		{
			"tomorrow", request, func(c *activity.Content, _ *activity.Sharing) { c.Day = today.AddDate(0, 0, 1) },
			say("date", "Date of the request must be today or in the past"),
		},
		{
			"a request that is due never", request, func(_ *activity.Content, s *activity.Sharing) { s.Due = time.Time{} },
			say("due", "Enter the date the answer is due"),
		},
		{
			"due before it was asked for", request, func(_ *activity.Content, s *activity.Sharing) { s.Due = on(2025, 11, 23) },
			say("due", "Due date must be on or after 24 November 2025, the day of the request"),
		},
		{
			"due in another century", request, func(_ *activity.Content, s *activity.Sharing) { s.Due = on(2125, 11, 23) },
			say("due", "Due date must be within 2 years of the request"),
		},
		{
			"no such form", request, func(_ *activity.Content, s *activity.Sharing) { s.Form = "pigeon" },
			say("form", "Select how it was shared, or will be"),
		},
		{
			"no such outcome", request, func(_ *activity.Content, s *activity.Sharing) { s.Outcome = "lost" },
			say("outcome", "Select what came of it"),
		},
		{
			"recorded as dropped, which is done later", request, func(_ *activity.Content, s *activity.Sharing) { s.Outcome, s.Closed = activity.Dropped, today },
			say("outcome", "Select what came of it"),
		},
		{
			"open with the day of an answer", request, func(_ *activity.Content, s *activity.Sharing) { s.Sent = today },
			say("outcome", "You entered the day of the answer. Select what the answer was"),
		},
		{
			"given on no day", request, func(_ *activity.Content, s *activity.Sharing) { s.Outcome = activity.Given },
			say("answered", "Enter the day it was sent"),
		},
		{
			"given before it was asked for", request, func(_ *activity.Content, s *activity.Sharing) { s.Outcome, s.Sent = activity.Given, on(2025, 11, 23) },
			say("answered", "Day of the answer must be on or after 24 November 2025, the day of the request"),
		},
		{
			"given tomorrow", offer, func(_ *activity.Content, s *activity.Sharing) { s.Sent = today.AddDate(0, 0, 1) },
			say("answered", "Day of the answer must be today or in the past"),
		},
		{
			"given in part", request, func(_ *activity.Content, s *activity.Sharing) { s.Outcome, s.Sent = activity.GivenInPart, today },
			say("left_out", "Enter what was left out"),
		},
		{
			"refused on no day and for no reason", request, func(_ *activity.Content, s *activity.Sharing) { s.Outcome = activity.Declined },
			say("answered", "Enter the day it was refused", "refused", "Enter why it was refused"),
		},
		{
			"acknowledged before it was asked for", request, func(_ *activity.Content, s *activity.Sharing) { s.Acknowledged = on(2025, 11, 23) },
			say("acknowledged", "Day it was acknowledged must be on or after 24 November 2025, the day of the request"),
		},
		{
			"acknowledged after it was given", request, func(_ *activity.Content, s *activity.Sharing) {
				s.Outcome, s.Sent, s.Acknowledged = activity.Given, on(2025, 11, 25), on(2025, 11, 26)
			},
			say("acknowledged", "Day it was acknowledged must be on or before the day of the answer"),
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := tt.of()
			s := activity.Part[activity.Sharing](c)
			s.Takers = slices.Clone(s.Takers)
			tt.spoil(&c, &s)
			c.Detail = s
			if diff := cmp.Diff(tt.want, fault.FieldsOf(c.Check(terms))); diff != "" {
				t.Errorf("want - got +\n%s", diff)
			}
		})
	}
}

// A correction may name what the record named, and loses nothing that its form
// does not ask.
func TestACorrectionKeepsWhatRecipientsSaid(t *testing.T) {
	was := activity.Part[activity.Sharing](offer())
	was.Takers = []activity.Taker{{Agency: 5, AgencyName: "Northgate College", FeedbackOn: on(2025, 11, 28), Feedback: "In time"}, {Agency: 3, AgencyName: "Westmere NHS Trust"}}
	was.Steps = []activity.Step{{What: activity.GivingWord, Day: on(2025, 11, 28)}}
	in := terms
	in.Terms.Needs, in.Terms.Was = nil, &was
	check := func(change func(*activity.Sharing)) string {
		c := offer()
		s := activity.Part[activity.Sharing](c)
		s.Takers = []activity.Taker{{Agency: 5, AgencyName: "Northgate College"}, {Agency: 3, AgencyName: "Westmere NHS Trust"}}
		change(&s)
		c.Detail = s.Keeping(was)
		var all []string
		for _, f := range fault.FieldsOf(c.Check(in)) {
			all = append(all, f.Name+": "+f.Say)
		}
		return strings.Join(all, "\n")
	}
	for _, tt := range []struct {
		name   string
		change func(*activity.Sharing)
		want   string
	}{
		{"a need that has been closed meanwhile", func(*activity.Sharing) {}, ""},
		{"one more that receives", func(s *activity.Sharing) {
			s.Takers, s.Line, s.Emergency = append(s.Takers, activity.Taker{Agency: 6}), uuid.Nil, "A flood"
		}, ""},
		{"one less, of which nothing is known", func(s *activity.Sharing) { s.Takers = s.Takers[:1] }, ""},
		{"without the one that gave feedback", func(s *activity.Sharing) { s.Takers = s.Takers[1:] }, "to: Northgate College has given feedback, so it stays among those that receive"},
		{"sent after there was feedback", func(s *activity.Sharing) { s.Sent = on(2025, 11, 29) }, "answered: Day of the answer must be on or before 28 November 2025, when Northgate College gave feedback"},
		{"open again", func(s *activity.Sharing) { s.Outcome, s.Sent = activity.StillOpen, time.Time{} }, "outcome: Northgate College has given feedback, so it was given"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := check(tt.change); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
	kept := activity.Sharing{Takers: []activity.Taker{{Agency: 3}, {Agency: 5}}}.Keeping(was)
	if kept.Takers[1].Feedback != "In time" || kept.Takers[0].Feedback != "" || len(kept.Steps) != 1 {
		t.Errorf("got %+v, want the feedback and the steps", kept)
	}
	dropped := was
	dropped.Outcome, dropped.Sent, dropped.Closed, dropped.Takers = activity.Dropped, time.Time{}, today, was.Takers[1:]
	in.Terms.Was = &dropped
	c := offer()
	c.Detail = dropped
	if err := c.Check(in); err != nil {
		t.Errorf("of one that was dropped: got %v, want nil", fault.FieldsOf(err))
	}
}

// An answer is due 10 working days after the question, and a working day is
// what its calendar says.
func TestAnswersAreDueInWorkingDays(t *testing.T) {
	for _, tt := range []struct {
		name       string
		asked, due time.Time
	}{
		{"over two weekends", on(2025, 11, 24), on(2025, 12, 8)},
		{"asked on a Saturday", on(2025, 11, 22), on(2025, 12, 5)},
		{"over Christmas and New Year", on(2025, 12, 17), on(2026, 1, 5)},
		{"asked on Christmas Day", on(2025, 12, 25), on(2026, 1, 12)},
		{"over Easter", on(2026, 3, 31), on(2026, 4, 16)},
		{"asked on Good Friday", on(2026, 4, 3), on(2026, 4, 20)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := terms.ShareDue(tt.asked)
			if !got.Equal(tt.due) {
				t.Errorf("got %s, want %s", got.Format(time.DateOnly), tt.due.Format(time.DateOnly))
			}
			if n := terms.Off.Between(tt.asked, got); n != activity.ShareDays {
				t.Errorf("got %d working days, want %d", n, activity.ShareDays)
			}
		})
	}
	s := activity.Part[activity.Sharing](request())
	if s.Overdue(s.Due) || !s.Overdue(s.Due.AddDate(0, 0, 1)) {
		t.Error("want it overdue from the day after it is due")
	}
	if s.Outcome = activity.Declined; s.Overdue(s.Due.AddDate(0, 0, 1)) {
		t.Error("want what was refused never overdue")
	}
}

func TestARequestThatRepeatsOneOfTheLast90DaysIsKnown(t *testing.T) {
	s := activity.Part[activity.Sharing](request())
	day := request().Day
	for _, tt := range []struct {
		name   string
		change func(*activity.Earlier)
		of     func(*activity.Sharing)
		want   bool
	}{
		{"the same", nil, nil, true},
		{"90 days before", func(e *activity.Earlier) { e.Day = day.AddDate(0, 0, -90) }, nil, true},
		{"91 days before", func(e *activity.Earlier) { e.Day = day.AddDate(0, 0, -91) }, nil, false},
		{"on the same day", func(e *activity.Earlier) { e.Day = day }, nil, true},
		{"a day later", func(e *activity.Earlier) { e.Day = day.AddDate(0, 0, 1) }, nil, false},
		{"of another agency", func(e *activity.Earlier) { e.Giver = 1 }, nil, false},
		{"by another agency", func(e *activity.Earlier) { e.Takers = []int{1} }, nil, false},
		{"by that agency and another", func(e *activity.Earlier) { e.Takers = []int{1, 5} }, nil, true},
		{"about another need", func(e *activity.Earlier) { e.Need = everybodys }, nil, false},
		{"an offer", nil, func(s *activity.Sharing) { s.Direction = activity.Offered }, false},
		{"about no need", func(e *activity.Earlier) { e.Need = uuid.Nil }, func(s *activity.Sharing) { s.Need = uuid.Nil }, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e := activity.Earlier{Ref: "COO-0000001", Giver: 3, Takers: []int{5}, Need: colleges, Day: day.AddDate(0, 0, -10)}
			now := s
			if tt.change != nil {
				tt.change(&e)
			}
			if tt.of != nil {
				tt.of(&now)
			}
			got := activity.Terms{Recent: []activity.Earlier{e}}.Repeats(now, day)
			if (len(got) == 1) != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestTidySharingKeepsWhatItsOutcomeHas(t *testing.T) {
	full := activity.Sharing{Sent: today, Closed: today, LeftOut: "a", Refused: "b", Remind: today}
	for _, tt := range []struct {
		outcome activity.Outcome
		want    activity.Sharing
	}{
		{activity.StillOpen, activity.Sharing{Remind: today}},
		{activity.Given, activity.Sharing{Sent: today}},
		{activity.GivenInPart, activity.Sharing{Sent: today, LeftOut: "a"}},
		{activity.Declined, activity.Sharing{Closed: today, Refused: "b"}},
		{activity.Dropped, activity.Sharing{Closed: today}},
	} {
		full.Outcome, tt.want.Outcome = tt.outcome, tt.outcome
		if diff := cmp.Diff(tt.want, activity.Part[activity.Sharing](activity.Content{Detail: full}.Tidy())); diff != "" {
			t.Errorf("%s: want - got +\n%s", tt.outcome, diff)
		}
	}
}

// The title is made of names, and fits its column whatever they are.
func TestTheTitleOfSharingSaysWhoAndWhatNeed(t *testing.T) {
	r, o := activity.Part[activity.Sharing](request()), activity.Part[activity.Sharing](offer())
	if got, want := r.Title(), "Northgate College asked Westmere NHS Trust: Who to call at night"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := o.Title(), "Westmere Police offered to Northgate College and Westmere NHS Trust: What is new in law"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	o.Takers = append(o.Takers, activity.Taker{Agency: 6})
	if got, want := o.Title(), "Westmere Police offered to 3 agencies: What is new in law"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	o.NeedTitle = strings.Repeat("é", 300)
	if got := []rune(o.Title()); len(got) != activity.MaxName {
		t.Errorf("got %d characters, want %d", len(got), activity.MaxName)
	}
}

// record is the content as somebody recorded it a week ago.
func record(c activity.Content) activity.Activity {
	return activity.Log(tom, c, now.AddDate(0, 0, -7))
}

func TestAStepIsCheckedAndTaken(t *testing.T) {
	type n = activity.Answer
	for _, tt := range []struct {
		name string
		of   func() activity.Content
		n    n
		want string
		then func(activity.Sharing) bool
	}{
		{"acknowledging", request, n{What: activity.Acknowledging, Day: on(2025, 11, 25)}, "", func(s activity.Sharing) bool { return s.Acknowledged.Equal(on(2025, 11, 25)) }},
		{"acknowledging on the day it was asked", request, n{What: activity.Acknowledging, Day: on(2025, 11, 24)}, "", func(s activity.Sharing) bool { return s.Outcome == activity.StillOpen }},
		{"acknowledging on no day", request, n{What: activity.Acknowledging}, "day: Enter the date", nil},
		{"acknowledging before it was asked", request, n{What: activity.Acknowledging, Day: on(2025, 11, 23)}, "day: Date must be on or after 24 November 2025, the day of the request", nil},
		{"acknowledging tomorrow", request, n{What: activity.Acknowledging, Day: today.AddDate(0, 0, 1)}, "day: Date must be today or in the past", nil},
		{"giving", request, n{What: activity.Giving, Day: today, Line: among, LineWords: "words"}, "", func(s activity.Sharing) bool {
			return s.Outcome == activity.Given && s.Sent.Equal(today) && s.Line == among && s.LeftOut == ""
		}},
		{"giving in an emergency", request, n{What: activity.Giving, Day: today, Emergency: "A flood"}, "", func(s activity.Sharing) bool {
			return s.Outcome == activity.Given && s.Line == uuid.Nil && s.Emergency == "A flood"
		}},
		{"giving on no ground", request, n{What: activity.Giving, Day: today}, "line: Select the line of a sharing agreement that covers this, or enter an emergency ground", nil},
		{"giving on a line that has ended", request, n{What: activity.Giving, Day: today, Line: fromTrust}, "line: ISA-04, line 1 was not in force on 1 December 2025", nil},
		{"giving on that line's last day", request, n{What: activity.Giving, Day: on(2025, 11, 28), Line: fromTrust}, "", func(s activity.Sharing) bool { return s.Line == fromTrust }},
		{"giving on a line that is none", request, n{What: activity.Giving, Day: today, Line: uuid.New()}, "line: Select a line of a sharing agreement from the list", nil},
		{"giving on two grounds", request, n{What: activity.Giving, Day: today, Line: among, Emergency: "A flood"}, "emergency: Select a line or enter an emergency ground, not both", nil},
		{"giving in part", request, n{What: activity.GivingPart, Day: today, Line: among, Why: "Names"}, "", func(s activity.Sharing) bool { return s.Outcome == activity.GivenInPart && s.LeftOut == "Names" }},
		{"giving in part without saying what is left out", request, n{What: activity.GivingPart, Day: today, Line: among}, "left_out: Enter what was left out", nil},
		{"refusing", request, n{What: activity.Refusing, Day: today, Why: "Not ours"}, "", func(s activity.Sharing) bool {
			return s.Outcome == activity.Declined && s.Closed.Equal(today) && s.Refused == "Not ours"
		}},
		{"refusing without a reason", request, n{What: activity.Refusing, Day: today}, "why: Enter why it is refused", nil},
		{"refusing at length", request, n{What: activity.Refusing, Day: today, Why: strings.Repeat("x", 1001)}, "why: Reason must be 1,000 characters or less", nil},
		{"dropping", request, n{What: activity.Dropping, Day: today, Why: "Found it"}, "", func(s activity.Sharing) bool { return s.Outcome == activity.Dropped && s.Closed.Equal(today) }},
		{"dropping without a reason", request, n{What: activity.Dropping, Day: today}, "why: Enter why it is not needed any more", nil},
		{"reminding", request, n{What: activity.Reminding, Day: today, Next: on(2025, 12, 8)}, "", func(s activity.Sharing) bool { return s.Remind.Equal(on(2025, 12, 8)) }},
		{"reminding never again", request, n{What: activity.Reminding, Day: today}, "next: Enter when to remind again", nil},
		{"reminding again today", request, n{What: activity.Reminding, Day: today, Next: today}, "next: Next reminder must be in the future", nil},
		{"reminding in years", request, n{What: activity.Reminding, Day: today, Next: on(2026, 12, 1)}, "next: Next reminder must be within a year", nil},
		{"moving the due date", request, n{What: activity.MovingDue, Next: on(2025, 12, 15), Why: "Leave"}, "", func(s activity.Sharing) bool { return s.Due.Equal(on(2025, 12, 15)) }},
		{"moving it to nowhere", request, n{What: activity.MovingDue}, "next: Enter the new due date\nwhy: Enter why the date is changing", nil},
		{"moving it to where it is", request, n{What: activity.MovingDue, Next: on(2025, 12, 8), Why: "Leave"}, "next: New due date must be different from the date now", nil},
		{"moving it into the past", request, n{What: activity.MovingDue, Next: on(2025, 11, 30), Why: "Leave"}, "next: New due date must be today or in the future", nil},
		{"moving it too far", request, n{What: activity.MovingDue, Next: on(2027, 11, 24), Why: "Leave"}, "next: New due date must be within 2 years of the request", nil},
		{"feedback", offer, n{What: activity.GivingWord, Day: today, Agency: 3, Why: "In time"}, "", func(s activity.Sharing) bool {
			return s.Takers[1].FeedbackOn.Equal(today) && s.Takers[1].Feedback == "In time" && s.Takers[0].FeedbackOn.IsZero()
		}},
		{"feedback without words", offer, n{What: activity.GivingWord, Day: today, Agency: 3}, "", func(s activity.Sharing) bool { return s.Takers[1].Feedback == "" }},
		{"feedback of one that got nothing", offer, n{What: activity.GivingWord, Day: today, Agency: 6}, "agency: Select the agency that gave feedback", nil},
		{"feedback before it was sent", offer, n{What: activity.GivingWord, Day: on(2025, 11, 25), Agency: 3}, "day: Date must be on or after 26 November 2025, when it was sent", nil},
		{"feedback at length", offer, n{What: activity.GivingWord, Day: today, Agency: 3, Why: strings.Repeat("x", 1001)}, "why: Feedback must be 1,000 characters or less", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := record(tt.of())
			err := tt.n.Take(priya, 1, terms, now).Apply(&a)
			var all []string
			for _, f := range fault.FieldsOf(err) {
				all = append(all, f.Name+": "+f.Say)
			}
			if got := strings.Join(all, "\n"); got != tt.want {
				t.Fatalf("got %q (%v), want %q", got, err, tt.want)
			}
			s := activity.Part[activity.Sharing](a.Content)
			if tt.want != "" {
				if a.Version != 1 || len(s.Steps) != 0 {
					t.Errorf("got version %d and steps %v, want nothing done", a.Version, s.Steps)
				}
				return
			}
			if !tt.then(s) {
				t.Errorf("got %+v", s)
			}
			if len(s.Steps) != 1 || s.Steps[0].What != tt.n.What || s.Steps[0].By != priya.ID || !s.Steps[0].At.Equal(now) || s.Steps[0].Day.IsZero() {
				t.Errorf("got steps %+v, want the one", s.Steps)
			}
			h := a.History[len(a.History)-1]
			if a.Version != 2 || h.What != activity.Answered || h.Number != 2 || a.UpdatedBy != priya.ID {
				t.Errorf("got version %d, %+v, want 2, answered", a.Version, h)
			}
			in := terms
			in.Terms.Was = &s
			if fields := fault.FieldsOf(a.Content.Check(in)); fields != nil {
				t.Errorf("what came of it: %v", fields)
			}
		})
	}
}

func TestAStepIsTakenOnceAndInItsTime(t *testing.T) {
	given := record(offer())
	open := record(request())
	seen := record(request())
	must(t, activity.Answer{What: activity.Acknowledging, Day: today}.Take(priya, 1, terms, now).Apply(&seen))
	withdrawn, hidden := record(request()), record(request())
	withdrawn.WithdrawnAt, hidden.ReportedAt = now, now
	all := []activity.StepWhat{activity.Acknowledging, activity.Giving, activity.GivingPart, activity.Refusing, activity.Dropping, activity.Reminding, activity.MovingDue, activity.GivingWord}
	for _, tt := range []struct {
		name string
		a    activity.Activity
		may  []activity.StepWhat
	}{
		{"open", open, all[:7]},
		{"acknowledged", seen, all[1:7]},
		{"given", given, all[7:]},
		{"withdrawn", withdrawn, nil},
		{"hidden", hidden, nil},
	} {
		for _, what := range all {
			err := what.Ready(tt.a)
			if want := slices.Contains(tt.may, what); (err == nil) != want {
				t.Errorf("%s, %s: got %v, want %t", tt.name, what, err, want)
			} else if !want && !errors.Is(err, fault.Conflict) {
				t.Errorf("%s, %s: got %v, want %v", tt.name, what, err, fault.Conflict)
			}
		}
	}
	if err := activity.Giving.Ready(record(meeting())); !errors.Is(err, fault.NotFound) {
		t.Errorf("of a meeting: got %v, want %v", err, fault.NotFound)
	}
	err := activity.Answer{What: activity.Giving, Day: today, Line: among}.Take(priya, 1, terms, now).Apply(&seen)
	if !errors.Is(err, fault.Conflict) {
		t.Errorf("with the version before: got %v, want %v", err, fault.Conflict)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Of a request the giver answers and those who receive wait; of an offer it is
// the other way round, but for the giving.
func TestEachSideHasItsSteps(t *testing.T) {
	r, o := record(request()), record(offer())
	at := func(agency int) access.Actor { return access.Actor{Partnership: 1, Agency: agency} }
	for _, tt := range []struct {
		what        activity.StepWhat
		ask, answer []int // agencies that may, of the request and of the offer
	}{
		{activity.Acknowledging, []int{3}, []int{5, 3}},
		{activity.Giving, []int{3}, []int{1}},
		{activity.GivingPart, []int{3}, []int{1}},
		{activity.Refusing, []int{3}, []int{5, 3}},
		{activity.Dropping, []int{5}, []int{1}},
		{activity.Reminding, []int{5}, []int{1}},
		{activity.MovingDue, []int{3, 5}, []int{5, 3, 1}},
		{activity.GivingWord, []int{5}, []int{5, 3}},
	} {
		for _, side := range []struct {
			of  activity.Activity
			may []int
		}{{r, tt.ask}, {o, tt.answer}} {
			for _, agency := range []int{1, 3, 5, 6} {
				got := tt.what.Scope(side.of, at(agency)).Agency
				if want := slices.Contains(side.may, agency); (got == agency) != want {
					t.Errorf("%s of agency %d: got the scope of %d, want its own %t", tt.what, agency, got, want)
				}
			}
		}
	}
	if got := (activity.Answer{What: activity.GivingWord, Agency: 3}).Scope(o, at(5)).Agency; got != 3 {
		t.Errorf("speaking for another: got the scope of %d, want 3", got)
	}
}

func TestTheFactsOfSharing(t *testing.T) {
	kinds := func(a activity.Activity) []fact.Fact {
		var all []fact.Fact
		for _, f := range a.Facts() {
			f.Source = uuid.Nil
			all = append(all, f)
		}
		return all
	}
	recorded := func(part int, day time.Time, by access.Actor) fact.Fact {
		return fact.Fact{Part: part, Kind: fact.Recorded, Day: day, By: by.ID}
	}
	a := record(request())
	asked := fact.Fact{
		Part: 10, Kind: fact.ShareAsked, Day: on(2025, 11, 24), Agency: 3, Other: 5, Person: colleges, Number: 1,
		Flags: []fact.Flag{fact.ShareRequested, fact.NamesNeed, fact.NamesPurpose, fact.OnAgreement, fact.ShareOpen},
	}
	if diff := cmp.Diff([]fact.Fact{recorded(1, on(2025, 11, 24), tom), asked}, kinds(a)); diff != "" {
		t.Errorf("open: want - got +\n%s", diff)
	}
	must(t, activity.Answer{What: activity.GivingPart, Day: on(2025, 11, 28), Emergency: "A flood", Why: "Names"}.Take(priya, 1, terms, now).Apply(&a))
	asked.Until, asked.Flags = on(2025, 11, 28), []fact.Flag{fact.ShareRequested, fact.NamesNeed, fact.NamesPurpose, fact.OnEmergency, fact.ShareInPart}
	shared := fact.Fact{Part: 11, Kind: fact.Shared, Day: on(2025, 11, 28), Agency: 3, Other: 5, Number: 1, Flags: asked.Flags}
	if diff := cmp.Diff([]fact.Fact{recorded(1, on(2025, 11, 24), tom), asked, shared, recorded(1_000_000, today, priya)}, kinds(a)); diff != "" {
		t.Errorf("given in part: want - got +\n%s", diff)
	}
	must(t, activity.Answer{What: activity.GivingWord, Day: today, Agency: 5, Why: "In time"}.Take(tom, 2, terms, now).Apply(&a))
	said := fact.Fact{Part: 12, Kind: fact.ShareFeedback, Day: on(2025, 11, 28), Until: today, Agency: 3, Other: 5}
	if diff := cmp.Diff([]fact.Fact{recorded(1, on(2025, 11, 24), tom), asked, shared, said, recorded(1_000_000, today, priya), recorded(1_000_001, today, tom)}, kinds(a)); diff != "" {
		t.Errorf("with feedback: want - got +\n%s", diff)
	}
	b := kinds(record(offer()))
	if len(b) != 5 || b[1].Other != 3 || b[3].Other != 5 || b[2].Kind != fact.Shared || b[2].Person != among || b[2].Number != 2 || !b[2].Has(fact.ForEverybody) || !b[2].Has(fact.ShareOffered) {
		t.Errorf("got %+v, want two recipients in the order of their numbers", b)
	}
	refused := record(request())
	must(t, activity.Answer{What: activity.Refusing, Day: today, Why: "Not ours"}.Take(priya, 1, terms, now).Apply(&refused))
	if f := kinds(refused); len(f) != 3 || !f[1].Until.Equal(today) || !f[1].Has(fact.ShareRefused) {
		t.Errorf("refused: got %+v, want it ended today and nothing shared", f)
	}
	must(t, activity.Withdraw(priya, "Recorded twice", now).Apply(&refused))
	if f := refused.Facts(); f != nil {
		t.Errorf("withdrawn: got %+v, want none", f)
	}
}

// What the versions of a record say is enough to make its facts again.
func TestTheFactsOfSharingCanBeMadeAgain(t *testing.T) {
	a := record(request())
	var l fact.Ledger
	l = l.Set(a.CreatedAt, a.Facts())
	for i, n := range []activity.Answer{
		{What: activity.Acknowledging, Day: on(2025, 11, 25)},
		{What: activity.Giving, Day: on(2025, 11, 28), Line: among},
		{What: activity.GivingWord, Day: today, Agency: 5},
	} {
		at := now.Add(time.Duration(i) * time.Hour)
		must(t, n.Take(priya, i+1, terms, at).Apply(&a))
		l = l.Set(at, a.Facts())
	}
	if diff := cmp.Diff(l, a.Replay(a.History)); diff != "" {
		t.Errorf("want - got +\n%s", diff)
	}
}
