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

// needOf is a need for training, of agency 1, which was reviewed on the day.
func needOf(from, until, reviewed time.Time) []fact.Fact {
	id := uuid.New()
	return []fact.Fact{
		{Source: id, Kind: fact.Need, Day: from, Until: until, Agency: 1, Flags: []fact.Flag{fact.NeedsTraining}},
		{Source: id, Part: 1, Kind: fact.NeedReview, Day: reviewed},
	}
}

// coverOf is a product that answers the need.
func coverOf(need fact.Fact, from, until time.Time) fact.Fact {
	return fact.Fact{Source: uuid.New(), Part: 1, Kind: fact.Covers, Day: from, Until: until, Person: need.Source}
}

// neededBy is so many needs of which so many are covered, all reviewed today.
func neededBy(covered, all int) []fact.Fact {
	var facts []fact.Fact
	for n := range all {
		need := needOf(ago(400), never, today)
		facts = append(facts, need...)
		if n < covered {
			facts = append(facts, coverOf(need[0], ago(300), never))
		}
	}
	return facts
}

var never time.Time

// accessAsked is a request of agency 1 for access to a product.
func accessAsked(on, until time.Time, became fact.Flag) fact.Fact {
	f := fact.Fact{Source: uuid.New(), Kind: fact.Reach, Day: on, Until: until, Agency: 1, Person: uuid.New(), Flags: []fact.Flag{fact.ToProduct}}
	if became != "" {
		f.Flags = append(f.Flags, became)
	}
	return f
}

// requested is so many of the same request.
func requested(n int, on, until time.Time, became fact.Flag) []fact.Fact {
	var facts []fact.Fact
	for range n {
		facts = append(facts, accessAsked(on, until, became))
	}
	return facts
}

func TestNeedsForTrainingAreCovered(t *testing.T) {
	with := func(need []fact.Fact, covers ...fact.Fact) []fact.Fact { return append(need, covers...) }
	other := needOf(ago(9), never, ago(9))
	other[0].Flags = []fact.Flag{fact.NeedsInformation}
	n := needOf(ago(9), never, ago(9))
	for _, tt := range []struct {
		name      string
		facts     []fact.Fact
		have, all int
		want      checklist.State
	}{
		{"4 of 5 are 80%", neededBy(4, 5), 4, 5, checklist.Met},
		{"19 of 24 are 79%", neededBy(19, 24), 19, 24, checklist.NotMet},
		{"4 of 4 are few", neededBy(4, 4), 4, 4, checklist.Partly},
		{"3 of 4 are too few, and few", neededBy(3, 4), 3, 4, checklist.NotMet},
		{"a product that begins today covers", with(n, coverOf(n[0], today, never)), 1, 1, checklist.Partly},
		{"one that begins tomorrow does not", with(n, coverOf(n[0], ago(-1), never)), 0, 1, checklist.NotMet},
		{"one whose last day is today covers", with(n, coverOf(n[0], ago(50), today)), 1, 1, checklist.Partly},
		{"one that ended yesterday does not", with(n, coverOf(n[0], ago(50), ago(1))), 0, 1, checklist.NotMet},
		{"a need whose last day is today stands", needOf(ago(9), today, ago(9)), 0, 1, checklist.NotMet},
		{"one that ended does not", needOf(ago(9), ago(1), ago(9)), 0, 0, ""},
		{"one still to come does not", needOf(ago(-1), never, ago(-1)), 0, 0, checklist.TooFew},
		{"a need for information is another thing", other, 0, 0, checklist.TooFew},
		{"none was ever recorded", nil, 0, 0, checklist.TooFew},
	} {
		t.Run(tt.name, func(t *testing.T) {
			facts := slices.Clone(tt.facts)
			for i := range facts {
				facts[i].KnownFrom = ago(500)
			}
			p := one(t, "TRN-3", facts, today).Parts[0]
			if p.State != tt.want || p.Have != tt.have || p.All != tt.all {
				t.Errorf("got %q with %d of %d, want %q with %d of %d", p.State, p.Have, p.All, tt.want, tt.have, tt.all)
			}
		})
	}
}

