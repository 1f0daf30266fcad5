package postgres_test

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/internal/postgres"
	"liaison/internal/testing/pgtest"
	"liaison/internal/testing/sample"
)

// desk is a partnership whose people log meetings.
type desk struct {
	db                              *pgtest.DB
	acts                            postgres.Activities
	tom, grace, priya, alan, abroad access.Actor
	series, helen                   uuid.UUID
	now, day                        time.Time
}

func newDesk(t *testing.T) desk {
	t.Helper()
	guard := sample.Guard(t)
	db := pgtest.New(t)
	sample.Partnership(t, db)
	sample.Another(t, db, 2)
	d := desk{
		db: db, acts: postgres.Activities{DB: db.Open(t, guard)},
		tom:    sample.Member(t, db, "Tom Okafor", access.Staff, sample.Charity),
		grace:  sample.Member(t, db, "Grace Lindqvist", access.Staff, sample.Health),
		priya:  sample.Member(t, db, "Priya Nair", access.Coordinator, sample.Council),
		alan:   sample.Member(t, db, "Alan Whitford", access.Manager, sample.Council),
		abroad: sample.MemberOf(t, db, 2, "Una Quill", access.Coordinator, sample.Council),
		series: uuid.New(), helen: uuid.New(), now: time.Now().UTC().Truncate(time.Microsecond),
	}
	d.day = calendar.Day(d.now).AddDate(0, 0, -3)
	db.Exec(t, `INSERT INTO coordination.person (id, partnership_id, agency_id, name) VALUES ($1, 1, $2, 'Helen Marsh')`, d.helen, sample.Police)
	db.Exec(t, `INSERT INTO coordination.representative (id, partnership_id, agency_id, person_id, from_day) VALUES ($1, 1, $2, $3, '2024-01-01')`, uuid.New(), sample.Police, d.helen)
	db.Exec(t, `INSERT INTO coordination.series (id, partnership_id, name, every_days, starts_at, place, mode, from_day) VALUES ($1, 1, 'Monthly meeting', 30, '10:00', 'Town hall', 'in_person', '2024-01-01')`, d.series)
	return d
}

// lines is the attendance of a meeting, to be changed in place.
func lines(c activity.Content) []activity.Attendance {
	return activity.Part[activity.Meeting](c).Attendance
}

// meeting is one at which all five agencies have a line.
func (d desk) meeting() activity.Content {
	return activity.Content{
		Name: "Partners monthly meeting", Day: d.day, Start: 10 * time.Hour,
		Detail: activity.Meeting{
			Mode: activity.InPerson, Place: "Town hall", Series: d.series, Initiative: true,
			Attendance: []activity.Attendance{
				{Agency: sample.Charity, State: activity.Came, Person: "Tom Okafor"},
				{Agency: sample.Council, State: activity.Came, Person: "Priya Nair"},
				{Agency: sample.Health, State: activity.Apologies, Why: activity.PlaceOrTravel, InformationSent: true},
				{Agency: sample.Police, State: activity.Came, Person: "helen  marsh"},
				{Agency: sample.Probation, State: activity.Absent},
			},
		},
		Summary: "Agreed to meet online.", Items: []string{"RES-2"}, Marking: activity.Official,
		Actions: []activity.Action{{What: "Send the guide", Agency: sample.Charity, Due: d.day.AddDate(0, 0, 14)}, {What: "Book the hall", Agency: sample.Health, Due: d.day.AddDate(0, 0, 1)}},
	}
}

// draft keeps an unfinished meeting of who's.
func (d desk) draft(t *testing.T, who access.Actor) uuid.UUID {
	t.Helper()
	id := uuid.New()
	if err := d.acts.SaveDraft(t.Context(), who, activity.Draft{ID: id, Kind: activity.CoordinationMeeting, Typed: url.Values{"name": {"Partners"}}, Ready: true}); err != nil {
		t.Fatal(err)
	}
	return id
}

