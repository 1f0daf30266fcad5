package checklist_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"liaison/internal/checklist"
	"liaison/internal/fact"
)

// system is a database of agency 9 that is in use since long ago.
func system(flags ...fact.Flag) fact.Fact {
	return fact.Fact{Source: uuid.New(), Kind: fact.System, Day: ago(500), Agency: 9, Number: 180, Flags: append(flags, fact.Deputy)}
}

// reach is a role's access to a system, as the register keeps it. Days that
// are zero are not known.
type reach struct {
	to                       fact.Fact
	asked, granted, refused  time.Time
	ended                    time.Time
	vetted, confirmed, usage time.Time
	outreach                 bool
}

// facts writes the facts as partnership.Reach does, known from long ago where
// they may lie in the future.
func (r reach) facts() []fact.Fact {
	f := fact.Fact{Source: uuid.New(), Kind: fact.Reach, Day: r.asked, Agency: 1, Person: r.to.Source, Flags: []fact.Flag{fact.ToSystem}}
	if r.outreach {
		f.Flags = append(f.Flags, fact.OutreachRole)
	}
	held := f
	held.Part, held.Kind, held.Day, held.Until = 1, fact.ReachHeld, r.granted, r.ended
	switch {
	case !r.granted.IsZero():
		f.Until, f.Flags = r.granted, append(slices.Clone(f.Flags), fact.ReachGranted)
	case !r.refused.IsZero():
		f.Until, f.Flags = r.refused, append(slices.Clone(f.Flags), fact.ReachRefused)
	case !r.ended.IsZero():
		f.Until, f.Flags = r.ended, append(slices.Clone(f.Flags), fact.ReachDropped)
	}
	facts := []fact.Fact{f}
	if !r.granted.IsZero() {
		facts = append(facts, held)
	}
	for n, d := range []struct {
		kind fact.Kind
		day  time.Time
	}{{fact.ReachVetted, r.vetted}, {fact.ReachConfirmed, r.confirmed}, {fact.ReachUsed, r.usage}} {
		if !d.day.IsZero() {
			facts = append(facts, fact.Fact{Source: f.Source, Part: n + 2, Kind: d.kind, Day: d.day, Agency: 1, Person: r.to.Source})
		}
	}
	for n := range facts {
		facts[n].KnownFrom = ago(600)
	}
	return facts
}

// works is access that was asked for and granted long ago, vetted and
// confirmed working.
func works(to fact.Fact) reach {
	return reach{to: to, asked: ago(300), granted: ago(299), vetted: ago(-300), confirmed: ago(10), usage: ago(10)}
}

// reached is so many of it, each as the change leaves it.
func reached(n int, to fact.Fact, change func(*reach)) []fact.Fact {
	var facts []fact.Fact
	for range n {
		r := works(to)
		change(&r)
		facts = append(facts, r.facts()...)
	}
	return facts
}

func asIs(*reach) {}

