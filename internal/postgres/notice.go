package postgres

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/fault"
	"liaison/internal/notice"
)

// Notices implements notice.Store.
type Notices struct{ *DB }

var _ notice.Store = Notices{}

// mostNotices is how many of each sort of matter are read at once.
const mostNotices = 200

// knownMatters is all of coordination that may concern who, $2 of the agency $3,
// on the day $4, in one question: who is told is decided afterwards, so what is
// read is only narrowed by what nobody at all would be told of. What was put away
// comes with it. $5 to $10 are days ahead, or what the checklist says where the
// partnership set nothing else.
const knownMatters = `
	(SELECT 'action' AS what, x.id, x.ref, x.what AS title, '' AS asking, a.marking <> 'OFFICIAL' AS sensitive, x.agency_id AS agency, g.name AS agency_name, g.slug AS agency_slug,
		x.owner, x.due AS day, (x.created_at AT TIME ZONE 'Europe/London')::date AS since, false AS new
	FROM action x JOIN activity a ON a.partnership_id = x.partnership_id AND a.id = x.activity_id JOIN agency g ON g.id = x.agency_id
	WHERE x.partnership_id = $1 AND x.state = 'open' AND a.withdrawn_at IS NULL AND a.reported_at IS NULL
		AND (x.due < $4::date OR (x.owner = $2 OR x.agency_id = $3) AND (x.due <= $4::date + $5::int OR x.created_at > $4::date - $6::int - 1))
	ORDER BY (x.owner = $2 OR x.agency_id = $3) IS TRUE DESC, x.due, x.id LIMIT $13)
	UNION ALL
	(SELECT 'request', a.id, a.ref, coalesce(n.title, ''), coalesce((SELECT string_agg(h.name, ', ' ORDER BY h.name) FROM share_recipient r JOIN agency h ON h.id = r.agency_id
			WHERE r.partnership_id = a.partnership_id AND r.activity_id = a.id), ''), a.marking <> 'OFFICIAL', s.from_agency_id, g.name, g.slug,
		NULL, s.due_on, coalesce(s.asked_on, a.occurred_on), s.acknowledged_on IS NULL
	FROM share s JOIN activity a ON a.partnership_id = s.partnership_id AND a.id = s.activity_id JOIN agency g ON g.id = s.from_agency_id
	LEFT JOIN need n ON n.partnership_id = s.partnership_id AND n.id = s.need_id
	WHERE s.partnership_id = $1 AND s.outcome = 'open' AND s.direction = 'requested' AND a.withdrawn_at IS NULL AND a.reported_at IS NULL
		AND (s.from_agency_id = $3 OR s.due_on < $4::date)
	ORDER BY s.from_agency_id = $3 DESC, s.due_on, a.id LIMIT $13)
	UNION ALL
	(SELECT 'goals', o.id, 'version ' || o.version, '', '', false, 0, '', '', NULL, o.from_day, o.from_day, false
	FROM goals o WHERE o.partnership_id = $1
		AND o.version = (SELECT max(v.version) FROM goals v WHERE v.partnership_id = $1 AND v.from_day <= $4::date)
		AND NOT EXISTS (SELECT FROM acknowledgement k WHERE k.partnership_id = $1 AND k.goals_id = o.id AND k.account_id = $2))
	UNION ALL
	(SELECT w.what, t.id, t.number, t.name, '', false, 0, '', '', NULL, w.day, t.from_day, false
	FROM agreement t CROSS JOIN LATERAL (VALUES ('agreement', t.to_day, $8::int), ('agreement_review', t.review_on, $7::int)) w (what, day, ahead)
	WHERE t.partnership_id = $1 AND t.closed_why IS NULL AND (t.to_day IS NULL OR t.to_day >= $4::date) AND w.day <= $4::date + w.ahead
	ORDER BY w.day, t.id LIMIT $13)
	UNION ALL
	(SELECT 'system_review', y.id, '', y.name, '', y.intelligence, y.agency_id, y.agency_name, y.agency_slug, NULL, y.day, y.day, false
	FROM (SELECT s.*, g.name AS agency_name, g.slug AS agency_slug,
			coalesce((SELECT max(v.on_day) FROM system_review v WHERE v.partnership_id = s.partnership_id AND v.system_id = s.id), s.from_day)
			+ coalesce((SELECT trunc((q ->> 'value')::numeric)::int FROM finding f CROSS JOIN LATERAL jsonb_array_elements(f.parameters) q
				WHERE f.partnership_id = $1 AND f.item = 'CON-4' AND f.day BETWEEN $4::date - 3 AND $4::date AND q ->> 'name' = 'reviewed' ORDER BY f.day DESC LIMIT 1), $9::int) AS day
		FROM system s JOIN agency g ON g.id = s.agency_id WHERE s.partnership_id = $1 AND s.closed_why IS NULL AND (s.to_day IS NULL OR s.to_day >= $4::date)) y
	WHERE y.day <= $4::date + $11::int ORDER BY y.day, y.id LIMIT $13)
	UNION ALL
	(SELECT 'need_review', z.id, '', z.title, '', false, coalesce(z.agency_id, 0), '', '', NULL, z.day, z.reviewed_on, false
	FROM (SELECT n.*, (n.reviewed_on + make_interval(months =>
			coalesce((SELECT trunc((q ->> 'value')::numeric)::int FROM finding f CROSS JOIN LATERAL jsonb_array_elements(f.parameters) q
				WHERE f.partnership_id = $1 AND f.item = 'TRN-3' AND f.day BETWEEN $4::date - 3 AND $4::date AND q ->> 'name' = 'reviewed' ORDER BY f.day DESC LIMIT 1), $10::int)))::date AS day
		FROM need n WHERE n.partnership_id = $1 AND n.closed_why IS NULL AND n.from_day <= $4::date AND (n.to_day IS NULL OR n.to_day >= $4::date)) z
	WHERE z.day <= $4::date + $11::int ORDER BY z.day, z.id LIMIT $13)
	UNION ALL
	(SELECT 'item_review', NULL, l.item, '', '', false, 0, '', '', NULL, l.review_on, l.at::date, false
	FROM (SELECT DISTINCT ON (item) item, review_on, at FROM assessment WHERE partnership_id = $1 ORDER BY item, at DESC, id) l
	WHERE l.review_on <= $4::date + $11::int)
	UNION ALL
	(SELECT 'evidence', NULL, f.item, '', '', false, 0, '', '', NULL, f.newest, f.newest, false
	FROM finding f WHERE f.partnership_id = $1 AND f.freshness = 'current'
		AND f.day = (SELECT max(l.day) FROM finding l WHERE l.partnership_id = $1 AND l.day BETWEEN $4::date - 3 AND $4::date))
	UNION ALL
	(SELECT 'stream', m.id, '', m.name, '', false, 0, '', '', NULL, m.to_day, m.from_day, false
	FROM stream m WHERE m.partnership_id = $1 AND m.closed_why IS NULL AND m.confirmed AND m.to_day BETWEEN $4::date AND ($4::date + make_interval(months => $12::int))::date
	ORDER BY m.to_day, m.id LIMIT $13)
	UNION ALL
	(SELECT 'absence', NULL, '', '', '', false, g.id, g.name, g.slug, NULL, max(h.day), max(h.day), false
	FROM (SELECT source, day FROM fact WHERE partnership_id = $1 AND kind = 'meeting' AND day <= $4::date AND known_to IS NULL ORDER BY day DESC, source DESC LIMIT 2) h
	JOIN fact f ON f.partnership_id = $1 AND f.source = h.source AND f.kind = 'attendance' AND f.known_to IS NULL AND f.flags && '{apologies,absent}'
	JOIN partnership_agency p ON p.partnership_id = $1 AND p.agency_id = f.agency_id AND p.joined_on <= $4::date AND (p.left_on IS NULL OR p.left_on > $4::date)
	JOIN agency g ON g.id = f.agency_id
	GROUP BY g.id, g.name, g.slug HAVING count(DISTINCT h.source) = 2)
	UNION ALL
	(SELECT 'attestation', NULL, '', '', '', false, 0, '', '', NULL, q.last, q.first, false FROM ` + thisQuarter + ` q
	WHERE NOT EXISTS (SELECT FROM strand_use u WHERE u.partnership_id = $1 AND u.strand = 'intelligence' AND u.approved)
		AND NOT EXISTS (SELECT FROM attestation a WHERE a.partnership_id = $1 AND a.quarter = q.first))
	UNION ALL
	(SELECT 'pulse', r.id, '', '', '', false, CASE WHEN EXISTS (SELECT FROM representative s WHERE s.partnership_id = $1 AND s.agency_id = $3
			AND s.from_day <= r.opens_on AND (s.to_day IS NULL OR s.to_day >= r.opens_on)) THEN $3 ELSE 0 END, '', '', NULL, r.closes_on, r.opens_on, coalesce(coordination.pulse_waits(r.id), false)
	FROM pulse_round r WHERE r.partnership_id = $1 AND r.published_at IS NULL AND $4::date BETWEEN r.opens_on AND r.closes_on)
	UNION ALL
	(` + knownProposals + `)
	UNION ALL
	(` + knownDrafts + `)
	UNION ALL
	(SELECT 'away', NULL, w.notice, w.state, '', false, 0, '', '', NULL, NULL, $4::date, false FROM notice_away w WHERE w.partnership_id = $1 AND w.account_id = $2 LIMIT 1000)`

