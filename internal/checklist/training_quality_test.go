package checklist_test

import (
	"cmp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/checklist"
	"liaison/internal/fact"
)

// sessionOn is a training session to which so many people came from each
// agency, from agency 1 on. Its first fact is the session's own.
func sessionOn(day time.Time, flags []fact.Flag, people ...int) []fact.Fact {
	id := uuid.New()
	facts := []fact.Fact{{Source: id, Kind: fact.Training, Day: day, By: priya, Flags: flags}}
	for n, p := range people {
		facts = append(facts, fact.Fact{Source: id, Part: n + 10, Kind: fact.Trained, Day: day, Agency: n + 1, Number: p})
	}
	return facts
}

// saidOf is what people of agency 1 said of a record, one value each.
func saidOf(record fact.Fact, flag fact.Flag, values ...int) []fact.Fact {
	var facts []fact.Fact
	for n, v := range values {
		facts = append(facts, fact.Fact{
			Source: uuid.New(), Kind: fact.Rating, Day: record.Day, Until: record.Day, KnownFrom: record.Day,
			Agency: 1, Person: person(1, n), By: record.Source, Number: v, Flags: []fact.Flag{flag},
		})
	}
	return facts
}

// times is so many of one value, and then so many of another.
func times(n, value, m, other int) []int {
	var all []int
	for range n {
		all = append(all, value)
	}
	for range m {
		all = append(all, other)
	}
	return all
}

var (
	inContext     = []fact.Flag{fact.InContext}
	testedSession = []fact.Flag{fact.InContext, fact.Tested}
)

// ratedSession is a session in context of which people said the same of
// quality and of use.
func ratedSession(day time.Time, people int, values ...int) []fact.Fact {
	s := sessionOn(day, inContext, people)
	s = append(s, saidOf(s[0], fact.RatesQuality, values...)...)
	return append(s, saidOf(s[0], fact.RatesUseful, values...)...)
}

// scoredSession is a tested session with scores of so many people.
func scoredSession(day time.Time, before, after []int) []fact.Fact {
	s := sessionOn(day, testedSession, 20)
	s = append(s, saidOf(s[0], fact.ScoreBefore, before...)...)
	return append(s, saidOf(s[0], fact.ScoreAfter, after...)...)
}

func join(all ...[]fact.Fact) []fact.Fact {
	var facts []fact.Fact
	for _, f := range all {
		facts = append(facts, f...)
	}
	return facts
}

// TestTrainingRated moves each threshold. The 12 months that end with 1
// December 2025 begin on 2 December 2024.
func TestTrainingRated(t *testing.T) {
	for _, tt := range []struct {
		name      string
		facts     []fact.Fact
		have, all int
		want      checklist.State
	}{
		{"4 of 5 answers are 80%", ratedSession(ago(10), 5, 4, 4, 5, 5, 3), 4, 5, checklist.Met},
		{"19 of 24 are 79%", ratedSession(ago(10), 24, times(19, 4, 5, 3)...), 19, 24, checklist.NotMet},
		{"3 of 5 answered, which is 60%, and with others they are 5", join(ratedSession(ago(10), 5, 4, 4, 4), ratedSession(ago(9), 2, 5, 5)), 5, 5, checklist.Met},
		{"6 of 10 answered", ratedSession(ago(10), 10, times(6, 4, 0, 0)...), 6, 6, checklist.Met},
		{"16 of 27 answered, which is 59%", ratedSession(ago(10), 27, times(16, 5, 0, 0)...), 16, 16, checklist.TooFew},
		{"4 answers, though all answered", ratedSession(ago(10), 4, 5, 5, 5, 5), 4, 4, checklist.TooFew},
		{"nobody answered", ratedSession(ago(10), 9), 0, 0, checklist.TooFew},
		{"bad answers, and too few to say", ratedSession(ago(10), 27, times(16, 1, 0, 0)...), 0, 16, checklist.TooFew},
		{"more answers than people recorded count as many people", ratedSession(ago(10), 1, times(5, 5, 0, 0)...), 5, 5, checklist.Met},
		{"the first day of the window", ratedSession(date(2024, 12, 2), 5, times(5, 5, 0, 0)...), 5, 5, checklist.Met},
		{"the day before", ratedSession(date(2024, 12, 1), 5, times(5, 5, 0, 0)...), 0, 0, ""},
		{"the last day", ratedSession(today, 5, times(5, 5, 0, 0)...), 5, 5, checklist.Met},
		{"a session still to come", ratedSession(ago(-1), 5, times(5, 5, 0, 0)...), 0, 0, ""},
		{"a session to which nobody came", ratedSession(ago(1), 0, times(5, 5, 0, 0)...), 0, 0, ""},
		{"another context", func() []fact.Fact { f := ratedSession(ago(1), 5, 5, 5, 5, 5, 5); f[0].Flags = nil; return f }(), 0, 0, ""},
		{"nothing", nil, 0, 0, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			facts := known(tt.facts)
			for i := range facts {
				facts[i].KnownFrom = date(2024, 1, 1) // so that what is still to come is known of
			}
			f := one(t, "TRN-1", facts, today)
			for n, p := range f.Parts[:2] {
				if n == 1 && tt.all == 0 {
					tt.want = "" // where nobody says how useful it was, nobody was asked
				}
				if p.State != tt.want || p.Have != tt.have || p.All != tt.all {
					t.Errorf("%s: got %q with %d of %d, want %q with %d of %d", p.Name, p.State, p.Have, p.All, tt.want, tt.have, tt.all)
				}
			}
			want := cmp.Or(tt.want, checklist.TooFew)
			if f.State != want {
				t.Errorf("got %s, want %s", f.State, want)
			}
		})
	}
}

