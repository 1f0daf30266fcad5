package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"liaison/internal/access"
	"liaison/internal/activity"
)

// versionRow is a record as it was, and what made it so.
type versionRow struct {
	Version int
	At      time.Time
	By      uuid.UUID
	What    string
	Why     *string
	Content string
}

// Versions are only ever added.
const (
	addVersion = `INSERT INTO activity_version (partnership_id, activity_id, version, at, by, what, why, content)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`
	versionsOf = `SELECT version, at, by, what, why, content FROM activity_version
		WHERE partnership_id = $1 AND activity_id = $2 ORDER BY version DESC, at DESC`
)

// saveVersions adds what a change added to the record's history.
func saveVersions(tx *gorm.DB, a activity.Activity) error {
	for _, v := range a.History {
		added := tx.Exec(addVersion, a.Partnership, a.ID, v.Number, v.At, v.By, string(v.What), maybe(v.Why), snapshot(v.Content))
		if added.Error != nil {
			return added.Error
		}
	}
	return nil
}

// Versions implements activity.Store.
func (s Activities) Versions(ctx context.Context, who access.Actor, in access.Strand, a activity.Activity) ([]activity.Version, error) {
	rows, err := query[versionRow](ctx, s.DB, who, in, versionsOf, who.Partnership, a.ID)
	if err != nil {
		return nil, err
	}
	var all []activity.Version
	for _, r := range rows {
		v := activity.Version{Number: r.Version, At: r.At.UTC(), By: r.By, What: activity.What(r.What), Content: activity.Content{Start: -1}}
		if r.Why != nil && !a.Hidden() {
			v.Why = *r.Why
		}
		if !a.Hidden() && r.Content != "" {
			var c content
			if err := json.Unmarshal([]byte(r.Content), &c); err != nil {
				return nil, fmt.Errorf("postgres: version %d: %w", r.Version, err)
			}
			v.Content = c.read(a.Kind)
		}
		all = append(all, v)
	}
	return all, nil
}

// content is what a version keeps, as it is stored. Its names are in old rows
// and never change their meaning.
type content struct {
	Title      string          `json:"title"`
	On         string          `json:"on"`
	Starts     string          `json:"starts,omitempty"`
	Mode       string          `json:"mode,omitempty"`
	Place      string          `json:"place,omitempty"`
	Series     string          `json:"series,omitempty"`
	SeriesName string          `json:"series_name,omitempty"`
	Others     string          `json:"others,omitempty"`
	Summary    string          `json:"summary,omitempty"`
	Marking    string          `json:"marking"`
	Limit      string          `json:"limit,omitempty"`
	Initiative bool            `json:"initiative"`
	Items      []string        `json:"items,omitempty"`
	Attendance []contentLine   `json:"attendance,omitempty"`
	Actions    []contentAction `json:"actions,omitempty"`

	Meeting    *contentMeeting    `json:"meeting,omitempty"`
	Engagement *contentEngagement `json:"engagement,omitempty"`
	Pointer    *contentPointer    `json:"pointer,omitempty"`
	Share      *contentShare      `json:"share,omitempty"`
	Training   *contentTraining   `json:"training,omitempty"`
	Connect    *contentConnect    `json:"connect,omitempty"`
}

type contentLine struct {
	Agency int    `json:"agency"`
	Name   string `json:"name,omitempty"`
	State  string `json:"state"`
	Person string `json:"person,omitempty"`
	Why    string `json:"why,omitempty"`
	Sent   bool   `json:"sent,omitempty"`
}

type contentAction struct {
	Kind   string `json:"kind,omitempty"` // none for a plain action
	What   string `json:"what"`
	Agency int    `json:"agency"`
	Name   string `json:"name,omitempty"`
	Owner  string `json:"owner,omitempty"`
	Due    string `json:"due"`
}

// snapshot is what was recorded as a version keeps it.
func snapshot(of activity.Content) string {
	c := content{
		Title: of.Name, On: of.Day.Format(time.DateOnly), Summary: of.Summary, Marking: string(of.Marking), Limit: string(of.Limit), Items: of.Items,
	}
	if of.Start >= 0 {
		c.Starts = time.Time{}.Add(of.Start).Format(time.TimeOnly)
	}
	for _, n := range of.Actions {
		kept := contentAction{What: n.What, Agency: n.Agency, Name: n.AgencyName, Due: n.Due.Format(time.DateOnly)}
		if n.Kind != activity.PlainAction {
			kept.Kind = string(n.Kind)
		}
		if n.Owner != uuid.Nil {
			kept.Owner = n.Owner.String()
		}
		c.Actions = append(c.Actions, kept)
	}
	writeDetail(&c, of.Detail)
	b, err := json.Marshal(c)
	if err != nil {
		panic(err) // it is made of words and numbers alone
	}
	return string(b)
}

func (c content) read(of activity.Kind) activity.Content {
	m := activity.Content{
		Name: c.Title, Start: -1, Summary: c.Summary, Marking: activity.Marking(c.Marking), Limit: activity.Limit(c.Limit), Items: c.Items,
		Detail: readDetail(c, of),
	}
	m.Day, _ = time.Parse(time.DateOnly, c.On)
	if c.Starts != "" {
		m.Start = readClock(&c.Starts)
	}
	for _, n := range c.Actions {
		due, _ := time.Parse(time.DateOnly, n.Due)
		kind, owner := activity.ActionKind(n.Kind), uuid.Nil
		if n.Kind == "" {
			kind = activity.PlainAction
		}
		if n.Owner != "" {
			owner, _ = uuid.Parse(n.Owner)
		}
		m.Actions = append(m.Actions, activity.Action{Kind: kind, What: n.What, Agency: n.Agency, AgencyName: n.Name, Owner: owner, Due: due})
	}
	return m
}
