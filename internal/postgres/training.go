package postgres

import (
	"context"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"liaison/internal/access"
	"liaison/internal/activity"
)

// trainingRow is what a training session has beyond an activity.
type trainingRow struct {
	ActivityID    uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	ProductID     *uuid.UUID
	ProductName   string `gorm:"->"`
	Provider      string
	Mode          string
	Place         string
	StartsAt      *string
	Ct            bool
	Tested        bool
	FollowUpDays  int
	PolicePart    string
	Outcome       string
}

func (trainingRow) TableName() string { return "training" }

type participantRow struct {
	ActivityID    uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	AgencyID      int    `gorm:"primaryKey;autoIncrement:false"`
	AgencyName    string `gorm:"->"`
	People        int
}

func (participantRow) TableName() string { return "participant" }

type trainingNeedRow struct {
	ActivityID    uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	NeedID        uuid.UUID `gorm:"primaryKey"`
	Title         string    `gorm:"->"`
}

func (trainingNeedRow) TableName() string { return "training_need" }

// saveTraining writes the session, who came and which needs it answers, as
// they now are.
func saveTraining(tx *gorm.DB, a *activity.Activity) error {
	s := activity.Part[activity.Session](a.Content)
	row := trainingRow{
		ActivityID: a.ID, PartnershipID: a.Partnership, ProductID: orNull(s.Course), Provider: s.Provider, Mode: string(s.Mode), Place: s.Place, StartsAt: writeClock(a.Content.Start),
		Ct: s.InContext, Tested: s.Tested, FollowUpDays: s.FollowDays, PolicePart: string(s.Police), Outcome: s.Outcome,
	}
	again := clause.OnConflict{Columns: []clause.Column{{Name: "activity_id"}}, DoUpdates: clause.AssignmentColumns([]string{
		"product_id", "provider", "mode", "place", "starts_at", "ct", "tested", "follow_up_days", "police_part", "outcome",
	})}
	if err := tx.Clauses(again).Create(&row).Error; err != nil {
		return err
	}
	if err := saveParties(tx, *a, s.Parties); err != nil {
		return err
	}
	if err := tx.Where("partnership_id = ? AND activity_id = ?", a.Partnership, a.ID).Delete(&trainingNeedRow{}).Error; err != nil {
		return err
	}
	var needs []trainingNeedRow
	for _, n := range s.Needs {
		needs = append(needs, trainingNeedRow{ActivityID: a.ID, PartnershipID: a.Partnership, NeedID: n.ID})
	}
	if len(needs) == 0 {
		return nil
	}
	return tx.Create(&needs).Error
}

// saveParties writes how many came from each agency, and forgets those from
// which nobody did.
func saveParties(tx *gorm.DB, a activity.Activity, parties []activity.Party) error {
	var rows []participantRow
	came := []int{0}
	for _, p := range parties {
		rows = append(rows, participantRow{ActivityID: a.ID, PartnershipID: a.Partnership, AgencyID: p.Agency, People: p.People})
		came = append(came, p.Agency)
	}
	gone := tx.Where("partnership_id = ? AND activity_id = ? AND agency_id NOT IN ?", a.Partnership, a.ID, came)
	if err := gone.Delete(&participantRow{}).Error; err != nil || len(rows) == 0 {
		return err
	}
	again := clause.OnConflict{Columns: []clause.Column{{Name: "activity_id"}, {Name: "agency_id"}}, DoUpdates: clause.AssignmentColumns([]string{"people"})}
	return tx.Clauses(again).Create(&rows).Error
}

// What a session has beyond its activity.
const (
	trainingOf = `SELECT t.activity_id, t.partnership_id, t.product_id, t.provider, t.mode, t.place, t.starts_at::text AS starts_at, t.ct, t.tested, t.follow_up_days, t.police_part, t.outcome,
		coalesce((SELECT p.name FROM product p WHERE p.partnership_id = t.partnership_id AND p.id = t.product_id), '') AS product_name
		FROM training t WHERE t.partnership_id = ? AND t.activity_id = ?`
	participantsOf = `SELECT p.activity_id, p.partnership_id, p.agency_id, g.name AS agency_name, p.people
		FROM participant p JOIN shared.agency g ON g.id = p.agency_id WHERE p.partnership_id = ? AND p.activity_id = ? ORDER BY g.name, g.id`
	trainingNeedsOf = `SELECT t.activity_id, t.partnership_id, t.need_id, n.title
		FROM training_need t JOIN need n ON n.partnership_id = t.partnership_id AND n.id = t.need_id WHERE t.partnership_id = ? AND t.activity_id = ? ORDER BY t.need_id`
)

// loadTraining reads what a session has beyond its activity.
func loadTraining(tx *gorm.DB, a *activity.Activity) error {
	row, err := sole[trainingRow](tx, trainingOf, a.Partnership, a.ID)
	if err != nil {
		return err
	}
	a.Content.Start = readClock(row.StartsAt)
	s := activity.Session{
		Course: deref(row.ProductID), CourseName: row.ProductName, Provider: row.Provider, Mode: activity.Mode(row.Mode), Place: row.Place,
		InContext: row.Ct, Tested: row.Tested, FollowDays: row.FollowUpDays, Police: activity.PolicePart(row.PolicePart), Outcome: row.Outcome,
	}
	if s.Parties, err = loadParties(tx, *a); err != nil {
		return err
	}
	var needs []trainingNeedRow
	if err := tx.Raw(trainingNeedsOf, a.Partnership, a.ID).Scan(&needs).Error; err != nil {
		return err
	}
	for _, n := range needs {
		s.Needs = append(s.Needs, activity.TrainingNeed{ID: n.NeedID, Title: n.Title})
	}
	a.Content.Detail = s
	return nil
}

