package postgres_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/fault"
	"liaison/internal/postgres"
	"liaison/internal/testing/pgtest"
	"liaison/internal/testing/sample"
)

// duties is a database in which a proposer and an approver grant.
type duties struct {
	db                 *pgtest.DB
	pg                 *postgres.DB
	proposer, approver access.Actor
}

func newDuties(t *testing.T) duties {
	t.Helper()
	db := pgtest.New(t)
	sample.Partnership(t, db)
	return duties{
		db: db, pg: db.Open(t, nil),
		proposer: sample.Member(t, db, "Priya Nair", access.Coordinator, sample.Council),
		approver: sample.Member(t, db, "Alan Whitford", access.Manager, sample.Council),
	}
}

const (
	propose = `INSERT INTO grant_proposal (id, account_id, partnership_id, strand, role, from_day, to_day, reason, proposed_by) VALUES (?, ?, ?, ?, ?, sec.today(), sec.today() + 30, 'why', ?)`
	decide  = `UPDATE grant_proposal SET decided_by = ?, decided_at = now(), approved = true WHERE id = ?`
	grant   = `INSERT INTO strand_grant (id, account_id, partnership_id, strand, role, from_day, to_day, cooling_days, reason, proposed_by, approved_by)
		VALUES (?, ?, ?, ?, ?, sec.today(), sec.today() + 30, 365, 'why', ?, ?)`
)

func (d duties) as(t *testing.T, who access.Actor, q string, args ...any) error {
	t.Helper()
	return d.pg.As(t.Context(), who, access.Identity, func(tx *gorm.DB) error { return tx.Exec(q, args...).Error })
}

// give proposes and approves a grant as two people do.
func (d duties) give(t *testing.T, to uuid.UUID, partnership int, role access.Role) error {
	t.Helper()
	id := uuid.New()
	if err := d.as(t, d.proposer, propose, id, to, partnership, string(role.Strand()), string(role), d.proposer.ID); err != nil {
		return err
	}
	return d.pg.As(t.Context(), d.approver, access.Identity, func(tx *gorm.DB) error {
		if err := tx.Exec(decide, d.approver.ID, id).Error; err != nil {
			return err
		}
		return tx.Exec(grant, uuid.New(), to, partnership, string(role.Strand()), string(role), d.proposer.ID, d.approver.ID).Error
	})
}

func TestNobodyHoldsBothSides(t *testing.T) {
	t.Parallel()
	d := newDuties(t)
	sample.Another(t, d.db, 2)
	roles := []access.Role{access.OutreachWorker, access.OutreachLead, access.CaseWorker, access.CaseSupervisor, access.IntelligenceOfficer, access.IntelligenceLead}
	side := func(r access.Role) bool { return r.Strand() == access.Intelligence }
	for _, first := range roles {
		for _, second := range roles {
			for _, partnership := range []int{1, 2} {
				who := sample.Account(t, d.db, "Some One")
				if err := d.give(t, who, 1, first); err != nil {
					t.Fatal(err)
				}
				err := d.give(t, who, partnership, second)
				constraint, refused := postgres.Excluded(err)
				want := ""
				switch {
				case side(first) != side(second):
					want = "strand_grant_sides"
				case first.Strand() == second.Strand() && partnership == 1:
					want = "strand_grant_once"
				}
				if constraint != want || refused != (want != "") || (refused && !errors.Is(err, fault.Conflict)) {
					t.Errorf("%s in 1, then %s in %d: got %v, want %q", first, second, partnership, err, want)
				}
			}
		}
	}
}

