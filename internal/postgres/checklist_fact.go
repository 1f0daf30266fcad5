package postgres

import (
	"context"
	"time"

	"liaison/internal/access"
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
// moment $3: standing facts whole; of records of the coordinator and the deputy
// the newest ten of each in their time of office; of attendance each agency's
// newest $4 meetings attended, its newest information sent and its newest line
// of any state; the meetings of those, and the newest meeting. The partnership
// may have a million meetings and the answer stays a few hundred rows.
const factsFor = `
	WITH known AS NOT MATERIALIZED (
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
	SELECT * FROM known WHERE kind IN ('appointment', 'initiative', 'baseline', 'partner', 'representative', 'series')
	UNION
	SELECT r.* FROM post o CROSS JOIN LATERAL (
		SELECT * FROM known k WHERE k.kind = 'recorded' AND k.by_account = o.account AND k.day BETWEEN o.day AND o.until
		ORDER BY k.day DESC, k.source DESC LIMIT 10) r
	UNION
	SELECT * FROM presence
	UNION
	SELECT m.* FROM presence p CROSS JOIN LATERAL (
		SELECT * FROM known k WHERE k.kind = 'meeting' AND k.source = p.source LIMIT 1) m
	UNION
	SELECT n.* FROM course c CROSS JOIN LATERAL (
		SELECT * FROM known k WHERE k.kind = 'meeting' AND 'initiative' = ANY (k.flags) AND k.day BETWEEN c.day AND c.until
		ORDER BY k.day DESC, k.source DESC LIMIT 1) n`

// Facts implements checklist.Store.
func (s Checklists) Facts(ctx context.Context, who access.Actor, book *checklist.Book, day time.Time) ([]fact.Fact, error) {
	rows, err := query[factRow](ctx, s.DB, who, access.Coordination, factsFor, who.Partnership, day, checklist.EndOf(day), book.Meetings())
	if err != nil {
		return nil, err
	}
	facts := make([]fact.Fact, len(rows))
	for i, r := range rows {
		facts[i] = r.read()
	}
	return facts, nil
}