// TestAccessToTraining counts working days by hand: today, 1 December 2025, is
// a Monday, and 17 November, 14 days ago, one too, which makes 10.
func TestAccessToTraining(t *testing.T) {
	for _, tt := range []struct {
		name   string
		facts  []fact.Fact
		all    int
		want   checklist.State
		figure string
	}{
		{"10 working days", requested(5, ago(14), today, fact.ReachGranted), 5, checklist.Met, "10 working days"},
		{"11 working days", requested(5, ago(17), today, fact.ReachGranted), 5, checklist.NotMet, "11 working days"},
		{"4 are few", requested(4, ago(14), today, fact.ReachGranted), 4, checklist.Partly, "10 working days"},
		{"most wait, and not for long", append(requested(3, ago(14), never, ""), requested(2, ago(14), ago(13), fact.ReachGranted)...), 5, checklist.TooFew, ""},
		{"most wait too long", append(requested(3, ago(17), never, ""), requested(2, ago(14), ago(13), fact.ReachGranted)...), 5, checklist.NotMet, ""},
		{"to refuse is to let wait", requested(5, ago(40), ago(40), fact.ReachRefused), 5, checklist.TooFew, ""},
		{"so is to drop", requested(5, ago(40), ago(10), fact.ReachDropped), 5, checklist.NotMet, ""},
		{"answered tomorrow is waiting today", requested(5, ago(17), ago(-1), fact.ReachGranted), 5, checklist.NotMet, ""},
		{"answered on the first day of the window", requested(5, ago(90), ago(89), fact.ReachGranted), 5, checklist.Met, "1 working day"},
		{"answered the day before", requested(5, ago(91), ago(90), fact.ReachGranted), 0, "", ""},
		{"asked long ago and never answered", requested(5, ago(900), never, ""), 5, checklist.NotMet, ""},
		{"still to be asked", requested(5, ago(-1), never, ""), 0, "", ""},
		{"access to a system is another thing", func() []fact.Fact {
			f := accessAsked(ago(3), never, "")
			f.Flags = []fact.Flag{fact.ToSystem}
			return []fact.Fact{f}
		}(), 0, "", ""},
		{"none", nil, 0, "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for i := range tt.facts {
				tt.facts[i].KnownFrom = ago(1000)
			}
			p := one(t, "TRN-3", tt.facts, today).Parts[1]
			if p.State != tt.want || p.All != tt.all || p.Figure != tt.figure {
				t.Errorf("got %q with %d, %q, want %q with %d, %q", p.State, p.All, p.Figure, tt.want, tt.all, tt.figure)
			}
			if len(p.For)+len(p.Against) != p.All || len(p.For) != p.Have {
				t.Errorf("got %d and %d rows for %d of %d", len(p.For), len(p.Against), p.Have, p.All)
			}
		})
	}
	p := one(t, "TRN-3", known([]fact.Fact{
		accessAsked(ago(14), today, fact.ReachGranted), accessAsked(ago(17), today, fact.ReachGranted), accessAsked(ago(7), never, ""),
		accessAsked(ago(7), ago(6), fact.ReachRefused), accessAsked(ago(7), ago(7), fact.ReachDropped),
	}), today).Parts[1]
	var says []string
	for _, r := range append(p.For, p.Against...) {
		says = append(says, r.Say)
	}
	slices.Sort(says)
	want := []string{
		"Given after 10 working days", "Given after 11 working days", "Has waited 5 working days so far",
		"No longer needed after 0 working days, which counts as waiting as long", "Refused after 1 working day, which counts as waiting as long",
	}
	if !slices.Equal(says, want) || len(p.For) != 1 {
		t.Errorf("got %q, want %q", says, want)
	}
}

// TestNeedsForTrainingAreReviewed moves reviews over the first day of the 12
// months, 2 December 2024.
func TestNeedsForTrainingAreReviewed(t *testing.T) {
	reviewed := func(n int, on time.Time, m int, last time.Time) (facts []fact.Fact) {
		for range n {
			facts = append(facts, needOf(ago(800), never, on)...)
		}
		for range m {
			facts = append(facts, needOf(ago(800), never, last)...)
		}
		return facts
	}
	for _, tt := range []struct {
		name      string
		facts     []fact.Fact
		have, all int
		want      checklist.State
	}{
		{"on the first day of the window", reviewed(5, date(2024, 12, 2), 0, never), 5, 5, checklist.Met},
		{"on the day before", reviewed(5, date(2024, 12, 1), 0, never), 0, 5, checklist.NotMet},
		{"today", reviewed(5, today, 0, never), 5, 5, checklist.Met},
		{"99 of 100", reviewed(99, today, 1, ago(500)), 99, 100, checklist.NotMet},
		{"4 of 4 are few", reviewed(4, today, 0, never), 4, 4, checklist.Partly},
		{"no need stands", needOf(ago(9), ago(1), ago(9)), 0, 0, ""},
		{"none", nil, 0, 0, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for i := range tt.facts {
				tt.facts[i].KnownFrom = ago(1000)
			}
			p := one(t, "TRN-3", tt.facts, today).Parts[2]
			if p.State != tt.want || p.Have != tt.have || p.All != tt.all {
				t.Errorf("got %q with %d of %d, want %q with %d of %d", p.State, p.Have, p.All, tt.want, tt.have, tt.all)
			}
		})
	}
	unreviewed := needOf(ago(800), never, ago(-3))
	for i := range unreviewed {
		unreviewed[i].KnownFrom = ago(800)
	}
	if p := one(t, "TRN-3", unreviewed, today).Parts[2]; len(p.Against) != 1 || p.Against[0].Say != "Its review is not recorded" {
		t.Errorf("got %+v, want a review still to come not counted", p)
	}
}

