package partnership_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/fact"
	"liaison/internal/fault"
	"liaison/internal/partnership"
)

// taking are the police, as agency 1, and the council, as 2.
var taking = []partnership.Partner{
	{Agency: partnership.Agency{ID: 1, Name: "Westmere Police", Kind: "police"}},
	{Agency: partnership.Agency{ID: 2, Name: "Westmere Council", Kind: "council"}},
}

func leader() partnership.Leader {
	return partnership.Leader{
		ID: uuid.New(), Post: partnership.PoliceLead, Person: partnership.Person{Name: "Helen Marsh"}, Agency: partnership.Agency{ID: 1},
		Title: "Superintendent", From: date(2025, 5, 1), Reason: "Named by the force", By: priya,
	}
}

func TestLeaderCheck(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*partnership.Leader)
		want   string
	}{
		{"a good one", func(*partnership.Leader) {}, ""},
		{"one day long", func(l *partnership.Leader) { l.To = l.From }, ""},
		{"a sponsor of the council", func(l *partnership.Leader) { l.Post, l.Agency.ID = partnership.SeniorSponsor, 2 }, ""},
		{"without a title", func(l *partnership.Leader) { l.Title = "" }, ""},
		{"no post", func(l *partnership.Leader) { l.Post = "" }, "post: Select which post this is"},
		{"a post that is none", func(l *partnership.Leader) { l.Post = "king" }, "post: Select which post this is"},
		{"no agency", func(l *partnership.Leader) { l.Agency.ID = 0 }, "agency: Select the person’s agency"},
		{"an agency that has left", func(l *partnership.Leader) { l.Agency.ID = 9 }, "agency: Select an agency from the list"},
		{"a police lead of the council", func(l *partnership.Leader) { l.Agency.ID = 2 }, "agency: Police lead must be from a police agency"},
		{"nobody", func(l *partnership.Leader) { l.Person.Name = "" }, "person: Enter the name of the person"},
		{"too long a name", func(l *partnership.Leader) { l.Person.Name = strings.Repeat("é", 121) }, "person: Name must be 120 characters or less"},
		{"too long a title", func(l *partnership.Leader) { l.Title = strings.Repeat("x", 121) }, "title: Rank or title must be 120 characters or less"},
		{"a title on two lines", func(l *partnership.Leader) { l.Title = "a\nb" }, "title: Enter the rank or title on one line"},
		{"no first day", func(l *partnership.Leader) { l.From = time.Time{} }, "from: Enter the first day"},
		{"a century ago", func(l *partnership.Leader) { l.From = date(1925, 5, 1) }, "from: First day must be between 2000 and 2100"},
		{"ends before it begins", func(l *partnership.Leader) { l.To = date(2025, 4, 30) }, "to: Last day must be on or after the first day"},
		{"ends in another century", func(l *partnership.Leader) { l.To = date(2150, 1, 1) }, "to: Last day must be between 2000 and 2100"},
		{"no reason", func(l *partnership.Leader) { l.Reason = " " }, "reason: Enter why this is recorded"},
		{"too long a reason", func(l *partnership.Leader) { l.Reason = strings.Repeat("x", 1001) }, "reason: Reason must be 1,000 characters or less"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := leader()
			tt.change(&l)
			if got := fields(l.Check(taking)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestOnePersonHoldsAPostAtATime(t *testing.T) {
	before := leader()
	before.To = date(2025, 9, 30)
	now := leader()
	now.From = date(2025, 12, 1)
	for _, tt := range []struct {
		name     string
		post     partnership.LeaderPost
		from, to time.Time
		want     string
	}{
		{"between the two", partnership.PoliceLead, date(2025, 10, 1), date(2025, 11, 30), ""},
		{"in the other post", partnership.SeniorSponsor, date(2025, 5, 1), time.Time{}, ""},
		{"on the last day of the first", partnership.PoliceLead, date(2025, 9, 30), date(2025, 10, 1), "from: This must not overlap the time of Helen Marsh, which ends on 30 September 2025"},
		{"without an end", partnership.PoliceLead, date(2025, 10, 1), time.Time{}, "from: End the time of Helen Marsh as police lead first, since only one person holds the post at a time"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			all := partnership.Leadership{Partnership: 1, Leaders: []partnership.Leader{now, before}}
			l := leader()
			l.Post, l.From, l.To = tt.post, tt.from, tt.to
			ch := partnership.Lead(l, taking)
			if got := fields(ch.Apply(&all)); got != tt.want || ch.Do != access.KeepLeader {
				t.Errorf("got %q by %s, want %q", got, ch.Do, tt.want)
			}
			if want := map[bool]int{true: 3, false: 2}[tt.want == ""]; len(all.Leaders) != want {
				t.Errorf("got %d, want %d", len(all.Leaders), want)
			}
		})
	}
}

func TestEndLead(t *testing.T) {
	for _, tt := range []struct {
		name string
		is   func(*partnership.Leader)
		end  partnership.Ending
		want error
		say  string
	}{
		{"with a reason", func(*partnership.Leader) {}, partnership.Ending{Last: today, Reason: "Retired", By: alan}, nil, ""},
		{"sooner than it was to", func(l *partnership.Leader) { l.To = date(2026, 1, 1) }, partnership.Ending{Last: today, Reason: "Retired", By: alan}, nil, ""},
		{"no day and no reason", func(*partnership.Leader) {}, partnership.Ending{By: alan}, fault.Invalid, "last: Enter the last day; why: Enter why it ends"},
		{"before it began", func(*partnership.Leader) {}, partnership.Ending{Last: date(2025, 4, 30), Reason: "x", By: alan}, fault.Invalid, "last: Last day must be on or after the first day, 1 May 2025"},
		{"later than it ends already", func(l *partnership.Leader) { l.To = today }, partnership.Ending{Last: date(2025, 12, 2), Reason: "x", By: alan}, fault.Invalid, "last: Last day must be on or before 1 December 2025, when it ends already"},
		{"ended before", func(l *partnership.Leader) { l.EndedBy = alan }, partnership.Ending{Last: today, Reason: "x", By: alan}, fault.Conflict, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := leader()
			tt.is(&l)
			all := partnership.Leadership{Leaders: []partnership.Leader{l}}
			err := partnership.EndLead(l.ID, tt.end).Apply(&all)
			if !errors.Is(err, tt.want) || fields(err) != tt.say {
				t.Fatalf("got %v, %q, want %v, %q", err, fields(err), tt.want, tt.say)
			}
			if got := all.Leaders[0]; tt.want == nil && (!got.To.Equal(today) || got.EndedBy != alan || got.EndReason != "Retired") {
				t.Errorf("got %+v, want it ended", got)
			}
		})
	}
	if err := partnership.EndLead(uuid.New(), partnership.Ending{}).Apply(&partnership.Leadership{}); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v for one that is not there, want not found", err)
	}
}

