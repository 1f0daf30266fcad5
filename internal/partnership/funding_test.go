package partnership_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fact"
	"liaison/internal/fault"
	"liaison/internal/partnership"
)

func stream() partnership.Stream {
	return partnership.Stream{
		ID: uuid.New(), Name: "Council grant", Funder: "Westmere Council", Amount: 2_000_000, InContext: true, Additional: true, Confirmed: true,
		From: date(2025, 4, 1), To: date(2026, 3, 31), Renewal: "Ask in January", By: priya, At: today, Version: 1,
	}
}

func TestStreamCheck(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*partnership.Stream)
		want   string
	}{
		{"a good one", func(*partnership.Stream) {}, ""},
		{"one day long", func(s *partnership.Stream) { s.To = s.From }, ""},
		{"no name", func(s *partnership.Stream) { s.Name = " " }, "name: Enter the name of the stream"},
		{"too long a name", func(s *partnership.Stream) { s.Name = strings.Repeat("é", 201) }, "name: Name must be 200 characters or less"},
		{"no funder", func(s *partnership.Stream) { s.Funder = "" }, "funder: Enter who the money comes from"},
		{"no amount", func(s *partnership.Stream) { s.Amount = 0 }, "amount: Enter the amount, more than £0"},
		{"too much", func(s *partnership.Stream) { s.Amount = partnership.MostPence + 1 }, "amount: The amount must be £1,000,000,000 or less"},
		{"no days", func(s *partnership.Stream) { s.From, s.To = time.Time{}, time.Time{} }, "from: Enter the first day of the stream; to: Enter the last day of the stream"},
		{"long ago", func(s *partnership.Stream) { s.From = date(1999, 12, 31) }, "from: First day must be between 2000 and 2100"},
		{"far ahead", func(s *partnership.Stream) { s.To = date(2101, 1, 1) }, "to: Last day must be between 2000 and 2100"},
		{"ends before it begins", func(s *partnership.Stream) { s.To = s.From.AddDate(0, 0, -1) }, "to: Last day must be on or after the first day"},
		{"too long a plan", func(s *partnership.Stream) { s.Renewal = strings.Repeat("x", 1001) }, "renewal: Renewal plan must be 1,000 characters or less"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := stream()
			tt.change(&s)
			if got := fields(s.Check()); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestCorrectStream(t *testing.T) {
	for _, tt := range []struct {
		name    string
		is      func(*partnership.Stream)
		to      func(*partnership.Stream)
		version int
		want    error
		said    string
	}{
		{"more money", nil, func(s *partnership.Stream) { s.Amount = 2_500_050 }, 1, nil, "Amount changed. It was: £20,000"},
		{"several things", nil, func(s *partnership.Stream) { s.Confirmed = false; s.To = date(2026, 6, 30) }, 1, nil, "Confirmed changed. It was: yes. Last day changed. It was: 31 March 2026"},
		{"its first day stays", nil, func(s *partnership.Stream) { s.From = date(2024, 1, 1); s.Name = "Grant" }, 1, nil, "Name changed. It was: Council grant"},
		{"nothing", nil, func(*partnership.Stream) {}, 1, fault.Invalid, ""},
		{"nothing good", nil, func(s *partnership.Stream) { s.Name = "" }, 1, fault.Invalid, ""},
		{"one that changed meanwhile", nil, func(s *partnership.Stream) { s.Name = "Grant" }, 2, fault.Conflict, ""},
		{"one that is closed", func(s *partnership.Stream) { s.ClosedWhy = "Spent" }, func(s *partnership.Stream) { s.Name = "Grant" }, 1, fault.Conflict, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			was := stream()
			if tt.is != nil {
				tt.is(&was)
			}
			is, to := was, was
			tt.to(&to)
			d := partnership.CorrectStream(tt.version, to, "Agreed by the board")
			err := d.Apply(&is)
			if !errors.Is(err, tt.want) || d.Do != access.KeepFunding {
				t.Fatalf("got %v by %s, want %v", err, d.Do, tt.want)
			}
			if tt.want != nil {
				if is != was {
					t.Errorf("got %+v, want it as it was", is)
				}
				return
			}
			if got := strings.Join(d.Said(was, is), ". "); got != tt.said {
				t.Errorf("got %q, want %q", got, tt.said)
			}
			if !is.From.Equal(was.From) {
				t.Errorf("got its first day %s, want %s", is.From, was.From)
			}
		})
	}
}

func TestCloseStream(t *testing.T) {
	for _, tt := range []struct {
		name string
		e    partnership.Closing
		want string
	}{
		{"today", partnership.Closing{Last: today, Why: "The grant was taken back"}, ""},
		{"on its first day", partnership.Closing{Last: date(2025, 4, 1), Why: "Recorded twice"}, ""},
		{"without a day or a reason", partnership.Closing{}, "last: Enter the last day of the stream; why: Enter why the stream is closed"},
		{"before it began", partnership.Closing{Last: date(2025, 3, 31), Why: "x"}, "last: Last day must be on or after the first day, 1 April 2025"},
		{"after it ends", partnership.Closing{Last: date(2026, 4, 1), Why: "x"}, "last: Last day must be on or before 31 March 2026, when the stream ends already"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := stream()
			d := partnership.CloseStream(tt.e)
			err := d.Apply(&s)
			if got := fields(err); got != tt.want {
				t.Fatalf("got %q, want %q", got, tt.want)
			}
			if tt.want == "" && (!s.To.Equal(tt.e.Last) || !s.Closed()) {
				t.Errorf("got %+v, want it closed", s)
			}
			if tt.want == "" && !errors.Is(d.Apply(&s), fault.Conflict) {
				t.Error("got it closed twice, want conflict")
			}
		})
	}
}

