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

type costRow struct {
	ID            uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	Day           time.Time
	Phase         string
	What          string
	ProductID     *uuid.UUID
	ActivityID    *uuid.UUID
	BearerID      int
	Pence         int64
	Minutes       *int
	RatePence     *int
	RecordedBy    uuid.UUID
	RecordedAt    time.Time
	StruckAt      *time.Time
	StruckBy      *uuid.UUID
	StruckWhy     *string
	BearerName    string  `gorm:"->"`
	ProductName   *string `gorm:"->"`
	ActivityRef   *string `gorm:"->"`
}

func (costRow) TableName() string { return "cost" }

func (r costRow) read() partnership.Cost {
	paid := partnership.CashPayment
	if r.Minutes != nil {
		paid = partnership.TimePayment
	}
	return partnership.Cost{
		ID: r.ID, Paid: paid, Day: midnight(r.Day), Phase: partnership.Phase(r.Phase), What: r.What, Product: deref(r.ProductID), ProductName: deref(r.ProductName),
		Activity: deref(r.ActivityID), ActivityRef: deref(r.ActivityRef), Bearer: r.BearerID, BearerName: r.BearerName, Amount: partnership.Pence(r.Pence),
		Minutes: deref(r.Minutes), Rate: partnership.Pence(deref(r.RatePence)), By: r.RecordedBy, At: r.RecordedAt.UTC(),
		Struck: readStruck(r.StruckAt, r.StruckBy, r.StruckWhy),
	}
}

func (r *costRow) write(of int, c partnership.Cost) {
	*r = costRow{
		ID: c.ID, PartnershipID: of, Day: c.Day, Phase: string(c.Phase), What: c.What, ProductID: orNull(c.Product), ActivityID: orNull(c.Activity), BearerID: c.Bearer,
		Pence: int64(c.Amount), Minutes: orNull(c.Minutes), RatePence: orNull(int(c.Rate)), RecordedBy: c.By, RecordedAt: c.At,
		StruckAt: orNull(c.StruckAt), StruckBy: orNull(c.StruckBy), StruckWhy: orNull(c.StruckWhy),
	}
}

// Entries of the ledger with the names of what they were for. A day that is
// nil leaves that side open.
const (
	costsOf = `SELECT c.*, a.name AS bearer_name, p.name AS product_name, x.ref AS activity_ref
		FROM cost c
		JOIN agency a ON a.id = c.bearer_id
		LEFT JOIN product p ON p.partnership_id = c.partnership_id AND p.id = c.product_id
		LEFT JOIN activity x ON x.partnership_id = c.partnership_id AND x.id = c.activity_id
		WHERE c.partnership_id = ?`
	costsBetween = costsOf + ` AND c.day >= coalesce(?::date, '-infinity') AND c.day <= coalesce(?::date, 'infinity') ORDER BY c.day DESC, c.recorded_at DESC, c.id`
	oneCost      = costsOf + ` AND c.id = ?`
)

// Costs implements partnership.CostStore.
func (s Partnerships) Costs(ctx context.Context, who access.Actor, from, to time.Time) ([]partnership.Cost, error) {
	return list(ctx, s, who, costRow.read, costsBetween, who.Partnership, orNull(from), orNull(to))
}

// Cost implements partnership.CostStore.
func (s Partnerships) Cost(ctx context.Context, who access.Actor, id uuid.UUID) (partnership.Cost, error) {
	return one(ctx, s, who, costRow.read, oneCost, who.Partnership, id)
}

// AddCost implements partnership.CostStore.
func (s Partnerships) AddCost(ctx context.Context, who access.Actor, c partnership.Cost) error {
	return s.keep(ctx, who, access.RecordCost, c.Bearer, func(tx *gorm.DB) (kept, error) {
		if err := c.Check(calendar.Day(c.At)); err != nil {
			return kept{}, err
		}
		if c.InTime() {
			c.Amount = partnership.Worth(c.Minutes, c.Rate)
		}
		var row costRow
		row.write(who.Partnership, c)
		return kept{act: audit.Collect, register: "cost", on: c.ID, said: "Recorded, " + c.Amount.Pounds(), facts: c.Facts()}, tx.Create(&row).Error
	})
}

// ChangeCost implements partnership.CostStore. An entry is struck and nothing
// else, which is what the table's grants allow. Its bearer never changes, so
// the guard may be asked about it beforehand.
func (s Partnerships) ChangeCost(ctx context.Context, who access.Actor, id uuid.UUID, d partnership.Deed[partnership.Cost]) error {
	found, err := s.Cost(ctx, who, id)
	if err != nil {
		return err
	}
	return s.keep(ctx, who, d.Do, found.Bearer, func(tx *gorm.DB) (kept, error) {
		return altered[costRow](tx, who, "cost", id, d, oneCost+` FOR UPDATE OF c`, "struck_at", "struck_by", "struck_why")
	})
}