func TestWhoLeadsOnADay(t *testing.T) {
	l := leader()
	l.To = date(2025, 5, 31)
	all := partnership.Leadership{Partnership: 3, Leaders: []partnership.Leader{l}}
	for day, want := range map[time.Time]bool{date(2025, 4, 30): false, date(2025, 5, 1): true, date(2025, 5, 31): true, date(2025, 6, 1): false} {
		if _, got := all.On(partnership.PoliceLead, day); got != want {
			t.Errorf("%s: got %t, want %t", day, got, want)
		}
		if _, got := all.On(partnership.SeniorSponsor, day); got {
			t.Errorf("%s: got a sponsor, want none", day)
		}
	}
}

func escalation() partnership.Escalation {
	return partnership.Escalation{ID: uuid.New(), Post: partnership.SeniorSponsor, What: "Who pays for the room?", Raised: date(2025, 11, 3), RaisedBy: tom, Version: 1}
}

func TestEscalationCheck(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*partnership.Escalation)
		want   string
	}{
		{"a good one", func(*partnership.Escalation) {}, ""},
		{"raised today", func(e *partnership.Escalation) { e.Raised = today }, ""},
		{"to nobody", func(e *partnership.Escalation) { e.Post = "" }, "post: Select who has to decide"},
		{"about nothing", func(e *partnership.Escalation) { e.What = "\n" }, "what: Enter what needs a decision"},
		{"about too much", func(e *partnership.Escalation) { e.What = strings.Repeat("x", 1001) }, "what: What needs a decision must be 1,000 characters or less"},
		{"on no day", func(e *partnership.Escalation) { e.Raised = time.Time{} }, "raised: Enter the day it was raised"},
		{"tomorrow", func(e *partnership.Escalation) { e.Raised = date(2025, 12, 2) }, "raised: Day it was raised must be today or in the past"},
		{"long ago", func(e *partnership.Escalation) { e.Raised = date(1999, 12, 31) }, "raised: Day it was raised must be between 2000 and 2100"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e := escalation()
			tt.change(&e)
			if got := fields(e.Check(today)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestAnEscalationIsAnsweredOnce(t *testing.T) {
	for _, tt := range []struct {
		name  string
		reply partnership.Reply
		want  string
	}{
		{"on a later day", partnership.Reply{Day: date(2025, 11, 20), Text: "The council", By: alan}, ""},
		{"on the same day", partnership.Reply{Day: date(2025, 11, 3), Text: "The council", By: alan}, ""},
		{"before it was raised", partnership.Reply{Day: date(2025, 11, 2), Text: "The council"}, "answered: Day it was answered must be on or after the day it was raised, 3 November 2025"},
		{"tomorrow", partnership.Reply{Day: date(2025, 12, 2), Text: "The council"}, "answered: Day it was answered must be today or in the past"},
		{"with nothing", partnership.Reply{}, "answered: Enter the day it was answered; answer: Enter what the answer is"},
		{"with too much", partnership.Reply{Day: today, Text: strings.Repeat("x", 2001)}, "answer: Answer must be 2,000 characters or less"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e := escalation()
			ch := partnership.AnswerEscalation(tt.reply, today)
			if got := fields(ch.Apply(&e)); got != tt.want || ch.Do != access.AnswerEscalation {
				t.Fatalf("got %q by %s, want %q", got, ch.Do, tt.want)
			}
			if e.Open() != (tt.want != "") {
				t.Errorf("got open %t", e.Open())
			}
			if tt.want != "" {
				return
			}
			if err := ch.Apply(&e); !errors.Is(err, fault.Conflict) {
				t.Errorf("got %v answering again, want conflict", err)
			}
		})
	}
}

func TestHowLongAnEscalationWaits(t *testing.T) {
	off := calendar.Holidays{date(2025, 12, 25): true, date(2025, 12, 26): true}
	e := escalation()
	e.Raised = date(2025, 12, 24)
	for day, want := range map[time.Time]int{date(2025, 12, 24): 0, date(2025, 12, 28): 0, date(2025, 12, 29): 1, date(2026, 1, 2): 5} {
		if got := e.Days(off, day); got != want {
			t.Errorf("%s: got %d, want %d", day.Format(time.DateOnly), got, want)
		}
	}
	e.Answered = date(2025, 12, 30)
	if got := e.Days(off, date(2026, 6, 1)); got != 2 {
		t.Errorf("got %d after the answer, want 2 whatever the day", got)
	}
}

func TestFactsOfLeadership(t *testing.T) {
	l := leader()
	l.Person.ID, l.To = tom, today
	want := []fact.Fact{{Source: l.ID, Kind: fact.Leader, Day: l.From, Until: today, Agency: 1, Person: tom, Flags: []fact.Flag{fact.PoliceLead}}}
	if got := l.Facts(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	e := escalation()
	want = []fact.Fact{{Source: e.ID, Kind: fact.Escalation, Day: e.Raised, Flags: []fact.Flag{fact.SeniorSponsor}}}
	if got := e.Facts(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	e.Answered = today
	want[0].Until = today
	if got := e.Facts(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
