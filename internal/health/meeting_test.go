package health_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/fact"
	"liaison/internal/health"
)

// line is how an agency took part in a meeting of its own.
func (r *records) line(agency int, day time.Time, who uuid.UUID, flags ...fact.Flag) fact.Fact {
	return fact.Fact{Source: r.next(), Part: agency, Kind: fact.Attendance, Day: day, Agency: agency, Person: who, Flags: flags}
}

// meeting is one that was held, with how agencies took part, from agency 1 on.
func (r *records) meeting(day time.Time, how ...[]fact.Flag) []fact.Fact {
	source := r.next()
	facts := []fact.Fact{{Source: source, Kind: fact.Meeting, Day: day}}
	for i, flags := range how {
		if flags != nil {
			facts = append(facts, fact.Fact{Source: source, Part: 10 + i, Kind: fact.Attendance, Day: day, Agency: i + 1, Person: person(i+1, 0), Flags: flags})
		}
	}
	return facts
}

// person is the nth person of an agency.
func person(agency, n int) uuid.UUID { return id(4_000_000 + 100*agency + n) }

// The ways of answering an invitation.
var (
	cameSelf   = []fact.Flag{fact.Came}
	substitute = []fact.Flag{fact.Substitute}
	apologies  = []fact.Flag{fact.Apologies}
	withWord   = []fact.Flag{fact.Apologies, fact.InformationSent}
	absent     = []fact.Flag{fact.Absent}
	absentWord = []fact.Flag{fact.Absent, fact.InformationSent}
	unsaid     = []fact.Flag{}
)

// TestAttendanceAndContribution counts two meetings of the window by hand: of 9
// invitations answered 4 came, and one more sent apologies with information.
// What an absent agency sent is no contribution, and the meeting of the day
// before the window is none of it.
func TestAttendanceAndContribution(t *testing.T) {
	var r records
	facts := join(agencies(5),
		r.meeting(today, cameSelf, substitute, apologies, withWord, absent),
		r.meeting(ago(89), cameSelf, cameSelf, absentWord, apologies, unsaid),
		r.meeting(ago(90), cameSelf, cameSelf, cameSelf, cameSelf, cameSelf),
	)
	came := found(t, health.Attendance, facts)
	if got, want := said(came.Value), "told 0.4444 of 4/9"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := list(came.For)+", "+list(came.Against)+", "+list(came.Left), "1 2 1 2, 3 4 3 4 5, 5"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := came.Between, (struct{ low, high float64 }{0.1888, 0.7333}); fmt.Sprintf("%.4f %.4f", got.Low, got.High) != fmt.Sprintf("%.4f %.4f", want.low, want.high) {
		t.Errorf("got %v, want %v", *got, want)
	}
	gave := found(t, health.Contribution, facts)
	if got, want := said(gave.Value), "told 0.5556 of 5/9"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := said(came.Trend[6]), "told 1 of 5/5"; got != want {
		t.Errorf("got %s a window ago, want %s", got, want)
	}
}

// attends is the agency's meetings, a week apart and the last today, at each of
// which came the person with the number; -1 is nobody that was named.
func (r *records) attends(agency int, who ...int) []fact.Fact {
	var facts []fact.Fact
	for i, n := range who {
		p := uuid.Nil
		if n >= 0 {
			p = person(agency, n)
		}
		facts = append(facts, r.line(agency, ago(7*(len(who)-1-i)), p, fact.Came))
	}
	return facts
}

