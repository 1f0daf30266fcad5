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

// agreement is one with a line that holds from one day to another, and the day
// of its review unless that is zero.
func agreement(line uuid.UUID, from, until, review time.Time) []fact.Fact {
	id := uuid.New()
	facts := []fact.Fact{{Source: id, Part: 11, Kind: fact.AgreementLine, Day: from, Until: until, Person: line}}
	if !review.IsZero() {
		facts = append(facts, fact.Fact{Source: id, Part: 1, Kind: fact.AgreementReview, Day: review})
	}
	return early(facts)
}

// on makes transfers rest on the line.
func on(line uuid.UUID, facts []fact.Fact) []fact.Fact {
	for i := range facts {
		facts[i].Person, facts[i].Flags = line, append(slices.Clone(facts[i].Flags), fact.OnAgreement)
	}
	return facts
}

// transfers is so many records of one day.
func transfers(n int, day time.Time) []fact.Fact {
	var all []fact.Fact
	for range n {
		all = append(all, shared(day, 1, 2)...)
	}
	return all
}

// asked is so many requests of one day that ended on another with the outcome,
// and without the transfers that may have come of them.
func asked(n int, day, until time.Time, outcome fact.Flag) []fact.Fact {
	var all []fact.Fact
	for i := range n {
		r := request(day, needed(i), 1, 2)
		r[0].Until, r[0].Flags = until, []fact.Flag{fact.ShareRequested, outcome}
		all = append(all, r...)
	}
	return all
}

// aLine is the line of an agreement in these tests.
var aLine = uuid.MustParse("00000000-0000-4000-8000-000000000099")

// TestTransfersCiteAGround looks at the last 90 days, 3 September to 1 December.
func TestTransfersCiteAGround(t *testing.T) {
	var never time.Time
	emergency := func(facts []fact.Fact) []fact.Fact {
		for i := range facts {
			facts[i].Flags = append(facts[i].Flags, fact.OnEmergency)
		}
		return facts
	}
	holds := agreement(aLine, ago(500), never, never)
	for _, tt := range []struct {
		name      string
		facts     [][]fact.Fact
		have, all int
		want      checklist.State
	}{
		{"19 of 20 are 95%", [][]fact.Fact{holds, on(aLine, transfers(19, ago(9))), transfers(1, ago(9))}, 19, 20, checklist.Met},
		{"94 of 100 are 94%", [][]fact.Fact{holds, on(aLine, transfers(94, ago(9))), transfers(6, ago(9))}, 94, 100, checklist.NotMet},
		{"4 of 4 are few", [][]fact.Fact{holds, on(aLine, transfers(4, ago(9)))}, 4, 4, checklist.Partly},
		{"an emergency is a ground", [][]fact.Fact{emergency(transfers(5, ago(9)))}, 5, 5, checklist.Met},
		{"a line that nobody knows is none", [][]fact.Fact{on(aLine, transfers(5, ago(9)))}, 0, 5, checklist.NotMet},
		{"on the line's last day", [][]fact.Fact{agreement(aLine, ago(500), ago(9), never), on(aLine, transfers(5, ago(9)))}, 5, 5, checklist.Met},
		{"the day after", [][]fact.Fact{agreement(aLine, ago(500), ago(10), never), on(aLine, transfers(5, ago(9)))}, 0, 5, checklist.NotMet},
		{"on its first day", [][]fact.Fact{agreement(aLine, ago(9), never, never), on(aLine, transfers(5, ago(9)))}, 5, 5, checklist.Met},
		{"the day before", [][]fact.Fact{agreement(aLine, ago(8), never, never), on(aLine, transfers(5, ago(9)))}, 0, 5, checklist.NotMet},
		{"it ended since", [][]fact.Fact{agreement(aLine, ago(500), ago(1), never), on(aLine, transfers(5, ago(9)))}, 5, 5, checklist.Met},
		{"its review is overdue, and it is in force", [][]fact.Fact{agreement(aLine, ago(500), never, ago(100)), on(aLine, transfers(5, ago(9)))}, 5, 5, checklist.Met},
		{"a record to many is one transfer", [][]fact.Fact{holds, on(aLine, shared(ago(9), 1, 2, 3, 4, 5, 6, 7))}, 1, 1, checklist.Partly},
		{"on the first day of the window", [][]fact.Fact{holds, on(aLine, transfers(5, ago(89)))}, 5, 5, checklist.Met},
		{"the day before the window", [][]fact.Fact{holds, on(aLine, transfers(5, ago(90)))}, 0, 0, ""},
		{"tomorrow", [][]fact.Fact{holds, on(aLine, early(transfers(5, ago(-1))))}, 0, 0, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := one(t, "CON-7", known(slices.Concat(tt.facts...)), today).Parts[0]
			if p.State != tt.want || p.Have != tt.have || p.All != tt.all {
				t.Errorf("got %q with %d of %d, want %q with %d of %d", p.State, p.Have, p.All, tt.want, tt.have, tt.all)
			}
		})
	}
}