func TestOfManyGrantsAtOnceOneSideWins(t *testing.T) {
	t.Parallel()
	d := newDuties(t)
	who := sample.Account(t, d.db, "Some One")
	roles := []access.Role{access.OutreachWorker, access.IntelligenceOfficer}
	for i := range 40 {
		r := roles[i%2]
		d.db.Exec(t, `INSERT INTO identity.grant_proposal (id, account_id, partnership_id, strand, role, from_day, to_day, reason, proposed_by, decided_by, decided_at, approved)
			VALUES ($1, $2, 1, $3, $4, sec.today(), sec.today() + 30, 'why', $5, $6, now(), true)`, uuid.New(), who, string(r.Strand()), string(r), d.proposer.ID, d.approver.ID)
	}
	var (
		wait sync.WaitGroup
		won  atomic.Int32
	)
	for i := range 40 {
		wait.Go(func() {
			r := roles[i%2]
			err := d.as(t, d.approver, grant, uuid.New(), who, 1, string(r.Strand()), string(r), d.proposer.ID, d.approver.ID)
			switch _, refused := postgres.Excluded(err); {
			case err == nil:
				won.Add(1)
			case !refused && !errors.Is(err, fault.Conflict):
				t.Errorf("got %v, want a refusal", err)
			}
		})
	}
	wait.Wait()
	if n := d.db.Count(t, `SELECT count(*) FROM identity.strand_grant WHERE account_id = $1`, who); n != 1 || won.Load() != 1 {
		t.Errorf("got %d grants and %d who were told so, want 1", n, won.Load())
	}
}

func TestAGrantThatWasUsedCoolsOff(t *testing.T) {
	t.Parallel()
	d := newDuties(t)
	today := time.Now().UTC()
	for _, tt := range []struct {
		name     string
		from, to int // days from today, of the outreach grant
		used     bool
		cooling  int
		start    int // of the intelligence grant
		want     string
	}{
		{"one that was used last month bars", -60, -30, true, 365, 0, "strand_grant_sides"},
		{"one never used leaves nothing behind", -60, -30, false, 365, 0, ""},
		{"nor on the day after it ended", -60, -1, false, 365, 0, ""},
		{"but on its last day it bars", -60, 0, false, 365, 0, "strand_grant_sides"},
		{"one that has cooled off does not bar", -400, -366, true, 365, 0, ""},
		{"on the last day of cooling it does", -400, -365, true, 365, 0, "strand_grant_sides"},
		{"a shorter time is a shorter time", -60, -30, true, 10, 0, ""},
		{"none in the future reaches into a grant that runs", -1, 10, false, 365, 5, "strand_grant_sides"},
		{"but after it may be", -1, 10, false, 365, 11, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			who := sample.Account(t, d.db, "Some One")
			var used *time.Time
			if tt.used {
				day := today.AddDate(0, 0, tt.from)
				used = &day
			}
			d.db.Exec(t, `INSERT INTO identity.strand_grant (id, account_id, partnership_id, strand, role, from_day, to_day, cooling_days, first_used_on, reason, proposed_by, approved_by)
				VALUES ($1, $2, 1, 'outreach', 'outreach_worker', sec.today() + $3::int, sec.today() + $4::int, $5, $6, 'why', $7, $8)`,
				uuid.New(), who, tt.from, tt.to, tt.cooling, used, d.proposer.ID, d.approver.ID)
			_, err := d.db.Owner.ExecContext(t.Context(), `INSERT INTO identity.strand_grant (id, account_id, partnership_id, strand, role, from_day, to_day, cooling_days, reason, proposed_by, approved_by)
				VALUES ($1, $2, 1, 'intelligence', 'intelligence_officer', sec.today() + $3::int, sec.today() + 400, 365, 'why', $4, $5)`,
				uuid.New(), who, tt.start, d.proposer.ID, d.approver.ID)
			got := ""
			var pgErr *pgconn.PgError
			if errors.As(err, &pgErr) {
				got = pgErr.ConstraintName
			}
			if got != tt.want {
				t.Errorf("got %q (%v), want %q", got, err, tt.want)
			}
		})
	}
}

