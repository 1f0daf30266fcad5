package postgres_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/account"
	"liaison/internal/calendar"
	"liaison/internal/fact"
	"liaison/internal/fault"
	"liaison/internal/postgres"
	"liaison/internal/testing/sample"
)

// cooling is somebody of the duties whose outreach was used and ended a month ago.
func (d duties) cooling(t *testing.T, name string) uuid.UUID {
	t.Helper()
	who := access.Actor{ID: sample.Account(t, d.db, name), Partnership: 1}
	today := time.Now().UTC()
	id := sample.GrantFor(t, d.db, who, access.OutreachWorker, today.AddDate(0, 0, -90), today.AddDate(0, 0, -30))
	d.db.Exec(t, `UPDATE identity.strand_grant SET first_used_on = from_day WHERE id = $1`, id)
	return who.ID
}

const (
	proposeDespite = `INSERT INTO grant_proposal (id, account_id, partnership_id, strand, role, from_day, to_day, reason, despite, proposed_by)
		VALUES (?, ?, 1, ?, ?, sec.today() + 2, sec.today() + 60, 'why', ?, ?)`
	exceptedGrant = `INSERT INTO strand_grant (id, account_id, partnership_id, strand, role, from_day, to_day, cooling_days, reason, proposed_by, approved_by, exception_id)
		VALUES (gen_random_uuid(), ?, 1, ?, ?, sec.today() + ?::int, sec.today() + ?::int, 365, 'why', ?, ?, ?)`
)

// TestAnExceptionIsTakenFromTheCoolingOffAlone asks the database, past all of
// our own code.
func TestAnExceptionIsTakenFromTheCoolingOffAlone(t *testing.T) {
	t.Parallel()
	d := newDuties(t)
	despite := "Nobody else is vetted"
	for _, tt := range []struct {
		name     string
		despite  *string
		decide   bool
		role     access.Role // of the grant; the proposal is of an intelligence officer
		from, to int         // days from today; what was proposed is 2 to 60
		before   string      // run as the owner before
		want     string      // a part of the refusal, or empty
	}{
		{name: "as it was approved", despite: &despite, decide: true, role: access.IntelligenceOfficer, from: 2, to: 60},
		{name: "for some of its days", despite: &despite, decide: true, role: access.IntelligenceOfficer, from: 3, to: 50},
		{name: "not a day sooner", despite: &despite, decide: true, role: access.IntelligenceOfficer, from: 1, to: 60, want: "42501"},
		{name: "not a day longer", despite: &despite, decide: true, role: access.IntelligenceOfficer, from: 2, to: 61, want: "42501"},
		{name: "not for another role", despite: &despite, decide: true, role: access.IntelligenceLead, from: 2, to: 60, want: "42501"},
		{name: "not before it is approved", despite: &despite, role: access.IntelligenceOfficer, from: 2, to: 60, want: "42501"},
		{name: "not where none was asked for", decide: true, role: access.IntelligenceOfficer, from: 2, to: 60, want: "42501"},
		{
			name: "not while the other is held", despite: &despite, decide: true, role: access.IntelligenceOfficer, from: 2, to: 60, want: "strand_grant_sides",
			before: `INSERT INTO identity.strand_grant (id, account_id, partnership_id, strand, role, from_day, to_day, cooling_days, first_used_on, reason, proposed_by, approved_by)
				SELECT gen_random_uuid(), account_id, 1, 'casework', 'case_worker', sec.today() - 5, sec.today() + 2, 365, sec.today(), 'why', proposed_by, approved_by FROM identity.strand_grant WHERE account_id = '%s'`,
		},
		{
			name: "on the day after it", despite: &despite, decide: true, role: access.IntelligenceOfficer, from: 3, to: 60,
			before: `INSERT INTO identity.strand_grant (id, account_id, partnership_id, strand, role, from_day, to_day, cooling_days, first_used_on, reason, proposed_by, approved_by)
				SELECT gen_random_uuid(), account_id, 1, 'casework', 'case_worker', sec.today() - 5, sec.today() + 2, 365, sec.today(), 'why', proposed_by, approved_by FROM identity.strand_grant WHERE account_id = '%s'`,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			who, id := d.cooling(t, "Some One"), uuid.New()
			if tt.before != "" {
				d.db.Exec(t, fmt.Sprintf(tt.before, who))
			}
			if err := d.as(t, d.proposer, proposeDespite, id, who, "intelligence", "intelligence_officer", tt.despite, d.proposer.ID); err != nil {
				t.Fatal(err)
			}
			err := d.pg.As(t.Context(), d.approver, access.Identity, func(tx *gorm.DB) error {
				if tt.decide {
					if err := tx.Exec(decide, d.approver.ID, id).Error; err != nil {
						return err
					}
				}
				return tx.Exec(exceptedGrant, who, string(tt.role.Strand()), string(tt.role), tt.from, tt.to, d.proposer.ID, d.approver.ID, id).Error
			})
			switch constraint, _ := postgres.Excluded(err); {
			case tt.want == "" && err != nil:
				t.Errorf("got %v, want a grant", err)
			case tt.want != "" && (err == nil || constraint != tt.want && !strings.Contains(err.Error(), tt.want) && !errors.Is(err, fault.Conflict)):
				t.Errorf("got %v, want %s", err, tt.want)
			}
			if n := d.db.Count(t, `SELECT count(*) FROM identity.strand_grant WHERE account_id = $1 AND side = 'intelligence'`, who); (n == 1) != (tt.want == "") {
				t.Errorf("got %d grants, want one %v", n, tt.want == "")
			}
			if n := d.db.Count(t, `SELECT count(*) FROM identity.strand_grant a JOIN identity.strand_grant b ON a.account_id = b.account_id AND a.side <> b.side AND a.held && b.held WHERE a.account_id = $1`, who); n != 0 {
				t.Error("got both sides held at once, want never")
			}
		})
	}
}

