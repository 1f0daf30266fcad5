package activity_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/fact"
	"liaison/internal/fault"
)

// of is a person of the agency.
func of(agency int) access.Actor { return access.Actor{ID: uuid.New(), Partnership: 1, Agency: agency} }

// rated is the session's record, of which nobody has said anything.
func rated() activity.Rated { return activity.Rated{Activity: activity.Log(tom, session(), now)} }

var good = activity.Said{activity.Quality: 4, activity.Useful: 5}

func TestOnlyPeopleOfAgenciesThatCameRate(t *testing.T) {
	for _, tt := range []struct {
		name  string
		who   access.Actor
		spoil func(*activity.Rated)
		want  error
	}{
		{"somebody of an agency that came", of(1), nil, nil},
		{"somebody of an agency that did not", of(6), nil, fault.Forbidden},
		{"somebody of no agency", of(0), nil, fault.Forbidden},
		{"a record that is withdrawn", of(1), func(r *activity.Rated) { r.WithdrawnAt = now }, fault.Conflict},
		{"a record that is hidden", of(1), func(r *activity.Rated) { r.ReportedAt = now }, fault.Conflict},
		{"an event that connects people", of(1), func(r *activity.Rated) {
			r.Kind, r.Content.Detail = activity.Connect, activity.ConnectEvent{Parties: []activity.Party{{Agency: 1, People: 2}}}
		}, fault.Conflict},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := rated()
			if tt.spoil != nil {
				tt.spoil(&r)
			}
			if err := activity.Rate(tt.who, good, now).Apply(&r); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

func TestRatingTwiceIsAChange(t *testing.T) {
	r, helen := rated(), of(1)
	for _, said := range []activity.Said{good, good, {activity.Quality: 2, activity.Useful: 5, activity.Before: 0}} {
		if err := activity.Rate(helen, said, now).Apply(&r); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(activity.Said{activity.Quality: 2, activity.Useful: 5, activity.Before: 0}, r.Own(helen)); diff != "" || len(r.Ratings) != 3 {
		t.Errorf("got %d ratings, want 3; want - got +\n%s", len(r.Ratings), diff)
	}
	if first, second := r.Ratings[1].At, r.Ratings[0].At; !second.After(first) {
		t.Errorf("got %s after %s, want what changed to come later even in the same moment", second, first)
	}
	if n, of := r.Answered(); n != 1 || of != 9 {
		t.Errorf("got %d of %d, want 1 of 9", n, of)
	}
}

func TestNoMorePeopleRateThanCame(t *testing.T) {
	r := rated()
	first := of(5)
	for _, who := range []access.Actor{first, of(5), of(5)} {
		if err := activity.Rate(who, good, now).Apply(&r); err != nil {
			t.Fatal(err)
		}
	}
	if err := activity.Rate(of(5), good, now).Apply(&r); !errors.Is(err, fault.Conflict) {
		t.Errorf("the fourth of three: got %v, want %v", err, fault.Conflict)
	}
	if err := activity.Rate(first, activity.Said{activity.Quality: 1, activity.Useful: 1}, now).Apply(&r); err != nil {
		t.Errorf("the first again: got %v, want nil", err)
	}
	if err := activity.Rate(of(1), good, now).Apply(&r); err != nil {
		t.Errorf("somebody of another agency: got %v, want nil", err)
	}
}

func TestWhatIsSaidIsChecked(t *testing.T) {
	asked := []activity.Measure{activity.Quality, activity.Useful, activity.Before, activity.After}
	for _, tt := range []struct {
		name string
		said activity.Said
		want []fault.Field
	}{
		{"all of it", activity.Said{activity.Quality: 1, activity.Useful: 5, activity.Before: 0, activity.After: 100}, nil},
		{"scores are left out", good, nil},
		{"nothing", nil, []fault.Field{{Name: "quality", Say: "Select how good it was"}, {Name: "useful", Say: "Select how useful it was"}}},
		{"too little and too much", activity.Said{activity.Quality: 0, activity.Useful: 6, activity.Before: -1, activity.After: 101}, []fault.Field{
			{Name: "quality", Say: "Select how good it was"},
			{Name: "useful", Say: "Select how useful it was"},
			{Name: "before", Say: "Score before must be a whole number between 0 and 100"},
			{Name: "after", Say: "Score after must be a whole number between 0 and 100"},
		}},
		{"something else", activity.Said{activity.Quality: 4, activity.Useful: 4, activity.Convenient: 1}, []fault.Field{{Name: "convenient", Say: "This is not asked here"}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, fault.FieldsOf(tt.said.Check(asked))); diff != "" {
				t.Errorf("want - got +\n%s", diff)
			}
		})
	}
}

func TestOneThingIsSaidAfterAnother(t *testing.T) {
	r, helen := rated(), of(1)
	for _, said := range []activity.Said{{activity.Useful: 3}, {activity.Quality: 4}, {activity.Useful: 5}, {activity.After: 70}} {
		if err := activity.Rate(helen, said, now).Apply(&r); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(activity.Said{activity.Quality: 4, activity.Useful: 5, activity.After: 70}, r.Own(helen)); diff != "" {
		t.Errorf("want - got +\n%s", diff)
	}
	if n, _ := r.Answered(); n != 1 {
		t.Errorf("got %d who answered, want one person, however much they said", n)
	}
	asked := r.Measures()
	for _, tt := range []struct {
		name string
		said activity.Said
		at   activity.Measure
		want []fault.Field
	}{
		{"one thing", activity.Said{activity.Useful: 5}, activity.Quality, nil},
		{"nothing", nil, activity.Useful, []fault.Field{{Name: "useful", Say: "Select how useful it was"}}},
		{"no score", nil, activity.Before, []fault.Field{{Name: "before", Say: "Enter a score before or after"}}},
		{"too much", activity.Said{activity.Useful: 6}, activity.Useful, []fault.Field{{Name: "useful", Say: "Select how useful it was"}}},
		{"something else", activity.Said{activity.Relevant: 1}, activity.Quality, []fault.Field{{Name: "relevant", Say: "This is not asked here"}}},
	} {
		if diff := cmp.Diff(tt.want, fault.FieldsOf(tt.said.CheckPart(asked, tt.at))); diff != "" {
			t.Errorf("%s: want - got +\n%s", tt.name, diff)
		}
	}
}

func TestEnteringForOthersTakesThePlaceOfWhatWasEntered(t *testing.T) {
	r := rated()
	own := of(5)
	if err := activity.Rate(own, good, now).Apply(&r); err != nil {
		t.Fatal(err)
	}
	enter := func(all ...activity.Said) error { return activity.RateFor(priya, 5, all, now).Apply(&r) }
	if err := enter(activity.Said{activity.Quality: 4}, activity.Said{activity.Quality: 5, activity.Before: 40}); err != nil {
		t.Fatal(err)
	}
	if n, of := r.AnsweredBy(5); n != 3 || of != 3 {
		t.Errorf("got %d of %d, want 3 of 3", n, of)
	}
	err := enter(good, good, good)
	if f := fault.FieldsOf(err); len(f) != 1 || f[0].Name != "quality" || !strings.Contains(f[0].Say, "Enter numbers for 2 at most") {
		t.Errorf("got %v, want it to be told that there is room for 2", f)
	}
	if err := enter(activity.Said{activity.Quality: 3, activity.After: 0}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]activity.Said{{activity.Quality: 3, activity.After: 0}}, r.EnteredFor(5)); diff != "" {
		t.Errorf("want - got +\n%s", diff)
	}
	if diff := cmp.Diff(good, r.Own(own)); diff != "" {
		t.Errorf("somebody's own: want - got +\n%s", diff)
	}
	if err := enter(); err != nil || len(r.EnteredFor(5)) != 0 {
		t.Errorf("got %v and %v, want nothing left", err, r.EnteredFor(5))
	}
	for name, tt := range map[string]struct {
		agency int
		said   activity.Said
		want   error
	}{
		"an agency that did not come": {6, good, fault.NotFound},
		"a value that is none":        {5, activity.Said{activity.Quality: 9}, fault.Invalid},
		"something that is not asked": {5, activity.Said{activity.Relevant: 1}, fault.Invalid},
	} {
		if err := activity.RateFor(priya, tt.agency, []activity.Said{tt.said}, now).Apply(&r); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", name, err, tt.want)
		}
	}
}

func TestNoAverageOfFewerThanFive(t *testing.T) {
	r := rated()
	for n := range 6 {
		if err := activity.Rate(of(1), activity.Said{activity.Quality: 2 + n%4, activity.Useful: 5, activity.Before: 40, activity.After: 40 + n}, now).Apply(&r); err != nil {
			t.Fatal(err)
		}
		results := r.Results()
		gain, both := r.Gain()
		if (n+1 < activity.FewestRaters) != (results[0].Average == 0) || (n+1 < activity.FewestRaters) != (gain == 0) || both != n+1 {
			t.Errorf("%d people: got average %v and gain %v of %d", n+1, results[0].Average, gain, both)
		}
	}
	got := r.Results()
	want := []activity.Result{
		{Measure: activity.Quality, Counts: []int{0, 2, 2, 1, 1}, N: 6, Average: 19.0 / 6},
		{Measure: activity.Useful, Counts: []int{0, 0, 0, 0, 6}, N: 6, Average: 5},
		{Measure: activity.Before, N: 6, Average: 40},
		{Measure: activity.After, N: 6, Average: 42.5},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want - got +\n%s", diff)
	}
	if gain, _ := r.Gain(); gain != 2.5 {
		t.Errorf("got a gain of %v, want 2.5", gain)
	}
}

func TestWhatIsAskedOfEachKind(t *testing.T) {
	met := activity.Log(tom, meeting(), now)
	untested := activity.Log(tom, with(session(), func(s *activity.Session) { s.Tested = false }), now)
	given := activity.Activity{Kind: activity.Share, Content: activity.Content{Detail: activity.Sharing{Outcome: activity.Given, Takers: []activity.Taker{{Agency: 5}}}}}
	for _, tt := range []struct {
		name     string
		of       activity.Activity
		measures string
		agencies string
	}{
		{"a session with a test", rated().Activity, "[quality useful before after]", "[1 5]"},
		{"a session without", untested, "[quality useful]", "[1 5]"},
		{"a meeting, by who came", met, "[convenient]", "[1]"},
		{"information that was given", given, "[relevant useful]", "[5]"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var agencies []int
			for _, p := range tt.of.Parties() {
				agencies = append(agencies, p.Agency)
			}
			if got := fmt.Sprint(tt.of.Measures()); got != tt.measures || fmt.Sprint(agencies) != tt.agencies {
				t.Errorf("got %s of %v, want %s of %s", got, agencies, tt.measures, tt.agencies)
			}
		})
	}
	given.Content.Detail = activity.Sharing{Outcome: activity.StillOpen, Takers: []activity.Taker{{Agency: 5}}}
	if len(given.Parties()) != 0 {
		t.Error("got agencies that can rate what was not given, want none")
	}
}

