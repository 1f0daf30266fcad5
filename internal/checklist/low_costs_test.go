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

func costProduct(from, until time.Time) fact.Fact {
	return fact.Fact{Source: uuid.New(), Kind: fact.Product, Day: from, Until: until, Flags: []fact.Flag{fact.CourseProduct}, KnownFrom: ago(900)}
}

func cost(of uuid.UUID, day time.Time, pounds int, phase fact.Flag) fact.Fact {
	return fact.Fact{Source: uuid.New(), Kind: fact.Cost, Day: day, Agency: 2, Person: of, Number: pounds, Flags: []fact.Flag{phase}, KnownFrom: ago(900)}
}

func ceiling(from, until time.Time, pounds int) fact.Fact {
	return fact.Fact{Source: uuid.New(), Kind: fact.Ceiling, Day: from, Until: until, Number: pounds, KnownFrom: ago(900)}
}

// costed is so many products that go on, started long ago and run on the day.
func costed(n int, ran time.Time) []fact.Fact {
	var facts []fact.Fact
	for range n {
		p := costProduct(ago(800), time.Time{})
		facts = append(facts, p, cost(p.Source, ago(800), 300, fact.StartUp), cost(p.Source, ran, 20, fact.ForProduct))
	}
	return facts
}

// bare is so many products without any cost.
func bare(n int) []fact.Fact {
	var facts []fact.Fact
	for range n {
		facts = append(facts, costProduct(ago(800), time.Time{}))
	}
	return facts
}

