package postgres

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"liaison/internal/access"
	"liaison/internal/fact"
)

// readFacts reads facts in no order: sql selects factColumns.
func readFacts(ctx context.Context, db *DB, who access.Actor, sql string, args ...any) ([]fact.Fact, error) {
	return batch(ctx, db, who, access.Coordination, true, newFactReader().read, sql, false, args...)
}

// factReader reads rows of factColumns, of which one question may have half a
// million: each of the few kinds, and of the few sets of flags, is made once,
// and no column has a pointer of its own. Facts share their flags.
type factReader struct {
	kinds map[string]fact.Kind
	flags map[string][]fact.Flag

	source, person, by          pgtype.UUID
	day, until                  pgtype.Date
	part, agency, other, number pgtype.Int4
	from, to                    pgtype.Timestamptz
}

// Where the columns of words are among factColumns.
const (
	kindColumn  = 2
	flagsColumn = 10
)

func newFactReader() *factReader {
	return &factReader{kinds: map[string]fact.Kind{}, flags: map[string][]fact.Flag{}}
}

func (r *factReader) read(row pgx.CollectableRow) (fact.Fact, error) {
	if err := row.Scan(&r.source, &r.part, nil, &r.day, &r.until, &r.agency, &r.other, &r.person, &r.by, &r.number, nil, &r.from, &r.to); err != nil {
		return fact.Fact{}, err
	}
	raw := row.RawValues()
	kind, ok := r.kinds[string(raw[kindColumn])]
	if !ok {
		kind = fact.Kind(raw[kindColumn])
		r.kinds[string(kind)] = kind
	}
	flags, ok := r.flags[string(raw[flagsColumn])]
	if !ok {
		if err := row.Scan(nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, &flags, nil, nil); err != nil {
			return fact.Fact{}, err
		}
		if len(flags) == 0 {
			flags = nil
		}
		r.flags[string(raw[flagsColumn])] = flags
	}
	return fact.Fact{
		Source: uuid.UUID(r.source.Bytes), Part: int(r.part.Int32), Kind: kind, Day: r.day.Time, Until: r.until.Time,
		Agency: int(r.agency.Int32), Other: int(r.other.Int32), Person: uuid.UUID(r.person.Bytes), By: uuid.UUID(r.by.Bytes),
		Number: int(r.number.Int32), Flags: flags, KnownFrom: r.from.Time.UTC(), KnownTo: r.to.Time.UTC(),
	}, nil
}
