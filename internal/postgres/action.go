package postgres

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/audit"
	"liaison/internal/fault"
)

type actionRow struct {
	ID            uuid.UUID `gorm:"primaryKey"`
	Ref           string
	PartnershipID int
	ActivityID    uuid.UUID
	Position      int
	Kind          string
	What          string
	AgencyID      int
	AgencyName    string `gorm:"->"`
	Owner         *uuid.UUID
	Due           time.Time
	State         string
	DoneOn        *time.Time
	ClosedAt      *time.Time
	ClosedBy      *uuid.UUID
	Note          *string
	Author        uuid.UUID
	CreatedAt     time.Time `gorm:"autoCreateTime:false"`
	Version       int

	MeetingRef  string    `gorm:"->"`
	MeetingName string    `gorm:"->"`
	MeetingDay  time.Time `gorm:"->"`
	Marking     string    `gorm:"->"`
	Tlp         string    `gorm:"->"`
	Withdrawn   bool      `gorm:"->"`
}

func (actionRow) TableName() string { return "action" }

type actionChangeRow struct {
	ID            uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	ActionID      uuid.UUID
	At            time.Time
	By            uuid.UUID
	What          string
	DueWas        *time.Time
	DueIs         *time.Time
	DoneOn        *time.Time
	Why           *string
}

func (actionChangeRow) TableName() string { return "action_change" }

// Actions, with the meeting that asked for each. Those of a hidden record are
// not there.
const (
	actionWords = `SELECT x.id, x.ref, x.partnership_id, x.activity_id, x.position, x.kind, x.what, x.agency_id, g.name AS agency_name, x.owner,
		x.due, x.state, x.done_on, x.closed_at, x.closed_by, x.note, x.author, x.created_at, x.version, a.ref AS meeting_ref, a.title AS meeting_name, a.occurred_on AS meeting_day, a.marking, a.tlp, a.withdrawn_at IS NOT NULL AS withdrawn
		FROM `
	actionJoins   = `JOIN activity a ON a.partnership_id = x.partnership_id AND a.id = x.activity_id JOIN shared.agency g ON g.id = x.agency_id `
	actionColumns = actionWords + `action x ` + actionJoins
	actionsOf     = actionColumns + `WHERE x.partnership_id = ? AND x.activity_id = ? ORDER BY x.position, x.created_at, x.id`
	actionByRef   = actionColumns + `WHERE x.partnership_id = ? AND x.ref = ? AND a.reported_at IS NULL`
	changesOf     = `SELECT c.id, c.partnership_id, c.action_id, c.at, c.by, c.what, c.due_was, c.due_is, c.done_on, c.why FROM action_change c
		WHERE c.partnership_id = ? AND c.action_id IN ? ORDER BY c.at, c.id`

	// actionsIn are the actions that a filter leaves; a is not joined by all that use it.
	actionsIn = `x.partnership_id = $1 AND ($2 = 0 OR x.agency_id = $2) AND ($3::uuid IS NULL OR x.owner = $3 OR x.owner IS NULL AND x.agency_id = $4)
		AND x.due >= $5 AND x.due <= $6 AND ($7 = '' OR position(lower($7) IN lower(x.what)) > 0 OR x.ref = upper($7)) `
	// actionList finds a page by what an index holds of actions (action_closed
	// all that is asked for), and reads the rest of its lines alone.
	actionList = actionWords + `(SELECT x.id FROM action x JOIN activity a ON a.partnership_id = x.partnership_id AND a.id = x.activity_id
		WHERE a.reported_at IS NULL AND ` + actionsIn + `AND ($8 = '' OR x.state = $8) `
	dueFirst     = `ORDER BY x.due, x.id LIMIT $11) f JOIN action x ON x.partnership_id = $1 AND x.id = f.id ` + actionJoins + `ORDER BY x.due, x.id`
	dueLast      = `ORDER BY x.due DESC, x.id DESC LIMIT $11) f JOIN action x ON x.partnership_id = $1 AND x.id = f.id ` + actionJoins + `ORDER BY x.due DESC, x.id DESC`
	openAfter    = `AND x.state = 'open' AND (x.due, x.id) > ($9::date, $10::uuid) ` + dueFirst
	openBefore   = `AND x.state = 'open' AND (x.due, x.id) < ($9::date, $10::uuid) ` + dueLast
	closedAfter  = `AND x.state <> 'open' AND (x.due, x.id) < ($9::date, $10::uuid) ` + dueLast
	closedBefore = `AND x.state <> 'open' AND (x.due, x.id) > ($9::date, $10::uuid) ` + dueFirst

	// actionCount counts as far as anybody wants to know, those due first first.
	actionCount = `SELECT count(*) AS "all", count(*) FILTER (WHERE due < $8) AS overdue, count(*) FILTER (WHERE due BETWEEN $8 AND $8::date + 7) AS soon FROM (
		SELECT x.due FROM action x WHERE x.state = 'open' AND ` + actionsIn + `
			AND NOT EXISTS (SELECT FROM activity a WHERE a.partnership_id = $1 AND a.id = x.activity_id AND a.reported_at IS NOT NULL)
		ORDER BY x.due LIMIT $9) n`
)