// knownProposals is what waits for a second person's decision, in the same
// columns, with who proposed it as its owner.
const knownProposals = `SELECT q.what, q.id, q.ref, q.title, '' AS asking, false AS sensitive, 0 AS agency, '' AS agency_name, '' AS agency_slug,
		q.by AS owner, NULL::date AS day, (q.at AT TIME ZONE 'Europe/London')::date AS since, false AS new
	FROM (
		SELECT 'initiative' AS what, id, 'version ' || version AS ref, name AS title, proposed_by AS by, proposed_at AS at
		FROM initiative WHERE partnership_id = $1 AND approved_by IS NULL AND refused_by IS NULL
		UNION ALL SELECT 'threshold', id, item, '', proposed_by, proposed_at FROM threshold WHERE partnership_id = $1 AND outcome IS NULL
		UNION ALL SELECT 'area', id, '', strand, proposed_by, proposed_at FROM strand_use WHERE partnership_id = $1 AND decided_by IS NULL
		UNION ALL SELECT 'pairs', id, 'version ' || version, '', proposed_by, proposed_at FROM pair_list WHERE partnership_id = $1 AND decided_by IS NULL
		UNION ALL SELECT 'ceiling', id, '', '', proposed_by, proposed_at FROM ceiling WHERE partnership_id = $1 AND decided_by IS NULL
		UNION ALL SELECT 'ceiling_recall', id, '', '', recall_by, recall_at FROM ceiling WHERE partnership_id = $1 AND recall = 'proposed'
	) q
	UNION ALL
	(SELECT 'funding', x.id, '', x.what, '', false, x.agency_id, g.name, g.slug, x.asked_by, NULL, x.asked_on, false
	FROM funding_request x JOIN agency g ON g.id = x.agency_id WHERE x.partnership_id = $1 AND x.decided_on IS NULL AND x.struck_at IS NULL AND $2 <> ALL (x.correctors) ORDER BY x.asked_on, x.id LIMIT 200)`

