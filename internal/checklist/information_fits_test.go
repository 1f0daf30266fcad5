package checklist_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/checklist"
	"liaison/internal/fact"
)

var bothNamed = []fact.Flag{fact.NamesNeed, fact.NamesPurpose}

// givenOn is one share of agency 9 with so many recipients, agencies 1 and on:
// what was asked and what was given.
func givenOn(day time.Time, recipients int, flags ...fact.Flag) []fact.Fact {
	id := uuid.New()
	var facts []fact.Fact
	for n := range recipients {
		f := fact.Fact{Source: id, Part: 3 * n, Kind: fact.ShareAsked, Day: day, Until: day, Agency: 9, Other: n + 1, Number: recipients, Flags: flags}
		facts = append(facts, f)
		f.Part, f.Kind, f.Until = f.Part+1, fact.Shared, time.Time{}
		facts = append(facts, f)
	}
	return facts
}

// givenTimes is so many shares to one recipient each.
func givenTimes(n int, day time.Time, flags ...fact.Flag) []fact.Fact {
	var facts []fact.Fact
	for range n {
		facts = append(facts, givenOn(day, 1, flags...)...)
	}
	return facts
}

// ratedShares is so many shares with one recipient, of which the first ones
// are rated, one value each.
func ratedShares(n int, values ...int) []fact.Fact {
	var facts []fact.Fact
	for i := range n {
		s := givenOn(ago(5), 1, bothNamed...)
		facts = append(facts, s...)
		if i < len(values) {
			facts = append(facts, saidOf(s[0], fact.RatesRelevant, values[i])...)
		}
	}
	return facts
}

// answering makes a share answer a need, of the agency or of everybody.
func answering(share []fact.Fact, agency int) []fact.Fact {
	need := fact.Fact{Source: uuid.New(), Kind: fact.Need, Day: ago(200), Agency: agency, Flags: []fact.Flag{fact.NeedsInformation}}
	for i := range share {
		if share[i].Kind == fact.ShareAsked {
			share[i].Person = need.Source
		}
	}
	return append(share, need)
}

// TestSharesNameWhatTheyAreFor moves the window too: its 90 days begin 89 days
// ago.
func TestSharesNameWhatTheyAreFor(t *testing.T) {
	for _, tt := range []struct {
		name      string
		facts     []fact.Fact
		have, all int
		want      checklist.State
	}{
		{"9 of 10 are 90%", append(givenTimes(9, ago(5), bothNamed...), givenTimes(1, ago(5))...), 9, 10, checklist.Met},
		{"17 of 19 are 89%", append(givenTimes(17, ago(5), bothNamed...), givenTimes(2, ago(5))...), 17, 19, checklist.NotMet},
		{"4 of 4 are few", givenTimes(4, ago(5), bothNamed...), 4, 4, checklist.Partly},
		{"a need alone is not enough", givenTimes(1, ago(5), fact.NamesNeed), 0, 1, checklist.NotMet},
		{"nor is a purpose alone", givenTimes(1, ago(5), fact.NamesPurpose), 0, 1, checklist.NotMet},
		{"a record with three recipients is one share", givenOn(ago(5), 3, bothNamed...), 1, 1, checklist.Partly},
		{"the first day of the window", givenTimes(5, ago(89), bothNamed...), 5, 5, checklist.Met},
		{"the day before", givenTimes(5, ago(90), bothNamed...), 0, 0, ""},
		{"today", givenTimes(5, today, bothNamed...), 5, 5, checklist.Met},
		{"tomorrow", givenTimes(5, ago(-1), bothNamed...), 0, 0, ""},
		{"asked for and not given", givenOn(ago(5), 1, bothNamed...)[:1], 0, 0, ""},
		{"nothing", nil, 0, 0, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for i := range tt.facts {
				tt.facts[i].KnownFrom = ago(100)
			}
			f := one(t, "CON-6", tt.facts, today)
			if p := f.Parts[0]; p.State != tt.want || p.Have != tt.have || p.All != tt.all {
				t.Errorf("got %q with %d of %d, want %q with %d of %d", p.State, p.Have, p.All, tt.want, tt.have, tt.all)
			}
			if tt.want == "" && (!f.Parts[1].LeftOut() || !f.Parts[2].LeftOut() || f.State != checklist.TooFew) {
				t.Errorf("got %s, want every part left out", f.State)
			}
		})
	}
	p := one(t, "CON-6", known(join(givenTimes(1, ago(3), fact.NamesNeed), givenTimes(1, ago(4), fact.NamesPurpose), givenTimes(1, ago(5)))), today).Parts[0]
	for i, want := range []string{"Names no purpose", "Names no need", "Names neither a need nor a purpose"} {
		if p.Against[i].Say != want || p.Against[i].Agency != 9 {
			t.Errorf("got %+v, want %q of the agency that gave", p.Against[i], want)
		}
	}
}

