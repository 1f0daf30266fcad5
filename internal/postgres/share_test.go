package postgres_test

import (
	"errors"
	"net/url"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/internal/postgres"
	"liaison/internal/testing/sample"
)

// exchange is a desk whose people ask one another for information: two needs,
// and one agreement between the charity, the health trust and the police.
type exchange struct {
	desk
	everybodys, charitys uuid.UUID
	agreement, line      uuid.UUID
	today                time.Time
}

func newExchange(t *testing.T) exchange {
	t.Helper()
	x := exchange{desk: newDesk(t), everybodys: uuid.New(), charitys: uuid.New(), agreement: uuid.New(), line: uuid.New()}
	x.today = calendar.Day(x.now)
	for id, agency := range map[uuid.UUID]int{x.everybodys: 0, x.charitys: sample.Charity} {
		title := "Who to call at night"
		if agency == 0 {
			title = "What is new in law"
		}
		x.db.Exec(t, `INSERT INTO coordination.need (id, partnership_id, kind, title, agency_id, from_day, reviewed_on, recorded_by) VALUES ($1, 1, 'information', $2, nullif($3::int, 0), '2024-01-01', '2024-01-01', $4)`,
			id, title, agency, x.priya.ID)
	}
	x.db.Exec(t, `INSERT INTO shared.agreement (id, partnership_id, number, name, purpose, basis, from_day, review_on, recorded_by) VALUES ($1, 1, 'ISA-04', 'Partners', 'Safety', 'Law', '2024-01-01', '2030-01-01', $2)`, x.agreement, x.priya.ID)
	for _, agency := range []int{sample.Charity, sample.Health, sample.Police} {
		x.db.Exec(t, `INSERT INTO shared.agreement_party (agreement_id, partnership_id, agency_id) VALUES ($1, 1, $2)`, x.agreement, agency)
	}
	x.db.Exec(t, `INSERT INTO shared.agreement_line (id, partnership_id, agreement_id, position, purpose, items, from_day) VALUES ($1, 1, $2, 1, 'Planning', 'totals', '2024-01-01')`, x.line, x.agreement)
	return x
}

// request is one of the charity to the health trust, made three days ago.
func (x exchange) request() activity.Content {
	return activity.Content{
		Name: "Westmere Bridge Street asked Westmere Health", Day: x.day, Start: -1, Items: []string{"CON-2"}, Marking: activity.Official,
		Detail: activity.Sharing{
			Direction: activity.Requested, Giver: sample.Health, Takers: []activity.Taker{{Agency: sample.Charity}}, Need: x.charitys, Purpose: "To plan cover",
			Form: activity.InWriting, Due: x.day.AddDate(0, 0, 14), Outcome: activity.StillOpen,
		},
	}
}

