package checklist_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"liaison/internal/calendar"
	"liaison/internal/checklist"
	"liaison/internal/fact"
)

// today is the day that is judged, in all tests that do not say another.
var today = date(2025, 12, 1)

func date(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// ago is the day so many days before today.
func ago(n int) time.Time { return today.AddDate(0, 0, -n) }

// one is the finding of one item.
func one(t *testing.T, code string, facts []fact.Fact, day time.Time) checklist.Finding {
	t.Helper()
	for _, f := range checklist.Evaluate(book(t), facts, day) {
		if f.Code == code {
			return f
		}
	}
	t.Fatalf("no finding for %s", code)
	return checklist.Finding{}
}

// known gives every fact without one the moment it was known from: the day
// after it happened.
func known(facts []fact.Fact) []fact.Fact {
	for i := range facts {
		if facts[i].KnownFrom.IsZero() {
			facts[i].KnownFrom = facts[i].Day
		}
	}
	return facts
}

// TestFreshnessTurnsAtTAndTwiceT moves the day alone: RES-1 has T 30, RES-2
// has T 90.
func TestFreshnessTurnsAtTAndTwiceT(t *testing.T) {
	p := appointed(today.AddDate(0, 0, -400))
	p = append(p, recordedBy(priya, today))
	q := initiative(date(2025, 1, 1), date(2027, 12, 31), 1)
	q = append(q, meeting(today, came(1, helen))...)
	for _, tt := range []struct {
		code  string
		facts []fact.Fact
		after int
		want  checklist.Freshness
	}{
		{"RES-1", p, 0, checklist.Current},
		{"RES-1", p, 30, checklist.Current},
		{"RES-1", p, 31, checklist.Ageing},
		{"RES-1", p, 60, checklist.Ageing},
		{"RES-1", p, 61, checklist.OutOfDate},
		{"RES-1", nil, 0, checklist.None},
		{"RES-2", q, 90, checklist.Current},
		{"RES-2", q, 91, checklist.Ageing},
		{"RES-2", q, 180, checklist.Ageing},
		{"RES-2", q, 181, checklist.OutOfDate},
		{"RES-2", q, -1, checklist.None}, // before it was known
	} {
		got := one(t, tt.code, known(tt.facts), today.AddDate(0, 0, tt.after))
		if got.Fresh != tt.want {
			t.Errorf("%s after %d days: got %s, want %s", tt.code, tt.after, got.Fresh, tt.want)
		}
		if tt.want != checklist.None && got.Age != tt.after {
			t.Errorf("%s after %d days: got age %d", tt.code, tt.after, got.Age)
		}
	}
}

func TestEvaluateUsesWhatWasKnownAtTheEndOfTheDay(t *testing.T) {
	// Today is in winter, when London's day ends at midnight UTC.
	end := today.AddDate(0, 0, 1)
	for _, tt := range []struct {
		name     string
		from, to time.Time
		want     checklist.State
	}{
		{"known in the last second of the day", end.Add(-time.Second), time.Time{}, checklist.Met},
		{"known as the next day began", end, time.Time{}, checklist.NotMet},
		{"withdrawn in the last second", ago(5), end.Add(-time.Second), checklist.NotMet},
		{"withdrawn as the next day began", ago(5), end, checklist.Met},
	} {
		t.Run(tt.name, func(t *testing.T) {
			facts := known(appointed(ago(200)))
			r := recordedBy(priya, ago(3))
			r.KnownFrom, r.KnownTo = tt.from, tt.to
			if got := one(t, "RES-1", append(facts, r), today).State; got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
	// In summer it ends an hour earlier.
	if got, want := calendar.EndOf(date(2025, 7, 1)), time.Date(2025, 7, 1, 23, 0, 0, 0, time.UTC).Add(-time.Nanosecond); !got.Equal(want) {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Every item is computed, also of a partnership that recorded nothing, which
// has no evidence and meets no rule.
func TestWithoutFactsNothingIsMet(t *testing.T) {
	found := checklist.Evaluate(book(t), nil, today)
	if got, want := len(found), 18; got != want {
		t.Fatalf("got %d findings, want %d", got, want)
	}
	for _, f := range found {
		if f.State != checklist.TooFew && f.State != checklist.NotMet {
			t.Errorf("%s: got %q, want too few or not met", f.Code, f.State)
		}
		if f.Fresh != checklist.None {
			t.Errorf("%s: got %s, want none", f.Code, f.Fresh)
		}
		if len(f.Needs) == 0 && f.Code != "CON-5" { // where nothing looks like something else there is nothing to do
			t.Errorf("%s: got nothing that would change it", f.Code)
		}
	}
}

func TestWords(t *testing.T) {
	for s, want := range map[checklist.State]string{
		checklist.Met: "Records meet the rule", checklist.Partly: "Records partly meet the rule",
		checklist.NotMet: "Records do not meet the rule", checklist.TooFew: "Records are too few to say",
	} {
		if got := s.Words(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	for f, want := range map[checklist.Freshness]string{
		checklist.Current: "Current", checklist.Ageing: "Ageing", checklist.OutOfDate: "Out of date", checklist.None: "None",
	} {
		if got := f.Words(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// world draws a partnership's facts: appointments, who recorded what, an
// initiative with its baseline, meetings, comings and goings.
func world(t *rapid.T) []fact.Fact {
	agencies := rapid.IntRange(1, 7).Draw(t, "agencies")
	people := []uuid.UUID{priya, tom, helen, alan, uuid.Nil}
	person := rapid.SampledFrom(people)
	back := rapid.IntRange(0, 400)
	var facts []fact.Fact
	from := rapid.IntRange(0, 300).Draw(t, "from")
	a := appointmentOf(priya, tom, rapid.SampledFrom([]int{20, 50, 100}).Draw(t, "fte"), ago(from), time.Time{})
	if rapid.Bool().Draw(t, "ended") {
		a.Until = ago(rapid.IntRange(0, from).Draw(t, "until"))
	}
	facts = append(facts, a)
	for range rapid.IntRange(0, 5).Draw(t, "records") {
		facts = append(facts, recordedBy(person.Draw(t, "by"), ago(back.Draw(t, "day"))))
	}
	var baseline []int
	for n := range agencies {
		baseline = append(baseline, n+1)
	}
	facts = append(facts, initiative(ago(back.Draw(t, "starts")), ago(-200), baseline...)...)
	for range rapid.IntRange(0, 9).Draw(t, "meetings") {
		var lines []fact.Fact
		for _, n := range baseline {
			flags := []fact.Flag{rapid.SampledFrom([]fact.Flag{fact.Came, fact.Substitute, fact.Apologies, fact.Absent}).Draw(t, "state")}
			if rapid.Bool().Draw(t, "sent") {
				flags = append(flags, fact.InformationSent)
			}
			lines = append(lines, fact.Fact{Agency: n, Person: person.Draw(t, "person"), Flags: flags})
		}
		facts = append(facts, meeting(ago(back.Draw(t, "held")), lines...)...)
	}
	for _, n := range baseline {
		switch rapid.IntRange(0, 5).Draw(t, "fate") {
		case 0:
			facts = append(facts, partner(n, ago(400), ago(back.Draw(t, "left")), 0, rapid.Bool().Draw(t, "handover")))
		case 1:
			facts = append(facts, partner(n, ago(400), ago(back.Draw(t, "merged")), rapid.IntRange(1, agencies).Draw(t, "into"), false))
		case 2:
			facts = append(facts, representative(n, person.Draw(t, "deputy"), ago(400), time.Time{}, fact.Deputy))
		}
	}
	return known(facts)
}

func TestTheOrderOfFactsNeverMatters(t *testing.T) {
	b := book(t)
	rapid.Check(t, func(t *rapid.T) {
		facts := world(t)
		want := checklist.Evaluate(b, facts, today)
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		r.Shuffle(len(facts), func(i, j int) { facts[i], facts[j] = facts[j], facts[i] })
		if got := checklist.Evaluate(b, facts, today); !reflect.DeepEqual(got, want) {
			t.Fatalf("got %+v, want %+v", got, want)
		}
	})
}

func TestAddingEvidenceNeverWorsensFreshness(t *testing.T) {
	b := book(t)
	rank := []checklist.Freshness{checklist.None, checklist.OutOfDate, checklist.Ageing, checklist.Current}
	rapid.Check(t, func(t *rapid.T) {
		facts := world(t)
		before := checklist.Evaluate(b, facts, today)
		more := meeting(ago(rapid.IntRange(0, 400).Draw(t, "more")), came(1, helen))
		more = append(more, recordedBy(priya, ago(rapid.IntRange(0, 400).Draw(t, "recorded"))))
		after := checklist.Evaluate(b, slices.Concat(facts, known(more)), today)
		for i := range before {
			if slices.Index(rank, after[i].Fresh) < slices.Index(rank, before[i].Fresh) {
				t.Fatalf("%s: got %s, want no worse than %s", after[i].Code, after[i].Fresh, before[i].Fresh)
			}
		}
	})
}

// TestEachStateFollowsFromTheRowsItLists counts the rows again.
func TestEachStateFollowsFromTheRowsItLists(t *testing.T) {
	b := book(t)
	rapid.Check(t, func(t *rapid.T) {
		for _, f := range checklist.Evaluate(b, world(t), today) {
			if f.State == "" {
				continue
			}
			worst := checklist.TooFew
			for _, s := range []checklist.State{checklist.Met, checklist.Partly, checklist.TooFew, checklist.NotMet} {
				if slices.ContainsFunc(f.Parts, func(p checklist.Part) bool { return p.State == s }) {
					worst = s
				}
			}
			if f.State != worst {
				t.Fatalf("%s: got %s, want the worst part's, %s", f.Code, f.State, worst)
			}
			for _, p := range f.Parts {
				if p.Of == "partners" && (len(p.For) != p.Have || len(p.For)+len(p.Against) != p.All) {
					t.Fatalf("%s: got %d of %d from %d and %d rows", p.Name, p.Have, p.All, len(p.For), len(p.Against))
				}
				if p.Of == "partners" && p.All > 0 && p.All < checklist.FewCases && p.State == checklist.Met {
					t.Fatalf("%s: got met from %d cases", p.Name, p.All)
				}
			}
		}
	})
}

func TestStatesHaveWords(t *testing.T) {
	words := map[string]bool{checklist.State("").Words(): true}
	for _, s := range checklist.States() {
		words[s.Words()] = true
	}
	if len(words) != 5 {
		t.Errorf("got %v, want words for each state, and for none", words)
	}
}
