package checklist_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"liaison/internal/checklist"
	"liaison/internal/fact"
)

// followUpOf is what became of the follow-up of an agency at a session, which
// is due 60 days after it.
func followUpOf(session fact.Fact, agency int, until time.Time, became fact.Flag) fact.Fact {
	return fact.Fact{
		Source: session.Source, Part: 1000 + agency, Kind: fact.Action, Day: session.Day, Until: until, Agency: agency, Number: 60,
		Flags: []fact.Flag{fact.ActionFollowUp, became},
	}
}

// followedSession is a session of so many agencies, of which so many were
// followed up on the day.
func followedSession(day time.Time, agencies, followed int, on time.Time) []fact.Fact {
	s := sessionOn(day, nil, times(agencies, 2, 0, 0)...)
	for a := range followed {
		s = append(s, followUpOf(s[0], a+1, on, fact.ActionDone))
	}
	for a := followed; a < agencies; a++ {
		s = append(s, followUpOf(s[0], a+1, time.Time{}, fact.ActionOpen))
	}
	return s
}

// connectOn is an event to which people of so many agencies came.
func connectOn(day time.Time, agencies int) []fact.Fact {
	id := uuid.New()
	facts := []fact.Fact{{Source: id, Kind: fact.ConnectEvent, Day: day, By: priya}}
	for a := range agencies {
		facts = append(facts, fact.Fact{Source: id, Part: 10 + a, Kind: fact.Connected, Day: day, Agency: a + 1, Number: 3})
	}
	return facts
}

// TestAgenciesFollowedUp moves each threshold. The 180 days that end with
// today begin 179 days ago, and 90 days end today for a session 90 days ago.
func TestAgenciesFollowedUp(t *testing.T) {
	closed := func(became fact.Flag, on time.Time) []fact.Fact {
		s := sessionOn(ago(100), nil, 1)
		return append(s, followUpOf(s[0], 1, on, became))
	}
	for _, tt := range []struct {
		name           string
		facts          []fact.Fact
		have, all, out int
		want           checklist.State
	}{
		{"7 of 10 are 70%", followedSession(ago(100), 10, 7, ago(50)), 7, 10, 0, checklist.Met},
		{"9 of 13 are 69%", followedSession(ago(100), 13, 9, ago(50)), 9, 13, 0, checklist.Partly},
		{"5 of 10 are half", followedSession(ago(100), 10, 5, ago(50)), 5, 10, 0, checklist.Partly},
		{"25 of 51 are 49%", followedSession(ago(100), 51, 25, ago(50)), 25, 51, 0, checklist.NotMet},
		{"5 of 5 count as a ratio", followedSession(ago(100), 5, 5, ago(50)), 5, 5, 0, checklist.Met},
		{"4 of 4 are few", followedSession(ago(100), 4, 4, ago(50)), 4, 4, 0, checklist.Partly},
		{"done on the 90th day", followedSession(ago(100), 5, 5, ago(10)), 5, 5, 0, checklist.Met},
		{"done on the 91st day", followedSession(ago(100), 5, 5, ago(9)), 0, 5, 0, checklist.NotMet},
		{"done on the day itself", followedSession(ago(100), 5, 5, ago(100)), 5, 5, 0, checklist.Met},
		{"there is time until tonight", followedSession(ago(90), 6, 5, ago(50)), 5, 5, 1, checklist.Met},
		{"the time ended yesterday", followedSession(ago(91), 5, 4, ago(50)), 4, 5, 0, checklist.Met},
		{"none is due yet", followedSession(ago(90), 5, 0, today), 0, 0, 5, checklist.TooFew},
		{"the first day of the window", followedSession(ago(179), 5, 5, ago(150)), 5, 5, 0, checklist.Met},
		{"the day before", followedSession(ago(180), 5, 5, ago(150)), 0, 0, 0, ""},
		{"held today", followedSession(today, 5, 5, today), 5, 5, 0, checklist.Met},
		{"done tomorrow is not done", followedSession(ago(10), 5, 5, ago(-1)), 0, 0, 5, checklist.TooFew},
		{"still to be held", followedSession(ago(-1), 5, 0, today), 0, 0, 0, ""},
		{"closed as not done", closed(fact.ActionNotDone, ago(50)), 0, 1, 0, checklist.NotMet},
		{"closed as overtaken", closed(fact.ActionOvertaken, ago(50)), 0, 1, 0, checklist.NotMet},
		{"cancelled", closed(fact.ActionCancelled, ago(50)), 0, 1, 0, checklist.NotMet},
		{"never asked for", sessionOn(ago(100), nil, 1), 0, 1, 0, checklist.NotMet},
		{"an agency at two sessions counts twice", join(followedSession(ago(100), 1, 1, ago(50)), followedSession(ago(101), 1, 0, today)), 1, 2, 0, checklist.Partly},
		{"followed up twice, it counts once and by the first", func() []fact.Fact {
			s := followedSession(ago(100), 5, 5, ago(5))
			return append(s, followUpOf(s[0], 1, ago(50), fact.ActionDone), followUpOf(s[0], 1, ago(60), fact.ActionDone))
		}(), 1, 5, 0, checklist.NotMet},
		{"another action is no follow-up", func() []fact.Fact {
			s := sessionOn(ago(100), nil, 1)
			a := followUpOf(s[0], 1, ago(50), fact.ActionDone)
			a.Flags = []fact.Flag{fact.ActionDone}
			return append(s, a)
		}(), 0, 1, 0, checklist.NotMet},
		{"nothing", nil, 0, 0, 0, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for i := range tt.facts {
				tt.facts[i].KnownFrom = ago(300)
			}
			p := one(t, "TRN-2", tt.facts, today).Parts[0]
			if p.State != tt.want || p.Have != tt.have || p.All != tt.all || p.Out != tt.out {
				t.Errorf("got %q with %d of %d, %d left out, want %q with %d of %d, %d", p.State, p.Have, p.All, p.Out, tt.want, tt.have, tt.all, tt.out)
			}
		})
	}
}

