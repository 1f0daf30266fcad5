package checklist_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/calendar"
	"liaison/internal/checklist"
	"liaison/internal/fact"
)

// inputs is one publication of the separation's inputs. Days that are zero
// were not there.
type inputs struct {
	day                              time.Time
	both                             int
	elsewhere                        bool
	tested                           time.Time
	failed                           bool
	community, intelligence, manager time.Time
	exception                        time.Time
}

func (p inputs) facts() []fact.Fact {
	id := uuid.New()
	facts := []fact.Fact{{Source: id, Kind: fact.Separation, Day: p.day, Number: p.both}}
	if p.elsewhere {
		facts[0].Flags = []fact.Flag{fact.IntelligenceElsewhere}
	}
	add := func(kind fact.Kind, day, until time.Time, flags ...fact.Flag) {
		if !day.IsZero() {
			facts = append(facts, fact.Fact{Source: id, Part: len(facts), Kind: kind, Day: day, Until: until, Flags: flags})
		}
	}
	if p.failed {
		add(fact.SelfTest, p.tested, time.Time{})
	} else {
		add(fact.SelfTest, p.tested, time.Time{}, fact.Passed)
	}
	add(fact.Attested, p.community, time.Time{}, fact.CommunityLead)
	add(fact.Attested, p.intelligence, time.Time{}, fact.IntelligenceLead)
	add(fact.Attested, p.manager, time.Time{}, fact.ByManager)
	if !p.exception.IsZero() {
		add(fact.SeparationException, ago(100), p.exception)
	}
	for i := range facts {
		facts[i].KnownFrom = p.day
	}
	return facts
}

// sound is a publication of the day in which nothing is missing.
func sound(day time.Time) inputs {
	return inputs{day: day, tested: day.AddDate(0, 0, -1), community: day.AddDate(0, 0, -20), intelligence: day.AddDate(0, 0, -10)}
}

// TestSeparation takes one input after another away from the publication of
// 1 December 2025, which looks back at the quarter from 1 October.
func TestSeparation(t *testing.T) {
	never := time.Time{}
	with := func(change func(*inputs)) []fact.Fact {
		p := sound(today)
		change(&p)
		return p.facts()
	}
	for _, tt := range []struct {
		name                 string
		facts                []fact.Fact
		both, test, attested checklist.State
	}{
		{"nothing is missing", with(func(*inputs) {}), checklist.Met, checklist.Met, checklist.Met},
		{"one person holds both sides", with(func(p *inputs) { p.both = 1 }), checklist.NotMet, checklist.Met, checklist.Met},
		{"an exception is left out", with(func(p *inputs) { p.exception = ago(-30) }), checklist.Met, checklist.Met, checklist.Met},
		{"tested on the first of 30 days", with(func(p *inputs) { p.tested = ago(29) }), checklist.Met, checklist.Met, checklist.Met},
		{"tested the day before", with(func(p *inputs) { p.tested = ago(30) }), checklist.Met, checklist.NotMet, checklist.Met},
		{"tested on the day itself", with(func(p *inputs) { p.tested = today }), checklist.Met, checklist.Met, checklist.Met},
		{"the test found something", with(func(p *inputs) { p.failed = true }), checklist.Met, checklist.NotMet, checklist.Met},
		{"never tested", with(func(p *inputs) { p.tested = never }), checklist.Met, checklist.NotMet, checklist.Met},
		{"attested on the first day of the quarter", with(func(p *inputs) { p.community, p.intelligence = date(2025, 10, 1), date(2025, 10, 1) }), checklist.Met, checklist.Met, checklist.Met},
		{"one the day before", with(func(p *inputs) { p.community = date(2025, 9, 30) }), checklist.Met, checklist.Met, checklist.NotMet},
		{"the other the day before", with(func(p *inputs) { p.intelligence = date(2025, 9, 30) }), checklist.Met, checklist.Met, checklist.NotMet},
		{"one did not attest", with(func(p *inputs) { p.intelligence = never }), checklist.Met, checklist.Met, checklist.NotMet},
		{"the manager does not attest for both", with(func(p *inputs) { p.community, p.intelligence, p.manager = never, never, ago(1) }), checklist.Met, checklist.Met, checklist.NotMet},
		{"the manager does where intelligence is kept elsewhere", with(func(p *inputs) { p.elsewhere, p.community, p.intelligence, p.manager = true, never, never, ago(1) }), checklist.Met, checklist.Met, checklist.Met},
		{"and nobody else", with(func(p *inputs) { p.elsewhere = true }), checklist.Met, checklist.Met, checklist.NotMet},
		{"the newest publication counts", slices.Concat(with(func(p *inputs) { p.day, p.both = date(2025, 11, 1), 3 }), sound(today).facts()), checklist.Met, checklist.Met, checklist.Met},
		{"and not the one before", slices.Concat(sound(date(2025, 11, 1)).facts(), with(func(p *inputs) { p.both = 3 })), checklist.NotMet, checklist.Met, checklist.Met},
		{"nor the inputs of the one before", slices.Concat(sound(date(2025, 11, 1)).facts(), inputs{day: today}.facts()), checklist.Met, checklist.NotMet, checklist.NotMet},
		{"nor one to come", slices.Concat(early(inputs{day: ago(-31), both: 2}.facts()), sound(today).facts()), checklist.Met, checklist.Met, checklist.Met},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := one(t, "SEP-1", tt.facts, today)
			for n, want := range []checklist.State{tt.both, tt.test, tt.attested} {
				if got := f.Parts[n].State; got != want {
					t.Errorf("%s: got %s, want %s: %s", f.Parts[n].Name, got, want, f.Parts[n].Say)
				}
			}
			want := checklist.NotMet
			if tt.both == checklist.Met && tt.test == checklist.Met && tt.attested == checklist.Met {
				want = checklist.Met
			}
			if f.State != want {
				t.Errorf("got %s, want %s", f.State, want)
			}
		})
	}
}

