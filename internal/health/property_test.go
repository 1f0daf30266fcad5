package health_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"liaison/internal/fact"
	"liaison/internal/health"
)

// shuffled is the facts in an order of the seed's.
func shuffled(facts []fact.Fact, seed uint64) []fact.Fact {
	all := slices.Clone(facts)
	r := rand.New(rand.NewPCG(seed, 1))
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

// drawn is a partnership in which anything may have happened, in the last
// three windows and a little after today.
func drawn(t *rapid.T) []fact.Fact {
	n := rapid.IntRange(1, 7).Draw(t, "agencies")
	var r records
	agency := rapid.IntRange(1, n+1) // one of them takes no part
	day := rapid.Map(rapid.IntRange(-20, 270), ago)
	until := rapid.Custom(func(t *rapid.T) time.Time {
		if rapid.Bool().Draw(t, "open") {
			return never
		}
		return day.Draw(t, "until")
	})
	flags := func(of ...fact.Flag) []fact.Flag { return []fact.Flag{rapid.SampledFrom(of).Draw(t, "flag")} }
	one := []func(fact.Fact) fact.Fact{
		func(f fact.Fact) fact.Fact { f.Kind = fact.Shared; return f },
		func(f fact.Fact) fact.Fact {
			f.Kind, f.Flags = fact.ShareAsked, append(flags(fact.ShareOpen, fact.ShareGiven, fact.ShareInPart, fact.ShareRefused, fact.ShareDropped), fact.ShareRequested)
			return f
		},
		func(f fact.Fact) fact.Fact { f.Kind = fact.ShareFeedback; return f },
		func(f fact.Fact) fact.Fact {
			f.Kind, f.Flags = fact.Action, flags(fact.ActionOpen, fact.ActionDone, fact.ActionOvertaken, fact.ActionNotDone, fact.ActionCancelled)
			return f
		},
		func(f fact.Fact) fact.Fact {
			f.Kind, f.Flags = fact.Attendance, append(flags(fact.Came, fact.Substitute, fact.Apologies, fact.Absent), flags(fact.InformationSent, fact.PlaceOrTravel)...)
			return f
		},
		func(f fact.Fact) fact.Fact { f.Kind = fact.Minutes; return f },
		func(f fact.Fact) fact.Fact { f.Kind = fact.Meeting; return f },
		func(f fact.Fact) fact.Fact { f.Kind = fact.Cost; return f },
		func(f fact.Fact) fact.Fact { f.Kind = fact.Recorded; return f },
		func(f fact.Fact) fact.Fact { f.Kind, f.Flags = fact.Partner, flags(fact.Handover, fact.Came); return f },
		func(f fact.Fact) fact.Fact {
			f.Kind, f.Flags = fact.Representative, flags(fact.Deputy, fact.Handover)
			return f
		},
		func(f fact.Fact) fact.Fact { f.Kind = fact.RequiredPair; f.Number = min(f.Number, 2); return f },
		func(f fact.Fact) fact.Fact {
			f.Kind, f.Number, f.Flags = fact.Intensity, 1+f.Number%4, flags(fact.Wanted, fact.Actual)
			return f
		},
		func(f fact.Fact) fact.Fact { f.Kind, f.Source = fact.Initiative, id(f.Number); return f },
		func(f fact.Fact) fact.Fact { f.Kind, f.Source = fact.Baseline, id(f.Number); return f },
		func(f fact.Fact) fact.Fact { f.Kind = fact.Appointment; return f },
		func(f fact.Fact) fact.Fact { f.Kind = fact.Member; return f },
	}
	facts := agencies(n)
	for part := range rapid.IntRange(0, 80).Draw(t, "facts") {
		f := fact.Fact{
			Source: id(9_000_000 + rapid.IntRange(0, 9).Draw(t, "source")), Part: part, Day: day.Draw(t, "day"), Until: until.Draw(t, "until"),
			Agency: agency.Draw(t, "agency"), Other: agency.Draw(t, "other"), Person: person(1, rapid.IntRange(0, 3).Draw(t, "person")), By: person(1, 1),
			Number: rapid.IntRange(0, 9).Draw(t, "number"),
		}
		if rapid.Bool().Draw(t, "alone") {
			f.Source = r.next()
		}
		facts = append(facts, rapid.SampledFrom(one).Draw(t, "kind")(f))
	}
	return facts
}

func TestTheOrderOfFactsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		facts := drawn(t)
		got, want := health.Evaluate(shuffled(facts, rapid.Uint64().Draw(t, "seed")), today), health.Evaluate(facts, today)
		if diff := differs(want, got); diff != "" {
			t.Fatalf("in order - shuffled +\n%s", diff)
		}
	})
}

func TestWithdrawnFactsLeaveNoTrace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		facts := drawn(t)
		var standing, all []fact.Fact
		for _, f := range facts {
			switch rapid.IntRange(0, 2).Draw(t, "fate") {
			case 0:
				f.KnownTo = today // withdrawn during the day
			case 1:
				f.KnownFrom = today.AddDate(0, 0, 1) // known tomorrow
			default:
				standing = append(standing, f)
			}
			all = append(all, f)
		}
		got, want := health.Evaluate(all, today), health.Evaluate(standing, today)
		if diff := differs(want, got); diff != "" {
			t.Fatalf("without them - with them +\n%s", diff)
		}
	})
}

