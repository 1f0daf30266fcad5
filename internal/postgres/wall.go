package postgres

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/internal/access"
)

const (
	newestTried = 17 // major version of PostgreSQL
	clockApart  = 5 * time.Second
)

// Violation is one sign that the wall does not stand.
type Violation struct{ Rule, What string }

func (v Violation) String() string { return v.Rule + ": " + v.What }

// Violations looks at the wall of the database at the address, whose login may
// be any.
func Violations(ctx context.Context, address string) ([]Violation, error) {
	var found []Violation
	err := withConn(ctx, address, func(conn *pgx.Conn) (err error) {
		found, err = violations(ctx, conn)
		return err
	})
	return found, err
}

// violations looks for them with this program's own text of the proof.
func violations(ctx context.Context, conn *pgx.Conn) ([]Violation, error) {
	text, err := wallText()
	if err != nil {
		return nil, err
	}
	var b pgx.Batch
	b.Queue(`SELECT set_config('search_path', 'pg_catalog', true), set_config('jit', 'off', true), set_config('statement_timeout', '60s', true)`)
	b.Queue(text)
	answers := conn.SendBatch(ctx, &b)
	defer answers.Close() //nolint:errcheck // what goes wrong has been told by then
	if _, err := answers.Exec(); err != nil {
		return nil, fmt.Errorf("postgres: looking at the wall: %w", err)
	}
	rows, err := answers.Query()
	if err != nil {
		return nil, fmt.Errorf("postgres: looking at the wall: %w", err)
	}
	found, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Violation])
	if err != nil {
		return nil, fmt.Errorf("postgres: looking at the wall: %w", err)
	}
	return found, nil
}

// breached is the error of violations, nil when there are none.
func breached(found []Violation) error {
	if len(found) == 0 {
		return nil
	}
	var all []string
	for _, v := range found {
		all = append(all, v.String())
	}
	return errors.New("postgres: the wall does not stand: " + strings.Join(all, "; "))
}

// inspect refuses logins and servers on which the wall would not hold.
func (db *DB) inspect(ctx context.Context, warn func(string)) error {
	seen := map[string]bool{}
	for _, in := range append(access.Strands(), access.Identity) {
		p, ok := db.pools[in]
		if !ok {
			continue
		}
		conn, err := p.pgx.Acquire(ctx)
		if err != nil {
			return fmt.Errorf("postgres: connecting as %s: %w", login(in), unavailable{err})
		}
		// Strands may be on servers of their own; each is looked at once.
		server := serverOf(conn.Conn())
		if !seen[server] {
			err = db.inspectServer(ctx, conn.Conn(), warn)
		}
		if err == nil {
			err = db.inspectLogin(ctx, p, conn.Conn())
		}
		if err == nil && !seen[server] {
			err = inspectWall(ctx, conn.Conn())
		}
		seen[server] = true
		conn.Release()
		if err != nil {
			return err
		}
	}
	return nil
}

// serverOf tells the servers and databases apart that connections lead to.
func serverOf(conn *pgx.Conn) string {
	cfg := conn.Config()
	return fmt.Sprintf("%s:%d/%s", cfg.Host, cfg.Port, cfg.Database)
}

// violations looks at the wall of every server that logins are connected to.
func (db *DB) violations(ctx context.Context) ([]Violation, error) {
	var all []Violation
	seen := map[string]bool{}
	for _, p := range db.pools {
		conn, err := p.pgx.Acquire(ctx)
		if err != nil {
			return nil, fmt.Errorf("postgres: connecting as %s: %w", login(p.strand), unavailable{err})
		}
		server := serverOf(conn.Conn())
		var found []Violation
		if !seen[server] {
			found, err = violations(ctx, conn.Conn())
		}
		conn.Release()
		if err != nil {
			return nil, err
		}
		seen[server] = true
		all = append(all, found...)
	}
	return all, nil
}