// thisQuarter is the quarter of the day $4, from its first day to its last: no
// row for who may not read the partnership $1, since that something is not there
// is told of it.
const thisQuarter = `(SELECT w.first, (w.first + interval '3 months' - interval '1 day')::date AS last FROM (SELECT date_trunc('quarter', $4::timestamp)::date AS first) w
		WHERE $1::int = ANY ((SELECT sec.partnerships())::int[]))`

// knownAttestation is that the lead $2 of an area that is held by grant has
// nothing attested there for the quarter of $4, in the same columns.
const knownAttestation = `SELECT 'attestation' AS what, NULL::uuid AS id, '' AS ref, '' AS title, '' AS asking, false AS sensitive, 0 AS agency, '' AS agency_name, '' AS agency_slug,
		$2::uuid AS owner, q.last AS day, q.first AS since, false AS new
	FROM ` + thisQuarter + ` q WHERE $3::int IS NOT NULL AND NOT EXISTS (SELECT FROM attestation a WHERE a.partnership_id = $1 AND a.quarter = q.first)`

// knownGrants are roles that were proposed for others than who asks, $2, who
// takes part today, in the same columns and without saying whose or which: that
// is on the page of each.
const knownGrants = `SELECT 'grant' AS what, id, '' AS ref, '' AS title, '' AS asking, false AS sensitive, 0 AS agency, '' AS agency_name, '' AS agency_slug,
		proposed_by AS owner, NULL::date AS day, (created_at AT TIME ZONE 'Europe/London')::date AS since, false AS new
	FROM identity.grant_proposal WHERE partnership_id = $1 AND account_id <> $2 AND decided_at IS NULL
		AND EXISTS (SELECT FROM identity.membership m JOIN identity.account a ON a.id = m.account_id
			WHERE m.account_id = $2 AND m.partnership_id = $1 AND m.held @> sec.today() AND a.disabled_at IS NULL)
	ORDER BY created_at, id LIMIT 50`

