package postgres

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/internal/partnership"
)

type leaderRow struct {
	ID            uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	Post          string
	PersonID      uuid.UUID
	AgencyID      int
	Title         string
	FromDay       time.Time
	ToDay         *time.Time
	Reason        string
	RecordedBy    uuid.UUID
	RecordedAt    time.Time
	EndedBy       *uuid.UUID
	EndReason     *string
	Version       int
}

func (leaderRow) TableName() string { return "leader" }

// namedLeaderRow is a leader with the names of the person and the agency.
type namedLeaderRow struct {
	Row    leaderRow `gorm:"embedded"`
	Person string
	Agency string
	Short  string
}

func (n namedLeaderRow) read() partnership.Leader {
	r := n.Row
	return partnership.Leader{
		ID: r.ID, Post: partnership.LeaderPost(r.Post), Person: partnership.Person{ID: r.PersonID, Name: n.Person},
		Agency: partnership.Agency{ID: r.AgencyID, Name: n.Agency, Short: n.Short}, Title: r.Title,
		From: midnight(r.FromDay), To: midnight(deref(r.ToDay)), Reason: r.Reason,
		By: r.RecordedBy, At: r.RecordedAt.UTC(), EndedBy: deref(r.EndedBy), EndReason: deref(r.EndReason), Version: r.Version,
	}
}

func (r *leaderRow) write(of int, l partnership.Leader) {
	*r = leaderRow{
		ID: l.ID, PartnershipID: of, Post: string(l.Post), PersonID: l.Person.ID, AgencyID: l.Agency.ID, Title: l.Title,
		FromDay: l.From, ToDay: orNull(l.To), Reason: l.Reason, RecordedBy: l.By, RecordedAt: l.At,
		EndedBy: orNull(l.EndedBy), EndReason: orNull(l.EndReason), Version: l.Version,
	}
}

const leadersOf = `SELECT l.*, p.name AS person, a.name AS agency, a.short
	FROM leader l
	JOIN person p ON p.partnership_id = l.partnership_id AND p.id = l.person_id
	JOIN agency a ON a.id = l.agency_id
	WHERE l.partnership_id = ? ORDER BY l.from_day DESC, l.id`

// Leadership implements partnership.LeaderStore.
func (s Partnerships) Leadership(ctx context.Context, who access.Actor) (partnership.Leadership, error) {
	var all partnership.Leadership
	err := s.as(ctx, who, access.Coordination, func(tx *gorm.DB) (err error) {
		all, err = findLeadership(tx, who.Partnership, "")
		return err
	})
	return all, err
}

// findLeadership reads who leads or led. lock is "", or " FOR UPDATE OF l".
func findLeadership(tx *gorm.DB, of int, lock string) (partnership.Leadership, error) {
	var rows []namedLeaderRow
	if err := tx.Raw(leadersOf+lock, of).Scan(&rows).Error; err != nil {
		return partnership.Leadership{}, err
	}
	return partnership.Leadership{Partnership: of, Leaders: readAll(rows, namedLeaderRow.read)}, nil
}

