package postgres

import (
	"context"
	"strings"
	"time"

	"liaison/internal/access"
	"liaison/internal/partnership"
)

// What is recorded of the agency $2 up to the day $3. Records that are hidden
// or withdrawn are left out everywhere.
const (
	visitsOf = `
		WITH held AS (
			SELECT a.id, a.ref, a.title, a.marking, a.occurred_on, a.occurred_at FROM activity a
			JOIN meeting m ON m.partnership_id = a.partnership_id AND m.activity_id = a.id AND m.status = 'held'
			WHERE a.partnership_id = $1 AND a.kind = 'meeting' AND a.occurred_on <= $3 AND a.withdrawn_at IS NULL AND a.reported_at IS NULL
			ORDER BY a.occurred_at DESC, a.id DESC LIMIT $4)
		SELECT h.ref, h.title, h.marking <> 'OFFICIAL' AS sensitive, h.occurred_on AS day, coalesce(t.state, '') AS state, coalesce(n.name, '') AS person, coalesce(t.named, false) AS named,
			coalesce(t.why, '') AS why, coalesce(t.information_sent, false) AS information_sent
		FROM held h LEFT JOIN attendance t ON t.partnership_id = $1 AND t.activity_id = h.id AND t.agency_id = $2
		LEFT JOIN person n ON n.partnership_id = t.partnership_id AND n.id = t.person_id
		ORDER BY h.occurred_at, h.id`

	// The facts of a record are those of its newest wording, and there are none of
	// one that is hidden or withdrawn.
	countsOf = `
		SELECT
			(SELECT count(DISTINCT f.source) FROM fact f WHERE f.partnership_id = $1 AND f.agency_id = $2 AND f.kind = 'shared'
				AND f.known_to IS NULL AND f.day > $4 AND f.day <= $3) AS given,
			(SELECT count(*) FROM fact f WHERE f.partnership_id = $1 AND f.other_agency_id = $2 AND f.kind = 'shared'
				AND f.known_to IS NULL AND f.day > $4 AND f.day <= $3) AS received,
			(SELECT count(*) FROM fact f WHERE f.partnership_id = $1 AND f.agency_id = $2 AND f.kind IN ('trained', 'connected')
				AND f.known_to IS NULL AND f.day > $4 AND f.day <= $3) AS trained,
			w.waiting, w.late
		FROM (SELECT count(*) AS waiting, count(*) FILTER (WHERE h.due_on < $3) AS late
			FROM share h JOIN activity a ON a.partnership_id = h.partnership_id AND a.id = h.activity_id
			WHERE h.partnership_id = $1 AND h.from_agency_id = $2 AND h.outcome = 'open' AND h.direction = 'requested'
			AND a.withdrawn_at IS NULL AND a.reported_at IS NULL) w`

	// The newest of an agency are read from its facts, however many there are of
	// others. All of their last day come along, since only the record says which
	// of a day was first.
	sharesOf = `
		WITH given AS (SELECT DISTINCT f.day, f.source FROM fact f
				WHERE f.partnership_id = $1 AND f.agency_id = $2 AND f.kind = 'share_asked' AND f.known_to IS NULL AND f.day <= $3
				ORDER BY f.day DESC FETCH FIRST ($4) ROWS WITH TIES),
			taken AS (SELECT f.day, f.source FROM fact f
				WHERE f.partnership_id = $1 AND f.other_agency_id = $2 AND f.kind = 'share_asked' AND f.known_to IS NULL AND f.day <= $3
				ORDER BY f.day DESC FETCH FIRST ($4) ROWS WITH TIES)
		SELECT a.ref, a.title, a.marking <> 'OFFICIAL' AS sensitive, coalesce(h.sent_on, h.asked_on, a.occurred_on) AS day, h.from_agency_id = $2 AS gives, g.name AS giver,
			coalesce((SELECT string_agg(x.name, E'\n' ORDER BY x.name) FROM share_recipient q JOIN agency x ON x.id = q.agency_id
				WHERE q.partnership_id = h.partnership_id AND q.activity_id = h.activity_id), '') AS takers,
			h.direction = 'requested' AS asked, h.outcome
		FROM (SELECT source FROM given UNION SELECT source FROM taken) f
		JOIN activity a ON a.partnership_id = $1 AND a.id = f.source AND a.withdrawn_at IS NULL AND a.reported_at IS NULL
		JOIN share h ON h.activity_id = a.id JOIN agency g ON g.id = h.from_agency_id
		ORDER BY a.occurred_at DESC, a.id DESC LIMIT $4`

	sessionsOf = `
		SELECT a.ref, a.title, a.marking <> 'OFFICIAL' AS sensitive, a.occurred_on AS day, a.kind = 'connect' AS connect, f.number AS people
		FROM (SELECT f.source, f.number FROM fact f
			WHERE f.partnership_id = $1 AND f.agency_id = $2 AND f.kind IN ('trained', 'connected') AND f.known_to IS NULL AND f.day <= $3
			ORDER BY f.day DESC FETCH FIRST ($4) ROWS WITH TIES) f
		JOIN activity a ON a.partnership_id = $1 AND a.id = f.source AND a.withdrawn_at IS NULL AND a.reported_at IS NULL
		ORDER BY a.occurred_at DESC, a.id DESC LIMIT $4`
)

