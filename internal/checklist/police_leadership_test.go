package checklist_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"liaison/internal/calendar"
	"liaison/internal/checklist"
	"liaison/internal/fact"
)

func leads(post fact.Flag, who uuid.UUID, from, until time.Time) fact.Fact {
	return fact.Fact{Source: uuid.New(), Kind: fact.Leader, Day: from, Until: until, Agency: 1, Person: who, Flags: []fact.Flag{post}}
}

// escalated is an escalation raised on one day and answered on another, or
// not at all.
func escalated(raised, answered time.Time) fact.Fact {
	return fact.Fact{Source: uuid.New(), Kind: fact.Escalation, Day: raised, Until: answered, Flags: []fact.Flag{fact.SeniorSponsor}}
}

// escalations are so many raised and answered on one day.
func escalations(n int, raised, answered time.Time) []fact.Fact {
	var facts []fact.Fact
	for range n {
		facts = append(facts, escalated(raised, answered))
	}
	return facts
}

// led is a police lead and a sponsor for years, who came to a meeting today.
func led() []fact.Fact {
	return append(meeting(today, came(1, helen)),
		leads(fact.PoliceLead, alan, ago(900), time.Time{}), leads(fact.SeniorSponsor, helen, ago(800), time.Time{}))
}

// needsSay reports which needs there are, by a part of what each says, in order.
func needsSay(t *testing.T, needs []checklist.Need, want ...string) {
	t.Helper()
	if len(needs) != len(want) {
		t.Fatalf("got %d needs, want %d: %+v", len(needs), len(want), needs)
	}
	for i, n := range needs {
		if !strings.Contains(n.Say, want[i]) {
			t.Errorf("got %q, want %q", n.Say, want[i])
		}
	}
}

func TestBothLeadersAreNamedToday(t *testing.T) {
	never := time.Time{}
	lead, sponsor := leads(fact.PoliceLead, alan, ago(900), never), leads(fact.SeniorSponsor, helen, ago(800), never)
	next := leads(fact.SeniorSponsor, tom, ago(-5), never)
	next.KnownFrom = ago(3)
	for _, tt := range []struct {
		name  string
		facts []fact.Fact
		want  checklist.State
		needs []string
	}{
		{"both", []fact.Fact{lead, sponsor}, checklist.Met, nil},
		{"a lead alone", []fact.Fact{lead}, checklist.NotMet, []string{"Record who is the senior sponsor"}},
		{"a sponsor alone", []fact.Fact{sponsor}, checklist.NotMet, []string{"Record who is the police lead"}},
		{"neither was ever recorded", nil, "", []string{"Record who is the police lead and who is the senior sponsor"}},
		{"since today", []fact.Fact{lead, leads(fact.SeniorSponsor, helen, today, never)}, checklist.Met, nil},
		{"from tomorrow", []fact.Fact{lead, next}, checklist.NotMet, []string{"Record who is the senior sponsor"}},
		{"until today", []fact.Fact{lead, leads(fact.SeniorSponsor, helen, ago(9), today)}, checklist.Met, []string{"follows as senior sponsor, or ‘A police lead and a senior sponsor are named’ is no longer met from 2 December 2025"}},
		{"until yesterday", []fact.Fact{lead, leads(fact.SeniorSponsor, helen, ago(9), ago(1))}, checklist.NotMet, []string{"Record who is the senior sponsor"}},
		{"another follows without a gap", []fact.Fact{lead, leads(fact.SeniorSponsor, helen, ago(9), ago(-4)), next}, checklist.Met, nil},
		{"another follows after a day", []fact.Fact{lead, leads(fact.SeniorSponsor, helen, ago(9), ago(-3)), next}, checklist.Met, []string{"no longer met from 5 December 2025"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := one(t, "RES-3", known(append(meeting(today, came(1, uuid.Nil)), tt.facts...)), today)
			if got := f.Parts[0].State; got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			needs := slices.DeleteFunc(f.Needs, func(n checklist.Need) bool { return n.To != checklist.ToLeaders })
			needsSay(t, needs, tt.needs...)
		})
	}
}

