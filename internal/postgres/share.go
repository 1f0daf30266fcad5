package postgres

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"liaison/internal/access"
	"liaison/internal/activity"
	"liaison/internal/audit"
	"liaison/internal/fault"
)

// shareRow is what a request or an offer of information has beyond an activity.
type shareRow struct {
	ActivityID     uuid.UUID `gorm:"primaryKey"`
	PartnershipID  int
	Direction      string
	FromAgencyID   int
	FromName       string `gorm:"->"`
	NeedID         *uuid.UUID
	NeedTitle      string `gorm:"->"`
	Purpose        string
	LineID         *uuid.UUID
	Emergency      string
	Form           string
	Briefing       bool
	AskedOn        *time.Time
	DueOn          *time.Time
	AcknowledgedOn *time.Time
	SentOn         *time.Time
	ClosedOn       *time.Time
	RemindOn       *time.Time
	Outcome        string
	PartWhat       string
	RefusedWhy     string
}

func (shareRow) TableName() string { return "share" }

// changeable is every column that a correction or a step may write.
func (shareRow) changeable() []string {
	return []string{
		"direction", "from_agency_id", "need_id", "purpose", "line_id", "emergency", "form", "briefing", "asked_on", "due_on", "acknowledged_on", "sent_on",
		"closed_on", "remind_on", "outcome", "part_what", "refused_why",
	}
}

func shareRowOf(a activity.Activity) shareRow {
	s := activity.Part[activity.Sharing](a.Content)
	row := shareRow{
		ActivityID: a.ID, PartnershipID: a.Partnership, Direction: string(s.Direction), FromAgencyID: s.Giver, NeedID: orNull(s.Need), Purpose: s.Purpose,
		LineID: orNull(s.Line), Emergency: s.Emergency, Form: string(s.Form), Briefing: s.Briefing, DueOn: orNull(s.Due), AcknowledgedOn: orNull(s.Acknowledged),
		SentOn: orNull(s.Sent), ClosedOn: orNull(s.Closed), RemindOn: orNull(s.Remind), Outcome: string(s.Outcome), PartWhat: s.LeftOut, RefusedWhy: s.Refused,
	}
	if s.Direction == activity.Requested {
		row.AskedOn = orNull(a.Content.Day)
	}
	return row
}

func (r shareRow) read() activity.Sharing {
	return activity.Sharing{
		Direction: activity.Direction(r.Direction), Giver: r.FromAgencyID, GiverName: r.FromName, Need: deref(r.NeedID), NeedTitle: r.NeedTitle, Purpose: r.Purpose,
		Line: deref(r.LineID), Emergency: r.Emergency, Form: activity.ShareForm(r.Form), Briefing: r.Briefing, Due: midnight(deref(r.DueOn)),
		Acknowledged: midnight(deref(r.AcknowledgedOn)), Sent: midnight(deref(r.SentOn)), Closed: midnight(deref(r.ClosedOn)), Remind: midnight(deref(r.RemindOn)),
		Outcome: activity.Outcome(r.Outcome), LeftOut: r.PartWhat, Refused: r.RefusedWhy,
	}
}

type takerRow struct {
	ActivityID    uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	AgencyID      int    `gorm:"primaryKey;autoIncrement:false"`
	Name          string `gorm:"->"`
	FeedbackOn    *time.Time
	Feedback      string
}

func (takerRow) TableName() string { return "share_recipient" }

func (r takerRow) read() activity.Taker {
	return activity.Taker{Agency: r.AgencyID, AgencyName: r.Name, FeedbackOn: midnight(deref(r.FeedbackOn)), Feedback: r.Feedback}
}

type stepRow struct {
	ID            uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	ActivityID    uuid.UUID
	Version       int
	At            time.Time
	By            uuid.UUID
	What          string
	OnDay         time.Time
	NextDay       *time.Time
	AgencyID      *int
	Why           *string
}

func (stepRow) TableName() string { return "share_change" }

func stepRowOf(partnership int, on uuid.UUID, n activity.Step) stepRow {
	return stepRow{
		ID: n.ID, PartnershipID: partnership, ActivityID: on, Version: n.Version, At: n.At, By: n.By, What: string(n.What), OnDay: n.Day, NextDay: orNull(n.Next),
		AgencyID: orNull(n.Agency), Why: maybe(n.Why),
	}
}

func (r stepRow) read() activity.Step {
	return activity.Step{
		ID: r.ID, Version: r.Version, At: r.At.UTC(), By: r.By, What: activity.StepWhat(r.What), Day: midnight(r.OnDay), Next: midnight(deref(r.NextDay)), Agency: deref(r.AgencyID), Why: deref(r.Why),
	}
}