// A grant that is used on the other side of one that begins later is refused,
// and with it everything that would have used it.
func TestUseThatWouldBarIsRefused(t *testing.T) {
	t.Parallel()
	d := newDuties(t)
	who := sample.Member(t, d.db, "Amara Cole", access.Staff, sample.Charity)
	today := time.Now().UTC()
	sample.GrantFor(t, d.db, who, access.OutreachWorker, today.AddDate(0, 0, -1), today.AddDate(0, 0, 10))
	sample.GrantFor(t, d.db, who, access.IntelligenceOfficer, today.AddDate(0, 0, 20), today.AddDate(0, 0, 40))
	err := d.pg.As(t.Context(), who, access.Outreach, func(*gorm.DB) error { return nil })
	if constraint, _ := postgres.Excluded(err); constraint != "strand_grant_sides" {
		t.Errorf("got %v, want strand_grant_sides", err)
	}
}

func TestGrantsAreKept(t *testing.T) {
	t.Parallel()
	d := newDuties(t)
	today := time.Now().UTC()
	day := func(n int) string { return today.AddDate(0, 0, n).Format(time.DateOnly) }
	by := d.approver.ID.String()
	end := func(to, by string) string {
		return `UPDATE strand_grant SET to_day = '` + to + `', ended_by = '` + by + `', end_reason = 'over' WHERE id = ?`
	}
	for _, tt := range []struct {
		name     string
		from, to int
		do       string
		may      bool
	}{
		{"ends today", -10, 10, end(day(0), by), true},
		{"ends later than today", -10, 10, end(day(5), by), true},
		{"not before today", -10, 10, end(day(-1), by), false},
		{"not longer", -10, 10, end(day(20), by), false},
		{"not when it is past", -10, -1, end(day(-1), by), false},
		{"not in another's name", -10, 10, end(day(0), d.proposer.ID.String()), false},
		{"not without a name", -10, 10, `UPDATE strand_grant SET to_day = '` + day(0) + `' WHERE id = ?`, false},
		{"a future one is called off", 5, 10, end(day(5), by), true},
		{"not to another person", -10, 10, `UPDATE strand_grant SET account_id = '` + by + `' WHERE id = ?`, false},
		{"not to another role", -10, 10, `UPDATE strand_grant SET role = 'outreach_lead' WHERE id = ?`, false},
		{"not as if never used", -10, 10, `UPDATE strand_grant SET first_used_on = NULL WHERE id = ?`, false},
		{"not away", -10, 10, `DELETE FROM strand_grant WHERE id = ?`, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			who := access.Actor{ID: sample.Account(t, d.db, "Some One"), Partnership: 1}
			id := sample.GrantFor(t, d.db, who, access.OutreachWorker, today.AddDate(0, 0, tt.from), today.AddDate(0, 0, tt.to))
			if err := d.as(t, d.approver, tt.do, id); (err == nil) != tt.may {
				t.Errorf("got %v, want allowed %v", err, tt.may)
			}
		})
	}
	t.Run("not even by a superuser", func(t *testing.T) {
		who := access.Actor{ID: sample.Account(t, d.db, "Some One"), Partnership: 1}
		id := sample.GrantFor(t, d.db, who, access.OutreachWorker, today.AddDate(0, 0, -3), today.AddDate(0, 0, 3))
		for _, q := range []string{`DELETE FROM identity.strand_grant WHERE id = $1`, `UPDATE identity.strand_grant SET strand = 'casework', role = 'case_worker' WHERE id = $1`} {
			if _, err := d.db.Owner.ExecContext(t.Context(), q, id); err == nil {
				t.Errorf("%s ran", q)
			}
		}
	})
	t.Run("ended once", func(t *testing.T) {
		who := access.Actor{ID: sample.Account(t, d.db, "Some One"), Partnership: 1}
		id := sample.GrantFor(t, d.db, who, access.OutreachWorker, today.AddDate(0, 0, -3), today.AddDate(0, 0, 9))
		if err := errors.Join(d.as(t, d.approver, end(day(5), by), id)); err != nil {
			t.Fatal(err)
		}
		if err := d.as(t, d.approver, end(day(2), by), id); err == nil {
			t.Error("got nil, want the second end refused")
		}
	})
}