func TestALinkIsForAsManyAsCame(t *testing.T) {
	r := rated()
	if err := activity.MakeLink(priya, 5, "one", now).Apply(&r); err != nil {
		t.Fatal(err)
	}
	l := r.Links[0]
	if l.Uses != 3 || l.Token != "one" || !l.Expires.Equal(today.AddDate(0, 0, 30)) || !l.Works(today) || !l.Works(l.Expires) || l.Works(l.Expires.AddDate(0, 0, 1)) {
		t.Errorf("got %+v, want it to work 3 times until the end of its last day", l)
	}
	if err := activity.MakeLink(priya, 5, "two", now).Apply(&r); err != nil || r.Links[0].Withdrawn.IsZero() || !r.Links[1].Works(today) {
		t.Errorf("got %+v, %v, want the second in the place of the first", r.Links, err)
	}
	if err := activity.WithdrawLink(r.Links[1].ID, now).Apply(&r); err != nil || r.Links[1].Works(today) {
		t.Errorf("got %+v, %v, want it withdrawn", r.Links[1], err)
	}
	for name, tt := range map[string]struct{ got, want error }{
		"withdrawn again":             {activity.WithdrawLink(r.Links[1].ID, now).Apply(&r), fault.Conflict},
		"a link of nobody":            {activity.WithdrawLink(uuid.New(), now).Apply(&r), fault.NotFound},
		"an agency that did not come": {activity.MakeLink(priya, 6, "three", now).Apply(&r), fault.NotFound},
	} {
		if !errors.Is(tt.got, tt.want) {
			t.Errorf("%s: got %v, want %v", name, tt.got, tt.want)
		}
	}
	if err := activity.RateFor(priya, 5, []activity.Said{good, good, good}, now).Apply(&r); err != nil {
		t.Fatal(err)
	}
	if err := activity.MakeLink(priya, 5, "four", now).Apply(&r); !errors.Is(err, fault.Conflict) {
		t.Errorf("all have answered: got %v, want %v", err, fault.Conflict)
	}
	r.Links[0].Withdrawn, r.Links[0].Used = time.Time{}, 3
	if r.Links[0].Works(today) {
		t.Error("got a link that works although it is used up")
	}
}