// TestNeedsAndAccessAgeApart moves the day alone. What was recorded of needs
// is current for 365 days, what was of access for 90; the one further through
// its own time says how fresh the item is.
func TestNeedsAndAccessAgeApart(t *testing.T) {
	need := needOf(ago(400), never, today)
	access := accessAsked(ago(3), today, fact.ReachGranted)
	old := needOf(ago(600), never, ago(274)) // 274 + 91 days are 365, when access has been ageing since yesterday
	for _, tt := range []struct {
		name       string
		facts      []fact.Fact
		after      int
		want       checklist.Freshness
		age, lasts int
	}{
		{"needs alone", need, 365, checklist.Current, 365, 365},
		{"needs alone", need, 366, checklist.Ageing, 366, 365},
		{"needs alone", need, 730, checklist.Ageing, 730, 365},
		{"needs alone", need, 731, checklist.OutOfDate, 731, 365},
		{"access alone", []fact.Fact{access}, 90, checklist.Current, 90, 90},
		{"access alone", []fact.Fact{access}, 91, checklist.Ageing, 91, 90},
		{"access alone", []fact.Fact{access}, 180, checklist.Ageing, 180, 90},
		{"access alone", []fact.Fact{access}, 181, checklist.OutOfDate, 181, 90},
		{"both of one day", append(need, access), 0, checklist.Current, 0, 365},
		{"both, of which access ages first", append(need, access), 90, checklist.Current, 90, 90},
		{"both, of which access ages first", append(need, access), 91, checklist.Ageing, 91, 90},
		{"both, of which access ages first", append(need, access), 181, checklist.OutOfDate, 181, 90},
		{"both, of which needs are older", append(old, access), 0, checklist.Current, 274, 365},
		{"both, of which needs are older", append(old, access), 89, checklist.Current, 363, 365},
		{"both, of which needs are older", append(old, access), 91, checklist.Ageing, 91, 90},
		{"neither", nil, 0, checklist.None, 0, 365},
	} {
		f := one(t, "TRN-3", known(slices.Clone(tt.facts)), today.AddDate(0, 0, tt.after))
		if f.Fresh != tt.want || f.Age != tt.age || f.Lasts != tt.lasts {
			t.Errorf("%s, after %d days: got %s, %d of %d, want %s, %d of %d", tt.name, tt.after, f.Fresh, f.Age, f.Lasts, tt.want, tt.age, tt.lasts)
		}
	}
}

