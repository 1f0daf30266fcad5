package checklist_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"liaison/internal/checklist"
	"liaison/internal/fact"
)

// counting are the flags of a stream that counts.
var counting = []fact.Flag{fact.InContext, fact.Additional, fact.Confirmed}

func stream(from, until time.Time, flags ...fact.Flag) fact.Fact {
	return fact.Fact{Source: uuid.New(), Kind: fact.Stream, Day: from, Until: until, Number: 20_000, Flags: flags}
}

func spend(of fact.Fact, day time.Time, pounds int) fact.Fact {
	return fact.Fact{Source: uuid.New(), Kind: fact.Spend, Day: day, Person: of.Source, Number: pounds}
}

// plannedBefore makes facts known that are of days to come.
func plannedBefore(facts ...fact.Fact) []fact.Fact {
	for i := range facts {
		facts[i].KnownFrom = ago(400)
	}
	return facts
}

// TestMoneyLasts: six months from 1 December 2025 is 1 June 2026, three are 1
// March 2026.
func TestMoneyLasts(t *testing.T) {
	without := func(flag fact.Flag) []fact.Flag {
		return slices.DeleteFunc(slices.Clone(counting), func(f fact.Flag) bool { return f == flag })
	}
	year := date(2026, 12, 31)
	for _, tt := range []struct {
		name               string
		facts              []fact.Fact
		lasting, soon, out int
		want               checklist.State
	}{
		{"until the day in six months", []fact.Fact{stream(ago(100), date(2026, 6, 1), counting...)}, 1, 0, 0, checklist.Met},
		{"until the day before", []fact.Fact{stream(ago(100), date(2026, 5, 31), counting...)}, 0, 1, 0, checklist.Partly},
		{"until the day in three months", []fact.Fact{stream(ago(100), date(2026, 3, 1), counting...)}, 0, 1, 0, checklist.Partly},
		{"until the day before that", []fact.Fact{stream(ago(100), date(2026, 2, 28), counting...)}, 0, 1, 0, checklist.NotMet},
		{"since today", []fact.Fact{stream(today, year, counting...)}, 1, 0, 0, checklist.Met},
		{"from tomorrow", plannedBefore(stream(ago(-1), year, counting...)), 0, 0, 0, checklist.TooFew},
		{"until yesterday", []fact.Fact{stream(ago(100), ago(1), counting...)}, 0, 0, 1, checklist.NotMet},
		{"until today", []fact.Fact{stream(ago(100), today, counting...)}, 0, 1, 0, checklist.NotMet},
		{"not in the context", []fact.Fact{stream(ago(100), year, without(fact.InContext)...)}, 0, 0, 1, checklist.NotMet},
		{"within core budgets", []fact.Fact{stream(ago(100), year, without(fact.Additional)...)}, 0, 0, 1, checklist.NotMet},
		{"not confirmed", []fact.Fact{stream(ago(100), year, without(fact.Confirmed)...)}, 0, 0, 1, checklist.NotMet},
		{"one that lasts beside one that ends", []fact.Fact{stream(ago(100), year, counting...), stream(ago(50), ago(-20), counting...)}, 1, 1, 0, checklist.Met},
		{"one that follows does not make one that ends last", append(plannedBefore(stream(ago(-21), year, counting...)), stream(ago(50), ago(-20), counting...)), 0, 1, 0, checklist.NotMet},
		{"none was ever recorded", nil, 0, 0, 0, checklist.TooFew},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := one(t, "FUN-1", known(tt.facts), today)
			p := f.Parts[0]
			if f.State != tt.want || len(p.For) != tt.lasting || len(p.Against) != tt.soon || len(p.Left) != tt.out {
				t.Errorf("got %s with %d, %d and %d rows, want %s with %d, %d and %d", f.State, len(p.For), len(p.Against), len(p.Left), tt.want, tt.lasting, tt.soon, tt.out)
			}
			if got, want := p.LeftOut(), tt.want == checklist.TooFew; got != want {
				t.Errorf("got left out %t, want %t", got, want)
			}
		})
	}
}

func TestWithoutABandAStreamLastsOrDoesNot(t *testing.T) {
	b := withParameter(t, "FUN-1", "ends", 6)
	for _, i := range b.Items() {
		if i.Code == "FUN-1" {
			i.Parameters[0].Partly = 0
		}
	}
	f := judge(b, "FUN-1", known([]fact.Fact{stream(ago(100), date(2026, 5, 31), counting...)}), today)
	if f.State != checklist.NotMet || strings.Contains(f.Parts[0].Say, "partly") {
		t.Errorf("got %s, %q, want not met without a word of partly", f.State, f.Parts[0].Say)
	}
}