func TestALinkIsMailedFromWhatWasSeen(t *testing.T) {
	r, seen := rated(), uuid.Nil
	mailTo := func(letters int) error {
		return activity.MailLink(tom, 5, "token", letters, seen, now).Apply(&r)
	}
	if err := mailTo(4); !errors.Is(err, fault.Conflict) {
		t.Errorf("more than came: got %v, want %v", err, fault.Conflict)
	}
	if err := mailTo(3); err != nil {
		t.Fatal(err)
	}
	if l := r.Links[0]; l.Letters != 3 || l.Uses != 3 || r.NewestLink(5) != l.ID || r.NewestLink(1) != uuid.Nil {
		t.Errorf("got %+v, want a link of agency 5 for three", l)
	}
	if err := mailTo(3); !errors.Is(err, fault.Conflict) || len(r.Links) != 1 {
		t.Errorf("a second click: got %v and %d links, want %v and 1", err, len(r.Links), fault.Conflict)
	}
	if err := activity.Rate(of(5), good, now).Apply(&r); err != nil {
		t.Fatal(err)
	}
	seen = r.NewestLink(5)
	if err := mailTo(3); !errors.Is(err, fault.Conflict) || r.Room(5) != 2 || r.Room(9) != 0 {
		t.Errorf("after an answer: got %v, room for %d and %d, want %v, 2 and 0", err, r.Room(5), r.Room(9), fault.Conflict)
	}
}

