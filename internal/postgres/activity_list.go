package postgres

import (
	"context"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
)

// One page of a strand's activities, by keyset. The first column list is of
// the page alone, so what is looked up beside it is looked up 26 times at most.
const (
	listColumns = `SELECT a.id, a.ref, a.kind, a.title, a.marking, a.occurred_at, a.occurred_on, a.agency_id, a.withdrawn_at IS NOT NULL AS withdrawn, a.reported_at IS NOT NULL AS hidden
		FROM activity a WHERE a.partnership_id = $1 AND a.occurred_at >= $4 AND a.occurred_at < $5 `
	// Each has an index in the order of the list, and none serves another's question.
	listAll    = `AND $2::text = '' AND $3::int = 0 `
	listOfKind = `AND a.kind = $2 AND $3::int = 0 `
	listOf     = `AND a.agency_id = $3::int AND ($2 = '' OR a.kind = $2) `
	// Nearly every meeting was held, so those that were not are passed over one by one.
	listHeld  = `AND EXISTS (SELECT FROM meeting m WHERE m.activity_id = a.id AND m.status = $9) `
	listOlder = `AND (a.occurred_at, a.id) < ($6::timestamptz, $7::uuid) ORDER BY a.occurred_at DESC, a.id DESC LIMIT $8`
	listNewer = `AND (a.occurred_at, a.id) > ($6::timestamptz, $7::uuid) ORDER BY a.occurred_at, a.id LIMIT $8`

	// meetingList adds what each record comes to, and what is still open, to a page of coordination.
	meetingListHead = `SELECT l.id, l.ref, l.kind, CASE WHEN l.hidden THEN '' ELSE l.title END AS title, l.marking, l.occurred_at, l.occurred_on,
		coalesce(g.name, '') AS agency_name, l.withdrawn, l.hidden, t.came::int, t.invited::int, n.open::int,
		coalesce(m.status, '') AS status, p.agencies::int, p.people::int, coalesce(s.giver, '') AS giver, coalesce(s.outcome, '') AS outcome,
		coalesce(r.takers, '') AS takers, r.more::int FROM (`
	meetingListTail = `) l LEFT JOIN shared.agency g ON g.id = l.agency_id
		LEFT JOIN LATERAL (SELECT count(*) FILTER (WHERE state IN ('came', 'substitute')) AS came, count(*) AS invited FROM attendance WHERE activity_id = l.id AND NOT l.hidden) t ON true
		LEFT JOIN LATERAL (SELECT count(*) AS open FROM action WHERE activity_id = l.id AND state = 'open' AND NOT l.hidden) n ON true
		LEFT JOIN LATERAL (SELECT status FROM meeting WHERE activity_id = l.id AND l.kind = 'meeting') m ON true
		LEFT JOIN LATERAL (SELECT count(*) AS agencies, coalesce(sum(people), 0) AS people FROM participant WHERE activity_id = l.id AND l.kind IN ('training', 'connect') AND NOT l.hidden) p ON true
		LEFT JOIN LATERAL (SELECT x.outcome, y.name AS giver FROM share x JOIN shared.agency y ON y.id = x.from_agency_id WHERE x.activity_id = l.id AND l.kind = 'share' AND NOT l.hidden) s ON true
		LEFT JOIN LATERAL (SELECT array_to_string((array_agg(y.name ORDER BY y.name))[1:3], chr(31)) AS takers, greatest(count(*) - 3, 0) AS more
			FROM share_recipient x JOIN shared.agency y ON y.id = x.agency_id WHERE x.activity_id = l.id AND l.kind = 'share' AND NOT l.hidden) r ON true`

	// plainShort is what a record of another strand comes to in a list: nothing.
	plainShort = `0 AS came, 0 AS invited, 0 AS open, '' AS status, 0 AS agencies, 0 AS people, '' AS giver, '' AS outcome, '' AS takers, 0 AS more`

	// plainList is a page of another strand. In casework and intelligence it has no titles.
	plainListHead = `SELECT l.id, l.ref, l.kind, CASE WHEN l.hidden OR $9::bool THEN '' ELSE l.title END AS title, l.marking, l.occurred_at, l.occurred_on,
		coalesce(g.name, '') AS agency_name, l.withdrawn, l.hidden, ` + plainShort + ` FROM (`
	plainListTail = `) l LEFT JOIN shared.agency g ON g.id = l.agency_id`

	// What a page is joined with keeps no order, so the page is put in order again.
	newestFirst  = ` ORDER BY l.occurred_at DESC, l.id DESC`
	soonestFirst = ` ORDER BY l.occurred_at, l.id`
)

