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

var (
	police  = partnership.Agency{ID: 1, Slug: "westmere-police", Name: "Westmere Police", Short: "Police", Kind: "police"}
	council = partnership.Agency{ID: 2, Slug: "westmere-council", Name: "Westmere Council", Short: "Council", Kind: "council"}
)

// stands is a representative of the police.
func stands(name string, deputy bool, from, to time.Time) partnership.Representative {
	return partnership.Representative{ID: uuid.New(), Agency: police.ID, Person: partnership.Person{ID: uuid.New(), Name: name}, Deputy: deputy, From: from, To: to}
}

// seat is the police, who took part in 2023 and do again since 2024, with
// Helen Marsh named and Dee Putty as deputy.
func seat() partnership.Seat {
	return partnership.Seat{
		Partnership: 1, Agency: police,
		Spells: []partnership.Partner{
			{Agency: police, Joined: date(2024, 1, 1)},
			{Agency: police, Joined: date(2023, 1, 1), Left: date(2023, 6, 30), LeftReason: "Reorganised"},
		},
		People: []partnership.Representative{
			stands("Dee Putty", true, date(2024, 6, 1), time.Time{}),
			stands("Helen Marsh", false, date(2024, 1, 1), time.Time{}),
			stands("Old Hand", false, date(2023, 1, 1), date(2023, 6, 30)),
		},
	}
}

func TestJoin(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   []partnership.Partner
		on   time.Time
		want string
	}{
		{"an agency that never took part", nil, today, ""},
		{"the day after it left", []partnership.Partner{{Joined: date(2024, 1, 1), Left: date(2025, 3, 31)}}, date(2025, 4, 1), ""},
		{"on its last day", []partnership.Partner{{Joined: date(2024, 1, 1), Left: date(2025, 3, 31)}}, date(2025, 3, 31), "joined: Day it joined must be after 31 March 2025, until when it took part before"},
		{"before an earlier time", []partnership.Partner{{Joined: date(2024, 1, 1), Left: date(2025, 3, 31)}}, date(2020, 1, 1), "joined: Day it joined must be after 31 March 2025, until when it took part before"},
		{"while it takes part", []partnership.Partner{{Joined: date(2024, 1, 1)}}, today, "agency: Westmere Police takes part already"},
		{"no day", nil, time.Time{}, "joined: Enter the day it joined"},
		{"tomorrow", nil, today.AddDate(0, 0, 1), "joined: Day it joined must be today or in the past"},
		{"another century", nil, date(1999, 12, 31), "joined: Day it joined must be between 2000 and 2100"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := partnership.Seat{Partnership: 1, Agency: police, Spells: tt.in}
			ch := partnership.Join(tt.on, today)
			if got := fields(ch.Apply(&s)); got != tt.want || ch.Do != access.KeepAgency {
				t.Fatalf("got %q by %s, want %q", got, ch.Do, tt.want)
			}
			if tt.want != "" {
				return
			}
			p, ok := s.Open()
			if !ok || !p.Joined.Equal(tt.on) || p.Agency != police || len(s.Did) != 1 || s.Did[0].On != p.Source(1) || !strings.HasPrefix(s.Did[0].Said, "Westmere Police joined on ") {
				t.Errorf("got %+v, %+v, want it to take part", p, s.Did)
			}
		})
	}
}

