package postgres_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/fault"
	"liaison/internal/postgres"
	"liaison/internal/testing/pgtest"
	"liaison/internal/testing/sample"
)

// besieged is a database with a secret in every strand and somebody of each
// who is inside.
func besieged(t *testing.T) (*pgtest.DB, map[access.Strand]access.Actor) {
	t.Helper()
	db := pgtest.New(t)
	sample.Partnership(t, db)
	inside := map[access.Strand]access.Actor{
		access.Coordination: sample.Member(t, db, "Tom Okafor", access.Coordinator, sample.Police),
		access.Outreach:     sample.Member(t, db, "Amara Cole", access.OutreachLead, sample.Charity),
		access.Casework:     sample.Member(t, db, "Colin Reyes", access.CaseSupervisor, sample.Probation),
		access.Intelligence: sample.Member(t, db, "Helen Marsh", access.IntelligenceLead, sample.Police),
	}
	inside[access.Identity] = inside[access.Coordination]
	for _, in := range access.Strands() {
		sample.Activity(t, db, in, inside[in], secretOf(in), noon)
	}
	return db, inside
}

func secretOf(in access.Strand) string { return "KINGFISHER of " + string(in) }

// tableOf is what a query of that pool reads, and its text column.
func tableOf(in access.Strand) (table, column string) {
	if in == access.Identity {
		return "account", "title"
	}
	return "activity", "title"
}

// Every pool has a query that takes what is typed as SQL. None of what can be
// typed shows what another strand holds, or a key, or a file.
func TestInjectedSQLDoesNotCrossTheWall(t *testing.T) {
	t.Parallel()
	db, inside := besieged(t)
	pg := db.Open(t, nil)
	pools := append(access.Strands(), access.Identity)
	tried := 0
	for _, in := range pools {
		table, column := tableOf(in)
		var payloads []string
		for _, other := range access.Strands() {
			if other == in {
				continue
			}
			secret := "select " + "title from " + string(other) + ".activity"
			payloads = append(payloads,
				`x' UNION ALL SELECT title FROM `+string(other)+`.activity --`,
				`x' UNION ALL SELECT content FROM `+string(other)+`.activity_version --`,
				`x' UNION ALL SELECT (SELECT string_agg(title, ',') FROM `+string(other)+`.activity) --`,
				`x' OR EXISTS (SELECT FROM `+string(other)+`.activity WHERE title LIKE 'KING%') --`,
				`x' UNION ALL SELECT (table_to_xml('`+string(other)+`.activity', true, false, ''))::text --`,
				`x' UNION ALL SELECT (schema_to_xml('`+string(other)+`', true, false, ''))::text --`,
				`x' UNION ALL SELECT row_to_json(a)::text FROM `+string(other)+`.activity a --`,
			)
			for _, role := range []string{"liaison_" + string(other), "own_" + string(other), "liaison_migrator", "liaison_backup", "postgres", "none"} {
				for _, setting := range []string{"role", "session_authorization"} {
					payloads = append(payloads, `x' UNION ALL SELECT (query_to_xml('`+secret+`' || left(f.a, 0), true, false, ''))::text FROM (SELECT set_config('`+setting+`', '`+role+`', true) a OFFSET 0) f --`)
				}
			}
			payloads = append(payloads,
				`x' UNION ALL SELECT title FROM (SELECT set_config('row_security', 'off', true) a OFFSET 0) f, `+string(other)+`.activity --`,
				`x' UNION ALL SELECT title FROM (SELECT set_config('search_path', '`+string(other)+`', true) a OFFSET 0) f, activity --`,
			)
		}
		forged := "v1|7|" + inside[access.Intelligence].ID.String() + "|r|9999999999|" + strings.Repeat("0", 64)
		payloads = append(payloads,
			`x' UNION ALL SELECT title FROM (SELECT set_config('liaison.ctx', '`+forged+`', true) a OFFSET 0) f, intelligence.activity --`,
			`x' UNION ALL SELECT encode(k, 'hex') FROM sec.key --`,
			`x' UNION ALL SELECT encode(k, 'escape') FROM sec.key --`,
			`x' UNION ALL SELECT rolpassword FROM pg_authid --`,
			`x' UNION ALL SELECT passwd FROM pg_shadow --`,
			`x' UNION ALL SELECT detail FROM audit.event --`,
			`x' UNION ALL SELECT o_lane::text FROM audit.since(0, 0) --`,
			`x' UNION ALL SELECT pg_read_file('/etc/passwd') --`,
			`x' UNION ALL SELECT convert_from(pg_read_binary_file('/etc/passwd'), 'UTF8') --`,
			`x' UNION ALL SELECT pg_ls_dir('.') --`,
			`x' UNION ALL SELECT lo_import('/etc/passwd')::text --`,
			`x' UNION ALL SELECT query FROM pg_stat_activity --`,
			`x' UNION ALL SELECT most_common_vals::text FROM pg_stats WHERE tablename = 'activity' --`,
			`x' UNION ALL SELECT stavalues1::text FROM pg_statistic --`,
		)
		if in != access.Identity {
			payloads = append(payloads, `x' UNION ALL SELECT pg_notify('liaison_identity', 'x')::text --`, `x' UNION ALL SELECT email FROM identity.account --`, `x' UNION ALL SELECT password_hash FROM identity.credential --`,
				`x' UNION ALL SELECT encode(token_hash, 'hex') FROM identity.session --`)
		}
		for _, p := range payloads {
			tried++
			var out []string
			err := pg.As(t.Context(), inside[in], in, func(tx *gorm.DB) error {
				return tx.Raw(`SELECT `+column+` FROM `+table+` WHERE '' <> ? AND `+column+` = '`+p+`'`, "a").Scan(&out).Error
			})
			said := strings.ReplaceAll(strings.Join(out, "\n")+fmt.Sprint(err), secretOf(in), "")
			for _, leak := range []string{"KINGFISHER", "root:", "SCRAM", "@westmere", string(pgtest.Key.Secret), fmt.Sprintf("%x", pgtest.Key.Secret)} {
				if strings.Contains(said, leak) {
					t.Errorf("%s: %s leaks %q", in, p, leak)
				}
			}
			if len(out) > 0 && out[0] != secretOf(in) && !strings.Contains(p, "pg_stats") {
				t.Errorf("%s: %s returned %q", in, p, out)
			}
		}
	}
	if tried < 200 {
		t.Errorf("got %d attacks, want at least 200", tried)
	}
	t.Logf("%d injections", tried)
}

