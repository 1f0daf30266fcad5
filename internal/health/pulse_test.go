package health_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"liaison/internal/calendar"
	"liaison/internal/fact"
	"liaison/internal/fault"
	"liaison/internal/health"
)

// answers is what people said, one after another, as raw as nobody keeps it.
type answers []health.Said

// alike is that many people who all give one answer to everything.
func alike(people, value int) answers {
	var all answers
	for range people {
		said := health.Said{}
		for _, q := range health.PresentWording().Questions {
			said[q.Code] = value
		}
		all = append(all, said)
	}
	return all
}

// counted adds the answers to the counters of the wording, one after another,
// as the database does.
func (a answers) counted() []health.Counter {
	all := health.PresentWording().Counters()
	for _, said := range a {
		for i, c := range all {
			sum, n := a.spoken(said, c.Measure)
			switch {
			case c.Kind == fact.PulseCount && said[c.Question] == c.Answer, c.Kind == fact.PulseRaters && n > 0:
				all[i].N++
			case c.Kind == fact.PulseScore && n > 0:
				all[i].N += 6 * sum / n
			}
		}
	}
	return all
}

// spoken is the sum of what somebody said of a measure, and of how many
// questions.
func (answers) spoken(said health.Said, of health.Code) (sum, n int) {
	for _, q := range health.PresentWording().Questions {
		if q.Of == of && said[q.Code] > 0 {
			sum += said[q.Code]
			n++
		}
	}
	return sum, n
}

// mean is that over people of the mean of what each said, straight from the
// answers.
func (a answers) mean(of health.Code) (mean float64, raters int) {
	total := 0.0
	for _, said := range a {
		if sum, n := a.spoken(said, of); n > 0 {
			total += float64(sum) / float64(n)
			raters++
		}
	}
	return total / float64(raters), raters
}

// round is one that closed so many days ago, of so many people asked.
func (a answers) round(n, closed, asked int) []fact.Fact {
	r := health.Round{
		ID: id(n), Wording: 1, Opens: ago(closed + 20), Closes: ago(closed), Asked: asked, Answered: len(a), Published: ago(closed - 1), Told: health.Enough(len(a), asked),
	}
	facts := r.Facts(a.counted())
	for i := range facts {
		facts[i].KnownFrom = r.Published
	}
	return facts
}

func pulse(t testing.TB, facts []fact.Fact, of health.Code) health.Finding {
	t.Helper()
	f, ok := health.Evaluate(facts, today).Find(of)
	if !ok {
		t.Fatalf("no finding of %s", of)
	}
	return f
}

// What is told needs five answers and seven in ten of those asked, neither one
// fewer.
func TestTooFewAnswersTellNothing(t *testing.T) {
	for _, tt := range []struct {
		answered, asked int
		told            bool
		missing         int
	}{
		{5, 5, true, 0},
		{4, 5, false, 1},
		{4, 4, false, 1},
		{0, 9, false, 7},
		{7, 10, true, 0},
		{6, 10, false, 1},
		{69, 100, false, 1},
		{70, 100, true, 0},
		{6, 9, false, 1}, // two thirds
		{5, 7, true, 0},
		{5, 8, false, 1},
		{0, 0, false, 5},
	} {
		t.Run(fmt.Sprintf("%d of %d", tt.answered, tt.asked), func(t *testing.T) {
			if got := health.Enough(tt.answered, tt.asked); got != tt.told {
				t.Errorf("got told %v, want %v", got, tt.told)
			}
			r := health.Round{Answered: tt.answered, Asked: tt.asked}
			if got := r.Missing(); got != tt.missing {
				t.Errorf("got %d missing, want %d", got, tt.missing)
			}
			f := pulse(t, alike(tt.answered, 3).round(1, 10, tt.asked), health.Trust)
			if told := f.State == health.Told; told != tt.told || told && f.Figure != 3 || !told && (f.Figure != 0 || len(f.For) > 0) {
				t.Errorf("got %s %v with %d rows, want told %v", f.State, f.Figure, len(f.For), tt.told)
			}
		})
	}
}

