package postgres

import (
	"context"
	"time"

	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/partnership"
)

// setupOn counts what the five steps ask for on the day $2. A meeting is
// counted by its fact, which a withdrawn or hidden one has not.
const setupOn = `SELECT
	(SELECT count(DISTINCT agency_id)::int FROM partnership_agency WHERE partnership_id = $1 AND joined_on <= $2 AND (left_on IS NULL OR left_on >= $2)) AS agencies,
	(SELECT count(DISTINCT m.agency_id)::int FROM partnership_agency m
		JOIN representative r ON r.partnership_id = m.partnership_id AND r.agency_id = m.agency_id AND NOT r.deputy AND r.from_day <= $2 AND (r.to_day IS NULL OR r.to_day >= $2)
		WHERE m.partnership_id = $1 AND m.joined_on <= $2 AND (m.left_on IS NULL OR m.left_on >= $2)) AS represented,
	(SELECT count(*)::int FROM agreement WHERE partnership_id = $1) AS agreements,
	(SELECT count(*)::int FROM goals WHERE partnership_id = $1) AS goals,
	(SELECT count(*)::int FROM (SELECT FROM fact WHERE partnership_id = $1 AND kind = 'meeting' AND known_to IS NULL LIMIT 1) f) AS meetings`

type setupRow struct{ Agencies, Represented, Agreements, Goals, Meetings int }

// Setup implements partnership.SetupStore.
func (s Partnerships) Setup(ctx context.Context, who access.Actor, day time.Time) (partnership.Setup, error) {
	rows, err := query[setupRow](ctx, s.DB, who, access.Coordination, setupOn, who.Partnership, day)
	if err != nil || len(rows) == 0 {
		return partnership.Setup{}, err
	}
	return partnership.Setup(rows[0]), nil
}

type detailsRow struct {
	ID           int `gorm:"primaryKey"`
	Name         string
	Short        string
	Calendar     string
	CalendarName string `gorm:"->"`
	ReferralText string
}

func (detailsRow) TableName() string { return "partnership" }

func (r detailsRow) read() partnership.Details {
	return partnership.Details{Partnership: r.ID, Name: r.Name, Short: r.Short, Calendar: partnership.Calendar{Code: r.Calendar, Name: r.CalendarName}, Referral: r.ReferralText}
}

const detailsOf = `SELECT p.id, p.name, p.short, p.calendar, c.name AS calendar_name, p.referral_text FROM partnership p JOIN calendar c ON c.code = p.calendar WHERE p.id = ?`

// Details implements partnership.SetupStore.
func (s Partnerships) Details(ctx context.Context, who access.Actor) (partnership.Details, error) {
	var d partnership.Details
	err := s.as(ctx, who, access.Coordination, func(tx *gorm.DB) error {
		row, err := sole[detailsRow](tx, detailsOf, who.Partnership)
		d = row.read()
		return err
	})
	return d, err
}

// ChangeDetails implements partnership.SetupStore.
func (s Partnerships) ChangeDetails(ctx context.Context, who access.Actor, ch access.Change[partnership.Details]) error {
	return s.keep(ctx, who, ch.Do, 0, func(tx *gorm.DB) (kept, error) {
		row, err := sole[detailsRow](tx, detailsOf+` FOR UPDATE OF p`, who.Partnership)
		if err != nil {
			return kept{}, err
		}
		was := row.read()
		is := was
		if err := ch.Apply(&is); err != nil {
			return kept{}, err
		}
		row.Name, row.Short, row.Calendar, row.ReferralText = is.Name, is.Short, is.Calendar.Code, is.Referral
		return kept{act: audit.Alter, register: "partnership", on: is.Source(), said: is.Changes(was)}, save(tx, &row, "name", "short", "calendar", "referral_text")
	})
}

const calendarsKept = `SELECT c.code, c.name, max(h.day) AS until FROM shared.calendar c JOIN shared.holiday h ON h.calendar = c.code GROUP BY c.code ORDER BY c.name`

type knownCalendarRow struct {
	Code, Name string
	Until      time.Time
}

func (r knownCalendarRow) read() partnership.KnownCalendar {
	return partnership.KnownCalendar{Calendar: partnership.Calendar{Code: r.Code, Name: r.Name}, Until: midnight(r.Until)}
}

