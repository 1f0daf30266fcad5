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

// bid is a request for funding by an agency, decided on a day or not at all.
func bid(agency int, made, decided time.Time, flags ...fact.Flag) fact.Fact {
	return fact.Fact{Source: uuid.New(), Kind: fact.FundingRequest, Day: made, Until: decided, Agency: agency, Number: 500, Flags: flags, KnownFrom: made}
}

// bids are so many of one agency.
func bids(n int, made, decided time.Time, flags ...fact.Flag) []fact.Fact {
	var facts []fact.Fact
	for range n {
		facts = append(facts, bid(3, made, decided, flags...))
	}
	return facts
}

// helped is a community partner that was given support in kind today, long
// after it asked.
func helped() fact.Fact {
	return bid(7, ago(300), today, fact.InKind, fact.NonStatutory, fact.FundingGiven)
}

// TestRequestsAreDecidedInTime: 30 days after 1 November 2025 is 1 December.
func TestRequestsAreDecidedInTime(t *testing.T) {
	never := time.Time{}
	quick := func(n int) []fact.Fact { return bids(n, ago(60), ago(60), fact.Cash, fact.FundingNot) }
	late := func(n int) []fact.Fact { return bids(n, ago(60), ago(20), fact.Cash, fact.FundingGiven) }
	for _, tt := range []struct {
		name            string
		facts           []fact.Fact
		have, all, left int
		want            checklist.State
	}{
		{"none", nil, 0, 0, 0, ""},
		{"9 of 10 are 90%", slices.Concat(quick(9), late(1)), 9, 10, 0, checklist.Met},
		{"17 of 19 are 89%", slices.Concat(quick(17), late(2)), 17, 19, 0, checklist.NotMet},
		{"5 of 5", quick(5), 5, 5, 0, checklist.Met},
		{"4 of 4 are few", quick(4), 4, 4, 0, checklist.Partly},
		{"3 of 4", slices.Concat(quick(3), late(1)), 3, 4, 0, checklist.NotMet},
		{"decided on day 30", bids(5, ago(60), ago(30), fact.FundingPart), 5, 5, 0, checklist.Met},
		{"decided on day 31", bids(5, ago(60), ago(29), fact.FundingPart), 0, 5, 0, checklist.NotMet},
		{"waits, and is due today", append(quick(5), bid(3, ago(30), never)), 5, 5, 1, checklist.Met},
		{"waits, and was due yesterday", append(quick(5), bid(3, ago(31), never)), 5, 6, 0, checklist.NotMet},
		{"waits since long before the window", append(quick(5), bid(3, ago(700), never)), 5, 6, 0, checklist.NotMet},
		{"made on the first day of the window", bids(5, ago(179), ago(179), fact.FundingNot), 5, 5, 0, checklist.Met},
		{"made the day before", bids(5, ago(180), ago(180), fact.FundingNot), 0, 0, 0, ""},
		{"dropped in time", append(quick(5), bid(3, ago(60), ago(30), fact.FundingGone)), 5, 5, 1, checklist.Met},
		{"dropped after too long a wait", append(quick(5), bid(3, ago(60), ago(29), fact.FundingGone)), 5, 6, 0, checklist.NotMet},
		{"made tomorrow", append(quick(5), plannedBefore(bid(3, ago(-1), never))...), 5, 5, 0, checklist.Met},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := one(t, "CON-1", append(tt.facts, helped()), today)
			p := f.Parts[0]
			if p.State != tt.want || p.Have != tt.have || p.All != tt.all || p.Out != tt.left {
				t.Errorf("got %q with %d of %d and %d left out, want %q with %d of %d and %d", p.State, p.Have, p.All, p.Out, tt.want, tt.have, tt.all, tt.left)
			}
			want := tt.want
			if want == "" {
				want = checklist.Met // of the other part
			}
			if f.State != want {
				t.Errorf("got %s for the item, want %s", f.State, want)
			}
		})
	}
}