// ChangeLeadership implements partnership.LeaderStore. One who leads is added
// or ended and nothing else, which is what the table's grants allow.
func (s Partnerships) ChangeLeadership(ctx context.Context, who access.Actor, ch access.Change[partnership.Leadership]) error {
	return s.keep(ctx, who, ch.Do, 0, func(tx *gorm.DB) (kept, error) {
		all, err := findLeadership(tx, who.Partnership, " FOR UPDATE OF l")
		if err != nil {
			return kept{}, err
		}
		before := slices.Clone(all.Leaders)
		if err := ch.Apply(&all); err != nil {
			return kept{}, err
		}
		for _, l := range all.Leaders {
			i := slices.IndexFunc(before, func(b partnership.Leader) bool { return b.ID == l.ID })
			if i >= 0 && before[i] == l {
				continue
			}
			post := strings.ToLower(l.Post.Name())
			var row leaderRow
			if i >= 0 {
				row.write(who.Partnership, l)
				return kept{
					act: audit.Alter, register: "leader", on: l.ID, why: l.EndReason, facts: l.Facts(),
					said: l.Person.Name + " is " + post + " until " + l.To.Format("2 January 2006"),
				}, save(tx, &row, "to_day", "ended_by", "end_reason")
			}
			if l.Person.ID, err = personOf(tx, who.Partnership, l.Agency.ID, l.Person.Name); err != nil {
				return kept{}, err
			}
			row.write(who.Partnership, l)
			said := l.Person.Name + " recorded as " + post + " from " + l.From.Format("2 January 2006")
			if !l.To.IsZero() {
				said += " to " + l.To.Format("2 January 2006")
			}
			return kept{act: audit.Collect, register: "leader", on: l.ID, why: l.Reason, facts: l.Facts(), said: said}, tx.Create(&row).Error
		}
		return kept{}, changed() // a change that changes nothing was made of something that is gone
	})
}

// personOf is the person of an agency by name, who is added where nobody there
// has it: the same person as in attendance.
func personOf(tx *gorm.DB, of, agency int, name string) (uuid.UUID, error) {
	if err := tx.Exec(insertPerson, uuid.New(), of, agency, name).Error; err != nil {
		return uuid.Nil, err
	}
	found, err := sole[attenderRow](tx, personByName, of, agency, name)
	return found.ID, err
}

// escalationRow is an escalation as it is kept.
type escalationRow struct {
	ID            uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	ActivityID    *uuid.UUID
	Post          string
	What          string
	RaisedOn      time.Time
	RaisedBy      uuid.UUID
	AnsweredOn    *time.Time
	Answer        string
	AnsweredBy    *uuid.UUID
	Version       int
}

func (escalationRow) TableName() string { return "escalation" }

// foundEscalationRow is one with the reference of the meeting it came from.
type foundEscalationRow struct {
	ID         uuid.UUID
	ActivityID *uuid.UUID
	Post       string
	What       string
	RaisedOn   time.Time
	RaisedBy   uuid.UUID
	AnsweredOn *time.Time
	Answer     string
	AnsweredBy *uuid.UUID
	Version    int
	Ref        string
	Marking    string
	Tlp        string
}

func (r foundEscalationRow) read() partnership.Escalation {
	return partnership.Escalation{
		ID: r.ID, Post: partnership.LeaderPost(r.Post), What: r.What, Meeting: deref(r.ActivityID), MeetingRef: r.Ref, Marking: r.Marking, Limit: r.Tlp,
		Raised: midnight(r.RaisedOn), RaisedBy: r.RaisedBy, Answered: midnight(deref(r.AnsweredOn)), Answer: r.Answer,
		AnsweredBy: deref(r.AnsweredBy), Version: r.Version,
	}
}

func (r *escalationRow) write(of int, e partnership.Escalation) {
	*r = escalationRow{
		ID: e.ID, PartnershipID: of, ActivityID: orNull(e.Meeting), Post: string(e.Post), What: e.What, RaisedOn: e.Raised, RaisedBy: e.RaisedBy,
		AnsweredOn: orNull(e.Answered), Answer: e.Answer, AnsweredBy: orNull(e.AnsweredBy), Version: e.Version,
	}
}

// Escalations are read with nothing of the meeting they came from but its
// reference, which stays when the meeting is hidden, and its handling.
const (
	escalations = `SELECT e.id, e.activity_id, e.post, e.what, e.raised_on, e.raised_by, e.answered_on, e.answer, e.answered_by, e.version,
		coalesce(a.ref, '') AS ref, coalesce(a.marking, '') AS marking, coalesce(a.tlp, '') AS tlp
		FROM escalation e LEFT JOIN activity a ON a.partnership_id = e.partnership_id AND a.id = e.activity_id
		WHERE e.partnership_id = $1 `
	escalationsAll = escalations + `ORDER BY e.answered_on DESC NULLS FIRST, e.raised_on, e.id LIMIT 1000`
	escalationsOf  = escalations + `AND e.activity_id = $2 ORDER BY e.raised_on, e.id LIMIT 100`
	escalationByID = escalations + `AND e.id = $2`
	lockEscalation = `SELECT id, activity_id, post, what, raised_on, raised_by, answered_on, answer, answered_by, version, '' AS ref, '' AS marking, '' AS tlp
		FROM escalation WHERE partnership_id = ? AND id = ? FOR UPDATE`
)

