package checklist_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"liaison/internal/calendar"
	"liaison/internal/checklist"
	"liaison/internal/fact"
)

// shared is one record of information that went to each of the takers.
func shared(day time.Time, giver int, takers ...int) []fact.Fact {
	id := uuid.New()
	var facts []fact.Fact
	for n, t := range takers {
		facts = append(facts, fact.Fact{Source: id, Part: 10 + 3*n, Kind: fact.Shared, Day: day, Agency: giver, Other: t, Number: len(takers), Flags: []fact.Flag{fact.ShareOffered, fact.ShareGiven}})
	}
	return facts
}

// fedBack adds what each taker of the record said of it, so many days after.
func fedBack(record []fact.Fact, after int) []fact.Fact {
	facts := slices.Clone(record)
	for _, f := range record {
		facts = append(facts, fact.Fact{Source: f.Source, Part: f.Part + 1, Kind: fact.ShareFeedback, Day: f.Day, Until: f.Day.AddDate(0, 0, after), Agency: f.Agency, Other: f.Other})
	}
	return facts
}

// requiring is a version of the baseline of required pairs.
func requiring(version int, from, until time.Time, pairs ...[2]int) []fact.Fact {
	id := uuid.New()
	var facts []fact.Fact
	for n, p := range pairs {
		facts = append(facts, fact.Fact{Source: id, Part: n, Kind: fact.RequiredPair, Day: from, Until: until, Agency: p[0], Other: p[1], Number: version})
	}
	return facts
}

// ring is so many pairs between agency 1 and each of the others.
func ring(n int) [][2]int {
	var pairs [][2]int
	for i := range n {
		pairs = append(pairs, [2]int{1, i + 2})
	}
	return pairs
}

// exchanged is what the pairs said to one another on the day, with feedback.
func exchanged(day time.Time, pairs ...[2]int) []fact.Fact {
	var facts []fact.Fact
	for _, p := range pairs {
		facts = append(facts, fedBack(shared(day, p[0], p[1]), 0)...)
		facts = append(facts, fedBack(shared(day, p[1], p[0]), 0)...)
	}
	return facts
}

