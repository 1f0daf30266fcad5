package postgres_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/fault"
	"liaison/internal/postgres"
	"liaison/internal/testing/pgtest"
	"liaison/internal/testing/sample"
)

type seen struct {
	ID    uuid.UUID
	Title string
}

func TestQueryReadsAsThePerson(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	sample.Partnership(t, db)
	staff := sample.Member(t, db, "Tom Okafor", access.Staff, sample.Police)
	outreach := sample.Member(t, db, "Amara Cole", access.OutreachWorker, sample.Charity)
	id, _ := sample.Activity(t, db, access.Outreach, outreach, "drop-in", noon)
	pg := db.Open(t, nil)
	const q = `SELECT id, title FROM activity WHERE title <> $1`

	got, err := postgres.Query[seen](t.Context(), pg, outreach, access.Outreach, q, "x")
	if err != nil || len(got) != 1 || got[0] != (seen{id, "drop-in"}) {
		t.Errorf("got %v (%v), want the activity", got, err)
	}
	if n := db.Count(t, `SELECT count(*) FROM identity.strand_grant WHERE account_id = $1 AND first_used_on IS NOT NULL`, outreach.ID); n != 1 {
		t.Errorf("got %d grants used by a query, want 1", n)
	}
	got, err = postgres.Query[seen](t.Context(), pg, staff, access.Outreach, q, "x")
	if err != nil || len(got) != 0 {
		t.Errorf("got %v (%v) without a grant, want nothing", got, err)
	}
	if _, err = postgres.Query[seen](t.Context(), pg, outreach, access.Outreach, `SELECT id, title FROM activity WHERE id = $1::text::uuid`, "not an id"); !errors.Is(err, fault.Invalid) {
		t.Errorf("got %v for an id that is none, want %v", err, fault.Invalid)
	}
	if _, err = postgres.Query[seen](t.Context(), pg, outreach, access.Outreach, `SELECT id, title FROM intelligence.activity`); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v across the wall, want %v", err, fault.NotFound)
	}
	if _, err = postgres.Query[seen](t.Context(), pg, access.Actor{}, access.Outreach, q, "x"); err == nil {
		t.Error("nobody may query, want an error")
	}
}

// Nobody waits for the service, which may read a year of a large partnership;
// the connection it had is as it was for the next person.
func TestTheServiceHasMoreTime(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	sample.Partnership(t, db)
	staff := sample.Member(t, db, "Tom Okafor", access.Staff, sample.Police)
	db.Config.Pool = 1
	pg := db.Open(t, nil)
	for _, tt := range []struct {
		who  access.Actor
		want string
	}{{staff, "5s"}, {postgres.TheService, "1min"}, {staff, "5s"}} {
		got, err := postgres.Query[struct{ Limit string }](t.Context(), pg, tt.who, access.Coordination, `SELECT current_setting('statement_timeout') AS "limit"`)
		if err != nil || got[0].Limit != tt.want {
			t.Errorf("got %v (%v), want %s", got, err, tt.want)
		}
	}
}

func TestLoggedReadsLeaveAnEntryForEachRowSeen(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	sample.Partnership(t, db)
	officer := sample.Member(t, db, "Owen Platt", access.IntelligenceOfficer, sample.Police)
	outsider := sample.Member(t, db, "Amara Cole", access.OutreachWorker, sample.Charity)
	id, _ := sample.Activity(t, db, access.Intelligence, officer, "pointer", noon)
	pg := db.Open(t, nil)
	const q = `SELECT id, title FROM activity WHERE id = $1`
	opened := audit.Event{Act: audit.Consult, Did: access.ReadActivity, Kind: "activity", On: id.String(), Why: "panel on Friday"}
	entries := func() int {
		return db.Count(t, `SELECT count(*) FROM audit.event WHERE act = 'consult' AND on_what = $1`, id.String())
	}

	ctx, given := audit.Collecting(t.Context())
	got, err := postgres.Logged[seen](ctx, pg, officer, access.Intelligence, opened, q, id)
	if err != nil || len(got) != 1 || entries() != 1 || len(given.List()) != 1 {
		t.Fatalf("got %v (%v), %d entries, receipts %v, want one of each", got, err, entries(), given.List())
	}
	if n := db.Count(t, `SELECT count(*) FROM audit.event WHERE lane || '.' || seq || '.' || encode(substr(hash, 1, 8), 'hex') = $1
		AND actor = $2 AND request = $3 AND partnership_id = 1 AND why = 'panel on Friday'`, given.List()[0], officer.ID.String(), officer.Request); n != 1 {
		t.Errorf("the receipt %v leads to %d entries, want 1", given.List(), n)
	}
	got, err = postgres.Logged[seen](t.Context(), pg, outsider, access.Intelligence, opened, q, id)
	if err != nil || len(got) != 0 || entries() != 1 {
		t.Errorf("got %v (%v) and %d entries for who may not see it, want nothing logged as seen", got, err, entries())
	}
	opened.Why = " "
	if got, err = postgres.Logged[seen](t.Context(), pg, officer, access.Intelligence, opened, q, id); !errors.Is(err, fault.Invalid) || len(got) != 0 || entries() != 1 {
		t.Errorf("got %v (%v) without a reason, want %v", got, err, fault.Invalid)
	}
	if err := postgres.AskReason(t.Context(), db.URL(postgres.Migrator), false); err != nil {
		t.Fatal(err)
	}
	if asks, err := pg.AsksReason(t.Context()); asks || err != nil {
		t.Errorf("got %v (%v), want no reason asked", asks, err)
	}
	if got, err = postgres.Logged[seen](t.Context(), pg, officer, access.Intelligence, opened, q, id); err != nil || len(got) != 1 {
		t.Errorf("got %v (%v) where no reason is asked, want the activity", got, err)
	}
	db.Exec(t, `REVOKE EXECUTE ON FUNCTION audit.append(text, text, text, text, text, int, text, text, text) FROM liaison_intelligence`)
	if got, err = postgres.Logged[seen](t.Context(), pg, officer, access.Intelligence, opened, q, id); !postgres.Unavailable(err) || len(got) != 0 {
		t.Errorf("got %v (%v) where the log cannot be written, want nothing", got, err)
	}
}