func TestAGrantTakesTwoPeopleWhoSaySoThemselves(t *testing.T) {
	t.Parallel()
	d := newDuties(t)
	who := sample.Member(t, d.db, "Amara Cole", access.Staff, sample.Charity)
	give := func(by access.Actor, proposer, approver uuid.UUID, role access.Role) error {
		return d.as(t, by, grant, uuid.New(), who.ID, 1, string(role.Strand()), string(role), proposer, approver)
	}
	for name, err := range map[string]error{
		"nobody proposed it":         give(d.approver, d.proposer.ID, d.approver.ID, access.OutreachWorker),
		"one proposes and approves":  give(d.approver, d.approver.ID, d.approver.ID, access.OutreachWorker),
		"the holder approves":        give(who, d.proposer.ID, who.ID, access.OutreachWorker),
		"the holder proposes":        give(d.approver, who.ID, d.approver.ID, access.OutreachWorker),
		"another's name is put":      give(d.proposer, d.approver.ID, d.approver.ID, access.OutreachWorker),
		"proposed in another's name": d.as(t, d.approver, propose, uuid.New(), who.ID, 1, "outreach", "outreach_worker", d.proposer.ID),
		"proposed for oneself":       d.as(t, who, propose, uuid.New(), who.ID, 1, "outreach", "outreach_worker", who.ID),
	} {
		if err == nil {
			t.Errorf("%s: got a grant, want it refused", name)
		}
	}
	id := uuid.New()
	if err := d.as(t, d.proposer, propose, id, who.ID, 1, "outreach", "outreach_worker", d.proposer.ID); err != nil {
		t.Fatal(err)
	}
	if err := d.as(t, d.proposer, decide, d.approver.ID, id); err == nil {
		t.Error("the proposer decided in the approver's name")
	}
	if err := d.as(t, d.proposer, decide, d.proposer.ID, id); err == nil {
		t.Error("the proposer decided")
	}
	if err := d.as(t, d.approver, decide, d.approver.ID, id); err != nil {
		t.Fatal(err)
	}
	if err := give(d.approver, d.proposer.ID, d.approver.ID, access.OutreachLead); err == nil {
		t.Error("got another role than was proposed")
	}
	if err := give(d.approver, d.proposer.ID, d.approver.ID, access.OutreachWorker); err != nil {
		t.Errorf("got %v for what two people agreed on, want a grant", err)
	}
}

// The rights of every login on every table, as one page to read.
func TestGrantsOfLogins(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	for _, tt := range []struct{ login, want string }{
		{"liaison_outreach", "outreach,shared"},
		{"liaison_casework", "casework,shared"},
		{"liaison_intelligence", "intelligence,shared"},
		{"liaison_coordination", "coordination,shared,stats"}, // totals of closed months, in tens
		{"liaison_identity", "identity,shared"},
		{"liaison_sealer", "audit"},
	} {
		var got string
		if err := db.Owner.QueryRowContext(t.Context(), `SELECT coalesce(string_agg(DISTINCT n.nspname, ',' ORDER BY n.nspname), '') FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
			WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND has_schema_privilege($1, n.oid, 'USAGE')
			AND (has_any_column_privilege($1, c.oid, 'SELECT') OR has_any_column_privilege($1, c.oid, 'INSERT') OR has_any_column_privilege($1, c.oid, 'UPDATE') OR has_table_privilege($1, c.oid, 'DELETE'))`,
			tt.login).Scan(&got); err != nil || got != tt.want {
			t.Errorf("%s reaches %q (%v), want %q", tt.login, got, err, tt.want)
		}
	}
	for _, in := range access.Strands() {
		for _, column := range strings.Fields("id ref partnership_id kind author created_at agency_id") {
			if n := db.Count(t, fmt.Sprintf(`SELECT has_column_privilege('liaison_%s', '%s.activity', '%s', 'UPDATE')::int`, in, in, column)); n != 0 {
				t.Errorf("%s may change %s of an activity", in, column)
			}
		}
	}
}
