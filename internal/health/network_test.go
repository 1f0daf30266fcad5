package health_test

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/simple"
	"gonum.org/v1/gonum/graph/topo"
	"pgregory.net/rapid"

	"liaison/internal/fact"
	"liaison/internal/health"
)

// TestGraphMeasuresAgreeWithGonum works each graph measure out a second time
// over gonum's graphs: ties, degrees and their returns are counted by its
// iterators, and who is joined to whom by its search.
func TestGraphMeasuresAgreeWithGonum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(health.FewAgencies, 9).Draw(t, "agencies")
		directed, undirected := simple.NewDirectedGraph(), simple.NewUndirectedGraph()
		for a := 1; a <= n; a++ {
			directed.AddNode(simple.Node(a))
			undirected.AddNode(simple.Node(a))
		}
		facts := join(agencies(n), coordinator(1))
		var r records
		for range rapid.IntRange(0, 40).Draw(t, "shares") {
			from, to := rapid.IntRange(1, n).Draw(t, "from"), rapid.IntRange(1, n).Draw(t, "to")
			if from == to {
				continue
			}
			directed.SetEdge(simple.Edge{F: simple.Node(from), T: simple.Node(to)})
			undirected.SetEdge(simple.Edge{F: simple.Node(from), T: simple.Node(to)})
			facts = append(facts, r.gave(from, to, ago(rapid.IntRange(0, 89).Draw(t, "ago"))))
		}
		var required [][2]int
		for a := 1; a <= n; a++ {
			for b := a + 1; b <= n; b++ {
				if rapid.Bool().Draw(t, "required") {
					required = append(required, [2]int{a, b})
					facts = append(facts, pair(a, b, 1, ago(200), never))
				}
			}
		}
		agree(t, health.Evaluate(facts, today), n, directed, undirected, required)
	})
}

func agree(t *rapid.T, r health.Report, n int, directed *simple.DirectedGraph, undirected *simple.UndirectedGraph, required [][2]int) {
	edges, returned := 0, 0
	for _, e := range graph.EdgesOf(directed.Edges()) {
		edges++
		if directed.HasEdgeFromTo(e.To().ID(), e.From().ID()) {
			returned++
		}
	}
	dyads, isolated := undirected.Edges().Len(), 0
	out, in, both := make([]int, n), make([]int, n), make([]int, n)
	for i := range n {
		at := int64(i + 1)
		out[i], in[i], both[i] = directed.From(at).Len(), directed.To(at).Len(), undirected.From(at).Len()
		if both[i] == 0 {
			isolated++
		}
	}
	same(t, r, health.Density, float64(edges)/float64(n*(n-1)))
	same(t, r, health.EdgeReciprocity, float64(returned)/float64(edges))
	same(t, r, health.DyadReciprocity, float64(returned/2)/float64(dyads))
	same(t, r, health.Centralisation, freeman(both, (n-1)*(n-2)))
	same(t, r, health.OutCentralisation, freeman(out, (n-1)*(n-1)))
	same(t, r, health.InCentralisation, freeman(in, (n-1)*(n-1)))
	same(t, r, health.Isolates, float64(isolated))

	undirected.RemoveNode(1)
	joined, pairs := 0, 0
	for _, p := range required {
		if p[0] != 1 {
			pairs++
			if topo.PathExistsIn(undirected, simple.Node(p[0]), simple.Node(p[1])) {
				joined++
			}
		}
	}
	same(t, r, health.CoordinatorReliance, float64(joined)/float64(pairs))
	f, _ := r.Find(health.CoordinatorReliance)
	if got, want := f.Also[0].Figure, len(topo.ConnectedComponents(undirected)); got != float64(want) {
		t.Fatalf("got %v groups, want %d", got, want)
	}
}

// freeman is the sum of what degrees fall short of the greatest, over the most
// it can be.
func freeman(degrees []int, most int) float64 {
	greatest := 0
	for _, d := range degrees {
		greatest = max(greatest, d)
	}
	sum := 0.0
	for _, d := range degrees {
		sum += float64(greatest-d) / float64(most)
	}
	return sum
}

// same holds a figure, where one is told, against another.
func same(t *rapid.T, r health.Report, c health.Code, want float64) {
	f, _ := r.Find(c)
	if f.State == health.Told && math.Abs(f.Figure-want) > 1e-9 {
		t.Fatalf("%s: got %v, want %v", c, f.Figure, want)
	}
	if f.State == health.Nothing && f.All != 0 {
		t.Fatalf("%s: got nothing of %d", c, f.All)
	}
}

func TestWhatAnAgencyGivesItselfIsNoTie(t *testing.T) {
	var r records
	f := found(t, health.Density, join(agencies(4), []fact.Fact{r.gave(1, 1, ago(3))}))
	if got, want := said(f.Value), "told 0 of 0/12"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