func TestConnectEvents(t *testing.T) {
	trained := sessionOn(ago(300), nil, 3)
	for _, tt := range []struct {
		name  string
		facts []fact.Fact
		want  checklist.State
		say   string
	}{
		{"two agencies", append(connectOn(ago(10), 2), trained...), checklist.Met, "was on 21 November 2025"},
		{"one agency", append(connectOn(ago(10), 1), trained...), checklist.NotMet, "No event at which people from at least 2 agencies met was held in these 180 days."},
		{"no agency", append(connectOn(ago(10), 0), trained...), checklist.NotMet, "No event"},
		{"the first day of the window", append(connectOn(ago(179), 2), trained...), checklist.Met, "5 June 2025"},
		{"the day before", append(connectOn(ago(180), 2), trained...), checklist.NotMet, "No event"},
		{"today", append(connectOn(today, 2), trained...), checklist.Met, "1 December 2025"},
		{"tomorrow", append(connectOn(ago(-1), 2), trained...), checklist.NotMet, "No event"},
		{"none", trained, checklist.NotMet, "No event"},
		{"nobody trained yet", connectOn(ago(10), 2), "", "nobody to connect"},
		{"training still to come", append(connectOn(ago(10), 2), sessionOn(ago(-1), nil, 3)...), "", "nobody to connect"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for i := range tt.facts {
				tt.facts[i].KnownFrom = ago(300)
			}
			f := one(t, "TRN-2", tt.facts, today)
			if p := f.Parts[1]; p.State != tt.want || !strings.Contains(p.Say, tt.say) {
				t.Errorf("got %q, %q, want %q, %q", p.State, p.Say, tt.want, tt.say)
			}
		})
	}
	p := one(t, "TRN-2", known(join(trained, connectOn(ago(10), 2), connectOn(ago(9), 1), connectOn(ago(200), 1))), today).Parts[1]
	if len(p.For) != 1 || len(p.Left) != 1 || p.Left[0].Say != "Not counted, because 1 agency came and it takes 2" {
		t.Errorf("got %+v and %+v, want the event counted and the small one not", p.For, p.Left)
	}
}

