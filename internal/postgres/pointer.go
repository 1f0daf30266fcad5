package postgres

import (
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"liaison/internal/activity"
)

// pointerRow is what an intelligence pointer has beyond an activity.
type pointerRow struct {
	ActivityID    uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	Urn           string
	Purpose       string
	Conditions    string
	NoPrint       bool
	KeepUntil     time.Time
}

func (pointerRow) TableName() string { return "pointer" }

type pointerItemRow struct {
	ActivityID    uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	Position      int `gorm:"primaryKey;autoIncrement:false"`
	Source        int
	Information   string
	Handling      string
	Conditions    string
	ActionCode    string
	ActionUsage   string
	Sanitisation  string
}

func (pointerItemRow) TableName() string { return "pointer_item" }

type pointerRecipientRow struct {
	ActivityID    uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	AgencyID      int    `gorm:"primaryKey;autoIncrement:false"`
	AgencyName    string `gorm:"->"`
	Post          string
}

func (pointerRecipientRow) TableName() string { return "pointer_recipient" }

// savePointer writes the pointer, its items and who may know, as they now are.
func savePointer(tx *gorm.DB, a *activity.Activity) error {
	p := activity.Part[activity.Pointer](a.Content)
	row := pointerRow{ActivityID: a.ID, PartnershipID: a.Partnership, Urn: p.URN, Purpose: p.Purpose, Conditions: p.Conditions, NoPrint: p.NoPrint, KeepUntil: p.KeepUntil}
	again := clause.OnConflict{Columns: []clause.Column{{Name: "activity_id"}}, DoUpdates: clause.AssignmentColumns([]string{"urn", "purpose", "conditions", "no_print", "keep_until"})}
	if err := tx.Clauses(again).Create(&row).Error; err != nil {
		return err
	}
	var items []pointerItemRow
	for n, g := range p.Graded {
		items = append(items, pointerItemRow{
			ActivityID: a.ID, PartnershipID: a.Partnership, Position: n + 1, Source: int(g.Source), Information: string(g.Information), Handling: string(g.Handling),
			Conditions: g.Conditions, ActionCode: string(g.Action), ActionUsage: g.Usage, Sanitisation: string(g.Sanitisation),
		})
	}
	if err := replaceRows(tx, *a, items); err != nil {
		return err
	}
	var recipients []pointerRecipientRow
	for _, r := range p.Recipients {
		recipients = append(recipients, pointerRecipientRow{ActivityID: a.ID, PartnershipID: a.Partnership, AgencyID: r.Agency, Post: r.Post})
	}
	return replaceRows(tx, *a, recipients)
}

// What a pointer has beyond its activity, line by line.
const (
	pointerOf      = `SELECT activity_id, partnership_id, urn, purpose, conditions, no_print, keep_until FROM pointer WHERE partnership_id = ? AND activity_id = ?`
	pointerItemsOf = `SELECT activity_id, partnership_id, position, source, information, handling, conditions, action_code, action_usage, sanitisation
		FROM pointer_item WHERE partnership_id = ? AND activity_id = ? ORDER BY position`
	pointerRecipientsOf = `SELECT r.activity_id, r.partnership_id, r.agency_id, g.name AS agency_name, r.post
		FROM pointer_recipient r JOIN shared.agency g ON g.id = r.agency_id
		WHERE r.partnership_id = ? AND r.activity_id = ? ORDER BY g.name, g.id`
)

// loadPointer reads what a pointer has beyond its activity. One that was
// recorded before there was more to say has an empty detail.
func loadPointer(tx *gorm.DB, a *activity.Activity) error {
	var rows []pointerRow
	if err := tx.Raw(pointerOf, a.Partnership, a.ID).Scan(&rows).Error; err != nil {
		return err
	}
	a.Content.Detail = activity.Pointer{}
	if len(rows) == 0 {
		return nil
	}
	r := rows[0]
	p := activity.Pointer{URN: r.Urn, Purpose: r.Purpose, Conditions: r.Conditions, NoPrint: r.NoPrint, KeepUntil: r.KeepUntil.UTC()}
	var items []pointerItemRow
	if err := tx.Raw(pointerItemsOf, a.Partnership, a.ID).Scan(&items).Error; err != nil {
		return err
	}
	for _, i := range items {
		p.Graded = append(p.Graded, activity.Graded{
			Source: activity.Source(i.Source), Information: activity.Information(i.Information), Handling: activity.Handling(i.Handling), Conditions: i.Conditions,
			Action: activity.ActionCode(i.ActionCode), Usage: i.ActionUsage, Sanitisation: activity.Sanitisation(i.Sanitisation),
		})
	}
	var recipients []pointerRecipientRow
	if err := tx.Raw(pointerRecipientsOf, a.Partnership, a.ID).Scan(&recipients).Error; err != nil {
		return err
	}
	for _, to := range recipients {
		p.Recipients = append(p.Recipients, activity.Recipient{Agency: to.AgencyID, AgencyName: to.AgencyName, Post: to.Post})
	}
	a.Content.Detail = p
	return nil
}

// contentPointer is a pointer as a version keeps it.
type contentPointer struct {
	URN        string          `json:"urn"`
	Purpose    string          `json:"purpose"`
	Items      []contentGraded `json:"items"`
	Recipients []contentAgency `json:"recipients"`
	Conditions string          `json:"conditions,omitempty"`
	NoPrint    bool            `json:"no_print,omitempty"`
	KeepUntil  string          `json:"keep_until"`
}

type contentGraded struct {
	Source       int    `json:"source"`
	Information  string `json:"information"`
	Handling     string `json:"handling"`
	Conditions   string `json:"conditions,omitempty"`
	Action       string `json:"action,omitempty"`
	Usage        string `json:"usage,omitempty"`
	Sanitisation string `json:"sanitisation,omitempty"`
}

// writePointer puts what a pointer adds into what a version keeps.
func writePointer(c *content, p activity.Pointer) {
	k := &contentPointer{URN: p.URN, Purpose: p.Purpose, Conditions: p.Conditions, NoPrint: p.NoPrint, KeepUntil: p.KeepUntil.Format(time.DateOnly)}
	for _, g := range p.Graded {
		k.Items = append(k.Items, contentGraded{
			Source: int(g.Source), Information: string(g.Information), Handling: string(g.Handling), Conditions: g.Conditions,
			Action: string(g.Action), Usage: g.Usage, Sanitisation: string(g.Sanitisation),
		})
	}
	for _, r := range p.Recipients {
		k.Recipients = append(k.Recipients, contentAgency{Agency: r.Agency, Name: r.AgencyName, Post: r.Post})
	}
	c.Pointer = k
}

// readPointer is what a pointer adds, from what a version keeps.
func readPointer(c content) activity.Pointer {
	k := c.Pointer
	if k == nil {
		return activity.Pointer{}
	}
	p := activity.Pointer{URN: k.URN, Purpose: k.Purpose, Conditions: k.Conditions, NoPrint: k.NoPrint}
	p.KeepUntil, _ = time.Parse(time.DateOnly, k.KeepUntil)
	for _, i := range k.Items {
		p.Graded = append(p.Graded, activity.Graded{
			Source: activity.Source(i.Source), Information: activity.Information(i.Information), Handling: activity.Handling(i.Handling), Conditions: i.Conditions,
			Action: activity.ActionCode(i.Action), Usage: i.Usage, Sanitisation: activity.Sanitisation(i.Sanitisation),
		})
	}
	for _, r := range k.Recipients {
		p.Recipients = append(p.Recipients, activity.Recipient{Agency: r.Agency, AgencyName: r.Name, Post: r.Post})
	}
	return p
}
