package postgres

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/jackc/pgx/v5"

	"liaison/internal/access"
	"liaison/internal/audit"
)

// VerifyLog shows the whole log to the verifier, and returns how many entries
// there are and what is wrong. The address is that of a login that may read the
// log, such as the backup's. Entries and heads are of one moment.
func VerifyLog(ctx context.Context, address string, v *audit.Verifier) (entries int64, problems []audit.Problem, err error) {
	err = withConn(ctx, address, func(conn *pgx.Conn) error {
		tx, err := conn.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly})
		if err != nil {
			return fmt.Errorf("postgres: reading the log: %w", err)
		}
		defer tx.Rollback(context.WithoutCancel(ctx)) //nolint:errcheck // nothing was written
		if err := readLog(ctx, tx, v); err != nil {
			return fmt.Errorf("postgres: reading the log: %w", err)
		}
		_, heads, err := readHeads(ctx, tx)
		if err != nil {
			return err
		}
		entries, problems = v.Heads(heads)
		return nil
	})
	return entries, problems, err
}

// Every entry in the order of the chains; what is absent is empty.
const wholeLog = `SELECT strand, lane, seq, at_us, actor, login, request, act, did, outcome, kind, on_what, coalesce(partnership_id, 0),
	coalesce(why, ''), coalesce(recipient, ''), coalesce(detail, ''), prev, hash FROM audit.event ORDER BY strand, lane, seq`

func readLog(ctx context.Context, tx pgx.Tx, v *audit.Verifier) error {
	rows, err := tx.Query(ctx, wholeLog)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var (
			e                         audit.Entry
			strand, act, did, outcome string
		)
		if err := rows.Scan(&strand, &e.Lane, &e.Seq, &e.AtMicros, &e.Actor, &e.Login, &e.Request, &act, &did, &outcome,
			&e.Kind, &e.On, &e.Partnership, &e.Why, &e.Recipient, &e.Detail, &e.Prev, &e.Hash); err != nil {
			return err
		}
		e.Strand, e.Act, e.Did, e.Outcome = access.Strand(strand), audit.Act(act), access.Action(did), audit.Outcome(outcome)
		v.Entry(e)
	}
	return rows.Err()
}

type headRow struct {
	Strand string
	Lane   int
	Seq    int64
	Hash   string
	Micros int64
}

func readHeads(ctx context.Context, db interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
},
) (atMicros int64, heads []audit.Head, err error) {
	rows, err := db.Query(ctx, `SELECT strand, lane, seq, encode(hash, 'hex') AS hash,
		(extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS micros FROM audit.head ORDER BY strand, lane`)
	if err != nil {
		return 0, nil, fmt.Errorf("postgres: reading the heads of the log: %w", err)
	}
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[headRow])
	if err != nil {
		return 0, nil, fmt.Errorf("postgres: reading the heads of the log: %w", err)
	}
	for _, r := range found {
		heads = append(heads, audit.Head{Strand: access.Strand(r.Strand), Lane: r.Lane, Seq: r.Seq, Hash: r.Hash})
		atMicros = r.Micros
	}
	return atMicros, heads, nil
}

// Seal reads the heads of the log as the sealer, and adds a signed checkpoint
// of them to the file, which belongs on another machine or at least another
// disk than the database. It is called each minute, by one process at a time.
func Seal(ctx context.Context, sealerURL string, key ed25519.PrivateKey, file string) (audit.Checkpoint, error) {
	f, err := os.OpenFile(file, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return audit.Checkpoint{}, fmt.Errorf("postgres: checkpoints: %w", err)
	}
	defer f.Close() //nolint:errcheck // Sync has told
	last, size, err := newest(f)
	if err != nil {
		return audit.Checkpoint{}, fmt.Errorf("postgres: checkpoints: %w", err)
	}
	var sealed audit.Checkpoint
	err = withConn(ctx, sealerURL, func(conn *pgx.Conn) error {
		at, heads, err := readHeads(ctx, conn)
		if err != nil {
			return err
		}
		sealed = audit.Seal(last, at, heads, key)
		return nil
	})
	if err != nil {
		return audit.Checkpoint{}, err
	}
	text, err := json.Marshal(sealed)
	if err == nil {
		_, err = f.WriteAt(append(text, '\n'), size)
	}
	if err := errors.Join(err, f.Sync()); err != nil {
		return audit.Checkpoint{}, fmt.Errorf("postgres: writing the checkpoint: %w", err)
	}
	return sealed, nil
}

// longestCheckpoint is more than any line of the file has.
const longestCheckpoint = 64 << 10

// newest reads the last checkpoint of the file, nil where there is none, and
// takes away a line behind it that a crash cut off.
func newest(f *os.File) (last *audit.Checkpoint, size int64, err error) {
	info, err := f.Stat()
	if err != nil {
		return nil, 0, err
	}
	from := max(0, info.Size()-2*longestCheckpoint)
	text := make([]byte, info.Size()-from)
	if _, err := f.ReadAt(text, from); err != nil && !errors.Is(err, io.EOF) {
		return nil, 0, err
	}
	end := bytes.LastIndexByte(text, '\n') + 1
	if size = from + int64(end); size < info.Size() {
		if err := f.Truncate(size); err != nil {
			return nil, 0, err
		}
	}
	if end == 0 {
		return nil, size, nil
	}
	last = &audit.Checkpoint{}
	if err := json.Unmarshal(text[bytes.LastIndexByte(text[:end-1], '\n')+1:end], last); err != nil {
		return nil, 0, err
	}
	return last, size, nil
}

// Checkpoints reads the file that Seal writes; none when there is no file.
func Checkpoints(file string) ([]audit.Checkpoint, error) {
	f, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("postgres: reading checkpoints: %w", err)
	}
	defer f.Close() //nolint:errcheck // only read
	all, _, err := audit.ReadCheckpoints(f)
	return all, err
}
