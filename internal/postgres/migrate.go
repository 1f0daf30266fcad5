package postgres

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"strings"

	"github.com/jackc/pgx/v5"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver that goose is given
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"liaison/migrations"
)

// Key is a secret that signs who acts, under the number that the database
// knows it by.
type Key struct {
	ID     int
	Secret []byte // 32 bytes
}

// Migrate takes the database forward to the schema of this program, as the
// migrator. Given a key, it installs it and leaves the one before it alive, so
// that instances can be moved to the new one by one; older ones are retired.
// It fails unless the wall stands afterwards.
func Migrate(ctx context.Context, migratorURL string, key *Key) error {
	if key != nil && (len(key.Secret) != keyLength || key.ID < 1 || key.ID > maxKeyID) {
		return fmt.Errorf("postgres: the context key must be %d bytes, and its id from 1 to %d", keyLength, maxKeyID)
	}
	if err := step(ctx, migratorURL); err != nil {
		return err
	}
	return withConn(ctx, migratorURL, func(conn *pgx.Conn) error {
		if err := installWall(ctx, conn); err != nil {
			return err
		}
		if key != nil {
			if err := installKey(ctx, conn, *key); err != nil {
				return err
			}
		}
		found, err := violations(ctx, conn)
		if err != nil {
			return err
		}
		return breached(found)
	})
}

// step runs what migrations are missing. Two processes take turns.
func step(ctx context.Context, migratorURL string) error {
	db, err := sql.Open("pgx", migratorURL)
	if err != nil {
		return errors.New("postgres: the migrator's address cannot be read")
	}
	defer db.Close()
	turns, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return fmt.Errorf("postgres: %w", err)
	}
	steps, err := goose.NewProvider(goose.DialectPostgres, db, migrations.FS,
		goose.WithSessionLocker(turns), goose.WithTableName("migration.step"),
		goose.WithDisableGlobalRegistry(true), goose.WithSlog(slog.New(slog.DiscardHandler)))
	if err != nil {
		return fmt.Errorf("postgres: %w", err)
	}
	if _, err := steps.Up(ctx); err != nil {
		return fmt.Errorf("postgres: %w", err)
	}
	return nil
}

const wallFile = "wall/violations.sql"

// wallText is the proof of the wall that this program knows. The database has
// it too, as wall.violations(), but is not asked for its opinion of itself.
func wallText() (string, error) {
	text, err := fs.ReadFile(migrations.FS, wallFile)
	if err != nil {
		return "", fmt.Errorf("postgres: %w", err)
	}
	return strings.TrimSpace(string(text)), nil
}

// installWall makes wall.violations() that of this program.
func installWall(ctx context.Context, conn *pgx.Conn) error {
	text, err := wallText()
	if err != nil {
		return err
	}
	tx, err := conn.Begin(ctx)
	if err != nil {
		return fmt.Errorf("postgres: %w", err)
	}
	defer tx.Rollback(context.WithoutCancel(ctx)) //nolint:errcheck // after a commit it does nothing
	if _, err := tx.Exec(ctx, `SET LOCAL ROLE own_wall;
		GRANT USAGE ON SCHEMA wall TO liaison_coordination, liaison_outreach, liaison_casework, liaison_intelligence, liaison_identity, liaison_sealer, liaison_migrator;
		CREATE OR REPLACE FUNCTION wall.violations() RETURNS TABLE (rule text, what text) LANGUAGE sql STABLE SET search_path = pg_catalog
		AS $wall$`+text+`$wall$;
		GRANT EXECUTE ON FUNCTION wall.violations() TO liaison_coordination, liaison_outreach, liaison_casework, liaison_intelligence, liaison_identity, liaison_sealer, liaison_migrator`); err != nil {
		return fmt.Errorf("postgres: %s: %w", wallFile, err)
	}
	if err := tx.Commit(ctx); err != nil {
		return fmt.Errorf("postgres: %w", err)
	}
	return nil
}

func installKey(ctx context.Context, conn *pgx.Conn, key Key) error {
	tx, err := conn.Begin(ctx)
	if err != nil {
		return fmt.Errorf("postgres: %w", err)
	}
	defer tx.Rollback(context.WithoutCancel(ctx)) //nolint:errcheck // after a commit it does nothing
	var (
		there   []byte
		retired bool
	)
	_, err = tx.Exec(ctx, `SET LOCAL ROLE own_sec`)
	if err == nil {
		_, err = tx.Exec(ctx, `INSERT INTO sec.key (id, k) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING`, key.ID, key.Secret)
	}
	if err == nil {
		err = tx.QueryRow(ctx, `SELECT k, retired_at IS NOT NULL FROM sec.key WHERE id = $1`, key.ID).Scan(&there, &retired)
	}
	if err != nil {
		return fmt.Errorf("postgres: installing the context key: %w", err)
	}
	if retired || !bytes.Equal(there, key.Secret) {
		return fmt.Errorf("postgres: another context key, or a retired one, has the id %d: give the new key a higher one", key.ID)
	}
	_, err = tx.Exec(ctx, `UPDATE sec.key SET retired_at = now() WHERE retired_at IS NULL
		AND id NOT IN (SELECT id FROM sec.key WHERE retired_at IS NULL ORDER BY id DESC LIMIT 2)`)
	if err != nil {
		return fmt.Errorf("postgres: retiring old context keys: %w", err)
	}
	if err := tx.Commit(ctx); err != nil {
		return fmt.Errorf("postgres: %w", err)
	}
	return nil
}

// AskReason sets whether opening a casework or intelligence record, or
// disclosing one, asks for a reason. The log refuses an entry without one.
func AskReason(ctx context.Context, migratorURL string, ask bool) error {
	return withConn(ctx, migratorURL, func(conn *pgx.Conn) error {
		_, err := conn.Exec(ctx, `SET ROLE own_audit`)
		if err == nil {
			_, err = conn.Exec(ctx, `UPDATE audit.setting SET ask_reason = $1`, ask)
		}
		if err != nil {
			return fmt.Errorf("postgres: setting whether a reason is asked: %w", err)
		}
		return nil
	})
}

// AsksReason reports whether opening a casework or intelligence record asks for
// a reason.
func (db *DB) AsksReason(ctx context.Context) (bool, error) {
	var asks bool
	for _, p := range db.pools {
		if err := p.pgx.QueryRow(ctx, `SELECT audit.asks_reason()`).Scan(&asks); err != nil {
			return false, translate(err)
		}
		return asks, nil
	}
	return false, errNobody
}