// An order that a person may type tells nothing about another strand: it is
// refused before it can divide by what it found.
func TestOrderByIsNoOracle(t *testing.T) {
	t.Parallel()
	db, inside := besieged(t)
	pg := db.Open(t, nil)
	for _, in := range access.Strands() {
		for _, other := range access.Strands() {
			if in == other {
				continue
			}
			order := `1 / (SELECT count(*) FROM ` + string(other) + `.activity WHERE title LIKE 'NOTHING%')`
			var out []string
			err := pg.As(t.Context(), inside[in], in, func(tx *gorm.DB) error {
				return tx.Table("activity").Select("title").Order(order).Scan(&out).Error
			})
			if !errors.Is(err, fault.NotFound) {
				t.Errorf("%s about %s: got %v, want the same as for nothing there", in, other, err)
			}
		}
	}
}

func TestStackedStatementsAreRefused(t *testing.T) {
	t.Parallel()
	db, inside := besieged(t)
	pg := db.Open(t, nil)
	for _, in := range access.Strands() {
		for _, p := range []string{
			`'; RESET ROLE; SET ROLE own_intelligence; SELECT 1; --`, `'; SET SESSION AUTHORIZATION postgres; --`,
			`'; COMMIT; SET liaison.ctx = 'x'; --`, `'; DROP TABLE activity; --`,
		} {
			for name, run := range map[string]func(tx *gorm.DB) error{
				"without arguments": func(tx *gorm.DB) error { return tx.Exec(`UPDATE activity SET title = title WHERE title = '` + p).Error },
				"with arguments": func(tx *gorm.DB) error {
					return tx.Exec(`UPDATE activity SET title = title WHERE '' <> ? AND title = '`+p, "a").Error
				},
				"in a query": func(tx *gorm.DB) error {
					var out []string
					return tx.Raw(`SELECT title FROM activity WHERE title = '` + p).Scan(&out).Error
				},
			} {
				if err := pg.As(t.Context(), inside[in], in, run); err == nil {
					t.Errorf("%s %s: %s ran", in, name, p)
				}
			}
		}
	}
	same(t, titles(t, pg, inside[access.Outreach], access.Outreach), secretOf(access.Outreach))
}

