package postgres

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/audit"
	"liaison/internal/fault"
	"liaison/internal/partnership"
)

// goalsRow is one version. Its column version counts versions of the goals and
// is not that of the row, so save is not for it.
type goalsRow struct {
	ID            uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	Version       int
	Text          string
	FromDay       time.Time
	Reason        string
	RecordedBy    uuid.UUID
	RecordedAt    time.Time
}

func (goalsRow) TableName() string { return "goals" }

type goalsQuestionRow struct {
	GoalsID       uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	Position      int `gorm:"primaryKey;autoIncrement:false"`
	Question      string
	Choices       string // one on each line
	Answer        int
}

func (goalsQuestionRow) TableName() string { return "goals_question" }

type acknowledgementRow struct {
	GoalsID       uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	AccountID     uuid.UUID `gorm:"primaryKey"`
	AgencyID      *int
	OnDay         time.Time
	Answered      int
	Correct       int
	Missed        string // "13": the first and the third
}

func (acknowledgementRow) TableName() string { return "acknowledgement" }

func (r goalsRow) read(questions []goalsQuestionRow) partnership.Goals {
	g := partnership.Goals{
		ID: r.ID, Version: r.Version, Text: r.Text, From: midnight(r.FromDay), Reason: r.Reason, By: r.RecordedBy, At: r.RecordedAt.UTC(),
	}
	for _, q := range questions {
		if q.GoalsID == r.ID {
			g.Questions = append(g.Questions, partnership.Question{Text: q.Question, Choices: strings.Split(q.Choices, "\n"), Right: q.Answer})
		}
	}
	return g
}

// goalsRows is a version as rows.
func goalsRows(of int, g partnership.Goals) (goalsRow, []goalsQuestionRow) {
	row := goalsRow{
		ID: g.ID, PartnershipID: of, Version: g.Version, Text: g.Text, FromDay: g.From, Reason: g.Reason, RecordedBy: g.By, RecordedAt: g.At,
	}
	questions := make([]goalsQuestionRow, 0, len(g.Questions))
	for n, q := range g.Questions {
		questions = append(questions, goalsQuestionRow{
			GoalsID: g.ID, PartnershipID: of, Position: n + 1, Question: q.Text, Choices: strings.Join(q.Choices, "\n"), Answer: q.Right,
		})
	}
	return row, questions
}

func acknowledgementOf(of int, a partnership.Acknowledgement) acknowledgementRow {
	row := acknowledgementRow{
		GoalsID: a.Goals, PartnershipID: of, AccountID: a.Account, AgencyID: orNull(a.Agency), OnDay: a.Day, Answered: a.Answered, Correct: a.Correct,
	}
	for _, n := range a.Missed {
		row.Missed += strconv.Itoa(n)
	}
	return row
}

// Aims implements partnership.GoalsStore.
func (s Partnerships) Aims(ctx context.Context, who access.Actor) (partnership.Aims, error) {
	var aims partnership.Aims
	err := s.as(ctx, who, access.Coordination, func(tx *gorm.DB) (err error) {
		aims, err = findAims(tx, who.Partnership)
		return err
	})
	return aims, err
}

func findAims(tx *gorm.DB, of int) (partnership.Aims, error) {
	aims := partnership.Aims{Partnership: of}
	var rows []goalsRow
	if err := tx.Where("partnership_id = ?", of).Order("version DESC").Find(&rows).Error; err != nil {
		return aims, err
	}
	var questions []goalsQuestionRow
	if err := tx.Where("partnership_id = ?", of).Order("position").Find(&questions).Error; err != nil {
		return aims, err
	}
	for _, r := range rows {
		aims.Versions = append(aims.Versions, r.read(questions))
	}
	return aims, nil
}

// ChangeAims implements partnership.GoalsStore. A version is added and nothing
// else, which is what the table's grants allow. Two who add one at once clash
// on its number.
func (s Partnerships) ChangeAims(ctx context.Context, who access.Actor, ch access.Change[partnership.Aims]) error {
	return s.keep(ctx, who, ch.Do, 0, func(tx *gorm.DB) (kept, error) {
		aims, err := findAims(tx, who.Partnership)
		if err != nil {
			return kept{}, err
		}
		before := len(aims.Versions)
		if err := ch.Apply(&aims); err != nil {
			return kept{}, err
		}
		if len(aims.Versions) != before+1 {
			return kept{}, changed()
		}
		g := aims.Versions[0]
		row, questions := goalsRows(who.Partnership, g)
		if err := tx.Create(&row).Error; err != nil {
			return kept{}, err
		}
		if len(questions) > 0 {
			if err := tx.Create(&questions).Error; err != nil {
				return kept{}, err
			}
		}
		return kept{
			act: audit.Collect, register: "goals", on: g.ID, why: g.Reason, facts: g.Facts(),
			said: "Version " + strconv.Itoa(g.Version) + " recorded, from " + g.From.Format("2 January 2006"),
		}, nil
	})
}

