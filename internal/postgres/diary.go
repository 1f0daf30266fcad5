package postgres

import (
	"context"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/activity"
)

const (
	// diaryMeetings are the meetings of the days from $2 to $3. The moments let
	// the index find them.
	diaryMeetings = `SELECT a.id, a.ref, a.title, a.occurred_on, a.marking, a.version, a.updated_at, m.mode, m.place, m.starts_at::text AS starts_at, m.status
		FROM activity a JOIN meeting m ON m.partnership_id = a.partnership_id AND m.activity_id = a.id
		WHERE a.partnership_id = $1 AND a.kind = 'meeting' AND a.withdrawn_at IS NULL AND a.reported_at IS NULL
			AND a.occurred_at >= $2::date - 1 AND a.occurred_at < $3::date + 2 AND a.occurred_on BETWEEN $2 AND $3
		ORDER BY a.occurred_at, a.id LIMIT $4`

	// meetingsAhead are those planned from $2 on, to which the agency $3 is
	// invited, or any where it is 0. The moment lets the index find them.
	meetingsAhead = `SELECT a.id, a.ref, a.title, a.occurred_on, a.marking, a.version, a.updated_at, m.mode, m.place, m.starts_at::text AS starts_at, m.status
		FROM meeting m JOIN activity a ON a.partnership_id = m.partnership_id AND a.id = m.activity_id
		WHERE a.partnership_id = $1 AND a.kind = 'meeting' AND m.status = 'planned' AND a.withdrawn_at IS NULL AND a.reported_at IS NULL
			AND a.occurred_at >= $2::date - 1 AND a.occurred_on >= $2::date
			AND ($3::int = 0 OR EXISTS (SELECT FROM attendance t WHERE t.partnership_id = a.partnership_id AND t.activity_id = a.id AND t.agency_id = $3))
		ORDER BY a.occurred_at, a.id LIMIT $4`

	// diaryActions are the open actions due from $2 to $3 of the person $4 or the
	// agency $5.
	diaryActions = `SELECT x.id, x.ref, x.what, x.due, x.created_at, x.version, a.marking
		FROM action x JOIN activity a ON a.partnership_id = x.partnership_id AND a.id = x.activity_id
		WHERE x.partnership_id = $1 AND x.state = 'open' AND a.withdrawn_at IS NULL AND a.reported_at IS NULL
			AND x.due BETWEEN $2 AND $3 AND (x.owner = $4 OR x.agency_id = $5)
		ORDER BY x.due, x.id LIMIT $6`
)

type diaryMeetingRow struct {
	ID         uuid.UUID
	Ref        string
	Title      string
	OccurredOn time.Time
	Marking    string
	Version    int
	UpdatedAt  time.Time
	Mode       string
	Place      string
	StartsAt   *string
	Status     string
}

func (r diaryMeetingRow) read(partnership int) activity.Activity {
	return activity.Activity{
		ID: r.ID, Ref: r.Ref, Strand: access.Coordination, Partnership: partnership, Kind: activity.CoordinationMeeting, Version: r.Version, UpdatedAt: r.UpdatedAt.UTC(),
		Content: activity.Content{
			Name: r.Title, Day: midnight(r.OccurredOn), Start: readClock(r.StartsAt), Marking: activity.Marking(r.Marking),
			Detail: activity.Meeting{Status: activity.MeetingStatus(r.Status), Mode: activity.Mode(r.Mode), Place: r.Place},
		},
	}
}

type diaryActionRow struct {
	ID        uuid.UUID
	Ref       string
	What      string
	Due       time.Time
	CreatedAt time.Time
	Version   int
	Marking   string
}

func (r diaryActionRow) read(partnership int) activity.Due {
	return activity.Due{
		Action:  activity.Action{ID: r.ID, Ref: r.Ref, Partnership: partnership, What: r.What, Due: midnight(r.Due), CreatedAt: r.CreatedAt.UTC(), Version: r.Version, State: activity.Open},
		Marking: activity.Marking(r.Marking),
	}
}

// Diary implements activity.Diaries.
func (s Activities) Diary(ctx context.Context, who access.Actor, from, to time.Time) (activity.Diary, error) {
	var d activity.Diary
	for _, do := range []access.Action{access.ReadActivity, access.ReadAction} {
		if err := s.guard.Check(who, do, access.Scope{Strand: access.Coordination, Partnership: who.Partnership}); err != nil {
			return d, err
		}
	}
	meetings, err := query[diaryMeetingRow](ctx, s.DB, who, access.Coordination, diaryMeetings, who.Partnership, from, to, activity.MostInDiary)
	if err != nil {
		return d, err
	}
	for _, r := range meetings {
		d.Meetings = append(d.Meetings, r.read(who.Partnership))
	}
	actions, err := query[diaryActionRow](ctx, s.DB, who, access.Coordination, diaryActions, who.Partnership, from, to, who.ID, who.Agency, activity.MostInDiary)
	if err != nil {
		return d, err
	}
	for _, r := range actions {
		d.Due = append(d.Due, r.read(who.Partnership))
	}
	return d, nil
}

// Ahead implements activity.Diaries.
func (s Activities) Ahead(ctx context.Context, who access.Actor, from time.Time, n int) ([]activity.Activity, error) {
	if err := s.guard.Check(who, access.ReadActivity, access.Scope{Strand: access.Coordination, Partnership: who.Partnership}); err != nil {
		return nil, err
	}
	rows, err := query[diaryMeetingRow](ctx, s.DB, who, access.Coordination, meetingsAhead, who.Partnership, from, who.Agency, n)
	if err != nil {
		return nil, err
	}
	return readAll(rows, func(r diaryMeetingRow) activity.Activity { return r.read(who.Partnership) }), nil
}
