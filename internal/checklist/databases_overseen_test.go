package checklist_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/checklist"
	"liaison/internal/fact"
)

// systems is so many of them, each as the change leaves it.
func systems(n int, change func(*fact.Fact)) []fact.Fact {
	var all []fact.Fact
	for range n {
		s := system()
		change(&s)
		all = append(all, s)
	}
	return all
}

func unchanged(*fact.Fact) {}

// reviewOf is that access to each of the systems was gone through.
func reviewOf(day time.Time, of ...fact.Fact) []fact.Fact {
	var all []fact.Fact
	for _, s := range of {
		all = append(all, fact.Fact{Source: uuid.New(), Kind: fact.SystemReview, Day: day, Person: s.Source, By: priya, Number: 2})
	}
	return all
}

func verified(day time.Time, flags ...fact.Flag) fact.Fact {
	return fact.Fact{Source: uuid.New(), Kind: fact.LogVerified, Day: day, Flags: flags}
}

func TestSystemsHaveAnOwnerAndADeputy(t *testing.T) {
	alone := func(f *fact.Fact) { f.Flags = nil }
	for _, tt := range []struct {
		name      string
		facts     []fact.Fact
		have, all int
		want      checklist.State
	}{
		{"each of 5", systems(5, unchanged), 5, 5, checklist.Met},
		{"each of 4 are few", systems(4, unchanged), 4, 4, checklist.Partly},
		{"one of 100 has no deputy", append(systems(99, unchanged), systems(1, alone)...), 99, 100, checklist.NotMet},
		{"one has no owner", append(systems(5, unchanged), systems(1, func(f *fact.Fact) { f.Agency = 0 })...), 5, 6, checklist.NotMet},
		{"one of few has no deputy", append(systems(1, unchanged), systems(1, alone)...), 1, 2, checklist.NotMet},
		{"one that was closed yesterday does not count", append(systems(5, unchanged), systems(1, func(f *fact.Fact) { f.Flags, f.Until = nil, ago(1) })...), 5, 5, checklist.Met},
		{"one on its last day does", append(systems(5, unchanged), systems(1, func(f *fact.Fact) { f.Flags, f.Until = nil, today })...), 5, 6, checklist.NotMet},
		{"one in use from tomorrow does not", append(systems(5, unchanged), systems(1, func(f *fact.Fact) { f.Flags, f.Day, f.KnownFrom = nil, ago(-1), today })...), 5, 5, checklist.Met},
		{"none", nil, 0, 0, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := one(t, "CON-4", known(tt.facts), today).Parts[0]
			if p.State != tt.want || p.Have != tt.have || p.All != tt.all {
				t.Errorf("got %q with %d of %d, want %q with %d of %d", p.State, p.Have, p.All, tt.want, tt.have, tt.all)
			}
		})
	}
}

// TestAccessIsReviewed moves reviews over the edge of the last 90 days, which
// are 3 September to 1 December 2025.
func TestAccessIsReviewed(t *testing.T) {
	all := systems(5, unchanged)
	young := systems(5, func(f *fact.Fact) { f.Day = ago(89) })
	due := systems(5, func(f *fact.Fact) { f.Day = ago(90) })
	for _, tt := range []struct {
		name            string
		facts           [][]fact.Fact
		have, all, left int
		want            checklist.State
	}{
		{"on the first day of the window", [][]fact.Fact{all, reviewOf(ago(89), all...)}, 5, 5, 0, checklist.Met},
		{"the day before", [][]fact.Fact{all, reviewOf(ago(90), all...)}, 0, 5, 0, checklist.NotMet},
		{"both, the newest counts", [][]fact.Fact{all, reviewOf(ago(90), all...), reviewOf(ago(1), all...)}, 5, 5, 0, checklist.Met},
		{"all but one", [][]fact.Fact{all, reviewOf(ago(1), all[1:]...)}, 4, 5, 0, checklist.NotMet},
		{"few", [][]fact.Fact{all[:4], reviewOf(ago(1), all[:4]...)}, 4, 4, 0, checklist.Partly},
		{"to be reviewed tomorrow", [][]fact.Fact{all, early(reviewOf(ago(-1), all...))}, 0, 5, 0, checklist.NotMet},
		{"in use for 90 days, the first review is not due", [][]fact.Fact{young}, 0, 0, 5, ""},
		{"in use for 91 days, it is", [][]fact.Fact{due}, 0, 5, 0, checklist.NotMet},
		{"in use for less and reviewed", [][]fact.Fact{young, reviewOf(ago(3), young...)}, 5, 5, 0, checklist.Met},
		{"no system", nil, 0, 0, 0, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := one(t, "CON-4", known(slices.Concat(tt.facts...)), today).Parts[1]
			if p.State != tt.want || p.Have != tt.have || p.All != tt.all || p.Out != tt.left {
				t.Errorf("got %q with %d of %d and %d left out, want %q with %d of %d and %d", p.State, p.Have, p.All, p.Out, tt.want, tt.have, tt.all, tt.left)
			}
		})
	}
}

