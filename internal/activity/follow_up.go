package activity

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fault"
)

// longDay is how a day stands in a sentence.
const longDay = "2 January 2006"

// Asked is what the record asks of agencies beside follow-ups.
func (a Activity) Asked() []Action {
	return slices.DeleteFunc(slices.Clone(a.Actions), func(n Action) bool { return n.Kind == FollowUp })
}

// FollowUps are the follow-ups of a training session, one for each agency that
// came and those that were cancelled.
func (a Activity) FollowUps() []Action {
	return slices.DeleteFunc(slices.Clone(a.Actions), func(n Action) bool { return n.Kind != FollowUp })
}

// follow makes the follow-ups those of the session as it now is: it opens one
// for each agency that has none, cancels that of an agency that did not come
// after all, and moves those whose day followed from what the record was.
func (a *Activity) follow(was Content, who access.Actor, now time.Time) {
	s, ok := a.Content.Detail.(Session)
	if !ok {
		return
	}
	due := a.Content.Day.AddDate(0, 0, s.FollowDays)
	dueWas := was.Day.AddDate(0, 0, Part[Session](was).FollowDays)
	asked := map[int]bool{}
	for i := range a.Actions {
		n := &a.Actions[i]
		if n.Kind != FollowUp || n.State == Cancelled {
			continue
		}
		came := slices.ContainsFunc(s.Parties, func(p Party) bool { return p.Agency == n.Agency })
		asked[n.Agency] = came || n.State != Open
		switch {
		case n.State != Open:
		case !came:
			n.change(ActionChange{What: Cancel, Why: n.AgencyName + " is no longer recorded as having come"}, who, now)
			n.State, n.ClosedAt, n.ClosedBy = Cancelled, now, who.ID
		case !n.Due.Equal(due) && (n.Due.Equal(dueWas) || !n.Due.After(a.Content.Day)):
			n.change(ActionChange{What: DueChanged, DueWas: n.Due, DueIs: due, Why: "The training session was corrected"}, who, now)
			n.Due = due
		}
	}
	var fresh []Action
	for _, p := range s.Parties {
		if !asked[p.Agency] {
			fresh = append(fresh, Action{Kind: FollowUp, What: "Follow up the training with " + p.AgencyName, Agency: p.Agency, AgencyName: p.AgencyName, Due: due})
		}
	}
	a.open(fresh, who, now)
}

// change adds to the action's history and moves it on to its next version.
func (a *Action) change(c ActionChange, who access.Actor, now time.Time) {
	c.ID, c.At, c.By = uuid.New(), now, who.ID
	a.History = append(a.History, c)
	a.Version++
}

// checkFollowUps wants no session after a follow-up of it that was done.
func (a Activity) checkFollowUps(c *fault.Check, is Content) {
	if is.Kind() != Training {
		return
	}
	for _, n := range a.FollowUps() {
		c.Need(n.State != Done || n.DoneOn.IsZero() || is.Day.IsZero() || !n.DoneOn.Before(is.Day), "date",
			"Date of the training session must be on or before %s, when %s was followed up", n.DoneOn.Format(longDay), n.AgencyName)
	}
}
