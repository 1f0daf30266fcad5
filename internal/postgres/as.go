package postgres

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/audit"
)

// contextLife is how long a signed context is believed: longer than any
// request, shorter than anyone could do something with a stolen one.
const contextLife = 30 * time.Second

// tries is how often a transaction is run that clashes with another.
const tries = 3

// longestPause is the most that a transaction waits before it is run again.
const longestPause = 50 * time.Millisecond

// pause waits for a moment of random length, so that two who met do not meet
// again, and reports whether the request is still there.
func pause(ctx context.Context) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(rand.N(longestPause)): //nolint:gosec // when to try again is no secret
		return true
	}
}

var requestID = regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)

var (
	errContextLost = errors.New("postgres: the transaction lost who acts in it")
	errNobody      = errors.New("postgres: nobody acts")
	errStacked     = errors.New("postgres: a statement without arguments has a semicolon")
)

// as runs fn in one transaction of the strand's own login, which the row
// policies know to be who's. It is the only way to a strand's tables. fn is run
// again where it met another transaction, so it keeps nothing from one run to
// the next. On the identity pool who may be nobody yet.
func (db *DB) as(ctx context.Context, who access.Actor, in access.Strand, fn func(tx *gorm.DB) error) error {
	p, err := db.pool(in)
	if err != nil {
		return err
	}
	err = db.once(ctx, p, who, fn)
	for try := 1; try < tries && again(err); try++ {
		if !pause(ctx) {
			break
		}
		err = db.once(ctx, p, who, fn)
	}
	return translate(err)
}

func (db *DB) once(ctx context.Context, p *pool, who access.Actor, fn func(tx *gorm.DB) error) error {
	signed, err := db.sign(who, p.strand)
	if err != nil {
		return err
	}
	left := &receipts{}
	err = p.gorm.WithContext(context.WithValue(ctx, receiptsOf{}, left)).Transaction(func(tx *gorm.DB) error {
		var set bool
		if err := tx.Raw(enter(p.strand), signed).Row().Scan(&set); err != nil {
			return err
		}
		if err := fn(tx); err != nil {
			return err
		}
		// A stray ROLLBACK or COMMIT in fn would have dropped the context, and
		// then nothing that fn did is believed.
		var still sql.NullString
		if err := tx.Raw(`SELECT current_setting('liaison.ctx', true)`).Row().Scan(&still); err != nil {
			return err
		}
		if still.String != signed {
			return errContextLost
		}
		return nil
	}, &sql.TxOptions{Isolation: sql.LevelReadCommitted})
	if err != nil {
		return err
	}
	for _, r := range left.list {
		audit.Give(ctx, r)
	}
	return nil
}

// receipts holds those of one transaction until it has committed.
type receipts struct{ list []string }

// receiptsOf is the key under which a transaction's context has them.
type receiptsOf struct{}

// Statements that say who acts, for the transaction alone. In a strand that is
// held by grant the second column notes that the grant was used; columns are
// worked out from left to right.
const (
	enterPlain   = `SELECT set_config('liaison.ctx', ?, true) = ''`
	enterGranted = `SELECT set_config('liaison.ctx', ?, true) = '' OR identity.used() IS NULL`
)

func enter(in access.Strand) string {
	switch in {
	case access.Outreach, access.Casework, access.Intelligence:
		return enterGranted
	case access.Coordination, access.Identity:
	}
	return enterPlain
}

// sign makes the context that sec.claims verifies: version, key, actor,
// request, the second it ends, and the HMAC of all that.
func (db *DB) sign(who access.Actor, in access.Strand) (string, error) {
	actor, request := who.ID.String(), who.Request
	if who.ID == uuid.Nil {
		if in != access.Identity {
			return "", errNobody
		}
		actor = "-"
	}
	if request == "" {
		request = "-"
	}
	if !requestID.MatchString(request) {
		return "", fmt.Errorf("postgres: the request's id %q cannot be signed", request)
	}
	body := fmt.Sprintf("v1|%d|%s|%s|%d", db.keyID, actor, request, db.now().Add(contextLife).Unix())
	mac := hmac.New(sha256.New, db.key)
	mac.Write([]byte(body))
	return body + "|" + hex.EncodeToString(mac.Sum(nil)), nil
}

type checkedInBatch struct{}

// isDirty is true on a connection that an earlier request left in another role
// or with a context.
const isDirty = `current_user <> session_user OR coalesce(current_setting('liaison.ctx', true), '') <> ''`

// clean says whether a connection may be handed out; one that may not is
// closed. A batch asks the same as its first question and need not ask twice.
func clean(ctx context.Context, conn *pgx.Conn) (bool, error) {
	if ctx.Value(checkedInBatch{}) != nil {
		return true, nil
	}
	var found bool
	if err := conn.QueryRow(ctx, `SELECT `+isDirty).Scan(&found); err != nil {
		return false, ctx.Err() // a broken connection is replaced; a request that has gone is not served
	}
	return !found, nil
}

// guarded refuses statements without arguments that have a semicolon: pgx sends
// those by the simple protocol, which runs whatever is stacked behind it.
type guarded struct{ *sql.DB }

func (g guarded) ExecContext(ctx context.Context, q string, args ...any) (sql.Result, error) {
	if stacked(q, args) {
		return nil, errStacked
	}
	return g.DB.ExecContext(ctx, q, args...)
}

func (g guarded) QueryContext(ctx context.Context, q string, args ...any) (*sql.Rows, error) {
	if stacked(q, args) {
		return nil, errStacked
	}
	return g.DB.QueryContext(ctx, q, args...)
}

// GetDBConn lets gorm find the pool beneath.
func (g guarded) GetDBConn() (*sql.DB, error) { return g.DB, nil }

// BeginTx lets gorm begin a transaction that is guarded too.
func (g guarded) BeginTx(ctx context.Context, opts *sql.TxOptions) (gorm.ConnPool, error) {
	tx, err := g.DB.BeginTx(ctx, opts)
	if err != nil {
		return nil, err
	}
	return &guardedTx{tx}, nil
}

type guardedTx struct{ *sql.Tx }

func (g *guardedTx) ExecContext(ctx context.Context, q string, args ...any) (sql.Result, error) {
	if stacked(q, args) {
		return nil, errStacked
	}
	return g.Tx.ExecContext(ctx, q, args...)
}

func (g *guardedTx) QueryContext(ctx context.Context, q string, args ...any) (*sql.Rows, error) {
	if stacked(q, args) {
		return nil, errStacked
	}
	return g.Tx.QueryContext(ctx, q, args...)
}

func stacked(q string, args []any) bool { return len(args) == 0 && strings.ContainsRune(q, ';') }
