// Package partnership knows the standing facts of a partnership: the agencies
// that take part and who stands for them, the coordinator's appointment, and
// the initiative with its baseline of partners. What the partners do together
// is package activity's; here it is only counted, agency by agency.
package partnership

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fact"
)

// Agency is one organisation, in whichever partnerships it takes part.
type Agency struct {
	ID    int
	Slug  string
	Name  string // as it calls itself
	Short string // for narrow columns
	Kind  string // "police", "council", "health" and so on
}

// Person is a professional who comes to meetings. Members of the public are
// never kept as one.
type Person struct {
	ID   uuid.UUID
	Name string
}

// Partner is an agency in a partnership, as it stood on a day.
type Partner struct {
	Agency         Agency
	Joined         time.Time
	Left           time.Time // last day, zero while it takes part
	LeftReason     string
	MergedInto     int       // the agency it merged into, zero for none
	Handover       bool      // on leaving it recorded a handover
	Representative *Person   // nil when nobody is named
	Since          time.Time // when the representative began
	Deputies       []Person  // registered to stand in, by name
	Kept           uuid.UUID // Source, where the day it joined was put right since
}

// Source is the id under which the partner's facts are kept: the same for the
// same agency joining the same partnership on the same day, and whatever day
// that is found to have been.
func (p Partner) Source(partnership int) uuid.UUID {
	if p.Kept != uuid.Nil {
		return p.Kept
	}
	return uuid.NewSHA1(partners, fmt.Appendf(nil, "%d/%d/%s", partnership, p.Agency.ID, p.Joined.Format(time.DateOnly)))
}

// partners names the space in which Source makes ids.
var partners = uuid.MustParse("6f0f1c5e-3c0e-5d0b-9a57-2f6a4c0f6a11")

// Facts is what rules may know of the partner.
func (p Partner) Facts(partnership int) []fact.Fact {
	f := fact.Fact{Source: p.Source(partnership), Kind: fact.Partner, Day: p.Joined, Until: p.Left, Agency: p.Agency.ID, Other: p.MergedInto}
	if p.Handover {
		f.Flags = append(f.Flags, fact.Handover)
	}
	return []fact.Fact{f}
}

// Representative is one person standing for an agency for a time.
type Representative struct {
	ID       uuid.UUID
	Agency   int
	Person   Person
	Deputy   bool
	From     time.Time
	To       time.Time // last day, zero while it goes on
	LeftWhy  string
	Handover bool // on leaving the person handed over to the next
}

// Facts is what rules may know of the representative.
func (r Representative) Facts() []fact.Fact {
	f := fact.Fact{Source: r.ID, Kind: fact.Representative, Day: r.From, Until: r.To, Agency: r.Agency, Person: r.Person.ID}
	if r.Deputy {
		f.Flags = append(f.Flags, fact.Deputy)
	}
	if r.Handover {
		f.Flags = append(f.Flags, fact.Handover)
	}
	return []fact.Fact{f}
}

// Presence is how an agency took part in one meeting: "came", "substitute",
// "apologies", "absent", or "" where it was not invited.
type Presence struct {
	Agency  int
	Meeting uuid.UUID
	Day     time.Time
	State   string
}

// Store keeps the standing facts. Every method acts as who, in the partnership
// they are working in; other partnerships do not exist for them.
type Store interface {
	// Partners returns the agencies that take part on the day, by name, each
	// with its representative and deputies on that day.
	Partners(ctx context.Context, who access.Actor, day time.Time) ([]Partner, error)
	// Ever returns the agencies of Departed and of Partners at once: whoever left
	// first comes first, and who has not left comes last.
	Ever(ctx context.Context, who access.Actor, day time.Time) ([]Partner, error)
	// Departed returns the agencies that had left before the day, latest first.
	Departed(ctx context.Context, who access.Actor, day time.Time) ([]Partner, error)
	// Presence returns how agencies took part in the newest meetings held up
	// to the day, at most so many of them, oldest meeting first.
	Presence(ctx context.Context, who access.Actor, day time.Time, meetings int) ([]Presence, error)
	// Representatives returns who stood for an agency, newest first.
	Representatives(ctx context.Context, who access.Actor, agency int) ([]Representative, error)

	// Post returns the coordinator's post with all its appointments.
	Post(ctx context.Context, who access.Actor) (Post, error)
	// ChangePost does one thing to the post and logs it, or does neither.
	// Besides what the change itself returns, it returns Forbidden, and
	// Conflict when somebody else changed the post meanwhile.
	ChangePost(ctx context.Context, who access.Actor, ch access.Change[Post]) error

	// Plan returns the initiative with all its versions.
	Plan(ctx context.Context, who access.Actor) (Plan, error)
	// ChangePlan does one thing to the plan and logs it, or does neither.
	// Besides what the change itself returns, it returns Forbidden, and
	// Conflict when somebody else changed the plan meanwhile.
	ChangePlan(ctx context.Context, who access.Actor, ch access.Change[Plan]) error

	// Changes returns what was done to one standing fact, newest first.
	Changes(ctx context.Context, who access.Actor, on uuid.UUID) ([]Change, error)
	// Totals returns what strands beyond coordination published of closed
	// months, the newest first.
	Totals(ctx context.Context, who access.Actor) ([]AreaTotal, error)

	// RegisterChanges returns what was done to a kind of standing fact, newest first.
	RegisterChanges(ctx context.Context, who access.Actor, register string) ([]Change, error)

	AgencyStore
	LeaderStore
	GoalsStore
	StrandStore
	NeedStore
	AgreementStore
	FundingStore
	CostStore
	SystemStore
	SeparationStore
	AttestationStore
	PairStore
	IntensityStore
}

// Change is one line of a standing fact's history.
type Change struct {
	On   uuid.UUID // the standing fact
	At   time.Time
	By   uuid.UUID
	Said string // what happened, in words
	Why  string // the reason given, if one was asked
}