// TestAnExceptionIsForOneGrant takes one, and then asks for others without one.
func TestAnExceptionIsForOneGrant(t *testing.T) {
	t.Parallel()
	d := newDuties(t)
	who, id := d.cooling(t, "Some One"), uuid.New()
	give := func(from, to int, exception *uuid.UUID) error {
		return d.as(t, d.approver, exceptedGrant, who, "intelligence", "intelligence_officer", from, to, d.proposer.ID, d.approver.ID, exception)
	}
	if err := d.as(t, d.proposer, proposeDespite, id, who, "intelligence", "intelligence_officer", "Nobody else", d.proposer.ID); err != nil {
		t.Fatal(err)
	}
	if err := d.as(t, d.proposer, decide, d.proposer.ID, id); err == nil {
		t.Error("got an exception approved by who proposed it")
	}
	if err := d.as(t, access.Actor{ID: who, Partnership: 1}, decide, who, id); err == nil {
		t.Error("got an exception approved by who would hold it")
	}
	if err := d.as(t, d.approver, decide, d.approver.ID, id); err != nil {
		t.Fatal(err)
	}
	if err := give(2, 20, &id); err != nil {
		t.Fatal(err)
	}
	if err := give(30, 60, &id); err == nil {
		t.Error("got one exception used twice")
	}
	err := give(30, 60, nil)
	if constraint, _ := postgres.Excluded(err); constraint != "strand_grant_sides" {
		t.Errorf("got %v for another grant inside the cooling-off, want it refused", err)
	}
	for name, q := range map[string]string{
		"a cooling-off is cut by hand":  `UPDATE strand_grant SET cooled_on = sec.today() WHERE account_id = ?`,
		"an exception is put on later":  `UPDATE strand_grant SET exception_id = NULL WHERE account_id = ?`,
		"what was proposed is reworded": `UPDATE grant_proposal SET despite = 'Another' WHERE account_id = ?`,
	} {
		if err := d.as(t, d.approver, q, who); err == nil {
			t.Errorf("%s: got it done, want it refused", name)
		}
	}
	other := d.cooling(t, "Another")
	if _, err := d.db.Owner.ExecContext(t.Context(), `UPDATE identity.strand_grant SET cooled_on = sec.today() WHERE account_id = $1`, other); err == nil {
		t.Error("got a cooling-off cut by a superuser without an exception")
	}
}

// excepted proposes that Tom, whose outreach cools off, be an officer today.
func excepted(t *testing.T, s street) account.Proposal {
	t.Helper()
	today := calendar.Day(time.Now())
	sample.GrantFor(t, s.DB, s.tom, access.OutreachWorker, today.AddDate(0, -2, 0), today.AddDate(0, -1, 0))
	s.Exec(t, `UPDATE identity.strand_grant SET first_used_on = from_day WHERE account_id = $1`, s.tom.ID)
	return account.Proposal{Account: s.tom.ID, Role: access.IntelligenceOfficer, From: today, To: today.AddDate(0, 1, 0), Reason: "Case load", Despite: "Nobody else is vetted"}
}

