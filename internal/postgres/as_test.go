package postgres_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/fault"
	"liaison/internal/postgres"
	"liaison/internal/testing/pgtest"
	"liaison/internal/testing/sample"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// titles reads the titles of every activity that who sees in the strand.
func titles(t *testing.T, pg *postgres.DB, who access.Actor, in access.Strand) []string {
	t.Helper()
	var found []string
	err := pg.As(t.Context(), who, in, func(tx *gorm.DB) error {
		return tx.Raw(`SELECT title FROM activity ORDER BY title`).Scan(&found).Error
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func same(t *testing.T, got []string, want ...string) {
	t.Helper()
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestEachSeesTheirOwnStrandsAndPartnerships(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	sample.Partnership(t, db)
	sample.Another(t, db, 2)
	staff := sample.Member(t, db, "Tom Okafor", access.Staff, sample.Police)
	elsewhere := sample.MemberOf(t, db, 2, "Una Quill", access.Coordinator, sample.Council)
	auditor := sample.Member(t, db, "Ada Frost", access.Auditor, 0)
	outreach := sample.Member(t, db, "Amara Cole", access.OutreachWorker, sample.Charity)
	worker := sample.Member(t, db, "Samira Aziz", access.CaseWorker, sample.Health)
	other := sample.Member(t, db, "Otto Werk", access.CaseWorker, sample.Health)
	supervisor := sample.Member(t, db, "Colin Reyes", access.CaseSupervisor, sample.Probation)
	officer := sample.Member(t, db, "Owen Platt", access.IntelligenceOfficer, sample.Police)
	sample.Activity(t, db, access.Coordination, staff, "meeting", noon)
	sample.Activity(t, db, access.Coordination, elsewhere, "meeting elsewhere", noon)
	sample.Activity(t, db, access.Outreach, outreach, "drop-in", noon)
	sample.Activity(t, db, access.Casework, worker, "visit", noon)
	sample.Activity(t, db, access.Intelligence, officer, "pointer", noon)
	pg := db.Open(t, nil)

	for _, tt := range []struct {
		name string
		who  access.Actor
		in   access.Strand
		want []string
	}{
		{"a member sees coordination", staff, access.Coordination, []string{"meeting"}},
		{"of their own partnership alone", elsewhere, access.Coordination, []string{"meeting elsewhere"}},
		{"an auditor sees no records", auditor, access.Coordination, nil},
		{"staff without a grant see no outreach", staff, access.Outreach, nil},
		{"nor casework", staff, access.Casework, nil},
		{"nor intelligence", staff, access.Intelligence, nil},
		{"an outreach worker sees outreach", outreach, access.Outreach, []string{"drop-in"}},
		{"and no intelligence", outreach, access.Intelligence, nil},
		{"an officer sees intelligence", officer, access.Intelligence, []string{"pointer"}},
		{"and no outreach", officer, access.Outreach, nil},
		{"a case worker sees the case they are named on", worker, access.Casework, []string{"visit"}},
		{"another case worker does not", other, access.Casework, nil},
		{"their supervisor does", supervisor, access.Casework, []string{"visit"}},
		{"somebody nobody knows sees nothing", access.Actor{ID: uuid.New(), Partnership: 1}, access.Coordination, nil},
	} {
		t.Run(tt.name, func(t *testing.T) { same(t, titles(t, pg, tt.who, tt.in), tt.want...) })
	}
}

func TestRightsEndAtOnce(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	sample.Partnership(t, db)
	who := sample.Member(t, db, "Amara Cole", access.OutreachWorker, sample.Charity)
	sample.Activity(t, db, access.Outreach, who, "drop-in", noon)
	sample.Activity(t, db, access.Coordination, who, "meeting", noon)
	pg := db.Open(t, nil)
	by := sample.Account(t, db, "Kit Olsen")

	for _, tt := range []struct{ name, end, undo string }{
		{
			"the membership is ended today", `UPDATE identity.membership SET to_day = sec.today(), ended_by = $2, end_reason = 'left' WHERE account_id = $1`,
			`UPDATE identity.membership SET to_day = NULL, ended_by = NULL, end_reason = NULL WHERE account_id = $1 AND $2::uuid IS NOT NULL`,
		},
		{
			"the account is disabled", `UPDATE identity.account SET disabled_at = now() WHERE id = $1 AND $2::uuid IS NOT NULL`,
			`UPDATE identity.account SET disabled_at = NULL WHERE id = $1 AND $2::uuid IS NOT NULL`,
		},
		{
			"the partnership is archived", `UPDATE shared.partnership SET archived_at = now() WHERE $1::uuid IS NOT NULL AND $2::uuid IS NOT NULL`,
			`UPDATE shared.partnership SET archived_at = NULL WHERE $1::uuid IS NOT NULL AND $2::uuid IS NOT NULL`,
		},
		{
			"the membership is not yet", `UPDATE identity.membership SET from_day = sec.today() + 1 WHERE account_id = $1 AND $2::uuid IS NOT NULL`,
			`UPDATE identity.membership SET from_day = sec.today() WHERE account_id = $1 AND $2::uuid IS NOT NULL`,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			same(t, titles(t, pg, who, access.Outreach), "drop-in")
			same(t, titles(t, pg, who, access.Coordination), "meeting")
			db.Exec(t, tt.end, who.ID, by)
			same(t, titles(t, pg, who, access.Outreach))
			same(t, titles(t, pg, who, access.Coordination))
			db.Exec(t, tt.undo, who.ID, by)
		})
	}
	t.Run("the grant is ended today", func(t *testing.T) {
		db.Exec(t, `UPDATE identity.strand_grant SET to_day = sec.today(), ended_by = $2, end_reason = 'over' WHERE account_id = $1`, who.ID, by)
		same(t, titles(t, pg, who, access.Outreach))
		same(t, titles(t, pg, who, access.Coordination), "meeting")
	})
}

func TestRecordIsPartOfTheTransaction(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	sample.Partnership(t, db)
	who := sample.Member(t, db, "Tom Okafor", access.Staff, sample.Police)
	pg := db.Open(t, nil)
	said := audit.Event{Act: audit.Collect, Did: access.LogMeeting, Kind: "activity", On: "x"}
	insert := func(tx *gorm.DB) error {
		return tx.Exec(`INSERT INTO idempotency (key, partnership_id, author, route) VALUES (?, 1, ?, 'r')`, uuid.New(), who.ID).Error
	}
	count := func() (rows, entries int) {
		return db.Count(t, `SELECT count(*) FROM coordination.idempotency`), db.Count(t, `SELECT count(*) FROM audit.event`)
	}

	ctx, given := audit.Collecting(t.Context())
	if err := pg.As(ctx, who, access.Coordination, func(tx *gorm.DB) error {
		return errors.Join(insert(tx), pg.Record(tx, who, access.Coordination, said))
	}); err != nil {
		t.Fatal(err)
	}
	if rows, entries := count(); rows != 1 || entries != 1 || len(given.List()) != 1 {
		t.Errorf("got %d rows, %d entries, receipts %v, want one of each", rows, entries, given.List())
	}

	undone := errors.New("undone")
	ctx, given = audit.Collecting(t.Context())
	if err := pg.As(ctx, who, access.Coordination, func(tx *gorm.DB) error {
		return errors.Join(insert(tx), pg.Record(tx, who, access.Coordination, said), undone)
	}); !errors.Is(err, undone) {
		t.Errorf("got %v, want %v", err, undone)
	}
	if rows, entries := count(); rows != 1 || entries != 1 || len(given.List()) != 0 {
		t.Errorf("got %d rows, %d entries, receipts %v after a rollback, want no more", rows, entries, given.List())
	}

	db.Exec(t, `REVOKE EXECUTE ON FUNCTION audit.append(text, text, text, text, text, int, text, text, text) FROM liaison_coordination`)
	err := pg.As(t.Context(), who, access.Coordination, func(tx *gorm.DB) error {
		if err := insert(tx); err != nil {
			return err
		}
		return pg.Record(tx, who, access.Coordination, said)
	})
	if rows, _ := count(); !postgres.Unavailable(err) || rows != 1 {
		t.Errorf("got %v and %d rows where the log cannot be written, want unavailable and nothing saved", err, rows)
	}
}

func TestNothingIsWrittenInAnothersName(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	sample.Partnership(t, db)
	who := sample.Member(t, db, "Tom Okafor", access.Staff, sample.Police)
	victim := sample.Member(t, db, "Priya Nair", access.Coordinator, sample.Council)
	id, _ := sample.Activity(t, db, access.Coordination, victim, "meeting", noon)
	db.Exec(t, `UPDATE coordination.activity SET updated_by = $1`, who.ID)
	pg := db.Open(t, nil)
	for name, q := range map[string]string{
		"a draft":           `INSERT INTO draft (id, partnership_id, author, kind, content) VALUES (gen_random_uuid(), 1, ?, 'meeting', '')`,
		"an activity":       `INSERT INTO activity (id, ref, partnership_id, kind, title, occurred_at, occurred_on, author, updated_by) VALUES (gen_random_uuid(), 'COO-ZZZZZZZ', 1, 'meeting', 't', now(), now(), ?, '` + who.ID.String() + `')`,
		"an assessment":     `INSERT INTO assessment (id, partnership_id, item, state, reason, review_on, by) VALUES (gen_random_uuid(), 1, 'RES-1', 'in_place', 'r', now(), ?)`,
		"a withdrawal":      `UPDATE activity SET withdrawn_at = now(), withdrawn_why = 'w', withdrawn_by = ? WHERE id = '` + id.String() + `'`,
		"a correction":      `UPDATE activity SET updated_by = ?`,
		"another's reading": `INSERT INTO reading (session_id, activity_id, partnership_id, account_id, why) VALUES (gen_random_uuid(), '` + id.String() + `', 1, ?, 'why')`,
	} {
		t.Run(name, func(t *testing.T) {
			err := pg.As(t.Context(), who, access.Coordination, func(tx *gorm.DB) error { return tx.Exec(q, victim.ID).Error })
			if !errors.Is(err, fault.NotFound) {
				t.Errorf("got %v, want %v", err, fault.NotFound)
			}
		})
	}
}

func TestDraftsAreTheirAuthorsAlone(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	sample.Partnership(t, db)
	tom := sample.Member(t, db, "Tom Okafor", access.Staff, sample.Police)
	priya := sample.Member(t, db, "Priya Nair", access.Coordinator, sample.Council)
	pg := db.Open(t, nil)
	in := access.Coordination
	if err := pg.As(t.Context(), tom, in, func(tx *gorm.DB) error {
		return tx.Exec(`INSERT INTO draft (id, partnership_id, author, kind, content) VALUES (gen_random_uuid(), 1, ?, 'meeting', 'x')`, tom.ID).Error
	}); err != nil {
		t.Fatal(err)
	}
	touch := func(who access.Actor) (n int64) {
		if err := pg.As(t.Context(), who, in, func(tx *gorm.DB) error {
			res := tx.Exec(`UPDATE draft SET content = ?`, "y")
			n = res.RowsAffected
			return res.Error
		}); err != nil {
			t.Fatal(err)
		}
		return n
	}
	if got := touch(priya); got != 0 {
		t.Errorf("got %d drafts of others changed, want 0", got)
	}
	if got := touch(tom); got != 1 {
		t.Errorf("got %d own drafts changed, want 1", got)
	}
}

func TestGrantIsUsedOnce(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	sample.Partnership(t, db)
	who := sample.Member(t, db, "Amara Cole", access.OutreachWorker, sample.Charity)
	pg := db.Open(t, nil)
	used := func() int {
		return db.Count(t, `SELECT count(*) FROM identity.strand_grant WHERE account_id = $1 AND first_used_on = sec.today()`, who.ID)
	}
	titles(t, pg, who, access.Coordination)
	if got := used(); got != 0 {
		t.Errorf("got %d grants used by reading coordination, want 0", got)
	}
	if err := pg.Refuse(t.Context(), who, access.Outreach, audit.Event{Kind: "route", On: "/outreach/x"}); err != nil {
		t.Fatal(err)
	}
	if got := used(); got != 0 {
		t.Errorf("got %d grants used by a refusal, want 0", got)
	}
	titles(t, pg, who, access.Outreach)
	if got := used(); got != 1 {
		t.Errorf("got %d grants used, want 1", got)
	}
	version := db.Count(t, `SELECT xmin::text::bigint FROM identity.strand_grant WHERE account_id = $1`, who.ID)
	titles(t, pg, who, access.Outreach)
	if again := db.Count(t, `SELECT xmin::text::bigint FROM identity.strand_grant WHERE account_id = $1`, who.ID); again != version {
		t.Error("the grant was written again at its second use")
	}
}

func TestRefusalIsLoggedWhereTheirOwnPeopleRead(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	sample.Partnership(t, db)
	staff := sample.Member(t, db, "Tom Okafor", access.Staff, sample.Police)
	pg := db.Open(t, nil)
	for _, tt := range []struct {
		name, want string
		who        access.Actor
		in         access.Strand
	}{
		{"of a strand they work in", "coordination", staff, access.Coordination},
		{"of one they do not", "identity", staff, access.Intelligence},
		{"of nobody known", "identity", access.Actor{Request: "r"}, access.Coordination},
	} {
		t.Run(tt.name, func(t *testing.T) {
			on := uuid.NewString()
			ctx, given := audit.Collecting(t.Context())
			if err := pg.Refuse(ctx, tt.who, tt.in, audit.Event{Did: access.ReadActivity, Kind: "route", On: on + "\x00\xff"}); err != nil {
				t.Fatal(err)
			}
			n := db.Count(t, `SELECT count(*) FROM audit.event WHERE act = 'refuse' AND outcome = 'denied' AND strand = $1 AND on_what LIKE $2 || '%'`, tt.want, on)
			if n != 1 || len(given.List()) != 1 {
				t.Errorf("got %d entries and receipts %v, want one of each", n, given.List())
			}
		})
	}
}

func TestTwoWhoWaitForEachOtherBothGetThere(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	sample.Partnership(t, db)
	who := sample.Member(t, db, "Tom Okafor", access.Staff, sample.Police)
	a, _ := sample.Activity(t, db, access.Coordination, who, "a", noon)
	b, _ := sample.Activity(t, db, access.Coordination, who, "b", noon)
	pg := db.Open(t, nil)
	var (
		wait    sync.WaitGroup
		both    sync.WaitGroup
		results [2]error
	)
	both.Add(2)
	for i, order := range [][2]uuid.UUID{{a, b}, {b, a}} {
		wait.Go(func() {
			runs := 0
			results[i] = pg.As(t.Context(), who, access.Coordination, func(tx *gorm.DB) error {
				runs++
				for n, id := range order {
					if err := tx.Exec(`UPDATE activity SET version = version + 1 WHERE id = ?`, id).Error; err != nil {
						return err
					}
					if n == 0 && runs == 1 { // each holds one and wants the other's
						both.Done()
						both.Wait()
					}
				}
				return nil
			})
		})
	}
	wait.Wait()
	if err := errors.Join(results[0], results[1]); err != nil {
		t.Errorf("got %v, want both", err)
	}
	if n := db.Count(t, `SELECT sum(version) FROM coordination.activity`); n != 6 {
		t.Errorf("got %d changes, want 4 beyond the first versions", n-2)
	}
}

func TestNamesAreOfOnesOwnPartnerships(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	sample.Partnership(t, db)
	sample.Another(t, db, 2)
	tom := sample.Member(t, db, "Tom Okafor", access.Staff, sample.Police)
	gone := sample.Member(t, db, "Gail Gone", access.Staff, sample.Health)
	una := sample.MemberOf(t, db, 2, "Una Quill", access.Coordinator, sample.Council)
	db.Exec(t, `UPDATE identity.membership SET to_day = '2024-06-30' WHERE account_id = $1`, gone.ID)
	pg := db.Open(t, nil)
	found, err := postgres.Query[struct{ Name string }](t.Context(), pg, tom, access.Identity,
		`SELECT name FROM identity.names($1) ORDER BY name`, []uuid.UUID{tom.ID, gone.ID, una.ID})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range found {
		got = append(got, f.Name)
	}
	same(t, got, "Gail Gone", "Tom Okafor")
}

func TestTheLogIsReadByTheServiceInItsOwnStrandWithoutReasons(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	sample.Partnership(t, db)
	sample.Another(t, db, 2)
	tom := sample.Member(t, db, "Tom Okafor", access.Staff, sample.Police)
	una := sample.MemberOf(t, db, 2, "Una Quill", access.Coordinator, sample.Council)
	amara := sample.Member(t, db, "Amara Cole", access.OutreachWorker, sample.Charity)
	pg := db.Open(t, nil)
	for _, w := range []struct {
		who access.Actor
		in  access.Strand
	}{{tom, access.Coordination}, {una, access.Coordination}, {amara, access.Outreach}} {
		if err := pg.As(t.Context(), w.who, w.in, func(tx *gorm.DB) error {
			return pg.Record(tx, w.who, w.in, audit.Event{Act: audit.Alter, Kind: "activity", On: w.who.ID.String(), Why: "private"})
		}); err != nil {
			t.Fatal(err)
		}
	}
	const q = `SELECT s.on_what FROM generate_series(0, 7) l, audit.since(l, 0) s WHERE row_to_json(s)::text !~ 'private'`
	found, err := postgres.Query[struct{ OnWhat string }](t.Context(), pg, tom, access.Coordination, q)
	if err != nil || len(found) != 0 {
		t.Errorf("got %v (%v) for a person, want nothing", found, err)
	}
	db.Exec(t, `UPDATE identity.account SET service = true WHERE id = $1`, tom.ID)
	found, err = postgres.Query[struct{ OnWhat string }](t.Context(), pg, tom, access.Coordination, q)
	if err != nil || len(found) != 1 || found[0].OnWhat != tom.ID.String() {
		t.Errorf("got %v (%v) for the service, want the one entry of its own partnership and strand", found, err)
	}
}

func TestOtherInstancesHearOfWhatWasTakenAway(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	sample.Partnership(t, db)
	tom := sample.Member(t, db, "Tom Okafor", access.Staff, sample.Police)
	conn, err := pgx.Connect(t.Context(), db.URL(postgres.LoginOf(access.Identity)))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.WithoutCancel(t.Context()))
	if _, err := conn.Exec(t.Context(), `LISTEN liaison_identity`); err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{
		`UPDATE identity.membership SET to_day = sec.today() WHERE account_id = $1`,
		`UPDATE identity.account SET disabled_at = now() WHERE id = $1`,
	} {
		db.Exec(t, q, tom.ID)
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		said, err := conn.WaitForNotification(ctx)
		cancel()
		if err != nil || said.Payload != tom.ID.String() {
			t.Errorf("%s: got %v (%v), want the account named", q, said, err)
		}
	}
}