func TestFollowingUpAgesFromWhatWasLastDone(t *testing.T) {
	late := followedSession(ago(300), 2, 1, ago(20))
	met := append(connectOn(ago(30), 2), connectOn(ago(1), 1)...)
	for _, tt := range []struct {
		name  string
		facts []fact.Fact
		day   time.Time
	}{
		{"a follow-up of a session before the window", append(late, met...), ago(20)},
		{"an event", append(followedSession(ago(300), 2, 1, ago(31)), met...), ago(30)},
		{"nothing was done", followedSession(ago(10), 2, 0, today), time.Time{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := one(t, "TRN-2", known(tt.facts), today).Newest; !got.Equal(tt.day) {
				t.Errorf("got %s, want %s", got, tt.day)
			}
		})
	}
	for after, want := range map[int]checklist.Freshness{180: checklist.Current, 181: checklist.Ageing, 360: checklist.Ageing, 361: checklist.OutOfDate} {
		if got := one(t, "TRN-2", known(connectOn(ago(0), 2)), today.AddDate(0, 0, after)).Fresh; got != checklist.None {
			t.Errorf("got %s without anybody trained, want none", got)
		}
		if got := one(t, "TRN-2", known(append(connectOn(ago(0), 2), sessionOn(ago(9), nil, 1)...)), today.AddDate(0, 0, after)).Fresh; got != want {
			t.Errorf("after %d days: got %s, want %s", after, got, want)
		}
	}
}

func TestWhatWouldChangeFollowingUp(t *testing.T) {
	met := connectOn(ago(10), 2)
	for _, tt := range []struct {
		name  string
		facts []fact.Fact
		want  []string
	}{
		{"nothing", nil, []string{"Log training sessions with the agencies that came"}},
		{"none is due yet", append(followedSession(ago(80), 2, 0, today), met...), []string{
			"has its follow-up of the session of 12 September 2025 done by 11 December 2025.",
			"has its follow-up of the session of 12 September 2025 done by 11 December 2025.",
			"‘Those trained could meet’ is no longer met from 20 May 2026.",
		}},
		{"one missed, and one has time", join(followedSession(ago(100), 5, 3, ago(50)), followedSession(ago(80), 1, 0, today)), []string{
			"has its follow-up", "Follow up 2 more agencies within 90 days of a session, and leave none out.", "Hold an event at which people who were trained meet, from at least 2 agencies",
		}},
		{"the one that has time is enough", append(followedSession(ago(100), 4, 4, ago(50)), append(followedSession(ago(80), 1, 0, today), met...)...), []string{"has its follow-up", "no longer met"}},
		{"all missed, and a better session stays", join(followedSession(ago(170), 5, 0, today), followedSession(ago(100), 5, 5, ago(50)), met), []string{
			"Follow up 7 more agencies", "‘Agencies that came are followed up’ is met from 11 December 2025, as older records leave the window.", "no longer met",
		}},
		{"met", append(followedSession(ago(100), 5, 5, ago(50)), met...), []string{"‘Agencies that came are followed up’ is no longer met from 19 February 2026.", "no longer met from 20 May 2026."}},
		{"met, until what has time is missed", join(followedSession(ago(100), 7, 7, ago(50)), followedSession(ago(80), 4, 0, today), met), []string{"no longer met from 12 December 2025.", "no longer met from 20 May 2026."}},
	} {
		t.Run(tt.name, func(t *testing.T) { saysNeeds(t, one(t, "TRN-2", known(tt.facts), today).Needs, tt.want...) })
	}
}

// TestToLeaveAFollowUpIsNeverBetter opens again what was done.
func TestToLeaveAFollowUpIsNeverBetter(t *testing.T) {
	b := book(t)
	rapid.Check(t, func(t *rapid.T) {
		var facts []fact.Fact
		for range rapid.IntRange(1, 4).Draw(t, "sessions") {
			day := rapid.IntRange(0, 200).Draw(t, "day")
			n := rapid.IntRange(1, 4).Draw(t, "agencies")
			facts = append(facts, followedSession(ago(day), n, rapid.IntRange(0, n).Draw(t, "followed"), ago(rapid.IntRange(0, day).Draw(t, "on")))...)
		}
		facts = known(append(facts, connectOn(ago(5), 2)...))
		before := evaluated(b, facts, "TRN-2")
		for i := range facts {
			if facts[i].Has(fact.ActionDone) && rapid.Bool().Draw(t, "left") {
				facts[i].Flags, facts[i].Until = []fact.Flag{fact.ActionFollowUp, fact.ActionOpen}, time.Time{}
			}
		}
		if after := evaluated(b, facts, "TRN-2"); better(after.State, before.State) {
			t.Fatalf("got %s, want no better than %s", after.State, before.State)
		}
	})
}