// log saves a meeting by tom.
func (d desk) log(t *testing.T, change ...func(*activity.Content)) activity.Activity {
	t.Helper()
	m := d.meeting()
	lines(m)[3].Person = "Helen Marsh"
	for _, c := range change {
		c(&m)
	}
	a, err := d.acts.Log(t.Context(), d.tom, d.draft(t, d.tom), activity.Log(d.tom, m, d.now))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func (d desk) setting(t *testing.T) activity.Setting {
	t.Helper()
	in, err := d.acts.Setting(t.Context(), d.priya, activity.CoordinationMeeting, calendar.Day(d.now))
	if err != nil {
		t.Fatal(err)
	}
	in.Items = []string{"RES-2", "RES-4"}
	return in
}

// facts counts those that are open.
func (d desk) facts(t *testing.T, id uuid.UUID) int {
	t.Helper()
	return d.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE source = $1 AND known_to IS NULL`, id)
}

func TestAMeetingIsSavedOnceWithEverythingThatBelongsToIt(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	id := d.draft(t, d.tom)
	before := d.db.Count(t, `SELECT count(*) FROM audit.event`)
	refs := make([]string, 4)
	var all sync.WaitGroup
	for i := range refs {
		all.Go(func() {
			m := d.meeting()
			lines(m)[3].Person = "Helen Marsh"
			a, err := d.acts.Log(t.Context(), d.tom, id, activity.Log(d.tom, m, d.now))
			if err != nil {
				t.Error(err)
			}
			refs[i] = a.Ref
		})
	}
	all.Wait()
	if len(slices.Compact(refs)) != 1 || !strings.HasPrefix(refs[0], "COO-") {
		t.Fatalf("got %q, want one reference", refs)
	}
	for query, want := range map[string]int{
		`SELECT count(*) FROM coordination.activity`: 1, `SELECT count(*) FROM coordination.meeting`: 1, `SELECT count(*) FROM coordination.attendance`: 5,
		`SELECT count(*) FROM coordination.action`: 2, `SELECT count(*) FROM coordination.action_change`: 2, `SELECT count(*) FROM coordination.item_link`: 1,
		`SELECT count(*) FROM coordination.activity_version`: 1, `SELECT count(*) FROM coordination.fact WHERE known_to IS NULL`: 9,
		`SELECT count(*) FROM coordination.person`: 3, `SELECT count(*) FROM coordination.draft WHERE used_for IS NOT NULL AND content = ''`: 1,
	} {
		if got := d.db.Count(t, query); got != want {
			t.Errorf("%s: got %d, want %d", query, got, want)
		}
	}
	if got := d.db.Count(t, `SELECT count(*) FROM audit.event`) - before; got != 1 {
		t.Errorf("got %d entries in the log, want 1", got)
	}
	a, err := d.acts.Find(t.Context(), d.alan, access.Coordination, refs[0], true)
	if err != nil {
		t.Fatal(err)
	}
	m := a.Content
	detail := activity.Part[activity.Meeting](m)
	if m.Name != "Partners monthly meeting" || !m.Day.Equal(d.day) || m.Start != 10*time.Hour || detail.Place != "Town hall" || detail.Series != d.series || detail.Mode != activity.InPerson ||
		!detail.Initiative || m.Marking != activity.Official || !slices.Equal(m.Items, []string{"RES-2"}) || a.Author != d.tom.ID || a.Agency != sample.Charity || a.AgencyName != "Westmere Bridge Street" {
		t.Errorf("got %+v, want what was saved", a)
	}
	police := lines(m)[3]
	if police.PersonID != d.helen || !police.Named || police.Person != "Helen Marsh" || police.AgencyName != "Westmere Police" {
		t.Errorf("got %+v, want Helen Marsh, who is the named representative", police)
	}
	if tom := lines(m)[0]; tom.Named || tom.PersonID == uuid.Nil {
		t.Errorf("got %+v, want somebody who is nobody's named representative", tom)
	}
	if health := lines(m)[2]; health.Why != activity.PlaceOrTravel || !health.InformationSent || health.PersonID != uuid.Nil {
		t.Errorf("got %+v, want apologies with a reason", health)
	}
	if len(a.Actions) != 2 || a.Actions[0].What != "Send the guide" || a.Actions[0].State != activity.Open || a.Actions[0].Ref == "" || a.Actions[1].AgencyName != "Westmere Health" {
		t.Errorf("got actions %+v, want both", a.Actions)
	}
	again, err := d.acts.Log(t.Context(), d.tom, id, activity.Log(d.tom, d.meeting(), d.now))
	if err != nil || again.Ref != refs[0] {
		t.Errorf("got %s, %v, want the record that is there", again.Ref, err)
	}
}

func TestAPersonIsTheSameInAnyCaseOfLetters(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	a := d.log(t, func(m *activity.Content) { lines(*m)[3].Person = "HELEN marsh" })
	if got := lines(a.Content)[3]; got.PersonID != d.helen || !got.Named {
		t.Errorf("got %+v, want Helen Marsh", got)
	}
	if got := d.db.Count(t, `SELECT count(*) FROM coordination.person WHERE agency_id = 1`); got != 1 {
		t.Errorf("got %d people of the police, want 1", got)
	}
	b := d.log(t, func(m *activity.Content) {
		lines(*m)[3].State, lines(*m)[3].Person = activity.Substitute, "Owen Platt"
	})
	if got := lines(b.Content)[3]; got.PersonID == d.helen || got.Named {
		t.Errorf("got %+v, want a substitute", got)
	}
}

func TestOnlyWhoMayLogLogsAndNobodyElseHasTheDraft(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	id := d.draft(t, d.tom)
	for _, tt := range []struct {
		name string
		who  access.Actor
		want error
	}{{"a colleague", d.grace, fault.NotFound}, {"the coordinator", d.priya, fault.NotFound}, {"somebody of another partnership", d.abroad, fault.NotFound}} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := d.acts.Draft(t.Context(), tt.who, access.Coordination, id); !errors.Is(err, tt.want) {
				t.Errorf("reading: got %v, want %v", err, tt.want)
			}
			if err := d.acts.SaveDraft(t.Context(), tt.who, activity.Draft{ID: id, Kind: activity.CoordinationMeeting}); !errors.Is(err, tt.want) {
				t.Errorf("saving: got %v, want %v", err, tt.want)
			}
			if err := d.acts.DropDraft(t.Context(), tt.who, access.Coordination, id); !errors.Is(err, tt.want) {
				t.Errorf("deleting: got %v, want %v", err, tt.want)
			}
			if _, err := d.acts.Log(t.Context(), tt.who, id, activity.Log(tt.who, d.meeting(), d.now)); !errors.Is(err, tt.want) {
				t.Errorf("logging: got %v, want %v", err, tt.want)
			}
			if list, err := d.acts.Drafts(t.Context(), tt.who, access.Coordination); err != nil || len(list) != 0 {
				t.Errorf("listing: got %v, %v, want none", list, err)
			}
		})
	}
	if err := d.acts.SaveDraft(t.Context(), d.alan, activity.Draft{ID: uuid.New(), Kind: activity.CoordinationMeeting}); !errors.Is(err, fault.Forbidden) {
		t.Errorf("a manager: got %v, want %v", err, fault.Forbidden)
	}
	mine, err := d.acts.Drafts(t.Context(), d.tom, access.Coordination)
	if err != nil || len(mine) != 1 || mine[0].ID != id || mine[0].Typed.Get("name") != "Partners" || !mine[0].Ready {
		t.Errorf("got %+v, %v, want the one draft", mine, err)
	}
	if err := d.acts.SaveDraft(t.Context(), d.tom, activity.Draft{ID: id, Kind: activity.CoordinationMeeting, Typed: url.Values{"name": {"Other"}}}); err != nil {
		t.Fatal(err)
	}
	if got, err := d.acts.Draft(t.Context(), d.tom, access.Coordination, id); err != nil || got.Typed.Get("name") != "Other" || got.Ready {
		t.Errorf("got %+v, %v, want what was saved last", got, err)
	}
	if err := d.acts.DropDraft(t.Context(), d.tom, access.Coordination, id); err != nil {
		t.Fatal(err)
	}
	if _, err := d.acts.Draft(t.Context(), d.tom, access.Coordination, id); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v, want %v", err, fault.NotFound)
	}
	if n := d.db.Count(t, `SELECT count(*) FROM audit.event WHERE kind = 'draft' AND act = 'erase' AND did = $1 AND on_what = $2`, string(activity.CoordinationMeeting.Do()), id.String()); n != 1 {
		t.Errorf("got %d entries that say what the draft was of, want 1", n)
	}
}

func TestCorrectingKeepsEveryVersionAndTheFactsOfTheNewest(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	a := d.log(t)
	in := d.setting(t)
	m := d.meeting()
	where := activity.Part[activity.Meeting](m)
	where.Place, where.Attendance = "Online", slices.Clone(where.Attendance)
	m.Detail, m.Items = where, []string{"RES-4"}
	lines(m)[4] = activity.Attendance{Agency: sample.Probation, State: activity.Came, Person: "Colin Reyes"}
	m.Actions = []activity.Action{{What: "Call a meeting", Agency: sample.Council, Due: d.day.AddDate(0, 0, 20)}}
	if _, err := d.acts.Change(t.Context(), d.grace, access.Coordination, a.Ref, activity.Correct(d.grace, 1, m, "", in, d.now)); !errors.Is(err, fault.Forbidden) {
		t.Fatalf("by somebody else: got %v, want %v", err, fault.Forbidden)
	}
	got, err := d.acts.Change(t.Context(), d.tom, access.Coordination, a.Ref, activity.Correct(d.tom, 1, m, "", in, d.now.Add(time.Minute)))
	if err != nil {
		t.Fatal(err)
	}
	if got.Version != 2 {
		t.Errorf("got version %d, want 2", got.Version)
	}
	found, err := d.acts.Find(t.Context(), d.alan, access.Coordination, a.Ref, true)
	if err != nil || found.Version != 2 || activity.Part[activity.Meeting](found.Content).Place != "Online" || !slices.Equal(found.Content.Items, []string{"RES-4"}) ||
		lines(found.Content)[4].Person != "Colin Reyes" || len(found.Actions) != 3 || found.Actions[2].What != "Call a meeting" {
		t.Errorf("got %+v, %v, want what was corrected", found, err)
	}
	if got := d.facts(t, a.ID); got != 10 {
		t.Errorf("got %d open facts, want 10: 7 and three actions", got)
	}
	if got := d.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE source = $1 AND kind = 'attendance' AND agency_id = 4 AND known_to IS NULL AND 'came' = ANY (flags)`, a.ID); got != 1 {
		t.Errorf("got %d facts that probation came, want 1", got)
	}
	versions, err := d.acts.Versions(t.Context(), d.alan, access.Coordination, found)
	if err != nil || len(versions) != 2 || versions[0].What != activity.Corrected || activity.Part[activity.Meeting](versions[0].Content).Place != "Online" || len(versions[0].Content.Actions) != 3 ||
		versions[1].What != activity.Saved || activity.Part[activity.Meeting](versions[1].Content).Place != "Town hall" || len(lines(versions[1].Content)) != 5 {
		t.Errorf("got %+v, %v, want both versions, the newest first", versions, err)
	}
	if _, err := d.acts.Change(t.Context(), d.tom, access.Coordination, a.Ref, activity.Correct(d.tom, 1, m, "", in, d.now)); !errors.Is(err, fault.Conflict) {
		t.Errorf("with the version before: got %v, want %v", err, fault.Conflict)
	}
	late := d.now.AddDate(0, 1, 0)
	if _, err := d.acts.Change(t.Context(), d.priya, access.Coordination, a.Ref, activity.Correct(d.priya, 2, d.meeting(), "Wrong place was given", in, late)); err != nil {
		t.Errorf("by the coordinator, late: got %v, want nil", err)
	}
}

