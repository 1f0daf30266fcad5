package postgres

import (
	"context"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"liaison/internal/access"
	"liaison/internal/activity"
)

// engagementRow is what an outreach activity has beyond an activity.
type engagementRow struct {
	ActivityID    uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	Aims          string
	Audience      string
	Area          string
	StartsAt      *string
	Others        string
	FollowUp      string
	PolicePart    string
	Outcome       string
}

func (engagementRow) TableName() string { return "engagement" }

type engagementPartnerRow struct {
	ActivityID    uuid.UUID `gorm:"primaryKey"`
	PartnershipID int
	AgencyID      int    `gorm:"primaryKey;autoIncrement:false"`
	AgencyName    string `gorm:"->"`
}

func (engagementPartnerRow) TableName() string { return "engagement_partner" }

// saveEngagement writes the outreach activity and its partners as they now are.
func saveEngagement(tx *gorm.DB, a *activity.Activity) error {
	e := activity.Part[activity.Engagement](a.Content)
	row := engagementRow{
		ActivityID: a.ID, PartnershipID: a.Partnership, Aims: e.Aims, Audience: string(e.Audience), Area: e.Area, StartsAt: writeClock(a.Content.Start),
		Others: e.Others, FollowUp: e.FollowUp, PolicePart: string(e.Police), Outcome: e.Outcome,
	}
	again := clause.OnConflict{Columns: []clause.Column{{Name: "activity_id"}}, DoUpdates: clause.AssignmentColumns([]string{
		"aims", "audience", "area", "starts_at", "others", "follow_up", "police_part", "outcome",
	})}
	if err := tx.Clauses(again).Create(&row).Error; err != nil {
		return err
	}
	var partners []engagementPartnerRow
	for _, p := range e.Partners {
		partners = append(partners, engagementPartnerRow{ActivityID: a.ID, PartnershipID: a.Partnership, AgencyID: p.Agency})
	}
	return replaceRows(tx, *a, partners)
}

// replaceRows puts rows in the place of those that the record had.
func replaceRows[T any](tx *gorm.DB, a activity.Activity, rows []T) error {
	if a.Version > 1 {
		if err := tx.Where("partnership_id = ? AND activity_id = ?", a.Partnership, a.ID).Delete(new(T)).Error; err != nil {
			return err
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return tx.Create(&rows).Error
}

// What an outreach activity has beyond its activity.
const (
	engagementOf = `SELECT activity_id, partnership_id, aims, audience, area, starts_at::text AS starts_at, others, follow_up, police_part, outcome
		FROM engagement WHERE partnership_id = ? AND activity_id = ?`
	engagementPartnersOf = `SELECT p.activity_id, p.partnership_id, p.agency_id, g.name AS agency_name
		FROM engagement_partner p JOIN shared.agency g ON g.id = p.agency_id
		WHERE p.partnership_id = ? AND p.activity_id = ? ORDER BY g.name, g.id`
)

// loadEngagement reads what an outreach activity has beyond its activity. One
// that was recorded before there was more to say has an empty detail.
func loadEngagement(tx *gorm.DB, a *activity.Activity) error {
	var rows []engagementRow
	if err := tx.Raw(engagementOf, a.Partnership, a.ID).Scan(&rows).Error; err != nil {
		return err
	}
	a.Content.Detail = activity.Engagement{}
	if len(rows) == 0 {
		return nil
	}
	r := rows[0]
	e := activity.Engagement{
		Aims: r.Aims, Audience: activity.Audience(r.Audience), Area: r.Area, Others: r.Others, FollowUp: r.FollowUp,
		Police: activity.PolicePart(r.PolicePart), Outcome: r.Outcome,
	}
	var partners []engagementPartnerRow
	if err := tx.Raw(engagementPartnersOf, a.Partnership, a.ID).Scan(&partners).Error; err != nil {
		return err
	}
	for _, p := range partners {
		e.Partners = append(e.Partners, activity.Partner{Agency: p.AgencyID, AgencyName: p.AgencyName})
	}
	a.Content.Start, a.Content.Detail = readClock(r.StartsAt), e
	return nil
}

// contentEngagement is an outreach activity as a version keeps it.
type contentEngagement struct {
	Aims     string          `json:"aims"`
	Audience string          `json:"audience"`
	Area     string          `json:"area,omitempty"`
	Partners []contentAgency `json:"partners,omitempty"`
	Others   string          `json:"others,omitempty"`
	FollowUp string          `json:"follow_up,omitempty"`
	Police   string          `json:"police,omitempty"`
	Outcome  string          `json:"outcome,omitempty"`
}

type contentAgency struct {
	Agency int    `json:"agency"`
	Name   string `json:"name,omitempty"`
	Post   string `json:"post,omitempty"`
}

// writeEngagement puts what an outreach activity adds into what a version keeps.
func writeEngagement(c *content, e activity.Engagement) {
	c.Engagement = &contentEngagement{
		Aims: e.Aims, Audience: string(e.Audience), Area: e.Area, Others: e.Others, FollowUp: e.FollowUp, Police: string(e.Police), Outcome: e.Outcome,
	}
	for _, p := range e.Partners {
		c.Engagement.Partners = append(c.Engagement.Partners, contentAgency{Agency: p.Agency, Name: p.AgencyName})
	}
}

// readEngagement is what an outreach activity adds, from what a version keeps.
func readEngagement(c content) activity.Engagement {
	k := c.Engagement
	if k == nil {
		return activity.Engagement{}
	}
	e := activity.Engagement{
		Aims: k.Aims, Audience: activity.Audience(k.Audience), Area: k.Area, Others: k.Others, FollowUp: k.FollowUp,
		Police: activity.PolicePart(k.Police), Outcome: k.Outcome,
	}
	for _, p := range k.Partners {
		e.Partners = append(e.Partners, activity.Partner{Agency: p.Agency, AgencyName: p.Name})
	}
	return e
}

// writeClock is a time of day as PostgreSQL reads it, or nil for none.
func writeClock(since time.Duration) *string {
	if since < 0 {
		return nil
	}
	at := time.Time{}.Add(since).Format(time.TimeOnly)
	return &at
}

// agenciesIn is the agencies of a partnership on a day. It reads what every
// strand may read, and no name of anybody.
const agenciesIn = `SELECT g.id AS agency, g.name, '' AS representative
	FROM shared.partnership_agency m JOIN shared.agency g ON g.id = m.agency_id
	WHERE m.partnership_id = $1 AND m.joined_on <= $2 AND (m.left_on IS NULL OR m.left_on >= $2) ORDER BY g.name, g.id`

// strandSetting is what a record of another strand than coordination is
// checked against, as that strand's own connection sees it.
func (s Activities) strandSetting(ctx context.Context, who access.Actor, in access.Strand, day time.Time) (activity.Setting, error) {
	set := activity.Setting{Today: day}
	partners, err := query[invitedRow](ctx, s.DB, who, in, agenciesIn, who.Partnership, day)
	if err != nil {
		return set, err
	}
	for _, p := range partners {
		set.Invited = append(set.Invited, activity.Invited(p))
	}
	referral, err := query[referralRow](ctx, s.DB, who, in, referralOf, who.Partnership)
	if err != nil {
		return set, err
	}
	if len(referral) > 0 {
		set.Referral = referral[0].ReferralText
	}
	return set, nil
}
