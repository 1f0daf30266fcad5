package postgres

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/calendar"
	"liaison/internal/fact"
	"liaison/internal/fault"
	"liaison/internal/partnership"
)

type needRow struct {
	ID            uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	Kind          string
	Title         string
	Detail        string
	AgencyID      *int
	FromDay       time.Time
	ToDay         *time.Time
	ClosedWhy     *string
	ReviewedOn    time.Time
	RecordedBy    uuid.UUID
	RecordedAt    time.Time
	Version       int
	AgencyName    *string `gorm:"->"` // of the agency, which is another table's
}

func (needRow) TableName() string { return "need" }

func (r needRow) read() partnership.Need {
	return partnership.Need{
		ID: r.ID, Kind: partnership.NeedKind(r.Kind), Title: r.Title, Detail: r.Detail, Agency: deref(r.AgencyID), AgencyName: deref(r.AgencyName),
		From: midnight(r.FromDay), To: midnight(deref(r.ToDay)), ClosedWhy: deref(r.ClosedWhy), Reviewed: midnight(r.ReviewedOn),
		By: r.RecordedBy, At: r.RecordedAt.UTC(), Version: r.Version,
	}
}

func (r *needRow) write(of int, n partnership.Need) {
	*r = needRow{
		ID: n.ID, PartnershipID: of, Kind: string(n.Kind), Title: n.Title, Detail: n.Detail, AgencyID: orNull(n.Agency),
		FromDay: n.From, ToDay: orNull(n.To), ClosedWhy: orNull(n.ClosedWhy), ReviewedOn: n.Reviewed, RecordedBy: n.By, RecordedAt: n.At, Version: n.Version,
	}
}

// Needs with the name of the agency whose they are.
const (
	needsOf    = `SELECT n.*, a.name AS agency_name FROM need n LEFT JOIN agency a ON a.id = n.agency_id WHERE n.partnership_id = $1`
	needsAll   = needsOf + ` ORDER BY lower(n.title), n.id`
	needsOn    = needsOf + ` AND n.from_day <= $2 AND (n.to_day IS NULL OR n.to_day >= $2) ORDER BY lower(n.title), n.id`
	needByID   = needsOf + ` AND n.id = $2`
	needLocked = needByID + ` FOR UPDATE OF n`
)

// Needs implements partnership.NeedStore.
func (s Partnerships) Needs(ctx context.Context, who access.Actor, day time.Time) ([]partnership.Need, error) {
	return s.needs(ctx, who, needsOn, who.Partnership, day)
}

// AllNeeds implements partnership.NeedStore.
func (s Partnerships) AllNeeds(ctx context.Context, who access.Actor) ([]partnership.Need, error) {
	return s.needs(ctx, who, needsAll, who.Partnership)
}

// FindNeed implements partnership.NeedStore.
func (s Partnerships) FindNeed(ctx context.Context, who access.Actor, id uuid.UUID) (partnership.Need, error) {
	return onlyOne(s.needs(ctx, who, needByID, who.Partnership, id))
}

func (s Partnerships) needs(ctx context.Context, who access.Actor, sql string, args ...any) ([]partnership.Need, error) {
	rows, err := query[needRow](ctx, s.DB, who, access.Coordination, sql, args...)
	all := make([]partnership.Need, 0, len(rows))
	for _, r := range rows {
		all = append(all, r.read())
	}
	return all, err
}

// onlyOne is the one that was asked for by its id.
func onlyOne[T any](all []T, err error) (T, error) {
	if err != nil || len(all) == 0 {
		var none T
		if err == nil {
			err = fault.Missing()
		}
		return none, err
	}
	return all[0], nil
}

// AddNeed implements partnership.NeedStore.
func (s Partnerships) AddNeed(ctx context.Context, who access.Actor, n partnership.Need) error {
	return s.keep(ctx, who, access.KeepNeed, n.Agency, func(tx *gorm.DB) (kept, error) {
		if err := n.Check(calendar.Day(s.now())); err != nil {
			return kept{}, err
		}
		var row needRow
		row.write(who.Partnership, n)
		row.Version = 1
		return kept{act: audit.Collect, register: "need", on: n.ID, said: "Recorded", facts: n.Facts()}, tx.Create(&row).Error
	})
}

// ChangeNeed implements partnership.NeedStore.
func (s Partnerships) ChangeNeed(ctx context.Context, who access.Actor, id uuid.UUID, d partnership.Deed[partnership.Need]) error {
	seen, err := s.FindNeed(ctx, who, id)
	if err != nil {
		return err
	}
	return s.keep(ctx, who, d.Do, seen.Agency, func(tx *gorm.DB) (kept, error) {
		row, err := locked[needRow](tx, needLocked, who.Partnership, id)
		if err != nil {
			return kept{}, err
		}
		was := row.read()
		is := was
		if was.Agency != seen.Agency { // the guard was asked about another agency's
			return kept{}, changed()
		}
		if err := d.Apply(&is); err != nil {
			return kept{}, err
		}
		if err := s.guard.Check(who, d.Do, is.Scope(who.Partnership)); err != nil {
			return kept{}, err
		}
		row.write(who.Partnership, is)
		if err := save(tx, &row, "title", "detail", "agency_id", "to_day", "closed_why", "reviewed_on"); err != nil {
			return kept{}, err
		}
		k := kept{act: audit.Alter, register: "need", on: id, why: d.Why, facts: is.Facts()}
		return sayAll(tx, who, s.now(), k, was.Facts(), d.Said(was, is))
	})
}

// locked reads the one row that sql asks for, which it locks.
func locked[R any](tx *gorm.DB, sql string, args ...any) (R, error) {
	var rows []R
	err := tx.Raw(sql, args...).Scan(&rows).Error
	return onlyOne(rows, err)
}

// sayAll leaves every line of the history but the last, which the change
// itself leaves with its reason. They are a moment apart, so that they are read
// in their order, and until the last one the facts are what they were.
func sayAll(tx *gorm.DB, who access.Actor, now time.Time, k kept, were []fact.Fact, lines []string) (kept, error) {
	k.said = "Changed"
	for i, said := range lines {
		if k.said = said; i == len(lines)-1 {
			break
		}
		line := k
		line.why, line.facts = "", were
		if err := addChange(tx, who, now.Add(time.Duration(i-len(lines))*time.Microsecond), line); err != nil {
			return kept{}, err
		}
	}
	return k, nil
}
