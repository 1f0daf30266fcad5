package postgres_test

import (
	"cmp"
	"errors"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/calendar"
	"liaison/internal/fact"
	"liaison/internal/fault"
	"liaison/internal/testing/sample"
)

// classroom is a desk whose partnership has a course and a need.
type classroom struct {
	desk
	course, need uuid.UUID
}

func newClassroom(t *testing.T) classroom {
	t.Helper()
	c := classroom{desk: newDesk(t), course: uuid.New(), need: uuid.New()}
	c.db.Exec(t, `INSERT INTO coordination.need (id, partnership_id, kind, title, from_day, reviewed_on, recorded_by) VALUES ($1, 1, 'training', 'Evening sessions', '2024-01-01', '2024-01-01', $2)`, c.need, c.priya.ID)
	c.db.Exec(t, `INSERT INTO coordination.need (id, partnership_id, kind, title, from_day, reviewed_on, recorded_by) VALUES (gen_random_uuid(), 1, 'information', 'Hate crime figures', '2024-01-01', '2024-01-01', $1)`, c.priya.ID)
	c.db.Exec(t, `INSERT INTO coordination.product (id, partnership_id, name, kind, provider, from_day, recorded_by) VALUES ($1, 1, 'Mentoring basics', 'course', 'Northgate College', '2024-01-01', $2)`, c.course, c.priya.ID)
	c.db.Exec(t, `INSERT INTO coordination.product (id, partnership_id, name, kind, from_day, to_day, recorded_by) VALUES (gen_random_uuid(), 1, 'Old course', 'course', '2024-01-01', '2024-02-01', $1)`, c.priya.ID)
	return c
}

// session is one with 2 people of the charity, 3 of health and 4 of the police.
func (c classroom) session() activity.Content {
	return activity.Content{
		Name: "Mentoring basics, autumn", Day: c.day, Start: 18 * time.Hour, Summary: "How to begin.", Items: []string{"TRN-1"}, Marking: activity.Official,
		Actions: []activity.Action{{What: "Send the slides", Agency: sample.Charity, AgencyName: "Westmere Bridge Street", Due: c.day.AddDate(0, 0, 7)}},
		Detail: activity.Session{
			Course: c.course, Provider: "Northgate College", Mode: activity.Hybrid, Place: "Room B12", InContext: true, Tested: true, Needs: []activity.TrainingNeed{{ID: c.need}},
			FollowDays: 60, Police: activity.PoliceSome, Outcome: "Mentors know whom to call.", Parties: []activity.Party{
				{Agency: sample.Charity, AgencyName: "Westmere Bridge Street", People: 2}, {Agency: sample.Health, AgencyName: "Westmere Health", People: 3}, {Agency: sample.Police, AgencyName: "Westmere Police", People: 4},
			},
		},
	}
}

