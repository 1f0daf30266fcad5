package checklist_test

import (
	"bytes"
	"os"
	"reflect"
	"regexp"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"liaison/internal/checklist"
	"liaison/internal/fact"
)

// evaluated is the finding of one item today.
func evaluated(b *checklist.Book, facts []fact.Fact, code string) checklist.Finding {
	return evaluatedOn(b, facts, code, today)
}

func evaluatedOn(b *checklist.Book, facts []fact.Fact, code string, day time.Time) checklist.Finding {
	found := checklist.Evaluate(b, facts, day)
	return found[slices.IndexFunc(found, func(f checklist.Finding) bool { return f.Code == code })]
}

// better reports whether a state is better than another, by the order in which
// the worst part wins.
func better(a, b checklist.State) bool {
	order := []checklist.State{checklist.NotMet, checklist.TooFew, checklist.Partly, checklist.Met}
	return slices.Index(order, a) > slices.Index(order, b)
}

// training draws what bears on the items about training, goals and
// information: all of it of the past, so that nothing more is recorded.
func training(t *rapid.T) []fact.Fact {
	back := rapid.IntRange(0, 400)
	some := rapid.IntRange(0, 5)
	value := rapid.SampledFrom([]int{2, 4, 5})
	ended := func(from int) time.Time {
		return rapid.SampledFrom([]time.Time{never, ago(from), ago(from / 2), ago(-20), ago(-100)}).Draw(t, "until")
	}
	facts := []fact.Fact{goalsFrom(ago(back.Draw(t, "goals")), 1)}
	for range some.Draw(t, "sessions") {
		held := back.Draw(t, "held")
		s := ratedSession(ago(held), 5, rapid.SliceOfN(value, 0, 5).Draw(t, "said")...)
		s[0].Flags = testedSession
		s = append(s, saidOf(s[0], fact.ScoreBefore, times(3, value.Draw(t, "before"), 0, 0)...)...)
		s = append(s, saidOf(s[0], fact.ScoreAfter, times(3, value.Draw(t, "after"), 0, 0)...)...)
		if rapid.Bool().Draw(t, "followed") {
			s = append(s, followUpOf(s[0], 1, ago(rapid.IntRange(0, held).Draw(t, "on")), fact.ActionDone))
		}
		facts = append(facts, s...)
	}
	for range some.Draw(t, "events") {
		facts = append(facts, connectOn(ago(back.Draw(t, "met")), rapid.IntRange(1, 3).Draw(t, "agencies"))...)
	}
	for range rapid.IntRange(0, 8).Draw(t, "needs") {
		from := back.Draw(t, "from")
		n := needOf(ago(from), ended(from), ago(rapid.IntRange(0, from).Draw(t, "reviewed")))
		facts = append(facts, append(n, coverOf(n[0], ago(from), ended(from)))...)
	}
	for range rapid.IntRange(0, 8).Draw(t, "requests") {
		asked := rapid.IntRange(0, 120).Draw(t, "asked")
		until := rapid.IntRange(max(0, asked-20), asked).Draw(t, "answered")
		facts = append(facts, rapid.SampledFrom([]fact.Fact{
			accessAsked(ago(asked), ago(until), fact.ReachGranted), accessAsked(ago(asked), ago(until), fact.ReachRefused), accessAsked(ago(asked), never, ""),
		}).Draw(t, "became"))
	}
	for n := range rapid.IntRange(0, 8).Draw(t, "members") {
		from := back.Draw(t, "joined")
		facts = append(facts, memberOf(n, ago(from), ended(from)))
		if rapid.Bool().Draw(t, "acknowledged") {
			facts = append(facts, acknowledgedBy(n, 1, ago(rapid.IntRange(0, from).Draw(t, "day"))))
		}
	}
	for range rapid.IntRange(0, 9).Draw(t, "shares") {
		s := givenOn(ago(rapid.IntRange(0, 120).Draw(t, "sent")), rapid.SampledFrom([]int{1, 2, 6}).Draw(t, "to"), rapid.SampledFrom([][]fact.Flag{bothNamed, bothNamed, nil}).Draw(t, "named")...)
		facts = append(facts, append(s, saidOf(s[0], fact.RatesRelevant, rapid.SliceOfN(value, 0, 2).Draw(t, "relevant")...)...)...)
	}
	for i := range facts {
		facts[i].KnownFrom = ago(500)
	}
	return facts
}

var turned = regexp.MustCompile(`^If nothing more is recorded, ‘(.+)’ is (no longer )?met from (\d+ \w+ \d{4})`)

