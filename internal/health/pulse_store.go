package health

import (
	"context"
	"time"

	"github.com/google/uuid"

	"liaison/internal/access"
)

// PulseStore keeps the rounds of the pulse and counts what people answer. It
// keeps no answer of any one person, so that nobody can read it.
type PulseStore interface {
	// Pulse returns the rounds of the partnership of who, each with how they
	// stand to it.
	Pulse(ctx context.Context, who access.Actor) (Pulse, error)
	// ChangePulse opens a round or makes its links anew, or does not. Besides
	// what ch returns, it returns Forbidden, and a Conflict where somebody did so
	// meanwhile.
	ChangePulse(ctx context.Context, who access.Actor, ch access.Change[Pulse]) error
	// ReturnLinks ends links that were mailed and reached nobody, and has those
	// whom they were for take theirs themselves.
	ReturnLinks(ctx context.Context, who access.Actor, round uuid.UUID, back []Returned) error
	// TakeLink makes the token the one by which who answers in the round.
	// NotFound where no link waits for them on the day, or no longer does.
	TakeLink(ctx context.Context, who access.Actor, round uuid.UUID, token string, day time.Time) error

	// PulseAsked returns what the link with the token asks. NotFound for one
	// that does not work on the day, whyever.
	PulseAsked(ctx context.Context, token string, day time.Time) (Asking, error)
	// AnswerPulse counts what somebody answers by the link, which works once.
	// NotFound as PulseAsked, Invalid as Said.Check.
	AnswerPulse(ctx context.Context, token string, day time.Time, said Said) error
}

// Asking is what a link of the pulse asks, which is all that it tells.
type Asking struct {
	Partnership string
	Closes      time.Time
	Wording     Wording
}
