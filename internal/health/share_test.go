package health_test

import (
	"testing"
	"time"

	"liaison/internal/fact"
	"liaison/internal/health"
)

// asked is a request of one agency by another.
func (r *records) asked(giver, taker int, day, until time.Time, flag fact.Flag) fact.Fact {
	return fact.Fact{
		Source: r.next(), Kind: fact.ShareAsked, Day: day, Until: until, Agency: giver, Other: taker, Number: 1,
		Flags: []fact.Flag{fact.ShareRequested, flag},
	}
}

// TestTimeToShare: all were asked on Monday 10 November, 15 working days ago.
func TestTimeToShare(t *testing.T) {
	asked := date(2025, 11, 10)
	var r records
	took := func(flag fact.Flag, day int) fact.Fact { return r.asked(1, 2, asked, date(2025, 11, day), flag) }
	given := func(days ...int) []fact.Fact {
		var facts []fact.Fact
		for _, d := range days {
			facts = append(facts, took(fact.ShareGiven, d))
		}
		return facts
	}
	open := func() fact.Fact { return r.asked(1, 2, asked, never, fact.ShareOpen) }
	offered := took(fact.ShareGiven, 10)
	offered.Flags = []fact.Flag{fact.ShareOffered, fact.ShareGiven}
	for _, tt := range []struct {
		name string
		of   []fact.Fact
		want string
		most string
	}{
		{"answered in 1, 2, 3, 4 and 5 working days", given(11, 12, 13, 14, 17), "told 3 of 5/5", "5"},
		{"on the same day", given(10, 10, 10, 10, 10), "told 0 of 5/5", "0"},
		{"in part is an answer", append(given(11, 12, 14, 17), took(fact.ShareInPart, 13)), "told 3 of 5/5", "5"},
		{"one ignored is the last tenth", append(given(11, 12, 13, 14), open()), "told 3 of 4/5", "none"},
		{"most ignored have no middle", append(given(11, 12), open(), open(), open()), "not_so_far of 2/5", "none"},
		{"one refused on the day the others were answered waits longer", append(given(11, 12, 13, 14), took(fact.ShareRefused, 11)), "told 3 of 4/5", "4"},
		{"one dropped before any answer says nothing", append(given(11, 12, 13, 14, 17), took(fact.ShareDropped, 10)), "told 3 of 5/6", "5"},
		{"what was offered is no request", append(given(11, 12, 13, 14, 17), offered), "told 3 of 5/5", "5"},
		{"what was asked the day before the window is none of it", append(given(11, 12, 13, 14, 17), r.asked(1, 2, ago(90), never, fact.ShareOpen)), "told 3 of 5/5", "5"},
		{"what was asked on its first day is", append(given(11, 12, 13, 14), r.asked(1, 2, ago(89), never, fact.ShareOpen)), "told 3 of 4/5", "none"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := found(t, health.TimeToShare, tt.of)
			if got := said(f.Value); got != tt.want || beside(f.Value, "9 in 10 answered within") != tt.most {
				t.Errorf("got %s and %s, want %s and %s", got, beside(f.Value, "9 in 10 answered within"), tt.want, tt.most)
			}
		})
	}
	f, _ := health.Evaluate(append(given(11, 12, 13, 14, 17), rests(date(2025, 11, 12))...), today).Find(health.TimeToShare)
	if got, want := said(f.Value), "told 2 of 5/5"; got != want {
		t.Errorf("got %s over a holiday, want %s", got, want)
	}
}

func (r *records) feedback(of fact.Fact, days int) fact.Fact {
	return fact.Fact{Source: of.Source, Part: 2, Kind: fact.ShareFeedback, Day: of.Day, Until: of.Day.AddDate(0, 0, days), Agency: of.Agency, Other: of.Other}
}

// TestFeedback: feedback on day 28 counts and on day 29 does not; a share of
// 27 days ago is left out though it has feedback, and that of another
// recipient of the same record is no feedback of this one.
func TestFeedback(t *testing.T) {
	var r records
	s := []fact.Fact{r.gave(1, 2, ago(60)), r.gave(1, 3, ago(59)), r.gave(1, 4, ago(58)), r.gave(2, 1, ago(57)), r.gave(2, 3, ago(56))}
	lately, justOver := r.gave(3, 1, ago(27)), r.gave(3, 2, ago(28))
	other := s[4]
	other.Other = 9
	again := r.feedback(s[1], 40) // the first counts
	again.Part = 3
	f := found(t, health.FeedbackRate, append(s, again, lately, justOver,
		r.feedback(s[0], 28), r.feedback(s[1], 0), r.feedback(s[2], 29), r.feedback(other, 1), r.feedback(lately, 1)))
	if got, want := said(f.Value), "told 0.3333 of 2/6"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := ways(f.For)+", "+ways(f.Against)+", "+ways(f.Left), "1>2 1>3, 1>4 2>1 2>3 3>2, 3>1"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestLogging: records made 0, 3, 4, 35 and 36 days after, of which a share to
// two agencies is one, and a chase afterwards is no second record.
func TestLogging(t *testing.T) {
	var r records
	var facts []fact.Fact
	made := func(kind fact.Kind, day, after int) fact.Fact {
		f := fact.Fact{Source: r.next(), Kind: kind, Day: ago(day)}
		facts = append(facts, f, fact.Fact{Source: f.Source, Part: 1, Kind: fact.Recorded, Day: ago(day - after)})
		return f
	}
	made(fact.Meeting, 50, 0)
	asked := made(fact.ShareAsked, 50, 3)
	asked.Part, asked.Other = 13, 5
	facts = append(facts, asked, fact.Fact{Source: asked.Source, Part: 1000, Kind: fact.Recorded, Day: ago(10)})
	made(fact.Training, 50, 4)
	made(fact.ConnectEvent, 50, 35)
	made(fact.Meeting, 50, 36)
	made(fact.Planned, 50, 0)
	made(fact.Meeting, 90, 0)
	made(fact.Meeting, 91, 2)
	facts = append(facts, fact.Fact{Source: r.next(), Kind: fact.Meeting, Day: ago(3)})
	f := found(t, health.LoggingHealth, facts)
	if got, want := said(f.Value), "told 0.4 of 2/5"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := said(f.Trend[6]), "counts of 1/1"; got != want {
		t.Errorf("got %s a window ago, want %s: the other was not recorded by then", got, want)
	}
	if got := beside(f.Value, "Entered more than 35 days after"); got != "0.2" {
		t.Errorf("got %s entered as of the past, want 0.2", got)
	}
	if len(f.Against) != 3 || f.Against[2].Figure != 36 || f.Against[2].Kind != fact.Meeting {
		t.Errorf("got %+v, want the meeting recorded after 36 days", f.Against[2])
	}
}