func TestQualityAndUseAreJudgedApart(t *testing.T) {
	s := sessionOn(ago(10), inContext, 5)
	s = append(s, saidOf(s[0], fact.RatesQuality, 5, 5, 5, 5, 5)...)
	s = append(s, saidOf(s[0], fact.RatesUseful, 5, 5, 5, 3, 3)...)
	f := one(t, "TRN-1", known(s), today)
	if f.Parts[0].State != checklist.Met || f.Parts[1].State != checklist.NotMet || f.State != checklist.NotMet {
		t.Errorf("got %s and %s, %s, want met and not met, not met", f.Parts[0].State, f.Parts[1].State, f.State)
	}
	if f.Parts[1].Figure != "60%" || f.Parts[1].Between == nil {
		t.Errorf("got %q and %v, want 60%% and an interval", f.Parts[1].Figure, f.Parts[1].Between)
	}
	if rows := f.Parts[1].Against; len(rows) != 1 || rows[0].Source != s[0].Source || rows[0].Say != "5 of 5 people answered, 3 of them with 4 or more of 5" {
		t.Errorf("got %+v, want the session with its answers", rows)
	}
}

func TestAnAnswerCountsFromTheDayItWasGiven(t *testing.T) {
	s := ratedSession(ago(10), 5, 5, 5, 5, 5, 5)
	for i := range s {
		if s[i].Kind == fact.Rating {
			s[i].Until = ago(3)
		}
	}
	for back, want := range map[int]checklist.State{4: checklist.TooFew, 3: checklist.Met} {
		if got := one(t, "TRN-1", known(s), ago(back)).State; got != want {
			t.Errorf("%d days ago: got %s, want %s", back, got, want)
		}
	}
}

func TestScores(t *testing.T) {
	low, high := times(5, 50, 0, 0), times(5, 60, 0, 0)
	for _, tt := range []struct {
		name   string
		facts  []fact.Fact
		all    int
		want   checklist.State
		figure string
		say    string
	}{
		{"higher after", scoredSession(ago(10), low, high), 5, checklist.Met, "10 of 100 higher after", "5 people have both scores. On average"},
		{"higher by little, on average", scoredSession(ago(10), low, []int{51, 50, 50, 50, 50}), 5, checklist.Met, "0.2 of 100 higher after", "On average"},
		{"the same", scoredSession(ago(10), low, low), 5, checklist.NotMet, "the same after", "On average"},
		{"lower after", scoredSession(ago(10), high, low), 5, checklist.NotMet, "10 of 100 lower after", "On average"},
		{"a score of none", scoredSession(ago(10), times(5, 0, 0, 0), times(5, 1, 0, 0)), 5, checklist.Met, "1 of 100 higher after", ""},
		{"4 pairs are few, and no average is shown", scoredSession(ago(10), low[:4], high), 4, checklist.Partly, "", "no average is shown"},
		{"4 pairs that fell", scoredSession(ago(10), high, low[:4]), 4, checklist.NotMet, "", "no average is shown"},
		{"1 pair", scoredSession(ago(10), low[:1], high), 1, checklist.Partly, "", "1 person has both scores"},
		{"nobody has both", scoredSession(ago(10), low, nil), 0, checklist.TooFew, "", "nobody has a score both before and after"},
		{"no test was held", sessionOn(ago(10), inContext, 5), 0, "", "", "No session in the window had a test"},
		{"a test before the window", scoredSession(date(2024, 12, 1), low, high), 0, "", "", "No session"},
		{"two sessions together", join(scoredSession(ago(10), low[:3], high), scoredSession(ago(9), high, low[:2])), 5, checklist.Met, "2 of 100 higher after", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := one(t, "TRN-1", known(tt.facts), today).Parts[2]
			if p.State != tt.want || p.All != tt.all || p.Figure != tt.figure {
				t.Errorf("got %q with %d, %q, want %q with %d, %q", p.State, p.All, p.Figure, tt.want, tt.all, tt.figure)
			}
			if !strings.Contains(p.Say, tt.say) {
				t.Errorf("got %q, want %q", p.Say, tt.say)
			}
		})
	}
}

// TestScoresOfOneSessionAreNotMixed gives the same person a score before in
// one session and after in another.
func TestScoresOfOneSessionAreNotMixed(t *testing.T) {
	facts := join(scoredSession(ago(10), []int{10}, nil), scoredSession(ago(9), nil, []int{90}))
	if p := one(t, "TRN-1", known(facts), today).Parts[2]; p.All != 0 || p.State != checklist.TooFew || len(p.Left) != 2 {
		t.Errorf("got %d pairs, %s, %d left out, want none, too few and both", p.All, p.State, len(p.Left))
	}
}

