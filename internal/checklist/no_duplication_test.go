package checklist_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"liaison/internal/checklist"
	"liaison/internal/fact"
)

// duplicate is a suspected one that was settled so many days after it was
// noticed, or never where that is below 0.
func duplicate(noticed time.Time, after int) fact.Fact {
	f := fact.Fact{Source: uuid.New(), Kind: fact.Duplicate, Day: noticed}
	if after >= 0 {
		f.Until, f.Flags = noticed.AddDate(0, 0, after), []fact.Flag{fact.Different}
	}
	return f
}

func duplicates(n int, noticed time.Time, after int) []fact.Fact {
	var all []fact.Fact
	for range n {
		all = append(all, duplicate(noticed, after))
	}
	return all
}

// TestDuplicatesAreSettled looks at those that were open in the last 90 days,
// 3 September to 1 December 2025.
func TestDuplicatesAreSettled(t *testing.T) {
	for _, tt := range []struct {
		name            string
		facts           [][]fact.Fact
		have, all, left int
		want            checklist.State
	}{
		{"9 of 10 are 90%", [][]fact.Fact{duplicates(9, ago(60), 0), duplicates(1, ago(60), -1)}, 9, 10, 0, checklist.Met},
		{"89 of 100 are 89%", [][]fact.Fact{duplicates(89, ago(60), 0), duplicates(11, ago(60), -1)}, 89, 100, 0, checklist.NotMet},
		{"4 of 4 are few", [][]fact.Fact{duplicates(4, ago(60), 0)}, 4, 4, 0, checklist.Partly},
		{"after 14 days is in time", [][]fact.Fact{duplicates(5, ago(60), 14)}, 5, 5, 0, checklist.Met},
		{"after 15 is not", [][]fact.Fact{duplicates(5, ago(60), 15)}, 0, 5, 0, checklist.NotMet},
		{"noticed 14 days ago, it can still be settled", [][]fact.Fact{duplicates(5, ago(14), -1)}, 0, 0, 5, ""},
		{"noticed 15 days ago, it cannot", [][]fact.Fact{duplicates(5, ago(15), -1)}, 0, 5, 0, checklist.NotMet},
		{"settled tomorrow is open today", [][]fact.Fact{duplicates(5, ago(14), 15)}, 0, 0, 5, ""},
		{"settled today", [][]fact.Fact{duplicates(5, today, 0)}, 5, 5, 0, checklist.Met},
		{"settled on the first day of the window", [][]fact.Fact{duplicates(5, ago(90), 1)}, 5, 5, 0, checklist.Met},
		{"settled the day before", [][]fact.Fact{duplicates(5, ago(91), 1)}, 0, 0, 0, ""},
		{"left for two years", [][]fact.Fact{duplicates(5, ago(700), -1)}, 0, 5, 0, checklist.NotMet},
		{"noticed tomorrow", [][]fact.Fact{early(duplicates(5, ago(-1), -1))}, 0, 0, 0, ""},
		{"none", nil, 0, 0, 0, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := one(t, "CON-5", known(slices.Concat(tt.facts...)), today).Parts[0]
			if p.State != tt.want || p.Have != tt.have || p.All != tt.all || p.Out != tt.left {
				t.Errorf("got %q with %d of %d and %d left out, want %q with %d of %d and %d", p.State, p.Have, p.All, p.Out, tt.want, tt.have, tt.all, tt.left)
			}
		})
	}
}

// request is a record by which each of the takers asked the giver for a need.
func request(day time.Time, need uuid.UUID, giver int, takers ...int) []fact.Fact {
	id := uuid.New()
	var facts []fact.Fact
	for n, t := range takers {
		facts = append(facts, fact.Fact{
			Source: id, Part: 10 + 3*n, Kind: fact.ShareAsked, Day: day, Agency: giver, Other: t, Number: len(takers), Person: need, Flags: []fact.Flag{fact.ShareRequested, fact.ShareOpen},
		})
	}
	return facts
}

// needed is the n-th need.
func needed(n int) uuid.UUID { return person(1000, n) }

// requests is so many of the day, each for a need of its own.
func requests(n int, day time.Time) []fact.Fact {
	var all []fact.Fact
	for i := range n {
		all = append(all, request(day, needed(i), 1, 2)...)
	}
	return all
}

