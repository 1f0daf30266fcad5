package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/checklist"
	"liaison/internal/fact"
)

const factColumns = `source, part, kind, day, until, agency_id, other_agency_id, person_id, by_account, number, flags, known_from, known_to`

// ofInitiative is the meeting of a line of attendance k, where it is of the
// initiative. Both are of the same day, by which the index fact_initiative finds
// it. LIMIT, here and below, keeps a plan made for no agency in particular from
// going through all meetings.
const ofInitiative = `SELECT FROM known m WHERE m.kind = 'meeting' AND m.source = k.source AND m.day = k.day AND 'initiative' = ANY (m.flags) LIMIT 1`

// factsFor selects what can bear on any item on the day $2, known at the
// moment $3: the standing kinds $5 whole; of records of the coordinator and the
// deputy the newest ten of each in their time of office; of attendance each
// agency's newest $4 meetings attended, its newest information sent and its
// newest line of any state; the meetings of those, and the newest meeting. Of
// each kind of event $6 it selects what happened, ended or went on since a day,
// and of what lies before that the newest of $7, with all
// else that is known of its record, and of training what was said of it. The same
// fact may come twice.
const factsFor = `
	WITH event AS (SELECT * FROM jsonb_to_recordset($6) AS e(kind text, since date, open boolean, narrow text[])),
	latest AS (SELECT * FROM jsonb_to_recordset($7) AS l(kind text, since date, flags text[])),
	known AS NOT MATERIALIZED (
		SELECT ` + factColumns + ` FROM fact
		WHERE partnership_id = $1 AND known_from <= $3 AND (known_to IS NULL OR known_to > $3)),
	post AS (
		SELECT by_account AS account, day, least(until, $2) AS until FROM known WHERE kind = 'appointment'
		UNION
		SELECT person_id, day, least(until, $2) FROM known WHERE kind = 'appointment' AND person_id IS NOT NULL),
	course AS (
		SELECT day, least(until, $2) AS until FROM known WHERE kind = 'initiative' ORDER BY number DESC LIMIT 1),
	taking_part AS (
		SELECT agency_id FROM known WHERE kind IN ('baseline', 'partner')
		UNION
		SELECT other_agency_id FROM known WHERE kind = 'partner' AND other_agency_id IS NOT NULL),
	presence AS (
		SELECT p.* FROM taking_part t CROSS JOIN course c CROSS JOIN LATERAL (
			(SELECT k.* FROM known k CROSS JOIN LATERAL (` + ofInitiative + `) m
				WHERE k.kind = 'attendance' AND k.agency_id = t.agency_id AND k.day BETWEEN c.day AND c.until
				AND k.flags && '{came,substitute}' ORDER BY k.day DESC, k.source DESC LIMIT $4)
			UNION
			(SELECT k.* FROM known k CROSS JOIN LATERAL (` + ofInitiative + `) m
				WHERE k.kind = 'attendance' AND k.agency_id = t.agency_id AND k.day BETWEEN c.day AND c.until
				AND k.flags && '{information_sent}' ORDER BY k.day DESC, k.source DESC LIMIT 1)
			UNION
			(SELECT k.* FROM known k CROSS JOIN LATERAL (` + ofInitiative + `) m
				WHERE k.kind = 'attendance' AND k.agency_id = t.agency_id AND k.day BETWEEN c.day AND c.until
				ORDER BY k.day DESC, k.source DESC LIMIT 1)) p)
	SELECT * FROM known WHERE kind = ANY ($5)
	UNION ALL
	SELECT k.* FROM event e JOIN known k ON k.kind = e.kind AND k.day BETWEEN e.since AND $2 AND (e.narrow IS NULL OR k.flags && e.narrow)
	UNION ALL
	SELECT k.* FROM event e JOIN known k ON k.kind = e.kind AND k.day < e.since AND k.until >= e.since AND (e.narrow IS NULL OR k.flags && e.narrow)
	UNION ALL
	SELECT k.* FROM event e JOIN known k ON e.open AND k.kind = e.kind AND k.day < e.since AND k.until IS NULL AND (e.narrow IS NULL OR k.flags && e.narrow)
		AND k.kind IN ('action', 'duplicate', 'escalation', 'funding_request', 'reach', 'share_asked')
	UNION ALL
	SELECT c.* FROM latest l CROSS JOIN LATERAL (
		SELECT * FROM known k WHERE k.kind = l.kind AND k.day < l.since AND k.flags @> l.flags ORDER BY k.day DESC LIMIT 1) k
		JOIN known c ON c.source IN (k.source, k.by_account)
	UNION ALL
	SELECT r.* FROM latest l CROSS JOIN LATERAL (
		SELECT * FROM known k WHERE k.kind = l.kind AND k.day < l.since AND k.flags @> l.flags ORDER BY k.day DESC LIMIT 1) k
		JOIN known r ON r.kind = 'rating' AND r.day = k.day AND r.by_account = k.source
	WHERE l.kind = 'training'
	UNION ALL
	SELECT r.* FROM post o CROSS JOIN LATERAL (
		SELECT * FROM known k WHERE k.kind = 'recorded' AND k.by_account = o.account AND k.day BETWEEN o.day AND o.until
		ORDER BY k.day DESC, k.source DESC LIMIT 10) r
	UNION ALL
	SELECT * FROM presence
	UNION ALL
	SELECT m.* FROM presence p CROSS JOIN LATERAL (
		SELECT * FROM known k WHERE k.kind = 'meeting' AND k.source = p.source LIMIT 1) m
	UNION ALL
	SELECT n.* FROM course c CROSS JOIN LATERAL (
		SELECT * FROM known k WHERE k.kind = 'meeting' AND 'initiative' = ANY (k.flags) AND k.day BETWEEN c.day AND c.until
		ORDER BY k.day DESC, k.source DESC LIMIT 1) n` + andDerived

