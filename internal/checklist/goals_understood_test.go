package checklist_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"liaison/internal/checklist"
	"liaison/internal/fact"
)

func goalsFrom(day time.Time, version int) fact.Fact {
	return fact.Fact{Source: uuid.New(), Kind: fact.Goals, Day: day, Number: version}
}

// memberOf is that the n-th person takes part for agency 1.
func memberOf(n int, from, until time.Time) fact.Fact {
	return fact.Fact{Source: uuid.New(), Kind: fact.Member, Day: from, Until: until, By: person(1, n), Agency: 1}
}

// acknowledgedBy is that the n-th person acknowledged a version, with its
// questions answered.
func acknowledgedBy(n, version int, day time.Time) fact.Fact {
	return fact.Fact{Source: uuid.New(), Kind: fact.Acknowledgement, Day: day, By: person(1, n), Agency: 1, Number: version, Flags: []fact.Flag{fact.QuestionsAnswered}}
}

// understanding is version 1 of the goals of 100 days ago, and so many members
// from before it, of whom so many acknowledged it on the day, and so many of
// those with the questions answered.
func understanding(members, acks, answered int, on time.Time) []fact.Fact {
	facts := []fact.Fact{goalsFrom(ago(100), 1)}
	for n := range members {
		facts = append(facts, memberOf(n, ago(300), never))
		if n < acks {
			a := acknowledgedBy(n, 1, on)
			if n >= answered {
				a.Flags = nil
			}
			facts = append(facts, a)
		}
	}
	return facts
}

func TestGoalsUnderstood(t *testing.T) {
	for _, tt := range []struct {
		name           string
		facts          []fact.Fact
		have, all, out int
		want           checklist.State
	}{
		{"9 of 10 are 90%", understanding(10, 9, 9, ago(99)), 9, 10, 0, checklist.Met},
		{"17 of 19 are 89%", understanding(19, 17, 17, ago(99)), 17, 19, 0, checklist.Partly},
		{"6 of 8 are 75%", understanding(8, 6, 6, ago(99)), 6, 8, 0, checklist.Partly},
		{"20 of 27 are 74%", understanding(27, 20, 20, ago(99)), 20, 27, 0, checklist.NotMet},
		{"4 of 4 are few", understanding(4, 4, 4, ago(99)), 4, 4, 0, checklist.Partly},
		{"10 of 10, of whom 9 answered", understanding(10, 10, 9, ago(99)), 10, 10, 0, checklist.Met},
		{"10 of 10, of whom 8 answered", understanding(10, 10, 8, ago(99)), 10, 10, 0, checklist.Partly},
		{"10 of 10, of whom nobody answered", understanding(10, 10, 0, ago(99)), 10, 10, 0, checklist.Partly},
		{"on the 30th day after the change", understanding(5, 5, 5, ago(70)), 5, 5, 0, checklist.Met},
		{"on the 31st", understanding(5, 5, 5, ago(69)), 0, 5, 0, checklist.NotMet},
		{"before it began to hold", understanding(5, 5, 5, ago(110)), 5, 5, 0, checklist.Met},
		{"an earlier version does not count", append(understanding(1, 1, 1, ago(99)), goalsFrom(ago(40), 2)), 0, 1, 0, checklist.NotMet},
		{"a version that is still to come changes nothing", append(understanding(5, 5, 5, ago(99)), goalsFrom(ago(-1), 2)), 5, 5, 0, checklist.Met},
		{"of two versions that began on one day the higher holds", append(understanding(1, 1, 1, ago(99)), goalsFrom(ago(100), 2)), 0, 1, 0, checklist.NotMet},
		{"joined later, and within 30 days", []fact.Fact{goalsFrom(ago(100), 1), memberOf(1, ago(40), never), acknowledgedBy(1, 1, ago(10))}, 1, 1, 0, checklist.Partly},
		{"joined later, and on the 31st day", []fact.Fact{goalsFrom(ago(100), 1), memberOf(1, ago(40), never), acknowledgedBy(1, 1, ago(9))}, 0, 1, 0, checklist.NotMet},
		{"there is time until tonight", []fact.Fact{goalsFrom(ago(100), 1), memberOf(1, ago(30), never)}, 0, 0, 1, checklist.TooFew},
		{"the time ended yesterday", []fact.Fact{goalsFrom(ago(100), 1), memberOf(1, ago(31), never)}, 0, 1, 0, checklist.NotMet},
		{"acknowledged tomorrow is not acknowledged", []fact.Fact{goalsFrom(ago(100), 1), memberOf(1, ago(40), never), acknowledgedBy(1, 1, ago(-1))}, 0, 1, 0, checklist.NotMet},
		{"whose last day is today takes part", []fact.Fact{goalsFrom(ago(100), 1), memberOf(1, ago(90), today)}, 0, 1, 0, checklist.NotMet},
		{"who left yesterday does not", []fact.Fact{goalsFrom(ago(100), 1), memberOf(1, ago(90), ago(1))}, 0, 0, 0, ""},
		{"who is still to join does not", []fact.Fact{goalsFrom(ago(100), 1), memberOf(1, ago(-1), never)}, 0, 0, 0, ""},
		{"two roles are one participant, from the first", []fact.Fact{goalsFrom(ago(100), 1), memberOf(1, ago(20), never), memberOf(1, ago(60), ago(-5))}, 0, 1, 0, checklist.NotMet},
		{"another role from the day after is no new joining", []fact.Fact{goalsFrom(ago(100), 1), memberOf(1, ago(20), never), memberOf(1, ago(40), ago(21)), memberOf(1, ago(60), ago(41))}, 0, 1, 0, checklist.NotMet},
		{"who came back after a day away joined anew", []fact.Fact{goalsFrom(ago(100), 1), memberOf(1, ago(20), never), memberOf(1, ago(60), ago(22))}, 0, 0, 1, checklist.TooFew},
		{"no member", []fact.Fact{goalsFrom(ago(100), 1)}, 0, 0, 0, ""},
		{"no goals", []fact.Fact{memberOf(1, ago(90), never)}, 0, 0, 0, ""},
		{"goals still to come", []fact.Fact{goalsFrom(ago(-1), 1), memberOf(1, ago(90), never)}, 0, 0, 0, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for i := range tt.facts {
				tt.facts[i].KnownFrom = ago(400)
			}
			f := one(t, "TRN-4", tt.facts, today)
			p := f.Parts[0]
			if p.State != tt.want || p.Have != tt.have || p.All != tt.all || p.Out != tt.out {
				t.Errorf("got %q with %d of %d, %d left out, want %q with %d of %d, %d", p.State, p.Have, p.All, p.Out, tt.want, tt.have, tt.all, tt.out)
			}
			if tt.want == "" && f.State != checklist.TooFew {
				t.Errorf("got %s, want too few", f.State)
			}
		})
	}
}

