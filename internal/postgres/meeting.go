package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/fault"
)

// meetingRow is what a coordination meeting has beyond an activity.
type meetingRow struct {
	ActivityID    uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	SeriesID      *uuid.UUID
	SeriesName    string `gorm:"->"`
	AfterID       *uuid.UUID
	AfterRef      string     `gorm:"->"`
	AfterDay      *time.Time `gorm:"->"`
	Mode          string
	Place         string
	StartsAt      *string
	Others        string
	Initiative    bool

	Status          string
	Chair           string
	Quorum          *int
	AgendaSentOn    *time.Time
	MinutesDueOn    *time.Time
	MinutesSentOn   *time.Time
	MinutesAgreedOn *time.Time
	CancelledWhy    *string
}

func (meetingRow) TableName() string { return "meeting" }

type attendanceRow struct {
	ActivityID      uuid.UUID `gorm:"primaryKey"`
	PartnershipID   int
	AgencyID        int    `gorm:"primaryKey;autoIncrement:false"`
	AgencyName      string `gorm:"->"`
	Person          string `gorm:"->"`
	Position        int
	State           string
	PersonID        *uuid.UUID
	Named           bool
	Why             *string
	InformationSent bool
}

func (attendanceRow) TableName() string { return "attendance" }

type decisionRow struct {
	ActivityID    uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	Position      int `gorm:"primaryKey;autoIncrement:false"`
	What          string
	Rationale     string
	Dissent       string
}

func (decisionRow) TableName() string { return "decision" }

type attenderRow struct {
	ID            uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	AgencyID      int
	Name          string
}

func (attenderRow) TableName() string { return "person" }

// saveMeeting writes the meeting and its attendance as they now are, and tells
// a who its people are.
func (s Activities) saveMeeting(tx *gorm.DB, a *activity.Activity) error {
	m := activity.Part[activity.Meeting](a.Content)
	if err := knowPeople(tx, *a, &m); err != nil {
		return err
	}
	a.Content.Detail = m
	row := meetingRow{
		ActivityID: a.ID, PartnershipID: a.Partnership, SeriesID: orNull(m.Series), AfterID: orNull(m.After), Mode: string(m.Mode), Place: m.Place, Others: m.Others, Initiative: m.Initiative,
		Status: string(m.Status), Chair: m.Chair, Quorum: orNull(m.Quorum), AgendaSentOn: orNull(m.AgendaSent), MinutesDueOn: orNull(m.MinutesDue),
		MinutesSentOn: orNull(m.MinutesSent), MinutesAgreedOn: orNull(m.MinutesAgreed), CancelledWhy: maybe(m.CancelledWhy),
	}
	if a.Content.Start >= 0 {
		at := time.Time{}.Add(a.Content.Start).Format(time.TimeOnly)
		row.StartsAt = &at
	}
	// What it was planned from is written once.
	again := clause.OnConflict{Columns: []clause.Column{{Name: "activity_id"}}, DoUpdates: clause.AssignmentColumns([]string{
		"series_id", "mode", "place", "starts_at", "others", "initiative", "status", "chair", "quorum", "agenda_sent_on", "minutes_due_on", "minutes_sent_on", "minutes_agreed_on", "cancelled_why",
	})}
	if err := tx.Clauses(again).Create(&row).Error; err != nil {
		return err
	}
	if err := saveDecisions(tx, *a, m); err != nil {
		return err
	}
	var lines []attendanceRow
	invited := []int{0}
	for i, l := range m.Attendance {
		invited = append(invited, l.Agency)
		lines = append(lines, attendanceRow{
			ActivityID: a.ID, PartnershipID: a.Partnership, AgencyID: l.Agency, Position: i + 1, State: string(l.State),
			PersonID: orNull(l.PersonID), Named: l.Named, Why: maybe(string(l.Why)), InformationSent: l.InformationSent,
		})
	}
	if a.Version > 1 { // a planned meeting is held by those who take part then
		gone := tx.Where("partnership_id = ? AND activity_id = ? AND agency_id NOT IN ?", a.Partnership, a.ID, invited)
		if err := gone.Delete(&attendanceRow{}).Error; err != nil {
			return err
		}
	}
	again = clause.OnConflict{Columns: []clause.Column{{Name: "activity_id"}, {Name: "agency_id"}}, DoUpdates: clause.AssignmentColumns([]string{"position", "state", "person_id", "named", "why", "information_sent"})}
	if len(lines) > 0 {
		if err := tx.Clauses(again).Create(&lines).Error; err != nil {
			return err
		}
	}
	return nil
}

