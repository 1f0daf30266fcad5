package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/fact"
)

// Facts is what a rebuild of the facts found.
type Facts struct {
	Sources int         // records and standing facts that have left facts
	Facts   int         // that the table holds, closed ones too
	Wrong   []uuid.UUID // sources whose facts in the table were not those that they leave
}

// sourcesAtOnce is how many sources are made again in one go.
const sourcesAtOnce = 500

// RebuildFacts makes every fact again from what it describes: from the
// versions of records and what happened to their actions, from the history of
// standing facts, and from what was tested and published. Where write is set, sources whose facts in the table
// differ in anything get those that were made. It works as the owner of the
// tables, through the migrator, and takes partnerships one at a time.
func RebuildFacts(ctx context.Context, migratorURL string, write bool) (Facts, error) {
	var sum Facts
	err := withConn(ctx, migratorURL, func(conn *pgx.Conn) error {
		for after := 0; ; {
			next, err := rebuildPartnership(ctx, conn, after, write, &sum)
			if err != nil || next == 0 {
				return err
			}
			after = next
		}
	})
	if err != nil {
		return Facts{}, fmt.Errorf("postgres: facts: %w", err)
	}
	return sum, nil
}

// rebuildPartnership makes again the facts of the first partnership after one,
// and says which it was.
func rebuildPartnership(ctx context.Context, conn *pgx.Conn, after int, write bool, sum *Facts) (int, error) {
	tx, err := conn.Begin(ctx)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback(context.WithoutCancel(ctx)) //nolint:errcheck // after a commit it does nothing
	for _, s := range []string{`SET LOCAL ROLE own_coordination`, `SET LOCAL search_path = coordination`, `SET LOCAL TIME ZONE 'UTC'`} {
		if _, err := tx.Exec(ctx, s); err != nil {
			return 0, err
		}
	}
	var next int
	// Facts have a partnership even where its own table is out of reach.
	if err := tx.QueryRow(ctx, nextPartnership, after).Scan(&next); err != nil || next == 0 {
		return 0, err
	}
	r := rebuild{tx: tx, partnership: next, write: write, sum: sum}
	if err := r.run(ctx); err != nil {
		return 0, err
	}
	return next, tx.Commit(ctx)
}

const nextPartnership = `SELECT least(
	(SELECT coalesce(min(partnership_id), 2147483647) FROM fact WHERE partnership_id > $1),
	(SELECT coalesce(min(partnership_id), 2147483647) FROM activity WHERE partnership_id > $1),
	(SELECT coalesce(min(partnership_id), 2147483647) FROM pulse_round WHERE partnership_id > $1),
	(SELECT coalesce(min(partnership_id), 2147483647) FROM self_test WHERE partnership_id > $1),
	(SELECT coalesce(min(partnership_id), 2147483647) FROM standing_change WHERE partnership_id > $1)) % 2147483647`

// rebuild is one partnership whose facts are made again.
type rebuild struct {
	tx          pgx.Tx
	partnership int
	write       bool
	sum         *Facts
	people      map[personKey]uuid.UUID
}

// personKey is how a version names somebody who came.
type personKey struct {
	agency int
	name   string
}

const (
	rebuildPeople = `SELECT id, agency_id, name_key FROM person WHERE partnership_id = $1`
	// rebuildSources is a page of everything that may have left facts, by id.
	rebuildSources = `SELECT DISTINCT id FROM (
		(SELECT id FROM activity WHERE partnership_id = $1 AND id > $2 ORDER BY id LIMIT $3)
		UNION ALL (SELECT DISTINCT on_id FROM standing_change WHERE partnership_id = $1 AND on_id > $2 ORDER BY on_id LIMIT $3)
		UNION ALL (SELECT id FROM duplicate WHERE partnership_id = $1 AND id > $2 ORDER BY id LIMIT $3)
		UNION ALL (SELECT source FROM rating WHERE partnership_id = $1 AND source > $2 ORDER BY source LIMIT $3)
		UNION ALL (SELECT source FROM rating_was WHERE partnership_id = $1 AND source > $2 ORDER BY source LIMIT $3)
		UNION ALL (SELECT id FROM self_test WHERE partnership_id = $1 AND what = 'log' AND id > $2 ORDER BY id LIMIT $3)
		UNION ALL (SELECT id FROM separation WHERE partnership_id = $1 AND id > $2 ORDER BY id LIMIT $3)
		UNION ALL (SELECT id FROM pulse_round WHERE partnership_id = $1 AND id > $2 ORDER BY id LIMIT $3)
		UNION ALL (SELECT DISTINCT source FROM fact WHERE partnership_id = $1 AND source > $2 ORDER BY source LIMIT $3)) s ORDER BY id LIMIT $3`
	rebuildFacts = `SELECT ` + factColumns + `
		FROM fact WHERE partnership_id = $1 AND source = ANY ($2)`
	rebuildActivities = `SELECT id, kind, title, occurred_on, author, created_at FROM activity WHERE partnership_id = $1 AND id = ANY ($2)`
	rebuildVersions   = `SELECT activity_id, version, at, by, what, content FROM activity_version WHERE partnership_id = $1 AND activity_id = ANY ($2) ORDER BY at, version`
	rebuildActions    = `SELECT id, activity_id, position, kind, what, agency_id, due, state, done_on, closed_at, created_at FROM action WHERE partnership_id = $1 AND activity_id = ANY ($2) ORDER BY position, created_at, id`
	rebuildChanges    = `SELECT c.id, c.action_id, c.at, c.by, c.what, c.due_was, c.done_on FROM action_change c JOIN action a ON a.partnership_id = c.partnership_id AND a.id = c.action_id
		WHERE c.partnership_id = $1 AND a.activity_id = ANY ($2) ORDER BY c.at, c.id`
	rebuildPairs    = `SELECT id, found_at, settled_at, coalesce(settled, '') FROM duplicate WHERE partnership_id = $1 AND id = ANY ($2)`
	rebuildStanding = `SELECT on_id, at, facts FROM standing_change WHERE partnership_id = $1 AND on_id = ANY ($2) ORDER BY at, id`

	dropFacts = `DELETE FROM fact WHERE partnership_id = $1 AND source = $2`
)