// TestRolesHaveAccess holds the roles that need access against those that have
// it, vetted and confirmed in the last 90 days, 3 September to 1 December.
func TestRolesHaveAccess(t *testing.T) {
	s, intelligence := system(), system(fact.HoldsIntelligence)
	closed := system()
	closed.Until = ago(1)
	last := system()
	last.Until = today
	var never time.Time
	waits := func(r *reach) { *r = reach{to: s, asked: ago(1)} }
	for _, tt := range []struct {
		name            string
		facts           [][]fact.Fact
		have, all, left int
		want            checklist.State
	}{
		{"9 of 10 are 90%", [][]fact.Fact{reached(9, s, asIs), reached(1, s, waits)}, 9, 10, 0, checklist.Met},
		{"89 of 100 are 89%", [][]fact.Fact{reached(89, s, asIs), reached(11, s, waits)}, 89, 100, 0, checklist.NotMet},
		{"4 of 4 are few", [][]fact.Fact{reached(4, s, asIs)}, 4, 4, 0, checklist.Partly},
		{"the vetting's last day counts", [][]fact.Fact{reached(5, s, func(r *reach) { r.vetted = today })}, 5, 5, 0, checklist.Met},
		{"the day after does not", [][]fact.Fact{reached(5, s, func(r *reach) { r.vetted = ago(1) })}, 0, 5, 0, checklist.NotMet},
		{"not vetted", [][]fact.Fact{reached(5, s, func(r *reach) { r.vetted = never })}, 0, 5, 0, checklist.NotMet},
		{"confirmed on the first day of the window", [][]fact.Fact{reached(5, s, func(r *reach) { r.confirmed = ago(89) })}, 5, 5, 0, checklist.Met},
		{"confirmed the day before", [][]fact.Fact{reached(5, s, func(r *reach) { r.confirmed = ago(90) })}, 0, 5, 0, checklist.NotMet},
		{"never confirmed", [][]fact.Fact{reached(5, s, func(r *reach) { r.confirmed = never })}, 0, 5, 0, checklist.NotMet},
		{"confirmed tomorrow is not yet", [][]fact.Fact{reached(5, s, func(r *reach) { r.confirmed = ago(-1) })}, 0, 5, 0, checklist.NotMet},
		{"to be granted tomorrow, it waits today", [][]fact.Fact{reached(5, s, func(r *reach) { r.granted = ago(-1) })}, 0, 5, 0, checklist.NotMet},
		{"asked for tomorrow, nobody needs it today", [][]fact.Fact{reached(5, s, func(r *reach) { r.asked = ago(-1) })}, 0, 0, 0, ""},
		{"refused on the first day of the window", [][]fact.Fact{reached(5, s, func(r *reach) { *r = reach{to: s, asked: ago(200), refused: ago(89)} })}, 0, 5, 0, checklist.NotMet},
		{"refused the day before", [][]fact.Fact{reached(5, s, func(r *reach) { *r = reach{to: s, asked: ago(200), refused: ago(90)} })}, 0, 0, 0, ""},
		{"no longer asked for", [][]fact.Fact{reached(5, s, func(r *reach) { *r = reach{to: s, asked: ago(200), ended: ago(89)} })}, 0, 0, 5, ""},
		{"no longer asked for before the window", [][]fact.Fact{reached(5, s, func(r *reach) { *r = reach{to: s, asked: ago(200), ended: ago(90)} })}, 0, 0, 0, ""},
		{"on its last day it is held", [][]fact.Fact{reached(5, s, func(r *reach) { r.ended = today })}, 5, 5, 0, checklist.Met},
		{"ended yesterday, it is needed no more", [][]fact.Fact{reached(5, s, func(r *reach) { r.ended = ago(1) })}, 0, 0, 5, ""},
		{"a system closed yesterday", [][]fact.Fact{{closed}, reached(5, closed, waits), reached(5, closed, asIs)}, 0, 5, 5, checklist.NotMet},
		{"a system on its last day", [][]fact.Fact{{last}, reached(5, last, asIs)}, 5, 5, 0, checklist.Met},
		{"an outreach role and a system that holds intelligence", [][]fact.Fact{{intelligence}, reached(5, intelligence, func(r *reach) { r.outreach = true }), reached(2, intelligence, func(r *reach) { *r = reach{to: intelligence, asked: ago(9), outreach: true} })}, 0, 0, 7, ""},
		{"another role and a system that holds intelligence", [][]fact.Fact{{intelligence}, reached(5, intelligence, asIs)}, 5, 5, 0, checklist.Met},
		{"an outreach role and another system", [][]fact.Fact{{s}, reached(5, s, func(r *reach) { r.outreach = true })}, 5, 5, 0, checklist.Met},
		{"access to a product is not looked at", [][]fact.Fact{toProducts(reached(5, s, asIs))}, 0, 0, 0, ""},
		{"nobody asked", nil, 0, 0, 0, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := one(t, "CON-3", known(slices.Concat(tt.facts...)), today).Parts[0]
			if p.State != tt.want || p.Have != tt.have || p.All != tt.all || p.Out != tt.left {
				t.Errorf("got %q with %d of %d and %d left out, want %q with %d of %d and %d", p.State, p.Have, p.All, p.Out, tt.want, tt.have, tt.all, tt.left)
			}
		})
	}
}