func TestOfTwoWhoCorrectAtOnceOneIsToldSo(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	a := d.log(t)
	in := d.setting(t)
	errs := make([]error, 2)
	var both sync.WaitGroup
	for i, who := range []access.Actor{d.tom, d.priya} {
		both.Go(func() {
			m := d.meeting()
			m.Actions = nil
			_, errs[i] = d.acts.Change(t.Context(), who, access.Coordination, a.Ref, activity.Correct(who, 1, m, "A slip", in, d.now))
		})
	}
	both.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Fatalf("got %v and %v, want one of them saved", errs[0], errs[1])
	}
	if err := errors.Join(errs...); !errors.Is(err, fault.Conflict) {
		t.Errorf("got %v, want %v", err, fault.Conflict)
	}
}

func TestWithdrawingClosesFactsAndActions(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	a := d.log(t)
	if _, err := d.acts.Change(t.Context(), d.tom, access.Coordination, a.Ref, activity.Withdraw(d.tom, "Recorded twice", d.now)); err != nil {
		t.Fatal(err)
	}
	found, err := d.acts.Find(t.Context(), d.alan, access.Coordination, a.Ref, true)
	if err != nil || !found.IsWithdrawn() || found.WithdrawnWhy != "Recorded twice" || found.Content.Name == "" || found.Actions[0].State != activity.Cancelled {
		t.Errorf("got %+v, %v, want it withdrawn and readable", found, err)
	}
	if got := d.facts(t, a.ID); got != 0 {
		t.Errorf("got %d open facts, want none", got)
	}
	if got := d.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE source = $1`, a.ID); got != 9 {
		t.Errorf("got %d facts, want 9 that were known", got)
	}
}

func TestWrongContentIsHiddenEverywhereUntilTwoRestoreIt(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	a := d.log(t)
	action := a.Actions[0].Ref
	if _, err := d.acts.Change(t.Context(), d.grace, access.Coordination, a.Ref, activity.ReportWrong(d.grace, "Names a member of the public", d.now)); err != nil {
		t.Fatal(err)
	}
	found, err := d.acts.Find(t.Context(), d.tom, access.Coordination, a.Ref, true)
	if err != nil || !found.Hidden() || found.Content.Name != "" || found.Content.Summary != "" || len(lines(found.Content))+len(found.Actions) != 0 || found.Report.By != d.grace.ID {
		t.Errorf("got %+v, %v, want nothing of its content", found, err)
	}
	versions, err := d.acts.Versions(t.Context(), d.tom, access.Coordination, found)
	if err != nil || len(versions) != 2 || versions[0].Why != "" || versions[1].Content.Name != "" {
		t.Errorf("got %+v, %v, want versions without content", versions, err)
	}
	list, err := d.acts.List(t.Context(), d.tom, access.Coordination, activity.Filter{})
	if err != nil || len(list) != 1 || list[0].Title != "" || !list[0].Hidden || list[0].Invited+list[0].Open != 0 {
		t.Errorf("got %+v, %v, want a line that says nothing", list, err)
	}
	if _, err := d.acts.Action(t.Context(), d.tom, action); !errors.Is(err, fault.NotFound) {
		t.Errorf("its action: got %v, want %v", err, fault.NotFound)
	}
	if err := d.acts.ChangeAction(t.Context(), d.tom, action, activity.Complete(d.tom, activity.Ending{As: activity.Done, On: d.day}, d.now)); !errors.Is(err, fault.NotFound) {
		t.Errorf("completing its action: got %v, want %v", err, fault.NotFound)
	}
	if all, err := d.acts.Actions(t.Context(), d.tom, activity.ActionFilter{}); err != nil || len(all) != 0 {
		t.Errorf("actions: got %v, %v, want none", all, err)
	}
	if _, err := d.acts.Last(t.Context(), d.tom, uuid.Nil); !errors.Is(err, fault.NotFound) {
		t.Errorf("the last meeting: got %v, want %v", err, fault.NotFound)
	}
	if got := d.facts(t, a.ID); got != 0 {
		t.Errorf("got %d open facts, want none", got)
	}
	for _, step := range []struct {
		who    access.Actor
		want   error
		hidden bool
	}{{d.tom, fault.Forbidden, true}, {d.priya, nil, true}, {d.priya, fault.Forbidden, true}, {d.alan, nil, false}} {
		if _, err := d.acts.Change(t.Context(), step.who, access.Coordination, a.Ref, activity.Restore(step.who, d.now.Add(time.Hour))); !errors.Is(err, step.want) {
			t.Fatalf("got %v, want %v", err, step.want)
		}
		found, err := d.acts.Find(t.Context(), d.tom, access.Coordination, a.Ref, true)
		if err != nil || found.Hidden() != step.hidden {
			t.Errorf("got hidden %t, %v, want %t", found.Hidden(), err, step.hidden)
		}
	}
	if got := d.facts(t, a.ID); got != 9 {
		t.Errorf("got %d open facts, want 9", got)
	}
	if _, err := d.acts.Change(t.Context(), d.grace, access.Coordination, a.Ref, activity.ReportWrong(d.grace, "Still there", d.now.Add(2*time.Hour))); err != nil {
		t.Errorf("reported again: got %v, want nil", err)
	}
}

func TestNothingOfAnotherPartnershipIsThere(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	a := d.log(t)
	for name, try := range map[string]func() error{
		"find": func() error {
			_, err := d.acts.Find(t.Context(), d.abroad, access.Coordination, a.Ref, true)
			return err
		},
		"change": func() error {
			_, err := d.acts.Change(t.Context(), d.abroad, access.Coordination, a.Ref, activity.Withdraw(d.abroad, "No reason", d.now))
			return err
		},
		"action": func() error { _, err := d.acts.Action(t.Context(), d.abroad, a.Actions[0].Ref); return err },
		"change of an action": func() error {
			return d.acts.ChangeAction(t.Context(), d.abroad, a.Actions[0].Ref, activity.Complete(d.abroad, activity.Ending{As: activity.Done, On: d.day}, d.now))
		},
		"last": func() error { _, err := d.acts.Last(t.Context(), d.abroad, d.series); return err },
		"without the strand": func() error {
			_, err := d.acts.Find(t.Context(), d.tom, access.Intelligence, "INT-0000001", true)
			return err
		},
		"a reference that is none": func() error {
			_, err := d.acts.Find(t.Context(), d.tom, access.Coordination, "x' OR 1=1", true)
			return err
		},
	} {
		if err := try(); !errors.Is(err, fault.NotFound) {
			t.Errorf("%s: got %v, want %v", name, err, fault.NotFound)
		}
	}
	for _, in := range []access.Strand{access.Coordination} {
		if list, err := d.acts.List(t.Context(), d.abroad, in, activity.Filter{}); err != nil || len(list) != 0 {
			t.Errorf("got %v, %v, want none", list, err)
		}
	}
}

func TestAListGoesThroughTheStrandsPageByPage(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	amara := sample.Member(t, d.db, "Amara Cole", access.OutreachWorker, sample.Charity)
	var want []string
	for i := range 31 {
		at := d.now.AddDate(0, 0, -i)
		_, ref := sample.Activity(t, d.db, access.Outreach, amara, fmt.Sprintf("Drop-in %d", i), at)
		want = append(want, ref)
		if i%2 == 0 {
			id, ref := sample.Activity(t, d.db, access.Coordination, d.tom, fmt.Sprintf("Meeting %d", i), at.Add(-time.Hour))
			d.db.Exec(t, `INSERT INTO coordination.meeting (activity_id, partnership_id, mode) VALUES ($1, 1, 'online')`, id)
			want = append(want, ref)
		}
	}
	ask := func(p activity.Place) activity.Page[activity.Line] {
		t.Helper()
		var lists [][]activity.Line
		for _, in := range []access.Strand{access.Coordination, access.Outreach} {
			lines, err := d.acts.List(t.Context(), amara, in, activity.Filter{Place: p})
			if err != nil || len(lines) > activity.PageSize+1 {
				t.Fatalf("got %d lines, %v", len(lines), err)
			}
			lists = append(lists, lines)
		}
		return activity.Pages(p, false, lists...)
	}
	first := ask(activity.Place{})
	second := ask(activity.Place{After: first.Older})
	if got := append(refsOf(first), refsOf(second)...); !slices.Equal(got, want) || second.Older != nil || first.Newer != nil {
		t.Errorf("got %d lines, want the same %d in order", len(got), len(want))
	}
	if back := ask(activity.Place{Before: second.Newer}); !slices.Equal(refsOf(back), refsOf(first)) {
		t.Errorf("on the way back: got %v, want %v", refsOf(back), refsOf(first))
	}
	day := calendar.Day(d.now).AddDate(0, 0, -4)
	for name, tt := range map[string]struct {
		f    activity.Filter
		want int
	}{
		"one day":         {activity.Filter{From: day, To: day}, 1},
		"of an agency":    {activity.Filter{Agency: sample.Charity}, 26},
		"of another":      {activity.Filter{Agency: sample.Police}, 0},
		"of another kind": {activity.Filter{Kind: activity.CoordinationMeeting}, 0},
	} {
		lines, err := d.acts.List(t.Context(), amara, access.Outreach, tt.f)
		if err != nil || len(lines) != tt.want {
			t.Errorf("%s: got %d, %v, want %d", name, len(lines), err, tt.want)
		}
	}
}

// Whatever way the agencies' names are looked up beside the lines.
func TestEveryListIsInOrder(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	amara := sample.Member(t, d.db, "Amara Cole", access.OutreachWorker, sample.Charity)
	d.db.Exec(t, `INSERT INTO shared.agency (id, slug, name, short, kind) SELECT 900 + n, 'school-' || n, 'School ' || n, 'School ' || n, 'education' FROM generate_series(1, 40) n`)
	for i := range 30 {
		at := d.now.AddDate(0, 0, -1-(i*7)%30)
		id, _ := sample.Activity(t, d.db, access.Coordination, d.tom, "Meeting about radicalisation", at)
		d.db.Exec(t, `INSERT INTO coordination.meeting (activity_id, partnership_id, mode) VALUES ($1, 1, 'online')`, id)
		d.db.Exec(t, `UPDATE coordination.activity SET agency_id = 1 + (random() * 4)::int, kind = 'meeting' WHERE id = $1`, id)
		id, _ = sample.Activity(t, d.db, access.Outreach, amara, "Drop-in about radicalisation", at)
		d.db.Exec(t, `UPDATE outreach.activity SET agency_id = 1 + (random() * 4)::int WHERE id = $1`, id)
	}
	d.db.Exec(t, `ANALYZE`)
	for name, list := range map[string]func(in access.Strand) ([]activity.Line, error){
		"the newest": func(in access.Strand) ([]activity.Line, error) {
			return d.acts.List(t.Context(), amara, in, activity.Filter{})
		},
		"the oldest": func(in access.Strand) ([]activity.Line, error) {
			return d.acts.List(t.Context(), amara, in, activity.Filter{Place: activity.Place{Before: &activity.Cursor{At: d.now.AddDate(-1, 0, 0)}}})
		},
		"found": func(in access.Strand) ([]activity.Line, error) {
			return d.acts.Search(t.Context(), amara, in, "radicalisation", activity.Filter{})
		},
	} {
		for _, in := range []access.Strand{access.Coordination, access.Outreach} {
			lines, err := list(in)
			if err != nil || len(lines) != activity.PageSize+1 || !slices.IsSortedFunc(lines, func(a, b activity.Line) int { return b.At.Compare(a.At) }) {
				t.Errorf("%s of %s: got %d lines, %v, in order %v", name, in, len(lines), err, daysOf(lines))
			}
		}
	}
	held, err := d.acts.List(t.Context(), d.tom, access.Coordination, activity.Filter{Kind: activity.CoordinationMeeting, Status: activity.HeldMeeting})
	if err != nil || len(held) == 0 || !held[0].At.Equal(d.now.AddDate(0, 0, -1)) {
		t.Errorf("held: got %v, %v, want the newest first", daysOf(held), err)
	}
}

func daysOf(lines []activity.Line) []string {
	var days []string
	for _, l := range lines {
		days = append(days, l.Day.Format(time.DateOnly))
	}
	return days
}

func refsOf(p activity.Page[activity.Line]) []string {
	var refs []string
	for _, l := range p.Lines {
		refs = append(refs, l.Ref)
	}
	return refs
}

func TestActionsCloseAndMoveByTheirOwnAgency(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	a := d.log(t)
	guide, hall := a.Actions[0].Ref, a.Actions[1].Ref
	later := d.now.Add(time.Hour)
	if err := d.acts.ChangeAction(t.Context(), d.tom, hall, activity.Complete(d.tom, activity.Ending{As: activity.Done, On: d.day}, later)); !errors.Is(err, fault.Forbidden) {
		t.Errorf("of another agency: got %v, want %v", err, fault.Forbidden)
	}
	if err := d.acts.ChangeAction(t.Context(), d.tom, guide, activity.Postpone(d.tom, 1, d.day.AddDate(0, 0, 40), "Waiting for the printer", later)); err != nil {
		t.Fatal(err)
	}
	if err := d.acts.ChangeAction(t.Context(), d.tom, guide, activity.Postpone(d.tom, 1, d.day.AddDate(0, 0, 50), "Again", later)); !errors.Is(err, fault.Conflict) {
		t.Errorf("with the version before: got %v, want %v", err, fault.Conflict)
	}
	if err := d.acts.ChangeAction(t.Context(), d.grace, hall, activity.Complete(d.grace, activity.Ending{As: activity.Overtaken, Note: "The hall closed"}, later)); err != nil {
		t.Fatal(err)
	}
	got, err := d.acts.Action(t.Context(), d.alan, guide)
	if err != nil || !got.Due.Equal(d.day.AddDate(0, 0, 40)) || len(got.History) != 2 || got.History[1].Why != "Waiting for the printer" || !got.History[1].DueWas.Equal(d.day.AddDate(0, 0, 14)) || got.MeetingRef != a.Ref {
		t.Errorf("got %+v, %v, want the new date and why", got, err)
	}
	if got := d.facts(t, a.ID); got != 11 {
		t.Errorf("got %d open facts, want 11: 7, two actions and two chases", got)
	}
	for name, tt := range map[string]struct {
		f    activity.ActionFilter
		want []string
	}{
		"open":                   {activity.ActionFilter{}, []string{guide}},
		"closed":                 {activity.ActionFilter{Closed: true}, []string{hall}},
		"of the charity":         {activity.ActionFilter{Agency: sample.Charity}, []string{guide}},
		"of health, open":        {activity.ActionFilter{Agency: sample.Health}, nil},
		"tom's or the charity's": {activity.ActionFilter{Owner: d.tom.ID, Of: sample.Charity}, []string{guide}},
		"grace's alone":          {activity.ActionFilter{Owner: d.grace.ID}, nil},
		"with a word":            {activity.ActionFilter{Words: "GUIDE"}, []string{guide}},
		"with a sign":            {activity.ActionFilter{Words: "%"}, nil},
		"by reference":           {activity.ActionFilter{Words: strings.ToLower(guide)}, []string{guide}},
		"overtaken":              {activity.ActionFilter{Closed: true, As: activity.Overtaken}, []string{hall}},
		"not done":               {activity.ActionFilter{Closed: true, As: activity.NotDone}, nil},
		"due before":             {activity.ActionFilter{To: d.day.AddDate(0, 0, 39)}, nil},
		"due from":               {activity.ActionFilter{From: d.day.AddDate(0, 0, 40)}, []string{guide}},
		"after the only one":     {activity.ActionFilter{Place: activity.Place{After: ptr(got.Cursor())}}, nil},
		"closed, before it is":   {activity.ActionFilter{Closed: true, Place: activity.Place{Before: ptr(got.Cursor())}}, nil},
	} {
		found, err := d.acts.Actions(t.Context(), d.alan, tt.f)
		var refs []string
		for _, f := range found {
			refs = append(refs, f.Ref)
		}
		if err != nil || !slices.Equal(refs, tt.want) {
			t.Errorf("%s: got %v, %v, want %v", name, refs, err, tt.want)
		}
	}
}

func ptr[T any](v T) *T { return &v }

func TestReadingACaseRecordAsksWhyAndIsLogged(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	samira := sample.Member(t, d.db, "Samira Aziz", access.CaseWorker, sample.Health)
	other := sample.Member(t, d.db, "Otto Werk", access.CaseWorker, sample.Health)
	id, ref := sample.Activity(t, d.db, access.Casework, samira, "Visit", d.now)
	reads := func() int {
		return d.db.Count(t, `SELECT count(*) FROM audit.event WHERE strand = 'casework' AND act = 'consult' AND on_what = $1`, id.String())
	}
	if _, err := d.acts.Find(t.Context(), samira, access.Casework, ref, true); !errors.Is(err, activity.ErrUnread) {
		t.Fatalf("got %v, want %v", err, activity.ErrUnread)
	}
	if got := reads(); got != 0 {
		t.Errorf("got %d reads in the log, want none", got)
	}
	for _, who := range []access.Actor{other, d.priya} {
		if _, err := d.acts.Find(t.Context(), who, access.Casework, ref, true); !errors.Is(err, fault.NotFound) {
			t.Errorf("somebody else: got %v, want %v", err, fault.NotFound)
		}
		if err := d.acts.Read(t.Context(), who, access.Casework, ref, "Curious"); !errors.Is(err, fault.NotFound) {
			t.Errorf("somebody else with a reason: got %v, want %v", err, fault.NotFound)
		}
	}
	if err := d.acts.Read(t.Context(), samira, access.Casework, ref, ""); !errors.Is(err, fault.Invalid) {
		t.Errorf("without a reason: got %v, want %v", err, fault.Invalid)
	}
	if err := d.acts.Read(t.Context(), samira, access.Casework, ref, "Preparing the review"); err != nil {
		t.Fatal(err)
	}
	a, err := d.acts.Find(t.Context(), samira, access.Casework, ref, true)
	if err != nil || a.Content.Name != "Visit" {
		t.Fatalf("got %+v, %v, want the record", a, err)
	}
	if got := reads(); got != 2 {
		t.Errorf("got %d reads in the log, want 2", got)
	}
	again := samira
	again.Session = uuid.New()
	if _, err := d.acts.Find(t.Context(), again, access.Casework, ref, true); !errors.Is(err, activity.ErrUnread) {
		t.Errorf("in another session: got %v, want %v", err, activity.ErrUnread)
	}
	if _, err := d.acts.Change(t.Context(), samira, access.Casework, ref, activity.ReportWrong(samira, "Names the wrong person", d.now)); err != nil {
		t.Fatal(err)
	}
	a, err = d.acts.Find(t.Context(), samira, access.Casework, ref, true)
	if err != nil || !a.Hidden() || a.Content.Name != "" {
		t.Errorf("got %+v, %v, want it hidden", a, err)
	}
	list, err := d.acts.List(t.Context(), samira, access.Casework, activity.Filter{})
	if err != nil || len(list) != 1 || list[0].Title != "" {
		t.Errorf("got %+v, %v, want one line without a title", list, err)
	}
	if list, err := d.acts.List(t.Context(), other, access.Casework, activity.Filter{}); err != nil || len(list) != 0 {
		t.Errorf("got %+v, %v, want no line", list, err)
	}
}

func TestSettingIsThePartnershipOnTheDay(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.db.Exec(t, `UPDATE shared.partnership_agency SET left_on = '2024-06-30' WHERE partnership_id = 1 AND agency_id = $1`, sample.Probation)
	d.db.Exec(t, `UPDATE shared.partnership SET referral_text = 'Call the desk.' WHERE id = 1`)
	in := d.setting(t)
	var names []string
	for _, i := range in.Invited {
		names = append(names, i.Name+": "+i.Representative)
	}
	want := []string{"Westmere Bridge Street: ", "Westmere Council: ", "Westmere Health: ", "Westmere Police: Helen Marsh"}
	if !slices.Equal(names, want) {
		t.Errorf("got %q, want %q", names, want)
	}
	if len(in.Series) != 1 || in.Series[0].Start != 10*time.Hour || in.Series[0].Place != "Town hall" || in.Referral != "Call the desk." {
		t.Errorf("got %+v, want the series and the text", in)
	}
	d.log(t)
	last, err := d.acts.Last(t.Context(), d.grace, d.series)
	if err != nil || last.Name != "Partners monthly meeting" || last.Start != 10*time.Hour || activity.Part[activity.Meeting](last).Place != "Town hall" || activity.Part[activity.Meeting](last).Series != d.series {
		t.Errorf("got %+v, %v, want the meeting", last, err)
	}
	if _, err := d.acts.Last(t.Context(), d.grace, uuid.New()); !errors.Is(err, fault.NotFound) {
		t.Errorf("of another series: got %v, want %v", err, fault.NotFound)
	}
}
