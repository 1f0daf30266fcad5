// Package notice knows what is due, to whom it is said, and in what words. A
// notice is worked out each time from the records as its reader may see them,
// so it cannot be stale or double, or tell of what its reader may not see. What
// is kept is what a person did with one, how they want to be mailed, and what
// was sent. It knows no record but by its kind, its days and whose it is.
package notice

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
)

// What is what a notice is about.
type What string

// What the records hold that waits for somebody, or ends.
const (
	Action          What = "action"
	Request         What = "request"
	Goals           What = "goals"
	Agreement       What = "agreement"        // that it ends
	AgreementReview What = "agreement_review" // and that it is to be reviewed
	SystemReview    What = "system_review"    // of who has access
	NeedReview      What = "need_review"
	ItemReview      What = "item_review"
	Evidence        What = "evidence"
	Stream          What = "stream"
	Absence         What = "absence"
	Draft           What = "draft"
	Attestation     What = "attestation" // of this quarter, that intelligence and outreach are kept apart
	Pulse           What = "pulse"       // a round that is open

	// What one person proposed and another has to decide on.
	Initiative    What = "initiative"
	Thresholds    What = "threshold"
	Area          What = "area" // that another area of record is used
	Pairs         What = "pairs"
	Ceiling       What = "ceiling"
	CeilingRecall What = "ceiling_recall"
	Grant         What = "grant"
	Funding       What = "funding" // a request for it
)

// Kind is why somebody is told.
type Kind string

// The kinds, in the order in which they are shown: what needs a person first
// comes first.
const (
	Overdue  Kind = "overdue"
	Asked    Kind = "asked"
	Decision Kind = "decision"
	Soon     Kind = "soon"
	Assigned Kind = "assigned"
	Ending   Kind = "ending"
	Review   Kind = "review"
	Ageing   Kind = "ageing"
	Missed   Kind = "missed"
)

// Kinds lists them in that order.
func Kinds() []Kind {
	return []Kind{Overdue, Asked, Decision, Soon, Assigned, Ending, Review, Ageing, Missed}
}

// Matter is something in the records that has a day or waits for somebody.
type Matter struct {
	What       What
	ID         uuid.UUID // the record; zero for a checklist item and an absence
	Ref        string    // what people call it: a reference, an item's code, an agreement's number
	Title      string
	From       string // the names of the agencies that ask
	Sensitive  bool   // its record is marked above OFFICIAL
	Strand     access.Strand
	Agency     int // whose it is, 0 for the whole partnership's
	AgencyName string
	AgencySlug string
	Owner      uuid.UUID // the one person it is given to, who writes a draft or who proposed a change, or zero
	Day        time.Time // by when, or when it ends; of evidence the newest, of an absence the last meeting
	Since      time.Time // the day it came
	New        bool      // of a request: nobody has acknowledged it; of a pulse: a link waits to be taken by who is told
}

// Notice is one thing of which a person is told.
type Notice struct {
	Key    string // the same for the same matter, however it stands
	State  string // another whenever it stands otherwise: a notice put away comes back when it changes
	Kind   Kind
	What   What
	Ref    string // of its record, or empty
	Strand access.Strand
	Day    time.Time // zero where no day is said
	Text   string    // what to do, and about what
	Brief  string    // the same for a mail: without any words of a record marked above OFFICIAL
	Sub    string    // whose it is and where it comes from
	Do     string    // the next step, as a button says it
	Path   string    // of the page where it is done

	Sensitive bool // Text may hold words of a record marked above OFFICIAL
}

// Mine reports whether the notice may be put away: only those of coordination,
// since what was put away is kept there and nothing of another strand may be.
func (n Notice) Mine() bool { return n.Strand == access.Coordination }

// Away is a notice that its reader put away.
type Away struct {
	Key   string
	State string
}

// Known is what the records hold for one person, and what they put away.
type Known struct {
	Matters []Matter
	Away    []Away
}

// Person is who is told.
type Person struct {
	ID     uuid.UUID
	Agency int // 0 for none
	// May reports whether they may do it to what is the agency's, or the whole
	// partnership's where it is 0.
	May func(do access.Action, agency int) bool
}

// On is what permission for the action depends on: grants are of identity, and
// all else that a person is told of is of coordination.
func On(who access.Actor, do access.Action, agency int) access.Scope {
	on := access.Scope{Strand: access.Coordination, Partnership: who.Partnership, Agency: agency}
	if do == access.ApproveGrant {
		on.Strand = access.Identity
	}
	return on
}

// Told is somebody who acts, with what a guard lets them do.
func Told(who access.Actor, guard interface {
	Check(who access.Actor, do access.Action, on access.Scope) error
},
) Person {
	return Person{ID: who.ID, Agency: who.Agency, May: func(do access.Action, agency int) bool {
		return guard.Check(who, do, On(who, do, agency)) == nil
	}}
}

// List is what a person is told, in the order of its kinds, and in each by day.
type List struct {
	Now  []Notice
	Away []Notice // put away, and as they were then
}

// Listed makes the list of what is known.
func Listed(p Person, t Terms, k Known, today time.Time) List {
	var l List
	for _, n := range For(p, t, k.Matters, today) {
		if slices.Contains(k.Away, Away{n.Key, n.State}) {
			l.Away = append(l.Away, n)
		} else {
			l.Now = append(l.Now, n)
		}
	}
	return l
}

// For returns what the person is told of on the day, each matter once at most.
func For(p Person, t Terms, all []Matter, today time.Time) []Notice {
	var told []Notice
	for _, m := range all {
		if n, ok := t.tell(p, m, today); ok {
			told = append(told, n)
		}
	}
	kinds := Kinds()
	slices.SortStableFunc(told, func(a, b Notice) int {
		return cmp.Or(cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind)), a.Day.Compare(b.Day), cmp.Compare(a.Key, b.Key))
	})
	seen := map[string]bool{}
	return slices.DeleteFunc(told, func(n Notice) bool {
		again := seen[n.Key]
		seen[n.Key] = true
		return again
	})
}

// Store reads what is known, and keeps what was put away.
type Store interface {
	Choices
	// Known returns what may concern who on the day, as the row policies show
	// it to them, in every strand in which they hold a role and that is in
	// mixed lists. Forbidden where they may not be told anything.
	Known(ctx context.Context, who access.Actor, t Terms, today time.Time) (Known, error)
	// Proposals returns, of what is known, that which one person proposed and
	// another has to decide on. Forbidden as for Known.
	Proposals(ctx context.Context, who access.Actor) ([]Matter, error)
	// PutAway keeps that who put a notice away as it stands, and logs it.
	PutAway(ctx context.Context, who access.Actor, a Away) error
	// BringBack undoes that. NotFound where it was not put away.
	BringBack(ctx context.Context, who access.Actor, key string) error
}