// TestRequestsAreAnswered works out the median by hand. Monday 1 December is
// 10 working days after 17 November, and 11 after Friday 14 November.
func TestRequestsAreAnswered(t *testing.T) {
	var never time.Time
	ten, eleven := date(2025, 11, 17), date(2025, 11, 14)
	open := func(n int, day time.Time) []fact.Fact { return asked(n, day, never, fact.ShareOpen) }
	offers := func(facts []fact.Fact) []fact.Fact {
		for i := range facts {
			facts[i].Flags[0] = fact.ShareOffered
		}
		return facts
	}
	for _, tt := range []struct {
		name      string
		facts     [][]fact.Fact
		have, all int
		want      checklist.State
		figure    string
	}{
		{"5 shared after 10 working days", [][]fact.Fact{asked(5, ten, today, fact.ShareGiven)}, 5, 5, checklist.Met, "10 working days"},
		{"5 shared after 11", [][]fact.Fact{asked(5, eleven, today, fact.ShareGiven)}, 0, 5, checklist.NotMet, "11 working days"},
		{"in part is an answer", [][]fact.Fact{asked(5, ten, today, fact.ShareInPart)}, 5, 5, checklist.Met, "10 working days"},
		{"4 shared are few", [][]fact.Fact{asked(4, ten, ten, fact.ShareGiven)}, 4, 4, checklist.Partly, "0 working days"},
		{"4 shared and one ignored are few", [][]fact.Fact{asked(4, ten, ten, fact.ShareGiven), open(1, eleven)}, 4, 5, checklist.Partly, "0 working days"},
		{"5 refused after 10 are too few to say", [][]fact.Fact{asked(5, ten, today, fact.ShareRefused)}, 0, 5, checklist.TooFew, ""},
		{"5 refused after 11", [][]fact.Fact{asked(5, eleven, today, fact.ShareRefused)}, 0, 5, checklist.NotMet, ""},
		{"5 dropped after 11", [][]fact.Fact{asked(5, eleven, today, fact.ShareDropped)}, 0, 5, checklist.NotMet, ""},
		{"5 open for 10", [][]fact.Fact{open(5, ten)}, 0, 5, checklist.TooFew, ""},
		{"5 open for 11", [][]fact.Fact{open(5, eleven)}, 0, 5, checklist.NotMet, ""},
		{"half ignored for a year", [][]fact.Fact{asked(5, ten, ten, fact.ShareGiven), open(5, ago(365))}, 5, 10, checklist.Met, "0 working days"},
		{"one more than half", [][]fact.Fact{asked(5, ten, ten, fact.ShareGiven), open(6, ago(365))}, 5, 11, checklist.NotMet, ""},
		{"answered on the first day of the window", [][]fact.Fact{asked(5, ago(90), ago(89), fact.ShareGiven)}, 5, 5, checklist.Met, "1 working day"},
		{"answered the day before", [][]fact.Fact{asked(5, ago(91), ago(90), fact.ShareGiven)}, 0, 0, "", ""},
		{"asked today", [][]fact.Fact{open(5, today)}, 0, 5, checklist.TooFew, ""},
		{"asked tomorrow", [][]fact.Fact{early(open(5, ago(-1)))}, 0, 0, "", ""},
		{"to be answered tomorrow is open today", [][]fact.Fact{asked(5, eleven, ago(-1), fact.ShareGiven)}, 0, 5, checklist.NotMet, ""},
		{"a record to many is one request", [][]fact.Fact{request(ten, needed(0), 1, 2, 3, 4, 5, 6)}, 0, 1, checklist.TooFew, ""},
		{"an offer is no request", [][]fact.Fact{offers(asked(5, eleven, today, fact.ShareGiven))}, 0, 0, "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := one(t, "CON-7", known(slices.Concat(tt.facts...)), today).Parts[1]
			if p.State != tt.want || p.Have != tt.have || p.All != tt.all || p.Figure != tt.figure {
				t.Errorf("got %q with %d of %d and %q, want %q with %d of %d and %q: %s", p.State, p.Have, p.All, p.Figure, tt.want, tt.have, tt.all, tt.figure, p.Say)
			}
		})
	}
}

