package health_test

import (
	"math/rand/v2"
	"testing"

	"liaison/internal/fact"
	"liaison/internal/health"
)

// busy is two years of 15 agencies that leave as many facts, of which half are
// of sharing, in no order.
func busy(facts int) []fact.Fact {
	const n = 15
	rng := rand.New(rand.NewPCG(7, 7))
	var r records
	all := join(agencies(n), coordinator(1))
	for a := 1; a <= n; a++ {
		for b := a + 1; b <= n; b++ {
			all = append(all, pair(a, b, 1, ago(900), never))
		}
	}
	for len(all) < facts {
		day := rng.IntN(720)
		giver, taker := 1+rng.IntN(n), 1+rng.IntN(n)
		switch rng.IntN(4) {
		case 0:
			var how [][]fact.Flag
			for range n {
				how = append(how, [][]fact.Flag{cameSelf, cameSelf, substitute, withWord, absent}[rng.IntN(5)])
			}
			all = append(all, r.meeting(ago(day), how...)...)
		case 1:
			all = append(all, r.action(giver, ago(day), ago(max(0, day-rng.IntN(20)+10)), fact.ActionDone))
		default:
			asked := r.asked(giver, taker, ago(day), ago(max(0, day-rng.IntN(30))), fact.ShareGiven)
			given := r.gave(giver, taker, asked.Until)
			given.Source = asked.Source
			all = append(all, asked, given, r.feedback(given, rng.IntN(40)), fact.Fact{Source: asked.Source, Part: 1, Kind: fact.Recorded, Day: asked.Day})
		}
	}
	return shuffled(all, 7)
}

func BenchmarkEvaluate(b *testing.B) {
	for _, size := range []struct {
		name  string
		facts int
	}{{"5k", 5_000}, {"50k", 50_000}, {"200k", 200_000}} {
		b.Run(size.name, func(b *testing.B) {
			facts := busy(size.facts)
			for b.Loop() {
				health.Evaluate(facts, today)
			}
		})
	}
}
