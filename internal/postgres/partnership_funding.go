package postgres

import (
	"context"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/calendar"
	"liaison/internal/partnership"
)

type streamRow struct {
	ID            uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	Name          string
	Funder        string
	Pence         int64
	Ct            bool
	Additional    bool
	Confirmed     bool
	FromDay       time.Time
	ToDay         time.Time
	Renewal       string
	ClosedWhy     *string
	RecordedBy    uuid.UUID
	RecordedAt    time.Time
	Version       int
	Spent         int64 `gorm:"->"`
}

func (streamRow) TableName() string { return "stream" }

func (r streamRow) read() partnership.Stream {
	return partnership.Stream{
		ID: r.ID, Name: r.Name, Funder: r.Funder, Amount: partnership.Pence(r.Pence), InContext: r.Ct, Additional: r.Additional, Confirmed: r.Confirmed,
		From: midnight(r.FromDay), To: midnight(r.ToDay), Renewal: r.Renewal, ClosedWhy: deref(r.ClosedWhy), By: r.RecordedBy, At: r.RecordedAt.UTC(),
		Version: r.Version, Spent: partnership.Pence(r.Spent),
	}
}

func (r *streamRow) write(of int, s partnership.Stream) {
	*r = streamRow{
		ID: s.ID, PartnershipID: of, Name: s.Name, Funder: s.Funder, Pence: int64(s.Amount), Ct: s.InContext, Additional: s.Additional, Confirmed: s.Confirmed,
		FromDay: s.From, ToDay: s.To, Renewal: s.Renewal, ClosedWhy: orNull(s.ClosedWhy), RecordedBy: s.By, RecordedAt: s.At, Version: s.Version,
	}
}

// Streams with what was spent of each, without entries made in error.
const (
	streamsOf = `SELECT s.*, coalesce((SELECT sum(p.pence) FROM spend p
			WHERE p.partnership_id = s.partnership_id AND p.stream_id = s.id AND p.struck_at IS NULL), 0)::bigint AS spent
		FROM stream s WHERE s.partnership_id = ?`
	allStreams = streamsOf + ` ORDER BY s.to_day, s.name, s.id`
	oneStream  = streamsOf + ` AND s.id = ?`
)

// Streams implements partnership.FundingStore.
func (s Partnerships) Streams(ctx context.Context, who access.Actor) ([]partnership.Stream, error) {
	return list(ctx, s, who, streamRow.read, allStreams, who.Partnership)
}

// Stream implements partnership.FundingStore.
func (s Partnerships) Stream(ctx context.Context, who access.Actor, id uuid.UUID) (partnership.Stream, error) {
	return one(ctx, s, who, streamRow.read, oneStream, who.Partnership, id)
}

// list reads all rows of a question of the coordination strand.
func list[R, T any](ctx context.Context, s Partnerships, who access.Actor, read func(R) T, sql string, args ...any) ([]T, error) {
	var all []T
	err := s.as(ctx, who, access.Coordination, func(tx *gorm.DB) error {
		var rows []R
		if err := tx.Raw(sql, args...).Scan(&rows).Error; err != nil {
			return err
		}
		all = readAll(rows, read)
		return nil
	})
	return all, err
}

// one reads the one row of a question of the coordination strand, or returns
// NotFound.
func one[R, T any](ctx context.Context, s Partnerships, who access.Actor, read func(R) T, sql string, args ...any) (T, error) {
	var found T
	err := s.as(ctx, who, access.Coordination, func(tx *gorm.DB) error {
		row, err := sole[R](tx, sql, args...)
		if err == nil {
			found = read(row)
		}
		return err
	})
	return found, err
}

// AddStream implements partnership.FundingStore.
func (s Partnerships) AddStream(ctx context.Context, who access.Actor, st partnership.Stream) error {
	return s.keep(ctx, who, access.KeepFunding, 0, func(tx *gorm.DB) (kept, error) {
		if err := st.Check(); err != nil {
			return kept{}, err
		}
		st.Version = 1
		var row streamRow
		row.write(who.Partnership, st)
		return kept{act: audit.Collect, register: "stream", on: st.ID, said: "Recorded, " + st.Amount.Pounds(), facts: st.Facts()}, tx.Create(&row).Error
	})
}

