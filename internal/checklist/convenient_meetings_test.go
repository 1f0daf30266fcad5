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

// convenience is what somebody of an agency said of a record, on the day after.
func convenience(of uuid.UUID, day time.Time, agency, value int, asked fact.Flag) fact.Fact {
	return fact.Fact{
		Source: uuid.New(), Kind: fact.Rating, Day: day, Until: day.AddDate(0, 0, 1), Agency: agency, Person: uuid.New(), By: of,
		Number: value, Flags: []fact.Flag{asked}, KnownFrom: day,
	}
}

// convened is a meeting to which so many agencies came, the first of which
// rated how convenient it was.
func convened(day time.Time, agencies int, values ...int) []fact.Fact {
	var lines []fact.Fact
	for a := range agencies {
		lines = append(lines, came(a+1, person(a+1, 0)))
	}
	facts := meeting(day, lines...)
	for n, value := range values {
		facts = append(facts, convenience(facts[0].Source, day, n+1, value, fact.RatesConvenient))
	}
	return facts
}

// valued is a value so many times over.
func valued(n, value int) []int { return slices.Repeat([]int{value}, n) }

func TestMeetingsAreRatedConvenient(t *testing.T) {
	useful := convened(ago(5), 10, valued(4, 4)...)
	useful = append(useful, convenience(useful[0].Source, ago(5), 5, 4, fact.RatesUseful))
	for _, tt := range []struct {
		name      string
		facts     []fact.Fact
		have, all int
		want      checklist.State
	}{
		{"no meeting", nil, 0, 0, ""},
		{"nobody came", meeting(ago(5), line(1, uuid.Nil, fact.Absent)), 0, 0, ""},
		{"nobody rated", convened(ago(5), 10), 0, 0, checklist.TooFew},
		{"4 of 5 are 80%", convened(ago(5), 10, 3, 3, 4, 4, 2), 4, 5, checklist.Met},
		{"19 of 24 are 79%", convened(ago(5), 24, append(valued(19, 3), valued(5, 2)...)...), 19, 24, checklist.NotMet},
		{"4 ratings are too few", convened(ago(5), 4, valued(4, 4)...), 4, 4, checklist.TooFew},
		{"4 ratings are too few, though all are bad", convened(ago(5), 4, valued(4, 1)...), 0, 4, checklist.TooFew},
		{"5 of 10 answered", convened(ago(5), 10, valued(5, 4)...), 5, 5, checklist.Met},
		{"5 of 11 answered", convened(ago(5), 11, valued(5, 4)...), 5, 5, checklist.TooFew},
		{"49 of 99 answered", convened(ago(5), 99, valued(49, 4)...), 49, 49, checklist.TooFew},
		{"50 of 100 answered", convened(ago(5), 100, valued(50, 4)...), 50, 50, checklist.Met},
		{"a substitute was asked too", append(convened(ago(5), 10, valued(5, 4)...), meeting(ago(4), line(1, tom, fact.Substitute))...), 5, 5, checklist.TooFew},
		{"who stayed away was not asked", append(convened(ago(5), 10, valued(5, 4)...), meeting(ago(4), line(1, uuid.Nil, fact.Absent))...), 5, 5, checklist.Met},
		{"on the first day of the window", convened(ago(89), 5, valued(5, 4)...), 5, 5, checklist.Met},
		{"on the day before the window", convened(ago(90), 5, valued(5, 4)...), 0, 0, ""},
		{"how useful it was says nothing of the place", useful, 4, 4, checklist.TooFew},
		{"over several meetings", slices.Concat(convened(ago(5), 3, 4, 4, 4), convened(ago(35), 3, 4, 2)), 4, 5, checklist.Met},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := one(t, "RES-4", known(tt.facts), today).Parts[0]
			if p.State != tt.want || p.Have != tt.have || p.All != tt.all {
				t.Errorf("got %q with %d of %d, want %q with %d of %d", p.State, p.Have, p.All, tt.want, tt.have, tt.all)
			}
			judged := tt.want == checklist.Met || tt.want == checklist.NotMet
			if got := p.Between != nil && p.Figure != ""; got != judged {
				t.Errorf("got a figure with its interval %t, want %t", got, judged)
			}
		})
	}
}

func TestFewerRatingsMayBeAskedFor(t *testing.T) {
	b := withParameter(t, "RES-4", "least", 3)
	if p := judge(b, "RES-4", known(convened(ago(5), 4, 4, 4, 4)), today).Parts[0]; p.State != checklist.Partly {
		t.Errorf("got %s, want partly met, since three are few", p.State)
	}
}