// saveDecisions writes the meeting's decisions as they now are, in their order.
func saveDecisions(tx *gorm.DB, a activity.Activity, m activity.Meeting) error {
	if a.Version > 1 {
		if err := tx.Where("partnership_id = ? AND activity_id = ? AND position > ?", a.Partnership, a.ID, len(m.Decisions)).Delete(&decisionRow{}).Error; err != nil {
			return err
		}
	}
	var rows []decisionRow
	for i, d := range m.Decisions {
		rows = append(rows, decisionRow{ActivityID: a.ID, PartnershipID: a.Partnership, Position: i + 1, What: d.What, Rationale: d.Rationale, Dissent: d.Dissent})
	}
	if len(rows) == 0 {
		return nil
	}
	again := clause.OnConflict{Columns: []clause.Column{{Name: "activity_id"}, {Name: "position"}}, DoUpdates: clause.AssignmentColumns([]string{"what", "rationale", "dissent"})}
	return tx.Clauses(again).Create(&rows).Error
}

// Who people are. The names come as rows of JSON, so that one statement finds
// them all.
const (
	peopleByName = `SELECT p.id, p.agency_id, p.name FROM person p
		JOIN jsonb_to_recordset(?::jsonb) AS t(agency int, name text) ON p.agency_id = t.agency AND p.name_key = lower(btrim(t.name))
		WHERE p.partnership_id = ?`
	namedOn = `SELECT r.agency_id, r.person_id AS id FROM representative r
		WHERE r.partnership_id = ? AND NOT r.deputy AND r.from_day <= ? AND (r.to_day IS NULL OR r.to_day >= ?)`
)

// knowPeople gives each line the id of who came, adding people it meets for
// the first time, and says whether it was the agency's named representative.
func knowPeople(tx *gorm.DB, a activity.Activity, m *activity.Meeting) error {
	type typed struct {
		Agency int    `json:"agency"`
		Name   string `json:"name"`
	}
	var names []typed
	var people []attenderRow
	for _, l := range m.Attendance {
		if l.Person != "" {
			names = append(names, typed{l.Agency, l.Person})
			people = append(people, attenderRow{ID: uuid.New(), PartnershipID: a.Partnership, AgencyID: l.Agency, Name: l.Person})
		}
	}
	if len(people) == 0 {
		return nil
	}
	if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&people).Error; err != nil {
		return err
	}
	asked, err := json.Marshal(names)
	if err != nil {
		return err
	}
	var known, named []attenderRow
	if err := tx.Raw(peopleByName, string(asked), a.Partnership).Scan(&known).Error; err != nil {
		return err
	}
	if err := tx.Raw(namedOn, a.Partnership, a.Content.Day, a.Content.Day).Scan(&named).Error; err != nil {
		return err
	}
	ids, stands := map[int]uuid.UUID{}, map[int]uuid.UUID{}
	for _, p := range known {
		ids[p.AgencyID] = p.ID
	}
	for _, p := range named {
		stands[p.AgencyID] = p.ID
	}
	for i := range m.Attendance {
		l := &m.Attendance[i]
		l.PersonID, l.Named = uuid.Nil, false
		if l.Person == "" {
			continue
		}
		l.PersonID = ids[l.Agency]
		if l.PersonID == uuid.Nil {
			return errors.New("postgres: a person who came is not there")
		}
		l.Named = l.State == activity.Came && stands[l.Agency] == l.PersonID
	}
	return nil
}

