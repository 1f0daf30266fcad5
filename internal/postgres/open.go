// Package postgres keeps everything the service knows, and is the only package
// that imports gorm and pgx. Each strand has a login and a pool of its own, and
// the only way to a connection is a transaction that says who acts, see DB.as.
// Row types stay private: what comes out are the subjects' own types, and what
// goes wrong comes out as a fault.
package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	driver "gorm.io/driver/postgres"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"liaison/internal/access"
)

const (
	defaultPool = 8
	keyLength   = 32
	maxKeyID    = 999_999
	connLife    = 30 * time.Minute
	connIdle    = 5 * time.Minute
	openWait    = 15 * time.Second
)

// Config says which strands the process serves, and how.
type Config struct {
	// URLs has the address of each strand's own login, and of the identity
	// login. A strand that is left out is not served.
	URLs map[access.Strand]string
	// ContextKey signs who acts, for the row policies to verify. It is one of
	// those installed by Migrate, under ContextKeyID.
	ContextKey   []byte
	ContextKeyID int
	// Pool is the most connections of each login; 8 when 0.
	Pool int
	// Warn is told of a server newer than those tried. When it is nil such a
	// server is refused.
	Warn func(string)
}

// DB is an open database and the guard that every change must pass. The stores
// embed it.
type DB struct {
	guard access.Guard
	now   func() time.Time
	key   []byte
	keyID int
	pools map[access.Strand]*pool
}

// pool is the connections of one login, as pgx and as gorm see them.
type pool struct {
	strand access.Strand
	pgx    *pgxpool.Pool
	sql    *sql.DB
	gorm   *gorm.DB
}

// Open connects every login of cfg, and refuses to on any sign that the wall
// does not stand: a violation found in the catalogue, a login that is not its
// pool's or has powers it must not have, a server too old to hold row security,
// or one whose clock is not ours. The clock now must be the true one, since the
// database compares it with its own.
func Open(ctx context.Context, cfg Config, guard access.Guard, now func() time.Time) (*DB, error) {
	if len(cfg.ContextKey) != keyLength {
		return nil, fmt.Errorf("postgres: the context key must be %d bytes", keyLength)
	}
	if cfg.ContextKeyID < 1 || cfg.ContextKeyID > maxKeyID {
		return nil, fmt.Errorf("postgres: the context key's id must be from 1 to %d", maxKeyID)
	}
	if len(cfg.URLs) == 0 {
		return nil, errors.New("postgres: no address of any login is given")
	}
	db := &DB{
		guard: guard, now: now, key: slices.Clone(cfg.ContextKey), keyID: cfg.ContextKeyID,
		pools: map[access.Strand]*pool{},
	}
	for in, url := range cfg.URLs {
		p, err := connect(ctx, in, url, cfg.Pool, now)
		if err != nil {
			db.Close()
			return nil, err
		}
		db.pools[in] = p
	}
	ctx, cancel := context.WithTimeout(ctx, openWait)
	defer cancel()
	if err := db.inspect(ctx, cfg.Warn); err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

// Close closes every connection.
func (db *DB) Close() {
	for _, p := range db.pools {
		_ = p.sql.Close()
		p.pgx.Close()
	}
}

// Serves reports whether the process has a login for the strand.
func (db *DB) Serves(in access.Strand) bool {
	_, ok := db.pools[in]
	return ok
}

// Ready returns nil when every login can be used.
func (db *DB) Ready(ctx context.Context) error {
	var (
		wait sync.WaitGroup
		mu   sync.Mutex
		all  []error
	)
	for _, p := range db.pools {
		wait.Go(func() {
			if err := p.pgx.Ping(ctx); err != nil {
				mu.Lock()
				all = append(all, fmt.Errorf("%s: %w", p.strand, err))
				mu.Unlock()
			}
		})
	}
	wait.Wait()
	if err := errors.Join(all...); err != nil {
		return unavailable{err}
	}
	return nil
}

func (db *DB) pool(in access.Strand) (*pool, error) {
	if p, ok := db.pools[in]; ok {
		return p, nil
	}
	return nil, fmt.Errorf("postgres: this process has no login for %s", in)
}

// login is the name of the strand's own login.
func login(in access.Strand) string { return "liaison_" + string(in) }

// connect makes the pool of one login, without connecting yet. Errors do not
// repeat the address, which holds the password.
func connect(ctx context.Context, in access.Strand, url string, size int, now func() time.Time) (*pool, error) {
	cfg, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("postgres: the address for %s cannot be read", in)
	}
	if cfg.ConnConfig.User != login(in) {
		return nil, fmt.Errorf("postgres: the address for %s must be that of the login %s", in, login(in))
	}
	if size == 0 {
		size = defaultPool
	}
	cfg.MaxConns = int32(size)
	cfg.MaxConnLifetime = connLife
	cfg.MaxConnIdleTime = connIdle
	// Never the simple protocol, which runs stacked statements.
	cfg.ConnConfig.DefaultQueryExecMode = pgx.QueryExecModeCacheStatement
	cfg.ConnConfig.RuntimeParams["application_name"] = "liaison-" + string(in)
	cfg.PrepareConn = clean
	p := &pool{strand: in}
	if p.pgx, err = pgxpool.NewWithConfig(ctx, cfg); err != nil {
		return nil, fmt.Errorf("postgres: the address for %s cannot be used", in)
	}
	p.sql = stdlib.OpenDBFromPool(p.pgx)
	p.gorm, err = gorm.Open(driver.New(driver.Config{Conn: guarded{p.sql}}), &gorm.Config{
		Logger:                 logger.Discard, // it prints values, also when told not to
		SkipDefaultTransaction: true,           // as is the only transaction
		TranslateError:         true,
		NowFunc:                func() time.Time { return now().UTC() },
		DisableAutomaticPing:   true,
	})
	if err != nil {
		p.pgx.Close()
		return nil, fmt.Errorf("postgres: %s: %w", in, err)
	}
	return p, nil
}