// Calendars implements partnership.SetupStore.
func (s Partnerships) Calendars(ctx context.Context, who access.Actor) ([]partnership.KnownCalendar, error) {
	rows, err := query[knownCalendarRow](ctx, s.DB, who, access.Coordination, calendarsKept)
	return readAll(rows, knownCalendarRow.read), err
}

// registersOn counts every kind of standing fact as it stands on the day $2,
// and says when each last changed: by its history, and by its own rows for what
// keeps its history in them.
const registersOn = `
	WITH told AS (SELECT what, max(at) AS at FROM standing_change WHERE partnership_id = $1 GROUP BY what),
	counted (key, words, own, count) AS (VALUES
		('agency', ARRAY['agency'], NULL::timestamptz,
			(SELECT count(*) FROM partnership_agency WHERE partnership_id = $1 AND joined_on <= $2 AND (left_on IS NULL OR left_on >= $2))),
		('representative', ARRAY['representative'], NULL,
			(SELECT count(*) FROM representative WHERE partnership_id = $1 AND NOT deputy AND from_day <= $2 AND (to_day IS NULL OR to_day >= $2))),
		('series', ARRAY['series'], NULL,
			(SELECT count(*) FROM series WHERE partnership_id = $1 AND from_day <= $2 AND (to_day IS NULL OR to_day >= $2))),
		('appointment', ARRAY['appointment'], (SELECT max(recorded_at) FROM appointment WHERE partnership_id = $1),
			(SELECT count(*) FROM appointment WHERE partnership_id = $1)),
		('leader', ARRAY['leader'], NULL,
			(SELECT count(*) FROM leader WHERE partnership_id = $1 AND from_day <= $2 AND (to_day IS NULL OR to_day >= $2))),
		('escalation', ARRAY['escalation'], NULL,
			(SELECT count(*) FROM escalation WHERE partnership_id = $1 AND answered_on IS NULL)),
		('goals', ARRAY['goals', 'acknowledgement'], NULL,
			(SELECT count(*) FROM goals WHERE partnership_id = $1)),
		('initiative', ARRAY['initiative'], (SELECT max(greatest(proposed_at, approved_at, refused_at)) FROM initiative WHERE partnership_id = $1),
			(SELECT count(*) FROM initiative WHERE partnership_id = $1)),
		('pair', ARRAY['pair'], NULL, (SELECT count(*) FROM pair_list WHERE partnership_id = $1)),
		('intensity', ARRAY['intensity'], NULL, (SELECT count(DISTINCT (agency_id, other_id)) FROM intensity WHERE partnership_id = $1)),
		('need', ARRAY['need'], NULL, (SELECT count(*) FROM need WHERE partnership_id = $1)),
		('product', ARRAY['product'], NULL, (SELECT count(*) FROM product WHERE partnership_id = $1)),
		('agreement', ARRAY['agreement'], NULL, (SELECT count(*) FROM agreement WHERE partnership_id = $1)),
		('funding', ARRAY['stream', 'spend', 'funding_request'], NULL, (SELECT count(*) FROM stream WHERE partnership_id = $1)),
		('cost', ARRAY['cost', 'ceiling'], NULL, (SELECT count(*) FROM cost WHERE partnership_id = $1 AND struck_at IS NULL)),
		('system', ARRAY['system', 'reach', 'system_review'], NULL, (SELECT count(*) FROM system WHERE partnership_id = $1)),
		('strand', ARRAY['strand'], NULL, (SELECT count(*) + 1 FROM strand_use WHERE partnership_id = $1 AND approved)), -- and coordination
		('partnership', ARRAY['partnership'], NULL, 1)
	)
	SELECT c.key, c.count::int AS count, greatest(c.own, (SELECT max(t.at) FROM told t WHERE t.what = ANY (c.words))) AS changed FROM counted c`

type registerRow struct {
	Key     string
	Count   int
	Changed *time.Time
}

// Registers implements partnership.SetupStore.
func (s Partnerships) Registers(ctx context.Context, who access.Actor, day time.Time) ([]partnership.Register, error) {
	rows, err := query[registerRow](ctx, s.DB, who, access.Coordination, registersOn, who.Partnership, day)
	return readAll(rows, func(r registerRow) partnership.Register {
		return partnership.Register{Key: r.Key, Count: r.Count, Changed: moment(r.Changed)}
	}), err
}