type noteRow struct {
	Key     uuid.UUID `gorm:"primaryKey"`
	Result  string
	Version int `gorm:"-"`
}

func (noteRow) TableName() string { return "idempotency" }

type actionRow struct {
	ID      uuid.UUID `gorm:"primaryKey"`
	What    string
	Note    *string
	Version int
}

func (actionRow) TableName() string { return "action" }

func TestSaveWritesTheVersionThatWasRead(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	sample.Partnership(t, db)
	who := sample.Member(t, db, "Tom Okafor", access.Staff, sample.Police)
	id, _ := sample.Activity(t, db, access.Coordination, who, "meeting", noon)
	action := uuid.New()
	db.Exec(t, `INSERT INTO coordination.action (id, ref, partnership_id, activity_id, position, what, agency_id, due, state, author)
		VALUES ($1, 'COO-0000001', 1, $2, 0, 'write', 1, '2026-04-01', 'open', $3)`, action, id, who.ID)
	pg := db.Open(t, nil)
	change := func(version int, what string) error {
		return pg.As(t.Context(), who, access.Coordination, func(tx *gorm.DB) error {
			return postgres.Save(tx, &actionRow{ID: action, What: what, Version: version}, "what", "note")
		})
	}
	if err := change(1, "call"); err != nil {
		t.Fatal(err)
	}
	if err := change(1, "shout"); !errors.Is(err, fault.Conflict) {
		t.Errorf("got %v for a version that is past, want %v", err, fault.Conflict)
	}
	if n := db.Count(t, `SELECT version FROM coordination.action WHERE what = 'call'`); n != 2 {
		t.Errorf("got version %d, want 2", n)
	}
	err := pg.As(t.Context(), who, access.Coordination, func(tx *gorm.DB) error {
		return postgres.Save(tx, &noteRow{Key: uuid.New(), Result: "r"}, "result")
	})
	if !errors.Is(err, fault.Conflict) {
		t.Errorf("got %v for a row that is not there, want %v", err, fault.Conflict)
	}
}

func TestReferencesAreRandomAndDrawnAgain(t *testing.T) {
	t.Parallel()
	met := map[string]bool{}
	for range 100 {
		r := postgres.Reference(access.Outreach)
		if met[r] || len(r) != 11 || !strings.HasPrefix(r, "OUT-") || strings.ContainsAny(r[4:], "ILOU") {
			t.Fatalf("got %q, want seven letters of Crockford, once", r)
		}
		met[r] = true
	}

	db := pgtest.New(t)
	sample.Partnership(t, db)
	who := sample.Member(t, db, "Tom Okafor", access.Staff, sample.Police)
	_, taken := sample.Activity(t, db, access.Coordination, who, "meeting", noon)
	pg := db.Open(t, nil)
	drawn := []string{taken, postgres.Reference(access.Coordination)}
	runs := 0
	if err := pg.As(t.Context(), who, access.Coordination, func(tx *gorm.DB) error {
		ref := drawn[runs]
		runs++
		return tx.Exec(`INSERT INTO activity (id, ref, partnership_id, kind, title, occurred_at, occurred_on, author, updated_by)
			VALUES (?, ?, 1, 'meeting', 't', now(), now(), ?, ?)`, uuid.New(), ref, who.ID, who.ID).Error
	}); err != nil || runs != 2 {
		t.Errorf("got %v after %d runs, want a second with another reference", err, runs)
	}
}

// The two ways to read, on the same rows.
func BenchmarkRead(b *testing.B) {
	db := pgtest.New(b)
	sample.Partnership(b, db)
	who := sample.Member(b, db, "Tom Okafor", access.Staff, sample.Police)
	db.Exec(b, `INSERT INTO coordination.activity (id, ref, partnership_id, kind, title, occurred_at, occurred_on, author, updated_by)
		SELECT gen_random_uuid(), 'COO-' || lpad(n::text, 7, '0'), 1, 'meeting', 'Meeting ' || n, now() - n * interval '1 hour', now(), $1, $1 FROM generate_series(1, 10000) n`, who.ID)
	db.Exec(b, `ANALYZE coordination.activity`)
	pg := db.Open(b, nil)
	const q = `SELECT id, title FROM activity WHERE partnership_id = %s ORDER BY occurred_at DESC, id DESC LIMIT 25`
	b.Run("a batch", func(b *testing.B) {
		for b.Loop() {
			if got, err := postgres.Query[seen](b.Context(), pg, who, access.Coordination, strings.Replace(q, "%s", "$1", 1), 1); err != nil || len(got) != 25 {
				b.Fatal(got, err)
			}
		}
	})
	b.Run("a transaction", func(b *testing.B) {
		for b.Loop() {
			var got []seen
			if err := pg.As(b.Context(), who, access.Coordination, func(tx *gorm.DB) error {
				return tx.Raw(strings.Replace(q, "%s", "?", 1), 1).Scan(&got).Error
			}); err != nil || len(got) != 25 {
				b.Fatal(got, err)
			}
		}
	})
}