// share saves a request or an offer by tom, of the charity.
func (x exchange) share(t *testing.T, change ...func(*activity.Content, *activity.Sharing)) activity.Activity {
	t.Helper()
	c := x.request()
	s := activity.Part[activity.Sharing](c)
	for _, f := range change {
		f(&c, &s)
	}
	c.Detail = s
	id := uuid.New()
	if err := x.acts.SaveDraft(t.Context(), x.tom, activity.Draft{ID: id, Kind: activity.Share, Typed: url.Values{"purpose": {"x"}}, Ready: true}); err != nil {
		t.Fatal(err)
	}
	a, err := x.acts.Log(t.Context(), x.tom, id, activity.Log(x.tom, c, x.now))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func (x exchange) terms(t *testing.T) activity.Setting {
	t.Helper()
	in, err := x.acts.Setting(t.Context(), x.priya, activity.Share, x.today)
	if err != nil {
		t.Fatal(err)
	}
	in.Items = []string{"CON-2"}
	return in
}

func (x exchange) find(t *testing.T, ref string) (activity.Activity, activity.Sharing) {
	t.Helper()
	a, err := x.acts.Find(t.Context(), x.alan, access.Coordination, ref, false)
	if err != nil {
		t.Fatal(err)
	}
	return a, activity.Part[activity.Sharing](a.Content)
}

func TestARequestIsSavedWithItsTermsAndAnsweredStepByStep(t *testing.T) {
	t.Parallel()
	x := newExchange(t)
	a := x.share(t)
	in := x.terms(t)
	found, s := x.find(t, a.Ref)
	want := activity.Part[activity.Sharing](x.request())
	want.GiverName, want.NeedTitle = "Westmere Health", "Who to call at night"
	want.Takers = []activity.Taker{{Agency: sample.Charity, AgencyName: "Westmere Bridge Street"}}
	if diff := cmp.Diff(want, s); diff != "" {
		t.Errorf("want - got +\n%s", diff)
	}
	if found.Kind != activity.Share || !found.Content.Day.Equal(x.day) || found.Agency != sample.Charity || !slices.Equal(found.Content.Items, []string{"CON-2"}) {
		t.Errorf("got %+v, want what was saved", found)
	}
	log := x.db.Count(t, `SELECT count(*) FROM audit.event`)
	steps := []struct {
		who access.Actor
		n   activity.Answer
	}{
		{x.tom, activity.Answer{What: activity.Reminding, Day: x.today, Next: x.today.AddDate(0, 0, 7)}},
		{x.grace, activity.Answer{What: activity.Acknowledging, Day: x.today}},
		{x.grace, activity.Answer{What: activity.MovingDue, Next: x.today.AddDate(0, 0, 3), Why: "Sooner is better"}},
		{x.grace, activity.Answer{What: activity.GivingPart, Day: x.today, Line: x.line, Why: "Names were left out"}},
		{x.tom, activity.Answer{What: activity.GivingWord, Day: x.today, Agency: sample.Charity, Why: "In time"}},
	}
	for i, step := range steps {
		if _, err := x.acts.Answer(t.Context(), step.who, a.Ref, step.n.Take(step.who, i+1, in, x.now)); err != nil {
			t.Fatalf("%s: %v", step.n.What, err)
		}
	}
	found, s = x.find(t, a.Ref)
	if found.Version != 6 || s.Outcome != activity.GivenInPart || s.LeftOut != "Names were left out" || !s.Sent.Equal(x.today) || !s.Acknowledged.Equal(x.today) || s.Line != x.line ||
		s.LineWords != "ISA-04, line 1: Planning (totals), from any party to any party" || !s.Remind.IsZero() || !s.Due.Equal(x.today.AddDate(0, 0, 3)) ||
		s.Takers[0].Feedback != "In time" || !s.Takers[0].FeedbackOn.Equal(x.today) {
		t.Errorf("got version %d, %+v, want it given in part with feedback", found.Version, s)
	}
	if len(s.Steps) != 5 {
		t.Fatalf("got %d steps, want 5", len(s.Steps))
	}
	for i, n := range s.Steps {
		if n.What != steps[i].n.What || n.By != steps[i].who.ID || n.Why != steps[i].n.Why || !n.Next.Equal(steps[i].n.Next) || n.Agency != steps[i].who.Agency {
			t.Errorf("step %d: got %+v, want %+v", i, n, steps[i].n)
		}
	}
	if got := x.db.Count(t, `SELECT count(*) FROM audit.event`) - log; got != 5 {
		t.Errorf("got %d entries in the log, want 5", got)
	}
	versions, err := x.acts.Versions(t.Context(), x.alan, access.Coordination, found)
	if err != nil || len(versions) != 6 || versions[0].What != activity.Answered || versions[5].What != activity.Saved {
		t.Fatalf("got %d versions, %v, want 6", len(versions), err)
	}
	if was := activity.Part[activity.Sharing](versions[2].Content); was.Outcome != activity.StillOpen || !was.Due.Equal(x.today.AddDate(0, 0, 3)) || was.GiverName != "Westmere Health" && was.GiverName != "" {
		t.Errorf("got %+v, want it as it was before it was given", was)
	}
	for query, want := range map[string]int{
		`SELECT count(*) FROM coordination.fact WHERE source = $1 AND known_to IS NULL`:                                                                              9, // recorded, asked, shared, feedback, five steps
		`SELECT count(*) FROM coordination.fact WHERE source = $1 AND kind = 'shared' AND agency_id = 3 AND other_agency_id = 5 AND known_to IS NULL AND number = 1`: 1,
		`SELECT count(*) FROM coordination.fact WHERE source = $1 AND kind = 'share_asked' AND until IS NULL AND known_to IS NOT NULL`:                               1,
		`SELECT count(*) FROM coordination.share_change WHERE activity_id = $1`:                                                                                      5,
		`SELECT count(*) FROM coordination.share WHERE activity_id = $1 AND outcome = 'part' AND asked_on IS NOT NULL AND closed_on IS NULL AND remind_on IS NULL`:   1,
	} {
		if got := x.db.Count(t, query, a.ID); got != want {
			t.Errorf("%s: got %d, want %d", query, got, want)
		}
	}
}

func TestOnlyTheSidesOfARequestTakeItsSteps(t *testing.T) {
	t.Parallel()
	x := newExchange(t)
	in := x.terms(t)
	police := sample.Member(t, x.db, "Petra Quist", access.Staff, sample.Police)
	give := activity.Answer{What: activity.Giving, Day: x.today, Line: x.line}
	for _, tt := range []struct {
		name string
		who  access.Actor
		n    activity.Answer
		want error
	}{
		{"the one that asked does not give", x.tom, give, fault.Forbidden},
		{"the one that was asked does not remind", x.grace, activity.Answer{What: activity.Reminding, Day: x.today, Next: x.today.AddDate(0, 0, 1)}, fault.Forbidden},
		{"another agency does not refuse", police, activity.Answer{What: activity.Refusing, Day: x.today, Why: "No"}, fault.Forbidden},
		{"a manager does not drop", x.alan, activity.Answer{What: activity.Dropping, Day: x.today, Why: "No"}, fault.Forbidden},
		{"somebody of another partnership sees none", x.abroad, give, fault.NotFound},
		{"the one that was asked gives", x.grace, give, nil},
		{"the coordinator gives for it", x.priya, give, nil},
		{"the one that asked drops it", x.tom, activity.Answer{What: activity.Dropping, Day: x.today, Why: "Found it"}, nil},
		{"on no ground", x.grace, activity.Answer{What: activity.Giving, Day: x.today}, fault.Invalid},
		{"with an old version", x.grace, activity.Answer{What: activity.Acknowledging, Day: x.today}, fault.Conflict},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := x.share(t)
			version := 1
			if errors.Is(tt.want, fault.Conflict) {
				version = 0
			}
			_, err := x.acts.Answer(t.Context(), tt.who, a.Ref, tt.n.Take(tt.who, version, in, x.now))
			if !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
			if err == nil {
				return
			}
			if got, s := x.find(t, a.Ref); got.Version != 1 || s.Outcome != activity.StillOpen || len(s.Steps) != 0 || x.facts(t, a.ID) != 2 {
				t.Errorf("got version %d, %+v, want nothing done", got.Version, s)
			}
		})
	}
	given := x.share(t, func(_ *activity.Content, s *activity.Sharing) {
		s.Outcome, s.Sent, s.Line = activity.Given, x.today, x.line
		s.Takers = append(s.Takers, activity.Taker{Agency: sample.Police})
	})
	speak := activity.Answer{What: activity.GivingWord, Day: x.today, Agency: sample.Police}
	if _, err := x.acts.Answer(t.Context(), x.tom, given.Ref, speak.Take(x.tom, 1, in, x.now)); !errors.Is(err, fault.Forbidden) {
		t.Errorf("speaking for another agency: got %v, want %v", err, fault.Forbidden)
	}
	if _, err := x.acts.Answer(t.Context(), police, given.Ref, speak.Take(police, 1, in, x.now)); err != nil {
		t.Errorf("speaking for one's own: got %v, want nil", err)
	}
	meeting := x.log(t)
	if _, err := x.acts.Answer(t.Context(), x.priya, meeting.Ref, give.Take(x.priya, 1, in, x.now)); !errors.Is(err, fault.NotFound) {
		t.Errorf("of a meeting: got %v, want %v", err, fault.NotFound)
	}
	if _, err := x.acts.Answer(t.Context(), x.priya, "COO-ZZZZZZZ", give.Take(x.priya, 1, in, x.now)); !errors.Is(err, fault.NotFound) {
		t.Errorf("of nothing: got %v, want %v", err, fault.NotFound)
	}
}

