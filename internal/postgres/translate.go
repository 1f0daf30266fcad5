package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"

	"liaison/internal/fault"
)

// unavailable is an error of the database itself: nothing was changed, and the
// same request may well be answered a little later.
type unavailable struct{ error }

func (u unavailable) Error() string { return "postgres: not available: " + u.error.Error() }
func (u unavailable) Unwrap() error { return u.error }

// Unavailable marks the error for those who do not know this package.
func (u unavailable) Unavailable() bool { return true }

// Unavailable reports whether err means that the database could not be used.
func Unavailable(err error) bool {
	var u interface{ Unavailable() bool }
	return errors.As(err, &u) && u.Unavailable()
}

// codeOf is the SQLSTATE of err, or nothing.
func codeOf(err error) string {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code
	}
	return ""
}

// again reports whether err is a clash that trying once more is likely to
// solve: with another transaction, or with a reference already drawn.
func again(err error) bool {
	var pg *pgconn.PgError
	if !errors.As(err, &pg) {
		return false
	}
	switch pg.Code {
	case "40001", "40P01":
		return true
	case "23505":
		return strings.HasSuffix(pg.ConstraintName, "_ref_key")
	}
	return false
}

// Excluded reports whether err is the refusal of one of the exclusion
// constraints, by which the database keeps duties apart and periods from
// overlapping, and names it.
func excluded(err error) (constraint string, ok bool) {
	var pg *pgconn.PgError
	if errors.As(err, &pg) && pg.Code == "23P01" {
		return pg.ConstraintName, true
	}
	return "", false
}

// translate turns what pgx and gorm say into what callers understand. What a
// person can act on becomes a fault; trouble of the database becomes an
// unavailable; the rest is ours to mend. Values never get into the message.
func translate(err error) error {
	var (
		known *fault.Error
		pg    *pgconn.PgError
	)
	switch {
	case err == nil, errors.As(err, &known), Unavailable(err):
		return err
	case errors.Is(err, gorm.ErrRecordNotFound), errors.Is(err, sql.ErrNoRows), errors.Is(err, pgx.ErrNoRows):
		return fault.Missing()
	case errors.As(err, &pg):
		return explain(pg, err)
	case errors.Is(err, gorm.ErrDuplicatedKey):
		return fault.New(fault.Conflict, "This has already been recorded")
	case errors.Is(err, gorm.ErrForeignKeyViolated), errors.Is(err, gorm.ErrCheckConstraintViolated):
		return fault.New(fault.Invalid, "Check what you entered and try again")
	case errors.Is(err, context.Canceled):
		return fmt.Errorf("postgres: %w", err)
	case broken(err):
		return unavailable{err}
	}
	return fmt.Errorf("postgres: %w", err)
}

// explain translates an answer of the server.
func explain(pg *pgconn.PgError, err error) error {
	var kind fault.Kind
	var say string
	switch {
	case pg.Code == "42501": // a row policy, which hides what it refuses
		return told{fault.Missing(), pg}
	case pg.Code == "23505":
		kind, say = fault.Conflict, "This has already been recorded"
	case pg.Code == "23P01":
		kind, say = fault.Conflict, "This is not possible together with what is already recorded"
	case pg.Code == "40001", pg.Code == "40P01":
		kind, say = fault.Conflict, "Someone else changed this at the same moment. Try again"
	case strings.HasPrefix(pg.Code, "22"), pg.Code == "23514", pg.Code == "23502", pg.Code == "23503":
		kind, say = fault.Invalid, "Check what you entered and try again"
	case strings.HasPrefix(pg.Code, "08"), strings.HasPrefix(pg.Code, "53"), strings.HasPrefix(pg.Code, "57P"),
		strings.HasPrefix(pg.Code, "58"), pg.Code == "57014", pg.Code == "55P03", pg.Code == "25006",
		pg.Code == "25P03", strings.HasPrefix(pg.Code, "28"):
		return unavailable{short(pg)}
	default:
		return fmt.Errorf("postgres: %w", err)
	}
	return told{fault.New(kind, say), pg}
}

// told is a fault that remembers, for the log, what the server said.
type told struct {
	error
	pg *pgconn.PgError
}

func (t told) Error() string   { return t.error.Error() + " (" + short(t.pg).Error() + ")" }
func (t told) Unwrap() []error { return []error{t.error, t.pg} }

// short leaves out the server's message, which may repeat what was typed.
func short(pg *pgconn.PgError) error {
	return errors.New(strings.TrimSpace("SQLSTATE " + pg.Code + " " + pg.ConstraintName))
}

// broken reports whether the connection was lost or could not be had.
func broken(err error) bool {
	var (
		connect *pgconn.ConnectError
		network net.Error
	)
	return errors.As(err, &connect) || errors.As(err, &network) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) ||
		errors.Is(err, sql.ErrConnDone) || errors.Is(err, context.DeadlineExceeded) || pgconn.Timeout(err) ||
		strings.Contains(err.Error(), "conn closed") || strings.Contains(err.Error(), "bad connection")
}
