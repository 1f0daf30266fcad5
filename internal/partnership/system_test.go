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

func system() partnership.System {
	return partnership.System{
		ID: uuid.New(), Name: "Shared contact list", Kind: partnership.Database, Purpose: "Who to call", Agency: 2, AgencyName: "Westmere Council",
		Owner: "Information manager", Deputy: "Business support lead", Dormant: 180, From: date(2024, 6, 1), By: priya, At: today, Version: 1,
	}
}

func TestSystemCheck(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*partnership.System)
		want   string
	}{
		{"a good one", func(*partnership.System) {}, ""},
		{"without a deputy", func(s *partnership.System) { s.Deputy = "" }, ""},
		{"no name", func(s *partnership.System) { s.Name = " " }, "name: Enter the name of the system"},
		{"too long a name", func(s *partnership.System) { s.Name = strings.Repeat("x", 201) }, "name: Name must be 200 characters or less"},
		{"no kind", func(s *partnership.System) { s.Kind = "abacus" }, "kind: Select whether it is a database or technology"},
		{"too long a purpose", func(s *partnership.System) { s.Purpose = strings.Repeat("x", 1001) }, "purpose: Purpose must be 1,000 characters or less"},
		{"nobody's", func(s *partnership.System) { s.Agency = 0 }, "agency: Select whose system it is"},
		{"no owner", func(s *partnership.System) { s.Owner = "" }, "owner: Enter who looks after the system"},
		{"the owner as deputy", func(s *partnership.System) { s.Deputy = "information Manager" }, "deputy: Deputy must be somebody other than the owner"},
		{"no days", func(s *partnership.System) { s.Dormant = 0 }, "dormant: Days without use must be a whole number from 1 to 730"},
		{"too many days", func(s *partnership.System) { s.Dormant = 731 }, "dormant: Days without use must be a whole number from 1 to 730"},
		{"since nobody knows when", func(s *partnership.System) { s.From = time.Time{} }, "from: Enter the day it came into use"},
		{"since tomorrow", func(s *partnership.System) { s.From = today.AddDate(0, 0, 1) }, "from: Day it came into use must be today or in the past"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := system()
			tt.change(&s)
			if got := fields(s.Check(today)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestCorrectAndCloseSystem(t *testing.T) {
	was := system()
	is, to := was, was
	to.Deputy, to.Intelligence, to.Dormant, to.From = "", true, 90, today
	d := partnership.CorrectSystem(1, to, "A new rule", today)
	if err := d.Apply(&is); err != nil || d.Do != access.KeepSystem || d.Why != "A new rule" {
		t.Fatalf("got %v by %s", err, d.Do)
	}
	want := "Deputy changed. It was: Business support lead. Holds intelligence changed. It was: no. Days without use changed. It was: 180"
	if got := strings.Join(d.Said(was, is), ". "); got != want || !is.From.Equal(was.From) {
		t.Errorf("got %q from %s, want %q", got, is.From, want)
	}
	for name, tt := range map[string]struct {
		d    partnership.Deed[partnership.System]
		want error
	}{
		"nothing changed":  {partnership.CorrectSystem(1, is, "", today), fault.Invalid},
		"an older version": {partnership.CorrectSystem(7, was, "", today), fault.Conflict},
		"too long a why":   {partnership.CorrectSystem(1, was, strings.Repeat("x", 1001), today), fault.Invalid},
		"closed before it began": {
			partnership.CloseSystem(partnership.Closing{Last: date(2024, 5, 31), Why: "x"}, today), fault.Invalid,
		},
		"closed tomorrow": {partnership.CloseSystem(partnership.Closing{Last: today.AddDate(0, 0, 1), Why: "x"}, today), fault.Invalid},
		"closed for no reason": {
			partnership.CloseSystem(partnership.Closing{Last: today}, today), fault.Invalid,
		},
	} {
		again := is
		if err := tt.d.Apply(&again); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", name, err, tt.want)
		}
	}
	if err := partnership.CloseSystem(partnership.Closing{Last: today, Why: "Replaced"}, today).Apply(&is); err != nil || !is.Closed() || !is.To.Equal(today) {
		t.Errorf("got %v and %+v, want it closed", err, is)
	}
	for name, d := range map[string]partnership.Deed[partnership.System]{
		"closed twice": partnership.CloseSystem(partnership.Closing{Last: today, Why: "x"}, today), "corrected": partnership.CorrectSystem(1, was, "", today),
	} {
		if err := d.Apply(&is); !errors.Is(err, fault.Conflict) {
			t.Errorf("%s: got %v of a closed one, want conflict", name, err)
		}
	}
	review := partnership.SystemReview{ID: uuid.New(), System: is.ID, Day: today, Kept: 1}
	if err := review.Check(is, today); !errors.Is(err, fault.Conflict) {
		t.Errorf("got %v for reviewing a closed one, want conflict", err)
	}
}

func TestSystemReviewCheck(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*partnership.SystemReview)
		want   string
	}{
		{"a good one", func(*partnership.SystemReview) {}, ""},
		{"nobody has it", func(v *partnership.SystemReview) { v.Kept, v.Removed = 0, 0 }, ""},
		{"no day", func(v *partnership.SystemReview) { v.Day = time.Time{} }, "day: Enter the day of the review"},
		{"tomorrow", func(v *partnership.SystemReview) { v.Day = today.AddDate(0, 0, 1) }, "day: Day of the review must be today or in the past"},
		{"before there was one", func(v *partnership.SystemReview) { v.Day = date(2024, 5, 31) }, "day: Day of the review must be on or after the day the system came into use, 1 June 2024"},
		{"less than nobody", func(v *partnership.SystemReview) { v.Kept, v.Removed = -1, -1 }, "kept: Accounts that stay must be a whole number from 0 to 100,000; removed: Accounts that were removed must be a whole number from 0 to 100,000"},
		{"too many", func(v *partnership.SystemReview) { v.Kept = 100_001 }, "kept: Accounts that stay must be a whole number from 0 to 100,000"},
		{"too long a note", func(v *partnership.SystemReview) { v.Note = strings.Repeat("x", 2001) }, "note: Note must be 2,000 characters or less"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := partnership.SystemReview{ID: uuid.New(), Day: today, By: priya, Kept: 4, Removed: 1, Note: "One had left"}
			tt.change(&v)
			if got := fields(v.Check(system(), today)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestSystemFacts(t *testing.T) {
	s := system()
	want := []fact.Fact{{Source: s.ID, Kind: fact.System, Day: s.From, Agency: 2, Number: 180, Flags: []fact.Flag{fact.Deputy}}}
	if got := s.Facts(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	s.Deputy, s.Intelligence, s.To = "", true, today
	want = []fact.Fact{{Source: s.ID, Kind: fact.System, Day: s.From, Until: today, Agency: 2, Number: 180, Flags: []fact.Flag{fact.HoldsIntelligence}}}
	if got := s.Facts(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	v := partnership.SystemReview{ID: uuid.New(), System: s.ID, Day: today, By: priya, Kept: 4, Removed: 2}
	want = []fact.Fact{{Source: v.ID, Kind: fact.SystemReview, Day: today, Person: s.ID, By: priya, Number: 2}}
	if got := v.Facts(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