func TestOfTwoWhoAnswerAtOnceOneIsToldSo(t *testing.T) {
	t.Parallel()
	x := newExchange(t)
	a, in := x.share(t), x.terms(t)
	errs := make([]error, 2)
	var both sync.WaitGroup
	for i, n := range []activity.Answer{{What: activity.Giving, Day: x.today, Line: x.line}, {What: activity.Refusing, Day: x.today, Why: "Not ours"}} {
		both.Go(func() { _, errs[i] = x.acts.Answer(t.Context(), x.grace, a.Ref, n.Take(x.grace, 1, in, x.now)) })
	}
	both.Wait()
	if (errs[0] == nil) == (errs[1] == nil) || !errors.Is(errors.Join(errs...), fault.Conflict) {
		t.Fatalf("got %v and %v, want one of them saved", errs[0], errs[1])
	}
	if n := x.db.Count(t, `SELECT count(*) FROM coordination.share_change`); n != 1 {
		t.Errorf("got %d steps, want 1", n)
	}
}

func TestCorrectingSharingKeepsWhatRecipientsSaid(t *testing.T) {
	t.Parallel()
	x := newExchange(t)
	a, in := x.share(t, func(_ *activity.Content, s *activity.Sharing) {
		s.Outcome, s.Sent, s.Line = activity.Given, x.today, x.line
		s.Takers = append(s.Takers, activity.Taker{Agency: sample.Police})
	}), x.terms(t)
	if _, err := x.acts.Answer(t.Context(), x.tom, a.Ref, activity.Answer{What: activity.GivingWord, Day: x.today, Agency: sample.Charity, Why: "In time"}.Take(x.tom, 1, in, x.now)); err != nil {
		t.Fatal(err)
	}
	_, was := x.find(t, a.Ref)
	in.Terms.Was = &was
	c := x.request()
	s := activity.Part[activity.Sharing](c)
	s.Direction, s.Outcome, s.Sent, s.Line, s.Purpose, s.Due = activity.Offered, activity.Given, x.today, x.line, "To plan better cover", time.Time{}
	c.Detail = s.Keeping(was)
	if _, err := x.acts.Change(t.Context(), x.tom, access.Coordination, a.Ref, activity.Correct(x.tom, 2, c, "", in, x.now.Add(time.Minute))); err != nil {
		t.Fatal(err)
	}
	found, is := x.find(t, a.Ref)
	if found.Version != 3 || is.Purpose != "To plan better cover" || is.Direction != activity.Offered || len(is.Takers) != 1 || is.Takers[0].Feedback != "In time" || len(is.Steps) != 1 {
		t.Errorf("got version %d, %+v, want it corrected with its feedback", found.Version, is)
	}
	if n := x.db.Count(t, `SELECT count(*) FROM coordination.share WHERE asked_on IS NULL`); n != 1 {
		t.Errorf("got %d that nobody asked for, want the offer", n)
	}
	versions, err := x.acts.Versions(t.Context(), x.alan, access.Coordination, found)
	if err != nil {
		t.Fatal(err)
	}
	if v := activity.Part[activity.Sharing](versions[0].Content); v.Takers[0].Feedback != "In time" {
		t.Errorf("got %+v, want the feedback in the version too", v)
	}
	if _, err := x.acts.Change(t.Context(), x.tom, access.Coordination, a.Ref, activity.Withdraw(x.tom, "Recorded twice", x.now)); err != nil {
		t.Fatal(err)
	}
	if n := x.facts(t, a.ID); n != 0 {
		t.Errorf("got %d facts of a withdrawn record, want none", n)
	}
	if _, err := x.acts.Answer(t.Context(), x.tom, a.Ref, activity.Answer{What: activity.GivingWord, Day: x.today, Agency: sample.Charity}.Take(x.tom, 4, in, x.now)); !errors.Is(err, fault.Conflict) {
		t.Errorf("after that: got %v, want %v", err, fault.Conflict)
	}
}

