package postgres

import (
	"context"
	"strings"
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
	CorrectedBy   *uuid.UUID
	StruckAt      *time.Time
	StruckBy      *uuid.UUID
	StruckWhy     *string
	Version       int
	Correctors    string  `gorm:"->"` // separated by commas
	AgencyName    string  `gorm:"->"`
	AgencyKind    string  `gorm:"->"`
	StreamName    *string `gorm:"->"`
}

func (fundingRequestRow) TableName() string { return "funding_request" }

// readIDs reads ids that are separated by commas.
func readIDs(s string) []uuid.UUID {
	var ids []uuid.UUID
	for one := range strings.SplitSeq(s, ",") {
		if id, err := uuid.Parse(one); err == nil {
			ids = append(ids, id)
		}
	}
	return ids
}

func (r fundingRequestRow) read() partnership.FundingRequest {
	return partnership.FundingRequest{
		ID: r.ID, Agency: r.AgencyID, AgencyName: r.AgencyName, AgencyKind: r.AgencyKind, What: r.What, Support: partnership.Support(r.Support),
		Amount: partnership.Pence(deref(r.Pence)), Asked: midnight(r.AskedOn), AskedBy: r.AskedBy, DecidedBy: deref(r.DecidedBy), CorrectedBy: deref(r.CorrectedBy), Version: r.Version,
		Correctors: readIDs(r.Correctors),
		Struck:     partnership.Struck{StruckAt: deref(r.StruckAt), StruckBy: deref(r.StruckBy), StruckWhy: deref(r.StruckWhy)},
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
		StreamID: orNull(q.Stream), Why: orNull(q.Why), CorrectedBy: orNull(q.CorrectedBy),
		StruckAt: orNull(q.StruckAt), StruckBy: orNull(q.StruckBy), StruckWhy: orNull(q.StruckWhy), Version: q.Version,
	}
}

// Requests with the agency that asks and the stream that pays. Those that wait
// come first, the oldest at the top, and then the newest decision.
const (
	fundingRequestsOf = `SELECT q.id, q.partnership_id, q.agency_id, q.what, q.support, q.pence, q.asked_on, q.asked_by, q.decided_on, q.decided_by, q.outcome, q.granted_pence, q.stream_id, q.why,
		q.corrected_by, array_to_string(q.correctors, ',') AS correctors, q.struck_at, q.struck_by, q.struck_why, q.version, a.name AS agency_name, a.kind AS agency_kind, s.name AS stream_name
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
	q, err := s.FundingRequest(ctx, who, id)
	if err != nil {
		return err
	}
	return s.keep(ctx, who, d.Do, q.Agency, func(tx *gorm.DB) (kept, error) {
		return altered[fundingRequestRow](tx, who, "funding_request", id, d, oneFundingRequest+` FOR UPDATE OF q`,
			"what", "support", "pence", "asked_on", "corrected_by", "struck_at", "struck_by", "struck_why", "decided_on", "decided_by", "outcome", "granted_pence", "stream_id", "why")
	})
}
