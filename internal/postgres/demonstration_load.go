package postgres

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"strings"

	"github.com/jackc/pgx/v5"
	"golang.org/x/sync/errgroup"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/demo"
)

// ErrOccupied is what LoadDemonstration returns for a database that holds
// something else.
var ErrOccupied = errors.New("postgres: the database holds other data than the demonstration; give the demonstration a folder of its own")

// Demonstrated reports whether the database holds the demonstration already.
// It returns ErrOccupied where it holds something else.
func Demonstrated(ctx context.Context, migratorURL string, p demo.Partnership) (bool, error) {
	var slug string
	err := withConn(ctx, migratorURL, func(conn *pgx.Conn) error {
		tx, err := conn.Begin(ctx)
		if err != nil {
			return err
		}
		defer tx.Rollback(context.WithoutCancel(ctx)) //nolint:errcheck // it only looked
		if _, err := tx.Exec(ctx, `SET LOCAL ROLE own_shared`); err != nil {
			return err
		}
		return tx.QueryRow(ctx, `SELECT coalesce((SELECT slug FROM shared.partnership ORDER BY id LIMIT 1), '')`).Scan(&slug)
	})
	switch {
	case err != nil:
		return false, fmt.Errorf("postgres: %w", err)
	case slug == p.Slug:
		return true, nil
	case slug != "":
		return false, ErrOccupied
	}
	return false, nil
}

// LoadDemonstration loads the partnerships as the owners of their tables, whole
// or not at all, and all of more after them, on a few connections at once. The
// hash is of the one password.
func LoadDemonstration(ctx context.Context, migratorURL string, all []demo.Partnership, hash string, more iter.Seq[demo.Batch]) error {
	return withConn(ctx, migratorURL, func(conn *pgx.Conn) error {
		if err := copyIn(ctx, conn, demonstration(all, hash)); err != nil {
			return err
		}
		if err := loadMore(ctx, migratorURL, conn, more); err != nil {
			return err
		}
		return analyse(ctx, conn)
	})
}

// loadMore copies each batch in a transaction of its own. The partnerships are
// made on conn, in order; what happened in them is copied by loaders beside it.
func loadMore(ctx context.Context, migratorURL string, conn *pgx.Conn, more iter.Seq[demo.Batch]) error {
	batches := make(chan demo.Batch)
	g, ctx := errgroup.WithContext(ctx)
	for range runtime.NumCPU() {
		g.Go(func() error {
			for b := range batches {
				err := withConn(ctx, migratorURL, func(own *pgx.Conn) error { return copyIn(ctx, own, recorded(b.Partnership)) })
				if err != nil {
					return err
				}
			}
			return nil
		})
	}
	g.Go(func() error {
		defer close(batches)
		for b := range more {
			if err := copyIn(ctx, conn, bulkPlace(b)); err != nil {
				return err
			}
			select {
			case batches <- b:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	return g.Wait()
}

// copyIn copies sheets in one transaction, each as the owner of its schema.
func copyIn(ctx context.Context, conn *pgx.Conn, sheets []sheet) error {
	tx, err := conn.Begin(ctx)
	if err != nil {
		return fmt.Errorf("postgres: %w", err)
	}
	defer tx.Rollback(context.WithoutCancel(ctx)) //nolint:errcheck // after a commit it does nothing
	role := ""
	for _, s := range sheets {
		if len(s.rows) == 0 {
			continue
		}
		schema, table, _ := strings.Cut(s.table, ".")
		if owner := "own_" + schema; owner != role {
			if _, err := tx.Exec(ctx, `SET LOCAL ROLE `+pgx.Identifier{owner}.Sanitize()); err != nil {
				return fmt.Errorf("postgres: %w", err)
			}
			role = owner
		}
		if _, err := tx.CopyFrom(ctx, pgx.Identifier{schema, table}, s.columns, pgx.CopyFromRows(s.rows)); err != nil {
			return fmt.Errorf("postgres: loading %s: %w", s.table, err)
		}
	}
	if err := tx.Commit(ctx); err != nil {
		return fmt.Errorf("postgres: %w", err)
	}
	return nil
}

// analyse tells the planner what was loaded.
func analyse(ctx context.Context, conn *pgx.Conn) error {
	for _, s := range append(access.Strands(), access.Identity, "shared") {
		if _, err := conn.Exec(ctx, `SET ROLE own_`+string(s)); err != nil {
			return fmt.Errorf("postgres: %w", err)
		}
		rows, err := conn.Query(ctx, `SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
			WHERE n.nspname = $1 AND c.relkind = 'r'`, string(s))
		if err != nil {
			return fmt.Errorf("postgres: %w", err)
		}
		tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			return fmt.Errorf("postgres: %w", err)
		}
		for _, t := range tables {
			if _, err := conn.Exec(ctx, `ANALYZE `+pgx.Identifier{string(s), t}.Sanitize()); err != nil {
				return fmt.Errorf("postgres: %w", err)
			}
		}
	}
	_, err := conn.Exec(ctx, `RESET ROLE`)
	return err
}

// RecordDemonstration leaves one entry in the log of each strand that the
// demonstration was loaded into, as who loaded it is not there to be asked: in
// the name of the person of the demonstration who works there.
func (db *DB) RecordDemonstration(ctx context.Context, p demo.Partnership) error {
	for _, s := range access.Strands() {
		n := 0
		for _, a := range p.Activities {
			if a.Strand == s {
				n++
			}
		}
		for _, a := range p.Accounts {
			who := access.Actor{ID: a.ID, Request: "demonstration", Partnership: p.ID, Agency: a.Agency}
			for _, r := range a.Roles() {
				who.Holds = append(who.Holds, access.Holding{Strand: r.Strand(), Role: r})
			}
			if n == 0 || !who.Works(s) {
				continue
			}
			err := db.as(ctx, who, s, func(tx *gorm.DB) error {
				return db.record(tx, who, s, audit.Event{Act: audit.Collect, Kind: "demonstration", On: p.Slug, Detail: fmt.Sprintf("%d activities loaded", n)})
			})
			if err != nil {
				return err
			}
			break
		}
	}
	return nil
}
