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

type systemRow struct {
	ID            uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	Name          string
	Kind          string
	Purpose       string
	AgencyID      int
	Owner         string
	Deputy        string
	Intelligence  bool
	DormantDays   int
	FromDay       time.Time
	ToDay         *time.Time
	ClosedWhy     *string
	RecordedBy    uuid.UUID
	RecordedAt    time.Time
	Version       int
	AgencyName    string     `gorm:"->"`
	Reviewed      *time.Time `gorm:"->"`
}

func (systemRow) TableName() string { return "system" }

func (r systemRow) read() partnership.System {
	return partnership.System{
		ID: r.ID, Name: r.Name, Kind: partnership.SystemKind(r.Kind), Purpose: r.Purpose, Agency: r.AgencyID, AgencyName: r.AgencyName, Owner: r.Owner, Deputy: r.Deputy,
		Intelligence: r.Intelligence, Dormant: r.DormantDays, From: midnight(r.FromDay), To: midnight(deref(r.ToDay)), ClosedWhy: deref(r.ClosedWhy),
		Reviewed: midnight(deref(r.Reviewed)), By: r.RecordedBy, At: r.RecordedAt.UTC(), Version: r.Version,
	}
}

func (r *systemRow) write(of int, s partnership.System) {
	*r = systemRow{
		ID: s.ID, PartnershipID: of, Name: s.Name, Kind: string(s.Kind), Purpose: s.Purpose, AgencyID: s.Agency, Owner: s.Owner, Deputy: s.Deputy,
		Intelligence: s.Intelligence, DormantDays: s.Dormant, FromDay: s.From, ToDay: orNull(s.To), ClosedWhy: orNull(s.ClosedWhy),
		RecordedBy: s.By, RecordedAt: s.At, Version: s.Version,
	}
}

// Systems with whose they are and when who has access was last gone through.
const (
	systemsOf = `SELECT s.*, a.name AS agency_name,
			(SELECT max(v.on_day) FROM system_review v WHERE v.partnership_id = s.partnership_id AND v.system_id = s.id) AS reviewed
		FROM system s JOIN agency a ON a.id = s.agency_id WHERE s.partnership_id = ?`
	allSystems = systemsOf + ` ORDER BY s.closed_why IS NOT NULL, lower(s.name), s.id`
	oneSystem  = systemsOf + ` AND s.id = ?`

	// namesake counts the systems in use of the agency that have the name.
	namesake = `SELECT count(*) AS n FROM system WHERE partnership_id = ? AND agency_id = ? AND lower(name) = lower(?) AND closed_why IS NULL AND id <> ?`
)

// Systems implements partnership.SystemStore.
func (s Partnerships) Systems(ctx context.Context, who access.Actor) ([]partnership.System, error) {
	return list(ctx, s, who, systemRow.read, allSystems, who.Partnership)
}

// System implements partnership.SystemStore.
func (s Partnerships) System(ctx context.Context, who access.Actor, id uuid.UUID) (partnership.System, error) {
	return one(ctx, s, who, systemRow.read, oneSystem, who.Partnership, id)
}

// AddSystem implements partnership.SystemStore.
func (s Partnerships) AddSystem(ctx context.Context, who access.Actor, y partnership.System) error {
	return s.keep(ctx, who, access.KeepSystem, 0, func(tx *gorm.DB) (kept, error) {
		if err := y.Check(calendar.Day(y.At)); err != nil {
			return kept{}, err
		}
		if err := checkNamesake(tx, who.Partnership, y); err != nil {
			return kept{}, err
		}
		y.Version = 1
		var row systemRow
		row.write(who.Partnership, y)
		return kept{act: audit.Collect, register: "system", on: y.ID, said: "Recorded", facts: y.Facts()}, tx.Create(&row).Error
	})
}

func checkNamesake(tx *gorm.DB, of int, y partnership.System) error {
	var n int
	if err := tx.Raw(namesake, of, y.Agency, y.Name, y.ID).Scan(&n).Error; err != nil {
		return err
	}
	if n > 0 {
		return fault.At("name", "This agency has a system of that name in the register already")
	}
	return nil
}

// ChangeSystem implements partnership.SystemStore.
func (s Partnerships) ChangeSystem(ctx context.Context, who access.Actor, id uuid.UUID, d partnership.Deed[partnership.System]) error {
	return s.keep(ctx, who, d.Do, 0, func(tx *gorm.DB) (kept, error) {
		row, err := sole[systemRow](tx, oneSystem+` FOR UPDATE OF s`, who.Partnership, id)
		if err != nil {
			return kept{}, err
		}
		was, is, err := done(row.read(), d)
		if err != nil {
			return kept{}, err
		}
		if !is.Closed() {
			if err := checkNamesake(tx, who.Partnership, is); err != nil {
				return kept{}, err
			}
		}
		row.write(who.Partnership, is)
		return kept{act: audit.Alter, register: "system", on: id, said: saidOf(d, was, is), why: d.Why, facts: is.Facts()},
			save(tx, &row, "name", "kind", "purpose", "agency_id", "owner", "deputy", "intelligence", "dormant_days", "to_day", "closed_why")
	})
}

type systemReviewRow struct {
	ID            uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	SystemID      uuid.UUID
	OnDay         time.Time
	By            uuid.UUID
	Kept          int
	Removed       int
	Note          string
}

func (systemReviewRow) TableName() string { return "system_review" }

func (r systemReviewRow) read() partnership.SystemReview {
	return partnership.SystemReview{ID: r.ID, System: r.SystemID, Day: midnight(r.OnDay), By: r.By, Kept: r.Kept, Removed: r.Removed, Note: r.Note}
}

const systemReviewsOf = `SELECT * FROM system_review WHERE partnership_id = ? AND system_id = ? ORDER BY on_day DESC, id`

// SystemReviews implements partnership.SystemStore.
func (s Partnerships) SystemReviews(ctx context.Context, who access.Actor, system uuid.UUID) ([]partnership.SystemReview, error) {
	return list(ctx, s, who, systemReviewRow.read, systemReviewsOf, who.Partnership, system)
}

// AddSystemReview implements partnership.SystemStore. The system is locked, so
// that nobody closes it meanwhile.
func (s Partnerships) AddSystemReview(ctx context.Context, who access.Actor, v partnership.SystemReview) error {
	return s.keep(ctx, who, access.KeepSystem, 0, func(tx *gorm.DB) (kept, error) {
		of, err := sole[systemRow](tx, oneSystem+` FOR UPDATE OF s`, who.Partnership, v.System)
		if err != nil {
			return kept{}, err
		}
		if err := v.Check(of.read(), calendar.Day(s.now())); err != nil {
			return kept{}, err
		}
		row := systemReviewRow{ID: v.ID, PartnershipID: who.Partnership, SystemID: v.System, OnDay: v.Day, By: v.By, Kept: v.Kept, Removed: v.Removed, Note: v.Note}
		return kept{act: audit.Collect, register: "system_review", on: v.ID, said: "Access reviewed", facts: v.Facts()}, tx.Create(&row).Error
	})
}
