package postgres

import (
	"fmt"
	"strings"

	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/fault"
)

// appendEntry adds one entry to the log, in a lane of the login's own strand.
// Who acted is read from the signed context, never from an argument.
const appendEntry = `SELECT o_lane, o_seq, o_hash FROM audit.append(?, ?, ?, ?, ?, ?, ?, ?, ?)`

// record adds the event to the log. It is the last statement of a transaction,
// since it holds the lane until the end. Where it fails nothing happened: what
// cannot be logged is refused. Who only rehearses is refused here, after all
// that a change would have met, with nothing to mend.
func (db *DB) record(tx *gorm.DB, who access.Actor, _ access.Strand, e audit.Event) error {
	if who.Rehearses {
		return fault.New(fault.Invalid, "Nothing was saved")
	}
	var (
		lane int
		seq  int64
		hash []byte
	)
	if err := tx.Raw(appendEntry, entry(who, e)...).Row().Scan(&lane, &seq, &hash); err != nil {
		return unlogged(err)
	}
	if left, ok := tx.Statement.Context.Value(receiptsOf{}).(*receipts); ok {
		left.list = append(left.list, audit.Receipt(lane, seq, hash))
	}
	return nil
}

// longest is how much of a word from outside the log keeps.
const longest = 400

// entry lists the arguments of audit.append. What a person asked for may be any
// bytes at all, and a refusal must be logged all the same.
func entry(who access.Actor, e audit.Event) []any {
	if e.Outcome == "" {
		e.Outcome = audit.Done
	}
	var partnership *int
	if who.Partnership != 0 {
		partnership = &who.Partnership
	}
	return []any{
		string(e.Act), string(e.Did), string(e.Outcome), plain(e.Kind, longest), plain(e.On, longest), partnership,
		maybe(e.Why), maybe(e.Recipient), maybe(e.Detail),
	}
}

// plain is what PostgreSQL takes as text, of at most n characters.
func plain(s string, n int) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
	if r := []rune(s); len(r) > n {
		s = string(r[:n])
	}
	return s
}

func maybe(s string) *string {
	if s == "" {
		return nil
	}
	s = plain(s, 10*longest)
	return &s
}

// unlogged is the error of an act that the log did not take. A clash with
// another transaction is passed on, to be tried again, and so is what the
// person can mend, such as a reason that was asked for and not given.
func unlogged(err error) error {
	code := codeOf(err)
	if again(err) || code == "23514" || strings.HasPrefix(code, "22") {
		return err
	}
	return unavailable{fmt.Errorf("audit: %w", err)}
}
