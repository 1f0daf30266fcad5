package postgres

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/fault"
	"liaison/internal/partnership"
)

const (
	intensities = `SELECT id, agency_id, other_id, side, level, from_day, lead(from_day) OVER w - 1 AS to_day, reason, said_by, said_at FROM intensity
		WHERE partnership_id = $1 WINDOW w AS (PARTITION BY agency_id, other_id, side ORDER BY from_day) ORDER BY from_day DESC, agency_id, other_id, side`
	insertIntensity = `INSERT INTO intensity (id, partnership_id, agency_id, other_id, side, level, from_day, reason, said_by, said_at)
		SELECT ?, ?, ?, ?, ?, ?, ?::date, ?, ?, ? WHERE NOT EXISTS (
			SELECT FROM intensity WHERE partnership_id = ? AND agency_id = ? AND other_id = ? AND side = ? AND from_day >= ?::date)
		ON CONFLICT (partnership_id, agency_id, other_id, side, from_day) DO NOTHING`
)

type intensityRow struct {
	ID                uuid.UUID
	AgencyID, OtherID int
	Side, Level       string
	FromDay           time.Time
	ToDay             *time.Time
	Reason            string
	SaidBy            uuid.UUID
	SaidAt            time.Time
}

func (r intensityRow) read() partnership.Intensity {
	return partnership.Intensity{
		ID: r.ID, Pair: partnership.Pair{Agency: r.AgencyID, Other: r.OtherID}, Side: partnership.Side(r.Side), Level: partnership.Level(r.Level),
		From: midnight(r.FromDay), To: midnight(deref(r.ToDay)), Reason: r.Reason, By: r.SaidBy, At: r.SaidAt.UTC(),
	}
}

// Intensities implements partnership.IntensityStore.
func (s Partnerships) Intensities(ctx context.Context, who access.Actor) ([]partnership.Intensity, error) {
	rows, err := query[intensityRow](ctx, s.DB, who, access.Coordination, intensities, who.Partnership)
	return readAll(rows, intensityRow.read), err
}

// SayIntensity implements partnership.IntensityStore. Of what is so, each of
// the two agencies may speak; the guard is asked about one's own where it is
// one of them.
func (s Partnerships) SayIntensity(ctx context.Context, who access.Actor, i partnership.Intensity) error {
	agency := i.Pair.Agency
	if who.Agency == i.Pair.Other {
		agency = i.Pair.Other
	}
	return s.keep(ctx, who, i.Side.Do(), agency, func(tx *gorm.DB) (kept, error) {
		made := tx.Exec(insertIntensity, i.ID, who.Partnership, i.Pair.Agency, i.Pair.Other, string(i.Side), string(i.Level), i.From, i.Reason, who.ID, i.At,
			who.Partnership, i.Pair.Agency, i.Pair.Other, string(i.Side), i.From)
		if made.Error != nil {
			return kept{}, made.Error
		}
		if made.RowsAffected != 1 {
			return kept{}, fault.At("from", "Something is said from that day already. Enter a later day")
		}
		return kept{act: audit.Collect, register: "intensity", on: i.ID, said: string(i.Side) + ": " + string(i.Level), why: i.Reason, facts: i.Facts()}, nil
	})
}