func toProducts(facts []fact.Fact) []fact.Fact {
	for i, f := range facts {
		if len(f.Flags) > 0 {
			facts[i].Flags = append([]fact.Flag{fact.ToProduct}, f.Flags[1:]...)
		}
	}
	return facts
}

// TestAccessIsProvided works out the median by hand. Monday 1 December is 10
// working days after Monday 17 November, and 11 after Friday 14 November.
func TestAccessIsProvided(t *testing.T) {
	s := system()
	intelligence := system(fact.HoldsIntelligence)
	asked := func(day time.Time) func(*reach) { return func(r *reach) { *r = reach{to: s, asked: day} } }
	granted := func(from, to time.Time) func(*reach) {
		return func(r *reach) { r.asked, r.granted = from, to }
	}
	ten, eleven := date(2025, 11, 17), date(2025, 11, 14)
	for _, tt := range []struct {
		name      string
		facts     [][]fact.Fact
		have, all int
		want      checklist.State
	}{
		{"5 granted after 10 working days", [][]fact.Fact{reached(5, s, granted(ten, today))}, 5, 5, checklist.Met},
		{"5 granted after 11", [][]fact.Fact{reached(5, s, granted(eleven, today))}, 0, 5, checklist.NotMet},
		{"4 granted are few", [][]fact.Fact{reached(4, s, granted(ten, today))}, 4, 4, checklist.Partly},
		{"4 granted and one waiting are few", [][]fact.Fact{reached(4, s, granted(ten, today)), reached(1, s, asked(ten))}, 4, 5, checklist.Partly},
		{"5 waiting for 10 are too few to say", [][]fact.Fact{reached(5, s, asked(ten))}, 0, 5, checklist.TooFew},
		{"5 waiting for 11", [][]fact.Fact{reached(5, s, asked(eleven))}, 0, 5, checklist.NotMet},
		{"5 refused after 10 are too few to say", [][]fact.Fact{reached(5, s, func(r *reach) { *r = reach{to: s, asked: ten, refused: today} })}, 0, 5, checklist.TooFew},
		{"5 dropped after 11", [][]fact.Fact{reached(5, s, func(r *reach) { *r = reach{to: s, asked: eleven, ended: today} })}, 0, 5, checklist.NotMet},
		{"half granted at once, half waiting long", [][]fact.Fact{reached(5, s, granted(ten, ten)), reached(5, s, asked(ago(300)))}, 5, 10, checklist.Met},
		{"one waiting more is more than half", [][]fact.Fact{reached(5, s, granted(ten, ten)), reached(6, s, asked(ago(300)))}, 5, 11, checklist.NotMet},
		{"granted on the first day of the window", [][]fact.Fact{reached(5, s, granted(ago(90), ago(89)))}, 5, 5, checklist.Met},
		{"granted the day before", [][]fact.Fact{reached(5, s, granted(ago(91), ago(90)))}, 0, 0, ""},
		{"asked for today", [][]fact.Fact{reached(5, s, asked(today))}, 0, 5, checklist.TooFew},
		{"left out with what would join the two sides", [][]fact.Fact{{intelligence}, reached(5, intelligence, func(r *reach) { *r = reach{to: intelligence, asked: eleven, outreach: true} })}, 0, 0, ""},
		{"nobody asked", nil, 0, 0, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := one(t, "CON-3", known(slices.Concat(tt.facts...)), today).Parts[1]
			if p.State != tt.want || p.Have != tt.have || p.All != tt.all {
				t.Errorf("got %q with %d of %d, want %q with %d of %d: %s", p.State, p.Have, p.All, tt.want, tt.have, tt.all, p.Say)
			}
		})
	}
}

