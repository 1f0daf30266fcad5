package checklist_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/checklist"
	"liaison/internal/fact"
)

// initiative is an approved one with its baseline, locked on its first day.
func initiative(from, until time.Time, agencies ...int) []fact.Fact {
	id := uuid.New()
	facts := []fact.Fact{{Source: id, Kind: fact.Initiative, Day: from, Until: until, Number: 1}}
	for n, a := range agencies {
		facts = append(facts, fact.Fact{Source: id, Part: n + 1, Kind: fact.Baseline, Day: from, Agency: a})
	}
	return facts
}

// meeting is a held meeting of the initiative with its lines of attendance.
func meeting(day time.Time, lines ...fact.Fact) []fact.Fact {
	id := uuid.New()
	facts := []fact.Fact{{Source: id, Kind: fact.Meeting, Day: day, Flags: []fact.Flag{fact.InInitiative}}}
	for n, l := range lines {
		l.Source, l.Part, l.Kind, l.Day = id, 10+n, fact.Attendance, day
		facts = append(facts, l)
	}
	return facts
}

func line(agency int, person uuid.UUID, flags ...fact.Flag) fact.Fact {
	return fact.Fact{Agency: agency, Person: person, Flags: flags}
}

func came(agency int, person uuid.UUID) fact.Fact { return line(agency, person, fact.Came) }

func partner(agency int, joined, left time.Time, into int, handover bool) fact.Fact {
	f := fact.Fact{Source: uuid.New(), Kind: fact.Partner, Day: joined, Until: left, Agency: agency, Other: into}
	if handover {
		f.Flags = []fact.Flag{fact.Handover}
	}
	return f
}

func representative(agency int, person uuid.UUID, from, until time.Time, flags ...fact.Flag) fact.Fact {
	return fact.Fact{Source: uuid.New(), Kind: fact.Representative, Day: from, Until: until, Agency: agency, Person: person, Flags: flags}
}

// person is the n-th professional of an agency.
func person(agency, n int) uuid.UUID {
	return uuid.NewSHA1(uuid.NameSpaceURL, fmt.Appendf(nil, "%d/%d", agency, n))
}

// year runs from 1 January 2025 to the end of 2026, with a baseline of so many agencies.
func year(agencies int) []fact.Fact {
	var ids []int
	for n := range agencies {
		ids = append(ids, n+1)
	}
	return initiative(date(2025, 1, 1), date(2026, 12, 31), ids...)
}

// monthly is six meetings, 150 to 0 days ago, to which each agency sends the
// person that who says; uuid.Nil stays away.
func monthly(agencies int, who func(agency, meeting int) uuid.UUID) []fact.Fact {
	var facts []fact.Fact
	for m := range 6 {
		var lines []fact.Fact
		for a := 1; a <= agencies; a++ {
			if p := who(a, m); p == uuid.Nil {
				lines = append(lines, line(a, p, fact.Absent))
			} else {
				lines = append(lines, came(a, p))
			}
		}
		facts = append(facts, meeting(ago(150-30*m), lines...)...)
	}
	return facts
}

func always(agency, _ int) uuid.UUID { return person(agency, 0) }

