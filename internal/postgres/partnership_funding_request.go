package postgres

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/partnership"
)

type fundingRequestRow struct {
	ID            uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	AgencyID      int
	What          string
	Support       string
	Pence         *int64
	AskedOn       time.Time
	AskedBy       uuid.UUID
	DecidedOn     *time.Time
	DecidedBy     *uuid.UUID
	Outcome       *string
	GrantedPence  *int64
	StreamID      *uuid.UUID
	Why           *string
	Version       int
	AgencyName    string  `gorm:"->"`
	AgencyKind    string  `gorm:"->"`
	StreamName    *string `gorm:"->"`
}

func (fundingRequestRow) TableName() string { return "funding_request" }

func (r fundingRequestRow) read() partnership.FundingRequest {
	return partnership.FundingRequest{
		ID: r.ID, Agency: r.AgencyID, AgencyName: r.AgencyName, AgencyKind: r.AgencyKind, What: r.What, Support: partnership.Support(r.Support),
		Amount: partnership.Pence(deref(r.Pence)), Asked: midnight(r.AskedOn), AskedBy: r.AskedBy, DecidedBy: deref(r.DecidedBy), Version: r.Version,
		Decision: partnership.Decision{
			Outcome: partnership.Outcome(deref(r.Outcome)), Decided: midnight(deref(r.DecidedOn)), Granted: partnership.Pence(deref(r.GrantedPence)),
			Stream: deref(r.StreamID), StreamName: deref(r.StreamName), Why: deref(r.Why),
		},
	}
}

func (r *fundingRequestRow) write(of int, q partnership.FundingRequest) {
	*r = fundingRequestRow{
		ID: q.ID, PartnershipID: of, AgencyID: q.Agency, What: q.What, Support: string(q.Support), Pence: orNull(int64(q.Amount)), AskedOn: q.Asked, AskedBy: q.AskedBy,
		DecidedOn: orNull(q.Decided), DecidedBy: orNull(q.DecidedBy), Outcome: orNull(string(q.Outcome)), GrantedPence: orNull(int64(q.Granted)),
		StreamID: orNull(q.Stream), Why: orNull(q.Why), Version: q.Version,
	}
}

// Requests with the agency that asks and the stream that pays. Those that wait
// come first, the oldest at the top, and then the newest decision.
const (
	fundingRequestsOf = `SELECT q.*, a.name AS agency_name, a.kind AS agency_kind, s.name AS stream_name
		FROM funding_request q
		JOIN agency a ON a.id = q.agency_id
		LEFT JOIN stream s ON s.partnership_id = q.partnership_id AND s.id = q.stream_id
		WHERE q.partnership_id = ?`
	allFundingRequests = fundingRequestsOf + ` ORDER BY q.decided_on DESC NULLS FIRST, CASE WHEN q.decided_on IS NULL THEN q.asked_on END, q.asked_on DESC, q.id`
	oneFundingRequest  = fundingRequestsOf + ` AND q.id = ?`
)

// FundingRequests implements partnership.FundingStore.
func (s Partnerships) FundingRequests(ctx context.Context, who access.Actor) ([]partnership.FundingRequest, error) {
	return list(ctx, s, who, fundingRequestRow.read, allFundingRequests, who.Partnership)
}

// FundingRequest implements partnership.FundingStore.
func (s Partnerships) FundingRequest(ctx context.Context, who access.Actor, id uuid.UUID) (partnership.FundingRequest, error) {
	return one(ctx, s, who, fundingRequestRow.read, oneFundingRequest, who.Partnership, id)
}

// AskFunding implements partnership.FundingStore.
func (s Partnerships) AskFunding(ctx context.Context, who access.Actor, q partnership.FundingRequest) error {
	return s.keep(ctx, who, access.RequestFunding, q.Agency, func(tx *gorm.DB) (kept, error) {
		q.Version = 1
		var row fundingRequestRow
		row.write(who.Partnership, q)
		if err := tx.Create(&row).Error; err != nil {
			return kept{}, err
		}
		row, err := sole[fundingRequestRow](tx, oneFundingRequest, who.Partnership, q.ID) // with the agency's kind, which a fact has
		if err != nil {
			return kept{}, err
		}
		return kept{act: audit.Collect, register: "funding_request", on: q.ID, said: "Asked for", facts: row.read().Facts()}, nil
	})
}

// ChangeFundingRequest implements partnership.FundingStore.
func (s Partnerships) ChangeFundingRequest(ctx context.Context, who access.Actor, id uuid.UUID, d partnership.Deed[partnership.FundingRequest]) error {
	return s.keep(ctx, who, d.Do, 0, func(tx *gorm.DB) (kept, error) {
		return altered[fundingRequestRow](tx, who, "funding_request", id, d, oneFundingRequest+` FOR UPDATE OF q`, "decided_on", "decided_by", "outcome", "granted_pence", "stream_id", "why")
	})
}