// early makes facts of days to come known long before.
func early(facts []fact.Fact) []fact.Fact {
	for i := range facts {
		facts[i].KnownFrom = ago(600)
	}
	return facts
}

func TestAccountsAreUsed(t *testing.T) {
	limited := func(days int, flags ...fact.Flag) fact.Fact {
		s := system(flags...)
		s.Number = days
		return s
	}
	open, closed, own := limited(0), limited(0, fact.HoldsIntelligence), limited(30)
	gone := limited(30)
	gone.Until = ago(1)
	used := func(to fact.Fact, day time.Time) []fact.Fact {
		return append(reached(5, to, func(r *reach) { r.usage = day }), to)
	}
	granted := func(to fact.Fact, day time.Time) []fact.Fact {
		return append(reached(5, to, func(r *reach) { r.granted, r.usage = day, time.Time{} }), to)
	}
	for _, tt := range []struct {
		name      string
		facts     []fact.Fact
		have, all int
		want      checklist.State
	}{
		{"used 180 days ago", used(open, ago(180)), 5, 5, checklist.Met},
		{"used 181 days ago", used(open, ago(181)), 0, 5, checklist.NotMet},
		{"used 90 days ago, with intelligence", used(closed, ago(90)), 5, 5, checklist.Met},
		{"used 91 days ago, with intelligence", used(closed, ago(91)), 0, 5, checklist.NotMet},
		{"used 30 days ago, within the system's own limit", used(own, ago(30)), 5, 5, checklist.Met},
		{"used 31 days ago, beyond it", used(own, ago(31)), 0, 5, checklist.NotMet},
		{"never used, granted 180 days ago", granted(open, ago(180)), 5, 5, checklist.Met},
		{"never used, granted 181 days ago", granted(open, ago(181)), 0, 5, checklist.NotMet},
		{"to be used tomorrow", used(open, ago(-1)), 0, 5, checklist.NotMet},
		{"few", append(reached(1, open, asIs), open), 1, 1, checklist.Partly},
		{"one of six is dormant", append(used(open, ago(1)), reached(1, open, func(r *reach) { r.usage = ago(181) })...), 5, 6, checklist.NotMet},
		{"of a system that was closed", used(gone, ago(300)), 0, 0, ""},
		{"of access that ended yesterday", append(reached(5, open, func(r *reach) { r.ended, r.usage = ago(1), ago(200) }), open), 0, 0, ""},
		{"of access that only waits", append(reached(5, open, func(r *reach) { *r = reach{to: open, asked: ago(200)} }), open), 0, 0, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := one(t, "CON-4", known(tt.facts), today).Parts[2]
			if p.State != tt.want || p.Have != tt.have || p.All != tt.all {
				t.Errorf("got %q with %d of %d, want %q with %d of %d", p.State, p.Have, p.All, tt.want, tt.have, tt.all)
			}
		})
	}
}

// TestTheLogIsVerified looks at the last 7 days, 25 November to 1 December.
func TestTheLogIsVerified(t *testing.T) {
	later := func(f fact.Fact, hours int) fact.Fact {
		f.KnownFrom = f.Day.Add(time.Duration(hours) * time.Hour)
		return f
	}
	for _, tt := range []struct {
		name  string
		facts []fact.Fact
		say   string
		want  checklist.State
	}{
		{"on the first day of the window", []fact.Fact{verified(ago(6), fact.Passed)}, "found whole on 25 November 2025", checklist.Met},
		{"the day before", []fact.Fact{verified(ago(7), fact.Passed)}, "last verified on 24 November 2025, which is more than 6 days ago", checklist.NotMet},
		{"it was not whole", []fact.Fact{verified(ago(1))}, "on 30 November 2025, it was not whole", checklist.NotMet},
		{"it was whole before it was not", []fact.Fact{verified(ago(2), fact.Passed), verified(ago(1))}, "on 30 November 2025, it was not whole", checklist.NotMet},
		{"it is whole again", []fact.Fact{verified(ago(2)), verified(ago(1), fact.Passed)}, "found whole on 30 November 2025", checklist.Met},
		{"twice on one day, the later run counts", []fact.Fact{later(verified(ago(1), fact.Passed), 3), later(verified(ago(1)), 4)}, "not whole", checklist.NotMet},
		{"in any order", []fact.Fact{later(verified(ago(1)), 3), later(verified(ago(1), fact.Passed), 4)}, "found whole", checklist.Met},
		{"not by tomorrow's", early([]fact.Fact{verified(ago(-1), fact.Passed), verified(ago(9), fact.Passed)}), "on 22 November 2025", checklist.NotMet},
		{"never", nil, "not recorded that the chain of the log was ever verified", checklist.TooFew},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := one(t, "CON-4", known(tt.facts), today)
			p := f.Parts[3]
			if p.State != tt.want {
				t.Errorf("got %s, want %s", p.State, tt.want)
			}
			needs(t, checklist.Finding{Needs: []checklist.Need{{Say: p.Say}}}, tt.say)
			if got, want := len(p.For)+len(p.Against), min(1, len(tt.facts)); got != want {
				t.Errorf("got %d rows, want %d", got, want)
			}
		})
	}
}