const acknowledgementsOf = `SELECT goals_id, partnership_id, account_id, agency_id, on_day, answered, correct, missed
	FROM acknowledgement WHERE partnership_id = $1 AND goals_id = $2 AND withdrawn_at IS NULL ORDER BY on_day, account_id`

// Acknowledging again takes the place of an acknowledgement that was withdrawn.
const (
	acknowledge = `INSERT INTO acknowledgement (goals_id, partnership_id, account_id, agency_id, on_day, answered, correct, missed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (goals_id, account_id) DO UPDATE SET agency_id = excluded.agency_id, on_day = excluded.on_day, answered = excluded.answered,
			correct = excluded.correct, missed = excluded.missed, withdrawn_at = NULL
		WHERE acknowledgement.withdrawn_at IS NOT NULL`
	unacknowledge = `UPDATE acknowledgement SET withdrawn_at = ? WHERE partnership_id = ? AND goals_id = ? AND account_id = ? AND withdrawn_at IS NULL`
)

// Acknowledgements implements partnership.GoalsStore.
func (s Partnerships) Acknowledgements(ctx context.Context, who access.Actor, version partnership.Goals) ([]partnership.Acknowledgement, error) {
	rows, err := query[acknowledgementRow](ctx, s.DB, who, access.Coordination, acknowledgementsOf, who.Partnership, version.ID)
	return readAll(rows, func(r acknowledgementRow) partnership.Acknowledgement {
		a := partnership.Acknowledgement{
			Goals: r.GoalsID, Version: version.Version, Account: r.AccountID, Agency: deref(r.AgencyID), Day: midnight(r.OnDay),
			Answered: r.Answered, Correct: r.Correct,
		}
		for _, n := range r.Missed {
			a.Missed = append(a.Missed, int(n-'0'))
		}
		return a
	}), err
}

// Acknowledge implements partnership.GoalsStore.
func (s Partnerships) Acknowledge(ctx context.Context, who access.Actor, a partnership.Acknowledgement) error {
	a.Account, a.Agency = who.ID, who.Agency
	return s.keep(ctx, who, access.AcknowledgeGoals, 0, func(tx *gorm.DB) (kept, error) {
		g, err := sole[goalsRow](tx, `SELECT id, version FROM goals WHERE partnership_id = ? AND id = ?`, who.Partnership, a.Goals)
		if err != nil {
			return kept{}, err
		}
		a.Version = g.Version
		row := acknowledgementOf(who.Partnership, a)
		put := tx.Exec(acknowledge, row.GoalsID, row.PartnershipID, row.AccountID, row.AgencyID, row.OnDay, row.Answered, row.Correct, row.Missed)
		if put.Error != nil {
			return kept{}, put.Error
		}
		if put.RowsAffected == 0 {
			return kept{}, fault.New(fault.Conflict, "You have already acknowledged these goals")
		}
		return kept{
			act: audit.Collect, register: "acknowledgement", on: a.Source(), facts: a.Facts(),
			said: "Version " + strconv.Itoa(g.Version) + " of the goals acknowledged",
		}, nil
	})
}

// WithdrawAcknowledgement implements partnership.GoalsStore.
func (s Partnerships) WithdrawAcknowledgement(ctx context.Context, who access.Actor, version partnership.Goals, why string) error {
	a := partnership.Acknowledgement{Goals: version.ID, Account: who.ID}
	return s.keep(ctx, who, access.AcknowledgeGoals, 0, func(tx *gorm.DB) (kept, error) {
		if err := a.CheckWithdrawal(why); err != nil {
			return kept{}, err
		}
		gone := tx.Exec(unacknowledge, s.now(), who.Partnership, a.Goals, who.ID)
		if gone.Error != nil {
			return kept{}, gone.Error
		}
		if gone.RowsAffected == 0 {
			return kept{}, fault.New(fault.Conflict, "You have not acknowledged these goals")
		}
		return kept{
			act: audit.Alter, register: "acknowledgement", on: a.Source(), why: why,
			said: "Acknowledgement of version " + strconv.Itoa(version.Version) + " of the goals withdrawn",
		}, nil
	})
}
