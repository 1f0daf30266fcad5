package postgres_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/fact"
	"liaison/internal/partnership"
	"liaison/internal/postgres"
	"liaison/internal/testing/sample"
)

func TestTheNightsTestsAreKeptOnceForEachPartnership(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.log(t)
	s := postgres.Service{DB: d.acts.DB}
	for _, want := range []int{2, 0} {
		if n, err := s.TestWall(t.Context()); err != nil || n != want {
			t.Fatalf("wall: got %d partnerships and %v, want %d", n, err, want)
		}
		if n, err := s.CheckLog(t.Context()); err != nil || n != want {
			t.Fatalf("log: got %d partnerships and %v, want %d", n, err, want)
		}
	}
	if n, err := postgres.KeepWallTest(t.Context(), d.db.URL(postgres.Migrator), 3); err != nil || n != 2 {
		t.Fatalf("got %d partnerships and %v for a test that somebody asked for, want 2", n, err)
	}
	store := postgres.Partnerships{DB: d.acts.DB}
	tests, err := store.SelfTests(t.Context(), d.tom, partnership.WallTested)
	if err != nil || len(tests) != 2 || tests[0].Found != 3 || tests[0].Nightly || !tests[1].Passed() || !tests[1].Nightly || !tests[1].Day.Equal(calendar.Day(d.now)) {
		t.Errorf("got %+v and %v, want the one asked for before the night's", tests, err)
	}
	if n := d.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE kind = $1 AND flags = '{passed}' AND known_from = (SELECT max(at) FROM coordination.self_test WHERE what = 'log')`, string(fact.LogVerified)); n != 2 {
		t.Errorf("got %d facts that the log was verified, want one for each partnership, known at once", n)
	}
	if n := d.db.Count(t, `SELECT count(*) FROM audit.event WHERE kind = 'self-test' AND on_what IN ('wall', 'log') AND detail = '0'`); n != 2 {
		t.Errorf("got %d entries in the log, want one for each test", n)
	}
	d.identical(t)
}

func TestWhatTheNightFindsIsKeptAndSaid(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, do string
		what     partnership.Tested
	}{
		{"the wall does not stand", `GRANT DELETE ON coordination.activity TO liaison_coordination`, partnership.WallTested},
		{"an entry was edited", `ALTER TABLE audit.event DISABLE TRIGGER ALL; UPDATE audit.event SET actor = 'someone' WHERE (lane, seq) = (SELECT lane, seq FROM audit.event WHERE strand = 'coordination' LIMIT 1) AND strand = 'coordination'`, partnership.LogTested},
		{"the first entry of a lane is gone", `ALTER TABLE audit.event DISABLE TRIGGER ALL; DELETE FROM audit.event WHERE seq = 1 AND strand = 'coordination'`, partnership.LogTested},
		{"the last entries are gone", `ALTER TABLE audit.event DISABLE TRIGGER ALL; DELETE FROM audit.event e USING audit.head h WHERE h.strand = e.strand AND h.lane = e.lane AND h.seq = e.seq`, partnership.LogTested},
		{"an entry stands before the first", `ALTER TABLE audit.event DISABLE TRIGGER ALL; INSERT INTO audit.event SELECT strand, lane, 0, at_us, actor, login, request, act, did, outcome, kind, on_what, partnership_id, why, recipient, detail, prev, hash FROM audit.event WHERE seq = 1 LIMIT 1`, partnership.LogTested},
		{"a head is gone", `ALTER TABLE audit.head DISABLE TRIGGER ALL; DELETE FROM audit.head WHERE strand = 'intelligence' AND lane = 3`, partnership.LogTested},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			d.log(t)
			d.log(t)
			s := postgres.Service{DB: d.acts.DB}
			d.db.Exec(t, tt.do)
			look := map[partnership.Tested]func() (int, error){
				partnership.WallTested: func() (int, error) { return s.TestWall(t.Context()) },
				partnership.LogTested:  func() (int, error) { return s.CheckLog(t.Context()) },
			}[tt.what]
			if n, err := look(); err == nil || n != 2 {
				t.Errorf("got %d partnerships and %v, want 2 and what was found", n, err)
			}
			if n := d.db.Count(t, `SELECT count(*) FROM coordination.self_test WHERE what = $1 AND found > 0`, string(tt.what)); n != 2 {
				t.Errorf("got %d tests kept that found something, want 2", n)
			}
			if n := d.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE 'passed' = ANY (flags)`); n != 0 {
				t.Errorf("got %d facts of a test that passed, want none", n)
			}
			d.identical(t)
		})
	}
}