// saveShare writes the terms and the recipients as they now are.
func saveShare(tx *gorm.DB, a *activity.Activity) error {
	row := shareRowOf(*a)
	again := clause.OnConflict{Columns: []clause.Column{{Name: "activity_id"}}, DoUpdates: clause.AssignmentColumns(row.changeable())}
	if err := tx.Clauses(again).Create(&row).Error; err != nil {
		return err
	}
	var takers []takerRow
	var ids []int
	for _, t := range activity.Part[activity.Sharing](a.Content).Takers {
		takers = append(takers, takerRow{ActivityID: a.ID, PartnershipID: a.Partnership, AgencyID: t.Agency, FeedbackOn: orNull(t.FeedbackOn), Feedback: t.Feedback})
		ids = append(ids, t.Agency)
	}
	if a.Version > 1 {
		if err := tx.Where("partnership_id = ? AND activity_id = ? AND agency_id NOT IN ?", a.Partnership, a.ID, ids).Delete(&takerRow{}).Error; err != nil {
			return err
		}
	}
	again = clause.OnConflict{Columns: []clause.Column{{Name: "activity_id"}, {Name: "agency_id"}}, DoUpdates: clause.AssignmentColumns([]string{"feedback_on", "feedback"})}
	return tx.Clauses(again).Create(&takers).Error
}

// What a request or an offer has beyond its activity. The words of the line it
// rests on are those of the line now: lines are ended, never reworded.
const (
	shareOf = `SELECT s.*, g.name AS from_name, coalesce(n.title, '') AS need_title
		FROM share s JOIN agency g ON g.id = s.from_agency_id LEFT JOIN need n ON n.partnership_id = s.partnership_id AND n.id = s.need_id
		WHERE s.partnership_id = ? AND s.activity_id = ?`
	takersOf = `SELECT t.*, g.name FROM share_recipient t JOIN agency g ON g.id = t.agency_id
		WHERE t.partnership_id = ? AND t.activity_id = ? ORDER BY g.name, g.id`
	stepsOf  = `SELECT * FROM share_change WHERE partnership_id = ? AND activity_id = ? ORDER BY version`
	groundOf = groundColumns + ` AND l.id = $2`
)

// loadShare reads what a request or an offer has beyond its activity.
func loadShare(tx *gorm.DB, a *activity.Activity) error {
	row, err := sole[shareRow](tx, shareOf, a.Partnership, a.ID)
	if err != nil {
		return err
	}
	s := row.read()
	var takers []takerRow
	if err := tx.Raw(takersOf, a.Partnership, a.ID).Scan(&takers).Error; err != nil {
		return err
	}
	for _, t := range takers {
		s.Takers = append(s.Takers, t.read())
	}
	var steps []stepRow
	if err := tx.Raw(stepsOf, a.Partnership, a.ID).Scan(&steps).Error; err != nil {
		return err
	}
	for _, n := range steps {
		s.Steps = append(s.Steps, n.read())
	}
	if s.Line != uuid.Nil {
		ground, err := sole[groundRow](tx, groundOf, a.Partnership, s.Line)
		if err != nil {
			return err
		}
		s.LineWords = ground.read().Words()
	}
	a.Content.Detail = s
	return nil
}

// Answer implements activity.Shares.
func (s Activities) Answer(ctx context.Context, who access.Actor, ref string, t activity.Taking) (activity.Activity, error) {
	var a activity.Activity
	err := s.as(ctx, who, access.Coordination, func(tx *gorm.DB) error {
		row, err := sole[activityRow](tx, lockActivity, who.Partnership, ref)
		if err != nil {
			return err
		}
		if a, err = load(tx, access.Coordination, row); err != nil {
			return err
		}
		if a.Kind != activity.Share {
			return fault.Missing()
		}
		if err := s.guard.Check(who, t.Do, t.Answer.Scope(a, who)); err != nil {
			return err
		}
		if err := t.Apply(&a); err != nil {
			return err
		}
		row.write(a)
		if err := save(tx, &row, "words", "parties", "updated_at", "updated_by"); err != nil {
			return err
		}
		if err := saveShare(tx, &a); err != nil {
			return err
		}
		taken := activity.Part[activity.Sharing](a.Content).Steps
		step := stepRowOf(a.Partnership, a.ID, taken[len(taken)-1])
		if err := tx.Create(&step).Error; err != nil {
			return err
		}
		if err := saveVersions(tx, a); err != nil {
			return err
		}
		if err := writeFacts(tx, a.Partnership, a.ID, a.UpdatedAt, a.Facts()); err != nil {
			return err
		}
		return s.record(tx, who, access.Coordination, audit.Event{Act: audit.Alter, Did: t.Do, Kind: "activity", On: audit.On(a.ID), Detail: string(t.Answer.What)})
	})
	if err != nil {
		return activity.Activity{}, err
	}
	return a, nil
}