// Even somebody who runs any statement on a strand's connection has nowhere to
// go from it.
func TestALoginLeadsNowhere(t *testing.T) {
	t.Parallel()
	db, inside := besieged(t)
	pg := db.Open(t, nil)
	for _, in := range access.Strands() {
		other := access.Intelligence
		if in == other {
			other = access.Outreach
		}
		conn, err := pgx.Connect(t.Context(), db.URL(postgres.LoginOf(in)))
		if err != nil {
			t.Fatal(err)
		}
		signed, err := pg.Sign(inside[in], in)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := conn.Exec(t.Context(), `SELECT set_config('liaison.ctx', $1, false)`, signed); err != nil {
			t.Fatal(err)
		}
		for _, q := range []string{
			`SET ROLE liaison_` + string(other), `SET ROLE own_` + string(in), `SET ROLE own_` + string(other), `SET ROLE postgres`,
			`SET ROLE liaison_migrator`, `SET SESSION AUTHORIZATION liaison_` + string(other), `SET SESSION AUTHORIZATION postgres`,
			`RESET ROLE; SET ROLE own_` + string(other), `SELECT title FROM ` + string(other) + `.activity`,
			`EXPLAIN SELECT * FROM ` + string(other) + `.activity`, `CREATE TEMP TABLE x (a int)`, `CREATE TABLE x (a int)`, `CREATE SCHEMA x`,
			`CREATE FUNCTION pg_temp.f() RETURNS int LANGUAGE sql AS 'select 1'`, `DO 'BEGIN END'`, `CREATE EXTENSION dblink`,
			`ALTER TABLE activity DISABLE ROW LEVEL SECURITY`, `DROP POLICY partnership ON activity`, `ALTER ROLE CURRENT_USER SUPERUSER`,
			`COPY activity TO '/tmp/liaison-attack'`, `COPY (SELECT 1) TO PROGRAM 'id'`, `COPY activity FROM '/etc/passwd'`,
			`DELETE FROM activity`, `TRUNCATE activity`, `UPDATE activity SET partnership_id = 2`, `UPDATE activity SET author = gen_random_uuid()`,
			`UPDATE activity SET ref = 'x'`, `UPDATE activity_version SET content = ''`, `DELETE FROM activity_version`, `DELETE FROM action_change`,
			`UPDATE audit.event SET actor = 'x'`, `INSERT INTO audit.event TABLE audit.event`, `TRUNCATE audit.event`, `SELECT * FROM audit.head`,
			`SET row_security = off; SELECT count(*) FROM activity`, `LOAD 'x'`, `SELECT pg_sleep(1)`, `SELECT pg_notify('a', 'b')`,
			`SELECT reltuples FROM pg_class`, `SELECT * FROM pg_class`, `SELECT pg_relation_size(oid) FROM pg_class WHERE relname = 'activity'`,
			`SELECT * FROM pg_stat_user_tables`, `SELECT * FROM pg_locks`, `SELECT pg_advisory_lock(1)`, `SELECT to_regclass('` + string(other) + `.activity')`,
			`SELECT identity.names('{}')`, `SELECT * FROM identity.membership`, `UPDATE shared.partnership SET cooling_days = 0`,
			`INSERT INTO shared.partnership (id, slug, name, short) VALUES (9, 'x', 'x', 'x')`, `SELECT ext.hmac('a', 'b', 'sha256')`,
		} {
			if _, err := conn.Exec(t.Context(), q); err == nil {
				t.Errorf("%s may: %s", in, q)
			}
		}
		_ = conn.Close(t.Context())
	}
}

// Every byte of a signed context counts.
func TestForgedContextsAreNotBelieved(t *testing.T) {
	t.Parallel()
	db, inside := besieged(t)
	pg := db.Open(t, nil)
	who := inside[access.Outreach]
	conn, err := pgx.Connect(t.Context(), db.URL(postgres.LoginOf(access.Outreach)))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	sees := func(signed string) bool {
		var n int
		if _, err := conn.Exec(t.Context(), `SELECT set_config('liaison.ctx', $1, false)`, signed); err != nil {
			return false
		}
		return conn.QueryRow(t.Context(), `SELECT count(*) FROM activity`).Scan(&n) == nil && n > 0
	}
	good, err := pg.Sign(who, access.Outreach)
	if err != nil || !sees(good) {
		t.Fatalf("the true context sees nothing (%v)", err)
	}
	tried := 0
	try := func(signed string) {
		tried++
		if sees(signed) {
			t.Errorf("believed %q", signed)
		}
	}
	for i := range good {
		for _, c := range []byte{'0', 'f', '|', 'A'} {
			if b := []byte(good); b[i] != c {
				b[i] = c
				try(string(b))
			}
		}
	}
	mac := good[strings.LastIndexByte(good, '|')+1:]
	body := strings.TrimSuffix(good, mac)
	for _, forged := range []string{
		"", "|", body, good + "|", good + "0", good[1:], "v2" + good[2:], strings.ToUpper(good), body + strings.Repeat("0", 64), body + strings.ToUpper(mac),
		strings.Replace(good, who.ID.String(), inside[access.Intelligence].ID.String(), 1), strings.Replace(good, who.ID.String(), "-", 1),
		strings.Replace(good, "v1|7|", "v1|8|", 1), strings.Replace(good, "v1|7|", "v1|07|", 1), strings.Replace(good, "v1|7|", "v1|99999999999|", 1), " " + good, good + "\n",
	} {
		try(forged)
	}
	t.Logf("%d forgeries", tried)
}