// Whoever cannot say is left out, and where fewer than five could say nothing
// is told, however many answered.
func TestWhoCannotSayIsLeftOut(t *testing.T) {
	all := alike(8, 4)
	for i := range 4 {
		all[i]["reliability"], all[i]["shared_aims"], all[i]["openness"] = 0, 0, 0
	}
	if f := pulse(t, all.round(1, 10, 8), health.Trust); f.State != health.Counts {
		t.Errorf("four could speak of trust: got %s, want counts", f.State)
	}
	all[0]["openness"] = 1
	f := pulse(t, all.round(1, 10, 8), health.Trust)
	if f.State != health.Told || f.Have != 5 || f.All != 8 || math.Abs(f.Figure-(4*4+1)/5.0) > 1e-9 {
		t.Errorf("five could: got %s %v from %d of %d, want 3.4 from 5 of 8", f.State, f.Figure, f.Have, f.All)
	}
	if len(f.For) != 1 || len(f.Left) != 2 || f.For[0].Say != "Yes 4, More yes than no 0, More no than yes 0, No 1, could not say 3" {
		t.Errorf("got %+v for and %+v left out, want openness alone told", f.For, f.Left)
	}
	if v := pulse(t, all.round(1, 10, 8), health.Worth); v.Figure != 4 || v.Have != 8 {
		t.Errorf("value: got %v from %d, want 4 from 8", v.Figure, v.Have)
	}
}

// The counters give exactly the mean that the answers would, if anybody had
// them.
func TestTheCountersGiveTheMeanOfTheAnswers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(5, 40).Draw(t, "people")
		all := alike(n, 0)
		for i := range all {
			for _, q := range health.PresentWording().Questions {
				all[i][q.Code] = rapid.IntRange(0, 4).Draw(t, "answer")
			}
		}
		asked := rapid.IntRange(n, n*10/7).Draw(t, "asked")
		report := health.Evaluate(all.round(1, 3, asked), today)
		for _, of := range []health.Code{health.Trust, health.Worth} {
			f, _ := report.Find(of)
			mean, raters := all.mean(of)
			if raters < health.FewestRaters {
				if f.State == health.Told {
					t.Fatalf("%s of %d: got told", of, raters)
				}
				continue
			}
			if f.State != health.Told || f.Have != raters || math.Abs(f.Figure-mean) > 1e-9 {
				t.Fatalf("%s: got %s %v of %d, want %v of %d", of, f.State, f.Figure, f.Have, mean, raters)
			}
		}
		sum := 0
		for _, q := range report.Heard[0].Questions {
			for _, n := range q.Counts {
				sum += n
			}
		}
		if sum != n*len(report.Heard[0].Questions) {
			t.Fatalf("got %d answers, want %d", sum, n*len(report.Heard[0].Questions))
		}
	})
}

// Sixths hold the mean of up to three answers, and no fourth question fits.
func TestNoMeasureHasMoreQuestionsThanSixthsHold(t *testing.T) {
	for _, of := range []health.Code{health.Trust, health.Worth} {
		n := 0
		for _, q := range health.PresentWording().Questions {
			if q.Of == of {
				n++
			}
		}
		if n == 0 || n > 3 {
			t.Errorf("%s: got %d questions, want one to three", of, n)
		}
	}
	codes := map[fact.Flag]bool{}
	for _, q := range health.PresentWording().Questions {
		if codes[q.Code] || q.Says == "" {
			t.Errorf("got %q twice or without words", q.Code)
		}
		codes[q.Code] = true
	}
}

// A figure is that of the newest round that had closed and was published by the
// day, and for half a year.
func TestTheNewestRoundIsTheFigure(t *testing.T) {
	facts := append(alike(5, 2).round(1, 170, 5), alike(6, 3).round(2, 80, 6)...)
	if f := pulse(t, facts, health.Trust); f.Figure != 3 || len(f.Trend) != 2 || f.Trend[0].Figure != 2 || f.Before().Figure != 2 {
		t.Errorf("got %v after %+v, want 3 after 2", f.Figure, f.Trend)
	}
	then, _ := health.Evaluate(facts, ago(81)).Find(health.Trust)
	if then.Figure != 2 || len(then.Trend) != 1 {
		t.Errorf("the day before it closed: got %v, want that of the round before", then.Figure)
	}
	for days, want := range map[int]health.State{180: health.Told, 181: health.Nothing} {
		if f := pulse(t, alike(5, 2).round(1, days, 5), health.Trust); f.State != want {
			t.Errorf("%d days after it closed: got %s, want %s", days, f.State, want)
		}
	}
	thin := slices.Concat(facts, alike(4, 1).round(3, 5, 9))
	if f := pulse(t, thin, health.Trust); f.State != health.Counts || f.Have != 4 || f.All != 9 || len(f.Trend) != 3 {
		t.Errorf("a round with too few answers: got %+v, want its counts in the place of an older figure", f.Value)
	}
}

// A round with other words begins a series of its own.
func TestOtherWordsAreAnotherSeries(t *testing.T) {
	facts := alike(5, 2).round(1, 170, 5)
	for i := range facts {
		if facts[i].Kind == fact.PulseAsked {
			facts[i].Flags = []fact.Flag{fact.PulseWording(99)}
		}
	}
	if f := pulse(t, append(facts, alike(6, 3).round(2, 80, 6)...), health.Trust); len(f.Trend) != 1 || f.Figure != 3 {
		t.Errorf("got %+v, want the newer round alone", f.Trend)
	}
}