func TestGoalsRowsSayWhen(t *testing.T) {
	late := understanding(1, 1, 1, ago(60))
	got := one(t, "TRN-4", known(join(late, []fact.Fact{
		memberOf(2, ago(90), never), memberOf(3, ago(90), never), acknowledgedBy(3, 1, ago(80)), memberOf(4, ago(2), never),
	})), today).Parts[0]
	got.For[0].Say += "." // the rest is compared whole
	for _, tt := range []struct {
		row  checklist.Row
		kind fact.Kind
		want string
	}{
		{got.For[0], fact.Acknowledgement, "Acknowledged on 12 September 2025."},
		{got.Against[0], fact.Member, "Not acknowledged by 2 October 2025"},
		{got.Against[1], fact.Acknowledgement, "Acknowledged on 2 October 2025, after 22 September 2025, the last day for it"},
		{got.Left[0], fact.Member, "Left out, because there is time until the end of 29 December 2025"},
	} {
		if tt.row.Say != tt.want || tt.row.Kind != tt.kind || tt.row.Agency != 1 {
			t.Errorf("got %+v, want %q of a %s", tt.row, tt.want, tt.kind)
		}
	}
	if p := one(t, "TRN-4", known(understanding(1, 1, 0, ago(99))), today).Parts[0]; p.For[0].Say != "Acknowledged on 24 August 2025, without answering the questions" {
		t.Errorf("got %q, want that the questions were left", p.For[0].Say)
	}
}

// TestANewVersionOfTheGoalsEndsEvidence moves the day over T, 2T, and the day
// on which a new version begins.
func TestANewVersionOfTheGoalsEndsEvidence(t *testing.T) {
	first := slices.Clip(known(understanding(5, 5, 5, ago(99))))
	second := goalsFrom(ago(-10), 2)
	second.KnownFrom = ago(5)
	again := acknowledgedBy(1, 2, ago(-20))
	again.KnownFrom = ago(-20)
	ahead := acknowledgedBy(1, 3, ago(0))
	for _, tt := range []struct {
		name  string
		facts []fact.Fact
		back  int
		want  checklist.Freshness
		age   int
		ended time.Time
	}{
		{"one version", first, 99 - 365, checklist.Current, 365, never},
		{"one version", first, 99 - 366, checklist.Ageing, 366, never},
		{"one version", first, 99 - 730, checklist.Ageing, 730, never},
		{"one version", first, 99 - 731, checklist.OutOfDate, 731, never},
		{"the day before the next begins", append(first, second), -9, checklist.Current, 108, never},
		{"the day on which it begins", append(first, second), -10, checklist.OutOfDate, 109, second.Day},
		{"until somebody acknowledges it", append(first, second, again), -19, checklist.OutOfDate, 118, second.Day},
		{"somebody does", append(first, second, again), -20, checklist.Current, 0, never},
		{"nobody acknowledged any", []fact.Fact{goalsFrom(ago(9), 1)}, 0, checklist.None, 0, never},
		{"a version that does not hold yet", append(first, ahead), 0, checklist.Current, 99, never},
		{"no version", nil, 0, checklist.None, 0, never},
	} {
		f := one(t, "TRN-4", known(slices.Clone(tt.facts)), ago(tt.back))
		if f.Fresh != tt.want || f.Age != tt.age || !f.Ended.Equal(tt.ended) {
			t.Errorf("%s, %d days ago: got %s, %d, ended %s, want %s, %d, ended %s", tt.name, tt.back, f.Fresh, f.Age, f.Ended, tt.want, tt.age, tt.ended)
		}
	}
}

