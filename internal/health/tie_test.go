package health_test

import (
	"fmt"
	"slices"
	"testing"

	"liaison/internal/fact"
	"liaison/internal/health"
)

// both is each way and its return, given as "1-2".
func both(all ...string) []string {
	var ways []string
	for _, p := range all {
		a, b := p[:1], p[2:]
		ways = append(ways, a+">"+b, b+">"+a)
	}
	return ways
}

// TestPublishedNetworks holds the check values of domain, partnership health:
// "star n=5 -> centralisation 1.0, density (undirected) 0.4; ring n=5 -> 0,
// 0.5; full directed n=4 with one edge removed -> D=11/12, r=10/11". The
// others follow from the formulas by hand.
func TestPublishedNetworks(t *testing.T) {
	full := both("1-2", "1-3", "1-4", "2-3", "2-4", "3-4")
	for _, tt := range []struct {
		name string
		n    int
		ways []string
		want map[health.Code]string
	}{
		{"a star", 5, both("1-2", "1-3", "1-4", "1-5"), map[health.Code]string{
			health.Centralisation: "told 1 of 4/4", health.Density: "told 0.4 of 8/20", health.Isolates: "told 0 of 0/5",
			health.EdgeReciprocity: "told 1 of 8/8", health.DyadReciprocity: "counts of 4/4", health.WeightedReciprocity: "told 1 of 8/8",
			health.OutCentralisation: "told 0.75 of 8/8", health.InCentralisation: "told 0.75 of 8/8", // 4 times 4-1, over 16
		}},
		{"a ring", 5, both("1-2", "2-3", "3-4", "4-5", "5-1"), map[health.Code]string{
			health.Centralisation: "told 0 of 5/5", health.Density: "told 0.5 of 10/20", health.DyadReciprocity: "told 1 of 5/5",
			health.OutCentralisation: "told 0 of 10/10", health.InCentralisation: "told 0 of 10/10",
		}},
		{"a full one without one way", 4, full[:11], map[health.Code]string{
			health.Density: "told 0.9167 of 11/12", health.EdgeReciprocity: "told 0.9091 of 10/11", health.DyadReciprocity: "told 0.8333 of 5/6",
			health.WeightedReciprocity: "told 0.9091 of 10/11", health.Centralisation: "told 0 of 6/6",
		}},
		{"one gives to all", 5, []string{"1>2", "1>3", "1>4", "1>5"}, map[health.Code]string{
			health.OutCentralisation: "told 1 of 4/4", health.InCentralisation: "told 0.0625 of 4/4", // 1-0 over 16
			health.EdgeReciprocity: "counts of 0/4", health.Centralisation: "told 1 of 4/4",
		}},
		{"one receives from all", 5, []string{"2>1", "3>1", "4>1", "5>1"}, map[health.Code]string{
			health.InCentralisation: "told 1 of 4/4", health.OutCentralisation: "told 0.0625 of 4/4",
		}},
		{"nobody gives", 5, nil, map[health.Code]string{
			health.Density: "told 0 of 0/20", health.Isolates: "told 5 of 5/5", health.EdgeReciprocity: "nothing of 0/0",
			health.DyadReciprocity: "nothing of 0/0", health.WeightedReciprocity: "nothing of 0/0", health.Centralisation: "nothing of 0/0",
			health.OutCentralisation: "nothing of 0/0", health.InCentralisation: "nothing of 0/0",
		}},
		{"three agencies are a table and no figure", 3, both("1-2", "1-3", "2-3"), map[health.Code]string{
			health.Density: "counts of 6/6", health.EdgeReciprocity: "counts of 6/6", health.WeightedReciprocity: "counts of 6/6",
			health.Centralisation: "counts of 3/3", health.OutCentralisation: "counts of 6/6", health.Isolates: "counts of 0/3",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var r records
			facts := join(agencies(tt.n), r.gaveEach(ago(10), tt.ways...))
			for code, want := range tt.want {
				if got := said(found(t, code, facts).Value); got != want {
					t.Errorf("%s: got %s, want %s", code, got, want)
				}
			}
		})
	}
}

func TestTheMatrixHasWhoGivesInItsRows(t *testing.T) {
	var r records
	broadcast := r.gaveEach(ago(3), "2>1", "2>3", "2>4", "2>5")
	for i := range broadcast {
		broadcast[i].Number = 4
	}
	net := health.Evaluate(join(agencies(5), r.gaveEach(ago(10), "2>3", "2>3", "4>2"), broadcast), today).Network
	if got, want := fmt.Sprint(net.Agencies, net.Shares), "[1 2 3 4 5] [[0 0 0 0 0] [1 0 3 1 1] [0 0 0 0 0] [0 1 0 0 0] [0 0 0 0 0]]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := net.Weights[1][2]; got != 2.25 {
		t.Errorf("got a weight of %v, want two alone and a quarter", got)
	}
	if net.Gave(1) != 6 || net.Received(1) != 1 {
		t.Errorf("got %d given and %d received, want 6 and 1", net.Gave(1), net.Received(1))
	}
}