func TestCliffs(t *testing.T) {
	made := func(name string, to time.Time, confirmed bool) partnership.Stream {
		s := stream()
		s.Name, s.To, s.Confirmed = name, to, confirmed
		return s
	}
	later := made("later", date(2027, 3, 31), true)
	later.From = date(2026, 4, 1)
	got := partnership.Cliffs([]partnership.Stream{
		made("over", date(2025, 11, 30), true), made("today", today, true), made("hoped for", date(2026, 1, 31), false),
		made("spring", date(2026, 3, 31), true), made("spring too", date(2026, 3, 31), true), later,
	}, today)
	var words []string
	for _, c := range got {
		var ends, after []string
		for _, s := range c.Ends {
			ends = append(ends, s.Name)
		}
		for _, s := range c.After {
			after = append(after, s.Name)
		}
		words = append(words, c.Day.Format(time.DateOnly)+": "+strings.Join(ends, "+")+" > "+strings.Join(after, "+"))
	}
	want := "2025-12-01: today > spring+spring too\n2026-03-31: spring+spring too > later\n2027-03-31: later > "
	if strings.Join(words, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(words, "\n"), want)
	}
	if got := partnership.Cliffs(nil, today); got != nil {
		t.Errorf("got %v of no streams, want none", got)
	}
}