func TestWhatWouldChangeDatabasesOverseen(t *testing.T) {
	all := systems(5, func(f *fact.Fact) { f.Day = ago(400) })
	good := slices.Concat(all, reviewOf(ago(9), all[1:]...), reviewOf(ago(19), all[0]), []fact.Fact{verified(ago(2), fact.Passed)})
	for _, tt := range []struct {
		name  string
		facts []fact.Fact
		want  []string
	}{
		{"nothing recorded", nil, []string{"Register the databases", "Register the databases", "Verify the chain"}},
		{
			// The oldest review is of 12 November, 90 days before 10 February.
			"all met, and then time passes", slices.Concat(good, reached(4, all[0], asIs), reached(1, all[0], func(r *reach) { r.usage = ago(100) })),
			[]string{"no longer met from 10 February 2026", "no longer met from 20 February 2026", "no longer met from 6 December 2025"},
		},
		{
			"few", slices.Concat(all[:1], reviewOf(ago(9), all[0]), reached(1, all[0], asIs), []fact.Fact{verified(ago(8), fact.Passed)}),
			[]string{"fewer than 5 systems", "fewer than 5 systems", "fewer than 5 accounts", "Verify the chain"},
		},
		{
			"nobody looks after it", slices.Concat(systems(1, func(f *fact.Fact) { f.Flags = nil }), systems(1, func(f *fact.Fact) { f.Day = ago(80) }), []fact.Fact{verified(ago(8))}),
			[]string{"names a deputy", "reviews who has access to its system for the first time before 11 December 2025", "reviews who has access to its system.", "Find out"},
		},
		{"dormant", slices.Concat(good, reached(1, all[0], func(r *reach) { r.usage = ago(200) })), []string{"no longer met from", "ends the access of 5 February 2025, or records when it was last used.", "no longer met from"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			facts := known(tt.facts)
			slices.SortFunc(facts, func(a, b fact.Fact) int { return a.Day.Compare(b.Day) })
			f := one(t, "CON-4", facts, today)
			needs(t, checklist.Finding{Needs: sameOrder(f.Needs, tt.want)}, tt.want...)
		})
	}
}

// sameOrder puts needs of one part, which come in the order of ids where their
// days are the same, into the order in which they are wanted.
func sameOrder(needs []checklist.Need, want []string) []checklist.Need {
	sorted := slices.Clone(needs)
	for i, w := range want {
		for j := i; j < len(sorted); j++ {
			if len(sorted[j].Say) >= len(w) && sorted[j].Say[:len(w)] == w {
				sorted[i], sorted[j] = sorted[j], sorted[i]
				break
			}
		}
	}
	return sorted
}

func TestSystemsSayHowTheyStand(t *testing.T) {
	s := system()
	f := one(t, "CON-4", known(append(reached(1, s, asIs), append(reviewOf(ago(9), s), s)...)), today)
	for n, want := range []string{
		"Has an owner and a deputy", "Reviewed on 22 November 2025, 2 accounts removed", "Within its limit of 180 days: last used on 21 November 2025",
	} {
		if got := f.Parts[n].For; len(got) != 1 || got[0].Say != want {
			t.Errorf("got %+v, want %q", got, want)
		}
	}
	v := reviewOf(ago(100), s)
	v[0].Number = 1
	never := reached(1, s, func(r *reach) { r.granted, r.usage = ago(181), time.Time{} })
	f = one(t, "CON-4", known(append(never, append(v, s)...)), today)
	for n, want := range map[int]string{1: "Last reviewed on 23 August 2025", 2: "Beyond its limit of 180 days: not used since it was granted on 3 June 2025"} {
		if got := f.Parts[n].Against; len(got) != 1 || got[0].Say != want {
			t.Errorf("got %+v, want %q", got, want)
		}
	}
	v[0].Day = ago(1)
	if got, want := one(t, "CON-4", known(append(v, s)), today).Parts[1].For[0].Say, "Reviewed on 30 November 2025, 1 account removed"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestFreshnessOfDatabasesOverseen(t *testing.T) {
	s := system()
	for _, tt := range []struct {
		name   string
		facts  []fact.Fact
		newest time.Time
	}{
		{"a system", []fact.Fact{s}, ago(500)},
		{"a review", append(reviewOf(ago(200), s), s), ago(200)},
		{"an account that was used", append(reached(1, s, func(r *reach) { r.usage = ago(150) }), s), ago(150)},
		{"the log", []fact.Fact{s, verified(ago(90))}, ago(90)},
		{"nothing of tomorrow", append(early([]fact.Fact{verified(ago(-1), fact.Passed)}), s), ago(500)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := one(t, "CON-4", known(tt.facts), today).Newest; !got.Equal(tt.newest) {
				t.Errorf("got %s, want %s", got, tt.newest)
			}
		})
	}
}
