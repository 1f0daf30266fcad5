package postgres

import (
	"context"

	"liaison/internal/access"
	"liaison/internal/activity"
)

const (
	// plannedMeetings are those that are to come, or that nobody said more of.
	plannedMeetings = `SELECT a.id, a.ref, a.kind, a.title, a.marking, a.occurred_at, a.occurred_on, a.agency_id, false AS withdrawn, false AS hidden
		FROM meeting m JOIN activity a ON a.partnership_id = m.partnership_id AND a.id = m.activity_id
		WHERE m.partnership_id = $1 AND m.status = 'planned' AND a.withdrawn_at IS NULL AND a.reported_at IS NULL
		ORDER BY a.occurred_at, a.id LIMIT $2`

	// reviewed is what a meeting goes through: $2 its series, $3 its moment. Since when
	// an action that was not done is still spoken of is the meeting before.
	reviewed = actionColumns + `JOIN meeting m ON m.partnership_id = a.partnership_id AND m.activity_id = a.id
		WHERE x.partnership_id = $1 AND a.reported_at IS NULL AND a.withdrawn_at IS NULL AND a.occurred_at < $3 AND ($2::uuid IS NULL OR m.series_id = $2)
		AND x.state IN ('open', 'overtaken', 'not_done') AND (x.state = 'open' OR x.closed_at >= coalesce((
			SELECT b.occurred_at FROM activity b JOIN meeting n ON n.partnership_id = b.partnership_id AND n.activity_id = b.id
			WHERE b.partnership_id = $1 AND b.kind = 'meeting' AND b.occurred_at < $3 AND b.withdrawn_at IS NULL AND n.status = 'held' AND ($2::uuid IS NULL OR n.series_id = $2)
			ORDER BY b.occurred_at DESC LIMIT 1), '-infinity'))
		ORDER BY x.due, x.id LIMIT $4`
)

// mostReviewed is how many actions an agenda lists.
const mostReviewed = 200

// Planned implements activity.Store.
func (s Activities) Planned(ctx context.Context, who access.Actor) ([]activity.Line, error) {
	rows, err := query[lineRow](ctx, s.DB, who, access.Coordination, meetingListHead+plannedMeetings+meetingListTail+soonestFirst, who.Partnership, activity.MostPlanned)
	if err != nil {
		return nil, err
	}
	return linesRead(rows, access.Coordination), nil
}

// Review implements activity.Store.
func (s Activities) Review(ctx context.Context, who access.Actor, of activity.Activity) ([]activity.Action, error) {
	series := activity.Part[activity.Meeting](of.Content).Series
	rows, err := query[actionRow](ctx, s.DB, who, access.Coordination, reviewed, who.Partnership, orNull(series), of.At, mostReviewed)
	if err != nil {
		return nil, err
	}
	var all []activity.Action
	for _, r := range rows {
		all = append(all, r.read())
	}
	return all, nil
}