// TestRequiredPairs counts pairs with traffic both ways in the last 180 days,
// which are 5 June to 1 December 2025.
func TestRequiredPairs(t *testing.T) {
	never := time.Time{}
	for _, tt := range []struct {
		name      string
		facts     [][]fact.Fact
		have, all int
		want      checklist.State
	}{
		{"7 of 10 are 70%", [][]fact.Fact{requiring(1, ago(400), never, ring(10)...), exchanged(ago(1), ring(7)...)}, 7, 10, checklist.Met},
		{"69 of 100 are 69%", [][]fact.Fact{requiring(1, ago(400), never, ring(100)...), exchanged(ago(1), ring(69)...)}, 69, 100, checklist.Partly},
		{"half is partly", [][]fact.Fact{requiring(1, ago(400), never, ring(10)...), exchanged(ago(1), ring(5)...)}, 5, 10, checklist.Partly},
		{"49 of 100 are 49%", [][]fact.Fact{requiring(1, ago(400), never, ring(100)...), exchanged(ago(1), ring(49)...)}, 49, 100, checklist.NotMet},
		{"5 of 5 count as a ratio", [][]fact.Fact{requiring(1, ago(400), never, ring(5)...), exchanged(ago(1), ring(5)...)}, 5, 5, checklist.Met},
		{"4 of 4 are few", [][]fact.Fact{requiring(1, ago(400), never, ring(4)...), exchanged(ago(1), ring(4)...)}, 4, 4, checklist.Partly},
		{"on the first day of the window", [][]fact.Fact{requiring(1, ago(400), never, ring(5)...), exchanged(ago(179), ring(5)...)}, 5, 5, checklist.Met},
		{"the day before it", [][]fact.Fact{requiring(1, ago(400), never, ring(5)...), exchanged(ago(180), ring(5)...)}, 0, 5, checklist.NotMet},
		{"one way is not both", [][]fact.Fact{requiring(1, ago(400), never, ring(5)...), exchanged(ago(1), ring(3)...), shared(ago(1), 1, 5, 6)}, 3, 5, checklist.Partly},
		{"nor is the other", [][]fact.Fact{requiring(1, ago(400), never, ring(5)...), exchanged(ago(1), ring(3)...), shared(ago(1), 5, 1), shared(ago(1), 6, 1)}, 3, 5, checklist.Partly},
		{"one way in the window and back before it", [][]fact.Fact{requiring(1, ago(400), never, ring(5)...), exchanged(ago(1), ring(2)...), shared(ago(180), 1, 4, 5, 6), shared(ago(1), 4, 1), shared(ago(1), 5, 1), shared(ago(1), 6, 1)}, 2, 5, checklist.NotMet},
		{"a pair that nothing requires does not count", [][]fact.Fact{requiring(1, ago(400), never, ring(5)...), exchanged(ago(1), [2]int{2, 3}, [2]int{3, 4})}, 0, 5, checklist.NotMet},
		{"the newest baseline replaces the one before", [][]fact.Fact{requiring(1, ago(400), never, ring(10)...), requiring(2, today, never, ring(5)...), exchanged(ago(1), ring(5)...)}, 5, 5, checklist.Met},
		{"one that holds from tomorrow does not yet", [][]fact.Fact{requiring(1, ago(400), never, ring(10)...), requiring(2, ago(-1), never, ring(5)...), exchanged(ago(1), ring(5)...)}, 5, 10, checklist.Partly},
		{"one that ended yesterday no longer does", [][]fact.Fact{requiring(2, ago(400), ago(1), ring(10)...), requiring(1, ago(400), never, ring(5)...), exchanged(ago(1), ring(5)...)}, 5, 5, checklist.Met},
		{"one that ends today does", [][]fact.Fact{requiring(2, ago(400), today, ring(10)...), requiring(1, ago(400), never, ring(5)...), exchanged(ago(1), ring(5)...)}, 5, 10, checklist.Partly},
		{"without a baseline they are too few, whatever was shared", [][]fact.Fact{exchanged(ago(1), ring(9)...)}, 0, 0, checklist.TooFew},
		{"nothing shared", [][]fact.Fact{requiring(1, ago(400), never, ring(5)...)}, 0, 5, checklist.NotMet},
	} {
		t.Run(tt.name, func(t *testing.T) {
			facts := slices.Concat(tt.facts...)
			for i := range facts {
				facts[i].KnownFrom = ago(500)
			}
			p := one(t, "CON-2", facts, today).Parts[0]
			if p.State != tt.want || p.Have != tt.have || p.All != tt.all {
				t.Errorf("got %q with %d of %d, want %q with %d of %d", p.State, p.Have, p.All, tt.want, tt.have, tt.all)
			}
			if got, want := p.Window, (calendar.Span{From: ago(179), To: today}); got != want {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}

// TestFeedback holds shares against the 28 days in which feedback is to come.
func TestFeedback(t *testing.T) {
	many := func(n int, record func(i int) []fact.Fact) []fact.Fact {
		var facts []fact.Fact
		for i := range n {
			facts = append(facts, record(i)...)
		}
		return facts
	}
	in := func(n, answered int) []fact.Fact {
		return many(n, func(i int) []fact.Fact {
			if i < answered {
				return fedBack(shared(ago(60), 1, 2), 1)
			}
			return shared(ago(60), 1, 2)
		})
	}
	for _, tt := range []struct {
		name            string
		facts           []fact.Fact
		have, all, left int
		want            checklist.State
	}{
		{"6 of 10 are 60%", in(10, 6), 6, 10, 0, checklist.Met},
		{"59 of 100 are 59%", in(100, 59), 59, 100, 0, checklist.NotMet},
		{"4 of 4 are few", in(4, 4), 4, 4, 0, checklist.Partly},
		{"after 28 days is in time", many(5, func(int) []fact.Fact { return fedBack(shared(ago(60), 1, 2), 28) }), 5, 5, 0, checklist.Met},
		{"after 29 days is not", many(5, func(int) []fact.Fact { return fedBack(shared(ago(60), 1, 2), 29) }), 0, 5, 0, checklist.NotMet},
		{"shared 28 days ago, it can still come today", many(5, func(int) []fact.Fact { return shared(ago(28), 1, 2) }), 0, 0, 5, ""},
		{"shared 29 days ago, it cannot", many(5, func(int) []fact.Fact { return shared(ago(29), 1, 2) }), 0, 5, 0, checklist.NotMet},
		{"shared yesterday and answered today", many(5, func(int) []fact.Fact { return fedBack(shared(ago(1), 1, 2), 1) }), 5, 5, 0, checklist.Met},
		{"feedback of tomorrow is none today", many(5, func(int) []fact.Fact { return fedBack(shared(ago(1), 1, 2), 2) }), 0, 0, 5, ""},
		{"shared on the first day of the window", many(5, func(int) []fact.Fact { return fedBack(shared(ago(179), 1, 2), 1) }), 5, 5, 0, checklist.Met},
		{"shared the day before it", many(5, func(int) []fact.Fact { return fedBack(shared(ago(180), 1, 2), 1) }), 0, 0, 0, ""},
		{"each recipient gives its own", append(fedBack(shared(ago(60), 1, 2), 1), shared(ago(60), 1, 2, 3, 4, 5)...), 1, 5, 0, checklist.NotMet},
		{"one recipient's is not another's", append(shared(ago(60), 1, 2, 3, 4, 5, 6), fact.Fact{Source: uuid.New(), Kind: fact.ShareFeedback, Day: ago(60), Until: ago(59), Agency: 1, Other: 2}), 0, 5, 0, checklist.NotMet},
		{"nothing shared", nil, 0, 0, 0, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := one(t, "CON-2", known(tt.facts), today).Parts[1]
			if p.State != tt.want || p.Have != tt.have || p.All != tt.all || p.Out != tt.left {
				t.Errorf("got %q with %d of %d and %d left out, want %q with %d of %d and %d", p.State, p.Have, p.All, p.Out, tt.want, tt.have, tt.all, tt.left)
			}
		})
	}
}

func TestPairsSayWhichWayIsMissing(t *testing.T) {
	facts := slices.Concat(requiring(1, ago(400), time.Time{}, ring(4)...), shared(ago(30), 1, 2), shared(ago(20), 2, 1), shared(ago(10), 1, 3), shared(ago(5), 4, 1))
	f := one(t, "CON-2", known(facts), today)
	p := f.Parts[0]
	var said []string
	for _, r := range append(p.For, p.Against...) {
		said = append(said, r.Say)
	}
	want := []string{
		"Both ways, last given on 1 November 2025 and received on 11 November 2025",
		"One way only: last given on 21 November 2025, nothing received",
		"One way only: last received on 26 November 2025, nothing given",
		"Nothing either way",
	}
	if !slices.Equal(said, want) {
		t.Errorf("got %q, want %q", said, want)
	}
	if r := p.For[0]; r.Agency != 1 || r.Other != 2 || !r.Day.Equal(ago(30)) {
		t.Errorf("got %+v, want agencies 1 and 2 with the older of both records", r)
	}
	var ways [][2]int
	for _, n := range f.Needs {
		if n.Say == "logs what it next gives to" {
			ways = append(ways, [2]int{n.Agency, n.Other})
		}
	}
	if want := [][2]int{{3, 1}, {1, 4}, {1, 5}, {5, 1}}; !slices.Equal(ways, want) {
		t.Errorf("got %v, want %v", ways, want)
	}
}

func TestWhatWouldChangeTwoWayInformation(t *testing.T) {
	pairs := requiring(1, ago(400), time.Time{}, ring(5)...)
	// The first of five pairs stops on 13 December 2025, 180 days after 16 June,
	// and 4 of 5 are still 80%; the second on 23 December leaves 60%.
	aging := slices.Concat(pairs, exchanged(ago(168), ring(1)...), exchanged(ago(158), [2]int{1, 3}), exchanged(ago(1), ring(5)[2:]...))
	for _, tt := range []struct {
		name  string
		facts []fact.Fact
		want  []string
	}{
		{"nothing recorded", nil, []string{"Propose which pairs"}},
		{"all met, and then time passes", aging, []string{"no longer met from 23 December 2025"}},
		{"few pairs", slices.Concat(requiring(1, ago(400), time.Time{}, ring(2)...), exchanged(ago(1), ring(2)...)), []string{"fewer than 5 pairs", "fewer than 5 shares"}},
		{
			"feedback that is due, the oldest first", slices.Concat(pairs, exchanged(ago(1), ring(5)...), shared(ago(2), 1, 3), shared(ago(10), 1, 2)),
			[]string{"no longer met from", "what it received on 21 November 2025, by 19 December 2025", "what it received on 29 November 2025, by 27 December 2025"},
		},
		{
			"feedback that never came", slices.Concat(pairs, exchanged(ago(179), ring(5)...), shared(ago(60), 1, 2, 3, 4, 5, 6), shared(ago(60), 2, 1), shared(ago(60), 2, 3, 4, 5, 6)),
			[]string{"no longer met from 2 December 2025", "Those who next receive something say what they made of it within 28 days"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) { needs(t, one(t, "CON-2", known(tt.facts), today), tt.want...) })
	}
}

// needs holds what would change a finding against what each should say.
func needs(t *testing.T, f checklist.Finding, want ...string) {
	t.Helper()
	var said []string
	for _, n := range f.Needs {
		said = append(said, n.Say)
	}
	if len(said) != len(want) {
		t.Fatalf("got %q, want %q", said, want)
	}
	for i := range want {
		if !strings.Contains(said[i], want[i]) {
			t.Errorf("got %q, want %q", said[i], want[i])
		}
	}
}

func TestListsOfNeedsAreShort(t *testing.T) {
	facts := requiring(1, ago(400), time.Time{}, ring(40)...)
	f := one(t, "CON-2", known(facts), today)
	if got, want := len(f.Needs), 11; got != want { // the last says how many more there are
		t.Errorf("got %d needs, want %d", got, want)
	}
	if got, want := len(f.Parts[0].Against), 40; got != want {
		t.Errorf("got %d rows, want %d", got, want)
	}
}

func TestFreshnessOfTwoWayInformation(t *testing.T) {
	for _, tt := range []struct {
		name   string
		facts  []fact.Fact
		newest time.Time
		want   checklist.Freshness
	}{
		{"nothing", nil, time.Time{}, checklist.None},
		{"a baseline is no evidence", requiring(1, ago(1), time.Time{}, ring(2)...), time.Time{}, checklist.None},
		{"shared 90 days ago", shared(ago(90), 1, 2), ago(90), checklist.Current},
		{"shared 91 days ago", shared(ago(91), 1, 2), ago(91), checklist.Ageing},
		{"shared 181 days ago, outside the window", shared(ago(181), 1, 2), ago(181), checklist.OutOfDate},
		{"with feedback since", fedBack(shared(ago(91), 1, 2), 5), ago(86), checklist.Current},
		{"not with what is to come", fedBack(shared(ago(91), 1, 2), 92), ago(91), checklist.Ageing},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := one(t, "CON-2", known(tt.facts), today)
			if f.Fresh != tt.want || !f.Newest.Equal(tt.newest) {
				t.Errorf("got %s of %s, want %s of %s", f.Fresh, f.Newest, tt.want, tt.newest)
			}
		})
	}
}

// TestSilenceNeverImprovesTwoWayInformation takes away what was said of one
// share, or everything that went one way.
func TestSilenceNeverImprovesTwoWayInformation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		facts := requiring(1, ago(400), time.Time{}, ring(rapid.IntRange(1, 7).Draw(t, "pairs"))...)
		agency := rapid.IntRange(1, 8)
		for range rapid.IntRange(1, 20).Draw(t, "shares") {
			record := shared(ago(rapid.IntRange(0, 200).Draw(t, "day")), agency.Draw(t, "giver"), agency.Draw(t, "taker"))
			if rapid.Bool().Draw(t, "feedback") {
				record = fedBack(record, rapid.IntRange(0, 40).Draw(t, "after"))
			}
			facts = append(facts, record...)
		}
		facts = known(facts)
		before := foundToday(t, "CON-2", facts)
		silent := rapid.SampledFrom(facts).Draw(t, "silent")
		var kept []fact.Fact
		for _, f := range facts {
			feedback := f.Kind == fact.ShareFeedback && f.Source == silent.Source
			way := f.Kind == fact.Shared && f.Agency == silent.Agency && f.Other == silent.Other
			if rapid.Bool().Draw(t, "feedback or way") {
				way = false
			}
			if f.Kind == fact.RequiredPair || !feedback && !way {
				kept = append(kept, f)
			}
		}
		after := foundToday(t, "CON-2", kept)
		if better(after.Parts[0].State, before.Parts[0].State) {
			t.Fatalf("got %q, want no better than %q", after.Parts[0].State, before.Parts[0].State)
		}
	})
}