func TestFewScoresOfASessionAreNotTold(t *testing.T) {
	facts := join(ratedSession(ago(7), 5), scoredSession(ago(10), times(6, 10, 0, 0), times(6, 90, 0, 0)), scoredSession(ago(9), []int{90}, []int{10}), scoredSession(ago(8), times(5, 20, 0, 0), times(5, 10, 0, 0)))
	p := one(t, "TRN-1", known(facts), today).Parts[2]
	if len(p.For) != 2 || p.For[0].Say != "1 person has both scores" || p.For[1].Say != "6 people have both scores: 80 of 100 higher after" {
		t.Errorf("got %+v, want the one pair untold among those that rose", p.For)
	}
	if len(p.Against) != 1 || p.Against[0].Say != "5 people have both scores: 10 of 100 lower after" {
		t.Errorf("got %+v, want the session that fell", p.Against)
	}
}

func TestTrainingIsAsFreshAsTheNewestSessionOfWhichAnythingWasSaid(t *testing.T) {
	s := ratedSession(today, 5, 5)
	for after, want := range map[int]checklist.Freshness{0: checklist.Current, 365: checklist.Current, 366: checklist.Ageing, 730: checklist.Ageing, 731: checklist.OutOfDate} {
		f := one(t, "TRN-1", known(join(s, sessionOn(today.AddDate(0, 0, after), inContext, 4))), today.AddDate(0, 0, after))
		if f.Fresh != want || f.Age != after || f.Lasts != 365 {
			t.Errorf("after %d days: got %s, %d of %d, want %s", after, f.Fresh, f.Age, f.Lasts, want)
		}
	}
	s[0].Flags = nil
	if f := one(t, "TRN-1", known(s), today); f.Fresh != checklist.None {
		t.Errorf("got %s from another context, want none", f.Fresh)
	}
}

func TestWhatWouldChangeTrainingQuality(t *testing.T) {
	for _, tt := range []struct {
		name  string
		facts []fact.Fact
		want  []string
	}{
		{"no session", nil, []string{"Log training in the counter-terrorism context"}},
		{"answers missing", join(ratedSession(ago(20), 10, 4), ratedSession(ago(10), 3, 5)), []string{
			"At least 6 more people say what they think of it. Most are missing of the session of 11 November 2025: 9 of 10.",
		}},
		{"one answer missing", ratedSession(ago(20), 10, 4, 4, 4, 4, 4), []string{"At least 1 more person says"}},
		{"too few trained", ratedSession(ago(20), 2, 4, 4), []string{"Too few people were asked about any session in the window. At least 3 more people"}},
		{"rated low", join(ratedSession(ago(20), 5, 3, 3, 5, 5, 5), ratedSession(ago(30), 1, 2)), []string{
			"‘Those trained say that it was good’ is met with 9 more answers of 4 or more of 5, where none is lower.",
			"the session of 1 November 2025 is the first to leave the window, on 1 November 2026.",
			"‘Those trained say that it was useful’",
		}},
		{"met", ratedSession(date(2025, 2, 28), 5, 4, 4, 4, 4, 4), []string{
			"‘Those trained say that it was good’ is no longer met from 28 February 2026.", "no longer met from 28 February 2026",
		}},
		{"scores missing", scoredSession(ago(10), nil, nil), []string{"", "Enter the scores before and after"}},
		{"few scores", scoredSession(ago(10), []int{1, 1}, []int{2, 2}), []string{"", "at least 5 people in all who were tested. There are 2."}},
		{"scores fell", scoredSession(ago(10), []int{2}, []int{1}), []string{"", "Train again"}},
		{"scores rose", scoredSession(ago(10), times(5, 1, 0, 0), times(5, 2, 0, 0)), []string{"", "‘Scores are higher after than before’ is no longer met from 21 November 2026."}},
	} {
		t.Run(tt.name, func(t *testing.T) { saysNeeds(t, one(t, "TRN-1", known(tt.facts), today).Needs, tt.want...) })
	}
}

// saysNeeds holds what would change a finding against a piece of each sentence.
func saysNeeds(t *testing.T, needs []checklist.Need, want ...string) {
	t.Helper()
	if len(needs) != len(want) {
		t.Fatalf("got %+v, want %d", needs, len(want))
	}
	for i, w := range want {
		if !strings.Contains(needs[i].Say, w) {
			t.Errorf("got %q, want %q", needs[i].Say, w)
		}
		if needs[i].To == checklist.Nowhere {
			t.Errorf("%q leads nowhere", needs[i].Say)
		}
	}
}

// A mean of scores is no share of them.
func TestScoresAreNoShare(t *testing.T) {
	f := one(t, "TRN-1", known(scoredSession(ago(10), []int{40, 40, 40, 40, 40}, []int{60, 60, 60, 60, 60})), today)
	for _, p := range f.Parts {
		if got, want := p.Mean, p.Of == "pairs of scores"; got != want {
			t.Errorf("%s: got %t, want %t", p.Name, got, want)
		}
	}
}