func TestSharesGoToThoseWhoNeedThem(t *testing.T) {
	brief := func(agency int) []fact.Fact { return answering(givenOn(ago(5), 9, fact.ForEverybody), agency) }
	few := givenTimes(4, ago(5))
	for _, tt := range []struct {
		name           string
		facts          []fact.Fact
		have, all, out int
		want           checklist.State
	}{
		{"1 of 5 are 20%", join(few, givenOn(ago(5), 6)), 4, 5, 0, checklist.Met},
		{"5 of 24 are 21%", join(givenTimes(19, ago(5)), givenOn(ago(5), 6), givenOn(ago(5), 6), givenOn(ago(5), 6), givenOn(ago(5), 6), givenOn(ago(5), 6)), 19, 24, 0, checklist.NotMet},
		{"5 recipients are not many", join(few, givenOn(ago(5), 5)), 5, 5, 0, checklist.Met},
		{"4 of 4 are few", few, 4, 4, 0, checklist.Partly},
		{"1 of 4 is 25%", join(few[:6], givenOn(ago(5), 6)), 3, 4, 0, checklist.NotMet},
		{"a briefing for everybody's need is left out", join(few, brief(0)), 4, 4, 1, checklist.Partly},
		{"a briefing for one agency's need is not", join(few, brief(1)), 4, 5, 0, checklist.Met},
		{"nor is a briefing for no need", join(few, givenOn(ago(5), 9, fact.ForEverybody)), 4, 5, 0, checklist.Met},
		{"nor what answers everybody's need and is no briefing", join(few, answering(givenOn(ago(5), 9), 0)), 4, 5, 0, checklist.Met},
		{"briefings alone leave the part out", brief(0), 0, 0, 1, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if p := one(t, "CON-6", known(slices.Clone(tt.facts)), today).Parts[1]; p.State != tt.want || p.Have != tt.have || p.All != tt.all || p.Out != tt.out {
				t.Errorf("got %q with %d of %d, %d left out, want %q with %d of %d, %d", p.State, p.Have, p.All, p.Out, tt.want, tt.have, tt.all, tt.out)
			}
		})
	}
	p := one(t, "CON-6", known(brief(1)), today).Parts[1]
	if got, want := p.Against[0].Say, "Went to 9 recipients as a briefing, though it answers no need of the whole partnership"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSharesAreRelevant(t *testing.T) {
	for _, tt := range []struct {
		name      string
		facts     []fact.Fact
		have, all int
		want      checklist.State
	}{
		{"7 of 10 are 70%", ratedShares(10, times(7, 3, 3, 2)...), 7, 10, checklist.Met},
		{"9 of 13 are 69%", ratedShares(13, times(9, 4, 4, 2)...), 9, 13, checklist.NotMet},
		{"3 of 10 answered", ratedShares(10, 3, 3, 3), 3, 3, checklist.Partly},
		{"5 of 17 answered, which is 29%", ratedShares(17, 3, 3, 3, 3, 3), 5, 5, checklist.TooFew},
		{"nobody answered", ratedShares(5), 0, 0, checklist.TooFew},
		{"1 of 1 is few", ratedShares(1, 4), 1, 1, checklist.Partly},
		{"somebody who did not receive it", func() []fact.Fact {
			f := ratedShares(1, 4)
			f[2].Agency = 2
			return f
		}(), 0, 0, checklist.TooFew},
		{"how useful it was is another question", func() []fact.Fact {
			f := ratedShares(1, 4)
			f[2].Flags = []fact.Flag{fact.RatesUseful}
			return f
		}(), 0, 0, checklist.TooFew},
		{"said tomorrow", func() []fact.Fact {
			f := ratedShares(1, 4)
			f[2].Until = ago(-1)
			return f
		}(), 0, 0, checklist.TooFew},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if p := one(t, "CON-6", known(tt.facts), today).Parts[2]; p.State != tt.want || p.Have != tt.have || p.All != tt.all {
				t.Errorf("got %q with %d of %d, want %q with %d of %d", p.State, p.Have, p.All, tt.want, tt.have, tt.all)
			}
		})
	}
}

