package activity

import (
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
)

// Log makes the record of a content that passed its Check. The Store adds what
// only it can know: references, and who the people are.
func Log(who access.Actor, c Content, now time.Time) Activity {
	c = c.Tidy()
	a := Activity{
		ID: uuid.New(), Strand: c.Kind().Strand(), Partnership: who.Partnership, Agency: who.Agency,
		Kind: c.Kind(), At: c.Held(), Content: c,
		Author: who.ID, CreatedAt: now, UpdatedAt: now, UpdatedBy: who.ID, Version: 1,
	}
	a.open(c.Actions, who, now)
	a.follow(Content{}, who, now)
	a.add(Saved, who, "", now)
	return a
}

// open begins the actions that a record asks for.
func (a *Activity) open(asked []Action, who access.Actor, now time.Time) {
	for _, n := range asked {
		n.ID, n.Activity, n.Partnership, n.Position = uuid.New(), a.ID, a.Partnership, len(a.Actions)+1
		n.State, n.Author, n.CreatedAt, n.Version = Open, who.ID, now, 1
		if n.Kind == "" {
			n.Kind = PlainAction
		}
		n.History = []ActionChange{{ID: uuid.New(), At: now, By: who.ID, What: Opened, DueIs: n.Due}}
		a.Actions = append(a.Actions, n)
	}
	a.Content.Actions = nil
	for _, n := range a.Actions {
		a.Content.Actions = append(a.Content.Actions, Action{Kind: n.Kind, What: n.What, Agency: n.Agency, AgencyName: n.AgencyName, Owner: n.Owner, Due: n.Due})
	}
}

// add puts the record as it now is into its history.
func (a *Activity) add(what What, who access.Actor, why string, now time.Time) {
	a.History = append(a.History, Version{Number: a.Version, At: now, By: who.ID, What: what, Why: why, Content: a.Content})
}
