package health_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/fact"
	"liaison/internal/health"
)

// today is a Monday, and the day of every test that says no other.
var today = date(2025, 12, 1)

func date(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// ago is the day so many days before today.
func ago(n int) time.Time { return today.AddDate(0, 0, -n) }

var never time.Time

// id is the nth id, the same in every run; like real ones they differ from the
// first byte on.
func id(n int) uuid.UUID {
	return uuid.NewSHA1(uuid.Nil, []byte(strconv.Itoa(n)))
}

// records numbers the sources of a test's facts.
type records int

func (r *records) next() uuid.UUID {
	*r++
	return id(int(*r))
}

// agencies takes part from long ago: as many, from 1 on.
func agencies(n int) []fact.Fact {
	var facts []fact.Fact
	for a := 1; a <= n; a++ {
		facts = append(facts, partner(a, ago(1000), never))
	}
	return facts
}

func partner(agency int, from, until time.Time, flags ...fact.Flag) fact.Fact {
	return fact.Fact{Source: id(1_000_000 + agency), Kind: fact.Partner, Day: from, Until: until, Agency: agency, Flags: flags}
}

func (r *records) gave(from, to int, day time.Time) fact.Fact {
	return fact.Fact{Source: r.next(), Kind: fact.Shared, Day: day, Agency: from, Other: to, Number: 1, Flags: []fact.Flag{fact.ShareGiven}}
}

// gaveEach is one share for each way, given as "1>2".
func (r *records) gaveEach(day time.Time, ways ...string) []fact.Fact {
	var facts []fact.Fact
	for _, w := range ways {
		from, to, _ := strings.Cut(w, ">")
		facts = append(facts, r.gave(number(from), number(to), day))
	}
	return facts
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		panic(err)
	}
	return n
}

func pair(a, b, version int, from, until time.Time) fact.Fact {
	return fact.Fact{Source: id(2_000_000 + version), Part: a*100 + b, Kind: fact.RequiredPair, Day: from, Until: until, Agency: a, Other: b, Number: version}
}

// pairs are required from long ago, given as "1-2".
func pairs(all ...string) []fact.Fact {
	var facts []fact.Fact
	for _, p := range all {
		a, b, _ := strings.Cut(p, "-")
		facts = append(facts, pair(number(a), number(b), 1, ago(1000), never))
	}
	return facts
}

func join(parts ...[]fact.Fact) []fact.Fact {
	var all []fact.Fact
	for _, p := range parts {
		all = append(all, p...)
	}
	return all
}

// found is what today's report says of a measure.
func found(t *testing.T, c health.Code, facts []fact.Fact) health.Finding {
	t.Helper()
	f, ok := health.Evaluate(facts, today).Find(c)
	if !ok {
		t.Fatalf("there is no %s", c)
	}
	return f
}

// said is a value on one line: "told 0.4 of 8/20", "counts of 1/2", "nothing of 0/0".
func said(v health.Value) string {
	if v.State != health.Told {
		return fmt.Sprintf("%s of %d/%d", v.State, v.Have, v.All)
	}
	return fmt.Sprintf("%s %s of %d/%d", v.State, strconv.FormatFloat(v.Figure, 'g', 4, 64), v.Have, v.All)
}

// beside is the figure of that name beside a value.
func beside(v health.Value, name string) string {
	for _, a := range v.Also {
		if a.Name == name {
			return strconv.FormatFloat(a.Figure, 'g', 4, 64)
		}
	}
	return "none"
}

// ways are rows as "1>2", in their order.
func ways(rows []health.Row) string {
	var all []string
	for _, r := range rows {
		all = append(all, fmt.Sprintf("%d>%d", r.Agency, r.Other))
	}
	return strings.Join(all, " ")
}

// list is the agencies of rows, in their order.
func list(rows []health.Row) string {
	var all []string
	for _, r := range rows {
		all = append(all, strconv.Itoa(r.Agency))
	}
	return strings.Join(all, " ")
}

func TestAReportHasEveryMeasureWithItsTrend(t *testing.T) {
	r := health.Evaluate(nil, today)
	if len(r.Findings) != len(health.Measures()) {
		t.Fatalf("got %d findings, want %d", len(r.Findings), len(health.Measures()))
	}
	if r.Findings[0].Code != health.TieCover {
		t.Errorf("got %s first, want the headline", r.Findings[0].Code)
	}
	for _, f := range r.Findings {
		if f.Name == "" || f.Says == "" || f.Of == "" || f.Unit == "" {
			t.Errorf("%s does not say what it is: %+v", f.Code, f.Measure)
		}
		if f.State != health.Nothing || f.Between != nil {
			t.Errorf("%s of nothing: got %s", f.Code, said(f.Value))
		}
		if len(f.Trend) != health.Windows && !f.Rounds {
			t.Errorf("%s: got a trend of %d, want %d", f.Code, len(f.Trend), health.Windows)
		}
	}
	trend := r.Findings[0].Trend
	if got, want := trend[7].Window, (calendar.Span{From: date(2025, 9, 3), To: today}); got != want {
		t.Errorf("got %v for the last window, want %v", got, want)
	}
	for i := range trend[1:] {
		if got, want := trend[i+1].Window.From, trend[i].Window.To.AddDate(0, 0, 1); got != want {
			t.Errorf("window %d begins on %s, want %s", i+1, got, want)
		}
	}
}

// TestFourCasesAreCountsAndFiveAFigure holds the rule for small numbers where
// a share and where a wait is told.
func TestFourCasesAreCountsAndFiveAFigure(t *testing.T) {
	var r records
	var asked, lines []fact.Fact
	for i := range 5 {
		asked = append(asked, r.asked(1, 2, ago(10), ago(9-i), fact.ShareGiven))
		lines = append(lines, r.line(i+1, ago(5), uuid.Nil, fact.Came))
	}
	for _, tt := range []struct {
		name string
		code health.Code
		of   []fact.Fact
		want string
	}{
		{"4 invitations", health.Attendance, lines[:4], "counts of 4/4"},
		{"5 invitations", health.Attendance, lines, "told 1 of 5/5"},
		{"4 requests", health.TimeToShare, asked[:4], "counts of 4/4"},
		{"5 requests", health.TimeToShare, asked, "told 1 of 5/5"}, // asked on a Friday, and answered from Saturday to Wednesday
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := found(t, tt.code, tt.of)
			if got := said(f.Value); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
			if wide := f.Unit == health.Share && f.State == health.Told; (f.Between != nil) != wide {
				t.Errorf("got the interval %v", f.Between)
			}
		})
	}
}

// rests are days on which nobody works.
func rests(days ...time.Time) []fact.Fact {
	var facts []fact.Fact
	for n, d := range days {
		facts = append(facts, fact.Fact{Kind: fact.Holiday, Part: n, Day: d, KnownFrom: date(2000, 1, 1)})
	}
	return facts
}
