package postgres_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/postgres"
	"liaison/internal/testing/pgtest"
	"liaison/internal/testing/sample"
)

func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	db, _ := pgtest.Cluster(t)
	is := func(cfg *postgres.Config, in access.Strand, url string) {
		cfg.URLs = map[access.Strand]string{in: url}
	}
	only := func(in access.Strand) func(*postgres.Config) {
		return func(c *postgres.Config) { is(c, in, db.URL(postgres.LoginOf(in))) }
	}
	for _, tt := range []struct {
		name, want string
		change     func(*postgres.Config)
		do, undo   string
		apart      time.Duration
	}{
		{name: "a superuser's address", want: "must be that of the login liaison_outreach", change: func(c *postgres.Config) { is(c, access.Outreach, db.Super()) }},
		{name: "another strand's address", want: "must be that of the login liaison_outreach", change: func(c *postgres.Config) { is(c, access.Outreach, db.URL(postgres.LoginOf(access.Intelligence))) }},
		{name: "the migrator's address", want: "must be that of the login liaison_identity", change: func(c *postgres.Config) { is(c, access.Identity, db.URL(postgres.Migrator)) }},
		{name: "no address", want: "no address", change: func(c *postgres.Config) { c.URLs = nil }},
		{name: "an address that is none", want: "cannot be read", change: func(c *postgres.Config) { is(c, access.Outreach, "postgres://u:secret@[::1/x") }},
		{name: "a wrong password", want: "connecting as liaison_outreach", change: func(c *postgres.Config) {
			address, err := postgres.Readdress(db.Super(), "", "liaison_outreach", "secret")
			if err != nil {
				t.Fatal(err)
			}
			is(c, access.Outreach, address)
		}},
		{name: "a short key", want: "32 bytes", change: func(c *postgres.Config) { c.ContextKey = []byte("short") }},
		{name: "a key without a number", want: "id must be", change: func(c *postgres.Config) { c.ContextKeyID = 0 }},
		{name: "a key that the database does not know", want: "does not know the context key", change: func(c *postgres.Config) { c.ContextKey = bytes.Repeat([]byte{1}, 32) }},
		{name: "a number that the database does not know", want: "does not know the context key", change: func(c *postgres.Config) { c.ContextKeyID = 8 }},
		{name: "a login that is a member", want: "powers it must not have", change: only(access.Outreach), do: `GRANT own_intelligence TO liaison_outreach`, undo: `REVOKE own_intelligence FROM liaison_outreach`},
		{name: "a login above row security", want: "powers it must not have", change: only(access.Casework), do: `ALTER ROLE liaison_casework BYPASSRLS`, undo: `ALTER ROLE liaison_casework NOBYPASSRLS`},
		{name: "a login with another search_path", want: "search_path", do: `ALTER ROLE liaison_casework SET search_path = shared`, undo: `ALTER ROLE liaison_casework SET search_path = casework, shared`},
		{name: "a wall with a hole", want: "the wall does not stand: a table has no row security: intelligence.activity", do: `ALTER TABLE intelligence.activity DISABLE ROW LEVEL SECURITY`, undo: `ALTER TABLE intelligence.activity ENABLE ROW LEVEL SECURITY`},
		{name: "a proof that was replaced", want: "not that of this program", do: `ALTER FUNCTION wall.violations() RENAME TO kept; CREATE FUNCTION wall.violations() RETURNS TABLE (rule text, what text) LANGUAGE sql AS $$ SELECT 'x', 'y' WHERE false $$`, undo: `DROP FUNCTION wall.violations(); ALTER FUNCTION wall.kept() RENAME TO violations`},
		{name: "a clock that is fast", want: "apart", apart: time.Minute},
		{name: "a clock that is slow", want: "apart", apart: -time.Minute},
	} {
		t.Run(tt.name, func(t *testing.T) {
			cfg := db.Config
			if tt.change != nil {
				tt.change(&cfg)
			}
			if tt.do != "" {
				db.Exec(t, tt.do)
				defer db.Exec(t, tt.undo)
			}
			pg, err := postgres.Open(t.Context(), cfg, nil, func() time.Time { return time.Now().Add(tt.apart) })
			if err == nil {
				pg.Close()
				t.Fatal("got an open database, want it refused")
			}
			if !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "secret") {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
	db.Open(t, nil)
}

func TestAProcessServesTheStrandsItWasGiven(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	sample.Partnership(t, db)
	officer := sample.Member(t, db, "Owen Platt", access.IntelligenceOfficer, sample.Police)
	delete(db.Config.URLs, access.Intelligence)
	pg := db.Open(t, nil)
	if pg.Serves(access.Intelligence) || !pg.Serves(access.Outreach) {
		t.Error("got intelligence served, want it left out")
	}
	if err := pg.As(t.Context(), officer, access.Intelligence, func(*gorm.DB) error { return nil }); err == nil {
		t.Error("got a transaction in a strand that is not served")
	}
	if err := pg.Refuse(t.Context(), officer, access.Intelligence, audit.Event{Kind: "route", On: "/intelligence"}); err != nil {
		t.Errorf("got %v, want the refusal in the lanes of identity", err)
	}
}

func TestItComesBackByItself(t *testing.T) {
	t.Parallel()
	db, server := pgtest.Cluster(t)
	sample.Partnership(t, db)
	who := sample.Member(t, db, "Tom Okafor", access.Staff, sample.Police)
	pg := db.Open(t, nil)
	use := func() error {
		_, err := postgres.Query[seen](t.Context(), pg, who, access.Coordination, `SELECT id, title FROM activity`)
		return errors.Join(err, pg.As(t.Context(), who, access.Coordination, func(tx *gorm.DB) error { return tx.Exec(`SELECT ?::int`, 1).Error }),
			pg.Ready(t.Context()), pg.Refuse(t.Context(), who, access.Coordination, audit.Event{Kind: "k", On: "o"}))
	}
	if err := use(); err != nil {
		t.Fatal(err)
	}
	server.Stop()
	for name, err := range map[string]error{
		"as":     pg.As(t.Context(), who, access.Coordination, func(tx *gorm.DB) error { return tx.Exec(`SELECT ?::int`, 1).Error }),
		"ready":  pg.Ready(t.Context()),
		"refuse": pg.Refuse(t.Context(), who, access.Coordination, audit.Event{Kind: "k", On: "o"}),
		"query": func() error {
			_, err := postgres.Query[seen](t.Context(), pg, who, access.Coordination, `SELECT id, title FROM activity`)
			return err
		}(),
	} {
		if !postgres.Unavailable(err) {
			t.Errorf("%s: got %v while the server is stopped, want unavailable", name, err)
		}
	}
	server.Start()
	if err := use(); err != nil {
		t.Errorf("got %v once it runs again, want nothing", err)
	}
}

func TestARequestThatHasGoneIsNotOurTrouble(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	sample.Partnership(t, db)
	who := sample.Member(t, db, "Tom Okafor", access.Staff, sample.Police)
	pg := db.Open(t, nil)
	ctx, cancel := context.WithCancel(t.Context())
	err := pg.As(ctx, who, access.Coordination, func(tx *gorm.DB) error {
		cancel()
		return tx.Exec(`SELECT ?::int`, 1).Error
	})
	if !errors.Is(err, context.Canceled) || postgres.Unavailable(err) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
	same(t, titles(t, pg, who, access.Coordination))
}

func TestBootstrapAndMigrateMayBeRunAgain(t *testing.T) {
	t.Parallel()
	db, _ := pgtest.Cluster(t)
	logins := postgres.Folder(filepath.Join(t.TempDir(), "logins"))
	const other = "another database"
	key := func(id int, b byte) *postgres.Key { return &postgres.Key{ID: id, Secret: bytes.Repeat([]byte{b}, 32)} }
	var migrator string
	for range 2 {
		if err := postgres.Bootstrap(t.Context(), db.Super(), other, logins); err != nil {
			t.Fatal(err)
		}
		again, err := logins.Address(postgres.Migrator)
		if err != nil || (migrator != "" && again != migrator) {
			t.Errorf("got %q (%v) the second time, want %q", again, err, migrator)
		}
		migrator = again
		if err := postgres.Migrate(t.Context(), migrator, key(1, 'a')); err != nil {
			t.Fatal(err)
		}
	}
	for _, l := range postgres.Logins() {
		info, err := os.Stat(filepath.Join(string(logins), strings.TrimPrefix(string(l), "liaison_")+".url"))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: got %v (%v), want a file that only its owner reads", l, info, err)
		}
	}
	open := func(id int, b byte) error {
		cfg := postgres.Config{URLs: map[access.Strand]string{}, ContextKey: bytes.Repeat([]byte{b}, 32), ContextKeyID: id, Pool: 2}
		for _, in := range append(access.Strands(), access.Identity) {
			address, err := logins.Address(postgres.LoginOf(in))
			if err != nil {
				t.Fatal(err)
			}
			cfg.URLs[in] = address
		}
		pg, err := postgres.Open(t.Context(), cfg, nil, time.Now)
		if err == nil {
			pg.Close()
		}
		return err
	}
	if err := postgres.Migrate(t.Context(), migrator, key(1, 'b')); err == nil {
		t.Error("got another key under the same number, want it refused")
	}
	if err := postgres.Migrate(t.Context(), migrator, key(2, 'b')); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(open(1, 'a'), open(2, 'b')); err != nil {
		t.Errorf("got %v, want both keys alive", err)
	}
	if err := postgres.Migrate(t.Context(), migrator, key(3, 'c')); err != nil {
		t.Fatal(err)
	}
	if open(1, 'a') == nil || errors.Join(open(2, 'b'), open(3, 'c')) != nil {
		t.Error("want the first key retired and the two newest alive")
	}
	if err := postgres.Migrate(t.Context(), migrator, key(1, 'a')); err == nil {
		t.Error("got a retired key back, want it refused")
	}
	if err := postgres.Migrate(t.Context(), migrator, nil); err != nil {
		t.Errorf("got %v without a key, want the keys left as they are", err)
	}
	db.Exec(t, `CREATE ROLE clerk LOGIN; GRANT own_sec TO clerk`)
	if err := postgres.Migrate(t.Context(), migrator, nil); err == nil || !strings.Contains(err.Error(), "clerk of own_sec") {
		t.Errorf("got %v with a hole in the wall, want it named", err)
	}
}

func TestServersTooOldOrTooNewAreRefused(t *testing.T) {
	for version, may := range map[int]bool{
		140099: false, 150013: false, 150014: true, 150018: true, 160009: false, 160010: true, 170005: false, 170006: true, 180000: false,
	} {
		if err := postgres.CheckVersion(version, nil); (err == nil) != may {
			t.Errorf("%d: got %v, want allowed %v", version, err, may)
		}
	}
	warned := ""
	if err := postgres.CheckVersion(180001, func(say string) { warned = say }); err != nil || warned == "" {
		t.Errorf("got %v and %q for a newer server in a demonstration, want a warning", err, warned)
	}
}