type ceilingRow struct {
	ID             uuid.UUID `gorm:"primaryKey"`
	PartnershipID  int
	Pence          int64
	FromDay        time.Time
	ToDay          time.Time
	Reason         string
	ProposedBy     uuid.UUID
	ProposedAt     time.Time
	DecidedBy      *uuid.UUID
	DecidedAt      *time.Time
	Approved       *bool
	DecisionReason *string

	Recall          *string // "proposed", "refused" or "withdrawn"
	RecallBy        *uuid.UUID
	RecallAt        *time.Time
	RecallWhy       *string
	RecallDecidedBy *uuid.UUID
	RecallDecidedAt *time.Time
}

func (ceilingRow) TableName() string { return "ceiling" }

func (r ceilingRow) read() partnership.Ceiling {
	return partnership.Ceiling{
		ID: r.ID, Amount: partnership.Pence(r.Pence), From: midnight(r.FromDay), To: midnight(r.ToDay), Reason: r.Reason, ProposedBy: r.ProposedBy, ProposedAt: r.ProposedAt.UTC(),
		DecidedBy: deref(r.DecidedBy), DecidedAt: deref(r.DecidedAt).UTC(), Approved: deref(r.Approved), RefusedWhy: deref(r.DecisionReason),
		Recall: partnership.Recall{
			State: partnership.RecallState(deref(r.Recall)), By: deref(r.RecallBy), At: deref(r.RecallAt).UTC(), Why: deref(r.RecallWhy),
			DecidedBy: deref(r.RecallDecidedBy), DecidedAt: deref(r.RecallDecidedAt).UTC(),
		},
	}
}

func (r *ceilingRow) write(of int, l partnership.Ceiling) {
	*r = ceilingRow{
		ID: l.ID, PartnershipID: of, Pence: int64(l.Amount), FromDay: l.From, ToDay: l.To, Reason: l.Reason, ProposedBy: l.ProposedBy, ProposedAt: l.ProposedAt,
		DecidedBy: orNull(l.DecidedBy), DecidedAt: orNull(l.DecidedAt), DecisionReason: orNull(l.RefusedWhy),
		Recall: orNull(string(l.Recall.State)), RecallBy: orNull(l.Recall.By), RecallAt: orNull(l.Recall.At), RecallWhy: orNull(l.Recall.Why),
		RecallDecidedBy: orNull(l.Recall.DecidedBy), RecallDecidedAt: orNull(l.Recall.DecidedAt),
	}
	if !l.Waiting() {
		r.Approved = &l.Approved
	}
}

const (
	ceilingsOf = `SELECT * FROM ceiling WHERE partnership_id = ? ORDER BY from_day DESC, proposed_at DESC, id`
	oneCeiling = `SELECT * FROM ceiling WHERE partnership_id = ? AND id = ?`
)

// Ceilings implements partnership.CostStore.
func (s Partnerships) Ceilings(ctx context.Context, who access.Actor) ([]partnership.Ceiling, error) {
	return list(ctx, s, who, ceilingRow.read, ceilingsOf, who.Partnership)
}

// ProposeCeiling implements partnership.CostStore.
func (s Partnerships) ProposeCeiling(ctx context.Context, who access.Actor, l partnership.Ceiling) error {
	return s.keep(ctx, who, access.ProposeCeiling, 0, func(tx *gorm.DB) (kept, error) {
		var others []ceilingRow
		if err := tx.Raw(ceilingsOf+` FOR UPDATE`, who.Partnership).Scan(&others).Error; err != nil {
			return kept{}, err
		}
		if err := l.CheckProposal(readAll(others, ceilingRow.read)); err != nil {
			return kept{}, err
		}
		var row ceilingRow
		row.write(who.Partnership, l)
		return kept{act: audit.Collect, register: "ceiling", on: l.ID, said: "Ceiling of " + l.Words() + " proposed", why: l.Reason, facts: l.Facts()}, tx.Create(&row).Error
	})
}

// ChangeCeiling implements partnership.CostStore. Of two that would be approved
// for the same days in the same instant the database takes one.
func (s Partnerships) ChangeCeiling(ctx context.Context, who access.Actor, id uuid.UUID, d partnership.Deed[partnership.Ceiling]) error {
	err := s.keep(ctx, who, d.Do, 0, func(tx *gorm.DB) (kept, error) {
		return altered[ceilingRow](tx, who, "ceiling", id, d, oneCeiling+` FOR UPDATE`, "decided_by", "decided_at", "approved", "decision_reason",
			"recall", "recall_by", "recall_at", "recall_why", "recall_decided_by", "recall_decided_at")
	})
	if constraint, ok := excluded(err); ok && constraint == "ceiling_one" {
		return fault.New(fault.Conflict, "An approved ceiling has days in common with this one")
	}
	return err
}