func TestSpendCheck(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*partnership.Spend)
		want   string
	}{
		{"a good one", func(*partnership.Spend) {}, ""},
		{"on the first day", func(s *partnership.Spend) { s.Day = date(2025, 4, 1) }, ""},
		{"no day", func(s *partnership.Spend) { s.Day = time.Time{} }, "day: Enter the day the money was spent"},
		{"tomorrow", func(s *partnership.Spend) { s.Day = today.AddDate(0, 0, 1) }, "day: Day must be today or in the past"},
		{"before the money came", func(s *partnership.Spend) { s.Day = date(2025, 3, 31) }, "day: Day must be while the stream lasts, from 1 April 2025 to 31 March 2026"},
		{"nothing spent", func(s *partnership.Spend) { s.Amount = 0 }, "amount: Enter the amount, more than £0"},
		{"on nothing", func(s *partnership.Spend) { s.What = "" }, "what: Enter what the money was spent on"},
		{"too long", func(s *partnership.Spend) { s.What = strings.Repeat("x", 301) }, "what: What it was spent on must be 300 characters or less"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := partnership.Spend{ID: uuid.New(), Day: today, Amount: 1, What: "Leaflets", By: priya, At: today}
			tt.change(&s)
			if got := fields(s.Check(stream(), today)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestAnEntryIsStruckOnce(t *testing.T) {
	s := partnership.Spend{ID: uuid.New(), Stream: uuid.New(), Day: today, Amount: 12_050, What: "Leaflets"}
	if got := len(s.Facts()); got != 1 {
		t.Fatalf("got %d facts, want 1", got)
	}
	if got := fields(partnership.StrikeSpend(alan, " ", today).Apply(&s)); got != "why: Enter why the entry is wrong" || !s.Counts() {
		t.Errorf("got %q, want a reason asked", got)
	}
	if err := partnership.StrikeSpend(alan, "Twice", today).Apply(&s); err != nil || s.Counts() || s.StruckBy != alan || s.StruckWhy != "Twice" {
		t.Errorf("got %v and %+v, want it struck", err, s)
	}
	if err := partnership.StrikeSpend(alan, "Again", today).Apply(&s); !errors.Is(err, fault.Conflict) {
		t.Errorf("got %v, want conflict", err)
	}
	if got := s.Facts(); got != nil {
		t.Errorf("got %v of a struck entry, want none", got)
	}
}

func fundingRequest() partnership.FundingRequest {
	return partnership.FundingRequest{
		ID: uuid.New(), Agency: 5, AgencyName: "Bridge Street", AgencyKind: "community", What: "Room hire for a year", Support: partnership.InCash,
		Amount: 120_000, Asked: date(2025, 11, 3), AskedBy: tom, Version: 1,
	}
}

func TestFundingRequestCheck(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*partnership.FundingRequest)
		want   string
	}{
		{"a good one", func(*partnership.FundingRequest) {}, ""},
		{"in kind without a worth", func(q *partnership.FundingRequest) { q.Support, q.Amount = partnership.InKind, 0 }, ""},
		{"today", func(q *partnership.FundingRequest) { q.Asked = today }, ""},
		{"nobody asks", func(q *partnership.FundingRequest) { q.Agency = 0 }, "agency: Select the agency that asks"},
		{"for nothing", func(q *partnership.FundingRequest) { q.What = " " }, "what: Enter what is asked for"},
		{"too long", func(q *partnership.FundingRequest) { q.What = strings.Repeat("x", 501) }, "what: What is asked for must be 500 characters or less"},
		{"no kind", func(q *partnership.FundingRequest) { q.Support = "gold" }, "support: Select whether it is cash or in kind"},
		{"cash without an amount", func(q *partnership.FundingRequest) { q.Amount = 0 }, "amount: Enter the amount that is asked for, more than £0"},
		{"too much", func(q *partnership.FundingRequest) { q.Amount = partnership.MostPence + 1 }, "amount: The amount must be £1,000,000,000 or less"},
		{"no day", func(q *partnership.FundingRequest) { q.Asked = time.Time{} }, "asked: Enter the day it was asked for"},
		{"tomorrow", func(q *partnership.FundingRequest) { q.Asked = today.AddDate(0, 0, 1) }, "asked: Day it was asked for must be today or in the past"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			q := fundingRequest()
			tt.change(&q)
			if got := fields(q.Check(today)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestDecideRequest(t *testing.T) {
	paid := uuid.New()
	for _, tt := range []struct {
		name    string
		by      uuid.UUID
		version int
		d       partnership.Decision
		want    error
		say     string
		granted partnership.Pence
	}{
		{"granted is all of it", alan, 1, partnership.Decision{Outcome: partnership.RequestGranted, Decided: today, Granted: 5, Stream: paid}, nil, "", 120_000},
		{"a part", alan, 1, partnership.Decision{Outcome: partnership.RequestInPart, Decided: today, Granted: 60_000, Why: "Half a year"}, nil, "", 60_000},
		{"refused gives nothing", alan, 1, partnership.Decision{Outcome: partnership.RequestRefused, Decided: today, Granted: 60_000, Stream: paid, Why: "No money left"}, nil, "", 0},
		{"dropped needs no reason", alan, 1, partnership.Decision{Outcome: partnership.RequestDropped, Decided: date(2025, 11, 3)}, nil, "", 0},
		{"nothing chosen", alan, 1, partnership.Decision{}, fault.Invalid, "outcome: Select what was decided; decided: Enter the day it was decided", 0},
		{"a part without amount or reason", alan, 1, partnership.Decision{Outcome: partnership.RequestInPart, Decided: today}, fault.Invalid, "granted: Enter the amount that is granted, more than £0; why: Enter why only a part is granted", 0},
		{"a part that is all", alan, 1, partnership.Decision{Outcome: partnership.RequestInPart, Decided: today, Granted: 120_000, Why: "x"}, fault.Invalid, "granted: Amount that is granted must be less than was asked for, £1,200", 0},
		{"refused without a reason", alan, 1, partnership.Decision{Outcome: partnership.RequestRefused, Decided: today, Why: " "}, fault.Invalid, "why: Enter why it is refused", 0},
		{"before it was asked", alan, 1, partnership.Decision{Outcome: partnership.RequestGranted, Decided: date(2025, 11, 2)}, fault.Invalid, "decided: Day it was decided must be on or after the day it was asked for, 3 November 2025", 0},
		{"tomorrow", alan, 1, partnership.Decision{Outcome: partnership.RequestGranted, Decided: today.AddDate(0, 0, 1)}, fault.Invalid, "decided: Day it was decided must be today or in the past", 0},
		{"one's own", tom, 1, partnership.Decision{Outcome: partnership.RequestGranted, Decided: today}, fault.Forbidden, "", 0},
		{"an older version", alan, 2, partnership.Decision{Outcome: partnership.RequestGranted, Decided: today}, fault.Conflict, "", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			q := fundingRequest()
			d := partnership.DecideRequest(tt.version, tt.by, tt.d, today)
			err := d.Apply(&q)
			if !errors.Is(err, tt.want) || fields(err) != tt.say || d.Do != access.DecideFunding {
				t.Fatalf("got %v, %q by %s, want %v, %q", err, fields(err), d.Do, tt.want, tt.say)
			}
			if tt.want != nil {
				return
			}
			if q.Granted != tt.granted || q.DecidedBy != alan || q.Waiting() || !q.Outcome.Gives() && q.Stream != uuid.Nil {
				t.Errorf("got %+v, want it decided with %d", q, tt.granted)
			}
			if err := d.Apply(&q); !errors.Is(err, fault.Conflict) {
				t.Errorf("got %v for deciding twice, want conflict", err)
			}
		})
	}
	q := fundingRequest()
	if got := q.Days(today); got != 28 {
		t.Errorf("got %d days, want 28 of waiting", got)
	}
	q.Outcome, q.Decided = partnership.RequestGranted, date(2025, 11, 10)
	if got := q.Days(today); got != 7 {
		t.Errorf("got %d days, want 7 until it was decided", got)
	}
}

func TestFundingFacts(t *testing.T) {
	s := stream()
	s.Amount = 2_000_050
	want := []fact.Fact{{Source: s.ID, Kind: fact.Stream, Day: s.From, Until: s.To, Number: 20_001, Flags: []fact.Flag{fact.InContext, fact.Additional, fact.Confirmed}}}
	if got := s.Facts(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	e := partnership.Spend{ID: uuid.New(), Stream: s.ID, Day: today, Amount: 49}
	want = []fact.Fact{{Source: e.ID, Kind: fact.Spend, Day: today, Person: s.ID}}
	if got := e.Facts(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	q := fundingRequest()
	want = []fact.Fact{{Source: q.ID, Kind: fact.FundingRequest, Day: q.Asked, Agency: 5, Number: 1200, Flags: []fact.Flag{fact.Cash, fact.NonStatutory}}}
	if got := q.Facts(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	q.Decision, q.AgencyKind, q.Support = partnership.Decision{Outcome: partnership.RequestInPart, Decided: today}, "police", partnership.InKind
	want = []fact.Fact{{Source: q.ID, Kind: fact.FundingRequest, Day: q.Asked, Until: today, Agency: 5, Number: 1200, Flags: []fact.Flag{fact.InKind, fact.FundingPart}}}
	if got := q.Facts(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	for outcome, flag := range map[partnership.Outcome]fact.Flag{
		partnership.RequestGranted: fact.FundingGiven, partnership.RequestInPart: fact.FundingPart, partnership.RequestRefused: fact.FundingNot, partnership.RequestDropped: fact.FundingGone,
	} {
		if string(outcome) != string(flag) {
			t.Errorf("got the flag %q for %q", flag, outcome)
		}
	}
}