func TestWhatWouldChangeAdditionalFunding(t *testing.T) {
	unconfirmed := stream(ago(100), date(2026, 6, 1), fact.InContext, fact.Additional)
	for _, tt := range []struct {
		name  string
		facts []fact.Fact
		want  []string
	}{
		{"nothing recorded", nil, []string{"lasts until 1 June 2026 or later"}},
		{"met for one day more", []fact.Fact{stream(ago(100), date(2026, 6, 1), counting...)}, []string{"from 2 December 2025 ‘Confirmed money beyond core budgets is there and lasts’ is no longer met"}},
		// 28 February is six months after 28 to 31 August.
		{"met to the end of a month", []fact.Fact{stream(ago(100), date(2027, 2, 28), counting...)}, []string{"from 1 September 2026 ‘Confirmed money beyond core budgets is there and lasts’ is no longer met"}},
		{"partly", []fact.Fact{stream(ago(100), date(2026, 5, 31), counting...)}, []string{"Plan the renewal of the stream of £20,000 until 31 May 2026", "lasts until 1 June 2026", "From 1 March 2026 ‘Confirmed money beyond core budgets is there and lasts’ is no longer even partly met"}},
		{"not met", []fact.Fact{stream(ago(100), date(2026, 2, 1), counting...)}, []string{"Plan the renewal of the stream of £20,000 until 1 February 2026", "lasts until 1 June 2026"}},
		{"one that could be confirmed", []fact.Fact{unconfirmed, spend(unconfirmed, ago(3), 1500)}, []string{"Confirm the stream of £20,000 until 1 June 2026, £1,500 of it spent", "lasts until 1 June 2026"}},
		{"one that would still end too soon", []fact.Fact{stream(ago(100), date(2026, 5, 31), fact.InContext, fact.Additional)}, []string{"lasts until 1 June 2026"}},
		{"one that ends beside one that lasts", []fact.Fact{stream(ago(100), date(2026, 7, 1), counting...), stream(ago(100), date(2026, 1, 31), counting...)}, []string{"Plan the renewal of the stream of £20,000 until 31 January 2026", "from 2 January 2026"}},
		{"another begins in time", append(plannedBefore(stream(date(2026, 1, 2), date(2027, 1, 31), counting...)), stream(ago(100), date(2026, 7, 1), counting...)), []string{"from 1 August 2026"}},
		{"another begins a day too late", append(plannedBefore(stream(date(2026, 1, 3), date(2027, 1, 31), counting...)), stream(ago(100), date(2026, 7, 1), counting...)), []string{"from 2 January 2026"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			needsSay(t, one(t, "FUN-1", known(tt.facts), today).Needs, tt.want...)
		})
	}
}

// TestTheDayTheMoneyFallsShortIsTheDayTheStateChanges asks again on that day.
func TestTheDayTheMoneyFallsShortIsTheDayTheStateChanges(t *testing.T) {
	b := book(t)
	rapid.Check(t, func(rt *rapid.T) {
		var facts []fact.Fact
		for range rapid.IntRange(1, 4).Draw(rt, "streams") {
			from := rapid.IntRange(-300, 300).Draw(rt, "from")
			facts = append(facts, stream(ago(from), ago(from-rapid.IntRange(0, 900).Draw(rt, "for")), counting...))
		}
		facts = plannedBefore(facts...)
		f := judge(b, "FUN-1", facts, today)
		if f.State != checklist.Met {
			return
		}
		_, said, _ := strings.Cut(f.Needs[len(f.Needs)-1].Say, "from ")
		said, _, _ = strings.Cut(said, " ‘")
		ends, err := time.Parse("2 January 2006", said)
		if err != nil {
			rt.Fatal(err)
		}
		before := today.AddDate(0, 0, rapid.IntRange(0, int(ends.Sub(today).Hours()/24)-1).Draw(rt, "days"))
		for day, want := range map[time.Time]bool{before: true, ends.AddDate(0, 0, -1): true, ends: false} {
			if got := judge(b, "FUN-1", facts, day).State; (got == checklist.Met) != want {
				rt.Fatalf("on %s: got %s, and it ends on %s", day.Format(time.DateOnly), got, said)
			}
		}
	})
}

func TestMoneySaysWhatItCounted(t *testing.T) {
	s := stream(ago(100), date(2026, 6, 30), counting...)
	s.Number = 1_250_000
	p := one(t, "FUN-1", known([]fact.Fact{s, spend(s, ago(1), 700), spend(s, today, 50), spend(s, ago(-1), 9)}), today).Parts[0]
	if got, want := p.For[0].Say, "£1,250,000 until 30 June 2026, £750 of it spent"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := p.Say, "Of the streams that count, the one that lasts longest ends on 30 June 2026. The rule asks for 1 June 2026 or later, and 1 March 2026 for partly."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	p = one(t, "FUN-1", known([]fact.Fact{stream(ago(100), ago(1), counting...)}), today).Parts[0]
	if want := "No stream that counts is there today."; !strings.HasPrefix(p.Say, want) || p.Left[0].Say != "Left out, because it ended on 30 November 2025" {
		t.Errorf("got %q and %q, want %q and that it ended", p.Say, p.Left[0].Say, want)
	}
}

func TestNewestEvidenceOfFunding(t *testing.T) {
	counts, other := stream(ago(100), ago(-400), counting...), stream(ago(20), ago(-400), fact.Confirmed)
	for _, tt := range []struct {
		name  string
		facts []fact.Fact
		want  time.Time
	}{
		{"none", nil, time.Time{}},
		{"a first day", []fact.Fact{counts}, ago(100)},
		{"a last day", []fact.Fact{stream(ago(100), ago(30), counting...)}, ago(30)},
		{"a stream that does not count is none", []fact.Fact{other, spend(other, ago(3), 5)}, time.Time{}},
		{"what was spent", []fact.Fact{counts, spend(counts, ago(7), 5)}, ago(7)},
		{"what is spent later is none", []fact.Fact{counts, spend(counts, ago(-7), 5)}, ago(100)},
		{"a stream to come is none", plannedBefore(stream(ago(-7), ago(-400), counting...)), time.Time{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			facts := known(tt.facts)
			for i := range facts {
				facts[i].KnownFrom = ago(400)
			}
			if got := one(t, "FUN-1", facts, today).Newest; !got.Equal(tt.want) {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}
