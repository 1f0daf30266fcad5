package checklist

import (
	"fmt"
	"math"
	"time"
)

// ahead says of a part that counts a share how many more cases would meet it,
// or from when it is no longer met. So many of its cases are enough to count.
// A case is a noun and what becomes of it: "request", "decided within 30 days".
func (p Part) ahead(t Parameter, enough int, noun, done string, from time.Time, to Target) []Need {
	if p.State == Met {
		return p.losing(from, to)
	}
	n, ok := more(p.Have, p.All, t)
	if !ok {
		return []Need{{Say: fmt.Sprintf("‘%s’ is not met as long as one %s of the window was not %s.", p.Name, noun, done), To: to}}
	}
	return []Need{{Say: fmt.Sprintf("‘%s’ is met with %s %s.", p.Name, many(max(n, FewCases-enough), "more "+noun, "more "+noun+"s"), done), To: to}}
}

// moreWithin is how many further cases that count for a part would bring what
// misses within its limit, and make them more than a few.
func (p Part) moreWithin(t Parameter) int {
	return max(int(math.Ceil(float64(p.All-p.Have)/t.Value-nearly)), FewCases) - p.All
}

// firstFew bounds a list of things to do, and says how many there are beside.
func firstFew(needs []Need) []Need {
	if len(needs) <= mostRows {
		return needs
	}
	rest := Need{Say: fmt.Sprintf("There are %d more like these.", len(needs)-mostRows), To: needs[0].To}
	return append(needs[:mostRows:mostRows], rest)
}