func TestWhoIsAsked(t *testing.T) {
	tom, joy := id(1), id(2)
	got := health.Raters([]health.Rater{
		{Name: "Tom Okafor", Agency: 1},
		{Name: " tom okafor ", Agency: 1}, // registered as deputy as well
		{Name: "Tom Okafor", Agency: 2},   // another person
		{Name: "Grace Lindqvist", Agency: 3},
		{Name: "Joy Bell", Agency: 3},
	}, []health.Rater{{Name: "tom Okafor", Agency: 1, Account: tom}, {Name: "Joy Bell", Agency: 3, Account: joy}, {Name: "Ada Frost", Agency: 3, Account: id(3)}})
	var accounts []uuid.UUID
	for _, r := range got {
		accounts = append(accounts, r.Account)
	}
	if want := []uuid.UUID{tom, uuid.Nil, uuid.Nil, joy}; fmt.Sprint(accounts) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", accounts, want)
	}
}

func raters(n int) []health.Rater {
	var all []health.Rater
	for i := range n {
		all = append(all, health.Rater{Name: fmt.Sprint("Person ", i), Agency: i})
	}
	return all
}

func TestARoundIsOpenedWhole(t *testing.T) {
	with := health.Pulse{Partnership: 1, Rounds: []health.Round{{Opens: date(2025, 10, 1), Closes: date(2025, 11, 30)}}}
	tokens := []string{"a", "b", "c", "d", "e", "f"}
	for _, tt := range []struct {
		name          string
		pulse         health.Pulse
		opens, closes time.Time
		people        int
		want          string
	}{
		{"three weeks from today", health.Pulse{}, today, ago(-20), 5, ""},
		{"the shortest", health.Pulse{}, today, ago(-6), 5, ""},
		{"too short", health.Pulse{}, today, ago(-5), 5, "closes: Last day must be at least 6 days after the first"},
		{"the longest", health.Pulse{}, today, ago(-60), 5, ""},
		{"too long", health.Pulse{}, today, ago(-61), 5, "closes: Last day must be at most 60 days after the first"},
		{"yesterday", health.Pulse{}, ago(1), ago(-20), 5, "opens: First day must be today or in the future"},
		{"in a year", health.Pulse{}, ago(-365), ago(-380), 5, "opens: First day must be within three months from today"},
		{"no days", health.Pulse{}, never, never, 5, "opens: Enter the first day"},
		{"four people", health.Pulse{}, today, ago(-20), 4, "A round needs at least 5 people"},
		{"the same quarter again", with, today, ago(-20), 5, "opens: There is a round of that quarter already"},
		{"the next quarter", with, date(2026, 1, 2), date(2026, 1, 22), 5, ""},
		{"while one is open", health.Pulse{Rounds: []health.Round{{Opens: ago(5), Closes: today}}}, ago(-40), ago(-60), 5, "The round until 1 December 2025 is not over yet"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := tt.pulse
			err := health.OpenRound(health.Round{ID: id(1), Opens: tt.opens, Closes: tt.closes, At: today}, raters(tt.people), tokens).Apply(&p)
			if tt.want == "" {
				if err != nil || p.Rounds[0].Asked != tt.people || len(p.Rounds[0].Tokens) != tt.people || p.Rounds[0].Wording != health.PresentWording().Number {
					t.Errorf("got %+v, %v, want it opened", p.Rounds, err)
				}
				return
			}
			said := fmt.Sprint(err)
			for _, f := range fault.FieldsOf(err) {
				said += " " + f.Name + ": " + f.Say
			}
			if err == nil || !strings.Contains(said, tt.want) {
				t.Errorf("got %s, want %q", said, tt.want)
			}
		})
	}
	some := raters(6)
	some[0].Account, some[3].Account = id(1), id(2)
	p := health.Pulse{}
	if err := health.OpenRound(health.Round{ID: id(1), Opens: today, Closes: ago(-20), At: today}, some, tokens).Apply(&p); err != nil {
		t.Fatal(err)
	}
	if r := p.Rounds[0]; len(r.Tokens) != 4 || len(r.Seats) != 2 || r.Asked != 6 {
		t.Errorf("got %d links and %d who take theirs of %d, want 4 and 2 of 6", len(r.Tokens), len(r.Seats), r.Asked)
	}
}