// teach logs the session by priya.
func (c classroom) teach(t *testing.T, change ...func(*activity.Session)) activity.Activity {
	t.Helper()
	content := c.session()
	s := activity.Part[activity.Session](content)
	for _, ch := range change {
		ch(&s)
	}
	content.Detail = s
	a, err := c.acts.Log(t.Context(), c.priya, c.draft(t, c.priya), activity.Log(c.priya, content, c.now))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func (c classroom) find(t *testing.T, ref string) activity.Activity {
	t.Helper()
	a, err := c.acts.Find(t.Context(), c.alan, access.Coordination, ref, true)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func (c classroom) trainingSetting(t *testing.T, of activity.Kind) activity.Setting {
	t.Helper()
	in, err := c.acts.Setting(t.Context(), c.priya, of, calendar.Day(c.now))
	if err != nil {
		t.Fatal(err)
	}
	in.Items = []string{"TRN-1"}
	return in
}

func TestASessionIsSavedWithWhoCameAndEachIsFollowedUp(t *testing.T) {
	t.Parallel()
	c := newClassroom(t)
	a := c.find(t, c.teach(t).Ref)
	s := activity.Part[activity.Session](a.Content)
	want := activity.Part[activity.Session](c.session())
	want.CourseName, want.Needs[0].Title = "Mentoring basics", "Evening sessions"
	if diff := gocmp.Diff(want, s); diff != "" {
		t.Errorf("want - got +\n%s", diff)
	}
	if a.Content.Start != 18*time.Hour || a.Kind != activity.Training {
		t.Errorf("got %s of %s", a.Content.Start, a.Kind)
	}
	follow := a.FollowUps()
	if len(follow) != 3 || len(a.Asked()) != 1 || follow[2].What != "Follow up the training with Westmere Police" || !follow[2].Due.Equal(c.day.AddDate(0, 0, 60)) || follow[2].Agency != sample.Police {
		t.Errorf("got %+v, want one for each of three agencies", follow)
	}
	for query, want := range map[string]int{
		`SELECT count(*) FROM coordination.fact WHERE known_to IS NULL AND kind = 'trained'`:                                  3,
		`SELECT count(*) FROM coordination.fact WHERE known_to IS NULL AND kind = 'training' AND flags @> '{context,tested}'`: 1,
		`SELECT count(*) FROM coordination.action WHERE kind = 'follow_up' AND state = 'open'`:                                3,
		`SELECT sum(people)::int FROM coordination.participant`:                                                               9,
	} {
		if got := c.db.Count(t, query); got != want {
			t.Errorf("%s: got %d, want %d", query, got, want)
		}
	}
	versions, err := c.acts.Versions(t.Context(), c.alan, access.Coordination, a)
	if err != nil || len(versions) != 1 {
		t.Fatalf("got %v, %v, want one version", versions, err)
	}
	kept := activity.Part[activity.Session](versions[0].Content)
	want.CourseName, want.Needs[0].Title = "", "" // names that the form has not typed
	if diff := gocmp.Diff(want, kept); diff != "" {
		t.Errorf("version: want - got +\n%s", diff)
	}
}

func TestCorrectingASessionMovesItsFollowUps(t *testing.T) {
	t.Parallel()
	c := newClassroom(t)
	a := c.teach(t)
	in := c.trainingSetting(t, activity.Training)
	is := c.session()
	is.Actions = nil
	s := activity.Part[activity.Session](is)
	s.Parties = []activity.Party{{Agency: sample.Charity, AgencyName: "Westmere Bridge Street", People: 5}, {Agency: sample.Council, AgencyName: "Westmere Council", People: 1}, s.Parties[2]}
	s.FollowDays, s.Needs = 30, nil
	is.Detail = s
	if _, err := c.acts.Change(t.Context(), c.priya, access.Coordination, a.Ref, activity.Correct(c.priya, 1, is, "", in, c.now.Add(time.Minute))); err != nil {
		t.Fatal(err, fault.FieldsOf(err))
	}
	a = c.find(t, a.Ref)
	var got []string
	for _, n := range a.FollowUps() {
		got = append(got, n.AgencyName+" "+string(n.State)+" "+n.Due.Sub(c.day).String())
	}
	want := []string{"Westmere Bridge Street open 720h0m0s", "Westmere Health cancelled 1440h0m0s", "Westmere Police open 720h0m0s", "Westmere Council open 720h0m0s"}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("want - got +\n%s", diff)
	}
	if s := activity.Part[activity.Session](a.Content); len(s.Parties) != 3 || len(s.Needs) != 0 || s.Parties[0].People != 5 {
		t.Errorf("got %+v, want what was corrected", s)
	}
	cancelled, err := c.acts.Action(t.Context(), c.alan, a.FollowUps()[1].Ref)
	if err != nil || cancelled.History[len(cancelled.History)-1].Why != "Westmere Health is no longer recorded as having come" {
		t.Errorf("got %+v, %v, want the reason in its history", cancelled.History, err)
	}
	if got := c.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE known_to IS NULL AND kind = 'trained' AND agency_id = 3`); got != 0 {
		t.Errorf("got %d facts that health was trained, want none", got)
	}
	c.replays(t, a.Ref)
}

// replays fails unless the facts of the record, and of what was said of it,
// can be made again exactly.
func (c classroom) replays(t *testing.T, ref string) {
	t.Helper()
	a := c.find(t, ref)
	for i, n := range a.Actions {
		whole, err := c.acts.Action(t.Context(), c.alan, n.Ref)
		if err != nil {
			t.Fatal(err)
		}
		a.Actions[i].History = whole.History
	}
	versions, err := c.acts.Versions(t.Context(), c.alan, access.Coordination, a)
	if err != nil {
		t.Fatal(err)
	}
	written, err := c.acts.Ledger(t.Context(), c.alan, a.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(ordered(written), ordered(a.Replay(versions))); diff != "" {
		t.Errorf("written - made again +\n%s", diff)
	}
	ever, err := c.acts.RatingsEver(t.Context(), c.alan, a.ID)
	if err != nil {
		t.Fatal(err)
	}
	again := a.ReplayRatings(ever, versions)
	n := 0
	for source, want := range again {
		written, err := c.acts.Ledger(t.Context(), c.alan, source)
		if err != nil {
			t.Fatal(err)
		}
		n += len(written)
		if diff := gocmp.Diff(ordered(written), ordered(want)); diff != "" {
			t.Errorf("written - made again +\n%s", diff)
		}
	}
	if got := c.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE kind = 'rating' AND by_account = $1`, a.ID); got != n {
		t.Errorf("got %d facts of ratings, want the %d that can be made again", got, n)
	}
}