func TestTheNewestEvidenceOfNeeds(t *testing.T) {
	need := needOf(ago(100), ago(10), ago(90))
	coming := coverOf(need[0], ago(-9), never)
	coming.KnownFrom = ago(99)
	for _, tt := range []struct {
		name  string
		facts []fact.Fact
		want  time.Time
	}{
		{"a review, though the need has ended", need, ago(90)},
		{"a product that began to cover it", append(need, coverOf(need[0], ago(60), ago(50))), ago(60)},
		{"not one that is still to begin", append(need, coming), ago(90)},
		{"another need", append(need, needOf(ago(20), never, ago(20))...), ago(20)},
		{"a product for something else", append(need, fact.Fact{Source: uuid.New(), Kind: fact.Covers, Day: ago(1), Person: uuid.New()}), ago(90)},
		{"access asked for", append(need, accessAsked(ago(80), never, "")), ago(80)},
		{"access answered, of which more of its time is over", append(need, accessAsked(ago(85), ago(70), fact.ReachRefused)), ago(70)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := one(t, "TRN-3", known(slices.Clone(tt.facts)), today).Newest; !got.Equal(tt.want) {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestWhatWouldChangeTrainingThatFits(t *testing.T) {
	everybodys := needOf(ago(30), never, ago(400))
	everybodys[0].Agency = 0
	ends := neededBy(3, 3)
	for range 2 {
		n := needOf(ago(400), never, today)
		ends = append(ends, append(n, coverOf(n[0], ago(9), ago(-30)))...)
	}
	for _, tt := range []struct {
		name  string
		facts []fact.Fact
		want  []string
	}{
		{"nothing", nil, []string{"Record what training people need."}},
		{"an agency's need", neededBy(0, 1), []string{"needs training that no available product covers. Record a product that does.", "until at least 5 needs stand"}},
		{"everybody's need", everybodys, []string{
			"The whole partnership has a need from 1 November 2025. Record a product that covers it.", "until at least 5",
			"The whole partnership has a need from 1 November 2025. Say whether it still stands. Last reviewed on 27 October 2024.",
		}},
		{"an agency's review", needOf(ago(30), never, ago(400)), []string{"", "", "says whether its need from 1 November 2025 still stands. Last reviewed on 27 October 2024."}},
		{"all met", append(neededBy(5, 5), requested(5, ago(14), today, fact.ReachGranted)...), []string{
			"‘Access to training takes little time’ is no longer met from 1 March 2026.", "‘Needs for training are reviewed’ is no longer met from 1 December 2026.",
		}},
		{"a product ends", ends, []string{"‘Needs for training are covered’ is no longer met from 1 January 2026.", "reviewed"}},
		{"some wait", append(neededBy(5, 5), append(requested(4, ago(14), ago(13), fact.ReachGranted), requested(1, ago(3), never, "")...)...), []string{"has waited for access to a product since 28 November 2025", "‘Needs for training are reviewed’"}},
		{"most wait", append(neededBy(5, 5), append(requested(2, ago(14), ago(13), fact.ReachGranted), requested(3, ago(21), never, "")...)...), []string{
			"has waited for access to a product since 10 November 2025, 15 working days so far. Give it access.", "has waited", "has waited", "reviewed",
		}},
		{"few asked", append(neededBy(5, 5), requested(2, ago(14), ago(13), fact.ReachGranted)...), []string{"With fewer than 5 in 90 days this part is at best partly met.", "reviewed"}},
		{"all were slow", append(neededBy(5, 5), requested(5, ago(50), ago(13), fact.ReachGranted)...), []string{"Give access to products within 10 working days of the request.", "reviewed"}},
	} {
		t.Run(tt.name, func(t *testing.T) { saysNeeds(t, one(t, "TRN-3", known(tt.facts), today).Needs, tt.want...) })
	}
}

// TestAProductThatFollowsAnotherKeepsANeedCovered has products one after
// another, of which the last ends for good.
func TestAProductThatFollowsAnotherKeepsANeedCovered(t *testing.T) {
	var facts []fact.Fact
	for range 5 {
		n := needOf(ago(400), never, today)
		facts = append(facts, n...)
		facts = append(facts, coverOf(n[0], ago(300), ago(200)), coverOf(n[0], ago(100), ago(-10)), coverOf(n[0], ago(-11), ago(-20)), coverOf(n[0], ago(-22), never))
	}
	for i := range facts {
		facts[i].KnownFrom = ago(400)
	}
	f := one(t, "TRN-3", facts, today)
	if got := f.Parts[0].For[0].Say; got != "Covered by an available product until 21 December 2025" {
		t.Errorf("got %q, want until the day before the gap", got)
	}
	if got := f.Needs[0].Say; !strings.Contains(got, "no longer met from 22 December 2025") {
		t.Errorf("got %q, want from the gap on", got)
	}
}

// TestToIgnoreARequestForAccessIsNeverBetter leaves unanswered what was
// answered in the window.
func TestToIgnoreARequestForAccessIsNeverBetter(t *testing.T) {
	b := book(t)
	rapid.Check(t, func(t *rapid.T) {
		facts := neededBy(5, 5)
		for range rapid.IntRange(1, 9).Draw(t, "requests") {
			until := rapid.IntRange(0, 89).Draw(t, "until")
			became := rapid.SampledFrom([]fact.Flag{fact.ReachGranted, fact.ReachRefused, fact.ReachDropped}).Draw(t, "became")
			facts = append(facts, accessAsked(ago(until+rapid.IntRange(0, 30).Draw(t, "took")), ago(until), became))
		}
		before := evaluated(b, known(facts), "TRN-3").Parts[1].State
		for i := range facts {
			if facts[i].Kind == fact.Reach && rapid.Bool().Draw(t, "ignored") {
				facts[i].Until, facts[i].Flags = never, []fact.Flag{fact.ToProduct}
			}
		}
		if after := evaluated(b, facts, "TRN-3").Parts[1].State; better(after, before) {
			t.Fatalf("got %s, want no better than %s", after, before)
		}
	})
}