// TestRetention counts the partners of the baseline that are still active in
// the last 90 days, in which three of the six meetings lie.
func TestRetention(t *testing.T) {
	away := func(agencies ...int) func(int, int) uuid.UUID {
		return func(a, m int) uuid.UUID {
			for _, x := range agencies {
				if a == x && m >= 3 {
					return uuid.Nil
				}
			}
			return person(a, 0)
		}
	}
	for _, tt := range []struct {
		name      string
		agencies  int
		who       func(int, int) uuid.UUID
		more      []fact.Fact
		have, all int
		want      checklist.State
	}{
		{"10 of 10 are all", 10, always, nil, 10, 10, checklist.Met},
		{"9 of 10 are 90%", 10, away(1), nil, 9, 10, checklist.Met},
		{"8 of 10 are 80%", 10, away(1, 2), nil, 8, 10, checklist.Partly},
		{"6 of 8 are 75%", 8, away(1, 2), nil, 6, 8, checklist.Partly},
		{"5 of 7 are 71%", 7, away(1, 2), nil, 5, 7, checklist.NotMet},
		{"5 of 5 count as a ratio", 5, always, nil, 5, 5, checklist.Met},
		{"4 of 4 are few cases", 4, always, nil, 4, 4, checklist.Partly},
		{"3 of 4 are few cases", 4, away(1), nil, 3, 4, checklist.Partly},
		{"2 of 4 are 50%", 4, away(1, 2), nil, 2, 4, checklist.NotMet},
		{"one that sent information is active", 5, away(1), meeting(ago(1), line(1, uuid.Nil, fact.Apologies, fact.InformationSent)), 5, 5, checklist.Met},
		{"apologies alone are not", 5, away(1), meeting(ago(1), line(1, uuid.Nil, fact.Apologies)), 4, 5, checklist.Partly},
		{"a substitute is", 5, away(1), meeting(ago(1), line(1, person(1, 9), fact.Substitute)), 5, 5, checklist.Met},
		{"one that came on the first day of the window is", 5, away(1), meeting(ago(89), came(1, person(1, 0))), 5, 5, checklist.Met},
		{"one that came the day before is not", 5, away(1), meeting(ago(90), came(1, person(1, 0))), 4, 5, checklist.Partly},
		{"another meeting than the initiative's does not count", 5, away(1), outside(meeting(ago(1), came(1, person(1, 0)))), 4, 5, checklist.Partly},
		{"one that left with a handover is left out", 6, away(1), []fact.Fact{partner(1, ago(500), ago(100), 0, true)}, 5, 5, checklist.Met},
		{"one that left without is lost", 6, away(1), []fact.Fact{partner(1, ago(500), ago(100), 0, false)}, 5, 6, checklist.Partly},
		{"one that left yesterday is lost, though it came in the window", 5, always, []fact.Fact{partner(1, ago(500), ago(1), 0, false)}, 4, 5, checklist.Partly},
		{"one whose last day is today is not lost", 5, always, []fact.Fact{partner(1, ago(500), today, 0, false)}, 5, 5, checklist.Met},
		{"one that left and came back is not lost", 5, always, []fact.Fact{partner(1, ago(500), ago(100), 0, false), partner(1, ago(90), time.Time{}, 0, false)}, 5, 5, checklist.Met},
		{"one that merged into an active one is not lost", 5, away(1), []fact.Fact{partner(1, ago(500), ago(100), 2, false)}, 5, 5, checklist.Met},
		{"merged twice, the last is active", 5, away(1, 2), []fact.Fact{partner(1, ago(500), ago(100), 2, false), partner(2, ago(500), ago(95), 3, false)}, 5, 5, checklist.Met},
		{"merged into one that stays away", 5, away(1, 2), []fact.Fact{partner(1, ago(500), ago(100), 2, false)}, 3, 5, checklist.NotMet},
		{"merged in a circle ends", 5, always, []fact.Fact{partner(1, ago(500), ago(100), 2, false), partner(2, ago(500), ago(99), 1, false)}, 3, 5, checklist.NotMet},
		{"all left with a handover leaves the part out", 1, always, []fact.Fact{partner(1, ago(500), ago(100), 0, true)}, 0, 0, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			facts := append(year(tt.agencies), monthly(tt.agencies, tt.who)...)
			p := one(t, "RES-2", known(append(facts, tt.more...)), today).Parts[0]
			if p.State != tt.want || p.Have != tt.have || p.All != tt.all {
				t.Errorf("got %q with %d of %d, want %q with %d of %d", p.State, p.Have, p.All, tt.want, tt.have, tt.all)
			}
			if got, want := p.Between != nil, tt.all >= 5; got != want {
				t.Errorf("got an interval %t, want %t", got, want)
			}
		})
	}
}

// outside makes a meeting one that is not of the initiative.
func outside(facts []fact.Fact) []fact.Fact {
	facts[0].Flags = nil
	return facts
}

