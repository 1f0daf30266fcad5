package activity

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/calendar"
	"liaison/internal/fault"
	"liaison/internal/form"
)

// Step is one thing that was done to a request or an offer after it was
// recorded.
type Step struct {
	ID      uuid.UUID
	Version int // of the record, to which it moved on
	At      time.Time
	By      uuid.UUID
	What    StepWhat
	Day     time.Time // when it was done, which may be before somebody said so
	Next    time.Time // when it is due from now on, or when to remind again
	Agency  int       // the agency that did it
	Why     string    // a reason, what was left out, or what a recipient said
}

// StepWhat is what can be done to a request or an offer.
type StepWhat string

// What can be done.
const (
	Acknowledging StepWhat = "acknowledged"
	Giving        StepWhat = "given"
	GivingPart    StepWhat = "part"
	Refusing      StepWhat = "refused"
	Dropping      StepWhat = "dropped"
	Reminding     StepWhat = "reminded"
	MovingDue     StepWhat = "due"
	GivingWord    StepWhat = "feedback"
)

// Name is what people read.
func (w StepWhat) Name() string {
	switch w {
	case Acknowledging:
		return "Acknowledged"
	case Giving:
		return "Given"
	case GivingPart:
		return "Given in part"
	case Refusing:
		return "Refused"
	case Dropping:
		return "Dropped"
	case Reminding:
		return "Reminder sent"
	case MovingDue:
		return "Due date changed"
	case GivingWord:
		return "Feedback given"
	}
	return ""
}

// Side is the agencies that may take the step: one of those asked answers, the
// one that has it gives it, and whoever waits for it reminds or lets it go.
func (w StepWhat) Side(s Sharing) []int {
	switch w {
	case Acknowledging, Refusing:
		return s.Asked()
	case Giving, GivingPart:
		return []int{s.Giver}
	case Dropping, Reminding:
		return s.Asking()
	case MovingDue:
		return append(s.Asked(), s.Asking()...)
	case GivingWord:
		return s.Receivers()
	}
	return nil
}

// Scope is where who takes the step: with their own agency, if it is one that
// may, or else with the first that may.
func (w StepWhat) Scope(a Activity, who access.Actor) access.Scope {
	side := w.Side(Part[Sharing](a.Content))
	scope := a.Scope()
	switch {
	case slices.Contains(side, who.Agency):
		scope.Agency = who.Agency
	case len(side) > 0:
		scope.Agency = side[0]
	}
	return scope
}

// Answer is a step as somebody is about to take it.
type Answer struct {
	What      StepWhat
	Day       time.Time // when it was done; a new due date is set today
	Next      time.Time // the new due date, or when to remind again
	Agency    int       // of several that gave feedback, which; else that of the scope
	Why       string
	Line      uuid.UUID // the ground, of what is given
	LineWords string
	Emergency string
}

// Taking is one step that somebody takes, with what it does to the record.
type Taking struct {
	access.Change[Activity]
	Answer Answer
}

// Scope is where who takes the step, with the agency that it names if it does.
func (n Answer) Scope(a Activity, who access.Actor) access.Scope {
	scope := n.What.Scope(a, who)
	if n.What == GivingWord && n.Agency != 0 {
		scope.Agency = n.Agency
	}
	return scope
}

// Ready returns a Conflict where the record cannot take the step as it is.
func (w StepWhat) Ready(a Activity) error {
	s, ok := a.Content.Detail.(Sharing)
	say := ""
	switch {
	case a.Hidden():
		say = "This record is hidden, because it was reported as wrong content"
	case a.IsWithdrawn():
		say = "This record has been withdrawn"
	case !ok:
		return fault.Missing()
	case w == GivingWord && !s.Outcome.Gave():
		say = "Nothing has been given yet, so there is nothing to give feedback on"
	case w != GivingWord && s.Outcome != StillOpen:
		say = "This " + s.Direction.noun() + " has already been answered"
	case w == Acknowledging && !s.Acknowledged.IsZero():
		say = "This " + s.Direction.noun() + " has already been acknowledged"
	}
	if say != "" {
		return fault.New(fault.Conflict, say)
	}
	return nil
}