// Escalations implements partnership.LeaderStore.
func (s Partnerships) Escalations(ctx context.Context, who access.Actor) ([]partnership.Escalation, error) {
	rows, err := query[foundEscalationRow](ctx, s.DB, who, access.Coordination, escalationsAll, who.Partnership)
	return readAll(rows, foundEscalationRow.read), err
}

// EscalationsOf implements partnership.LeaderStore.
func (s Partnerships) EscalationsOf(ctx context.Context, who access.Actor, meeting uuid.UUID) ([]partnership.Escalation, error) {
	rows, err := query[foundEscalationRow](ctx, s.DB, who, access.Coordination, escalationsOf, who.Partnership, meeting)
	return readAll(rows, foundEscalationRow.read), err
}

// Escalation implements partnership.LeaderStore.
func (s Partnerships) Escalation(ctx context.Context, who access.Actor, id uuid.UUID) (partnership.Escalation, error) {
	rows, err := query[foundEscalationRow](ctx, s.DB, who, access.Coordination, escalationByID, who.Partnership, id)
	if err != nil {
		return partnership.Escalation{}, err
	}
	if len(rows) == 0 {
		return partnership.Escalation{}, fault.Missing()
	}
	return rows[0].read(), nil
}

// Escalate implements partnership.LeaderStore.
func (s Partnerships) Escalate(ctx context.Context, who access.Actor, e partnership.Escalation) error {
	if err := e.Check(calendar.Day(s.now())); err != nil {
		return err
	}
	e.RaisedBy, e.Version = who.ID, 1
	e.Answered, e.Answer, e.AnsweredBy = time.Time{}, "", uuid.Nil
	return s.keep(ctx, who, access.RaiseEscalation, 0, func(tx *gorm.DB) (kept, error) {
		var row escalationRow
		row.write(who.Partnership, e)
		return kept{
			act: audit.Collect, register: "escalation", on: e.ID, said: "Escalated to the " + strings.ToLower(e.Post.Name()), facts: e.Facts(),
		}, tx.Create(&row).Error
	})
}

// ChangeEscalation implements partnership.LeaderStore.
func (s Partnerships) ChangeEscalation(ctx context.Context, who access.Actor, id uuid.UUID, d partnership.Deed[partnership.Escalation]) error {
	return s.keep(ctx, who, d.Do, 0, func(tx *gorm.DB) (kept, error) {
		found, err := sole[foundEscalationRow](tx, lockEscalation, who.Partnership, id)
		if err != nil {
			return kept{}, err
		}
		was, is, err := done(found.read(), d)
		if err != nil {
			return kept{}, err
		}
		var row escalationRow
		row.write(who.Partnership, is)
		return kept{act: audit.Alter, register: "escalation", on: id, said: saidOf(d, was, is), why: d.Why, facts: is.Facts()}, save(tx, &row, "answered_on", "answer", "answered_by")
	})
}

const holidaysOf = `SELECT h.day FROM shared.partnership p JOIN shared.holiday h ON h.calendar = p.calendar WHERE p.id = $1`

// Holidays implements partnership.LeaderStore.
func (s Partnerships) Holidays(ctx context.Context, who access.Actor) (calendar.Holidays, error) {
	rows, err := query[struct{ Day time.Time }](ctx, s.DB, who, access.Coordination, holidaysOf, who.Partnership)
	off := make(calendar.Holidays, len(rows))
	for _, r := range rows {
		off[midnight(r.Day)] = true
	}
	return off, err
}