func TestWhatAnEarlierRequestLeftIsThrownAway(t *testing.T) {
	t.Parallel()
	db, inside := besieged(t)
	db.Config.Pool = 1
	pg := db.Open(t, nil)
	who, stranger := inside[access.Outreach], inside[access.Coordination]
	pid := func() (n int) {
		if err := pg.Raw(access.Outreach).QueryRowContext(t.Context(), `SELECT pg_backend_pid()`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	for name, next := range map[string]func() []string{
		"a transaction": func() []string { return titles(t, pg, stranger, access.Outreach) },
		"a batch": func() []string {
			all, err := postgres.Query[struct{ Title string }](t.Context(), pg, stranger, access.Outreach, `SELECT title FROM activity`)
			if err != nil {
				t.Fatal(err)
			}
			var found []string
			for _, a := range all {
				found = append(found, a.Title)
			}
			return found
		},
		"a query that says nothing of who acts": func() (found []string) {
			rows, err := pg.Raw(access.Outreach).QueryContext(t.Context(), `SELECT title FROM activity`)
			if err != nil {
				t.Fatal(err)
			}
			defer rows.Close()
			for rows.Next() {
				found = append(found, "row")
			}
			if err := rows.Err(); err != nil {
				t.Fatal(err)
			}
			return found
		},
	} {
		t.Run(name, func(t *testing.T) {
			before := pid()
			signed, err := pg.Sign(who, access.Outreach)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := pg.Raw(access.Outreach).ExecContext(t.Context(), `SET liaison.ctx = '`+signed+`'`); err != nil {
				t.Fatal(err)
			}
			same(t, next())
			if after := pid(); after == before {
				t.Error("the connection was used again, want a new one")
			}
		})
	}
}

func TestAStrayCommitIsNotBelieved(t *testing.T) {
	t.Parallel()
	db, inside := besieged(t)
	pg := db.Open(t, nil)
	who := inside[access.Outreach]
	for _, q := range []string{`COMMIT`, `ROLLBACK`, `SELECT set_config('liaison.ctx', '', true)`} {
		ctx, given := audit.Collecting(t.Context())
		err := pg.As(ctx, who, access.Outreach, func(tx *gorm.DB) error {
			if err := pg.Record(tx, who, access.Outreach, audit.Event{Act: audit.Alter, Kind: "k", On: "o"}); err != nil {
				return err
			}
			return tx.Exec(q).Error
		})
		if err == nil || len(given.List()) > 0 {
			t.Errorf("%s: got %v and receipts %v, want an error and none", q, err, given.List())
		}
	}
	same(t, titles(t, pg, who, access.Outreach), secretOf(access.Outreach))
}

// What a strand refuses, it refuses in the same way whether or not something is
// there.
func TestRefusalsDoNotTellWhatIsThere(t *testing.T) {
	t.Parallel()
	db, inside := besieged(t)
	sample.Another(t, db, 2)
	other := sample.MemberOf(t, db, 2, "Una Quill", access.Coordinator, sample.Council)
	there, _ := sample.Activity(t, db, access.Coordination, other, "elsewhere", noon)
	pg := db.Open(t, nil)
	who := inside[access.Coordination]
	answer := func(q string, args ...any) string {
		err := pg.As(t.Context(), who, access.Coordination, func(tx *gorm.DB) error {
			res := tx.Exec(q, args...)
			if res.Error == nil && res.RowsAffected == 0 {
				return gorm.ErrRecordNotFound
			}
			return res.Error
		})
		var pgErr *pgconn.PgError
		if errors.As(err, &pgErr) {
			return pgErr.Code + pgErr.ConstraintName
		}
		return fmt.Sprint(err)
	}
	for name, q := range map[string]string{
		"by a key into one's own partnership": `INSERT INTO item_link (partnership_id, activity_id, item, linked_by) VALUES (1, ?, 'RES-1', '` + who.ID.String() + `')`,
		"by a key into the other":             `INSERT INTO item_link (partnership_id, activity_id, item, linked_by) VALUES (2, ?, 'RES-1', '` + who.ID.String() + `')`,
		"by an update":                        `UPDATE activity SET title = 'mine' WHERE id = ?`,
		"by an upsert":                        `INSERT INTO attendance (partnership_id, activity_id, agency_id, position, state) VALUES (1, ?, 1, 0, 'came') ON CONFLICT DO NOTHING`,
	} {
		if got, want := answer(q, there), answer(q, uuid.New()); got != want || got == "<nil>" {
			t.Errorf("%s: got %q for what is there, %q for what is not", name, got, want)
		}
	}
}
