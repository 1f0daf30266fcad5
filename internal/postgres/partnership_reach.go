package postgres

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/internal/partnership"
)

type reachRow struct {
	ID            uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	SystemID      *uuid.UUID
	ProductID     *uuid.UUID
	AgencyID      int
	Holder        string
	Outreach      bool
	AskedOn       time.Time
	GrantedOn     *time.Time
	RefusedOn     *time.Time
	VettedUntil   *time.Time
	ConfirmedOn   *time.Time
	LastUsedOn    *time.Time
	EndedOn       *time.Time
	Why           *string
	RecordedBy    uuid.UUID
	RecordedAt    time.Time
	Version       int
	Name          string `gorm:"->"` // of the product or the system
	AgencyName    string `gorm:"->"`
}

func (reachRow) TableName() string { return "reach" }

func (r reachRow) read() partnership.Reach {
	return partnership.Reach{
		ID: r.ID, Product: deref(r.ProductID), System: deref(r.SystemID), Of: r.Name, Agency: r.AgencyID, AgencyName: r.AgencyName, Holder: r.Holder, Outreach: r.Outreach,
		Asked: midnight(r.AskedOn), Granted: midnight(deref(r.GrantedOn)), Refused: midnight(deref(r.RefusedOn)), VettedUntil: midnight(deref(r.VettedUntil)),
		Confirmed: midnight(deref(r.ConfirmedOn)), LastUsed: midnight(deref(r.LastUsedOn)), Ended: midnight(deref(r.EndedOn)), Why: deref(r.Why),
		By: r.RecordedBy, At: r.RecordedAt.UTC(), Version: r.Version,
	}
}

func (r *reachRow) write(of int, a partnership.Reach) {
	*r = reachRow{
		ID: a.ID, PartnershipID: of, SystemID: orNull(a.System), ProductID: orNull(a.Product), AgencyID: a.Agency, Holder: a.Holder, Outreach: a.Outreach,
		AskedOn: a.Asked, GrantedOn: orNull(a.Granted), RefusedOn: orNull(a.Refused), VettedUntil: orNull(a.VettedUntil), ConfirmedOn: orNull(a.Confirmed),
		LastUsedOn: orNull(a.LastUsed), EndedOn: orNull(a.Ended), Why: orNull(a.Why), RecordedBy: a.By, RecordedAt: a.At, Version: a.Version,
	}
}

// Access with the names of what it is to and of the agency whose role needs it.
const (
	reachesOf = `SELECT r.*, coalesce(p.name, s.name) AS name, a.name AS agency_name FROM reach r
		JOIN agency a ON a.id = r.agency_id
		LEFT JOIN product p ON p.partnership_id = r.partnership_id AND p.id = r.product_id
		LEFT JOIN system s ON s.partnership_id = r.partnership_id AND s.id = r.system_id
		WHERE r.partnership_id = $1`
	reachesAll  = reachesOf + ` ORDER BY r.asked_on DESC, a.name, r.holder, r.id`
	reachesTo   = reachesOf + ` AND (r.product_id = $2 OR r.system_id = $2) ORDER BY r.asked_on DESC, a.name, r.holder, r.id`
	reachByID   = reachesOf + ` AND r.id = $2`
	reachLocked = reachByID + ` FOR UPDATE OF r`

	// Who asks waits for whoever else asks for access to the same.
	lockProduct = `SELECT name, to_day FROM product WHERE partnership_id = $1 AND id = $2 FOR UPDATE`
	lockSystem  = `SELECT name, to_day FROM system WHERE partnership_id = $1 AND id = $2 FOR UPDATE`
)

// Reaches implements partnership.ReachStore.
func (s Partnerships) Reaches(ctx context.Context, who access.Actor, to uuid.UUID) ([]partnership.Reach, error) {
	return s.reaches(ctx, who, reachesTo, who.Partnership, to)
}

// AllReaches implements partnership.ReachStore.
func (s Partnerships) AllReaches(ctx context.Context, who access.Actor) ([]partnership.Reach, error) {
	return s.reaches(ctx, who, reachesAll, who.Partnership)
}

// FindReach implements partnership.ReachStore.
func (s Partnerships) FindReach(ctx context.Context, who access.Actor, id uuid.UUID) (partnership.Reach, error) {
	return onlyOne(s.reaches(ctx, who, reachByID, who.Partnership, id))
}

func (s Partnerships) reaches(ctx context.Context, who access.Actor, sql string, args ...any) ([]partnership.Reach, error) {
	rows, err := query[reachRow](ctx, s.DB, who, access.Coordination, sql, args...)
	return readReaches(rows), err
}

func readReaches(rows []reachRow) []partnership.Reach {
	all := make([]partnership.Reach, 0, len(rows))
	for _, r := range rows {
		all = append(all, r.read())
	}
	return all
}

// AskReach implements partnership.ReachStore.
func (s Partnerships) AskReach(ctx context.Context, who access.Actor, a partnership.Reach) error {
	return s.keep(ctx, who, access.RequestReach, a.Agency, func(tx *gorm.DB) (kept, error) {
		lock := lockProduct
		if a.System != uuid.Nil {
			lock = lockSystem
		}
		type row struct {
			Name  string
			ToDay *time.Time
		}
		to, err := locked[row](tx, lock, who.Partnership, a.To())
		if err != nil {
			return kept{}, err
		}
		var others []reachRow
		if err := tx.Raw(reachesTo, who.Partnership, a.To()).Scan(&others).Error; err != nil {
			return kept{}, err
		}
		if err := a.CheckAsk(readReaches(others), calendar.Day(s.now())); err != nil {
			return kept{}, err
		}
		if to.ToDay != nil && a.Asked.After(midnight(*to.ToDay)) {
			return kept{}, fault.At("asked", to.Name+" could be had until "+to.ToDay.Format("2 January 2006"))
		}
		var r reachRow
		r.write(who.Partnership, a)
		r.Version = 1
		return kept{act: audit.Collect, register: "reach", on: a.ID, said: "Asked for on " + a.Asked.Format("2 January 2006"), facts: a.Facts()}, tx.Create(&r).Error
	})
}

// ChangeReach implements partnership.ReachStore.
func (s Partnerships) ChangeReach(ctx context.Context, who access.Actor, id uuid.UUID, d partnership.Deed[partnership.Reach]) error {
	seen, err := s.FindReach(ctx, who, id)
	if err != nil {
		return err
	}
	return s.keep(ctx, who, d.Do, seen.Agency, func(tx *gorm.DB) (kept, error) { // whose it is never changes
		row, err := locked[reachRow](tx, reachLocked, who.Partnership, id)
		if err != nil {
			return kept{}, err
		}
		was := row.read()
		is := was
		if err := d.Apply(&is); err != nil {
			return kept{}, err
		}
		row.write(who.Partnership, is)
		if err := save(tx, &row, "granted_on", "refused_on", "vetted_until", "confirmed_on", "last_used_on", "ended_on", "why"); err != nil {
			return kept{}, err
		}
		k := kept{act: audit.Alter, register: "reach", on: id, why: d.Why, facts: is.Facts()}
		return sayAll(tx, who, s.now(), k, was.Facts(), d.Said(was, is))
	})
}