func TestOnlyTheServiceTestsAndPublishes(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	joy := sample.Member(t, d.db, "Joy Bell", access.OutreachLead, sample.Charity)
	helen := sample.Member(t, d.db, "Helen Marsh", access.IntelligenceLead, sample.Police)
	for _, tt := range []struct {
		who access.Actor
		in  access.Strand
		sql string
	}{
		{d.priya, access.Coordination, `SELECT test_due('wall')`},
		{d.priya, access.Coordination, `SELECT keep_test('wall', 0)`},
		{d.priya, access.Coordination, `SELECT publish_separation('2025-01-01')`},
		{d.priya, access.Coordination, `SELECT audit.check_lane('intelligence', 0, 0, 10)`},
		{d.priya, access.Coordination, `INSERT INTO self_test SELECT gen_random_uuid(), 1, 'wall', now(), current_date, 0, false`},
		{d.priya, access.Coordination, `SELECT * FROM stats.separation_input`},
		{joy, access.Outreach, `SELECT hand_in('2025-01-01')`},
		{joy, access.Outreach, `SELECT stats.hand_in(1, 'outreach', '2025-01-01', NULL, NULL)`},
		{helen, access.Intelligence, `SELECT hand_in('2025-01-01')`},
		{helen, access.Intelligence, `SELECT audit.check_lane('intelligence', 0, 0, 10)`},
		{d.alan, access.Identity, `SELECT hand_in('2025-01-01')`},
		{joy, access.Outreach, `SELECT * FROM sec.members(1)`},
	} {
		err := d.acts.As(t.Context(), tt.who, tt.in, func(tx *gorm.DB) error { return tx.Exec(tt.sql).Error })
		if err == nil {
			t.Errorf("%s as %s: got no error, want it refused", tt.sql, tt.in)
		}
	}
}

func TestWhoTakesPartIsAFactOfTheirMembership(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	today := calendar.Day(d.now)
	kit := sample.Member(t, d.db, "Kit Olsen", access.Administrator, 0) // reads no records
	gone := sample.Member(t, d.db, "Gail Gone", access.Staff, sample.Police)
	d.db.Exec(t, `UPDATE identity.membership SET to_day = '2025-06-30', ended_by = $2, end_reason = 'left' WHERE account_id = $1`, gone.ID, d.alan.ID)
	never := sample.Member(t, d.db, "Nev Never", access.Staff, sample.Police)
	d.db.Exec(t, `UPDATE identity.membership SET to_day = from_day, ended_by = $2, end_reason = 'by mistake' WHERE account_id = $1`, never.ID, d.alan.ID)
	d.db.Exec(t, `UPDATE identity.account SET disabled_at = '2025-03-31 12:00Z' WHERE id = $1`, d.grace.ID)
	late := sample.Member(t, d.db, "Lena Late", access.Staff, sample.Health)
	d.db.Exec(t, `UPDATE identity.membership SET created_at = now() WHERE account_id = $1`, late.ID)
	members := func(who access.Actor, day time.Time) map[uuid.UUID]fact.Fact {
		t.Helper()
		facts, err := postgres.Checklists{DB: d.acts.DB}.Facts(t.Context(), who, book(t), day)
		if err != nil {
			t.Fatal(err)
		}
		found := map[uuid.UUID]fact.Fact{}
		for _, f := range facts {
			if f.Kind == fact.Member {
				found[f.By] = f
			}
		}
		return found
	}
	got := members(d.tom, today)
	for _, tt := range []struct {
		name   string
		who    access.Actor
		agency int
		until  string
	}{
		{"staff", d.tom, sample.Charity, ""},
		{"a manager", d.alan, sample.Council, ""},
		{"somebody whose membership was ended, to the day before", gone, sample.Police, "2025-06-29"},
		{"somebody whose account is disabled, to that day", d.grace, sample.Health, "2025-03-31"},
		{"somebody whose membership was recorded today", late, sample.Health, ""},
	} {
		f, ok := got[tt.who.ID]
		until := ""
		if !f.Until.IsZero() {
			until = f.Until.Format(time.DateOnly)
		}
		if !ok || f.Agency != tt.agency || until != tt.until || f.Day.Format(time.DateOnly) != "2024-01-01" || f.KnownFrom.IsZero() || f.Source == uuid.Nil {
			t.Errorf("%s: got %+v, want agency %d until %q", tt.name, f, tt.agency, tt.until)
		}
	}
	for _, id := range []uuid.UUID{kit.ID, never.ID, d.abroad.ID} {
		if f, ok := got[id]; ok {
			t.Errorf("got %+v, want only who takes part here", f)
		}
	}
	if _, ok := members(d.tom, today.AddDate(0, 0, -1))[late.ID]; ok {
		t.Error("got a membership known the day before it was recorded")
	}
	elsewhere := d.abroad
	elsewhere.Partnership = sample.Westmere
	if got := members(elsewhere, today); len(got) != 0 {
		t.Errorf("got %d members of a partnership that the actor is not in, want none", len(got))
	}
}