// What the history of a record says is enough to make its facts again, as the
// table has them.
func TestTheFactsOfSharingAreThoseOfItsHistory(t *testing.T) {
	t.Parallel()
	x := newExchange(t)
	a, in := x.share(t), x.terms(t)
	for i, n := range []activity.Answer{{What: activity.Acknowledging, Day: x.today}, {What: activity.Giving, Day: x.today, Line: x.line}, {What: activity.GivingWord, Day: x.today, Agency: sample.Charity}} {
		if _, err := x.acts.Answer(t.Context(), x.priya, a.Ref, n.Take(x.priya, i+1, in, x.now.Add(time.Duration(i+1)*time.Second))); err != nil {
			t.Fatal(err)
		}
	}
	again, err := postgres.RebuildFacts(t.Context(), x.db.URL(postgres.Migrator), false)
	if err != nil || slices.Contains(again.Wrong, a.ID) {
		t.Errorf("made again: got %v, %v, want the same facts", again.Wrong, err)
	}
	found, _ := x.find(t, a.Ref)
	versions, err := x.acts.Versions(t.Context(), x.alan, access.Coordination, found)
	if err != nil {
		t.Fatal(err)
	}
	ledger := found.Replay(versions)
	if n := x.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE source = $1`, a.ID); n != len(ledger) || n != 8 {
		t.Errorf("got %d facts, %d by its history, want 8", n, len(ledger))
	}
	for _, f := range ledger {
		if n := x.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE source = $1 AND part = $2 AND kind = $3 AND day = $4 AND known_from = $5 AND known_to IS NOT DISTINCT FROM $6`,
			f.Source, f.Part, string(f.Kind), f.Day, f.KnownFrom, nullTime(f.KnownTo)); n != 1 {
			t.Errorf("%+v: got %d such facts, want 1", f, n)
		}
	}
}

