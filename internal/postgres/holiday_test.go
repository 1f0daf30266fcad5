package postgres_test

import (
	"strings"
	"testing"
	"time"

	"liaison/internal/calendar"
	"liaison/internal/fact"
	"liaison/internal/partnership"
	"liaison/internal/postgres"
)

func holiday(day, name string) calendar.Named {
	d, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	return calendar.Named{Day: d, Name: name}
}

// TestAPartnershipGoesByItsCalendar: a day off in Scotland is none in another
// partnership, nor in the facts that its rules read.
func TestAPartnershipGoesByItsCalendar(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	was, err := s.store.Details(t.Context(), s.priya)
	if err != nil || was.Calendar != (partnership.Calendar{Code: "england-and-wales", Name: "England and Wales"}) {
		t.Fatalf("got %+v (%v), want the calendar of a new partnership", was, err)
	}
	is := was
	is.Calendar = partnership.Calendar{Code: "scotland", Name: "Scotland"}
	if err := s.store.ChangeDetails(t.Context(), s.priya, partnership.SetDetails(is, was.Mark())); err != nil {
		t.Fatal(err)
	}
	second, easter := holiday("2025-01-02", "").Day, holiday("2025-04-21", "").Day
	here, err := s.store.Holidays(t.Context(), s.tom)
	if err != nil || here.Works(second) || !here.Works(easter) {
		t.Errorf("got %d days off (%v), want those of Scotland", len(here), err)
	}
	there, err := s.store.Holidays(t.Context(), s.abroad)
	if err != nil || !there.Works(second) || there.Works(easter) {
		t.Errorf("got %d days off (%v) in the other partnership, want those of England and Wales", len(there), err)
	}
	facts, err := postgres.Checklists{DB: s.store.DB}.Facts(t.Context(), s.priya, book(t), s.day)
	if err != nil {
		t.Fatal(err)
	}
	off := map[time.Time]bool{}
	for _, f := range facts {
		if f.Kind == fact.Holiday {
			off[f.Day] = true
		}
	}
	if !off[second] || off[easter] {
		t.Errorf("got the facts %v, want the days off of Scotland", off)
	}
}

func TestLoadHolidays(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	url := s.db.URL(postgres.Migrator)
	load := func(code, name string, days ...calendar.Named) (postgres.HolidaysKept, error) {
		return postgres.LoadHolidays(t.Context(), url, partnership.Calendar{Code: code, Name: name}, days)
	}
	got, err := load("isle-of-man", "Isle of Man", holiday("2026-06-05", "Senior Race Day"), holiday("2026-07-06", "Tynwald Day"), holiday("2026-12-25", "Christmas Day"))
	if err != nil || got.Days != 3 || got.Added != 3 || got.Removed != 0 {
		t.Fatalf("got %+v (%v), want three days of a new calendar", got, err)
	}
	// A day that moved, one that has another name, one outside the file that stays.
	got, err = load("isle-of-man", "", holiday("2026-06-12", "Senior Race Day"), holiday("2026-07-06", "Tynwald"), holiday("2026-07-07", "Another"))
	if err != nil || got.Added != 2 || got.Removed != 0 {
		t.Errorf("got %+v (%v), want two more", got, err)
	}
	got, err = load("isle-of-man", "", holiday("2026-06-05", "Senior Race Day"), holiday("2026-07-06", "Tynwald Day"))
	if err != nil || got.Added != 0 || got.Removed != 1 {
		t.Errorf("got %+v (%v), want the day within the file gone that it has not", got, err)
	}
	all, err := postgres.ListHolidays(t.Context(), url)
	var lines []string
	for _, c := range all {
		lines = append(lines, c.Code+" "+c.Name+" "+c.Until.Format(time.DateOnly))
	}
	if want := "england-and-wales England and Wales 2028-12-26; isle-of-man Isle of Man 2026-12-25; northern-ireland Northern Ireland 2028-12-26; scotland Scotland 2028-12-26"; err != nil || strings.Join(lines, "; ") != want {
		t.Errorf("got %q (%v), want %q", strings.Join(lines, "; "), err, want)
	}
	for _, tt := range []struct {
		name, code, called, want string
		days                     []calendar.Named
	}{
		{"a new one without a name", "guernsey", "", "there is no calendar guernsey yet; give it a name with --name", []calendar.Named{holiday("2026-05-09", "Liberation Day")}},
		{"a code of another kind", "Isle of Man", "", "--calendar is small letters and hyphens", []calendar.Named{holiday("2026-05-09", "x")}},
		{"no days", "scotland", "", "there are no days", nil},
		{"a long name", "scotland", "", "is longer than 100 characters", []calendar.Named{holiday("2026-05-09", strings.Repeat("é", 101))}},
		{"the name of another", "guernsey", "Scotland", "", []calendar.Named{holiday("2026-05-09", "x")}},
	} {
		if _, err := load(tt.code, tt.called, tt.days...); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %q", tt.name, err, tt.want)
		}
	}
	if n := s.db.Count(t, `SELECT count(*) FROM shared.holiday WHERE calendar = 'scotland' AND day = '2026-05-09'`); n != 0 {
		t.Error("what was refused left a day")
	}
}

// TestEveryCalendarIsOfWorkingDays: a holiday on a weekend has a substitute, so
// none of ours lies on one; each calendar has every year.
func TestEveryCalendarIsOfWorkingDays(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	if n := s.db.Count(t, `SELECT count(*) FROM shared.holiday WHERE extract(isodow FROM day) > 5`); n != 0 {
		t.Errorf("got %d holidays at weekends, want none", n)
	}
	for kept, days := range map[string]int{"england-and-wales": 8, "northern-ireland": 10, "scotland": 9} {
		if n := s.db.Count(t, `SELECT count(*) FROM generate_series(2024, 2028) y WHERE (SELECT count(*) FROM shared.holiday WHERE calendar = $1 AND extract(year FROM day) = y) <> $2`, kept, days); n != 0 {
			t.Errorf("%s: got %d years without %d holidays", kept, n, days)
		}
	}
}