func TestTheWindowOfMeetingsFollowsTheirRhythm(t *testing.T) {
	for every, from := range map[int]time.Time{30: ago(89), 72: ago(89), 73: ago(91), 91: ago(113)} {
		facts := []fact.Fact{{Source: uuid.New(), Kind: fact.Series, Day: date(2025, 1, 1), Number: every}}
		if got, want := one(t, "RES-4", known(facts), today).Window, (calendar.Span{From: from, To: today}); got != want {
			t.Errorf("every %d days: got %v, want %v", every, got, want)
		}
	}
}

func TestWhoRatedIsNotShown(t *testing.T) {
	facts := convened(ago(50), 5, 4, 3, 4, 4, 1)
	for i := range facts {
		facts[i].KnownFrom = ago(10)
	}
	p := one(t, "RES-4", facts, today).Parts[0]
	for _, row := range slices.Concat(p.For, p.Against) {
		if row.Agency != 0 || row.Source != facts[0].Source || row.Late != 40 {
			t.Errorf("got %+v, want the meeting, no agency, and that it was entered late", row)
		}
	}
	if len(p.For) != 4 || len(p.Against) != 1 || p.Against[0].Say != "Rated 1 of 4" {
		t.Errorf("got %d for and %+v against, want 4 and the rating of 1", len(p.For), p.Against)
	}
}

// invited is a meeting so many agencies came to, and so many declined for the place.
func invited(day time.Time, came, declined int) []fact.Fact {
	var lines []fact.Fact
	for a := range came + declined {
		flags := []fact.Flag{fact.Came}
		if a >= came {
			flags = []fact.Flag{fact.Apologies, fact.PlaceOrTravel}
		}
		lines = append(lines, line(a+1, uuid.Nil, flags...))
	}
	return meeting(day, lines...)
}

func TestInvitationsDeclinedForThePlace(t *testing.T) {
	for _, tt := range []struct {
		name            string
		facts           []fact.Fact
		have, all, left int
		want            checklist.State
	}{
		{"no meeting", nil, 0, 0, 0, ""},
		{"1 of 20 is 5%", invited(ago(5), 19, 1), 19, 20, 0, checklist.Met},
		{"1 of 19 is more", invited(ago(5), 18, 1), 18, 19, 0, checklist.NotMet},
		{"3 of 60 are 5%", invited(ago(5), 57, 3), 57, 60, 0, checklist.Met},
		{"4 of 67 are less than 6%", invited(ago(5), 63, 4), 63, 67, 0, checklist.NotMet},
		{"none of 5", invited(ago(5), 5, 0), 5, 5, 0, checklist.Met},
		{"none of 4 are few", invited(ago(5), 4, 0), 4, 4, 0, checklist.Partly},
		{"1 of 4", invited(ago(5), 3, 1), 3, 4, 0, checklist.NotMet},
		{"on the first day of the window", invited(ago(89), 18, 1), 18, 19, 0, checklist.NotMet},
		{"on the day before the window", append(invited(ago(90), 0, 9), invited(ago(5), 5, 0)...), 5, 5, 0, checklist.Met},
		{"apologies for another reason", append(invited(ago(5), 5, 0), meeting(ago(4), line(1, uuid.Nil, fact.Apologies))...), 6, 6, 0, checklist.Met},
		{"a substitute", append(invited(ago(5), 4, 0), meeting(ago(4), line(1, tom, fact.Substitute))...), 5, 5, 0, checklist.Met},
		{"absent", append(invited(ago(5), 4, 0), meeting(ago(4), line(1, uuid.Nil, fact.Absent))...), 5, 5, 0, checklist.Met},
		{"no answer is recorded", append(invited(ago(5), 4, 0), meeting(ago(4), line(1, uuid.Nil))...), 4, 4, 1, checklist.Partly},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := one(t, "RES-4", known(tt.facts), today).Parts[1]
			if p.State != tt.want || p.Have != tt.have || p.All != tt.all || p.Out != tt.left {
				t.Errorf("got %q with %d of %d and %d left out, want %q with %d of %d and %d", p.State, p.Have, p.All, p.Out, tt.want, tt.have, tt.all, tt.left)
			}
		})
	}
}