// TestRequestsAreNotRepeated holds requests of the last 90 days against those
// of the 90 days before each of them.
func TestRequestsAreNotRepeated(t *testing.T) {
	offered := func(facts []fact.Fact) []fact.Fact {
		for i := range facts {
			facts[i].Flags = []fact.Flag{fact.ShareOffered}
		}
		return facts
	}
	for _, tt := range []struct {
		name            string
		facts           [][]fact.Fact
		have, all, left int
		want            checklist.State
	}{
		{"none of 5", [][]fact.Fact{requests(5, ago(1))}, 5, 5, 0, checklist.Met},
		{"none of 4 are few", [][]fact.Fact{requests(4, ago(1))}, 4, 4, 0, checklist.Partly},
		{"1 of 20 is 5%, and that is not fewer", [][]fact.Fact{requests(19, ago(1)), request(today, needed(0), 1, 2)}, 19, 20, 0, checklist.NotMet},
		{"1 of 21 is", [][]fact.Fact{requests(20, ago(1)), request(today, needed(0), 1, 2)}, 20, 21, 0, checklist.Met},
		{"90 days after", [][]fact.Fact{request(ago(91), needed(0), 1, 2), request(ago(1), needed(0), 1, 2)}, 0, 1, 0, checklist.NotMet},
		{"91 days after", [][]fact.Fact{request(ago(92), needed(0), 1, 2), request(ago(1), needed(0), 1, 2)}, 1, 1, 0, checklist.Partly},
		{"on the same day one repeats the other", [][]fact.Fact{request(ago(1), needed(0), 1, 2), request(ago(1), needed(0), 1, 2)}, 1, 2, 0, checklist.NotMet},
		{"of another agency", [][]fact.Fact{request(ago(9), needed(0), 1, 2), request(ago(1), needed(0), 3, 2)}, 2, 2, 0, checklist.Partly},
		{"by another agency", [][]fact.Fact{request(ago(9), needed(0), 1, 2), request(ago(1), needed(0), 1, 3)}, 2, 2, 0, checklist.Partly},
		{"for another need", [][]fact.Fact{request(ago(9), needed(0), 1, 2), request(ago(1), needed(1), 1, 2)}, 2, 2, 0, checklist.Partly},
		{"by one of the same agencies", [][]fact.Fact{request(ago(9), needed(0), 1, 2, 3), request(ago(1), needed(0), 1, 3, 4)}, 1, 2, 0, checklist.NotMet},
		{"one record is one request", [][]fact.Fact{request(ago(9), needed(0), 1, 2, 3, 4, 5, 6)}, 1, 1, 0, checklist.Partly},
		{"one that names no need is left out", [][]fact.Fact{request(ago(9), uuid.Nil, 1, 2), request(ago(1), uuid.Nil, 1, 2)}, 0, 0, 2, ""},
		{"an offer is no request", [][]fact.Fact{offered(request(ago(9), needed(0), 1, 2)), request(ago(1), needed(0), 1, 2), offered(request(today, needed(0), 1, 2))}, 1, 1, 0, checklist.Partly},
		{"on the first day of the window", [][]fact.Fact{request(ago(89), needed(0), 1, 2)}, 1, 1, 0, checklist.Partly},
		{"the day before", [][]fact.Fact{request(ago(90), needed(0), 1, 2)}, 0, 0, 0, ""},
		{"tomorrow", [][]fact.Fact{early(request(ago(-1), needed(0), 1, 2))}, 0, 0, 0, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := one(t, "CON-5", known(slices.Concat(tt.facts...)), today).Parts[1]
			if p.State != tt.want || p.Have != tt.have || p.All != tt.all || p.Out != tt.left {
				t.Errorf("got %q with %d of %d and %d left out, want %q with %d of %d and %d", p.State, p.Have, p.All, p.Out, tt.want, tt.have, tt.all, tt.left)
			}
		})
	}
}

func TestWhatWouldChangeNoDuplication(t *testing.T) {
	for _, tt := range []struct {
		name  string
		facts [][]fact.Fact
		want  []string
	}{
		{"nothing arose", nil, nil},
		{"few", [][]fact.Fact{duplicates(2, ago(30), 1), requests(3, ago(1))}, []string{"fewer than 5 suspected duplicates", "fewer than 5 requests"}},
		{
			"open",
			[][]fact.Fact{duplicates(1, ago(20), -1), duplicates(1, ago(4), -1), duplicates(1, ago(14), -1)},
			[]string{"Say of 1 overdue suspected duplicate whether the records are the same. Each counts against this part for 89 days after it is settled.", "the first by 1 December 2025"},
		},
		{"two overdue", [][]fact.Fact{duplicates(2, ago(20), -1)}, []string{"2 overdue suspected duplicates"}},
		{"one still in time where the rule is met", [][]fact.Fact{duplicates(6, ago(30), 1), duplicates(1, ago(4), -1)}, []string{"the first by 11 December 2025"}},
		{
			"repeats",
			[][]fact.Fact{request(ago(30), needed(0), 1, 2), request(ago(20), needed(0), 1, 3, 2), request(ago(10), needed(0), 1, 2)},
			[]string{
				"looks at what came of its request of 11 November 2025 before it asks again, as it did on 21 November 2025.",
				"looks at what came of its request of 1 November 2025 before it asks again, as it did on 11 November 2025.",
				"The newest repeat counts until 18 February 2026.",
			},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := one(t, "CON-5", known(slices.Concat(tt.facts...)), today)
			needs(t, f, tt.want...)
			for _, n := range f.Needs {
				if n.To == checklist.ToShares && n.Agency != 2 {
					t.Errorf("got agency %d, want the one that asked, 2", n.Agency)
				}
			}
		})
	}
}