// What a meeting has beyond its activity, line by line.
const (
	meetingOf = `SELECT m.activity_id, m.partnership_id, m.series_id, m.after_id, m.mode, m.place, m.starts_at::text AS starts_at, m.others, m.initiative,
		m.status, m.chair, m.quorum, m.agenda_sent_on, m.minutes_due_on, m.minutes_sent_on, m.minutes_agreed_on, m.cancelled_why,
		coalesce((SELECT s.name FROM series s WHERE s.partnership_id = m.partnership_id AND s.id = m.series_id), '') AS series_name,
		coalesce(b.ref, '') AS after_ref, b.occurred_on AS after_day
		FROM meeting m LEFT JOIN activity b ON b.partnership_id = m.partnership_id AND b.id = m.after_id WHERE m.partnership_id = ? AND m.activity_id = ?`
	attendanceOf = `SELECT t.activity_id, t.partnership_id, t.agency_id, g.name AS agency_name, coalesce(p.name, '') AS person, t.position, t.state, t.person_id, t.named, t.why, t.information_sent
		FROM attendance t JOIN shared.agency g ON g.id = t.agency_id LEFT JOIN person p ON p.partnership_id = t.partnership_id AND p.id = t.person_id
		WHERE t.partnership_id = ? AND t.activity_id = ? ORDER BY t.position, t.agency_id`
	decisionsOf = `SELECT position, what, rationale, dissent FROM decision WHERE partnership_id = ? AND activity_id = ? ORDER BY position`
)

// loadMeeting reads what a meeting has beyond its activity.
func loadMeeting(tx *gorm.DB, a *activity.Activity) error {
	row, err := sole[meetingRow](tx, meetingOf, a.Partnership, a.ID)
	if err != nil {
		return err
	}
	a.Content.Start = readClock(row.StartsAt)
	m := activity.Meeting{
		Series: deref(row.SeriesID), SeriesName: row.SeriesName, After: deref(row.AfterID), AfterRef: row.AfterRef, AfterDay: midnight(deref(row.AfterDay)), Place: row.Place, Others: row.Others, Initiative: row.Initiative, Mode: activity.Mode(row.Mode),
		Status: activity.MeetingStatus(row.Status), Chair: row.Chair, Quorum: deref(row.Quorum), AgendaSent: midnight(deref(row.AgendaSentOn)), MinutesDue: midnight(deref(row.MinutesDueOn)),
		MinutesSent: midnight(deref(row.MinutesSentOn)), MinutesAgreed: midnight(deref(row.MinutesAgreedOn)), CancelledWhy: deref(row.CancelledWhy),
	}
	var decisions []decisionRow
	if err := tx.Raw(decisionsOf, a.Partnership, a.ID).Scan(&decisions).Error; err != nil {
		return err
	}
	for _, d := range decisions {
		m.Decisions = append(m.Decisions, activity.Decision{What: d.What, Rationale: d.Rationale, Dissent: d.Dissent})
	}
	var lines []attendanceRow
	if err := tx.Raw(attendanceOf, a.Partnership, a.ID).Scan(&lines).Error; err != nil {
		return err
	}
	for _, l := range lines {
		line := activity.Attendance{
			Agency: l.AgencyID, AgencyName: l.AgencyName, State: activity.State(l.State), Person: l.Person, PersonID: deref(l.PersonID),
			Named: l.Named, InformationSent: l.InformationSent,
		}
		if l.Why != nil {
			line.Why = activity.Why(*l.Why)
		}
		m.Attendance = append(m.Attendance, line)
	}
	a.Content.Detail = m
	return nil
}

// readClock is a time of day as PostgreSQL writes it, or -1 for none.
func readClock(s *string) time.Duration {
	if s == nil {
		return -1
	}
	t, err := time.Parse(time.TimeOnly, *s)
	if err != nil {
		return -1
	}
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
}

// What a meeting is checked against, as it is on a day.
const (
	invitedOn = `SELECT g.id AS agency, g.name, coalesce(p.name, '') AS representative
		FROM shared.partnership_agency m JOIN shared.agency g ON g.id = m.agency_id
		LEFT JOIN representative r ON r.partnership_id = m.partnership_id AND r.agency_id = m.agency_id AND NOT r.deputy AND r.from_day <= $2 AND (r.to_day IS NULL OR r.to_day >= $2)
		LEFT JOIN person p ON p.partnership_id = r.partnership_id AND p.id = r.person_id
		WHERE m.partnership_id = $1 AND m.joined_on <= $2 AND (m.left_on IS NULL OR m.left_on >= $2) ORDER BY g.name, g.id`
	seriesOn = `SELECT id, name, every_days, starts_at::text AS starts_at, place, mode, quorum, minutes_days FROM series
		WHERE partnership_id = $1 AND from_day <= $2 AND (to_day IS NULL OR to_day >= $2) ORDER BY name, id`
	referralOf = `SELECT referral_text FROM shared.partnership WHERE id = $1`
)

