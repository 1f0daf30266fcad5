package partnership

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
	"liaison/internal/fact"
)

// Agreement is a sharing agreement: on what ground its parties may share which
// information, from when until when, and when it is next reviewed.
type Agreement struct {
	ID        uuid.UUID
	Number    string // as people cite it: ISA-04
	Name      string
	Purpose   string
	Basis     string // lawful basis
	Retention string
	DPIA      string // reference of its data protection impact assessment
	Contact   string
	From      time.Time
	Review    time.Time // day by which it is next reviewed
	To        time.Time // last day, zero while none is set
	ClosedWhy string    // why it was ended, where somebody ended it
	Parties   []Party   // by name
	Lines     []Line    // by position
	By        uuid.UUID
	At        time.Time
	Version   int
}

// Party is an agency that an agreement is between.
type Party struct {
	Agency int
	Name   string
	Signed time.Time // zero until it has signed
}

// Line is one thing that an agreement lets its parties share: which data, for
// what purpose, from whom to whom.
type Line struct {
	ID        uuid.UUID
	Agreement uuid.UUID
	Number    string // of the agreement
	Position  int
	Purpose   string
	Items     string // which data
	Giver     int    // the agency that gives, 0 for any party
	GiverName string
	Taker     int // the agency that receives, 0 for any party
	TakerName string
	Parties   []int     // of the agreement
	From      time.Time // first day, never before the agreement's own
	To        time.Time // last day, never after the agreement's own, zero while none is set
}

// Standing is how an agreement stands on a day.
type Standing string

// How an agreement stands.
const (
	NotYet        Standing = "not_yet"
	InForce       Standing = "in_force"
	ReviewOverdue Standing = "review_overdue" // in force, past the day of its review
	Over          Standing = "over"
)

// Scope is where agreements are kept.
func (a Agreement) Scope(partnership int) access.Scope {
	return access.Scope{Strand: access.Coordination, Partnership: partnership}
}

// Stands is how the agreement stands on the day.
func (a Agreement) Stands(day time.Time) Standing {
	switch {
	case !a.To.IsZero() && day.After(a.To):
		return Over
	case day.Before(a.From):
		return NotYet
	case day.After(a.Review) && !a.Ended():
		return ReviewOverdue
	}
	return InForce
}

// Ended reports whether somebody gave the agreement its last day, which may
// still be to come. Nothing of it changes after that.
func (a Agreement) Ended() bool { return a.ClosedWhy != "" }

// Is reports whether the agency is a party.
func (a Agreement) Is(agency int) bool {
	return slices.ContainsFunc(a.Parties, func(p Party) bool { return p.Agency == agency })
}

// within is the line with the agreement's own days and parties put on it.
func (a Agreement) within(l Line) Line {
	l.Agreement, l.Number, l.Parties = a.ID, a.Number, nil
	for _, p := range a.Parties {
		l.Parties = append(l.Parties, p.Agency)
	}
	if !a.To.IsZero() && (l.To.IsZero() || l.To.After(a.To)) {
		l.To = a.To
	}
	return l
}

// Line is the line with the id.
func (a Agreement) Line(id uuid.UUID) (Line, bool) {
	i := slices.IndexFunc(a.Lines, func(l Line) bool { return l.ID == id })
	if i < 0 {
		return Line{}, false
	}
	return a.Lines[i], true
}

// Tidy is the agreement with each line inside its days and among its parties,
// and with both in order.
func (a Agreement) Tidy() Agreement {
	a.Parties, a.Lines = slices.Clone(a.Parties), slices.Clone(a.Lines)
	slices.SortFunc(a.Parties, func(x, y Party) int { return cmp.Or(strings.Compare(x.Name, y.Name), x.Agency-y.Agency) })
	slices.SortFunc(a.Lines, func(x, y Line) int { return x.Position - y.Position })
	for i, l := range a.Lines {
		a.Lines[i] = a.within(l)
	}
	return a
}