func TestTheFactOfARating(t *testing.T) {
	r := rated()
	who := of(5)
	if err := activity.Rate(who, activity.Said{activity.Quality: 4, activity.Useful: 5, activity.Before: 0}, now).Apply(&r); err != nil {
		t.Fatal(err)
	}
	got := r.Ratings[0].Facts(r.Activity)
	want := []fact.Fact{{
		Source: r.Ratings[0].Source(r.ID), Kind: fact.Rating, Day: held, Until: today, Agency: 5, Person: who.ID, By: r.ID, Number: 4, Flags: []fact.Flag{fact.RatesQuality},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want - got +\n%s", diff)
	}
	if a, b := r.Ratings[0].Source(r.ID), r.Ratings[1].Source(r.ID); a == b || a == r.Ratings[0].Source(uuid.New()) || a.Version() != 8 {
		t.Errorf("got %s and %s, want each its own", a, b)
	}
	for name, spoil := range map[string]func(*activity.Activity){
		"withdrawn": func(a *activity.Activity) { a.WithdrawnAt = now },
		"hidden":    func(a *activity.Activity) { a.ReportedAt = now },
		"the agency did not come after all": func(a *activity.Activity) {
			a.Content = with(a.Content, func(s *activity.Session) { s.Parties = s.Parties[:1] })
		},
		"it is no longer asked": func(a *activity.Activity) {
			a.Content = with(a.Content, func(s *activity.Session) { s.Tested = false })
		},
	} {
		a := r.Activity
		spoil(&a)
		if got := r.Ratings[2].Facts(a); len(got) != 0 {
			t.Errorf("%s: got %v, want none", name, got)
		}
	}
}

// Whatever is said, and whatever becomes of the record, the facts of ratings
// can be made again from both.
func TestReplayMakesTheFactsOfRatingsAgain(t *testing.T) {
	raters := []access.Actor{of(1), of(1), of(5)}
	rapid.Check(t, func(t *rapid.T) {
		at := now
		r := activity.Rated{Activity: activity.Log(priya, session(), at)}
		var ever []activity.Rating // what no longer stands
		ledgers := map[uuid.UUID]fact.Ledger{}
		set := func(at time.Time, all []activity.Rating) {
			for _, x := range all {
				s := x.Source(r.ID)
				ledgers[s] = ledgers[s].Set(at, x.Facts(r.Activity))
			}
		}
		for range rapid.IntRange(1, 10).Draw(t, "steps") {
			at = at.Add(time.Duration(rapid.IntRange(1, 90).Draw(t, "minutes")) * time.Minute)
			was := append([]activity.Rating(nil), r.Ratings...)
			var err error
			switch rapid.IntRange(0, 3).Draw(t, "what") {
			case 0, 1:
				err = activity.Rate(rapid.SampledFrom(raters).Draw(t, "who"), activity.Said{activity.Quality: rapid.IntRange(1, 5).Draw(t, "quality"), activity.Useful: 3}, at).Apply(&r)
				for _, w := range was {
					for _, x := range r.Ratings {
						if x.Rater == w.Rater && x.Measure == w.Measure && x.At != w.At {
							w.Until = x.At
							ever = append(ever, w)
						}
					}
				}
				set(at, r.Ratings)
			case 2:
				err = activity.Correct(priya, r.Version, with(session(), func(s *activity.Session) {
					s.Parties = s.Parties[rapid.IntRange(0, 1).Draw(t, "without"):]
				}), "A slip", taught(), at).Apply(&r.Activity)
			case 3:
				if r.Hidden() {
					err = activity.Restore(alan, at).Apply(&r.Activity)
					if err == nil {
						at = at.Add(time.Minute)
						err = activity.Restore(tom, at).Apply(&r.Activity)
					}
				} else {
					err = activity.ReportWrong(tom, "A name", at).Apply(&r.Activity)
				}
			}
			if err != nil && !errors.Is(err, fault.Conflict) && !errors.Is(err, fault.Forbidden) {
				t.Fatal(err)
			}
			if err == nil {
				set(at, r.Ratings)
			}
		}
		if diff := cmp.Diff(ledgers, r.ReplayRatings(append(ever, r.Ratings...), r.History)); diff != "" {
			t.Fatalf("written - made again +\n%s", diff)
		}
	})
}
