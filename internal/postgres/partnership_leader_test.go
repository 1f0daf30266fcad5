package postgres_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/internal/partnership"
	"liaison/internal/testing/sample"
)

// leader is one of the police, of whom there is a person already.
func (s standing) leader(who access.Actor, from time.Time) partnership.Leader {
	return partnership.Leader{
		ID: uuid.New(), Post: partnership.PoliceLead, Person: partnership.Person{Name: "Helen Marsh"}, Agency: partnership.Agency{ID: sample.Police},
		Title: "Superintendent", From: from, Reason: "Named by the force", By: who.ID, At: s.now,
	}
}

func (s standing) taking(t *testing.T) []partnership.Partner {
	t.Helper()
	partners, err := s.store.Partners(t.Context(), s.tom, s.day)
	if err != nil {
		t.Fatal(err)
	}
	return partners
}

// left counts what a change of the register leaves: lines of history and
// entries in the log.
func (s standing) left(t *testing.T, register string) (history, log int) {
	t.Helper()
	return s.db.Count(t, `SELECT count(*) FROM coordination.standing_change WHERE what = $1`, register),
		s.db.Count(t, `SELECT count(*) FROM audit.event WHERE strand = 'coordination' AND kind = $1 AND outcome = 'ok'`, register)
}

func TestChangeLeadership(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	taking := s.taking(t)
	first := s.leader(s.priya, s.day.AddDate(0, 0, -200))
	sponsor := s.leader(s.priya, s.day)
	sponsor.Post, sponsor.Agency.ID, sponsor.Person.Name = partnership.SeniorSponsor, sample.Health, "Nia  New"
	for _, tt := range []struct {
		name string
		who  access.Actor
		ch   access.Change[partnership.Leadership]
		want error
		left int
	}{
		{"agency staff may not", s.tom, partnership.Lead(s.leader(s.tom, s.day), taking), fault.Forbidden, 0},
		{"nor the manager", s.alan, partnership.Lead(s.leader(s.alan, s.day), taking), fault.Forbidden, 0},
		{"the coordinator may", s.priya, partnership.Lead(first, taking), nil, 1},
		{"not two in one post", s.priya, partnership.Lead(s.leader(s.priya, s.day), taking), fault.Invalid, 1},
		{"one in the other post", s.priya, partnership.Lead(sponsor, taking), nil, 2},
		{"one of another partnership is not there", s.abroad, partnership.EndLead(first.ID, partnership.Ending{Last: s.day, Reason: "x", By: s.abroad.ID}), fault.NotFound, 2},
		{"end it", s.priya, partnership.EndLead(first.ID, partnership.Ending{Last: s.day, Reason: "Retired", By: s.priya.ID}), nil, 3},
		{"and not again", s.priya, partnership.EndLead(first.ID, partnership.Ending{Last: s.day, Reason: "x", By: s.priya.ID}), fault.Conflict, 3},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := s.store.ChangeLeadership(t.Context(), tt.who, tt.ch); !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
			if history, log := s.left(t, "leader"); history != tt.left || log != tt.left {
				t.Errorf("got %d lines of history and %d entries in the log, want %d", history, log, tt.left)
			}
		})
	}
	all, err := s.store.Leadership(t.Context(), s.tom)
	if err != nil || len(all.Leaders) != 2 {
		t.Fatalf("got %+v (%v), want two", all, err)
	}
	l := all.Leaders[1]
	if l.Person.ID != s.helen || l.Person.Name != "Helen Marsh" || l.Agency.Name != "Westmere Police" || l.Title != "Superintendent" || !l.To.Equal(s.day) || l.EndReason != "Retired" || l.Version != 2 {
		t.Errorf("got %+v, want all of it, of the person there was", l)
	}
	if n := s.db.Count(t, `SELECT count(*) FROM coordination.person WHERE agency_id = $1 AND name = 'Nia  New'`, sample.Health); n != 1 {
		t.Errorf("got %d new people, want 1", n)
	}
	open := s.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE source = $1 AND known_to IS NULL AND until = $2 AND person_id = $3 AND flags = '{police_lead}'`, first.ID, s.day, s.helen)
	closed := s.db.Count(t, `SELECT count(*) FROM coordination.fact f JOIN coordination.standing_change c ON c.on_id = f.source AND c.at = f.known_to WHERE f.source = $1 AND f.until IS NULL`, first.ID)
	if open != 1 || closed != 1 {
		t.Errorf("got %d facts with the end and %d closed at the moment of the history, want 1 and 1", open, closed)
	}
	if all, err := s.store.Leadership(t.Context(), s.abroad); err != nil || len(all.Leaders) != 0 {
		t.Errorf("got %d (%v) in another partnership, want none", len(all.Leaders), err)
	}
	told, err := s.store.Changes(t.Context(), s.tom, first.ID)
	if err != nil || len(told) != 2 || told[0].Why != "Retired" || told[1].By != s.priya.ID {
		t.Errorf("got %+v (%v), want both things that were done, the latest first", told, err)
	}
	s.identical(t)
}

func TestTwoWhoLeadAtOnceAreOne(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	taking := s.taking(t)
	var wg sync.WaitGroup
	errs := make([]error, 4)
	for n := range errs {
		wg.Go(func() {
			errs[n] = s.store.ChangeLeadership(t.Context(), s.priya, partnership.Lead(s.leader(s.priya, s.day), taking))
		})
	}
	wg.Wait()
	saved := 0
	for _, err := range errs {
		switch {
		case err == nil:
			saved++
		case !errors.Is(err, fault.Conflict) && !errors.Is(err, fault.Invalid):
			t.Errorf("got %v, want a fault that says why", err)
		}
	}
	if got := s.db.Count(t, `SELECT count(*) FROM coordination.leader`); saved != 1 || got != 1 {
		t.Errorf("got %d saved and %d rows, want 1", saved, got)
	}
}

func (s standing) escalation(who access.Actor) partnership.Escalation {
	return partnership.Escalation{ID: uuid.New(), Post: partnership.SeniorSponsor, What: "Who pays for the room?", Raised: s.day, RaisedBy: who.ID}
}

func TestEscalations(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	meeting := s.log(t)
	first, second := s.escalation(s.tom), s.escalation(s.priya)
	first.Meeting, second.Raised = meeting.ID, s.day.AddDate(0, 0, -1)
	future := s.escalation(s.tom)
	future.Raised = s.day.AddDate(0, 0, 40)
	for _, tt := range []struct {
		name string
		who  access.Actor
		e    partnership.Escalation
		want error
		left int
	}{
		{"agency staff may", s.tom, first, nil, 1},
		{"the coordinator may", s.priya, second, nil, 2},
		{"the manager is asked and does not", s.alan, s.escalation(s.alan), fault.Forbidden, 2},
		{"not for a day to come", s.tom, future, fault.Invalid, 2},
		{"not from a meeting of another partnership", s.abroad, partnership.Escalation{ID: uuid.New(), Post: partnership.PoliceLead, What: "x", Raised: s.day, Meeting: meeting.ID}, fault.Invalid, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := s.store.Escalate(t.Context(), tt.who, tt.e); !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
			if history, log := s.left(t, "escalation"); history != tt.left || log != tt.left {
				t.Errorf("got %d lines of history and %d entries in the log, want %d", history, log, tt.left)
			}
		})
	}
	reply := partnership.AnswerEscalation(partnership.Reply{Day: s.day, Text: "The council", By: s.alan.ID}, s.day)
	for _, tt := range []struct {
		name string
		who  access.Actor
		id   uuid.UUID
		want error
	}{
		{"agency staff do not answer", s.tom, second.ID, fault.Forbidden},
		{"what is not there", s.alan, uuid.New(), fault.NotFound},
		{"another partnership's is not there", s.abroad, second.ID, fault.NotFound},
		{"the manager answers", s.alan, second.ID, nil},
		{"once", s.alan, second.ID, fault.Conflict},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := s.store.ChangeEscalation(t.Context(), tt.who, tt.id, reply); !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
		})
	}
	all, err := s.store.Escalations(t.Context(), s.tom)
	if err != nil || len(all) != 2 || all[0].ID != first.ID || all[0].MeetingRef != meeting.Ref || all[0].RaisedBy != s.tom.ID {
		t.Fatalf("got %+v (%v), want what waits first, with its meeting", all, err)
	}
	if of, err := s.store.EscalationsOf(t.Context(), s.tom, meeting.ID); err != nil || len(of) != 1 || of[0].ID != first.ID {
		t.Errorf("got %+v (%v), want what came from the meeting", of, err)
	}
	if of, err := s.store.EscalationsOf(t.Context(), s.abroad, meeting.ID); err != nil || len(of) != 0 {
		t.Errorf("got %+v (%v) in another partnership, want none", of, err)
	}
	if e := all[1]; e.Open() || e.Answer != "The council" || e.AnsweredBy != s.alan.ID || !e.Answered.Equal(s.day) || e.Version != 2 {
		t.Errorf("got %+v, want the answer", e)
	}
	if n := s.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE kind = 'escalation' AND known_to IS NULL AND (until IS NULL) = (source = $1)`, first.ID); n != 2 {
		t.Errorf("got %d facts, want one that waits and one that ended", n)
	}
	if _, err := s.store.Escalation(t.Context(), s.abroad, first.ID); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v in another partnership, want not found", err)
	}
	off, err := s.store.Holidays(t.Context(), s.tom)
	if err != nil || off.Works(time.Date(2026, 4, 3, 0, 0, 0, 0, time.UTC)) || !off.Works(time.Date(2026, 4, 2, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("got %d holidays (%v), want Good Friday among them", len(off), err)
	}
	s.identical(t)

	// What it came from says how it is marked, from then on.
	if all[0].Marking != "OFFICIAL" || all[0].Limit != "" || all[1].Marking != "" {
		t.Errorf("got %q, %q and %q, want the meeting's and none", all[0].Marking, all[0].Limit, all[1].Marking)
	}
	s.db.Exec(t, `UPDATE coordination.activity SET marking = 'OFFICIAL-SENSITIVE', tlp = 'AMBER' WHERE id = $1`, meeting.ID)
	if e, err := s.store.Escalation(t.Context(), s.tom, first.ID); err != nil || e.Marking != "OFFICIAL-SENSITIVE" || e.Limit != "AMBER" {
		t.Errorf("got %q, %q (%v), want the meeting's as it now is", e.Marking, e.Limit, err)
	}
}