func TestFormalProcessSaysWhatItCounted(t *testing.T) {
	var never time.Time
	monday := date(2025, 11, 24)
	urgent := shared(ago(1), 1, 2)
	urgent[0].Flags = append(urgent[0].Flags, fact.OnEmergency)
	f := one(t, "CON-7", known(slices.Concat(
		agreement(aLine, ago(500), ago(10), never), on(aLine, shared(ago(10), 1, 2)), on(aLine, shared(ago(9), 1, 2)), shared(ago(8), 1, 2), urgent,
		asked(1, monday, today, fact.ShareGiven), asked(1, monday.AddDate(0, 0, -1), today, fact.ShareRefused), asked(1, monday.AddDate(0, 0, -2), today, fact.ShareDropped), asked(1, ago(0), never, fact.ShareOpen),
	)), today)
	var said []string
	for _, p := range f.Parts {
		for _, r := range append(p.For, p.Against...) {
			said = append(said, r.Say)
		}
	}
	want := []string{
		"Rests on an emergency ground", "Cites a line in force on that day", "Cites neither a line of an agreement nor an emergency ground", "Cites a line that was not in force on that day",
		"Shared after 5 working days", "Waiting for 0 working days", "Refused after 6 working days", "Dropped after 6 working days",
	}
	if !slices.Equal(said, want) {
		t.Errorf("got %q, want %q", said, want)
	}
	for n, want := range []string{
		"2 of 4 logged transfers cite a line of an agreement in force or an emergency ground. With fewer than 5, records at best partly meet the rule.",
		"1 of 4 requests were answered with information within 10 working days. Too many wait still, or got another answer, to say how long it takes in the middle." +
			" None waited longer than 6 working days. The rule allows 10 working days. With fewer than 5 answered, records at best partly meet the rule.",
	} {
		if got := f.Parts[n].Say; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestWhatWouldChangeFormalProcess(t *testing.T) {
	var never time.Time
	holds := agreement(aLine, ago(500), never, never)
	for _, tt := range []struct {
		name  string
		facts [][]fact.Fact
		want  []string
	}{
		{"nothing arose", nil, []string{"Log what is shared"}},
		{"without a ground", [][]fact.Fact{transfers(1, ago(9))}, []string{"corrects on what ground it shared on 22 November 2025, where it had one."}},
		{"few", [][]fact.Fact{holds, on(aLine, transfers(2, ago(9))), asked(2, ago(9), ago(9), fact.ShareGiven)}, []string{"fewer than 5 transfers", "fewer than 5 requests"}},
		{"met, though one has no ground", [][]fact.Fact{holds, on(aLine, transfers(20, ago(9))), transfers(1, ago(9))}, nil},
		{
			"a line that ends",
			[][]fact.Fact{
				agreement(aLine, ago(500), date(2026, 1, 31), never), agreement(needed(1), ago(500), date(2026, 1, 15), never), agreement(needed(2), ago(500), ago(1), never),
				on(aLine, transfers(3, ago(9))), on(needed(1), transfers(3, ago(9))), on(needed(2), transfers(3, ago(9))),
			},
			[]string{"A line that transfers rest on ends on 15 January 2026."},
		},
		{
			"open requests, the oldest first",
			[][]fact.Fact{asked(1, date(2025, 11, 17), never, fact.ShareOpen), asked(1, date(2025, 11, 14), never, fact.ShareOpen), asked(1, today, never, fact.ShareOpen)},
			[]string{"Log what is shared", "answers the request of 14 November 2025.", "answers the request of 17 November 2025, by 1 December 2025.", "answers the request of 1 December 2025, by 15 December 2025."},
		},
		{"a review that is overdue", [][]fact.Fact{agreement(aLine, ago(500), never, ago(1)), on(aLine, transfers(5, ago(9)))}, []string{"Review the agreement whose review was due on 30 November 2025."}},
		{"reviews that are overdue, though newer evidence rests on another agreement", [][]fact.Fact{
			agreement(aLine, ago(500), never, ago(1)), on(aLine, transfers(5, ago(9))), agreement(needed(1), ago(500), never, ago(3)), on(needed(1), transfers(1, ago(8))),
			agreement(needed(2), ago(500), never, ago(2)), on(needed(2), transfers(1, ago(-2))), agreement(needed(3), ago(500), never, ago(-9)), on(needed(3), transfers(5, ago(2))),
		}, []string{"Review the agreement whose review was due on 28 November 2025.", "Review the agreement whose review was due on 30 November 2025."}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			needs(t, one(t, "CON-7", known(slices.Concat(tt.facts...)), today), tt.want...)
		})
	}
}

// TestFreshnessEndsWithTheReview moves the day of the review alone.
func TestFreshnessEndsWithTheReview(t *testing.T) {
	var never time.Time
	other := needed(7)
	for _, tt := range []struct {
		name   string
		facts  [][]fact.Fact
		newest time.Time
		want   checklist.Freshness
	}{
		{"reviewed in time", [][]fact.Fact{agreement(aLine, ago(500), never, ago(-100)), on(aLine, shared(ago(9), 1, 2))}, ago(9), checklist.Current},
		{"the review is due today", [][]fact.Fact{agreement(aLine, ago(500), never, today), on(aLine, shared(ago(9), 1, 2))}, ago(9), checklist.Current},
		{"it was due yesterday", [][]fact.Fact{agreement(aLine, ago(500), never, ago(1)), on(aLine, shared(ago(9), 1, 2))}, ago(9), checklist.OutOfDate},
		{"it was due before the transfer", [][]fact.Fact{agreement(aLine, ago(500), never, ago(100)), on(aLine, shared(ago(9), 1, 2))}, ago(9), checklist.OutOfDate},
		{"without a review to come, since it ended", [][]fact.Fact{agreement(aLine, ago(500), ago(5), never), on(aLine, shared(ago(9), 1, 2))}, ago(9), checklist.Current},
		{"without an agreement", [][]fact.Fact{shared(ago(91), 1, 2)}, ago(91), checklist.Ageing},
		{"another agreement is not overdue", [][]fact.Fact{agreement(aLine, ago(500), never, ago(1)), on(aLine, shared(ago(9), 1, 2)), agreement(other, ago(500), never, ago(-1)), on(other, shared(ago(180), 1, 2))}, ago(180), checklist.Ageing},
		{"its transfer is out of date by its age", [][]fact.Fact{agreement(aLine, ago(500), never, ago(1)), on(aLine, shared(ago(9), 1, 2)), agreement(other, ago(500), never, ago(-1)), on(other, shared(ago(181), 1, 2))}, ago(9), checklist.OutOfDate},
		{"the newest is not overdue", [][]fact.Fact{agreement(aLine, ago(500), never, ago(1)), on(aLine, shared(ago(9), 1, 2)), shared(ago(8), 1, 2)}, ago(8), checklist.Current},
		{"old, and newer than what is overdue", [][]fact.Fact{agreement(aLine, ago(500), never, ago(1)), on(aLine, shared(ago(300), 1, 2)), shared(ago(200), 1, 2)}, ago(200), checklist.OutOfDate},
		{"a request is no transfer", [][]fact.Fact{asked(1, ago(1), never, fact.ShareOpen)}, never, checklist.None},
		{"nor is one of tomorrow", [][]fact.Fact{early(shared(ago(-1), 1, 2))}, never, checklist.None},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := one(t, "CON-7", known(slices.Concat(tt.facts...)), today)
			if f.Fresh != tt.want || !f.Newest.Equal(tt.newest) {
				t.Errorf("got %s of %s, want %s of %s", f.Fresh, f.Newest, tt.want, tt.newest)
			}
		})
	}
}

