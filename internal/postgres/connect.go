package postgres

import (
	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"liaison/internal/activity"
)

// connectRow is what an event that connects people has beyond an activity.
type connectRow struct {
	ActivityID    uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	TrainingID    *uuid.UUID
	TrainingName  string `gorm:"->"`
	TrainingRef   string `gorm:"->"`
	TrainingMark  string `gorm:"->"`
	TrainingLimit string `gorm:"->"`
	Mode          string
	Place         string
	StartsAt      *string
	PolicePart    string
	Outcome       string
}

func (connectRow) TableName() string { return "connect" }

// saveConnect writes the event and who came, as they now are.
func saveConnect(tx *gorm.DB, a *activity.Activity) error {
	e := activity.Part[activity.ConnectEvent](a.Content)
	row := connectRow{ActivityID: a.ID, PartnershipID: a.Partnership, TrainingID: orNull(e.Session), Mode: string(e.Mode), Place: e.Place, StartsAt: writeClock(a.Content.Start), PolicePart: string(e.Police), Outcome: e.Outcome}
	again := clause.OnConflict{Columns: []clause.Column{{Name: "activity_id"}}, DoUpdates: clause.AssignmentColumns([]string{"training_id", "mode", "place", "starts_at", "police_part", "outcome"})}
	if err := tx.Clauses(again).Create(&row).Error; err != nil {
		return err
	}
	return saveParties(tx, *a, e.Parties)
}

// connectOf is the event, with the name of the session that it follows as long
// as that is not hidden.
const connectOf = `SELECT c.activity_id, c.partnership_id, c.training_id, c.mode, c.place, c.starts_at::text AS starts_at, c.police_part, c.outcome,
	coalesce(CASE WHEN t.reported_at IS NULL THEN t.title END, '') AS training_name, coalesce(t.ref, '') AS training_ref, coalesce(t.marking, '') AS training_mark, coalesce(t.tlp, '') AS training_limit
	FROM connect c LEFT JOIN activity t ON t.partnership_id = c.partnership_id AND t.id = c.training_id WHERE c.partnership_id = ? AND c.activity_id = ?`

// loadConnect reads what an event has beyond its activity.
func loadConnect(tx *gorm.DB, a *activity.Activity) error {
	row, err := sole[connectRow](tx, connectOf, a.Partnership, a.ID)
	if err != nil {
		return err
	}
	a.Content.Start = readClock(row.StartsAt)
	e := activity.ConnectEvent{
		Session: deref(row.TrainingID), SessionName: row.TrainingName, SessionRef: row.TrainingRef, SessionMark: activity.Marking(row.TrainingMark), SessionLimit: activity.Limit(row.TrainingLimit),
		Mode: activity.Mode(row.Mode), Place: row.Place, Police: activity.PolicePart(row.PolicePart), Outcome: row.Outcome,
	}
	if e.Parties, err = loadParties(tx, *a); err != nil {
		return err
	}
	a.Content.Detail = e
	return nil
}

// contentConnect is what a version keeps of an event. Its names are in old
// rows and never change their meaning. The session's name is not kept: that
// may be hidden later.
type contentConnect struct {
	Session string         `json:"session,omitempty"`
	Ref     string         `json:"ref,omitempty"`
	Parties []contentParty `json:"parties,omitempty"`
	Police  string         `json:"police,omitempty"`
	Outcome string         `json:"outcome,omitempty"`
}

// writeConnect puts what an event adds into what a version keeps.
func writeConnect(c *content, e activity.ConnectEvent) {
	c.Mode, c.Place = string(e.Mode), e.Place
	c.Connect = &contentConnect{Parties: writeParties(e.Parties), Police: string(e.Police), Outcome: e.Outcome}
	if e.Session != uuid.Nil {
		c.Connect.Session, c.Connect.Ref = e.Session.String(), e.SessionRef
	}
}

// readConnect is what an event adds, from what a version keeps.
func readConnect(c content) activity.ConnectEvent {
	e := activity.ConnectEvent{Mode: activity.Mode(c.Mode), Place: c.Place}
	if c.Connect != nil {
		e.Session, _ = uuid.Parse(c.Connect.Session)
		e.SessionRef, e.Parties = c.Connect.Ref, readParties(c.Connect.Parties)
		e.Police, e.Outcome = activity.PolicePart(c.Connect.Police), c.Connect.Outcome
	}
	return e
}