// TestATrendIsWhatWasSaidThen: what nobody corrected since has the figure that
// the window's own last day had.
func TestATrendIsWhatWasSaidThen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		facts := drawn(t)
		back := rapid.IntRange(0, health.Windows-1).Draw(t, "windows")
		now, then := health.Evaluate(facts, today), health.Evaluate(facts, ago(back*health.Window))
		for i, f := range now.Findings {
			if f.Rounds { // its trend is of rounds
				continue
			}
			if got, want := f.Trend[health.Windows-1-back], then.Findings[i].Value; !reflect.DeepEqual(got, want) {
				t.Fatalf("%s, %d windows ago: got %+v, want %+v", f.Code, back, got, want)
			}
		}
	})
}

func TestFiguresKeepWithinTheirRange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		report := health.Evaluate(drawn(t), today)
		for _, f := range report.Findings {
			for _, v := range f.Trend {
				if v.Figure < f.Low || f.High > 0 && v.Figure > f.High {
					t.Fatalf("%s: got %v, want it from %v to %v", f.Code, v.Figure, f.Low, f.High)
				}
				if v.State != health.Told && (v.Figure != 0 || v.Between != nil) || v.Have > v.All || v.Have < 0 {
					t.Fatalf("%s: got %+v", f.Code, v)
				}
				if b := v.Between; b != nil && (b.Low > v.Figure || b.High < v.Figure) {
					t.Fatalf("%s: got %v outside %v", f.Code, v.Figure, *b)
				}
			}
			if f.Between != nil && (len(f.For) != f.Have || len(f.For)+len(f.Against) != f.All) {
				t.Fatalf("%s: got %d and %d rows for %d of %d", f.Code, len(f.For), len(f.Against), f.Have, f.All)
			}
		}
		for _, m := range report.Middle {
			if m.Told && m.Agencies < health.FewCases {
				t.Fatalf("%s is told of %d agencies", m.Code, m.Agencies)
			}
		}
	})
}

// TestToIgnoreARequestNeverImprovesTimeToShare takes the answer of one request
// away, or refuses it on the day it was answered, or adds one that is ignored,
// and looks at every window on that day and at the agency's own row.
func TestToIgnoreARequestNeverImprovesTimeToShare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var r records
		facts := agencies(3)
		for range rapid.IntRange(5, 30).Draw(t, "requests") {
			facts = append(facts, request(t, &r))
		}
		worse := slices.Clone(facts)
		i := rapid.IntRange(3, len(facts)-1).Draw(t, "which")
		switch rapid.IntRange(0, 2).Draw(t, "how") {
		case 0:
			worse[i].Until, worse[i].Flags = never, []fact.Flag{fact.ShareRequested, fact.ShareOpen}
		case 1:
			worse[i].Flags = []fact.Flag{fact.ShareRequested, fact.ShareRefused}
		case 2:
			worse = append(worse, r.asked(1, 2, ago(rapid.IntRange(0, 200).Draw(t, "more")), never, fact.ShareOpen))
		}
		before, after := health.Evaluate(facts, today), health.Evaluate(worse, today)
		a, _ := before.Find(health.TimeToShare)
		b, _ := after.Find(health.TimeToShare)
		for k := range a.Trend {
			quicker(t, a.Trend[k], b.Trend[k])
		}
		for n := range before.Partners {
			quicker(t, before.Partners[n].Own[5].Value, after.Partners[n].Own[5].Value)
		}
	})
}

func request(t *rapid.T, r *records) fact.Fact {
	asked := rapid.IntRange(0, 200).Draw(t, "asked")
	f := r.asked(rapid.IntRange(1, 3).Draw(t, "giver"), 2, ago(asked), never, fact.ShareOpen)
	if rapid.Bool().Draw(t, "answered") {
		f.Until = ago(asked - rapid.IntRange(0, min(asked, 40)).Draw(t, "after"))
		f.Flags[1] = rapid.SampledFrom([]fact.Flag{fact.ShareGiven, fact.ShareInPart, fact.ShareRefused}).Draw(t, "how")
	}
	return f
}

// quicker fails where time to share is better after than before: it is told
// though it was not reached, or is a shorter one, for the middle or for nine in ten.
func quicker(t *rapid.T, before, after health.Value) {
	if before.State == health.NotSoFar && after.State == health.Told || before.State == health.Told && after.State == health.Told && after.Figure < before.Figure {
		t.Fatalf("got %s, want none quicker than %s", said(after), said(before))
	}
	if before.State == health.Told && after.State == health.Told && len(after.Also) > 0 && (len(before.Also) == 0 || after.Also[0].Figure < before.Also[0].Figure) {
		t.Fatalf("got nine in ten in %v, want none quicker than %v", after.Also, before.Also)
	}
}

// differs says in what two reports differ, or "".
func differs(a, b health.Report) string {
	return cmp.Diff(a, b, cmp.FilterPath(func(p cmp.Path) bool {
		f, ok := p.Last().(cmp.StructField)
		return ok && (f.Name() == "read" || f.Name() == "newest")
	}, cmp.Ignore()), cmp.Comparer(func(x, y uuid.UUID) bool { return x == y }))
}
