package page

import (
	"fmt"
	"strconv"
	"strings"

	"liaison/internal/chart"
	"liaison/internal/health"
	web "liaison/web/health"
)

// How large the drawing of the network is, so that it fits a narrow screen, and
// how far below the middle of an agency the foot of its number is.
const (
	networkSize   = 344
	networkRadius = 14
	numberFoot    = 5
)

// network is who gave to whom as a drawing: agencies on a circle, in the order
// of the alphabet, so that each stands where it stood.
func (c checkup) network() *web.Network {
	places := c.places()
	pairs, oneWay := c.tiedPairs(places)
	n := &web.Network{
		Title: networkTitle(len(pairs), oneWay), Sub: "The network of sharing, " + c.within(), Pairs: pairs, File: c.file(networkPart, "of the network"),
		Size: strconv.Itoa(networkSize), Describe: "Agencies on a circle with a line between those that shared. The table below has the same pairs.",
	}
	if len(places) < health.FewAgencies {
		return n
	}
	weights := make([][]float64, len(places))
	for i, from := range places {
		weights[i] = make([]float64, len(places))
		for j, to := range places {
			weights[i][j] = c.Network.Weights[from][to]
		}
	}
	ring := chart.NewRing(weights, networkSize, networkRadius)
	n.Radius = pixels(ring.Radius)
	for i, at := range ring.Places {
		gave, received := 0, 0
		for j := range places {
			if c.Network.Shares[places[i]][places[j]] > 0 {
				gave++
			}
			if c.Network.Shares[places[j]][places[i]] > 0 {
				received++
			}
		}
		n.Nodes = append(n.Nodes, web.Node{
			X: pixels(at.X), Y: pixels(at.Y), TextY: pixels(at.Y + numberFoot), Number: strconv.Itoa(i + 1), Name: c.name(c.Network.Agencies[places[i]]),
			Says: fmt.Sprintf("Gave to %d, received from %d", gave, received),
		})
	}
	for _, l := range ring.Lines {
		n.Lines = append(n.Lines, web.Line{X1: pixels(l.Start.X), Y1: pixels(l.Start.Y), X2: pixels(l.End.X), Y2: pixels(l.End.Y), Width: pixels(l.Width), Tip: corners(l.Tip)})
	}
	return n
}

// tiedPairs are the pairs in which somebody gave, and how many go one way.
func (c checkup) tiedPairs(places []int) (pairs []web.TiedPair, oneWay int) {
	for n, i := range places {
		for _, j := range places[n+1:] {
			there, back := c.Network.Shares[i][j], c.Network.Shares[j][i]
			if there+back == 0 {
				continue
			}
			p := web.TiedPair{Agency: c.name(c.Network.Agencies[i]), Other: c.name(c.Network.Agencies[j]), Gave: strconv.Itoa(there), Received: strconv.Itoa(back), Ways: "Both ways"}
			if there == 0 || back == 0 {
				p.Ways = "One way"
				oneWay++
			}
			pairs = append(pairs, p)
		}
	}
	return pairs, oneWay
}

func networkTitle(pairs, oneWay int) string {
	switch {
	case pairs == 0:
		return "No two agencies shared in these 90 days"
	case oneWay == 0:
		return "All " + plural(pairs, "pair that shared did", "pairs that shared did") + " so both ways"
	}
	return fmt.Sprintf("%d of %s so one way only", oneWay, plural(pairs, "pair that shared did", "pairs that shared did"))
}

func pixels(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }

// corners are the points of a shape as a drawing takes them.
func corners(points []chart.Point) string {
	var all []string
	for _, p := range points {
		all = append(all, pixels(p.X)+","+pixels(p.Y))
	}
	return strings.Join(all, " ")
}