// TestTheDayOnWhichAPartTurnsIsTrue waits for the day that a finding names: up
// to the day before, the part is what it is today, and on that day it is not.
// A part of which no day is said goes on for as long as anybody waits here.
func TestTheDayOnWhichAPartTurnsIsTrue(t *testing.T) {
	b := book(t)
	codes := []string{"TRN-1", "TRN-2", "TRN-3", "TRN-4", "CON-6"}
	rapid.Check(t, func(t *rapid.T) {
		facts := training(t)
		code := rapid.SampledFrom(codes).Draw(t, "code")
		now := evaluated(b, facts, code)
		turns := map[string]time.Time{}
		for _, n := range now.Needs {
			if m := turned.FindStringSubmatch(n.Say); m != nil {
				day, err := time.Parse("2 January 2006", m[3])
				if err != nil {
					t.Fatal(err)
				}
				turns[m[1]] = day
			}
		}
		for i, p := range now.Parts {
			met := func(day time.Time) bool { return evaluatedOn(b, facts, code, day).Parts[i].State == checklist.Met }
			on, said := turns[p.Name]
			if !said {
				if later := ago(-rapid.IntRange(1, 800).Draw(t, "later")); met(today) && !met(later) {
					t.Fatalf("%s: %s is not met on %s, and no day was said", code, p.Name, later)
				}
				continue
			}
			for day := today; day.Before(on); day = day.AddDate(0, 0, max(1, int(on.Sub(day).Hours()/24)/3)) {
				if met(day) != met(today) {
					t.Fatalf("%s: %s turns on %s, want %s", code, p.Name, day, on)
				}
			}
			if met(on) == met(today) {
				t.Fatalf("%s: %s does not turn on %s", code, p.Name, on)
			}
		}
	})
}

// TestEvidenceOfTrainingNeverWorsensFreshness adds what is not the first of
// its kind: the first need and the first request for access each begin a clock
// of their own, and a version of the goals is no evidence.
func TestEvidenceOfTrainingNeverWorsensFreshness(t *testing.T) {
	b := book(t)
	rank := []checklist.Freshness{checklist.None, checklist.OutOfDate, checklist.Ageing, checklist.Current}
	rapid.Check(t, func(t *rapid.T) {
		facts := join(training(t), known([]fact.Fact{accessAsked(ago(400), never, "")}), known(needOf(ago(400), never, ago(400))))
		more := slices.DeleteFunc(training(t), func(f fact.Fact) bool { return f.Kind == fact.Goals })
		before, after := checklist.Evaluate(b, facts, today), checklist.Evaluate(b, slices.Concat(facts, more), today)
		for i := range before {
			if slices.Index(rank, after[i].Fresh) < slices.Index(rank, before[i].Fresh) {
				t.Fatalf("%s: got %s, want no worse than %s", after[i].Code, after[i].Fresh, before[i].Fresh)
			}
		}
	})
}

// TestTheOrderOfTrainingFactsNeverMatters turns the facts round.
func TestTheOrderOfTrainingFactsNeverMatters(t *testing.T) {
	b := book(t)
	rapid.Check(t, func(t *rapid.T) {
		facts := training(t)
		want := checklist.Evaluate(b, facts, today)
		slices.Reverse(facts)
		for i, got := range checklist.Evaluate(b, facts, today) {
			if !reflect.DeepEqual(got, want[i]) {
				t.Fatalf("got %+v, want %+v", got, want[i])
			}
		}
	})
}

// TestWhereAllHaveToNoMoreCasesHelp raises a threshold to all, so that an
// answer that is not good cannot be made up for.
func TestWhereAllHaveToNoMoreCasesHelp(t *testing.T) {
	raw, err := os.ReadFile("../../config/checklist.json")
	if err != nil {
		t.Fatal(err)
	}
	b, err := checklist.Read(bytes.Replace(raw, []byte(`"meaning": "Share of answers that are good", "unit": "share", "default": 0.8`), []byte(`"meaning": "Share of answers that are good", "unit": "share", "default": 1`), 1))
	if err != nil {
		t.Fatal(err)
	}
	facts := known(ratedSession(ago(10), 5, 3, 5, 5, 5, 5))
	saysNeeds(t, evaluated(b, facts, "TRN-1").Needs, "Of what was rated lower, the session of 21 November 2025 is the first to leave the window, on 21 November 2026.")
	saysNeeds(t, evaluated(book(t), facts, "TRN-1").Needs, "no longer met", "no longer met")
}

// TestWhatLeavesAWindowOfMonths has a session on a day that the next year does
// not have.
func TestWhatLeavesAWindowOfMonths(t *testing.T) {
	facts := known(ratedSession(date(2024, 2, 29), 5, 5, 5, 5, 5, 5))
	f := evaluatedOn(book(t), facts, "TRN-1", date(2024, 12, 1))
	saysNeeds(t, f.Needs, "‘Those trained say that it was good’ is no longer met from 1 March 2025.", "from 1 March 2025.")
	for day, want := range map[time.Time]checklist.State{date(2025, 2, 28): checklist.Met, date(2025, 3, 1): ""} {
		if got := evaluatedOn(book(t), facts, "TRN-1", day).Parts[0].State; got != want {
			t.Errorf("%s: got %q, want %q", day, got, want)
		}
	}
}