// exchange is a history of requests and transfers, which it writes as facts as
// activity.Sharing does.
type exchange struct {
	agreements []fact.Fact
	records    []sharing
}

type sharing struct {
	asked, until time.Time // the day it was asked for or offered; zero until it ended
	outcome      fact.Flag
	offered      bool
	line         uuid.UUID
	takers       int
}

func (x exchange) facts() []fact.Fact {
	facts := slices.Clone(x.agreements)
	for n, r := range x.records {
		id := person(2000, n)
		for i := range r.takers {
			f := fact.Fact{Source: id, Part: 10 + 3*i, Kind: fact.ShareAsked, Day: r.asked, Until: r.until, Agency: 1, Other: 2 + i, Number: r.takers, KnownFrom: ago(600), Flags: []fact.Flag{fact.ShareRequested, r.outcome}}
			if r.offered {
				f.Flags[0] = fact.ShareOffered
			}
			facts = append(facts, f)
			if r.outcome == fact.ShareGiven || r.outcome == fact.ShareInPart {
				f.Part, f.Kind, f.Day, f.Until, f.Person = f.Part+1, fact.Shared, r.until, time.Time{}, r.line
				facts = append(facts, f)
			}
		}
	}
	return facts
}

// anExchange draws a history of up to so many records on two lines that hold,
// one of them with a review that may be overdue, and on one that never held.
func anExchange(t *rapid.T, most int) exchange {
	lines := []uuid.UUID{needed(1), needed(2), needed(3)}
	x := exchange{agreements: slices.Concat(agreement(lines[0], ago(900), time.Time{}, ago(rapid.IntRange(-9, 9).Draw(t, "review"))), agreement(lines[1], ago(900), time.Time{}, time.Time{}))}
	for range rapid.IntRange(1, most).Draw(t, "records") {
		back := rapid.IntRange(0, 220).Draw(t, "asked")
		r := sharing{asked: ago(back), outcome: rapid.SampledFrom([]fact.Flag{fact.ShareOpen, fact.ShareGiven, fact.ShareGiven, fact.ShareInPart, fact.ShareRefused, fact.ShareDropped}).Draw(t, "outcome")}
		r.takers, r.offered = rapid.IntRange(1, 3).Draw(t, "takers"), rapid.IntRange(0, 4).Draw(t, "direction") == 0
		r.line = rapid.SampledFrom([]uuid.UUID{lines[0], lines[0], lines[1], lines[2]}).Draw(t, "line")
		if r.outcome != fact.ShareOpen {
			r.until = r.asked.AddDate(0, 0, rapid.IntRange(0, min(back, 30)).Draw(t, "took"))
		}
		x.records = append(x.records, r)
	}
	return x
}