// TestAPartnerThatIsNotStatutoryWasSupported: the last twelve months are 2
// December 2024 to 1 December 2025.
func TestAPartnerThatIsNotStatutoryWasSupported(t *testing.T) {
	long := ago(600)
	for _, tt := range []struct {
		name  string
		facts []fact.Fact
		want  checklist.State
		rows  int // against it
	}{
		{"nobody ever asked", nil, "", 0},
		{"granted on the first day of the window", []fact.Fact{bid(7, long, date(2024, 12, 2), fact.Cash, fact.NonStatutory, fact.FundingGiven)}, checklist.Met, 0},
		{"granted on the day before", []fact.Fact{bid(7, long, date(2024, 12, 1), fact.Cash, fact.NonStatutory, fact.FundingGiven)}, checklist.NotMet, 0},
		{"granted in part, today", []fact.Fact{bid(7, long, today, fact.InKind, fact.NonStatutory, fact.FundingPart)}, checklist.Met, 0},
		{"a statutory one was", []fact.Fact{bid(3, long, today, fact.Cash, fact.FundingGiven)}, checklist.NotMet, 0},
		{"refused", []fact.Fact{bid(7, long, today, fact.Cash, fact.NonStatutory, fact.FundingNot)}, checklist.NotMet, 1},
		{"dropped", []fact.Fact{bid(7, long, today, fact.Cash, fact.NonStatutory, fact.FundingGone)}, checklist.NotMet, 1},
		{"waits", []fact.Fact{bid(7, long, time.Time{}, fact.Cash, fact.NonStatutory)}, checklist.NotMet, 1},
		{"one granted, one refused", []fact.Fact{helped(), bid(7, long, today, fact.Cash, fact.NonStatutory, fact.FundingNot)}, checklist.Met, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := one(t, "CON-1", tt.facts, today).Parts[1]
			if p.State != tt.want || len(p.Against) != tt.rows {
				t.Errorf("got %q with %d rows against it, want %q with %d", p.State, len(p.Against), tt.want, tt.rows)
			}
			if got, want := p.Window, (calendar.Span{From: date(2024, 12, 2), To: today}); got != want {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}

func TestRequestsSayWhatBecameOfThem(t *testing.T) {
	f := one(t, "CON-1", []fact.Fact{
		bid(3, ago(60), ago(59), fact.FundingGiven), bid(3, ago(61), ago(51), fact.FundingPart), bid(3, ago(62), ago(62), fact.FundingNot),
		bid(3, ago(63), ago(3), fact.FundingGone), bid(3, ago(64), time.Time{}), bid(3, ago(65), ago(60), fact.FundingGone), bid(3, ago(5), time.Time{}),
		bid(7, ago(300), ago(200), fact.Cash, fact.NonStatutory, fact.FundingGiven), bid(7, ago(300), ago(201), fact.InKind, fact.NonStatutory, fact.FundingPart),
	}, today)
	for _, tt := range []struct {
		rows []checklist.Row
		want []string
	}{
		{f.Parts[0].For, []string{"Granted after 1 day", "Granted in part after 10 days", "Refused after 0 days"}},
		{f.Parts[0].Against, []string{"Dropped late, after 60 days", "Waits for a decision, 64 days so far"}},
		{f.Parts[0].Left, []string{"Left out, because a decision is not due before 26 December 2025", "Left out, because it was no longer needed after 5 days"}},
	} {
		var got []string
		for _, r := range tt.rows {
			got = append(got, r.Say)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
	var given []string
	for _, r := range f.Parts[1].For {
		given = append(given, r.Say)
	}
	slices.Sort(given)
	if want := []string{"Granted in part, in kind", "Granted, in cash"}; !slices.Equal(given, want) || f.Parts[1].For[0].Agency != 7 {
		t.Errorf("got %q, want %q of agency 7", given, want)
	}
	if want := "3 of 5 requests decided within 30 days. The rule asks for 90%."; f.Parts[0].Say != want {
		t.Errorf("got %q, want %q", f.Parts[0].Say, want)
	}
	if want := "Support for a partner that is not statutory was last decided on 15 May 2025."; f.Parts[1].Say != want {
		t.Errorf("got %q, want %q", f.Parts[1].Say, want)
	}
}

func TestWhatWouldChangeAccessToFunding(t *testing.T) {
	never := time.Time{}
	yearOn := "no longer met from 1 December 2026" // helped today
	for _, tt := range []struct {
		name  string
		facts []fact.Fact
		want  []string
	}{
		{"nothing recorded", nil, []string{"Record what agencies ask for"}},
		{"nobody but statutory ones", bids(5, ago(60), ago(50), fact.FundingGiven), []string{"no longer met from 31 March 2026", "A community or voluntary partner asks"}},
		{"one is not due", []fact.Fact{helped(), bid(4, ago(10), never)}, []string{"gets a decision on its request of 21 November 2025 by 21 December 2025. After that", yearOn}},
		{"one is overdue", []fact.Fact{helped(), bid(4, ago(40), never)}, []string{"gets a decision on its request of 22 October 2025. It has waited 40 days.", "9 more requests decided within 30 days", yearOn}},
		{"a few", append(bids(4, ago(60), ago(50), fact.FundingNot), helped()), []string{"1 more request decided within 30 days", yearOn}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			needs := one(t, "CON-1", tt.facts, today).Needs
			needsSay(t, needs, tt.want...)
			for _, n := range needs {
				if got, want := n.Agency == 4, strings.HasPrefix(n.Say, "gets a decision"); got != want {
					t.Errorf("%q: got agency %d", n.Say, n.Agency)
				}
			}
		})
	}
}

// TestSupportCountsForTwelveMonths asks again on the day it is said to end.
func TestSupportCountsForTwelveMonths(t *testing.T) {
	for decided, ends := range map[time.Time]time.Time{
		date(2025, 3, 31): date(2026, 3, 31), date(2024, 2, 29): date(2025, 3, 1), date(2025, 2, 28): date(2026, 2, 28),
	} {
		facts := []fact.Fact{bid(7, decided, decided, fact.Cash, fact.NonStatutory, fact.FundingGiven)}
		before := one(t, "CON-1", facts, ends.AddDate(0, 0, -1))
		if say := before.Needs[len(before.Needs)-1].Say; before.Parts[1].State != checklist.Met || !strings.Contains(say, ends.Format("from 2 January 2006")) {
			t.Errorf("got %s, %q, want met until %s", before.Parts[1].State, say, ends)
		}
		if got := one(t, "CON-1", facts, ends).Parts[1].State; got != checklist.NotMet {
			t.Errorf("got %s on %s, want not met", got, ends)
		}
	}
}

func TestNewestEvidenceOfAccessToFunding(t *testing.T) {
	for _, tt := range []struct {
		name  string
		facts []fact.Fact
		want  time.Time
	}{
		{"none", nil, time.Time{}},
		{"a request before the window", []fact.Fact{bid(3, ago(400), time.Time{})}, ago(400)},
		{"a decision", []fact.Fact{bid(3, ago(400), ago(9), fact.FundingNot)}, ago(9)},
		{"a request of tomorrow is none", plannedBefore(bid(3, ago(-1), time.Time{})), time.Time{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := one(t, "CON-1", tt.facts, today).Newest; !got.Equal(tt.want) {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// TestIgnoringARequestForFundingNeverImproves takes the decision from one that
// is due.
func TestIgnoringARequestForFundingNeverImproves(t *testing.T) {
	rank := []checklist.State{checklist.NotMet, checklist.TooFew, checklist.Partly, checklist.Met}
	outcomes := rapid.SampledFrom([]fact.Flag{fact.FundingGiven, fact.FundingPart, fact.FundingNot, fact.FundingGone})
	b := book(t)
	rapid.Check(t, func(rt *rapid.T) {
		facts := []fact.Fact{helped()}
		for range rapid.IntRange(1, 12).Draw(rt, "requests") {
			made := rapid.IntRange(31, 400).Draw(rt, "made")
			facts = append(facts, bid(3, ago(made), ago(rapid.IntRange(0, made).Draw(rt, "decided")), outcomes.Draw(rt, "outcome")))
		}
		before := judge(b, "CON-1", facts, today)
		i := rapid.IntRange(1, len(facts)-1).Draw(rt, "which")
		facts[i].Until, facts[i].Flags = time.Time{}, nil
		after := judge(b, "CON-1", facts, today)
		if slices.Index(rank, after.State) > slices.Index(rank, before.State) {
			rt.Fatalf("got %s, want no better than %s", after.State, before.State)
		}
		more := judge(b, "CON-1", append(facts, bid(3, ago(31), time.Time{})), today)
		if slices.Index(rank, more.State) > slices.Index(rank, after.State) {
			rt.Fatalf("with one more that waits: got %s, want no better than %s", more.State, after.State)
		}
	})
}