func TestAnExceptionTakesTwoWhoMayApprove(t *testing.T) {
	t.Parallel()
	s := newStreet(t)
	ctx := t.Context()
	p := excepted(t, s)
	if _, err := s.accounts.Except(ctx, s.priya, p); !errors.Is(err, fault.Forbidden) {
		t.Errorf("got %v, want a coordinator to propose no exception", err)
	}
	if _, err := s.accounts.Propose(ctx, s.priya, p); said(err) != "role: "+account.OtherSide {
		t.Errorf("got %v, want the same role without an exception refused", err)
	}
	id, err := s.accounts.Except(ctx, s.alan, p)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		who  access.Actor
		want error
	}{
		{"who proposed it", s.alan, fault.Forbidden},
		{"who would hold it", s.tom, fault.Forbidden},
		{"a coordinator", s.priya, fault.Forbidden},
		{"an administrator", s.kit, nil},
	} {
		if err := s.accounts.Decide(ctx, tt.who, id, true, "Vetted in May"); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
	}
	if n := s.logged(t, "admin", "approved intelligence_officer, an exception"); n != 1 {
		t.Errorf("got %d entries of the approval, want 1", n)
	}
	if n := s.Count(t, `SELECT count(*) FROM audit.event WHERE did = 'grant.except' AND act = 'admin'`); n != 1 {
		t.Errorf("got %d entries of the proposal, want 1", n)
	}
	staffing, err := s.accounts.Staffing(ctx, s.kit)
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, m := range staffing.Members {
		for _, g := range m.Grants {
			found = found || g.Role == access.IntelligenceOfficer
			if g.Role == access.OutreachWorker && !g.Barred().Equal(g.To.AddDate(0, 0, 365)) {
				t.Errorf("got the cooling-off until %s for every other role, want the whole of it", g.Barred())
			}
			if g.Role == access.IntelligenceOfficer && g.Exception != id {
				t.Errorf("got exception %s, want %s", g.Exception, id)
			}
		}
	}
	if !found {
		t.Error("got no role in intelligence for Tom, want it")
	}
}

func TestWhatIsHeldHasNoException(t *testing.T) {
	t.Parallel()
	s := newStreet(t)
	p := excepted(t, s)
	today := calendar.Day(time.Now())
	sample.GrantFor(t, s.DB, s.tom, access.CaseWorker, today, today.AddDate(0, 0, 3))
	if _, err := s.accounts.Except(t.Context(), s.alan, p); said(err) != "role: "+account.OtherSide {
		t.Errorf("got %v, want it refused while another is held", err)
	}
	if n := s.Count(t, `SELECT count(*) FROM audit.event WHERE act = 'refuse' AND did = 'grant.except' AND outcome = 'denied'`); n != 1 {
		t.Errorf("got %d refusals in the log, want 1", n)
	}
	p.From = today.AddDate(0, 0, 4)
	if _, err := s.accounts.Except(t.Context(), s.alan, p); err != nil {
		t.Errorf("got %v for a role that begins the day after, want it proposed", err)
	}
}

func TestOfTwoExceptionsApprovedAtOnceOneHolds(t *testing.T) {
	t.Parallel()
	for round := range 4 {
		t.Run(fmt.Sprint(round), func(t *testing.T) {
			t.Parallel()
			s := newStreet(t)
			ctx := t.Context()
			p := excepted(t, s)
			una := sample.Member(t, s.DB, "Una Quill", access.Administrator, 0)
			ids := make([]uuid.UUID, 2)
			for i, role := range []access.Role{access.IntelligenceOfficer, access.IntelligenceLead} {
				p.Role = role
				var err error
				if ids[i], err = s.accounts.Except(ctx, una, p); err != nil {
					t.Fatal(err)
				}
			}
			errs := make([]error, 3)
			var wait sync.WaitGroup
			for i, who := range []access.Actor{s.alan, s.kit, s.alan} {
				wait.Go(func() { errs[i] = s.accounts.Decide(ctx, who, ids[i%2], true, "Vetted") })
			}
			wait.Wait()
			won := 0
			for _, err := range errs {
				if err == nil {
					won++
				} else if !errors.Is(err, fault.Conflict) {
					t.Errorf("got %v, want a refusal", err)
				}
			}
			if n := s.Count(t, `SELECT count(*) FROM identity.strand_grant WHERE account_id = $1 AND side = 'intelligence'`, s.tom.ID); n != 1 || won != 1 {
				t.Errorf("got %d grants and %d who were told so, want 1", n, won)
			}
		})
	}
}

