package postgres

import (
	"context"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
)

// What sharing is checked against. The lines of agreements are all there are,
// ended ones too: a transfer may be recorded after the line that it rests on
// has ended. A line lasts no longer than its agreement.
const (
	needsOfShare = `SELECT id, title, agency_id FROM need
		WHERE partnership_id = $1 AND kind = 'information' AND from_day <= $2 AND (to_day IS NULL OR to_day >= $2) ORDER BY lower(title), id`

	groundColumns = `SELECT l.id, a.number, l.position, l.purpose, l.items, l.from_agency_id, l.to_agency_id, f.name AS giver, t.name AS taker,
		greatest(l.from_day, a.from_day) AS begins, least(l.to_day, a.to_day) AS ends,
		(SELECT string_agg(p.agency_id::text, ',') FROM agreement_party p WHERE p.partnership_id = a.partnership_id AND p.agreement_id = a.id) AS parties
		FROM agreement_line l JOIN agreement a ON a.partnership_id = l.partnership_id AND a.id = l.agreement_id
		LEFT JOIN agency f ON f.id = l.from_agency_id LEFT JOIN agency t ON t.id = l.to_agency_id
		WHERE l.partnership_id = $1`
	groundsOf = groundColumns + ` ORDER BY lower(a.number), l.position, l.id`

	// recentRequests are those that a new one can repeat.
	recentRequests = `SELECT a.ref, a.title, a.occurred_on AS day, s.from_agency_id AS giver, s.need_id AS need,
		(SELECT string_agg(t.agency_id::text, ',') FROM share_recipient t WHERE t.partnership_id = s.partnership_id AND t.activity_id = s.activity_id) AS takers
		FROM activity a JOIN share s ON s.partnership_id = a.partnership_id AND s.activity_id = a.id
		WHERE a.partnership_id = $1 AND a.kind = 'share' AND a.occurred_at >= $2 AND a.withdrawn_at IS NULL AND a.reported_at IS NULL
			AND s.direction = 'requested' AND s.need_id IS NOT NULL
		ORDER BY a.occurred_at DESC, a.id DESC LIMIT 1000`
)

// recentFor is how far back requests are looked for: the 90 days in which one
// is a repeat, and as many in which the new one may have been made.
const recentFor = 180

type needChoiceRow struct {
	ID       uuid.UUID
	Title    string
	AgencyID *int
}

type groundRow struct {
	ID           uuid.UUID
	Number       string
	Position     int
	Purpose      string
	Items        string
	FromAgencyID *int
	ToAgencyID   *int
	Giver        *string
	Taker        *string
	Begins       time.Time
	Ends         *time.Time
	Parties      *string
}

func (r groundRow) read() activity.Ground {
	return activity.Ground{
		ID: r.ID, Number: r.Number, Position: r.Position, Purpose: r.Purpose, Data: r.Items, From: deref(r.FromAgencyID), To: deref(r.ToAgencyID),
		FromName: deref(r.Giver), ToName: deref(r.Taker), Parties: numbers(deref(r.Parties)), Begins: midnight(r.Begins), Ends: midnight(deref(r.Ends)),
	}
}

type recentRow struct {
	Ref    string
	Title  string
	Day    time.Time
	Giver  int
	Need   uuid.UUID
	Takers *string
}

// terms fills in what sharing is checked against on the day.
func (s Activities) terms(ctx context.Context, who access.Actor, day time.Time, in *activity.Setting) error {
	needs, err := query[needChoiceRow](ctx, s.DB, who, access.Coordination, needsOfShare, who.Partnership, day)
	if err != nil {
		return err
	}
	for _, n := range needs {
		in.Terms.Needs = append(in.Terms.Needs, activity.KnownNeed{ID: n.ID, Title: n.Title, Agency: deref(n.AgencyID)})
	}
	grounds, err := query[groundRow](ctx, s.DB, who, access.Coordination, groundsOf, who.Partnership)
	if err != nil {
		return err
	}
	for _, g := range grounds {
		in.Terms.Grounds = append(in.Terms.Grounds, g.read())
	}
	recent, err := query[recentRow](ctx, s.DB, who, access.Coordination, recentRequests, who.Partnership, day.AddDate(0, 0, -recentFor))
	if err != nil {
		return err
	}
	for _, e := range recent {
		in.Terms.Recent = append(in.Terms.Recent, activity.Earlier{Ref: e.Ref, Title: e.Title, Giver: e.Giver, Takers: numbers(deref(e.Takers)), Need: e.Need, Day: midnight(e.Day)})
	}
	return nil
}