// Check returns everything wrong with the step, as an Invalid fault.
func (n Answer) Check(a Activity, in Setting) error {
	var c fault.Check
	s := Part[Sharing](a.Content)
	asked := a.Content.Day
	if n.What != MovingDue {
		c.Need(!n.Day.IsZero(), "day", "Enter the date")
		checkBetween(&c, "day", "Date", n.Day, asked, in.Today, s.Direction)
	}
	switch n.What {
	case Acknowledging:
	case Giving, GivingPart:
		n.checkGiving(&c, s, in)
	case Refusing:
		n.checkWhy(&c, "Enter why it is refused")
	case Dropping:
		n.checkWhy(&c, "Enter why it is not needed any more")
	case Reminding:
		c.Need(!n.Next.IsZero(), "next", "Enter when to remind again")
		c.Need(n.Next.IsZero() || n.Next.After(in.Today), "next", "Next reminder must be in the future")
		c.Need(n.Next.Before(in.Today.AddDate(1, 0, 0)), "next", "Next reminder must be within a year")
	case MovingDue:
		n.checkMove(&c, s, asked, in.Today)
	case GivingWord:
		c.Need(s.receives(n.Agency), "agency", "Select the agency that gave feedback")
		c.Need(n.Day.IsZero() || !n.Day.Before(s.Sent), "day", "Date must be on or after %s, when it was sent", s.Sent.Format("2 January 2006"))
		c.Need(form.Length(n.Why) <= MaxTerms, "why", "Feedback must be 1,000 characters or less")
	}
	return c.Err()
}

func (n Answer) checkWhy(c *fault.Check, missing string) {
	c.Need(n.Why != "", "why", "%s", missing)
	c.Need(form.Length(n.Why) <= MaxTerms, "why", "Reason must be 1,000 characters or less")
}

// checkGiving wants a ground that holds on the day it was sent.
func (n Answer) checkGiving(c *fault.Check, s Sharing, in Setting) {
	s.Line, s.Emergency = n.Line, n.Emergency
	checkGround(c, s, n.Day, in.Terms)
	c.Need(n.Line != uuid.Nil || n.Emergency != "", "line", "Select the line of a sharing agreement that covers this, or enter an emergency ground")
	c.Need(s.Acknowledged.IsZero() || n.Day.IsZero() || !n.Day.Before(s.Acknowledged), "day", "Date must be on or after %s, when it was acknowledged", s.Acknowledged.Format("2 January 2006"))
	if n.What == GivingPart {
		c.Need(n.Why != "", "left_out", "Enter what was left out")
		c.Need(form.Length(n.Why) <= MaxTerms, "left_out", "What was left out must be 1,000 characters or less")
	}
}

func (n Answer) checkMove(c *fault.Check, s Sharing, asked, today time.Time) {
	c.Need(!n.Next.IsZero(), "next", "Enter the new due date")
	c.Need(n.Next.IsZero() || !n.Next.Before(today), "next", "New due date must be today or in the future")
	c.Need(n.Next.IsZero() || !n.Next.Equal(s.Due), "next", "New due date must be different from the date now")
	checkDueDay(c, "next", "New due date", n.Next, asked, s.Direction)
	n.checkWhy(c, "Enter why the date is changing")
}

// Take is one step of somebody's. The version is the one that who was looking
// at: if the record has moved on, nothing is lost and the step is a Conflict.
func (n Answer) Take(who access.Actor, version int, in Setting, now time.Time) Taking {
	return Taking{Answer: n, Change: access.Change[Activity]{Do: access.AnswerShare, Apply: func(a *Activity) error {
		if err := n.What.Ready(*a); err != nil {
			return err
		}
		n.Agency = n.Scope(*a, who).Agency
		if err := n.Check(*a, in); err != nil {
			return err
		}
		if a.Version != version {
			return fault.New(fault.Conflict, "This record changed while you were editing")
		}
		s := Part[Sharing](a.Content)
		s.Takers, s.Steps = slices.Clone(s.Takers), slices.Clone(s.Steps)
		n.apply(&s)
		step := Step{ID: uuid.New(), Version: version + 1, At: now, By: who.ID, What: n.What, Day: n.Day, Next: n.Next, Agency: n.Agency, Why: n.Why}
		if n.What == MovingDue {
			step.Day = calendar.Day(now)
		}
		s.Steps = append(s.Steps, step)
		a.Content.Detail = s.tidy()
		a.touch(who, now)
		a.add(Answered, who, n.Why, now)
		return nil
	}}}
}

// apply does the step.
func (n Answer) apply(s *Sharing) {
	switch n.What {
	case Acknowledging:
		s.Acknowledged = n.Day
	case Giving, GivingPart:
		s.Outcome, s.Sent, s.Line, s.LineWords, s.Emergency = Outcome(n.What), n.Day, n.Line, n.LineWords, n.Emergency
		if n.What == GivingPart {
			s.LeftOut = n.Why
		}
	case Refusing:
		s.Outcome, s.Closed, s.Refused = Declined, n.Day, n.Why
	case Dropping:
		s.Outcome, s.Closed = Dropped, n.Day
	case Reminding:
		s.Remind = n.Next
	case MovingDue:
		s.Due = n.Next
	case GivingWord:
		i := slices.IndexFunc(s.Takers, func(t Taker) bool { return t.Agency == n.Agency })
		s.Takers[i].FeedbackOn, s.Takers[i].Feedback = n.Day, n.Why
	}
}