func (s standing) goals(who access.Actor, from time.Time) partnership.Goals {
	return partnership.Goals{
		ID: uuid.New(), Text: "Work together.\n\nShare what is needed.", From: from, Reason: "The first", By: who.ID, At: s.now,
		Questions: []partnership.Question{{Text: "Who?", Choices: []string{"All", "None"}, Right: 1}, {Text: "When?", Choices: []string{"Now", "Later", "Never"}, Right: 1}, {Text: "Why?", Choices: []string{"Yes", "No"}, Right: 2}},
	}
}

func TestGoalsAndWhoAcknowledgedThem(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	first, second := s.goals(s.priya, s.day.AddDate(0, 0, -30)), s.goals(s.priya, s.day)
	second.Questions = nil
	for _, tt := range []struct {
		name string
		who  access.Actor
		g    partnership.Goals
		want error
	}{
		{"agency staff may not", s.tom, s.goals(s.tom, s.day), fault.Forbidden},
		{"nor the manager", s.alan, s.goals(s.alan, s.day), fault.Forbidden},
		{"the coordinator may", s.priya, first, nil},
		{"the next", s.priya, second, nil},
		{"not one before it", s.priya, s.goals(s.priya, s.day.AddDate(0, 0, -1)), fault.Invalid},
		{"another partnership begins with its own first", s.abroad, s.goals(s.abroad, s.day), nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := s.store.ChangeAims(t.Context(), tt.who, partnership.SetGoals(tt.g)); !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
		})
	}
	aims, err := s.store.Aims(t.Context(), s.tom)
	if err != nil || len(aims.Versions) != 2 || aims.Versions[0].Version != 2 || len(aims.Versions[0].Questions) != 0 {
		t.Fatalf("got %+v (%v), want two versions", aims, err)
	}
	g := aims.Versions[1]
	if g.Text != first.Text || len(g.Questions) != 3 || len(g.Questions[1].Choices) != 3 || g.Questions[2].Right != 2 || !g.From.Equal(first.From) {
		t.Errorf("got %+v, want all of it", g)
	}
	ack := func(who access.Actor, took ...int) partnership.Acknowledgement {
		a, err := g.Acknowledge(who, took, s.day)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	for _, tt := range []struct {
		name string
		who  access.Actor
		a    partnership.Acknowledgement
		want error
	}{
		{"with answers", s.tom, ack(s.tom, 1, 2, 1), nil},
		{"once", s.tom, ack(s.tom), fault.Conflict},
		{"without answers", s.alan, ack(s.alan), nil},
		{"in another's name it is one's own", s.priya, ack(s.grace, 1, 1, 2), nil},
		{"not in another partnership", s.abroad, ack(s.abroad), fault.NotFound},
		{"a version that is not there", s.grace, partnership.Acknowledgement{Goals: uuid.New(), Day: s.day}, fault.NotFound},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := s.store.Acknowledge(t.Context(), tt.who, tt.a); !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
		})
	}
	got, err := s.store.Acknowledgements(t.Context(), s.priya, g)
	if err != nil || len(got) != 3 {
		t.Fatalf("got %+v (%v), want three", got, err)
	}
	for _, a := range got {
		if a.Account == s.tom.ID && (a.Answered != 3 || a.Correct != 1 || len(a.Missed) != 2 || a.Missed[0] != 2 || a.Missed[1] != 3 || a.Agency != sample.Charity) {
			t.Errorf("got %+v, want one right answer and two wrong ones", a)
		}
		if a.Account == s.grace.ID {
			t.Error("got an acknowledgement in another's name")
		}
		if a.Facts()[0].Number != 1 {
			t.Errorf("got %+v, want facts of version 1", a.Facts())
		}
	}
	if n := s.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE kind = 'acknowledgement' AND number = 1 AND by_account = ANY ($1::uuid[]) AND partnership_id = 1`,
		"{"+s.tom.ID.String()+","+s.alan.ID.String()+","+s.priya.ID.String()+"}"); n != 3 {
		t.Errorf("got %d facts, want 3", n)
	}
	if n := s.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE kind = 'acknowledgement' AND flags = '{questions_answered}'`); n != 2 {
		t.Errorf("got %d with all questions answered, want 2", n)
	}
	if n := s.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE kind = 'goals' AND partnership_id = 1`); n != 2 {
		t.Errorf("got %d facts of goals, want 2", n)
	}
	s.identical(t)
}

func (s standing) strandUse(who access.Actor, in access.Strand) partnership.StrandUse {
	return partnership.StrandUse{ID: uuid.New(), Strand: in, Reason: "Needed", ProposedBy: who.ID, ProposedAt: s.now}
}

func TestChangeStrandUses(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	s.db.Exec(t, `DELETE FROM shared.strand_use WHERE partnership_id = 1`)
	first, second := s.strandUse(s.priya, access.Casework), s.strandUse(s.alan, access.Casework)
	for _, tt := range []struct {
		name string
		who  access.Actor
		ch   access.Change[partnership.StrandUses]
		want error
		left int
	}{
		{"agency staff may not propose", s.tom, partnership.ProposeStrand(s.strandUse(s.tom, access.Outreach)), fault.Forbidden, 0},
		{"the coordinator may", s.priya, partnership.ProposeStrand(first), nil, 1},
		{"not twice at once", s.alan, partnership.ProposeStrand(second), fault.Conflict, 1},
		{"nobody approves their own", s.priya, partnership.DecideStrand(first.ID, s.priya.ID, true, "Yes", s.now), fault.Forbidden, 1},
		{"nor agency staff", s.tom, partnership.DecideStrand(first.ID, s.tom.ID, true, "Yes", s.now), fault.Forbidden, 1},
		{"another partnership has none", s.abroad, partnership.DecideStrand(first.ID, s.abroad.ID, true, "Yes", s.now), fault.NotFound, 1},
		{"the manager refuses", s.alan, partnership.DecideStrand(first.ID, s.alan.ID, false, "Not yet", s.now), nil, 2},
		{"the manager proposes again", s.alan, partnership.ProposeStrand(second), nil, 3},
		{"the coordinator approves", s.priya, partnership.DecideStrand(second.ID, s.priya.ID, true, "Now", s.now), nil, 4},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := s.store.ChangeStrandUses(t.Context(), tt.who, tt.ch); !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
			if history, log := s.left(t, "strand"); history != tt.left || log != tt.left {
				t.Errorf("got %d lines of history and %d entries in the log, want %d", history, log, tt.left)
			}
		})
	}
	all, err := s.store.StrandUses(t.Context(), s.tom)
	if u, ok := all.Of(access.Casework); err != nil || !ok || !u.Approved || u.DecidedBy != s.priya.ID || u.Why != "Now" || len(all.Uses) != 2 {
		t.Errorf("got %+v (%v), want casework on", all, err)
	}
	if _, ok := all.Of(access.Outreach); ok {
		t.Error("got outreach, want it off")
	}
}

// Where the rule is not asked, the table still wants two people, and one use of
// each strand.
func TestTheTableWantsTwoPeopleForAStrand(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	s.db.Exec(t, `DELETE FROM shared.strand_use WHERE partnership_id = 1`)
	u := s.strandUse(s.priya, access.Casework)
	forced := func(do access.Action, apply func(*partnership.StrandUses)) access.Change[partnership.StrandUses] {
		return access.Change[partnership.StrandUses]{Do: do, Apply: func(all *partnership.StrandUses) error { apply(all); return nil }}
	}
	if err := s.store.ChangeStrandUses(t.Context(), s.priya, partnership.ProposeStrand(u)); err != nil {
		t.Fatal(err)
	}
	for name, ch := range map[string]access.Change[partnership.StrandUses]{
		"one's own": forced(access.ApproveStrand, func(all *partnership.StrandUses) {
			all.Uses[0].DecidedBy, all.Uses[0].DecidedAt, all.Uses[0].Approved, all.Uses[0].Why = s.priya.ID, s.now, true, "x"
		}),
		"in another's name": forced(access.ApproveStrand, func(all *partnership.StrandUses) {
			all.Uses[0].DecidedBy, all.Uses[0].DecidedAt, all.Uses[0].Approved, all.Uses[0].Why = s.alan.ID, s.now, true, "x"
		}),
		"twice": forced(access.ProposeStrand, func(all *partnership.StrandUses) { all.Uses = append(all.Uses, s.strandUse(s.priya, access.Casework)) }),
	} {
		if err := s.store.ChangeStrandUses(t.Context(), s.priya, ch); err == nil {
			t.Errorf("%s: got nothing, want it refused", name)
		}
	}
	if n := s.db.Count(t, `SELECT count(*) FROM shared.strand_use WHERE partnership_id = 1 AND decided_by IS NULL`); n != 1 {
		t.Errorf("got %d that wait, want 1", n)
	}
}

func TestSetupIsCountedFromWhatIsKept(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	today := calendar.Day(s.now)
	setup := func(who access.Actor) partnership.Setup {
		t.Helper()
		got, err := s.store.Setup(t.Context(), who, today)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if got, want := setup(s.priya), (partnership.Setup{Agencies: 5, Represented: 1}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	a := s.log(t)
	if err := s.store.ChangeAims(t.Context(), s.priya, partnership.SetGoals(s.goals(s.priya, s.day))); err != nil {
		t.Fatal(err)
	}
	s.db.Exec(t, `INSERT INTO shared.agreement (id, partnership_id, number, name, purpose, basis, from_day, review_on, recorded_by) VALUES ($1, 1, 'ISA-01', 'One', 'x', 'x', '2025-01-01', '2026-01-01', $2)`, uuid.New(), s.priya.ID)
	s.db.Exec(t, `UPDATE shared.partnership_agency SET left_on = '2025-01-01', left_reason = 'x' WHERE partnership_id = 1 AND agency_id = $1`, sample.Probation)
	if got, want := setup(s.priya), (partnership.Setup{Agencies: 4, Represented: 1, Agreements: 1, Goals: 1, Meetings: 1}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	s.db.Exec(t, `UPDATE coordination.fact SET known_to = now() WHERE source = $1`, a.ID) // as a withdrawal does
	if got := setup(s.priya).Meetings; got != 0 {
		t.Errorf("got %d meetings after the withdrawal, want none", got)
	}
	if got, want := setup(s.abroad), (partnership.Setup{Agencies: 5}); got != want {
		t.Errorf("got %+v of another partnership, want %+v", got, want)
	}
	registers, err := s.store.Registers(t.Context(), s.tom, today)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]partnership.Register{}
	for _, r := range registers {
		found[r.Key] = r
	}
	for key, want := range map[string]int{"agency": 4, "representative": 1, "series": 1, "goals": 1, "agreement": 1, "leader": 0, "strand": 4} {
		if got := found[key]; got.Count != want {
			t.Errorf("%s: got %d, want %d", key, got.Count, want)
		}
	}
	if found["goals"].Changed.IsZero() || !found["leader"].Changed.IsZero() {
		t.Errorf("got %+v, want goals changed and leaders not", found)
	}
	there, err := s.store.Registers(t.Context(), s.abroad, today)
	for _, r := range there {
		if err != nil || r.Key == "goals" && (r.Count != 0 || !r.Changed.IsZero()) {
			t.Errorf("got %+v (%v) in another partnership, want nothing", r, err)
		}
	}
}

func TestChangeDetails(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	was, err := s.store.Details(t.Context(), s.tom)
	if err != nil || was.Name != "Partnership 1" || was.Short != "P1" {
		t.Fatalf("got %+v (%v), want the partnership", was, err)
	}
	is := was
	is.Name, is.Referral = "Westmere Prevention Partnership", "Call the desk."
	is.Calendar = partnership.Calendar{Code: "scotland", Name: "Scotland"}
	for _, tt := range []struct {
		name string
		who  access.Actor
		mark string
		want error
		left int
	}{
		{"agency staff may not", s.tom, was.Mark(), fault.Forbidden, 0},
		{"nor the manager", s.alan, was.Mark(), fault.Forbidden, 0},
		{"nor who saw other details", s.priya, is.Mark(), fault.Conflict, 0},
		{"the coordinator may", s.priya, was.Mark(), nil, 1},
		{"not on what was before", s.priya, was.Mark(), fault.Conflict, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := s.store.ChangeDetails(t.Context(), tt.who, partnership.SetDetails(is, tt.mark)); !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
			if history, log := s.left(t, "partnership"); history != tt.left || log != tt.left {
				t.Errorf("got %d lines of history and %d entries in the log, want %d", history, log, tt.left)
			}
		})
	}
	if got, err := s.store.Details(t.Context(), s.tom); err != nil || got != is {
		t.Errorf("got %+v (%v), want %+v", got, err, is)
	}
	if got, err := s.store.Details(t.Context(), s.abroad); err != nil || got.Name != "Partnership 2" {
		t.Errorf("got %+v (%v), want the other partnership as it was", got, err)
	}
	told, err := s.store.Changes(t.Context(), s.priya, is.Source())
	if err != nil || len(told) != 1 || told[0].Said != is.Changes(was) {
		t.Errorf("got %+v (%v), want what it was before", told, err)
	}
}

func TestTheInitiativeKeepsWhatAnEvaluationNeeds(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	i := s.initiative(s.priya)
	i.Comparison, i.Instrument, i.Baseline, i.Outcomes = "The next town", "A survey", s.day.AddDate(0, 0, -400), "Less of it"
	if err := s.store.ChangePlan(t.Context(), s.priya, partnership.Propose(i, []int{1, 2, 3, 4, 5}, s.day)); err != nil {
		t.Fatal(err)
	}
	plan, err := s.store.Plan(t.Context(), s.tom)
	if err != nil || len(plan.Versions) != 1 {
		t.Fatalf("got %+v (%v), want one version", plan, err)
	}
	if got := plan.Versions[0]; got.Comparison != i.Comparison || got.Instrument != i.Instrument || !got.Baseline.Equal(i.Baseline) || got.Outcomes != i.Outcomes {
		t.Errorf("got %+v, want what it says for an evaluation", got)
	}
}