// Involvement implements partnership.Store.
func (s Partnerships) Involvement(ctx context.Context, who access.Actor, agency int, day time.Time) (partnership.Involvement, error) {
	var v partnership.Involvement
	since := day.AddDate(0, 0, -partnership.Recent)
	visits, err := query[attendedRow](ctx, s.DB, who, access.Coordination, visitsOf, who.Partnership, agency, day, partnership.LatestMeetings)
	if err != nil {
		return v, err
	}
	for _, r := range visits {
		r.Day = midnight(r.Day)
		v.Visits = append(v.Visits, partnership.Visit(r))
	}
	counts, err := query[countsRow](ctx, s.DB, who, access.Coordination, countsOf, who.Partnership, agency, day, since)
	if err != nil {
		return v, err
	}
	for _, r := range counts {
		v.Given, v.Received, v.Trained, v.Waiting, v.Late = r.Given, r.Received, r.Trained, r.Waiting, r.Late
	}
	shares, err := query[shareLineRow](ctx, s.DB, who, access.Coordination, sharesOf, who.Partnership, agency, day, partnership.Latest)
	if err != nil {
		return v, err
	}
	for _, r := range shares {
		v.Shares = append(v.Shares, partnership.Exchange{
			Ref: r.Ref, Title: r.Title, Sensitive: r.Sensitive, Day: midnight(r.Day), Gives: r.Gives, From: r.Giver,
			To: strings.FieldsFunc(r.Takers, func(c rune) bool { return c == '\n' }), Asked: r.Asked, Outcome: r.Outcome,
		})
	}
	sessions, err := query[sessionLineRow](ctx, s.DB, who, access.Coordination, sessionsOf, who.Partnership, agency, day, partnership.Latest)
	if err != nil {
		return v, err
	}
	for _, r := range sessions {
		v.Sessions = append(v.Sessions, partnership.Session{Ref: r.Ref, Title: r.Title, Sensitive: r.Sensitive, Day: midnight(r.Day), Connect: r.Connect, People: r.People})
	}
	return v, nil
}

type attendedRow struct {
	Ref, Title      string
	Sensitive       bool
	Day             time.Time
	State           string
	Person          string
	Named           bool
	Why             string
	InformationSent bool
}

type countsRow struct{ Given, Received, Trained, Waiting, Late int }

type shareLineRow struct {
	Ref, Title    string
	Sensitive     bool
	Day           time.Time
	Gives         bool
	Giver, Takers string
	Asked         bool
	Outcome       string
}

type sessionLineRow struct {
	Ref, Title string
	Sensitive  bool
	Day        time.Time
	Connect    bool
	People     int
}