func loadParties(tx *gorm.DB, a activity.Activity) ([]activity.Party, error) {
	var rows []participantRow
	if err := tx.Raw(participantsOf, a.Partnership, a.ID).Scan(&rows).Error; err != nil {
		return nil, err
	}
	var all []activity.Party
	for _, r := range rows {
		all = append(all, activity.Party{Agency: r.AgencyID, AgencyName: r.AgencyName, People: r.People})
	}
	return all, nil
}

// contentTraining is what a version keeps of a session. Its names are in old
// rows and never change their meaning.
type contentTraining struct {
	Course     string         `json:"course,omitempty"`
	CourseName string         `json:"course_name,omitempty"`
	Provider   string         `json:"provider,omitempty"`
	Context    bool           `json:"context"`
	Tested     bool           `json:"tested"`
	FollowDays int            `json:"follow_days"`
	Police     string         `json:"police,omitempty"`
	Outcome    string         `json:"outcome,omitempty"`
	Needs      []contentNeed  `json:"needs,omitempty"`
	Parties    []contentParty `json:"parties,omitempty"`
}

type contentNeed struct {
	ID    string `json:"id"`
	Title string `json:"title,omitempty"`
}

type contentParty struct {
	Agency int    `json:"agency"`
	Name   string `json:"name,omitempty"`
	People int    `json:"people"`
}

// writeTraining puts what a session adds into what a version keeps.
func writeTraining(c *content, s activity.Session) {
	c.Mode, c.Place = string(s.Mode), s.Place
	k := &contentTraining{
		CourseName: s.CourseName, Provider: s.Provider, Context: s.InContext, Tested: s.Tested, FollowDays: s.FollowDays, Police: string(s.Police), Outcome: s.Outcome,
		Parties: writeParties(s.Parties),
	}
	if s.Course != uuid.Nil {
		k.Course = s.Course.String()
	}
	for _, n := range s.Needs {
		k.Needs = append(k.Needs, contentNeed{n.ID.String(), n.Title})
	}
	c.Training = k
}

// readTraining is what a session adds, from what a version keeps.
func readTraining(c content) activity.Session {
	s := activity.Session{Mode: activity.Mode(c.Mode), Place: c.Place}
	k := c.Training
	if k == nil {
		return s
	}
	s.Course, _ = uuid.Parse(k.Course)
	s.CourseName, s.Provider, s.InContext, s.Tested, s.FollowDays = k.CourseName, k.Provider, k.Context, k.Tested, k.FollowDays
	s.Police, s.Outcome, s.Parties = activity.PolicePart(k.Police), k.Outcome, readParties(k.Parties)
	for _, n := range k.Needs {
		id, _ := uuid.Parse(n.ID)
		s.Needs = append(s.Needs, activity.TrainingNeed{ID: id, Title: n.Title})
	}
	return s
}

func writeParties(parties []activity.Party) []contentParty {
	var all []contentParty
	for _, p := range parties {
		all = append(all, contentParty{p.Agency, p.AgencyName, p.People})
	}
	return all
}

func readParties(parties []contentParty) []activity.Party {
	var all []activity.Party
	for _, p := range parties {
		all = append(all, activity.Party{Agency: p.Agency, AgencyName: p.Name, People: p.People})
	}
	return all
}

// What a session, or an event that follows one, is checked against.
const (
	coursesOn        = `SELECT id, name, provider FROM product WHERE partnership_id = $1 AND from_day <= $2 AND (to_day IS NULL OR to_day >= $2) ORDER BY lower(name), id`
	needsForTraining = `SELECT id, title FROM need WHERE partnership_id = $1 AND kind = 'training' AND from_day <= $2 AND (to_day IS NULL OR to_day >= $2) ORDER BY lower(title), id`
	sessionsSince    = `SELECT id, ref, title AS name, occurred_on AS day, marking, tlp AS "limit", author = $3 OR agency_id = $4 AS own FROM activity
		WHERE partnership_id = $1 AND kind = 'training' AND occurred_on >= $2 AND withdrawn_at IS NULL AND reported_at IS NULL ORDER BY occurred_on DESC, id LIMIT 200`
)

// trainingSetting fills in what sessions and events are checked against.
func (s Activities) trainingSetting(ctx context.Context, who access.Actor, of activity.Kind, in *activity.Setting) (err error) {
	switch of { //nolint:exhaustive // the others need none of it
	case activity.Training:
		if in.Courses, err = query[activity.Course](ctx, s.DB, who, access.Coordination, coursesOn, who.Partnership, in.Today); err != nil {
			return err
		}
		in.TrainingNeeds, err = query[activity.TrainingNeed](ctx, s.DB, who, access.Coordination, needsForTraining, who.Partnership, in.Today)
	case activity.Connect:
		in.Sessions, err = query[activity.Past](ctx, s.DB, who, access.Coordination, sessionsSince, who.Partnership, in.Today.AddDate(-1, 0, 0), who.ID, who.Agency)
		for i := range in.Sessions {
			in.Sessions[i].Day = midnight(in.Sessions[i].Day)
		}
	}
	return err
}