// andDerived adds who takes part, which is asked of the memberships themselves,
// and the holidays, which were always known.
const andDerived = `
	UNION ALL
	SELECT id, 0, '` + string(fact.Member) + `', from_day, until, agency_id, NULL, NULL, account_id, NULL, '{}', created_at, NULL
	FROM sec.members($1) WHERE created_at <= $3
	UNION ALL
	SELECT '00000000-0000-0000-0000-000000000000', h.day - '2000-01-01', '` + string(fact.Holiday) + `', h.day, NULL, NULL, NULL, NULL, NULL, NULL, '{}', '2000-01-01', NULL
	FROM partnership p JOIN holiday h ON h.calendar = p.calendar WHERE p.id = $1 AND h.day < $2 + 400`

// eventJSON is what of a kind of event is selected, latestJSON what is looked
// for before that.
type (
	eventJSON struct {
		Kind  fact.Kind   `json:"kind"`
		Since string      `json:"since"`
		Open  bool        `json:"open"`
		Only  []fact.Flag `json:"narrow"`
	}
	latestJSON struct {
		Kind  fact.Kind   `json:"kind"`
		Since string      `json:"since"`
		Flags []fact.Flag `json:"flags"`
	}
)

// readings are what the rules read of events, as the query takes it.
func readings(book *checklist.Book, day time.Time) (events, latest string, err error) {
	var of []eventJSON
	var before []latestJSON
	for _, r := range book.Readings() {
		since := day.AddDate(0, 0, -r.Days).Format(time.DateOnly)
		of = append(of, eventJSON{Kind: r.Kind, Since: since, Open: r.Open, Only: r.Only})
		for _, flags := range r.Newest {
			before = append(before, latestJSON{Kind: r.Kind, Since: since, Flags: flags})
		}
	}
	one, err := json.Marshal(of)
	if err != nil {
		return "", "", err
	}
	other, err := json.Marshal(before)
	return string(one), string(other), err
}

// Stamp implements checklist.Store.
func (s Checklists) Stamp(ctx context.Context, who access.Actor) string { return s.stamp(ctx, who) }

// stamp is how far the log of coordination has come.
func (db *DB) stamp(ctx context.Context, who access.Actor) string {
	rows, err := query[struct{ Stamp string }](ctx, db, who, access.Coordination,
		`SELECT audit.stamp() AS stamp WHERE $1 = ANY ((SELECT sec.partnerships())::int[])`, who.Partnership)
	if err != nil || len(rows) == 0 {
		return "" // without a log nothing is remembered; what is asked next says what is wrong
	}
	return rows[0].Stamp
}

// Facts implements checklist.Store.
func (s Checklists) Facts(ctx context.Context, who access.Actor, book *checklist.Book, day time.Time) ([]fact.Fact, error) {
	events, latest, err := readings(book, day)
	if err != nil {
		return nil, fmt.Errorf("postgres: facts: %w", err)
	}
	facts, err := readFacts(ctx, s.DB, who, factsFor,
		who.Partnership, day, calendar.EndOf(day), book.Meetings(), checklist.StandingKinds(), events, latest)
	if err != nil {
		return nil, err
	}
	return distinct(facts), nil
}

// distinct leaves each fact once.
func distinct(facts []fact.Fact) []fact.Fact {
	type key struct {
		source uuid.UUID
		part   int
		from   int64
	}
	seen := make(map[key]bool, len(facts))
	return slices.DeleteFunc(facts, func(f fact.Fact) bool {
		k := key{f.Source, f.Part, f.KnownFrom.UnixMicro()}
		again := seen[k]
		seen[k] = true
		return again
	})
}