// TestPublicationsLookBackAtAQuarter attests on one day and publishes on another.
func TestPublicationsLookBackAtAQuarter(t *testing.T) {
	for _, tt := range []struct {
		published, attested time.Time
		want                checklist.State
	}{
		{date(2026, 1, 1), date(2025, 10, 1), checklist.Met},
		{date(2026, 1, 1), date(2025, 12, 31), checklist.Met},
		{date(2026, 1, 1), date(2025, 9, 30), checklist.NotMet},
		{date(2026, 1, 1), date(2026, 1, 1), checklist.Met},
		{date(2026, 2, 1), date(2025, 12, 31), checklist.NotMet},
		{date(2026, 2, 1), date(2026, 1, 1), checklist.Met},
		{date(2026, 3, 1), date(2026, 1, 1), checklist.Met},
		{date(2026, 4, 1), date(2026, 1, 1), checklist.Met},
		{date(2026, 4, 1), date(2025, 12, 31), checklist.NotMet},
		{date(2026, 5, 1), date(2026, 3, 31), checklist.NotMet},
		{date(2026, 7, 1), date(2026, 4, 1), checklist.Met},
		{date(2026, 10, 1), date(2026, 6, 30), checklist.NotMet},
	} {
		p := sound(tt.published)
		p.community, p.intelligence = tt.attested, tt.attested
		if got := one(t, "SEP-1", p.facts(), tt.published).State; got != tt.want {
			t.Errorf("published on %s and attested on %s: got %s, want %s", tt.published, tt.attested, got, tt.want)
		}
	}
}

// TestSeparationMovesOnFixedDates judges the days after a publication.
func TestSeparationMovesOnFixedDates(t *testing.T) {
	facts := slices.Concat(sound(today).facts(), inputs{day: date(2026, 1, 1), both: 1}.facts())
	for after := range 40 {
		want := checklist.Met
		if after >= 31 {
			want = checklist.NotMet
		}
		if got := one(t, "SEP-1", facts, today.AddDate(0, 0, after)).State; got != want {
			t.Errorf("after %d days: got %s, want %s", after, got, want)
		}
	}
}

func TestOutreachHoldsNoAccessToIntelligence(t *testing.T) {
	secret, open := system(fact.HoldsIntelligence), system()
	closed := system(fact.HoldsIntelligence)
	closed.Until = ago(1)
	held := func(to fact.Fact, change func(*reach)) []fact.Fact {
		return append(reached(1, to, func(r *reach) {
			r.outreach = true
			change(r)
		}), to)
	}
	for _, tt := range []struct {
		name  string
		facts []fact.Fact
		want  checklist.State
	}{
		{"it does", held(secret, func(*reach) {}), checklist.NotMet},
		{"it asks for it", held(secret, func(r *reach) { *r = reach{to: secret, asked: today, outreach: true} }), checklist.Met},
		{"it was refused", held(secret, func(r *reach) { *r = reach{to: secret, asked: ago(2), refused: today, outreach: true} }), checklist.Met},
		{"its last day is today", held(secret, func(r *reach) { r.ended = today }), checklist.NotMet},
		{"it ended yesterday", held(secret, func(r *reach) { r.ended = ago(1) }), checklist.Met},
		{"from tomorrow", held(secret, func(r *reach) { r.granted = ago(-1) }), checklist.Met},
		{"another role does", held(secret, func(r *reach) { r.outreach = false }), checklist.Met},
		{"it does to another system", append(held(open, func(*reach) {}), secret), checklist.Met},
		{"no system holds intelligence", held(open, func(*reach) {}), ""},
		{"the system was closed yesterday", held(closed, func(*reach) {}), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			facts := known(tt.facts)
			published := one(t, "SEP-1", append(sound(today).facts(), facts...), today)
			if got := published.Parts[3].State; got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			want, first := checklist.Met, checklist.TooFew
			if tt.want == checklist.NotMet {
				want, first = checklist.NotMet, checklist.NotMet
			}
			if published.State != want {
				t.Errorf("got %s, want %s", published.State, want)
			}
			if got := one(t, "SEP-1", facts, today).State; got != first {
				t.Errorf("before the first publication: got %s, want %s", got, first)
			}
		})
	}
}

