package partnership_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fact"
	"liaison/internal/partnership"
)

func goals() partnership.Goals {
	return partnership.Goals{
		ID: uuid.New(), Version: 1, Text: "Agencies work together.", From: date(2025, 5, 1), Reason: "The first", By: priya,
		Questions: []partnership.Question{
			{Text: "Who works together?", Choices: []string{"Agencies", "Nobody"}, Right: 1},
			{Text: "Since when?", Choices: []string{"April", "May", "June"}, Right: 2},
			{Text: "Why?", Choices: []string{"To prevent", "To count"}, Right: 1},
		},
	}
}

func TestGoalsCheck(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*partnership.Goals)
		want   string
	}{
		{"good ones", func(*partnership.Goals) {}, ""},
		{"without questions", func(g *partnership.Goals) { g.Questions = nil }, ""},
		{"no text", func(g *partnership.Goals) { g.Text = " " }, "text: Enter the goals"},
		{"too long a text", func(g *partnership.Goals) { g.Text = strings.Repeat("x", 5001) }, "text: Goals must be 5,000 characters or less"},
		{"no day", func(g *partnership.Goals) { g.From = time.Time{} }, "from: Enter the day from which these goals hold"},
		{"another century", func(g *partnership.Goals) { g.From = date(2101, 1, 1) }, "from: Day from which these goals hold must be between 2000 and 2100"},
		{"no reason", func(g *partnership.Goals) { g.Reason = "" }, "reason: Enter why the goals change"},
		{"a question of nothing", func(g *partnership.Goals) { g.Questions[1] = partnership.Question{} }, "question-2: Question 2: enter the question; choices-2: Question 2: enter at least two answers to choose from, each on a line; right-2: Question 2: enter which answer is right, as 1 for the first"},
		{"too long a question", func(g *partnership.Goals) { g.Questions[0].Text = strings.Repeat("x", 301) }, "question-1: Question 1: question must be 300 characters or less"},
		{"one answer", func(g *partnership.Goals) { g.Questions[0].Choices = []string{"Yes"} }, "choices-1: Question 1: enter at least two answers to choose from, each on a line"},
		{"six answers", func(g *partnership.Goals) { g.Questions[0].Choices = strings.Split("abcdef", "") }, "choices-1: Question 1: enter no more than five answers to choose from"},
		{"long answers", func(g *partnership.Goals) {
			g.Questions[0].Choices = []string{strings.Repeat("x", 450), strings.Repeat("y", 450)}
		}, "choices-1: Question 1: the answers must be 900 characters or less together"},
		{"the same twice", func(g *partnership.Goals) { g.Questions[2].Choices = []string{"Yes", "No", "Yes"} }, "choices-3: Question 3: each answer must be different"},
		{"a right one beyond them", func(g *partnership.Goals) { g.Questions[2].Right = 3 }, "right-3: Question 3: the right answer must be one of the answers, as 1 for the first"},
		{"a right one below them", func(g *partnership.Goals) { g.Questions[2].Right = -1 }, "right-3: Question 3: enter which answer is right, as 1 for the first"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			g := goals()
			tt.change(&g)
			if got := fields(g.Check()); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestAVersionReplacesTheOneBefore(t *testing.T) {
	aims := partnership.Aims{Partnership: 1}
	first, second, early, again := goals(), goals(), goals(), goals()
	second.From, early.From, again.From = date(2025, 12, 10), date(2025, 12, 9), date(2025, 12, 10)
	for _, tt := range []struct {
		name string
		g    partnership.Goals
		want string
	}{
		{"the first", first, ""},
		{"the next", second, ""},
		{"one that begins before it", early, "from: Day from which these goals hold must be on or after 10 December 2025, when the version before begins"},
		{"one of the same day", again, ""},
	} {
		ch := partnership.SetGoals(tt.g)
		if got := fields(ch.Apply(&aims)); got != tt.want || ch.Do != access.KeepGoals {
			t.Errorf("%s: got %q by %s, want %q", tt.name, got, ch.Do, tt.want)
		}
	}
	for day, want := range map[time.Time]int{date(2025, 4, 30): 0, date(2025, 5, 1): 1, date(2025, 12, 9): 1, date(2025, 12, 10): 3} {
		g, ok := aims.On(day)
		if g.Version != want || ok != (want > 0) {
			t.Errorf("%s: got version %d, want %d", day.Format(time.DateOnly), g.Version, want)
		}
	}
	if g, ok := aims.Coming(today); !ok || g.Version != 3 {
		t.Errorf("got version %d to come, want 3", g.Version)
	}
	if _, ok := aims.Coming(date(2025, 12, 10)); ok {
		t.Error("got a version to come on the day it begins, want none")
	}
}

func TestAcknowledge(t *testing.T) {
	who := access.Actor{ID: tom, Agency: 4}
	for _, tt := range []struct {
		name              string
		took              []int
		answered, correct int
		missed            []int
		flags             []fact.Flag
		say               string
	}{
		{"without answering", nil, 0, 0, nil, nil, ""},
		{"all rightly", []int{1, 2, 1}, 3, 3, nil, []fact.Flag{fact.QuestionsAnswered}, ""},
		{"all, some wrongly", []int{2, 2, 2}, 3, 1, []int{1, 3}, []fact.Flag{fact.QuestionsAnswered}, ""},
		{"two of three", []int{1, 0, 2}, 2, 1, []int{3}, nil, ""},
		{"more answers than questions", []int{1, 2, 1, 1}, 3, 3, nil, []fact.Flag{fact.QuestionsAnswered}, ""},
		{"an answer that is none", []int{3, 2, -1}, 1, 1, nil, nil, "answer-1: Question 1: select an answer from the list; answer-3: Question 3: select an answer from the list"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			g := goals()
			a, err := g.Acknowledge(who, tt.took, today)
			if fields(err) != tt.say {
				t.Fatalf("got %q, want %q", fields(err), tt.say)
			}
			want := partnership.Acknowledgement{Goals: g.ID, Version: 1, Account: tom, Agency: 4, Day: today, Answered: tt.answered, Correct: tt.correct, Missed: tt.missed}
			if !reflect.DeepEqual(a, want) {
				t.Errorf("got %+v, want %+v", a, want)
			}
			facts := []fact.Fact{{Source: a.Source(), Kind: fact.Acknowledgement, Day: today, By: tom, Agency: 4, Number: 1, Flags: tt.flags}}
			if got := a.Facts(); !reflect.DeepEqual(got, facts) {
				t.Errorf("got %+v, want %+v", got, facts)
			}
		})
	}
}

func TestEachAcknowledgementHasFactsOfItsOwn(t *testing.T) {
	a := partnership.Acknowledgement{Goals: uuid.New(), Account: tom}
	b, c := a, a
	b.Account, c.Goals = alan, uuid.New()
	if a.Source() != a.Source() || a.Source() == b.Source() || a.Source() == c.Source() { //nolint:staticcheck // asked twice, it must say the same
		t.Error("got one source for two acknowledgements, or two for one")
	}
	g := goals()
	want := []fact.Fact{{Source: g.ID, Kind: fact.Goals, Day: g.From, Number: 1}}
	if got := g.Facts(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