// TestExceptionsArePublishedWithoutTheirHolders publishes a month in which one
// lasted, one was used for an hour, one called off, one over, and one to come.
func TestExceptionsArePublishedWithoutTheirHolders(t *testing.T) {
	t.Parallel()
	s := newStanding(t)
	month := time.Date(s.now.Year(), s.now.Month(), 1, 0, 0, 0, 0, time.UTC)
	s.db.Exec(t, `UPDATE shared.partnership SET created_at = '2024-01-01'`)
	kit := sample.Account(t, s.db, "Kit Olsen")
	give := func(name string, from, to time.Time) uuid.UUID {
		who := sample.Member(t, s.db, name, access.Staff, sample.Police)
		old := sample.GrantFor(t, s.db, who, access.OutreachWorker, from.AddDate(0, -3, 0), from.AddDate(0, 0, -10))
		s.db.Exec(t, `UPDATE identity.strand_grant SET first_used_on = from_day WHERE id = $1`, old)
		s.db.Exec(t, `WITH p AS (INSERT INTO identity.grant_proposal (id, account_id, partnership_id, strand, role, from_day, to_day, reason, despite, proposed_by, decided_by, decided_at, approved)
			VALUES (gen_random_uuid(), $1, 1, 'intelligence', 'intelligence_officer', $2, $3, 'why', 'Nobody else', $4, $5, now(), true) RETURNING id) SELECT id FROM p`, who.ID, from, to, s.alan.ID, kit)
		s.db.Exec(t, `INSERT INTO identity.strand_grant (id, account_id, partnership_id, strand, role, from_day, to_day, cooling_days, reason, proposed_by, approved_by, exception_id)
			SELECT gen_random_uuid(), account_id, 1, strand, role, from_day, to_day, 365, reason, proposed_by, decided_by, id FROM identity.grant_proposal WHERE account_id = $1`, who.ID)
		return who.ID
	}
	holder := give("Lara Lasting", month.AddDate(0, 0, -40), month.AddDate(0, 0, 40))
	give("Olga Over", month.AddDate(0, -3, 0), month.AddDate(0, -1, -1))
	hour := give("Ida Hour", month.AddDate(0, 0, -5), month.AddDate(0, 0, -5))
	unused := give("Una Unused", month.AddDate(0, 0, -5), month.AddDate(0, 0, -5))
	s.db.Exec(t, `ALTER TABLE identity.strand_grant DISABLE TRIGGER keep`)
	s.db.Exec(t, `UPDATE identity.strand_grant SET ended_by = approved_by, end_reason = 'over' WHERE exception_id IS NOT NULL AND account_id IN ($1, $2)`, hour, unused)
	s.db.Exec(t, `UPDATE identity.strand_grant SET first_used_on = from_day WHERE exception_id IS NOT NULL AND account_id = $1`, hour)
	give("Tomas Tocome", month.AddDate(0, 0, 1), month.AddDate(0, 0, 40))
	if n, err := (postgres.Service{DB: s.acts.DB}).PublishSeparation(t.Context(), month); err != nil || n != 2 {
		t.Fatalf("got %d published and %v, want 2", n, err)
	}
	published, err := s.store.Separations(t.Context(), s.tom)
	if err != nil || len(published) != 1 || len(published[0].Exceptions) != 2 || published[0].People != 0 {
		t.Fatalf("got %+v and %v, want what lasts and what lasted an hour, and nobody on both sides", published, err)
	}
	if x := published[0].Exceptions[0]; !x.From.Equal(month.AddDate(0, 0, -40)) || !x.To.Equal(month.AddDate(0, 0, 40)) || x.ProposedBy != s.alan.ID || x.ApprovedBy != kit {
		t.Errorf("got %+v, want its days and its two people", x)
	}
	if n := s.db.Count(t, `SELECT count(*) FROM coordination.fact WHERE kind = $1 AND person_id IS NULL AND by_account IS NULL`, string(fact.SeparationException)); n != 2 {
		t.Errorf("got %d facts without anybody's name, want 2", n)
	}
	for _, table := range []string{"coordination.separation_exception", "stats.separation_exception", "coordination.fact"} {
		if n := s.db.Count(t, `SELECT count(*) FROM `+table+` x WHERE x::text LIKE '%'||$1||'%'`, holder.String()); n != 0 {
			t.Errorf("got the holder in %s, want it nowhere but among accounts", table)
		}
	}
	if all, err := s.store.Separations(t.Context(), s.abroad); err != nil || len(all) != 1 || len(all[0].Exceptions) != 0 {
		t.Errorf("got %+v and %v elsewhere, want nothing of it", all, err)
	}
	s.identical(t)
}