// TestContinuityOfOneAgency: 1 - (people - 1)/(meetings - 1), seen in the
// agency's own row.
func TestContinuityOfOneAgency(t *testing.T) {
	stands := func(n int, from, until time.Time, flag fact.Flag) fact.Fact {
		return fact.Fact{Source: id(5_000_000 + n), Kind: fact.Representative, Day: from, Until: until, Agency: 1, Person: person(1, n), Flags: []fact.Flag{flag}}
	}
	for _, tt := range []struct {
		name string
		who  []int
		more []fact.Fact
		want string
	}{
		{"always the same", []int{0, 0, 0, 0, 0, 0}, nil, "told 1 of 1/6"},
		{"never the same", []int{0, 1, 2, 3, 4, 5}, nil, "told 0 of 6/6"},
		{"two over six", []int{0, 0, 0, 1, 1, 0}, nil, "told 0.8 of 2/6"},
		{"two over three", []int{0, 0, 1}, nil, "told 0.5 of 2/3"},
		{"two meetings are too few", []int{0, 0}, nil, "nothing of 0/0"},
		{"nobody named is no meeting", []int{0, -1, 0}, nil, "nothing of 0/0"},
		{"only the last six count", []int{1, 2, 3, 0, 0, 0, 0, 0, 0}, nil, "told 1 of 1/6"},
		{"a registered deputy is no change", []int{0, 1, 0}, []fact.Fact{stands(1, ago(300), never, fact.Deputy)}, "told 1 of 1/3"},
		{"one registered later is", []int{0, 1, 0}, []fact.Fact{stands(1, ago(6), never, fact.Deputy)}, "told 0.5 of 2/3"},
		{"who handed over is no change", []int{1, 0, 0}, []fact.Fact{stands(1, ago(300), ago(10), fact.Handover)}, "told 1 of 1/3"},
		{"who will hand over tomorrow is", []int{1, 0, 0}, []fact.Fact{stands(1, ago(300), ago(-1), fact.Handover)}, "told 0.5 of 2/3"},
		{"who comes after the handover is", []int{0, 0, 1}, []fact.Fact{stands(1, ago(300), ago(10), fact.Handover)}, "told 0.5 of 2/3"},
		{"deputies alone are one person", []int{1, 1, 1}, []fact.Fact{stands(1, ago(300), never, fact.Deputy)}, "told 1 of 1/3"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var r records
			p, _ := health.Evaluate(join(agencies(1), r.attends(1, tt.who...), tt.more), today).Partner(1)
			if got := said(own(t, p, health.Continuity).Value); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// TestContinuityIsThatOfTheMiddleAgency: 1, 0.8, 0.5, 0.5 and 0 have 0.5 in the
// middle; the sixth agency came twice.
func TestContinuityIsThatOfTheMiddleAgency(t *testing.T) {
	var r records
	five := join(agencies(6), r.attends(1, 0, 0, 0, 0, 0, 0), r.attends(2, 0, 0, 0, 0, 1, 0), r.attends(3, 0, 0, 1), r.attends(4, 0, 1, 1), r.attends(6, 0, 0))
	f := found(t, health.Continuity, join(five, r.attends(5, 0, 1, 2)))
	if got, want := said(f.Value), "told 0.5 of 1/5"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := list(f.For)+", "+list(f.Against)+", "+list(f.Left), "1, 2 3 4 5, 6"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := said(found(t, health.Continuity, five).Value), "counts of 1/4"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestMinutes: over Christmas, with two bank holidays. 2025-12-01 is a Monday.
func TestMinutes(t *testing.T) {
	minutes := func(n, held, sent int) fact.Fact {
		f := fact.Fact{Source: id(n), Part: 2, Kind: fact.Minutes, Day: ago(held)}
		if sent >= 0 {
			f.Until = ago(sent)
		}
		return f
	}
	sent := []fact.Fact{minutes(1, 14, 13), minutes(2, 14, 12), minutes(3, 14, 11), minutes(4, 14, 10)} // 1, 2, 3 and 4 working days
	for _, tt := range []struct {
		name  string
		of    []fact.Fact
		want  string
		most  string
		rests []fact.Fact
	}{
		{"all sent", append(sent, minutes(5, 14, 7)), "told 3 of 5/5", "5", nil},
		{"over a holiday", append(sent, minutes(5, 14, 7)), "told 2 of 5/5", "4", rests(ago(13))},
		{"one not sent counts as waiting", append(sent, minutes(5, 14, -1)), "told 3 of 4/5", "none", nil},
		{"one not sent is not waiting before its time", append(sent, minutes(5, 0, -1)), "told 2 of 4/5", "4", nil},
		{"three not sent have no middle", append(sent[:2:2], minutes(5, 14, -1), minutes(6, 14, -1), minutes(7, 14, -1)), "not_so_far of 2/5", "none", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f, _ := health.Evaluate(append(tt.of, tt.rests...), today).Find(health.MinutesLatency)
			if got := said(f.Value); got != tt.want || beside(f.Value, "9 in 10 answered within") != tt.most {
				t.Errorf("got %s and %s, want %s and %s", got, beside(f.Value, "9 in 10 answered within"), tt.want, tt.most)
			}
		})
	}
}

func TestTheLastMeetingsOfEachPartner(t *testing.T) {
	var r records
	var facts []fact.Fact
	for i := range 7 { // the first of them is the seventh from the end
		facts = append(facts, r.meeting(ago(30*(7-i)), cameSelf, nil, absent)...)
	}
	facts = append(facts, fact.Fact{Source: r.next(), Kind: fact.Planned, Day: ago(1)})
	report := health.Evaluate(join(agencies(3), facts, r.meeting(ago(0), substitute, withWord, unsaid)), today)
	if len(report.Meetings) != 6 || !report.Meetings[0].Day.Equal(ago(150)) || !report.Meetings[5].Day.Equal(today) {
		t.Fatalf("got %v, want the last six, the oldest first", report.Meetings)
	}
	for i, want := range []string{
		"[{true came false} {true came false} {true came false} {true came false} {true came false} {true substitute false}]",
		"[{false  false} {false  false} {false  false} {false  false} {false  false} {true apologies true}]",
		"[{true absent false} {true absent false} {true absent false} {true absent false} {true absent false} {true  false}]",
	} {
		if got := fmt.Sprint(report.Partners[i].Last); got != want {
			t.Errorf("agency %d: got %s, want %s", i+1, got, want)
		}
	}
}
