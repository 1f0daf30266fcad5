package checklist

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

// Judgement is what a manager says of an item.
type Judgement string

// The judgements. An item nobody has assessed yet is NotAssessed.
const (
	InPlace     Judgement = "in_place"
	PartlyThere Judgement = "partly"
	NotInPlace  Judgement = "not_in_place"
	NotAssessed Judgement = "not_assessed"
)

// Judgements lists them in the order pages show them.
func Judgements() []Judgement { return []Judgement{InPlace, PartlyThere, NotInPlace, NotAssessed} }

// Words is the judgement as people read it.
func (j Judgement) Words() string {
	switch j {
	case InPlace:
		return "In place"
	case PartlyThere:
		return "Partly in place"
	case NotInPlace:
		return "Not in place"
	case NotAssessed:
		return "Not assessed"
	}
	return ""
}

// Assessment is a manager's judgement of one item. No rule ever makes one.
type Assessment struct {
	ID       uuid.UUID
	Item     string
	State    Judgement
	Reason   string
	Review   time.Time // when it is to be looked at again
	By       uuid.UUID
	At       time.Time
	Computed State // what the records said at the time, zero where not computed
}

// Overdue reports whether the review is past on the day.
func (a Assessment) Overdue(today time.Time) bool {
	return !a.Review.IsZero() && a.Review.Before(today)
}

// Check returns everything wrong with the assessment, as an Invalid fault.
func (a Assessment) Check(today time.Time) error {
	var c fault.Check
	c.Need(a.State.Words() != "", "state", "Select an assessment")
	c.Need(strings.TrimSpace(a.Reason) != "", "reason", "%s", a.State.why())
	c.Need(form.Length(a.Reason) <= 2000, "reason", "Reason must be 2,000 characters or less")
	c.Need(!a.Review.IsZero(), "review", "Enter the date of the next review")
	c.Need(a.Review.IsZero() || a.Review.After(today), "review", "Date of the next review must be in the future")
	c.Need(a.Review.IsZero() || !a.Review.After(today.AddDate(2, 0, 0)), "review", "Date of the next review must be within 2 years")
	return c.Err()
}

// why asks for the reason of a judgement.
func (j Judgement) why() string {
	switch j {
	case InPlace:
		return "Enter why this item is in place"
	case PartlyThere:
		return "Enter why this item is partly in place"
	case NotInPlace:
		return "Enter why this item is not in place"
	case NotAssessed:
		return "Enter why this item is not assessed"
	}
	return "Enter the reason for your assessment"
}

// Beside says in words how the assessment and the records stand to each other
// where they differ, and nothing where they agree or one of them is missing.
// Source: rules for all items, "Where it disagrees with the computed state the
// page says so in words".
func (a Assessment) Beside(s State) string {
	agree := map[Judgement]State{InPlace: Met, PartlyThere: Partly, NotInPlace: NotMet}
	switch want, assessed := agree[a.State]; {
	case !assessed || s == "" || s == want:
		return ""
	case s == TooFew:
		return "The assessment is ‘" + a.State.Words() + "’. The records are too few to say whether they agree."
	}
	return "The assessment and the records differ: the manager’s assessment is ‘" + a.State.Words() + "’, and the r" + s.Words()[1:] + ". Neither changes the other."
}

// At is the standing as it was at the moment.
func (s Standing) At(moment time.Time) Standing {
	s.History = slices.DeleteFunc(slices.Clone(s.History), func(a Assessment) bool { return a.At.After(moment) })
	return s
}

// Standing is one item in one partnership with every assessment of it.
type Standing struct {
	Partnership int
	Code        string
	History     []Assessment // newest first; it only ever grows
}

// Scope is where the standing is kept.
func (s Standing) Scope() access.Scope {
	return access.Scope{Strand: access.Coordination, Partnership: s.Partnership}
}

// Latest returns the newest assessment, or one that says NotAssessed.
func (s Standing) Latest() Assessment {
	if len(s.History) == 0 {
		return Assessment{Item: s.Code, State: NotAssessed}
	}
	return s.History[0]
}

