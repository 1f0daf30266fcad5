package postgres

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/partnership"
)

var _ partnership.Store = Partnerships{}

// Partnerships is the partnership.Store.
type Partnerships struct{ *DB }

// partnersOn lists agencies with those who stand for them on the day $2: one
// row for each representative or deputy, and one for an agency without any.
const partnersOn = `
	SELECT a.id, a.slug, a.name, a.short, a.kind, pa.joined_on, pa.left_on, pa.left_reason, pa.merged_into, pa.handover,
		r.person_id, r.deputy, r.from_day, n.name AS person
	FROM partnership_agency pa
	JOIN agency a ON a.id = pa.agency_id
	LEFT JOIN representative r ON r.partnership_id = pa.partnership_id AND r.agency_id = pa.agency_id
		AND r.from_day <= $2 AND (r.to_day IS NULL OR r.to_day >= $2)
	LEFT JOIN person n ON n.partnership_id = r.partnership_id AND n.id = r.person_id
	WHERE pa.partnership_id = $1 AND pa.joined_on <= $2 `

const (
	partnersThen     = partnersOn + `AND (pa.left_on IS NULL OR pa.left_on >= $2) ORDER BY a.name, a.id, r.deputy, n.name`
	partnersEver     = partnersOn + `ORDER BY pa.left_on NULLS LAST, a.name, a.id, pa.joined_on, r.deputy, n.name`
	partnersDeparted = partnersOn + `AND pa.left_on < $2 ORDER BY pa.left_on DESC, a.name, a.id, r.deputy, n.name`
)

type partnerRow struct {
	ID         int
	Slug       string
	Name       string
	Short      string
	Kind       string
	JoinedOn   time.Time
	LeftOn     *time.Time
	LeftReason *string
	MergedInto *int
	Handover   bool
	PersonID   *uuid.UUID
	Deputy     *bool
	FromDay    *time.Time
	Person     *string
}

// Partners implements partnership.Store.
func (s Partnerships) Partners(ctx context.Context, who access.Actor, day time.Time) ([]partnership.Partner, error) {
	return s.partners(ctx, who, partnersThen, day)
}

// Ever implements partnership.Store.
func (s Partnerships) Ever(ctx context.Context, who access.Actor, day time.Time) ([]partnership.Partner, error) {
	return s.partners(ctx, who, partnersEver, day)
}

// Departed implements partnership.Store.
func (s Partnerships) Departed(ctx context.Context, who access.Actor, day time.Time) ([]partnership.Partner, error) {
	return s.partners(ctx, who, partnersDeparted, day)
}

func (s Partnerships) partners(ctx context.Context, who access.Actor, sql string, day time.Time) ([]partnership.Partner, error) {
	rows, err := query[partnerRow](ctx, s.DB, who, access.Coordination, sql, who.Partnership, day)
	if err != nil {
		return nil, err
	}
	var all []partnership.Partner
	for _, r := range rows {
		if n := len(all); n == 0 || all[n-1].Agency.ID != r.ID || !all[n-1].Joined.Equal(midnight(r.JoinedOn)) {
			all = append(all, r.read())
		}
		p := &all[len(all)-1]
		switch {
		case r.PersonID == nil:
		case deref(r.Deputy):
			p.Deputies = append(p.Deputies, r.person())
		default:
			named := r.person()
			p.Representative, p.Since = &named, midnight(deref(r.FromDay))
		}
	}
	return all, nil
}

func (r partnerRow) read() partnership.Partner {
	return partnership.Partner{
		Agency: partnership.Agency{ID: r.ID, Slug: r.Slug, Name: r.Name, Short: r.Short, Kind: r.Kind},
		Joined: midnight(r.JoinedOn), Left: midnight(deref(r.LeftOn)), LeftReason: deref(r.LeftReason),
		MergedInto: deref(r.MergedInto), Handover: r.Handover,
	}
}

func (r partnerRow) person() partnership.Person {
	return partnership.Person{ID: *r.PersonID, Name: deref(r.Person)}
}

// lastPresences reads facts alone: the newest meetings and who was at them.
const lastPresences = `
	WITH held AS (SELECT source, day FROM fact
		WHERE partnership_id = $1 AND kind = 'meeting' AND day <= $2 AND known_to IS NULL ORDER BY day DESC, source DESC LIMIT $3)
	SELECT held.source, held.day, coalesce(f.agency_id, 0) AS agency, coalesce(f.flags, '{}') AS flags
	FROM held
	LEFT JOIN fact f ON f.partnership_id = $1 AND f.source = held.source AND f.kind = 'attendance' AND f.known_to IS NULL
	ORDER BY held.day, held.source, f.agency_id`

// Presence implements partnership.Store.
func (s Partnerships) Presence(ctx context.Context, who access.Actor, day time.Time, meetings int) ([]partnership.Presence, error) {
	type row struct {
		Source uuid.UUID
		Day    time.Time
		Agency int
		Flags  []string
	}
	rows, err := query[row](ctx, s.DB, who, access.Coordination, lastPresences, who.Partnership, day, meetings)
	if err != nil {
		return nil, err
	}
	all := make([]partnership.Presence, len(rows))
	for i, r := range rows {
		all[i] = partnership.Presence{Agency: r.Agency, Meeting: r.Source, Day: midnight(r.Day)}
		for _, state := range []string{"came", "substitute", "apologies", "absent"} {
			if slices.Contains(r.Flags, state) {
				all[i].State = state
			}
		}
	}
	return all, nil
}

const representativesOf = `
	SELECT r.id, r.agency_id, r.person_id, n.name, r.deputy, r.from_day, r.to_day, r.left_why, r.handover
	FROM representative r JOIN person n ON n.partnership_id = r.partnership_id AND n.id = r.person_id
	WHERE r.partnership_id = $1 AND r.agency_id = $2 ORDER BY r.from_day DESC, r.deputy, n.name LIMIT 100`

// Representatives implements partnership.Store.
func (s Partnerships) Representatives(ctx context.Context, who access.Actor, agency int) ([]partnership.Representative, error) {
	type row struct {
		ID       uuid.UUID
		AgencyID int
		PersonID uuid.UUID
		Name     string
		Deputy   bool
		FromDay  time.Time
		ToDay    *time.Time
		LeftWhy  *string
		Handover bool
	}
	rows, err := query[row](ctx, s.DB, who, access.Coordination, representativesOf, who.Partnership, agency)
	if err != nil {
		return nil, err
	}
	all := make([]partnership.Representative, len(rows))
	for i, r := range rows {
		all[i] = partnership.Representative{
			ID: r.ID, Agency: r.AgencyID, Person: partnership.Person{ID: r.PersonID, Name: r.Name}, Deputy: r.Deputy,
			From: midnight(r.FromDay), To: midnight(deref(r.ToDay)), LeftWhy: deref(r.LeftWhy), Handover: r.Handover,
		}
	}
	return all, nil
}