func TestRolesSayHowTheyStand(t *testing.T) {
	s := system()
	closed := system()
	closed.Until = ago(1)
	var never time.Time
	for _, tt := range []struct {
		name           string
		role           reach
		access, waited string
		who            int
		need           string
	}{
		{"it works", works(s), "Held since 5 February 2025, vetted until 27 September 2026, confirmed working on 21 November 2025", "", 0, "fewer than 5 roles"},
		{"it waits", reach{to: s, asked: date(2025, 11, 28)}, "Waiting since 28 November 2025", "Waiting for 1 working day", 9, "answers the request for access of 28 November 2025, by 12 December 2025."},
		{"refused", reach{to: s, asked: date(2025, 11, 24), refused: today}, "Refused on 1 December 2025", "Refused after 5 working days", 1, "asks again where it still needs the access that was refused on 1 December 2025."},
		{"not vetted", reach{to: s, asked: ago(300), granted: ago(299), confirmed: today}, "Held since 5 February 2025, and no vetting is recorded", "", 1, "records until when the vetting lasts for the access of 5 February 2025."},
		{"vetting ran out", reach{to: s, asked: ago(300), granted: ago(299), confirmed: today, vetted: ago(1)}, "Held since 5 February 2025, and its vetting ran out on 30 November 2025", "", 1, "renews the vetting that ran out on 30 November 2025."},
		{"never confirmed", reach{to: s, asked: ago(300), granted: ago(299), vetted: today}, "Held since 5 February 2025, and never confirmed working", "", 1, "confirms that the access of 5 February 2025 works."},
		{"confirmed too long ago", reach{to: s, asked: ago(300), granted: ago(299), vetted: today, confirmed: ago(90)}, "Held since 5 February 2025, last confirmed working on 2 September 2025", "", 1, "confirms that the access works, last done on 2 September 2025."},
		{"dropped", reach{to: s, asked: date(2025, 11, 24), ended: today}, "Left out, because it was no longer asked for on 1 December 2025", "No longer asked for after 5 working days", 0, "Ask in the register"},
		{"ended", reach{to: s, asked: ago(40), granted: ago(40), vetted: never, ended: ago(1)}, "Left out, because the access ended on 30 November 2025", "Granted after 0 working days", 0, "Ask in the register"},
		{"closed", works(closed), "Left out, because the system is no longer in use", "", 0, "Ask in the register"},
		{"blurring", reach{to: system(fact.HoldsIntelligence), asked: today, outreach: true}, "Left out, because an outreach role that holds access to intelligence fails SEP-1", "Left out, because an outreach role that holds access to intelligence fails SEP-1", 0, "Ask in the register"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := one(t, "CON-3", known(append(tt.role.facts(), tt.role.to)), today)
			for n, want := range []string{tt.access, tt.waited} {
				rows := slices.Concat(f.Parts[n].For, f.Parts[n].Against, f.Parts[n].Left)
				switch {
				case want == "" && len(rows) > 0:
					t.Errorf("%s: got %+v, want no row", f.Parts[n].Name, rows)
				case want != "" && (len(rows) != 1 || rows[0].Say != want):
					t.Errorf("%s: got %+v, want %q", f.Parts[n].Name, rows, want)
				}
			}
			needs(t, checklist.Finding{Needs: f.Needs[:1]}, tt.need)
			if f.Needs[0].Agency != tt.who {
				t.Errorf("got agency %d, want %d", f.Needs[0].Agency, tt.who)
			}
		})
	}
}

