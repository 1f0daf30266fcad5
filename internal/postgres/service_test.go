package postgres_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/fault"
	"liaison/internal/postgres"
	"liaison/internal/testing/sample"
)

func TestOldDraftsAreDeletedAndNoOthers(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	owen := sample.Member(t, d.db, "Owen Platt", access.IntelligenceOfficer, sample.Police)
	age := map[uuid.UUID]int{}
	for _, days := range []int{0, 29, 31, 60} {
		id := d.draft(t, d.tom)
		age[id] = days
		d.db.Exec(t, `UPDATE coordination.draft SET updated_at = now() - make_interval(days => $2) WHERE id = $1`, id, days)
	}
	if err := d.acts.SaveDraft(t.Context(), owen, activity.Draft{ID: uuid.New(), Kind: activity.IntelligencePointer}); err != nil {
		t.Fatal(err)
	}
	d.db.Exec(t, `UPDATE intelligence.draft SET updated_at = now() - interval '31 days'`)
	used := d.log(t)
	d.db.Exec(t, `UPDATE coordination.draft SET updated_at = now() - interval '90 days' WHERE used_for = $1`, used.ID)
	s := postgres.Service{DB: d.acts.DB}
	for _, want := range []int{3, 0} {
		if n, err := s.SweepDrafts(t.Context(), d.now.AddDate(0, 0, -30)); err != nil || n != want {
			t.Fatalf("got %d deleted and %v, want %d", n, err, want)
		}
	}
	for id, days := range age {
		if n := d.db.Count(t, `SELECT count(*) FROM coordination.draft WHERE id = $1`, id); n == 1 != (days < 30) {
			t.Errorf("%d days old: got %d", days, n)
		}
	}
	if n := d.db.Count(t, `SELECT count(*) FROM coordination.draft WHERE used_for IS NOT NULL`); n != 1 {
		t.Errorf("got %d drafts that became a record, want the one: it is the key that saves once", n)
	}
	if n := d.db.Count(t, `SELECT count(*) FROM audit.event WHERE act = 'erase' AND kind = 'draft' AND actor = '5e3b1f0a-2c47-4d19-8b6e-91a7c0d4f258'`); n != 2 {
		t.Errorf("got %d entries in the log, want one for each strand", n)
	}
	if _, err := s.SweepDrafts(t.Context(), d.now.AddDate(0, 0, -7)); err == nil {
		t.Error("got drafts of a week swept, want the database to refuse")
	}
}

func TestTotalsSayTensOfClosedMonthsOnce(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	owen := sample.Member(t, d.db, "Owen Platt", access.IntelligenceOfficer, sample.Police)
	first := time.Date(d.now.Year(), d.now.Month(), 1, 12, 0, 0, 0, time.UTC)
	month := first.AddDate(0, -1, 0)
	for range 23 {
		sample.Activity(t, d.db, access.Intelligence, owen, "Pointer", month)
	}
	sample.Activity(t, d.db, access.Intelligence, owen, "Pointer", first)
	s := postgres.Service{DB: d.acts.DB}
	day := month.Truncate(24 * time.Hour)
	if n, err := s.PublishTotals(t.Context(), day); err != nil || n != 6 {
		t.Fatalf("got %d totals and %v, want those of 3 strands in 2 partnerships", n, err)
	}
	for range 20 {
		sample.Activity(t, d.db, access.Intelligence, owen, "Pointer, entered late", month)
	}
	if n, err := s.PublishTotals(t.Context(), day); err != nil || n != 0 {
		t.Fatalf("got %d totals and %v, want them published once", n, err)
	}
	totals, err := postgres.Partnerships{DB: d.acts.DB}.Totals(t.Context(), d.priya)
	if err != nil || len(totals) != 3 {
		t.Fatalf("got %+v and %v, want one of each strand", totals, err)
	}
	for _, x := range totals {
		if want := map[access.Strand]int{access.Intelligence: 20}[x.Strand]; x.Tens != want || !x.Month.Equal(day) {
			t.Errorf("%s: got %+v, want %d", x.Strand, x, want)
		}
	}
	if _, err := s.PublishTotals(t.Context(), day.AddDate(0, 1, 0)); err == nil {
		t.Error("got an open month published, want the database to refuse")
	}
	if n := d.db.Count(t, `SELECT count(*) FROM stats.total`); n != 6 {
		t.Errorf("got %d totals, want 6", n)
	}
}

// TestOnlyTheServiceSweepsAndPublishes calls the functions as people do not.
func TestOnlyTheServiceSweepsAndPublishes(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	amara := sample.Member(t, d.db, "Amara Cole", access.OutreachLead, sample.Charity)
	for _, tt := range []struct {
		who access.Actor
		in  access.Strand
		sql string
	}{
		{d.priya, access.Coordination, `SELECT sweep(now() - interval '40 days')`},
		{amara, access.Outreach, `SELECT sweep(now() - interval '40 days')`},
		{amara, access.Outreach, `SELECT publish('2025-01-01')`},
		{amara, access.Outreach, `SELECT stats.publish(1, 'outreach', '2025-01-01', 10)`},
		{d.priya, access.Coordination, `INSERT INTO stats.total VALUES (1, 'outreach', '2025-01-01', 10)`},
	} {
		err := d.acts.As(t.Context(), tt.who, tt.in, func(tx *gorm.DB) error { return tx.Exec(tt.sql).Error })
		if err == nil {
			t.Errorf("%s as %s: got no error, want it refused", tt.sql, tt.in)
		}
	}
	who := access.Actor{ID: uuid.MustParse("5e3b1f0a-2c47-4d19-8b6e-91a7c0d4f258"), Partnership: 1, Holds: d.priya.Holds}
	if _, err := d.acts.Find(t.Context(), who, access.Coordination, d.log(t).Ref, false); err == nil {
		t.Errorf("the service reads a record, want %v", fault.NotFound)
	}
}

func TestSessionsThatAreOverAreForgotten(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	row := `INSERT INTO identity.session (id, token_hash, account_id, partnership_id, created_at, last_seen_at, expires_at, ended_at, ended_why)
		VALUES (gen_random_uuid(), sha256(gen_random_uuid()::text::bytea), '` + d.tom.ID.String() + `', 1, now() - interval '90 days', now() - $1::interval, now() - $2::interval, now() - $3::interval, CASE WHEN $3::text IS NOT NULL THEN 'out' END)`
	day := func(n string) any {
		if n == "" {
			return nil
		}
		return n + " days"
	}
	for _, at := range []string{"40/39/", "40/39/39", "5/4/", "40/39/3", "0/-1/"} {
		part := strings.Split(at, "/")
		d.db.Exec(t, row, day(part[0]), day(part[1]), day(part[2]))
	}
	if n, err := (postgres.Service{DB: d.acts.DB}).SweepSessions(context.WithoutCancel(t.Context()), d.now.AddDate(0, 0, -30)); err != nil || n != 2 {
		t.Errorf("got %d and %v, want the two that were over a month ago", n, err)
	}
}