// ordered is the ledger in one order, its moments in UTC.
func ordered(l fact.Ledger) fact.Ledger {
	l = slices.Clone(l)
	for i := range l {
		l[i].KnownFrom = l[i].KnownFrom.UTC()
		if !l[i].KnownTo.IsZero() {
			l[i].KnownTo = l[i].KnownTo.UTC()
		}
		if len(l[i].Flags) == 0 {
			l[i].Flags = nil
		}
	}
	slices.SortFunc(l, func(a, b fact.Fact) int {
		return cmp.Or(cmp.Compare(a.Part, b.Part), a.KnownFrom.Compare(b.KnownFrom))
	})
	return l
}

func TestAFollowUpIsDoneWithItsDay(t *testing.T) {
	t.Parallel()
	c := newClassroom(t)
	a := c.teach(t)
	ref := a.FollowUps()[0].Ref
	before := activity.Complete(c.tom, activity.Ending{As: activity.Done, On: c.day.AddDate(0, 0, -1)}, c.now)
	if err := c.acts.ChangeAction(t.Context(), c.tom, ref, before); !errors.Is(err, fault.Invalid) {
		t.Errorf("before the session: got %v, want %v", err, fault.Invalid)
	}
	if err := c.acts.ChangeAction(t.Context(), c.tom, ref, activity.Complete(c.tom, activity.Ending{As: activity.Done, On: c.day.AddDate(0, 0, 1), Note: "Called"}, c.now.Add(time.Minute))); err != nil {
		t.Fatal(err)
	}
	if got := c.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE known_to IS NULL AND agency_id = $1 AND until = $2 AND flags @> '{follow_up}' AND flags @> '{done}'`, sample.Charity, c.day.AddDate(0, 0, 1)); got != 1 {
		t.Errorf("got %d facts that the charity was followed up, want 1", got)
	}
	if err := c.acts.ChangeAction(t.Context(), c.tom, a.FollowUps()[1].Ref, activity.Complete(c.tom, activity.Ending{As: activity.Done, On: c.day}, c.now)); !errors.Is(err, fault.Forbidden) {
		t.Errorf("another agency's: got %v, want %v", err, fault.Forbidden)
	}
	c.replays(t, a.Ref)
}

func TestAnEventFollowsASession(t *testing.T) {
	t.Parallel()
	c := newClassroom(t)
	session := c.teach(t)
	in := c.trainingSetting(t, activity.Connect)
	if len(in.Sessions) != 1 || in.Sessions[0].ID != session.ID || in.Sessions[0].Ref != session.Ref || !in.Sessions[0].Day.Equal(c.day) || len(in.Courses)+len(in.TrainingNeeds) != 0 {
		t.Errorf("got %+v, want the one session", in.TrainingSetting)
	}
	theirs, err := c.acts.Setting(t.Context(), c.tom, activity.Connect, calendar.Day(c.now))
	if err != nil || len(theirs.Sessions) != 1 || theirs.Sessions[0].Own || !in.Sessions[0].Own || theirs.Sessions[0].Marking != activity.Official {
		t.Errorf("got %+v (%v), want the session of another agency, with its marking", theirs.Sessions, err)
	}
	content := activity.Content{Name: "Mentors' evening", Day: c.day.AddDate(0, 0, 1), Start: -1, Marking: activity.Official, Detail: activity.ConnectEvent{
		Session: session.ID, SessionRef: session.Ref, Mode: activity.InPerson, Place: "Town hall", Police: activity.PoliceSome, Outcome: "They call each other",
		Parties: []activity.Party{{Agency: sample.Charity, AgencyName: "Westmere Bridge Street", People: 1}, {Agency: sample.Health, AgencyName: "Westmere Health", People: 2}},
	}}
	if err := content.Check(in); err != nil {
		t.Fatal(fault.FieldsOf(err))
	}
	made, err := c.acts.Log(t.Context(), c.priya, c.draft(t, c.priya), activity.Log(c.priya, content, c.now))
	if err != nil {
		t.Fatal(err)
	}
	a := c.find(t, made.Ref)
	e := activity.Part[activity.ConnectEvent](a.Content)
	want := activity.Part[activity.ConnectEvent](content)
	want.SessionName, want.SessionMark = "Mentoring basics, autumn", activity.Official
	if diff := gocmp.Diff(want, e); diff != "" {
		t.Errorf("want - got +\n%s", diff)
	}
	c.db.Exec(t, `UPDATE coordination.activity SET tlp = 'AMBER' WHERE id = $1`, session.ID)
	if e := activity.Part[activity.ConnectEvent](c.find(t, made.Ref).Content); e.SessionLimit != activity.Amber {
		t.Errorf("got %q, want the limit of the session", e.SessionLimit)
	}
	versions, err := c.acts.Versions(t.Context(), c.priya, access.Coordination, a)
	if err != nil {
		t.Fatal(err)
	}
	if kept := activity.Part[activity.ConnectEvent](versions[0].Content); kept.Police != want.Police || kept.Outcome != want.Outcome {
		t.Errorf("a version keeps %q and %q, want what is for evaluation", kept.Police, kept.Outcome)
	}
	if _, err := c.acts.Change(t.Context(), c.tom, access.Coordination, session.Ref, activity.ReportWrong(c.tom, "A name", c.now.Add(time.Minute))); err != nil {
		t.Fatal(err)
	}
	if e := activity.Part[activity.ConnectEvent](c.find(t, made.Ref).Content); e.SessionName != "" {
		t.Errorf("got %q, want nothing of a session that is hidden", e.SessionName)
	}
	if in := c.trainingSetting(t, activity.Connect); len(in.Sessions) != 0 {
		t.Errorf("got %+v, want no session that is hidden", in.Sessions)
	}
	c.replays(t, made.Ref)
}

func TestWhatASessionIsCheckedAgainst(t *testing.T) {
	t.Parallel()
	c := newClassroom(t)
	in := c.trainingSetting(t, activity.Training)
	want := activity.TrainingSetting{
		Courses: []activity.Course{{ID: c.course, Name: "Mentoring basics", Provider: "Northgate College"}}, TrainingNeeds: []activity.TrainingNeed{{ID: c.need, Title: "Evening sessions"}},
	}
	if diff := gocmp.Diff(want, in.TrainingSetting); diff != "" {
		t.Errorf("want - got +\n%s", diff)
	}
	elsewhere, err := c.acts.Setting(t.Context(), c.abroad, activity.Training, calendar.Day(c.now))
	if err != nil || len(elsewhere.Courses)+len(elsewhere.TrainingNeeds) != 0 {
		t.Errorf("another partnership: got %+v, %v, want nothing", elsewhere.TrainingSetting, err)
	}
}
