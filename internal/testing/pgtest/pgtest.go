// Package pgtest gives each test a PostgreSQL database of its own, copied from
// one that is migrated once for each version of the schema. A process of tests
// runs one server, in memory where there is room, which ends with it.
package pgtest

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver of Owner

	"liaison/internal/access"
	"liaison/internal/embedded"
	"liaison/internal/postgres"
)

// pool is the most connections of one login in tests, many of which run at
// once on one server.
const pool = 4

// Key signs who acts in every database of tests.
var Key = postgres.Key{ID: 7, Secret: []byte("a key for tests, 32 bytes long..")}

// DB is a database that lives as long as the test.
type DB struct {
	// Config is ready for postgres.Open.
	Config postgres.Config
	// Owner is a superuser's connection, for arranging and inspecting rows.
	// Row policies do not bind it.
	Owner *sql.DB
	// Name is the database's name.
	Name    string
	cluster *cluster
}

var count atomic.Int64

// New copies the migrated database. Tests that call it may run in parallel.
func New(t testing.TB) *DB {
	t.Helper()
	return shared(t).copied(t, template)
}

// Filled is a database that is filled once in a process of tests, the first time
// that somebody asks for a copy of it.
type Filled struct {
	once sync.Once
	name string
	err  error
}

// Copy copies the filled database. Of the first call fill puts into it whatever
// it holds, and leaves no connection behind.
func (f *Filled) Copy(t testing.TB, fill func(*DB) error) *DB {
	t.Helper()
	c := shared(t)
	f.once.Do(func() {
		f.name = fmt.Sprintf("filled%d", count.Add(1))
		if f.err = c.create(context.WithoutCancel(t.Context()), f.name, template); f.err == nil {
			f.err = fill(c.database(f.name))
		}
	})
	if f.err != nil {
		t.Fatalf("pgtest: %v", f.err)
	}
	return c.copied(t, f.name)
}

// create makes a database that is a copy of another.
func (c *cluster) create(ctx context.Context, name, from string) error {
	statements := append([]string{`CREATE DATABASE ` + name + ` TEMPLATE ` + from + ` STRATEGY file_copy`},
		postgres.DatabasePrivileges(name)...)
	for _, q := range statements {
		if _, err := c.admin.ExecContext(ctx, q); err != nil {
			return err
		}
	}
	return nil
}

// copied is a copy of a database, for one test.
func (c *cluster) copied(t testing.TB, from string) *DB {
	t.Helper()
	name := fmt.Sprintf("t%d", count.Add(1))
	if err := c.create(t.Context(), name, from); err != nil {
		t.Fatalf("pgtest: %v", err)
	}
	db := c.database(name)
	owner, err := sql.Open("pgx", c.super(name))
	if err != nil {
		t.Fatalf("pgtest: %v", err)
	}
	owner.SetMaxOpenConns(pool)
	db.Owner = owner
	t.Cleanup(func() {
		_ = owner.Close()
		if _, err := c.admin.ExecContext(context.WithoutCancel(t.Context()), `DROP DATABASE IF EXISTS `+name+` WITH (FORCE)`); err != nil {
			t.Logf("pgtest: %v", err)
		}
	})
	return db
}

// database is the one of that name, still without its owner's connection.
func (c *cluster) database(name string) *DB {
	db := &DB{Name: name, cluster: c, Config: postgres.Config{
		URLs: map[access.Strand]string{}, ContextKey: Key.Secret, ContextKeyID: Key.ID, Pool: pool,
	}}
	for _, in := range append(access.Strands(), access.Identity) {
		db.Config.URLs[in] = db.URL(postgres.LoginOf(in))
	}
	return db
}

// URL is the address of the database for one of the logins.
func (db *DB) URL(of postgres.Login) string {
	kept, err := db.cluster.logins.Address(of)
	if err != nil || kept == "" {
		panic(fmt.Sprintf("pgtest: no login %s (%v)", of, err))
	}
	address, err := postgres.Readdress(db.cluster.super(db.Name), "", string(of), passwordOf(kept))
	if err != nil {
		panic(err)
	}
	return address
}

// Super is the address of the database for the superuser.
func (db *DB) Super() string { return db.cluster.super(db.Name) }

// Open opens the database as the service does, until the end of the test.
func (db *DB) Open(t testing.TB, guard access.Guard) *postgres.DB {
	t.Helper()
	pg, err := postgres.Open(t.Context(), db.Config, guard, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pg.Close)
	return pg
}