func TestWhatWouldChangeSeparation(t *testing.T) {
	with := func(change func(*inputs)) []fact.Fact {
		p := sound(today)
		change(&p)
		return p.facts()
	}
	january := "For the next publication on 1 January 2026, the self-test of the separation passes on or after 3 December 2025"
	secret := system(fact.HoldsIntelligence)
	for _, tt := range []struct {
		name  string
		facts []fact.Fact
		day   time.Time
		want  []string
	}{
		{
			"never published", nil, today,
			[]string{january, "the lead of outreach attests on or after 1 October 2025", "the lead of intelligence attests on or after 1 October 2025"},
		},
		{"nothing is missing, and they attested in the quarter", with(func(*inputs) {}), today, []string{january}},
		{
			"the next publication looks at another quarter", sound(date(2026, 1, 1)).facts(), date(2026, 1, 31),
			[]string{
				"For the next publication on 1 February 2026, the self-test of the separation passes on or after 3 January 2026",
				"For the next publication on 1 February 2026, the lead of outreach attests on or after 1 January 2026", "the lead of intelligence attests on or after 1 January 2026",
			},
		},
		{"both sides", with(func(p *inputs) { p.both = 2 }), today, []string{"End the role on one of the two sides before the next publication on 1 January 2026. While one that has ended cools off, two people can approve an exception, by which the other is given again", january}},
		{"the test found something", with(func(p *inputs) { p.failed = true }), today, []string{"Mend what the self-test", january}},
		{"one did not attest", with(func(p *inputs) { p.intelligence = time.Time{} }), today, []string{january, "the lead of intelligence attests on or after 1 October 2025"}},
		{"the manager did not", with(func(p *inputs) { p.elsewhere = true }), today, []string{january, "the manager attests"}},
		{
			"an outreach role has access", append(sound(today).facts(), known(append(reached(1, secret, func(r *reach) { r.outreach = true }), secret))...), today,
			[]string{january, "ends the access of its outreach role of 5 February 2025 to a system that holds intelligence."},
		},
	} {
		t.Run(tt.name, func(t *testing.T) { needs(t, one(t, "SEP-1", tt.facts, tt.day), tt.want...) })
	}
}

func TestSeparationSaysWhatWasPublished(t *testing.T) {
	p := sound(today)
	p.both, p.exception, p.tested, p.community = 1, date(2026, 2, 1), ago(30), date(2025, 9, 1)
	f := one(t, "SEP-1", p.facts(), today)
	var said []string
	for _, p := range f.Parts {
		for _, r := range slices.Concat(p.For, p.Against, p.Left) {
			said = append(said, r.Say)
		}
	}
	want := []string{
		"1 person with both sides", "Left out until 1 February 2026, because two people approved a shorter cooling-off", "Passed, too long ago",
		"Attested by the lead of intelligence", "Last attested by the lead of outreach outside the quarter",
	}
	if !slices.Equal(said, want) {
		t.Errorf("got %q, want %q", said, want)
	}
	for n, want := range []string{
		"On 1 December 2025, 1 person held both sides, or held one inside the cooling-off of the other.",
		"The self-test last ran on 1 November 2025, which is more than 29 days before the publication.",
		"1 of 2 attested in the quarter that the publication of 1 December 2025 looks back at.",
		"No system in use is registered as holding intelligence.",
	} {
		if got := f.Parts[n].Say; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got, want := f.Window, (calendar.Span{From: ago(29), To: today}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
	elsewhere := inputs{day: today, elsewhere: true}.facts()
	if got, want := one(t, "SEP-1", elsewhere, today).Parts[0].Say, "On 1 December 2025 the partnership kept no intelligence records here, so nobody could hold both sides."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestFreshnessOfSeparationIsThatOfThePublication(t *testing.T) {
	facts := sound(today).facts()
	for after, want := range map[int]checklist.Freshness{0: checklist.Current, 90: checklist.Current, 91: checklist.Ageing, 180: checklist.Ageing, 181: checklist.OutOfDate} {
		if got := one(t, "SEP-1", facts, today.AddDate(0, 0, after)); got.Fresh != want || !got.Newest.Equal(today) {
			t.Errorf("after %d days: got %s of %s, want %s", after, got.Fresh, got.Newest, want)
		}
	}
	if got := one(t, "SEP-1", nil, today); got.Fresh != checklist.None || got.State != checklist.TooFew {
		t.Errorf("never published: got %s and %s, want none and too few", got.Fresh, got.State)
	}
}
