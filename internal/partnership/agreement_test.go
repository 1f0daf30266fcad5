package partnership_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fact"
	"liaison/internal/fault"
	"liaison/internal/partnership"
)

const (
	policeID  = 1
	councilID = 2
	healthID  = 3
)

// isa is an agreement of three parties, in force from 1 January 2025, with a
// line from the police to the council and one from any party to any other.
func isa() partnership.Agreement {
	return partnership.Agreement{
		ID: alan, Number: "ISA-04", Name: "Referrals", Purpose: "To refer people", Basis: "Public task", From: date(2025, 1, 1), Review: date(2025, 12, 31), By: priya, Version: 1,
		Parties: []partnership.Party{{Agency: councilID, Name: "Council", Signed: date(2024, 12, 20)}, {Agency: healthID, Name: "Health"}, {Agency: policeID, Name: "Police", Signed: date(2024, 12, 21)}},
		Lines: []partnership.Line{
			{ID: priya, Position: 1, Purpose: "Referral", Items: "Concern", Giver: policeID, GiverName: "Police", Taker: councilID, TakerName: "Council", From: date(2025, 1, 1)},
			{ID: tom, Position: 2, Purpose: "Planning", Items: "Dates", From: date(2025, 2, 1), To: date(2025, 6, 30)},
		},
	}.Tidy()
}