// noBetter holds what is found after something was ignored against before.
func noBetter(t *rapid.T, before, after checklist.Finding) {
	if better(after.State, before.State) {
		t.Fatalf("got %s, want no better than %s", after.State, before.State)
	}
	if b, a := before.Parts[1].State, after.Parts[1].State; a == "" && b != "" || b != "" && better(a, b) {
		t.Fatalf("%s: got %q, want no better than %q", before.Parts[1].Name, a, b)
	}
	rank := []checklist.Freshness{checklist.None, checklist.OutOfDate, checklist.Ageing, checklist.Current}
	if slices.Index(rank, after.Fresh) > slices.Index(rank, before.Fresh) {
		t.Fatalf("got %s, want no fresher than %s", after.Fresh, before.Fresh)
	}
}

// TestToIgnoreARequestNeverImproves leaves one request or more open that were
// answered, refused or dropped. What was shared on no ground is kept, since
// not to have shared that is an improvement. Source: "Proof that the rules are
// right", "ignoring a request never improves CON-7".
func TestToIgnoreARequestNeverImproves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := anExchange(t, 14)
		before := foundToday(t, "CON-7", x.facts())
		ignored := exchange{x.agreements, slices.Clone(x.records)}
		for i, r := range ignored.records {
			gave := r.outcome == fact.ShareGiven || r.outcome == fact.ShareInPart
			if !r.offered && (!gave || r.line != needed(3)) && rapid.Bool().Draw(t, "ignored") {
				ignored.records[i].until, ignored.records[i].outcome = time.Time{}, fact.ShareOpen
			}
		}
		noBetter(t, before, foundToday(t, "CON-7", ignored.facts()))
	})
}