func (r *rebuild) run(ctx context.Context) error {
	r.people = map[personKey]uuid.UUID{}
	rows, err := r.tx.Query(ctx, rebuildPeople, r.partnership)
	if err != nil {
		return err
	}
	var id uuid.UUID
	var of personKey
	if _, err := pgx.ForEachRow(rows, []any{&id, &of.agency, &of.name}, func() error { r.people[of] = id; return nil }); err != nil {
		return err
	}
	for after := uuid.Nil; ; {
		rows, err := r.tx.Query(ctx, rebuildSources, r.partnership, after, sourcesAtOnce)
		if err != nil {
			return err
		}
		ids, err := pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
		if err != nil || len(ids) == 0 {
			return err
		}
		if err := r.some(ctx, ids); err != nil {
			return err
		}
		after = ids[len(ids)-1]
	}
}

// some makes again the facts of these sources, and puts right what differs.
func (r *rebuild) some(ctx context.Context, ids []uuid.UUID) error {
	rows, err := r.tx.Query(ctx, rebuildFacts, r.partnership, ids)
	if err != nil {
		return err
	}
	kept, err := pgx.CollectRows(rows, newFactReader().read)
	if err != nil {
		return err
	}
	have := map[uuid.UUID]fact.Ledger{}
	for _, k := range kept {
		have[k.Source] = append(have[k.Source], k)
	}
	made, err := r.records(ctx, ids)
	if err != nil {
		return err
	}
	if err := r.standing(ctx, ids, made); err != nil {
		return err
	}
	if err := r.pairs(ctx, ids, made); err != nil {
		return err
	}
	if err := r.ratings(ctx, ids, made); err != nil {
		return err
	}
	if err := r.separations(ctx, ids, made); err != nil {
		return err
	}
	if err := r.pulses(ctx, ids, made); err != nil {
		return err
	}
	for _, id := range ids {
		if len(have[id])+len(made[id]) == 0 {
			continue
		}
		r.sum.Sources++
		r.sum.Facts += len(have[id])
		if have[id].Text() == made[id].Text() {
			continue
		}
		r.sum.Wrong = append(r.sum.Wrong, id)
		if r.write {
			if err := r.replace(ctx, id, made[id]); err != nil {
				return err
			}
		}
	}
	return nil
}

// replace puts the facts that a source leaves in the place of those it has.
func (r *rebuild) replace(ctx context.Context, source uuid.UUID, facts fact.Ledger) error {
	if _, err := r.tx.Exec(ctx, dropFacts, r.partnership, source); err != nil {
		return err
	}
	s := factSheet()
	s.columns = append(s.columns, "known_to")
	for _, f := range facts {
		addFacts(s, r.partnership, f.KnownFrom, []fact.Fact{f})
		s.rows[len(s.rows)-1] = append(s.rows[len(s.rows)-1], date(f.KnownTo))
	}
	_, err := r.tx.CopyFrom(ctx, pgx.Identifier{"coordination", "fact"}, s.columns, pgx.CopyFromRows(s.rows))
	return err
}

// records makes again what records of activities have left.
func (r *rebuild) records(ctx context.Context, ids []uuid.UUID) (map[uuid.UUID]fact.Ledger, error) {
	records, versions, err := r.read(ctx, ids)
	if err != nil {
		return nil, err
	}
	if err := r.actions(ctx, ids, records); err != nil {
		return nil, err
	}
	made := map[uuid.UUID]fact.Ledger{}
	for id, a := range records {
		made[id] = a.Replay(versions[id])
	}
	return made, nil
}

