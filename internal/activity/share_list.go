package activity

import (
	"context"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
)

// Shares keeps the requests and offers of information beyond what every
// activity has.
type Shares interface {
	// Answer takes a step, whole or not at all. NotFound for a record that is no
	// sharing of information. Forbidden where who does not speak for an agency
	// that may take it; Invalid and Conflict as the step says, Conflict also
	// where somebody else changed the record meanwhile.
	Answer(ctx context.Context, who access.Actor, ref string, t Taking) (Activity, error)
	// Requests returns one page of the requests and offers that stand, PageSize+1
	// at most.
	Requests(ctx context.Context, who access.Actor, f RequestFilter) ([]Request, error)
}

// RequestState is how requests stand that a list shows.
type RequestState string

// The states. Open and overdue requests come by the day they are due, those of
// one's own agency first; the others by the day they were made, newest first.
const (
	OpenRequests     RequestState = "open"
	OverdueRequests  RequestState = "overdue"
	AnsweredRequests RequestState = "answered" // given, whole or in part
	RefusedRequests  RequestState = "refused"  // or dropped
	AllRequests      RequestState = "all"
)

// RequestStates lists them.
func RequestStates() []RequestState {
	return []RequestState{OpenRequests, OverdueRequests, AnsweredRequests, RefusedRequests, AllRequests}
}

// Rising reports whether the list runs by the day that things are due.
func (s RequestState) Rising() bool { return s == OpenRequests || s == OverdueRequests }

// RequestFilter narrows the list. What is empty narrows nothing.
type RequestFilter struct {
	State  RequestState
	Asked  int       // the agency that has to answer
	Agency int       // either side
	First  int       // the agency whose own come first, where the list is rising
	Today  time.Time // by which things are overdue
	Place
}

// Request is a request or an offer as a list shows it.
type Request struct {
	ID          uuid.UUID
	Ref         string
	Partnership int
	Marking     Marking
	Day         time.Time // it was asked for or offered
	Sharing     Sharing   // but for its steps and what recipients said
	Place       time.Time // by which the list runs, as Store gives it
}

// Cursor is the request's place in the list.
func (q Request) Cursor() Cursor { return Cursor{At: q.Place, ID: q.ID} }

// Activity is the request as its record, as far as a list knows it.
func (q Request) Activity() Activity {
	return Activity{
		ID: q.ID, Ref: q.Ref, Strand: access.Coordination, Partnership: q.Partnership, Kind: Share,
		Content: Content{Day: q.Day, Start: -1, Detail: q.Sharing},
	}
}