// Links are made anew all together, and only while none can have been used.
func TestLinksAreMadeAnewBeforeTheFirstAnswer(t *testing.T) {
	tokens := make([]string, 9)
	open := health.Round{ID: id(1), Opens: today, Closes: ago(-20), Asked: 7, Renewed: 2, Tokens: tokens[:7]}
	for _, tt := range []struct {
		name    string
		change  func(*health.Round)
		people  int
		renewed int
		want    string
	}{
		{"nobody has answered", func(*health.Round) {}, 6, 2, ""},
		{"it has not begun", func(r *health.Round) { r.Opens = ago(-3) }, 6, 2, ""},
		{"somebody has answered", func(r *health.Round) { r.Answered = 1 }, 6, 2, "Nobody may learn whose were used"},
		{"somebody made them anew meanwhile", func(r *health.Round) { r.Renewed = 3 }, 6, 2, "no mail was sent"},
		{"it is over", func(r *health.Round) { r.Opens, r.Closes = ago(21), ago(1) }, 6, 2, "No round is open"},
		{"too few stand for agencies now", func(*health.Round) {}, 4, 2, "A round needs at least 5 people"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := open
			tt.change(&r)
			p := health.Pulse{Rounds: []health.Round{r}}
			some := raters(tt.people)
			some[0].Account, some[1].Account, some[1].Address = id(2), id(3), "one@northgate.example"
			err := health.RenewRound(tt.renewed, some, tokens, today).Apply(&p)
			if tt.want != "" {
				if !errors.Is(err, fault.Conflict) || !strings.Contains(err.Error(), tt.want) {
					t.Errorf("got %v, want %q", err, tt.want)
				}
				return
			}
			if got := p.Rounds[0]; err != nil || got.Asked != 6 || got.Renewed != 3 || len(got.Seats) != 1 || len(got.Tokens) != 5 {
				t.Errorf("got %+v, %v, want five links and one who takes theirs", got, err)
			}
		})
	}
}

func TestAnAddressIsOnePersonsOwn(t *testing.T) {
	at := func(n int, account uuid.UUID, address string) health.Rater {
		return health.Rater{ID: id(n), Name: fmt.Sprint("Person ", n), Account: account, Address: address}
	}
	err := health.CheckAddresses([]health.Rater{
		at(1, id(9), "one@northgate.example"), at(2, uuid.Nil, "ONE@northgate.example"), at(3, uuid.Nil, "three@northgate.example"),
		at(4, uuid.Nil, ""), at(5, uuid.Nil, ""), at(6, uuid.Nil, "six@northgate.example"), at(7, uuid.Nil, "six@northgate.example"),
	})
	var wrong []string
	for _, f := range fault.FieldsOf(err) {
		wrong = append(wrong, f.Name)
	}
	if want := []string{at(2, uuid.Nil, "").AddressField(), at(6, uuid.Nil, "").AddressField(), at(7, uuid.Nil, "").AddressField()}; !slices.Equal(wrong, want) {
		t.Errorf("got %v, want %v", wrong, want)
	}
}

func TestARoundBeginsOnTheQuartersFirstWorkingDay(t *testing.T) {
	off := calendar.Holidays{date(2026, 1, 1): true}
	for on, want := range map[time.Time]time.Time{
		date(2025, 12, 1):  date(2025, 12, 1), // its first working day has passed
		date(2026, 1, 1):   date(2026, 1, 2),
		date(2025, 11, 1):  date(2025, 11, 1),
		date(2026, 8, 1):   date(2026, 8, 1),
		date(2026, 10, 1):  date(2026, 10, 1),
		date(2028, 10, 1):  date(2028, 10, 2), // a Sunday
		date(2025, 10, 15): date(2025, 10, 15),
	} {
		if got := health.FirstDay(on, off); !got.Equal(want) {
			t.Errorf("on %s: got %s, want %s", on.Format(time.DateOnly), got.Format(time.DateOnly), want.Format(time.DateOnly))
		}
	}
}

func TestEveryQuestionNeedsAnAnswer(t *testing.T) {
	w := health.PresentWording()
	for _, tt := range []struct {
		name   string
		change func(health.Said)
		want   error
	}{
		{"all of them", func(health.Said) {}, nil},
		{"somebody who cannot say", func(s health.Said) { s["goals"] = 0 }, nil},
		{"nothing said of one", func(s health.Said) { delete(s, "goals") }, fault.Invalid},
		{"a value too high", func(s health.Said) { s["goals"] = 5 }, fault.Invalid},
		{"a value too low", func(s health.Said) { s["goals"] = -1 }, fault.Invalid},
		{"something else", func(s health.Said) { s["love"] = 1 }, fault.Invalid},
	} {
		t.Run(tt.name, func(t *testing.T) {
			said := alike(1, 3)[0]
			tt.change(said)
			if err := said.Check(w); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}