// TestABroadcastDoesNotInflateTheBalance: agency 1 gave 2 and 3 one thing each
// and got one back from 2, and 4 sent all five others one thing, which weighs
// 1/5 each. Weights: 1>2 1, 2>1 1, 1>3 1, and 4>1, 4>2, 4>3, 4>5, 4>6 a fifth each:
// 2*1 of 4 in all.
func TestABroadcastDoesNotInflateTheBalance(t *testing.T) {
	var r records
	broadcast := r.gaveEach(ago(3), "4>1", "4>2", "4>3", "4>5", "4>6")
	for i := range broadcast {
		broadcast[i].Number = 5
	}
	facts := join(agencies(6), r.gaveEach(ago(10), "1>2", "2>1", "1>3"), broadcast)
	if got, want := said(found(t, health.WeightedReciprocity, facts).Value), "told 0.5 of 2/8"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := said(found(t, health.EdgeReciprocity, facts).Value), "told 0.25 of 2/8"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	dyads := found(t, health.DyadReciprocity, facts)
	if got, want := said(dyads.Value), "told 0.1429 of 1/7"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := ways(dyads.For)+", "+ways(dyads.Against), "1>2, 1>3 4>1 4>2 4>3 4>5 4>6"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestRequiredPairsThatShare: 1-2 holds both ways, 1-3 one way, 2-3 none. What
// 1 and 2 gave 4 is no matter, and what was given the day before the window
// neither.
func TestRequiredPairsThatShare(t *testing.T) {
	var r records
	facts := join(agencies(4), pairs("1-2", "1-3", "2-3"), r.gaveEach(ago(89), "1>2"), r.gaveEach(today, "2>1", "3>1", "1>4", "2>4"), r.gaveEach(ago(90), "2>3"))
	f := found(t, health.TieCover, facts)
	if got, want := said(f.Value), "told 0.5 of 3/6"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := ways(f.For)+", "+ways(f.Against), "1>2 2>1 3>1, 1>3 2>3 3>2"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if f.For[0].Kind != fact.Shared || !f.For[0].Day.Equal(ago(89)) || f.Against[0].Kind != fact.RequiredPair || f.Against[0].Source != id(2_000_001) {
		t.Errorf("got %+v and %+v, want the share and the baseline behind them", f.For[0], f.Against[0])
	}
	// A window ago 2 gave 3 what it gave on that window's last day.
	if got, want := said(f.Trend[6]), "told 0.1667 of 1/6"; got != want {
		t.Errorf("got %s a window ago, want %s", got, want)
	}
}

func TestTheBaselineOfRequiredPairsThatCounts(t *testing.T) {
	var r records
	shares := r.gaveEach(ago(5), "1>2", "2>1", "3>4")
	for _, tt := range []struct {
		name string
		of   []fact.Fact
		want string
		left string
	}{
		{"none", nil, "nothing of 0/0", ""},
		{"the highest version", []fact.Fact{pair(1, 2, 1, ago(300), never), pair(3, 4, 2, ago(100), never)}, "counts of 1/2", ""},
		{"not one that is still to begin", []fact.Fact{pair(1, 2, 1, ago(300), never), pair(3, 4, 2, ago(-1), never)}, "counts of 2/2", ""},
		{"on its last day", []fact.Fact{pair(1, 2, 1, ago(300), today)}, "counts of 2/2", ""},
		{"after its last day", []fact.Fact{pair(1, 2, 1, ago(300), ago(1))}, "nothing of 0/0", ""},
		{"an older one does not come back", []fact.Fact{pair(1, 2, 1, ago(300), never), pair(3, 4, 2, ago(100), ago(1))}, "nothing of 0/0", ""},
		{"a pair of one that left is left out", []fact.Fact{pair(1, 2, 1, ago(300), never), pair(2, 9, 1, ago(300), never)}, "counts of 2/2", "2>9 9>2"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := found(t, health.TieCover, join(agencies(4), tt.of, shares, []fact.Fact{partner(9, ago(400), ago(1))}))
			if got := said(f.Value); got != tt.want || ways(f.Left) != tt.left {
				t.Errorf("got %s without %q, want %s without %q", got, ways(f.Left), tt.want, tt.left)
			}
		})
	}
}

func TestAnAgencyTakesPartToItsLastDay(t *testing.T) {
	var r records
	for _, tt := range []struct {
		name string
		of   []fact.Fact
		want []int
	}{
		{"its first day", []fact.Fact{partner(7, today, never)}, []int{1, 7}},
		{"the day before", []fact.Fact{partner(7, ago(-1), never)}, []int{1}},
		{"its last day", []fact.Fact{partner(7, ago(90), today)}, []int{1, 7}},
		{"the day after", []fact.Fact{partner(7, ago(90), ago(1))}, []int{1}},
		{"it came back", []fact.Fact{partner(7, ago(90), ago(30)), partner(7, ago(3), never)}, []int{1, 7}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			report := health.Evaluate(join(agencies(1), tt.of, r.gaveEach(ago(1), "1>7")), today)
			if !slices.Equal(report.Active, tt.want) || len(report.Partners) != len(tt.want) || len(report.Network.Agencies) != len(tt.want) {
				t.Errorf("got %v, want %v", report.Active, tt.want)
			}
		})
	}
}

func TestIsolatesAreNamed(t *testing.T) {
	var r records
	f := found(t, health.Isolates, join(agencies(5), r.gaveEach(ago(2), "1>2", "3>1"), r.gaveEach(ago(90), "4>5")))
	if got, want := said(f.Value)+": "+list(f.For), "told 2 of 2/5: 4 5"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