func TestLeadersListsWhoLeadsAndWhoIsMissing(t *testing.T) {
	before := leads(fact.PoliceLead, tom, ago(900), ago(10))
	now := leads(fact.PoliceLead, alan, ago(9), time.Time{})
	p := one(t, "RES-3", known([]fact.Fact{before, now}), today).Parts[0]
	if len(p.For) != 1 || p.For[0].Source != now.Source || p.For[0].Agency != 1 {
		t.Errorf("got %+v, want who leads today", p.For)
	}
	if len(p.Against) != 1 || p.Against[0].Say != "No senior sponsor is named" {
		t.Errorf("got %+v, want that no sponsor is named", p.Against)
	}
	if len(p.Left) != 1 || p.Left[0].Source != before.Source || !strings.Contains(p.Left[0].Say, "ended on 21 November 2025") {
		t.Errorf("got %+v, want who led before, and why it is left out", p.Left)
	}
}

// TestTheSponsorTookPart moves attendance over the edge of the last 180 days.
func TestTheSponsorTookPart(t *testing.T) {
	sponsor := leads(fact.SeniorSponsor, helen, ago(300), time.Time{})
	for _, tt := range []struct {
		name  string
		facts []fact.Fact
		want  checklist.State
		left  int
	}{
		{"today", append(meeting(today, came(1, helen)), sponsor), checklist.Met, 0},
		{"as a substitute", append(meeting(today, line(1, helen, fact.Substitute)), sponsor), checklist.Met, 0},
		{"on the first day of the window", append(meeting(ago(179), came(1, helen)), sponsor), checklist.Met, 0},
		{"the day before the window", append(meeting(ago(180), came(1, helen)), sponsor), checklist.NotMet, 0},
		{"sent apologies", append(meeting(today, line(1, helen, fact.Apologies, fact.InformationSent)), sponsor), checklist.NotMet, 0},
		{"somebody else came", append(meeting(today, came(1, tom)), sponsor), checklist.NotMet, 0},
		{"nobody is named who came", append(meeting(today, came(1, uuid.Nil)), sponsor), checklist.NotMet, 0},
		{"before becoming sponsor", append(meeting(ago(11), came(1, helen)), leads(fact.SeniorSponsor, helen, ago(10), time.Time{})), checklist.NotMet, 1},
		{"on the first day as sponsor", append(meeting(ago(10), came(1, helen)), leads(fact.SeniorSponsor, helen, ago(10), time.Time{})), checklist.Met, 0},
		{"by the one before, in their time", append(meeting(ago(40), came(1, tom)), leads(fact.SeniorSponsor, tom, ago(90), ago(40)), leads(fact.SeniorSponsor, helen, ago(39), time.Time{})), checklist.Met, 0},
		{"by the police lead", append(meeting(today, came(1, alan)), leads(fact.PoliceLead, alan, ago(90), time.Time{}), sponsor), checklist.NotMet, 0},
		{"nobody was ever sponsor", append(meeting(today, came(1, alan)), leads(fact.PoliceLead, alan, ago(90), time.Time{})), "", 0},
		{"a later meeting counts for nothing yet", append(known(meeting(ago(-1), came(1, helen))), sponsor), checklist.NotMet, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			facts := known(tt.facts)
			for i := range facts {
				if facts[i].KnownFrom.After(today) {
					facts[i].KnownFrom = today
				}
			}
			p := one(t, "RES-3", facts, today).Parts[1]
			if p.State != tt.want || len(p.Left) != tt.left {
				t.Errorf("got %q with %d left out, want %q with %d", p.State, len(p.Left), tt.want, tt.left)
			}
			if got, want := p.Window, (calendar.Span{From: ago(179), To: today}); got != want {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}

// TestEscalations: today is Monday 1 December 2025. Ten working days before is
// 17 November; 14 November is the Friday before it.
func TestEscalations(t *testing.T) {
	never := time.Time{}
	quick := func(n int) []fact.Fact { return escalations(n, ago(60), ago(60)) }
	late := func(n int) []fact.Fact { return escalations(n, ago(60), ago(30)) }
	for _, tt := range []struct {
		name            string
		facts           []fact.Fact
		have, all, left int
		want            checklist.State
	}{
		{"none", nil, 0, 0, 0, ""},
		{"4 of 5 are 80%", slices.Concat(quick(4), late(1)), 4, 5, 0, checklist.Met},
		{"19 of 24 are 79%", slices.Concat(quick(19), late(5)), 19, 24, 0, checklist.NotMet},
		{"4 of 4 are few", quick(4), 4, 4, 0, checklist.Partly},
		{"3 of 4 are 75%", slices.Concat(quick(3), late(1)), 3, 4, 0, checklist.NotMet},
		{"4 in time are few, though another waits", slices.Concat(quick(4), escalations(1, ago(40), never)), 4, 5, 0, checklist.Partly},
		{"5 in time are enough", slices.Concat(quick(5), escalations(1, ago(40), never)), 5, 6, 0, checklist.Met},
		{"answered on the tenth working day", escalations(5, date(2025, 11, 14), date(2025, 11, 28)), 5, 5, 0, checklist.Met},
		{"answered on the Sunday after it", escalations(5, date(2025, 11, 14), date(2025, 11, 30)), 5, 5, 0, checklist.Met},
		{"answered on the eleventh", escalations(5, date(2025, 11, 14), date(2025, 12, 1)), 0, 5, 0, checklist.NotMet},
		{"due today and not answered", slices.Concat(quick(5), escalations(1, date(2025, 11, 17), never)), 5, 5, 1, checklist.Met},
		{"overdue by a day", slices.Concat(quick(5), escalations(2, date(2025, 11, 14), never)), 5, 7, 0, checklist.NotMet},
		{"raised on the first day of the window", escalations(5, ago(179), ago(179)), 5, 5, 0, checklist.Met},
		{"raised the day before, and answered", escalations(5, ago(180), ago(180)), 0, 0, 0, ""},
		{"raised long before, and waiting", slices.Concat(quick(3), escalations(1, ago(700), never)), 3, 4, 0, checklist.NotMet},
		{"raised tomorrow", plannedBefore(escalated(ago(-1), never)), 0, 0, 0, ""},
		{"only one that is not due", escalations(1, ago(1), never), 0, 0, 1, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := one(t, "RES-3", known(append(led(), tt.facts...)), today)
			p := f.Parts[2]
			if p.State != tt.want || p.Have != tt.have || p.All != tt.all || p.Out != tt.left {
				t.Errorf("got %q with %d of %d and %d left out, want %q with %d of %d and %d", p.State, p.Have, p.All, p.Out, tt.want, tt.have, tt.all, tt.left)
			}
			if got, want := p.Between != nil, tt.all >= 5; got != want {
				t.Errorf("got an interval %t, want %t", got, want)
			}
			want := tt.want
			if want == "" {
				want = checklist.Met // of the other parts
			}
			if f.State != want {
				t.Errorf("got %s for the item, want %s", f.State, want)
			}
		})
	}
}

func TestHolidaysAreNoWorkingDaysForAnAnswer(t *testing.T) {
	b := book(t)
	off := fact.Fact{Kind: fact.Holiday, Day: date(2025, 11, 20), KnownFrom: date(2000, 1, 1)}
	facts := known(append(led(), escalated(date(2025, 11, 14), time.Time{}), off))
	if p := judge(b, "RES-3", facts, today).Parts[2]; p.All != 0 || p.Out != 1 {
		t.Errorf("got %d overdue and %d not due, want it due today", p.All, p.Out)
	}
}

func TestWhatWouldChangePoliceLeadership(t *testing.T) {
	never := time.Time{}
	for _, tt := range []struct {
		name  string
		facts []fact.Fact
		want  []string
	}{
		// Helen came today, so the sponsor's part ends in 180 days.
		{"no escalation", nil, []string{"no longer met from 30 May 2026"}},
		{"one is not due", escalations(1, date(2025, 11, 24), never), []string{"30 May 2026", "escalation of 24 November 2025 by 8 December 2025"}},
		{"two wait, the older one first", slices.Concat(escalations(1, date(2025, 11, 13), never), escalations(1, date(2025, 11, 14), never)), []string{
			"30 May 2026", "Answer the escalation of 13 November 2025. It has waited 12 working days", "Answer the escalation of 14 November 2025. It has waited 11 working days", "8 more escalations answered within 10 working days",
		}},
		{"few, all in time", escalations(4, ago(60), ago(60)), []string{"30 May 2026", "1 more escalation answered within 10 working days"}},
		// Six counted: two of the oldest day leave first, and four are too few.
		{"met until only four are left", slices.Concat(escalations(2, ago(100), ago(100)), escalations(4, ago(60), ago(60))), []string{"30 May 2026", "no longer met from 19 February 2026"}},
		// Escalations that wait never leave: 8 of 10 are enough, and then 5 of 7 are not.
		{"met until those that wait weigh too much", slices.Concat(escalations(3, ago(100), ago(100)), escalations(5, ago(60), ago(60)), escalations(2, ago(40), never)), []string{
			"30 May 2026", "has waited 28 working days", "has waited 28 working days", "no longer met from 19 February 2026",
		}},
		{"met until two more are overdue", slices.Concat(escalations(5, ago(60), ago(60)), escalations(2, date(2025, 11, 24), never)), []string{
			"30 May 2026", "24 November 2025 by 8 December 2025", "24 November 2025 by 8 December 2025", "no longer met from 9 December 2025",
		}},
		{"twelve wait", escalations(12, ago(40), never), append(append([]string{"30 May 2026"}, slices.Repeat([]string{"has waited 28"}, 10)...), "There are 2 more like these", "48 more escalations")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			needsSay(t, one(t, "RES-3", known(append(led(), tt.facts...)), today).Needs, tt.want...)
		})
	}
	needsSay(t, one(t, "RES-3", known([]fact.Fact{leads(fact.PoliceLead, alan, ago(9), never), leads(fact.SeniorSponsor, helen, ago(9), never)}), today).Needs, "The senior sponsor comes to a meeting")
}

// TestNewestEvidenceOfLeadership has one kind of evidence in each case.
func TestNewestEvidenceOfLeadership(t *testing.T) {
	sponsor := leads(fact.SeniorSponsor, helen, ago(400), time.Time{})
	for _, tt := range []struct {
		name  string
		facts []fact.Fact
		want  time.Time
	}{
		{"none", nil, time.Time{}},
		{"a first day", []fact.Fact{leads(fact.PoliceLead, alan, ago(20), time.Time{})}, ago(20)},
		{"a last day", []fact.Fact{leads(fact.PoliceLead, alan, ago(20), ago(10))}, ago(10)},
		{"a last day that is to come", []fact.Fact{leads(fact.PoliceLead, alan, ago(20), ago(-10))}, ago(20)},
		{"the sponsor came, before the window", append(meeting(ago(200), came(1, helen)), sponsor), ago(200)},
		{"an escalation", []fact.Fact{sponsor, escalated(ago(7), time.Time{})}, ago(7)},
		{"an answer", []fact.Fact{sponsor, escalated(ago(7), ago(2))}, ago(2)},
		{"others' attendance is none", append(meeting(ago(1), came(1, tom)), sponsor), ago(400)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := one(t, "RES-3", known(tt.facts), today).Newest; !got.Equal(tt.want) {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestACorrectedEscalationCountsAsItStands(t *testing.T) {
	wrong, right := escalated(ago(60), ago(20)), escalated(ago(60), ago(58))
	wrong.KnownFrom, wrong.KnownTo = ago(20), ago(10)
	right.Source, right.KnownFrom = wrong.Source, ago(10)
	facts := append(known(led()), wrong, right)
	if p := one(t, "RES-3", facts, today).Parts[2]; p.Have != 1 || p.All != 1 {
		t.Errorf("got %d of %d, want the corrected one alone", p.Have, p.All)
	}
	if p := one(t, "RES-3", facts, ago(15)).Parts[2]; p.Have != 0 || p.All != 1 {
		t.Errorf("got %d of %d, want what was known then", p.Have, p.All)
	}
	if p := one(t, "RES-3", facts, today).Parts[2]; p.For[0].Late != 50 {
		t.Errorf("got %d days late, want 50", p.For[0].Late)
	}
}

// TestIgnoringAnEscalationNeverImproves takes the answer from one that is due.
func TestIgnoringAnEscalationNeverImproves(t *testing.T) {
	rank := []checklist.State{checklist.NotMet, checklist.TooFew, checklist.Partly, checklist.Met}
	b := book(t)
	rapid.Check(t, func(rt *rapid.T) {
		var facts []fact.Fact
		for range rapid.IntRange(1, 9).Draw(rt, "escalations") {
			raised := rapid.IntRange(20, 300).Draw(rt, "raised")
			facts = append(facts, escalated(ago(raised), ago(rapid.IntRange(0, raised).Draw(rt, "answered"))))
		}
		facts = append(led(), facts...)
		before := judge(b, "RES-3", known(facts), today)
		i := rapid.IntRange(len(led()), len(facts)-1).Draw(rt, "which")
		facts[i].Until = time.Time{}
		after := judge(b, "RES-3", known(facts), today)
		if slices.Index(rank, after.State) > slices.Index(rank, before.State) {
			rt.Fatalf("got %s, want no better than %s", after.State, before.State)
		}
		more := judge(b, "RES-3", known(append(facts, escalated(ago(20), time.Time{}))), today)
		if slices.Index(rank, more.State) > slices.Index(rank, after.State) {
			rt.Fatalf("with one more that waits: got %s, want no better than %s", more.State, after.State)
		}
	})
}