func TestWhatWouldChangeConvenientMeetings(t *testing.T) {
	for _, tt := range []struct {
		name  string
		facts []fact.Fact
		want  []string
	}{
		{"no meeting", nil, []string{"Record a meeting with who came"}},
		{"met, until the meeting leaves the window", convened(ago(10), 5, valued(5, 4)...), []string{"no longer met from 19 February 2026", "no longer met from 19 February 2026"}},
		// Of two meetings the older one leaves first, and with it 4 of 9 ratings.
		{"met, until too few ratings are left", slices.Concat(convened(ago(40), 5, valued(5, 4)...), convened(ago(10), 8, valued(4, 4)...)), []string{"no longer met from 20 January 2026", "no longer met from 19 February 2026"}},
		{"met, until too small a part has answered", slices.Concat(convened(ago(40), 9, valued(9, 4)...), convened(ago(10), 11, valued(5, 4)...)), []string{"no longer met from 20 January 2026", "no longer met from 19 February 2026"}},
		{"met, until what is left is not convenient", slices.Concat(convened(ago(40), 9, valued(9, 4)...), convened(ago(10), 5, 4, 4, 4, 2, 2)), []string{"no longer met from 20 January 2026", "no longer met from 19 February 2026"}},
		{"two more ratings are needed", convened(ago(10), 5, valued(3, 4)...), []string{
			"2 more ratings are needed before there are enough to say.", "rates the place and time of the meeting of 21 November 2025", "rates the place and time", "19 February 2026",
		}},
		{"one more is needed, and nobody is left to give it", convened(ago(10), 4, valued(4, 4)...), []string{"1 more rating is needed before there are enough to say. That takes more meetings", "1 more invitation not declined"}},
		// 3 of 5 say so; with five more it is 8 of 10.
		{"not convenient", convened(ago(10), 5, 3, 3, 3, 2, 2), []string{"5 more ratings of 3 or more of 4", "Ask the agencies which place", "19 February 2026"}},
		// 1 of 9 declined: 20 invitations are needed, 11 more.
		{"declined", invited(ago(10), 8, 1), []string{"5 more ratings", "rates", "rates", "rates", "rates", "rates", "is offered a place that it can reach, or a way to join online. It declined the meeting of 21 November 2025", "11 more invitations not declined"}},
		{"declined twice by one agency", slices.Concat(invited(ago(10), 0, 1), invited(ago(40), 0, 1)), []string{"Record a meeting", "meeting of 21 November 2025", "38 more invitations"}},
		{"declined once, and as others leave it weighs more", slices.Concat(invited(ago(40), 15, 0), invited(ago(10), 4, 1)), []string{
			"10 more ratings", "rates", "rates", "rates", "rates", "rates", "rates", "rates", "rates", "rates", "rates", "no longer met from 20 January 2026",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			needsSay(t, one(t, "RES-4", known(tt.facts), today).Needs, tt.want...)
		})
	}
}

func TestWhoHasNotRatedIsNamed(t *testing.T) {
	needs := one(t, "RES-4", known(convened(ago(10), 6, valued(3, 4)...)), today).Needs
	if needs[1].Agency != 6 || needs[2].Agency != 5 || needs[1].To != checklist.ToRatings {
		t.Errorf("got %+v, want two who did not rate", needs)
	}
	if p := one(t, "RES-4", known(convened(ago(10), 6, valued(3, 4)...)), today).Parts[0]; !strings.Contains(p.Say, "Agencies came 6 times and gave 3 ratings, of which 3 said 3 or more of 4.") {
		t.Errorf("got %q", p.Say)
	}
}

func TestNewestEvidenceOfConvenience(t *testing.T) {
	for _, tt := range []struct {
		name  string
		facts []fact.Fact
		want  time.Time
	}{
		{"none", nil, time.Time{}},
		{"attendance before the window", invited(ago(200), 1, 0), ago(200)},
		{"the day a rating was given", convened(ago(20), 1, 3), ago(19)},
		{"a rating of today", convened(today, 1, 3), today},
		{"another rating is none", []fact.Fact{convenience(uuid.New(), ago(20), 1, 3, fact.RatesQuality)}, time.Time{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := one(t, "RES-4", known(tt.facts), today).Newest; !got.Equal(tt.want) {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// TestNotToRateNeverMeetsTheRule takes ratings away.
func TestNotToRateNeverMeetsTheRule(t *testing.T) {
	b := book(t)
	rapid.Check(t, func(rt *rapid.T) {
		asked := rapid.IntRange(1, 30).Draw(rt, "asked")
		values := rapid.SliceOfN(rapid.IntRange(1, 4), 0, asked).Draw(rt, "values")
		facts := known(convened(ago(3), asked, values...))
		p := judge(b, "RES-4", facts, today).Parts[0]
		enough := len(values) >= 5 && 2*len(values) >= asked
		if got := p.State != checklist.TooFew; got != enough {
			rt.Fatalf("got %s with %d ratings of %d", p.State, len(values), asked)
		}
	})
}