// TestWindowFollowsTheRhythm: 1.25 times 91 days are 113.75, so 114 days.
func TestWindowFollowsTheRhythm(t *testing.T) {
	series := func(every int, until time.Time) fact.Fact {
		return fact.Fact{Source: uuid.New(), Kind: fact.Series, Day: date(2025, 1, 1), Until: until, Number: every}
	}
	for _, tt := range []struct {
		name  string
		more  []fact.Fact
		day   time.Time
		from  time.Time
		until time.Time
	}{
		{"no series", nil, today, ago(89), today},
		{"monthly", []fact.Fact{series(30, time.Time{})}, today, ago(89), today},
		{"72 days make exactly 90", []fact.Fact{series(72, time.Time{})}, today, ago(89), today},
		{"73 days make 92", []fact.Fact{series(73, time.Time{})}, today, ago(91), today},
		{"quarterly beside monthly", []fact.Fact{series(30, time.Time{}), series(91, time.Time{})}, today, ago(113), today},
		{"a series that ended", []fact.Fact{series(91, ago(1))}, today, ago(89), today},
		{"the initiative has just begun", nil, date(2025, 2, 1), date(2025, 1, 1), date(2025, 2, 1)},
		{"the initiative is over", nil, date(2027, 6, 1), date(2026, 10, 3), date(2026, 12, 31)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := one(t, "RES-2", known(append(year(5), tt.more...)), tt.day).Window
			if want := (calendar.Span{From: tt.from, To: tt.until}); got != want {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}

// TestStateTurnsAtTheEdgeOfTheWindow lets the days pass after the last meeting.
func TestStateTurnsAtTheEdgeOfTheWindow(t *testing.T) {
	facts := known(append(year(5), monthly(5, always)...))
	for after, want := range map[int]checklist.State{0: checklist.Met, 89: checklist.Met} {
		if got := one(t, "RES-2", facts, today.AddDate(0, 0, after)).State; got != want {
			t.Errorf("after %d days: got %s, want %s", after, got, want)
		}
	}
	// Then no meeting is in the window, and retention is left out.
	f := one(t, "RES-2", facts, today.AddDate(0, 0, 90))
	if !f.Parts[0].LeftOut() || f.Fresh != checklist.Current {
		t.Errorf("got %q, want it left out", f.Parts[0].State)
	}
}

// TestContinuity works out 1 - (people - 1) / (meetings - 1) by hand.
func TestContinuity(t *testing.T) {
	// changes sends a new person to each of the first n meetings.
	changes := func(n int) func(int, int) uuid.UUID {
		return func(a, m int) uuid.UUID { return person(a, min(m, n)) }
	}
	// but lets one agency do otherwise.
	but := func(agency int, other func(int, int) uuid.UUID, rest func(int, int) uuid.UUID) func(int, int) uuid.UUID {
		return func(a, m int) uuid.UUID {
			if a == agency {
				return other(a, m)
			}
			return rest(a, m)
		}
	}
	only := func(n int) func(int, int) uuid.UUID {
		return func(a, m int) uuid.UUID {
			if m < 6-n {
				return uuid.Nil
			}
			return person(a, 0)
		}
	}
	for _, tt := range []struct {
		name     string
		agencies int
		who      func(int, int) uuid.UUID
		more     []fact.Fact
		all      int
		figure   string
		want     checklist.State
	}{
		{"always the same is 1", 5, always, nil, 5, "1", checklist.Met},
		{"2 people over 6 meetings is 1 - 1/5", 5, changes(1), nil, 5, "0.8", checklist.Met},
		{"3 people is 1 - 2/5", 5, changes(2), nil, 5, "0.6", checklist.Partly},
		{"4 people is 1 - 3/5", 5, changes(3), nil, 5, "0.4", checklist.NotMet},
		{"always somebody else is 0", 5, changes(5), nil, 5, "0", checklist.NotMet},
		{"the middle of 1, 0, 1, 1, 1", 5, but(1, changes(5), always), nil, 5, "1", checklist.Met},
		{"the middle of six is halfway between two: 0.6 and 0.8", 6, func(a, m int) uuid.UUID { return changes(1+a%2)(a, m) }, nil, 6, "0.7", checklist.Met},
		{"4 partners are few cases", 4, always, nil, 4, "1", checklist.Partly},
		{"one with 2 meetings is left out", 6, but(6, only(2), always), nil, 5, "1", checklist.Met},
		{"one with 3 meetings counts", 6, but(6, only(3), always), nil, 6, "1", checklist.Met},
		{"none has 3", 5, only(2), nil, 0, "", ""},
		{"a seventh meeting pushes the oldest out", 5, changes(1), meeting(ago(0), came(1, person(1, 1)), came(2, person(2, 1)), came(3, person(3, 1)), came(4, person(4, 1)), came(5, person(5, 1))), 5, "1", checklist.Met},
		{"a registered deputy is no change", 5, changes(1), deputies(5, 0, ago(400), time.Time{}), 5, "1", checklist.Met},
		{"a deputy registered later is", 5, changes(1), deputies(5, 0, ago(149), time.Time{}), 5, "0.8", checklist.Met},
		{"one who left with a handover is no change", 5, changes(1), handovers(5, 0, ago(140)), 5, "1", checklist.Met},
		{"one who comes after the handover is", 5, changes(1), handovers(5, 0, ago(151)), 5, "0.8", checklist.Met},
		{"an agency that left with a handover is left out", 6, always, []fact.Fact{partner(1, ago(500), ago(1), 0, true)}, 5, "1", checklist.Met},
	} {
		t.Run(tt.name, func(t *testing.T) {
			facts := append(year(tt.agencies), monthly(tt.agencies, tt.who)...)
			p := one(t, "RES-2", known(append(facts, tt.more...)), today).Parts[1]
			if p.State != tt.want || p.All != tt.all || p.Figure != tt.figure {
				t.Errorf("got %q, %q over %d, want %q, %q over %d", p.State, p.Figure, p.All, tt.want, tt.figure, tt.all)
			}
		})
	}
}

func deputies(agencies, n int, from, until time.Time) []fact.Fact {
	var facts []fact.Fact
	for a := 1; a <= agencies; a++ {
		facts = append(facts, representative(a, person(a, n), from, until, fact.Deputy))
	}
	return facts
}

func handovers(agencies, n int, until time.Time) []fact.Fact {
	var facts []fact.Fact
	for a := 1; a <= agencies; a++ {
		facts = append(facts, representative(a, person(a, n), ago(400), until, fact.Handover))
	}
	return facts
}

// TestMergedAgenciesAreOnePartner: agency 1 came to the first three meetings
// and then merged into agency 2, which sends one person throughout.
func TestMergedAgenciesAreOnePartner(t *testing.T) {
	facts := append(year(6), monthly(6, func(a, m int) uuid.UUID {
		switch {
		case a == 1 && m >= 3, a == 2 && m < 3:
			return uuid.Nil
		}
		return person(a, 0)
	})...)
	facts = append(facts, partner(1, ago(500), ago(70), 2, false))
	f := one(t, "RES-2", known(facts), today)
	kept, same := f.Parts[0], f.Parts[1]
	if kept.Have != 6 || kept.All != 6 {
		t.Errorf("got %d of %d retained, want 6 of 6", kept.Have, kept.All)
	}
	// Five partners are left; the merged one has 3 meetings from before, which
	// are no change, and 3 of its own.
	if same.All != 5 || same.Figure != "1" || f.State != checklist.Met {
		t.Errorf("got %d partners with %s, %s, want 5 with 1, met", same.All, same.Figure, f.State)
	}
	if !strings.Contains(same.For[0].Say, "3 from before it merged, not a change") {
		t.Errorf("got %q, want it to say what was not counted", same.For[0].Say)
	}
}

func TestMeetingsWithoutANameAreLeftOutOfContinuity(t *testing.T) {
	facts := append(year(5), monthly(5, always)...)
	facts = append(facts, meeting(ago(0), line(1, uuid.Nil, fact.Came))...)
	p := one(t, "RES-2", known(facts), today).Parts[1]
	if len(p.Left) != 1 || !strings.Contains(p.Left[0].Say, "who came is not recorded") || p.Figure != "1" {
		t.Errorf("got %+v with %s, want one row left out", p.Left, p.Figure)
	}
}

func TestWithoutAnInitiativeThereIsTooLittleToSay(t *testing.T) {
	next := initiative(ago(-10), ago(-300), 1, 2, 3, 4, 5)
	for i := range next {
		next[i].KnownFrom = ago(3)
	}
	for _, tt := range []struct {
		name  string
		facts []fact.Fact
		need  checklist.Target
		say   string
	}{
		{"nothing recorded", nil, checklist.ToInitiative, "No initiative"},
		{"a baseline without agencies", year(0), checklist.ToInitiative, "No initiative"},
		{"it has not begun", next, checklist.Nowhere, "starts on 11 December 2025"},
		{"no meeting yet", year(5), checklist.ToMeeting, "No meeting of the initiative"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := one(t, "RES-2", known(tt.facts), today)
			if f.State != checklist.TooFew || !strings.Contains(f.Parts[0].Say, tt.say) {
				t.Errorf("got %s, %q, want too few, %q", f.State, f.Parts[0].Say, tt.say)
			}
			if tt.need != checklist.Nowhere && (len(f.Needs) == 0 || f.Needs[0].To != tt.need) {
				t.Errorf("got %v, want %s", f.Needs, tt.need)
			}
		})
	}
}

func TestTheNewestVersionOfTheInitiativeCounts(t *testing.T) {
	old := year(7)
	changed := initiative(date(2025, 1, 1), date(2026, 12, 31), 1, 2, 3, 4, 5)
	changed[0].Number = 2
	facts := append(append(old, changed...), monthly(5, always)...)
	if p := one(t, "RES-2", known(facts), today).Parts[0]; p.Have != 5 || p.All != 5 {
		t.Errorf("got %d of %d, want 5 of 5", p.Have, p.All)
	}
}

func TestWhatWouldChangeTheSamePartners(t *testing.T) {
	facts := append(year(5), monthly(5, func(a, m int) uuid.UUID {
		if a == 1 && m >= 3 {
			return uuid.Nil
		}
		return person(a, m)
	})...)
	f := one(t, "RES-2", known(facts), today)
	if f.State != checklist.NotMet {
		t.Fatalf("got %s, want not met", f.State)
	}
	var agencies []int
	for _, n := range f.Needs {
		agencies = append(agencies, n.Agency)
	}
	if got, want := fmt.Sprint(agencies), "[1 1 2 3 4 5]"; got != want {
		t.Errorf("got needs of %s, want %s", got, want)
	}
}
