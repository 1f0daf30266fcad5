package health

import (
	"slices"

	"liaison/internal/fact"
)

// Network is which agencies gave information to which in one window. Rows of
// its tables give and columns receive, both in the order of Agencies.
type Network struct {
	Agencies []int
	Shares   [][]int     // how many times one gave to the other
	Weights  [][]float64 // the same, where each counts 1 over how many received it
	newest   [][]*fact.Fact
}

// networkOf is the network of shares between the agencies, which are in order.
func networkOf(agencies []int, shares []*fact.Fact) Network {
	n := len(agencies)
	net := Network{Agencies: agencies, Shares: square[int](n), Weights: square[float64](n), newest: square[*fact.Fact](n)}
	for _, f := range shares {
		i, gives := slices.BinarySearch(agencies, f.Agency)
		j, receives := slices.BinarySearch(agencies, f.Other)
		if !gives || !receives || i == j {
			continue
		}
		net.Shares[i][j]++
		net.Weights[i][j] += 1 / float64(max(1, f.Number))
		net.newest[i][j] = f
	}
	return net
}

func square[T any](n int) [][]T {
	all := make([]T, n*n)
	rows := make([][]T, n)
	for i := range rows {
		rows[i] = all[i*n : (i+1)*n : (i+1)*n]
	}
	return rows
}

// gave reports whether one agency gave to another, both by their place.
func (net Network) gave(i, j int) bool { return net.Shares[i][j] > 0 }

// tied reports whether either gave to the other.
func (net Network) tied(i, j int) bool { return net.gave(i, j) || net.gave(j, i) }

// Gave and Received are how many times an agency, by its place, gave to any
// other and received from any.
func (net Network) Gave(i int) int {
	sum := 0
	for _, n := range net.Shares[i] {
		sum += n
	}
	return sum
}

// Received is how many times the agency, by its place, received from any other.
func (net Network) Received(i int) int {
	sum := 0
	for j := range net.Agencies {
		sum += net.Shares[j][i]
	}
	return sum
}

// degrees are, for each agency, to how many it gave, from how many it
// received, and with how many either happened.
func (net Network) degrees() (out, in, both []int) {
	n := len(net.Agencies)
	out, in, both = make([]int, n), make([]int, n), make([]int, n)
	for i := range n {
		for j := range n {
			if net.gave(i, j) {
				out[i]++
				in[j]++
			}
			if net.tied(i, j) {
				both[i]++
			}
		}
	}
	return out, in, both
}

// spread is how far the degrees fall short of the greatest, as a share of the
// most they can, which is zero where there are too few agencies to tell.
func spread(degrees []int, most int) float64 {
	if most <= 0 {
		return 0
	}
	greatest, sum := slices.Max(degrees), 0
	for _, d := range degrees {
		sum += greatest - d
	}
	return float64(sum) / float64(most)
}

// balance is twice the sum of the lesser weights of all pairs over the sum of
// all weights, zero where nothing was given.
func (net Network) balance() float64 {
	lesser, all := 0.0, 0.0
	for i := range net.Agencies {
		for j := range i {
			lesser += min(net.Weights[i][j], net.Weights[j][i])
			all += net.Weights[i][j] + net.Weights[j][i]
		}
	}
	if all == 0 {
		return 0
	}
	return min(1, 2*lesser/all)
}

// groups numbers the groups of agencies that are joined by ties, straight or
// through others, without the agency at a place, which gets -1. With no agency
// at the place nothing is left out.
func (net Network) groups(without int) (group []int, n int) {
	group = make([]int, len(net.Agencies))
	for i := range group {
		group[i] = -1
	}
	for i := range group {
		if i == without || group[i] >= 0 {
			continue
		}
		group[i] = n
		for next := []int{i}; len(next) > 0; {
			at := next[0]
			next = next[1:]
			for j := range group {
				if j != without && group[j] < 0 && net.tied(at, j) {
					group[j] = n
					next = append(next, j)
				}
			}
		}
		n++
	}
	return group, n
}