func TestCheckAgency(t *testing.T) {
	for _, tt := range []struct {
		name string
		is   partnership.Agency
		want string
	}{
		{"a good one", partnership.Agency{Name: "Fire", Short: "Fire", Kind: "other"}, ""},
		{"nothing", partnership.Agency{}, "name: Enter the name of the agency; short: Enter a short name for narrow columns; kind: Select what kind of agency it is"},
		{"too long", partnership.Agency{Name: strings.Repeat("é", 201), Short: strings.Repeat("é", 61), Kind: "police"}, "name: Name must be 200 characters or less; short: Short name must be 60 characters or less"},
		{"as long as it may be", partnership.Agency{Name: strings.Repeat("é", 200), Short: strings.Repeat("é", 60), Kind: "police"}, ""},
		{"no such kind", partnership.Agency{Name: "x", Short: "x", Kind: "guild"}, "kind: Select what kind of agency it is"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := fields(partnership.CheckAgency(tt.is)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	for _, k := range partnership.AgencyKinds() {
		if (partnership.Agency{Kind: k}).KindName() == "" {
			t.Errorf("%s has no name", k)
		}
	}
}

func TestSlug(t *testing.T) {
	for _, tt := range []struct {
		name string
		n    int
		want string
	}{
		{"Westmere Fire & Rescue", 1, "westmere-fire-rescue"},
		{"Westmere Fire & Rescue", 3, "westmere-fire-rescue-3"},
		{"  ", 1, "agency"},
		{"消防", 2, "agency-2"},
		{strings.Repeat("a b ", 40), 1, strings.TrimSuffix(strings.Repeat("a-b-", 13)[:50], "-")},
	} {
		got := partnership.Slug(tt.name, tt.n)
		if got != tt.want || len(got) > 60 {
			t.Errorf("%q, %d: got %q, want %q", tt.name, tt.n, got, tt.want)
		}
	}
}

func TestLeave(t *testing.T) {
	good := partnership.Leaving{Last: today, Why: "Merged", Handover: true, MergedInto: council.ID}
	for _, tt := range []struct {
		name   string
		change func(*partnership.Leaving, *partnership.Seat)
		want   string
	}{
		{"today", func(*partnership.Leaving, *partnership.Seat) {}, ""},
		{"on the day it joined", func(l *partnership.Leaving, s *partnership.Seat) { l.Last, s.People = date(2024, 1, 1), nil }, ""},
		{"next month", func(l *partnership.Leaving, _ *partnership.Seat) { l.Last = today.AddDate(0, 1, 0) }, ""},
		{"before it joined", func(l *partnership.Leaving, s *partnership.Seat) { l.Last, s.People = date(2023, 12, 31), nil }, "last: Last day must be on or after the first day, 1 January 2024"},
		{"no day", func(l *partnership.Leaving, _ *partnership.Seat) { l.Last = time.Time{} }, "last: Enter the last day"},
		{"in many years", func(l *partnership.Leaving, _ *partnership.Seat) { l.Last = date(2052, 1, 1) }, "last: Last day must be within a year from today"},
		{"before its deputy began", func(l *partnership.Leaving, _ *partnership.Seat) { l.Last = date(2024, 5, 31) }, "last: Last day must be on or after 1 June 2024, from when Dee Putty stands for the agency"},
		{"no reason", func(l *partnership.Leaving, _ *partnership.Seat) { l.Why = " " }, "why: Enter why the agency leaves"},
		{"a long reason", func(l *partnership.Leaving, _ *partnership.Seat) { l.Why = strings.Repeat("x", 1001) }, "why: Reason must be 1,000 characters or less"},
		{"into itself", func(l *partnership.Leaving, _ *partnership.Seat) { l.MergedInto = police.ID }, "into: Select the agency from the list"},
		{"into a stranger", func(l *partnership.Leaving, _ *partnership.Seat) { l.MergedInto = 9 }, "into: Select the agency from the list"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l, s := good, seat()
			tt.change(&l, &s)
			ch := partnership.Leave(l, []partnership.Agency{council, police}, today)
			if got := fields(ch.Apply(&s)); got != tt.want || ch.Do != access.KeepAgency {
				t.Fatalf("got %q by %s, want %q", got, ch.Do, tt.want)
			}
			if tt.want != "" {
				return
			}
			if p := s.Spells[0]; !p.Left.Equal(l.Last) || p.MergedInto != council.ID || !p.Handover || p.LeftReason != "Merged" || s.Did[0].On != p.Source(1) || s.Did[0].Why != "Merged" {
				t.Errorf("got %+v, %+v, want its end", p, s.Did)
			}
			for _, r := range s.People {
				if r.To.IsZero() || r.To.After(l.Last) {
					t.Errorf("%s stands until %s, want the agency's last day at most", r.Person.Name, r.To)
				}
			}
		})
	}
	s := seat()
	if err := partnership.Leave(good, []partnership.Agency{council}, today).Apply(&s); err != nil {
		t.Fatal(err)
	}
	if err := partnership.Leave(good, []partnership.Agency{council}, today).Apply(&s); !errors.Is(err, fault.Conflict) {
		t.Errorf("got %v for leaving twice, want conflict", err)
	}
	if want := "Westmere Police left on 1 December 2025 and merged into Westmere Council. A handover is recorded"; len(s.Did) != 3 || s.Did[0].Said != want {
		t.Errorf("got %+v, want %q and two people who stop", s.Did, want)
	}
}

func TestName(t *testing.T) {
	for _, tt := range []struct {
		name   string
		naming partnership.Naming
		change func(*partnership.Seat)
		want   string
	}{
		{"the next one", partnership.Naming{Person: "Ruth Adeyemi", From: today, End: true, Why: "Moved"}, nil, ""},
		{"from next month", partnership.Naming{Person: "Ruth Adeyemi", From: today.AddDate(0, 1, 0), End: true, Why: "Moved"}, nil, ""},
		{"the deputy", partnership.Naming{Person: "dee putty", From: today, End: true, Why: "Moved"}, nil, ""},
		{"the deputy from the day they were registered", partnership.Naming{Person: "Dee Putty", From: date(2024, 6, 1), End: true, Why: "Moved"}, nil, "from: First day must be after 1 June 2024, from when Dee Putty is a registered deputy"},
		{"a second one", partnership.Naming{Person: "Ruth Adeyemi", From: today}, nil, "end: Select that Helen Marsh stands until the day before, or end it first; why: Enter why Helen Marsh stops"},
		{"the same one again", partnership.Naming{Person: "HELEN MARSH", From: today, End: true, Why: "x"}, nil, "person: Helen Marsh stands for the agency already"},
		{"from the day the present one began", partnership.Naming{Person: "Ruth Adeyemi", From: date(2024, 1, 1), End: true, Why: "x"}, nil, "from: First day must be after 1 January 2024, the first day of Helen Marsh"},
		{"in another one's time", partnership.Naming{Person: "Ruth Adeyemi", From: date(2025, 3, 1)}, func(s *partnership.Seat) { s.People[1].To = date(2025, 6, 30) }, "from: First day must be after 30 June 2025, the last day of Helen Marsh"},
		{"on another one's last day", partnership.Naming{Person: "Ruth Adeyemi", From: today}, func(s *partnership.Seat) { s.People[1].To = today }, "from: First day must be after 1 December 2025, the last day of Helen Marsh"},
		{"the day after another one's last", partnership.Naming{Person: "Ruth Adeyemi", From: today}, func(s *partnership.Seat) { s.People[1].To = date(2025, 11, 30) }, ""},
		{"before the agency joined", partnership.Naming{Person: "Ruth Adeyemi", From: date(2022, 12, 31)}, nil, "from: First day must be on or after 1 January 2024, when Westmere Police joined"},
		{"while the agency was away", partnership.Naming{Person: "Ruth Adeyemi", From: date(2023, 7, 1)}, nil, "from: First day must be on or after 1 January 2024, when Westmere Police joined"},
		{"in many years", partnership.Naming{Person: "Ruth Adeyemi", From: date(2052, 1, 1), End: true, Why: "x"}, nil, "from: First day must be within a year from today"},
		{"nobody, beside the present one", partnership.Naming{From: today}, nil, "person: Enter who stands for the agency; end: Select that Helen Marsh stands until the day before, or end it first; why: Enter why Helen Marsh stops"},
		{"nobody, never", partnership.Naming{}, nil, "person: Enter who stands for the agency; from: Enter the first day"},
		{"a long name", partnership.Naming{Person: strings.Repeat("x", 101), From: today, End: true, Why: "x"}, nil, "person: Name must be 100 characters or less"},
		{"a long reason", partnership.Naming{Person: "Ruth Adeyemi", From: today, End: true, Why: strings.Repeat("x", 1001)}, nil, "why: Reason must be 1,000 characters or less"},
		{"a deputy", partnership.Naming{Person: "Ruth Adeyemi", From: today, Deputy: true}, nil, ""},
		{"a deputy twice", partnership.Naming{Person: "Dee Putty", From: today, Deputy: true}, nil, "person: Dee Putty is a registered deputy already"},
		{"the named one as deputy", partnership.Naming{Person: "Helen Marsh", From: today, Deputy: true}, nil, "person: Helen Marsh is the named representative. Enter somebody else"},
		{"a deputy in their own earlier time", partnership.Naming{Person: "Dee Putty", From: today, Deputy: true}, func(s *partnership.Seat) { s.People[0].To = today }, "from: First day must be after 1 December 2025, until when Dee Putty stands for the agency"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := seat()
			if tt.change != nil {
				tt.change(&s)
			}
			tt.naming.ID = uuid.New()
			ch := partnership.Name(tt.naming, today)
			if got := fields(ch.Apply(&s)); got != tt.want || ch.Do != access.NameRepresentative {
				t.Fatalf("got %q by %s, want %q", got, ch.Do, tt.want)
			}
			if tt.want != "" {
				if len(s.People) != 3 {
					t.Errorf("got %d people, want those who were there", len(s.People))
				}
				return
			}
			got, err := s.Person(tt.naming.ID)
			if err != nil || got.Person.Name != tt.naming.Person || got.Deputy != tt.naming.Deputy || !got.To.IsZero() || s.Did[0].On != tt.naming.ID || len(s.Facts(s.Did[0])) != 1 {
				t.Errorf("got %+v (%v), want them to stand", got, err)
			}
		})
	}
}

func TestNamingTheNextOneEndsThePresentOne(t *testing.T) {
	s := seat()
	n := partnership.Naming{ID: uuid.New(), Person: "Dee Putty", From: today, End: true, Handover: true, Why: "Moved on"}
	if err := partnership.Name(n, today).Apply(&s); err != nil {
		t.Fatal(err)
	}
	before := date(2025, 11, 30)
	for _, r := range s.People {
		switch {
		case r.ID == n.ID:
			if !r.To.IsZero() || r.Handover {
				t.Errorf("got %+v, want no end", r)
			}
		case r.Person.Name == "Helen Marsh":
			if !r.To.Equal(before) || r.LeftWhy != "Moved on" || !r.Handover {
				t.Errorf("got %+v, want the end with its handover", r)
			}
		case r.Deputy:
			if !r.To.Equal(before) || r.LeftWhy == "" || r.Handover {
				t.Errorf("got %+v, want the deputy's time ended", r)
			}
		}
	}
	var lines []string
	for _, c := range s.Did {
		lines = append(lines, c.Said+" ("+c.Why+")")
		if f := s.Facts(c); len(f) != 1 || f[0].Source != c.On || f[0].Until.IsZero() != (c.On == n.ID) {
			t.Errorf("%s: got the facts %+v", c.Said, f)
		}
	}
	want := []string{
		"Dee Putty named as representative of Westmere Police from 1 December 2025 ()",
		"Dee Putty was registered as deputy of Westmere Police until 30 November 2025 (Named as representative)",
		"Helen Marsh stood for Westmere Police until 30 November 2025. A handover is recorded (Moved on)",
	}
	if !reflect.DeepEqual(lines, want) {
		t.Errorf("got %q, want %q", lines, want)
	}
	named, _ := s.Named(today)
	was, _ := s.Named(before)
	if named.ID != n.ID || was.Person.Name != "Helen Marsh" || len(s.Deputies(before)) != 1 || len(s.Deputies(today)) != 0 {
		t.Errorf("got %s after %s, want one after the other", named.Person.Name, was.Person.Name)
	}
}

func TestNobodyIsNamedForAnAgencyThatLeaves(t *testing.T) {
	s := seat()
	if err := partnership.Leave(partnership.Leaving{Last: today.AddDate(0, 1, 0), Why: "Closing"}, nil, today).Apply(&s); err != nil {
		t.Fatal(err)
	}
	n := partnership.Naming{ID: uuid.New(), Person: "Ruth Adeyemi", From: today, End: true, Why: "Moved on"}
	if err := partnership.Name(n, today).Apply(&s); !errors.Is(err, fault.Conflict) {
		t.Errorf("got %v, want conflict", err)
	}
}

func TestStandDown(t *testing.T) {
	for _, tt := range []struct {
		name   string
		person int
		down   partnership.StandingDown
		want   error
		say    string
	}{
		{"with a handover", 1, partnership.StandingDown{Last: today, Why: "Moved", Handover: true}, nil, ""},
		{"on the first day", 1, partnership.StandingDown{Last: date(2024, 1, 1), Why: "Moved"}, nil, ""},
		{"a deputy has nothing to hand over", 0, partnership.StandingDown{Last: today, Why: "Moved", Handover: true}, nil, ""},
		{"before the first day", 1, partnership.StandingDown{Last: date(2023, 12, 31), Why: "Moved"}, fault.Invalid, "last: Last day must be on or after the first day, 1 January 2024"},
		{"in many years", 1, partnership.StandingDown{Last: date(2052, 1, 1), Why: "Moved"}, fault.Invalid, "last: Last day must be within a year from today"},
		{"no day and no reason", 1, partnership.StandingDown{}, fault.Invalid, "last: Enter the last day; why: Enter why Helen Marsh stops"},
		{"twice", 2, partnership.StandingDown{Last: today, Why: "Moved"}, fault.Conflict, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := seat()
			id := s.People[tt.person].ID
			err := partnership.StandDown(id, tt.down, today).Apply(&s)
			if !errors.Is(err, tt.want) || fields(err) != tt.say {
				t.Fatalf("got %v, %q, want %v, %q", err, fields(err), tt.want, tt.say)
			}
			if got := s.People[tt.person]; tt.want == nil && (!got.To.Equal(tt.down.Last) || got.Handover != (tt.down.Handover && !got.Deputy) || s.Did[0].Why != "Moved" || s.Did[0].On != id) {
				t.Errorf("got %+v, %+v, want its end", got, s.Did)
			}
		})
	}
	s := seat()
	if err := partnership.StandDown(uuid.New(), partnership.StandingDown{}, today).Apply(&s); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v for a stranger, want not found", err)
	}
	if got, want := s.Scope(), (access.Scope{Strand: access.Coordination, Partnership: 1, Agency: 1}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

func series() partnership.Series {
	return partnership.Series{ID: uuid.New(), Name: "Monthly meeting", EveryDays: 30, Start: 10 * time.Hour, Place: "Town hall", Mode: "in_person", Quorum: 4, MinutesDays: 10, From: date(2024, 1, 1)}
}

func TestSeriesCheck(t *testing.T) {
	const every, minutes = "every: Enter how many days there are from one meeting to the next, from 1 to 400", "minutes: Enter in how many working days minutes are due, from 1 to 90"
	for _, tt := range []struct {
		name   string
		change func(*partnership.Series)
		want   string
	}{
		{"a good one", func(*partnership.Series) {}, ""},
		{"without what is optional", func(s *partnership.Series) { s.Start, s.Place, s.Quorum = -1, "", 0 }, ""},
		{"no name", func(s *partnership.Series) { s.Name = "" }, "name: Enter the name of the series"},
		{"a long name", func(s *partnership.Series) { s.Name = strings.Repeat("x", 201) }, "name: Name must be 200 characters or less"},
		{"never", func(s *partnership.Series) { s.EveryDays = 0 }, every},
		{"too seldom", func(s *partnership.Series) { s.EveryDays = 401 }, every},
		{"a long place", func(s *partnership.Series) { s.Place = strings.Repeat("x", 201) }, "place: Usual place must be 200 characters or less"},
		{"an unknown mode", func(s *partnership.Series) { s.Mode = "flying" }, "mode: Select how people meet"},
		{"a negative quorum", func(s *partnership.Series) { s.Quorum = -1 }, "quorum: Quorum must be a number of agencies from 1 to 200"},
		{"a vast quorum", func(s *partnership.Series) { s.Quorum = 201 }, "quorum: Quorum must be a number of agencies from 1 to 200"},
		{"minutes at once", func(s *partnership.Series) { s.MinutesDays = 0 }, minutes},
		{"minutes much later", func(s *partnership.Series) { s.MinutesDays = 91 }, minutes},
		{"no first day", func(s *partnership.Series) { s.From = time.Time{} }, "from: Enter the first day"},
		{"another century", func(s *partnership.Series) { s.From = date(1999, 12, 31) }, "from: First day must be between 2000 and 2100"},
		{"in many years", func(s *partnership.Series) { s.From = date(2052, 1, 1) }, "from: First day must be within a year from today"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := series()
			tt.change(&s)
			if got := fields(s.Check(today)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestTimetable(t *testing.T) {
	table := partnership.Timetable{Partnership: 1}
	first, again := series(), series()
	again.Name = "MONTHLY meeting"
	if err := partnership.AddSeries(first, today).Apply(&table); err != nil {
		t.Fatal(err)
	}
	if want := "Monthly meeting added, every 30 days from 1 January 2024"; table.Did.Said != want || table.Did.On != first.ID {
		t.Errorf("got %+v, want %q", table.Did, want)
	}
	if got := fields(partnership.AddSeries(again, today).Apply(&table)); got != "name: Another series has this name. Enter a different one" {
		t.Errorf("got %q for the same name", got)
	}
	is := first
	is.EveryDays, is.Quorum, is.Place = 91, 0, "Online"
	for _, tt := range []struct {
		name string
		is   partnership.Series
		seen int
		want error
	}{
		{"one that is not there", series(), 0, fault.NotFound},
		{"nothing changed", first, 0, fault.Invalid},
		{"somebody else changed it", is, 7, fault.Conflict},
		{"its rhythm", is, 0, nil},
	} {
		if err := partnership.AlterSeries(tt.is, tt.seen, today).Apply(&table); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
	}
	if want := "Monthly meeting changed: every 91 days, was 30; usual place; quorum none, was 4"; table.Did.Said != want || !reflect.DeepEqual(table.Series, []partnership.Series{is}) {
		t.Errorf("got %q, %+v, want %q", table.Did.Said, table.Series, want)
	}
	if got := fields(partnership.EndSeries(first.ID, date(2023, 12, 31), " ", today).Apply(&table)); got != "last: Last day must be on or after the first day, 1 January 2024; why: Enter why the series ends" {
		t.Errorf("got %q", got)
	}
	if err := partnership.EndSeries(first.ID, today, "Replaced", today).Apply(&table); err != nil || table.Did.Why != "Replaced" {
		t.Fatalf("got %v, %+v", err, table.Did)
	}
	for name, ch := range map[string]access.Change[partnership.Timetable]{"end": partnership.EndSeries(first.ID, today, "x", today), "change": partnership.AlterSeries(is, 0, today)} {
		if err := ch.Apply(&table); !errors.Is(err, fault.Conflict) || ch.Do != access.KeepSeries {
			t.Errorf("%s: got %v for one that ended, want conflict", name, err)
		}
	}
	if err := partnership.AddSeries(again, today).Apply(&table); err != nil {
		t.Errorf("got %v for the name of one that ended, want none", err)
	}
	want := []fact.Fact{{Source: first.ID, Kind: fact.Series, Day: first.From, Until: today, Number: 91}}
	if got := table.Series[0].Facts(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