// TestCostsOfProductsAreRecorded: the last twelve months are 2 December 2024
// to 1 December 2025.
func TestCostsOfProductsAreRecorded(t *testing.T) {
	only := func(phases ...fact.Flag) []fact.Fact {
		p := costProduct(ago(800), time.Time{})
		facts := []fact.Fact{p}
		for _, phase := range phases {
			facts = append(facts, cost(p.Source, ago(10), 20, phase))
		}
		return facts
	}
	for _, tt := range []struct {
		name            string
		facts           []fact.Fact
		have, all, left int
		want            checklist.State
	}{
		{"no product", nil, 0, 0, 0, ""},
		{"4 of 5 are 80%", append(costed(4, ago(9)), bare(1)...), 4, 5, 0, checklist.Met},
		{"19 of 24 are 79%", append(costed(19, ago(9)), bare(5)...), 19, 24, 0, checklist.NotMet},
		{"4 of 4 are few", costed(4, ago(9)), 4, 4, 0, checklist.Partly},
		{"3 of 4 are 75%", append(costed(3, ago(9)), bare(1)...), 3, 4, 0, checklist.NotMet},
		{"run on the first day of the window", costed(5, date(2024, 12, 2)), 5, 5, 0, checklist.Met},
		{"run on the day before", costed(5, date(2024, 12, 1)), 0, 5, 0, checklist.NotMet},
		{"run today", costed(5, today), 5, 5, 0, checklist.Met},
		{"run tomorrow", costed(5, ago(-1)), 0, 5, 0, checklist.NotMet},
		{"a recurring cost is a running cost", append(costed(4, ago(9)), only(fact.StartUp, fact.Recurring)...), 5, 5, 0, checklist.Met},
		{"started and never run", append(costed(3, ago(9)), only(fact.StartUp)...), 3, 4, 0, checklist.NotMet},
		{"run and never started", append(costed(3, ago(9)), only(fact.ForProduct)...), 3, 4, 0, checklist.NotMet},
		{"costs of no product are of none", append(append(costed(3, ago(9)), bare(1)...), cost(uuid.Nil, ago(9), 5, fact.StartUp), cost(uuid.Nil, ago(9), 5, fact.Recurring)), 3, 4, 0, checklist.NotMet},
		{"available until today", append(costed(3, ago(9)), costProduct(ago(300), today)), 3, 4, 0, checklist.NotMet},
		{"available until yesterday", append(costed(5, ago(9)), costProduct(ago(300), ago(1))), 5, 5, 1, checklist.Met},
		{"available from tomorrow", append(costed(5, ago(9)), costProduct(ago(-1), time.Time{})), 5, 5, 0, checklist.Met},
		{"available from today", append(costed(3, ago(9)), costProduct(today, time.Time{})), 3, 4, 0, checklist.NotMet},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := one(t, "FUN-2", tt.facts, today).Parts[0]
			if p.State != tt.want || p.Have != tt.have || p.All != tt.all || p.Out != tt.left {
				t.Errorf("got %q with %d of %d and %d left out, want %q with %d of %d and %d", p.State, p.Have, p.All, p.Out, tt.want, tt.have, tt.all, tt.left)
			}
			if got, want := p.Window, (calendar.Span{From: date(2024, 12, 2), To: today}); got != want {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}

func TestEachProductSaysWhatIsMissing(t *testing.T) {
	var facts []fact.Fact
	for _, phases := range [][]fact.Flag{{}, {fact.StartUp}, {fact.ForProduct}} {
		p := costProduct(ago(800), time.Time{})
		facts = append(facts, p)
		for _, phase := range phases {
			facts = append(facts, cost(p.Source, ago(10), 20, phase))
		}
	}
	var said []string
	for _, row := range one(t, "FUN-2", facts, today).Parts[0].Against {
		said = append(said, row.Say)
	}
	slices.Sort(said)
	want := []string{"Neither start-up costs nor running costs in the window are recorded", "No running costs are recorded in the window", "Start-up costs are not recorded"}
	if !slices.Equal(said, want) {
		t.Errorf("got %q, want %q", said, want)
	}
}

func TestTheCostIsWithinTheCeiling(t *testing.T) {
	from := date(2025, 4, 1)
	year := ceiling(from, date(2026, 3, 31), 1000)
	for _, tt := range []struct {
		name  string
		facts []fact.Fact
		sum   int
		from  time.Time
		want  checklist.State
	}{
		{"as much as the ceiling", []fact.Fact{year, cost(uuid.Nil, ago(9), 400, fact.StartUp), cost(uuid.New(), ago(8), 600, fact.ForProduct)}, 1000, from, checklist.Met},
		{"a pound more", []fact.Fact{year, cost(uuid.Nil, ago(9), 400, fact.StartUp), cost(uuid.New(), ago(8), 601, fact.ForProduct)}, 1001, from, checklist.NotMet},
		{"recurring costs are beside it", []fact.Fact{year, cost(uuid.Nil, ago(9), 400, fact.StartUp), cost(uuid.Nil, ago(8), 601, fact.Recurring)}, 400, from, checklist.Met},
		{"on its first day", []fact.Fact{year, cost(uuid.Nil, from, 1001, fact.StartUp)}, 1001, from, checklist.NotMet},
		{"before it began", []fact.Fact{year, cost(uuid.Nil, from.AddDate(0, 0, -1), 1001, fact.StartUp), cost(uuid.Nil, ago(9), 7, fact.StartUp)}, 7, from, checklist.Met},
		{"today", []fact.Fact{year, cost(uuid.Nil, today, 1001, fact.StartUp)}, 1001, from, checklist.NotMet},
		{"tomorrow", []fact.Fact{year, cost(uuid.Nil, ago(-1), 1001, fact.StartUp), cost(uuid.Nil, today, 7, fact.StartUp)}, 7, from, checklist.Met},
		{"a ceiling until today", []fact.Fact{ceiling(from, today, 1000), cost(uuid.Nil, ago(9), 7, fact.StartUp)}, 7, from, checklist.Met},
		{"a ceiling until yesterday", []fact.Fact{ceiling(from, ago(1), 1000), cost(uuid.Nil, ago(9), 7, fact.StartUp)}, 7, date(2024, 12, 2), checklist.TooFew},
		{"a ceiling from tomorrow", []fact.Fact{ceiling(ago(-1), ago(-300), 1000), cost(uuid.Nil, ago(9), 7, fact.StartUp)}, 7, date(2024, 12, 2), checklist.TooFew},
		{"no ceiling", []fact.Fact{cost(uuid.Nil, ago(9), 7, fact.StartUp), cost(uuid.Nil, date(2024, 12, 1), 90, fact.StartUp)}, 7, date(2024, 12, 2), checklist.TooFew},
		{"nothing recorded", nil, 0, date(2024, 12, 2), checklist.TooFew},
		{"a ceiling and no cost", []fact.Fact{year}, 0, from, checklist.TooFew},
		{"a ceiling and recurring costs alone", []fact.Fact{year, cost(uuid.Nil, ago(9), 7, fact.Recurring)}, 0, from, checklist.TooFew},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := one(t, "FUN-2", tt.facts, today).Parts[1]
			if p.State != tt.want || p.Have != tt.sum || p.Window.From != tt.from || p.Window.To != today {
				t.Errorf("got %q with %d in %v, want %q with %d from %s", p.State, p.Have, p.Window, tt.want, tt.sum, tt.from)
			}
		})
	}
}

func TestTheCostsAreListedUpToTheCeilingAndBeyondIt(t *testing.T) {
	facts := []fact.Fact{
		ceiling(date(2025, 4, 1), date(2026, 3, 31), 1000), cost(uuid.Nil, ago(30), 600, fact.StartUp), cost(uuid.Nil, ago(20), 400, fact.StartUp),
		cost(uuid.Nil, ago(10), 1, fact.StartUp), cost(uuid.Nil, ago(5), 2500, fact.Recurring), cost(uuid.Nil, ago(4), 40, fact.Recurring),
	}
	p := one(t, "FUN-2", facts, today).Parts[1]
	if len(p.For) != 2 || p.For[0].Say != "£400, which makes £1,000" || p.For[1].Say != "£600, which makes £600" || p.For[0].Agency != 2 {
		t.Errorf("got %+v, want both costs within, the newest first", p.For)
	}
	if len(p.Against) != 1 || p.Against[0].Say != "£1, which makes £1,001" {
		t.Errorf("got %+v, want the cost beyond", p.Against)
	}
	if len(p.Left) != 2 || p.Out != 2 || !strings.Contains(p.Left[1].Say, "recurring costs are beside the ceiling: £2,500") {
		t.Errorf("got %+v, want the recurring costs", p.Left)
	}
	if want := "From 1 April 2025 to 1 December 2025 starting up and products cost £1,001, and recurring costs were £2,540. The ceiling is £1,000 until 31 March 2026."; p.Say != want {
		t.Errorf("got %q, want %q", p.Say, want)
	}
	for range checklist.MostListed {
		facts = append(facts, cost(uuid.Nil, ago(2), 0, fact.ForProduct))
	}
	if p := one(t, "FUN-2", facts, today).Parts[1]; len(p.Against) != checklist.MostListed || p.Against[0].Day != ago(2) || p.Have != 1001 {
		t.Errorf("got %d rows from %s and %d in all, want the newest %d and 1001", len(p.Against), p.Against[0].Day, p.Have, checklist.MostListed)
	}
}

