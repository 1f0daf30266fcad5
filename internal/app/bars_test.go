package app

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"text/tabwriter"
	"time"

	"liaison/internal/access"
	"liaison/internal/demo"
)

// A pair is asked in turns, for a figure that a busy machine spoils as little
// as it can: so many turns of so many questions to each side.
const (
	turns     = 7
	questions = 400
)

// farPage is a page of the list that people go on to.
const farPage = 400

// side is a page of one of the services.
type side struct {
	of   running
	as   *http.Client
	path string
}

// bar is how many times as long as another one a page may take.
type bar struct {
	name string
	part float64 // of all answers, that are no slower
	most float64
	one  side
	than side
}

const list = "/activities"

func search(words string) string { return list + "?" + url.Values{"q": {words}}.Encode() }

// bars are those of the service with many activities, beside one with some.
func (r running) bars(b *testing.B, c *http.Client, some running) []bar {
	b.Helper()
	here := func(path string) side { return side{r, c, path} }
	there := side{some, some.SignIn(b, access.Coordinator), list}
	far, n := r.further(b, c, farPage)
	return []bar{
		{"list, many / some", middle, 1.5, here(list), there},
		{"list, many / some", slowest, 2, here(list), there},
		{fmt.Sprintf("list, page %d / page 1", n), middle, 1.5, here(far), here(list)},
		{"search, rare word / list", slowest, 10, here(search(demo.RareWord)), here(list)},
		{"search, common word / rare word", middle, 5, here(search(demo.CommonWord)), here(search(demo.RareWord))},
		{"checklist / list", middle, 3, here("/checklist"), here(list)},
		{"health / list", middle, 3, here("/health"), here(list)},
	}
}

// grown are the bars of the service that has so many activities more since it
// was last put in order.
func (r running) grown(c *http.Client, more int) []bar {
	here := func(path string) side { return side{r, c, path} }
	return []bar{
		{fmt.Sprintf("checklist / list, %d later", more), middle, 3, here("/checklist"), here(list)},
		{fmt.Sprintf("health / list, %d later", more), middle, 3, here("/health"), here(list)},
	}
}

var nextPage = regexp.MustCompile(`href="([^"]*)" rel="next"`)

// further is the address of the nth page of the list, or of the last one, and
// which it is.
func (r running) further(b *testing.B, c *http.Client, n int) (string, int) {
	b.Helper()
	at := list
	for page := 1; ; page++ {
		_, body := r.Get(b, c, at)
		next := nextPage.FindStringSubmatch(body)
		if page == n || next == nil {
			return at, page
		}
		at = strings.ReplaceAll(next[1], "&amp;", "&")
	}
}

// measure asks every pair and prints what came of it. A bar that is not met is
// a figure, and no failure.
func measure(b *testing.B, all []bar) {
	b.Helper()
	var table strings.Builder
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, "bar\t\tfigure\tfrom\tto\tat most\t\tms\tthan ms")
	for _, x := range all {
		ratios, ones, thans := make([]float64, turns), make([]time.Duration, turns), make([]time.Duration, turns)
		for i := range ratios {
			ones[i], thans[i] = quantile(x.one.ask(b), x.part), quantile(x.than.ask(b), x.part)
			ratios[i] = float64(ones[i]) / float64(thans[i])
		}
		slices.Sort(ratios)
		figure, said := ratios[turns/2], "met"
		if figure > x.most {
			said = "missed"
		}
		_, _ = fmt.Fprintf(w, "%s\tp%.0f\t%.2f\t%.2f\t%.2f\t%g\t%s\t%.2f\t%.2f\n", x.name, 100*x.part, figure, ratios[0], ratios[turns-1], x.most, said,
			milliseconds(quantile(ones, middle)), milliseconds(quantile(thans, middle)))
	}
	_ = w.Flush()
	_, _ = fmt.Fprintf(os.Stdout, "%d activities beside %d, %d clients; of %d turns the middle figure, the least and the greatest\n%s", *rows, few, clients, turns, table.String())
}

// ask puts the question as often as a round has it, from as many clients.
func (s side) ask(b *testing.B) []time.Duration {
	b.Helper()
	took := make([]time.Duration, questions)
	var wait sync.WaitGroup
	for k := range clients {
		wait.Go(func() {
			for i := k; i < questions; i += clients {
				took[i] = s.of.timed(b, s.as, s.path)
			}
		})
	}
	wait.Wait()
	return took
}
