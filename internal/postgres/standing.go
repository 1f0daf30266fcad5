package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/fact"
	"liaison/internal/partnership"
)

// kept is what a change of a standing fact leaves behind: a line of its
// history, the facts that rules may know of it, and an entry in the log.
type kept struct {
	act      audit.Act // Collect, Alter or Erase
	register string    // "agency", "need", "agreement": the kind of standing fact
	on       uuid.UUID // which one
	said     string    // what happened, in words for its history
	why      string    // the reason given, if one was asked
	facts    []fact.Fact
}

// keep does one thing to the standing facts of the partnership that who is
// working in: fn changes the rows and says what it left, and history, facts
// and log follow in the same transaction. The guard is asked about do first,
// for a record of the agency, or of none where it is 0. Facts replace those
// under the same source.
func (s Partnerships) keep(ctx context.Context, who access.Actor, do access.Action, agency int, fn func(tx *gorm.DB) (kept, error)) error {
	return s.as(ctx, who, access.Coordination, func(tx *gorm.DB) error {
		if err := s.guard.Check(who, do, access.Scope{Strand: access.Coordination, Partnership: who.Partnership, Agency: agency}); err != nil {
			return err
		}
		k, err := fn(tx)
		if err != nil {
			return err
		}
		if err := leave(tx, who, s.now(), k); err != nil {
			return err
		}
		return s.record(tx, who, access.Coordination, audit.Event{Act: k.act, Did: do, Kind: k.register, On: audit.On(k.on), Why: k.why})
	})
}

// keepOne adds a line to the history of a standing fact and makes its facts
// those that the line tells of, within a transaction that logs the act itself.
func (s Partnerships) keepOne(tx *gorm.DB, who access.Actor, k kept) error {
	return leave(tx, who, s.now(), k)
}

// leave writes history and facts, which tell of one moment.
func leave(tx *gorm.DB, who access.Actor, now time.Time, k kept) error {
	if err := addChange(tx, who, now, k); err != nil {
		return err
	}
	return writeFacts(tx, who.Partnership, k.on, now, k.facts)
}

// record is a row that holds a T: what a register keeps of it.
type record[R, T any] interface {
	*R
	read() T
	write(partnership int, is T)
}

// altered does a deed to the one row that locks finds in a register, and writes
// the columns that such a deed may change.
func altered[R any, T interface{ Facts() []fact.Fact }, P record[R, T]](
	tx *gorm.DB, who access.Actor, register string, id uuid.UUID, d partnership.Deed[T], locks string, columns ...string,
) (kept, error) {
	row, err := sole[R](tx, locks, who.Partnership, id)
	if err != nil {
		return kept{}, err
	}
	was, is, err := done(P(&row).read(), d)
	if err != nil {
		return kept{}, err
	}
	P(&row).write(who.Partnership, is)
	return kept{act: audit.Alter, register: register, on: id, said: saidOf(d, was, is), why: d.Why, facts: is.Facts()}, save(tx, &row, columns...)
}

const insertChange = `INSERT INTO standing_change (id, partnership_id, what, on_id, at, by, said, why, facts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`

// addChange adds a line to the history of a standing fact, with the facts from
// which those of the rules can be made again.
func addChange(tx *gorm.DB, who access.Actor, now time.Time, k kept) error {
	facts, err := journal(k.facts)
	if err != nil {
		return fmt.Errorf("postgres: history of %s: %w", k.register, err)
	}
	err = tx.Exec(insertChange, uuid.New(), who.Partnership, k.register, k.on, now, who.ID, k.said, maybe(k.why), facts).Error
	if err != nil {
		return fmt.Errorf("postgres: history of %s: %w", k.register, err)
	}
	return nil
}

type changeRow struct {
	OnID uuid.UUID
	At   time.Time
	By   uuid.UUID
	Said string
	Why  *string
}

// The history of one standing fact, or of a whole register, newest first.
const (
	standingOf  = `SELECT on_id, at, by, said, why FROM standing_change WHERE partnership_id = $1 AND on_id = $2 ORDER BY at DESC, id LIMIT 500`
	standingAll = `SELECT on_id, at, by, said, why FROM standing_change WHERE partnership_id = $1 AND what = $2 ORDER BY at DESC, id LIMIT 500`
)

// Changes implements partnership.Store.
func (s Partnerships) Changes(ctx context.Context, who access.Actor, on uuid.UUID) ([]partnership.Change, error) {
	rows, err := query[changeRow](ctx, s.DB, who, access.Coordination, standingOf, who.Partnership, on)
	return readChanges(rows), err
}

// RegisterChanges implements partnership.Store.
func (s Partnerships) RegisterChanges(ctx context.Context, who access.Actor, register string) ([]partnership.Change, error) {
	rows, err := query[changeRow](ctx, s.DB, who, access.Coordination, standingAll, who.Partnership, register)
	return readChanges(rows), err
}

func readChanges(rows []changeRow) []partnership.Change {
	all := make([]partnership.Change, 0, len(rows))
	for _, r := range rows {
		all = append(all, partnership.Change{On: r.OnID, At: r.At.UTC(), By: r.By, Said: r.Said, Why: deref(r.Why)})
	}
	return all
}
