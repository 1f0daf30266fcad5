package postgres_test

import (
	"errors"
	"slices"
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

// ahead is a meeting planned for a day to come.
func (d desk) ahead(t *testing.T, days int) activity.Activity {
	t.Helper()
	return d.log(t, func(c *activity.Content) {
		m := activity.Part[activity.Meeting](*c)
		m.Status, m.Chair, m.Quorum, m.AgendaSent = activity.PlannedMeeting, "Priya Nair", 3, calendar.Day(d.now)
		c.Name, c.Day, c.Actions, c.Detail = "Next meeting", calendar.Day(d.now).AddDate(0, 0, days), nil, m
	})
}

func (d desk) find(t *testing.T, ref string) activity.Activity {
	t.Helper()
	a, err := d.acts.Find(t.Context(), d.alan, access.Coordination, ref, true)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestEverythingOfAMeetingComesBack(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	a := d.log(t, func(c *activity.Content) {
		m := activity.Part[activity.Meeting](*c)
		m.Chair, m.Quorum, m.AgendaSent, m.MinutesDue, m.MinutesSent, m.MinutesAgreed = "Helen Marsh", 4, d.day.AddDate(0, 0, -7), d.day.AddDate(0, 0, 14), d.day, d.day.AddDate(0, 0, 1)
		m.Decisions = []activity.Decision{{What: "Meet online in January", Rationale: "Snow", Dissent: "Health would rather meet"}, {What: "Share the rota", Rationale: "Late referrals"}}
		c.Detail = m
		c.Actions[0].Owner = d.tom.ID
	})
	got := d.find(t, a.Ref)
	ignore := cmp.FilterPath(func(p cmp.Path) bool {
		return slices.Contains([]string{"AgencyName", "SeriesName", "PersonID", "Named"}, p.Last().String()[1:])
	}, cmp.Ignore())
	if diff := cmp.Diff(a.Content.Detail, got.Content.Detail, ignore); diff != "" {
		t.Errorf("saved - found +\n%s", diff)
	}
	if got.Actions[0].Owner != d.tom.ID || got.Actions[0].Kind != activity.PlainAction || got.Content.Actions[0].Owner != d.tom.ID {
		t.Errorf("got %+v, want a plain action of Tom's", got.Actions[0])
	}
	versions, err := d.acts.Versions(t.Context(), d.alan, access.Coordination, got)
	if err != nil || len(versions) != 1 {
		t.Fatalf("got %d versions, %v, want 1", len(versions), err)
	}
	if diff := cmp.Diff(a.Content.Detail, versions[0].Content.Detail, ignore); diff != "" {
		t.Errorf("saved - kept by the version +\n%s", diff)
	}
	if got := versions[0].Content.Actions[0]; got.Owner != d.tom.ID || got.Kind != activity.PlainAction {
		t.Errorf("got %+v, want the version to keep who does it", got)
	}

	in := d.setting(t)
	if in.Off[time.Date(2026, 12, 25, 0, 0, 0, 0, time.UTC)] == false || in.Series[0].MinutesDays != 10 || in.Series[0].Quorum != 0 {
		t.Errorf("got %+v, want the holidays and what the series says", in)
	}
	fewer := d.meeting()
	m := activity.Part[activity.Meeting](fewer)
	m.Attendance, m.Decisions = slices.Clone(m.Attendance), []activity.Decision{{What: "Share the rota", Rationale: "Late referrals at night"}}
	m.Attendance[3].Person = "Helen Marsh"
	fewer.Detail, fewer.Actions = m, nil
	if _, err := d.acts.Change(t.Context(), d.tom, access.Coordination, a.Ref, activity.Correct(d.tom, 1, fewer, "", in, d.now.Add(time.Minute))); err != nil {
		t.Fatal(err)
	}
	if got := activity.Part[activity.Meeting](d.find(t, a.Ref).Content); len(got.Decisions) != 1 || got.Decisions[0].Rationale != "Late referrals at night" || got.Quorum != 0 || !got.MinutesSent.IsZero() {
		t.Errorf("got %+v, want what was corrected", got)
	}
	d.identical(t)
}

func TestAMeetingRemembersTheOneItWasPlannedFrom(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	first := d.log(t, func(c *activity.Content) { c.Marking, c.Limit = activity.Sensitive, activity.Amber })
	if own, theirs := d.find(t, first.Ref).Past(d.tom), first.Past(d.grace); !own.Own || theirs.Own || theirs.Marking != activity.Sensitive || theirs.Limit != activity.Amber {
		t.Errorf("got %+v and %+v, want it marked, and its author's own", own, theirs)
	}
	next := d.log(t, func(c *activity.Content) {
		m := activity.Part[activity.Meeting](*c)
		m.After = first.ID
		c.Marking, c.Limit, c.Detail = activity.Sensitive, activity.Amber, m
	})
	if got := activity.Part[activity.Meeting](d.find(t, next.Ref).Content); got.After != first.ID || got.AfterRef != first.Ref || !got.AfterDay.Equal(d.day) {
		t.Errorf("got %s, %s, %s, want the meeting before it", got.After, got.AfterRef, got.AfterDay)
	}
	if _, err := d.db.Owner.ExecContext(t.Context(), `UPDATE coordination.meeting SET after_id = activity_id WHERE activity_id = $1`, first.ID); err == nil {
		t.Error("got a meeting after itself, want it refused")
	}
	d.identical(t)
}

func TestAPlannedMeetingIsHeldByThoseWhoTakePartThen(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	a := d.ahead(t, 0)
	if got := d.db.Count(t, `SELECT count(*) FROM coordination.attendance WHERE activity_id = $1 AND state = 'invited' AND person_id IS NULL`, a.ID); got != 5 {
		t.Errorf("got %d agencies invited, want 5", got)
	}
	for kind, want := range map[string]int{"planned": 1, "meeting": 0, "attendance": 0, "recorded": 0} {
		if got := d.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE source = $1 AND kind = $2 AND known_to IS NULL`, a.ID, kind); got != want {
			t.Errorf("planned: got %d facts of %s, want %d", got, kind, want)
		}
	}
	planned, err := d.acts.Planned(t.Context(), d.alan)
	if err != nil || len(planned) != 1 || planned[0].Ref != a.Ref || planned[0].Status != activity.PlannedMeeting || planned[0].Came != 0 || planned[0].Invited != 5 {
		t.Errorf("got %+v, %v, want the one that is planned", planned, err)
	}
	if other, err := d.acts.Planned(t.Context(), d.abroad); err != nil || len(other) != 0 {
		t.Errorf("elsewhere: got %v, %v, want none", other, err)
	}
	if _, err := d.acts.Last(t.Context(), d.tom, d.series); !errors.Is(err, fault.NotFound) {
		t.Errorf("the last one: got %v, want none before one was held", err)
	}

	in := d.setting(t)
	in.Invited = in.Invited[:4] // one agency has left meanwhile
	held := d.meeting()
	m := activity.Part[activity.Meeting](held)
	m.Attendance = nil
	for _, i := range in.Invited {
		m.Attendance = append(m.Attendance, activity.Attendance{Agency: i.Agency, State: activity.Absent})
	}
	held.Day, held.Detail, held.Actions = calendar.Day(d.now), m, []activity.Action{{What: "Book the hall", Agency: in.Invited[0].Agency, Due: calendar.Day(d.now).AddDate(0, 0, 9)}}
	if _, err := d.acts.Change(t.Context(), d.alan, access.Coordination, a.Ref, activity.HoldMeeting(d.alan, 1, held, in, d.now)); !errors.Is(err, fault.Forbidden) {
		t.Errorf("by a manager: got %v, want %v", err, fault.Forbidden)
	}
	if _, err := d.acts.Change(t.Context(), d.abroad, access.Coordination, a.Ref, activity.HoldMeeting(d.abroad, 1, held, in, d.now)); !errors.Is(err, fault.NotFound) {
		t.Errorf("by somebody of another partnership: got %v, want %v", err, fault.NotFound)
	}
	if _, err := d.acts.Change(t.Context(), d.grace, access.Coordination, a.Ref, activity.HoldMeeting(d.grace, 1, held, in, d.now.Add(time.Hour))); err != nil {
		t.Fatal(err)
	}
	if got := d.db.Count(t, `SELECT count(*) FROM coordination.attendance WHERE activity_id = $1`, a.ID); got != 4 {
		t.Errorf("got %d lines, want those of the four agencies", got)
	}
	for kind, want := range map[string]int{"planned": 0, "meeting": 1, "attendance": 4, "recorded": 1, "action": 1} {
		if got := d.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE source = $1 AND kind = $2 AND known_to IS NULL`, a.ID, kind); got != want {
			t.Errorf("held: got %d facts of %s, want %d", got, kind, want)
		}
	}
	if planned, err := d.acts.Planned(t.Context(), d.alan); err != nil || len(planned) != 0 {
		t.Errorf("got %+v, %v, want none planned any more", planned, err)
	}
	if n := d.db.Count(t, `SELECT count(*) FROM audit.event WHERE did = 'meeting.follow'`); n != 1 {
		t.Errorf("got %d entries in the log, want 1", n)
	}
	d.identical(t)
}

func TestMinutesFollowInTheHistoryAndTheFacts(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	a := d.log(t)
	sent := activity.MinutesSent.Say(d.grace, 1, d.day.AddDate(0, 0, 2), d.now.AddDate(0, 0, 3))
	if _, err := d.acts.Change(t.Context(), d.grace, access.Coordination, a.Ref, sent); err != nil {
		t.Fatalf("by another agency's staff, after a day: %v", err)
	}
	if _, err := d.acts.Change(t.Context(), d.grace, access.Coordination, a.Ref, sent); !errors.Is(err, fault.Conflict) {
		t.Errorf("twice: got %v, want %v", err, fault.Conflict)
	}
	if _, err := d.acts.Change(t.Context(), d.alan, access.Coordination, a.Ref, activity.MinutesAgreed.Say(d.alan, 2, d.day.AddDate(0, 0, 2), d.now.AddDate(0, 0, 3))); !errors.Is(err, fault.Forbidden) {
		t.Errorf("by a manager: got %v, want %v", err, fault.Forbidden)
	}
	if got := d.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE source = $1 AND kind = 'minutes' AND until = $2 AND known_to IS NULL`, a.ID, d.day.AddDate(0, 0, 2)); got != 1 {
		t.Errorf("got %d facts of the minutes, want 1", got)
	}
	versions, err := d.acts.Versions(t.Context(), d.alan, access.Coordination, d.find(t, a.Ref))
	if err != nil || len(versions) != 2 || versions[0].Why != "Minutes sent on "+d.day.AddDate(0, 0, 2).Format("2 January 2006") || versions[0].By != d.grace.ID {
		t.Errorf("got %+v, %v, want it in words", versions, err)
	}
	d.identical(t)
}

func TestWhatAMeetingGoesThroughFirst(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	on := func(days int, series uuid.UUID, actions ...activity.Action) activity.Activity {
		return d.log(t, func(c *activity.Content) {
			m := activity.Part[activity.Meeting](*c)
			m.Series = series
			c.Day, c.Detail, c.Actions = calendar.Day(d.now).AddDate(0, 0, -days), m, nil
			for _, n := range actions {
				n.Due = c.Day.AddDate(0, 0, 10)
				c.Actions = append(c.Actions, n)
			}
		})
	}
	first := on(60, d.series, activity.Action{What: "Old and open", Agency: sample.Police}, activity.Action{What: "Long overtaken", Agency: sample.Health}, activity.Action{What: "Done", Agency: sample.Health})
	end := func(a activity.Activity, n int, e activity.Ending, when time.Time) {
		t.Helper()
		if err := d.acts.ChangeAction(t.Context(), d.priya, a.Actions[n].Ref, activity.Complete(d.priya, e, when)); err != nil {
			t.Fatal(err)
		}
	}
	end(first, 1, activity.Ending{As: activity.Overtaken, Note: "Closed"}, d.now.AddDate(0, 0, -50))
	end(first, 2, activity.Ending{As: activity.Done, On: first.Content.Day}, d.now.AddDate(0, 0, -50))
	second := on(30, d.series, activity.Action{What: "Not done", Agency: sample.Health}, activity.Action{What: "Overtaken", Agency: sample.Charity})
	end(second, 0, activity.Ending{As: activity.NotDone, Note: "Nobody did"}, d.now.AddDate(0, 0, -20))
	end(second, 1, activity.Ending{As: activity.Overtaken, Note: "Moved"}, d.now.AddDate(0, 0, -10))
	on(5, uuid.Nil, activity.Action{What: "Of another kind of meeting", Agency: sample.Charity})
	next := d.ahead(t, 3)

	words := func(a activity.Activity, who access.Actor) []string {
		t.Helper()
		actions, err := d.acts.Review(t.Context(), who, a)
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, n := range actions {
			all = append(all, n.What)
		}
		slices.Sort(all)
		return all
	}
	if got, want := words(next, d.tom), []string{"Not done", "Old and open", "Overtaken"}; !slices.Equal(got, want) {
		t.Errorf("of its series: got %q, want %q", got, want)
	}
	loose := next
	loose.Content.Detail = activity.Meeting{}
	if got, want := words(loose, d.tom), []string{"Of another kind of meeting", "Old and open"}; !slices.Equal(got, want) {
		t.Errorf("of no series, since the last five days ago: got %q, want %q", got, want)
	}
	if got := words(next, d.abroad); got != nil {
		t.Errorf("elsewhere: got %q, want nothing", got)
	}
	if got := words(first, d.tom); got != nil {
		t.Errorf("of the first meeting: got %q, want nothing", got)
	}
}

func TestActionsAreCountedAsTheFilterLeavesThem(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	today := calendar.Day(d.now)
	a := d.log(t, func(c *activity.Content) {
		c.Day = today.AddDate(0, 0, -40)
		c.Actions = nil
		for _, due := range []int{-3, -1, 0, 7, 8} {
			c.Actions = append(c.Actions, activity.Action{What: "Read the paper", Agency: sample.Charity, Due: today.AddDate(0, 0, due)})
		}
		c.Actions = append(c.Actions, activity.Action{What: "Book the hall", Agency: sample.Health, Owner: d.grace.ID, Due: today})
	})
	for name, tt := range map[string]struct {
		who  access.Actor
		f    activity.ActionFilter
		want activity.Count
	}{
		"all":                {d.tom, activity.ActionFilter{}, activity.Count{All: 6, Overdue: 2, Soon: 3}},
		"the charity's":      {d.tom, activity.ActionFilter{Agency: sample.Charity}, activity.Count{All: 5, Overdue: 2, Soon: 2}},
		"tom's, or nobody's": {d.tom, activity.ActionFilter{Owner: d.tom.ID, Of: sample.Charity}, activity.Count{All: 5, Overdue: 2, Soon: 2}},
		"grace's":            {d.tom, activity.ActionFilter{Owner: d.grace.ID, Of: sample.Health}, activity.Count{All: 1, Soon: 1}},
		"overdue":            {d.tom, activity.ActionFilter{To: today.AddDate(0, 0, -1)}, activity.Count{All: 2, Overdue: 2}},
		"with a word":        {d.tom, activity.ActionFilter{Words: "hall"}, activity.Count{All: 1, Soon: 1}},
		"elsewhere":          {d.abroad, activity.ActionFilter{}, activity.Count{}},
	} {
		if got, err := d.acts.Count(t.Context(), tt.who, tt.f, today); err != nil || got != tt.want {
			t.Errorf("%s: got %+v, %v, want %+v", name, got, err, tt.want)
		}
	}
	d.db.Exec(t, `UPDATE coordination.activity SET reported_at = now() WHERE id = $1`, a.ID)
	if got, err := d.acts.Count(t.Context(), d.tom, activity.ActionFilter{}, today); err != nil || got.All != 0 {
		t.Errorf("of a hidden record: got %+v, %v, want none", got, err)
	}
}

func TestGivingAnActionToAPersonIsKeptAndLogged(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	a := d.log(t)
	people := activity.Colleagues{{ID: d.grace.ID, Name: "Grace Lindqvist", Agency: sample.Health}}
	give := func(who access.Actor) error {
		return d.acts.ChangeAction(t.Context(), who, a.Actions[1].Ref, activity.GiveTo(who, 1, d.grace.ID, people, d.now.Add(time.Minute)))
	}
	if err := give(d.tom); !errors.Is(err, fault.Forbidden) {
		t.Errorf("by another agency: got %v, want %v", err, fault.Forbidden)
	}
	if err := give(d.grace); err != nil {
		t.Fatal(err)
	}
	if err := give(d.grace); !errors.Is(err, fault.Invalid) {
		t.Errorf("twice: got %v, want %v", err, fault.Invalid)
	}
	got, err := d.acts.Action(t.Context(), d.alan, a.Actions[1].Ref)
	if err != nil || got.Owner != d.grace.ID || len(got.History) != 2 || got.History[1].What != activity.OwnerChanged || got.History[1].Why != "Now with Grace Lindqvist" {
		t.Errorf("got %+v, %v, want Grace and the change", got, err)
	}
	if err := d.acts.ChangeAction(t.Context(), d.grace, a.Actions[1].Ref, activity.Complete(d.grace, activity.Ending{As: activity.Done, On: d.day}, d.now.Add(time.Hour))); err != nil {
		t.Fatal(err)
	}
	if got, err = d.acts.Action(t.Context(), d.alan, a.Actions[1].Ref); err != nil || !got.DoneOn.Equal(d.day) {
		t.Errorf("got done on %s, %v, want %s", got.DoneOn, err, d.day)
	}
	if n := d.db.Count(t, `SELECT count(*) FROM audit.event WHERE detail = 'owner'`); n != 1 {
		t.Errorf("got %d entries of the change of person, want 1", n)
	}
	d.identical(t)
}

func TestColleaguesAreThoseWhoWorkForAnAgencyToday(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	accounts := postgres.Accounts{DB: d.acts.DB}
	gone := sample.Member(t, d.db, "Gone Away", access.Staff, sample.Police)
	d.db.Exec(t, `UPDATE identity.membership SET ended_by = account_id, end_reason = 'left', to_day = '2024-06-01' WHERE account_id = $1`, gone.ID)
	off := sample.Member(t, d.db, "Shut Off", access.Staff, sample.Police)
	d.db.Exec(t, `UPDATE identity.account SET disabled_at = now() WHERE id = $1`, off.ID)
	sample.Member(t, d.db, "Ada Auditor", access.Auditor, sample.Council)
	sample.Member(t, d.db, "No Agency", access.Manager, 0)
	got, err := accounts.Colleagues(t.Context(), d.tom)
	var names []string
	for _, c := range got {
		names = append(names, c.Name)
	}
	if want := []string{"Alan Whitford", "Grace Lindqvist", "Priya Nair", "Tom Okafor"}; err != nil || !slices.Equal(names, want) || got[3].ID != d.tom.ID || got[3].Agency != sample.Charity {
		t.Errorf("got %+v, %v, want %q", got, err, want)
	}
	if got, err := accounts.Colleagues(t.Context(), d.abroad); err != nil || len(got) != 1 || got[0].Name != "Una Quill" {
		t.Errorf("elsewhere: got %+v, %v, want Una Quill alone", got, err)
	}
	outside := sample.Member(t, d.db, "Eve Evaluator", access.Evaluator, 0)
	if got, err := accounts.Colleagues(t.Context(), outside); err != nil || len(got) != 0 {
		t.Errorf("for who works in no coordination: got %+v, %v, want nobody", got, err)
	}
}

func TestTheListSaysWhatEachRecordComesTo(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	held, next := d.log(t), d.ahead(t, 4)
	training, _ := sample.Activity(t, d.db, access.Coordination, d.tom, "Course", d.now.AddDate(0, 0, -1))
	share, _ := sample.Activity(t, d.db, access.Coordination, d.tom, "Request", d.now.AddDate(0, 0, -2))
	d.db.Exec(t, `UPDATE coordination.activity SET kind = 'training' WHERE id = $1`, training)
	d.db.Exec(t, `UPDATE coordination.activity SET kind = 'share' WHERE id = $1`, share)
	d.db.Exec(t, `INSERT INTO coordination.participant (activity_id, partnership_id, agency_id, people) VALUES ($1, 1, 1, 6), ($1, 1, 2, 3)`, training)
	d.db.Exec(t, `INSERT INTO coordination.share (activity_id, partnership_id, direction, from_agency_id, purpose, form, asked_on, outcome) VALUES ($1, 1, 'requested', 1, 'x', 'written', '2025-01-01', 'open')`, share)
	d.db.Exec(t, `INSERT INTO coordination.share_recipient (activity_id, partnership_id, agency_id) SELECT $1, 1, n FROM generate_series(2, 5) n`, share)
	lines, err := d.acts.List(t.Context(), d.alan, access.Coordination, activity.Filter{})
	if err != nil || len(lines) != 4 {
		t.Fatalf("got %+v, %v, want 4 lines", lines, err)
	}
	by := map[uuid.UUID]activity.Line{}
	for _, l := range lines {
		by[l.ID] = l
	}
	if l := by[held.ID]; l.Status != activity.HeldMeeting || l.Came != 3 || l.Invited != 5 || l.Open != 2 || l.From != "" {
		t.Errorf("got %+v, want a meeting that was held", l)
	}
	if l := by[next.ID]; l.Status != activity.PlannedMeeting || l.Came != 0 || l.Invited != 5 {
		t.Errorf("got %+v, want a meeting that is planned", l)
	}
	if l := by[training]; l.Agencies != 2 || l.People != 9 || l.Status != "" {
		t.Errorf("got %+v, want 9 people of 2 agencies", l)
	}
	if l := by[share]; l.From != "Westmere Police" || !slices.Equal(l.To, []string{"Westmere Bridge Street", "Westmere Council", "Westmere Health"}) || l.ToMore != 1 || l.Outcome != "open" {
		t.Errorf("got %+v, want from whom to whom", l)
	}
	only, err := d.acts.List(t.Context(), d.alan, access.Coordination, activity.Filter{Kind: activity.CoordinationMeeting, Status: activity.HeldMeeting})
	if err != nil || len(only) != 1 || only[0].ID != held.ID {
		t.Errorf("held alone: got %+v, %v, want one", only, err)
	}
}