// read is the records of activities with their versions, the oldest first.
func (r *rebuild) read(ctx context.Context, ids []uuid.UUID) (map[uuid.UUID]*activity.Activity, map[uuid.UUID][]activity.Version, error) {
	records := map[uuid.UUID]*activity.Activity{}
	versions := map[uuid.UUID][]activity.Version{}
	var a activity.Activity
	var kind, title string
	err := r.each(ctx, rebuildActivities, ids, []any{&a.ID, &kind, &title, &a.Content.Day, &a.Author, &a.CreatedAt}, func() error {
		record := activity.Activity{ID: a.ID, Strand: access.Coordination, Partnership: r.partnership, Kind: activity.Kind(kind), Author: a.Author, CreatedAt: a.CreatedAt.UTC()}
		records[a.ID] = &record
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	var v activity.Version
	var of uuid.UUID
	var what, text string
	err = r.each(ctx, rebuildVersions, ids, []any{&of, &v.Number, &v.At, &v.By, &what, &text}, func() error {
		var c content
		if err := json.Unmarshal([]byte(text), &c); err != nil {
			return fmt.Errorf("version %d of %s: %w", v.Number, of, err)
		}
		one := activity.Version{Number: v.Number, At: v.At.UTC(), By: v.By, What: activity.What(what), Content: r.named(c.read(records[of].Kind))}
		versions[of] = append(versions[of], one)
		return nil
	})
	return records, versions, err
}

// actions puts what records asked of agencies into them, with what happened to it.
func (r *rebuild) actions(ctx context.Context, ids []uuid.UUID, records map[uuid.UUID]*activity.Activity) error {
	type place struct {
		record uuid.UUID
		n      int
	}
	where := map[uuid.UUID]place{}
	var n actionRow
	err := r.each(ctx, rebuildActions, ids, []any{&n.ID, &n.ActivityID, &n.Position, &n.Kind, &n.What, &n.AgencyID, &n.Due, &n.State, &n.DoneOn, &n.ClosedAt, &n.CreatedAt}, func() error {
		a := records[n.ActivityID]
		where[n.ID] = place{n.ActivityID, len(a.Actions)}
		a.Actions = append(a.Actions, n.read())
		return nil
	})
	if err != nil {
		return err
	}
	var c activity.ActionChange
	var of uuid.UUID
	var what string
	var due, done *time.Time
	return r.each(ctx, rebuildChanges, ids, []any{&c.ID, &of, &c.At, &c.By, &what, &due, &done}, func() error {
		at := where[of]
		action := &records[at.record].Actions[at.n]
		action.History = append(action.History, activity.ActionChange{ID: c.ID, At: c.At.UTC(), By: c.By, What: activity.ActionWhat(what), DueWas: midnight(deref(due)), DoneOn: midnight(deref(done))})
		return nil
	})
}

// named gives those who came the ids that a version does not keep.
func (r *rebuild) named(c activity.Content) activity.Content {
	m, ok := c.Detail.(activity.Meeting)
	if !ok {
		return c
	}
	for i, l := range m.Attendance {
		if l.Person != "" {
			m.Attendance[i].PersonID = r.people[personKey{l.Agency, strings.ToLower(strings.TrimSpace(l.Person))}]
		}
	}
	return c
}

// standing makes again what standing facts have left, from their history.
func (r *rebuild) standing(ctx context.Context, ids []uuid.UUID, made map[uuid.UUID]fact.Ledger) error {
	var on uuid.UUID
	var at time.Time
	var text string
	return r.each(ctx, rebuildStanding, ids, []any{&on, &at, &text}, func() error {
		var kept []factJSON
		if err := json.Unmarshal([]byte(text), &kept); err != nil {
			return fmt.Errorf("history of %s: %w", on, err)
		}
		facts := make([]fact.Fact, 0, len(kept))
		for _, k := range kept {
			f, err := k.read(on)
			if err != nil {
				return fmt.Errorf("history of %s: %w", on, err)
			}
			facts = append(facts, f)
		}
		made[on] = made[on].Set(at, facts)
		return nil
	})
}

// pairs makes again what pairs of records that look like one have left.
func (r *rebuild) pairs(ctx context.Context, ids []uuid.UUID, made map[uuid.UUID]fact.Ledger) error {
	var d activity.Duplicate
	var settledAt *time.Time
	var said string
	return r.each(ctx, rebuildPairs, ids, []any{&d.ID, &d.FoundAt, &settledAt, &said}, func() error {
		open := activity.Duplicate{ID: d.ID, FoundAt: d.FoundAt.UTC()}
		settled := open
		settled.Settled, settled.SettledAt = activity.Settled(said), deref(settledAt).UTC()
		switch {
		case settledAt == nil:
			made[d.ID] = made[d.ID].Set(open.FoundAt, open.Facts())
		case settledAt.Equal(d.FoundAt): // decided before it was saved
			made[d.ID] = made[d.ID].Set(open.FoundAt, settled.Facts())
		default:
			made[d.ID] = made[d.ID].Set(open.FoundAt, open.Facts()).Set(settled.SettledAt, settled.Facts())
		}
		return nil
	})
}

func (r *rebuild) each(ctx context.Context, sql string, ids []uuid.UUID, into []any, fn func() error) error {
	rows, err := r.tx.Query(ctx, sql, r.partnership, ids)
	if err != nil {
		return err
	}
	_, err = pgx.ForEachRow(rows, into, fn)
	return err
}