type lineRow struct {
	ID         uuid.UUID
	Ref        string
	Kind       string
	Title      string
	Marking    string
	OccurredAt time.Time
	OccurredOn time.Time
	AgencyName string
	Withdrawn  bool
	Hidden     bool
	Came       int
	Invited    int
	Open       int
	Status     string
	Agencies   int
	People     int
	Giver      string
	Outcome    string
	Takers     string // with a unit separator between
	More       int
}

func (r lineRow) read(in access.Strand) activity.Line {
	return activity.Line{
		ID: r.ID, Ref: r.Ref, Strand: in, Kind: activity.Kind(r.Kind), Title: r.Title, Marking: activity.Marking(r.Marking), At: r.OccurredAt.UTC(), Day: r.OccurredOn.UTC(), AgencyName: r.AgencyName,
		Status: activity.MeetingStatus(r.Status), Came: r.Came, Invited: r.Invited, Agencies: r.Agencies, People: r.People,
		From: r.Giver, To: strings.FieldsFunc(r.Takers, func(c rune) bool { return c == '\x1f' }), ToMore: r.More, Outcome: r.Outcome, Open: r.Open, Withdrawn: r.Withdrawn, Hidden: r.Hidden,
	}
}

// List implements activity.Store.
func (s Activities) List(ctx context.Context, who access.Actor, in access.Strand, f activity.Filter) ([]activity.Line, error) {
	from, to := span(f.From, f.To)
	at, side := keyset(f.Place, listOlder, listNewer, lastOfAll)
	args := []any{who.Partnership, string(f.Kind), f.Agency, from, to, at.At, at.ID, activity.PageSize + 1}
	of := listAll
	switch {
	case f.Agency != 0:
		of = listOf
	case f.Kind != "":
		of = listOfKind
	}
	if f.Status != "" {
		of += listHeld
		args = append(args, string(f.Status))
	}
	sql := meetingListHead + listColumns + of + side + meetingListTail + newestFirst
	if in != access.Coordination {
		sql = plainListHead + listColumns + of + side + plainListTail + newestFirst
		args = append(args, in.LogsReads())
	}
	rows, err := query[lineRow](ctx, s.DB, who, in, sql, args...)
	return linesRead(rows, in), err
}

// The places before the first line of a list and after its last.
var (
	firstOfAll = activity.Cursor{At: time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)}
	lastOfAll  = activity.Cursor{At: time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC), ID: uuid.Max}
)

// keyset is where a page begins and the side of it that the page lies on: the
// first page begins at start.
func keyset(p activity.Place, after, before string, start activity.Cursor) (activity.Cursor, string) {
	switch {
	case p.Before != nil:
		return *p.Before, before
	case p.After != nil:
		return *p.After, after
	}
	return start, after
}

// span is the moments from the first day to the last, by London's clock, or
// all there are.
func span(from, to time.Time) (time.Time, time.Time) {
	first, end := firstOfAll.At, lastOfAll.At
	if !from.IsZero() {
		first = activity.Content{Day: from, Start: -1}.Held()
	}
	if !to.IsZero() {
		end = activity.Content{Day: to.AddDate(0, 0, 1), Start: -1}.Held()
	}
	return first, end
}