// knownDrafts are a person's own, in the same columns.
const knownDrafts = `SELECT 'draft' AS what, d.id, '' AS ref, '' AS title, '' AS asking, false AS sensitive, 0 AS agency, '' AS agency_name, '' AS agency_slug,
		d.author AS owner, (d.updated_at AT TIME ZONE 'Europe/London')::date AS day, (d.created_at AT TIME ZONE 'Europe/London')::date AS since, false AS new
	FROM draft d WHERE d.partnership_id = $1 AND d.author = $2 AND d.used_at IS NULL AND d.address IS NULL AND d.updated_at < $4::date LIMIT 50`

type matterRow struct {
	What       string
	ID         *uuid.UUID
	Ref        string
	Title      string
	Asking     string
	Sensitive  bool
	Agency     int
	AgencyName string
	AgencySlug string
	Owner      *uuid.UUID
	Day        *time.Time
	Since      time.Time
	New        bool
}

func (r matterRow) read(in access.Strand) notice.Matter {
	return notice.Matter{
		What: notice.What(r.What), ID: deref(r.ID), Ref: r.Ref, Title: r.Title, From: r.Asking, Sensitive: r.Sensitive, Strand: in,
		Agency: r.Agency, AgencyName: r.AgencyName, AgencySlug: r.AgencySlug, Owner: deref(r.Owner),
		Day: midnight(deref(r.Day)), Since: midnight(r.Since), New: r.New,
	}
}

// away stands among the matters for what was put away.
const away = "away"

// Known implements notice.Store.
func (s Notices) Known(ctx context.Context, who access.Actor, t notice.Terms, today time.Time) (notice.Known, error) {
	k, err := s.known(ctx, who, t, today)
	if err != nil {
		return k, err
	}
	grants, err := s.grants(ctx, who)
	if err != nil {
		return notice.Known{}, err
	}
	k.Matters = append(k.Matters, grants...)
	for _, own := range []struct {
		do access.Action
		by string
	}{
		{access.LogOutreach, `SELECT * FROM (` + knownDrafts + `) d WHERE $3::int IS NOT NULL`},
		{access.AttestSeparation, knownAttestation},
	} {
		if !s.guard.Anywhere(who, own.do, access.Outreach) || !s.Serves(access.Outreach) {
			continue
		}
		rows, err := query[matterRow](ctx, s.DB, who, access.Outreach, own.by, who.Partnership, who.ID, who.Agency, today)
		if err != nil {
			return notice.Known{}, err
		}
		for _, r := range rows {
			k.Matters = append(k.Matters, r.read(access.Outreach))
		}
	}
	return k, nil
}