// TestToRefuseInsteadOfSharingNeverImproves refuses on the day on which it was shared.
func TestToRefuseInsteadOfSharingNeverImproves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := anExchange(t, 14)
		before := foundToday(t, "CON-7", x.facts())
		refused := exchange{x.agreements, slices.Clone(x.records)}
		for i, r := range refused.records {
			gave := r.outcome == fact.ShareGiven || r.outcome == fact.ShareInPart
			if gave && !r.offered && r.line != needed(3) && rapid.Bool().Draw(t, "refused") {
				refused.records[i].outcome = rapid.SampledFrom([]fact.Flag{fact.ShareRefused, fact.ShareDropped}).Draw(t, "as")
			}
		}
		noBetter(t, before, foundToday(t, "CON-7", refused.facts()))
	})
}

// TestOneMoreRequestThatIsIgnoredNeverImproves asks once more.
func TestOneMoreRequestThatIsIgnoredNeverImproves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := anExchange(t, 9)
		before := foundToday(t, "CON-7", x.facts())
		x.records = append(x.records, sharing{asked: ago(rapid.IntRange(0, 400).Draw(t, "more")), outcome: fact.ShareOpen, takers: 1})
		noBetter(t, before, foundToday(t, "CON-7", x.facts()))
	})
}

func TestOneMoreTransferNeverWorsensFreshness(t *testing.T) {
	rank := []checklist.Freshness{checklist.None, checklist.OutOfDate, checklist.Ageing, checklist.Current}
	rapid.Check(t, func(t *rapid.T) {
		x := anExchange(t, 6)
		before := foundToday(t, "CON-7", x.facts()).Fresh
		more := anExchange(t, 1)
		x.records = append(x.records, more.records...)
		if after := foundToday(t, "CON-7", x.facts()).Fresh; slices.Index(rank, after) < slices.Index(rank, before) {
			t.Fatalf("got %s, want no worse than %s", after, before)
		}
	})
}
