package checklist_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"liaison/internal/checklist"
	"liaison/internal/fact"
)

// means draws what the rules on leadership, places and money read, with days
// from so many days ago to as many ahead as are asked for.
func means(t *rapid.T, ahead int) []fact.Fact {
	day := rapid.Custom(func(t *rapid.T) time.Time { return ago(rapid.IntRange(-ahead, 400).Draw(t, "ago")) })
	// span is a first day and a last one, or none.
	span := func() (time.Time, time.Time) {
		from := day.Draw(t, "from")
		if rapid.Bool().Draw(t, "goes on") {
			return from, time.Time{}
		}
		return from, from.AddDate(0, 0, rapid.IntRange(0, 300).Draw(t, "for"))
	}
	// done is a first day and the day it was done, if it was by today.
	done := func() (time.Time, time.Time) {
		from, until := span()
		if until.After(today) {
			until = time.Time{}
		}
		return from, until
	}
	people := rapid.SampledFrom([]uuid.UUID{priya, tom, helen, uuid.Nil})
	pounds := rapid.IntRange(0, 900)
	products := []uuid.UUID{uuid.Nil}
	var facts []fact.Fact
	for range rapid.IntRange(0, 40).Draw(t, "facts") {
		switch rapid.IntRange(0, 8).Draw(t, "kind") {
		case 0:
			from, until := span()
			facts = append(facts, leads(rapid.SampledFrom([]fact.Flag{fact.PoliceLead, fact.SeniorSponsor}).Draw(t, "post"), people.Draw(t, "who"), from, until))
		case 1:
			facts = append(facts, escalated(done()))
		case 2:
			held := convened(day.Draw(t, "held"), rapid.IntRange(0, 6).Draw(t, "came"))
			held[0].Person = people.Draw(t, "person")
			if n := len(held) - 1; n > 0 {
				held[n].Flags, held[n].Person = []fact.Flag{fact.Apologies, fact.PlaceOrTravel}, uuid.Nil
			}
			for a := range rapid.IntRange(0, max(0, len(held)-2)).Draw(t, "ratings") {
				held = append(held, convenience(held[0].Source, held[0].Day, a+1, rapid.IntRange(1, 4).Draw(t, "value"), fact.RatesConvenient))
			}
			facts = append(facts, held...)
		case 3:
			from, until := span()
			if until.IsZero() {
				until = from.AddDate(2, 0, 0)
			}
			s := stream(from, until, rapid.SliceOfDistinct(rapid.SampledFrom(counting), rapid.ID).Draw(t, "flags")...)
			facts = append(facts, s, spend(s, day.Draw(t, "spent"), pounds.Draw(t, "pounds")))
		case 4:
			p := costProduct(span())
			products = append(products, p.Source)
			facts = append(facts, p)
		case 5, 6:
			phase := rapid.SampledFrom([]fact.Flag{fact.StartUp, fact.ForProduct, fact.Recurring}).Draw(t, "phase")
			facts = append(facts, cost(rapid.SampledFrom(products).Draw(t, "product"), day.Draw(t, "day"), pounds.Draw(t, "pounds"), phase))
		case 7:
			from := day.Draw(t, "from")
			facts = append(facts, ceiling(from, from.AddDate(1, 0, 0), pounds.Draw(t, "pounds")))
		case 8:
			from, until := done()
			b := bid(rapid.IntRange(1, 5).Draw(t, "agency"), from, until, fact.Cash)
			if !until.IsZero() {
				b.Flags = append(b.Flags, rapid.SampledFrom([]fact.Flag{fact.FundingGiven, fact.FundingPart, fact.FundingNot, fact.FundingGone}).Draw(t, "outcome"))
			}
			if rapid.Bool().Draw(t, "community") {
				b.Flags = append(b.Flags, fact.NonStatutory)
			}
			facts = append(facts, b)
		}
	}
	for i := range facts {
		facts[i].KnownFrom = ago(900)
	}
	return facts
}

func TestTheOrderOfMeansNeverMatters(t *testing.T) {
	b := book(t)
	rapid.Check(t, func(t *rapid.T) {
		facts := means(t, 200)
		want := checklist.Evaluate(b, facts, today)
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		r.Shuffle(len(facts), func(i, j int) { facts[i], facts[j] = facts[j], facts[i] })
		if got := checklist.Evaluate(b, facts, today); !reflect.DeepEqual(got, want) {
			t.Fatalf("got %+v, want %+v", got, want)
		}
	})
}

func TestMoreMeansNeverWorsenFreshness(t *testing.T) {
	b := book(t)
	rapid.Check(t, func(t *rapid.T) {
		facts, more := means(t, 0), means(t, 0)
		before, after := checklist.Evaluate(b, facts, today), checklist.Evaluate(b, slices.Concat(facts, more), today)
		for i := range before {
			if after[i].Newest.Before(before[i].Newest) || after[i].Newest.After(today) {
				t.Fatalf("%s: got %s, want no earlier than %s, nor after today", after[i].Code, after[i].Newest, before[i].Newest)
			}
		}
	})
}

// TestWhatBeginsLaterNeverCounts takes out what begins after today. Only what
// would change a finding may look ahead.
func TestWhatBeginsLaterNeverCounts(t *testing.T) {
	b := book(t)
	rapid.Check(t, func(t *rapid.T) {
		facts := means(t, 200)
		now := slices.DeleteFunc(slices.Clone(facts), func(f fact.Fact) bool { return f.Day.After(today) })
		got, want := checklist.Evaluate(b, facts, today), checklist.Evaluate(b, now, today)
		for i := range got {
			got[i].Needs, want[i].Needs = nil, nil
			if !reflect.DeepEqual(got[i], want[i]) {
				t.Fatalf("%s: got %+v, want %+v", got[i].Code, got[i], want[i])
			}
		}
	})
}

// TestMeansFollowFromTheRowsTheyList counts the rows of sampled parts again.
func TestMeansFollowFromTheRowsTheyList(t *testing.T) {
	b := book(t)
	rapid.Check(t, func(t *rapid.T) {
		for _, f := range checklist.Evaluate(b, means(t, 200), today) {
			for _, p := range f.Parts {
				sampled := slices.Contains([]string{"escalations", "ratings", "invitations", "products", "requests"}, p.Of) && p.All > 0
				if sampled && (len(p.For) != p.Have || len(p.For)+len(p.Against) != p.All || len(p.Left) != p.Out) {
					t.Fatalf("%s: got %d of %d from %d and %d rows", p.Name, p.Have, p.All, len(p.For), len(p.Against))
				}
				if sampled && p.All < checklist.FewCases && p.State == checklist.Met {
					t.Fatalf("%s: got met from %d cases", p.Name, p.All)
				}
				if p.Say == "" || !p.LeftOut() && !p.Window.To.IsZero() && p.Window.To != today {
					t.Fatalf("%s: got %q for %v", p.Name, p.Say, p.Window)
				}
			}
			if f.State != checklist.Met && len(f.Needs) == 0 && f.Code != "CON-5" { // where nothing looks like something else there is nothing to do
				t.Fatalf("%s: got %s, and nothing that would change it", f.Code, f.State)
			}
		}
	})
}