// TestARepeatCountsUntilTheDayItSays judges that day and the next.
func TestARepeatCountsUntilTheDayItSays(t *testing.T) {
	facts := known(slices.Concat(request(ago(30), needed(0), 1, 2), request(ago(10), needed(0), 1, 2)))
	for day, want := range map[time.Time]int{date(2026, 2, 18): 1, date(2026, 2, 19): 0} {
		if got := len(one(t, "CON-5", facts, day).Parts[1].Against); got != want {
			t.Errorf("on %s: got %d repeats, want %d", day, got, want)
		}
	}
}

func TestDuplicationSaysWhatItCounted(t *testing.T) {
	f := one(t, "CON-5", known(slices.Concat(duplicates(1, ago(30), 1), duplicates(1, ago(50), 20), duplicates(1, ago(40), -1), duplicates(1, ago(3), -1),
		request(ago(30), needed(0), 1, 2), request(ago(10), needed(0), 1, 2), request(ago(9), uuid.Nil, 1, 2))), today)
	var said []string
	for _, p := range f.Parts {
		for _, r := range slices.Concat(p.For, p.Against, p.Left) {
			said = append(said, r.Say)
		}
	}
	want := []string{
		"Settled after 1 day", "Not settled in 40 days", "Settled only after 20 days", "Left out, because it can still be settled in time, by 12 December 2025",
		"Repeats none", "Repeats the request of 1 November 2025", "Left out, because it names no need to compare",
	}
	if !slices.Equal(said, want) {
		t.Errorf("got %q, want %q", said, want)
	}
	for n, want := range []string{
		"1 of 3 suspected duplicates were settled within 14 days. With fewer than 5, records at best partly meet the rule.",
		"1 of 2 requests repeat one of the 90 days before. With fewer than 5, records at best partly meet the rule.",
	} {
		if got := f.Parts[n].Say; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if r := f.Parts[1].Against[0]; r.Agency != 1 || r.Other != 2 {
		t.Errorf("got agencies %d and %d, want 1 and 2", r.Agency, r.Other)
	}
}

func TestFreshnessOfNoDuplication(t *testing.T) {
	offer := request(ago(1), needed(0), 1, 2)
	offer[0].Flags = []fact.Flag{fact.ShareOffered}
	for _, tt := range []struct {
		name   string
		facts  []fact.Fact
		newest time.Time
	}{
		{"a duplicate", duplicates(1, ago(200), -1), ago(200)},
		{"one that was settled", duplicates(1, ago(200), 50), ago(150)},
		{"one that will be", duplicates(1, ago(200), 201), ago(200)},
		{"a request", slices.Concat(request(ago(91), needed(0), 1, 2), duplicates(1, ago(200), 50)), ago(91)},
		{"an offer is no evidence", offer, time.Time{}},
		{"nor a request of tomorrow", early(request(ago(-1), needed(0), 1, 2)), time.Time{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := one(t, "CON-5", known(tt.facts), today).Newest; !got.Equal(tt.newest) {
				t.Errorf("got %s, want %s", got, tt.newest)
			}
		})
	}
}

// TestToLeaveADuplicateNeverImproves opens again what somebody settled.
func TestToLeaveADuplicateNeverImproves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var facts []fact.Fact
		for range rapid.IntRange(1, 12).Draw(t, "duplicates") {
			day := rapid.IntRange(0, 130).Draw(t, "noticed")
			facts = append(facts, duplicate(ago(day), rapid.IntRange(-1, min(day, 40)).Draw(t, "after")))
		}
		facts = known(facts)
		before := foundToday(t, "CON-5", facts).Parts[0].State
		left := slices.Clone(facts)
		i := rapid.IntRange(0, len(left)-1).Draw(t, "which")
		left[i].Until, left[i].Flags = time.Time{}, nil
		if after := foundToday(t, "CON-5", left).Parts[0].State; before != "" && better(after, before) {
			t.Fatalf("got %s, want no better than %s", after, before)
		}
	})
}