type invitedRow struct {
	Agency               int
	Name, Representative string
}

type seriesRow struct {
	ID          uuid.UUID
	Name        string
	EveryDays   int
	StartsAt    *string
	Place, Mode string
	Quorum      *int
	MinutesDays int
}

type referralRow struct{ ReferralText string }

// Setting implements activity.Store.
func (s Activities) Setting(ctx context.Context, who access.Actor, of activity.Kind, day time.Time) (activity.Setting, error) {
	if strand := of.Strand(); strand != access.Coordination {
		return s.strandSetting(ctx, who, strand, day)
	}
	invited, err := s.Agencies(ctx, who, day)
	in := activity.Setting{Today: day, Invited: invited}
	if err != nil {
		return in, err
	}
	series, err := query[seriesRow](ctx, s.DB, who, access.Coordination, seriesOn, who.Partnership, day)
	if err != nil {
		return in, err
	}
	referral, err := query[referralRow](ctx, s.DB, who, access.Coordination, referralOf, who.Partnership)
	if err != nil {
		return in, err
	}
	for _, r := range series {
		in.Series = append(in.Series, activity.Series{ID: r.ID, Name: r.Name, EveryDays: r.EveryDays, Start: readClock(r.StartsAt), Place: r.Place, Mode: activity.Mode(r.Mode), Quorum: deref(r.Quorum), MinutesDays: r.MinutesDays})
	}
	if of == activity.CoordinationMeeting || of == activity.Share {
		if in.Off, err = Partnerships(s).Holidays(ctx, who); err != nil {
			return in, err
		}
	}
	if len(referral) > 0 {
		in.Referral = referral[0].ReferralText
	}
	if of == activity.Share {
		err = s.terms(ctx, who, day, &in)
	}
	if err == nil {
		err = s.trainingSetting(ctx, who, of, &in)
	}
	return in, err
}

// Agencies implements activity.Store.
func (s Activities) Agencies(ctx context.Context, who access.Actor, day time.Time) ([]activity.Invited, error) {
	rows, err := query[invitedRow](ctx, s.DB, who, access.Coordination, invitedOn, who.Partnership, day)
	if err != nil {
		return nil, err
	}
	var all []activity.Invited
	for _, r := range rows {
		if n := len(all); n == 0 || all[n-1].Agency != r.Agency {
			all = append(all, activity.Invited(r))
		}
	}
	return all, nil
}

// lastMeeting is the newest meeting that was held and stands, of one series or of all.
const lastMeeting = `SELECT a.title, a.marking, a.tlp, a.occurred_on, m.series_id, m.mode, m.place, m.starts_at::text AS starts_at, m.chair
	FROM activity a JOIN meeting m ON m.partnership_id = a.partnership_id AND m.activity_id = a.id
	WHERE a.partnership_id = $1 AND a.kind = 'meeting' AND m.status = 'held' AND a.withdrawn_at IS NULL AND a.reported_at IS NULL AND ($2::uuid IS NULL OR m.series_id = $2)
	ORDER BY a.occurred_at DESC, a.id DESC LIMIT 1`

type lastRow struct {
	Title       string
	Marking     string
	Tlp         string
	OccurredOn  time.Time
	SeriesID    *uuid.UUID
	Mode, Place string
	StartsAt    *string
	Chair       string
}

// Last implements activity.Store.
func (s Activities) Last(ctx context.Context, who access.Actor, series uuid.UUID) (activity.Content, error) {
	rows, err := query[lastRow](ctx, s.DB, who, access.Coordination, lastMeeting, who.Partnership, orNull(series))
	if err != nil {
		return activity.Content{}, err
	}
	if len(rows) == 0 {
		return activity.Content{}, fault.Missing()
	}
	r := rows[0]
	return activity.Content{
		Name: r.Title, Marking: activity.Marking(r.Marking), Limit: activity.Limit(r.Tlp), Day: r.OccurredOn.UTC(), Start: readClock(r.StartsAt),
		Detail: activity.Meeting{Series: deref(r.SeriesID), Mode: activity.Mode(r.Mode), Place: r.Place, Chair: r.Chair},
	}, nil
}
