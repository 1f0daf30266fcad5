package health_test

import (
	"testing"
	"time"

	"liaison/internal/fact"
	"liaison/internal/health"
)

func closely(n int, a, b, level int, side fact.Flag, from time.Time) fact.Fact {
	return fact.Fact{Source: id(8_000_000 + n), Kind: fact.Intensity, Day: from, Agency: a, Other: b, Number: level, Flags: []fact.Flag{side}}
}

// Of five pairs two are as close as wanted; what nobody has said and what is of
// an agency that left is left out; what was said later had not been said then.
func TestIntensity(t *testing.T) {
	t.Parallel()
	facts := agencies(5)
	for n, p := range []struct {
		a, b, wanted, actual int
	}{{1, 2, 3, 3}, {1, 3, 2, 4}, {1, 4, 2, 1}, {2, 3, 4, 1}, {2, 4, 2, 1}, {3, 4, 1, 0}, {4, 9, 1, 1}} {
		facts = append(facts, closely(10*n, p.a, p.b, p.wanted, fact.Wanted, ago(500)))
		if p.actual > 0 {
			facts = append(facts, closely(10*n+1, p.a, p.b, p.actual, fact.Actual, ago(300)))
		}
	}
	f := found(t, health.Intensity, facts)
	if got, want := said(f.Value), "told 0.4 of 2/5"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := ways(f.For)+", "+ways(f.Against)+", "+ways(f.Left), "1>2 1>3, 1>4 2>3 2>4, 3>4 4>9"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := f.Against[1]; got.Figure != 3 || got.Say != "Wanted: integration. It is: awareness" {
		t.Errorf("got %+v, want three steps short", got)
	}
	facts = append(facts, closely(100, 1, 4, 2, fact.Actual, ago(10)), closely(101, 1, 2, 4, fact.Wanted, ago(5)))
	f = found(t, health.Intensity, facts)
	if got, want := ways(f.For)+" then "+said(f.Trend[health.Windows-2]), "1>3 1>4 then told 0.4 of 2/5"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