// ownPowers asks whether the login is what it should be and has nothing that
// injected SQL could use.
const ownPowers = `SELECT session_user::text, current_setting('search_path'),
	current_user <> session_user OR r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication
	OR EXISTS (SELECT FROM pg_auth_members WHERE member = r.oid) OR EXISTS (SELECT FROM pg_class WHERE relowner = r.oid)
	FROM pg_roles r WHERE r.rolname = session_user`

func (db *DB) inspectLogin(ctx context.Context, p *pool, conn *pgx.Conn) error {
	var (
		user, path string
		powerful   bool
	)
	if err := conn.QueryRow(ctx, ownPowers).Scan(&user, &path, &powerful); err != nil {
		return fmt.Errorf("postgres: looking at the login of %s: %w", p.strand, err)
	}
	if user != login(p.strand) || powerful {
		return fmt.Errorf("postgres: the login %s of %s has powers it must not have", user, p.strand)
	}
	if want := string(p.strand) + ", shared"; path != want {
		return fmt.Errorf("postgres: the login %s has the search_path %q, which must be %q", user, path, want)
	}
	signed, err := db.sign(access.Actor{ID: uuid.New()}, p.strand)
	if err != nil {
		return err
	}
	var believed bool
	if err := conn.QueryRow(ctx, `SELECT set_config('liaison.ctx', $1, true) <> '' AND sec.actor() IS NOT NULL`, signed).Scan(&believed); err != nil {
		return fmt.Errorf("postgres: %s: asking whether the context key is known: %w", p.strand, err)
	}
	if !believed {
		return fmt.Errorf("postgres: the database does not know the context key %d: run liaison migrate with it", db.keyID)
	}
	return nil
}

func (db *DB) inspectServer(ctx context.Context, conn *pgx.Conn, warn func(string)) error {
	var (
		version int
		clock   time.Time
	)
	before := db.now()
	err := conn.QueryRow(ctx, `SELECT current_setting('server_version_num')::int, clock_timestamp()`).Scan(&version, &clock)
	if err != nil {
		return fmt.Errorf("postgres: looking at the server: %w", err)
	}
	apart := clock.Sub(before.Add(db.now().Sub(before) / 2)).Abs()
	if apart > clockApart {
		return fmt.Errorf("postgres: the database's clock and ours are %s apart, which may be at most %s", apart.Round(time.Second), clockApart)
	}
	return checkVersion(version, warn)
}

// oldest are the first versions of each major that hold row security. Earlier
// ones may use a plan made for another role.
var oldest = map[int]int{15: 150014, 16: 160010, 17: 170006}

// checkVersion refuses a server too old to hold the wall, and one newer than
// any that was tried unless somebody wants to be warned instead.
func checkVersion(version int, warn func(string)) error {
	major := version / 10000
	if major > newestTried {
		say := fmt.Sprintf("PostgreSQL %d is newer than any that was tried, %d", major, newestTried)
		if warn == nil {
			return errors.New("postgres: " + say)
		}
		warn(say)
		return nil
	}
	if least, ok := oldest[major]; !ok || version < least {
		return fmt.Errorf("postgres: PostgreSQL %d.%d is too old: 15.14, 16.10 or 17.6 at least", major, version%10000)
	}
	return nil
}

// theirProof is the text of the proof that the database has.
const theirProof = `SELECT coalesce((SELECT p.prosrc FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
	WHERE n.nspname = 'wall' AND p.proname = 'violations'), '')`

func inspectWall(ctx context.Context, conn *pgx.Conn) error {
	own, err := wallText()
	if err != nil {
		return err
	}
	var theirs string
	if err := conn.QueryRow(ctx, theirProof).Scan(&theirs); err != nil {
		return fmt.Errorf("postgres: looking at the wall: %w", err)
	}
	if theirs != own {
		return errors.New("postgres: the database's schema is not that of this program: run liaison migrate")
	}
	found, err := violations(ctx, conn)
	if err != nil {
		return err
	}
	return breached(found)
}