func TestAgreementCheck(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*partnership.Agreement)
		want   string
	}{
		{"a good one", func(*partnership.Agreement) {}, ""},
		{"that starts next year", func(a *partnership.Agreement) { a.From, a.Review = date(2026, 5, 1), date(2027, 5, 1) }, ""},
		{"for one day, reviewed on it", func(a *partnership.Agreement) { a.Review, a.To = a.From, a.From }, ""},
		{"without words", func(a *partnership.Agreement) { a.Number, a.Name, a.Purpose, a.Basis = "", " ", "", "" }, "number: Enter the number of the agreement, like ISA-04; " +
			"name: Enter the name of the agreement; purpose: Enter what the agreement is for; basis: Enter the lawful basis"},
		{"too long", func(a *partnership.Agreement) {
			a.Number, a.Name, a.Purpose, a.Basis = strings.Repeat("x", 41), strings.Repeat("x", 201), strings.Repeat("x", 2001), strings.Repeat("x", 1001)
			a.Retention, a.DPIA, a.Contact = strings.Repeat("x", 1001), strings.Repeat("x", 201), strings.Repeat("x", 201)
		}, "number: Number must be 40 characters or less; name: Name must be 200 characters or less; purpose: Purpose must be 2,000 characters or less; " +
			"basis: Lawful basis must be 1,000 characters or less; retention: How long information is kept must be 1,000 characters or less; " +
			"dpia: Reference of the impact assessment must be 200 characters or less; contact: Contact must be 200 characters or less"},
		{"without days", func(a *partnership.Agreement) { a.From, a.Review = time.Time{}, time.Time{} }, "from: Enter the day from which it is in force; review: Enter the day of the next review"},
		{"ends before it starts", func(a *partnership.Agreement) { a.To = date(2024, 12, 31) }, "to: Last day must be on or after the first day, 1 January 2025"},
		{"is reviewed before it starts", func(a *partnership.Agreement) { a.Review = date(2024, 12, 31) }, "review: Next review must be on or after the first day, 1 January 2025"},
		{"between one", func(a *partnership.Agreement) { a.Parties = a.Parties[:1] }, "party: Select at least two parties"},
		{"a party twice", func(a *partnership.Agreement) { a.Parties[1] = a.Parties[0] }, "party: Select each party once"},
		{"an unknown party", func(a *partnership.Agreement) { a.Parties[1].Agency = 0 }, "party: Select the parties from the list"},
		{"signed tomorrow", func(a *partnership.Agreement) { a.Parties[1].Signed = today.AddDate(0, 0, 1) }, "signed-3: Day that Health signed must be today or in the past"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := isa()
			tt.change(&a)
			if got := fields(a.Check(today)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestHowAnAgreementStands(t *testing.T) {
	for _, tt := range []struct {
		name string
		day  time.Time
		to   time.Time
		why  string
		want partnership.Standing
	}{
		{"the day before", date(2024, 12, 31), time.Time{}, "", partnership.NotYet},
		{"the first day", date(2025, 1, 1), time.Time{}, "", partnership.InForce},
		{"the day of its review", date(2025, 12, 31), time.Time{}, "", partnership.InForce},
		{"the day after", date(2026, 1, 1), time.Time{}, "", partnership.ReviewOverdue},
		{"the last day, long overdue", date(2026, 6, 30), date(2026, 6, 30), "", partnership.ReviewOverdue},
		{"the last day that somebody gave it", date(2026, 6, 30), date(2026, 6, 30), "Replaced", partnership.InForce},
		{"the day after that", date(2026, 7, 1), date(2026, 6, 30), "Replaced", partnership.Over},
		{"before it begins, ended", date(2024, 6, 1), date(2025, 1, 1), "Replaced", partnership.NotYet},
	} {
		a := isa()
		a.To, a.ClosedWhy = tt.to, tt.why
		if got := a.Stands(tt.day); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestWhatALineCovers(t *testing.T) {
	a := isa()
	a.To = date(2025, 5, 31) // before the second line would have ended
	a = a.Tidy()
	one, open := a.Lines[0], a.Lines[1]
	in := date(2025, 3, 1)
	for _, tt := range []struct {
		name string
		line partnership.Line
		from int
		to   []int
		day  time.Time
		want bool
	}{
		{"the two it names", one, policeID, []int{councilID}, in, true},
		{"the other way", one, councilID, []int{policeID}, in, false},
		{"one more", one, policeID, []int{councilID, healthID}, in, false},
		{"nobody", one, policeID, nil, in, false},
		{"on the first day", one, policeID, []int{councilID}, date(2025, 1, 1), true},
		{"before it", one, policeID, []int{councilID}, date(2024, 12, 31), false},
		{"on the agreement's last day", one, policeID, []int{councilID}, date(2025, 5, 31), true},
		{"after it", one, policeID, []int{councilID}, date(2025, 6, 1), false},
		{"any to any", open, healthID, []int{policeID, councilID}, in, true},
		{"any, one of whom is no party", open, healthID, []int{policeID, 4}, in, false},
		{"from one who is no party", open, 4, []int{policeID}, in, false},
		{"to oneself", open, healthID, []int{healthID}, in, false},
		{"before the line began", open, healthID, []int{policeID}, date(2025, 1, 31), false},
		{"within the line, after the agreement ended", open, healthID, []int{policeID}, date(2025, 6, 15), false},
		{"an agency without a number", open, 0, []int{policeID}, in, false},
	} {
		if got := tt.line.Covers(tt.from, tt.to, tt.day); got != tt.want {
			t.Errorf("%s: got %t, want %t", tt.name, got, tt.want)
		}
	}
	if got, want := one.Words(), "ISA-04, line 1: Referral (Concern), from Police to Council"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := open.Words(), "ISA-04, line 2: Planning (Dates), from any party to any party"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestLineCheck(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*partnership.Line)
		want   string
	}{
		{"a good one", func(*partnership.Line) {}, ""},
		{"on all of the agreement's days", func(l *partnership.Line) { l.From, l.To = date(2025, 1, 1), date(2026, 12, 31) }, ""},
		{"from any to any", func(l *partnership.Line) { l.Giver, l.Taker = 0, 0 }, ""},
		{"without words", func(l *partnership.Line) { l.Purpose, l.Items = "", "" }, "purpose: Enter what it is shared for; items: Enter which information may be shared"},
		{"from an agency to itself", func(l *partnership.Line) { l.Taker = policeID }, "taker: The agency that receives must be another than the one that gives"},
		{"between others", func(l *partnership.Line) { l.Giver, l.Taker = 8, 9 }, "giver: Select who gives from the list; taker: Select who receives from the list"},
		{"before the agreement", func(l *partnership.Line) { l.From = date(2024, 12, 31) }, "from: First day must be on or after the first day of the agreement, 1 January 2025"},
		{"after the agreement", func(l *partnership.Line) { l.From = date(2027, 1, 1) }, "from: First day must be on or before the last day of the agreement, 31 December 2026"},
		{"longer than the agreement", func(l *partnership.Line) { l.To = date(2027, 1, 1) }, "to: Last day must be on or before the last day of the agreement, 31 December 2026"},
		{"ends before it starts", func(l *partnership.Line) { l.To = date(2025, 5, 31) }, "to: Last day must be on or after the first day"},
		{"without a day", func(l *partnership.Line) { l.From = time.Time{} }, "from: Enter the first day of the line"},
		{"too long", func(l *partnership.Line) { l.Purpose, l.Items = strings.Repeat("x", 501), strings.Repeat("x", 501) }, "purpose: Purpose must be 500 characters or less; items: Information must be 500 characters or less"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := isa()
			a.To = date(2026, 12, 31)
			l := partnership.Line{ID: uuid.New(), Purpose: "Referral", Items: "Concern", Giver: policeID, Taker: healthID, From: date(2025, 6, 1)}
			tt.change(&l)
			if got := fields(l.Check(a)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestWhatMayBeDoneToAnAgreement(t *testing.T) {
	ended, over := isa(), isa()
	ended.To, ended.ClosedWhy = date(2026, 3, 31), "Replaced"
	over.To = date(2025, 11, 30)
	bounded := isa()
	bounded.To = date(2026, 6, 30)
	reworded := isa()
	reworded.Basis, reworded.Contact = "Legal obligation", "Information officer"
	why := "Agreed by the board"
	line := partnership.Line{ID: alan, Purpose: "Aftercare", Items: "Plans", Giver: healthID, GiverName: "Health", From: date(2025, 6, 1)}
	for _, tt := range []struct {
		name string
		is   partnership.Agreement
		deed partnership.Deed[partnership.Agreement]
		want error
		say  string
		said []string
	}{
		{"change what it says", isa(), partnership.RewordAgreement(1, reworded, why), nil, "", []string{"Lawful basis changed. It was: Public task", "Contact added"}},
		{"change nothing", isa(), partnership.RewordAgreement(1, isa(), why), fault.Invalid, "name: Change something, or cancel", nil},
		{"change it without a reason", isa(), partnership.RewordAgreement(1, reworded, ""), fault.Invalid, "why: Enter why this changes", nil},
		{"change an old version", isa(), partnership.RewordAgreement(3, reworded, why), fault.Conflict, "", nil},
		{
			"review it", isa(), partnership.ReviewAgreement(1, partnership.Review{Next: date(2026, 12, 31), Why: why}, today), nil, "",
			[]string{"Reviewed. The next review is on 31 December 2026"},
		},
		{
			"review it and let it end", isa(), partnership.ReviewAgreement(1, partnership.Review{Next: date(2026, 12, 31), To: date(2027, 1, 31), Why: why}, today), nil, "",
			[]string{"Reviewed. The next review is on 31 December 2026. The last day is now 31 January 2027"},
		},
		{
			"review it and let it run on", bounded, partnership.ReviewAgreement(1, partnership.Review{Next: date(2026, 12, 31), Why: why}, today), nil, "",
			[]string{"Reviewed. The next review is on 31 December 2026. No last day is set any more"},
		},
		{
			"review it for yesterday", isa(), partnership.ReviewAgreement(1, partnership.Review{Next: today, To: date(2025, 11, 30)}, today), fault.Invalid,
			"review: Next review must be in the future; to: Last day must be today or in the future; why: Enter what was decided", nil,
		},
		{"review an old version", isa(), partnership.ReviewAgreement(3, partnership.Review{Next: date(2026, 12, 31), Why: why}, today), fault.Conflict, "", nil},
		{"review one that is over", over, partnership.ReviewAgreement(1, partnership.Review{Next: date(2026, 12, 31), Why: why}, today), fault.Conflict, "", nil},
		{"end it next year", isa(), partnership.EndAgreement(partnership.Closing{Last: date(2026, 3, 31), Why: why}), nil, "", []string{"Ended. Its last day is 31 March 2026"}},
		{
			"end it before it starts", isa(), partnership.EndAgreement(partnership.Closing{Last: date(2024, 12, 31)}), fault.Invalid,
			"last: Last day must be on or after the first day, 1 January 2025; why: Enter why the agreement ends", nil,
		},
		{
			"end it later than it ends", over, partnership.EndAgreement(partnership.Closing{Last: today, Why: why}), fault.Invalid,
			"last: Last day must be on or before 30 November 2025, when the agreement ends already", nil,
		},
		{"add a party", isa(), partnership.AddParty(partnership.Party{Agency: 4, Name: "Probation", Signed: today}, today), nil, "", []string{"Party added: Probation, which signed on 1 December 2025"}},
		{"add a party twice", isa(), partnership.AddParty(partnership.Party{Agency: policeID, Name: "Police"}, today), fault.Invalid, "agency: This agency is a party already", nil},
		{"record that one signed", isa(), partnership.SignParty(healthID, today, today), nil, "", []string{"Health signed on 1 December 2025"}},
		{"sign twice", isa(), partnership.SignParty(policeID, today, today), fault.Conflict, "", nil},
		{"sign tomorrow", isa(), partnership.SignParty(healthID, today.AddDate(0, 0, 1), today), fault.Invalid, "signed: Day it signed must be today or in the past", nil},
		{"sign for nobody", isa(), partnership.SignParty(9, today, today), fault.NotFound, "", nil},
		{"add a line", isa(), partnership.AddLine(line), nil, "", []string{"Line added: Aftercare, from Health to any party"}},
		{"add half a line", isa(), partnership.AddLine(partnership.Line{Giver: healthID, From: today}), fault.Invalid, "purpose: Enter what it is shared for; items: Enter which information may be shared", nil},
		{"end a line", isa(), partnership.EndLine(priya, partnership.Closing{Last: today, Why: why}), nil, "", []string{"Line ended: Referral. Its last day is 1 December 2025"}},
		{
			"end a line on the day it ends", isa(), partnership.EndLine(tom, partnership.Closing{Last: date(2025, 6, 30), Why: why}), fault.Invalid,
			"last: Last day must be before 30 June 2025, when the line ends already", nil,
		},
		{
			"end a line when its agreement ends", bounded, partnership.EndLine(priya, partnership.Closing{Last: date(2026, 6, 30), Why: why}), fault.Invalid,
			"last: Last day must be before 30 June 2026, when the line ends already", nil,
		},
		{
			"end a line before it starts", isa(), partnership.EndLine(tom, partnership.Closing{Last: date(2025, 1, 31)}), fault.Invalid,
			"last: Last day must be on or after the first day, 1 February 2025; why: Enter why the line ends", nil,
		},
		{"end an unknown line", isa(), partnership.EndLine(alan, partnership.Closing{Last: today, Why: why}), fault.NotFound, "", nil},
		{"change an ended one", ended, partnership.RewordAgreement(1, reworded, why), fault.Conflict, "", nil},
		{"review an ended one", ended, partnership.ReviewAgreement(1, partnership.Review{Next: date(2026, 12, 31), Why: why}, today), fault.Conflict, "", nil},
		{"end an ended one", ended, partnership.EndAgreement(partnership.Closing{Last: today, Why: why}), fault.Conflict, "", nil},
		{"add a party to an ended one", ended, partnership.AddParty(partnership.Party{Agency: 4}, today), fault.Conflict, "", nil},
		{"sign an ended one", ended, partnership.SignParty(healthID, today, today), fault.Conflict, "", nil},
		{"add a line to an ended one", ended, partnership.AddLine(line), fault.Conflict, "", nil},
		{"end a line of an ended one", ended, partnership.EndLine(priya, partnership.Closing{Last: today, Why: why}), fault.Conflict, "", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			was, is := tt.is, tt.is
			err := tt.deed.Apply(&is)
			if !errors.Is(err, tt.want) || fields(err) != tt.say {
				t.Fatalf("got %v %q, want %v %q", err, fields(err), tt.want, tt.say)
			}
			if tt.deed.Do != access.KeepAgreement {
				t.Errorf("got %s, want it to take agreement.keep", tt.deed.Do)
			}
			if err != nil {
				if !reflect.DeepEqual(is, was) {
					t.Errorf("got %+v, want it left as it was", is)
				}
				return
			}
			if got := tt.deed.Said(was, is); !reflect.DeepEqual(got, tt.said) {
				t.Errorf("got %q, want %q", got, tt.said)
			}
			if reflect.DeepEqual(is, was) {
				t.Error("got nothing changed")
			}
		})
	}
}

func TestLinesAreNumberedInTheOrderTheyCome(t *testing.T) {
	a := isa()
	for range 2 {
		l := partnership.Line{ID: uuid.New(), Purpose: "Aftercare", Items: "Plans", From: today}
		if err := partnership.AddLine(l).Apply(&a); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(a.Lines); n != 4 || a.Lines[2].Position != 3 || a.Lines[3].Position != 4 || a.Lines[3].Agreement != a.ID {
		t.Errorf("got %+v, want lines 3 and 4", a.Lines)
	}
}

func TestFactsOfAgreements(t *testing.T) {
	a := isa()
	want := []fact.Fact{
		{Source: a.ID, Kind: fact.Agreement, Day: a.From, Number: 3},
		{Source: a.ID, Part: 1, Kind: fact.AgreementReview, Day: a.Review},
		{Source: a.ID, Part: 12, Kind: fact.AgreementParty, Day: a.From, Agency: policeID, Flags: []fact.Flag{fact.Signed}},
		{Source: a.ID, Part: 13, Kind: fact.AgreementLine, Day: date(2025, 1, 1), Agency: policeID, Other: councilID, Person: priya},
		{Source: a.ID, Part: 14, Kind: fact.AgreementParty, Day: a.From, Agency: councilID, Flags: []fact.Flag{fact.Signed}},
		{Source: a.ID, Part: 15, Kind: fact.AgreementLine, Day: date(2025, 2, 1), Until: date(2025, 6, 30), Person: tom},
		{Source: a.ID, Part: 16, Kind: fact.AgreementParty, Day: a.From, Agency: healthID},
	}
	if got := a.Facts(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if err := partnership.EndAgreement(partnership.Closing{Last: date(2025, 1, 31), Why: "x"}).Apply(&a); err != nil {
		t.Fatal(err)
	}
	got := a.Facts()
	if len(got) != 5 {
		t.Fatalf("got %+v, want no review of what ended, and no line that never began", got)
	}
	for _, f := range got {
		if !f.Until.Equal(date(2025, 1, 31)) {
			t.Errorf("got %+v, want it to end with the agreement", f)
		}
	}
}