func TestWhatWouldChangeUnderstanding(t *testing.T) {
	nobodys := memberOf(7, ago(10), never)
	nobodys.Agency = 0
	for _, tt := range []struct {
		name  string
		facts []fact.Fact
		want  []string
	}{
		{"no goals", nil, []string{"Record the goals, with three questions"}},
		{"no member", []fact.Fact{goalsFrom(ago(9), 1)}, []string{"Give those who take part an account"}},
		{"some have time", []fact.Fact{goalsFrom(ago(100), 1), memberOf(1, ago(10), never), memberOf(2, ago(20), never), nobodys}, []string{
			"1 person without an agency has still to acknowledge version 1 of the goals and to answer its questions, the first by 21 December 2025.",
			"has 2 people still to acknowledge version 1 of the goals and to answer its questions, the first by 11 December 2025.",
		}},
		{"some did not in time", understanding(5, 2, 2, ago(99)), []string{"Everybody has 30 days anew from the day on which a new version of the goals begins."}},
		{"some did not answer", understanding(5, 5, 2, ago(99)), []string{"Everybody has 30 days anew"}},
		{"few, of whom all did", understanding(2, 2, 2, ago(99)), nil},
		{"met, and nothing ends it", understanding(5, 5, 5, ago(99)), nil},
		{"met, until who has time does not", append(understanding(9, 9, 9, ago(99)), memberOf(20, ago(10), never), memberOf(21, ago(10), never)), []string{
			"‘Participants acknowledged the goals’ is no longer met from 22 December 2025.",
		}},
		{"met, though who has time leaves before", append(understanding(9, 9, 9, ago(99)), memberOf(20, ago(10), ago(-20)), memberOf(21, ago(10), ago(-20))), nil},
		{"met, until somebody who did leaves", append(understanding(8, 8, 8, ago(99)), memberOf(20, ago(300), never), memberOf(21, ago(300), ago(-3)), acknowledgedBy(21, 1, ago(99))), []string{"from 5 December 2025"}},
		{"met, until the last role of somebody who did ends", append(understanding(8, 8, 8, ago(99)), memberOf(20, ago(300), never), memberOf(21, ago(20), ago(-1)), memberOf(21, ago(300), ago(-3)), acknowledgedBy(21, 1, ago(99))), []string{"from 5 December 2025"}},
		{"met, and a role that ends leaves another", append(understanding(8, 8, 8, ago(99)), memberOf(20, ago(300), never), memberOf(21, ago(20), ago(-1)), memberOf(21, ago(300), never), acknowledgedBy(21, 1, ago(99))), nil},
		{"met, until a version that is known to come", append(understanding(5, 5, 5, ago(99)), goalsFrom(ago(-4), 2)), []string{"from 5 December 2025"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for i := range tt.facts {
				tt.facts[i].KnownFrom = ago(400)
			}
			saysNeeds(t, one(t, "TRN-4", tt.facts, today).Needs, tt.want...)
		})
	}
}

// TestNotToAcknowledgeIsNeverBetter takes acknowledgements away.
func TestNotToAcknowledgeIsNeverBetter(t *testing.T) {
	b := book(t)
	rapid.Check(t, func(t *rapid.T) {
		facts := []fact.Fact{goalsFrom(ago(60), 1)}
		for n := range rapid.IntRange(1, 12).Draw(t, "members") {
			joined := rapid.IntRange(0, 90).Draw(t, "joined")
			facts = append(facts, memberOf(n, ago(joined), never))
			if rapid.Bool().Draw(t, "acknowledged") {
				facts = append(facts, acknowledgedBy(n, 1, ago(rapid.IntRange(0, min(joined, 60)).Draw(t, "on"))))
			}
		}
		before := evaluated(b, known(facts), "TRN-4")
		facts = slices.DeleteFunc(facts, func(f fact.Fact) bool {
			return f.Kind == fact.Acknowledgement && rapid.Bool().Draw(t, "ignored")
		})
		if after := evaluated(b, facts, "TRN-4"); better(after.State, before.State) {
			t.Fatalf("got %s, want no better than %s: %s", after.State, before.State, strings.TrimSpace(after.Parts[0].Say))
		}
	})
}