// ChangeStream implements partnership.FundingStore.
func (s Partnerships) ChangeStream(ctx context.Context, who access.Actor, id uuid.UUID, d partnership.Deed[partnership.Stream]) error {
	return s.keep(ctx, who, d.Do, 0, func(tx *gorm.DB) (kept, error) {
		return altered[streamRow](tx, who, "stream", id, d, oneStream+` FOR UPDATE OF s`, "name", "funder", "pence", "ct", "additional", "confirmed", "to_day", "renewal", "closed_why")
	})
}

// done applies a deed to what was, and returns both.
func done[T any](was T, d partnership.Deed[T]) (before, after T, err error) {
	is := was
	err = d.Apply(&is)
	return was, is, err
}

// saidOf is the line of the history that a deed leaves, as long as one may be.
func saidOf[T any](d partnership.Deed[T], was, is T) string {
	r := []rune(strings.Join(d.Said(was, is), ". "))
	if len(r) > 1000 {
		return string(r[:999]) + "…"
	}
	return string(r)
}

type spendRow struct {
	ID            uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	StreamID      uuid.UUID
	Day           time.Time
	Pence         int64
	What          string
	RecordedBy    uuid.UUID
	RecordedAt    time.Time
	StruckAt      *time.Time
	StruckBy      *uuid.UUID
	StruckWhy     *string
}

func (spendRow) TableName() string { return "spend" }

func (r spendRow) read() partnership.Spend {
	return partnership.Spend{
		ID: r.ID, Stream: r.StreamID, Day: midnight(r.Day), Amount: partnership.Pence(r.Pence), What: r.What, By: r.RecordedBy, At: r.RecordedAt.UTC(),
		Struck: readStruck(r.StruckAt, r.StruckBy, r.StruckWhy),
	}
}

func (r *spendRow) write(of int, s partnership.Spend) {
	*r = spendRow{
		ID: s.ID, PartnershipID: of, StreamID: s.Stream, Day: s.Day, Pence: int64(s.Amount), What: s.What, RecordedBy: s.By, RecordedAt: s.At,
		StruckAt: orNull(s.StruckAt), StruckBy: orNull(s.StruckBy), StruckWhy: orNull(s.StruckWhy),
	}
}

func readStruck(at *time.Time, by *uuid.UUID, why *string) partnership.Struck {
	return partnership.Struck{StruckAt: deref(at).UTC(), StruckBy: deref(by), StruckWhy: deref(why)}
}

const (
	spendsOf = `SELECT * FROM spend WHERE partnership_id = ? AND stream_id = ? ORDER BY day DESC, recorded_at DESC, id`
	oneSpend = `SELECT * FROM spend WHERE partnership_id = ? AND id = ?`
)

// Spends implements partnership.FundingStore.
func (s Partnerships) Spends(ctx context.Context, who access.Actor, stream uuid.UUID) ([]partnership.Spend, error) {
	return list(ctx, s, who, spendRow.read, spendsOf, who.Partnership, stream)
}

// Spend implements partnership.FundingStore.
func (s Partnerships) Spend(ctx context.Context, who access.Actor, id uuid.UUID) (partnership.Spend, error) {
	return one(ctx, s, who, spendRow.read, oneSpend, who.Partnership, id)
}

// AddSpend implements partnership.FundingStore. The stream is locked, so that
// nobody closes it meanwhile.
func (s Partnerships) AddSpend(ctx context.Context, who access.Actor, e partnership.Spend) error {
	return s.keep(ctx, who, access.KeepFunding, 0, func(tx *gorm.DB) (kept, error) {
		of, err := sole[streamRow](tx, oneStream+` FOR UPDATE OF s`, who.Partnership, e.Stream)
		if err != nil {
			return kept{}, err
		}
		if err := e.Check(of.read(), calendar.Day(e.At)); err != nil {
			return kept{}, err
		}
		var row spendRow
		row.write(who.Partnership, e)
		return kept{act: audit.Collect, register: "spend", on: e.ID, said: "Recorded, " + e.Amount.Pounds(), facts: e.Facts()}, tx.Create(&row).Error
	})
}

// ChangeSpend implements partnership.FundingStore. An entry is struck and
// nothing else, which is what the table's grants allow.
func (s Partnerships) ChangeSpend(ctx context.Context, who access.Actor, id uuid.UUID, d partnership.Deed[partnership.Spend]) error {
	return s.keep(ctx, who, d.Do, 0, func(tx *gorm.DB) (kept, error) {
		return altered[spendRow](tx, who, "spend", id, d, oneSpend+` FOR UPDATE`, "struck_at", "struck_by", "struck_why")
	})
}
