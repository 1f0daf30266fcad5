package postgres

import (
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"liaison/internal/access"
	"liaison/internal/activity"
)

// saveDetail writes what the record's kind adds, as it now is, and tells a
// what only the rows know. The links to the checklist are part of it.
func (s Activities) saveDetail(tx *gorm.DB, who access.Actor, a *activity.Activity) error {
	var err error
	switch a.Content.Detail.(type) {
	case activity.Meeting:
		err = s.saveMeeting(tx, a)
	case activity.Engagement:
		err = saveEngagement(tx, a)
	case activity.Pointer:
		err = savePointer(tx, a)
	case activity.Sharing:
		err = saveShare(tx, a)
	case activity.Session:
		err = saveTraining(tx, a)
	case activity.ConnectEvent:
		err = saveConnect(tx, a)
	}
	if err != nil || a.Strand != access.Coordination {
		return err
	}
	return s.saveItems(tx, who, *a)
}

// loadDetail reads what the record's kind adds, and its links to the checklist.
func loadDetail(tx *gorm.DB, a *activity.Activity) error {
	var err error
	switch a.Kind { //nolint:exhaustive // a kind that is not here adds nothing
	case activity.CoordinationMeeting:
		err = loadMeeting(tx, a)
	case activity.OutreachActivity:
		err = loadEngagement(tx, a)
	case activity.IntelligencePointer:
		err = loadPointer(tx, a)
	case activity.Share:
		err = loadShare(tx, a)
	case activity.Training:
		err = loadTraining(tx, a)
	case activity.Connect:
		err = loadConnect(tx, a)
	}
	if err != nil || a.Strand != access.Coordination {
		return err
	}
	return tx.Raw(itemsOf, a.Partnership, a.ID).Scan(&a.Content.Items).Error
}

// writeDetail puts what a kind adds into what a version keeps.
func writeDetail(c *content, d activity.Detail) {
	switch d := d.(type) {
	case activity.Meeting:
		writeMeeting(c, d)
	case activity.Engagement:
		writeEngagement(c, d)
	case activity.Pointer:
		writePointer(c, d)
	case activity.Sharing:
		writeShare(c, d)
	case activity.Session:
		writeTraining(c, d)
	case activity.ConnectEvent:
		writeConnect(c, d)
	}
}

// readDetail is what the kind adds, from what a version keeps.
func readDetail(c content, of activity.Kind) activity.Detail {
	switch of { //nolint:exhaustive // a kind that is not here adds nothing
	case activity.CoordinationMeeting:
		return readMeeting(c)
	case activity.OutreachActivity:
		return readEngagement(c)
	case activity.IntelligencePointer:
		return readPointer(c)
	case activity.Share:
		return readShare(c)
	case activity.Training:
		return readTraining(c)
	case activity.Connect:
		return readConnect(c)
	}
	return nil
}

type itemRow struct {
	PartnershipID int
	ActivityID    uuid.UUID `gorm:"primaryKey"`
	Item          string    `gorm:"primaryKey"`
	LinkedBy      uuid.UUID
	LinkedAt      time.Time
}

func (itemRow) TableName() string { return "item_link" }

const itemsOf = `SELECT item FROM item_link WHERE partnership_id = ? AND activity_id = ? ORDER BY item`

// saveItems links the record to the checklist items it names, and to no other.
func (s Activities) saveItems(tx *gorm.DB, who access.Actor, a activity.Activity) error {
	gone := tx.Where("partnership_id = ? AND activity_id = ?", a.Partnership, a.ID)
	if len(a.Content.Items) > 0 {
		gone = gone.Where("item NOT IN ?", a.Content.Items)
	}
	if a.Version > 1 {
		if err := gone.Delete(&itemRow{}).Error; err != nil {
			return err
		}
	}
	var links []itemRow
	for _, code := range a.Content.Items {
		links = append(links, itemRow{PartnershipID: a.Partnership, ActivityID: a.ID, Item: code, LinkedBy: who.ID, LinkedAt: s.now()})
	}
	if len(links) == 0 {
		return nil
	}
	return tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&links).Error
}
