package journey

import (
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/testing/browser"
)

func TestJourneyOtherRecordAreas(t *testing.T) {
	t.Parallel()
	r := start(t)
	b := browser.Open(t)
	first := func(in access.Strand) string {
		return r.find(t, func(a activity.Activity) bool { return a.Strand == in }).Ref
	}
	intelligence, casework, outreach := first(access.Intelligence), first(access.Casework), first(access.Outreach)

	p := r.seat(t, b, tom, desk)
	p.NotSee("intelligence records", "casework records")
	p.to("/intelligence/activities/" + intelligence)
	p.wantStatus(http.StatusNotFound)
	p.wantTitle("Page not found – Liaison")
	p.look()
	p.to("/activities")
	p.NotSee("INT-", "CAS-", "OUT-", "INTELLIGENCE")

	h := r.seat(t, b, helen, desk)
	h.look()
	h.Click("Go to intelligence records")
	h.look()
	h.readReserved(access.Intelligence, intelligence)
	var light float64
	h.Eval(`getComputedStyle(document.querySelector('.app-band')).backgroundColor.match(/\d+/g).slice(0, 3).reduce((a, b) => a + Number(b), 0) / 3`, &light)
	if light > 80 {
		t.Errorf("got a band of lightness %.0f, want a dark one", light)
	}
	h.to("/activities")
	h.NotSee("INT-", "INTELLIGENCE")
	h.to("/outreach/activities/" + outreach)
	h.wantStatus(http.StatusNotFound)

	s := r.seat(t, b, samira, desk)
	s.Click("Go to casework records")
	s.look()
	s.readReserved(access.Casework, casework)
	s.to("/intelligence/activities/" + intelligence)
	s.wantStatus(http.StatusNotFound)

	w := r.seat(t, b, amara, desk)
	w.to("/activities")
	w.See("OUTREACH", "COORDINATION")
	w.look()
	w.to("/activities?strand=outreach")
	w.See(outreach)
	w.to("/outreach/activities/" + outreach)
	w.See("OUTREACH", "Community activity only.")
	w.look()
}

// readReserved opens a record that asks why, once.
func (p person) readReserved(in access.Strand, ref string) {
	p.t.Helper()
	record := "/" + string(in) + "/activities/" + ref
	word := strings.ToUpper(string(in))
	p.Click("a[href=\"" + record + "\"]")
	p.See("Why do you need to read "+ref+"?", word)
	p.mend("Open the record", word+" – Reason for reading", "Enter why you need to read this record")
	p.Fill("Reason", "Preparing the monthly review")
	p.Click("Open the record")
	p.wantTitle(word + " – " + ref + " – Liaison")
	p.See(word, "Leave this record area", "Handling", "OFFICIAL-SENSITIVE")
	p.look()
	p.OnPaper(true)
	if p.Shown("nav") || !p.Shown(".app-band__strand") || !p.Shown(".app-printmark") {
		p.t.Errorf("got a sheet with the navigation or without %s, want its marking alone", word)
	}
	p.OnPaper(false)
	p.Click("Leave this record area")
	p.to(record)
	p.wantTitle(word + " – " + ref + " – Liaison")
	p.Click("History of this record")
	p.look()
}

func TestJourneyNothingIsTheSameAsNotYours(t *testing.T) {
	t.Parallel()
	r := start(t)
	c := r.SignIn(t, access.Staff)
	for _, in := range []access.Strand{access.Outreach, access.Casework, access.Intelligence} {
		t.Run("a record of "+string(in), func(t *testing.T) {
			record := r.find(t, func(a activity.Activity) bool { return a.Strand == in })
			list := "/" + string(in) + "/activities"
			there, nothing := list+"/"+record.Ref, list+"/"+in.Prefix()+"-0000000"
			for _, tt := range []struct{ yours, none string }{
				{there, nothing},
				{there + "/history", nothing + "/history"},
				{there + "/report", nothing + "/report"},
				{there, "/nowhere/at/all"},
				{list, "/nowhere/at"},
				{list + "?from=nonsense", "/nowhere"},
			} {
				got, want := r.knock(t, c, tt.yours), r.knock(t, c, tt.none)
				if got.status != http.StatusNotFound || want.status != http.StatusNotFound {
					t.Errorf("%s and %s: got %d and %d, want 404 twice", tt.yours, tt.none, got.status, want.status)
				}
				if got.body != want.body {
					t.Errorf("%s and %s: got two pages, want one:\n%s\n%s", tt.yours, tt.none, got.body, want.body)
				}
				if !slices.Equal(got.headers, want.headers) {
					t.Errorf("%s and %s: got the headers %v and %v, want the same", tt.yours, tt.none, got.headers, want.headers)
				}
			}
			if there, nothing := r.usual(t, c, there, nothing); there > 2*nothing+5*time.Millisecond || nothing > 2*there+5*time.Millisecond {
				t.Errorf("got an answer in %v for a record and in %v for none, want about the same", there, nothing)
			}
		})
	}
}

// answered is what can be told from an answer.
type answered struct {
	status  int
	headers []string // names, and the values that do not tell the moment
	body    string   // without the moment
	took    time.Duration
}

// moments are what differs between two answers to the same question.
var moments = regexp.MustCompile(`\d+ [A-Z][a-z]+ \d{4}, [\d:]+[ap]m|[0-9a-f]{8}-[0-9a-f-]{27}`)

// knock asks for a page and notes all that can be told from the answer.
func (r running) knock(t testing.TB, c *http.Client, path string) answered {
	t.Helper()
	q, err := http.NewRequestWithContext(t.Context(), http.MethodGet, r.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	began := clock()
	a, err := c.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Body.Close()
	body, err := io.ReadAll(a.Body)
	if err != nil {
		t.Fatal(err)
	}
	got := answered{status: a.StatusCode, body: moments.ReplaceAllString(string(body), "now"), took: clock().Sub(began)}
	for name, values := range a.Header {
		if value := strings.Join(values, ", "); name != "Date" && name != "X-Audit-Receipt" && !moments.MatchString(value) {
			name += ": " + value
		}
		got.headers = append(got.headers, name)
	}
	slices.Sort(got.headers)
	return got
}

// usual is how long two pages usually take, asked by turns.
func (r running) usual(t testing.TB, c *http.Client, one, other string) (time.Duration, time.Duration) {
	t.Helper()
	var first, second []time.Duration
	for range 25 {
		first = append(first, r.knock(t, c, one).took)
		second = append(second, r.knock(t, c, other).took)
	}
	slices.Sort(first)
	slices.Sort(second)
	t.Logf("a record takes %v, none takes %v", first[12], second[12])
	return first[12], second[12]
}