func TestWhatWouldChangeTechnologyInReach(t *testing.T) {
	s := system()
	vetted := func(until, confirmed time.Time) []fact.Fact {
		return reached(1, s, func(r *reach) { r.vetted, r.confirmed = until, confirmed })
	}
	for _, tt := range []struct {
		name  string
		facts [][]fact.Fact
		want  []string
	}{
		// Of 10, the first to lapse leaves 90% and the second 80%: the vetting of
		// 10 December, and the confirmation of 15 September, 90 days before 14 December.
		{"vetting and confirmation run out", [][]fact.Fact{reached(8, s, asIs), vetted(date(2025, 12, 10), today), vetted(ago(-300), date(2025, 9, 15))}, []string{"no longer met from 14 December 2025"}},
		{"the other way round", [][]fact.Fact{reached(8, s, asIs), vetted(date(2025, 12, 20), today), vetted(ago(-300), date(2025, 9, 15))}, []string{"no longer met from 21 December 2025"}},
		{"few", [][]fact.Fact{reached(2, s, func(r *reach) { r.asked, r.granted = ago(3), ago(3) })}, []string{"fewer than 5 roles", "fewer than 5 requests"}},
		{
			"those that wait, each once and the oldest first",
			[][]fact.Fact{{s}, reached(1, s, func(r *reach) { *r = reach{to: s, asked: date(2025, 11, 17)} }), reached(1, s, func(r *reach) { *r = reach{to: s, asked: date(2025, 11, 14)} })},
			[]string{"answers the request for access of 14 November 2025.", "answers the request for access of 17 November 2025, by 1 December 2025."},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			needs(t, one(t, "CON-3", known(slices.Concat(tt.facts...)), today), tt.want...)
		})
	}
}

func TestFreshnessOfTechnologyInReach(t *testing.T) {
	s := system()
	for _, tt := range []struct {
		name   string
		role   reach
		newest time.Time
	}{
		{"asked", reach{to: s, asked: ago(200)}, ago(200)},
		{"refused", reach{to: s, asked: ago(200), refused: ago(190)}, ago(190)},
		{"granted", reach{to: s, asked: ago(200), granted: ago(180), vetted: ago(-10)}, ago(180)},
		{"confirmed", reach{to: s, asked: ago(200), granted: ago(180), confirmed: ago(90)}, ago(90)},
		{"used", reach{to: s, asked: ago(200), granted: ago(180), usage: ago(91)}, ago(91)},
		{"ended", reach{to: s, asked: ago(200), granted: ago(180), ended: ago(170)}, ago(170)},
		{"not in the future", reach{to: s, asked: ago(200), granted: ago(180), ended: ago(-1), confirmed: ago(-1), usage: ago(-2)}, ago(180)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := one(t, "CON-3", tt.role.facts(), today).Newest; !got.Equal(tt.newest) {
				t.Errorf("got %s, want %s", got, tt.newest)
			}
		})
	}
}

// TestToLeaveARoleWaitingNeverImprovesAccess takes back one grant.
func TestToLeaveARoleWaitingNeverImprovesAccess(t *testing.T) {
	s := system()
	rapid.Check(t, func(t *rapid.T) {
		var roles []reach
		for range rapid.IntRange(1, 9).Draw(t, "roles") {
			r := reach{to: s, asked: ago(rapid.IntRange(0, 120).Draw(t, "asked"))}
			if rapid.Bool().Draw(t, "granted") {
				r.granted = r.asked.AddDate(0, 0, rapid.IntRange(0, daysTo(r.asked)).Draw(t, "took"))
				r.vetted, r.confirmed = ago(-9), r.granted
			}
			roles = append(roles, r)
		}
		judged := func() checklist.Finding {
			facts := []fact.Fact{s}
			for _, r := range roles {
				facts = append(facts, r.facts()...)
			}
			return foundToday(t, "CON-3", known(facts))
		}
		before := judged()
		i := rapid.IntRange(0, len(roles)-1).Draw(t, "which")
		roles[i] = reach{to: s, asked: roles[i].asked}
		after := judged()
		if better(after.State, before.State) {
			t.Fatalf("got %s, want no better than %s", after.State, before.State)
		}
		for n := range before.Parts {
			if better(after.Parts[n].State, before.Parts[n].State) && before.Parts[n].State != "" {
				t.Fatalf("%s: got %s, want no better than %s", before.Parts[n].Name, after.Parts[n].State, before.Parts[n].State)
			}
		}
	})
}

// daysTo counts the days from the day to today.
func daysTo(day time.Time) int { return int(today.Sub(day).Hours() / 24) }