// Facts is what rules may know of the agreement, of its parties and of its lines.
func (a Agreement) Facts() []fact.Fact {
	facts := []fact.Fact{{Source: a.ID, Kind: fact.Agreement, Day: a.From, Until: a.To, Number: len(a.Parties)}}
	if !a.Ended() {
		facts = append(facts, fact.Fact{Source: a.ID, Part: 1, Kind: fact.AgreementReview, Day: a.Review})
	}
	for _, p := range a.Parties {
		f := fact.Fact{Source: a.ID, Part: firstPart + 2*p.Agency, Kind: fact.AgreementParty, Day: a.From, Until: a.To, Agency: p.Agency}
		if !p.Signed.IsZero() {
			f.Flags = []fact.Flag{fact.Signed}
		}
		facts = append(facts, f)
	}
	for _, l := range a.Tidy().Lines {
		if l.To.IsZero() || !l.To.Before(l.From) { // or the agreement ended before the line began
			facts = append(facts, fact.Fact{
				Source: a.ID, Part: firstPart + 2*l.Position + 1, Kind: fact.AgreementLine, Day: l.From, Until: l.To, Agency: l.Giver, Other: l.Taker, Person: l.ID,
			})
		}
	}
	slices.SortFunc(facts, func(x, y fact.Fact) int { return x.Part - y.Part })
	return facts
}

// firstPart is the part from which the facts of parties and of lines are
// numbered: those of parties by their agency, those of lines by their position,
// so that one more leaves the others as they are.
const firstPart = 10

// InForce reports whether the line holds on the day.
func (l Line) InForce(day time.Time) bool {
	return !day.Before(l.From) && (l.To.IsZero() || !day.After(l.To))
}

// Covers reports whether the line lets the one agency share with all the
// others on the day.
func (l Line) Covers(from int, to []int, day time.Time) bool {
	if !l.InForce(day) || len(to) == 0 || !l.names(l.Giver, from) {
		return false
	}
	return !slices.ContainsFunc(to, func(a int) bool { return a == from || !l.names(l.Taker, a) })
}

// names reports whether one side of the line is the agency, or may be it as
// any party may.
func (l Line) names(side, agency int) bool {
	return side == agency && agency != 0 || side == 0 && slices.Contains(l.Parties, agency)
}

// Words is the line as a list offers it: "ISA-04, line 2: purpose (data), from
// Westmere Police to any party".
func (l Line) Words() string {
	return fmt.Sprintf("%s, line %d: %s (%s), from %s to %s", l.Number, l.Position, l.Purpose, l.Items, orAnyParty(l.GiverName), orAnyParty(l.TakerName))
}

func orAnyParty(name string) string { return cmp.Or(name, "any party") }

// AgreementStore keeps sharing agreements with their parties and lines. Every
// strand may read them; only coordination writes them.
type AgreementStore interface {
	// Agreements returns every agreement of the partnership, ended ones too, by
	// number.
	Agreements(ctx context.Context, who access.Actor) ([]Agreement, error)
	// FindAgreement returns one agreement, or NotFound.
	FindAgreement(ctx context.Context, who access.Actor, id uuid.UUID) (Agreement, error)
	// LinesInForce returns the lines that hold on the day, by the agreement's
	// number and then by position.
	LinesInForce(ctx context.Context, who access.Actor, day time.Time) ([]Line, error)
	// AddAgreement writes a new agreement down. It returns Forbidden, and Invalid
	// at the field "number" where another agreement has that number.
	AddAgreement(ctx context.Context, who access.Actor, a Agreement) error
	// ChangeAgreement does one thing to an agreement, its parties and its lines,
	// and logs it, or does neither. Besides what the deed itself returns, it
	// returns NotFound, Forbidden, and Conflict when somebody else changed the
	// agreement meanwhile.
	ChangeAgreement(ctx context.Context, who access.Actor, id uuid.UUID, d Deed[Agreement]) error
}