// Actions implements activity.Store.
func (s Activities) Actions(ctx context.Context, who access.Actor, f activity.ActionFilter) ([]activity.Action, error) {
	at, side := keyset(f.Place, openAfter, openBefore, firstOfAll)
	if f.Closed {
		at, side = keyset(f.Place, closedAfter, closedBefore, lastOfAll)
	}
	args := append(actionArgs(who, f), string(f.As), at.At, at.ID, activity.PageSize+1)
	rows, err := query[actionRow](ctx, s.DB, who, access.Coordination, actionList+side, args...)
	if err != nil {
		return nil, err
	}
	var all []activity.Action
	for _, r := range rows {
		all = append(all, r.read())
	}
	return all, nil
}

// Count implements activity.Store.
func (s Activities) Count(ctx context.Context, who access.Actor, f activity.ActionFilter, day time.Time) (activity.Count, error) {
	args := append(actionArgs(who, f), day, activity.MostCounted+1)
	rows, err := query[activity.Count](ctx, s.DB, who, access.Coordination, actionCount, args...)
	if err != nil {
		return activity.Count{}, err
	}
	return rows[0], nil
}

// actionArgs are the arguments of actionsIn.
func actionArgs(who access.Actor, f activity.ActionFilter) []any {
	from, to := firstOfAll.At, lastOfAll.At
	if !f.From.IsZero() {
		from = f.From
	}
	if !f.To.IsZero() {
		to = f.To
	}
	return []any{who.Partnership, f.Agency, orNull(f.Owner), f.Of, from, to, f.Words}
}

// Action implements activity.Store.
func (s Activities) Action(ctx context.Context, who access.Actor, ref string) (activity.Action, error) {
	var a activity.Action
	err := s.as(ctx, who, access.Coordination, func(tx *gorm.DB) error {
		row, err := sole[actionRow](tx, actionByRef, who.Partnership, ref)
		if err != nil {
			return err
		}
		if err := s.guard.Check(who, access.ReadAction, row.read().Scope()); err != nil {
			return err
		}
		all, err := withHistory(tx, []activity.Action{row.read()})
		if err != nil {
			return err
		}
		a = all[0]
		return nil
	})
	return a, err
}

// ChangeAction implements activity.Store. It holds the meeting's row, as
// Change does, so that the facts of a meeting are written by one at a time.
func (s Activities) ChangeAction(ctx context.Context, who access.Actor, ref string, ch access.Change[activity.Action]) error {
	return s.as(ctx, who, access.Coordination, func(tx *gorm.DB) error {
		row, err := sole[actionRow](tx, actionByRef, who.Partnership, ref)
		if err != nil {
			return err
		}
		held, err := sole[activityRow](tx, lockByID, who.Partnership, row.ActivityID)
		if err != nil {
			return err
		}
		a, err := load(tx, access.Coordination, held)
		if err != nil {
			return err
		}
		n := slices.IndexFunc(a.Actions, func(n activity.Action) bool { return n.ID == row.ID })
		if n < 0 || a.Hidden() {
			return fault.Missing()
		}
		if err := s.guard.Check(who, ch.Do, a.Actions[n].Scope()); err != nil {
			return err
		}
		was := slices.Clone(a.Actions)
		if a.Actions, err = withHistory(tx, a.Actions); err != nil {
			return err
		}
		if err := ch.Apply(&a.Actions[n]); err != nil {
			return err
		}
		if err := s.saveActions(tx, &a, was); err != nil {
			return err
		}
		h := a.Actions[n].History
		if err := writeFacts(tx, a.Partnership, a.ID, h[len(h)-1].At, a.Facts()); err != nil { // known from the moment that its history tells of
			return err
		}
		return s.record(tx, who, access.Coordination, audit.Event{Act: audit.Alter, Did: ch.Do, Kind: "action", On: audit.On(row.ID), Why: h[len(h)-1].Why, Detail: string(h[len(h)-1].What)})
	})
}