func TestWhatWouldChangeLowCosts(t *testing.T) {
	propose := "Propose a ceiling. A second person"
	year := []fact.Fact{ceiling(date(2025, 4, 1), date(2026, 3, 31), 10_000)}
	ending := func(p []fact.Fact, on time.Time) []fact.Fact { p[0].Until = on; return p }
	for _, tt := range []struct {
		name  string
		facts []fact.Fact
		want  []string
	}{
		{"nothing recorded", nil, []string{propose}},
		{"a ceiling and no cost", year, []string{"Record what starting up and products cost since"}},
		{"few products, all recorded", costed(4, ago(9)), []string{"fewer than 5 products", propose}},
		{"one product lacks costs", slices.Concat(costed(3, ago(9)), bare(1)), []string{"Record the costs that 1 product lacks", "fewer than 5", propose}},
		// 80% of 12 are 9.6, so 10 have to be recorded.
		{"three products lack costs", slices.Concat(costed(7, ago(9)), bare(5)), []string{"Record the costs that 3 products lack", propose}},
		{"too much was spent", slices.Concat(year, []fact.Fact{cost(uuid.Nil, ago(9), 12_500, fact.StartUp)}), []string{"£2,500 more was spent than the ceiling allows, and stays so. From 1 April 2026"}},
		// Running costs of 1 June 2025 leave the window on 1 June 2026.
		{"all met", slices.Concat(year, costed(5, date(2025, 6, 1))), []string{"no longer met from 1 June 2026", "Propose a ceiling for the time after this one", "no longer met from 1 April 2026"}},
		{"met as long as four of five run", slices.Concat(costed(4, date(2025, 6, 1)), costed(1, date(2025, 2, 1))), []string{"no longer met from 1 June 2026", propose}},
		{"met until a product ends and few are left", slices.Concat(costed(4, date(2025, 6, 1)), ending(costed(1, date(2025, 6, 1)), date(2026, 1, 31))), []string{"no longer met from 1 February 2026", propose}},
		{"met until two more products begin", slices.Concat(costed(5, date(2025, 6, 1)), []fact.Fact{costProduct(date(2026, 1, 1), time.Time{}), costProduct(date(2026, 2, 1), time.Time{})}), []string{"no longer met from 1 February 2026", propose}},
		// A leap day is a day of the window of 28 February a year later.
		{"met to the end of a month", slices.Concat(costed(5, date(2025, 2, 28))), []string{"no longer met from 28 February 2026", propose}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			needsSay(t, one(t, "FUN-2", tt.facts, today).Needs, tt.want...)
		})
	}
	leap := costed(5, date(2024, 2, 29))
	for i := range leap {
		leap[i].KnownFrom = ago(900)
	}
	needsSay(t, one(t, "FUN-2", leap, date(2024, 12, 1)).Needs, "no longer met from 1 March 2025", propose)
}

func TestNewestEvidenceOfCosts(t *testing.T) {
	for _, tt := range []struct {
		name  string
		facts []fact.Fact
		want  time.Time
	}{
		{"none", bare(1), time.Time{}},
		{"a cost before the window", []fact.Fact{cost(uuid.Nil, ago(500), 1, fact.Recurring)}, ago(500)},
		{"a cost of tomorrow is none", []fact.Fact{cost(uuid.Nil, ago(3), 1, fact.StartUp), cost(uuid.Nil, ago(-1), 1, fact.StartUp)}, ago(3)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := one(t, "FUN-2", tt.facts, today).Newest; !got.Equal(tt.want) {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// TestNotToRecordCostsNeverMeetsTheRule takes every cost away.
func TestNotToRecordCostsNeverMeetsTheRule(t *testing.T) {
	b := book(t)
	rapid.Check(t, func(rt *rapid.T) {
		facts := bare(rapid.IntRange(0, 9).Draw(rt, "products"))
		if rapid.Bool().Draw(rt, "ceiling") {
			facts = append(facts, ceiling(ago(100), ago(-100), rapid.IntRange(1, 99).Draw(rt, "pounds")))
		}
		if got := judge(b, "FUN-2", facts, today).State; got != checklist.NotMet && got != checklist.TooFew {
			rt.Fatalf("got %s without any cost", got)
		}
	})
}