// TestAPartListsNoMoreThanPeopleRead counts more shares than it lists.
func TestAPartListsNoMoreThanPeopleRead(t *testing.T) {
	p := one(t, "CON-6", known(append(givenTimes(101, ago(5), bothNamed...), givenTimes(1, ago(6), bothNamed...)...)), today).Parts[0]
	if p.Have != 102 || p.All != 102 || len(p.For) != checklist.MostListed || p.For[99].Day != ago(5) {
		t.Errorf("got %d of %d with %d rows, want 102 with the newest 100", p.Have, p.All, len(p.For))
	}
}

func TestInformationIsAsFreshAsTheNewestShare(t *testing.T) {
	facts := known(givenOn(today, 1, bothNamed...))
	for after, want := range map[int]checklist.Freshness{-1: checklist.None, 0: checklist.Current, 90: checklist.Current, 91: checklist.Ageing, 180: checklist.Ageing, 181: checklist.OutOfDate} {
		if f := one(t, "CON-6", facts, today.AddDate(0, 0, after)); f.Fresh != want {
			t.Errorf("after %d days: got %s, want %s", after, f.Fresh, want)
		}
	}
}

func TestWhatWouldChangeInformation(t *testing.T) {
	for _, tt := range []struct {
		name  string
		facts []fact.Fact
		want  []string
	}{
		{"nothing", nil, []string{"Log the information that agencies give to one another"}},
		{"none names anything", givenTimes(2, ago(5)), []string{
			"names the need and the purpose of what it gives. In the window 2 shares did not.",
			"‘Shares name a need and a purpose’ is met with 18 more shares that name both, and none that do not.",
			"‘Shares go to those who need them’ is met with 3 more shares to at most 5 recipients, and none to more.",
			"At least 1 more recipient says what they think of it. Most are missing of the share of 26 November 2025: 1 of 1.",
		}},
		{"old shares name nothing, and leave", append(givenTimes(5, ago(80)), ratedShares(5, 4, 4, 4, 4, 4)...), []string{
			"names", "more shares that name both", "‘Shares name a need and a purpose’ is met from 11 December 2025", "‘Shares go", "‘Recipients",
		}},
		{"old shares went to many, and leave", append(givenOn(ago(80), 6, bothNamed...), append(givenOn(ago(79), 7, bothNamed...), ratedShares(5, 4, 4, 4, 4, 4)...)...), []string{
			"‘Shares name a need and a purpose’ is no longer met from 24 February 2026.",
			"sends what it gives only to those who need it. In the window 2 shares went to more than 5 recipients.",
			"is met with 3 more shares to at most 5 recipients, and none to more.", "‘Shares go to those who need them’ is met from 11 December 2025", "Most are missing of the share of 13 September 2025: 7 of 7.",
		}},
		{"rated low", ratedShares(5, 2, 2, 4, 4, 4), []string{
			"", "", "‘Recipients say that shares are relevant’ is met with 2 more answers of 3 or more of 4, where none is lower.", "the share of 26 November 2025 is the first to leave the window, on 24 February 2026.",
		}},
		{"all met", ratedShares(5, 4, 4, 4, 4, 4), []string{
			"‘Shares name a need and a purpose’ is no longer met from 24 February 2026.",
			"‘Shares go to those who need them’ is no longer met from 24 February 2026.",
			"‘Recipients say that shares are relevant’ is no longer met from 24 February 2026.",
		}},
		{"briefings alone", answering(givenOn(ago(5), 9, fact.ForEverybody, fact.NamesNeed, fact.NamesPurpose), 0), []string{"4 more shares that name both", "At least 3 more recipients say"}},
	} {
		t.Run(tt.name, func(t *testing.T) { saysNeeds(t, one(t, "CON-6", known(tt.facts), today).Needs, tt.want...) })
	}
}
