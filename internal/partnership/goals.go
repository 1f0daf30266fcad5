package partnership

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fact"
	"liaison/internal/fault"
	"liaison/internal/form"
)

// MaxQuestions is how many check questions go with a version of the goals.
const MaxQuestions = 3

// Question asks whether the goals were understood. It has one right answer.
type Question struct {
	Text    string
	Choices []string
	Right   int // which of the choices, from 1
}

// Goals is one version of what the programme is for. A version never changes:
// the next one replaces it from its day on.
type Goals struct {
	ID        uuid.UUID
	Version   int
	Text      string
	From      time.Time
	Reason    string
	Questions []Question
	By        uuid.UUID
	At        time.Time
}

// Check returns everything wrong with the version, as an Invalid fault. The
// fields of the nth question are question-n, choices-n and right-n.
func (g Goals) Check() error {
	var c fault.Check
	c.Need(strings.TrimSpace(g.Text) != "", "text", "Enter the goals")
	c.Need(form.Length(g.Text) <= 5000, "text", "Goals must be 5,000 characters or less")
	c.Need(!g.From.IsZero(), "from", "Enter the day from which these goals hold")
	checkYear(&c, "from", "Day from which these goals hold", g.From)
	for n, q := range g.Questions {
		q.check(&c, string(rune('1'+n)))
	}
	checkReason(&c, "reason", g.Reason, "Enter why the goals change")
	return c.Err()
}

func (q Question) check(c *fault.Check, n string) {
	c.Need(q.Text != "", "question-"+n, "Question %s: enter the question", n)
	c.Need(form.Length(q.Text) <= 300, "question-"+n, "Question %s: question must be 300 characters or less", n)
	c.Need(len(q.Choices) >= 2, "choices-"+n, "Question %s: enter at least two answers to choose from, each on a line", n)
	c.Need(len(q.Choices) <= 5, "choices-"+n, "Question %s: enter no more than five answers to choose from", n)
	c.Need(form.Length(strings.Join(q.Choices, "\n")) <= 900, "choices-"+n, "Question %s: the answers must be 900 characters or less together", n)
	seen := slices.Clone(q.Choices)
	slices.Sort(seen)
	c.Need(len(slices.Compact(seen)) == len(q.Choices), "choices-"+n, "Question %s: each answer must be different", n)
	c.Need(q.Right >= 1, "right-"+n, "Question %s: enter which answer is right, as 1 for the first", n)
	c.Need(q.Right <= len(q.Choices), "right-"+n, "Question %s: the right answer must be one of the answers, as 1 for the first", n)
}

// Facts is what rules may know of the version.
func (g Goals) Facts() []fact.Fact {
	return []fact.Fact{{Source: g.ID, Kind: fact.Goals, Day: g.From, Number: g.Version}}
}

// Aims is the goals of one partnership with all their versions.
type Aims struct {
	Partnership int
	Versions    []Goals // newest first
}

// Scope is where they are kept.
func (a Aims) Scope() access.Scope {
	return access.Scope{Strand: access.Coordination, Partnership: a.Partnership}
}

// On returns the version that holds on the day: the newest that has begun.
func (a Aims) On(day time.Time) (Goals, bool) {
	i := slices.IndexFunc(a.Versions, func(g Goals) bool { return !g.From.After(day) })
	if i < 0 {
		return Goals{}, false
	}
	return a.Versions[i], true
}

// Coming returns the newest version, where it has not begun on the day.
func (a Aims) Coming(day time.Time) (Goals, bool) {
	if len(a.Versions) == 0 || !a.Versions[0].From.After(day) {
		return Goals{}, false
	}
	return a.Versions[0], true
}

// SetGoals adds a version, which begins on or after the day of the one before.
func SetGoals(g Goals) access.Change[Aims] {
	return access.Change[Aims]{Do: access.KeepGoals, Apply: func(a *Aims) error {
		if err := g.Check(); err != nil {
			return err
		}
		g.Version = 1
		if len(a.Versions) > 0 {
			last := a.Versions[0]
			if g.From.Before(last.From) {
				return fault.At("from", "Day from which these goals hold must be on or after "+written(last.From)+", when the version before begins")
			}
			g.Version = last.Version + 1
		}
		a.Versions = append([]Goals{g}, a.Versions...)
		return nil
	}}
}

// Acknowledgement is somebody saying that they have read a version of the
// goals. How they answered its questions is kept in numbers alone.
type Acknowledgement struct {
	Goals    uuid.UUID
	Version  int
	Account  uuid.UUID
	Agency   int
	Day      time.Time
	Answered int
	Correct  int
	Missed   []int // which questions were answered wrongly, from 1
}

// Source is the id under which the acknowledgement's facts are kept: one for
// each person and version.
func (a Acknowledgement) Source() uuid.UUID { return uuid.NewSHA1(a.Goals, a.Account[:]) }

// Facts is what rules may know of it.
func (a Acknowledgement) Facts() []fact.Fact {
	f := fact.Fact{Source: a.Source(), Kind: fact.Acknowledgement, Day: a.Day, By: a.Account, Agency: a.Agency, Number: a.Version}
	if a.Answered == MaxQuestions {
		f.Flags = append(f.Flags, fact.QuestionsAnswered)
	}
	return []fact.Fact{f}
}

// Acknowledge is who saying that they have read the version, with the choices
// they took, from 1, in the order of its questions; 0 leaves a question out.
// The problem of the nth answer is at answer-n.
func (g Goals) Acknowledge(who access.Actor, took []int, day time.Time) (Acknowledgement, error) {
	a := Acknowledgement{Goals: g.ID, Version: g.Version, Account: who.ID, Agency: who.Agency, Day: day}
	var c fault.Check
	for n, q := range g.Questions {
		choice := 0
		if n < len(took) {
			choice = took[n]
		}
		at := string(rune('1' + n))
		c.Need(choice >= 0 && choice <= len(q.Choices), "answer-"+at, "Question %s: select an answer from the list", at)
		if choice <= 0 || choice > len(q.Choices) {
			continue
		}
		a.Answered++
		if choice == q.Right {
			a.Correct++
		} else {
			a.Missed = append(a.Missed, n+1)
		}
	}
	return a, c.Err()
}

// CheckWithdrawal returns what is wrong with the reason for taking an
// acknowledgement back, as an Invalid fault.
func (a Acknowledgement) CheckWithdrawal(why string) error { return CheckWithdrawal(why) }

// GoalsStore keeps the goals and who acknowledged them.
type GoalsStore interface {
	// Aims returns the goals with all their versions.
	Aims(ctx context.Context, who access.Actor) (Aims, error)
	// ChangeAims does one thing to the goals and logs it, or does neither.
	// Besides what the change itself returns, it returns Forbidden, and
	// Conflict when somebody else added a version meanwhile.
	ChangeAims(ctx context.Context, who access.Actor, ch access.Change[Aims]) error
	// Acknowledgements returns who acknowledged a version, earliest first.
	Acknowledgements(ctx context.Context, who access.Actor, version Goals) ([]Acknowledgement, error)
	// Acknowledge keeps who's acknowledgement. It returns Forbidden, NotFound
	// for a version that is not there, and Conflict when they have acknowledged
	// it before.
	Acknowledge(ctx context.Context, who access.Actor, a Acknowledgement) error
	// WithdrawAcknowledgement takes back who's own acknowledgement of a version,
	// with a reason. It returns Forbidden, Invalid, and Conflict where they have
	// not acknowledged it, or withdrew that already.
	WithdrawAcknowledgement(ctx context.Context, who access.Actor, version Goals, why string) error
}