// Assess adds an assessment after the one that its author had seen; uuid.Nil
// where there was none.
func Assess(a Assessment, seen uuid.UUID, today time.Time) access.Change[Standing] {
	return access.Change[Standing]{Do: access.AssessChecklist, Apply: func(s *Standing) error {
		if err := a.Check(today); err != nil {
			return err
		}
		if s.Latest().ID != seen {
			return fault.New(fault.Conflict, "Somebody else assessed this item meanwhile")
		}
		a.Item = s.Code
		s.History = append([]Assessment{a}, s.History...)
		return nil
	}}
}

// Record is what a page may say of a record behind a fact.
type Record struct {
	Ref       string
	Title     string
	Sensitive bool // it is marked above OFFICIAL
	Day       time.Time
	Path      string // where it is read
}

// Claim is a record that its author linked to an item. It never changes what
// is computed.
type Claim struct {
	Record
	By uuid.UUID
	At time.Time
}

// Store keeps assessments and answers what the rules read. Every method acts
// as who, in the partnership they are working in.
type Store interface {
	// Facts returns the facts known at the end of the day that can bear on any
	// item. Of facts that only have to exist it returns the newest, so that
	// the answer stays small; Evaluate finds the same as from all of them.
	Facts(ctx context.Context, who access.Actor, book *Book, day time.Time) ([]fact.Fact, error)
	// Stamp says how far coordination has come: where two answers are the same,
	// nothing changed between them. It is empty for whoever may not read the
	// partnership, and where it cannot be told.
	Stamp(ctx context.Context, who access.Actor) string
	// Assessments returns the newest assessment of each item that had one at the
	// moment.
	Assessments(ctx context.Context, who access.Actor, at time.Time) (map[string]Assessment, error)
	// Standing returns one item with its history.
	Standing(ctx context.Context, who access.Actor, code string) (Standing, error)
	// Assess does one thing to one item and logs it, or does neither. Besides
	// what the change itself returns, it returns Forbidden.
	Assess(ctx context.Context, who access.Actor, code string, ch access.Change[Standing]) error
	// Records returns those of the records that the person may open, by id.
	// Withdrawn and reported ones are left out.
	Records(ctx context.Context, who access.Actor, ids []uuid.UUID) (map[uuid.UUID]Record, error)
	// Occasions returns how and where people met or were trained, by the id of
	// the record. Withdrawn and reported ones are left out.
	Occasions(ctx context.Context, who access.Actor, ids []uuid.UUID) (map[uuid.UUID]Occasion, error)
	// Workload returns what rests on the coordinator on the day, as it was known
	// at its end, and who recorded what in so many days up to it.
	Workload(ctx context.Context, who access.Actor, day time.Time, days int) (Workload, error)
	// Claims returns the newest records linked to the item, at most so many,
	// and how many there are in all.
	Claims(ctx context.Context, who access.Actor, code string, most int) ([]Claim, int, error)
	// Thresholds returns every proposal to change a threshold.
	Thresholds(ctx context.Context, who access.Actor) (Register, error)
	// ChangeThresholds adds a proposal or decides on one and logs it, or does
	// neither. Besides what the change itself returns, it returns Forbidden.
	ChangeThresholds(ctx context.Context, who access.Actor, ch access.Change[Register]) error
	// Kept returns what was kept of the item, or of every item where the code is
	// empty, from one day to another, both included, in the order of days.
	Kept(ctx context.Context, who access.Actor, code string, from, to time.Time) ([]Kept, error)
	// Commentary returns what was said to the board about the quarter.
	Commentary(ctx context.Context, who access.Actor, q Quarter) (Commentary, error)
	// Trials returns what the partnership wrote about each mechanism of which it
	// wrote anything, by code.
	Trials(ctx context.Context, who access.Actor) (map[string]Trial, error)
	// ChangeTrial does one thing to what was written about a mechanism and logs
	// it, or does neither. Besides what the change itself returns, it returns
	// Forbidden.
	ChangeTrial(ctx context.Context, who access.Actor, mechanism string, ch access.Change[Trial]) error
	// Sums adds up the facts of the kinds that Proxies reads, of the days from
	// one to another, as they are known now.
	Sums(ctx context.Context, who access.Actor, from, to time.Time) ([]Sum, error)
	// Comment adds to it and logs that, or does neither.
	Comment(ctx context.Context, who access.Actor, q Quarter, ch access.Change[Commentary]) error
}
