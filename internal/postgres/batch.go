package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"liaison/internal/access"
	"liaison/internal/audit"
)

// receiptOf is the receipt of the entry that audit.append, called a, has made.
const receiptOf = `a.o_lane || '.' || a.o_seq || '.' || encode(substr(a.o_hash, 1, 8), 'hex')`

// query reads rows of the strand as who, in one round trip: the signed context
// and the query go as one batch, which PostgreSQL runs as one transaction.
// Columns are matched to T's fields by name or by their db tag. Arguments are
// $1, $2.
func query[T any](ctx context.Context, db *DB, who access.Actor, in access.Strand, sql string, args ...any) ([]T, error) {
	return batch(ctx, db, who, in, true, pgx.RowToStructByName[T], sql, false, args...)
}

// logged is query for reads that the log keeps: an entry is added for each row
// that is really returned, so that nothing hidden is logged as seen. Where it
// cannot be added nothing is returned.
func logged[T any](ctx context.Context, db *DB, who access.Actor, in access.Strand, e audit.Event, sql string, args ...any) ([]T, error) {
	n := len(args)
	sql = fmt.Sprintf(`SELECT r.*, %s AS receipt FROM (%s) r
		CROSS JOIN LATERAL audit.append($%d, $%d, $%d, $%d, $%d, $%d, $%d, $%d, $%d) a`,
		receiptOf, sql, n+1, n+2, n+3, n+4, n+5, n+6, n+7, n+8, n+9)
	return batch(ctx, db, who, in, true, pgx.RowToStructByName[T], sql, true, append(append([]any(nil), args...), entry(who, e)...)...)
}

// Statements that say who acts, as in enter. Their first column is the
// question that clean asks: on a connection that may not be used it divides by
// zero, which ends the batch before anything else of it is run.
const (
	enterBatchPlain   = `SELECT 1 / (NOT (` + isDirty + `))::int, set_config('liaison.ctx', $1, true) = '' `
	enterBatchGranted = `SELECT 1 / (NOT (` + isDirty + `))::int, set_config('liaison.ctx', $1, true) = '' OR identity.used() IS NULL`
	// For the service, which nobody waits for: it may take a minute.
	enterBatchPatient = `SELECT 1 / (NOT (` + isDirty + `))::int, set_config('liaison.ctx', $1, true) = '' OR set_config('statement_timeout', '60s', true) = ''`

	divisionByZero = "22012"
)

func batch[T any](ctx context.Context, db *DB, who access.Actor, in access.Strand, use bool, read pgx.RowToFunc[T], sql string, receipted bool, args ...any) ([]T, error) {
	p, err := db.pool(in)
	if err != nil {
		return nil, err
	}
	for try := 0; ; try++ {
		rows, left, err := sendBatch(ctx, db, p, who, use, read, sql, receipted, args)
		if err == nil {
			for _, r := range left {
				audit.Give(ctx, r)
			}
			return rows, nil
		}
		// What only reads may also be asked again of another connection, where
		// this one was lost; what logs may have been done.
		worth := again(err) || errors.Is(err, errDirty) || pgconn.SafeToRetry(err) || (!receipted && broken(err))
		if !worth || try+1 >= tries || !pause(ctx) {
			return nil, translate(err)
		}
	}
}

var errDirty = errors.New("postgres: the connection was left with a context")

func sendBatch[T any](ctx context.Context, db *DB, p *pool, who access.Actor, use bool, read pgx.RowToFunc[T], sql string, receipted bool, args []any) (rows []T, left []string, err error) {
	signed, err := db.sign(who, p.strand)
	if err != nil {
		return nil, nil, err
	}
	conn, err := p.pgx.Acquire(context.WithValue(ctx, checkedInBatch{}, true))
	if err != nil {
		return nil, nil, err
	}
	defer conn.Release()
	say := enterBatchPlain
	switch {
	case who.ID == serviceAccount:
		say = enterBatchPatient
	case use && enter(p.strand) == enterGranted:
		say = enterBatchGranted
	}
	var b pgx.Batch
	b.Queue(say, signed)
	b.Queue(sql, args...)
	answers := conn.SendBatch(ctx, &b)
	defer func() {
		// The transaction ends here; what it says may still be that it failed.
		if closed := answers.Close(); err == nil {
			err = closed
		}
		if err != nil && receipted && !errors.Is(err, errDirty) {
			err = unlogged(err)
		}
		if err != nil {
			rows, left = nil, nil
		}
		if errors.Is(err, errDirty) {
			_ = conn.Conn().Close(ctx)
		}
	}()
	var (
		one int
		set bool
	)
	if err := answers.QueryRow().Scan(&one, &set); err != nil {
		if codeOf(err) == divisionByZero {
			err = errDirty
		}
		return nil, nil, err
	}
	answer, err := answers.Query()
	if err != nil {
		return nil, nil, err
	}
	if plain := read; receipted {
		read = func(row pgx.CollectableRow) (T, error) {
			var r string
			out, err := plain(trimmed{row, &r})
			left = append(left, r)
			return out, err
		}
	}
	rows, err = pgx.CollectRows(answer, read)
	return rows, left, err
}

// trimmed is a row whose last column, the receipt, goes elsewhere.
type trimmed struct {
	pgx.CollectableRow
	receipt *string
}

func (t trimmed) FieldDescriptions() []pgconn.FieldDescription {
	all := t.CollectableRow.FieldDescriptions()
	return all[:len(all)-1]
}

func (t trimmed) Scan(dest ...any) error {
	return t.CollectableRow.Scan(append(append([]any(nil), dest...), t.receipt)...)
}