func nullTime(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t
}

func TestRequestsComeByWhatIsDueThoseOfOnesOwnFirst(t *testing.T) {
	t.Parallel()
	x := newExchange(t)
	in := x.terms(t)
	at := func(days, due int) func(*activity.Content, *activity.Sharing) {
		return func(c *activity.Content, s *activity.Sharing) {
			c.Day, s.Due = x.today.AddDate(0, 0, -days), x.today.AddDate(0, 0, due)
		}
	}
	toPolice := func(_ *activity.Content, s *activity.Sharing) { s.Giver = sample.Police }
	offered := func(_ *activity.Content, s *activity.Sharing) { s.Direction, s.Due = activity.Offered, time.Time{} }
	late := x.share(t, at(30, -10))
	soon := x.share(t, at(20, 2))
	polices := x.share(t, at(25, -20), toPolice)
	offer := x.share(t, at(5, 0), offered)
	given := x.share(t, at(40, -30), func(_ *activity.Content, s *activity.Sharing) {
		s.Outcome, s.Sent, s.Line = activity.Given, x.today, x.line
	})
	part := x.share(t, at(41, -30), func(_ *activity.Content, s *activity.Sharing) {
		s.Outcome, s.Sent, s.Line, s.LeftOut = activity.GivenInPart, x.today, x.line, "Names"
	})
	refused := x.share(t, at(42, -30), func(_ *activity.Content, s *activity.Sharing) {
		s.Outcome, s.Closed, s.Refused = activity.Declined, x.today, "No"
	})
	dropped := x.share(t, at(43, -30))
	if _, err := x.acts.Answer(t.Context(), x.tom, dropped.Ref, activity.Answer{What: activity.Dropping, Day: x.today, Why: "Found it"}.Take(x.tom, 1, in, x.now)); err != nil {
		t.Fatal(err)
	}
	gone, hidden := x.share(t, at(31, -11)), x.share(t, at(32, -12))
	for ref, ch := range map[string]access.Change[activity.Activity]{gone.Ref: activity.Withdraw(x.tom, "Recorded twice", x.now), hidden.Ref: activity.ReportWrong(x.tom, "Names somebody", x.now)} {
		if _, err := x.acts.Change(t.Context(), x.tom, access.Coordination, ref, ch); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		name string
		f    activity.RequestFilter
		want []activity.Activity
	}{
		{"open, of nobody first", activity.RequestFilter{State: activity.OpenRequests}, []activity.Activity{polices, late, offer, soon}},
		{"open, the health trust's first", activity.RequestFilter{State: activity.OpenRequests, First: sample.Health}, []activity.Activity{late, soon, polices, offer}},
		{"open, the charity's first", activity.RequestFilter{State: activity.OpenRequests, First: sample.Charity}, []activity.Activity{offer, polices, late, soon}},
		{"overdue", activity.RequestFilter{State: activity.OverdueRequests, First: sample.Health}, []activity.Activity{late, polices}},
		{"given", activity.RequestFilter{State: activity.AnsweredRequests}, []activity.Activity{given, part}},
		{"refused or dropped", activity.RequestFilter{State: activity.RefusedRequests}, []activity.Activity{refused, dropped}},
		{"all, newest first", activity.RequestFilter{State: activity.AllRequests, First: sample.Health}, []activity.Activity{offer, soon, polices, late, given, part, refused, dropped}},
		{"that the police has to do with", activity.RequestFilter{State: activity.AllRequests, Agency: sample.Police}, []activity.Activity{polices}},
		{"that the charity has to do with", activity.RequestFilter{State: activity.OpenRequests, Agency: sample.Charity}, []activity.Activity{polices, late, offer, soon}},
		{"asked of the health trust", activity.RequestFilter{State: activity.OpenRequests, Asked: sample.Health}, []activity.Activity{late, soon}},
		{"asked of the charity, which is what was offered to it", activity.RequestFilter{State: activity.OpenRequests, Asked: sample.Charity}, []activity.Activity{offer}},
		{"asked of the charity, ever", activity.RequestFilter{State: activity.AllRequests, Asked: sample.Charity}, []activity.Activity{offer}},
		{"of an agency without any", activity.RequestFilter{State: activity.AllRequests, Agency: sample.Probation}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.f.Today = x.today
			found, err := x.acts.Requests(t.Context(), x.grace, tt.f)
			if err != nil {
				t.Fatal(err)
			}
			page := activity.Pages(tt.f.Place, tt.f.State.Rising(), found)
			var got, want []string
			for _, q := range page.Lines {
				got = append(got, q.Ref)
			}
			for _, a := range tt.want {
				want = append(want, a.Ref)
			}
			if !slices.Equal(got, want) {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
	if found, err := x.acts.Requests(t.Context(), x.abroad, activity.RequestFilter{State: activity.AllRequests}); err != nil || found != nil {
		t.Errorf("in another partnership: got %v, %v, want none", found, err)
	}
	found, err := x.acts.Requests(t.Context(), x.grace, activity.RequestFilter{State: activity.OverdueRequests, Asked: sample.Health, Today: x.today})
	if err != nil || len(found) != 1 {
		t.Fatalf("got %v, %v, want one", found, err)
	}
	q := found[0]
	if q.Sharing.GiverName != "Westmere Health" || len(q.Sharing.Takers) != 1 || q.Sharing.Takers[0].AgencyName != "Westmere Bridge Street" || q.Sharing.NeedTitle != "Who to call at night" ||
		!q.Sharing.Due.Equal(x.today.AddDate(0, 0, -10)) || !q.Day.Equal(x.today.AddDate(0, 0, -30)) || q.Partnership != 1 {
		t.Errorf("got %+v, want what its row says", q)
	}
}

func TestRequestsArePagedForwardsAndBack(t *testing.T) {
	t.Parallel()
	x := newExchange(t)
	const n = 60
	for i := range n {
		x.share(t, func(c *activity.Content, s *activity.Sharing) {
			c.Day, s.Due = x.today.AddDate(0, 0, -i), x.today.AddDate(0, 0, i/2)
			if i%3 == 0 {
				s.Giver = sample.Police
			}
		})
	}
	for _, state := range []activity.RequestState{activity.OpenRequests, activity.AllRequests} {
		f := activity.RequestFilter{State: state, First: sample.Police, Today: x.today}
		read := func(at activity.Place) activity.Page[activity.Request] {
			f.Place = at
			found, err := x.acts.Requests(t.Context(), x.grace, f)
			if err != nil {
				t.Fatal(err)
			}
			return activity.Pages(at, state.Rising(), found)
		}
		refs := func(p activity.Page[activity.Request]) (all []string) {
			for _, q := range p.Lines {
				all = append(all, q.Ref)
			}
			return all
		}
		one := read(activity.Place{})
		two := read(activity.Place{After: one.Older})
		three := read(activity.Place{After: two.Older})
		seen := map[string]bool{}
		for _, r := range slices.Concat(refs(one), refs(two), refs(three)) {
			seen[r] = true
		}
		if len(one.Lines) != 25 || len(two.Lines) != 25 || len(three.Lines) != 10 || len(seen) != n || three.Older != nil || one.Newer != nil {
			t.Errorf("%s: got %d, %d and %d lines, %d of them different", state, len(one.Lines), len(two.Lines), len(three.Lines), len(seen))
		}
		if back := read(activity.Place{Before: two.Newer}); !slices.Equal(refs(back), refs(one)) {
			t.Errorf("%s: back from the second page: got %v, want %v", state, refs(back), refs(one))
		}
		cursor, err := activity.ReadCursor(one.Older.String())
		if err != nil || !slices.Equal(refs(read(activity.Place{After: cursor})), refs(two)) {
			t.Errorf("%s: by its address: got %v, want the second page", state, err)
		}
		for i, q := range one.Lines {
			if state.Rising() && i < 20 != (q.Sharing.Giver == sample.Police) {
				t.Errorf("line %d is of agency %d, want the 20 of the police first", i, q.Sharing.Giver)
			}
		}
	}
}

func TestTheTermsOfSharingAreThoseOfTheDay(t *testing.T) {
	t.Parallel()
	x := newExchange(t)
	x.db.Exec(t, `INSERT INTO coordination.need (id, partnership_id, kind, title, from_day, to_day, reviewed_on, recorded_by) VALUES ($1, 1, 'information', 'Closed', '2024-01-01', '2024-02-01', '2024-01-01', $2)`, uuid.New(), x.priya.ID)
	x.db.Exec(t, `INSERT INTO coordination.need (id, partnership_id, kind, title, from_day, reviewed_on, recorded_by) VALUES ($1, 1, 'training', 'How to listen', '2024-01-01', '2024-01-01', $2)`, uuid.New(), x.priya.ID)
	ended := uuid.New()
	x.db.Exec(t, `INSERT INTO shared.agreement_line (id, partnership_id, agreement_id, position, purpose, items, from_agency_id, to_agency_id, from_day, to_day) VALUES ($1, 1, $2, 2, 'Safety', 'days', 3, 5, '2023-01-01', '2026-06-30')`, ended, x.agreement)
	x.db.Exec(t, `UPDATE shared.agreement SET to_day = '2025-06-30' WHERE id = $1`, x.agreement)
	x.db.Exec(t, `INSERT INTO shared.agreement (id, partnership_id, number, name, purpose, basis, from_day, review_on, recorded_by) VALUES ($1, 2, 'ISA-01', 'Elsewhere', 'Safety', 'Law', '2024-01-01', '2030-01-01', $2)`, uuid.New(), x.priya.ID)
	a := x.share(t)
	x.share(t, func(_ *activity.Content, s *activity.Sharing) { s.Need = uuid.Nil })
	x.share(t, func(c *activity.Content, _ *activity.Sharing) { c.Day = x.today.AddDate(0, 0, -200) })
	in := x.terms(t)
	if want := []activity.KnownNeed{{ID: x.everybodys, Title: "What is new in law"}, {ID: x.charitys, Title: "Who to call at night", Agency: sample.Charity}}; !slices.Equal(in.Terms.Needs, want) {
		t.Errorf("got needs %v, want %v", in.Terms.Needs, want)
	}
	day := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	parties := []int{sample.Police, sample.Health, sample.Charity}
	for i := range in.Terms.Grounds {
		slices.Sort(in.Terms.Grounds[i].Parties)
	}
	if diff := cmp.Diff([]activity.Ground{
		{ID: x.line, Number: "ISA-04", Position: 1, Purpose: "Planning", Data: "totals", Parties: parties, Begins: day("2024-01-01"), Ends: day("2025-06-30")},
		{
			ID: ended, Number: "ISA-04", Position: 2, Purpose: "Safety", Data: "days", From: 3, FromName: "Westmere Health", To: 5, ToName: "Westmere Bridge Street", Parties: parties,
			Begins: day("2024-01-01"), Ends: day("2025-06-30"),
		},
	}, in.Terms.Grounds); diff != "" {
		t.Errorf("grounds: want - got +\n%s", diff)
	}
	if len(in.Terms.Recent) != 1 || in.Terms.Recent[0].Ref != a.Ref || in.Terms.Recent[0].Giver != sample.Health || !slices.Equal(in.Terms.Recent[0].Takers, []int{sample.Charity}) || in.Terms.Recent[0].Need != x.charitys {
		t.Errorf("got %+v, want the one request", in.Terms.Recent)
	}
	if !in.Off[day("2026-12-25")] {
		t.Error("want Christmas Day off")
	}
	if plain, err := x.acts.Setting(t.Context(), x.priya, activity.CoordinationMeeting, x.today); err != nil || plain.Terms.Needs != nil || plain.Terms.Grounds != nil {
		t.Errorf("of a meeting: got %+v, %v, want no terms", plain.Terms, err)
	}
}