// Exec runs a statement as the superuser, and fails the test where it fails.
func (db *DB) Exec(t testing.TB, statement string, args ...any) {
	t.Helper()
	if _, err := db.Owner.ExecContext(t.Context(), statement, args...); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

// Count is the number that the query answers, read as the superuser.
func (db *DB) Count(t testing.TB, query string, args ...any) int {
	t.Helper()
	var n int
	if err := db.Owner.QueryRowContext(t.Context(), query, args...).Scan(&n); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return n
}

// cluster is the server of this process.
type cluster struct {
	*embedded.Cluster
	dir    string
	logins postgres.Folder
	admin  *sql.DB
}

func (c *cluster) super(database string) string {
	user, password := c.Superuser()
	return c.URL(database, user, password)
}

// starting starts the server at the first call, for all tests of the process.
var starting = sync.OnceValues(func() (*cluster, error) {
	return start(context.Background()) // it outlives the test that happens to come first
})

func shared(t testing.TB) *cluster {
	t.Helper()
	c, err := starting()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Server is a server that one test has for itself.
type Server struct {
	t testing.TB
	c *cluster
}

// Stop ends the server, and with it every connection.
func (s *Server) Stop() {
	s.t.Helper()
	if err := s.c.Stop(); err != nil {
		s.t.Fatal(err)
	}
}

// Start starts the server again, under the same address.
func (s *Server) Start() {
	s.t.Helper()
	c, err := embedded.Start(s.t.Context(), embedded.Options{Dir: s.c.dir, Fast: true})
	if err != nil {
		s.t.Fatal(err)
	}
	s.c.Cluster = c
}

// Cluster gives the test a server of its own with one migrated database, for
// what must not be seen by others: changes of roles, or a stop of the server.
func Cluster(t testing.TB) (*DB, *Server) {
	t.Helper()
	c, err := start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	owner, err := sql.Open("pgx", c.super(template))
	if err != nil {
		t.Fatal(err)
	}
	db := c.database(template)
	db.Owner = owner
	t.Cleanup(func() {
		_ = owner.Close()
		c.end()
	})
	return db, &Server{t, c}
}

// Measured gives a benchmark two databases on a server of its own, on disk and
// with the memory and habits of one in use, that any number of rows fits into.
func Measured(b *testing.B) (one, two *DB) {
	b.Helper()
	c, err := startIn(b.Context(), os.TempDir(), "shared_buffers=1GB", "max_wal_size=4GB", "min_wal_size=1GB", "autovacuum=on")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(c.end)
	return c.copied(b, template), c.copied(b, template)
}

// end stops the server for good.
func (c *cluster) end() {
	_ = c.admin.Close()
	_ = c.Stop()
	_ = os.RemoveAll(c.dir)
}

// start runs a copy of the migrated cluster.
func start(ctx context.Context) (*cluster, error) { return startIn(ctx, embedded.FastDir()) }

// startIn is start with the files in a folder of its own there, and with more
// of the server's settings.
func startIn(ctx context.Context, where string, set ...string) (*cluster, error) {
	kept, err := migrated(ctx)
	if err != nil {
		return nil, fmt.Errorf("pgtest: %w", err)
	}
	dir, err := os.MkdirTemp(where, "liaison-pgtest-")
	if err != nil {
		return nil, fmt.Errorf("pgtest: %w", err)
	}
	if err := os.Chmod(dir, 0o755); err != nil { //nolint:gosec // the server's account passes through it
		return nil, fmt.Errorf("pgtest: %w", err)
	}
	if err := sweepAtEnd(dir); err != nil {
		return nil, fmt.Errorf("pgtest: %w", err)
	}
	if err := copyCluster(kept, dir); err != nil {
		return nil, fmt.Errorf("pgtest: %w", err)
	}
	c := &cluster{dir: dir, logins: postgres.Folder(filepath.Join(kept, "logins"))}
	if c.Cluster, err = embedded.Start(ctx, embedded.Options{Dir: dir, Fast: true, Install: true, Set: set}); err != nil {
		return nil, fmt.Errorf("pgtest: %w", err)
	}
	if c.admin, err = sql.Open("pgx", c.super("postgres")); err != nil {
		return nil, fmt.Errorf("pgtest: %w", err)
	}
	c.admin.SetMaxOpenConns(1) // making two databases at once makes both slower
	return c, nil
}

// sweepAtEnd has the folder removed when this process is gone, however it
// goes: a shell waits for the end of a pipe that only we hold open.
func sweepAtEnd(dir string) error {
	r, w, err := os.Pipe()
	if err != nil {
		return err
	}
	sweep := exec.Command("/bin/sh", "-c", `cat >/dev/null; for i in 1 2 3 4 5; do rm -rf "$0"; sleep 0.2; test -e "$0" || exit 0; done`, dir) //nolint:gosec,noctx // it outlives us, and dir is ours
	sweep.Stdin = r
	sweep.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := sweep.Start(); err != nil {
		return err
	}
	keepOpen(w)
	return r.Close()
}

var (
	openMu sync.Mutex
	open   []*os.File
)

// keepOpen holds a file until the end of the process.
func keepOpen(f *os.File) {
	openMu.Lock()
	defer openMu.Unlock()
	open = append(open, f)
}