// saveActions writes those of the record's actions that are new or moved on
// since was, with what happened to them.
func (s Activities) saveActions(tx *gorm.DB, a *activity.Activity, was []activity.Action) error {
	for i := range a.Actions {
		n := &a.Actions[i]
		before := slices.IndexFunc(was, func(w activity.Action) bool { return w.ID == n.ID })
		switch {
		case before < 0:
			n.Ref = reference(a.Strand)
			row := actionRowOf(*n)
			if err := tx.Create(&row).Error; err != nil {
				return err
			}
		case was[before].Version != n.Version:
			row := actionRowOf(*n)
			row.Version = was[before].Version
			if err := save(tx, &row, "owner", "due", "state", "done_on", "closed_at", "closed_by", "note"); err != nil {
				return err
			}
		default:
			continue
		}
		c := n.History[len(n.History)-1]
		row := actionChangeRow{
			ID: c.ID, PartnershipID: n.Partnership, ActionID: n.ID, At: c.At, By: c.By, What: string(c.What),
			DueWas: orNull(c.DueWas), DueIs: orNull(c.DueIs), DoneOn: orNull(c.DoneOn), Why: maybe(c.Why),
		}
		if err := tx.Create(&row).Error; err != nil {
			return err
		}
	}
	return nil
}

// loadActions reads the record's actions, without their history.
func loadActions(tx *gorm.DB, a *activity.Activity) error {
	var rows []actionRow
	if err := tx.Raw(actionsOf, a.Partnership, a.ID).Scan(&rows).Error; err != nil {
		return err
	}
	a.Actions = nil
	for _, r := range rows {
		n := r.read()
		a.Actions = append(a.Actions, n)
		a.Content.Actions = append(a.Content.Actions, activity.Action{Kind: n.Kind, What: n.What, Agency: n.Agency, AgencyName: n.AgencyName, Owner: n.Owner, Due: n.Due})
	}
	return nil
}

// withHistory is the actions with what happened to each.
func withHistory(tx *gorm.DB, actions []activity.Action) ([]activity.Action, error) {
	if len(actions) == 0 {
		return nil, nil
	}
	all := slices.Clone(actions)
	ids := make([]uuid.UUID, len(all))
	for i, a := range all {
		ids[i] = a.ID
	}
	var rows []actionChangeRow
	if err := tx.Raw(changesOf, all[0].Partnership, ids).Scan(&rows).Error; err != nil {
		return nil, err
	}
	for _, r := range rows {
		i := slices.Index(ids, r.ActionID)
		c := activity.ActionChange{ID: r.ID, At: r.At.UTC(), By: r.By, What: activity.ActionWhat(r.What), DueWas: deref(r.DueWas).UTC(), DueIs: deref(r.DueIs).UTC(), DoneOn: midnight(deref(r.DoneOn))}
		if r.Why != nil {
			c.Why = *r.Why
		}
		all[i].History = append(all[i].History, c)
	}
	return all, nil
}

func actionRowOf(a activity.Action) actionRow {
	return actionRow{
		ID: a.ID, Ref: a.Ref, PartnershipID: a.Partnership, ActivityID: a.Activity, Position: a.Position, Kind: string(a.Kind), What: a.What, AgencyID: a.Agency,
		Owner: orNull(a.Owner), Due: a.Due, State: string(a.State), DoneOn: orNull(a.DoneOn), ClosedAt: orNull(a.ClosedAt), ClosedBy: orNull(a.ClosedBy), Note: maybe(a.Note), Author: a.Author, CreatedAt: a.CreatedAt, Version: a.Version,
	}
}

func (r actionRow) read() activity.Action {
	a := activity.Action{
		ID: r.ID, Ref: r.Ref, Partnership: r.PartnershipID, Activity: r.ActivityID, Position: r.Position, Kind: activity.ActionKind(r.Kind), What: r.What,
		Agency: r.AgencyID, AgencyName: r.AgencyName, Owner: deref(r.Owner), Due: midnight(r.Due), State: activity.ActionState(r.State), DoneOn: midnight(deref(r.DoneOn)), ClosedAt: deref(r.ClosedAt).UTC(), ClosedBy: deref(r.ClosedBy), Author: r.Author, CreatedAt: r.CreatedAt.UTC(), Version: r.Version,
		MeetingRef: r.MeetingRef, MeetingName: r.MeetingName, MeetingDay: r.MeetingDay.UTC(), Marking: activity.Marking(r.Marking), Limit: activity.Limit(r.Tlp), Withdrawn: r.Withdrawn,
	}
	if r.Note != nil {
		a.Note = *r.Note
	}
	return a
}