// Proposals implements notice.Store.
func (s Notices) Proposals(ctx context.Context, who access.Actor) ([]notice.Matter, error) {
	if err := s.guard.Check(who, access.ReadNotices, access.Scope{Strand: access.Coordination, Partnership: who.Partnership}); err != nil {
		return nil, err
	}
	rows, err := query[matterRow](ctx, s.DB, who, access.Coordination, knownProposals, who.Partnership, who.ID)
	if err != nil {
		return nil, err
	}
	grants, err := s.grants(ctx, who)
	all := make([]notice.Matter, 0, len(rows)+len(grants))
	for _, r := range rows {
		all = append(all, r.read(access.Coordination))
	}
	return append(all, grants...), err
}

// grants are the roles that wait for a decision, where who may decide on any.
func (s Notices) grants(ctx context.Context, who access.Actor) ([]notice.Matter, error) {
	if !s.guard.Anywhere(who, access.ApproveGrant, access.Identity) {
		return nil, nil
	}
	rows, err := query[matterRow](ctx, s.DB, who, access.Identity, knownGrants, who.Partnership, who.ID)
	if err != nil {
		return nil, err
	}
	all := make([]notice.Matter, 0, len(rows))
	for _, r := range rows {
		all = append(all, r.read(access.Identity))
	}
	return all, nil
}

// known reads what is known of coordination.
func (db *DB) known(ctx context.Context, who access.Actor, t notice.Terms, today time.Time) (notice.Known, error) {
	var k notice.Known
	if err := db.guard.Check(who, access.ReadNotices, access.Scope{Strand: access.Coordination, Partnership: who.Partnership}); err != nil {
		return k, err
	}
	rows, err := query[matterRow](ctx, db, who, access.Coordination, knownMatters, who.Partnership, who.ID, who.Agency, today,
		notice.SoonDays, notice.AssignedDays, notice.AgreementDays, notice.EndingDays, t.ReviewedDays, t.NeedMonths, notice.ReviewDays, t.CliffMonths, mostNotices)
	if err != nil {
		return k, err
	}
	for _, r := range rows {
		if r.What == away {
			k.Away = append(k.Away, notice.Away{Key: r.Ref, State: r.Title})
			continue
		}
		k.Matters = append(k.Matters, r.read(access.Coordination))
	}
	return k, nil
}

const (
	dropAway = `DELETE FROM notice_away WHERE partnership_id = ? AND account_id = ? AND notice = ?`
	addAway  = `INSERT INTO notice_away (partnership_id, account_id, notice, state, at) VALUES (?, ?, ?, ?, ?)`
)

// PutAway implements notice.Store.
func (s Notices) PutAway(ctx context.Context, who access.Actor, a notice.Away) error {
	return s.away(ctx, who, a.Key, "put away", func(tx *gorm.DB) error {
		if err := tx.Exec(dropAway, who.Partnership, who.ID, a.Key).Error; err != nil {
			return err
		}
		return tx.Exec(addAway, who.Partnership, who.ID, a.Key, a.State, s.now()).Error
	})
}

// BringBack implements notice.Store.
func (s Notices) BringBack(ctx context.Context, who access.Actor, key string) error {
	return s.away(ctx, who, key, "brought back", func(tx *gorm.DB) error {
		gone := tx.Exec(dropAway, who.Partnership, who.ID, key)
		if gone.Error == nil && gone.RowsAffected != 1 {
			return fault.Missing()
		}
		return gone.Error
	})
}

func (s Notices) away(ctx context.Context, who access.Actor, key, did string, fn func(tx *gorm.DB) error) error {
	return s.as(ctx, who, access.Coordination, func(tx *gorm.DB) error {
		if err := s.guard.Check(who, access.ReadNotices, access.Scope{Strand: access.Coordination, Partnership: who.Partnership}); err != nil {
			return err
		}
		if err := fn(tx); err != nil {
			return err
		}
		return s.record(tx, who, access.Coordination, audit.Event{Act: audit.Alter, Did: access.ReadNotices, Kind: "notice", On: key, Detail: did})
	})
}
